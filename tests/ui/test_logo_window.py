"""The clinic's logo through the window: chosen or dropped, seen as paper shows it, refused, taken away, put back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from charting.actions.logos import read_logo
from charting.records.clinic import ASSISTANT, OWNER
from tests.logos import TALL, WIDE
from tests.photographs import flat_png
from tests.ui.choosing import choose
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
STANDS = "This is how papers begin. The logo takes 40 × 10 mm."
READ_MS = 20_000
LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction


@pytest.fixture
def card(house):
    house.chart.clinic().logo = None
    house.model.save()
    house.window.go("settings")
    shown = house.window.settings.logo
    shown.show_clinic()
    assert wait_until(lambda: "No logo" in words(shown), READ_MS)
    yield shown
    house.window.settings.clinic_form.set_record(house.chart.clinic(), False)


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "logo.png"
    made.write_bytes(WIDE)
    return made


def words(card):
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card))


def drop(card, *paths):
    """Let go of files over the card; whether it took them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(20, 20), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(card, enter)
    event = QDropEvent(QPointF(20, 20), COPY, held, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(card, event)
    return enter.isAccepted() and event.isAccepted()


def darkest(image):
    """How dark the left end of the letterhead is, where the logo stands: the dashes of the box aside."""
    part = image.copy(image.width() // 60, image.height() // 5, image.width() // 10, image.height() // 2)
    return min(part.pixelColor(x, y).lightness() for x in range(part.width()) for y in range(part.height()))


def test_it_is_chosen_seen_kept_and_printed(house, card, file, monkeypatch):
    choose(monkeypatch, file)
    assert not card.none.isVisible()
    house.hands.click(card.choose)
    assert wait_until(lambda: STANDS in words(card), READ_MS), words(card)
    assert house.chart.clinic().logo == read_logo(WIDE)
    assert not house.chart.differs()
    assert darkest(card.picture.image) < 40
    assert card.picture.image.isGrayscale()
    assert not card.strip.isVisible()
    assert file.read_bytes() == WIDE
    house.reopen()
    assert house.chart.clinic().logo == read_logo(WIDE)


def test_it_is_taken_away_and_put_back(house, card, file):
    card.take([file])
    assert wait_until(lambda: house.chart.clinic().logo is not None, READ_MS)
    house.hands.click(card.none)
    assert house.chart.clinic().logo is None
    assert wait_until(lambda: "No logo" in words(card), READ_MS)
    assert "Taken away" in words(card)
    card.strip.pressed.emit()
    assert house.chart.clinic().logo == read_logo(WIDE)
    assert not card.strip.isVisible()
    assert not house.chart.differs()


def test_a_drop_is_taken_and_no_scan_is_made_of_it(house, card, file):
    assert drop(card, file)
    assert wait_until(lambda: house.chart.clinic().logo is not None, READ_MS)
    assert not house.chart.orm.connection().exec_driver_sql("SELECT 1 FROM scan_file").fetchall()


HOSTILE = {
    "text": (b"our logo", "neither a JPEG nor a PNG"),
    "bomb": (flat_png(60_000, 60_000), "megapixels"),
    "torn": (WIDE[:-300], "cut short"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_one_is_refused_and_the_old_one_stays(house, card, file, what):
    card.take([file])
    assert wait_until(lambda: house.chart.clinic().logo is not None, READ_MS)
    content, said = HOSTILE[what]
    file.write_bytes(content)
    card.take([file])
    assert wait_until(lambda: said in words(card), READ_MS), words(card)
    assert "logo.png: " in words(card)
    assert house.chart.clinic().logo == read_logo(WIDE)
    assert not house.chart.differs()


def test_several_at_once_and_a_file_that_is_gone(house, card, file, tmp_path):
    card.take([file, file])
    assert "one logo" in words(card)
    card.take([tmp_path / "gone.png"])
    assert wait_until(lambda: "No such file" in words(card), READ_MS)
    assert house.chart.clinic().logo is None


def test_the_file_chosen_last_counts(house, card, file, tmp_path):
    other = tmp_path / "tall.png"
    other.write_bytes(TALL)
    card.take([file])
    card.take([other])
    assert wait_until(lambda: house.chart.clinic().logo == read_logo(TALL), READ_MS)
    let_run(200)
    assert house.chart.clinic().logo == read_logo(TALL)


def test_only_an_owner_changes_it(house, card, file, monkeypatch):
    person = house.window.settings._people.person
    monkeypatch.setattr(type(person), "acting_role", property(lambda _self: ASSISTANT))
    house.window.settings.show_settings()
    assert not card.choose.isEnabled()
    assert drop(card, file)
    let_run(100)
    assert "may not change the clinic" in words(card)
    assert house.chart.clinic().logo is None
    monkeypatch.setattr(type(person), "acting_role", property(lambda _self: OWNER))
    card.take([file])  # and whoever loses the right while a file is read
    monkeypatch.setattr(type(person), "acting_role", property(lambda _self: ASSISTANT))
    assert wait_until(lambda: "may not change the clinic" in words(card), READ_MS)
    let_run(200)
    assert house.chart.clinic().logo is None


def test_it_says_when_the_name_leaves_no_room(house, card, file):
    clinic = house.chart.clinic()
    name, descriptor = clinic.name, clinic.descriptor
    card.take([file])
    assert wait_until(lambda: STANDS in words(card), READ_MS)
    house.moment += timedelta(seconds=1)
    long = "The Exampleton and Larkfield Institute of Hair, Scalp and Skin Medicine Practice"
    house.model.answer(clinic, "name", long, None, False)
    house.model.answer(clinic, "descriptor", long, None, False)
    house.model.answer(clinic, "address", "x" * 80, None, False)
    assert wait_until(lambda: "leave no room" in words(card), READ_MS), words(card)
    house.model.answer(clinic, "name", name, None, False)
    house.model.answer(clinic, "descriptor", descriptor, None, False)
    house.model.answer(clinic, "address", "1 Sample Street", None, False)
    assert wait_until(lambda: STANDS in words(card), READ_MS)
    house.moment = NOW
