"""The blood of the chart summary: counts of blood and PRP side by side, and what the systems call the PRP."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from charting.output.answers import answer_words
from charting.output.run_on import Entry, run_on
from charting.output.runs import Words, not_known, small, warning
from charting.output.styles import Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import Answer, SheetPaper
from charting.records.prp_described import SYSTEMS, caution, note_name
from charting.results import Result
from charting.words import _

_PAIRS = (
    ("baseline_platelets_10e9_l", "prp_platelets_10e9_l"),
    ("baseline_wbc_10e9_l", "prp_wbc_10e9_l"),
    ("baseline_neutrophils_10e9_l", "prp_neutrophils_10e9_l"),
    ("baseline_rbc_10e12_l", "prp_rbc_10e12_l"),
)
_COUNT = 25
COUNTED = frozenset(name for pair in _PAIRS for name in pair)
"""The fields that stand in this table and not in the grid."""


def counts_table(styles: Styles, sheet: SheetPaper) -> tuple[list[Flowable], list[str]]:
    """The counts that were made, and the labels of those nobody made."""
    rows: list[list[Words]] = []
    silent: list[str] = []
    for names in _PAIRS:
        blood, prp = (sheet.answer(name) for name in names)
        if blood.value or prp.value:
            rows.append([blood.label, *_value(blood), prp.label, *_value(prp)])
        else:
            silent += [blood.label, prp.label]
    if not rows:
        return [], silent
    columns = [Column("", share, number=share == _COUNT) for share in (40, _COUNT, 22) * 2]
    return [table(styles, columns, rows, key=None)], silent


def _value(answer: Answer) -> tuple[Words, Words]:
    """The number and its unit; the usual range stands with the unit."""
    number, _space, unit = answer.value.partition(" ")
    if not answer.usual:
        return (number, unit) if number else (answer_words(answer), "")
    return warning(number), [unit, small(" " + _("usual {range}").format(range=answer.usual))]


def described(styles: Styles, results: Sequence[Result]) -> list[Flowable]:
    """The classes of the preparation in one note, each with its words; nothing where no system was asked."""
    classes = [result for result in results if result.name in SYSTEMS]
    if not classes:
        return []
    entries = [
        Entry(f"{result.name} {result.text} ({result.working})")
        if result.text
        else Entry([f"{result.name} ", *not_known(result.missing)])
        for result in classes
    ]
    versions = ", ".join(f"{result.name} {result.source.partition(';')[0]}" for result in classes)
    entries.append(Entry(f"{caution()} {_('Systems: {versions}.').format(versions=versions)}", before=". "))
    return run_on(styles, entries, _("Described as"))


def worked_otherwise(results: Sequence[Result]) -> list[Result]:
    """The computed values that are no class."""
    return [result for result in results if result.name not in {*SYSTEMS, note_name()}]
