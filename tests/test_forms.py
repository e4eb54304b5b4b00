"""Every declared field stands on its form, once: told by reading the compositions, without a window."""

import importlib
import pkgutil
from collections import Counter

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt's libraries are missing", exc_type=ImportError)

import ui.forms
from charting.fields import fields_of, line_model, lines_of
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from ui.binding.layout import Checklist, Panel, Rows, Span
from ui.parts.columns_layout import COLUMNS
from ui.views.sheet_forms import compose_of

RECORDS = (Patient, Course, Visit, *SHEETS)


class Placing:
    """Stands in for a form and writes down what is placed."""

    def __init__(self, model):
        self.model = model
        self.places = []
        self.titles = []

    def section(self, title, *places, note=""):
        self.titles.append(title)
        self.places.extend(place for place in places if not isinstance(place, Panel))

    def placed(self):
        """How often each attribute of the record and its lines is placed, by record and name."""
        found = Counter()
        for place in self.places:
            if isinstance(place, Rows):
                found.update([key_of(place.attribute), *map(attribute_key, place.fields)])
            elif isinstance(place, Checklist):
                found.update([key_of(place.attribute), key_of(place.answer), *map(key_of, place.more)])
            else:
                found[attribute_key(place)] += 1
        return found


def key_of(attribute):
    return attribute.class_.__name__, attribute.key


def attribute_key(place):
    return key_of(place.attribute if isinstance(place, Span) else place)


def compositions():
    """Every composition of ui.forms by the name of its module."""
    for module in pkgutil.iter_modules(ui.forms.__path__):
        compose = getattr(importlib.import_module(f"ui.forms.{module.name}"), "compose", None)
        if compose is not None:
            yield module.name, compose


def composed(model):
    form = Placing(model)
    compose_of(model)(form)
    return form


def declared(model):
    for name in fields_of(model):
        yield model.__name__, name
    for name in lines_of(model):
        yield model.__name__, name
        line = line_model(model, name)
        yield from ((line.__name__, field) for field in fields_of(line))


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_declared_field_is_placed_once(model):
    placed = composed(model).placed()
    wanted = set(declared(model))
    assert sorted(wanted - placed.keys()) == [], "declared but not on the form"
    assert sorted(placed.keys() - wanted) == [], "on the form but not of this record"
    assert sorted(key for key, count in placed.items() if count > 1) == [], "placed more than once"


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_table_shows_only_what_its_editor_edits(model):
    for place in composed(model).places:
        if isinstance(place, Rows):
            columns = {key_of(column) for column in place.table}
            assert columns <= {attribute_key(field) for field in place.fields}
            assert 1 <= len(place.table) <= 7


@pytest.mark.parametrize("name, compose", [*compositions()], ids=lambda value: value if isinstance(value, str) else "")
def test_spans_stay_on_the_grid(name, compose):
    form = Placing(None)
    compose(form)
    assert form.places
    assert [
        attribute_key(place) for place in form.places if isinstance(place, Span) and not 1 <= place.columns <= COLUMNS
    ] == []
    assert len(form.titles) == len(set(form.titles)), "two sections of one title"
