"""The bytes under a signature: the same on every machine, different for every answer."""

import json
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.fields import fields_of, line_model, lines_of
from charting.kinds import Day, Drawn, ManyOf, Moment, Number, OneOf, YesNo
from charting.records.base import Record
from charting.records.canonical import canonical, canonical_bytes
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.sheets import SHEETS

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


def two_answers(declared):
    """Two different answers that a field may hold."""
    if isinstance(declared, Number):
        return Decimal(1), Decimal(2)
    if isinstance(declared, Day):
        return date(2026, 1, 2), date(2026, 2, 1)
    if isinstance(declared, Moment):
        return NOW, NOW + timedelta(minutes=1)
    if isinstance(declared, YesNo):
        return True, False
    if isinstance(declared, Drawn):
        return (((1.0, 2.0, 0.5, 0.0),),), (((1.0, 2.0, 0.5, 1.0),),)
    if isinstance(declared, OneOf | ManyOf):
        codes = [choice.code for choice in declared.choices][:2]
        return tuple((code,) for code in codes) if isinstance(declared, ManyOf) else tuple(codes)
    return "one", "two"


def bytes_with(model, name, value):
    return canonical_bytes([model(id="x", **{name: value})])


@pytest.mark.parametrize(
    "model", sorted((m.class_ for m in Record.registry.mappers), key=lambda m: m.__name__), ids=lambda m: m.__name__
)
def test_every_answer_changes_the_bytes(model):
    blank = canonical_bytes([model(id="x")])
    for name, declared in fields_of(model).items():
        one, two = two_answers(declared)
        seen = {blank, bytes_with(model, name, one), bytes_with(model, name, two)}
        assert len(seen) == (1 if name in model.open_after_seal else 3), name


@pytest.mark.parametrize("model", SHEETS, ids=lambda m: m.__name__)
def test_every_row_and_its_place_changes_the_bytes(model):
    for name in lines_of(model):
        row = line_model(model, name)
        bare, one = model(id="x"), model(id="x")
        getattr(one, name).append(row(id="a"))
        both, turned = model(id="x"), model(id="x")
        getattr(both, name).extend([row(id="a"), row(id="b")])
        getattr(turned, name).extend([row(id="b"), row(id="a")])
        assert len({canonical_bytes([sheet]) for sheet in (bare, one, both, turned)}) == 4


def test_unanswered_is_not_no_and_not_zero():
    assert len({bytes_with(Needling, "sharps_disposed", answer) for answer in (None, False)}) == 2
    assert len({bytes_with(NeedledZone, "depth_mm", answer) for answer in (None, Decimal(0))}) == 2


def test_text_is_signed_in_one_form():
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "José")
        assert canonical(Needling(id="x", device_name=name))["device_name"] == unicodedata.normalize("NFC", "José")


def test_the_form_is_plain_sorted_utf8():
    raw = canonical_bytes([Needling(id="x", device_name="é", zones=[NeedledZone(id="y", depth_mm=Decimal("1.25"))])])
    (read,) = json.loads(raw)
    assert raw == json.dumps([read], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert "é".encode() in raw
    assert read["zones"][0]["depth_mm"] == "1.25"
    assert read["record"] == "needling"


def test_the_bytes_are_the_same_after_storing(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'c'}")
    Record.metadata.create_all(engine, tables=[NeedledZone.__table__])
    zone = NeedledZone(id="z", parent_id="n", position=0, depth_mm=Decimal("1.50"), passes=Decimal("4"))
    with Session(engine) as session:
        session.add(zone)
        before = canonical_bytes([zone])
        session.commit()
    with Session(engine) as session:
        assert canonical_bytes([session.get(NeedledZone, "z")]) == before
    engine.dispose()
