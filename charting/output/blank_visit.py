"""The visit record as a form for the pen: what has to be written down while the machine is out of reach."""

from reportlab.platypus import CondPageBreak, Flowable

from charting.catalogue_screening import screening_rows
from charting.output.headings import heading, note, title
from charting.output.info import DocumentInfo
from charting.output.pen import BOX, ROW, PenRows, labels_of, pen_grid, pen_table, yes_no_list
from charting.output.signature import Signature, signature_block
from charting.output.statements import WritingSpace
from charting.output.styles import MEASURE, Styles
from charting.output.summary_keys import KEYS
from charting.output.visit_paper import LineTable, SheetPaper, VisitPaper
from charting.words import _

_LEFT_OUT = {"consent", "photo_consent"}
"""They have forms of their own."""
_ROWS: dict[tuple[str, str], tuple[range, tuple[tuple[str, float], ...]]] = {
    ("anaesthesia", "topicals"): (
        range(2, 3),
        (("product", 50), ("applied_g", 20), ("area_cm2", 22), ("applied_at", 24), ("removed_at", 24)),
    ),
    ("anaesthesia", "doses"): (
        range(4, 10),
        (
            ("given_at", 20),
            ("agent", 44),
            ("concentration_pct", 22),
            ("adrenaline", 26),
            ("site_nerve", 36),
            ("volume_ml", 20),
        ),
    ),
    ("prp", "spins"): (
        range(2, 3),
        (
            ("rpm", 24),
            ("rcf_g", 24),
            ("minutes", 20),
            ("temperature_c", 26),
            ("started_at", 24),
            ("ended_at", 24),
            ("brake", 20),
        ),
    ),
    ("needling", "zones"): (
        range(4, 10),
        (("zone", 46), ("area_cm2", 22), ("depth_mm", 22), ("passes", 20), ("endpoint", 50)),
    ),
    ("application", "zones"): (
        range(4, 10),
        (("zone", 46), ("area_cm2", 22), ("ml", 22), ("points", 20), ("topical_ml", 26)),
    ),
    ("after", "reactions"): (
        range(2, 6),
        (
            ("taken_at", 20),
            ("erythema", 26),
            ("oedema", 24),
            ("bleeding", 26),
            ("pain_nrs", 18),
            ("vasovagal", 26),
            ("allergic", 26),
        ),
    ),
}
"""From how many to how many rows of a list there are to write in, and the columns with their shares."""
_FEWEST_LINES = 6


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The form as a story: every sheet of this kind of visit, the checklist in full, room for notes, a signature."""
    laid = title(styles, info, _("Filled by pen, entered later. An empty box says that nobody answered, never no."))
    laid += _opening(styles, paper)
    number = 2
    for sheet in paper.sheets:
        if sheet.slot not in _LEFT_OUT:
            words = _("Write the number and the detail of every yes under Notes.") if sheet.slot == "screening" else ""
            laid += [*heading(styles, sheet.title, number, words, follows=_follows(sheet)), *_sheet(styles, sheet)]
            number += 1
    signature = signature_block(
        styles, Signature(_("Responsible practitioner"), _("I treated this patient and this record is complete."))
    )
    lines = WritingSpace(_FEWEST_LINES, signature.wrap(MEASURE, 0)[1] + signature.getSpaceBefore())
    return [*laid, *heading(styles, _("Notes"), number, follows=lines.least), lines, signature]


def expected_of(paper: VisitPaper) -> list[str]:
    """The title of every sheet and, where it is asked, every question of the checklist."""
    said = [sheet.title for sheet in paper.sheets if sheet.slot not in _LEFT_OUT]
    return [*said, *(name for _code, name in _questions())] if paper.sheet("screening") else said


def _opening(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    labels = [_("Date"), _("Procedure started"), _("Procedure ended"), _("Session")]
    people = [_("Practitioner"), _("Assistant"), _("Reason for the visit")]
    return [*heading(styles, paper.kind_label, 1), *pen_grid(styles, labels), *pen_grid(styles, people, 3)]


def _questions() -> list[tuple[str, str]]:
    return [(code, _(row.name)) for code, row in screening_rows().items()]


def _sheet(styles: Styles, sheet: SheetPaper) -> list[Flowable]:
    if sheet.slot == "screening":
        return [yes_no_list(styles, _questions())]
    laid = pen_grid(styles, labels_of(sheet, KEYS.get(sheet.slot, ())))
    for lines in sheet.tables:
        if (sheet.slot, lines.name) in _ROWS:
            laid += _rows(styles, sheet, lines)
    return laid


def _follows(sheet: SheetPaper) -> float | None:
    """What must stand under a heading, in points: a row of boxes, or as much of the checklist as of any list."""
    return None if sheet.slot == "screening" else 2 * BOX


def _rows(styles: Styles, sheet: SheetPaper, lines: LineTable) -> list[Flowable]:
    counts, columns = _ROWS[sheet.slot, lines.name]
    rows = PenRows(lambda count: pen_table(styles, lines, columns, count), counts)
    return [CondPageBreak((counts[0] + 2) * ROW), note(styles, lines.title), rows]
