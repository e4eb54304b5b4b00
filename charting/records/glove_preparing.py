"""For gloved hands, before the first needle: topicals and blocks."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from charting.findings import Finding, Level
from charting.records.anaesthesia import Anaesthesia
from charting.records.base import findings
from charting.records.clock_early import ended_early
from charting.records.clocks import Clock
from charting.records.dose import BLOCK_TESTS, NERVE_BLOCKS, Dose
from charting.records.glove_page import (
    ENTER,
    NEXT,
    Answer,
    Dial,
    Now,
    Page,
    Press,
    asking,
    confirmed,
    in_line,
    since_until,
)
from charting.records.topical import Topical
from charting.records.visit import context_of
from charting.results import show_decimal
from charting.words import _

STEP_ML = Decimal("0.5")
_ASKED = frozenset({"ledger.total", "dose.volume"})


def topical_on(key: str, row: Topical) -> Page:
    """One tap puts it on."""
    press = Press(
        key,
        _("Topical on now"),
        hint=ENTER,
        filled=True,
        did=_("Topical on"),
        goes=NEXT,
        writes=(Now(row, "applied_at"), *confirmed(row, "product", "applied_g")),
    )
    presses = [press]
    if row.skin_intact is None:
        intact = replace(press, key=f"{key}.i", words=_("Skin intact, topical on now"), hint="0", filled=False)
        presses.insert(0, replace(intact, writes=(*press.writes, Answer(row, "skin_intact", True))))
    lot = _("lot {lot}").format(lot=row.lot) if row.lot else _("scan its label")
    return Page(key, _("Topical"), in_line(row.product, row.shown("applied_g"), lot), presses=tuple(presses))


def topical_off(key: str, row: Topical, clock: Clock | None, now: datetime) -> Page:
    """One tap takes it off; before its contact time is over that is asked first."""
    writes = (Now(row, "removed_at"),)
    press = Press(key, _("Topical off now"), hint=ENTER, filled=True, did=_("Topical off"), goes=NEXT, writes=writes)
    if clock is not None and (early := ended_early(clock, now)):
        press = asking(press, early, "", _("Off now"), _("Leave it on"))
    times = since_until(row.applied_at, clock.due if clock is not None else None)
    return Page(key, _("Topical"), in_line(row.product, times), presses=(press,))


def dose_given(key: str, dose: Dose, now: datetime, by: str) -> Page:
    """A planned dose: its volume as it was planned, to be changed by half a mL, and given now."""
    assert dose.volume_ml is not None
    place = in_line(dose.shown("technique"), dose.shown("side").lower()) or _("Dose")
    amount = _("{volume} of {drug}").format(volume=dose.shown("volume_ml"), drug=_drug(dose))
    vial = vial_in_hand(dose)
    writes = (
        Now(dose, "given_at"),
        *(Answer(dose, name, value) for name, value in vial.items()),
        *(() if dose.given_by or not by else (Answer(dose, "given_by", by),)),
        *confirmed(dose, "agent", "concentration_pct", "adrenaline", "volume_ml", "technique", "side"),
    )
    detail = _("{amount}, by {name}").format(amount=amount, name=by) if by and not dose.given_by else amount
    did = _("{place} given").format(place=place)
    given = Press(key, _("Given now"), detail, ENTER, writes, NEXT, did, filled=True)
    presses = [given]
    if dose.technique in NERVE_BLOCKS:
        aspirated = (*writes, Answer(dose, "aspiration_done", True))
        presses.insert(0, replace(given, key=f"{key}.a", words=_("Aspirated, given now"), hint="0", filled=False))
        presses[0] = replace(presses[0], writes=aspirated)
    trouble = _before_giving(dose, now)
    if trouble is not None:
        why = in_line(trouble.why, trouble.next_step)
        presses = [asking(press, trouble.what, why, _("Give it all the same"), _("Back")) for press in presses]
    dial = Dial(
        _("Volume"),
        show_decimal(dose.volume_ml),
        "mL",
        _drug(dose),
        _volume(key, dose, -STEP_ML, "4"),
        _volume(key, dose, STEP_ML, "6"),
    )
    lot = _("lot {lot}").format(lot=dose.lot) if dose.lot else _("scan its label")
    if vial:
        lot = _("the vial in hand, lot {lot}; scan another one").format(lot=vial["lot"])
    waiting = in_line(_("{drug}, not given yet").format(drug=_drug(dose)), lot)
    return Page(key, place, waiting, dials=(dial,), presses=tuple(presses))


def vial_in_hand(dose: Dose) -> dict[str, Any]:
    """Lot, expiry and code of the same drug in the same strength as given before at this visit; empty without.

    One vial serves several doses: its label is not asked for twice. A dose that was scanned or typed keeps its own.
    """
    if dose.lot is not None or dose.udi_raw is not None or dose.expiry is not None or dose.agent is None:
        return {}
    same = [
        (other.given_at, other)
        for other in dose.parent.doses
        if other.given_at is not None
        and other.lot is not None
        and all(getattr(other, name) == getattr(dose, name) for name in ("agent", "concentration_pct", "adrenaline"))
    ]
    if not same:
        return {}
    last = max(same, key=lambda given: given[0])[1]
    known = {name: getattr(last, name) for name in ("lot", "expiry", "udi_raw")}
    return {name: value for name, value in known.items() if value is not None}


def block_test(key: str, sheet: Anaesthesia) -> Page:
    """How a sharp touch is felt: a finding, so neither Enter nor a pedal answers it, nor the key of "as planned"."""
    presses = tuple(
        _felt(key, sheet, code, hint) for code, hint in (("present", "1"), ("partial", "2"), ("absent", "3"))
    )
    return Page(key, _("Block test"), _("A sharp touch in the field is felt as"), presses=presses)


def _felt(key: str, sheet: Anaesthesia, code: str, hint: str) -> Press:
    """A block that does not hold is said in words, and written down by a key of its own."""
    label = BLOCK_TESTS.label(code)
    press = Press(
        f"{key}.{code}",
        label,
        hint=hint,
        did=_("Block: {result}").format(result=label.lower()),
        goes=NEXT,
        writes=(Answer(sheet, "block_test", code), Now(sheet, "block_tested_at")),
    )
    means = {
        "partial": _("A sharp touch is still felt in part of the field: needling will hurt there."),
        "present": _("A sharp touch is felt as sharp: the field is not numb, and needling will hurt."),
    }.get(code)
    if means is None:
        return press
    keep = replace(press, key=f"keep.{press.key}", words=_("Write it down: {result}").format(result=label), hint="1")
    back = Press("back", _("Back"), hint=ENTER, filled=True)
    title = _("Block test: {result}").format(result=label.lower())
    return replace(press, ask=Page(f"ask.{press.key}", title, means, presses=(keep, back)))


def _volume(key: str, dose: Dose, step: Decimal, hint: str) -> Press:
    assert dose.volume_ml is not None
    volume = dose.volume_ml + step
    words = _("{volume} mL").format(volume=show_decimal(volume))
    refused = "" if volume > 0 else _("The volume must be above 0 mL.")
    name = f"{key}.volume.{hint}"
    return Press(
        name,
        words,
        hint=hint,
        did=_("Volume {volume}").format(volume=words),
        writes=(Answer(dose, "volume_ml", volume),),
        refused=refused,
    )


def _before_giving(dose: Dose, now: datetime) -> Finding | None:
    """What has to be said before this dose is given: the planned volume counts in the ledger already."""
    sheet = dose.parent
    for finding in findings(sheet, context_of(sheet.visit, now)):
        mine = finding.record_id == dose.id or finding.rule == "ledger.total"
        grave = finding.level in {Level.BLOCK, Level.STOP} or (finding.level is Level.WARN and finding.rule in _ASKED)
        if mine and grave:
            return finding
    return None


def _drug(dose: Dose) -> str:
    return " ".join(part for part in (dose.agent, dose.shown("concentration_pct")) if part) or _("drug not recorded")
