"""The local anaesthetics of the chart summary: dose, what of it counts, maximum and share, with the sum below."""

from reportlab.platypus import Flowable, KeepTogether

from charting.output.headings import note
from charting.output.line_tables import line_notes
from charting.output.runs import Run, Words, not_known, not_recorded, strong, warning
from charting.output.styles import Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import LedgerPaper, LedgerPaperRow, LineTable
from charting.words import _

TOLD = {
    "topicals": ("applied_at", "product", "applied_g", "area_cm2", "removed_at"),
    "doses": ("given_at", "agent", "concentration_pct", "adrenaline", "technique", "site_nerve", "side", "volume_ml"),
}
"""The columns of each list that the table of doses shows."""
GIVEN = {"topicals": ("applied_g", "applied_at", "removed_at"), "doses": ("volume_ml", "given_at")}


def dose_table(styles: Styles, ledger: LedgerPaper) -> list[Flowable]:
    """All that was given, in the order it was recorded, and the sum in words."""
    columns = [
        Column(_("Time"), 12),
        Column(_("Agent"), 62),
        Column(_("Where"), 33),
        Column(_("Given"), 14, number=True),
        Column(_("Dose"), 16, "mg", number=True),
        Column(_("Counted"), 16, "mg", number=True),
        Column(_("Maximum"), 18, "mg", number=True),
        Column(_("Share"), 15, _("% of max"), number=True),
    ]
    total: list[Words] = [
        strong(_("Total")),
        *("", "", ""),
        ledger.total_dose or not_known(),
        ledger.total_counted or not_known(),
        "",
        _total_share(ledger),
    ]
    rows = [_row(row) for row in ledger.rows]
    laid: list[Flowable] = [table(styles, columns, rows, total=total, key=None)] if rows else []
    sums = ". ".join(line[:1].upper() + line[1:] for line in ledger.notes) + "."
    return [KeepTogether([*laid, note(styles, sums)])]


def _total_share(ledger: LedgerPaper) -> Words:
    """The share, or that it is not known; the mark of a warning never stands without a word."""
    if not ledger.total_share:
        return [*(warning() if ledger.warns else []), *not_known()]
    return warning(ledger.total_share) if ledger.warns else ledger.total_share


def _row(row: LedgerPaperRow) -> list[Words]:
    drug = strong(row.agent + row.mark) if row.agent else not_recorded()
    agent: Words = [drug, Run(f" {row.detail}" if row.detail else "")]
    given: Words = row.given or ("" if row.earlier else not_recorded())
    dose: Words = row.dose_mg or ("" if row.earlier else not_known())
    worked: list[Words] = [value or not_known() for value in (row.counted_mg, row.maximum_mg, row.share)]
    return [row.time or not_recorded(), agent, row.where, given, dose, *worked]


def told_of(lines: LineTable) -> bool:
    """Whether the table of doses tells all rows of a list: none of them is still being prepared."""
    if lines.name not in TOLD or not lines.rows:
        return False
    names = [column.name for column in lines.columns]
    given = [names.index(name) for name in GIVEN[lines.name]]
    return all(any(row[at].value for at in given) for row in lines.rows)


def dose_details(styles: Styles, lines: LineTable) -> tuple[list[Flowable], list[str]]:
    """What else was recorded of each dose, as notes, and the labels nobody answered."""
    notes, silent = line_notes(styles, lines, TOLD[lines.name])
    return notes, [f"{lines.row_word}: {label}" for label in silent]
