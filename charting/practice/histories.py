"""What happened to the patients of the practice clinic, apart from the complete visit and the long course."""

from datetime import datetime
from typing import Any

from charting.actions.visits import start_visit
from charting.practice.people import by_name
from charting.practice.platelets import Batch
from charting.practice.routine import Zone, begun, screened
from charting.practice.sessions import PEN, ROLLER, Subject, assessment_of, needling, platelets, review
from charting.practice.team import Team
from charting.practice.writing import Workday, add_row, write
from charting.records.adverse import AdverseEvent
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import Visit

DHURAT_DAYS = (29, 22, 15, 8)
EMCYTE = Batch(
    "60",
    "acd_a",
    "8",
    "EmCyte Genesis CS / PurePRP",
    ({"rcf_g": "350", "minutes": "4"}, {"rcf_g": "1200", "minutes": "8"}),
    "7",
    {"baseline_platelets_10e9_l": "220", "prp_platelets_10e9_l": "1320"},
)
TUBES = Batch(
    "18",
    "sodium_citrate_3_2",
    "2",
    "Manual double spin A",
    ({"rcf_g": "100", "minutes": "10"}, {"rcf_g": "400", "minutes": "10"}),
    "3.6",
    {
        "baseline_platelets_10e9_l": "250",
        "baseline_wbc_10e9_l": "6",
        "baseline_neutrophils_10e9_l": "3.5",
        "prp_platelets_10e9_l": "1000",
        "prp_wbc_10e9_l": "2",
        "prp_neutrophils_10e9_l": "0.5",
        "prp_rbc_10e12_l": "0.05",
    },
)
GEL = Batch(
    "10",
    "sodium_citrate_3_2",
    "1",
    "RegenKit BCT / THT / Extracell",
    ({"rcf_g": "1500", "minutes": "9"},),
    "3",
    {"baseline_platelets_10e9_l": "180", "prp_platelets_10e9_l": "480"},
)
TOP = (
    Zone("mid_scalp", "40", "1", "4", ml="1.8", points="18"),
    Zone("vertex", "20", "1", "4", "pinpoint_bleeding", ml="1.8", points="18"),
)


def add_histories(team: Team, people: list[Patient]) -> None:
    """Every history in turn; the order is that of the register."""
    _otto(team, by_name(people, "Muster", "Otto"))
    _hanna(team, by_name(people, "Beispiel", "Hanna"))
    _maria(team, by_name(people, "Example", "Maria"))
    _eleni(team, by_name(people, "Δείγμα", "Ελένη"))
    _ivan(team, by_name(people, "Образец", "Иван"))
    _layla(team, by_name(people, "نموذج", "ليلى"))
    _asha(team, by_name(people, "नमूना", "आशा"))
    _zoe(team, by_name(people, "Muster", "Zoë"))


def happened(visit: Visit, term: str, grade: str, onset_at: datetime, **more: object) -> None:
    """An adverse event of a visit, expected, not serious and over."""
    if visit.after is None:
        raise ValueError("adverse events stand on the post-procedure sheet")
    usual = {
        "ctcae_version": "6.0",
        "seriousness": "not_serious",
        "relatedness": "probable",
        "expectedness": "expected",
        "outcome": "recovered",
    }
    add_row(visit.after.adverse_events, AdverseEvent, term=term, grade=grade, onset_at=onset_at, **{**usual, **more})


def _otto(team: Team, otto: Patient) -> None:
    """Dhurat 2013: weekly needling at 1.5 mm with a roller, 5 % minoxidil twice a day, not on the day of needling."""
    zones = (
        Zone("frontal_right", "20", "1.5", "4"),
        Zone("frontal_left", "20", "1.5", "4"),
        Zone("vertex", "45", "1.5", "4"),
    )
    goals = "“I want to keep what I have, and to see less skin at the crown.”"
    subject = Subject("82", "180", "hamilton_norwood", "III vertex", goals, zones, ROLLER)
    course = _course(team, otto, "MN", "12", DHURAT_DAYS[0], days="7")
    first = needling(team, course, DHURAT_DAYS[0], subject, adjust=_minoxidil_waits)

    def headache(visit: Visit, workday: Workday) -> None:
        _minoxidil_waits(visit, workday)
        happened(visit, "headache", "1", workday.at(104), resolved_at=workday.at(121), action="Rest and water.")

    for place, ago in enumerate(DHURAT_DAYS[1:]):
        adjust = headache if place == 1 else _minoxidil_waits
        needling(team, course, ago, subject, first=first.opened_at.date(), adjust=adjust)


def _minoxidil_waits(visit: Visit, _workday: Workday) -> None:
    write(visit, note="Protocol of Dhurat 2013: 1.5 mm every week. Minoxidil 5 % twice a day, starting again tomorrow.")


def _hanna(team: Team, hanna: Patient) -> None:
    """A woman with female pattern hair loss whose iron store was low at first."""
    subject = Subject("71", "166", "sinclair", "3", "“My parting is too wide for short hair.”", TOP, PEN)
    course = _course(team, hanna, "MN", "6", 120)

    def low(visit: Visit, workday: Workday) -> None:
        labs = {"ferritin_ug_l": "18", "ferritin_date": workday.days(-10), "tsh_mu_l": "2.1"}
        write(assessment_of(visit), **labs, tsh_date=workday.days(-10), progression="slow")
        write(visit, note="Ferritin low: iron by mouth, to be counted again in three months.")

    def better(visit: Visit, workday: Workday) -> None:
        write(assessment_of(visit), ferritin_ug_l="46", ferritin_date=workday.days(-6))
        if visit.outcome is not None:
            write(visit.outcome, part_width_mm="10", satisfaction="3", pct_improvement="10")

    needling(team, course, 120, subject, adjust=low)
    review(team, course, 29, subject, reason="Iron store after three months", adjust=better)


def _maria(team: Team, maria: Patient) -> None:
    subject = Subject("58", "163", "ludwig", "I", "“Less scalp showing when my hair is wet.”", TOP, PEN)
    needling(team, _course(team, maria, "MN", "6", 40), 40, subject)


def _eleni(team: Team, eleni: Patient) -> None:
    """PRP without needling, agreed to with an interpreter."""
    zones = (Zone("mid_scalp", "40", ml="3", points="30"),)
    subject = Subject("62", "170", "sinclair", "2", "«Θέλω να πέφτουν λιγότερες τρίχες στο μπάνιο.»", zones, {})
    interpreter: dict[str, Any] = {
        "interpreter_used": True,
        "interpreter_name": "Νίκος Παράδειγμα",
        "interpreter_mode": "telephone",
    }
    course = _course(team, eleni, "PRP_only", "3", 63)
    platelets(team, course, 63, subject, GEL, injected=("3", "30"), language="Greek", **interpreter)


def _ivan(team: Team, ivan: Patient) -> None:
    """Inflamed follicles the day after the next, seen at a review and written down there."""
    subject = Subject("77", "178", "hamilton_norwood", "II", "“The corners should not go back any further.”", TOP, PEN)
    course = _course(team, ivan, "MN", "6", 45)
    needling(team, course, 45, subject)

    def inflamed(visit: Visit, workday: Workday) -> None:
        happened(
            visit,
            "infection",
            "2",
            workday.at(-1200),
            reported_at=workday.at(-120),
            reported_by="The patient, by telephone",
            outcome="recovering",
            action="Next session put off until the skin is calm.",
            treatment="Antiseptic wash twice a day",
        )

    review(team, course, 42, subject, reason="Pustules at the crown", adjust=inflamed)


def _layla(team: Team, layla: Patient) -> None:
    zones = (
        Zone("frontal_left", "20", "1", "4", ml="1.6", points="16"),
        Zone("frontal_right", "20", "1", "4", ml="1.6", points="16"),
        Zone("mid_scalp", "35", "1.25", "4", "pinpoint_bleeding", ml="2.4", points="24"),
        Zone("vertex", "20", "1.25", "4", "pinpoint_bleeding", ml="1.4", points="14"),
    )
    subject = Subject("66", "165", "sinclair", "3", "“أريد شعرا أكثف عند المفرق.”", zones, PEN)
    course = _course(team, layla, "M_PRP", "4", 20)
    platelets(team, course, 20, subject, EMCYTE, injected=("7", "72"))


def _asha(team: Team, asha: Patient) -> None:
    """Patchy alopecia areata: looked at, not needled."""

    def patches(visit: Visit, _workday: Workday) -> None:
        shares = {"salt_top_pct": "12", "salt_back_pct": "5", "salt_right_pct": "0", "salt_left_pct": "8"}
        write(assessment_of(visit), **shares, areata_modifiers=("none",), red_flags_referred_to="Dermatology")
        write(visit, note="Needling is not offered. Letter to the dermatologist.")

    subject = Subject("55", "160", "salt", "", "", (), {})
    review(team, _course(team, asha, "MN", None, 12), 12, subject, reason="Two bald patches", adjust=patches)


def _zoe(team: Team, zoe: Patient) -> None:
    """One session done, the next one opened just now."""
    subject = Subject("60", "172", "sinclair", "2", "“I would like to need less concealer.”", TOP, PEN)
    course = _course(team, zoe, "M_PRP", "4", 28)
    platelets(team, course, 28, subject, TUBES, injected=("3.6", "36"))
    draft = start_visit(team.chart, course, "M_PRP", team.doctor, team.now)
    screened(draft, {"C14": "Ibuprofen for a headache"}, nsaid_name="ibuprofen")
    write(assessment_of(draft), bp_systolic_mmhg="118", bp_diastolic_mmhg="74", pulse_bpm="68")


def _course(team: Team, patient: Patient, modality: str, sessions: str | None, ago: int, *, days: str = "28") -> Course:
    prp = None if modality == "MN" else days
    return begun(team, patient, modality, ago, planned_sessions=sessions, interval_days_mn=days, interval_days_prp=prp)
