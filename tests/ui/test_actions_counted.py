"""How many acts a visit takes at the window, counted: a first visit, and a repeat visit four weeks later.

practice.md asks for 60 acts and 40 words at a repeat visit. The ceilings here are what an honest hand needs today:
docs/decisions/0020-counted-acts.md says where each act goes. They only ever come down.
"""

from decimal import Decimal

import pypdfium2
import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from charting.origins import SCANNED
from charting.records.base import copied_answers
from charting.records.prp import Prp
from charting.records.signed import SIGNED, sheets_of, signature_state
from charting.store.verify import verify
from tests import counted
from tests.ui.counted_story import first_visit, repeat_visit
from tests.ui.counted_visit import FIRST_DAY, REPEAT_DAY, ZONES, Visited
from tests.ui.counting import CountingHand
from tests.ui.waiting import let_run

# What the offscreen platform says of lists that open under a field, and of windows brought to the front.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MOST = {"first": (129, 36), "repeat": (60, 9)}
VISITS = tuple(MOST)


@pytest.fixture(scope="module")
def told(dressed, tmp_path_factory):
    story = Visited(dressed, tmp_path_factory.mktemp("counted") / "clinic")
    for which, day, chart in (("first", FIRST_DAY, first_visit), ("repeat", REPEAT_DAY, repeat_visit)):
        story.begin(day)
        chart(story)
        story.keep(which)
    yield story
    story.close()


@pytest.mark.parametrize("which", VISITS)
def test_a_visit_takes_no_more_acts_and_words_than_this(told, which):
    hand = told.kept[which].hand
    for sheet, (acts, words) in hand.by_sheet().items():
        counted.add(f"acts of a {which} visit", f"{sheet}, {words} words", acts)
    counted.add(f"acts of a {which} visit", f"in all, {hand.words} words", hand.actions)
    most_acts, most_words = MOST[which]
    assert hand.actions <= most_acts
    assert hand.words <= most_words


@pytest.mark.parametrize("which", VISITS)
def test_nothing_was_open_decided_or_left_unconfirmed(told, which):
    visit = told.kept[which].visit
    assert told.kept[which].open_points == []
    assert visit.decisions == []
    assert [found for sheet in sheets_of(visit) for found in copied_answers(sheet)] == []


@pytest.mark.parametrize("which", VISITS)
def test_what_was_done_stands_in_the_chart(told, which):
    visit = told.kept[which].visit
    cream, (first, second) = visit.anaesthesia.topicals[0], visit.anaesthesia.doses
    assert (cream.lot, first.lot, second.lot) == ("PR-4471", "PR-9020", "PR-9020")
    assert (visit.prp.kit_lot, visit.needling.cartridge_lot) == ("PR-7731", "PR-2291")
    assert [(z.zone, z.depth_mm, z.passes) for z in visit.needling.zones] == [
        (zone, Decimal(depth), Decimal(4)) for zone, depth in ZONES.items()
    ]
    assert {zone.ml for zone in visit.application.zones} == {Decimal("0.8")}
    assert visit.application.total_injected_ml == Decimal(4)
    assert visit.started_at == cream.applied_at
    assert visit.ended_at >= visit.needling.end_at
    assert all(spin.started_at and spin.ended_at for spin in visit.prp.spins)
    answered = {answer.code: answer.answer for answer in visit.screening.answers}
    assert (answered.pop("C19"), set(answered.values())) == (None, {"no"})
    assert visit.consent.signed_at < visit.started_at
    assert visit.after.next_session_on is not None
    assert visit.after.call_by is not None


@pytest.mark.parametrize("which", VISITS)
def test_the_signature_fits_what_stands_there(told, which):
    visit = told.kept[which].visit
    assert signature_state(visit) == SIGNED
    assert visit.visit_signature.strokes is None


def test_the_whole_file_verifies(told):
    chart = told.main.chart
    assert verify(chart.source, told.clock()).whole


@pytest.mark.parametrize("which", VISITS)
def test_the_papers_say_what_was_done(told, which):
    papers = {path.name: text_of(path) for path in told.kept[which].papers}
    everything = " ".join(papers.values())
    summary = max(papers.values(), key=len)
    for words in ("PR-4471", "PR-9020", "PR-7731", "PR-2291", "Dermapen 4", "64.5", "Tolerated well; no faintness."):
        assert words in summary, words
    assert "SAMPLE" in everything
    assert "Signed on the screen with PIN or password" in summary
    if which == "repeat":
        assert "Agreed to in the consent of" in everything


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


def test_a_code_that_is_typed_sign_by_sign_is_read_once_it_is_whole(told):
    prp, model = Prp(), told.main.model
    scan = "(01)09506000134352(17)280630(10)PR-7731(21)S1"
    for end in range(1, len(scan) + 1):
        model.answer(prp, "kit_udi", scan[:end], None, True)
    assert prp.kit_lot is None
    let_run(250)
    assert (prp.kit_lot, prp.origins["kit_lot"][0]) == ("PR-7731", SCANNED)
    model.answer(prp, "kit_udi", scan.replace("PR-7731", "PR-8000"), None, False)
    assert prp.kit_lot == "PR-8000"


def test_the_hand_touches_nothing_that_is_hidden_off_or_covered(told, qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(300, 200)
    hidden, off, covered, cover = QPushButton(room), QPushButton(room), QPushButton(room), QWidget(room)
    line = QLineEdit(room)
    for widget, top in ((hidden, 0), (off, 40), (covered, 80), (cover, 80), (line, 120)):
        widget.setGeometry(0, top, 100, 30)
    room.show()
    qtbot.waitExposed(room)
    hidden.hide()
    off.setEnabled(False)
    line.setReadOnly(True)
    hand = CountingHand(room)
    for widget in (hidden, off, covered):
        with pytest.raises(AssertionError):
            hand.click(widget)
    with pytest.raises(AssertionError):
        hand.type(line, "5")
    assert hand.actions == 0
