"""What a patient answers on the pages of the reading: sentences one by one, initials under them, questions to ask."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from charting.dates import show_time
from charting.output.screen_pages import SIGNATURE, STATEMENTS, TEXT, Page
from charting.words import _, ngettext
from ui.parts.second_press import SECOND_PRESS_MS
from ui.reading_paper import Read
from ui.reading_record import Asked, ReadingRecord
from ui.theme import Theme
from ui.views.reading_answers import AnswerRow
from ui.views.reading_pages import AskingPage, TextPage
from ui.views.reading_parts import PartMaker


class Asking(QObject):
    """`said(words)` goes to the line under the progress; `answered()` follows an answer, `changed()` when with it a
    sentence came or went.

    `spoken` sets the language the patient is spoken to in.
    """

    said = Signal(str)
    answered = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, spoken: Callable, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._spoken = theme, spoken
        self._body: QWidget | None = None
        self._warned_of: tuple[QWidget, int, bool] | None = None
        self._warned = QElapsedTimer()

    def begin(self, record: ReadingRecord) -> None:
        """Another sheet is read."""
        self._record = record

    def read(self, read: Read) -> None:
        """The text as it is read now."""
        self._read = read

    def asked(self) -> list[Asked]:
        """The sentences of the page that asks; none where no page does."""
        asks = any(page.kind not in {TEXT, SIGNATURE} for page in self._read.pages)
        return self._record.asked(self._read.photos) if asks else []

    def refused(self) -> int:
        """How many sentences that matter got a No."""
        return sum(1 for one in self.asked() if one.matters and one.value is False)

    def text_page(self, parts: PartMaker, page: Page) -> QWidget:
        """A section to read, and the place to ask about it."""
        body = TextPage(self._theme, parts, page, noted=self._record.has_question(page.title))
        body.question.clicked.connect(lambda: self._note_question(body, page.title))
        self._body = body
        return body

    def asking_page(self, parts: PartMaker, page: Page, px: int) -> QWidget:
        """The sentences, and under statements the patient's initials, which their text asks for."""
        initials = self._record.initials() if page.kind == STATEMENTS else ""
        body = AskingPage(self._theme, parts, page, [one.sentence for one in self.asked()], px, initials)
        for at, row in enumerate(body.rows):
            row.answered.connect(lambda value, at=at: self._answer(body, at, value))
        if body.initials is not None:
            body.initials.clicked.connect(lambda: self._put_initials(body))
        self._body = body
        self._fill(body)
        return body

    def holds_back(self) -> bool:
        """Whether something on the asking page has to be done first; then it is said, and the cursor goes there."""
        body = self._body
        if not isinstance(body, AskingPage):
            return False
        waiting = [at for at, one in enumerate(self.asked()) if one.value is None]
        with self._spoken():
            if waiting:
                words = ngettext("{count} line has no answer yet.", "{count} lines have no answer yet.", len(waiting))
                self.said.emit(words.format(count=len(waiting)))
            elif self._lacks_initials(body):
                self.said.emit(_("Your initials are still missing under the lines."))
        if waiting:
            body.rows[waiting[0]].yes.setFocus(Qt.FocusReason.TabFocusReason)
        elif body.initials is not None and self._lacks_initials(body):
            body.initials.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return bool(waiting)

    def _lacks_initials(self, body: AskingPage) -> bool:
        return body.initials is not None and not self._record.has_initials()

    def _answer(self, body: AskingPage, at: int, value: bool) -> None:
        before = self.asked()
        if before[at].value is value or self._stands((body, at, value)):
            return
        self._record.answer(before[at], value)
        self.said.emit("")
        self.answered.emit()
        if [one.sentence for one in self.asked()] == [one.sentence for one in before]:
            self._fill(body)
        else:
            self.changed.emit()

    def _put_initials(self, body: AskingPage) -> None:
        if self._record.has_initials():
            return
        if any(one.value is None for one in self.asked()):
            self.holds_back()
            return
        if self._stands((body, len(body.rows), True)):
            return
        self._record.put_initials()
        self.said.emit("")
        self._fill(body)

    def _stands(self, wish: tuple[QWidget, int, bool]) -> bool:
        """Whether a signature keeps the answers as they are; then it is said.

        Whoever asks for the same once more has it, and every signature is cleared with it. A double press asks once.
        """
        record = self._record
        if not record.is_held():
            return False
        with self._spoken():
            if record.is_held_on_paper():
                self.said.emit(_("This was signed on paper."))
                return True
            warned, self._warned_of = self._warned_of, wish
            if warned != wish:
                self._warned.start()
            elif self._warned.hasExpired(SECOND_PRESS_MS):
                self._warned_of = None
                return False
            self.said.emit(_("This is signed. Press again to change it: that clears every signature here."))
        return True

    def _fill(self, body: AskingPage) -> None:
        with self._spoken():
            for row, asked in zip(body.rows, self.asked(), strict=True):
                _show_answer(row, asked)
            if body.initials is not None:
                body.initials.setChecked(self._record.has_initials())
                body.initials.setAccessibleDescription(_("chosen") if self._record.has_initials() else "")

    def _note_question(self, body: TextPage, title: str) -> None:
        self._record.note_question(title)
        body.show_noted(True)
        with self._spoken():
            self.said.emit(_("Noted. Ask it now."))


def _show_answer(row: AnswerRow, asked: Asked) -> None:
    time = show_time(asked.at) if asked.at is not None and asked.value is not None else ""
    words = [_("Answered {time}.").format(time=time)] if time else []
    if asked.value is False and asked.matters:
        words.append(_("The clinician will talk about this with you."))
    row.show_answer(asked.value, " ".join(words), warns=asked.matters)
