"""The title of a document and the headings of its sections."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.direction import start
from charting.output.fonts import Face
from charting.output.info import DocumentInfo
from charting.output.marks import SECTION
from charting.output.room import RoomFor
from charting.output.runs import Run, Words
from charting.output.styles import MEASURE, Styles
from charting.output.text import Text
from charting.words import _

_INDENT = 8 * mm
_RULE_TO_TEXT = 3.9
_USUAL = 12.4


def title(styles: Styles, info: DocumentInfo, lead: Words = "") -> list[Flowable]:
    """The title, tagged if nobody has signed, and the line under it that says what, when and in which state."""
    said: list[str | Run] = [info.title]
    if info.draft:
        said = [info.title, "  ", Run(_("DRAFT, not signed"), scale=0.42, tag=True)]
    flowables: list[Flowable] = [Text(said, styles.title)]
    if lead:
        flowables.append(Text(lead, styles.lead, space_before=0.25 * styles.l, space_after=0.4 * styles.l))
    if info.language_note:
        flowables.append(Text(info.language_note, styles.small, space_after=0.3 * styles.l))
    return flowables


class Heading(Flowable):
    """A 1 pt rule, a number in Regular, the title in SemiBold, and a note flush right."""

    def __init__(self, styles: Styles, words: str, number: int | None, note: Words) -> None:
        super().__init__()
        self._styles = styles
        self._number = number
        self._title = Text(words, styles.heading)
        self._note = Text(note, styles.small, align="right") if note else None
        self._indent = 0.0 if number is None else _INDENT * max(1.0, styles.heading.size / _USUAL)
        self.spaceBefore = styles.l

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as it may be; a long title takes two lines beside its note."""
        self._room = width
        note = 0.0
        if self._note:
            note = min(self._note.natural_width(), width * 0.62)
            self._note.wrap(note + 0.1, height)
            note += 4 * mm
        _, self._depth = self._title.wrap(width - self._indent - note, height)
        size = self._styles.heading.size
        under = self._depth - self._styles.heading.leading
        self._beside = note
        self.height = _RULE_TO_TEXT + size + under + 0.62 * self._styles.l
        if self._note:
            self.height = max(self.height, _RULE_TO_TEXT + size + self._note.height - self._styles.small.leading + 6)
        return width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        canvas, heading = self.canv, self._styles.heading
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setLineWidth(SECTION)
        canvas.line(0, self.height, self._room, self.height)
        canvas.restoreState()
        top = self.height - _RULE_TO_TEXT
        baseline = top - heading.size
        if self._number is not None:
            canvas.setFillGray(0)
            canvas.setFont(Face.REGULAR, heading.size)
            number = str(self._number)
            wide = canvas.stringWidth(number, Face.REGULAR, heading.size)
            canvas.drawString(start(0, wide, self._room), baseline, number)
        wide = self._room - self._indent - self._beside
        self._title.drawOn(canvas, start(self._indent, wide, self._room), top - self._depth)
        if self._note:
            below = self._note.height - self._styles.small.size
            at = start(self._room - self._note.width, self._note.width, self._room)
            self._note.drawOn(canvas, at, baseline - below)


def heading(
    styles: Styles, words: str, number: int | None = None, note: Words = "", *, follows: float | None = None
) -> list[Flowable]:
    """A section's heading, on a new page unless `follows` points fit under it (three rows by default) and what
    follows it begins there."""
    rows = 3 * (styles.l + styles.small.leading + 2 * styles.padding) if follows is None else follows
    made = Heading(styles, words, number, note)
    _, depth = made.wrap(MEASURE, 0)
    return [RoomFor(styles.l + depth + rows), made]


def column_heading(styles: Styles, words: str) -> Flowable:
    """A heading for one of two columns side by side; the block it stands in keeps it with its text."""
    return Heading(styles, words, None, "")


def paragraph(styles: Styles, words: Words, *, before: float = 0, after: float = 0.5) -> Flowable:
    """Running text; the gaps before and after are in leadings of the body."""
    return Text(words, styles.body, space_before=before * styles.l, space_after=after * styles.l)


def note(styles: Styles, words: Words) -> Flowable:
    """A note under a table: limits, working, sources."""
    return Text(words, styles.small, space_before=0.35 * styles.l, space_after=0.35 * styles.l)
