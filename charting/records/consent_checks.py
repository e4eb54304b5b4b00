"""What may be wrong with a consent, one rule each (clinical.md 3.2 to 3.7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.context import Context
from charting.dates import add_months, show_day, show_moment
from charting.fields import Lines
from charting.findings import Finding, Level
from charting.records.clinic_texts import major_since
from charting.records.consent_before import RECONFIRMED, consent_before
from charting.records.consent_signature import given, lacking
from charting.records.patient_questions import unanswered
from charting.records.rules_off import calculators_off, usable
from charting.records.verdicts import findings_of
from charting.results import Result, show_decimal
from charting.rules import waiting
from charting.text_shapes import CONSENT
from charting.units import HOURS
from charting.words import _

if TYPE_CHECKING:
    from charting.records.consent import Consent

STATEMENTS = Lines("Statements", row="Statement")
SIGNATURES = Lines("Signatures", row="Signature")
LAST_MINUTE = time(23, 59)
VALID_MONTHS = 12
_CAPACITY = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
_NEEDLING = ("MN", "M_PRP")
_PLATELETS = ("M_PRP", "PRP_only")


def refused_is_a_review(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """A refused treatment is a review, not a treatment."""
    if consent.refused and consent.visit is not None and consent.visit.kind != "review":
        yield Finding(
            Level.STOP,
            _("The patient refused this treatment"),
            why=_("a treatment may not be signed without consent"),
            next_step=_("Leave this visit unsigned and start a review visit."),
            rule="consent-refused",
            field="refused",
        )


def statements_answered(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """Every statement is agreed to one by one; a reconfirmed consent had its own."""
    if consent.refused or consent.basis == "reconfirmed":
        return
    if not consent.statements:
        yield Finding(Level.MISSING, _("Statements"), why=_("none answered"), field="statements")
    for statement in consent.statements:
        if statement.accepted is None:
            yield Finding(
                Level.MISSING,
                _("{id} is not answered").format(id=statement.statement_id),
                why=statement.sentence,
                field="accepted",
                record_id=statement.id,
            )
        elif not statement.accepted:
            yield Finding(
                Level.STOP,
                _("The patient does not agree to {id}").format(id=statement.statement_id),
                why=statement.sentence,
                next_step=_("Talk it over again. Without this there is no consent."),
                rule="consent-statement",
                field="accepted",
                record_id=statement.id,
            )


def signing_roles(consent: "Consent") -> list[str]:
    """Who has to sign this consent."""
    roles = ["patient"] if consent.basis == "reconfirmed" else ["patient", "clinician"]
    named = (
        ("interpreter", consent.interpreter_used),
        ("witness", consent.witness_name),
        ("guardian", consent.guardian_name),
    )
    return [*roles, *(role for role, used in named if used)]


def signed_by_all(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """Patient and clinician sign, and whoever else is named."""
    if not consent.refused:
        yield from lacking(consent.signatures, signing_roles(consent))


def questions_answered(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """What the patient asked while reading is answered before anybody seals."""
    yield from unanswered(consent, "questions_answers")


def lacks_to_seal(consent: "Consent") -> Iterator[Finding]:
    """What a seal waits for besides the findings of the sheet: a refusal agrees to nothing that could be sealed."""
    if consent.refused:
        yield Finding(
            Level.STOP,
            _("The patient refused this treatment; there is nothing to sign"),
            field="refused",
            record_id=consent.id,
        )


def signed_before_start(consent: "Consent", context: Context) -> Iterator[Finding]:
    """Consent comes before the procedure, and before anything that numbs or sedates (3.4, no override)."""
    begun = min(beginnings(consent), default=None)
    if begun is None or consent.refused:
        return
    start, what = begun
    for role in signing_roles(consent):
        signing = given(consent.signatures, role)
        if signing is not None and signing.signed_at is not None and signing.signed_at > start:
            yield Finding(
                Level.STOP,
                _("Consent was signed too late"),
                why=_("{name} signed {time}, but {what} was {start}").format(
                    name=signing.printed_name,
                    time=show_moment(signing.signed_at, context.day),
                    what=what,
                    start=show_moment(start, context.day),
                ),
                next_step=_too_late(consent),
                rule="consent-before-start",
                field="signed_at",
                record_id=signing.id,
            )


def _too_late(consent: "Consent") -> str:
    if consent.visit.moved_from is not None:
        return _("Use a page this patient signed before it. If there is none, this visit stays a draft, and counts.")
    return _("Correct the time that is wrong.")


def answered_before_start(consent: "Consent", context: Context) -> Iterator[Finding]:
    """What is agreed to line by line on the screen is agreed to before the procedure (3.4, no override)."""
    begun = min(beginnings(consent), default=None)
    if begun is None or consent.refused or consent.basis != "new":
        return
    start, what = begun
    for statement in consent.statements:
        if statement.accepted_at is not None and statement.accepted_at > start:
            yield Finding(
                Level.STOP,
                _("{id} was answered too late").format(id=statement.statement_id),
                why=_("answered {time}, but {what} was {start}").format(
                    time=show_moment(statement.accepted_at, context.day),
                    what=what,
                    start=show_moment(start, context.day),
                ),
                next_step=_too_late(consent),
                rule="consent-before-start",
                field="accepted_at",
                record_id=statement.id,
            )


def beginnings(consent: "Consent") -> Iterator[tuple[datetime, str]]:
    """When the procedure began, and whatever numbed or sedated before it, each in words."""
    visit = consent.visit
    if visit is None:
        return
    if visit.started_at is not None:
        yield visit.started_at, _("the start of the procedure")
    sheet = visit.anaesthesia
    if sheet is None:
        return
    if sheet.nitrous_start_at is not None:
        yield sheet.nitrous_start_at, _("the first nitrous oxide")
    for moment in (*(dose.given_at for dose in sheet.doses), *(cream.applied_at for cream in sheet.topicals)):
        if moment is not None:
            yield moment, _("the first local anaesthetic")


def covers_the_visit(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """The consent covers what this kind of visit does, and what numbed or sedated in it (3.4, no override)."""
    agreed = set(consent.procedure_set or ())
    kind = consent.visit.kind if consent.visit is not None else None
    if consent.refused or not agreed or kind is None:
        return
    if kind in _NEEDLING and not agreed & {"mn", "m_prp"}:
        yield _not_covered(_("The consent does not cover needling"))
    if kind in _PLATELETS and not agreed & {"m_prp", "prp_injections"}:
        yield _not_covered(_("The consent does not cover PRP"))
    if kind in _PLATELETS and "blood_draw" not in agreed:
        yield _not_covered(_("The consent does not cover the blood draw"))
    sheet = consent.visit.anaesthesia if consent.visit is not None else None
    if sheet is None:
        return
    if sheet.topicals and "topical_anaesthetic" not in agreed:
        yield _not_covered(_("The consent does not cover numbing cream"))
    if sheet.doses and "anaesthetic_injections" not in agreed:
        yield _not_covered(_("The consent does not cover anaesthetic injections"))
    if sheet.nitrous_start_at is not None and "nitrous_oxide" not in agreed:
        yield _not_covered(_("The consent does not cover nitrous oxide"))


def same_text(consent: "Consent", context: Context) -> Iterator[Finding]:
    """A consent that is confirmed again was given to a text that has not changed in what it says (3.2 row 22)."""
    first = consent_before(consent) if consent.basis == RECONFIRMED and not consent.refused else None
    if first is None or first.template_id is None or first.signed_at is None:
        return
    agreed = (first.template_id, first.template_version or "")
    newer = major_since(consent, CONSENT, *agreed, first.signed_at.date(), context.day)
    if newer is not None:
        yield Finding(
            Level.STOP,
            _("The text of the consent has changed since it was signed"),
            why=_("signed: {old}; now: {new}").format(old=" ".join(agreed), new=newer),
            next_step=_("Take a full new consent."),
            rule="consent-text-changed",
            field="basis",
        )


def _not_covered(what: str) -> Finding:
    return Finding(
        Level.STOP,
        what,
        why=_("this visit does it"),
        next_step=_("Ask the patient, then tick it and sign again."),
        rule="consent-covers",
        field="procedure_set",
    )


def reflection(consent: "Consent", context: Context) -> Result:
    """Whole hours the patient surely had to think, from the end of the day the information was given (3.4).

    The hour of that day is not recorded, so the count is the least it can have been; on the same day it is 0.
    """
    name = _("Time to think, at least")
    formula = _("signed − end of the day the information was given")
    given_on = consent.info_given_date
    if given_on is None:
        missing = _("the day the information was given is not recorded")
        return Result(name, None, HOURS, formula, missing=missing, source="3.5", places=0)
    until = consent.when_signed() or context.now
    hours = hours_to_think(given_on, until)
    working = _("{until} − end of {given} = {hours} h").format(
        until=show_moment(until), given=show_day(given_on), hours=show_decimal(hours)
    )
    return Result(name, hours, HOURS, formula, working=working, source="3.5", places=0)


def hours_to_think(given_on: date, until: datetime) -> Decimal:
    """Whole hours from the end of `given_on` to `until`, rounded down; never below 0."""
    end = datetime.combine(given_on + timedelta(days=1), datetime.min.time(), tzinfo=until.tzinfo)
    return Decimal(max(0, (until - end) // timedelta(hours=1)))


def time_to_think(consent: "Consent", context: Context) -> Iterator[Finding]:
    """Too little time to think before a new consent is a warning; on the same day it needs a reason (3.5)."""
    if consent.refused or consent.basis == "reconfirmed" or consent.info_given_date is None:
        return
    until = consent.when_signed() or context.now
    if consent.info_given_date > until.date():
        yield Finding(
            Level.STOP,
            _("Information was given after the signature"),
            why=show_day(consent.info_given_date),
            next_step=_("Correct the day."),
            rule="consent-information-first",
            field="info_given_date",
        )
        return
    rules = usable(consent, "intervals")
    if rules is None:
        yield from calculators_off(consent, "intervals", "info_given_date")
        return
    # Only the day of the information is kept: its last minute leaves the least time it can have been.
    informed = min(datetime.combine(consent.info_given_date, LAST_MINUTE, tzinfo=until.tzinfo), until)
    signed = consent.when_signed()
    inputs = (
        (_("informed"), consent.info_given_date.isoformat()),
        (_("signed"), _("not yet") if signed is None else signed.isoformat()),
        (_("reason"), consent.same_day_reason or ""),
    )
    for finding in findings_of(waiting.reflection(informed, until, consent.same_day_reason, rules)):
        unexplained = finding.level is Level.BLOCK
        # Before the signature the hours grow with the clock, and a decision must not lapse with each of them.
        what = _("Little time to think so far") if signed is None else _("At least {what}").format(what=finding.what)
        field = "same_day_reason" if unexplained else "info_given_date"
        yield replace(finding, what=what, rule="consent-reflection", field=field, inputs=inputs)


def has_capacity(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """Without capacity a cosmetic treatment is almost never in a person's best interests (3.7, no override)."""
    for name in _CAPACITY:
        if getattr(consent, name) is False and not consent.refused:
            yield Finding(
                Level.STOP,
                _("The patient could not decide this today"),
                why=_("one of the four parts of capacity is answered no"),
                next_step=_("Do not treat. Record the concerns."),
                rule="consent-capacity",
                field=name,
            )


def is_expired(consent: "Consent", day: date) -> bool:
    """Whether the consent that counts is more than 12 months old on a day."""
    signed = consent.when_signed()
    first = consent.confirms_consent_of or (signed.date() if signed else None)
    return first is not None and day > add_months(first, VALID_MONTHS)


def still_valid(consent: "Consent", context: Context) -> Iterator[Finding]:
    """A consent lasts 12 months; after that, or for something new, a full consent is due (3.2 row 22, 3.4)."""
    if consent.refused or consent.basis != "reconfirmed":
        return
    if is_expired(consent, context.day):
        yield Finding(
            Level.STOP,
            _("The first consent is more than 12 months old"),
            why=show_day(consent.confirms_consent_of) if consent.confirms_consent_of else "",
            next_step=_("Take a full new consent."),
            rule="consent-expired",
            field="confirms_consent_of",
        )
    if consent.reconfirm_change == "changed":
        yield Finding(
            Level.WARN,
            _("Something changed since the first consent"),
            why=_("a new treatment, a new risk or a new clinician needs a full consent"),
            next_step=_("Take a full new consent if it is one of these."),
            rule="consent-changed",
            field="reconfirm_change",
        )
