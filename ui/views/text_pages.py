"""What stands beside a text that is being written: its pages, what is to be put right, what changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from charting.text_difference import GONE, NEW, Piece, counted
from charting.text_source import Problem
from charting.words import _, ngettext
from ui.pages import Page
from ui.parts.buttons import LinkButton
from ui.parts.labels import Label
from ui.parts.page_picture import PagePicture
from ui.theme import Theme
from ui.views.clearing import clear

_LEAST = 200


class TextPages(QWidget):
    """The pages as they will be printed, or why there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._note = Label(theme, px=13, token="ink2", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._note)
        outer.addLayout(self._column)
        outer.addStretch(1)

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show finished pages."""
        clear(self._column)
        count = len(pages)
        self._note.setText(ngettext("{count} page", "{count} pages", count).format(count=count))
        for page in pages:
            self._column.addWidget(PagePicture(page.image(), self.devicePixelRatioF(), page.text))

    def say(self, words: str) -> None:
        """Say why the pages are not those of the text; what was shown stays."""
        self._note.setText(words)


class TextRemarks(QWidget):
    """What is to be put right, each with its line, and what of a file found no place. `line_wanted` goes there."""

    line_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._summary = Label(theme, px=14, weight=600, wrap=True)
        self._reading = Label(theme, px=13, token="ink2", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._left = Label(theme, px=13, weight=600, wrap=True)
        self.unplaced = QPlainTextEdit()
        self.unplaced.setReadOnly(True)
        self.unplaced.setMinimumHeight(_LEAST)
        self.unplaced.setAccessibleName(_("Not placed"))
        self.unplaced.setFont(theme.font(13))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        for part in (self._summary, self._reading):
            outer.addWidget(part)
        outer.addLayout(self._rows)
        outer.addWidget(self._left)
        outer.addWidget(self.unplaced)
        outer.addStretch(1)
        self.show_unplaced("", ())

    def show_problems(self, problems: Sequence[Problem], reading: str) -> None:
        """Show what was found; what blocks comes first."""
        blocking = sum(problem.blocks for problem in problems)
        count = ngettext("{count} thing must be put right", "{count} things must be put right", blocking)
        self._summary.setText(count.format(count=blocking) if blocking else _("Nothing keeps this text from use."))
        self._reading.setText(reading)
        clear(self._rows)
        for problem in problems:
            self._rows.addWidget(self._row(problem))

    def show_unplaced(self, about: str, paragraphs: Sequence[str]) -> None:
        """Show what of a file was not placed, to be copied by hand."""
        self._left.setText(about)
        self._left.setVisible(bool(about))
        self.unplaced.setPlainText("\n\n".join(paragraphs))
        self.unplaced.setVisible(bool(paragraphs))

    def _row(self, problem: Problem) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        kind = _("Must be put right") if problem.blocks else problem.about or _("Could be plainer")
        token = "red" if problem.blocks else "ink2"
        if problem.line:
            words = _("{kind}, line {line}").format(kind=kind, line=problem.line)
            link = LinkButton(self._theme, words, small=True)
            link.clicked.connect(lambda: self.line_wanted.emit(problem.line))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(Label(self._theme, kind, px=13, weight=600, token=token))
        column.addWidget(Label(self._theme, problem.words, px=13, token=token, wrap=True))
        return row


class TextChanges(QWidget):
    """Both versions in one: words that are gone struck through, new ones underlined."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: Sequence[Piece] = ()
        self._about = Label(theme, px=13, token="ink2", wrap=True)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(_LEAST)
        self.text.setFont(theme.font(13))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._about)
        outer.addWidget(self.text, 1)
        theme.changed.connect(self._paint)

    def show_pieces(self, pieces: Sequence[Piece], against: str) -> None:
        """Show a difference to the version named `against`."""
        self._pieces = pieces
        gone, new = counted(pieces)
        words = _("Against {name}: {gone} gone (struck through), {new} new (underlined).")
        said = words.format(
            name=against,
            gone=ngettext("{count} word", "{count} words", gone).format(count=gone),
            new=ngettext("{count} word", "{count} words", new).format(count=new),
        )
        self._about.setText(said if gone or new else _("No word differs from {name}.").format(name=against))
        self.text.setAccessibleName(self._about.text())
        self._paint()

    def _paint(self) -> None:
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        for kind, words in self._pieces:
            cursor.insertText(words, self._dress(kind))
        cursor.setPosition(0)
        self.text.setTextCursor(cursor)

    def _dress(self, kind: str) -> QTextCharFormat:
        dress = QTextCharFormat()
        dress.setForeground(QColor(self._theme.colour({GONE: "red", NEW: "accent_ink"}.get(kind, "ink2"))))
        dress.setFontStrikeOut(kind == GONE)
        dress.setFontUnderline(kind == NEW)
        return dress
