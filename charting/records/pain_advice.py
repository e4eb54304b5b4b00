"""How much paracetamol the aftercare sheet allows, and why: the same answer for the screen and for paper."""

from typing import TYPE_CHECKING

from charting.records.weight import weight_of
from charting.results import Result, show_decimal
from charting.rules.aftercare_dates import FULL_DOSE_KG, WITH_PARACETAMOL, names_any, pain_relief
from charting.words import _

if TYPE_CHECKING:
    from charting.records.screening import Screening
    from charting.records.visit import Visit

_LIVER, _DRINKING = "C26", "C39"


def careful(screening: "Screening | None") -> bool | None:
    """Whether less paracetamol is safer: liver disease or heavy drinking (8.3); None unless both were denied."""
    if screening is None:
        return None
    answers = {line.code: line.answer for line in screening.answers}
    asked = [answers.get(code) for code in (_LIVER, _DRINKING)]
    if "yes" in asked or screening.liver_decompensated is True:
        return True
    return False if all(answer == "no" for answer in asked) else None


def paracetamol_on_sheet(visit: "Visit") -> Result:
    """What the aftercare sheet says on paracetamol, and for which reason (8.3, after the BNF)."""
    patient = visit.course.patient
    weight, care = weight_of(visit), careful(visit.screening)
    allergies = [one.agent for one in patient.allergies if one.agent]
    takes = names_any([one.drug for one in patient.medicines if one.drug], WITH_PARACETAMOL)
    relief = pain_relief(weight, care, allergies, takes_paracetamol=takes)
    said = {
        "full": _("500 mg to 1 g, at most 4 g in 24 h"),
        "low": _("500 mg, at most 2 g in 24 h"),
        "ask": _("the patient asks first"),
    }
    if relief == "full":
        why = _("at least {kg} kg, liver disease and much alcohol denied").format(kg=show_decimal(FULL_DOSE_KG))
    elif takes:
        why = _("takes paracetamol already")
    elif relief == "ask":
        why = _("allergy to it, or one tablet is more than 15 mg/kg")
    elif weight is None:
        why = _("no weight recorded")
        said["low"] = _("the lower of the two amounts")  # a chart that holds nothing reports no number
    elif weight < FULL_DOSE_KG:
        why = _("under {kg} kg").format(kg=show_decimal(FULL_DOSE_KG))
    elif care:
        why = _("liver disease or much alcohol")
    else:
        why = _("{liver} and {drinking} of the screening not both answered No").format(liver=_LIVER, drinking=_DRINKING)
    formula = _("at most 4 g in 24 h; 2 g under 50 kg, with liver disease or much alcohol, or where that is not known")
    return Result(_("Paracetamol on the sheet"), None, None, formula, working=why, text=said[relief], source="8.3")
