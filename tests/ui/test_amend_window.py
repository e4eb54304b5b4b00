"""Amending, voiding, moving and withdrawing consent through the window: nothing by accident, everything in sight."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

import charting.actions.sign
from charting.actions.decisions import accept
from charting.actions.patients import add_patient, start_course
from charting.actions.proving import Proven
from charting.actions.sign import points, sign_visit
from charting.actions.visits import start_visit
from charting.context import Context
from charting.findings import Level
from charting.records.audit_entry import audit_entry
from charting.records.patient import Patient
from tests.core.versions import STROKES
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.note_line import NoteLine
from ui.views.deed_words import AMEND, MOVE, VOID, WITHDRAW
from ui.views.describe import banner_of
from ui.views.visit_list import _Row

REASON = "It was read off the wrong line"


@pytest.fixture
def desk(house):
    return house.window.deeds


def person(house):
    return house.chart.practitioners()[0]


def sign(house, visit, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(charting.actions.sign, "points", lambda *_: [])
        sign_visit(house.chart, visit, Proven(person(house), NOW, "password"), None, Context.at(NOW))


@pytest.fixture
def visit(house, monkeypatch):
    """A signed visit whose consent was signed, on the screen."""
    made = start_visit(house.chart, house.patient().courses[-1], "M_PRP", person(house), NOW)
    made.started_at = made.ended_at = NOW
    made.consent.signatures[0].strokes, made.consent.signatures[0].signed_at = STROKES, NOW
    house.chart.save(NOW)
    sign(house, made, monkeypatch)
    house.window.open_visit(made.id)
    return made


def other_patient(house, name="Muster"):
    found = house.chart.orm.scalars(sa.select(Patient).where(Patient.family_name == name)).first()
    return found or add_patient(house.chart, Patient(family_name=name, given_name="Otto"))


def shown_words(widget):
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def refusal(entry):
    """What stands under a line."""
    return entry.findChild(NoteLine).text()


def row_of(house, visit):
    house.window.open_patient(visit.course.patient_id)
    let_run(20)
    return next(row for row in house.window.patient.findChildren(_Row) if row.key == visit.id)


@pytest.fixture
def offered(house, monkeypatch):
    """Press the button of the visit on the screen; the lines of the menu that it would open, by their words."""

    def press():
        opened = []
        monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
        house.hands.click(house.window.visit.deeds)
        return {action.text(): action for action in opened[0].actions()}

    return press


def fill(house, view, reason=REASON, secret=PASSWORD):
    if view.reason in view.entries:
        house.hands.type(view.reason.line, reason)
    if secret:
        house.hands.type(view.secret.line, secret)
    house.hands.click(view.button)


def test_the_menu_of_a_signed_visit_offers_all_and_that_of_a_draft_says_why_not(house, visit, offered):
    assert [action.isEnabled() for action in offered().values()] == [True] * 4
    house.new_visit()
    said = offered()
    enabled = {words.partition("\t")[0]: action.isEnabled() for words, action in said.items()}
    assert enabled == {"Amend…": False, "Void…": True, "Move to another patient…": True, "Withdraw consent…": False}
    reasons = {words.partition("\t")[0]: words.partition("\t")[2] for words in said}
    assert reasons["Amend…"] == "This visit is not signed yet: correct it where it stands."
    assert reasons["Withdraw consent…"] == "This consent is not signed. Refuse it on its sheet."
    assert reasons["Void…"] == ""


def test_a_line_of_the_menu_opens_its_sheet_and_escape_leaves_it(house, visit, desk, offered):
    offered()["Void…"].trigger()
    assert desk.views[VOID].isVisible()
    QTest.keyClick(desk.views[VOID], Qt.Key.Key_Escape)
    assert house.window.visit.isVisible()
    assert visit.in_force


def test_amending_opens_a_draft_that_says_what_it_amends(house, visit, desk, monkeypatch):
    desk.begin(AMEND, visit)
    fill(house, desk.views[AMEND], secret="")
    draft = house.window._visit
    assert draft.amends is visit
    said = shown_words(house.window.visit)
    assert "Version 2 of this visit. Version 1 was signed 21-Nov-2026" in said
    assert REASON in said
    assert "Version 2 is being written" in shown_words(_opened(house, visit))
    draft.needling.device_name, draft.note = "Sample Pen", None
    house.window.open_visit(draft.id)
    house.window.go("sign_off")
    said = shown_words(house.window.sign_off)
    assert "Changed since version 1" in said
    assert "nothing → Sample Pen" in said
    sign(house, draft, monkeypatch)
    assert "Replaced by version 2, signed 21-Nov-2026" in shown_words(_opened(house, visit))


def test_the_board_says_in_which_version_a_warning_was_accepted(house, desk, monkeypatch):
    first = house.new_visit("MN")
    house.model.answer(first.assessment, "bp_systolic_mmhg", Decimal(170), None, False)
    house.model.answer(first.assessment, "bp_diastolic_mmhg", Decimal(105), None, False)
    warned = [point.finding for point in points(first, house.model.context()) if point.finding.level is Level.WARN]
    pressure = next(finding for finding in warned if finding.record_id == first.assessment.id)
    accept(first, pressure, person(house), NOW)
    sign(house, first, monkeypatch)
    house.window.open_visit(first.id)
    desk.begin(AMEND, first)
    fill(house, desk.views[AMEND], secret="")
    house.window.go("sign_off")
    said = shown_words(house.window.sign_off)
    assert "Accepted 14:02 by Dr Rowan Sample" in said
    assert "14:02 by Dr Rowan Sample, in version 1" in said.replace(", MBBS, GMC 0000000", "")


def _opened(house, visit):
    house.window.open_visit(visit.id)
    return house.window.visit


def test_the_list_shows_versions_together_and_strikes_the_older(house, visit, desk, monkeypatch):
    desk.begin(AMEND, visit)
    fill(house, desk.views[AMEND], secret="")
    draft = house.window._visit
    sign(house, draft, monkeypatch)
    row = row_of(house, visit)
    assert f"Replaced by version 2, {REASON}" in shown_words(row)
    assert any(label.font().strikeOut() for label in row.findChildren(QLabel))
    keys = [row.key for row in house.window.patient.findChildren(_Row)]
    assert keys.index(visit.id) == keys.index(draft.id) + 1
    assert not any(label.font().strikeOut() for label in row_of(house, draft).findChildren(QLabel))


def test_voiding_takes_a_reason_and_the_password(house, visit, desk):
    desk.begin(VOID, visit)
    view = desk.views[VOID]
    fill(house, view, reason="too short", secret="")
    assert "At least 15" in refusal(view.reason)
    fill(house, view, secret="")
    assert "Type your PIN or password" in refusal(view.secret)
    fill(house, view, secret="not the password")
    assert "This is not the password" in refusal(view.secret)
    assert visit.in_force
    assert view.reason.text() == REASON
    fill(house, view)
    assert not visit.in_force
    said = shown_words(house.window.visit)
    assert "Voided 21-Nov-2026 14:02 by Dr Rowan Sample" in said
    assert "Voided 21-Nov-2026, It was read" in shown_words(row_of(house, visit))


def test_what_is_out_of_force_stands_nowhere_on_today(house, visit, desk):
    house.window.go("today")
    assert any(row.key == visit.id for row in house.window.today.findChildren(_Row))
    house.window.open_visit(visit.id)
    desk.begin(VOID, visit)
    fill(house, desk.views[VOID])
    house.window.go("today")
    assert not any(row.key == visit.id for row in house.window.today.findChildren(_Row))


def test_a_voided_draft_can_be_read_and_not_written(house, desk):
    draft = house.new_visit()
    desk.begin(VOID, draft)
    fill(house, desk.views[VOID])
    assert house.window.visit.progress.read_only(draft.needling)


def test_moving_shows_both_people_before_anything_is_done(house, visit, desk):
    other = other_patient(house)
    house.chart.save(NOW)
    desk.begin(MOVE, visit)
    view, people = desk.views[MOVE], desk.move_people
    fill(house, view)
    assert "Find the right patient first" in refusal(view.reason)
    assert not visit.marks
    house.hands.type(people.finder.edit, "muster")
    assert "Nobody chosen yet" in shown_words(people.right)
    QTest.keyClick(people.finder.edit, Qt.Key.Key_Return)
    assert other.display_name() in shown_words(people.right)
    assert other.number in shown_words(people.right)
    assert visit.course.patient.display_name() in shown_words(people.wrong)
    fill(house, view)
    moved = house.window._visit
    assert (moved.moved_from, moved.course.patient) == (visit, other)
    assert house.window.banner._name.text() == other.display_name()
    assert "Moved here from another chart" in shown_words(house.window.visit)


def test_a_deed_from_the_list_has_its_own_visit_in_the_banner(house, visit, desk, monkeypatch):
    other = house.new_visit()
    assert house.window._visit is other
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    house.window.open_patient(visit.course.patient_id)
    house.window.open_visit(other.id)
    house.window.go("patient")
    house.window.patient.deeds_wanted.emit(visit.id, QPoint())
    next(action for action in opened[0].actions() if action.text().startswith("Move")).trigger()
    assert house.window._visit is visit
    assert desk.views[MOVE].isVisible()
    assert house.window.banner._data == banner_of(visit.course.patient, visit, NOW.date(), False)


def test_the_finder_never_offers_the_same_patient(house, visit, desk):
    desk.begin(MOVE, visit)
    house.hands.type(desk.move_people.finder.edit, "sample")
    keys = [desk.move_people.people.item(at).data(0x100).key for at in range(desk.move_people.people.count())]
    assert visit.course.patient_id not in keys


def test_a_moved_visit_opens_only_when_it_is_asked_for_and_that_is_written_down(house, visit, desk):
    start_course(house.chart, other_patient(house, "Right"), "M_PRP", NOW.date())
    house.chart.save(NOW)
    desk.begin(MOVE, visit)
    desk._choose(other_patient(house, "Right").id)
    fill(house, desk.views[MOVE])
    row = row_of(house, visit)
    assert f"Moved to another patient, 21-Nov-2026, {REASON}" in shown_words(row)
    house.hands.click(row)
    assert desk.moved.isVisible()
    assert not house.window.visit.isVisible()

    def views():
        asked = (audit_entry.c.verb == "viewed", audit_entry.c.record_id == visit.id)
        house.chart.save(NOW)
        return house.chart.orm.scalar(sa.select(sa.func.count()).select_from(audit_entry).where(*asked))

    before = views()
    house.hands.click(desk.moved.read)
    assert house.window.visit.isVisible()
    assert house.window._visit is visit
    assert views() == before + 1


def test_withdrawn_consent_shows_in_banner_list_and_visit(house, visit, desk):
    desk.begin(WITHDRAW, visit)
    view = desk.views[WITHDRAW]
    fill(house, view)
    assert "Write down what was withdrawn" in refusal(desk.by)
    house.hands.type(desk.what.line, "No more needling")
    fill(house, view)
    assert visit.consent.withdrawn_what == "No more needling"
    assert house.window.banner._alert.isVisible()
    assert "Consent was withdrawn 21-Nov-2026 14:02" in shown_words(house.window.visit)
    assert "Consent withdrawn 21-Nov-2026 14:02" in shown_words(row_of(house, visit))
    house.new_visit()
    assert not house.window.banner._alert.isVisible()


def test_nothing_typed_for_one_visit_is_left_for_the_next(house, visit, desk):
    desk.begin(VOID, visit)
    house.hands.type(desk.views[VOID].reason.line, REASON)
    house.hands.type(desk.views[VOID].secret.line, PASSWORD)
    desk.begin(VOID, house.new_visit())
    assert (desk.views[VOID].reason.text(), desk.views[VOID].secret.line.text()) == ("", "")


def test_depth_stays_a_number_in_both_versions(house, visit, desk):
    """What is typed into the draft is never written into the version it amends."""
    desk.begin(AMEND, visit)
    fill(house, desk.views[AMEND], secret="")
    draft = house.window._visit
    zone = house.model.add_line(draft.needling, "zones")
    house.model.answer(zone, "depth_mm", Decimal("1.5"), None, False)
    assert house.model.save()
    assert (visit.needling.zones, len(draft.needling.zones)) == ([], 1)


def test_enter_at_a_reason_goes_on_or_says_what_is_missing(house, visit, desk):
    desk.begin(AMEND, visit)
    line = desk.views[AMEND].reason.line
    house.hands.type(line, "short")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "At least" in refusal(desk.views[AMEND].reason)
    assert visit.amended_by == []
    house.hands.type(line, REASON)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [draft.amend_reason for draft in visit.amended_by] == [REASON]


def test_enter_at_a_reason_that_needs_a_password_leads_to_it(house, visit, desk):
    desk.begin(VOID, visit)
    house.hands.type(desk.views[VOID].reason.line, REASON)
    QTest.keyClick(desk.views[VOID].reason.line, Qt.Key.Key_Return)
    assert desk.views[VOID].secret.line.hasFocus()
    assert not visit.marks
