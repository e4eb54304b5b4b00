"""What the labels of blood and PRP say, read off the visit."""

from datetime import date

from charting.context import Context
from charting.dates import show_moment
from charting.frozen import RecordRows
from charting.output.further_facts import LabelFacts
from charting.output.reading import birth_day
from charting.records.house_rules import results_of
from charting.records.prp import Prp
from charting.records.prp_choices import ANTICOAGULANTS
from charting.records.prp_results import use_before_name
from charting.records.visit import Visit
from charting.results import show_decimal


def label_facts(visit: Visit, patient: RecordRows, context: Context, day: date) -> LabelFacts | None:
    """The facts of the labels; None for a visit without PRP. `patient` is the patient as kept."""
    prp = visit.prp
    if prp is None:
        return None
    return LabelFacts(
        born=birth_day(patient, day),
        batch=prp.batch_id or "",
        anticoagulant=ANTICOAGULANTS.label(prp.anticoagulant) if prp.anticoagulant else "",
        prp_ml=show_decimal(prp.prp_volume_ml) if prp.prp_volume_ml is not None else "",
        drawn_at=show_moment(prp.draw_at, day) if prp.draw_at else "",
        drawn_by=prp.drawn_by or "",
        ready_at=show_moment(prp.prp_ready_at, day) if prp.prp_ready_at else "",
        use_before=_use_before(prp, context),
    )


def _use_before(prp: Prp, context: Context) -> str:
    found = (result.text for result in results_of(prp, context) if result.name == use_before_name())
    return next(found, "") or ""
