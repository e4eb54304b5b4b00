"""A person looks at a scanned paper beside its print: pages turned, signatures noted on the sheet, the look kept."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from charting.actions.papers import shown_again
from charting.actions.scan_checks import (
    keep_on_paper,
    needs_time,
    roles_asked,
    takes_signatures,
    verify_scan,
    wet_signatures,
)
from charting.actions.scan_states import (
    BACK,
    ON_PAPER,
    PARTLY,
    VERIFIED,
    WAITING,
    PaperState,
    listed,
    state_of,
    title_of,
)
from charting.actions.scans import take_off
from charting.context import Context
from charting.dates import parse_moment, show_day
from charting.errors import Known, Unreadable
from charting.records.consent_signature import ROLES
from charting.records.stored_document import StoredDocument
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.people_desk import PeopleDesk
from ui.scan_pictures import show_print, show_scan
from ui.views.describe import banner_of
from ui.views.scan_check import PaperShown, ScanCheckView


class ScanLooks(QObject):
    """Works on one paper at a time. `done(words)` follows a look that was kept or a paper that stays paper."""

    done = Signal(str)
    visit_wanted = Signal(str)

    def __init__(self, model: ChartModel, people: PeopleDesk, view: ScanCheckView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._people, self._view = model, people, view
        self._state: PaperState | None = None
        self._pdf = b""
        view.turned.connect(self._turn)
        view.verified.connect(self._verify)
        view.kept.connect(self._keep_on_paper)
        view.taken_off.connect(self._take_off)
        view.visit_wanted.connect(self._open_visit)

    def show(self, document: StoredDocument) -> None:
        """Show a paper; that it was looked at stands in the audit trail."""
        chart = self._model.chart
        state = self._state = state_of(chart, document)
        try:
            self._pdf = shown_again(chart, document).pdf
        except Known as refused:
            self._pdf = b""
            self._view.printed.show_words(str(refused))
        chart.note("viewed", document.visit, title_of(document))
        self._model.save()
        self._view.ask(self._shown(state))

    def _shown(self, state: PaperState) -> PaperShown:
        document = state.document
        visit = document.visit
        facts = banner_of(visit.course.patient, visit, self._model.now().date(), False)
        whose = _("{name}, born {born}, ID {number}, visit of {day}").format(
            name=facts.name, born=facts.born, number=facts.patient_id, day=show_day(visit.opened_at.date())
        )
        roles = tuple((role, ROLES.label(role)) for role in roles_asked(state))
        return PaperShown(
            title_of(document),
            whose,
            state.words(),
            document.pages,
            tuple(sorted(state.pages)),
            roles,
            self._why_not(state),
            takes_signatures(state) and needs_time(state, dict.fromkeys(roles_asked(state), 1)),
            settled=state.state in {VERIFIED, ON_PAPER},
            may_stay=state.state in {WAITING, PARTLY} and not self._people.why_not("draft"),
        )

    def _why_not(self, state: PaperState) -> str:
        if state.state in {VERIFIED, ON_PAPER}:
            return ""
        if why := self._people.why_not("draft"):
            return why
        if state.state != BACK:
            words = ngettext(
                "Page {pages} has not come back. Scan it and drop the file here.",
                "Pages {pages} have not come back. Scan them and drop the file here.",
                len(state.missing),
            )
            return words.format(pages=listed(state.missing))
        return ""

    def _turn(self, number: int) -> None:
        state = self._state
        if state is None:
            return
        view = self._view
        if self._pdf:
            show_print(state.document.id, self._pdf, number, view.printed, self)
        page = state.pages.get(number)
        if page is None:
            view.scanned.show_words(_("Page {page} has not come back.").format(page=number))
            return

        def looked() -> None:
            if view.page == number and self._state is state:
                view.note_look(number)

        show_scan(self._model.chart, page, view.scanned, self, looked)

    def _verify(self) -> None:
        state = self._state
        if state is None:
            return
        signed = self._view.signed()
        try:
            at = self._time() if takes_signatures(state) and needs_time(state, signed) else None
            steps = wet_signatures(state, signed, at)
            check = verify_scan(self._model.chart, state, signed, self._people.person, self._model.now())
        except Known as refused:
            self._view.refuse(str(refused))
            return
        if steps:
            self._model.carry_out(_("Signed on paper: {who}").format(who=check.signed_by), steps)
        self._model.save()
        self.done.emit(_("{paper}: verified").format(paper=title_of(state.document)))

    def _time(self) -> datetime:
        state, entry, now = self._state, self._view.time, self._model.now()
        assert state is not None
        opened = state.document.visit.opened_at
        try:
            moment = parse_moment(entry.text(), Context.at(now, opened.date(), opened))
        except Unreadable as refused:
            entry.refuse(str(refused))
            raise Known(_("Type day and time as they stand on the paper.")) from refused
        if moment > now:
            entry.refuse(_("that is still to come"))
            raise Known(_("Nobody can have signed in time to come."))
        return moment

    def _keep_on_paper(self, where: str) -> None:
        state = self._state
        if state is None:
            return
        try:
            keep_on_paper(self._model.chart, state, where, self._people.person, self._model.now())
        except Known as refused:
            self._view.where.refuse(str(refused))
            return
        self._model.saved.emit(self._model.chart.saved_at)
        self.done.emit(_("{paper}: kept on paper").format(paper=title_of(state.document)))

    def _take_off(self, number: int, reason: str) -> None:
        state = self._state
        page = state.pages.get(number) if state is not None else None
        if state is None or page is None:
            return
        try:
            take_off(self._model.chart, page, reason, self._people.person, self._model.now())
        except Known as refused:
            self._view.off_reason.refuse(str(refused))
            return
        self._model.saved.emit(self._model.chart.saved_at)
        self.show(state.document)

    def _open_visit(self) -> None:
        if self._state is not None:
            self.visit_wanted.emit(self._state.document.visit_id)
