"""The kinds of hair loss a patient may have; what each means for treatment is in the catalogue (clinical.md 1.2)."""

from charting.choices import Choices

DIAGNOSES = Choices(
    "hair_diagnosis",
    ("AGA_M", "Androgenetic alopecia, male pattern"),
    ("FPHL", "Female pattern hair loss"),
    ("AA_patchy", "Alopecia areata, patchy"),
    ("AA_totalis", "Alopecia areata totalis"),
    ("AA_universalis", "Alopecia areata universalis"),
    ("AA_ophiasis", "Alopecia areata, ophiasis"),
    ("TE_acute", "Telogen effluvium, acute"),
    ("TE_chronic", "Telogen effluvium, chronic"),
    ("AE", "Anagen effluvium"),
    ("TRACTION", "Traction alopecia"),
    ("TTM", "Trichotillomania"),
    ("LPP", "Lichen planopilaris"),
    ("FFA", "Frontal fibrosing alopecia"),
    ("CCCA", "Central centrifugal cicatricial alopecia"),
    ("DLE", "Discoid lupus erythematosus"),
    ("FOLL_DECALVANS", "Folliculitis decalvans"),
    ("DISSECTING_CELL", "Dissecting cellulitis"),
    ("AKN", "Acne keloidalis nuchae"),
    ("SCAR_2ARY", "Scar after burn, surgery or radiation"),
    ("TINEA_CAPITIS", "Tinea capitis"),
    ("SYPHILITIC", "Syphilitic alopecia"),
    ("HT_ADJUNCT", "Adjunct after hair transplant"),
    ("OTHER", "Other"),
    ("UNDIAGNOSED", "Undiagnosed"),
)
RED_FLAGS = Choices(
    "red_flag",
    ("pain_burning", "Scalp pain or burning"),
    ("pustules", "Pustules"),
    ("lost_openings", "Loss of follicular openings"),
    ("brow_loss", "Eyebrow loss"),
    ("rapid_patchy", "Rapid patchy loss"),
    ("systemic", "Systemic symptoms"),
    ("virilisation", "Virilisation in a woman"),
    ("child", "Child under 16"),
    ("none_seen", "None seen"),
)
