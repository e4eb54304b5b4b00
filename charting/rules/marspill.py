"""MARSPILL (Lana 2017; clinical.md 6.5 E), from memory: off by default, and never the only class on a print."""

from decimal import Decimal

from charting.rules.prp_class import Class, System, activated, activator_words, needs
from charting.words import _

MARSPILL = System("MARSPILL", "Lana 2017", verified=False, label=_("from memory, verify"))
METHODS = {"handmade": "H", "machine": "M"}
RED_CELL_RICH_ABOVE = Decimal(1)


def platelet_band(factor: Decimal) -> str:
    """The band of a concentration factor; a star marks what lies between or beyond the published bands."""
    if factor < 2:
        return "PL <2"
    if factor <= 3:
        return "PL 2-3"
    if factor < 4:
        return "PL 3-4*"
    if factor <= 6:
        return "PL 4-6"
    if factor <= 8:
        return "PL 6-8"
    return "PL 8-10" if factor <= 10 else "PL >10*"


def marspill(
    *,
    method: str | None,
    activator: str | None,
    prp_red_10e12_l: Decimal | None,
    spins: int | None,
    concentration_factor: Decimal | None,
    image_guided: bool | None,
    prp_white: Decimal | None,
    baseline_white: Decimal | None,
    light_activated: bool | None,
    red_rich_above_10e12_l: Decimal = RED_CELL_RICH_ABOVE,
) -> Class:
    """The eight letters; white cells in 10⁹/L, red cells in 10¹²/L, `method` is `handmade` or `machine`.

    The limit between red-cell-rich and -poor is a decision of clinical.md (rule `marspill_red_rich`). One or two
    spins have a code; any other number is not computable.
    """
    inputs = {
        _("method"): method,
        _("activator"): None if activator is None else activator_words(activator),
        _("PRP red cells"): prp_red_10e12_l,
        _("number of spins"): spins,
        _("concentration factor"): concentration_factor,
        _("image guidance"): image_guided,
        _("PRP white cells"): prp_white,
        _("blood white cells"): baseline_white,
        _("light activation"): light_activated,
    }
    if prp_red_10e12_l is None or concentration_factor is None or prp_white is None or baseline_white is None:
        return MARSPILL.lacks(needs(inputs, *inputs), inputs)
    if why := needs(inputs, *inputs):
        return MARSPILL.lacks(why, inputs)
    if spins not in {1, 2} or method is None or method not in METHODS:
        return MARSPILL.lacks(_("has codes for one or two spins, by hand or by machine"), inputs)
    letters = (
        METHODS[method],
        f"A{_sign(activated(activator))}",
        "RBC-R" if prp_red_10e12_l > red_rich_above_10e12_l else "RBC-P",
        f"Sp{spins}",
        platelet_band(concentration_factor),
        f"G{_sign(image_guided)}",
        "Lc-R" if prp_white > baseline_white else "Lc-P",
        f"La{_sign(light_activated)}",
    )
    return MARSPILL.gives(", ".join(letters), _words(letters), inputs)


def _sign(yes: bool | None) -> str:
    return "+" if yes else "-"


def _words(letters: tuple[str, ...]) -> str:
    method, activation, red, spins, platelets, guided, white, light = letters
    return "; ".join(
        (
            _("by hand") if method == "H" else _("by machine"),
            _("activated") if activation == "A+" else _("not activated"),
            _("red-cell-rich") if red == "RBC-R" else _("red-cell-poor"),
            _("one spin") if spins == "Sp1" else _("two spins"),
            _("platelets {band} times the blood").format(band=platelets.removeprefix("PL ").rstrip("*")),
            _("image-guided") if guided == "G+" else _("not image-guided"),
            _("leukocyte-rich") if white == "Lc-R" else _("leukocyte-poor"),
            _("light-activated") if light == "La+" else _("not light-activated"),
        )
        + ((_("* outside the published bands"),) if platelets.endswith("*") else ())
    )
