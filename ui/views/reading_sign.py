"""Where somebody signs what was read: the sentence, the pad, the name as it is printed, and the time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from charting.columns import Strokes
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.labels import FullLabel, Label
from ui.parts.signature_pad import SignaturePad
from ui.theme import Theme
from ui.views.reading_parts import PartMaker

_WIDEST, _WIDEST_LOW = 560, 420


class SignPage(QWidget):
    """`cleared()` once somebody wants to sign again. What is drawn counts only when it is kept."""

    cleared = Signal()

    def __init__(
        self,
        theme: Theme,
        parts: PartMaker,
        *,
        sentence: str,
        name: str,
        role: str,
        when: str,
        why_not: str,
        low: bool = False,
    ) -> None:
        super().__init__()
        self.pad = SignaturePad(theme, name=_("Signature of {name}, {role}").format(name=name or role, role=role))
        self.pad.setMaximumWidth(_WIDEST_LOW if low else _WIDEST)
        self.pad.changed.connect(lambda: self.say(""))
        self.again = PlainButton(theme, _("Clear and sign again"), icon="undo")
        self.again.clicked.connect(self._clear)
        self._note = Label(theme, px=15, weight=500, token="amber", wrap=True)
        self._note.setMinimumHeight(24)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(FullLabel(theme, name or role, px=15, weight=600, wrap=low))
        who.addWidget(Label(theme, " · ".join(part for part in (role, when) if part), px=14, token="ink2", wrap=low))
        drawn = QVBoxLayout()
        drawn.setSpacing(8)
        drawn.addWidget(self.pad)
        drawn.addWidget(self._note)
        under = QBoxLayout(QBoxLayout.Direction.TopToBottom if low else QBoxLayout.Direction.LeftToRight)
        under.setSpacing(8)
        under.addLayout(who)
        under.addStretch(1)
        under.addWidget(self.again)
        said = parts.text(sentence, weight=500)
        layout = QBoxLayout(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16 if low else 8)
        if low:
            under.insertWidget(0, said)
            layout.addLayout(drawn, 3)
            layout.addLayout(under, 2)
        else:
            beneath = QWidget()
            beneath.setLayout(under)
            under.setContentsMargins(0, 0, 0, 0)
            beneath.setMaximumWidth(_WIDEST)
            layout.addWidget(said)
            layout.addLayout(drawn)
            layout.addWidget(beneath)
        said.setHidden(not sentence)
        for part in (self.pad, self.again):
            part.setHidden(bool(why_not))
        self.say(why_not)

    def show_strokes(self, strokes: Strokes | None, *, kept: bool) -> None:
        """Show what was drawn; what is kept is only shown."""
        self.pad.set_strokes(strokes)
        self.pad.set_read_only(kept)

    def say(self, words: str) -> None:
        """Say why it is no signature yet."""
        self._note.setText(words)

    def said(self) -> str:
        """Why it is no signature yet."""
        return self._note.text()

    def _clear(self) -> None:
        self.say("")
        self.pad.set_read_only(False)
        self.pad.clear()
        self.cleared.emit()
