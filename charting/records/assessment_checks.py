"""Rules across the answers of an assessment (clinical.md 1.1 to 1.7)."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from charting.catalogue_screening import diagnosis_rules
from charting.context import Context
from charting.dates import add_months, show_day
from charting.findings import Finding, Level
from charting.kinds import ManyOf
from charting.records.diagnoses import DIAGNOSES, RED_FLAGS
from charting.records.photo_consent import refused_everything
from charting.records.photograph import RECORD_SCOPE, lacking_views
from charting.records.screening_checks import LEVELS
from charting.records.weight import sex_of
from charting.results import show_decimal
from charting.rules import body
from charting.rules.screening import has_needles, has_prp
from charting.words import _

LABS = ("ferritin", "tsh", "vit_d", "testosterone")
_LAB_COLUMNS = {
    "ferritin": "ferritin_ug_l",
    "tsh": "tsh_mu_l",
    "vit_d": "vit_d_nmol_l",
    "testosterone": "testosterone_nmol_l",
}
LAB_OLD_MONTHS = 6
TESTOSTERONE_WOMAN_MOST = Decimal("2.5")
DARKER_SKIN = frozenset({"IV", "V", "VI"})


def weight_is_recent(sheet: Any, context: Context) -> Iterator[Finding]:
    """A weight grows stale after 90 days and is no basis for a dose after 365 (clinical.md 1.1)."""
    if sheet.weight_date is None or not body.is_stale(sheet.weight_date, context.day):
        return
    outdated = body.is_outdated(sheet.weight_date, context.day)
    yield Finding(
        Level.WARN,
        _("Weight of {day}").format(day=show_day(sheet.weight_date)),
        why=_("over 365 days old: no basis for a dose") if outdated else _("over 90 days old"),
        next_step=_("Weigh the patient."),
        field="weight_date",
    )


def measured_on_its_day(sheet: Any, context: Context) -> Iterator[Finding]:
    """A weight measured today carries the day of the visit."""
    if sheet.weight_source == "measured_today" and sheet.weight_date not in {None, context.day}:
        yield Finding(
            Level.STOP,
            _("Weight measured today, dated {day}").format(day=show_day(sheet.weight_date)),
            next_step=_("Correct the source or the date."),
            field="weight_source",
        )


def index_is_possible(sheet: Any, _context: Context) -> Iterator[Finding]:
    """A body mass index outside 18.5 to 30 is unusual, outside 10 to 80 a slip (clinical.md 1.1)."""
    if sheet.weight_kg is None or sheet.height_cm is None:
        return
    bmi = body.mass_index(sheet.weight_kg, sheet.height_cm)
    what = _("BMI {value} kg/m²").format(value=show_decimal(bmi, 1))
    if body.impossible_index(bmi):
        yield Finding(Level.STOP, what, next_step=_("Check weight and height."), field="height_cm")
    elif body.unusual_index(bmi):
        yield Finding(Level.WARN, what, why=_("usual 18.5 to below 30"), field="height_cm")


def systolic_above_diastolic(sheet: Any, _context: Context) -> Iterator[Finding]:
    """The upper pressure lies above the lower one."""
    upper, lower = sheet.bp_systolic_mmhg, sheet.bp_diastolic_mmhg
    if upper is not None and lower is not None and upper <= lower:
        what = _("Blood pressure {upper}/{lower}").format(upper=show_decimal(upper), lower=show_decimal(lower))
        yield Finding(Level.STOP, what, why=_("the first number must be the higher one"), field="bp_diastolic_mmhg")


def darker_skin(sheet: Any, _context: Context) -> Iterator[Finding]:
    """Skin of types IV to VI darkens more often after needling (S74)."""
    if sheet.fitzpatrick in DARKER_SKIN:
        yield Finding(
            Level.NOTE,
            _("Fitzpatrick type {type}").format(type=sheet.fitzpatrick),
            why=_("dark spots after inflammation are more likely"),
            field="fitzpatrick",
        )


def red_flag_seen(sheet: Any, _context: Context) -> Iterator[Finding]:
    """A red flag asks for a referral (clinical.md 1.2)."""
    seen = [flag for flag in sheet.red_flags or () if flag != "none_seen"]
    if not seen:
        return
    yield Finding(
        Level.WARN,
        _("Red flags: {flags}").format(flags=ManyOf("", choices=RED_FLAGS).show(tuple(seen))),
        why=_("these ask for a referral"),
        next_step=_("Refer, and write down to whom."),
        field="red_flags",
    )


def none_stands_alone(sheet: Any, _context: Context) -> Iterator[Finding]:
    """“None” beside another answer says two things at once."""
    for name, none in (("red_flags", "none_seen"), ("areata_modifiers", "none"), ("recent_events", "none")):
        codes = getattr(sheet, name) or ()
        if none in codes and len(codes) > 1:
            yield Finding(Level.STOP, _("“None” is chosen together with something else"), field=name)


def labs_are_dated(sheet: Any, context: Context) -> Iterator[Finding]:
    """A laboratory value needs its date; after 6 months it is old (clinical.md 1.6)."""
    for lab in LABS:
        value, day = getattr(sheet, _LAB_COLUMNS[lab]), getattr(sheet, f"{lab}_date")
        if value is None:
            continue
        if day is None:
            yield Finding(Level.MISSING, _("Date of the laboratory value"), field=f"{lab}_date")
        elif add_months(day, LAB_OLD_MONTHS) < context.day:
            yield Finding(
                Level.NOTE,
                _("Laboratory value of {day}").format(day=show_day(day)),
                why=_("more than 6 months old"),
                field=f"{lab}_date",
            )


def testosterone_of_a_woman(sheet: Any, _context: Context) -> Iterator[Finding]:
    """Above 2.5 nmol/L is high for a woman (clinical.md 1.6, K)."""
    value = sheet.testosterone_nmol_l
    if value is not None and value > TESTOSTERONE_WOMAN_MOST and sex_of(sheet.visit) == "female":
        yield Finding(
            Level.WARN,
            _("Testosterone {value} nmol/L").format(value=show_decimal(value)),
            why=_("at most 2.5 is usual in a woman"),
            field="testosterone_nmol_l",
        )


def diagnoses_allow(sheet: Any, _context: Context) -> Iterator[Finding]:
    """What each diagnosis that is still open means for a treatment today (clinical.md 1.2)."""
    kind = sheet.visit.kind if sheet.visit is not None else None
    patient = patient_of(sheet.visit)
    if patient is None or not (has_needles(kind) or has_prp(kind)):
        return
    for held in patient.diagnoses:
        rule = diagnosis_rules().get(held.diagnosis or "")
        if rule is None or held.resolved_on is not None:
            continue
        step = _("Stops treatment unless a prescriber decides.") if rule.action == "BLOCK-O" else ""
        level = LEVELS.get(rule.action, Level.NOTE)
        if rule.say:
            what, said = DIAGNOSES.label(rule.code), _(rule.say)
            told = ((_("diagnosis"), what), (_("visit"), kind or ""))
            yield Finding(level, what, said, step, f"1.2-{rule.code}", "diagnosis_told", "", told, rule.source)


def baseline_before_first(sheet: Any, _context: Context) -> Iterator[Finding]:
    """Before the first session: a scale and the four standard views, or the refusal written down (clinical.md 1.7)."""
    visit = sheet.visit
    if patient_of(visit) is None or visit.kind == "review" or visit.session_number != 1:
        return
    if visit.course.baseline_refusal_reason:
        return
    if not _is_graded(sheet):
        yield Finding(
            Level.MISSING, _("No scale is graded before the first session"), why=_(_RESULT_UNKNOWN), field="gradings"
        )
    lacking = lacking_views(sheet.photographs)
    if lacking and not sheet.photographs_refused and not _no_use_allowed(visit):
        yield Finding(
            Level.MISSING,
            _("Photographs before the first session: {views}").format(views=", ".join(lacking)),
            why=_(_RESULT_UNKNOWN),
            next_step=_("Take them, or write down that the patient refused."),
            field="photographs",
        )


def photographs_allowed(sheet: Any, context: Context) -> Iterator[Finding]:
    """No photograph without consent to keep it in the record (clinical.md 1.5)."""
    consent = sheet.visit.photo_consent if sheet.visit is not None else None
    if sheet.visit is None or not sheet.photographs:
        return
    if consent is None or not consent.allows(RECORD_SCOPE, context.day):
        yield Finding(
            Level.STOP,
            _("Photographs without consent"),
            why=_why_not_allowed(consent, context),
            field="photographs",
        )
    elif sheet.photographs_refused:
        yield Finding(Level.STOP, _("Photographs are listed although refused"), field="photographs_refused")


def _no_use_allowed(visit: Any) -> bool:
    """Whether the sheet for photographs of this visit says no to every use."""
    return visit.photo_consent is not None and refused_everything(visit.photo_consent)


def reason_needed(sheet: Any) -> bool:
    """A refusal has its reason written down, unless the patient said no to every use: nobody has to say why."""
    told = sheet.visit is not None and _no_use_allowed(sheet.visit)
    return sheet.photographs_refused is True and not told


def _why_not_allowed(consent: Any, context: Context) -> str:
    back = consent.taken_back_on(RECORD_SCOPE, context.day) if consent is not None else None
    if back is None:
        return _("the patient has not agreed to photographs in the record")
    return _("the patient took the permission back on {day}").format(day=show_day(back))


def patient_of(visit: Any) -> Any:
    """The patient of a visit; None while it has no visit or course."""
    return visit.course.patient if visit is not None and visit.course is not None else None


def _is_graded(sheet: Any) -> bool:
    today = any(grading.grade for grading in sheet.gradings)
    shares = (sheet.salt_top_pct, sheet.salt_back_pct, sheet.salt_right_pct, sheet.salt_left_pct)
    earlier = any(grading.grade for grading in patient_of(sheet.visit).gradings)
    return today or earlier or all(share is not None for share in shares)


_RESULT_UNKNOWN = "without it no result can be judged later"
CHECKS: tuple[Callable[[Any, Context], Iterator[Finding]], ...] = (
    weight_is_recent,
    measured_on_its_day,
    index_is_possible,
    systolic_above_diastolic,
    darker_skin,
    red_flag_seen,
    none_stands_alone,
    labs_are_dated,
    testosterone_of_a_woman,
    diagnoses_allow,
    baseline_before_first,
    photographs_allowed,
)
