"""A consent read and signed at the screen: what the patient can do there, what nobody can, and how it comes back."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent, QGuiApplication, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.people import set_pin
from charting.actions.visits import start_visit
from charting.context import Context
from charting.origins import TAPPED
from charting.records.base import findings
from charting.records.consent_signature import given
from charting.records.patient import Patient
from charting.store.chart_session import ChartSession
from charting.strokes import why_no_signature
from charting.words import _, in_language
from tests.ui.hands import LEFT, Hands, wait_until
from tests.ui.house import ada, clinic_and_owner
from tests.ui.samples import NOW
from tests.ui.screen_checks import problems
from tests.ui.walk import PASSWORD, Clock, Walk
from ui.parts.emergency_button import EmergencyButton
from ui.reading_record import ReadingRecord
from ui.shell import Shell
from ui.views.lock import LockView
from ui.views.reading_leave import LeavePage

# What the offscreen platform says of windows brought to the front.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PIN = "4826"
SIZES = ((1366, 768), (911, 512), (683, 384))
CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
AGREED = {
    "basis": "new",
    "procedure_set": ("mn", "m_prp", "blood_draw", "topical_anaesthetic"),
    "free_text_goals": "My parting shows in photographs.",
}


class Scene:
    """A clinic with its window, and a patient who reads at it."""

    def __init__(self, dressed, folder):
        chart = ChartSession.create(folder, PASSWORD, "Dr Rowan Sample")
        clinic, owner = clinic_and_owner()
        found_clinic(chart, clinic, owner)
        patient = add_patient(chart, ada())
        start_course(chart, patient, "M_PRP", NOW.date())
        chart.save(NOW)
        set_pin(chart, owner, PIN, PASSWORD, NOW)
        chart.save(NOW)
        chart.close()
        self.seconds, self.clock = 1000.0, Clock(NOW)
        self.shell = Shell(dressed, folder, practice=False, clock=self.clock, run_clock=lambda: self.seconds)
        self.shell.resize(1366, 768)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self.shell.activateWindow()
        self.walk = Walk(self.shell, self.clock)
        self.walk.unlock()
        self.main = self.walk.main
        self.told = []
        self.main.deeds.refused.connect(self.told.append)

    def begin(self, **answers):
        """A new visit with an empty consent, on the screen."""
        self.shell.idle.begin()
        if self.desk.is_open():
            self.desk.close()
        self.shell.resize(1366, 768)
        self.shell.activateWindow()
        QTest.qWaitForWindowActive(self.shell)
        patient = self.main.chart.orm.query(Patient).one()
        person = self.main.people.person
        self.visit = start_visit(self.main.chart, patient.courses[-1], "M_PRP", person, self.clock.moment)
        self.main.model.save()
        self.main.open_visit(self.visit.id)
        for name, value in {**AGREED, **answers}.items():
            self.main.model.answer(self.consent, name, value, None, False)
        self.main.visit.show_sheet_of("consent")
        self.told.clear()
        return self

    def give(self, sheet="consent"):
        """The button that gives the sheet to the patient."""
        self.main.visit.show_sheet_of(sheet)
        Hands(self.shell).click(self.main.visit.seal_bar.reading)
        assert self.view.isVisible()
        self.hands = Hands(self.view)
        return self

    @property
    def desk(self):
        return self.main.deeds.reading

    @property
    def view(self):
        return self.desk.view

    @property
    def consent(self):
        return self.visit.consent

    def next(self):
        self.hands.click(self.view.main)

    def read_to(self, kind):
        """Press the filled button until a page of a kind is there."""
        presses = 0
        while self.desk.page().kind != kind:
            self.next()
            presses += 1
            assert presses < 200
        return self.desk.body

    def agree(self, *, no=()):
        """Answer every sentence one by one, and put the initials."""
        body = self.read_to("statements")
        for at, row in enumerate(body.rows):
            self.hands.click(row.no if at in no else row.yes)
        self.hands.click(body.initials)
        return body

    def draw(self, *points):
        """One stroke on the pad, through points of it."""
        pad = self.desk.body.pad
        QTest.mousePress(pad, LEFT, pos=QPoint(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(pad, QPoint(*point))
        QTest.mouseRelease(pad, LEFT, pos=QPoint(*points[-1]))

    def key(self, key, modifier=NONE):
        QTest.keyClick(QApplication.focusWidget() or self.shell, key, modifier)
        QApplication.processEvents()


@pytest.fixture(scope="module")
def scene(dressed, tmp_path_factory):
    built = Scene(dressed, tmp_path_factory.mktemp("reading"))
    yield built
    built.shell.close()
    built.shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def patient_of(scene):
    return given(scene.consent.signatures, "patient")


def test_a_patient_reads_answers_and_signs_and_the_clinician_takes_it_back(scene):
    scene.begin().give()
    assert scene.view.progress.text() == "Section 1 of 12"
    body = scene.read_to("statements")
    assert not any(row.yes.isChecked() or row.no.isChecked() for row in body.rows)
    scene.next()
    assert scene.view.said() == "14 lines have no answer yet." and scene.desk.body is body
    before = scene.main.model.undo_stack.count()
    for row in body.rows:
        scene.clock.moment += timedelta(seconds=10)
        scene.hands.click(row.yes)
    assert scene.main.model.undo_stack.count() == before + len(body.rows)
    times = [line.accepted_at for line in scene.consent.statements]
    assert times == sorted(times) and len(set(times)) == len(times)
    scene.next()
    assert scene.view.said() == "Your initials are still missing under the lines." and scene.desk.body is body
    assert QApplication.focusWidget() is body.initials
    scene.hands.click(body.initials)
    assert {line.initials for line in scene.consent.statements} == {"AS"}
    assert scene.main.model.undo_stack.count() == before + len(body.rows) + 1
    scene.next()
    scene.clock.moment += timedelta(minutes=1)
    scene.hands.sign(scene.desk.body.pad)
    scene.next()
    line = patient_of(scene)
    assert (line.printed_name, line.method, line.signed_at) == ("Ada Sample", "drawn", scene.clock.moment)
    assert all(len(point) == 4 for stroke in line.strokes for point in stroke)
    assert scene.main.model.undo_stack.count() == before + len(body.rows) + 2
    assert given(scene.consent.signatures, "clinician") is None
    scene.next()
    assert isinstance(scene.desk.body, LeavePage)
    QTest.keyClicks(scene.desk.body.secret.line, "0000")
    scene.next()
    assert scene.desk.is_open() and scene.desk.body.secret.line.accessibleDescription()
    scene.desk.body.secret.line.clear()
    QTest.keyClicks(scene.desk.body.secret.line, PIN)
    scene.next()
    assert not scene.desk.is_open() and scene.main.visit.isVisible() and scene.main.banner.isVisible()
    assert scene.main.visit.isEnabled() and scene.told == []


def test_the_text_is_the_version_that_is_signed(scene):
    scene.begin().give()
    body = scene.read_to("statements")
    assert [row.sentence for row in body.rows] == [line.sentence for line in scene.consent.statements]


def test_a_no_is_kept_keeps_the_signature_off_and_is_told(scene):
    scene.begin().give()
    body = scene.agree(no={3})
    line = scene.consent.statements[3]
    assert line.accepted is False and line.accepted_at is not None
    assert body.rows[3].no.isChecked() and not body.rows[3].yes.isChecked()
    scene.next()
    assert "You said No to 1 line." in scene.desk.body.said() and not scene.desk.body.pad.isVisible()
    scene.next()
    assert patient_of(scene) is None
    scene.desk.close()
    assert "The patient said No to S4." in scene.told[-1]


def test_a_changed_mind_has_its_own_time_and_is_one_step(scene):
    scene.begin().give()
    body = scene.read_to("statements")
    scene.hands.click(body.rows[0].yes)
    first, before = scene.consent.statements[0].accepted_at, scene.main.model.undo_stack.count()
    scene.clock.moment += timedelta(minutes=2)
    scene.hands.click(body.rows[0].no)
    line = scene.consent.statements[0]
    assert (line.accepted, line.accepted_at) == (False, first + timedelta(minutes=2))
    scene.main.model.undo_stack.undo()
    assert (line.accepted, line.accepted_at, scene.main.model.undo_stack.index()) == (True, first, before)


def test_signatures_that_are_none_are_refused_in_words(scene):
    scene.begin().give()
    scene.agree()
    scene.next()
    for points, words in (
        ((), "Nothing is written"),
        (((80, 80), (81, 80)), "only a dot"),
        (((60, 80), (80, 81), (100, 82), (120, 83), (140, 84), (150, 84)), "only a short line"),
    ):
        if points:
            scene.draw(*points)
        scene.next()
        assert words in scene.desk.body.said(), points
        assert patient_of(scene) is None
        scene.hands.click(scene.desk.body.again)
        assert scene.desk.body.pad.strokes() == []


def test_what_counts_as_a_signature():
    def stroke(*points):
        return tuple((float(x), float(y), 0.5, float(at)) for at, (x, y) in enumerate(points))

    wave = stroke(*((x, 80 + 30 * (x // 10 % 2)) for x in range(100, 300, 10)))
    line = stroke(*((x, 80) for x in range(100, 220, 10)))
    assert why_no_signature((wave,)) == ""
    assert why_no_signature((line, line)) == ""
    assert why_no_signature(()) and why_no_signature(None) and why_no_signature(((),))
    assert why_no_signature((stroke((5, 5)), stroke((9, 9)))) == "This is only a dot. Write your name above the line."
    assert "short line" in why_no_signature((line,))


def test_a_pen_signs_with_its_pressure(scene):
    scene.begin().give()
    scene.agree()
    scene.next()
    pad = scene.desk.body.pad
    pen = QPointingDevice.primaryPointingDevice()
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * 20, QEvent.Type.TabletRelease]
    for at, kind in enumerate(kinds):
        place = QPointF(60 + 12 * at, 60 + 30 * (at % 2))
        button = Qt.MouseButton.LeftButton
        pressure = 0.2 + 0.03 * at
        event = QTabletEvent(kind, pen, place, place, pressure, 0, 0, 0, 0, 0, NONE, button, button)
        QApplication.sendEvent(pad, event)
    scene.next()
    pressures = {point[2] for stroke in patient_of(scene).strokes for point in stroke}
    assert len(pressures) > 10


HOSTILE = [
    *((getattr(Qt.Key, f"Key_F{number}"), NONE) for number in range(1, 12)),
    *((Qt.Key.Key_F12, modifier) for modifier in (CTRL, ALT)),
    (Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier),
    *((getattr(Qt.Key, f"Key_{letter}"), CTRL) for letter in "NPSZLRHFAQWV"),
    (Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Return, CTRL),
    (Qt.Key.Key_Left, ALT),
    (Qt.Key.Key_Right, ALT),
    (Qt.Key.Key_B, ALT),
    (Qt.Key.Key_Escape, NONE),
]


def test_no_key_gets_past_the_patient_s_screen(scene):
    scene.begin().give()
    scene.read_to("statements")
    scene.hands.click(scene.desk.body.rows[0].yes)
    for where in (scene.view, scene.desk.body.rows[1].yes, None):
        if where is None:
            QApplication.focusWidget().clearFocus()
        else:
            where.setFocus()
        for key, modifier in HOSTILE:
            scene.key(key, modifier)
            assert scene.view.isVisible() and scene.shell.centralWidget() is scene.main, key
            assert not scene.shell._emergency.is_open(), key
            assert scene.consent.statements[0].accepted is True, key
    assert QApplication.activePopupWidget() is None


def test_nothing_else_of_the_chart_is_seen_or_reached(scene):
    scene.begin().give()
    others = [w for w in scene.shell.findChildren(QLabel) + scene.shell.findChildren(QLineEdit) if w.isVisible()]
    assert others and all(scene.view.isAncestorOf(widget) for widget in others)
    for _press in range(30):
        scene.key(Qt.Key.Key_Tab)
        assert scene.view is QApplication.focusWidget() or scene.view.isAncestorOf(QApplication.focusWidget())
    assert "Ada" not in scene.shell.windowTitle() and "Sample" not in scene.shell.windowTitle()


def test_the_emergency_card_covers_the_reading_and_gives_it_back(scene):
    scene.begin().give()
    scene.agree()
    scene.next()
    scene.hands.sign(scene.desk.body.pad)
    drawn, page, body = scene.desk.body.pad.strokes(), scene.desk.page(), scene.desk.body
    emergency = scene.shell._emergency
    scene.key(Qt.Key.Key_F12)
    card = emergency.view
    assert emergency.is_open() and not scene.view.isEnabled()
    assert card.size() == scene.shell.size() and not card.wall.isVisible() and not card.log._print.isVisible()
    for key, modifier in ((Qt.Key.Key_F3, NONE), (Qt.Key.Key_N, CTRL), (Qt.Key.Key_F9, NONE), (Qt.Key.Key_Z, CTRL)):
        scene.key(key, modifier)
        assert emergency.is_open() and scene.view.isVisible()
    visible = [label for label in scene.shell.findChildren(QLabel) if label.isVisible() and label.isEnabled()]
    assert visible and all(card.isAncestorOf(label) for label in visible)
    card.log.line.setFocus()
    QTest.keyClicks(card.log.line, "Fainted")
    QTest.keyClick(card.log.line, Qt.Key.Key_Return)
    assert [entry.what for entry in scene.visit.after.rescue_log][-1] == "Fainted"
    scene.key(Qt.Key.Key_Escape)
    assert not emergency.is_open() and scene.desk.is_open() and scene.view.isEnabled()
    assert scene.desk.page() is page and scene.desk.body is body and body.pad.strokes() == drawn
    scene.key(Qt.Key.Key_F12)
    scene.key(Qt.Key.Key_F12)
    assert not emergency.is_open() and scene.view.isVisible()
    scene.key(Qt.Key.Key_F3)
    assert scene.view.isVisible() and scene.view.said() == "This key does nothing here."


def test_lines_written_for_somebody_else_are_not_shown_to_a_patient(scene):
    emergency = scene.shell._emergency
    scene.begin()
    scene.main.go("new_patient")
    emergency.open()
    emergency.view.log.written.emit("Sample, Ben: cold and grey")
    scene.key(Qt.Key.Key_Escape)
    scene.main.open_visit(scene.visit.id)
    scene.give()
    scene.key(Qt.Key.Key_F12)
    words = [label.text() for label in emergency.view.findChildren(QLabel) if label.isVisible()]
    assert words and not any("Ben" in text for text in words)
    scene.key(Qt.Key.Key_Escape)
    assert [line.what for line in emergency.view.pending][-1] == "Sample, Ben: cold and grey"
    scene.desk.close()
    scene.main.go("patient")
    emergency.open()
    emergency.view.log.discarded.emit()
    scene.key(Qt.Key.Key_Escape)
    assert not emergency.view.pending


def test_the_way_out_leads_to_the_emergency_card_as_well(scene):
    scene.begin().give()
    scene.hands.click(scene.view.leave)
    scene.hands.click(scene.desk.body.findChild(EmergencyButton))
    assert scene.shell._emergency.is_open()
    scene.key(Qt.Key.Key_Escape)
    assert scene.desk.is_open() and isinstance(scene.desk.body, LeavePage)


def test_a_changed_mind_takes_its_initials_back_and_a_signature_keeps_them(scene):
    scene.begin().give()
    body = scene.agree()
    scene.hands.click(body.rows[2].no)
    lines = scene.consent.statements
    assert lines[2].initials is None and lines[1].initials == "AS" and not body.initials.isChecked()
    scene.hands.click(body.rows[2].yes)
    scene.next()
    assert scene.desk.body is body
    scene.hands.click(body.initials)
    assert lines[2].initials == "AS" and body.initials.isChecked()


def test_initials_wait_for_the_last_answer(scene):
    scene.begin().give()
    body = scene.read_to("statements")
    scene.hands.click(body.rows[0].yes)
    scene.hands.click(body.initials)
    assert "13 lines have no answer yet." in scene.view.said()
    assert all(line.initials is None for line in scene.consent.statements)


def test_the_size_of_type_is_each_patient_s_own(scene):
    scene.begin().give()
    scene.hands.click(scene.view.size_button)
    scene.desk.close()
    scene.give()
    assert scene.view.type_px() == 26, "the same patient reads on in the same size"
    scene.desk.close()
    scene.desk._reader = "somebody before"
    scene.give()
    assert scene.view.type_px() == 21


def test_hints_and_reasons_are_said_in_the_patient_s_language(scene):
    scene.begin(language="German").give()
    with in_language("de"):
        hint, missing = _("Sign above the line"), _("This key does nothing here.")
        unsaid = _("An answer is given already, so the text keeps its language. Ask the clinician.")
    assert "Sign" not in hint and "key" not in missing and "answer" not in unsaid
    scene.key(Qt.Key.Key_F3)
    assert scene.view.said() == missing
    scene.agree()
    scene.hands.click(scene.view.language)
    assert scene.view.said() == unsaid
    scene.next()
    assert scene.desk.body.pad._hints[1] == hint


def test_a_scanner_and_dropped_files_do_nothing(scene, tmp_path):
    scene.begin().give()
    page, title = scene.desk.page(), scene.view.title.text()
    QTest.keyClicks(QApplication.focusWidget(), "010950600013435217270430")
    assert scene.desk.page() is page and scene.view.title.text() == title
    file = Path(tmp_path / "scan.pdf")
    file.write_bytes(b"%PDF-1.4")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    for target in (scene.view, scene.main, scene.shell):
        drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NONE)
        QApplication.sendEvent(target, drop)
        assert not drop.isAccepted()
    assert scene.view.isVisible()


def test_the_window_is_not_closed_by_the_patient(scene):
    scene.begin().give()
    guard = scene.desk.guard

    class Asked(QCloseEvent):
        def spontaneous(self):
            return True

    event = Asked()
    assert guard.eventFilter(scene.shell, event) and not event.isAccepted()
    assert not guard.eventFilter(scene.shell, QCloseEvent())


def test_the_idle_lock_keeps_what_was_answered_and_drawn(scene):
    scene.begin().give()
    scene.agree()
    scene.next()
    scene.hands.sign(scene.desk.body.pad)
    drawn = scene.desk.body.pad.strokes()
    scene.seconds += 301
    scene.shell.idle.look()
    assert isinstance(scene.shell.centralWidget(), LockView)
    scene.walk.uncover(PASSWORD)
    assert scene.desk.is_open() and scene.view.isVisible()
    assert scene.desk.body.pad.strokes() == drawn
    assert all(line.accepted for line in scene.consent.statements)
    scene.next()
    assert patient_of(scene) is not None


def test_a_signed_page_is_only_shown_and_answers_stand(scene):
    scene.begin().give()
    scene.agree()
    scene.next()
    scene.hands.sign(scene.desk.body.pad)
    scene.next()
    scene.hands.click(scene.view.back)
    assert scene.desk.body.pad._read_only
    scene.hands.click(scene.view.back)
    scene.hands.click(scene.desk.body.rows[0].no)
    assert scene.consent.statements[0].accepted is True and "clears every signature" in scene.view.said()
    scene.next()
    scene.hands.click(scene.desk.body.again)
    assert patient_of(scene) is None and scene.desk.body.pad.strokes() == []


def test_the_signature_of_anybody_holds_the_answers_and_a_changed_one_clears_them_all(scene, pace):
    scene.begin(guardian_name="Sample, Rosa", guardian_relationship="mother").give()
    scene.agree()
    scene.next()
    for _role in ("patient", "guardian"):
        scene.hands.sign(scene.desk.body.pad)
        scene.next()
    line = scene.main.model.add_line(scene.consent, "signatures")
    drawn = given(scene.consent.signatures, "guardian").strokes
    for name, value in {"role": "clinician", "printed_name": "Dr Rowan Sample", "strokes": drawn}.items():
        scene.main.model.answer(line, name, value, None, False)
    signed = [one for one in scene.consent.signatures if one.strokes is not None]
    assert [one.role for one in signed] == ["patient", "guardian", "clinician"]
    while scene.desk.page() is None or scene.desk.page().role != "patient":
        scene.hands.click(scene.view.back)
    scene.hands.click(scene.desk.body.again)
    assert patient_of(scene) is None
    scene.hands.click(scene.view.back)
    rows, stated = scene.desk.body.rows, scene.consent.statements
    scene.hands.click(rows[0].no)
    scene.hands.click(rows[0].no)
    assert stated[0].accepted is True, "a double press asks once"
    assert all(one.strokes is not None for one in signed[1:]) and "clears every signature" in scene.view.said()
    pace(soon=False)
    scene.hands.click(rows[1].no)
    assert stated[1].accepted is True, "another answer is asked about anew"
    pace(soon=False)
    before = scene.main.model.undo_stack.count()
    scene.hands.click(rows[1].no)
    assert stated[1].accepted is False and scene.view.said() == _("You can stop or take this home at any time.")
    assert [(one.strokes, one.signed_at) for one in signed] == [(None, None)] * 3
    assert scene.main.model.undo_stack.count() == before + 1
    scene.hands.click(rows[1].yes)
    assert stated[1].accepted is True, "nothing is signed any more"


def test_ink_that_is_not_kept_goes_with_a_changed_answer(scene):
    scene.begin().give()
    scene.agree()
    scene.next()
    scene.hands.sign(scene.desk.body.pad)
    scene.hands.click(scene.view.back)
    scene.hands.click(scene.desk.body.rows[0].no)
    scene.hands.click(scene.desk.body.rows[0].yes)
    scene.hands.click(scene.desk.body.initials)
    scene.next()
    assert scene.desk.page().kind == "signature" and scene.desk.body.pad.strokes() == []


def test_what_was_signed_on_paper_is_not_cleared_at_the_screen(scene, pace):
    scene.begin().give()
    scene.agree()
    line = scene.main.model.add_line(scene.consent, "signatures")
    for name, value in {"role": "patient", "printed_name": "Ada Sample", "method": "wet", "signed_at": NOW}.items():
        scene.main.model.answer(line, name, value, None, False)
    row = scene.desk.body.rows[0]
    for _press in range(2):
        scene.hands.click(row.no)
        assert scene.consent.statements[0].accepted is True and scene.view.said() == "This was signed on paper."
        pace(soon=False)
    assert line.signed_at == NOW


def test_interpreter_witness_and_guardian_sign_when_the_record_names_them(scene):
    scene.begin(
        interpreter_used=True,
        interpreter_name="Sample, Iris",
        witness_name="Sample, Ben",
        witness_role="nurse",
        guardian_name="Sample, Rosa",
        guardian_relationship="mother",
    ).give()
    roles = [page.role for page in scene.desk._read.pages if page.role]
    assert roles == ["patient", "interpreter", "witness", "guardian"]
    scene.agree()
    scene.next()
    for role in roles:
        assert scene.desk.page().role == role
        scene.hands.sign(scene.desk.body.pad)
        scene.next()
    names = {line.role: line.printed_name for line in scene.consent.signatures if line.is_given()}
    expected = {"patient": "Ada Sample", "interpreter": "Sample, Iris", "witness": "Sample, Ben"}
    assert names == {**expected, "guardian": "Sample, Rosa"}


def test_who_has_no_name_in_the_record_cannot_sign(scene):
    scene.begin(interpreter_used=True).give()
    scene.agree()
    scene.next()
    scene.hands.sign(scene.desk.body.pad)
    scene.next()
    assert scene.desk.page().role == "interpreter"
    assert "write the name first" in scene.desk.body.said() and not scene.desk.body.pad.isVisible()


def test_the_language_is_chosen_until_something_is_answered(scene):
    scene.begin().give()
    scene.hands.click(scene.view.language)
    assert {"en", "ar"} <= set(scene.desk.body.choices)
    scene.hands.click(scene.desk.body.choices["ar"])
    assert scene.consent.language == "Arabic" and scene.consent.template_id == "consent-mprp-ar"
    assert scene.visit.photo_consent.template_id == "photo-consent-ar"
    assert scene.view.layoutDirection() == Qt.LayoutDirection.RightToLeft
    body = scene.read_to("statements")
    assert body.rows[0].sentence == scene.consent.statements[0].sentence
    assert "\u0623" <= body.rows[0].sentence[0] <= "\u064a"
    left = body.rows[0].yes.mapTo(scene.view, QPoint(0, 0)).x()
    assert left < scene.view.width() / 2, "answers stand at the left of a text that runs leftwards"
    scene.hands.click(body.rows[0].yes)
    scene.hands.click(scene.view.language)
    assert scene.view.said() and scene.desk.page().kind == "statements"


def test_a_question_is_written_down_once_and_told(scene):
    scene.begin().give()
    scene.hands.click(scene.desk.body.question)
    scene.hands.click(scene.desk.body.question)
    assert scene.consent.questions_answers.count("Question about “Who is treating you”") == 1
    assert scene.desk.body.question.isChecked()
    scene.desk.close()
    assert "questions on Consent: “Who is treating you”" in scene.told[-1]
    view = scene.main.visit
    assert view.sheet is scene.consent, "the clinician is back on what was read"
    said = [one for one in findings(scene.consent, Context.at(NOW)) if one.rule == "patient-question"]
    assert [one.field for one in said] == ["questions_answers"]
    field = view.form.findChildren(QPlainTextEdit)
    scene.shell.activateWindow()
    assert wait_until(lambda: scene.shell.focusWidget() in field, 2000), scene.shell.focusWidget().accessibleName()


def test_photographs_are_allowed_one_by_one_and_a_no_hinders_nothing(scene):
    scene.begin().give("photo_consent")
    body = scene.read_to("uses")
    rows = len(body.rows)
    scene.hands.click(body.rows[0].yes)
    assert len(scene.desk.body.rows) == rows + 1, "an allowed use asks whether one may be recognised"
    for at in range(1, rows + 1):
        row = scene.desk.body.rows[at]
        scene.hands.click(row.yes if at >= rows - 1 else row.no)
    sheet = scene.visit.photo_consent
    assert [row.allowed for row in sheet.scopes] == [True, False, False, False, False]
    assert sheet.scopes[0].identifiable is False and sheet.scopes[0].origins["allowed"][0] == TAPPED
    scene.next()
    scene.hands.sign(scene.desk.body.pad)
    scene.next()
    assert sheet.allows("clinical_record", NOW.date()) and not sheet.allows("internal_teaching", NOW.date())


def test_a_sealed_sheet_is_not_given_out(scene):
    scene.begin()
    scene.consent.signed_at = NOW
    scene.desk.open(scene.consent)
    assert not scene.desk.is_open() and "sealed" in scene.told[-1]
    scene.consent.signed_at = None


@pytest.mark.parametrize("size", SIZES)
def test_every_page_fits_and_is_named(scene, size):
    scene.begin().give()
    scene.shell.resize(*size)
    QApplication.processEvents()
    pages = len(scene.desk._read.pages)
    for at in range(pages + 2):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        assert problems(scene.shell, QSize(*size)) == [], scene.view.title.text()
        assert scene.view.accessibleName() or isinstance(scene.desk.body, LeavePage)
        if at < pages:
            scene.desk.turn_over(1)
        else:
            scene.desk._turn("leave")


def test_text_grows_and_nothing_is_cut(scene):
    scene.begin().give()
    sizes = set()
    for _press in range(3):
        sizes.add(scene.view.type_px())
        scene.hands.click(scene.view.size_button)
        QApplication.processEvents()
        assert problems(scene.shell, scene.shell.size()) == []
    assert sizes == {21, 26, 32}


def test_a_long_page_is_read_to_its_end_first(scene):
    scene.begin().give()
    scene.shell.resize(683, 384)
    scene.desk.turn_over(3)
    QApplication.processEvents()
    first = scene.desk.page()
    assert scene.view.main.text() == "Read on"
    scene.next()
    assert scene.desk.page() is first
    while scene.view.main.text() == "Read on":
        scene.next()
    scene.next()
    assert scene.desk.page() is not first


def test_the_record_says_who_signs_without_a_window(scene):
    scene.begin(guardian_name="Sample, Rosa")
    record = ReadingRecord(scene.main.model, scene.visit, scene.consent)
    assert record.roles() == ["patient", "guardian"] and QGuiApplication.platformName() == "offscreen"
