"""Notes that are longer than their field is wide: they run on over the room that is kept under its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.binding.note_line import LINE, NOTE_PX, SPARE, NoteLine, broken, paint_lines
from ui.theme import Theme

WARNS = frozenset({"red", "amber"})
LINES = 2
GAP = 12


@dataclass(frozen=True, slots=True)
class Running:
    """One long note: where it is painted, and its lines; `ends_here` tells that it ends where its field does.

    `cut` tells that not all of it has room there.
    """

    note: NoteLine
    place: QRect
    lines: Sequence[str]
    ends_here: bool
    cut: bool = False


class NoteLayer(QWidget):
    """Lies over a grid of fields and lets every touch through. It covers nothing but the room of other notes.

    The note of the field in hand is always written in full; one that warns as well, over neighbours that do not. Two
    long warnings beside each other take a line each, over the whole width, with the name of their field.
    """

    def __init__(self, theme: Theme, grid: QWidget, notes: Callable[[], Sequence[tuple[NoteLine, bool]]]) -> None:
        super().__init__(grid)
        self._theme, self._notes = theme, notes
        self._running: tuple[Running, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self.update)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def running(self) -> tuple[Running, ...]:
        """The notes that run on now."""
        return self._running

    def arrange(self) -> None:
        """Find out anew which notes do not fit their own place, and where they run on."""
        shown = [(note, held) for note, held in self._notes() if note.isVisible() and note.text()]
        long = [(note, held) for note, held in shown if (held or note.token() in WARNS) and note.is_cut()]
        in_hand = [self._laid(note, shown, held=held) for note, held in long if held]
        running = in_hand
        laid = [self._laid(note, shown, held=held) for note, held in long if not held]
        for one in self._one_line_each(laid, shown):
            if not any(one.place.intersects(other.place) for other in running):
                running = [*running, one]
        for note, _held in self._notes():
            note.hand_over(any(note is one.note or one.place.intersects(self._place(note)) for one in running))
        if tuple(running) != self._running:
            self._running = tuple(running)
            self.update()

    def _follow(self, _old: QObject | None, _new: QObject | None) -> None:
        if self.isVisible():
            self.arrange()

    def _place(self, note: NoteLine) -> QRect:
        return QRect(note.mapTo(self.parentWidget(), QPoint(0, 0)), note.size())

    def _laid(self, note: NoteLine, shown: Sequence[tuple[NoteLine, bool]], *, held: bool) -> Running:
        """Where a note has its two lines: to the right as far as it needs, then to the left as well."""
        own, font = self._place(note), self._theme.font(NOTE_PX)
        left, right = 0, self.width()
        if not held:
            same = [self._place(n) for n, _held in shown if n is not note and n.token() in WARNS]
            beside = [place for place in same if place.top() < own.bottom() and own.top() < place.bottom()]
            right = min([place.left() - GAP for place in beside if place.left() > own.left()], default=right)
            left = max([place.right() + GAP for place in beside if place.left() < own.left()], default=left)
        place = QRect(own.left(), own.top(), right - own.left(), own.height())
        while len(lines := broken(note.text(), font, place.width())) > LINES and place.left() > left:
            place.setLeft(max(left, place.left() - LINE))
        cut = not held and len(lines) > LINES
        return Running(note, place, self._kept(lines, place, held=held), place.left() < own.left(), cut)

    def _one_line_each(self, laid: list[Running], shown: Sequence[tuple[NoteLine, bool]]) -> list[Running]:
        """Of two warnings that stand beside each other and are cut, each over the whole width."""
        found = []
        for one in laid:
            top = one.place.top()
            warning = [note for note, _held in shown if note.token() in WARNS and self._place(note).top() == top]
            in_hand = any(held for note, held in shown if self._place(note).top() == top)
            row = sorted(warning, key=lambda note: self._place(note).left())
            stacked = len(row) == LINES and not in_hand and any(o.cut for o in laid if o.place.top() == top)
            found.append(self._across(one.note, row.index(one.note), top) if stacked else one)
        return found

    def _across(self, note: NoteLine, line: int, top: int) -> Running:
        words = f"{note.about}: {note.text()}" if note.about else note.text()
        shown = QFontMetrics(self._theme.font(NOTE_PX)).elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        place = QRect(0, top + line * (LINE + 1), self.width(), LINE + 1)
        return Running(note, place, [shown], False, shown != words)

    def _kept(self, lines: Sequence[str], place: QRect, *, held: bool) -> Sequence[str]:
        """In hand every line, however many; else what there is room for."""
        if held or len(lines) <= LINES:
            place.setHeight(max(place.height(), SPARE + LINE * len(lines)))
            return lines
        font = self._theme.font(NOTE_PX)
        rest = " ".join(lines[LINES - 1 :])
        return [*lines[: LINES - 1], QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, place.width())]

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(self._theme.font(NOTE_PX))
            for one in self._running:
                if event.rect().intersects(one.place):
                    painter.fillRect(one.place, self._theme.colour("surface"))
                    painter.setPen(self._theme.colour(one.note.token()))
                    paint_lines(painter, one.place, one.lines, at_end=one.ends_here)
