"""The dose ledger of a visit in words for paper: a row for each drug of each dose, the total, and the sum in words."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from charting.context import Context
from charting.dates import show_moment
from charting.output.came import row_mark, times_put_right
from charting.output.line_breaks import with_whole_amounts
from charting.output.visit_paper import LedgerPaper, LedgerPaperRow
from charting.records.anaesthesia_ledger import Accounts, Counted, absorbed_note, accounts_of, calculators_off
from charting.records.dose import Dose
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules.dosing import mg_per_ml
from charting.rules.exact import show_share
from charting.rules.ledger import Ledger
from charting.rules.ledger_lines import Line
from charting.words import _


def ledger_facts(visit: Visit, context: Context, day: date) -> LedgerPaper | None:
    """The ledger of a visit; None for one without a dose. Its rows stand in the order they were recorded."""
    sheet = visit.anaesthesia
    if sheet is None or not (sheet.doses or sheet.topicals):
        return None
    accounts = accounts_of(visit, context)
    if isinstance(accounts, Broken):
        return LedgerPaper((), "", "", "", False, (calculators_off(accounts),))
    found = accounts.ledger()
    own = [_row(counted, _line_of(counted, found), day) for counted in accounts.own]
    return LedgerPaper(
        (*own, *(_earlier(line) for line in found.lines if line.earlier)),
        _sum([_applied_mg(counted) for counted in accounts.own]),
        _sum([line.counts_mg for line in found.lines]),
        "" if found.total is None else _percent(found.total),
        found.at_least >= found.terms.book.value("total_warn"),
        tuple(note.rstrip(".") for note in _notes(found, accounts) if note),
    )


def _line_of(counted: Counted, found: Ledger) -> Line | None:
    return next((line for line in found.lines if any(dose is counted.given for dose in line.doses)), None)


def _row(counted: Counted, line: Line | None, day: date) -> LedgerPaperRow:
    given, maximum = counted.given, line.maximum.mg if line is not None else None
    share = given.mg / maximum if given.mg is not None and maximum else None
    words = _dose(counted.row, day) if isinstance(counted.row, Dose) else _cream(counted.row, given.drug, day)
    return LedgerPaperRow(
        *words,
        dose_mg=_shown(_applied_mg(counted)),
        counted_mg=_shown(given.mg),
        maximum_mg=_shown(maximum),
        share="" if share is None else _percent(share),
        mark=row_mark(counted.row),
    )


def _dose(dose: Dose, day: date) -> tuple[str, str, str, str, str]:
    parts: list[str] = []
    if dose.concentration_pct is not None:
        parts.append(f"{show_decimal(dose.concentration_pct)} %")
    if dose.adrenaline is not None:
        parts.append(_("adrenaline {ratio}").format(ratio=dose.shown("adrenaline")))
    if dose.concentration_pct is not None:
        parts.append(_("({mg} mg/mL)").format(mg=show_decimal(mg_per_ml(dose.concentration_pct))))
    places = (dose.shown("technique"), dose.site_nerve, dose.shown("side"))
    return (
        show_moment(dose.given_at, day) if dose.given_at else "",
        dose.agent or "",
        with_whole_amounts(" ".join(parts)),
        ", ".join((*(place for place in places if place), *times_put_right(dose))),
        "" if dose.volume_ml is None else _("{ml} mL").format(ml=show_decimal(dose.volume_ml)),
    )


def _cream(row: Topical, drug: str, day: date) -> tuple[str, str, str, str, str]:
    area = "" if row.area_cm2 is None else _("{area} cm²").format(area=show_decimal(row.area_cm2))
    off = "" if row.removed_at is None else _("off {time}").format(time=show_moment(row.removed_at, day))
    return (
        show_moment(row.applied_at, day) if row.applied_at else "",
        row.product or "",
        drug,
        ", ".join((*(part for part in (area, off) if part), *times_put_right(row))),
        "" if row.applied_g is None else _("{g} g").format(g=show_decimal(row.applied_g)),
    )


def _earlier(line: Line) -> LedgerPaperRow:
    return LedgerPaperRow(
        _("before"),
        line.name,
        "",
        line.worked_from,
        "",
        dose_mg="",
        counted_mg=_shown(line.counts_mg),
        maximum_mg=_shown(line.maximum.mg),
        share="" if line.share is None else _percent(line.share),
        earlier=True,
    )


def _applied_mg(counted: Counted) -> Decimal | None:
    """What was given or put on, before anything is said of how much is taken up."""
    return counted.given.applied_mg if isinstance(counted.row, Topical) else counted.given.mg


def _sum(amounts: Sequence[Decimal | None]) -> str:
    known = [mg for mg in amounts if mg is not None]
    return _shown(sum(known, Decimal(0))) if len(known) == len(amounts) else ""


def _percent(share: Decimal) -> str:
    return show_share(share).removesuffix(" %")


def _shown(value: Decimal | None) -> str:
    return "" if value is None else show_decimal(value, 1)


def _notes(found: Ledger, accounts: Accounts) -> list[str]:
    terms, adrenaline = found.terms, found.adrenaline
    kg = "" if terms.weight.kg is None else f" {show_decimal(terms.weight.kg, 1)} kg"
    limits = _("{profile} limits, {weight}, factor {factor}").format(
        profile=terms.profile, weight=terms.weight.why + kg, factor=show_decimal(terms.factor)
    )
    notes = [limits, *found.sums(), absorbed_note(found)]
    if accounts.visit.anaesthesia is not None and accounts.visit.anaesthesia.doses:
        words = _("Adrenaline {working} = {amount}; limit {limit}")
        notes.append(words.format(working=adrenaline.working, amount=adrenaline.text(), limit=adrenaline.limit_text))
    return notes
