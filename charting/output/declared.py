"""What a printed document declares: its name, its number, whom it is for, what it needs, and how its pages are laid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportlab.platypus import Flowable

from charting.output.info import DocumentInfo
from charting.output.styles import Kind, Styles
from charting.output.visit_paper import VisitPaper


class Audience(StrEnum):
    """Whom a document is for; a form is for the pen."""

    PATIENT = "patient"
    CLINIC = "clinic"
    WALL = "wall"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself on one visit: title, template and, in the footer, its state and whose copy it is.

    Without `confirmed` the footer says that the text is an example.
    """

    title: str
    template: str
    template_version: str
    confirmed: str = ""
    copy: str = ""
    draft: bool = False


Lay = Callable[[Styles, DocumentInfo, VisitPaper], Sequence[Flowable]]
Draw = Callable[[DocumentInfo, VisitPaper], bytes]


def for_every_visit(_paper: VisitPaper) -> str:
    """Nothing stands in the way."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document, declared in a file of its own.

    `prefix` begins its number. `needs` says in words what has to be recorded for it. `why_not` is the sentence that
    says why a visit has none, empty where it has one. `expected` are the values a second reader must find. Pages are
    laid by `lay` under the usual head and foot, or drawn by `draw` where the paper is of another shape; that one brings
    a proof of its own. `read_by_patient` marks a form that a patient reads and signs. `reads_course` asks for all
    visits of the course to be gathered.
    """

    kind: str
    title: str
    prefix: str
    audience: Audience
    style: Kind
    needs: str
    about: Callable[[VisitPaper], About]
    expected: Callable[[VisitPaper], Sequence[str]]
    why_not: Callable[[VisitPaper], str] = for_every_visit
    lay: Lay | None = None
    draw: Draw | None = None
    prove: Callable[[bytes, DocumentInfo, VisitPaper], None] | None = None
    on_one_page: bool = False
    read_by_patient: bool = False
    reads_course: bool = False

    @property
    def has_large_print(self) -> bool:
        """Whether it can be had in large print: the papers a patient takes home, and the forms a patient signs."""
        return (self.audience is Audience.PATIENT or self.read_by_patient) and self.draw is None
