"""What the ledger, the patient's allergies and the checklist say about the doses of a visit (clinical.md 4)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from charting.context import Context
from charting.findings import Finding, Level
from charting.records.anaesthesia_ledger import Accounts, Counted, accounts_of, calculators_off
from charting.records.dose import Dose
from charting.records.ledger_person import ANAESTHETIC_ALLERGY, OXIDANTS, allergies_of, answer_to, detail_of
from charting.records.verdicts import findings_of
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules.allergy_classes import Contents, allergy_verdicts
from charting.rules.exact import show_share
from charting.rules.given import INJECTED
from charting.rules.ledger import Ledger
from charting.rules.methaemoglobin import patient_verdicts, saturation_verdicts
from charting.rules.verdict import BLOCK_H, BLOCK_O, Verdict
from charting.words import _

if TYPE_CHECKING:
    from charting.records.anaesthesia import Anaesthesia

SAID_BY_THE_FIELD = frozenset({"weight.stale", "weight.stated", "adrenaline.strong"})
"""What the answer itself already doubts: age and origin of a weight, 1:50 000."""
WEIGHT_FIELDS = {"weight.missing": "weight_kg", "weight.outdated": "weight_date", "weight.no_height": "height_cm"}


def ledger_findings(sheet: "Anaesthesia", context: Context) -> Iterator[Finding]:
    """Every verdict about the doses, at the answer it speaks of. Nothing while no dose is recorded."""
    if sheet.visit is None or not (sheet.doses or sheet.topicals):
        return
    accounts = accounts_of(sheet.visit, context)
    if isinstance(accounts, Broken):
        yield Finding(
            Level.WARN,
            calculators_off(accounts),
            next_step=_("Work the doses out by hand, and have them checked."),
            rule="ledger.off",
            field="doses",
        )
        return
    if not accounts.own:
        return
    found = accounts.ledger()
    for verdict in found.verdicts:
        if verdict.rule not in SAID_BY_THE_FIELD:
            yield from _placed(verdict, found, accounts, sheet)
    yield from _of_the_patient(accounts)
    yield from _saturation(accounts)


def _placed(verdict: Verdict, found: Ledger, accounts: Accounts, sheet: "Anaesthesia") -> Iterator[Finding]:
    """A verdict of the ledger at the row it is about."""
    record_id, field = sheet.id, "doses" if sheet.doses else "topicals"
    if verdict.rule in WEIGHT_FIELDS:
        assessment = sheet.visit.assessment
        record_id, field = (assessment.id, WEIGHT_FIELDS[verdict.rule]) if assessment else (record_id, field)
    elif verdict.rule == "reduction.factor":
        field = "reduction_factor"
    elif verdict.rule.startswith("adrenaline."):
        record_id, field = _row_with_adrenaline(accounts)
    elif verdict.rule == "ledger.total":
        last = accounts.own[-1]
        record_id, field = _amount_of(last)
        if verdict.level is BLOCK_O:
            verdict = _would_reach(verdict, found, accounts, last)
    elif verdict.rule.startswith("ledger.unknown."):
        record_id, field = _row_of_line(verdict.rule.removeprefix("ledger.unknown."), found, accounts)
    elif verdict.rule in {"methb", "ledger.mixed"}:
        record_id, field = _amount_of(accounts.own[-1])
    for finding in findings_of([verdict], field):
        yield finding.at(record_id)


def _would_reach(verdict: Verdict, found: Ledger, accounts: Accounts, last: Counted) -> Verdict:
    """The stop in the words of the dose in hand: what it would reach, and how much may be given instead."""
    what = _("Dose would reach {share} of the limit").format(share=_share(found))
    given = last.given
    if given.source != INJECTED or not isinstance(last.row, Dose) or last.row.concentration_pct is None:
        return replace(verdict, what=what, next_step=_("Apply less, or write a reason to go on."))
    percent = last.row.concentration_pct
    room = accounts.ledger(without=last).room(given.agent, percent, given.with_adrenaline)
    drug = _("{drug} {percent} %").format(drug=given.drug, percent=show_decimal(percent))
    if room.ml is None:
        step = _("Give no more, or write a reason to go on.")
    elif room.ml == 0:
        step = _("Give no {drug}, or write a reason to go on.").format(drug=drug)
    else:
        ml = show_decimal(room.ml)
        step = _("Give at most {ml} mL of {drug}, or write a reason to go on.").format(ml=ml, drug=drug)
        verdict = replace(verdict, why=_("at most {ml} mL: {why}").format(ml=ml, why=verdict.why))
    return replace(verdict, what=what, next_step=step)


def _share(found: Ledger) -> str:
    return show_share(found.at_least if found.total is None else found.total)


def _amount_of(counted: Counted) -> tuple[str, str]:
    return counted.row.id, "volume_ml" if isinstance(counted.row, Dose) else "applied_g"


def _row_of_line(name: str, found: Ledger, accounts: Accounts) -> tuple[str, str]:
    """The row that a line cannot be counted for; the last of them where several are."""
    members = [dose for line in found.lines if line.name == name for dose in line.doses]
    rows = [c for c in accounts.own if any(c.given is dose for dose in members)] or [accounts.own[-1]]
    lacking = [c for c in rows if c.given.mg is None]
    counted = (lacking or rows)[-1]
    if lacking:
        return counted.row.id, _lacking_field(counted)
    return counted.row.id, "agent" if isinstance(counted.row, Dose) else "product"


def _lacking_field(counted: Counted) -> str:
    row = counted.row
    if isinstance(row, Dose):
        return "concentration_pct" if row.concentration_pct is None else "volume_ml"
    if counted.given.applied_mg is not None:
        return "skin_intact"
    return "applied_g" if row.applied_g is None else "product"


def _row_with_adrenaline(accounts: Accounts) -> tuple[str, str]:
    rows = [c.row for c in accounts.own if c.given.source == INJECTED and c.given.ratio != "none"]
    row = rows[-1] if rows else accounts.own[-1].row
    return row.id, "adrenaline" if isinstance(row, Dose) else "product"


def _of_the_patient(accounts: Accounts) -> Iterator[Finding]:
    """Allergies by class, and what the checklist rules out, at the drug of each row."""
    status, allergies = allergies_of(accounts.visit)
    reasons = _oxidants(accounts)
    unnamed = answer_to(accounts.visit, ANAESTHETIC_ALLERGY) == "yes" and not detail_of(
        accounts.visit, ANAESTHETIC_ALLERGY
    )
    for row in dict.fromkeys(counted.row for counted in accounts.own):
        own = [counted.given for counted in accounts.own if counted.row is row]
        field = "agent" if isinstance(row, Dose) else "product"
        drugs = tuple(given.drug for given in own if given.drug)
        contents = Contents(own[0].agent or _("this drug"), drugs)
        if isinstance(row, Dose):
            contents = replace(
                contents,
                with_adrenaline=own[0].with_adrenaline,
                preservative=row.preservative,
                container=row.container,
            )
        verdicts = [v for v in allergy_verdicts(status, allergies, contents) if v.rule != "allergy.not_recorded"]
        if unnamed:
            verdicts.append(_unnamed(contents))
        verdicts += patient_verdicts(drugs, reasons)
        for finding in findings_of(verdicts, field):
            yield finding.at(row.id)


def _oxidants(accounts: Accounts) -> tuple[str, ...]:
    if answer_to(accounts.visit, OXIDANTS) != "yes":
        return ()
    return (detail_of(accounts.visit, OXIDANTS) or _("the checklist says so (C32)"),)


def _unnamed(contents: Contents) -> Verdict:
    return Verdict(
        BLOCK_H,
        "allergy.unnamed",
        _("Allergic to a local anaesthetic, which one is not written down"),
        _("{product} cannot be checked against it (C29)").format(product=contents.name),
        _("Write the agent or its class beside the answer."),
        ((_("product"), contents.name),),
        "S49, S29 (C29)",
    )


def _saturation(accounts: Accounts) -> Iterator[Finding]:
    drugs = {counted.given.drug for counted in accounts.own}
    for reaction in accounts.visit.after.reactions if accounts.visit.after is not None else ():
        for finding in findings_of(saturation_verdicts(reaction.spo2_pct, drugs, accounts.book), "spo2_pct"):
            yield finding.at(reaction.id)
