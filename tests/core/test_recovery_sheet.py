"""The recovery key on paper: one page that says the whole key, group by group, and nothing of any patient."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from charting.output.proof import read_back, says
from charting.output.recovery_sheet import recovery_sheet
from charting.rescue import CardClinic
from charting.store.recovery_key import new_recovery_key, secret_of

MADE = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def key():
    return new_recovery_key()


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_it_is_one_page_and_says_every_group_with_its_number(key, size):
    pages = read_back(recovery_sheet(CardClinic(name="Sample Hair Clinic"), key.groups, MADE, size))
    assert len(pages) == 1
    for number, group in enumerate(key.groups, start=1):
        assert says(pages[0], f"{number} {group}")
    assert says(pages[0], "Sample Hair Clinic")
    assert says(pages[0], "Made 21-Nov-2026 14:02")


def test_what_is_read_off_the_paper_opens_what_the_screen_showed(key):
    page = read_back(recovery_sheet(CardClinic(), key.groups, MADE))[0]
    read = "".join(group for group in page.split() if group in key.groups)
    assert secret_of(read) == secret_of(key.text)


def test_its_file_does_not_name_the_key_outside_the_page(key):
    pdf = recovery_sheet(CardClinic(name="Sample Hair Clinic"), key.groups, MADE)
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(document.get_metadata_dict().values())
    document.close()
    assert not [group for group in key.groups if group in said]


def test_a_practice_clinic_says_so(key):
    page = read_back(recovery_sheet(CardClinic(name="Sample", practice=True), key.groups, MADE))[0]
    assert says(page, "Practice record")
