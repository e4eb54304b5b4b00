"""PLRA (Mautner 2015; clinical.md 6.5 G): platelets, leukocytes, red cells, activation, kept as raw values."""

from decimal import Decimal

from charting.results import show_decimal
from charting.rules.prp_class import Class, System, activated, activator_words, needs
from charting.words import _

PLRA = System("PLRA", "Mautner 2015")
PER_MICROLITRE = Decimal(1000)
PLUS_ABOVE_PCT = Decimal(1)


def plra(
    prp_platelets: Decimal | None,
    prp_ml: Decimal | None,
    prp_white: Decimal | None,
    prp_neutrophils: Decimal | None,
    red_volume_pct: Decimal | None,
    activator: str | None,
) -> Class:
    """Counts in 10⁹/L, PRP given in mL, red cells in % of the volume; all must be known (S61).

    L is `+` above 1 % of neutrophils among the white cells, R is `+` above 1 % of red cells by volume.
    """
    inputs = {
        _("PRP platelets"): prp_platelets,
        _("PRP volume, mL"): prp_ml,
        _("PRP white cells"): prp_white,
        _("PRP neutrophils"): prp_neutrophils,
        _("red cells, % of volume"): red_volume_pct,
        _("activator"): None if activator is None else activator_words(activator),
    }
    if (
        prp_platelets is None
        or prp_ml is None
        or prp_white is None
        or prp_neutrophils is None
        or red_volume_pct is None
        or activator is None
    ):
        return PLRA.lacks(needs(inputs, *inputs), inputs)
    count = show_decimal(prp_platelets * PER_MICROLITRE)
    neutrophils = 100 * prp_neutrophils > PLUS_ABOVE_PCT * prp_white
    red = red_volume_pct > PLUS_ABOVE_PCT
    added = bool(activated(activator))
    signs = [("L", neutrophils), ("R", red), ("A", added)]
    text = f"P {count} /µL, {show_decimal(prp_ml)} mL, " + ", ".join(f"{c}{'+' if yes else '−'}" for c, yes in signs)
    words = "; ".join(
        (
            _("{count} platelets /µL in {ml} mL").format(count=count, ml=show_decimal(prp_ml)),
            _("neutrophils above 1 % of white cells") if neutrophils else _("neutrophils at most 1 % of white cells"),
            _("red cells above 1 % of volume") if red else _("red cells at most 1 % of volume"),
            _("activated") if added else _("not activated"),
        )
    )
    return PLRA.gives(text, words, inputs)
