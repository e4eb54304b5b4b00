"""Clocks under the lock: rooms and figures, no names, and they ring all the same. And the sound itself."""

import runpy
from datetime import timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from charting.records.visit import Visit
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.test_lock_window import PIN, Scene
from tests.ui.waiting import let_run
from ui.clock_shift import ClockShift
from ui.parts.clock_sound import NOTES, PLAYERS, ClockSound, player_command
from ui.parts.labels import Label
from ui.views.lock import LockView

# What the offscreen platform says of windows and of lists that open under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def scene(dressed, tmp_path_factory):
    built = Scene(dressed, tmp_path_factory.mktemp("clocks") / "clinic")
    yield built
    if built.walk.main is not built.main:
        built.walk.uncover(PIN)
    built.shell.close()
    built.shell.deleteLater()


def test_the_lock_shows_rooms_and_rings_and_gives_the_clocks_back(scene):
    main, desk = scene.main, scene.main.clocks
    rings = []
    desk.sound.play = lambda: rings.append(main.model.now())
    desk._shift = ClockShift(main.model.now, lambda: (main.model.now() - NOW).total_seconds())
    visit = main.chart.orm.get(Visit, scene.visit_id)
    main.open_visit(scene.visit_id)
    main.model.answer(visit, "room", "2", None, False)
    rail = main.visit.rail.clocks
    assert wait_until(lambda: any(b.text() == "Start needling" for b in rail.starts.buttons.values()), 2000)
    scene.walk.hands.click(next(b for b in rail.starts.buttons.values() if b.text() == "Start needling"))
    draw = main.model.add_line(visit.prp, "spins")
    main.model.answer(draw, "minutes", 5, None, False)
    main.model.tap_time(draw, "started_at")
    scene.shell._lock()
    let_run(20)
    assert isinstance(scene.lock, LockView)
    later = NOW + timedelta(minutes=6)
    scene.shell._clock.at(later.hour, later.minute)
    desk.tick()
    let_run(0)
    said = "\n".join(label.text() for label in scene.lock.findChildren(QLabel) if label.isVisible())
    assert "Room 2, spin 1\nuntil 14:07\n+01:00" in said
    assert "Room 2, needling\nsince 14:02\n06:00" in said
    assert "sample" not in said.lower().replace("dr rowan sample", "").replace("sample clinic", "")
    assert len(rings) == 1
    scene.walk.hands.click(scene.lock.running._held[0])
    scene.shell._clock.at(later.hour, later.minute + 2)
    desk.tick()
    assert len(rings) == 1
    scene.walk.uncover(PIN)
    assert scene.walk.main is main
    rows = {rail._clocks[key].title: row for key, row in rail._rows.items()}
    assert rows["Needling"].face.figures() == "08:00"
    assert rows["Spin 1"].face.figures() == "+03:00"


def test_words_keep_their_colour_when_the_clinic_is_covered_and_uncovered(dressed, qtbot):
    window, clinic = QMainWindow(), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(clinic)
    label = Label(dressed, "Over")
    column.addWidget(label)
    window.setCentralWidget(clinic)
    window.show()
    QTest.qWaitForWindowExposed(window)
    label.set_token("amber")
    taken = window.takeCentralWidget()
    window.setCentralWidget(QWidget())
    let_run(0)
    window.setCentralWidget(taken)
    taken.show()
    let_run(0)
    assert label.palette().windowText().color() == dressed.colour("amber")


def test_the_sound_is_what_its_script_makes(tmp_path):
    made = tmp_path / "due.wav"
    runpy.run_path(str(NOTES.with_name("make_due.py")))["make"](made)
    assert made.read_bytes() == NOTES.read_bytes()


def test_the_first_player_that_is_installed_plays_it(monkeypatch):
    monkeypatch.setattr(
        "ui.parts.clock_sound.QStandardPaths.findExecutable", lambda name: "/bin/aplay" if name == "aplay" else ""
    )
    assert player_command(NOTES) == ["/bin/aplay", "-q", str(NOTES)]
    monkeypatch.setattr("ui.parts.clock_sound.QStandardPaths.findExecutable", lambda _name: "")
    assert player_command(NOTES) == []
    assert len({name for name, *_options in PLAYERS}) == len(PLAYERS)


def test_without_a_player_the_bell_rings(monkeypatch, qapp):
    rung = []
    monkeypatch.setattr("ui.parts.clock_sound.QGuiApplication.platformName", lambda: "xcb")
    monkeypatch.setattr("ui.parts.clock_sound.player_command", lambda _file: [])
    monkeypatch.setattr("ui.parts.clock_sound.sys.platform", "linux")
    monkeypatch.setattr("ui.parts.clock_sound.QApplication.beep", lambda: rung.append(True))
    ClockSound().play()
    assert rung == [True]
