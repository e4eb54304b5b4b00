"""Exports through the window: asked for in words, protected unless somebody says otherwise, listed afterwards."""

import json
from pathlib import Path

import pytest
import pyzipper
import sqlalchemy as sa
from PySide6.QtTest import QTest

from charting.actions.export import disclosures_of
from charting.output.parcel import check_parcel
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASSISTANT, Practitioner
from tests.ui.choosing import choose
from tests.ui.waiting import let_run
from ui.parts.labels import Label
from ui.views import export_form

PHRASE = "a plain long phrase"


@pytest.fixture
def screen(house):
    """The export screen of the patient."""
    house.window.open_patient(house.patient_id)
    house.hands.click(house.window.patient.export)
    view = house.window.records.export_view
    assert view.isVisible()
    return view


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def filled(form, phrase=PHRASE):
    QTest.keyClicks(form.recipient.line, "Dr Fay Example")
    QTest.keyClicks(form.purpose.line, "second opinion")
    QTest.keyClicks(form.passphrase.line, phrase)


def run(house, form, file, qtbot):
    form.choose_file(file)
    desk = house.window.records.exports
    qtbot.waitUntil(lambda: not desk.running, timeout=20_000)


def exported(house):
    query = sa.select(audit_entry.c.said).where(audit_entry.c.verb == "exported").order_by(audit_entry.c.seq)
    return [said["words"] for said in house.chart.orm.scalars(query)]


def test_what_is_missing_is_said_beside_its_field(screen):
    form = screen.form
    form.start.click()
    for entry in (form.recipient, form.purpose, form.passphrase):
        assert entry._note.text()
    filled(form, "short")
    assert not form.answered()
    assert "at least 14" in form.passphrase._note.text().lower()


def test_a_proposed_passphrase_is_taken(screen):
    form = screen.form
    filled(form, "")
    form.propose.click()
    assert form.answered()
    assert len(form.passphrase.text()) == 29


def test_an_encrypted_export_is_made_listed_and_noted(house, screen, qtbot, tmp_path):
    before = len(exported(house))
    filled(screen.form)
    run(house, screen.form, tmp_path / "out.zip", qtbot)
    assert screen.form.strip.accessibleName() == "Verified: Exported: out.zip"
    assert check_parcel(tmp_path / "out.zip", PHRASE) == []
    with pyzipper.AESZipFile(tmp_path / "out.zip") as held:
        held.setpassword(PHRASE.encode())
        assert json.loads(held.read("chart.json"))["patient"]["kept"]["number"] == house.patient().number
    kept = disclosures_of(house.chart, house.patient())
    assert [d.recipient for d in kept] == ["Dr Fay Example"]
    shown = [label.text() for label in screen.findChildren(Label)]
    assert "To Dr Fay Example, for second opinion" in shown
    assert len(exported(house)) == before + 1
    assert not house.chart.differs()


def test_an_open_file_needs_the_sentence_tapped(house, screen, qtbot, tmp_path):
    form = screen.form
    filled(form, "")
    (encrypted, readable) = form.protection._pieces
    house.hands.click(readable)
    assert not form.passphrase.isVisible()
    assert not form.answered()
    assert "Tap the sentence first" in form.strip.accessibleName()
    house.hands.click(form.known._pieces[0])
    assert form.answered()
    run(house, form, tmp_path / "open.zip", qtbot)
    assert check_parcel(tmp_path / "open.zip") == []
    assert exported(house)[-1].startswith("all answers of")
    assert "not encrypted" in exported(house)[-1]
    house.hands.click(encrypted)
    house.hands.click(readable)
    assert form.known.value() == ()


def test_a_file_that_is_there_stays(house, screen, qtbot, tmp_path):
    (tmp_path / "out.zip").write_bytes(b"precious")
    before = exported(house)
    filled(screen.form)
    run(house, screen.form, tmp_path / "out.zip", qtbot)
    assert "is there already" in screen.form.strip.accessibleDescription()
    assert (tmp_path / "out.zip").read_bytes() == b"precious"
    assert exported(house) == before


def test_cancel_leaves_nothing(house, screen, qtbot, tmp_path):
    before = exported(house)
    filled(screen.form)
    screen.form.choose_file(tmp_path / "out.zip")
    assert screen.form.cancel.isVisible()
    house.window.records.exports.stop()
    qtbot.waitUntil(lambda: not house.window.records.exports.running, timeout=20_000)
    if (tmp_path / "out.zip").exists():  # it was finished before the worker looked
        assert len(exported(house)) == len(before) + 1
    else:
        assert screen.form.strip.accessibleName() == "Note: Stopped"
        assert list(tmp_path.iterdir()) == []


def test_closing_the_clinic_leaves_no_half_file(house, screen, tmp_path):
    filled(screen.form)
    screen.form.choose_file(tmp_path / "out.zip")
    house.window.records.close()
    assert list(tmp_path.iterdir()) == []
    let_run(50)  # what the worker had to say arrives late and is not heard
    assert list(tmp_path.iterdir()) == []
    screen.form.show_running(False)


def test_who_may_not_export_is_told_so(house):
    chart, owner = house.chart, house.chart.at_work
    helper = Practitioner(name="Assistant, Kim", role=ASSISTANT)
    chart.add(helper)
    chart.save(house.model.now())
    house.window.open_patient(house.patient_id)
    chart.work_as(helper)
    try:
        house.hands.click(house.window.patient.export)
        assert not house.window.records.export_view.isVisible()
        assert "may not export records" in house.window._trouble._title.text()
    finally:
        chart.work_as(owner)


def test_all_answers_are_exported_from_settings_and_the_file_is_checked(house, qtbot, tmp_path):
    house.window.go("settings")
    house.window.settings.open_page("exports")
    page = house.window.settings.exports
    filled(page.form)
    page.form.choose_file(tmp_path / "all.zip")
    desk = house.window.records._clinic_exports
    qtbot.waitUntil(lambda: not desk.running, timeout=20_000)
    assert page.form.strip.accessibleName() == "Verified: Exported: all.zip"
    QTest.keyClicks(page.check.passphrase.line, PHRASE)
    page.check.choose_file(tmp_path / "all.zip")
    assert page.check.strip.accessibleName() == "Verified: Nothing was altered"
    assert "handed over on 21-Nov-2026 to Dr Fay Example" in page.check.strip.accessibleDescription()
    page.check.choose_file(tmp_path / "none.zip")
    assert page.check.strip.accessibleName() == "Stop: Not checked"


def test_the_file_is_asked_for_only_once_all_is_answered(house, screen, monkeypatch, tmp_path):
    shown = choose(monkeypatch)
    screen.form.start.click()
    assert shown == []
    filled(screen.form)
    screen.form.start.click()
    (dialog,) = shown
    assert [Path(name).name for name in dialog.selectedFiles()] == ["rootline-export-2026-11-21-1402.zip"]


@pytest.mark.parametrize(("typed", "written"), [("handover", "handover.zip"), ("a.b", "a.b.zip"), ("x.ZIP", "x.ZIP")])
def test_a_name_without_an_ending_is_given_one(screen, monkeypatch, tmp_path, typed, written):
    monkeypatch.setattr(export_form, "ask_where_to_save", lambda *_asked: tmp_path / typed)
    filled(screen.form)
    asked = []
    screen.form.wanted.disconnect()
    screen.form.wanted.connect(lambda *told: asked.append(told[-1].name))
    screen.form.start.click()
    assert asked == [written]
