"""The pages of the patient's reading: text with a place for a question, sentences to answer, languages, the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.languages import own_name_of
from charting.output.screen_pages import Page
from charting.words import _
from ui.theme import Theme
from ui.views.reading_answers import AnswerRow, BigChoice
from ui.views.reading_parts import PartMaker, Rule

_BESIDE = 30


class TextPage(QWidget):
    """One section, and `question` under it."""

    def __init__(self, theme: Theme, parts: PartMaker, page: Page, *, noted: bool) -> None:
        super().__init__()
        layout = _column(self, 14)
        for part in page.parts:
            layout.addWidget(parts.made(part))
        layout.addSpacing(6)
        words = _("I have a question")
        self.question = BigChoice(theme, words, words, 18, icon="question_ring")
        layout.addWidget(self.question, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_noted(noted)

    def show_noted(self, noted: bool) -> None:
        """Show that a question is noted."""
        self.question.setChecked(noted)
        self.question.setAccessibleDescription(_("noted") if noted else "")


class AskingPage(QWidget):
    """Sentences one under the other, each with its own Yes and No; where `letters` are given, `initials` under them."""

    def __init__(
        self, theme: Theme, parts: PartMaker, page: Page, sentences: Sequence[str], px: int, letters: str = ""
    ) -> None:
        super().__init__()
        layout = _column(self, 0)
        for part in page.parts:
            layout.addWidget(parts.made(part))
        layout.addWidget(parts.text(_("Answer each line for itself. You may say No."), token="ink2", small=True))
        self.rows: list[AnswerRow] = []
        for sentence in sentences:
            layout.addWidget(Rule(theme))
            row = AnswerRow(theme, parts, sentence, max(16, round(px * 0.8)), beside=parts.room >= _BESIDE * px)
            self.rows.append(row)
            layout.addWidget(row)
        self.initials: BigChoice | None = None
        if letters:
            words = _("Your initials. They stand beside every line above.")
            self.initials = BigChoice(theme, letters, _("Put my initials, {letters}").format(letters=letters), px)
            layout.addWidget(Rule(theme))
            layout.addSpacing(10)
            layout.addWidget(parts.text(words, weight=500))
            layout.addSpacing(8)
            layout.addWidget(self.initials, 0, Qt.AlignmentFlag.AlignLeft)


class LanguagePage(QWidget):
    """`chosen(code)`: the languages the text is there in, each in its own name."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, codes: Sequence[str], current: str, px: int) -> None:
        super().__init__()
        layout = _column(self, 10)
        self.choices = {code: BigChoice(theme, own_name_of(code), own_name_of(code), px) for code in codes}
        for code, choice in self.choices.items():
            choice.setChecked(code == current)
            choice.clicked.connect(lambda _checked=False, code=code: self.chosen.emit(code))
            layout.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)


class EndPage(QWidget):
    """The last page: the screen goes back."""

    def __init__(self, parts: PartMaker, clinician: str) -> None:
        super().__init__()
        words = _("You are at the end. Give the screen back to {name}.").format(name=clinician)
        _column(self, 0).addWidget(parts.text(words))


def _column(holder: QWidget, spacing: int) -> QVBoxLayout:
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
