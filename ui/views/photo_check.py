"""Before a photograph is added: the picture beside whose chart it would go into, and which view it is."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.pictures import Pixels
from charting.records.photograph import VIEWS
from charting.words import _
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.photo_frame import PhotoFrame
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.scroll import Centre

SIDE = 412


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose chart is open, in the banner's words."""

    name: str
    born: str
    number: str
    visit: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A picture that waits for a person: its file's name, what is known of it, what speaks against it, its turn."""

    pixels: Pixels
    file: str
    about: str
    doubts: tuple[str, ...]
    place: int
    count: int
    view: str | None = None


class PhotoCheck(QWidget):
    """`confirmed(view)` follows adding the picture on show, `left_out()` passing over it."""

    confirmed = Signal(str)
    left_out = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._frame = PhotoFrame(theme)
        self._name = Label(theme, px=20, weight=700, wrap=True)
        self._facts = Label(theme, px=14, weight=600, wrap=True)
        self._visit = Label(theme, px=13, token="ink2", wrap=True)
        self._about = Label(theme, px=13, token="ink2", wrap=True)
        self._doubt = WarningStrip(theme, "warn", "")
        self.view = TapChoice(theme, [(choice.code, _(choice.label)) for choice in VIEWS], name=_("View"))
        self.view.picked.connect(self._settle)
        self.add = MainButton(theme, _("Add this photograph"), icon="tick")
        self.add.clicked.connect(self._confirm)
        self.leave_out = PlainButton(theme, _("Leave it out"), icon="cross")
        self.leave_out.clicked.connect(self.left_out)
        whose = Card(theme, _("Is this photograph of"))
        for part in (self._name, self._facts, self._visit):
            whose.body.addWidget(part)
        which = Card(theme, _("Which view is it?"))
        which.body.addWidget(self.view)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(whose)
        column.addWidget(which)
        column.addStretch(1)
        scrolled = Centre(side, _("Whose photograph, and which view"))
        scrolled.setFixedWidth(SIDE)
        seen = QVBoxLayout()
        seen.setSpacing(8)
        seen.addWidget(self._doubt)
        seen.addWidget(self._frame, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(seen, 1)
        across.addWidget(scrolled)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._about, 1)
        foot.addWidget(self.leave_out)
        foot.addWidget(self.add)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addLayout(across, 1)
        outer.addLayout(foot)

    def ask(self, owner: Owner, waiting: Waiting) -> None:
        """Show a picture beside whose chart is open. No view is chosen but the one the person asked for."""
        self._frame.show_pixels(waiting.pixels, _("Photograph from the file {file}").format(file=waiting.file))
        turn = _("Picture {place} of {count}: {file}") if waiting.count > 1 else "{file}"
        turn = turn.format(place=waiting.place, count=waiting.count, file=waiting.file)
        self._name.setText(owner.name)
        facts = _("born {born}, ID {number}").format(born=owner.born, number=owner.number)
        self._facts.setText(facts)
        self._visit.setText(owner.visit)
        self._about.setText(f"{turn}\n{waiting.about}")
        self._doubt.setVisible(bool(waiting.doubts))
        if waiting.doubts:
            self._doubt.set_message("warn", _("Look twice"), "\n".join(waiting.doubts))
        self.view.set_value(waiting.view)
        self._settle()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, _picked: object = None) -> None:
        self.add.setEnabled(self.view.value() is not None)

    def _confirm(self) -> None:
        view = self.view.value()
        if isinstance(view, str):
            self.confirmed.emit(view)
