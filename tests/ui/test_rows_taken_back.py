"""Rows that were added or taken out come back with undo and redo, also when the file was written in between."""

from charting.records.prp import Prp


def spin_of(house):
    """A sheet with one spin of five minutes, which two steps made."""
    sheet = house.record_of(Prp, house.new_visit())
    spin = house.model.add_line(sheet, "spins")
    house.model.answer(spin, "minutes", 5, None, False)
    assert house.model.save()
    return sheet


def test_a_row_that_was_taken_back_is_done_again(house):
    sheet, stack = spin_of(house), house.model.undo_stack
    for _time in range(2):
        stack.undo()
        stack.undo()
        assert house.model.save()
        assert sheet.spins == []
        stack.redo()
        stack.redo()
        assert [spin.minutes for spin in sheet.spins] == [5]
        assert house.model.save()
        assert not house.chart.differs()


def test_a_row_that_was_taken_out_comes_back_to_its_place(house):
    sheet, stack = spin_of(house), house.model.undo_stack
    first = sheet.spins[0]
    second = house.model.add_line(sheet, "spins")
    house.model.remove_line(sheet, "spins", first)
    assert house.model.save()
    stack.undo()
    assert sheet.spins == [first, second]
    assert house.model.save()
    stack.redo()
    assert sheet.spins == [second]
    assert house.model.save()
    stack.undo()
    assert sheet.spins == [first, second]
    assert house.model.save()


def in_hand(editor):
    """How long the spin took that is marked in the table, and that the fields under it are of."""
    lines, row = editor.lines(), editor._table.current()
    field = next(iter(editor._grid.cells.values()))
    return (lines[row].minutes if row >= 0 else None, field.record.minutes if field.record is not None else None)


def test_the_row_in_hand_stays_in_hand_whatever_comes_and_goes_around_it(house):
    sheet = house.record_of(Prp, house.new_visit())
    for minutes in (5, 7, 9):
        house.model.answer(house.hands.add(sheet, "spins"), "minutes", minutes, None, False)
    editor, stack = house.hands.rows(sheet, "spins"), house.model.undo_stack
    for minutes, row in ((9, 2), (7, 1)):
        editor._table.choose(row)
        for step in (
            lambda: house.model.remove_line(sheet, "spins", sheet.spins[0]),
            stack.undo,
            stack.redo,
            stack.undo,
        ):
            step()
            assert in_hand(editor) == (minutes, minutes)
    editor._table.choose(0)
    house.hands.click(editor._remove_button)
    assert in_hand(editor) == (7, 7)
    stack.undo()
    assert in_hand(editor) == (7, 7)
    house.hands.click(editor._remove_button)
    assert [spin.minutes for spin in sheet.spins] == [5, 9]
    house.model.remove_line(sheet, "spins", sheet.spins[0])
    house.model.remove_line(sheet, "spins", sheet.spins[0])
    assert in_hand(editor) == (None, None)
