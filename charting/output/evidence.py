"""The evidence sheet: what is known in plain words, the studies one by one, and where to find them (clinical.md 9)."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.headings import heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.runs import Run, Words, small
from charting.output.styles import MEASURE, Kind, Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import VisitPaper
from charting.texts import Citation
from charting.words import _

_STUDY = 42 * mm


def story(styles: Styles, info: DocumentInfo, paper: VisitPaper) -> list[Flowable]:
    """The sheet as a story; in large print each study stands on one line of its own."""
    text = paper.texts.evidence
    laid = title(styles, info, _("Needling and platelet-rich plasma for hair loss"))
    laid += heading(styles, _("In short"))
    laid.append(paragraph(styles, text.statement, after=0))
    laid += heading(styles, _("What single studies found"))
    rows: list[list[Words]] = [[short(one), one.finding] for one in text.citations]
    study = _STUDY if styles.kind is not Kind.LARGE else 58 * mm
    laid.append(table(styles, [Column(_("Study"), study), Column(_("What it found"), MEASURE - study)], rows))
    laid += heading(styles, _("Where to read them"))
    for one in text.citations:
        laid.append(paragraph(styles, [small(one.text), *_found_at(one)], after=0.25))
    return laid


def expected_of(paper: VisitPaper) -> list[str]:
    """The statement, every finding, every citation with its numbers."""
    text = paper.texts.evidence
    said = [word for one in text.citations for word in (one.finding, one.text, one.doi, one.pmid)]
    return [text.statement, *said]


def short(citation: Citation) -> str:
    """`Dhurat 2013`: by which a study is named beside its finding."""
    author, _dash, year = citation.id.partition("-")
    return f"{author.capitalize()} {year}"


def _found_at(citation: Citation) -> list[Run]:
    said = [Run("")]
    if citation.doi:
        said += [small("  "), small(f"doi\u00a0{citation.doi}")]
    if citation.pmid:
        said += [small("  "), small(f"PMID\u00a0{citation.pmid}")]
    return said
