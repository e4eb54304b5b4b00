"""How deep, where, how much (clinical.md 5.2, 5.5). Thresholds come from `intervals`."""

from collections.abc import Iterable
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.areas import sum_of_known
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, Severity, Verdict
from charting.words import _


def depth(
    depth_mm: Decimal,
    rules: Rulebook,
    *,
    zone: str = "",
    thin_skin: bool = False,
    device_most_mm: Decimal | None = None,
) -> tuple[Verdict, ...]:
    """What a depth in mm means; `zone` are its words, `thin_skin` is temple or hairline (S09, S26, D).

    Refused above the device's own limit and above 3 mm; the gravest rule alone speaks. An unknown device leaves the
    general limit.
    """
    limit = rules.value("depth_most_mm")
    most = limit if device_most_mm is None else min(limit, device_most_mm)
    thin_usual, thin_block = rules.value("thin_skin_usual_mm"), rules.value("thin_skin_block_mm")
    low, warn = rules.value("depth_usual_from_mm"), rules.value("depth_warn_mm")
    less = _("Go less deep.")
    steps: tuple[tuple[bool, Severity, str, Decimal, str, str], ...] = (
        (depth_mm <= 0, BLOCK_H, _("must be above {limit} mm"), Decimal(0), _("Correct the depth."), "5.2"),
        (depth_mm > most, BLOCK_H, _("above {limit} mm"), most, _("Correct depth or device."), "S09"),
        (
            thin_skin and depth_mm > thin_block,
            BLOCK_O,
            _("above {limit} mm on temple or hairline: thin skin, vessels close below"),
            thin_block,
            _("Go less deep, or let a prescriber decide."),
            "D",
        ),
        (depth_mm > warn, WARN, _("above {limit} mm: beyond the evaluated depth of many devices"), warn, less, "S26"),
        (
            thin_skin and depth_mm > thin_usual,
            WARN,
            _("above {limit} mm, usual on temple and hairline: thin skin"),
            thin_usual,
            less,
            "S09",
        ),
        (depth_mm < low, WARN, _("below the usual {limit} mm"), low, _("Check the depth."), "S09"),
    )
    shown = f"{show_decimal(depth_mm)} mm"
    for applies, level, why, bound, next_step, source in steps:
        if applies:
            return (
                Verdict(
                    level,
                    "needle-depth",
                    f"{zone}, {shown}" if zone else shown,
                    why.format(limit=show_decimal(bound)),
                    next_step,
                    ((_("depth"), shown), *(((_("zone"), zone),) if zone else ())),
                    source,
                ),
            )
    return ()


def area(areas_cm2: Iterable[Decimal | None], rules: Rulebook) -> tuple[Verdict, ...]:
    """The sum over zones in cm²: what is known already counts, what is unknown is never zero (5.5)."""
    known = sum_of_known(areas_cm2)
    warn, most = rules.value("area_warn_cm2"), rules.value("area_most_cm2")
    if known is None or known <= warn:
        return ()
    refused = known > most
    return (
        Verdict(
            BLOCK_H if refused else WARN,
            "needled-area",
            _("Zones add up to {area} cm²").format(area=show_decimal(known)),
            _("above {limit} cm²").format(limit=show_decimal(most if refused else warn)),
            _("Check whether an area was counted twice."),
            ((_("area"), f"{show_decimal(known)} cm²"),),
            "D",
        ),
    )
