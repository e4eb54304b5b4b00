"""The patient reads and signs at the screen: the chart is out of reach until the clinician takes it back."""

from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from charting.columns import Strokes
from charting.dates import show_day, show_time
from charting.errors import Known
from charting.languages import own_name_of
from charting.output.screen_pages import SIGNATURE, TEXT, Page
from charting.records.base import Sheet
from charting.records.consent import Consent
from charting.records.photo_consent import PhotoConsent
from charting.strokes import why_no_signature
from charting.words import _, in_language, ngettext
from ui.chart_model import ChartModel
from ui.people_desk import PeopleDesk
from ui.reading_cover import ReadingCover
from ui.reading_guard import ReadingGuard
from ui.reading_paper import Read, read_of
from ui.reading_record import Asked, ReadingRecord, fixed, told
from ui.theme import Theme
from ui.views.reading import Heading, ReadingView
from ui.views.reading_answers import AnswerRow
from ui.views.reading_leave import LeavePage
from ui.views.reading_pages import AskingPage, EndPage, LanguagePage, TextPage
from ui.views.reading_parts import PartMaker
from ui.views.reading_sign import SignPage

_LANGUAGES, _LEAVE, _END = "languages", "leave", "end"


class ReadingDesk(QObject):
    """`refused(words)` says why a sheet is not given to the patient, or what the clinician must know afterwards.

    `left()` follows when the clinician has the screen again.
    """

    refused = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, model: ChartModel, people: PeopleDesk, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._model, self._people, self._over = theme, model, people, over
        self.view: ReadingView | None = None
        self.record: ReadingRecord | None = None
        self.body: QWidget | None = None
        self._read: Read | None = None
        self._at, self._aside, self._questions = 0, "", 0
        self._ink: dict[str, Strokes] = {}
        self._cover = ReadingCover(over)
        people.switched.connect(self._work_with_another)
        model.not_saved.connect(lambda words: self._say(_("Not saved, tell the clinician: {why}").format(why=words)))

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
        self._at, self._aside, self._questions = 0, "", 0
        self._ink.clear()
        if self.view is None:
            self.view = self._made()
        self._read_text()
        self._cover.lay(self.view)
        self.guard.stand()
        self._show()

    def close(self) -> None:
        """Give the chart back, as it was; say what the clinician must know."""
        record, view, read = self.record, self.view, self._read
        if record is None or view is None or read is None:
            return
        words = told(record, record.asked(read.photos) if self._asks() else [], self._questions)
        self.record = None
        self._model.save()
        self.guard.rest()
        self._cover.lift()
        self.left.emit()
        if words:
            self.refused.emit(words)

    def page(self) -> Page | None:
        """The section on show; None on the pages beside the text."""
        pages = self._read.pages if self._read is not None else ()
        return pages[self._at] if not self._aside and self._at < len(pages) else None

    def go_on(self) -> None:
        """What the filled button does."""
        page = self.page()
        if self._aside == _LANGUAGES:
            self._turn("")
        elif self._aside == _LEAVE and isinstance(self.body, LeavePage):
            self.body.secret.give()
        elif self._aside == _END:
            self._turn(_LEAVE)
        elif page is not None and not self._holds_back(page):
            self.turn_over(1)

    def go_back(self) -> None:
        """One page back, or back from a page beside the text."""
        if self._aside:
            self._turn("")
        else:
            self.turn_over(-1)

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
        self.guard.stopped.connect(lambda: self._say(_("This key does nothing here.")))
        view.went_on.connect(self.go_on)
        view.went_back.connect(self.go_back)
        view.language_pressed.connect(self._ask_language)
        view.size_pressed.connect(self._enlarge)
        view.leave_pressed.connect(lambda: self._turn(_LEAVE))
        view.reshaped.connect(lambda: self._show() if self.is_open() else None)
        return view

    def _read_text(self) -> None:
        """The text in the language it is signed in, with the facts as they stand now."""
        record, chart, view = self.record, self._model.chart, self.view
        assert record is not None
        assert view is not None
        self._read = read_of(record, chart.clinic(), self._model.now(), self._people.person.name or "")
        with in_language(self._read.language):
            view.turn(leftwards=self._read.leftwards)
        view.show_person(chart.clinic().name or "", self._read.person, self._read.born)
        view.language.set_text(own_name_of(self._read.language))

    def _parts(self) -> PartMaker:
        assert self.view is not None
        assert self._read is not None
        leftwards = self._read.leftwards and self._aside != _LEAVE
        return PartMaker(self._theme, self.view.type_px(), self.view.text_width(), leftwards=leftwards)

    def _enlarge(self) -> None:
        if self.view is not None:
            self.view.enlarge()
            self._show()

    def _ask_language(self) -> None:
        assert self.record is not None
        if why := self.record.why_not_spoken():
            self._say(why)
        else:
            self._turn(_LANGUAGES)

    def _turn(self, aside: str) -> None:
        self._aside = aside
        self._show()

    def turn_over(self, by: int) -> None:
        """Turn so many pages on, or back, whatever is asked on the page in hand; after the last one comes the end."""
        assert self._read is not None
        if self._at + by >= len(self._read.pages):
            self._turn(_END)
            return
        self._at = max(0, self._at + by)
        self._show()

    def _show(self) -> None:
        view, read = self.view, self._read
        if view is None or read is None or self.record is None:
            return
        page = self.page()
        with self._spoken():
            self.body = self._body(page)
            shown = self._heading(page)
        view.show_page(self.body, shown)
        view.back.setVisible(bool(self._aside) or self._at > 0)
        view.leave.setVisible(self._aside != _LEAVE)
        for button in (view.language, view.size_button):
            button.setVisible(page is not None)
        focus = self.body if isinstance(self.body, LeavePage) else view
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _spoken(self) -> AbstractContextManager[None]:
        """The way out is for the clinician; all else is said in the patient's language, buttons and all."""
        return in_language(self._read.language if self._read is not None and self._aside != _LEAVE else None)

    def _heading(self, page: Page | None) -> Heading:
        read, record = self._read, self.record
        assert read is not None
        assert record is not None
        if page is None:
            titles = {_LANGUAGES: _("Language"), _LEAVE: _("Hand back"), _END: _("Thank you")}
            if self._aside == _LANGUAGES:
                return Heading(titles[self._aside], _("Go on reading"), "")
            low = self._aside == _LEAVE and self.view is not None and self.view.low
            return Heading("" if low else titles[self._aside], _("Hand back"), "lock")
        onwards = "chevron_left" if read.leftwards else "chevron_right"
        signs = page.kind == SIGNATURE and not record.is_signed(page.role) and not self._unsignable(page.role)
        main, icon = (_("Sign and go on"), "signature") if signs else (_("Next"), onwards)
        count, at = len(read.pages), self._at + 1
        progress = _("Section {number} of {count}").format(number=at, count=count)
        return Heading(page.title, main, icon, progress, at, count, _("Read on") if page.kind == TEXT else "")

    def _body(self, page: Page | None) -> QWidget:
        parts, record = self._parts(), self.record
        assert record is not None
        if page is None:
            return self._beside(parts)
        if page.kind == SIGNATURE:
            return self._signing(parts, page)
        if page.kind == TEXT:
            asking = TextPage(self._theme, parts, page, noted=record.has_question(page.title))
            asking.question.clicked.connect(lambda: self._note_question(page.title))
            return asking
        assert self._read is not None
        body = AskingPage(self._theme, parts, page, [one.sentence for one in self._asked()], self.view.type_px())
        for at, row in enumerate(body.rows):
            row.answered.connect(lambda value, at=at: self._answer(at, value))
        self._fill(body.rows)
        return body

    def _beside(self, parts: PartMaker) -> QWidget:
        record, people = self.record, self._people
        assert record is not None
        name = people.person.name or ""
        if self._aside == _LANGUAGES:
            body = LanguagePage(self._theme, record.languages(), record.language(), self.view.type_px())
            body.chosen.connect(self._speak)
            return body
        if self._aside == _LEAVE:
            leave = LeavePage(self._theme, parts, name, people.hint(), people.waiting())
            leave.secret.given.connect(self._prove)
            return leave
        return EndPage(parts, name)

    def _signing(self, parts: PartMaker, page: Page) -> SignPage:
        record = self.record
        assert record is not None
        line, signed = record.signing(page.role), record.is_signed(page.role)
        at = line.signed_at if line is not None and signed and line.signed_at is not None else None
        now = self._model.now() if at is None else at
        body = SignPage(
            self._theme,
            parts,
            sentence=page.sentence,
            name=record.name_of(page.role),
            role=record.role_words(page.role),
            when=f"{show_day(now.date())}, {show_time(now)}" if at is not None else show_day(now.date()),
            why_not=self._unsignable(page.role),
            low=self.view is not None and self.view.low,
        )
        kept = line.strokes if line is not None and signed else None
        body.show_strokes(kept or self._ink.get(page.role), kept=kept is not None)
        body.pad.changed.connect(lambda: self._ink.update({page.role: fixed(body.pad.strokes())}))
        body.cleared.connect(lambda: self._clear(page.role))
        return body

    def _asks(self) -> bool:
        return self._read is not None and any(page.kind not in {TEXT, SIGNATURE} for page in self._read.pages)

    def _asked(self) -> list[Asked]:
        assert self.record is not None
        assert self._read is not None
        return self.record.asked(self._read.photos) if self._asks() else []

    def _answer(self, at: int, value: bool) -> None:
        record, read, body = self.record, self._read, self.body
        assert record is not None
        assert read is not None
        if record.is_signed():
            with self._spoken():
                self._say(_("This is signed. Clear the signature first, then change the answer."))
            return
        before = self._asked()
        record.answer(before[at], value)
        self._say("")
        if isinstance(body, AskingPage) and [one.sentence for one in self._asked()] == [one.sentence for one in before]:
            self._fill(body.rows)
            return
        place = self.view.area.verticalScrollBar().value() if self.view is not None else 0
        self._show()
        assert self.view is not None
        self.view.area.verticalScrollBar().setValue(place)

    def _fill(self, rows: list[AnswerRow]) -> None:
        with self._spoken():
            for row, asked in zip(rows, self._asked(), strict=True):
                time = show_time(asked.at) if asked.at is not None and asked.value is not None else ""
                words = [_("Answered {time}.").format(time=time)] if time else []
                if asked.value is False and asked.matters:
                    words.append(_("The clinician will talk about this with you."))
                row.show_answer(asked.value, " ".join(words), warns=asked.matters)

    def _holds_back(self, page: Page) -> bool:
        """Whether something on the page has to be done first; then it is said."""
        record = self.record
        assert record is not None
        if page.kind == TEXT:
            return False
        if page.kind == SIGNATURE:
            return not record.is_signed(page.role) and not self._unsignable(page.role) and not self._sign(page.role)
        waiting = [at for at, one in enumerate(self._asked()) if one.value is None]
        if waiting and isinstance(self.body, AskingPage):
            with self._spoken():
                words = ngettext("{count} line has no answer yet.", "{count} lines have no answer yet.", len(waiting))
            self._say(words.format(count=len(waiting)))
            self.body.rows[waiting[0]].yes.setFocus(Qt.FocusReason.TabFocusReason)
        return bool(waiting)

    def _unsignable(self, role: str) -> str:
        """Why a role cannot sign now; empty where it can."""
        record = self.record
        assert record is not None
        line = record.signing(role)
        if line is not None and line.method == "wet" and record.is_signed(role):
            return _("This was signed on paper.")
        if record.is_signed(role):
            return ""
        if not record.name_of(role):
            return _("The clinician has to write the name first. Hand the screen back.")
        refused = sum(1 for one in self._asked() if one.matters and one.value is False)
        if refused:
            words = ngettext(
                "You said No to {count} line. Talk with the clinician before you sign.",
                "You said No to {count} lines. Talk with the clinician before you sign.",
                refused,
            )
            return words.format(count=refused)
        return ""

    def _sign(self, role: str) -> bool:
        record, body = self.record, self.body
        assert record is not None
        if not isinstance(body, SignPage):
            return False
        strokes = fixed(body.pad.strokes())
        with self._spoken():
            why = why_no_signature(strokes)
        if why:
            body.say(why)
            self._say(why)
            return False
        record.sign(role, strokes)
        self._ink.pop(role, None)
        self._model.save()
        return True

    def _clear(self, role: str) -> None:
        assert self.record is not None
        self._ink.pop(role, None)
        if self.record.is_signed(role):
            self.record.unsign(role)
            self._show()

    def _note_question(self, title: str) -> None:
        assert self.record is not None
        if self.record.note_question(title):
            self._questions += 1
        if isinstance(self.body, TextPage):
            self.body.show_noted(True)
        with self._spoken():
            self._say(_("Noted. Ask it now."))

    def _speak(self, code: str) -> None:
        assert self.record is not None
        self.record.speak(code)
        self._read_text()
        self._turn("")

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

    def _say(self, words: str) -> None:
        if self.view is not None and self.is_open():
            self.view.say(words)
