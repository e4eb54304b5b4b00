"""Paper of amended, replaced, voided, moved and late visits, read back with another program."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from charting.actions.amend import begin_amendment
from charting.actions.marks import move, void
from charting.actions.withdraw import withdraw_consent
from charting.output.answers import answer_words
from charting.output.documents import build, gather, info_for
from charting.output.proof import PaperFault, prove
from charting.output.runs import runs
from charting.output.standing import standing_of
from charting.records.needled_zone import NeedledZone
from tests.core.versions import CONTEXT, NOW, REASON, STROKES, new_clinic, new_course, owner, plain_visit, proven, sign

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
LATER = NOW + timedelta(days=1)
WRONG = "The patient never came that day"


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    made = new_clinic(tmp_path_factory.mktemp("paper"))
    yield made
    made.close()


def signed_visit(chart, patch):
    visit = plain_visit(chart, new_course(chart), "MN")
    visit.note, visit.assistant = "Tolerated well", "Kim Muster"
    visit.consent.signatures[0].signed_at, visit.consent.signatures[0].strokes = NOW, STROKES
    visit.needling.zones.append(NeedledZone(zone="vertex", depth_mm=Decimal(1), passes=Decimal(4), position=0))
    sign(chart, visit, patch)
    return visit


@pytest.fixture(scope="module")
def versions(chart, patch):
    """Three versions of one visit, all signed."""
    first = signed_visit(chart, patch)
    second = begin_amendment(chart, first, REASON, owner(chart), NOW)
    second.needling.zones[0].depth_mm, second.assistant = Decimal("1.25"), None
    second.needling.zones.append(NeedledZone(zone="mid_scalp", depth_mm=Decimal("0.5"), passes=Decimal(4), position=7))
    sign(chart, second, patch, LATER)
    third = begin_amendment(chart, second, "Kim Muster helped after all", owner(chart), LATER)
    third.assistant, third.needling.zones[0].depth_mm = "Kim Muster", Decimal("1.5")
    sign(chart, third, patch, LATER)
    return first, second, third


def read(chart, visit, kind="chart_summary"):
    """The words of each page, as poppler reads them, with single spaces."""
    pdf = build(kind, gather(visit, chart.clinic(), LATER, "Dr Rowan Sample", chart.seal()))
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return [re.sub(r"\s+", " ", page) for page in made.stdout.decode().split("\f") if page.strip()]


def test_a_version_tells_every_change_who_when_and_why(chart, versions):
    pages = read(chart, versions[2])
    said = " ".join(pages)
    assert all("Version 3" in page for page in pages)
    assert "Version 1 was signed 21-Nov-2026 14:02 by Dr Rowan Sample, MBBS, GMC 0000000." in said
    assert f"Version 2, signed 22-Nov-2026 14:02 by Dr Rowan Sample, MBBS, GMC 0000000. Reason: {REASON}" in said
    assert "Version 3, signed 22-Nov-2026 14:02" in said
    assert re.search(r"A1 Assistant Kim Muster taken out", said)
    assert re.search(r"A2 Depth 1 mm 1\.25 mm", said)
    assert re.search(r"A3 Zone nothing Zone Mid-scalp, Depth 0\.5 mm", said)
    assert re.search(r"A4 Assistant nothing Kim Muster", said)
    assert re.search(r"A5 Depth 1\.25 mm 1\.5 mm", said)
    assert "Kim Muster Kim Muster [A1, A4]" in said
    assert re.search(r"Vertex 1 1\.5 ", said)
    assert "[A2, A5]" in said


def test_what_stood_before_is_struck_through(chart, versions):
    paper = gather(versions[2], chart.clinic(), LATER, "x")
    assistant = paper.visit.answer("assistant")
    assert (assistant.was, assistant.reference) == ("Kim Muster", "A1,\u00a0A4")
    depth = next(cell for cell in paper.sheet("needling").table("zones").rows[0] if cell.name == "depth_mm")
    assert (depth.was, depth.value, depth.reference) == ("1", "1.5", "A2,\u00a0A5")
    struck = [run.text for run in runs(answer_words(depth)) if run.struck]
    assert struck == ["1"]


@pytest.mark.parametrize(("at", "words"), [(0, "Replaced by version 2 signed 22-Nov-2026 14:02"), (1, "version 3")])
def test_every_paper_of_a_replaced_version_says_so_on_every_page(chart, versions, at, words):
    kinds = ("chart_summary", "consent", "aftercare") if at == 0 else ("aftercare",)
    for kind in kinds:
        pages = read(chart, versions[at], kind)
        assert all(words in page for page in pages), kind


def test_void_stands_across_every_page_with_the_reason(chart, patch):
    visit = signed_visit(chart, patch)
    void(chart, visit, WRONG, proven(chart), LATER)
    for kind in ("chart_summary", "consent", "aftercare"):
        paper = gather(visit, chart.clinic(), LATER, "x")
        assert (paper.standing.across, paper.standing.stamp) == ("VOID", "VOID")
        pdf = build(kind, paper)
        plain = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
        pages = [page for page in plain.stdout.decode().split("\f") if page.strip()]
        for page in pages:
            assert re.sub(r"\s", "", page).count("VOID") >= 2, kind
            assert f"Voided 22-Nov-2026 14:02: {WRONG}" in re.sub(r"\s+", " ", page), kind
    assert "Tolerated well" in " ".join(read(chart, visit))


def test_a_moved_visit_says_so_in_both_charts_and_neither_names_the_other(chart, patch):
    visit = signed_visit(chart, patch)
    draft = move(chart, visit, new_course(chart, "Rightful", "MN"), WRONG, proven(chart), LATER)
    old, new = (" ".join(read(chart, one)) for one in (visit, draft))
    assert "MOVED to another patient’s chart" in old
    assert "Moved here from another patient’s chart" in new
    assert "It has to be read with this patient and signed again." in new
    assert "RIGHTFUL" not in old
    assert "SAMPLE" not in new


def test_a_late_entry_says_how_late_and_why(chart, patch):
    visit = plain_visit(chart, new_course(chart), "MN")
    visit.late_reason = "The power was off until the evening"
    sign(chart, visit, patch, NOW + timedelta(hours=31))
    said = " ".join(read(chart, visit))
    assert "Late entry: signed 31 h after the procedure ended. Reason: The power was off until the evening" in said


def test_a_withdrawn_consent_is_told_first(chart, patch):
    visit = signed_visit(chart, patch)
    withdraw_consent(chart, visit.consent, "Sample, Ada", "No more needling", owner(chart), "", LATER)
    [first, *_rest] = read(chart, visit)
    assert "Consent withdrawn 22-Nov-2026 14:02: No more needling" in first


def test_a_first_version_in_force_says_nothing_of_versions(chart, patch):
    visit = signed_visit(chart, patch)
    standing, inline = standing_of(visit, CONTEXT)
    assert (standing.stamp, standing.across, standing.notes, standing.versions, inline) == ("", "", (), (), {})


def test_a_page_without_its_stamp_is_refused(chart, versions):
    paper = gather(versions[0], chart.clinic(), LATER, "x")
    info = info_for("aftercare", paper)
    pdf = build("aftercare", replace(paper, standing=replace(paper.standing, stamp="")))
    with pytest.raises(PaperFault, match="lacks the state of the record"):
        prove(pdf, info, [])
