"""A row of the finder keeps its lines apart, whatever script the name is written in."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from ui.theme import Theme
from ui.views.people import PeopleList, Person

# What the offscreen platform says of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LATIN, ARABIC, HINDI = "SAMPLE, Ada", "نموذج, ليلى", "नमूना, आशा"


def dark_rows(image, area):
    """The rows of dots in which something is written."""
    plain = image.pixelColor(area.left() - 4, area.top() + 2)
    return {
        y
        for y in range(area.top(), area.bottom())
        if any(image.pixelColor(x, y) != plain for x in range(area.left(), area.right()))
    }


def rows_of(qtbot, name):
    view = PeopleList(Theme(), "Patients found")
    qtbot.addWidget(view)
    view.resize(400, 240)
    view.show_people([Person("1", LATIN, "", "none", "", ""), Person("2", name, "09-Sep-1990 (36y)", "none", "", "")])
    view.show()
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    place = view.visualItemRect(view.item(1))
    return dark_rows(image, QRect(place.left() + 14, place.top() + 6, 200, 38))


@pytest.mark.parametrize("name", [LATIN, ARABIC, HINDI])
def test_name_and_day_of_birth_never_touch(qtbot, name):
    written = sorted(rows_of(qtbot, name))
    gaps = [low for low, high in pairwise(written) if high - low > 1]
    assert gaps, "a row of dots between the lines is empty"
