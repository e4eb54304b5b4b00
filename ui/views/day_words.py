"""The day in the words of Today: its visits, who is expected, and what is due."""

from collections.abc import Collection, Sequence
from datetime import date

from charting.actions.calls import what_was_done
from charting.actions.close_day import CALL, CLOCK, PACK, PAPER, UNSIGNED, Left
from charting.actions.next_visit import session_title
from charting.actions.scan_states import PaperState
from charting.actions.today import Due, pack_of
from charting.actions.typed_person import TypedPerson
from charting.actions.visits import sheets_of
from charting.dates import show_day, show_moment, show_time
from charting.isolate import isolated
from charting.records.patient import Patient
from charting.records.visit import VISIT_KINDS, Visit
from charting.rules.body import is_stale
from charting.words import _, ngettext
from ui.parts.due_row import DueShown
from ui.views.describe import born_with_age, signature_words, visit_title
from ui.views.scan_words import short_row
from ui.views.standing_words import row_standing
from ui.views.visit_list import VisitRow


def day_row(visit: Visit, count: int, printed: Collection[str]) -> VisitRow:
    """A visit of the day; `count` are its open points, `printed` its papers that left."""
    state, words = signature_words(visit)
    line = ""
    if state == "draft":
        state, words, line = _unsigned(visit, count)
    elif state == "signed" and visit.signed_at is not None:
        gone = set(pack_of(visit)) <= set(printed)
        pack = _("{time}, pack printed") if gone else _("{time}, pack not printed")
        line = pack.format(time=show_time(visit.signed_at))
    return VisitRow(
        key=visit.id,
        when=show_time(visit.opened_at),
        what=visit.course.patient.display_name(),
        detail=visit_title(visit),
        state=state,
        state_words=words,
        standing=row_standing(visit).words,
        room=visit.room or "",
        state_line=line,
    )


def earlier_row(visit: Visit) -> VisitRow:
    """A draft of an earlier day, in what can be said without reading its sheets: there may be many."""
    day = show_day(visit.opened_at.date())
    return VisitRow(
        key=visit.id,
        when=show_time(visit.opened_at),
        what=visit.course.patient.display_name(),
        detail=_("{visit}, {day}").format(visit=visit_title(visit), day=day),
        state="draft",
        state_words=_("Not signed"),
        room=visit.room or "",
    )


def expected_row(due: Due, today: date) -> VisitRow:
    """Somebody who has an appointment and has not come yet; the row opens the patient."""
    patient = due.visit.course.patient
    lacking = _lacking(patient, today)
    return VisitRow(
        key=patient.id,
        when=show_time(due.at) if due.at is not None else "",
        what=patient.display_name(),
        identity=_("Born {born}, ID {number}").format(born=born_with_age(patient, today), number=patient.number),
        detail=_kind_and_session(due.visit),
        state="expected",
        state_words=_("Expected"),
        room=due.visit.room or "",
        state_line=", ".join(lacking) or _("ready"),
    )


def who_typed(person: TypedPerson) -> str:
    """Who was typed in the finder: name and birth date, each reading of it where there are two."""
    born = _(" or ").join(show_day(day) for day in person.days)
    return ", ".join(part for part in (person.name, born) if part)


def due_shown(due: Due, today: date, *, clinical: bool = True) -> DueShown:
    """A call, a session or an assessment that is due; without `clinical` nothing of what was done."""
    visit = due.visit
    day = show_day(visit.opened_at.date())
    if due.kind == "call":
        first = (what_was_done(visit)[0] if clinical else visit_title(visit)).partition(", ")
        line = ", ".join(part for part in (f"{first[0]} {day}", first[2].partition(", ")[0]) if part)
        icon = "phone"
    else:
        line = _("Assessment and photographs") if due.kind == "assessment" else _kind_and_session(visit)
        icon = "camera" if due.kind == "assessment" else "calendar"
    key = visit.id if due.kind == "call" else visit.course.patient.id
    missed = _("due {day}") if due.kind == "call" else _("nobody came, {day}")
    late = missed.format(day=show_day(due.day)) if due.overdue(today) else ""
    return DueShown(key, icon, visit.course.patient.display_name(), line, late)


def papers_shown(papers: Sequence[PaperState], unread: int, today: date) -> list[DueShown]:
    """Papers that are out to be signed or back and not settled; before them how many pages nobody could read."""
    words = ngettext("{count} scanned page waits", "{count} scanned pages wait", unread).format(count=unread)
    waiting = [DueShown("", "scan", words, _("for somebody to say what it is"))] if unread else []
    return [*waiting, *(short_row(state, today) for state in papers)]


def left_words(left: Left, today: date) -> tuple[str, str]:
    """What is left of the day, and the detail beside it."""
    visit = left.visit
    name = isolated(visit.course.patient.display_name())
    who = _("{patient}, {visit}").format(patient=name, visit=visit_title(visit))
    if left.kind == CLOCK and left.clock is not None and left.clock.started is not None:
        since = show_moment(left.clock.started, today)
        return _("Clock: {clock}").format(clock=left.clock.title), _("{who}, runs since {time}").format(
            who=who, time=since
        )
    if left.kind == UNSIGNED:
        words = ngettext("{count} point to fix", "{count} points to fix", left.count).format(count=left.count)
        day = show_day(visit.opened_at.date())
        return _("Not signed"), _("{who}, {day}: {points}").format(who=who, day=day, points=words)
    titles = {
        CALL: _("Call not made"),
        PAPER: _("Paper to be signed"),
        PACK: _("Papers not handed over"),
    }
    details = {
        CALL: _("{who}, {day}").format(who=who, day=show_day(visit.opened_at.date())),
        PAPER: _("{who}: {state}").format(who=who, state=left.paper.words() if left.paper is not None else ""),
        PACK: _("{who}: signed, not printed").format(who=who),
    }
    return titles[left.kind], details[left.kind]


def _unsigned(visit: Visit, count: int) -> tuple[str, str, str]:
    sheets = sheets_of(visit)
    begun = sum(not sheet.is_blank() for sheet in sheets)
    if begun < len(sheets):
        return "incomplete", _("Incomplete"), _("{done} of {count} sheets begun").format(done=begun, count=len(sheets))
    if not count:
        return "draft", _("Not signed"), _("ready to sign")
    words = ngettext("{count} point to fix", "{count} points to fix", count).format(count=count)
    return "attention", _("Not signed"), words


def _lacking(patient: Patient, today: date) -> list[str]:
    """What has to be asked before anything else, in a word each."""
    said = []
    weight = patient.latest_weight(today)
    if weight is None:
        said.append(_("no weight"))
    elif weight.date is not None and is_stale(weight.date, today):
        said.append(_("weight of {day}").format(day=show_day(weight.date)))
    if patient.allergy_banner()[0] == "not_recorded":
        said.append(_("no allergies recorded"))
    return said


def _kind_and_session(visit: Visit) -> str:
    kind = VISIT_KINDS.label(visit.kind)
    return _("{kind}, {session}").format(kind=kind, session=session_title(visit).lower())
