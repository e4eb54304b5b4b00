"""Where the cursor goes when a sheet is shown: to what is missing, so that nobody has to look for it."""

from charting.context import Context
from charting.findings import Level
from charting.records.base import Record, findings
from charting.records.visit import Visit
from ui.binding.form import Form


def put_cursor(form: Form, sheet: Record, context: Context, *, read_only: bool) -> None:
    """Into the first field while it is open, else the first one missing, on the visit's own sheet its note."""
    form.setFocus()
    found = () if read_only else findings(sheet, context)
    places = {(one.record_id, one.field) for one in found if one.level is Level.MISSING and one.field}
    if isinstance(sheet, Visit) and sheet.note is None and not read_only:
        places.add((sheet.id, "note"))
    if not form.focus_first(places):
        form.go_on()
