"""The canvas of every paper: ReportLab's, with a short way for the strokes and words that pages are full of."""

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.ttfonts import ShapedStr
from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face, faces, font


class PaperCanvas(Canvas):
    """A canvas with the fonts of paper. Colours and widths that hold already are not said again."""

    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]
    _fontname: str
    _fontsize: float
    _leading: float
    _fillColorObj: Any
    _strokeColorObj: Any
    _lineWidth: float
    state_stack: list[dict[str, Any]]
    STATE_ATTRIBUTES: list[str]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        faces()
        super().__init__(*arguments, **{**options, "invariant": 1, "initialFontName": Face.REGULAR.value})

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """Write in this font from now on; every font of paper is embedded, so nothing is said before it is used."""
        self._fontname, self._fontsize, self._leading = psfontname, size, leading or 1.2 * size

    def drawString(self, x: float, y: float, text: str, *arguments: Any, **options: Any) -> None:
        """Draw `text` from `x` on, its baseline on `y`."""
        if arguments or options or isinstance(text, ShapedStr):
            super().drawString(x, y, text, *arguments, **options)
            return
        used, document = font(self._fontname), self._doc
        size = fp_str(self._fontsize)
        said = [
            f"{used.getSubsetInternalName(subset, document)} {size} Tf ({self._escape(letters)}) Tj"
            for subset, letters in used.splitString(text, document)
        ]
        if said:
            self._code.append(f"BT 1 0 0 1 {fp_str(x, y)} Tm {' '.join(said)} ET")

    def push_state_stack(self) -> None:
        """Keep what `restoreState` brings back; paper uses no transparency, so none is kept."""
        now = self.__dict__
        self.state_stack.append({name: now[name] for name in self.STATE_ATTRIBUTES})

    def setFillGray(self, gray: float, alpha: float | None = None) -> None:
        """Fill with a grey: 0 is black, 1 white."""
        if alpha is not None or self._fillColorObj != (gray, gray, gray):
            super().setFillGray(gray, alpha)

    def setStrokeGray(self, gray: float, alpha: float | None = None) -> None:
        """Stroke with a grey: 0 is black, 1 white."""
        if alpha is not None or self._strokeColorObj != (gray, gray, gray):
            super().setStrokeGray(gray, alpha)

    def setLineWidth(self, width: float) -> None:
        """Stroke lines `width` points wide."""
        if self._lineWidth != width:
            super().setLineWidth(width)


def draw_bars(canvas: Any, runs: Iterable[tuple[int, int, int]]) -> None:
    """Fill bars one unit high: left end, foot and length of each, in units of the canvas as it is scaled."""
    canvas._code.append(" ".join(f"{left} {foot} {length} 1 re" for left, foot, length in runs) + " f")
