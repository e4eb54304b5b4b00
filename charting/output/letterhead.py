"""The clinic above the first page: its logo, its name with a line under it, its address flush right."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.bands import Fitted, fit
from charting.output.fonts import Face
from charting.output.info import Letterhead
from charting.output.logo import DEEPEST, Logo, logo_of
from charting.output.paper_canvas import PaperCanvas
from charting.output.styles import MEASURE, Type
from charting.output.text import Text, draw_words

DEPTH = 15 * mm
SMALL = Type(8.4, 11)
_NAMES, _DESCRIPTORS = (13.0, 12.0, 11.0, 10.0, 9.0), (8.4, 8.0, 7.6, 7.2)
_BESIDE, _APART, _WHITE, _DASHES = 6 * mm, 4 * mm, 3 * mm, 0.6 * mm
_SHARES = (1.0, 0.85, 0.7, 0.55, 0.4)
_MOST_LINES, _MOST_OF_A_NAME = 3, 2


@dataclass(frozen=True, slots=True)
class _Beside:
    """A logo so small that name and descriptor have their room beside it."""

    logo: Logo
    share: float
    name: Fitted
    descriptor: Fitted | None


def draw_letterhead(canvas: Canvas, clinic: Letterhead, left: float, top: float) -> None:
    """Draw it from `left` over the measure, DEPTH down from `top`."""
    room = _room(clinic)
    name = fit(clinic.name, room, _NAMES)
    if (beside := _beside(clinic, name, room)) is not None:
        _draw_beside(canvas, beside, left, top)
    else:
        draw_words(canvas, clinic.name, name.dress, left, top - 5.6 * mm, room)
        if clinic.descriptor and name.lines == 1:
            draw_words(canvas, clinic.descriptor, SMALL, left, top - 9.6 * mm, room)
    for number, line in enumerate(clinic.lines()):
        draw_words(canvas, line, SMALL, left, top - (3.2 + 3.6 * number) * mm, MEASURE, "right")


def _room(clinic: Letterhead) -> float:
    """What the address leaves of the measure."""
    address = max((Text(line, SMALL).natural_width() for line in clinic.lines()), default=0)
    return MEASURE - address - _BESIDE


def _beside(clinic: Letterhead, alone: Fitted, room: float) -> _Beside | None:
    """The largest logo beside which the name breaks once at most and nothing is left out that stands there without.

    None where there is no logo, and where the name leaves no room for one: the name comes first.
    """
    logo = logo_of(clinic.logo)
    for share in _SHARES if logo is not None else ():
        assert logo is not None
        left_over = room - logo.width * share - _APART
        if left_over <= 0:
            continue
        name = fit(clinic.name, left_over, _NAMES)
        descriptor = None
        if clinic.descriptor and alone.lines == 1:
            descriptor = fit(clinic.descriptor, left_over, _DESCRIPTORS, Face.REGULAR)
        lines = name.lines + (descriptor.lines if descriptor else 0)
        if name.lines <= _MOST_OF_A_NAME and lines <= _MOST_LINES:
            return _Beside(logo, share, name, descriptor)
    return None


def _draw_beside(canvas: Canvas, beside: _Beside, left: float, top: float) -> None:
    beside.logo.draw(canvas, left, top, beside.share)
    start = left + beside.logo.width * beside.share + _APART
    name, descriptor = beside.name, beside.descriptor
    under = (name.lines - 1) * name.dress.leading + 4 * mm
    below = under + (descriptor.lines - 1) * descriptor.dress.leading if descriptor else under - 4 * mm
    baseline = top - 5.6 * mm if below <= 4 * mm else top - 4.4 * mm
    name.draw(canvas, start, baseline)
    if descriptor is not None:
        descriptor.draw(canvas, start, baseline - under)


def size_beside(clinic: Letterhead) -> tuple[float, float] | None:
    """Width and depth of the logo as printed, in points; None where a long name and address leave no room for one."""
    room = _room(clinic)
    beside = _beside(clinic, fit(clinic.name, room, _NAMES), room)
    return None if beside is None else (beside.logo.width * beside.share, beside.logo.depth * beside.share)


def size_alone() -> tuple[float, float]:
    """Width and depth of the page that `letterhead_alone` makes, in points."""
    return MEASURE + 2 * _WHITE, DEPTH + 2 * _WHITE


def letterhead_alone(clinic: Letterhead) -> bytes:
    """The letterhead as a PDF with a little white around it, and in dashes the place that the logo takes."""
    out = BytesIO()
    canvas = PaperCanvas(out, pagesize=size_alone())
    draw_letterhead(canvas, clinic, _WHITE, _WHITE + DEPTH)
    if (size := size_beside(clinic)) is not None:
        canvas.setStrokeGray(0.5)
        canvas.setLineWidth(0.4)
        canvas.setDash(2, 2)
        foot = _WHITE + DEPTH - DEEPEST
        canvas.rect(_WHITE - _DASHES, foot - _DASHES, size[0] + 2 * _DASHES, DEEPEST + 2 * _DASHES)
    canvas.save()
    return out.getvalue()
