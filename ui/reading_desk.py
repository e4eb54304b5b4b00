"""The patient reads and signs at the screen: the chart is out of reach until the clinician takes it back."""

from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from charting.errors import Known
from charting.findings import Finding, Level
from charting.languages import own_name_of
from charting.output.screen_pages import SIGNATURE, TEXT, Page
from charting.records.base import Sheet
from charting.records.consent import Consent
from charting.records.photo_consent import PhotoConsent
from charting.records.spoken_texts import unspoken
from charting.words import _, in_language
from ui.chart_model import ChartModel
from ui.people_desk import PeopleDesk
from ui.reading_asking import Asking
from ui.reading_cover import ReadingCover
from ui.reading_guard import ReadingGuard
from ui.reading_heading import END, LANGUAGES, LEAVE, heading_beside, heading_of
from ui.reading_paper import Read, read_of
from ui.reading_record import ReadingRecord, told
from ui.reading_signing import Signing
from ui.theme import Theme
from ui.views.reading import ReadingView
from ui.views.reading_leave import LeavePage
from ui.views.reading_pages import EndPage, LanguagePage
from ui.views.reading_parts import PartMaker
from ui.views.reading_sign import SignPage


class ReadingDesk(QObject):
    """Gives the screen, turns the pages, takes the screen back.

    `refused(words)` says why a sheet is not given to the patient, or what the clinician must know afterwards.
    `left()` follows when the clinician has the screen again, `question_left(finding)` where one waits for an answer.
    """

    refused = Signal(str)
    left = Signal()
    question_left = Signal(object)
    emergency_wanted = Signal()

    def __init__(self, theme: Theme, model: ChartModel, people: PeopleDesk, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._model, self._people, self._over = theme, model, people, over
        self.view: ReadingView | None = None
        self.record: ReadingRecord | None = None
        self.body: QWidget | None = None
        self._read: Read | None = None
        self._at, self._aside, self._reader = 0, "", ""
        self._cover = ReadingCover(over)
        self._asking = Asking(theme, self._spoken, self)
        self._signing = Signing(theme, model, self._spoken, self._asking.refused, self)
        for part in (self._asking, self._signing):
            part.said.connect(self._say)
        self._asking.changed.connect(self._show_in_place)
        self._asking.answered.connect(self._signing.forget_ink)
        self._signing.cleared.connect(self._show)
        people.switched.connect(self._work_with_another)
        model.not_saved.connect(self._tell_not_saved)

    def is_open(self) -> bool:
        """Whether a patient holds the screen, under a lock as well."""
        return self.record is not None

    def open(self, sheet: Sheet) -> None:
        """Give a consent to the patient; say why where that cannot be."""
        if self.is_open() or not isinstance(sheet, Consent | PhotoConsent):
            return
        if why := self._why_not(sheet):
            self.refused.emit(why)
            return
        self._model.save()
        self.record = ReadingRecord(self._model, sheet.visit, sheet)
        self._at, self._aside = 0, ""
        for part in (self._asking, self._signing):
            part.begin(self.record)
        if self.view is None:
            self.view = self._made()
        reader, self._reader = self._reader, sheet.visit.course.patient.id
        if reader != self._reader:
            self.view.begin_small()
        self._read_text()
        self._cover.lay(self.view)
        self.guard.stand()
        self._show()
        if words := unspoken(sheet.visit, self.record.language()):
            self._say(words)

    def close(self) -> None:
        """Give the chart back, as it was; say what the clinician must know."""
        record, view = self.record, self.view
        if record is None or view is None:
            return
        words = told(record, self._asking.asked())
        self.record = None
        self._model.save()
        self.guard.rest()
        self._cover.lift()
        self.left.emit()
        if record.open_questions():
            asked = Finding(Level.NOTE, "", field=record.notes(), record_id=record.sheet.id)
            QTimer.singleShot(0, self, lambda: self.question_left.emit(asked))  # once the chart is in sight again
        if words:
            self.refused.emit(words)

    def page(self) -> Page | None:
        """The section on show; None on the pages beside the text."""
        pages = self._read.pages if self._read is not None else ()
        return pages[self._at] if not self._aside and self._at < len(pages) else None

    def go_on(self) -> None:
        """What the filled button does."""
        page = self.page()
        if self._aside == LANGUAGES:
            self._turn("")
        elif self._aside == LEAVE and isinstance(self.body, LeavePage):
            self.body.secret.give()
        elif self._aside == END:
            self._turn(LEAVE)
        elif page is not None and not self._holds_back(page):
            self.turn_over(1)

    def go_back(self) -> None:
        """One page back, or back from a page beside the text."""
        if self._aside:
            self._turn("")
        else:
            self.turn_over(-1)

    def turn_over(self, by: int) -> None:
        """Turn so many pages on, or back, whatever is asked on the page in hand; after the last one comes the end."""
        assert self._read is not None
        if self._at + by >= len(self._read.pages):
            self._turn(END)
            return
        self._at = max(0, self._at + by)
        self._show()

    def _why_not(self, sheet: Consent | PhotoConsent) -> str:
        if why := self._people.why_not("draft"):
            return why
        if sheet.signed_at is not None or sheet.visit.signed_at is not None:
            return _("This sheet is signed and sealed. Print it for the patient instead.")
        if isinstance(sheet, Consent) and sheet.refused:
            return _("The patient refused this treatment; there is nothing to sign.")
        return ""

    def _made(self) -> ReadingView:
        view = ReadingView(self._theme, self._over)
        self.guard = ReadingGuard(view)
        self.guard.stopped.connect(self._say_stopped)
        view.went_on.connect(self.go_on)
        view.went_back.connect(self.go_back)
        view.language_pressed.connect(self._ask_language)
        view.size_pressed.connect(self._enlarge)
        view.leave_pressed.connect(lambda: self._turn(LEAVE))
        view.reshaped.connect(lambda: self._show() if self.is_open() else None)
        return view

    def _read_text(self) -> None:
        """The text in the language it is signed in, with the facts as they stand now."""
        record, chart, view = self.record, self._model.chart, self.view
        assert record is not None
        assert view is not None
        self._read = read_of(record, chart.clinic(), self._model.now(), self._people.person.name or "")
        self._asking.read(self._read)
        with in_language(self._read.language):
            view.turn(leftwards=self._read.leftwards)
        view.show_person(chart.clinic().name or "", self._read.person, self._read.born)
        view.language.set_text(own_name_of(self._read.language))

    def _enlarge(self) -> None:
        if self.view is not None:
            self.view.enlarge()
            self._show()

    def _ask_language(self) -> None:
        assert self.record is not None
        with self._spoken():
            why = self.record.why_not_spoken()
        if why:
            self._say(why)
        else:
            self._turn(LANGUAGES)

    def _speak(self, code: str) -> None:
        assert self.record is not None
        self.record.speak(code)
        self._read_text()
        self._turn("")

    def _turn(self, aside: str) -> None:
        self._aside = aside
        self._show()

    def _show_in_place(self) -> None:
        """Lay the page anew without moving it."""
        assert self.view is not None
        place = self.view.area.verticalScrollBar().value()
        self._show()
        self.view.area.verticalScrollBar().setValue(place)

    def _show(self) -> None:
        view, read = self.view, self._read
        if view is None or read is None or self.record is None:
            return
        page = self.page()
        with self._spoken():
            if page is None:
                self.body, shown = self._beside(view), heading_beside(self._aside, low=view.low)
            else:
                self.body = self._body(view, page)
                signs = page.kind == SIGNATURE and self._signing.is_due(page.role)
                shown = heading_of(read, self._at, signs=signs)
        view.show_page(self.body, shown)
        view.back.setVisible(bool(self._aside) or self._at > 0)
        view.leave.setVisible(self._aside != LEAVE)
        for button in (view.language, view.size_button):
            button.setVisible(page is not None)
        focus = self.body if isinstance(self.body, LeavePage) else view
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _spoken(self) -> AbstractContextManager[None]:
        """The way out is for the clinician; all else is said in the patient's language, buttons and all."""
        return in_language(self._read.language if self._read is not None and self._aside != LEAVE else None)

    def _parts(self, view: ReadingView) -> PartMaker:
        assert self._read is not None
        leftwards = self._read.leftwards and self._aside != LEAVE
        return PartMaker(self._theme, view.type_px(), view.text_width(), leftwards=leftwards)

    def _body(self, view: ReadingView, page: Page) -> QWidget:
        parts = self._parts(view)
        if page.kind == SIGNATURE:
            return self._signing.page(parts, page, low=view.low)
        if page.kind == TEXT:
            return self._asking.text_page(parts, page)
        return self._asking.asking_page(parts, page, view.type_px())

    def _beside(self, view: ReadingView) -> QWidget:
        record, people = self.record, self._people
        assert record is not None
        name = people.person.name or ""
        if self._aside == LANGUAGES:
            body = LanguagePage(self._theme, record.languages(), record.language(), view.type_px())
            body.chosen.connect(self._speak)
            return body
        if self._aside == LEAVE:
            leave = LeavePage(self._theme, self._parts(view), name, people.hint(), people.waiting())
            leave.secret.given.connect(self._prove)
            leave.emergency.connect(self.emergency_wanted)
            return leave
        return EndPage(self._parts(view), name)

    def _holds_back(self, page: Page) -> bool:
        """Whether something on the page has to be done first; then it is said."""
        if page.kind == TEXT:
            return False
        if page.kind != SIGNATURE:
            return self._asking.holds_back()
        if not self._signing.is_due(page.role):
            return False
        return not (isinstance(self.body, SignPage) and self._signing.keep(page.role, self.body))

    def _prove(self, secret: str) -> None:
        if not isinstance(self.body, LeavePage):
            return
        try:
            self._people.prove(secret)
        except Known as refused:
            self.body.secret.refuse_for(str(refused), self._people.waiting())
            return
        self.close()

    def _work_with_another(self) -> None:
        if self.is_open() and self._people.why_not("draft"):
            self.close()

    def _say_stopped(self) -> None:
        with self._spoken():
            self._say(_("This key does nothing here."))

    def _tell_not_saved(self, why: str) -> None:
        with self._spoken():
            self._say(_("Not saved, tell the clinician: {why}").format(why=why))

    def _say(self, words: str) -> None:
        if self.view is not None and self.is_open():
            self.view.say(words)
