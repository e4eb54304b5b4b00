"""Files cut short, emptied, exchanged or put back: refused in words or named by Verify, never taken as they are."""

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from charting.store.chart_session import ChartSession
from charting.store.database import PAGE
from charting.store.files import CHART, KEYS
from charting.store.keys import unwrap_key
from charting.store.seal_head import SEAL
from charting.store.verify import printed_code_fits, verify
from tests.faults.clinics import (
    NAMED,
    NOTHING,
    NOW,
    PASSWORD,
    REFUSED,
    Source,
    content_of,
    copy_of,
    drafts,
    outcome,
    sign,
    whole,
)

SEED = 20261121
TITLE = "Files cut, emptied, exchanged"


@pytest.fixture(scope="module")
def later(prepared, tmp_path_factory):
    """The same clinic a visit later, closed."""
    source = copy_of(prepared, tmp_path_factory.mktemp("later") / "clinic")
    with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
        sign(chart, drafts(chart)[0])
    return source


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another clinic that happens to have the same password."""
    folder = tmp_path_factory.mktemp("other") / "clinic"
    ChartSession.create(folder, PASSWORD).close()
    return Source(folder, unwrap_key(folder / KEYS, PASSWORD))


def pages_of(path):
    raw = path.read_bytes()
    return [raw[start : start + PAGE] for start in range(0, len(raw), PAGE)]


def test_a_chart_cut_short_at_any_length_is_refused_or_named(prepared, content, tmp_path, times, count):
    size, chance, work = (prepared.folder / CHART).stat().st_size, random.Random(SEED), tmp_path / "clinic"
    edges = [1, PAGE - 1, PAGE, PAGE + 1, size - PAGE, size - 1]
    for length in (*edges, *(chance.randrange(size) for _cut in range(times(4, 120)))):
        copy_of(prepared, work)
        os.truncate(work / CHART, length)
        found = outcome(work, content)
        assert found in (REFUSED, NAMED), f"cut to {length} of {size} bytes, and nobody noticed"
        count(TITLE, f"cut short: {found}")
        shutil.rmtree(work)


@pytest.mark.parametrize("spoiling", ["zeroed", "swapped", "doubled"])
def test_pages_zeroed_or_exchanged_are_refused_or_named(prepared, content, tmp_path, times, count, spoiling):
    pages, chance, work = pages_of(prepared.folder / CHART), random.Random(f"{SEED} {spoiling}"), tmp_path / "clinic"
    for _page in range(times(4, 60)):
        one, two = chance.sample(range(len(pages)), 2)
        spoiled = list(pages)
        if spoiling == "swapped":
            spoiled[one], spoiled[two] = pages[two], pages[one]
        else:
            spoiled[one] = bytes(PAGE) if spoiling == "zeroed" else pages[two]
        copy_of(prepared, work)
        (work / CHART).write_bytes(b"".join(spoiled))
        found = outcome(work, content)
        assert found in (REFUSED, NAMED), f"page {one} was {spoiling}, and nobody noticed"
        count(TITLE, f"page {spoiling}: {found}")
        shutil.rmtree(work)


def test_an_older_genuine_page_put_back_is_named(prepared, later, tmp_path, times, count):
    """SQLCipher takes such a page for its own, and `quick_check` finds nothing: only what the rows say tells it."""
    before, after, held = pages_of(prepared.folder / CHART), pages_of(later.folder / CHART), content_of(later)
    differing = [place for place, page in enumerate(before) if page != after[place]]
    assert len(differing) > 10
    chance, work = random.Random(SEED), tmp_path / "clinic"
    for place in chance.sample(differing, min(times(10, 100), len(differing))):
        copy_of(later, work)
        (work / CHART).write_bytes(b"".join([*after[:place], before[place], *after[place + 1 :]]))
        count(TITLE, f"older page put back: {outcome(work, held)}")
        shutil.rmtree(work)


def test_an_older_chart_is_named_and_an_older_chart_with_its_seal_is_told_by_paper(prepared, later, tmp_path, count):
    seal = verify(later, NOW).seal
    number, code = seal.removeprefix("#").split()
    here = copy_of(later, tmp_path / "clinic")
    assert printed_code_fits(here, int(number), code)
    shutil.copy(prepared.folder / CHART, here.folder / CHART)
    assert outcome(copy_of(here, tmp_path / "twice").folder, content_of(prepared)) == NAMED
    shutil.copy(prepared.folder / SEAL, here.folder / SEAL)
    whole(here)
    assert not printed_code_fits(here, int(number), code)
    count(TITLE, "older chart: named by Verify; with its seal: told by paper", 2)


def emptied(path, _other):
    path.write_bytes(b"")


def garbage(path, _other):
    path.write_bytes(random.Random(SEED).randbytes(40_000))


def zeros(path, _other):
    path.write_bytes(bytes(40_000))


def plain_sqlite(path, _other):
    path.unlink()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE patient (id TEXT)")
        plain.commit()


def of_another_clinic(path, other):
    shutil.copy(other.folder / path.name, path)


def missing(path, _other):
    path.unlink()


def folder(path, _other):
    path.unlink()
    path.mkdir()


def dangling_link(path, _other):
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


def link_to_itself(path, _other):
    path.unlink()
    path.symlink_to(path)


def pipe(path, _other):
    path.unlink()
    os.mkfifo(path)


def device(path, _other):
    path.unlink()
    path.symlink_to("/dev/zero")


SPOILINGS = [emptied, garbage, zeros, plain_sqlite, of_another_clinic, missing, folder]
IN_UNIX = [dangling_link, link_to_itself, pipe, device] if sys.platform != "win32" else []


@pytest.mark.parametrize("name", [CHART, KEYS, SEAL])
@pytest.mark.parametrize("spoiling", [*SPOILINGS, *IN_UNIX])
def test_a_file_that_is_not_what_it_should_be_is_refused_or_named(source, content, other, count, name, spoiling):
    spoiling(source.folder / name, other)
    before = {path.name for path in source.folder.iterdir()}
    found = outcome(source.folder, content)
    assert found == (NAMED if name == SEAL else REFUSED)
    left = {path.name for path in source.folder.iterdir()} - before
    assert not left, f"opening left {left}"
    count(TITLE, f"{name} {spoiling.__name__.replace('_', ' ')}: {found}")


@pytest.mark.parametrize("name", [CHART, KEYS, SEAL])
def test_a_link_to_the_genuine_file_changes_nothing(source, content, tmp_path, name):
    genuine = (source.folder / name).rename(tmp_path / name)
    (source.folder / name).symlink_to(genuine)
    assert outcome(source.folder, content) == NOTHING
