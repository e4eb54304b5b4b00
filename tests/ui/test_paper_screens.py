"""The paper screens: how a paper is set, small pages, sharp pages, blank forms, the clinic's queue, other ways."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from charting.actions.open_prints import open_prints
from charting.actions.people import add_person
from charting.actions.print_choices import first_label_place
from charting.actions.print_jobs import handed_out, handed_words
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.trail_query import Asked, TrailReport
from charting.records.clinic import FRONT_DESK, ROLL
from charting.records.print_job import BY_MAIL, DECLINED
from charting.store.chart_session import NotSaved
from tests.ui.hands import wait_until
from tests.ui.paper_printers import DESK, STOPS, PaperPrinters, look
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.pages import page_count, part_at
from ui.parts.buttons import PlainButton
from ui.parts.due_row import DueRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "QPainter::begin", "QPdf")
PAPER_MS = 20_000
A4, LETTER = (595, 842), (612, 792)


class Papers:
    """A visit with its papers on show, and printers that print into a folder."""

    def __init__(self, house, folder):
        self.house, self.main, self.view = house, house.window, house.window.preview
        self.hands, self.folder = house.hands, folder
        self.main.activateWindow()
        self.prints = self.main._sign_desk.pack.prints
        self.prints.printers = self.printers = PaperPrinters(folder)
        look(self.prints)
        self.visit = house.new_visit()
        self.main._show_preview()
        self.set()

    def set(self, view=None):
        assert wait_until(lambda: bool((view or self.view).pdf), PAPER_MS), self.said(view or self.view)

    def paper(self, kind):
        self.view.wanted.emit(kind)
        self.set()

    def changed(self, act, view=None):
        view = view or self.view
        before = view.pdf
        act()
        assert wait_until(lambda: view.pdf and view.pdf != before, PAPER_MS), self.said(view)

    def said(self, widget):
        let_run(20)
        return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())

    def button(self, widget, words):
        return next(b for b in widget.findChildren(PlainButton) if b.isVisible() and b.text() == words)


@pytest.fixture
def papers(house, tmp_path):
    made = Papers(house, tmp_path)
    yield made
    made.house.chart.clinic().paper_size = made.house.chart.clinic().label_stock = None
    made.house.chart.save(NOW)


def size_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    size = tuple(round(side) for side in document[0].get_size())
    document.close()
    return size


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return words


def test_the_page_is_the_clinics_and_can_be_another_for_one_print(papers):
    assert size_of(papers.view.pdf) == A4
    papers.changed(lambda: papers.view.bar.choices.size._pick("Letter"))
    assert size_of(papers.view.pdf) == LETTER
    papers.paper("aftercare")
    assert size_of(papers.view.pdf) == LETTER, "one wish for the papers of one visit"
    papers.house.chart.clinic().paper_size = "Letter"
    papers.house.new_visit()
    papers.main._show_preview()
    papers.set()
    assert size_of(papers.view.pdf) == LETTER
    papers.changed(lambda: papers.view.bar.choices.size._pick("A4"))
    assert size_of(papers.view.pdf) == A4


def test_large_print_is_for_what_patients_read_and_says_so_in_its_number(papers):
    choices = papers.view.bar.choices
    papers.paper("aftercare")
    plain = page_count(papers.view.pdf)
    papers.changed(lambda: papers.hands.click(choices.large._pieces[0]))
    assert page_count(papers.view.pdf) > plain
    assert papers.main._papers._shown.number.endswith("-L")
    assert f"{papers.main._papers._shown.number}" in text_of(papers.view.pdf)
    papers.paper("chart_summary")
    assert choices.large.isHidden()
    assert not papers.main._papers._shown.number.endswith("-L")
    papers.house.new_visit()
    papers.main._show_preview()
    papers.set()
    papers.paper("aftercare")
    assert not papers.main._papers._shown.number.endswith("-L"), "not carried to the next patient"


def test_labels_which_how_many_and_from_which_place(papers):
    choices = papers.view.bar.choices
    papers.paper("labels")
    assert not choices.place.isHidden()
    papers.changed(lambda: papers.hands.click(choices.tubes.less))
    while choices.syringes.value():
        papers.hands.click(choices.syringes.less)
    assert wait_until(lambda: papers.view.pdf and "PRP 1" not in text_of(papers.view.pdf), PAPER_MS)
    assert "BLOOD 3/3" in text_of(papers.view.pdf)
    papers.changed(lambda: choices.place._pick("23"))
    assert page_count(papers.view.pdf) == 2, "two on this sheet, one on the next"
    papers.hands.click(papers.view.print_button)
    assert wait_until(lambda: not papers.prints.running(), PAPER_MS)
    assert first_label_place("A4") == 2
    papers.changed(lambda: choices.stock.picked.emit(ROLL))
    assert size_of(papers.view.pdf) == (142, 71)
    assert choices.place.isHidden()
    while choices.tubes.value():
        papers.hands.click(choices.tubes.less)
    assert wait_until(lambda: "No label is asked for" in papers.said(papers.view), PAPER_MS)
    papers.hands.click(choices.tubes.more)
    papers.set()
    papers.house.chart.clinic().label_stock = ROLL
    papers.paper("consent")
    papers.paper("labels")
    assert size_of(papers.view.pdf) == (142, 71), "the clinic's own stock comes first"


def test_small_pages_go_to_a_page_and_mark_the_one_in_view(papers):
    strip = papers.view.strip
    let_run(50)
    count = page_count(papers.view.pdf)
    assert strip.isVisible() and len(strip.pages) == count >= 2
    assert [page.words() for page in strip.pages][:2] == ["1 in view", "2"]
    papers.hands.click(strip.pages[1])
    assert strip.here() == 1
    assert strip.pages[1].words() == "2 in view"
    assert strip.pages[1].accessibleDescription() == "in view"
    strip.pages[1].setFocus()
    QTest.keyClick(strip.pages[1], Qt.Key.Key_Up)
    assert strip.here() == 0 and strip.pages[0].hasFocus()
    QTest.keyClick(strip.pages[0], Qt.Key.Key_End)
    assert strip.pages[-1].words() == f"{count} in view"
    bar = papers.view.pages._area.verticalScrollBar()
    bar.setValue(0)
    assert strip.pages[0].words() == "1 in view"
    papers.paper("evidence")
    assert not strip.isVisible(), "one page needs no list of pages"


def test_beyond_their_own_size_pages_are_drawn_for_the_size_on_show(papers):
    page, show = papers.view.pages._pages[0], papers.view.pages
    for _step in range(4):
        show.zoom(1)
    assert wait_until(lambda: not page.sharp_part().isEmpty(), PAPER_MS)
    part = page.sharp_part()
    assert part.height() < 0.7, "only what is in view"
    assert page._sharp.width() == pytest.approx(page.shown_width() * part.width(), abs=3)
    show.fit("page")
    assert wait_until(lambda: page.sharp_part().isEmpty(), PAPER_MS)


def test_a_part_of_a_page_is_that_part(papers):
    whole, _all = part_at(papers.view.pdf, 0, QRectF(0, 0, 1, 1), 801)
    part, seen = part_at(papers.view.pdf, 0, QRectF(0.25, 0.1, 0.5, 0.2), 801)
    left, top = round(seen.x() * whole.width()), round(seen.y() * whole.height())
    assert (part.width(), part.height()) == pytest.approx((400, whole.height() * 0.2), abs=2)
    meant = whole.copy(left, top, part.width(), part.height())
    places = [(x, y) for x in range(0, part.width(), 2) for y in range(0, part.height(), 2)]
    apart = sum(abs(meant.pixelColor(*at).lightness() - part.pixelColor(*at).lightness()) > 40 for at in places)
    assert apart < len(places) * 0.005


def test_given_another_way_is_written_with_its_reason(papers):
    view = papers.view
    papers.paper("aftercare")
    papers.hands.click(view.given_button)
    assert view.given.isVisible() and not view.bar.isVisible()
    papers.hands.click(view.given.write)
    assert view.given.reason.line.accessibleDescription() == "Choose how it was given."
    papers.hands.click(view.given.ways._pieces[1])
    papers.hands.click(view.given.write)
    assert "in a few words" in view.given.reason.line.accessibleDescription()
    papers.hands.type(view.given.reason.line, "to her own address")
    papers.hands.click(view.given.write)
    (given,) = handed_out(papers.main.chart, papers.visit)
    assert "as a file, by e-mail to the patient" in handed_words(given)
    assert "“to her own address”" in handed_words(given)
    assert view.bar.isVisible()
    papers.hands.click(view._tabs["kept"])
    assert "“to her own address”" in papers.said(view)
    papers.paper("evidence")
    papers.hands.click(view.given_button)
    papers.hands.click(view.given.ways._pieces[2])
    papers.hands.type(view.given.reason.line, "has it at home")
    QTest.keyClick(view.given.reason.line, Qt.Key.Key_Return)
    assert {one.way for one in handed_out(papers.main.chart, papers.visit)} == {BY_MAIL, DECLINED}
    assert not papers.main.chart.differs()


@pytest.mark.parametrize("way", ["printed", "exported"])
def test_a_form_that_could_not_be_written_down_has_not_left(papers, monkeypatch, tmp_path, way):
    papers.main.forms.show()
    view, chart = papers.main.forms.view, papers.main.chart
    papers.set(view)
    with monkeypatch.context() as patch:
        patch.setattr(chart, "save", no_save)
        papers.main.forms._print(view.bar.choice()) if way == "printed" else view.save_to(tmp_path / "form.pdf")
        let_run(50)
    assert papers.printers.made == []
    assert not (tmp_path / "form.pdf").exists()
    chart.save(NOW)
    told = [one.sentence() for one in TrailReport(chart.orm, Asked()).slice(0, 5)]
    assert not any("blank form" in sentence for sentence in told), told


def no_save(_now):
    raise NotSaved("The disk is full.")


def test_blank_forms_take_the_same_path_and_are_filed_nowhere(papers):
    papers.main.go("today")
    today = papers.main.today
    papers.hands.click(today.due.forms)
    view = papers.main.forms.view
    papers.set(view)
    assert not papers.main.banner.isVisible()
    assert "Ada" not in text_of(view.pdf)
    assert wait_until(lambda: view.bar.choice() is not None, PAPER_MS)
    assert not view.bar.recipient.isVisible()
    papers.changed(lambda: view.visit_kind._pick("M_PRP"), view)
    papers.changed(lambda: view.wanted.emit("blank_visit"), view)
    assert "review" in [code for code, _words in view.visit_kind._options]
    before = len(papers.visit.documents)
    assert wait_until(lambda: view.bar.choice() is not None, PAPER_MS)
    papers.hands.click(view.print_button)
    assert wait_until(lambda: (papers.folder / "1.pdf").exists() and not papers.prints.running(), PAPER_MS)
    assert page_count((papers.folder / "1.pdf").read_bytes()) == page_count(view.pdf)
    assert len(papers.visit.documents) == before
    assert papers.prints.loose() == [] and open_prints(papers.main.chart) == []
    view.bar.printer._pick(STOPS)
    papers.hands.click(view.print_button)
    assert wait_until(lambda: papers.prints.loose() and papers.prints.loose()[0].failed, PAPER_MS)
    view.left.emit()
    papers.main.go("today")
    assert "1 paper was not printed" in papers.said(today.due)
    papers.main.queue.show()
    assert "For nobody" in papers.said(papers.main.queue.view)
    papers.hands.click(papers.button(papers.main.queue.view, "Give up with reason"))
    row = next(iter(papers.main.queue.view._rows.values()))
    papers.hands.type(row.reason.line, "not needed")
    papers.hands.click(row.sure)
    assert papers.prints.loose() == []


def test_a_form_on_its_way_to_the_printer_is_not_given_up(papers):
    papers.main.forms.show()
    papers.set(papers.main.forms.view)
    assert wait_until(lambda: papers.main.forms.view.bar.choice() is not None, PAPER_MS)
    choice = replace(papers.main.forms.view.bar.choice(), printer=DESK)
    papers.printers.names = []
    papers.main.forms._print(choice)
    assert wait_until(lambda: papers.prints.loose() and papers.prints.loose()[0].failed, PAPER_MS)
    papers.printers.names = [DESK]
    papers.main.queue.show()
    view, (key,) = papers.main.queue.view, [job.id for job in papers.prints.loose()]
    view._rows[key].ask("not needed")
    view.again.emit(key)
    assert view._rows[key]._asked.isHidden()
    view.given_up.emit(key, "not needed")
    assert [job.id for job in papers.prints.loose()] == [key]
    assert wait_until(lambda: not papers.prints.running(), PAPER_MS)
    assert papers.prints.loose() == []


def test_a_form_is_saved_with_a_note_in_the_trail(papers, tmp_path):
    papers.main.forms.show()
    view = papers.main.forms.view
    papers.set(view)
    view.save_to(tmp_path / "form.pdf")
    assert (tmp_path / "form.pdf").read_bytes() == view.pdf
    assert not papers.main.chart.differs()


def test_the_clinics_queue_shows_what_failed_of_everybody(papers):
    choice = replace(papers.view.bar.choice(), printer=STOPS)
    papers.view.print_wanted.emit(choice)
    assert wait_until(lambda: not papers.prints.running(), PAPER_MS)
    papers.house.new_visit()
    papers.main.go("today")
    let_run(20)
    (line,) = papers.main.today.due._queue.findChildren(DueRow)
    assert line.accessibleName() == "1 paper was not printed, Print again, or give up"
    papers.hands.click(line)
    view = papers.main.queue.view
    said = papers.said(view)
    assert "SAMPLE, Ada" in said and "14-Mar-1985" in said and "Consent CN-" in said
    assert "The printer stopped after page 1" in said and STOPS in said
    assert not papers.main.banner.isVisible()
    papers.printers.names = [DESK]
    look(papers.prints)
    papers.hands.click(papers.button(view, "Print again"))
    assert wait_until(lambda: not papers.prints.running(), PAPER_MS)
    assert wait_until(lambda: "Nothing. Whatever a printer did not take" in papers.said(view), PAPER_MS)
    papers.hands.shortcut(Qt.Key.Key_Escape)
    assert papers.main.today.isVisible()


def test_giving_up_asks_why_and_keeps_the_paper(papers):
    papers.view.print_wanted.emit(replace(papers.view.bar.choice(), printer=STOPS))
    assert wait_until(lambda: not papers.prints.running(), PAPER_MS)
    papers.main.queue.show()
    view = papers.main.queue.view
    papers.hands.click(papers.button(view, "Give up with reason"))
    row = next(iter(view._rows.values()))
    papers.hands.click(row.sure)
    assert "in a few words" in row.reason.line.accessibleDescription()
    papers.hands.type(row.reason.line, "read on the screen")
    papers.prints.changed.emit()
    row = next(iter(view._rows.values()))
    assert row.reason.line.text() == "read on the screen", "what is typed stays while others print"
    papers.hands.click(row.sure)
    assert open_prints(papers.main.chart) == []
    assert len(papers.visit.documents) == 1
    (state,) = papers.prints.states(papers.visit)
    assert state.words() == f"given up, not printed on {STOPS}: read on the screen"


def test_the_front_desk_sees_identity_and_printing_only(papers):
    chart = papers.main.chart
    proven = Proven(chart.practitioners()[0], NOW, BY_PASSWORD)
    desk = add_person(chart, proven, "Kim Sample", FRONT_DESK, "quiet lamps at noon", NOW)
    papers.view.print_wanted.emit(replace(papers.view.bar.choice(), printer=STOPS))
    assert wait_until(lambda: not papers.prints.running(), PAPER_MS)
    owner = chart.at_work
    chart.work_as(desk)
    try:
        papers.main.queue.show()
        said = papers.said(papers.main.queue.view)
        assert "SAMPLE, Ada" in said
        assert "llerg" not in said and "alopecia" not in said
        papers.main.forms.show()
        papers.set(papers.main.forms.view)
        chart.at_work.left_on = NOW.date()
        papers.main.go("today")
        papers.main.queue.show()
        assert papers.main._stack.currentWidget() is not papers.main.queue.view
    finally:
        desk.left_on = None
        chart.work_as(owner)
        chart.save(NOW)
