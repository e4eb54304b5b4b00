"""The allergy box: four states that never look alike, always in full words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from charting.words import _, ngettext
from ui.icons import paint_icon
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

_LEFT = 40
_SIDE = 14
_LOOKS = {
    "known": ("octagon", "red", "red_tint", "red", 1.4, False),
    "none": ("tick_ring", "green", "surface", "line2", 1.0, False),
    "not_recorded": ("question_ring", "amber", "amber_tint", "amber_mark", 1.4, False),
    "unavailable": ("struck_ring", "ink2", "sunken", "control", 1.0, True),
}


def allergy_title(state: str) -> str:
    """The words of a state: known, none, not_recorded or unavailable. Raises KeyError for another."""
    return {
        "known": _("Known allergies"),
        "none": _("No known allergies"),
        "not_recorded": _("Allergies not recorded"),
        "unavailable": _("Allergies unavailable"),
    }[state]


class AllergyBox(QAbstractButton):
    """A box 40 px high at the banner's right end; pressing it shows all.

    What does not fit ends in "and 3 more": whole entries are left out, never half of one. `text` holds entries
    divided by semicolons where an entry has commas of its own, by commas otherwise.
    """

    def __init__(self, theme: Theme, *, longest: int = 420, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._longest = theme, longest
        self._state, self._detail, self._shown = "unavailable", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)
        self.set_allergies("unavailable", "")

    def set_allergies(self, state: str, text: str) -> None:
        """Show one of the four states with its detail: agents, date asked, ask now, or the reason."""
        self._state, self._detail = state, text
        self._shown = self._fitting(text) if state == "known" else self._begun(text)
        self.setAccessibleName(allergy_title(state))
        self.setAccessibleDescription(text)
        self.setToolTip(text if self._shown != text else "")
        self.updateGeometry()
        self.update()

    def set_longest(self, pixels: int) -> None:
        """Limit the width of the words."""
        if pixels != self._longest:
            self._longest = pixels
            self.set_allergies(self._state, self._detail)

    def _fitting(self, text: str) -> str:
        metrics = QFontMetricsF(self._theme.font(13, 500))
        if metrics.horizontalAdvance(text) <= self._longest:
            return text
        divider = "; " if ";" in text else ", "
        entries = [entry.strip() for entry in text.split(divider.strip()) if entry.strip()]
        for kept in range(len(entries) - 1, 0, -1):
            left_out = len(entries) - kept
            more = ngettext("and {count} more", "and {count} more", left_out).format(count=left_out)
            shorter = f"{divider.join(entries[:kept])} {more}"
            if kept == 1 or metrics.horizontalAdvance(shorter) <= self._longest:
                return shorter
        return text

    def _begun(self, text: str) -> str:
        """As many words of a reason as fit; all of it is read by pressing the box."""
        metrics = QFontMetricsF(self._theme.font(13, 500))
        words = text.split()
        while len(words) > 1 and metrics.horizontalAdvance(" ".join(words)) > self._longest:
            words = [*words[:-2], f"{words[-2].rstrip('…,')}…"]
        return " ".join(words)

    def around(self) -> int:
        """How many pixels the icon and the sides take beside the words."""
        return _LEFT + _SIDE

    def sizeHint(self) -> QSize:
        title = QFontMetricsF(self._theme.font(13, 600)).horizontalAdvance(allergy_title(self._state))
        detail = QFontMetricsF(self._theme.font(13, 500)).horizontalAdvance(self._shown)
        return QSize(round(max(title, detail) + 0.5) + _LEFT + _SIDE, self._theme.target())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, words, fill, edge, width, dashed = _LOOKS[self._state]
        colour = self._theme.colour
        if self.hasFocus():
            edge, width, dashed = "accent", 2.0, False
        fill = "hover" if self.isDown() else fill
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), BUTTON_RADIUS, colour(fill), colour(edge), width=width, dashed=dashed)
            paint_icon(painter, icon, 12, self.height() / 2, 18, colour(words))
            middle = self.height() / 2 if self._shown else self.height() / 2 + 8
            painter.setFont(self._theme.font(13, 600))
            painter.setPen(colour(words))
            painter.drawText(QPointF(_LEFT, middle - 3.5), allergy_title(self._state))
            painter.setFont(self._theme.font(13, 500))
            painter.setPen(colour("ink"))
            painter.drawText(QPointF(_LEFT, middle + 12.5), self._shown)
