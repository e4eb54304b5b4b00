"""Twenty visits: weekly needling, a review, monthly top-ups, a review; the count at one site over the months."""

from dataclasses import dataclass
from functools import partial

from charting.practice.histories import happened
from charting.practice.people import by_name
from charting.practice.routine import Zone, begun
from charting.practice.sessions import PEN, Subject, needling, review
from charting.practice.team import Team
from charting.practice.writing import Workday, write
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import Visit

WEEKLY = range(300, 222, -7)
FIRST_REVIEW = 210
MONTHLY = range(196, 55, -28)
LAST_REVIEW = 28
HEADACHE, FOLLICULITIS = 286, 244


@dataclass(frozen=True, slots=True)
class Count:
    """What was found at the target site, in 1 cm² at the vertex; score and satisfaction from the second time on."""

    hairs: str
    terminal: str
    shaft_um: str
    diversity_pct: str
    score: str | None = None
    satisfaction: str | None = None


ZONES = (Zone("frontal_hairline", "15", "0.75", "4"), Zone("vertex", "50", "1.5", "4", "pinpoint_bleeding"))
GOALS = "“Cover the crown, so that I can leave the cap at home.”"
COUNTS = {
    300: Count("142", "98", "52", "32"),
    265: Count("146", "103", "53", "31", "0", "3"),
    223: Count("158", "116", "55", "28", "+1", "4"),
    210: Count("160", "119", "55", "28", "+1", "4"),
    196: Count("161", "120", "56", "27", "+1", "4"),
    112: Count("168", "129", "57", "25", "+1", "4"),
    28: Count("171", "133", "58", "24", "+2", "5"),
}


def add_long_course(team: Team, people: list[Patient]) -> None:
    """Two courses of José Practice: 18 sessions and 2 reviews."""
    jose = by_name(people, "Practice", "José")
    subject = Subject("84", "176", "hamilton_norwood", "III vertex", GOALS, ZONES, PEN)
    weekly = begun(team, jose, "MN", WEEKLY[0], planned_sessions=str(len(WEEKLY)), interval_days_mn="7")
    _sessions(team, weekly, subject, WEEKLY)
    review(team, weekly, FIRST_REVIEW, subject, reason="Three months", adjust=partial(_particular, team, FIRST_REVIEW))
    write(weekly, decision="continue", decided_on=team.ago(FIRST_REVIEW), ended_on=team.ago(FIRST_REVIEW))
    plan = {"planned_sessions": str(len(MONTHLY)), "interval_days_mn": "28", "maintenance_interval_months": "6"}
    monthly = begun(team, jose, "MN", MONTHLY[0], **plan)
    _sessions(team, monthly, subject, MONTHLY)
    review(team, monthly, LAST_REVIEW, subject, reason="Nine months", adjust=partial(_particular, team, LAST_REVIEW))


def _sessions(team: Team, course: Course, subject: Subject, days: range) -> None:
    for ago in days:
        first = None if ago == days[0] else team.ago(days[0])
        needling(team, course, ago, subject, first=first, adjust=partial(_particular, team, ago))


def _particular(team: Team, ago: int, visit: Visit, workday: Workday) -> None:
    if ago in COUNTS:
        _counted(team, visit, COUNTS[ago])
    if ago == HEADACHE:
        happened(visit, "headache", "1", workday.at(105), resolved_at=workday.at(120), treatment="Water, a rest")
    if ago == FOLLICULITIS:
        treated = {"treatment": "Antiseptic wash for a week", "resolved_at": workday.at(-1440)}
        happened(visit, "infection", "2", workday.at(-5 * 1440), reported_by="The patient", **treated)


def _counted(team: Team, visit: Visit, count: Count) -> None:
    if visit.outcome is None:
        raise ValueError("this kind of visit has no outcome measures")
    write(
        visit.outcome,
        target_site="vertex",
        from_midline_mm="0",
        distance_from_nose_tip_mm="260",
        site_marker="tattoo_dot",
        hair_clip_length_mm="1",
        measurement_device="Practice videodermatoscope",
        magnification="× 20",
        software="Counted by hand",
        count_area_cm2="1",
        hair_count_raw=count.hairs,
        terminal_count=count.terminal,
        vellus_count=str(int(count.hairs) - int(count.terminal)),
        terminal_threshold_um="60",
        mean_shaft_um=count.shaft_um,
        diameter_diversity_pct=count.diversity_pct,
    )
    if count.score is not None:
        write(
            visit.outcome,
            gpa_score=count.score,
            gpa_compared_with=team.ago(WEEKLY[0]),
            gpa_rater=team.nurse.name,
            gpa_rater_blinded=True,
            satisfaction=count.satisfaction,
        )
