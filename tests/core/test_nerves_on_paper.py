"""The nerves that were blocked, in the chart summary: points on the head, and a table that names side, drug and mL."""

from decimal import Decimal

import pytest

from charting.output.proof import says
from charting.output.styles import Kind, styles_for
from charting.output.summary_nerves import NerveFigure
from charting.records.dose import NERVE_BLOCKS, Dose
from tests.core.test_documents import empty_visit
from tests.core.test_zones_on_paper import Listening, page_of


def blocked(*rows):
    visit = empty_visit()
    for position, (technique, side, volume) in enumerate(rows):
        dose = Dose(
            position=position,
            agent="Lidocaine + adrenaline",
            concentration_pct=Decimal(1),
            adrenaline="1:200000",
            technique=technique,
            side=side,
            volume_ml=volume and Decimal(volume),
        )
        visit.anaesthesia.doses.append(dose)
    return visit


def test_the_table_names_nerve_side_drug_and_volume():
    visit = blocked(("supraorbital", "left", "1.5"), ("greater_occipital", "both", "2"), ("ring_block", "both", "9"))
    page = page_of(visit, "Nerves blocked")
    assert says(page, "1 Supraorbital Left Lidocaine + adrenaline 1 % 1:200 000 1.5")
    assert says(page, "2 Greater occipital Both Lidocaine + adrenaline 1 % 1:200 000 2")
    assert not says(page, "3 Ring block"), "a ring is no nerve point"
    assert says(page, "LEFT")
    assert says(page, "RIGHT")


def test_what_nobody_recorded_is_said():
    page = page_of(blocked(("auriculotemporal", None, None)), "Nerves blocked")
    assert says(page, "1 Auriculotemporal Not recorded")


def test_without_a_nerve_block_there_is_no_map_of_nerves():
    page = page_of(blocked(("ring_block", "both", "9")), "Anaesthesia")
    assert not says(page, "Nerves blocked")


@pytest.mark.parametrize("nerve", sorted(NERVE_BLOCKS))
def test_each_point_is_filled_on_its_own_side(nerve):
    for side, filled in (("left", 1), ("right", 1), ("both", 2), ("midline", 0), ("", 0)):
        drawn = Points()
        figure = NerveFigure(styles_for(Kind.CLINICAL), {(nerve, side): "7"}, 150)
        figure.wrap(150, 500)
        figure.canv = drawn
        figure.draw()
        assert drawn.filled == filled
        assert drawn.rings == 2 * len(NERVE_BLOCKS)
        assert drawn.words.count("7") == max(filled, 1)


class Points(Listening):
    """Counts the points and how many of them are black."""

    def __init__(self):
        super().__init__()
        self.rings = self.filled = 0

    def circle(self, *_place, **_how):
        self.rings += 1
        self.filled += self.greys[-1] == 0
