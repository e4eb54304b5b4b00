"""Photographs through the window: dropped, looked at beside whose they are, compared, taken out, undone."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from charting.actions import photos
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.records.assessment import Assessment
from charting.records.patient import Patient
from tests.photographs import MARK, allow_photographs, jpeg, plain_jpeg, scene
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.line_table import LineTable
from ui.parts.choice_piece import ChoicePiece
from ui.parts.photo_tile import PhotoTile

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
READ_MS = 20_000
LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction


class Studio:
    """A visit whose patient agreed to photographs, and the screen for them."""

    def __init__(self, house, folder):
        self.house, self.window, self.folder = house, house.window, folder
        self.visit = allow_photographs(house.new_visit(), NOW)
        house.model.save()
        self.window.go("photos")
        self.view = self.window.photos
        let_run(20)

    def files(self, *contents):
        paths = []
        for number, content in enumerate(contents):
            paths.append(self.folder / f"IMG_{number:04}.jpg")
            paths[-1].write_bytes(content)
        return paths

    def drop(self, *paths):
        """Let go of files over the window; whether it took them."""
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        enter = QDragEnterEvent(QPoint(200, 200), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(QPointF(200, 200), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view, drop)
        return drop.isAccepted()

    def wait_for_a_look(self):
        assert wait_until(lambda: self.view.check.isVisible() and self.waiting, READ_MS)

    @property
    def waiting(self):
        return self.window._photo_desk._waiting

    def choose_view(self, words):
        (piece,) = (p for p in self.view.check.view.findChildren(ChoicePiece) if p.text() == words)
        self.house.hands.click(piece)

    def add(self, words):
        self.wait_for_a_look()
        self.choose_view(words)
        before = len(self.visit.photos)
        self.house.hands.click(self.view.check.add)
        assert len(self.visit.photos) == before + 1

    def tiles(self):
        let_run(20)  # what is put into a layout shows itself a moment later
        return [tile.accessibleName() for tile in self.view.findChildren(PhotoTile) if tile.isVisible()]

    def words(self):
        return "\n".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible())

    def shown(self, frame):
        assert wait_until(lambda: frame.shows_picture, READ_MS), frame.accessibleName()
        return frame.accessibleName()


@pytest.fixture
def studio(house, tmp_path):
    made = Studio(house, tmp_path)
    yield made
    made.window._photo_desk.leave()


def test_without_consent_nothing_is_taken_and_the_screen_says_why(house, tmp_path):
    house.new_visit()
    QTest.keyClick(house.window, Qt.Key.Key_F5)
    view = house.window.photos
    assert view.isVisible()
    assert not view.add.isEnabled()
    assert view._strip.accessibleDescription().startswith("The patient has not agreed to photographs in the record.")
    assert not [label for label in view.findChildren(QLabel) if label.isVisible() and "dropped" in label.text()]
    (tmp_path / "front.jpg").write_bytes(plain_jpeg())
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(tmp_path / "front.jpg"))])
    enter = QDragEnterEvent(QPoint(9, 9), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, enter)
    assert not enter.isAccepted()


def test_the_sheets_offer_the_photographs(house):
    visit = house.new_visit()
    house.hands.click(house.window.visit._photos)
    assert house.window.photos.isVisible()
    QTest.keyClick(house.window.photos, Qt.Key.Key_Escape)
    assert house.window.visit.isVisible()
    assert house.window.visit.visit is visit


def test_the_standard_views_wait_to_be_taken(studio):
    assert studio.tiles() == [
        "Vertex, not taken yet",
        "Mid-scalp part, not taken yet",
        "Frontal hairline, not taken yet",
        "Left temple, not taken yet",
    ]
    assert "Files can be dropped anywhere here." in studio.words()


def test_each_file_is_asked_about_beside_whose_chart_it_goes_into(studio):
    pictures = [jpeg(scene(hue=hue)) for hue in (31, 32, 33)]
    assert studio.drop(*studio.files(*pictures, b"%PDF-1.7"))
    studio.wait_for_a_look()
    words = studio.words()
    for fact in ("SAMPLE, Ada", "14-Mar-1985", studio.visit.course.patient.number, "IMG_0000.jpg", "Picture 1 of 4"):
        assert fact in words, fact
    assert studio.view.check.view.value() is None
    assert not studio.view.check.add.isEnabled()
    assert studio.visit.photos == []
    studio.add("Vertex")
    studio.wait_for_a_look()
    assert studio.view.check.view.value() is None, "the next picture keeps the view of the last"
    studio.house.hands.click(studio.view.check.leave_out)
    studio.add("Left side")
    assert wait_until(lambda: "1 file was not taken" in studio.words(), READ_MS)
    assert "IMG_0003.jpg: It is neither a JPEG nor a PNG picture." in studio.words()
    assert studio.tiles()[:2] == ["Vertex, photograph", "Left side, photograph"]
    kept = [photos.content_of(studio.window.chart, photo) for photo in studio.visit.photos]
    assert kept == [photos.read_photo(pictures[at]).content for at in (0, 2)]
    assert not any(MARK in content for content in kept)
    assert not studio.window.chart.differs()


def test_a_picture_of_another_day_or_chart_asks_to_look_twice(studio):
    chart, now = studio.window.chart, NOW
    other = add_patient(chart, Patient(family_name="Sample", given_name="Bea"))
    hers = start_visit(chart, start_course(chart, other, "MN", now.date()), "MN", chart.practitioners()[0], now)
    allow_photographs(hers, now)
    picture = jpeg(scene(hue=40), taken="2026:10:03 09:15:00")
    photos.add_photo(chart, hers, "vertex", photos.read_photo(picture), chart.practitioners()[0], now)
    chart.save(now)
    studio.drop(*studio.files(picture))
    studio.wait_for_a_look()
    doubt = studio.view.check._doubt
    assert doubt.isVisible()
    assert f"in the chart of patient {other.number}" in doubt.accessibleDescription()
    assert "The camera says 03-Oct-2026" in doubt.accessibleDescription()


def test_a_view_that_was_asked_for_is_chosen_already(studio):
    studio.view.files_chosen.emit(studio.files(plain_jpeg(scene(hue=41))), "vertex")
    studio.wait_for_a_look()
    assert studio.view.check.view.value() == "vertex"
    assert studio.view.check.add.isEnabled()


def test_what_was_read_for_one_patient_is_never_asked_about_at_another(studio):
    studio.drop(*studio.files(plain_jpeg(scene(2400, 1800, 42))))
    other = allow_photographs(studio.house.new_visit(), NOW)
    studio.window.go("photos")
    let_run(400)
    assert not studio.view.check.isVisible()
    assert studio.waiting is None
    assert other.photos == []


def test_adding_is_undone_and_done_again(studio):
    studio.drop(*studio.files(plain_jpeg(scene(hue=43))))
    studio.add("Vertex")
    picture = photos.content_of(studio.window.chart, studio.visit.photos[0])
    assert studio.view._toast.isVisible()
    QTest.mouseClick(studio.view._toast._undo, LEFT)
    assert studio.visit.photos == []
    assert studio.visit.assessment.photographs == []
    assert "Vertex, not taken yet" in studio.tiles()
    QTest.keyClick(studio.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert photos.content_of(studio.window.chart, studio.visit.photos[0]) == picture
    assert not studio.window.chart.differs()


def test_one_is_taken_out_and_comes_back(studio):
    studio.drop(*studio.files(plain_jpeg(scene(hue=44))))
    studio.add("Vertex")
    picture = photos.content_of(studio.window.chart, studio.visit.photos[0])
    studio.house.hands.click(studio.view.compare.remove)
    assert studio.visit.photos == []
    QTest.keyClick(studio.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (back,) = studio.visit.photos
    assert (back.view, photos.content_of(studio.window.chart, back)) == ("vertex", picture)


def test_the_assessment_shows_the_digest_of_what_was_added(studio):
    studio.drop(*studio.files(plain_jpeg(scene(hue=45))))
    studio.add("Vertex")
    assessment = studio.house.record_of(Assessment, studio.visit)
    form = studio.window.visit.form
    (table,) = (t for t in form.findChildren(LineTable) if t.accessibleName() == "Photographs")
    assert table.rowCount() == 1
    assert table.item(0, 0).text() == "Vertex"
    assert assessment.photographs[0].sha256 == studio.visit.photos[0].sha256


def test_a_photograph_stands_beside_those_of_earlier_visits(studio):
    chart, course = studio.window.chart, studio.visit.course
    for days in (60, 30):
        then = NOW - timedelta(days=days)
        visit = allow_photographs(start_visit(chart, course, "MN", chart.practitioners()[0], then), then)
        picture = photos.read_photo(plain_jpeg(scene(hue=days)))
        photos.add_photo(chart, visit, "occipital_donor", picture, chart.practitioners()[0], then)
        chart.save(then)
    studio.drop(*studio.files(plain_jpeg(scene(hue=46))))
    studio.add("Occipital donor area")
    compare = studio.view.compare
    assert studio.shown(compare.now) == "Occipital donor area, photograph of 21-Nov-2026"
    assert studio.shown(compare.before) == "Occipital donor area, photograph of 22-Oct-2026"
    assert not compare.newer.isEnabled()
    studio.house.hands.click(compare.older)
    assert studio.shown(compare.before) == "Occipital donor area, photograph of 22-Sep-2026"
    assert not compare.older.isEnabled()
    studio.house.hands.click(compare.newer)
    assert studio.shown(compare.before) == "Occipital donor area, photograph of 22-Oct-2026"


def test_a_view_without_an_earlier_photograph_says_so(studio):
    studio.drop(*studio.files(plain_jpeg(scene(hue=47))))
    studio.add("Close-up of the target")
    assert studio.view.compare.before.accessibleName() == "There is no earlier photograph of this view."


def test_a_signed_visit_shows_its_photographs_and_offers_nothing(studio):
    studio.drop(*studio.files(plain_jpeg(scene(hue=48))))
    studio.add("Vertex")
    studio.window.chart.save(NOW, last=lambda: setattr(studio.visit, "signed_at", NOW))
    studio.window.go("photos")
    assert studio.tiles() == ["Vertex, photograph"]
    assert not studio.view.add.isEnabled()
    assert not studio.view.compare.remove.isVisible()
    assert not studio.drop(*studio.files(plain_jpeg()))
