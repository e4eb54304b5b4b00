"""The history of a draft: an earlier answer is put back by a button, as an answer of its own that can be undone."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from charting.actions.put_back import put_back_of
from charting.records.audit_entry import audit_entry
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.visit import Visit

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Draft:
    """A visit with a depth that was typed, saved, typed again and saved again."""

    def __init__(self, house):
        house.window.activateWindow()
        self.house, self.visit = house, house.new_visit("MN")
        needling = house.record_of(Needling, self.visit)
        self.zone = house.hands.add(needling, "zones")
        house.model.save()
        for depth in ("0.5", "1.5"):
            house.hands.answer(self.zone, "depth_mm", Decimal(depth))
            house.model.save()
        house.hands.looking_at = house.window

    def history(self):
        self.house.hands.click(self.house.window.visit.history)
        return self.house.window.records.history_view


@pytest.fixture
def draft(house):
    return Draft(house)


def row_of(view, words):
    return next(row for row in range(view.table.model().rowCount()) if view.table.told(row).words == words)


def test_an_earlier_answer_is_put_back_and_undone(draft):
    house, view = draft.house, draft.history()
    view.table.selectRow(row_of(view, "changed Depth from 0.5 mm to 1.5 mm"))
    assert view.put_back.isVisible()
    assert view.put_back.text() == "Put back Depth: 0.5 mm"
    house.hands.click(view.put_back)
    assert draft.zone.depth_mm == Decimal("0.5")
    assert view.table.told(0).words == "changed Depth from 1.5 mm to 0.5 mm"
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.zone.depth_mm == Decimal("1.5")


def test_the_first_answer_puts_back_that_there_was_none(draft):
    view = draft.history()
    view.table.selectRow(row_of(view, "entered Depth: 0.5 mm"))
    assert view.put_back.text() == "Put back Depth: no answer"


def test_what_stands_like_that_already_is_not_offered(draft):
    draft.house.model.answer(draft.zone, "depth_mm", Decimal("0.5"), None, False)
    view = draft.history()
    view.table.selectRow(row_of(view, "changed Depth from 0.5 mm to 1.5 mm"))
    assert not view.put_back.isVisible()


def test_deeds_and_signed_visits_have_nothing_to_put_back(draft):
    view = draft.history()
    view.table.selectRow(row_of(view, "viewed"))
    assert not view.put_back.isVisible()
    model = draft.house.model
    for words in ("Tolerated", "Tolerated well"):
        model.answer(draft.visit, "note", words, None, False)
        model.save()
    noted = last_of(draft.house, draft.visit, "note")
    assert put_back_of(draft.house.chart, noted, model.context()).value == "Tolerated"
    draft.visit.signed_at = model.now()
    try:
        assert put_back_of(draft.house.chart, noted, model.context()) is None
        view.table.selectRow(row_of(view, "changed Depth from 0.5 mm to 1.5 mm"))
        assert not view.put_back.isVisible()
    finally:
        draft.visit.signed_at = None


def test_every_kind_of_answer_comes_back_as_it_was(draft):
    house, model = draft.house, draft.house.model
    prp = house.record_of(Prp, house.new_visit())
    given = [
        (prp, "baseline_platelets_10e9_l", Decimal(1240), Decimal(2)),
        (prp, "two_identifiers_confirmed", False, True),
        (prp, "kit_expiry", model.now().date(), None),
        (prp, "draw_at", model.now().replace(second=0, microsecond=0), None),
        (prp, "anticoagulant", "acd_a", None),
        (draft.visit, "note", "Tolerated well, 1,000 hairs", "x"),
    ]
    for record, name, value, other in given:
        for answer in (value, other):
            model.answer(record, name, answer, None, False)
            model.save()
        earlier = put_back_of(house.chart, last_of(house, record, name), model.context())
        assert earlier is not None, name
        assert (earlier.record, earlier.name, earlier.value) == (record, name, value)
        assert type(earlier.value) is type(value)


def last_of(house, record, name):
    query = sa.select(audit_entry.c.seq).where(audit_entry.c.record_id == record.id, audit_entry.c.verb == "edited")
    named = query.where(sa.type_coerce(audit_entry.c.said, sa.Text()).contains(f'"{name}"')).order_by(audit_entry.c.seq)
    return list(house.chart.orm.scalars(named))[-1]


def test_an_entry_that_is_not_there_puts_nothing_back(draft):
    assert put_back_of(draft.house.chart, 10**9, draft.house.model.context()) is None
    assert isinstance(draft.visit, Visit)
