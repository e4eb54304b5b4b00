"""Glove mode: one step at a time over the whole screen, in buttons that a gloved finger cannot miss."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.catalogue_scalp import scalp_map
from charting.records.glove_page import Page, Press
from charting.records.zones import ZONES
from charting.words import _
from ui.parts.banner import BannerData, PatientBanner
from ui.parts.glove_button import TALLEST, GloveButton, glove_px
from ui.parts.labels import Label
from ui.parts.scalp_map import ScalpMap
from ui.parts.scalp_shown import ZoneShown
from ui.theme import Theme
from ui.views.glove_dial import TALL_BUTTON, GloveDial
from ui.views.glove_help import GAP, above, beside, is_beside
from ui.views.glove_keys import GloveKeys
from ui.views.glove_strip import GloveStrip
from ui.views.glove_words import Figure
from ui.views.help import WIDTH as HELP_WIDE

MOST = 6
GUARD = 16
_IN_A_ROW = 3
_LEAST_MAP, _MOST_MAP, _MAP_SHARE = 200, 470, 0.34
_NARROW, _TINY = 800, 420
_WORDS = 172
_TITLE_PX = {True: 24, False: 40}


class GloveView(QWidget):
    """Shows pages. `pressed(press, button)` for a tap or its key, `hint_pressed` for a key that is on no button.

    `zone_tapped(code)` for the map, `scanned(text)` for a scanner. It writes nothing by itself.
    """

    pressed = Signal(object, object)
    zone_tapped = Signal(str)
    undo_pressed = Signal()
    more_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: Page | None = None
        self._message = ""
        self._zones: Mapping[str, ZoneShown] | None = None
        self._help: QWidget | None = None
        self.keys = GloveKeys(self)
        self.banner = PatientBanner(theme)
        self.strip = GloveStrip(theme)
        self.strip.undo_pressed.connect(self.undo_pressed)
        self.strip.more_pressed.connect(self.more_pressed)
        self._title = Label(theme, px=40, weight=600, wrap=True)
        self._detail = Label(theme, px=18, token="ink2", wrap=True)
        self._count = Label(theme, px=18, weight=500, token="ink2")
        self.dials = [GloveDial(theme, self._press) for _number in range(2)]
        self.buttons = [GloveButton(theme) for _number in range(MOST)]
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, at=at: self._tap(at))
        self.map: ScalpMap | None = None
        self._names = {c.code: ZONES.label(c.code) for c in ZONES.offered() if c.code not in scalp_map().composites}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.update)
        self._lay_out()

    def show_patient(self, data: BannerData) -> None:
        """Who is in the chair."""
        self.banner.set_data(data)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show what runs and what is left."""
        self.strip.show_figures(figures)

    def show_page(self, page: Page, zones: Mapping[str, ZoneShown] | None, *, second: bool) -> None:
        """Show a step, with its zones where it has a map of them.

        `second` marks a page behind the step or a question, from which `Back` leads out.
        """
        new = self._page is None or self._page.key != page.key
        self._page, self._zones = page, zones
        self._title.setText(page.title)
        self._title.set_token("red" if page.stop else "ink")
        self._message = ""
        self._count.setText(page.count)
        for at, dial in enumerate(self.dials):
            dial.setVisible(at < len(page.dials))
            if at < len(page.dials):
                dial.show_dial(page.dials[at])
        self._place_buttons(page.presses)
        self.strip.set_more(_("Back") if second else _("More"))
        self._arrange()
        if self.map is not None and zones is not None:
            self.map.show_zones(zones, page.zone)
        if new:
            self.setAccessibleName(" ".join(part for part in (page.title, page.count, page.detail) if part))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_number(self, number: str) -> None:
        """Show a number in the first dial at once, before it is written down: writing may take its time."""
        dial = self.dials[0]
        dial.value.setText(number)
        dial.repaint()

    def say(self, words: str) -> None:
        """Say why something was not done, or what must be known, until the next press."""
        self._message = words
        self._show_detail()
        self.setAccessibleName(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_help(self, panel: QWidget | None) -> None:
        """Show the help where it covers no button; None takes it away."""
        if self._help is not None:
            self._help.hide()
        self._help = panel
        self._arrange()
        if panel is not None:
            panel.show()
            panel.raise_()

    def said(self) -> str:
        """The line below the title."""
        return self._detail.text()

    def button_of(self, hint: str) -> tuple[Press, GloveButton | None] | None:
        """The press of a key on this page, and its button where it has one."""
        if self._page is None:
            return None
        for dial, shown in zip(self._page.dials, self.dials, strict=False):
            for press, button in ((dial.less, shown.less), (dial.more, shown.more)):
                if press.hint == hint:
                    return press, button
        for press, button in zip(self._page.presses, self.buttons, strict=False):
            if press.hint == hint:
                return press, button
        alone = next((press for press in self._page.keys if press.hint == hint), None)
        return None if alone is None else (alone, None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.keys.wants(event):
            event.accept()
            return True
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_help()  # what it stands beside has its new size only now
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("paper"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self._dials = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._dials.setSpacing(GUARD)
        for dial in self.dials:
            self._dials.addWidget(dial)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addStretch(1)
        left.addLayout(head)
        left.addWidget(self._detail)
        left.addSpacing(6)
        left.addLayout(self._dials)
        left.addStretch(1)
        self._upper = QHBoxLayout()
        self._upper.setSpacing(28)
        self._upper.addLayout(left, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(GUARD)
        self._body = QVBoxLayout()
        self._body.addLayout(self._upper, 1)
        self._body.addLayout(self._grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.strip)
        layout.addLayout(self._body, 1)

    def _place_buttons(self, presses: Sequence[Press]) -> None:
        columns = len(presses) if len(presses) <= _IN_A_ROW else (len(presses) + 1) // 2
        for at, button in enumerate(self.buttons):
            self._grid.removeWidget(button)
            if at >= len(presses):
                button.hide()
                continue
            press = presses[at]
            button.show_words(press.words, press.detail, press.hint, filled=press.filled)
            button.set_quiet(bool(press.refused))
            self._grid.addWidget(button, at // max(columns, 1), at % max(columns, 1))
            button.show()
        if self._help is not None:
            self._help.raise_()

    def _arrange(self) -> None:
        """Give every part its size: where the window is low, fewer words and the same buttons."""
        if self._page is None:
            return
        side = glove_px(self._theme, self)
        low = self.height() < self._roomy(side)
        tiny = self.height() < _TINY
        self.strip.set_low(tiny)
        edge = 16 if low else 28
        self._body.setContentsMargins(edge, 4 if tiny else 8 if low else 16, edge, 8 if tiny else edge)
        self._body.setSpacing(10 if low else GUARD)
        self._show_detail()
        across = QBoxLayout.Direction.LeftToRight
        self._dials.setDirection(across if low else QBoxLayout.Direction.TopToBottom)
        for dial in self.dials:
            dial.set_low(low, side)
        self._title.set_type(_TITLE_PX[low], 600)
        self._detail.set_type(14 if low else 18)
        self._count.set_type(14 if low else 18, 500)
        rows = 2 if len(self._page.presses) > _IN_A_ROW else 1
        tall = side if low else max(side, TALLEST if rows == 1 else 100)
        for button in self.buttons:
            button.setFixedHeight(tall)
        below = rows * tall + (rows - 1) * GUARD
        self._fit_map(below)
        shows = self._help is not None and is_beside(self.width(), low=low)
        self._upper.setContentsMargins(0, 0, HELP_WIDE + GAP - edge if shows else 0, 0)
        self._place_help()

    def _place_help(self) -> None:
        if self._help is None:
            return
        self.layout().activate()
        strip, buttons = self.strip.geometry(), [one for one in self.buttons if not one.isHidden()]
        if self._upper.contentsMargins().right():
            top = min((one.geometry().top() for one in buttons), default=self.height())
            self._help.setGeometry(beside(self.width(), HELP_WIDE, strip, top))
        else:
            dials = [dial for dial in self.dials if not dial.isHidden()]
            top = min((one.geometry().top() for one in (*dials, *buttons)), default=self.height())
            self._help.setGeometry(above(strip, self.strip.undo.geometry(), top))

    def _roomy(self, side: int) -> int:
        """The height from which two dials stand one above the other, with every word."""
        dials = 2 * (max(side, TALL_BUTTON) + 2 * GUARD) + GUARD
        return self.banner.sizeHint().height() + side + dials + max(side, TALLEST) + _WORDS

    def _fit_map(self, below: int) -> None:
        """The map takes what is left at the right; without room for it the title says the zone alone."""
        margins = self._body.contentsMargins()
        taken = margins.top() + margins.bottom() + self._body.spacing() + below
        high = self.height() - self.banner.sizeHint().height() - self.strip.height() - taken
        side = min(high, round(self.width() * _MAP_SHARE), _MOST_MAP)
        wanted = side >= _LEAST_MAP and self.width() >= _NARROW and self._zones is not None and self._help is None
        if self.map is not None and (not wanted or self.map.sizeHint().width() != side):
            self._upper.removeWidget(self.map)
            self.map.hide()
            self.map.setParent(None)
            self.map.deleteLater()
            self.map = None
        if wanted and self.map is None:
            self.map = ScalpMap(self._theme, self._names, small_views=False, side=side, parent=self)
            self.map.zone_chosen.connect(self.zone_tapped)
            self._upper.addWidget(self.map, 0, Qt.AlignmentFlag.AlignVCenter)
            self.map.show_zones(self._zones or {}, self._page.zone if self._page is not None else "")
            self.map.show()

    def _show_detail(self) -> None:
        """The line below the title; beside dials in a very low window only a message, in the place of the title."""
        page = self._page
        assert page is not None
        tiny = self.height() < _TINY and bool(page.dials)
        said = page.doubt if tiny else "\n".join(part for part in (page.detail, page.doubt) if part)
        words = self._message or said
        self._detail.setText(words)
        self._detail.set_token("amber" if self._message or page.doubt else "ink" if page.stop else "ink2")
        self._detail.setVisible(bool(words))
        self._title.setVisible(not (tiny and self._message))

    def _tap(self, at: int) -> None:
        if self._page is not None and at < len(self._page.presses):
            self._press(self._page.presses[at], self.buttons[at])

    def _press(self, press: Press, button: GloveButton) -> None:
        self.pressed.emit(press, button)
