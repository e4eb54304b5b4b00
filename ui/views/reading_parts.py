"""What a page of the patient's reading is made of: paragraphs, facts, tables, lists and notes in large type."""

from collections.abc import Sequence
from html import escape
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from charting.output.screen_pages import Facts, Grid, Listed, Notice, Part, Prose
from charting.text_files import strong_parts
from ui.parts.labels import Icon
from ui.parts.paint import CARD_RADIUS, box
from ui.theme import Theme

LINE_HEIGHT = 135
"""Per cent of the type's own (look.md 2)."""
_BESIDE = 34
"""From so many times the type on, cells stand beside each other; below that, one under the other."""


class ReadingText(QLabel):
    """A paragraph at the patient's size and line height, from the right where the language is written so."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        px: int,
        *,
        weight: int = 400,
        token: str = "ink",
        leftwards: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._token, self._leftwards = theme, token, leftwards
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFont(theme.font(px, weight))
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.say(text)
        self._colour()
        theme.changed.connect(self._colour)

    def say(self, text: str) -> None:
        """Show a text; markup in it stays what was written, but for what stands between double stars."""
        pieces = (f"<b>{_html(piece)}</b>" if strong else _html(piece) for piece, strong in strong_parts(text))
        direction = "rtl" if _runs_leftwards(text, self._leftwards) else "ltr"
        side = "right" if self._leftwards else "left"
        body = "".join(pieces)
        self.setText(f'<p dir="{direction}" align="{side}" style="margin:0; line-height:{LINE_HEIGHT}%">{body}</p>')
        self.setAccessibleName(text.replace("**", ""))

    def set_token(self, token: str) -> None:
        """Change the colour of the words."""
        self._token = token
        self._colour()

    def _colour(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._token))
        self.setPalette(palette)


class _Box(QFrame):
    """A note in a box of its own."""

    def __init__(self, theme: Theme, edge: str) -> None:
        super().__init__()
        self._theme, self._edge = theme, edge
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box(
                painter,
                self.rect().toRectF(),
                CARD_RADIUS,
                self._theme.colour("surface"),
                self._theme.colour(self._edge),
                width=1.4,
            )


class Rule(QWidget):
    """A hairline between rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("line"))


class PartMaker:
    """Makes the widgets of one page: `px` is the size of its text, `width` the room in logical pixels."""

    def __init__(self, theme: Theme, px: int, width: int, *, leftwards: bool) -> None:
        self._theme, self._px, self._leftwards = theme, px, leftwards
        self.room = width
        self._beside = width >= _BESIDE * px

    def made(self, part: Part) -> QWidget:
        """The widget of one part."""
        match part:
            case Prose(text):
                return self.text(text)
            case Facts(rows):
                return self._facts(rows)
            case Grid(heads, rows):
                return self._table(heads, rows) if self._beside else self._cards(heads, rows)
            case Listed(items):
                return self._list(items)
            case Notice():
                return self._notice(part)

    def text(self, words: str, *, weight: int = 400, token: str = "ink", small: bool = False) -> ReadingText:
        """A paragraph; a small one is a size below the text."""
        px = max(16, round(self._px * 0.8)) if small else self._px
        return ReadingText(self._theme, words, px, weight=weight, token=token, leftwards=self._leftwards)

    def _facts(self, rows: Sequence[tuple[str, str]]) -> QWidget:
        holder, grid = _grid()
        for at, (label, value) in enumerate(rows):
            if self._beside:
                grid.addWidget(self.text(label, token="ink2"), at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(self.text(value, weight=500), at, 1, Qt.AlignmentFlag.AlignTop)
            else:
                grid.addWidget(self.text(label, token="ink2", small=True), 2 * at, 0)
                grid.addWidget(self.text(value, weight=500), 2 * at + 1, 0)
        if self._beside:
            grid.setColumnStretch(0, 2)
            grid.setColumnStretch(1, 3)
        return holder

    def _table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QWidget:
        holder, grid = _grid()
        for column, head in enumerate(heads):
            grid.addWidget(self.text(head, weight=500, token="ink2", small=True), 0, column)
        for at, row in enumerate(rows):
            grid.addWidget(Rule(self._theme), 2 * at + 1, 0, 1, len(heads))
            for column, cell in enumerate(row):
                words = self.text(cell, weight=500 if column == 0 else 400)
                grid.addWidget(words, 2 * at + 2, column, Qt.AlignmentFlag.AlignTop)
        for column in range(len(heads)):
            grid.setColumnStretch(column, 3 if len(heads) == 2 and column else 1)
        return holder

    def _cards(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> QWidget:
        """Each row one under the other, every cell after its head: a narrow table squeezes words to letters."""
        holder, layout = _column(6)
        for at, row in enumerate(rows):
            if at:
                layout.addWidget(Rule(self._theme))
            layout.addWidget(self.text(row[0], weight=600))
            for head, cell in zip(heads[1:], row[1:], strict=True):
                layout.addWidget(self.text(f"{head}: {cell}" if len(heads) > 2 else cell))
        return holder

    def _list(self, items: Sequence[str]) -> QWidget:
        holder, layout = _column(8)
        for item in items:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(Icon(self._theme, "tick", 20, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(self.text(item), 1)
            layout.addLayout(line)
        return holder

    def _notice(self, note: Notice) -> QWidget:
        warns = note.mark == "warning"
        holder = _Box(self._theme, "amber" if warns else "control")
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(12)
        icon = Icon(self._theme, "triangle" if warns else "info", 22, "amber" if warns else "ink2")
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.text(note.lead, weight=600))
        words.addWidget(self.text(note.text))
        layout.addLayout(words, 1)
        return holder


def _runs_leftwards(text: str, otherwise: bool) -> bool:
    """In which direction a paragraph runs: that of its first letter, as a Latin name runs among Arabic."""
    for letter in text:
        if (way := bidirectional(letter)) in {"L", "R", "AL"}:
            return way != "L"
    return otherwise


def _html(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _grid() -> tuple[QWidget, QGridLayout]:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    return holder, grid


def _column(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return holder, layout
