"""Which answers belong to which part of a consent, and what fills its sentences: on paper and screen the same."""

from charting.dates import add_months, show_long_day
from charting.output.visit_paper import Answer, VisitPaper
from charting.records.consent_checks import VALID_MONTHS
from charting.words import _

_NUMBING = ("topical_anaesthetic", "anaesthetic_injections")
_LIKELY: dict[str, tuple[str, ...]] = {
    "MN": ("mn", *_NUMBING),
    "M_PRP": ("mn", "m_prp", "blood_draw", *_NUMBING),
    "PRP_only": ("prp_injections", "blood_draw", *_NUMBING),
}
GOALS = ("free_text_goals", "regret", "matters_most")
TOLD = ("diagnosis_told", "uncertain", "tests_offered")
WHO = ("helpers", "prp_manufactured_by", "prp_directed_by", "info_given_date", "written_info_version")
HOW = ("language", "adjusted_format", "interpreter_used", "interpreter_name", "interpreter_id", "interpreter_mode")
PLAN = ("zones", "planned_sessions", "interval_days", "blood_draw_ml")
MONEY = ("price_per_session", "price_of_course", "refund_rule", "financial_interest")


def likely_procedures(kind: str) -> tuple[str, ...]:
    """What a visit of that kind usually includes: it decides which risks stand there while nothing is chosen yet."""
    return _LIKELY.get(kind, ())


def quoted(words: str) -> str:
    """The patient's words in quotation marks, unless they were written with them."""
    return f"“{words}”" if words and words[0] not in "“\"'‘«„" else words


def treating(paper: VisitPaper) -> Answer:
    """Who treats and asks for the consent."""
    return Answer(
        "practitioner", _("Treats you and asks for your consent"), paper.visit.answer("practitioner").value, needed=True
    )


def values_of(paper: VisitPaper) -> dict[str, str]:
    """What stands for the `{names}` in the sentences of a consent."""
    first = paper.consent.first_signed_on if paper.consent else None
    ends = show_long_day(add_months(first, VALID_MONTHS)) if first else _("the day 12 months after it is signed")
    return {"clinic_phone": paper.phone or _("the clinic"), "ends_on": ends}
