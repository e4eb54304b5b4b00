import pytest

from charting.catalogue import agents, topicals
from charting.errors import Known
from charting.rules.allergy_classes import Contents, allergy_list, allergy_verdicts
from charting.rules.verdict import BLOCK_H, WARN

LIDOCAINE = Contents("Lidocaine", ("lidocaine",), with_adrenaline=False)
WITH_ADRENALINE = Contents("Lidocaine + adrenaline", ("lidocaine",), with_adrenaline=True)
EMLA = Contents("EMLA", ("lidocaine", "prilocaine"))
TETRACAINE = Contents("Ametop", ("tetracaine",))


def levels(text, contents, status="known"):
    return [v.level for v in allergy_verdicts(status, [text], contents)]


@pytest.mark.parametrize(
    ("text", "contents", "blocked"),
    [
        ("lidocaine", LIDOCAINE, True),
        ("Lignocaine (hives)", LIDOCAINE, True),
        ("XYLOCAINE spray", LIDOCAINE, True),
        ("Lidocaïne", LIDOCAINE, True),
        ("EMLA cream", LIDOCAINE, True),
        ("amide local anaesthetic", LIDOCAINE, True),
        ("bupivacaine", LIDOCAINE, True),
        ("Citanest", EMLA, True),
        ("ester anaesthetics", LIDOCAINE, False),
        ("PABA", LIDOCAINE, False),
        ("PABA", TETRACAINE, True),
        ("Novocaine", TETRACAINE, True),
        ("procaine", LIDOCAINE, False),
        ("local anesthetics", TETRACAINE, True),
        ("all the -caines", LIDOCAINE, True),
        ("cocaine", LIDOCAINE, False),
        ("sulfonamides", WITH_ADRENALINE, False),
        ("polyester", TETRACAINE, False),
        ("sodium metabisulfite", WITH_ADRENALINE, True),
        ("sulphites", LIDOCAINE, False),
        ("epinephrine", WITH_ADRENALINE, True),
        ("penicillin (rash)", LIDOCAINE, False),
        ("moon dust", EMLA, False),
    ],
)
def test_what_an_allergy_rules_out(text, contents, blocked):
    assert levels(text, contents) == ([BLOCK_H] if blocked else [])


def test_parabens_go_by_preservative_and_vial():
    def vial(preservative, container):
        return Contents("Lidocaine", ("lidocaine",), preservative=preservative, container=container)

    assert levels("methylparaben", vial("methylparaben", "ampoule")) == [BLOCK_H]
    assert levels("parabens", vial(None, "vial_multi")) == [BLOCK_H]
    assert levels("parabens", vial(None, None)) == [WARN]
    assert levels("parabens", vial("free", "vial_multi")) == []


def test_adrenaline_not_recorded_is_not_no_adrenaline():
    assert levels("sulphite", Contents("Lidocaine", ("lidocaine",), with_adrenaline=None)) == [WARN]


def test_the_verdict_names_allergy_drug_and_reason():
    (found,) = allergy_verdicts("known", ["Marcain"], LIDOCAINE)
    assert found.what == "Allergy: Marcain. Not Lidocaine"
    assert found.why == "lidocaine is an amide, as bupivacaine"


@pytest.mark.parametrize("status", [None, "not_asked", "unavailable", "known"])
def test_allergies_not_recorded_warn(status):
    assert [v.rule for v in allergy_verdicts(status, [], LIDOCAINE)] == ["allergy.not_recorded"]


def test_no_known_allergy_is_silent():
    assert allergy_verdicts("none_known", [], LIDOCAINE) == ()


def test_every_drug_of_the_catalogue_has_its_class():
    known = allergy_list()
    assert {(a.drug, a.kind) for a in agents().values()} <= {(d.id, d.rules_out) for d in known.drugs}
    assert {drug for t in topicals().values() for drug in t.mg_per_g} <= {d.id for d in known.drugs}


def test_a_broken_list_is_named(tmp_path):
    (tmp_path / "allergy_classes.toml").write_text(
        'rules_version = "1"\n[[drug]]\nid = "x"\nkind = "stone"\nwords = ["x"]\n', encoding="utf-8"
    )
    with pytest.raises(Known, match="stone"):
        allergy_list(tmp_path)
