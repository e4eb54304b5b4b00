"""The thresholds of one rule file: what each is for, its value, and what the clinic changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.dates import show_day
from charting.results import show_decimal
from charting.rulebook import Broken, Rule, Rulebook
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry


class RuleList(QWidget):
    """`changed(rule, value, reason)` follows the button of a rule."""

    changed = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_book(self, book: Rulebook | Broken) -> None:
        """Show a rule file, or why its calculators are off."""
        clear(self._column)
        if isinstance(book, Broken):
            self._column.addWidget(WarningStrip(self._theme, "stop", _("Calculators are off"), book.reason))
        else:
            title = _("Version {version}, {count} changed by this clinic")
            card = Card(self._theme, title.format(version=book.version, count=len(book.own())))
            card.body.setSpacing(0)
            for rule in book.rules.values():
                card.body.addWidget(_RuleRow(self._theme, rule, self))
                card.body.addWidget(Hairline(self._theme))
            self._column.addWidget(card)
        self._column.addStretch(1)


class _RuleRow(QWidget):
    """One threshold. The editor opens under it, in place."""

    def __init__(self, theme: Theme, rule: Rule, owner: RuleList) -> None:
        super().__init__()
        self._theme, self._rule, self._owner = theme, rule, owner
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(theme, rule.note, px=14, wrap=True))
        words.addWidget(Label(theme, self._meta(), px=12, token="amber" if rule.loosened else "ink3", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(10)
        if rule.change is not None:
            line.addWidget(Icon(theme, "swap", 18, "amber_mark" if rule.loosened else "ink2"))
        line.addLayout(words, 1)
        value = f"{show_decimal(rule.value)} {rule.unit}".strip()
        line.addWidget(FullLabel(theme, value, px=15, weight=600))
        self._button = PlainButton(theme, _("Change"), small=True)
        self._button.setAccessibleName(_("Change: {rule}").format(rule=rule.note))
        if rule.fixed:
            self._button.hide()
        self._button.clicked.connect(self._open)
        line.addWidget(self._button)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 6, 0, 6)
        self._layout.addLayout(line)

    def _meta(self) -> str:
        rule = self._rule
        parts = [_("source {source}").format(source=rule.source)]
        if rule.fixed:
            parts.append(_("fixed"))
        else:
            bounds = _("{low} to {high}").format(low=show_decimal(rule.low), high=show_decimal(rule.high))
            parts.append(_("may be {bounds}").format(bounds=bounds))
        if rule.change is not None:
            words = _("changed from {standard} on {day} by {name}: “{reason}”")
            change = rule.change
            day = show_day(change.at.date())
            parts.append(
                words.format(standard=show_decimal(rule.standard), day=day, name=change.by, reason=change.reason)
            )
        return " · ".join(parts)

    def _open(self) -> None:
        self._button.hide()
        self._value = Entry(self._theme, _("New value"), self._rule.unit, longest=12)
        self._reason = Entry(self._theme, _("Reason"), _("At least 15 characters. Kept for ever."), longest=400)
        keep = PlainButton(self._theme, _("Keep the change"), small=True)
        keep.clicked.connect(self._keep)
        self._reason.entered.connect(self._keep)
        self._value.setMaximumWidth(140)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._value)
        line.addWidget(self._reason, 1)
        line.addWidget(keep)
        self._layout.addLayout(line)
        self._value.setFocus()

    def _keep(self) -> None:
        self._owner.changed.emit(self._rule.id, self._value.text(), self._reason.text())
