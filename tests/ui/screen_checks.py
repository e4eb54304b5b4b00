"""What must hold of any screen, whatever is on it: nothing cut or overlapping, everything named and large enough."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from ui.parts.buttons import Button, MainButton
from ui.parts.choice_piece import ChoicePiece
from ui.parts.field_frame import FieldFrame
from ui.parts.place_tab import PlaceTab
from ui.parts.step_list import StepList
from ui.parts.tap_choice import TapChoice

LEAST_TARGET, LEAST_STEP = 40, 38
SHORT = 12


def problems(window: QWidget, size: QSize) -> list[str]:
    """Everything that is wrong with a screen of this size, in words."""
    shown = visible(window)
    found = [*too_large(window, size), *too_wide(shown), *several_filled(shown), *nameless(window, shown)]
    for widget in shown:
        if isinstance(widget, QLabel):
            found += clipped(widget) or cut_off(widget)
        elif isinstance(widget, QAbstractButton):
            found += tight(widget) or cut_off(widget)
        elif isinstance(widget, QLineEdit):
            found += short_text_hidden(widget)
        if isinstance(widget, QAbstractButton | FieldFrame | TapChoice):
            found += too_small(widget)
    return found + overlapping(shown)


def visible(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def too_large(window: QWidget, size: QSize) -> list[str]:
    return [] if window.size() == size else [f"the window takes {window.width()} × {window.height()}"]


def too_wide(shown: list[QWidget]) -> list[str]:
    """Scroll areas whose contents would have to be pushed sideways."""
    return [
        f"{area.accessibleName()}: {area.widget().width()} in {area.viewport().width()}"
        for area in shown
        if isinstance(area, QScrollArea)
        and area.widget() is not None
        and area.widget().width() > area.viewport().width()
    ]


def several_filled(shown: list[QWidget]) -> list[str]:
    """More than one filled button that can be pressed."""
    filled = [button.text() for button in shown if isinstance(button, MainButton) and button.isEnabled()]
    return [f"{len(filled)} filled buttons: {filled}"] if len(filled) > 1 else []


def nameless(window: QWidget, shown: list[QWidget]) -> list[str]:
    """What takes the focus without a name to speak."""
    return [
        f"no name: {type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in shown
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not widget.accessibleName()
        and widget.isEnabled()
        and widget is not window
    ]


def clipped(label: QLabel) -> list[str]:
    """A label that does not show all of its words."""
    if not label.text() or not label.pixmap().isNull() or label.textFormat() is Qt.TextFormat.RichText:
        return []
    metrics = QFontMetricsF(label.font())
    if label.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in label.text().split() or [""])
        low = label.heightForWidth(label.width()) - label.height()
        wrong = longest > label.width() + 1 or low > 1
    else:
        low = round(metrics.height()) - label.height()
        wrong = metrics.horizontalAdvance(label.text()) > label.width() + 1 or low > 3
    return [f"“{label.text()}” is clipped: {label.width()} × {label.height()}, {low} px too low"] if wrong else []


def cut_off(widget: QWidget) -> list[str]:
    """A widget that reaches out of what holds it; what a scroll area can bring into view is not cut off."""
    rect, inner = widget.rect(), widget
    while (around := inner.parentWidget()) is not None and not inner.isWindow():
        rect = QRect(inner.mapToParent(rect.topLeft()), rect.size())
        holder = around.parentWidget()
        scrolls = isinstance(holder, QAbstractScrollArea) and holder.viewport() is around
        over = max(-rect.left(), rect.right() - around.width() + 1)
        if not scrolls:
            over = max(over, -rect.top(), rect.bottom() - around.height() + 1)
        if over > 1:
            return [f"“{words_of(widget)}” reaches {over} px out of {type(around).__name__}"]
        if scrolls:
            return []
        inner = around
    return []


def tight(button: QAbstractButton) -> list[str]:
    """A button too small for its words."""
    if not isinstance(button, Button | ChoicePiece | PlaceTab):
        return []
    least = button.minimumSizeHint()
    if button.width() >= least.width() and button.height() >= least.height():
        return []
    return [
        f"button “{words_of(button)}” has {button.width()} × {button.height()} of {least.width()} × {least.height()}"
    ]


def too_small(part: QWidget) -> list[str]:
    """What is tapped and lower than 10 mm."""
    around = part.parentWidget()
    if around is not None and (around.inherits("QAbstractItemView") or part.inherits("QToolButton")):
        return []
    least = LEAST_STEP if isinstance(around, StepList) else LEAST_TARGET
    return [f"“{words_of(part)}” is {part.height()} high"] if part.height() < least else []


def short_text_hidden(line: QLineEdit) -> list[str]:
    """A date, time or number that does not fit its field."""
    if not line.text() or len(line.text()) > SHORT or line.echoMode() is not QLineEdit.EchoMode.Normal:
        return []
    room = line.width() - line.textMargins().left() - line.textMargins().right() - 4
    needs = QFontMetricsF(line.font()).horizontalAdvance(line.text())
    return [f"“{line.text()}” does not fit: {room} of {needs:.0f}"] if needs > room + 1 else []


def overlapping(shown: list[QWidget]) -> list[str]:
    """Labels, buttons and fields of one holder that lie over each other."""
    groups: dict[QWidget, list[QWidget]] = {}
    for widget in shown:
        if isinstance(widget, QLabel | Button | ChoicePiece | PlaceTab | FieldFrame):
            groups.setdefault(widget.parentWidget(), []).append(widget)
    found = []
    for group in groups.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                over = one.geometry().intersected(other.geometry())
                if min(over.width(), over.height()) > 2 and not within(one, other):
                    found.append(f"“{words_of(one)}” lies over “{words_of(other)}”")
    return found


def within(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def words_of(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "") or type(widget).__name__


def tab_order() -> list[QWidget]:
    """What Tab goes through from the widget with the focus until it comes back, at most once around."""
    first = QApplication.focusWidget()
    found: list[QWidget] = []
    while len(found) < 600:
        target = QApplication.focusWidget()
        if target is None or (found and target is first):
            break
        found.append(target)
        QTest.keyClick(target, Qt.Key.Key_Tab)
    return found


def unreachable(window: QWidget) -> list[str]:
    """What takes the focus by Tab but is never reached by it; and where Tab gets stuck."""
    walked = tab_order()
    if len(walked) > 1 and walked[-1] is walked[-2]:
        return [f"Tab is stuck in “{words_of(walked[-1])}”"]
    if hidden := [words_of(widget) for widget in walked if not widget.isVisible()]:
        return [f"Tab goes to what is hidden: {hidden}"]
    missing = [
        words_of(widget)
        for widget in visible(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget is not window
        and widget not in walked
    ]
    return [f"never reached by Tab: {missing}"] if missing else []
