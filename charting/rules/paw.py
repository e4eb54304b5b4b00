"""PAW: platelets, activation, white cells (DeLong 2012; clinical.md 6.5 B)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from charting.errors import Unreadable
from charting.rules.prp_class import Class, System, activated, activator_words, needs
from charting.words import _

PAW = System("PAW", "DeLong 2012")
P3_ABOVE, P4_ABOVE = Decimal(750), Decimal(1250)
NOT_RECORDED = "NA"

_SPELLING = re.compile(r"P([1-4])-?(?:(x|X|NA)-?)?([AB])([αβßab])?")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_GREEK = {"a": "α", "b": "β", "ß": "β"}


@dataclass(frozen=True, slots=True)
class PawCode:
    """A published PAW string, taken apart.

    `activated` is None for `NA`. `white` is A (above the blood) or B, `neutrophils` α or β, None if not measured.
    """

    platelets: int
    activated: bool | None
    white: str
    neutrophils: str | None

    def text(self) -> str:
        """The string as written here: `P3-x-Bβ`, `P3-Bβ`, `P3-NA-Bβ`, `P3-B`."""
        middle = f"-{NOT_RECORDED}" if self.activated is None else "-x" if self.activated else ""
        return f"P{self.platelets}{middle}-{self.white}{self.neutrophils or ''}"


def parse_paw(text: str) -> PawCode:
    """Read a PAW string with or without hyphens, in Greek or Latin letters (`P3Aa` is `P3-Aα`).

    Raises Unreadable for anything else: a multiple of the blood's count alone (`7×`) gives no platelet class.
    """
    match = _SPELLING.fullmatch(text.strip().translate(_HYPHENS))
    if match is None:
        raise Unreadable(_("write PAW as P3-x-Bβ, P3-Bβ or P3-NA-B"))
    platelets, middle, white, neutrophils = match.groups()
    recorded = None if middle == NOT_RECORDED else middle is not None
    return PawCode(int(platelets), recorded, white, _GREEK.get(neutrophils, neutrophils))


def platelet_band(prp: Decimal, baseline: Decimal) -> int:
    """1 to 4 from platelets in 10⁹/L: at or below the blood is 1, whatever the blood's count; then up to 750, 1,250.

    Exactly 1,250 is 3, as in most tables; one paper prints 4 from there.
    """
    if prp <= baseline:
        return 1
    return 2 if prp <= P3_ABOVE else 3 if prp <= P4_ABOVE else 4


def paw(
    prp_platelets: Decimal | None,
    baseline_platelets: Decimal | None,
    prp_white: Decimal | None,
    baseline_white: Decimal | None,
    prp_neutrophils: Decimal | None,
    baseline_neutrophils: Decimal | None,
    activator: str | None,
) -> Class:
    """The PAW class from counts in 10⁹/L of PRP and blood. Sources S61, S62, S63.

    Platelets and white cells must be known. Unknown activation is written `NA`; without neutrophils the Greek letter
    is left out and the words say so.
    """
    inputs = {
        _("PRP platelets"): prp_platelets,
        _("blood platelets"): baseline_platelets,
        _("PRP white cells"): prp_white,
        _("blood white cells"): baseline_white,
        _("PRP neutrophils"): prp_neutrophils,
        _("blood neutrophils"): baseline_neutrophils,
        _("activator"): activator_words(activator),
    }
    if prp_platelets is None or baseline_platelets is None or prp_white is None or baseline_white is None:
        return PAW.lacks(needs(inputs, *list(inputs)[:4]), inputs)
    neutrophils = None
    if prp_neutrophils is not None and baseline_neutrophils is not None:
        neutrophils = "α" if prp_neutrophils > baseline_neutrophils else "β"
    white = "A" if prp_white > baseline_white else "B"
    code = PawCode(platelet_band(prp_platelets, baseline_platelets), activated(activator), white, neutrophils)
    return PAW.gives(code.text(), _words(code), inputs)


def _words(code: PawCode) -> str:
    platelets = {
        1: _("platelets at or below the blood"),
        2: _("platelets above the blood, up to 750,000 /µL"),
        3: _("platelets above 750,000, up to 1,250,000 /µL"),
        4: _("platelets above 1,250,000 /µL"),
    }[code.platelets]
    activation = {
        None: _("activation not recorded"),
        True: _("activator added"),
        False: _("no activator added"),
    }[code.activated]
    white = _("white cells above the blood") if code.white == "A" else _("white cells at or below the blood")
    neutrophils = {
        None: _("neutrophils not measured"),
        "α": _("neutrophils above the blood"),
        "β": _("neutrophils at or below the blood"),
    }[code.neutrophils]
    return "; ".join((platelets, activation, white, neutrophils))
