"""Adrenaline in local anaesthetic solutions, from its dilution ratio (4.5)."""

import re
from decimal import Decimal

MCG_PER_ML_UNDILUTED = Decimal(1_000_000)
DENOMINATORS = {
    "1:50000": Decimal(50_000),
    "1:80000": Decimal(80_000),
    "1:100000": Decimal(100_000),
    "1:200000": Decimal(200_000),
    "1:400000": Decimal(400_000),
}
ANAPHYLAXIS = "1:1000"
_GAPS = re.compile(r"[\s,.']")


def normal_ratio(text: str) -> str:
    """A ratio without the gaps between its thousands: `1:1 000` and `1:1,000` are `1:1000`."""
    return _GAPS.sub("", text)


def contains_adrenaline(ratio: str) -> bool:
    """Whether a recorded ratio means that adrenaline is in the solution."""
    return ratio != "none"


def mcg_per_ml(ratio: str) -> Decimal:
    """Micrograms per mL of a ratio such as `1:200000`; zero for `none`. Raises KeyError for a ratio not known."""
    if ratio == "none":
        return Decimal(0)
    return MCG_PER_ML_UNDILUTED / DENOMINATORS[ratio]


def mcg(ratio: str, volume_ml: Decimal) -> Decimal:
    """Micrograms of adrenaline in `volume_ml` mL. Raises KeyError for a ratio not known."""
    return mcg_per_ml(ratio) * volume_ml
