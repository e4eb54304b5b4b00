import re
import subprocess
from datetime import UTC, datetime

import pytest

from charting.errors import Known
from charting.output.proof import read_back, says
from charting.output.rescue_log_paper import rescue_log_paper
from charting.output.wall_card import wall_card, write_wall_card
from charting.rescue import CardClinic, LogLine
from charting.rulebook import Broken

CLINIC = CardClinic("Larkfield Scalp Clinic", ("4 Sample Row", "Exampleton EX4 1AB"), "999", "ABC", practice=True)
NOW = datetime(2026, 11, 21, 14, 2, 11, tzinfo=UTC)


def text_of(pdf):
    (page,) = read_back(pdf)
    return page


def laid_out(pdf, folder):
    """The words as they stand on the page, by another program."""
    path = folder / "card.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("profile", ["UK", "US"])
@pytest.mark.parametrize("clinic", [CLINIC, CardClinic()])
def test_it_fits_one_page_and_says_that_nobody_confirmed_it(size, profile, clinic):
    text = text_of(wall_card(clinic, profile, size, printed=NOW))
    assert says(text, "Page 1 of 1")
    assert says(text, "Example, not confirmed.")
    assert says(text, "No patient data on this card.")
    assert says(text, "Association of Anaesthetists, QRH 3-10 (2023)")
    assert says(text, "US: ASRA 2020")
    assert says(text, "Methaemoglobinaemia")
    assert says(text, "Dial 999" if clinic is CLINIC else "Dial the emergency number")


def test_the_rows_are_those_of_the_specification(tmp_path):
    said = laid_out(wall_card(CLINIC), tmp_path)
    rows = {
        "45": "67.5 675 1,350 540 67.5 11.25 22.5 540",
        "70": "105 1,050 2,100 840 105 17.5 35 840",
        "75": "112.5 1,125 2,250 900 100 900",
        "100": "150 1,500 3,000 1,200 100 1,200",
    }
    for kg, figures in rows.items():
        wanted = r"^\s*" + kg + r"\s+" + r"\s+".join(map(re.escape, figures.split())) + r"\b"
        assert re.search(wanted, said, re.MULTILINE), kg
    assert "about 250 ml over 15 to 20 min" in " ".join(said.split()) or "about 250 ml" in said


def test_nothing_of_the_withdrawn_sheet_stands_on_it():
    text = text_of(wall_card(CLINIC))
    assert not re.search(r"\b1 min\b|one minute", text)
    assert says(text, "over 2 to 3 minutes")


def test_the_profile_decides_which_protocol_stands_first():
    for profile, first, second in (("UK", "ml/h", "ml/min"), ("US", "ml/min", "ml/h")):
        text = text_of(wall_card(CLINIC, profile))
        assert text.index(first) < text.index(second)


def test_without_rules_it_has_the_steps_and_says_that_numbers_are_off():
    text = text_of(wall_card(CLINIC, book=Broken("anaesthesia", "anaesthesia.toml, line 12: torn.")))
    assert says(text, "Numbers are off: anaesthesia.toml, line 12: torn.")
    assert says(text, "Call for help. Dial 999")
    assert not says(text, "1,050")


def test_the_same_card_gives_the_same_bytes_and_embeds_its_fonts(tmp_path):
    pdf = wall_card(CLINIC, printed=NOW)
    assert pdf == wall_card(CLINIC, printed=NOW)
    path = tmp_path / "card.pdf"
    path.write_bytes(pdf)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    assert "NotoSans" in fonts
    assert "Helvetica" not in fonts


def test_it_is_written_without_a_window_and_without_a_clinic(tmp_path):
    (path,) = write_wall_card(tmp_path / "new")
    assert path.name == "wall-card.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Known, match="Choose another folder"):
        write_wall_card(tmp_path / "file")


def test_the_log_on_paper_has_every_time_and_leaves_the_name_to_a_pen():
    lines = [LogLine(NOW, "Help called"), LogLine(NOW.replace(second=40), "Lipid, first dose", "105 mL of lipid 20 %")]
    text = text_of(rescue_log_paper(CLINIC, lines, printed=NOW))
    for said in ("14:02:11", "14:02:40", "Help called", "105 mL of lipid 20 %", "Patient", "Born"):
        assert says(text, said)


def test_a_log_longer_than_a_page_is_refused_in_words():
    with pytest.raises(Known, match="longer than a page"):
        rescue_log_paper(CLINIC, [LogLine(NOW, "Help called")] * 90, printed=NOW)
