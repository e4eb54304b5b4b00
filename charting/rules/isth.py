"""The ISTH consensus codes (Harrison 2018; clinical.md 6.5 F), as recalled: off by default until verified."""

from decimal import Decimal

from charting.choices import Choices
from charting.rules.prp_class import Class, System, needs
from charting.words import _

ISTH = System("ISTH SSC", "Harrison 2018", verified=False, label=_("draft, verify"))
B_FROM, B_TO = Decimal(900), Decimal(1700)
PRODUCTS = Choices(
    "isth_product",
    ("P-PRP", "P-PRP"),
    ("Red-PRP", "Red-PRP, red cells kept"),
    ("L-PRP", "L-PRP"),
    ("L-Red-PRP", "L-Red-PRP, red cells kept"),
)
ACTIVATION = Choices("isth_activation", ("I", "Not activated"), ("II", "Activated"), ("III", "Frozen and thawed"))
PREPARATION = Choices(
    "isth_preparation",
    ("1", "Gravitational centrifugation"),
    ("2", "Standard cell separator"),
    ("3", "Autologous selective filtration"),
)


def platelet_band(prp: Decimal) -> str:
    """A below 900, B to 1,700, C above, in 10⁹/L (the same number as 10³/µL)."""
    return "A" if prp < B_FROM else "B" if prp <= B_TO else "C"


def isth(prp_platelets: Decimal | None, product: str | None, activation: str | None, preparation: str | None) -> Class:
    """The platelet band in 10⁹/L with the three codes a person chose; codes not in the lists give no class."""
    inputs = {
        _("PRP platelets"): prp_platelets,
        _("product"): product,
        _("activation"): activation,
        _("preparation"): preparation,
    }
    if prp_platelets is None or product is None or activation is None or preparation is None:
        return ISTH.lacks(needs(inputs, *inputs), inputs)
    if product not in PRODUCTS or activation not in ACTIVATION or preparation not in PREPARATION:
        return ISTH.lacks(_("one of the codes is not in the list"), inputs)
    band = platelet_band(prp_platelets)
    platelets = {
        "A": _("platelets below 900,000 /µL"),
        "B": _("platelets 900,000 to 1,700,000 /µL"),
        "C": _("platelets above 1,700,000 /µL"),
    }[band]
    words = "; ".join(
        (PRODUCTS.label(product), ACTIVATION.label(activation), platelets, PREPARATION.label(preparation))
    )
    return ISTH.gives(f"{product} {activation} {band} {preparation}", words, inputs)
