"""A visit changed past Rootline with the right key is nowhere said to be signed: no paper, no seal and no copy does."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from charting.actions.carry_forward import to_copy
from charting.actions.carry_source import source_of
from charting.actions.paper_check import ALTERED, GENUINE, check_bytes
from charting.actions.paper_keys import certificates, paper_key
from charting.output.chart_json import state_of
from charting.output.declared import Audience
from charting.output.documents import DOCUMENTS, build, gather, why_not
from charting.output.further_facts import LabelWish
from charting.output.proof import read_back, says
from charting.output.sealed import build_sealed
from charting.practice.clinic import PASSWORD, complete_visit, open_practice
from charting.records.course import Course
from charting.records.glove_needling import last_time
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.signed import altered_before, altered_words, is_altered
from charting.records.visit import Visit
from charting.store.backup import Source
from charting.store.chart_session import KEYS, ChartSession
from charting.store.keys import unwrap_key
from tests.core.test_verify import spoil

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)
OUTSIDE = {"doctor_letter", "labels", "labels_roll"}
"""What leaves for others, or has no room for the words: not printed at all."""


def newest_needlings(chart: ChartSession) -> list[Visit]:
    """The signed needlings of the patient with the longest story, newest first."""
    wanted = sa.select(Visit).where(Visit.kind == "MN", Visit.signed_at.is_not(None)).order_by(Visit.opened_at.desc())
    signed = [visit for visit in chart.orm.scalars(wanted) if visit.in_force]
    patients = [visit.course.patient for visit in signed]
    longest = max(patients, key=patients.count)
    return [visit for visit in signed if visit.course.patient is longest]


@pytest.fixture(scope="module")
def chart(tmp_path_factory):
    """The practice clinic with one depth of its complete visit and one of a needling changed past Rootline."""
    folder = tmp_path_factory.mktemp("altered") / "practice"
    made = open_practice(folder, NOW)
    paper_key(made, NOW)
    visits = [complete_visit(made).id, newest_needlings(made)[0].id]
    made.close()
    source = Source(folder, unwrap_key(folder / KEYS, PASSWORD))
    for visit in visits:
        zone = f"SELECT z.id FROM needled_zone z JOIN needling n ON z.parent_id = n.id WHERE n.visit_id = '{visit}'"
        spoil(source, f"UPDATE needled_zone SET depth_mm = '0.35' WHERE id IN ({zone} LIMIT 1)")
    opened = ChartSession.open(folder, PASSWORD)
    yield opened
    opened.close()


def paper_of(chart, visit):
    paper = gather(visit, chart.clinic(), NOW, "Dr Rowan Sample", chart.seal(), course=True)
    return replace(paper, labels=LabelWish(tubes=1, syringes=1))


@pytest.fixture(scope="module")
def paper(chart):
    visit = complete_visit(chart)
    assert is_altered(visit)
    return paper_of(chart, visit)


@pytest.mark.parametrize("kind", [one.kind for one in DOCUMENTS if one.audience is not Audience.WALL])
def test_every_page_of_every_paper_says_so_and_no_seal_vouches_for_it(chart, paper, kind):
    if kind in OUTSIDE:
        assert "altered after signing" in why_not(kind, paper)
        return
    if reason := why_not(kind, paper):
        pytest.skip(reason)
    for pdf in (build(kind, paper), sealed := build_sealed(kind, paper, paper_key(chart, NOW), NOW)):
        pages = read_back(pdf)
        assert [page for page in pages if not says(page, altered_words())] == []
        assert not any(says(page, "and locked") for page in pages)
        assert not any(says(page, "DRAFT") for page in pages)
    for session in (None, chart.orm):
        verdict = check_bytes(sealed, certificates(chart), session)
        assert verdict.state == ALTERED
        assert "not what was signed" in " ".join(verdict.lines)


def test_a_visit_beside_it_stays_signed_and_genuine(chart):
    sound = newest_needlings(chart)[1]
    assert not is_altered(sound)
    sealed = build_sealed("chart_summary", paper_of(chart, sound), paper_key(chart, NOW), NOW)
    pages = read_back(sealed)
    assert any(says(page, "and locked") for page in pages)
    assert not any(says(page, "ALTERED") for page in pages)
    assert check_bytes(sealed, certificates(chart), chart.orm).state == GENUINE


def test_nothing_is_copied_from_it(chart):
    altered, sound = newest_needlings(chart)[:2]
    course = altered.course
    assert isinstance(course, Course)
    draft = Visit(kind="MN", opened_at=NOW, practitioner=altered.practitioner, session_number=99)
    with chart.orm.no_autoflush:
        course.visits.append(draft)
        draft.needling = Needling(zones=[NeedledZone(zone=altered.needling.zones[0].zone, position=0)])
        try:
            assert source_of(draft).visit is sound
            assert altered_before(draft) == [altered]
            assert not any("0.35" in str(step) for step in to_copy(draft))
            assert "0.35" not in last_time(draft.needling.zones[0])
        finally:
            course.visits.remove(draft)


def test_an_export_does_not_call_it_signed(chart):
    altered, sound = newest_needlings(chart)[:2]
    assert (state_of(altered), state_of(sound)) == ("altered", "signed")
