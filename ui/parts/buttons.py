"""Buttons: one filled per screen, plain ones beside it, links, and icons without words for the lock and for + and −."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

_ICON = 18
_GAP = 8
_HINT_GAP = 10
_HINT_PX = 11
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Button(QAbstractButton):
    """What all buttons share: icon, words and key hint in a row, tint under the finger, a ring with the focus.

    `small` draws the box 32 high inside the same 40 high target. A letter after `&` in the first words is underlined
    and presses the button together with Alt.
    """

    _padding = 13.0
    _text_weight = 500

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        key_hint: str = "",
        icon_token: str = "",
        icon_after: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._icon_token, self._icon_after = icon, icon_token, icon_after
        self._hint = key_hint
        self._small = small
        self._text_px = 13 if small else 14
        self._under_pointer = False
        self._alt = QKeySequence.mnemonic(text)
        self._letter = text.index("&") if not self._alt.isEmpty() else -1
        self.set_text(text.replace("&", "", 1) if self._letter >= 0 else text)
        if key_hint:
            self.setAccessibleDescription(key_hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_text(self, text: str) -> None:
        """Change the words, for people and screen readers alike."""
        self.setText(text)
        self.setShortcut(self._alt)  # setting words takes it away
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon(self, icon: str) -> None:
        """Show another icon beside the words; none where it is blank."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def show_hint(self, shown: bool) -> None:
        """Print the key beside the words, or leave it to the tool tip where there is no room."""
        self._hint = self.accessibleDescription() if shown else ""
        self.setToolTip("" if shown else self.accessibleDescription())
        self.updateGeometry()

    def _widths(self) -> tuple[float, float]:
        words = QFontMetricsF(self._theme.font(self._text_px, self._text_weight)).horizontalAdvance(self.text())
        hint = QFontMetricsF(self._theme.font(_HINT_PX, 500)).horizontalAdvance(self._hint) if self._hint else 0.0
        return words, hint

    def _content_width(self) -> float:
        words, hint = self._widths()
        icon = _ICON + (_GAP if words else 0) if self._icon else 0
        return icon + words + (hint + _HINT_GAP if hint else 0)

    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width() + 2 * self._padding + 0.5), self._theme.target())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _box(self) -> QRectF:
        rect = QRectF(self.rect())
        if self._small:
            spare = (rect.height() - 32) / 2
            rect.adjust(0, spare, 0, -spare)
        return rect

    def _text_token(self) -> str:
        return "ink" if self.isEnabled() else "ink3"

    def _hint_token(self) -> str:
        return "ink3"

    def _paint_box(self, painter: QPainter) -> None:
        colour = self._theme.colour
        if not self.isEnabled():
            box(painter, self._box(), BUTTON_RADIUS, colour("hover"), colour("line2"))
            return
        fill = colour("accent_tint") if self.isDown() else colour("hover" if self._under_pointer else "surface")
        ring = self.hasFocus()
        box(painter, self._box(), BUTTON_RADIUS, fill, colour("accent" if ring else "line2"), width=2 if ring else 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_box(painter)
            words, hint = self._widths()
            x = (self.width() - self._content_width()) / 2
            middle = self.height() / 2
            token = self._text_token()
            icon_colour = self._theme.colour((self.isEnabled() and self._icon_token) or token)
            if self._icon and not self._icon_after:
                paint_icon(painter, self._icon, x, middle, _ICON, icon_colour)
                x += _ICON + _GAP
            x = self._write(painter, x, self.text(), self._text_px, self._text_weight, token) if words else x
            if self._icon and self._icon_after:
                paint_icon(painter, self._icon, x + _GAP, middle, _ICON, icon_colour)
                x += _GAP + _ICON
            if hint:
                self._write(painter, x + _HINT_GAP, self._hint, _HINT_PX, 500, self._hint_token())

    def _is_letter(self, text: str) -> bool:
        """Whether the letter that presses the button stands in these words where it stood in the first ones."""
        letter = text[self._letter : self._letter + 1] if self._letter >= 0 else ""
        return bool(letter) and self._alt.toString().endswith(letter.upper())

    def _write(self, painter: QPainter, x: float, text: str, px: int, weight: int, token: str) -> float:
        font = self._theme.font(px, weight)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        base = (self.height() + metrics.capHeight()) / 2
        painter.drawText(QPointF(x, base), text)
        if text == self.text() and self._is_letter(text):
            left = x + metrics.horizontalAdvance(text[: self._letter])
            right = left + metrics.horizontalAdvance(text[self._letter])
            painter.drawLine(QPointF(left, base + 2.5), QPointF(right, base + 2.5))
        return x + metrics.horizontalAdvance(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()  # else an arrow goes on like Tab, and the next one acts on whatever is there
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._under_pointer = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._under_pointer = False
        self.update()
        super().leaveEvent(event)


class PlainButton(Button):
    """White with a thin edge. With `accent`, its words are in accent ink: an offer that belongs to the card."""

    def __init__(self, theme: Theme, text: str, *, accent: bool = False, **options: object) -> None:
        super().__init__(theme, text, **options)
        self._accent = accent

    def _text_token(self) -> str:
        return "accent_ink" if self._accent and self.isEnabled() else super()._text_token()

    def _paint_box(self, painter: QPainter) -> None:
        super()._paint_box(painter)
        if self._accent and self.isEnabled() and not self.hasFocus():
            box(painter, self._box(), BUTTON_RADIUS, None, self._theme.colour("accent_mid"))


class MainButton(Button):
    """The one filled button of a screen, named after what happens next."""

    _padding = 18.0
    _text_weight = 600

    def _text_token(self) -> str:
        return "on_accent" if self.isEnabled() else "ink3"

    def _hint_token(self) -> str:
        return self._text_token()

    def _paint_box(self, painter: QPainter) -> None:
        if not self.isEnabled():
            super()._paint_box(painter)
            return
        colour = self._theme.colour
        box(painter, self._box(), BUTTON_RADIUS, colour("accent_ink" if self.isDown() else "accent"))
        if self.hasFocus():
            box(painter, self._box().adjusted(3, 3, -3, -3), BUTTON_RADIUS - 3, None, colour("on_accent"), width=1.6)


class LinkButton(Button):
    """Accent words without an edge: Undo, Use password."""

    _padding = 8.0

    def _text_token(self) -> str:
        return "accent_ink" if self.isEnabled() else "ink3"

    def _paint_box(self, painter: QPainter) -> None:
        colour = self._theme.colour
        rect = self._box().adjusted(0, 3, 0, -3)
        if self.isEnabled() and (self.isDown() or self._under_pointer):
            box(painter, rect, BUTTON_RADIUS, colour("accent_tint"))
        if self.hasFocus():
            box(painter, rect, BUTTON_RADIUS, None, colour("accent"), width=2)


class IconButton(LinkButton):
    """A square with an icon alone; `name` says it to a screen reader and in the tool tip."""

    def __init__(
        self, theme: Theme, icon: str, name: str, *, token: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", icon=icon, icon_token=token, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.target(), self._theme.target())
