"""Rules across a patient's answers: age, allergies, virus result, one primary diagnosis (clinical.md 1.1, 1.2)."""

from collections.abc import Iterator
from typing import Any

from charting.context import Context
from charting.dates import age_on
from charting.findings import Finding, Level
from charting.words import _

ADULT_FROM, USUAL_TO, OLDEST = 18, 75, 115


def age_in_range(patient: Any, context: Context) -> Iterator[Finding]:
    """Over 75 on the day of the visit is unusual, over 115 a slip (clinical.md 1.1); under 18 is row C48's to say."""
    if patient.date_of_birth is None:
        return
    age = age_on(patient.date_of_birth, context.day)
    if age > OLDEST or age < 0:
        yield Finding(
            Level.STOP,
            _("Date of birth"),
            why=_("the patient would be {age} years old").format(age=age),
            next_step=_("Check the year."),
            field="date_of_birth",
        )
    elif age > USUAL_TO:
        yield Finding(
            Level.WARN,
            _("The patient is {age} years old").format(age=age),
            why=_("usual up to {high}").format(high=USUAL_TO),
            field="date_of_birth",
        )


def allergies_agree(patient: Any, _context: Context) -> Iterator[Finding]:
    """Status and list of allergies must say the same; not asked is not known."""
    status, listed = patient.allergy_status, bool(patient.allergies)
    if status == "known" and not listed:
        yield Finding(Level.MISSING, _("Allergies are known but none is listed"), field="allergies")
    elif status == "not_asked" and not listed:
        yield Finding(
            Level.MISSING,
            _("Allergies not recorded"),
            why=_("nobody has asked yet"),
            next_step=_("Ask, and write down what the patient says."),
            field="allergy_status",
        )
    elif status in {"none_known", "not_asked"}:
        if listed:
            yield Finding(
                Level.STOP,
                _("Allergies are listed although the answer above says otherwise"),
                next_step=_("Correct the answer, or remove the entry."),
                field="allergy_status",
            )
    elif status == "unavailable":
        yield Finding(
            Level.WARN,
            _("Allergies unavailable"),
            why=patient.allergies_unavailable_reason or "",
            field="allergy_status",
        )


def virus_result_dated(patient: Any, _context: Context) -> Iterator[Finding]:
    """A negative test speaks of its day only."""
    if patient.blood_borne_virus == "negative" and patient.blood_borne_virus_on is None:
        yield Finding(
            Level.WARN,
            _("A negative virus test without its date"),
            why=_("it says little"),
            field="blood_borne_virus_on",
        )


def one_primary(patient: Any, _context: Context) -> Iterator[Finding]:
    """Of several diagnoses exactly one is the primary one."""
    current = [d for d in patient.diagnoses if d.diagnosis is not None and d.resolved_on is None]
    primary = sum(1 for d in current if d.is_primary)
    if primary > 1:
        yield Finding(Level.STOP, _("More than one primary diagnosis"), field="diagnoses")
    elif len(current) > 1 and primary == 0:
        yield Finding(Level.WARN, _("No diagnosis is marked as primary"), field="diagnoses")
