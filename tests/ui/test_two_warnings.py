"""Two long warnings beside each other: both can be read, each with the name of its field."""

from tests.ui.waiting import let_run
from ui.binding.grid import FieldGrid

LONG = "Above what is usual for this patient, look at the measurement again and write down why it stands as it does"


def beside(house):
    """Two fields of one row of the assessment, and their grid."""
    visit = house.new_visit()
    house.record_of(type(visit.assessment), visit)
    for grid in house.window.visit.form.findChildren(FieldGrid):
        cells = [cell for cell in grid.cells.values() if cell.isVisible()]
        for one in cells:
            row = [c for c in cells if c.y() == one.y() and c.note.isVisible()]
            if len(row) >= 4:
                return grid, row[0], row[1]
    raise AssertionError("no row of four fields")


def test_each_has_a_line_over_the_whole_width_and_names_its_field(house):
    grid, one, other = beside(house)
    for cell in (one, other):
        cell.note.say(LONG, "amber")
    let_run(20)
    house.window.visit.setFocus()
    grid.notes.arrange()
    running = {shown.note: shown for shown in grid.notes.running()}
    for cell in (one, other):
        shown = running[cell.note]
        assert shown.lines == [f"{cell.declared.title}: {LONG}"] and not shown.cut
        assert grid.notes.rect().contains(shown.place)
    assert not running[one.note].place.intersects(running[other.note].place)
    assert running[other.note].place.bottom() <= one.note.mapTo(grid, one.note.rect().bottomLeft()).y() + 2


def test_one_alone_runs_on_as_before(house):
    grid, one, _other = beside(house)
    one.note.say(LONG, "amber")
    house.window.visit.setFocus()
    grid.notes.arrange()
    (shown,) = [running for running in grid.notes.running() if running.note is one.note]
    assert " ".join(shown.lines) == LONG
