"""The identity band: who a page is about. One for ordinary print, one for large print, one to be filled by pen."""

from dataclasses import dataclass
from typing import Protocol

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.info import DocumentInfo, Identity
from charting.output.marks import IDENTITY, Mark
from charting.output.runs import Run, Words, runs
from charting.output.styles import MEASURE, Kind, Type
from charting.output.text import Text, draw_words
from charting.words import _

GAP = 2 * mm
_STARTS = (0, 62 * mm, 98 * mm, 115 * mm, 137 * mm)
_BAND, _LARGE_BAND, _PEN_BAND = 12.5 * mm, 19 * mm, 16 * mm
_LABEL = Type(7.2, 9.4)
_NAMES = (14.0, 13.0, 12.0, 11.0)
_VALUES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)


class Band(Protocol):
    """The band of one document; `depth` in points."""

    depth: float

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it down from `top`."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A value with the size that fits its place."""

    text: Text
    dress: Type
    lines: int

    def draw(self, canvas: Canvas, x: float, baseline: float) -> None:
        """Draw it with its first line on `baseline`."""
        self.text.drawOn(canvas, x, baseline + self.dress.size - self.text.height)

    @property
    def below(self) -> float:
        """How far it reaches under its first baseline, in points."""
        return self.text.height - self.dress.size + 3


def fit(words: Words, width: float, sizes: tuple[float, ...], face: Face = Face.SEMIBOLD) -> Fitted:
    """The largest size at which `words` take one line; else as many lines as the smallest size needs."""
    for size in sizes:
        dress = Type(size, round(size * 1.22, 2), face)
        text = Text(words, dress)
        if text.natural_width() <= width or size == sizes[-1]:
            return Fitted(text, dress, text.line_count(width))
    raise ValueError("no size to choose from")


def band_of(info: DocumentInfo) -> Band:
    """The band that a document has."""
    if not info.patient.name:
        return PenBand()
    return LargeBand(info.patient) if info.kind is Kind.LARGE else PlainBand(info.patient)


def _called(patient: Identity) -> Words:
    if not patient.address_as:
        return [patient.name]
    return [patient.name, Run(f"  ({patient.address_as})", Face.REGULAR, 0.66)]


def _marked(patient: Identity, words: Words) -> Words:
    return [Run("", mark=Mark.WARNING, scale=1.25), *runs(words)] if patient.allergy_warns else words


def _rules(canvas: Canvas, left: float, top: float, depth: float) -> None:
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(IDENTITY)
    canvas.line(left, top, left + MEASURE, top)
    canvas.setLineWidth(0.6)
    canvas.line(left, top - depth, left + MEASURE, top - depth)
    canvas.restoreState()


class PlainBand:
    """Name, born, sex, number and allergies at fixed places; it grows where a value needs another line."""

    def __init__(self, patient: Identity) -> None:
        self._patient = patient
        starts = (*_STARTS, MEASURE + GAP)
        widths = [starts[at + 1] - starts[at] - GAP for at in range(5)]
        self._name = fit(_called(patient), widths[0], _NAMES)
        said = (patient.born, patient.sex, patient.patient_id, patient.allergies)
        self._values = [fit(words, width, _VALUES) for words, width in zip(said, widths[1:], strict=True)]
        self.depth = max(_BAND, 8.1 * mm + self._name.below, *(9 * mm + value.below for value in self._values))

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it down from `top`."""
        _rules(canvas, left, top, self.depth)
        self._name.draw(canvas, left, top - 8.1 * mm)
        allergy = _marked(self._patient, [Run(self._patient.allergy_label, Face.SEMIBOLD)])
        labels: tuple[Words, ...] = (_("Born"), _("Sex"), _("Patient ID"), allergy)
        for start, label, value in zip(_STARTS[1:], labels, self._values, strict=True):
            draw_words(canvas, label, _LABEL, left + start, top - 4 * mm)
            value.draw(canvas, left + start, top - 9 * mm)


class LargeBand:
    """Large print: name and number above, born and allergies below."""

    def __init__(self, patient: Identity) -> None:
        self._patient = patient
        self._halves = (0.46 * MEASURE, 0.54 * MEASURE - GAP)
        small = (13.0, 12.0, 11.0, 10.0)
        self._id = fit([Run(_("Patient ID") + " ", Face.REGULAR), Run(patient.patient_id)], self._halves[1], small)
        room = MEASURE - self._id.text.natural_width() - 3 * GAP
        self._name = fit(_called(patient), room, (17.0, 16.0, 15.0, 14.0, 13.0))
        self._born = fit([Run(_("Born") + " ", Face.REGULAR), Run(patient.born)], self._halves[0], small)
        said = f"{patient.allergy_label}: {patient.allergies}" if patient.allergies else patient.allergy_label
        self._allergy = fit(_marked(patient, said), self._halves[1], small)
        self._second = 8 * mm + self._name.below + 3.2 * mm
        self.depth = max(_LARGE_BAND, self._second + self._born.below, self._second + self._allergy.below)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it down from `top`."""
        _rules(canvas, left, top, self.depth)
        self._name.draw(canvas, left, top - 8 * mm)
        self._id.draw(canvas, left + MEASURE - self._id.text.natural_width(), top - 8 * mm)
        self._born.draw(canvas, left, top - self._second)
        self._allergy.draw(canvas, left + self._halves[0] + GAP, top - self._second)


class PenBand:
    """Nobody's yet: lines for name, date of birth, number and allergies."""

    depth = _PEN_BAND

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it down from `top`."""
        _rules(canvas, left, top, self.depth)
        labels = (_("Name"), _("Born"), _("Patient ID"), _("Allergies"))
        starts = (0, 62 * mm, 98 * mm, 124 * mm, MEASURE + GAP)
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.6)
        canvas.setLineCap(1)
        canvas.setDash(0.01, 2)
        for at, label in enumerate(labels):
            draw_words(canvas, label, _LABEL, left + starts[at], top - 4 * mm)
            canvas.line(left + starts[at], top - 12.6 * mm, left + starts[at + 1] - GAP, top - 12.6 * mm)
        canvas.restoreState()
