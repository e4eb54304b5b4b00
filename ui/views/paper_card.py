"""“Is this paper ours?”: a PDF is checked for the clinic's seal, and the certificate behind the seals is handed out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.words import _
from ui.file_dialogs import ask_for_file, ask_where_to_save
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme

CERTIFICATE = "rootline-certificate.pem"


class PaperCard(Card):
    """`check_wanted(path)` names a file to be checked, `certificate_wanted(path)` where the certificate goes."""

    check_wanted = Signal(object)
    certificate_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Is this paper ours?"), parent=parent)
        self.strip = WarningStrip(theme, "note", "")
        self.strip.hide()
        self.check = PlainButton(theme, _("Check a paper"), icon="shield_tick")
        self.check.clicked.connect(self._ask_file)
        self.save = PlainButton(theme, _("Save the certificate"))
        self.save.clicked.connect(self._ask_where)
        self._fingerprint = Label(theme, px=12, token="ink3", wrap=True)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fingerprint.setAccessibleName(_("Fingerprint of the certificate"))
        words = _(
            "Papers leave with the clinic’s seal. Drop a PDF anywhere on the window, or choose it here: genuine, "
            "altered or not ours. With the certificate others can check a paper without Rootline."
        )
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.check)
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addWidget(Label(theme, words, px=13, token="ink2", wrap=True))
        self.body.addWidget(self.strip)
        self.body.addLayout(row)
        self.body.addWidget(self._fingerprint)

    def show_fingerprint(self, fingerprint: str) -> None:
        """Name the certificate by its SHA-256; blank where there is none yet."""
        pairs = fingerprint.split(":")
        groups = " ".join("".join(pairs[at : at + 4]) for at in range(0, len(pairs), 4))
        words = _("SHA-256 of the certificate: {fingerprint}").format(fingerprint=groups)
        self._fingerprint.setText(words if fingerprint else _("The certificate could not be made yet."))
        self.save.setEnabled(bool(fingerprint))

    def say(self, kind: str, title: str, words: str = "") -> None:
        """Tell how a check or a save went, in a strip of `kind`."""
        self.strip.set_message(kind, title, words)
        self.strip.show()

    def _ask_file(self) -> None:
        if chosen := ask_for_file(self, "papers", _("Paper to check"), "PDF (*.pdf)"):
            self.check_wanted.emit(chosen)

    def _ask_where(self) -> None:
        if chosen := ask_where_to_save(self, "papers", _("Save the certificate"), CERTIFICATE, "PEM (*.pem)"):
            self.certificate_wanted.emit(chosen)
