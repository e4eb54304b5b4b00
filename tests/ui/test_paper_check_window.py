"""A PDF dropped anywhere on the window is told genuine, altered or not ours; scans go the other way."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from charting.actions.paper_keys import certificates
from charting.output.seal_look import WHOLE, look_at
from charting.paper_key import as_pem
from tests.photographs import jpeg
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run
from ui.dropped import DroppedFiles

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PAPER_MS = 30_000


@pytest.fixture
def saved(house, tmp_path):
    """A paper of a visit, saved through the preview."""
    house.new_visit()
    main = house.window
    main._show_preview()
    assert wait_until(lambda: bool(main.preview.pdf), PAPER_MS)
    path = tmp_path / "consent.pdf"
    main.preview.save_to(path)
    return path


def drop(window, *paths):
    """Let go of files over the window, as a file manager does; whether the window took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    rest = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(400, 300), *rest)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), *rest))
    return enter.isAccepted()


def told(strip):
    return "\n".join(label.text() for label in strip.findChildren(QLabel) if label.text())


def verdict(house, *paths):
    strip = house.window.checks.strip
    assert drop(house.window, *paths)
    assert wait_until(lambda: strip.isVisible() and "Being checked" not in told(strip), PAPER_MS)
    return told(strip)


def test_what_leaves_is_sealed_and_what_is_kept_is_what_left(house, saved):
    content = saved.read_bytes()
    (document,) = house.window._visit.documents
    assert document.content == content
    assert look_at(content, certificates(house.chart)).state == WHOLE


def test_a_dropped_paper_is_told_genuine_and_the_work_stays_where_it_was(house, saved):
    house.window.go("today")
    said = verdict(house, saved)
    assert said.startswith("Genuine: consent.pdf")
    assert house.window._visit.documents[0].number in said
    assert house.window.today.isVisible()
    house.window.checks.strip.pressed.emit()
    assert not house.window.checks.strip.isVisible()


def test_an_altered_paper_is_told(house, saved):
    saved.write_bytes(saved.read_bytes() + b"%")
    said = verdict(house, saved)
    assert said.startswith("Altered: consent.pdf")
    assert "added after it was sealed" in said


def test_of_several_the_worst_heads_the_list(house, saved, tmp_path):
    false = tmp_path / "false.pdf"
    false.write_bytes(saved.read_bytes()[:-9])
    said = verdict(house, saved, false)
    assert said.startswith("Altered\n")
    assert "consent.pdf: Genuine." in said
    assert "false.pdf: Altered." in said


def test_papers_and_scans_go_different_ways(qtbot, saved, tmp_path):
    files = {name: tmp_path / name for name in ("scan.jpg", "scan.pdf", "gone.pdf", "folder")}
    files["scan.jpg"].write_bytes(jpeg())
    files["scan.pdf"].write_bytes(b"%PDF-1.4\n1 0 obj<</Producer (A scanner)>>endobj\n%%EOF")
    files["folder"].mkdir()
    window = QWidget()
    qtbot.addWidget(window)
    dropped, papers, scans = DroppedFiles(window), [], []
    dropped.papers.connect(papers.extend)
    dropped.scans.connect(scans.extend)
    assert drop(window, *files.values(), saved)
    assert (papers, scans) == ([saved], list(files.values()))


def test_words_dropped_are_not_files(house):
    data = QMimeData()
    data.setText("not a file")
    enter = QDragEnterEvent(
        QPoint(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(house.window, enter)
    assert not enter.isAccepted()


def test_settings_check_a_paper_and_hand_out_the_certificate(house, saved, tmp_path):
    house.window.go("settings")
    card = house.window.settings.paper_card
    card.check_wanted.emit(saved)
    assert wait_until(lambda: "Genuine" in told(card.strip), PAPER_MS)
    card.certificate_wanted.emit(tmp_path / "clinic.pem")
    assert (tmp_path / "clinic.pem").read_bytes() == as_pem(certificates(house.chart)[0])
    assert "Saved as clinic.pem in " in told(card.strip)
    card.certificate_wanted.emit(tmp_path)
    assert "Not saved" in told(card.strip)
    assert "SHA-256 of the certificate" in told(card)


def test_too_many_at_once_are_not_begun(house, saved):
    copies = [saved.with_name(f"{number}.pdf") for number in range(9)]
    for copy in copies:
        copy.write_bytes(saved.read_bytes())
    assert drop(house.window, *copies)
    assert "9 papers are too many at once" in told(house.window.checks.strip)


def test_the_verdict_lies_over_the_foot_and_moves_nothing(house, saved):
    house.window.go("today")
    strip = house.window.checks.strip
    let_run(50)
    around = house.window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    places = [part.geometry() for part in around if part is not strip]
    verdict(house, saved)
    assert [part.geometry() for part in around if part is not strip] == places
    assert strip.geometry().bottom() < house.window.height()
    assert strip.geometry().top() > house.window.height() // 2
