"""The dose ledger at the window: always in view, stops an overdose in words, and its override is printed."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from charting.output.documents import build, gather
from charting.records.anaesthesia import Anaesthesia
from charting.records.assessment import Assessment
from charting.records.base import findings
from charting.records.decision import decision_on
from charting.records.screening import Screening
from tests.ui.hands import wait_until
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.parts.buttons import PlainButton
from ui.parts.choice_piece import ChoicePiece
from ui.views.point_row import PointRow

# What the offscreen platform says of a list of suggestions that opens under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
REASON = "Slow infiltration over ninety minutes."


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


class Charted:
    """One visit in which mixed agents exceed the limit, charted at the window."""

    def __init__(self, house):
        self.house, self.hands = house, house.hands
        self.visit = house.new_visit("M_PRP")
        screening = house.record_of(Screening, self.visit)
        for answer in screening.answers:
            if answer.code in {"C20", "C35", "C29", "C32"}:
                self.hands.answer(answer, "answer", "no")
        self.weigh("62")
        self.sheet = house.record_of(Anaesthesia, self.visit)
        cream = self.hands.add(self.sheet, "topicals")
        self.hands.answers(cream, product="EMLA (lidocaine 2.5 % + prilocaine 2.5 %)", applied_g="10", area_cm2="106")
        self.hands.answers(cream, applied_at="13:13", skin_intact=True)
        self.dose = self.hands.add(self.sheet, "doses")

    @property
    def card(self):
        return self.house.window.visit.rail.ledger

    def weigh(self, kg):
        assessment = self.house.record_of(Assessment, self.visit)
        self.hands.answers(assessment, weight_kg=kg, weight_date="today", weight_source="measured_today")
        self.hands.answer(assessment, "height_cm", "168")

    def said(self, part):
        """Wait until the card says something."""
        assert wait_until(lambda: part in words(self.card), 2000), words(self.card)

    def stop(self):
        context = self.house.model.context()
        found = [f for f in findings(self.sheet, context) if f.rule == "ledger.total" and f.blocks]
        return found[0] if found else None


@pytest.fixture(scope="module")
def charted(house):
    return Charted(house)


def test_room_is_shown_before_there_is_a_volume(charted):
    charted.hands.answers(charted.dose, agent="Lidocaine + adrenaline", adrenaline="1:200000")
    pieces = [p.text() for p in charted.house.window.findChildren(ChoicePiece) if p.isVisible() and "mg/mL" in p.text()]
    assert pieces == ["0.5 % (5 mg/mL)", "1 % (10 mg/mL)", "1.5 % (15 mg/mL)", "2 % (20 mg/mL)"]
    charted.hands.answer(charted.dose, "concentration_pct", "1")
    charted.said("21.5 mL")
    charted.hands.answer(charted.dose, "concentration_pct", "2")
    charted.said("10.7 mL")
    charted.hands.answer(charted.dose, "concentration_pct", "1")
    assert charted.dose.volume_ml is None


def test_another_strength_is_typed_only_after_asking_for_it_and_warned_about(charted):
    cell = charted.hands.cell(charted.dose, "concentration_pct")
    line = cell.editor.findChild(QLineEdit)
    assert not line.isVisible()
    charted.hands.click(next(p for p in cell.editor.findChildren(ChoicePiece) if p.text() == "Other"))
    charted.hands.type(line, "4")
    assert charted.dose.concentration_pct == Decimal(4)
    context = charted.house.model.context()
    assert "dose.strength" in {f.rule for f in findings(charted.dose, context)}
    charted.hands.tap_listed(cell, "1")
    assert charted.dose.concentration_pct == Decimal(1)
    assert not line.isVisible()


def test_an_overdose_of_mixed_agents_is_stopped_in_words(charted):
    charted.hands.answers(charted.dose, volume_ml="30", given_at="13:46")
    said = "Dose would reach 119.5 % of the limit. Give at most 21.5 mL of lidocaine 1 %, or write a reason to go on."
    charted.said(said)
    assert "over the limit" in charted.card.bar.accessibleName()
    assert charted.stop().blocks


def test_the_ledger_stands_on_every_sheet_and_spells_out_its_sum(charted):
    charted.house.record_of(Assessment, charted.visit)
    charted.said("119.5 %")
    charted.hands.click(charted.card.sum_button)
    charted.said("250 mg × 0.25 absorbed = 62.5 mg; limit 3 mg/kg × 62 kg = 186 mg; 62.5 ÷ 186 = 0.336")
    charted.hands.click(charted.card.sum_button)


def test_an_override_is_kept_and_printed_and_a_new_weight_asks_again(charted):
    window = charted.house.window
    window.go("sign_off")
    let_run(50)
    row = next(r for r in window.sign_off.findChildren(PointRow) if "Dose would reach" in words(r))
    charted.hands.looking_at = charted.house.window
    reason, secret = row.findChildren(QLineEdit)[:2]
    charted.hands.type(reason, REASON)
    charted.hands.type(secret, PASSWORD)
    charted.hands.click(next(b for b in row.findChildren(PlainButton) if b.text() == "Override"))
    (decision,) = charted.visit.decisions
    assert (decision.kind, decision.reason, decision.what) == (
        "overridden",
        REASON,
        "Dose would reach 119.5 % of the limit",
    )
    paper = gather(charted.visit, charted.house.chart.clinic(), NOW, "Dr Rowan Sample")
    printed = text_of(build("chart_summary", paper))
    assert REASON in printed
    assert "119.5" in printed
    assert "62.5 ÷ 186 = 0.336" in printed
    assert decision_on(charted.visit, charted.stop()) is decision
    charted.weigh("60")
    assert decision_on(charted.visit, charted.stop()) is None


def text_of(pdf):
    import pypdfium2

    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_a_drug_that_was_begun_to_be_typed_is_taken_from_the_list(house):
    sheet = house.record_of(Anaesthesia, house.new_visit())
    dose = house.hands.add(sheet, "doses")
    line = house.hands.cell(dose, "agent").editor.findChild(QLineEdit)
    house.window.activateWindow()
    house.hands.bring_into_view(line)
    line.setFocus()
    QTest.keyClicks(line, "lid")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert (dose.agent, line.text()) == ("Lidocaine", "Lidocaine")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "lid")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert dose.agent == "lid"
    found = [one for one in findings(sheet, house.model.context()) if one.rule == "dose.unlisted"]
    assert [one.what for one in found] == ["lid is no drug of the list"]
    house.hands.answers(dose, concentration_pct="1", volume_ml="60")
    blocked = [one for one in findings(sheet, house.model.context()) if one.record_id == dose.id]
    assert any(one.blocks and one.why == "lid is no drug of the list" for one in blocked)
