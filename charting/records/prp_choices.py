"""Choices of the PRP preparation sheet (clinical.md 6.2)."""

from charting.choices import Choices

ANTICOAGULANTS = Choices(
    "anticoagulant",
    ("acd_a", "ACD-A"),
    ("sodium_citrate_3_2", "Sodium citrate 3.2 %"),
    ("sodium_citrate_3_8", "Sodium citrate 3.8 %"),
    ("sodium_citrate_3_13", "Sodium citrate 3.13 %"),
    ("cpda", "CPDA"),
    ("none", "None (PRF)"),
    ("edta", "EDTA"),
    ("heparin", "Heparin"),
)
ROTORS = Choices("rotor_type", ("swing_out", "Swing-out"), ("fixed_angle", "Fixed angle"))
RADIUS_TO = Choices("radius_to", ("r_max", "Tube bottom (r max)"), ("r_avg", "Tube middle (r avg)"))
METHODS = Choices("preparation_method", ("handmade", "By hand"), ("machine", "By machine"))
SAMPLES = Choices(
    "baseline_sample",
    ("edta_fresh", "Fresh EDTA"),
    ("from_citrated_bag", "Citrated blood"),
    ("external_lab", "Outside lab"),
    ("poc_analyser", "Own analyser"),
)
COUNTINGS = Choices(
    "prp_count_method",
    ("analyser_direct", "Analyser, direct"),
    ("analyser_diluted", "Analyser, diluted"),
    ("manual", "By eye"),
    ("not_measured", "Not measured"),
)
APPEARANCES = Choices(
    "appearance",
    ("straw_clear", "Straw, clear"),
    ("straw_turbid", "Straw, turbid"),
    ("pink", "Pink"),
    ("red", "Red"),
    ("green", "Green"),
    ("lipaemic", "Lipaemic"),
    ("clotted", "Clotted"),
    ("fibrin", "Fibrin"),
)
ACTIVATORS = Choices(
    "activator",
    ("none", "None"),
    ("cacl2_10", "Calcium chloride 10 %"),
    ("ca_gluconate_10", "Calcium gluconate 10 %"),
    ("autologous_thrombin", "Autologous thrombin"),
    ("bovine_thrombin", "Bovine thrombin"),
    ("other", "Other"),
)
