"""The zones of the scalp, one list for anaesthesia, needling and PRP (clinical.md 5.5)."""

from charting.choices import Choice, Choices

ZONES = Choices(
    "zone",
    ("frontal_hairline", "Frontal hairline"),
    ("frontal_left", "Frontal left"),
    ("frontal_right", "Frontal right"),
    ("temporal_left", "Temporal left"),
    ("temporal_right", "Temporal right"),
    ("temple_recession_left", "Temple recession left"),
    ("temple_recession_right", "Temple recession right"),
    ("mid_scalp", "Mid-scalp"),
    ("vertex", "Vertex"),
    ("crown_whorl", "Crown whorl"),
    ("parietal_left", "Parietal left"),
    ("parietal_right", "Parietal right"),
    ("occipital", "Occipital"),
    ("occipital_donor", "Occipital donor area"),
    ("full_top", "Full top"),
    Choice("brows", "Brows", retired=True),
)
THIN_SKINNED = frozenset(
    {"frontal_hairline", "temporal_left", "temporal_right", "temple_recession_left", "temple_recession_right"}
)
