"""How a paper is wanted before it is set: its page, its type, and which labels."""

from dataclasses import dataclass, field, replace

from charting.output.further_facts import LabelWish
from charting.output.label_sheets import SHEETS
from charting.output.visit_paper import VisitPaper


@dataclass(frozen=True, slots=True)
class PaperWish:
    """`page_size` is a code of PAPER_SIZES, None for the clinic's; `large` asks for large print where there is one."""

    large: bool = False
    page_size: str | None = None
    labels: LabelWish = field(default_factory=LabelWish)


def as_wished(paper: VisitPaper, wish: PaperWish) -> VisitPaper:
    """The same facts on the page and in the type that are wanted."""
    return replace(paper, large=wish.large, page_size=wish.page_size or paper.page_size, labels=wish.labels)


def places_of(page_size: str) -> int:
    """How many labels a sheet holds."""
    return SHEETS[page_size].places


def place_after(wish: LabelWish, page_size: str) -> int:
    """The first free place of the sheet once these labels are on it, counted from 1."""
    places = places_of(page_size)
    first = min(max(wish.first_place, 1), places) - 1
    return (first + wish.tubes + wish.syringes) % places + 1


def row_and_column(place: int, page_size: str) -> tuple[int, int]:
    """Where a place lies on its sheet, both counted from 1."""
    row, column = divmod(place - 1, SHEETS[page_size].across)
    return row + 1, column + 1
