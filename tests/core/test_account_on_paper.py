"""The course of the visit on paper: made from the answers, or the edited wording, which says that it was edited."""

import re
import shutil
import subprocess
from decimal import Decimal

import pytest

from charting.output.documents import build, gather
from charting.records.account import account_of, wording_is_behind, wording_of
from charting.records.needled_zone import NeedledZone
from tests.core.versions import NOW, new_clinic, new_course, plain_visit

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")
OWN = "She sat up once.\nWe went on after a pause, as she wished."


@pytest.fixture
def chart(tmp_path):
    made = new_clinic(tmp_path / "clinic")
    yield made
    made.close()


@pytest.fixture
def visit(chart):
    visit = plain_visit(chart, new_course(chart), "MN")
    visit.needling.zones.append(NeedledZone(zone="vertex", depth_mm=Decimal(1), passes=Decimal(4), position=0))
    return visit


def read(chart, visit):
    """The words of the summary, as poppler reads them, with single spaces."""
    pdf = build("chart_summary", gather(visit, chart.clinic(), NOW, "Dr Rowan Sample"))
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", made.stdout.decode())


def test_the_sentences_made_from_the_answers_are_printed(chart, visit):
    words = read(chart, visit)
    assert "Course of the visit made from the answers" in words
    assert "Vertex: 1 mm, passes 4" in words
    assert "Course of the visit in words" not in words


def test_an_edited_wording_is_printed_instead_and_says_so(chart, visit):
    visit.prose, visit.prose_of = OWN, account_of(visit)
    words = read(chart, visit)
    assert "Course of the visit edited by hand; the answers stand as recorded" in words
    assert "She sat up once. We went on after a pause, as she wished." in words
    assert "Vertex: 1 mm, passes 4" not in words
    assert words.count("We went on after a pause") == 1


def test_a_change_of_answers_after_the_edit_is_noticed(chart, visit):
    assert wording_of(visit) == account_of(visit)
    visit.prose, visit.prose_of = OWN, account_of(visit)
    assert wording_of(visit) == OWN
    assert not wording_is_behind(visit)
    visit.needling.zones[0].depth_mm = Decimal("1.5")
    assert wording_is_behind(visit)
    visit.prose = None
    assert not wording_is_behind(visit)
