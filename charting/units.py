"""Units as objects: one label for screen and paper, one UCUM code for exports. A unit never changes in place."""

from dataclasses import dataclass
from decimal import Decimal

from charting.words import _, marked


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: `label` as read by people, `ucum` as read by machines; `one` is the label behind 1."""

    label: str
    ucum: str
    one: str = ""

    @property
    def words(self) -> str:
        """The label as it stands behind a value in the language here: `28 days`."""
        return _(self.label)

    def behind(self, value: Decimal) -> str:
        """The label as it stands behind this value: `1 day`, `28 days`."""
        return _(self.one) if self.one and value == 1 else self.words


MM = Unit("mm", "mm")
CM = Unit("cm", "cm")
UM = Unit("µm", "um")
CM2 = Unit("cm²", "cm2")
ML = Unit("mL", "mL")
ML_PER_CM2 = Unit("mL/cm²", "mL/cm2")
G = Unit("g", "g")
MG = Unit("mg", "mg")
MCG = Unit("mcg", "ug")
MG_PER_ML = Unit("mg/mL", "mg/mL")
MG_PER_KG = Unit("mg/kg", "mg/kg")
KG = Unit("kg", "kg")
KG_PER_M2 = Unit("kg/m²", "kg/m2")
PERCENT = Unit("%", "%")
MMHG = Unit("mmHg", "mm[Hg]")
PER_MINUTE = Unit("/min", "/min")
HZ = Unit("Hz", "Hz")
RPM = Unit("rpm", "{rpm}")
RCF = Unit("× g", "[g]")
CELSIUS = Unit("°C", "Cel")
MINUTES = Unit("min", "min")
HOURS = Unit("h", "h")
DAYS = Unit("days", "d", marked("day"))
MONTHS = Unit("months", "mo", marked("month"))
YEARS = Unit("years", "a", marked("year"))
GAUGE = Unit("G", "{gauge}")
CELLS_10E9_PER_L = Unit("×10⁹/L", "10*9/L")
CELLS_10E12_PER_L = Unit("×10¹²/L", "10*12/L")
G_PER_L = Unit("g/L", "g/L")
L_PER_L = Unit("L/L", "L/L")
UG_PER_L = Unit("µg/L", "ug/L")
MU_PER_L = Unit("mU/L", "mU/L")
NMOL_PER_L = Unit("nmol/L", "nmol/L")
MMOL_PER_MOL = Unit("mmol/mol", "mmol/mol")
PER_CM2 = Unit("/cm²", "/cm2")
BILLION = Unit("billion", "10*9")
BILLION_PER_CM2 = Unit("billion/cm²", "10*9/cm2")
TIMES = Unit("×", "1")
TO_ONE = Unit(": 1", "1")
MILLIJOULE = Unit("mJ", "mJ")
MILLISECONDS = Unit("ms", "ms")
GRADE = Unit("of 10", "{score}")
HAIRS = Unit("hairs", "{hairs}")
MG_PER_DAY = Unit("mg/day", "mg/d")
PUNCTURES_PER_MINUTE = Unit("/min", "/min")


@dataclass(frozen=True, slots=True)
class EntryUnit:
    """Another unit a person may type, with the factor that turns it into the column's own unit."""

    labels: tuple[str, ...]
    factor: str
