"""The dose ledger of a visit in the words and numbers its card, its line and its open form show."""

from collections.abc import Sequence
from dataclasses import dataclass

from charting.context import Context
from charting.findings import Finding
from charting.records.anaesthesia import Anaesthesia
from charting.records.anaesthesia_ledger import absorbed_note, calculators_off, ledger_of, planned_note
from charting.records.base import findings
from charting.records.dose_room import in_hand, room_for
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules.exact import show_share
from charting.rules.ledger import Ledger
from charting.rules.ledger_lines import Line
from charting.words import _
from ui.parts.dose_ledger import LedgerRow


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """Everything shown of one ledger. `off` is set, and all else empty, while the calculators are off."""

    off: str = ""
    rows: tuple[LedgerRow, ...] = ()
    warn_at: float = 0.8
    total: str = ""
    over: bool = False
    unknown: str = ""
    worked_by: str = ""
    weight: str = ""
    room: str = ""
    room_of: str = ""
    room_note: str = ""
    adrenaline: str = ""
    remark: str = ""
    sums: tuple[str, ...] = ()
    planned: str = ""
    stop: str = ""
    stop_next: str = ""

    @property
    def spoken(self) -> str:
        """The whole bar in one sentence."""
        if self.off or not self.rows:
            return self.off or _("Local anaesthetic: no dose yet")
        shares = [_("{drug} {share}").format(drug=row.name, share=row.share) for row in self.rows]
        parts = [_("Local anaesthetic {total} of the limit").format(total=self.total), *shares]
        if self.room:
            parts.append(_("room for {room} of {drug}").format(room=self.room, drug=self.room_of))
        if self.planned:
            parts.append(self.planned)
        parts.append(_("warns at {percent} %").format(percent=round(self.warn_at * 100)))
        if self.over:
            parts.append(_("over the limit"))
        return ", ".join(parts)


def ledger_shown(sheet: Anaesthesia, context: Context) -> LedgerShown:
    """The ledger of a sheet as it is shown."""
    found = ledger_of(sheet.visit, context)
    if isinstance(found, Broken):
        return LedgerShown(off=calculators_off(found))
    book = found.terms.book
    room, of, note = _room(sheet, found)
    stop = _stop(findings(sheet, context))
    return LedgerShown(
        rows=tuple(_row(line) for line in found.lines),
        warn_at=float(book.value("total_warn")),
        total=_total(found),
        over=found.at_least > book.value("total_block"),
        unknown=found.missing if found.total is None else "",
        worked_by=_worked_by(found),
        weight=_weight(found),
        room=room,
        room_of=of,
        room_note=note,
        adrenaline=_("Adrenaline {amount}").format(amount=found.adrenaline.text()) if sheet.doses else "",
        remark=_remark(found),
        sums=tuple(filter(None, (*found.sums(), note, absorbed_note(found)))),
        planned=planned_note(sheet.visit),
        stop=stop.what if stop else "",
        stop_next=stop.next_step if stop else "",
    )


def _total(found: Ledger) -> str:
    if found.total is not None:
        return found.total_text()
    if found.at_least == 0:
        return _("not known")
    return _("at least {share}").format(share=show_share(found.at_least))


def _row(line: Line) -> LedgerRow:
    return LedgerRow(
        line.name,
        line.worked_from,
        _("not known") if line.counts_mg is None else _("{mg} mg").format(mg=show_decimal(line.counts_mg, 1)),
        line.limit_text,
        line.share_text(),
        float(line.floor),
    )


def _worked_by(found: Ledger) -> str:
    terms = found.terms
    weight = terms.weight.why
    if terms.weight.kg is not None:
        weight = _("{why} {kg} kg").format(why=weight, kg=show_decimal(terms.weight.kg, 1))
    return _("{profile} limits, {weight}, factor {factor}").format(
        profile=terms.profile, weight=weight, factor=show_decimal(terms.factor)
    )


def _weight(found: Ledger) -> str:
    terms = found.terms
    if terms.weight.kg is None:
        return _("{profile} limits, {why}").format(profile=terms.profile, why=terms.weight.why)
    return _("{profile} limits, {kg} kg").format(profile=terms.profile, kg=show_decimal(terms.weight.kg, 1))


def _room(sheet: Anaesthesia, found: Ledger) -> tuple[str, str, str]:
    """How many mL are left, of what, and how that was worked out; words where it cannot be."""
    dose = in_hand(sheet)
    room = room_for(dose, found) if dose is not None else None
    if room is None:
        return "", "", ""
    if room.ml is None:
        return _("not known"), room.drug, room.missing
    note = _("Room for {drug}: {working}").format(drug=room.drug, working=room.working)
    drug = _("{drug}, adrenaline ends first").format(drug=room.drug) if room.by_adrenaline else room.drug
    return _("{ml} mL").format(ml=show_decimal(room.ml)), drug, note


def _remark(found: Ledger) -> str:
    return next((f"{v.what}: {v.why}" for v in found.verdicts if v.rule == "ledger.mixed"), "")


def _stop(found: Sequence[Finding]) -> Finding | None:
    stops = [finding for finding in found if finding.rule == "ledger.total" and finding.blocks]
    return stops[0] if stops else None
