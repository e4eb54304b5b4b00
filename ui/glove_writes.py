"""What a press of glove mode writes, through the chart model."""

from charting.origins import SCANNED, at_time
from charting.records.glove_page import Answer, At, Confirm, Crossed, NewRow, Noted, Now, Write
from ui.chart_model import ChartModel


def write_down(model: ChartModel, write: Write) -> None:
    """Give one answer, stamp one time, add one row or take one out."""
    match write:
        case Answer(record, name, value, scanned):
            model.answer(record, name, value, None, False, at_time(SCANNED, model.now()) if scanned else None)
        case Now(record, name):
            model.tap_time(record, name)
        case At(record, name, moment):
            model.tap_time(record, name, moment)
        case Confirm(record, name):
            model.confirm(record, name)
        case Noted(record, name, _words):
            model.answer(record, name, write.text(model.now()), None, False)
        case NewRow(sheet, name, answers, stamped):
            row = model.add_line(sheet, name)
            for field, value in answers:
                model.answer(row, field, value, None, False)
            for field in stamped:
                model.tap_time(row, field)
        case Crossed(sheet, name, row):
            model.remove_line(sheet, name, row)
