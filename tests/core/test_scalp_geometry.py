"""The drawing of the scalp: every zone has its place, nothing overlaps, every label stands inside its zone."""

import json
from itertools import combinations

import pytest

from charting.catalogue import FOLDER
from charting.catalogue_scalp import holds, outline_of, scalp_map, towards
from charting.errors import Known
from charting.records.dose import NERVES
from charting.records.zones import ZONES

MAP = scalp_map()
VIEWS = list(MAP.views.values())
PLACES = [(view.name, zone) for view in VIEWS for zone in (*view.zones.values(), *view.sub_zones.values())]
each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
each_place = pytest.mark.parametrize(("name", "zone"), PLACES, ids=lambda one: getattr(one, "code", one))


def test_it_names_its_version():
    assert MAP.version == "2026-11-21"
    assert list(MAP.views) == ["top", "left", "right", "back"]


@pytest.mark.parametrize("code", [choice.code for choice in ZONES])
def test_every_zone_code_has_a_place(code):
    parts = MAP.parts_of(code)
    assert parts
    assert all(MAP.view_of(part) for part in parts)


def test_the_map_shows_nothing_that_is_no_zone():
    assert {zone.code for _name, zone in PLACES} | MAP.composites.keys() == {choice.code for choice in ZONES}


def test_a_sub_zone_lies_over_a_zone_of_its_view():
    for view in VIEWS:
        for zone in view.sub_zones.values():
            assert zone.parent in {*view.zones, ""}
            assert not zone.parent or holds(view.zones[zone.parent].path, zone.label_at)


@each_place
def test_paths_are_closed(name, zone):
    assert zone.path[0].kind == "M"
    assert zone.path[0].points[-1] == zone.path[-1].points[-1]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in outline_of(zone.path))


@each_place
def test_a_label_stands_in_its_zone(name, zone):
    assert holds(zone.path, zone.label_at)
    if zone.beside is not None:
        assert holds(zone.path, zone.beside)
        assert not any(holds(sub.path, zone.beside) for sub in MAP.views[name].sub_zones.values())


@each_view
def test_zones_of_one_view_do_not_overlap(view):
    held = {code: {point for point in grid() if holds(zone.path, point)} for code, zone in view.zones.items()}
    assert all(held.values())
    assert [(one, other) for one, other in combinations(held, 2) if held[one] & held[other]] == []


@each_view
def test_zones_lie_on_the_head(view):
    outside = [(zone.code, zone.label_at) for zone in view.zones.values() if not holds(view.outline, zone.label_at)]
    assert outside == []


def test_left_is_left():
    for view, sign in (("top", 1), ("back", 1)):
        zones = MAP.views[view].zones
        for code in zones:
            if code.endswith("_left"):
                other = zones[code.replace("_left", "_right")]
                assert (other.label_at[0] - zones[code].label_at[0]) * sign > 0
    for nerve in MAP.nerves.values():
        assert nerve.left[0] < 0.5 < nerve.right[0]
        assert nerve.number_left[0] < 0.5 < nerve.number_right[0]


def test_every_nerve_has_a_point_on_either_side():
    assert MAP.nerves.keys() == {code for code, _label in NERVES}


def test_arrows_reach_every_zone_and_come_back():
    top = {code: zone.label_at for code, zone in MAP.views["top"].zones.items()}
    assert towards(top, "mid_scalp", 0, 1) == "vertex"
    assert towards(top, "mid_scalp", -1, 0) == "parietal_left"
    assert towards(top, "frontal_left", 1, 0) == "frontal_right"
    assert towards(top, "frontal_hairline", 0, -1) == "frontal_hairline"
    reached, waiting = set(), ["mid_scalp"]
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting += [towards(top, code, dx, dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    assert reached == top.keys()


def test_a_broken_drawing_is_named(tmp_path):
    with pytest.raises(Known, match=r"scalp_map\.json"):
        scalp_map(tmp_path)
    drawing = json.loads((FOLDER / "scalp_map.json").read_text("utf-8"))
    drawing["views"]["top"]["zones"]["vertex"]["path"].pop()
    (tmp_path / "scalp_map.json").write_text(json.dumps(drawing), "utf-8")
    with pytest.raises(Known, match="vertex is not closed"):
        scalp_map(tmp_path)


def grid(side=60):
    return [((x + 0.37) / side, (y + 0.41) / side) for x in range(side) for y in range(side)]
