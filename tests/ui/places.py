"""Every screen and every sheet of the clinic, one after the other, as the generic tests visit them."""

from PySide6.QtWidgets import QWidget

from charting.fields import lines_of
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from tests.ui.waiting import let_run

SCREENS = ("today", "new_patient", "photos", "sign_off", "preview")
PLACES = (*SCREENS, *(model.__name__ for model in (Patient, Course, Visit, *SHEETS)))
_MODELS = {model.__name__: model for model in (Patient, Course, Visit, *SHEETS)}


class Round:
    """Goes to each place of a house with one visit whose lists all have a row."""

    def __init__(self, house):
        self.house = house
        self.visit = house.new_visit()
        for record in (house.patient(), house.patient().courses[-1], *house.window.visit._records()):
            for name in lines_of(type(record)):
                if not getattr(record, name):
                    house.model.add_line(record, name)
        house.model.save()

    def go(self, place: str) -> QWidget:
        """Show a place and return its form, or the window."""
        window = self.house.window
        if place in _MODELS:
            model = _MODELS[place]
            if model in (Patient, Course):
                self.house.record_of(model, self.visit)
            else:
                if window._visit is not self.visit:
                    window.open_visit(self.visit.id)
                window.go("visit")
                window.visit._show_sheet(next(r for r in window.visit._records() if type(r) is model))
            let_run(20)
            return self.house.form_of(model)
        if place in ("photos", "sign_off", "preview") and window._visit is not self.visit:
            window.open_visit(self.visit.id)
        if place == "preview":
            window._show_preview()
        else:
            window.go(place)
        let_run(20)
        return window
