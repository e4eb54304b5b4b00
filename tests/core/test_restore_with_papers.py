"""Yesterday's backup of a clinic with photographs and papers, by command: row for row and byte for byte the same."""

import subprocess
import sys
from pathlib import Path

import pytest

from charting.actions.backups import make_backup
from charting.actions.photos import content_of
from charting.store.backup import Source
from charting.store.chart_session import ChartSession
from charting.store.verify import verify
from tests.kept_clinic import PASSWORD, TODAY, YESTERDAY, alike, found, go_on, rows_of, visits

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Yesterday's backup restored by command over today's clinic: folder, key, and what each day's file held."""
    folder, stick = tmp_path_factory.mktemp("clinic") / "data", tmp_path_factory.mktemp("stick")
    chart = found(folder)
    proof = make_backup(chart.source, stick, YESTERDAY)
    assert proof.restorable, proof.words
    yesterday = rows_of(folder, chart.source.key)
    go_on(chart)
    chart.close()
    today = rows_of(folder, chart.source.key)
    (stick / "password").write_text(PASSWORD + "\n")
    words = ["restore", "--from", proof.file, "--data", folder, "--password-file", stick / "password"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return folder, chart.source.key, yesterday, today, done


def test_the_command_says_what_it_did(story):
    folder, _key, _yesterday, _today, done = story
    assert done.returncode == 0, done.stderr
    assert "Afterwards these would be missing: 1 patient, 0 visits, 0 signatures." in done.stdout
    assert f"Restored into {folder}." in done.stdout


def test_every_row_picture_and_paper_is_yesterdays(story):
    folder, key, yesterday, today, _done = story
    assert {name: len(yesterday[name]) for name in ("photo", "stored_document", "patient")} == {
        "photo": 2,
        "stored_document": 1,
        "patient": 1,
    }
    assert today["photo"] != yesterday["photo"]
    assert alike(yesterday, rows_of(folder, key)) == ["restore"]


def test_what_was_there_today_is_set_aside_whole(story):
    folder, key, _yesterday, today, _done = story
    (aside,) = folder.glob("set-aside-*")
    assert rows_of(aside, key) == today


def test_the_restored_clinic_opens_and_everything_fits(story):
    folder, key, _yesterday, _today, _done = story
    chart = ChartSession.open(folder, PASSWORD)
    for visit in visits(chart):
        assert [len(content_of(chart, photo)) > 1000 for photo in visit.photos] == [True]
    chart.close()
    assert [trouble.what for trouble in verify(Source(folder, key), TODAY).troubles] == []
