"""How complete a chart reports its PRP, after the idea of MIBO (Murray 2017; clinical.md 6.5 H).

The fields are our own: the official 23 statements were not read, so nothing is ever counted out of 23.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from charting.words import _

SYSTEM, VERSION = "MIBO-PRP", "Murray 2017, own field list"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to report: its lasting code, its category, its words."""

    code: str
    category: str
    label: str


@dataclass(frozen=True, slots=True)
class Share:
    """What is filled of what is asked, in one category or all; `lacking` are the words of what is not filled."""

    category: str
    filled: int
    asked: int
    lacking: tuple[str, ...]

    def words(self) -> str:
        """`4 of 7`."""
        return _("{filled} of {asked}").format(filled=self.filled, asked=self.asked)


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share of each category and of all; `label` must stand beside it wherever it is shown."""

    label: str
    total: Share
    categories: tuple[Share, ...]


_ITEMS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Patient",
        (
            ("age", "Age"),
            ("sex", "Sex at birth"),
            ("bmi", "Weight and height"),
            ("comorbidity", "Other illnesses"),
            ("medicines", "Medicines"),
            ("painkillers", "Painkillers and drugs that act on platelets"),
        ),
    ),
    (
        "Condition",
        (
            ("diagnosis", "Diagnosis"),
            ("grade", "Grade on a scale"),
            ("duration", "Duration"),
            ("treated_before", "Earlier treatment"),
        ),
    ),
    (
        "Whole blood",
        (
            ("draw_volume", "Blood drawn"),
            ("anticoagulant", "Anticoagulant"),
            ("anticoagulant_ratio", "Blood to anticoagulant"),
            ("storage", "Kept until use"),
            ("blood_platelets", "Blood platelets"),
            ("blood_white", "Blood white cells"),
            ("blood_neutrophils", "Blood neutrophils"),
            ("blood_red", "Blood red cells"),
        ),
    ),
    (
        "Processing",
        (
            ("kit", "Kit or method"),
            ("spins", "Number of spins"),
            ("speed", "Speed or force"),
            ("spin_time", "Time of each spin"),
            ("temperature", "Temperature"),
            ("radius", "Rotor radius"),
        ),
    ),
    (
        "PRP",
        (
            ("prp_volume", "PRP volume"),
            ("prp_platelets", "PRP platelets"),
            ("prp_white", "PRP white cells"),
            ("prp_neutrophils", "PRP neutrophils"),
            ("prp_red", "PRP red cells"),
            ("concentration", "Concentration factor"),
            ("time_to_use", "Time to use"),
        ),
    ),
    (
        "Activation",
        (
            ("activator", "Activator, or none"),
            ("activator_strength", "Concentration of the activator"),
            ("activator_volume", "Volume of the activator"),
        ),
    ),
    (
        "Delivery",
        (
            ("given_volume", "Volume given"),
            ("site", "Zones"),
            ("gauge", "Needle gauge"),
            ("points", "Number of points"),
            ("anaesthetic", "Anaesthesia"),
            ("guidance", "Technique or guidance"),
        ),
    ),
    ("Course", (("sessions", "Number of sessions"), ("interval", "Interval between sessions"))),
    (
        "Aftercare",
        (("activity", "Activity after treatment"), ("medicine_limits", "Medicines to avoid afterwards")),
    ),
    (
        "Outcome",
        (
            ("measures", "Outcome measures"),
            ("timing", "When they were taken"),
            ("adverse_events", "Adverse events, or none"),
        ),
    ),
)


def items() -> tuple[Item, ...]:
    """Every item in the order of the categories; growth factors are optional and not among them."""
    return tuple(Item(code, _(category), _(label)) for category, rows in _ITEMS for code, label in rows)


def completeness(answered: Mapping[str, bool | None]) -> Completeness:
    """Filled of asked, from the codes of items: True is answered, None does not apply here and is not asked.

    A code left out is asked and not filled. Raises KeyError for a code that is no item, so that a slip in a name
    cannot hide a gap.
    """
    known = items()
    for code in answered.keys() - {item.code for item in known}:
        raise KeyError(code)
    by_category: dict[str, list[Item]] = {}
    for item in known:
        by_category.setdefault(item.category, []).append(item)
    categories = tuple(_share(category, group, answered) for category, group in by_category.items())
    label = _("MIBO-style completeness (own field list, not the official checklist)")
    return Completeness(label, _share(_("All"), known, answered), categories)


def _share(category: str, group: tuple[Item, ...] | list[Item], answered: Mapping[str, bool | None]) -> Share:
    asked = [item for item in group if answered.get(item.code, False) is not None]
    lacking = tuple(item.label for item in asked if not answered.get(item.code, False))
    return Share(category, len(asked) - len(lacking), len(asked), lacking)
