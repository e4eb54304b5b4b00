"""Which adverse events have to be reported, and to whom (clinical.md 8.2)."""

from dataclasses import dataclass

from charting.words import _

REPORTABLE_FROM_GRADE = 3
WRONG_BLOOD = frozenset({"wrong_blood", "blood_exposure"})
ALWAYS = frozenset({"nerve_injury", "last", "anaphylaxis", "methaemoglobinaemia", *WRONG_BLOOD})
IF_FROM_DEVICE = frozenset({"scar", "granuloma", "contact_dermatitis"})
IF_SERIOUS_OR_FROM_DEVICE = frozenset({"infection"})
CORONER = "death"


@dataclass(frozen=True, slots=True)
class Reporting:
    """What an event asks for.

    `reportable`: grade 3 or above, or another person's blood. `outside`: `yes`, `no`, or `ask` while it hangs on
    something not recorded. `why` and `to_whom` are in words.
    """

    reportable: bool
    outside: str
    why: str
    to_whom: str
    duty_of_candour: bool


def reporting(
    term: str | None, grade: int | None, serious: bool | None, from_device: bool | None, country: str
) -> Reporting:
    """The status of an event by its term and CTCAE grade 1 to 5; `country` is `UK` or `US` (S89, K).

    Whether it was serious, or came from a device, is None while nobody said so. Raises ValueError for other grades.
    """
    if grade is not None and not 1 <= grade <= 5:
        raise ValueError("CTCAE has grades 1 to 5")
    severe = grade is not None and grade >= REPORTABLE_FROM_GRADE
    reportable = severe or term in WRONG_BLOOD or term == CORONER
    outside = _outside(term, serious, from_device)
    if reportable:
        why = _("another person’s blood") if term in WRONG_BLOOD and not severe else _("grade 3 or above")
    elif outside == "yes":
        why = _("this event is always reported") if term in ALWAYS else _("serious, or caused by a device")
    else:
        why = _("not recorded whether it was serious, or caused by a device") if outside == "ask" else ""
    to_whom = "" if outside == "no" and not reportable else _to_whom(term, country)
    return Reporting(reportable, outside, why, to_whom, reportable and country == "UK")


def _outside(term: str | None, serious: bool | None, from_device: bool | None) -> str:
    if term in ALWAYS or term == CORONER:
        return "yes"
    if term in IF_FROM_DEVICE:
        asked: tuple[bool | None, ...] = (from_device,)
    elif term in IF_SERIOUS_OR_FROM_DEVICE:
        asked = (from_device, serious)
    else:
        return "no"
    if any(asked):
        return "yes"
    return "ask" if None in asked else "no"


def _to_whom(term: str | None, country: str) -> str:
    if term == CORONER:
        return _("Coroner; regulator and manufacturer where a product was involved")
    return _("MedWatch (voluntary), manufacturer") if country == "US" else _("MHRA Yellow Card, manufacturer")
