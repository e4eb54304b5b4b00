"""For gloved hands, the blood: the draw, the spins, and the PRP that comes of it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from charting.dates import show_time
from charting.fields import fields_of
from charting.kinds import Number
from charting.records.clock_early import ended_early
from charting.records.clocks import Clock
from charting.records.earlier import earlier_visits
from charting.records.glove_page import (
    ENTER,
    NEXT,
    Answer,
    At,
    Dial,
    Now,
    Page,
    Press,
    Write,
    asking,
    confirmed,
    in_line,
    since_until,
)
from charting.records.prp import Prp
from charting.records.prp_choices import APPEARANCES
from charting.records.signed import newest_unaltered
from charting.records.spin import Spin
from charting.results import show_decimal
from charting.words import _

DRAW_STEP_ML, PRP_STEP_ML = Decimal(1), Decimal("0.5")
LEAST_DRAW_ML = Decimal(8)
"""Where an unplanned draw begins to count, the lowest usual one (clinical.md 6.2)."""
PRP_VOLUMES_ML = tuple(Decimal(ml) for ml in (3, 4, 5, 6, 7, 8))
"""What is offered first where no earlier PRP of the patient is known (clinical.md 7, usual volumes)."""
USUAL_LOOK = "straw_clear"
_OTHER_LOOKS = ("straw_turbid", "pink", "red", "green", "lipaemic")
_AS_LAST_TIME = _("begins at {ml} mL, as last time")
_SOLID = ("clotted", "fibrin")
_PAD = ("7", "8", "9", "1", "2", "3")
_LOOKS_PAD = ("7", "8", "9", "4", "6", "2")
"""Neither 0 nor Enter, and none that meant another look a page before."""


def blood_out(key: str, sheet: Prp) -> Page:
    """The draw: when, and how much; one tap for both where an amount is known, by Enter only one agreed to today."""
    time: tuple[Write, ...] = (Now(sheet, "draw_at"),)
    press = Press(key, _("Blood out now"), hint=ENTER, filled=True, did=_("Blood out"), goes=NEXT, writes=time)
    presses, planned, last = [press], planned_draw_ml(sheet), _last_draw_ml(sheet)
    # The easy key is the one that writes down more, unless nobody planned that for today.
    if sheet.draw_volume_ml is None and planned is not None:
        words = _("{ml} mL as planned, out now").format(ml=show_decimal(planned))
        whole = (*time, Answer(sheet, "draw_volume_ml", planned))
        bare = replace(press, hint="0", filled=False)
        presses = [bare, replace(press, key=f"{key}.planned", words=words, writes=whole)]
    elif sheet.draw_volume_ml is None and last is not None:
        words = _("{ml} mL, as last time, out now").format(ml=show_decimal(last))
        whole = (*time, Answer(sheet, "draw_volume_ml", last))
        presses = [replace(press, key=f"{key}.last", words=words, hint="0", filled=False, writes=whole), press]
    first = LEAST_DRAW_ML
    note = _("begins at {ml} mL")
    if planned is not None:
        first, note = planned, _("begins at {ml} mL, as planned")
    elif last is not None:
        first, note = last, _AS_LAST_TIME
    dial = _dial(key, sheet, "draw_volume_ml", DRAW_STEP_ML, first, note)
    return Page(key, _("Blood draw"), sheet.kit_name or "", dials=(dial,), presses=tuple(presses))


def spin_start(key: str, spin: Spin) -> Page:
    """The centrifuge is started."""
    title = _("Spin {number}").format(number=spin.place())
    press = Press(
        key,
        _("Start spin {number}").format(number=spin.place()),
        hint=ENTER,
        filled=True,
        did=_("{title} started").format(title=title),
        goes=NEXT,
        writes=_starting(spin),
    )
    presses, prp = [press], spin.parent
    if prp.one_patient_in_centrifuge is None:
        words = _("Only this patient's tubes, start spin {number}").format(number=spin.place())
        alone = replace(press, key=f"{key}.o", words=words, hint="0", filled=False)
        presses.insert(0, replace(alone, writes=(*press.writes, Answer(prp, "one_patient_in_centrifuge", True))))
    speed = (spin.shown("rcf_g"), spin.shown("rpm"), spin.shown("minutes"))
    return Page(key, title, in_line(*speed), presses=tuple(presses))


def spin_end(key: str, spin: Spin, clock: Clock | None, now: datetime) -> Page:
    """It stands still, or somebody stops it. Past its time it may be said that it ran just so long."""
    title = _("Spin {number}").format(number=spin.place())
    press = Press(
        key,
        _("End spin {number}").format(number=spin.place()),
        hint=ENTER,
        filled=True,
        did=_("{title} ended").format(title=title),
        goes=NEXT,
        writes=(Now(spin, "ended_at"),),
    )
    if clock is not None and (early := ended_early(clock, now)):
        press = asking(press, early, "", _("End it now"), _("Let it run"))
    presses, due, following = [press], clock.due if clock is not None else None, _following(spin)
    if due is not None and now >= due and following is not None and spin.minutes is not None:
        words = _("Ran its {minutes} min, start spin {number} now")
        words = words.format(minutes=show_decimal(spin.minutes), number=following.place())
        both = replace(press, key=f"{key}.due", words=words, hint="0", filled=False)
        detail = _("spin {number} until {time}").format(number=spin.place(), time=show_time(due))
        writes = (At(spin, "ended_at", due), *_starting(following))
        presses.insert(0, replace(both, detail=detail, writes=writes))
    return Page(key, title, since_until(spin.started_at, due), presses=tuple(presses))


def prp_ready(key: str, sheet: Prp) -> Page:
    """It is drawn up: how much, how it looks, and when, the last two in one tap."""
    time: tuple[Write, ...] = (Now(sheet, "prp_ready_at"),)
    press = Press(key, _("PRP ready now"), hint=ENTER, filled=True, did=_("PRP ready"), goes=NEXT, writes=time)
    presses = [press]
    if sheet.appearance is None:
        presses = [_looking(key, sheet, USUAL_LOOK, "1", press), _looking_otherwise(key, sheet, press), press]
    before = _before(sheet)
    last = before.prp_volume_ml if before is not None else None
    dial = _dial(key, sheet, "prp_volume_ml", PRP_STEP_ML, last, _AS_LAST_TIME)
    return Page(key, _("PRP"), dials=(dial,), presses=tuple(presses))


def planned_draw_ml(sheet: Prp) -> Decimal | None:
    """mL of blood the patient agreed to at this visit; None where no amount was agreed."""
    consent = sheet.visit.consent if sheet.visit is not None else None
    return consent.blood_draw_ml if consent is not None else None


def _last_draw_ml(sheet: Prp) -> Decimal | None:
    before = _before(sheet)
    return before.draw_volume_ml if before is not None else None


def _before(sheet: Prp) -> Prp | None:
    """The PRP of the patient's last visit that had one made and was not altered after signing."""
    if sheet.visit is None:
        return None
    made = [v for v in earlier_visits(sheet.visit) if v.prp is not None and v.prp.prp_volume_ml is not None]
    last = newest_unaltered(made)
    return last.prp if last is not None else None


def _dial(key: str, sheet: Prp, name: str, step: Decimal, first: Decimal | None, begins: str) -> Dial:
    """A volume between minus and plus. Unanswered it stays a dash, and begins at `first`; without that it is asked.

    `begins` says where it begins, and why there.
    """
    value: Decimal | None = getattr(sheet, name)
    note = "" if value is not None or first is None else begins.format(ml=show_decimal(first))
    less, more = (
        _volume(key, sheet, name, sign * step, hint, first) for sign, hint in ((Decimal(-1), "4"), (Decimal(1), "6"))
    )
    return Dial(fields_of(Prp)[name].title, "—" if value is None else show_decimal(value), "mL", note, less, more)


def _volume(key: str, sheet: Prp, name: str, step: Decimal, hint: str, first: Decimal | None) -> Press:
    was: Decimal | None = getattr(sheet, name)
    title = fields_of(Prp)[name].title
    if was is None and first is None:
        asked = tuple(
            _volume_press(f"{key}.{name}.{at}", sheet, name, volume, at)
            for volume, at in zip(PRP_VOLUMES_ML, _PAD, strict=True)
        )
        return Press(f"{key}.{name}.{hint}", title, hint=hint, ask=Page(f"{key}.{name}", title, presses=asked))
    value = first if was is None else was + step
    assert value is not None
    press = _volume_press(f"{key}.{name}.{hint}", sheet, name, value, hint)
    declared = fields_of(Prp)[name]
    why = declared.hard.refuses(value) if isinstance(declared, Number) and declared.hard is not None else ""
    return replace(press, refused=_("{ml} cannot be: {why}.").format(ml=press.words, why=why)) if why else press


def _volume_press(key: str, sheet: Prp, name: str, value: Decimal, hint: str) -> Press:
    words = _("{ml} mL").format(ml=show_decimal(value))
    return Press(key, words, hint=hint, did=words, writes=(Answer(sheet, name, value),))


def _looking(key: str, sheet: Prp, code: str, hint: str, ready: Press) -> Press:
    label = APPEARANCES.label(code)
    writes = (Answer(sheet, "appearance", code), *ready.writes)
    words = _("{looks}: ready now").format(looks=label)
    return replace(ready, key=f"{key}.{code}", words=words, hint=hint, filled=False, writes=writes)


def _looking_otherwise(key: str, sheet: Prp, ready: Press) -> Press:
    """The other looks; what is no liquid stands one page further."""
    title = _("How does the PRP look?")
    solid = tuple(_looking(key, sheet, code, hint, ready) for code, hint in zip(_SOLID, _LOOKS_PAD, strict=False))
    others = tuple(
        _looking(key, sheet, code, hint, ready) for code, hint in zip(_OTHER_LOOKS, _LOOKS_PAD, strict=False)
    )
    clotted = Press(
        f"{key}.solid", _("Clotted or fibrin"), hint=_LOOKS_PAD[-1], ask=Page(f"{key}.solid", title, presses=solid)
    )
    ask = Page(f"{key}.looks", title, presses=(*others, clotted))
    return Press(f"{key}.looks", _("Looks otherwise"), hint="3", ask=ask)


def _starting(spin: Spin) -> tuple[Write, ...]:
    return (Now(spin, "started_at"), *confirmed(spin, "rpm", "rcf_g", "minutes"))


def _following(spin: Spin) -> Spin | None:
    """The spin behind this one, where it has not been started."""
    spins = spin.parent.spins
    after = spins[spins.index(spin) + 1 :]
    return after[0] if after and after[0].started_at is None and after[0].ended_at is None else None
