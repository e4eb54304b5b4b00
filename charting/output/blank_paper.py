"""A visit without its answers, for forms to be filled by pen: nothing of what was recorded stands on them."""

from dataclasses import replace

from charting.output.info import Identity
from charting.output.page_code import NOBODY
from charting.output.visit_paper import (
    Answer,
    ConsentFacts,
    LineTable,
    SheetPaper,
    Standing,
    VisitPaper,
)

NO_ONE = Identity("", "", "", NOBODY, "")
"""The identity of a form that is not for one patient yet: its band is filled by pen."""


def without_answers(paper: VisitPaper) -> VisitPaper:
    """The same clinic, patient, kind of visit and texts, and no answer. Allergies stay: they choose sentences."""
    return replace(
        paper,
        patient=_empty(paper.patient),
        course=_empty(paper.course),
        visit=_empty(paper.visit),
        sheets=tuple(_empty(sheet) for sheet in paper.sheets),
        findings=(),
        decisions=(),
        consent=_unsigned(paper.consent) if paper.consent is not None else None,
        ledger=None,
        times="",
        signature=None,
        account="",
        standing=Standing(),
    )


def for_no_one(paper: VisitPaper) -> VisitPaper:
    """A form that belongs to no patient yet."""
    return replace(without_answers(paper), identity=NO_ONE, patient_name="", patient_sex=None, allergy_agents=())


def _empty(sheet: SheetPaper) -> SheetPaper:
    answers = tuple(Answer(answer.name, answer.label, "") for answer in sheet.answers)
    tables = tuple(LineTable(t.name, t.title, t.row_word, t.columns, ()) for t in sheet.tables)
    return SheetPaper(sheet.slot, sheet.title, answers, tables, ())


def _unsigned(consent: ConsentFacts) -> ConsentFacts:
    """The consent before anybody chose or signed; the statements are those of the text it names."""
    return replace(
        consent,
        procedures=None,
        basis="",
        refused=False,
        withdrawn=False,
        sealed="",
        planned_sessions=None,
        first_signed_on=None,
        agreements=tuple(replace(a, accepted=None, initials="", time="") for a in consent.agreements),
        signings=(),
        interpreted=True,
        witnessed=False,
        guarded=False,
    )
