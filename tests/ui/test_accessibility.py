"""A screen reader and a keyboard get everywhere, in the order in which people read."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from charting.kinds import Drawn
from tests.ui.places import PLACES, SCREENS, Round
from ui.binding.cell import Cell

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FORMS = [place for place in PLACES if place not in SCREENS]


@pytest.fixture(scope="module")
def round_of(house):
    return Round(house)


@pytest.mark.parametrize("place", PLACES)
def test_whatever_takes_the_focus_has_a_name(round_of, place):
    round_of.go(place)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in round_of.house.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not widget.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("place", FORMS)
def test_tab_follows_the_reading_order(round_of, place):
    form = round_of.go(place)
    walked = walk(form)
    wrong = [f"{before} → {after}" for (before, one), (after, other) in pairwise(walked) if earlier(other, one)]
    assert wrong == []
    names = {name for name, _place in walked}
    assert [name for name in tabbed_names(form) if name not in names] == []


@pytest.mark.parametrize("place", FORMS)
def test_tab_never_leaves_the_visible(round_of, place):
    form = round_of.go(place)
    cells(form)[0].editor.setFocus()
    last = cells(form)[-1].editor
    last.setFocus()
    for _step in range(25):
        target = QApplication.focusWidget()
        assert target is not None
        assert target.isVisible(), f"the focus went to a hidden {target.accessibleName()}"
        QTest.keyClick(target, Qt.Key.Key_Tab)


def cells(form):
    """The visible cells that take the focus."""
    return [c for c in form.findChildren(Cell) if c.isVisible() and c.record and not isinstance(c.declared, Drawn)]


def tabbed_names(form):
    """What Tab has to come by; the detail of a question is on the way only beside a yes."""
    on_the_way = [cell for cell in cells(form) if cell.focusPolicy() is not Qt.FocusPolicy.ClickFocus]
    return [(cell.declared.name, cell.record.id) for cell in on_the_way]


def walk(form):
    """Tab from the first field on; which cells had the focus, and where they stand on the form."""
    known = cells(form)
    first = min(known, key=lambda cell: (cell.mapTo(form, QPoint(0, 0)).y(), cell.mapTo(form, QPoint(0, 0)).x()))
    first.editor.setFocus()
    found = []
    for _step in range(3 * len(known) + 20):
        target = QApplication.focusWidget()
        if target is None or not form.isAncestorOf(target):
            break
        for cell in known:
            if cell.isAncestorOf(target):
                found.append(((cell.declared.name, cell.record.id), (cell.mapTo(form, QPoint(0, 0)), cell.size())))
        QTest.keyClick(target, Qt.Key.Key_Tab)
    return found


def earlier(one, other):
    """Whether a place is read before another one: in a line above it, or to its left in the same line."""
    (at, size), (other_at, _size) = one, other
    if at.y() + size.height() <= other_at.y():
        return True
    same_line = abs(at.y() - other_at.y()) < 20
    return same_line and at.x() < other_at.x()
