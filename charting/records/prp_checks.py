"""Checks of the PRP sheet across its fields (clinical.md 6.2)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.catalogue import anticoagulant
from charting.context import Context
from charting.findings import Finding, Level
from charting.ranges import Range, at_most, between, over
from charting.records.identity import stopped_by_no
from charting.records.prp_numbers import baseline, dose_billion, given_at, is_activated
from charting.records.prp_spun import spin_has_ended, spun_before_ready
from charting.records.rules_off import calculators_off, usable
from charting.records.scanned import Label, label_findings, used_before
from charting.records.shelf_life import expiry_findings
from charting.records.time_order import times_in_order
from charting.records.verdicts import findings_of
from charting.records.weight import sex_of, weight_of
from charting.results import show_decimal
from charting.rules import blood_volume, prp_yield
from charting.rules.prp_clock import prp_clock
from charting.units import BILLION, PERCENT, TIMES, TO_ONE, Unit
from charting.words import _

if TYPE_CHECKING:
    from charting.records.prp import Prp

KIT_LABEL = Label("kit_udi", "kit_lot", "kit_expiry", "The kit")
ACTIVATOR_USUAL = {"cacl2_10": between("0.05", "0.11"), "ca_gluconate_10": between("0.1", "0.1")}


def _outside(
    rule: str, what: str, value: Decimal, unit: Unit | None, usual: Range | None, possible: Range, field: str
) -> Iterator[Finding]:
    """A computed value: STOP outside what is possible, WARN outside what is usual."""
    shown = f"{show_decimal(value, 2)} {unit.label}" if unit else show_decimal(value, 3)
    named = _("{what} {value}").format(what=what, value=shown)
    if why := possible.refuses(value):
        step = _("One of the numbers it is made of must be wrong.")
        yield Finding(Level.STOP, named, why, step, rule, field, inputs=((what, shown),))
    elif usual and (why := usual.refuses(value)):
        words = _("{limit}, usual {range}").format(limit=why, range=usual.words())
        yield Finding(Level.WARN, named, words, _("Check the numbers."), rule, field, inputs=((what, shown),))


def identity_steps(prp: "Prp", context: Context) -> Iterator[Finding]:
    """Blood of two people must never meet: one step answered no ends the preparation."""
    steps = {
        "labelled_before_draw": _("Tubes were not labelled before the draw"),
        "two_identifiers_confirmed": _("Two identifiers were not confirmed"),
        "one_patient_in_centrifuge": _("Another patient's tubes were in the run"),
    }
    why = _("blood of another person can be given")
    yield from stopped_by_no(prp, steps, why, _("Discard this batch and draw again."), "prp-identity")


def kit_expired(prp: "Prp", context: Context) -> Iterator[Finding]:
    """A kit past its expiry is not used."""
    yield from expiry_findings(prp.kit_expiry, context, what=prp.kit_name or _("The kit"), field="kit_expiry")


def label_agrees(prp: "Prp", context: Context) -> Iterator[Finding]:
    """The scanned label of the kit says the lot and expiry that were typed."""
    yield from label_findings(prp, KIT_LABEL, context)


def kit_used_once(prp: "Prp", context: Context) -> Iterator[Finding]:
    """A kit is for one patient and one visit."""
    yield from used_before(prp, KIT_LABEL, context)


def rules_can_be_used(prp: "Prp", context: Context) -> Iterator[Finding]:
    """Without the rule file nothing below is judged."""
    yield from calculators_off(prp, "prp", "draw_volume_ml")


def draw_is_safe(prp: "Prp", context: Context) -> Iterator[Finding]:
    """The draw in mL, and as a share of the blood volume."""
    rules = usable(prp, "prp")
    if rules is not None and prp.draw_volume_ml is not None:
        drawn = blood_volume.draw(prp.draw_volume_ml, weight_of(prp.visit), sex_of(prp.visit), rules)
        yield from findings_of(drawn.verdicts, "draw_volume_ml")


def batch_in_time(prp: "Prp", context: Context) -> Iterator[Finding]:
    """While nothing is given, the clock runs. Once given, the application sheet judges."""
    rules = usable(prp, "prp")
    if rules is None or prp.draw_at is None or prp.draw_at > context.now:
        return
    waiting = given_at(prp) is None and prp.discarded_at is None
    clock = prp_clock(prp.draw_at, None, None, context.now, rules)
    for finding in findings_of(clock.verdicts, "prp_ready_at") if waiting else ():
        yield replace(finding, what=_("Nothing given yet"))


def not_clotted(prp: "Prp", context: Context) -> Iterator[Finding]:
    """Clotted PRP is not injected unless a prescriber decides; fibrin that was made on purpose is not clotted."""
    if prp.appearance == "clotted":
        yield Finding(
            Level.BLOCK,
            _("The PRP is clotted"),
            why=_("platelets and fibrin are lost, and a clot cannot be injected evenly"),
            next_step=_("Discard it and draw again, or let a prescriber decide."),
            rule="prp-clotted",
            field="appearance",
            inputs=((_("looks"), prp.shown("appearance")),),
            source="K",
        )


def anticoagulant_ratio(prp: "Prp", context: Context) -> Iterator[Finding]:
    """Blood to anticoagulant: usual by its kind, possible from 3 to 20."""
    blood, added = prp.draw_volume_ml, prp.anticoagulant_ml
    if blood is None or added is None or added <= 0:
        return
    listed = anticoagulant(prp.anticoagulant)
    usual = Range(*listed.ratio) if listed and listed.ratio else None
    ratio = prp_yield.blood_to_anticoagulant(blood, added)
    yield from _outside(
        "prp-ratio", _("Blood to anticoagulant"), ratio, TO_ONE, usual, between(3, 20), "anticoagulant_ml"
    )


def neutrophils_within_white_cells(prp: "Prp", context: Context) -> Iterator[Finding]:
    """Neutrophils are some of the white cells."""
    for part, whole in (
        ("baseline_neutrophils_10e9_l", "baseline_wbc_10e9_l"),
        ("prp_neutrophils_10e9_l", "prp_wbc_10e9_l"),
    ):
        neutrophils, white = getattr(prp, part), getattr(prp, whole)
        if neutrophils is not None and white is not None and neutrophils > white:
            yield Finding(
                Level.STOP,
                _("Neutrophils {neutrophils}, white cells {white}").format(
                    neutrophils=show_decimal(neutrophils), white=show_decimal(white)
                ),
                why=_("neutrophils are some of the white cells"),
                rule="prp-neutrophils",
                field=part,
            )


def volume_is_possible(prp: "Prp", context: Context) -> Iterator[Finding]:
    """No more PRP than blood and anticoagulant together."""
    blood, volume = prp.draw_volume_ml, prp.prp_volume_ml
    if blood is None or volume is None:
        return
    if prp.anticoagulant_ml is None and prp.anticoagulant != "none":
        return
    most = blood + (prp.anticoagulant_ml or 0)
    if volume > most:
        yield Finding(
            Level.STOP,
            _("{volume} mL of PRP").format(volume=show_decimal(volume)),
            why=_("only {most} mL of blood and anticoagulant").format(most=show_decimal(most)),
            rule="prp-volume",
            field="prp_volume_ml",
        )


def concentration_is_usual(prp: "Prp", context: Context) -> Iterator[Finding]:
    """F1: usually 3 to 7 times the blood, never above 20."""
    count, base = prp.prp_platelets_10e9_l, baseline(prp, prp.baseline_platelets_10e9_l)
    if count is not None and base is not None and base > 0:
        factor = prp_yield.concentration_factor(count, base)
        yield from _outside(
            "F1", _("Concentration"), factor, TIMES, between(3, 7), over(0, to=20), "prp_platelets_10e9_l"
        )


def recovery_is_possible(prp: "Prp", context: Context) -> Iterator[Finding]:
    """F3: no preparation yields more platelets than were drawn; 5 % are left to the counting."""
    count, base = prp.prp_platelets_10e9_l, baseline(prp, prp.baseline_platelets_10e9_l)
    volume, blood = prp.prp_volume_ml, prp.draw_volume_ml
    if count is None or base is None or volume is None or blood is None or base * blood <= 0:
        return
    recovery = prp_yield.recovery_pct(count, volume, base, blood)
    possible = over(0, to=str(prp_yield.HIGHEST_RECOVERY_PCT))
    yield from _outside("F3", _("Recovery"), recovery, PERCENT, between(40, 90), possible, "prp_volume_ml")


def dose_is_usual(prp: "Prp", context: Context) -> Iterator[Finding]:
    """F4: usually 1 to 10 billion platelets, never above 50."""
    dose = dose_billion(prp)
    if dose is not None:
        yield from _outside(
            "F4", _("Platelet dose"), dose, BILLION, between(1, 10), over(0, to=50), "prp_platelets_10e9_l"
        )


def activator_is_usual(prp: "Prp", context: Context) -> Iterator[Finding]:
    """mL of activator for each mL of PRP: usual by its kind, never above 0.5."""
    added, volume = prp.activator_ml, prp.prp_volume_ml
    if is_activated(prp) and added is not None and volume is not None and volume > 0:
        ratio = prp_yield.activator_ratio(added, volume)
        usual = ACTIVATOR_USUAL.get(prp.activator or "")
        yield from _outside("prp-activator", _("Activator to PRP"), ratio, None, usual, at_most("0.5"), "activator_ml")


def leftover_is_discarded(prp: "Prp", context: Context) -> Iterator[Finding]:
    """What is left over is discarded, and the time written down."""
    if prp.leftover_ml is None or prp.leftover_ml <= 0:
        return
    for name, what in (("discarded_at", _("Discarded at")), ("discarded_by", _("Discarded by"))):
        if getattr(prp, name) is None:
            yield Finding(Level.MISSING, what, why=_("PRP left over is never stored"), rule="prp-leftover", field=name)


PRP_CHECKS = (
    identity_steps,
    kit_expired,
    label_agrees,
    kit_used_once,
    rules_can_be_used,
    draw_is_safe,
    times_in_order,
    batch_in_time,
    not_clotted,
    anticoagulant_ratio,
    neutrophils_within_white_cells,
    volume_is_possible,
    concentration_is_usual,
    recovery_is_possible,
    dose_is_usual,
    activator_is_usual,
    leftover_is_discarded,
    spun_before_ready,
    spin_has_ended,
)
