"""The letter to the family doctor: which medicine an advice is about, amounts on one line, one way to write mL."""

from datetime import timedelta
from decimal import Decimal

import pytest

from charting.output.documents import build
from charting.output.line_breaks import with_whole_amounts
from charting.output.proof import read_back, says
from charting.records.dose import Dose
from tests.core.test_documents import NOW, START, full_visit, paper_of, sign


def letter() -> str:
    visit = full_visit()
    assert visit.after is not None and visit.anaesthesia is not None and visit.application is not None
    visit.after.letter_agreed = True
    visit.after.paracetamol_advice = "1 g up to four times a day"
    visit.anaesthesia.doses[:] = [
        Dose(
            agent="Lidocaine + adrenaline",
            concentration_pct=Decimal(1),
            adrenaline="1:200000",
            volume_ml=Decimal(3),
            given_at=START + timedelta(minutes=at),
            position=at,
        )
        for at in range(3)
    ]
    visit.application.zones[:] = visit.application.zones[:1]
    visit.application.zones[0].ml = Decimal("0.8")
    visit.ended_at = NOW
    sign(visit)
    return "\n".join(read_back(build("doctor_letter", paper_of(visit))))


def test_the_advice_names_its_medicine() -> None:
    assert says(letter(), "Paracetamol: dose and limit 1 g up to four times a day")


def test_amounts_are_written_one_way_and_stay_on_their_line() -> None:
    text = letter()
    assert "3 mL" in text.replace("\u00a0", " ") and "(10 mg/mL)" in text.replace("\u00a0", " ")
    assert " ml" not in text.replace("\u00a0", " ") and "mg/ml" not in text
    starts = [line.split()[0].rstrip(".,;") for line in text.splitlines() if line.split()]
    assert not {"mL", "000"} & set(starts)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1:200 000", "1:200~000"),
        ("Vertex 0.8 mL.", "Vertex 0.8~mL."),
        ("(10 mg/mL)", "(10~mg/mL)"),
        ("8.4 g on 56 cm²", "8.4~g on 56~cm²"),
        ("01632 960147", "01632 960147"),
        ("4 million", "4 million"),
        ("lidocaine 4 % liposomal", "lidocaine 4~% liposomal"),
    ],
)
def test_where_a_line_never_ends(said: str, kept: str) -> None:
    assert with_whole_amounts(said) == kept.replace("~", "\u00a0")
