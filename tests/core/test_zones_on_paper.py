"""The scalp map in the chart summary: a number in every treated zone, the same numbers in the table beside it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from charting.output.documents import build
from charting.output.proof import read_back, says
from charting.output.scalp_map import Marked, ScalpFigure
from charting.output.styles import Kind, styles_for
from charting.records.applied_zone import AppliedZone
from charting.records.needled_zone import NeedledZone
from charting.records.zones import ZONES
from tests.core.test_documents import empty_visit, full_visit, paper_of

D = Decimal


def page_of(visit, words):
    """The page that holds these words."""
    return next(page for page in read_back(build("chart_summary", paper_of(visit))) if says(page, words))


def needled(*rows):
    visit = empty_visit()
    for position, (zone, depth, passes, endpoint) in enumerate(rows):
        visit.needling.zones.append(
            NeedledZone(
                position=position,
                zone=zone,
                depth_mm=depth and D(depth),
                passes=passes and D(passes),
                endpoint=endpoint,
                area_cm2=D(20),
            )
        )
    return visit


def test_the_map_and_its_table_carry_the_same_numbers():
    visit = needled(("frontal_left", "1", 5, "mild_erythema"), ("mid_scalp", "1.25", 4, None))
    page = page_of(visit, "1 Frontal left")
    assert says(page, "Seen from above, nose up")
    assert says(page, "LEFT")
    assert says(page, "RIGHT")
    assert says(page, "1 Frontal left 20 1 5 Mild erythema")
    assert says(page, "2 Mid-scalp 20 1.25 4 Not recorded")
    assert says(page, "1 · 5×")
    assert says(page, "1.25 · 4×")
    assert says(page, "All zones 40 9")
    assert says(page, "Hatched: begun or planned")


def test_the_application_has_its_map_with_what_was_given():
    visit = empty_visit()
    for position, (zone, ml) in enumerate((("full_top", "3.2"), ("occipital_donor", "0.6"))):
        visit.application.zones.append(AppliedZone(position=position, zone=zone, ml=D(ml)))
    page = page_of(visit, "1 Full top")
    assert says(page, "1 Full top 3.2")
    assert says(page, "2 Occipital donor area 0.6")
    assert says(page, "All zones 3.8")


@pytest.mark.parametrize("zone", [choice.code for choice in ZONES])
def test_every_zone_is_numbered_on_the_drawing(zone):
    drawn = Listening()
    figure = ScalpFigure(styles_for(Kind.CLINICAL), {zone: Marked("7", ("1.25 · 5×", "1.25"), True)})
    figure.wrap(150, 500)
    figure.canv = drawn
    figure.draw()
    assert drawn.words.count("7") == (2 if zone == "brows" else 1), "the brows stand on both sides"


def test_states_differ_without_colour():
    styles, lines = styles_for(Kind.CLINICAL), {}
    for state, marked in (("off", {}), ("planned", {"vertex": False}), ("done", {"vertex": True})):
        drawn = Listening()
        figure = ScalpFigure(styles, {code: Marked("1", (), done) for code, done in marked.items()})
        figure.wrap(150, 500)
        figure.canv = drawn
        figure.draw()
        lines[state] = (drawn.count("setDash"), drawn.count("line") > 0, drawn.greys)
        assert drawn.count("setFillColor") == drawn.count("setStrokeColor") == 0
    assert lines["off"][0] > lines["planned"][0]
    assert lines["planned"][1]
    assert not lines["done"][1]
    assert 0.88 in lines["done"][2]


def test_two_rows_of_a_zone_share_it_and_nothing_is_lost():
    visit = needled(("vertex", "1", 5, "mild_erythema"), ("vertex", "1.5", 2, None), (None, "0.5", 3, None))
    page = page_of(visit, "3 Not recorded 20")
    assert says(page, "1, 2")
    assert says(page, "3 Not recorded 20 0.5 3 Not recorded")


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_rows_without_a_zone_are_a_plain_table(size):
    visit = needled((None, "0.5", 3, None))
    text = "\n".join(read_back(build("chart_summary", replace(paper_of(visit), page_size=size))))
    assert says(text, "0.5")
    assert not says(text, "Seen from above")


def test_the_plasma_has_a_map_of_its_own_where_its_zones_are_others():
    visit = full_visit()
    text = "\n".join(read_back(build("chart_summary", paper_of(visit))))
    assert text.count("Seen from above") == 1
    assert says(text, "numbered as on the map above")
    visit.application.zones[0].zone = "vertex"
    text = "\n".join(read_back(build("chart_summary", paper_of(visit))))
    assert text.count("Seen from above") == 2


class Listening:
    """Stands in for a canvas and writes down what is drawn."""

    def __init__(self):
        self.words, self.greys, self.calls = [], [], []

    def drawCentredString(self, _x, _y, words):
        self.words.append(words)

    def setFillGray(self, grey):
        self.greys.append(grey)

    def stringWidth(self, words, _face, size):
        return 0.55 * size * len(words)

    def beginPath(self):
        return self

    def count(self, name):
        return self.calls.count(name)

    def __getattr__(self, name):
        return lambda *_arguments, **_options: self.calls.append(name)
