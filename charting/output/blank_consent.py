"""The consent as a form for the pen: the clinic's text in full, boxes to write in where the record would speak."""

from collections.abc import Mapping

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output import consent
from charting.output.blank_paper import without_answers
from charting.output.consent_blocks import BLOCKS, Block
from charting.output.consent_signatures import signature_boxes
from charting.output.info import DocumentInfo
from charting.output.pen import labels_of, pen_grid
from charting.output.runs import Words
from charting.output.statements import Statement, WritingSpace, statements, tick_list
from charting.output.styles import Styles
from charting.output.visit_paper import VisitPaper
from charting.records.consent import PROCEDURES
from charting.texts import Section
from charting.words import _

_WHO = ("helpers", "prp_manufactured_by", "prp_directed_by", "info_given_date", "language", "interpreter_name")
_GOALS = ("free_text_goals", "regret", "matters_most", "diagnosis_told", "uncertain", "tests_offered")
_PLAN = ("zones", "planned_sessions", "interval_days", "blood_draw_ml")
_MONEY = ("price_per_session", "price_of_course", "refund_rule", "financial_interest")
_BOX, _DEEP = 10.5 * mm, 17 * mm
_FEWEST_LINES = 3


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The form as a story."""
    return consent.story(styles, info, without_answers(paper), _BLOCKS)


def expected_of(paper: VisitPaper) -> list[str]:
    """Every statement of the text."""
    said = paper.texts.consent.statements_for(paper.kind)
    return [passage.text for passage in said if "{" not in passage.text]


def _pen(names: tuple[str, ...], across: int, depth: float, first: str = "") -> Block:
    def boxes(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
        sheet = paper.sheet("consent")
        labels = labels_of(sheet, names) if sheet else []
        return pen_grid(styles, [*([_(first)] if first else []), *labels], across, depth)

    return boxes


def _procedures(styles: Styles, paper: VisitPaper, section: Section) -> list[Flowable]:
    items: list[tuple[Words, bool]] = [(PROCEDURES.label(choice.code), False) for choice in PROCEDURES]
    return [tick_list(styles, items), *_pen(_PLAN, 4, _BOX)(styles, paper, section)]


def _statements(styles: Styles, paper: VisitPaper, section: Section) -> list[Flowable]:
    said = paper.texts.consent.statements_for(paper.kind)
    lines = [Statement(f"S{at}", passage.text) for at, passage in enumerate(said, start=1)]
    return [statements(styles, lines, instruction=section.note, choices=[_("Yes"), _("No")])]


def _questions(_styles: Styles, _paper: VisitPaper, _section: Section) -> list[Flowable]:
    return [WritingSpace(_FEWEST_LINES)]


_BLOCKS: Mapping[str, Block] = {
    **BLOCKS,
    "who": _pen(_WHO, 2, _BOX, "Treats you and asks for your consent"),
    "goals": _pen(_GOALS, 2, _DEEP),
    "procedures": _procedures,
    "money": _pen(_MONEY, 2, _BOX),
    "statements": _statements,
    "questions": _questions,
    "signatures": signature_boxes,
}
