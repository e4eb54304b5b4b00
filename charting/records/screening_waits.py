"""Rows of the checklist that are judged by a day or a time instead of a plain yes: C10 and C14 (clinical.md 2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from charting.records.earlier import patient_of
from charting.records.rules_off import usable
from charting.rules.screening import has_needles, has_prp
from charting.rules.verdict import Verdict
from charting.rules.waiting import isotretinoin, painkiller


def waited_rows(screening: Any) -> frozenset[str]:
    """The codes of rows about which enough is written down for a rule to speak in their place."""
    visit = screening.visit if screening is not None else None
    if visit is None:
        return frozenset()
    treated = has_needles(visit.kind) or has_prp(visit.kind)
    rows = set()
    if treated and screening.isotretinoin_use is not None and usable(screening, "intervals") is not None:
        rows.add("C10")
    if has_prp(visit.kind) and screening.nsaid_name is not None:
        rows.add("C14")
    return frozenset(rows)


def waited(screening: Any) -> Iterator[Verdict]:
    """What the rules say about those rows."""
    rows = waited_rows(screening)
    rules = usable(screening, "intervals")
    if "C10" in rows and rules is not None:
        use, stopped = screening.isotretinoin_use, screening.isotretinoin_stopped_on
        yield from isotretinoin(use, stopped, screening.visit.opened_at.date(), screening.visit.kind, rules)
    if "C14" in rows:
        name = screening.nsaid_name
        yield from painkiller(name, screening.nsaid_last_dose_at, drawn_at(screening.visit), _prescribed(screening))


def drawn_at(visit: Any) -> datetime:
    """When the blood is drawn: as recorded, otherwise the start of the procedure or the opening of the visit."""
    drawn = visit.prp.draw_at if visit.prp is not None else None
    moment: datetime = drawn or visit.started_at or visit.opened_at
    return moment


def _prescribed(screening: Any) -> bool | None:
    """Whether the painkiller stands among the patient's medicines; None while that tells nothing."""
    patient, wanted = patient_of(screening.visit), (screening.nsaid_name or "").casefold()
    listed = [(line.drug or "").casefold() for line in patient.medicines] if patient is not None else []
    return True if any(drug and (drug in wanted or wanted in drug) for drug in listed) else None
