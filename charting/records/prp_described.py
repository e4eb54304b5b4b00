"""What the published systems call a preparation, as computed values (clinical.md 6.5)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.records.prp_numbers import baseline, dose_billion, injected_ml
from charting.records.rules_off import usable
from charting.results import Result
from charting.rules.depa import DEPA
from charting.rules.dohan import DOHAN
from charting.rules.isth import ISTH, isth
from charting.rules.marspill import MARSPILL
from charting.rules.mishra import MISHRA
from charting.rules.paw import PAW
from charting.rules.plra import PLRA, plra
from charting.rules.prp_class import Class
from charting.rules.prp_classes import Preparation, classes, marspill_of
from charting.words import _

if TYPE_CHECKING:
    from charting.records.prp import Prp

SYSTEMS = tuple(system.name for system in (DEPA, PAW, MISHRA, DOHAN, MARSPILL, ISTH, PLRA))
"""The names under which classes stand among the computed values, in their order."""


def caution() -> str:
    """What has to stand beside every class."""
    return _("Describes the preparation. Not evidence of benefit.")


def described(prp: "Prp") -> Iterator[Result]:
    """The four classes that are always worked out, and those the clinic switched on."""
    made = preparation(prp)
    found = [_result(each) for each in classes(made)]
    found += _switched_on(prp, made)
    yield from found
    if any(result.text for result in found):
        yield Result(note_name(), None, None, _("said of every class"), source="6.5, D", text=caution())


def note_name() -> str:
    """The name under which the caution stands among the computed values."""
    return _("These classes")


def _switched_on(prp: "Prp", made: Preparation) -> Iterator[Result]:
    rules = usable(prp, "prp")
    if rules is None:
        return
    if _on(rules.value("marspill_enabled")):
        yield _result(marspill_of(made, rules.value("marspill_red_rich")))
    if _on(rules.value("isth_enabled")):
        yield _result(isth(made.prp_platelets, prp.isth_product, prp.isth_activation, prp.isth_preparation))
    if _on(rules.value("plra_enabled")):
        given = injected_ml(prp)
        volume = prp.prp_volume_ml if given is None else given
        counts = made.prp_platelets, volume, made.prp_white, made.prp_neutrophils
        yield _result(plra(*counts, prp.prp_red_volume_pct, prp.activator))


def preparation(prp: "Prp") -> Preparation:
    """The numbers of the sheet as the systems ask for them; counts of citrated blood are corrected (F6)."""
    return Preparation(
        baseline_platelets=baseline(prp, prp.baseline_platelets_10e9_l),
        baseline_white=baseline(prp, prp.baseline_wbc_10e9_l),
        baseline_neutrophils=baseline(prp, prp.baseline_neutrophils_10e9_l),
        prp_platelets=prp.prp_platelets_10e9_l,
        prp_white=prp.prp_wbc_10e9_l,
        prp_neutrophils=prp.prp_neutrophils_10e9_l,
        prp_red_10e12_l=prp.prp_rbc_10e12_l,
        blood_ml=prp.draw_volume_ml,
        prp_ml=prp.prp_volume_ml,
        dose_billion=dose_billion(prp),
        anticoagulant=prp.anticoagulant,
        activator=prp.activator,
        is_fibrin_clot=prp.is_fibrin_clot,
        method=prp.preparation_method,
        spins=len(prp.spins) or None,
        image_guided=prp.image_guided,
        light_activated=prp.light_activated,
    )


def _on(switch: Decimal) -> bool:
    return switch >= 1


def _result(found: Class) -> Result:
    """A class with its words as working, its version as source, and inputs and caution as its formula."""
    inputs = ", ".join(f"{name} {value}" for name, value in found.inputs)
    formula = _("from {inputs}. {caution}").format(inputs=inputs, caution=caution())
    text = found.text.removeprefix(f"{found.system} ")
    # DEPA tells the activation in the class and again in its words.
    words = found.words.removesuffix(f", {text.partition(', ')[2]}")
    if text and found.label:
        text = f"{text} ({found.label})"
    source = f"{found.version}; {_SOURCES.get(found.system, 'K')}"
    return Result(found.system, None, None, formula, words, found.missing, source, text=text)


_SOURCES = {
    DEPA.name: "S60",
    PAW.name: "S61, S62, S63",
    MISHRA.name: "S61, S64",
    DOHAN.name: "S61, S62",
    ISTH.name: "S65, K",
    PLRA.name: "S61",
}
