from decimal import Decimal

import pytest

from charting import catalogue
from charting.errors import Known
from charting.records.device_choices import DEVICE_TYPES
from charting.records.dose import ADRENALINE
from charting.records.prp_choices import ANTICOAGULANTS

D = Decimal
FILES = ("agents.toml", "topicals.toml", "devices.toml", "kits.toml", "anticoagulants.toml", "lists.toml")


@pytest.mark.parametrize("file_name", FILES)
def test_every_file_names_its_version(file_name):
    assert catalogue.version(file_name) == "2026-11-21"


@pytest.mark.parametrize(
    ("name", "uk", "us"),
    [
        ("Lidocaine", ("3", "200"), ("4.5", "300")),
        ("Lidocaine + adrenaline", ("7", "500"), ("7", "500")),
        ("Bupivacaine", ("2", "150"), ("2", "175")),
        ("Bupivacaine + adrenaline", ("2", "150"), ("3", "225")),
        ("Mepivacaine", ("4.4", "300"), ("6.6", "400")),
        ("Articaine + adrenaline", ("7", "500"), ("7", "500")),
    ],
)
def test_limits_as_specified(name, uk, us):
    agent = catalogue.agent(name)
    assert (agent.uk.mg_per_kg, agent.uk.cap_mg) == tuple(map(D, uk))
    assert (agent.us.mg_per_kg, agent.us.cap_mg) == tuple(map(D, us))


def test_a_limit_that_is_not_given_is_absent_and_not_zero():
    assert catalogue.agent("Levobupivacaine").uk.mg_per_kg is None
    assert catalogue.agent("Levobupivacaine").us is None
    assert catalogue.agent("Chloroprocaine").uk is None


def test_names_are_found_however_they_are_typed():
    assert catalogue.agent("  LIDOCAINE + Adrenaline ").drug == "lidocaine"
    assert catalogue.device("skinpen precision").depth_mm == (D(0), D("2.5"))
    assert catalogue.agent("Moon dust") is None
    assert catalogue.agent(None) is None
    assert catalogue.agent("") is None


def test_emla_counts_on_both_lines():
    assert catalogue.topical("EMLA (lidocaine 2.5 % + prilocaine 2.5 %)").mg_per_g == {
        "lidocaine": D(25),
        "prilocaine": D(25),
    }


def test_procaine_is_known_but_not_offered():
    assert catalogue.agent("procaine") is not None
    assert "Procaine" not in catalogue.suggestions("agents")


def test_protocols_of_papers_are_not_offered_as_kits():
    assert "Arthrex ACP double syringe" in catalogue.suggestions("kits")
    assert "Manual double spin B" in catalogue.suggestions("kits")
    assert not any("IADVL" in name for name in catalogue.suggestions("kits"))


@pytest.mark.parametrize(
    "name", ["agents", "topicals", "devices", "kits", "anticoagulants", "hair_therapies", "antiseptics"]
)
def test_every_list_has_suggestions(name):
    assert len(catalogue.suggestions(name)) == len(set(catalogue.suggestions(name))) > 0


def test_a_name_without_list_has_no_suggestions():
    assert catalogue.suggestions("staff") == []


def test_codes_agree_with_the_records():
    assert {a.code for a in catalogue.anticoagulants().values()} == {c.code for c in ANTICOAGULANTS}
    assert {d.type for d in catalogue.devices().values()} <= {c.code for c in DEVICE_TYPES}
    assert {r for a in catalogue.agents().values() for r in a.adrenaline} <= {c.code for c in ADRENALINE}


def test_every_entry_names_its_source():
    read = (catalogue.agents, catalogue.topicals, catalogue.devices, catalogue.kits, catalogue.anticoagulants)
    assert all(entry.source for one in read for entry in one().values())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[agent]]\nname = "X"\n', "catalogue_version"),
        ('catalogue_version = "1"\n[[agent]]\nname = "X"\n', "“X”"),
        (
            'catalogue_version = "1"\n[[agent]]\nname = "X"\ndrug="x"\nkind="amide"\n'
            'concentrations_pct=["1,5"]\nadrenaline=[]\nsource="K"\n',
            "“X”",
        ),
        ("not toml", "agents.toml"),
        (None, "agents.toml"),
    ],
)
def test_a_broken_file_is_named(tmp_path, text, says):
    if text is not None:
        (tmp_path / "agents.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Known, match=says):
        catalogue.agents(tmp_path)


def test_a_name_that_stands_twice_is_refused(tmp_path):
    entry = '[[anticoagulant]]\ncode = "a"\nname = "A"\nsource = "K"\n'
    (tmp_path / "anticoagulants.toml").write_text(f'catalogue_version = "1"\n{entry}{entry}', encoding="utf-8")
    with pytest.raises(Known, match="twice"):
        catalogue.anticoagulants(tmp_path)
