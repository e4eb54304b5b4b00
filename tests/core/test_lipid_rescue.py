import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.emergency_text import CARDS, emergency_text
from charting.errors import Known
from charting.rulebook import rulebook
from charting.rules.lipid_rescue import ASRA, ASSOCIATION, asra_dose, association_dose, card_rows, protocol_of
from charting.text_files import TEXTS

D = Decimal
BOOK = rulebook()


@pytest.mark.parametrize(
    ("kg", "bolus", "per_h", "per_min", "doubled", "cap", "asra"),
    [
        ("45", "67.5", "675", "11.25", "1350", "540", "67.5"),
        ("50", "75.0", "750", "12.5", "1500", "600", "75"),
        ("60", "90.0", "900", "15.0", "1800", "720", "90"),
        ("70", "105.0", "1050", "17.5", "2100", "840", "105"),
        ("75", "112.5", "1125", "18.75", "2250", "900", "100"),
        ("90", "135.0", "1350", "22.5", "2700", "1080", "100"),
        ("100", "150.0", "1500", "25.0", "3000", "1200", "100"),
    ],
)
def test_the_table_and_l08(kg, bolus, per_h, per_min, doubled, cap, asra):
    dose = association_dose(D(kg), BOOK)
    found = (dose.bolus_ml, dose.infusion_ml_per_h, dose.infusion_ml_per_min, dose.doubled_ml_per_h, dose.cap_ml)
    assert found == tuple(map(D, (bolus, per_h, per_min, doubled, cap)))
    assert asra_dose(D(kg), BOOK).bolus_ml == D(asra)


def test_asra_up_to_and_above_seventy():
    at, above = asra_dose(D(70), BOOK), asra_dose(D("70.1"), BOOK)
    assert (at.infusion_ml_per_min, at.infusion_ml) == (D("17.5"), None)
    assert (above.bolus_ml, above.infusion_ml, above.infusion_ml_per_h) == (100, 250, None)
    assert "syringe pump" in " ".join(asra_dose(D("39.9"), BOOK).notes)
    assert "syringe pump" not in " ".join(asra_dose(D(40), BOOK).notes)


def test_a_heavy_person_shows_both_weights():
    dose = asra_dose(D(130), BOOK)
    assert dose.bolus_ml == 100
    assert dose.weight_used == "130 kg, the first dose as for 100 kg"
    assert association_dose(D(130), BOOK).bolus_ml == 195


def test_at_most_three_doses_and_little_adrenaline():
    assert association_dose(D(70), BOOK).boluses == 3
    assert association_dose(D(70), BOOK).arrest_adrenaline_mcg == 70


def test_the_wall_card_has_its_rows_and_the_profile_its_protocol():
    assert [row[0].weight_kg for row in card_rows(BOOK)] == [45, 50, 55, 60, 65, 70, 75, 80, 90, 100]
    assert (protocol_of("UK"), protocol_of("US")) == (ASSOCIATION, ASRA)


@pytest.mark.parametrize("protocol", [association_dose, asra_dose])
def test_no_weight_no_dose(protocol):
    with pytest.raises(ValueError):
        protocol(D(0), BOOK)


@given(st.decimals(20, 300, places=1))
def test_the_cap_is_never_passed_by_the_doses_and_hour_and_minute_agree(kg):
    dose = association_dose(kg, BOOK)
    assert dose.bolus_ml * dose.boluses <= dose.cap_ml
    assert abs(dose.infusion_ml_per_min * 60 - dose.infusion_ml_per_h) < D("1e-20")
    assert dose.bolus_ml <= D("1.5") * kg
    assert asra_dose(kg, BOOK).bolus_ml <= 105


def test_every_card_has_steps_for_both_protocols():
    text = emergency_text()
    assert tuple(card.id for card in text.cards) == CARDS
    for card in text.cards:
        for protocol in (ASSOCIATION, ASRA):
            ids = [step.id for step in card.steps_of(protocol)]
            assert len(ids) == len(set(ids)) >= 5
    assert set(text.protocols) == {ASSOCIATION, ASRA}
    assert "propofol is not a substitute for lipid" in text.footer
    assert text.card("faint").steps[-1].filled("999").endswith("**Dial 999.**")


def test_nothing_of_the_withdrawn_sheet_stands_on_the_card():
    raw = (TEXTS / "en" / "emergency.toml").read_text(encoding="utf-8")
    assert not re.search(r"over 1 min|1 min\b(?! *utes)|one minute", raw)
    assert "over 2 to 3 minutes" in emergency_text().card("last").steps_of(ASSOCIATION)[4].text


def test_no_number_of_the_rules_is_written_into_the_text_instead_of_worked_out():
    raw = (TEXTS / "en" / "emergency.toml").read_text(encoding="utf-8")
    assert not re.search(r"\b(?:1\.5|0\.25|15|30|12|840|250) ?m[lL]", raw)


def test_a_mistake_in_the_card_is_named(tmp_path):
    folder = tmp_path / "en"
    folder.mkdir()
    raw = (TEXTS / "en" / "emergency.toml").read_text(encoding="utf-8")
    (folder / "emergency.toml").write_text(raw.replace('["asra"]', '["moon"]', 1), encoding="utf-8")
    with pytest.raises(Known, match="moon"):
        emergency_text(folder=tmp_path)
