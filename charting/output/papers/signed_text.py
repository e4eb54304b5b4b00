"""What papers that a patient reads and signs have in common: the version their sheet names, a draft until sealed."""

from collections.abc import Callable, Sequence

from charting.output.declared import About, Audience, Document, Lay
from charting.output.styles import Kind
from charting.output.visit_paper import ConsentFacts, PhotoFacts, VisitPaper
from charting.texts import ConsentText, PhotoText
from charting.words import _


def signed_text(
    kind: str,
    title: str,
    prefix: str,
    *,
    needs: str,
    none_here: str,
    text: Callable[[VisitPaper], ConsentText | PhotoText],
    facts: Callable[[VisitPaper], ConsentFacts | PhotoFacts | None],
    lay: Lay,
    expected: Callable[[VisitPaper], Sequence[str]],
    copy: str = "",
    on_one_page: bool = False,
) -> Document:
    """The declaration of such a paper. `kind` is its code and that of its text; `none_here` is said without a sheet."""

    def about(paper: VisitPaper) -> About:
        words, signed = text(paper), facts(paper)
        return About(
            words.title,
            (signed.template if signed else "") or words.template_id,
            (signed.template_version if signed else "") or words.version,
            paper.texts.states[kind],
            copy=_(copy) if copy else "",
            draft=signed is None or not signed.sealed,
        )

    def why_not(paper: VisitPaper) -> str:
        return none_here if facts(paper) is None else paper.texts.missing.get(kind, "")

    return Document(
        kind=kind,
        title=title,
        prefix=prefix,
        audience=Audience.PATIENT,
        style=Kind.CONSENT,
        needs=needs,
        about=about,
        why_not=why_not,
        lay=lay,
        expected=expected,
        on_one_page=on_one_page,
    )
