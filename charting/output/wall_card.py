"""The emergency card for the wall: A4 or Letter across, no patient, both protocols under their names."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.dates import show_day, show_time
from charting.emergency_text import EmergencyText, emergency_text
from charting.errors import Known
from charting.output.fonts import Face
from charting.output.info import PAGE_SIZES
from charting.output.loose_page import Column, LoosePaper, one_page, white_bar
from charting.output.proof import PaperFault, read_back, says
from charting.output.prose import prose
from charting.output.styles import Type
from charting.output.text import Text, draw_words
from charting.output.wall_lipid import lipid_table, numbers_off
from charting.output.wall_parts import NumberedStep, comparison, in_this_clinic, merged_steps, times_box
from charting.rescue import UK, CardClinic
from charting.rulebook import Broken, Rulebook, load
from charting.rules.lipid_rescue import card_rows, protocol_of
from charting.words import _

_MARGIN = 14 * mm
_GAP = 10 * mm
_SIDE_SHARE = 83 / 259
_STEPS = (10.0, 9.7, 9.4, 9.1, 8.8, 8.5, 8.2)
_TITLE, _LEAD = Type(24, 28, Face.SEMIBOLD), Type(9.6, 12)


def wall_card(
    clinic: CardClinic,
    profile: str = UK,
    size: str = "A4",
    *,
    book: Rulebook | Broken | None = None,
    printed: datetime | None = None,
) -> bytes:
    """The card as a PDF of one page; the clinic's own protocol stands first. `size` is a key of PAGE_SIZES.

    `book` is by default the delivered rules; where they cannot be used, the card has the steps and says that numbers
    are off. Raises MissingGlyph for a character no bundled font has, PaperFault when it does not fit its page.
    """
    text = emergency_text()
    rules = load() if book is None else book
    paper = LoosePaper(
        size=landscape(PAGE_SIZES[size]),
        margin=_MARGIN,
        document_id="EC-1",
        title=text.title,
        template=text.template_id,
        template_version=text.version,
        clinic=clinic,
        printed=_printed(rules, printed),
        confirmed=text.unconfirmed,
    )
    for body in _STEPS:
        dress = Type(body, round(body * 1.24, 2))
        pdf, fits = one_page(paper, _drawing(paper, text, rules, protocol_of(profile), dress))
        if fits:
            _prove(pdf, text, rules)
            return pdf
    raise PaperFault("the wall card does not fit its page")


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


def _drawing(
    paper: LoosePaper, text: EmergencyText, rules: Rulebook | Broken, first: str, dress: Type
) -> Callable[[Canvas, float], float]:
    side = paper.measure * _SIDE_SHARE
    main = paper.measure - side - _GAP
    number = paper.clinic.emergency_number or _("the emergency number")

    def draw(canvas: Canvas, top: float) -> float:
        left = paper.margin
        draw_words(canvas, text.title, _TITLE, left, top - 22)
        lead = left + Text(text.title, _TITLE).natural_width() + 6 * mm
        draw_words(canvas, text.lead, _LEAD, lead, top - 22)
        if paper.clinic.emergency_number:
            draw_words(canvas, paper.clinic.emergency_number, _TITLE, left, top - 22, paper.measure, "right")
        under = top - 31
        lowest = _draw_last(canvas, (left, main, under), text, rules, (first, number), dress)
        beside = _draw_side(canvas, (left + main + _GAP, side, under), text, paper.clinic, number, dress)
        return min(lowest, beside)

    return draw


def _draw_last(
    canvas: Canvas,
    place: tuple[float, float, float],
    text: EmergencyText,
    rules: Rulebook | Broken,
    asked: tuple[str, str],
    dress: Type,
) -> float:
    left, width, top = place
    first, number = asked
    card = text.card("last")
    column = Column(canvas, left, width, white_bar(canvas, left, top, width, card.title, dress.sized(13)) - 4)
    column.put(Text(prose(card.suspect), dress), 4)
    steps = merged_steps(card, text, first, number, dress)
    gap = 5 * mm
    half = (width - gap) / 2
    depths = [step.wrapOn(canvas, half, 1e4)[1] for step in steps]
    cut = min(range(len(steps) + 1), key=lambda at: max(sum(depths[:at]), sum(depths[at:])))
    halves = [Column(canvas, left + place * (half + gap), half, column.y) for place in (0, 1)]
    for at, step in enumerate(steps):
        halves[at >= cut].put(step)
    column.y = min(one.y for one in halves) - 7
    if isinstance(rules, Broken):
        column.put(numbers_off(rules, dress))
    else:
        for block in lipid_table(card_rows(rules), first, text, dress, width):
            column.put(block, 2)
    return column.y


def _draw_side(
    canvas: Canvas,
    place: tuple[float, float, float],
    text: EmergencyText,
    clinic: CardClinic,
    number: str,
    dress: Type,
) -> float:
    left, width, top = place
    column = Column(canvas, left, width, top)
    small = dress.sized(dress.size - 0.7)
    for card_id in ("faint", "methaemoglobinaemia"):
        card = text.card(card_id)
        column.y = white_bar(canvas, left, column.y, width, card.title, dress.sized(11.5)) - 3
        column.put(Text(prose(card.suspect), small), 2)
        for at, step in enumerate(card.steps, start=1):
            column.put(NumberedStep(at, [prose(step.filled(number))], small, last=at == len(card.steps)))
        column.y -= 6
    column.put(comparison(text, small, width), 3)
    column.put(Text(prose(text.anaphylaxis), small), 5)
    column.put(in_this_clinic(clinic, small, width), 5)
    column.put(times_box(text, small, width))
    return column.y


def _prove(pdf: bytes, text: EmergencyText, rules: Rulebook | Broken) -> None:
    pages = read_back(pdf)
    if len(pages) != 1:
        raise PaperFault("the wall card has more than one page")
    expected = [text.title, text.footer, text.unconfirmed, *text.protocols.values(), *(c.title for c in text.cards)]
    if isinstance(rules, Broken):
        expected = [text.title, text.unconfirmed, *(c.title for c in text.cards), rules.reason]
    missing = [at for at, value in enumerate(expected) if not says(pages[0], value)]
    if missing:
        raise PaperFault(f"the wall card lacks value no. {missing[0]}")
