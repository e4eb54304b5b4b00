"""A kept paper in sentences: what it is, when it left, and what became of its visit since."""

from charting.dates import show_moment
from charting.output.documents import KINDS
from charting.records.signed import is_altered
from charting.records.stored_document import StoredDocument
from charting.records.versions import replaced_by, version_number
from charting.records.visit import Visit
from charting.records.visit_mark import VOIDED
from charting.words import _, ngettext


def about_kept(document: StoredDocument) -> list[str]:
    """The sentences about one kept paper, the first of them what it is; patients are named by their number only."""
    visit = document.visit
    pages = ngettext("{count} page", "{count} pages", document.pages).format(count=document.pages)
    words = _("{title} {number}, {pages}, of the visit of {visit}, patient {patient}.")
    told = [
        words.format(
            title=_(dict(KINDS).get(document.kind, document.kind)),
            number=document.number,
            pages=pages,
            visit=show_moment(visit.opened_at),
            patient=visit.course.patient.number,
        )
    ]
    left = _("Kept {moment} when {name} printed or saved it.")
    if document.seal_code:
        left = _("Kept {moment} when {name} printed or saved it, record seal {code}.")
    told.append(left.format(moment=show_moment(document.made_at), name=document.by, code=document.seal_code))
    return [*told, *_since(document, visit)]


def _since(document: StoredDocument, visit: Visit) -> list[str]:
    told = []
    if is_altered(visit):
        words = _("The visit no longer says what was signed: it was altered in the chart, since when is not known.")
        told.append(words)
    if visit.marks:
        mark = visit.marks[-1]
        words = _("The visit was moved to another patient {moment}: {reason}")
        if mark.kind == VOIDED:
            words = _("The visit was voided {moment}: {reason}")
        told.append(words.format(moment=show_moment(mark.at), reason=mark.reason))
    later = replaced_by(visit)
    if later is not None and later.signed_at is not None:
        words = _("Replaced since: version {number} of the visit was signed {moment}.")
        told.append(words.format(number=version_number(later), moment=show_moment(later.signed_at)))
    if visit.signed_at is not None and document.made_at < visit.signed_at:
        words = _("It was printed before the visit was signed {moment}; a paper printed afterwards may differ.")
        told.append(words.format(moment=show_moment(visit.signed_at)))
    newer = [other for other in visit.documents if other.kind == document.kind and other.made_at > document.made_at]
    if newer:
        last = max(other.made_at for other in newer)
        told.append(_("There is a newer print of the same paper, of {moment}.").format(moment=show_moment(last)))
    return told
