"""Two photographs of one view side by side: equal frames, greys, what differs first, what was when below."""

from functools import lru_cache
from io import BytesIO

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, KeepTogether

from charting.dates import show_day
from charting.output.direction import start
from charting.output.further_facts import Shot, ShotPair
from charting.output.headings import note
from charting.output.marks import FRAME, Mark
from charting.output.runs import Run, strong
from charting.output.styles import MEASURE, Styles
from charting.output.text import Text
from charting.words import _

_GAP = 8 * mm
_WIDE = (MEASURE - _GAP) / 2
_DEEP = _WIDE * 3 / 4
_DOTS_PER_POINT = 200 / 72
_QUALITY = 80
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)


def pair_of_shots(styles: Styles, pair: ShotPair) -> Flowable:
    """View, caveat, frames and captions as one block."""
    title = Text(pair.view, styles.strong, space_before=0.4 * styles.l, space_after=0.2 * styles.l)
    laid: list[Flowable] = [title]
    if caveat := caveat_of(pair):
        laid = [title, note(styles, [Run("", mark=Mark.WARNING), Run(" " + caveat)])]
    return KeepTogether([*laid, _Frames(styles, pair)])


def caveat_of(pair: ShotPair) -> str:
    """What differs between the two, and of what nobody knows whether it does; empty where all of it is known alike."""
    said = []
    if pair.unlike:
        said.append(_("Not taken alike: {what}.").format(what="; ".join(pair.unlike)))
    if pair.unknown:
        said.append(_("Not known whether taken alike: {what}.").format(what="; ".join(pair.unknown)))
    return " ".join([*said, _("Read with care.")]) if said else ""


class _Frames(Flowable):
    """Both pictures, each fitted whole into its frame, with its caption."""

    def __init__(self, styles: Styles, pair: ShotPair) -> None:
        super().__init__()
        self._shots = (pair.first, pair.last)
        self._captions = [
            Text([strong(show_day(shot.day)), Run(f"\n{shot.taken}", scale=0.85)], styles.body) for shot in self._shots
        ]
        self._above = 0.4 * styles.l
        self.spaceBefore, self.spaceAfter = 0.2 * styles.l, styles.l

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size in points."""
        deepest = max(caption.wrap(_WIDE, height)[1] for caption in self._captions)
        self.height = _DEEP + self._above + deepest
        return width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        for at, (shot, caption) in enumerate(zip(self._shots, self._captions, strict=True)):
            left, foot = start(at * (_WIDE + _GAP), _WIDE, MEASURE), self.height - _DEEP
            self._picture(shot, left, foot)
            self.canv.saveState()
            self.canv.setStrokeGray(0)
            self.canv.setLineWidth(FRAME)
            self.canv.rect(left, foot, _WIDE, _DEEP, stroke=1, fill=0)
            self.canv.restoreState()
            caption.drawOn(self.canv, left, foot - self._above - caption.height)

    def _picture(self, shot: Shot, left: float, foot: float) -> None:
        grey = _for_print(shot.jpeg)
        wide, deep = grey.width / _DOTS_PER_POINT, grey.height / _DOTS_PER_POINT
        scale = min(_WIDE / wide, _DEEP / deep)
        wide, deep = wide * scale, deep * scale
        out = BytesIO()
        grey.save(out, "JPEG", quality=_QUALITY)
        out.seek(0)
        self.canv.drawImage(ImageReader(out), left + (_WIDE - wide) / 2, foot + (_DEEP - deep) / 2, wide, deep)


@lru_cache(maxsize=8)
def _for_print(jpeg: bytes) -> Image.Image:
    """The picture in greys at 200 dots to the inch of its frame, so that a file with six of them stays small."""
    box = round(_WIDE * _DOTS_PER_POINT), round(_DEEP * _DOTS_PER_POINT)
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
        image.draft("L", box)
        grey = image.convert("L")
    grey.thumbnail(box, Image.Resampling.BILINEAR)
    grey.info.clear()  # a comment of the first file would be written into the next
    return grey


def is_whole(jpeg: bytes) -> bool:
    """Whether the picture can be decoded to its last line."""
    try:
        _for_print(jpeg)
    except _DAMAGED:
        return False
    return True
