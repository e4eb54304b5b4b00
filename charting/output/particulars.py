"""The particulars of one document of a visit: its title, number, template, footer and state."""

from dataclasses import replace

from charting.dates import show_day
from charting.output.document_ids import document_id
from charting.output.info import DocumentInfo
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.texts import aftercare_text, consent_text
from charting.words import _

SUMMARY_TEMPLATE = ("visit-summary", "1.0")


def info_for(kind: str, paper: VisitPaper) -> DocumentInfo:
    """The particulars of the document `kind`, a code of KINDS."""
    return {"consent": _consent, "chart_summary": _summary, "aftercare": _aftercare}[kind](paper)


def number_of(kind: str, paper: VisitPaper) -> str:
    """The document's number."""
    return document_id(kind, paper.visit_id, paper.day.year)


def _base(kind: str, paper: VisitPaper) -> DocumentInfo:
    return DocumentInfo(
        clinic=paper.clinic,
        patient=paper.identity,
        title="",
        short_title="",
        document_id=number_of(kind, paper),
        template="",
        template_version="",
        printed_at=paper.printed_at,
        printed_by=paper.printed_by,
        confirmed=_("Example text, not confirmed by this clinic"),
        seal=paper.seal,
        page_size=paper.page_size,
        practice=paper.practice,
        stamp=paper.standing.stamp,
        across=paper.standing.across,
        across_why=paper.standing.across_why,
    )


def _consent(paper: VisitPaper) -> DocumentInfo:
    text, consent = consent_text(), paper.consent
    sealed = paper.photos is not None and bool(paper.photos.sealed) if consent is None else bool(consent.sealed)
    return replace(
        _base("consent", paper),
        title=text.title,
        short_title=f"{text.title}, {show_day(paper.day)}",
        template=(consent.template if consent else "") or text.template_id,
        template_version=(consent.template_version if consent else "") or text.version,
        kind=Kind.CONSENT,
        draft=not sealed,
    )


def _summary(paper: VisitPaper) -> DocumentInfo:
    title = _("Visit summary")
    return replace(
        _base("chart_summary", paper),
        title=title,
        short_title=f"{title}, {show_day(paper.day)}",
        template=SUMMARY_TEMPLATE[0],
        template_version=SUMMARY_TEMPLATE[1],
        confirmed=state_line(paper),
        copy=_("Clinic copy"),
        draft=paper.signature is None,
    )


def state_line(paper: VisitPaper) -> str:
    """The state of the record: that it may still change, or when it was signed."""
    if paper.signature is None:
        return _("Not signed: this record can still change")
    return _("Signed {day} {time}").format(day=paper.signature.day, time=paper.signature.time)


def _aftercare(paper: VisitPaper) -> DocumentInfo:
    text = aftercare_text()
    return replace(
        _base("aftercare", paper),
        title=text.title,
        short_title=f"{text.title}, {show_day(paper.day)}",
        template=text.template_id,
        template_version=text.version,
        copy=_("Patient’s copy"),
        kind=Kind.AFTERCARE,
    )
