"""Today: which visits and people stand in its lists, the calls that are made from it, and closing the day."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from charting.actions.calls import CallAnswers, record_call, red_flags_of, what_was_done
from charting.actions.close_day import CALL, CLOCK, PACK, PAPER, UNSIGNED, Left, left_over, open_count
from charting.actions.scans import waiting_pages
from charting.actions.today import Day, day_of
from charting.actions.typed_person import TypedPerson, person_typed
from charting.actions.visits import start_visit
from charting.call_text import call_text
from charting.dates import show_day, show_moment
from charting.errors import Known
from charting.findings import Finding, Level
from charting.isolate import isolated
from charting.records.patient import Patient
from charting.records.versions import calls_of
from charting.records.visit import Visit
from charting.store.search import find_patients
from charting.words import _
from ui.backup_desk import BackupDesk
from ui.chart_model import ChartModel
from ui.parts.due_row import DueShown
from ui.people_desk import PeopleDesk
from ui.prepare_desk import PrepareDesk
from ui.views.calls import CallShown
from ui.views.close_day import LeftShown
from ui.views.day_words import day_row, due_shown, earlier_row, expected_row, left_words, papers_shown, who_typed
from ui.views.describe import alike, born_with_age, person_of, visit_title
from ui.views.today import TodayView
from ui.views.visit_list import VisitRow
from ui.views.visit_view import VisitView

BACKUP = "backup"
NAMESAKES = 500
NEVER_CALLED = _("No call is made about a voided or moved visit.")


class TodayDesk(QObject):
    """Fills the screen Today from the chart, and keeps the calls that are made. `go(place)` shows another screen."""

    def __init__(
        self,
        model: ChartModel,
        view: TodayView,
        visit: VisitView,
        people: PeopleDesk,
        backups: BackupDesk,
        go: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._view, self._visit, self._people = model, view, visit, people
        self._backups, self._go = backups, go
        self._called: Visit | None = None
        view.searched.connect(self.find)
        view.expected_opened.connect(self._open_expected)
        view.finding.confirmed.connect(self._write_down_who)
        view.due.called.connect(self.call)
        view.call.kept.connect(self._keep)
        view.call.event_wanted.connect(self._open_review)
        view.close_wanted.connect(self.close_day)
        view.close_day.fixed.connect(self._fix)
        backups.changed.connect(self._backup_changed)
        self.prepare = PrepareDesk(model, view, people, self)

    def show_day(self) -> None:
        """Show the day: its visits, who is expected, what is due; and repeat the search."""
        now = self._model.now()
        day = day_of(self._model.chart, now)
        self._show_visits(day)
        self._show_due(day)
        self._show_backup()
        self._view.say("")
        self._view.show_board()
        self.find(self._view.finder.edit.text())

    def find(self, typed: str) -> None:
        """Show who fits what was typed."""
        today = self._model.now().date()
        found = find_patients(self._model.chart.orm, typed, today)
        similar = alike(found) if typed.strip() else set()
        self._view.show_people([person_of(patient, today, patient.id in similar) for patient in found])
        who = self.typed()
        self._view.finding.show_typed(who_typed(who) if who is not None else "")

    def typed(self) -> TypedPerson | None:
        """Who was typed in the finder, where that can be taken over."""
        return person_typed(self._view.finder.edit.text(), self._model.context())

    def _open_expected(self, key: str) -> None:
        """Open who is expected; where another is named alike, name and date of birth are asked for first."""
        patient = self._model.chart.orm.get(Patient, key)
        if patient is None:
            return
        name = patient.family_name or ""
        like = find_patients(self._model.chart.orm, name, self._model.now().date(), NAMESAKES)
        if patient.id in alike(like):
            self._view.ask_who(key, name)
        else:
            self._view.person_opened.emit(key)

    def papers_changed(self) -> None:
        """Papers came back or were looked at: the column says so at once."""
        if self._view.isVisible():
            self._show_due(day_of(self._model.chart, self._model.now()))

    def call(self, key: str) -> None:
        """Begin the call about a visit."""
        visit = self._model.chart.orm.get(Visit, key)
        if why := self._people.why_not("draft"):
            self._view.say(why)
        elif visit is None or not visit.in_force:
            self._view.say(NEVER_CALLED)
        else:
            self._called = visit
            self._view.call.ask(self._call_shown(visit), self._model.context())
            self._view.show_call()

    def close_day(self) -> None:
        """Look what the day leaves over."""
        self._model.save()
        today = self._model.now().date()
        left = left_over(self._model.chart, self._model.now())
        rows = [LeftShown(_LEVELS[one.kind], *left_words(one, today), fix=one) for one in left]
        warned = self._backups.findings()
        for finding in warned:
            rows.append(LeftShown("warn", finding.what, finding.next_step, fix=BACKUP))
        kinds = {one.kind for one in left}
        done = [LeftShown("done", _(words), _(detail)) for kind, words, detail in _IN_ORDER if kind not in kinds]
        if not warned and (backup := self._backup()) is not None:
            done.append(LeftShown("done", backup.who, backup.about))
        self._view.close_day.show_left(rows, done)
        self._view.show_close()

    def _show_visits(self, day: Day) -> None:
        now = self._model.now()
        today = now.date()
        timed = [(visit.opened_at, self._row(visit, day)) for visit in day.visits]
        timed += [(due.at or now, expected_row(due, today)) for due in day.expected]
        earlier = [earlier_row(visit) for visit in day.unsigned]
        self._view.show_day(today, [row for _at, row in sorted(timed, key=lambda pair: pair[0])], earlier)

    def _row(self, visit: Visit, day: Day) -> VisitRow:
        count = open_count(visit, self._model.now()) if visit.signed_at is None else 0
        return day_row(visit, count, day.printed.get(visit.id, ()))

    def _show_due(self, day: Day) -> None:
        today, clinical = self._model.now().date(), self._people.may("draft")
        column = self._view.due
        column.show_calls([due_shown(due, today, clinical=clinical) for due in day.calls])
        column.show_follow_ups([due_shown(due, today, clinical=clinical) for due in day.follow_ups])
        column.show_papers(papers_shown(day.papers, len(waiting_pages(self._model.chart)), today))

    def _show_backup(self) -> None:
        self._view.show_backup(self._backup(), warned=bool(self._backups.findings()))

    def _backup(self) -> DueShown | None:
        """How the backup stands; nothing for a practice clinic, which needs none."""
        found = self._backups.findings()
        if found:
            return DueShown(BACKUP, "triangle", found[0].what, found[0].next_step, token="amber_mark")
        good = self._backups.standing().last_good
        if good is None:
            return None
        verified = _("verified {moment}").format(moment=show_moment(good, self._model.now().date()))
        return DueShown(BACKUP, "shield_tick", _("Backup restorable"), verified, token="green")

    def _backup_changed(self) -> None:
        if self._view.close_day.isVisible():
            self.close_day()
        elif self._view.isVisible():
            self._show_backup()

    def _call_shown(self, visit: Visit) -> CallShown:
        patient, clinic, now = visit.course.patient, self._model.chart.clinic(), self._model.now()
        texts = call_text()
        state, words = patient.allergy_banner()
        allergies = {"known": _("Known allergies: {agents}").format(agents=words), "none": _("No known allergies")}
        tries = [
            _("{moment} nobody reached, {name}").format(moment=show_moment(call.at, now.date()), name=_name_of(call.by))
            for call in calls_of(visit)
        ]
        return CallShown(
            who=patient.display_name(),
            born=born_with_age(patient, now.date()),
            number=patient.phone or "",
            allergies=allergies.get(state, _("Allergies not recorded")),
            visit=_("{visit}, {day}").format(visit=visit_title(visit), day=show_day(visit.opened_at.date())),
            done=what_was_done(visit),
            tries=tries,
            asked=texts.always_filled(clinic.emergency_number or _("the emergency number")),
            what_to_do=texts.actions,
        )

    def _keep(self, said: CallAnswers) -> None:
        assert self._called is not None
        try:
            call = record_call(self._model.chart, self._called, said, self._people.person, self._model.now())
        except Known as refused:
            self._view.call.refuse(str(refused))
            return
        self._model.save()
        name = isolated(self._called.course.patient.display_name())
        if red_flags_of(call):
            self._view.call.show_kept()
            return
        self.show_day()
        kept = _("Call to {name} kept.") if call.reached else _("{name} was not reached; the next try stands.")
        self._view.say(kept.format(name=name))

    def _open_review(self) -> None:
        """A review visit with an adverse event in it, where somebody will see the patient."""
        assert self._called is not None
        model = self._model
        visit = start_visit(model.chart, self._called.course, "review", self._people.person, model.now())
        model.save()
        self._view.visit_opened.emit(visit.id)
        sheet = visit.after
        if sheet is None or self._visit.visit is not visit:
            return
        event = model.add_line(sheet, "adverse_events")
        self._visit.land(Finding(Level.NOTE, _("Adverse event"), field="term", record_id=event.id))

    def _fix(self, what: object) -> None:
        """Go where something that is left over can be done."""
        if what == BACKUP:
            if self._backups.folder() is None:
                self._view.backups_wanted.emit()
            else:
                self._backups.start()
            return
        assert isinstance(what, Left)
        if what.kind == CALL:
            self.call(what.visit.id)
            return
        if what.kind == PAPER and what.paper is not None:
            self._view.paper_opened.emit(what.paper.document.id)
            return
        self._view.visit_opened.emit(what.visit.id)
        if self._visit.visit is not what.visit:
            return
        if what.kind == CLOCK and what.clock is not None:
            self._visit.show_clock(what.clock.key)
        elif what.kind in {PACK, UNSIGNED}:
            self._go("sign_off")

    def _write_down_who(self, key: str) -> None:
        """Somebody was asked for name and date of birth, because names are alike."""
        self._model.chart.note(
            "viewed", self._model.chart.orm.get(Patient, key), _("name and date of birth were asked for")
        )


def _name_of(signature: str) -> str:
    return signature.partition(",")[0]


_LEVELS = {CLOCK: "warn", UNSIGNED: "warn", CALL: "warn", PAPER: "missing", PACK: "missing"}
_IN_ORDER = (
    (CLOCK, _("Clocks"), _("none is running")),
    (UNSIGNED, _("Charts"), _("all signed")),
    (CALL, _("Calls"), _("none is due")),
    (PAPER, _("Paper"), _("nothing is out to be signed")),
    (PACK, _("Papers to take home"), _("all printed")),
)
