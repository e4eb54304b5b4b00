"""Nothing that reads or writes a file a person chose takes the chart's locks away, whatever file they chose."""

import sys
from contextlib import suppress

import pytest

from charting.actions.paper_check import UNREADABLE, check_paper
from charting.actions.pictures import load_photo
from charting.actions.scan_files import load_scan
from charting.errors import Known
from charting.output.parcel import check_parcel
from charting.store.bundle import read_manifest
from charting.store.chart_session import ChartSession
from charting.store.files import CHART
from tests.held_locks import locks_on
from ui.dropped import is_paper
from ui.file_writing import write_whole

DEEDS = {
    "photograph": load_photo,
    "scan": load_scan,
    "paper": lambda path: check_paper(path, ()),
    "backup": read_manifest,
    "export": check_parcel,
    "dropped": is_paper,
    "written over": lambda path: write_whole(path, b"paper"),
}
REASON = "it is a clinic’s chart itself"


@pytest.fixture
def clinic(tmp_path):
    chart = ChartSession.create(tmp_path / "clinic", "correct horse battery")
    (tmp_path / "clinic" / "linked.zip").symlink_to(tmp_path / "clinic" / CHART)
    yield chart.folder
    chart.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which locks are held")
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("name", [CHART, f"{CHART}-wal", f"{CHART}-shm", "linked.zip"])
def test_an_open_chart_keeps_its_locks(clinic, name, deed):
    held, size = locks_on(clinic), (clinic / name).stat().st_size
    with suppress(Known, OSError):
        DEEDS[deed](clinic / name)
    assert locks_on(clinic) == held > 0
    assert (clinic / name).stat().st_size == size


@pytest.mark.parametrize("deed", ["photograph", "scan", "backup", "written over"])
def test_it_is_refused_with_the_reason(clinic, deed):
    with pytest.raises((Known, OSError), match=REASON):
        DEEDS[deed](clinic / CHART)
    verdict = check_paper(clinic / CHART, ())
    assert verdict.state == UNREADABLE
    assert REASON in verdict.lines[0]
