"""What is left of the drug in hand: before a dose is given, at the strength that was chosen (clinical.md 4.6)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.records.dose import Dose
from charting.results import show_decimal
from charting.rules.adrenaline import DENOMINATORS, contains_adrenaline
from charting.rules.ledger import Ledger
from charting.words import _

if TYPE_CHECKING:
    from charting.records.anaesthesia import Anaesthesia


@dataclass(frozen=True, slots=True)
class DoseRoom:
    """Room for a drug in mL, rounded down to 0.1; None with `missing` in words.

    `by_adrenaline` tells that its adrenaline ends before the anaesthetic does.
    """

    drug: str
    ml: Decimal | None
    working: str
    missing: str = ""
    by_adrenaline: bool = False


def in_hand(sheet: "Anaesthesia") -> Dose | None:
    """The last dose whose drug and strength are chosen."""
    chosen = [dose for dose in sheet.doses if dose.agent and dose.concentration_pct is not None]
    return chosen[-1] if chosen else None


def room_for(dose: Dose, found: Ledger) -> DoseRoom | None:
    """What is left for more of a dose's drug; None while its drug or strength is not chosen."""
    if not dose.agent or dose.concentration_pct is None:
        return None
    ratio = dose.adrenaline
    drug = _named(dose)
    room = found.room(dose.agent, dose.concentration_pct, None if ratio is None else contains_adrenaline(ratio))
    if room.ml is None:
        return DoseRoom(drug, None, "", room.missing)
    by_adrenaline = found.adrenaline.room_ml(ratio) if ratio in DENOMINATORS else None
    if by_adrenaline is not None and by_adrenaline < room.ml:
        working = _("adrenaline: {so_far}, leaves {ml} mL of {ratio}").format(
            so_far=found.adrenaline.text(), ml=show_decimal(by_adrenaline), ratio=dose.shown("adrenaline")
        )
        return DoseRoom(drug, by_adrenaline, working, by_adrenaline=True)
    return DoseRoom(drug, room.ml, room.working)


def _named(dose: Dose) -> str:
    """`lidocaine 1 % + adrenaline`."""
    drug = dose.drug() or dose.agent or ""
    percent = show_decimal(dose.concentration_pct) if dose.concentration_pct is not None else ""
    if dose.adrenaline is not None and contains_adrenaline(dose.adrenaline):
        return _("{drug} {percent} % + adrenaline").format(drug=drug, percent=percent)
    return _("{drug} {percent} %").format(drug=drug, percent=percent)
