"""Patient texts: read whole, easy to read, and free of the procedure sheets' false sentences."""

import re
from datetime import UTC, datetime

import pytest

from charting.errors import Known
from charting.fields import fields_of, line_model, lines_of
from charting.records import sheets
from charting.records.consent import PROCEDURES
from charting.records.photo_consent import SCOPES
from charting.risks import risk_table
from charting.rules.aftercare_dates import day_words
from charting.text_files import RESOURCES, TEXTS, blanks_in, fill, strong_parts
from charting.text_markdown import read
from charting.texts import (
    AFTERCARE_BLANKS,
    aftercare_text,
    consent_text,
    evidence_text,
    forbidden_in,
    photo_consent_text,
)

FINISHED = datetime(2026, 11, 20, 11, 15, tzinfo=UTC)
FILES = [
    *sorted(TEXTS.glob("*/*.md")),
    *sorted((TEXTS / "en").glob("*.toml")),
    *(RESOURCES / "catalogue" / name for name in ("risks.toml", "studies.toml")),
]
ENGLISH = sorted((TEXTS / "en").glob("*.md"))


def all_prose():
    """Every sentence for patients in English, but for the evidence statement, which is printed as it is."""
    found = []
    for path in ENGLISH:
        source, _problems = read(path.read_text(encoding="utf-8"))
        found += [(path.name, text) for _line, text in source.texts() if text != evidence_text().statement]
    return found


def sentences(text):
    return [s for s in re.split(r"(?<=[.!?:])\s+", text.replace("**", "")) if s.strip()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_holds_what_patients_must_not_read(path):
    assert forbidden_in(path.read_text(encoding="utf-8")) == []


def test_no_printed_label_holds_it_either():
    for sheet in sheets.SHEETS:
        for model in (sheet, *(line_model(sheet, name) for name in lines_of(sheet))):
            for declared in fields_of(model).values():
                choices = " ".join(choice.label for choice in getattr(declared, "choices", ()))
                assert forbidden_in(f"{declared.label} {declared.help} {choices}") == [], declared.name


@pytest.mark.parametrize(
    "sentence",
    [
        "doi:10.4103/0974-2077.123450",
        "doi:10.4103/ijt.ijt_78_18",
        "J Cutan Aesthet Surg. 2013;6(4): 185–188.",
        "Journal of Cutaneous and Aesthetic Surgery in 2013",
        "Int J Trichology. 2019;11(4): 153–157",
        "the base line hair count changed with 91 hairs/cm2",
        "We recommend using Microneedling in combination with Platelet Rich Plasma",
        "the addition of PRP to the treatment is really very easy",
        "you’ll not feel any\n discomfort",
        "There really is not downtime",
        "Some patients may experience tenderness or tightness in the scalp",
        "then paracetamol is usually sufficient",
        "activates stem cells in the bulge area",
        "B catenin, Wnt3a and Wnt10b",
        "increase the release of epidermal growth factors",
        "regrow hair from dormant follicles",
        "can also be done at home using a dermaroller or a dermapen",
        "a cost-effective and convenient way",
        "microneedling also enhances the absorption of topical medications",
        "stimulating the healing response and promoting hair growth",
        "There is limited scientific evidence",
        "Used for: Male Pattern Baldness Education Research Commitment",
    ],
)
def test_each_sentence_of_the_procedure_sheets_is_caught(sentence):
    assert forbidden_in(sentence)


def test_sentences_are_short():
    long = [
        (file, sentence) for file, text in all_prose() for sentence in sentences(text) if len(sentence.split()) > 20
    ]
    assert long == []


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.name)
def test_sentences_have_about_twelve_words_or_fewer(path):
    found = [len(s.split()) for name, text in all_prose() if name == path.name for s in sentences(text)]
    assert sum(found) / len(found) <= 12


def test_no_signs_stand_for_words():
    assert [(file, text) for file, text in all_prose() if re.search(r"[<>±&@≥≤]|/day", text)] == []


def test_the_evidence_statement_stands_word_for_word():
    statement = evidence_text().statement
    assert statement.startswith("Studies suggest that needling together with minoxidil lotion can give more hair")
    assert "Adding PRP to needling has not clearly been shown to add benefit." in statement
    assert statement.endswith("Other treatments exist and no treatment is an option.")
    assert {c.doi for c in evidence_text().citations} >= {"10.4103/0974-7753.114700", "10.4103/0019-5154.156361"}


def test_conditions_name_real_procedures_and_scopes():
    consent = consent_text()
    passages = [p for s in consent.sections for p in (*s.passages, *(c.passage for c in s.callouts))]
    passages += [*consent.statements, *aftercare_text().today, *(r.passage for r in risk_table().risks)]
    assert {code for p in passages for code in p.procedures} <= {choice.code for choice in PROCEDURES}
    assert [use.scope for use in photo_consent_text().uses] == [choice.code for choice in SCOPES]


def test_the_sheet_after_needling_alone_says_nothing_of_blood_or_platelets():
    sheet = aftercare_text()
    texts = [p.text for p in (*sheet.today, *sheet.normal, *sheet.next) if p.fits("MN")]
    texts += [p.text for p in sheet.pain_passages("full", "MN", ())]
    texts += [sign.text for flags in sheet.red_flags for sign in flags.signs if sign.fits("MN")]
    assert not re.search(r"PRP|platelet|ibuprofen|aspirin|\barm\b", " ".join(texts), re.IGNORECASE)


def test_allergies_change_the_words():
    sheet = aftercare_text()
    today = " ".join(p.text for p in sheet.today if p.fits("M_PRP", (), ["Chlorhexidine (rash)", "Minoxidil"]))
    assert "chlorhexidine: you are allergic" in today
    assert "minoxidil" not in today
    asked = " ".join(p.text for p in sheet.pain_passages("ask", "M_PRP", ["paracetamol", "aspirin"]))
    assert "Ask us before you take anything for pain" in asked
    assert "aspirin" not in asked
    assert "paracetamol" not in asked


def test_every_name_in_the_aftercare_sheet_can_be_filled():
    values = {**day_words(FINISHED), **dict.fromkeys(AFTERCARE_BLANKS - set(day_words(FINISHED)), "x")}
    assert set(values) == AFTERCARE_BLANKS
    for row in aftercare_text().restarts:
        assert not blanks_in(fill(row.text, values))


def test_risks_stand_under_their_word_and_only_where_they_concern():
    expected = risk_table().rows("expected", "MN", ())
    assert [frequency.code for frequency, _texts in expected] == ["very_common", "common", "uncommon"]
    serious = risk_table().rows("serious", "MN", ())
    assert "blood draw" not in str(expected + serious)
    assert "Radiofrequency" not in str(serious)
    assert "Radiofrequency" in str(risk_table().rows("serious", "MN", (), "rf_mn"))
    assert "Fainting" in str(risk_table().rows("expected", "M_PRP", ("blood_draw",)))


def test_other_choices_fit_the_person():
    consent = consent_text()
    women = [a.choice for a in consent.alternatives_for("M_PRP", "female")]
    assert "Spironolactone tablets" in women
    assert "Finasteride or dutasteride tablets" not in women
    assert len(consent.alternatives_for("M_PRP", None)) == len(women) + 1


def test_strong_words_are_cut_out():
    assert strong_parts("Take **two** now.") == (("Take ", False), ("two", True), (" now.", False))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("version: 1.0", "version: one"), "line 1"),
        (("[after 24 hours]", "[after -1 hours]"), "-1 hours"),
        (("[only M_PRP, PRP_only]", "[only MPRP]"), "MPRP"),
        (("{in_48_hours}", "{in_40_hours}"), "in_40_hours"),
        (("## If it hurts {#pain}", "## If it hurts"), "no name"),
        (("{#touch}", "{#touch"), "line"),
    ],
)
def test_a_mistake_in_a_text_is_named(tmp_path, change, named):
    text = (TEXTS / "en" / "aftercare.md").read_text(encoding="utf-8").replace(*change, 1)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "aftercare.md").write_text(text, encoding="utf-8")
    with pytest.raises(Known, match=r"aftercare\.md") as refused:
        aftercare_text("en", tmp_path)
    assert named in str(refused.value)


def test_a_missing_language_is_told_in_one_sentence(tmp_path):
    with pytest.raises(Known, match="cannot be read"):
        consent_text("xx", tmp_path)
