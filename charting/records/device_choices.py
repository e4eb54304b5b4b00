"""Choices of the needling sheet (clinical.md 5.2)."""

from charting.choices import Choices

DEVICE_TYPES = Choices(
    "device_type",
    ("electric_pen", "Electric pen"),
    ("roller", "Roller"),
    ("stamp", "Stamp"),
    ("rf_mn", "RF microneedling"),
)
GLIDES = Choices(
    "glide",
    ("serum_none", "None"),
    ("saline", "Saline"),
    ("prp", "PRP"),
    ("sterile_gel", "Sterile gel"),
    ("cosmetic_serum", "Cosmetic serum"),
    ("minoxidil", "Minoxidil"),
    ("retinoic_acid", "Retinoic acid"),
    ("vitamin_c", "Vitamin C"),
)
SKIN_PREPS = Choices(
    "skin_prep",
    ("chlorhexidine_2pct_alcohol", "Chlorhexidine 2 % in alcohol"),
    ("povidone_iodine", "Povidone-iodine"),
    ("alcohol_70", "Alcohol 70 %"),
    ("other", "Other"),
)
HAIR_PREPS = Choices("hair_prep", ("washed", "Washed"), ("clipped", "Clipped"), ("parted", "Parted"), ("tied", "Tied"))
