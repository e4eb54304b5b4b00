"""The emergency card for the wall: A4 or Letter across, no patient, both protocols under their names."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.dates import show_day, show_time
from charting.emergency_text import EmergencyText, emergency_text
from charting.errors import Known
from charting.output.fonts import Face
from charting.output.info import PAGE_SIZES
from charting.output.loose_page import FOOT, TOP, Column, LoosePaper, WhiteBar, one_page
from charting.output.proof import PaperFault, read_back, says
from charting.output.prose import prose
from charting.output.styles import Type
from charting.output.text import Text, draw_words
from charting.output.wall_lipid import lipid_table, numbers_off
from charting.output.wall_parts import NumberedStep, comparison, in_this_clinic, merged_steps, times_box
from charting.rescue import UK, CardClinic
from charting.rulebook import Broken, Rulebook, load
from charting.rules.lipid_rescue import LipidDose, card_rows, protocol_of
from charting.words import _

NUMBER = "EC-1"
"""The number of every wall card: it belongs to no patient."""
_MARGIN = 14 * mm
_GAP = 10 * mm
_BESIDE = ("faint", "methaemoglobinaemia")
_SIDE_SHARE = 83 / 259
_DRESSES = [Type(size, round(size * 1.24, 2)) for size in (10.0, 9.7, 9.4, 9.1, 8.8, 8.5, 8.2)]
_TITLE, _LEAD = Type(24, 28, Face.SEMIBOLD), Type(9.6, 12)


def wall_card(
    clinic: CardClinic,
    profile: str = UK,
    size: str = "A4",
    *,
    book: Rulebook | Broken | None = None,
    printed: datetime | None = None,
) -> bytes:
    """The card as a PDF of one page, read back; the clinic's own protocol stands first. `size` is a key of PAGE_SIZES.

    `book` is by default the delivered rules; where they cannot be used, the card has the steps and says that numbers
    are off. Raises MissingGlyph for a character no bundled font has, PaperFault when it does not fit its page or does
    not say what it must.
    """
    rules = load() if book is None else book
    pdf = set_wall_card(clinic, profile, size, rules, printed)
    prove_wall_card(pdf, rules)
    return pdf


def set_wall_card(
    clinic: CardClinic, profile: str, size: str, rules: Rulebook | Broken, printed: datetime | None = None
) -> bytes:
    """The card at the largest size of type that fits its page, before it is read back. Raises as `wall_card`."""
    text = emergency_text()
    paper = LoosePaper(
        size=landscape(PAGE_SIZES[size]),
        margin=_MARGIN,
        document_id=NUMBER,
        title=text.title,
        template=text.template_id,
        template_version=text.version,
        clinic=clinic,
        printed=_printed(rules, printed),
        confirmed=text.unconfirmed,
    )
    rows = () if isinstance(rules, Broken) else tuple(card_rows(rules))

    @cache
    def main(step: int) -> list[Column]:
        return _main(paper, text, rules, rows, protocol_of(profile), _DRESSES[step])

    @cache
    def beside(step: int) -> Column:
        return _beside(paper, text, _DRESSES[step])

    def fits(step: int) -> bool:
        return beside(step).y >= FOOT and all(column.y >= FOOT for column in main(step))

    step = bisect_left(range(len(_DRESSES)), True, key=fits)
    if step == len(_DRESSES):
        raise PaperFault("the wall card does not fit its page")

    def draw(canvas: Canvas, top: float) -> float:
        _draw_title(canvas, paper, text, top - 22)
        for column in (*main(step), beside(step)):
            column.draw_on(canvas)
        return FOOT

    return one_page(paper, draw)[0]


def write_wall_card(to: Path) -> list[Path]:
    """Write `wall-card.pdf`, without any clinic's particulars, into the folder `to`. Raises Known when it cannot."""
    path = to / "wall-card.pdf"
    try:
        to.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wall_card(CardClinic()))
    except OSError as refused:
        words = _("{file} cannot be written: {reason}. Choose another folder.")
        raise Known(words.format(file=path, reason=refused.strerror)) from refused
    return [path]


def _printed(rules: Rulebook | Broken, moment: datetime | None) -> str:
    version = _("numbers off") if isinstance(rules, Broken) else _("Rules {version}").format(version=rules.version)
    if moment is None:
        return version
    return _("{rules}   ·   Printed {day} {time}").format(
        rules=version, day=show_day(moment.date()), time=show_time(moment)
    )


def _draw_title(canvas: Canvas, paper: LoosePaper, text: EmergencyText, baseline: float) -> None:
    left = paper.margin
    draw_words(canvas, text.title, _TITLE, left, baseline)
    lead = left + Text(text.title, _TITLE).natural_width() + 6 * mm
    draw_words(canvas, text.lead, _LEAD, lead, baseline)
    if paper.clinic.emergency_number:
        draw_words(canvas, paper.clinic.emergency_number, _TITLE, left, baseline, paper.measure, "right")


def _main(
    paper: LoosePaper,
    text: EmergencyText,
    rules: Rulebook | Broken,
    rows: Sequence[tuple[LipidDose, LipidDose]],
    first: str,
    dress: Type,
) -> list[Column]:
    """Poisoning by local anaesthetic: its steps and the table, in columns that are ready to be drawn."""
    main = paper.measure * (1 - _SIDE_SHARE) - _GAP
    number = paper.clinic.emergency_number or _("the emergency number")
    top = _top(paper)
    card = text.card("last")
    head = Column(None, paper.margin, main, top)
    head.put(WhiteBar(card.title, dress.sized(13)), 4)
    head.put(Text(prose(card.suspect), dress), 4)
    halves = _in_two(head, merged_steps(card, text, first, number, dress))
    foot = Column(None, paper.margin, main, min(half.y for half in halves) - 7)
    if isinstance(rules, Broken):
        foot.put(numbers_off(rules, dress))
    else:
        for block in lipid_table(rows, first, text, dress, main):
            foot.put(block, 2)
    return [head, *halves, foot]


def _top(paper: LoosePaper) -> float:
    return paper.size[1] - TOP - 31


def _in_two(above: Column, steps: Sequence[Flowable]) -> list[Column]:
    """The steps in two columns as long as each other, under what stands above."""
    gap = 5 * mm
    half = (above.width - gap) / 2
    depths = [step.wrap(half, 1e4)[1] for step in steps]
    cut = min(range(len(steps) + 1), key=lambda at: max(sum(depths[:at]), sum(depths[at:])))
    halves = [Column(None, above.left + place * (half + gap), half, above.y) for place in (0, 1)]
    for at, step in enumerate(steps):
        halves[at >= cut].put(step)
    return halves


def _beside(paper: LoosePaper, text: EmergencyText, dress: Type) -> Column:
    """The other emergencies and what this clinic writes in, in the narrow column."""
    clinic, width = paper.clinic, paper.measure * _SIDE_SHARE
    number = clinic.emergency_number or _("the emergency number")
    column = Column(None, paper.margin + paper.measure - width, width, _top(paper))
    small = dress.sized(dress.size - 0.7)
    for card_id in _BESIDE:
        card = text.card(card_id)
        column.put(WhiteBar(card.title, dress.sized(11.5)), 3)
        column.put(Text(prose(card.suspect), small), 2)
        for at, step in enumerate(card.steps, start=1):
            column.put(NumberedStep(at, [prose(step.filled(number))], small, last=at == len(card.steps)))
        column.y -= 6
    column.put(comparison(text, small, width), 3)
    column.put(Text(prose(text.in_anaphylaxis(clinic.anaphylaxis_protocol)), small), 5)
    column.put(in_this_clinic(clinic, small, width), 5)
    column.put(times_box(text, small, width))
    return column


def prove_wall_card(pdf: bytes, rules: Rulebook | Broken) -> None:
    """Raise PaperFault unless it is one page that says what it must."""
    text = emergency_text()
    pages = read_back(pdf)
    if len(pages) != 1:
        raise PaperFault("the wall card has more than one page")
    titles = [text.card(card_id).title for card_id in ("last", *_BESIDE)]
    expected = [text.title, text.footer, text.unconfirmed, *text.protocols.values(), *titles]
    if isinstance(rules, Broken):
        expected = [text.title, text.unconfirmed, *titles, rules.reason]
    missing = [at for at, value in enumerate(expected) if not says(pages[0], value)]
    if missing:
        raise PaperFault(f"the wall card lacks value no. {missing[0]}")
