"""The patient banner: who is in the chair, on every screen of one person, never covered and never cut short."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.allergy_box import AllergyBox, allergy_title
from ui.parts.card import Hairline
from ui.parts.labels import FullLabel
from ui.theme import Theme

_HEIGHT = 56
_HATCH = 5
_PAIR_GAP = 21
_LEAST_ALLERGY = 150


@dataclass(frozen=True, slots=True)
class BannerData:
    """What the banner says, ready to show. `allergy_state`: known, none, not_recorded or unavailable.

    `gender` is the sex at birth with `is_sex`, where nobody was asked for more. `alert` stands in red before the
    allergies: that consent was withdrawn.
    """

    name: str
    preferred: str = ""
    born: str = ""
    gender: str = ""
    is_sex: bool = False
    patient_id: str = ""
    weight: str = ""
    visit: str = ""
    allergy_state: str = "unavailable"
    allergy_text: str = ""
    practice: bool = False
    alert: str = ""


class _Pair(QWidget):
    """A small label above its strong value; an empty value shows as a dash."""

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__()
        self._label = label
        self._value = FullLabel(theme, px=14, weight=600)
        self._title = FullLabel(theme, label, px=12, token="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addStretch()
        column.addWidget(self._title)
        column.addWidget(self._value)
        column.addStretch()

    def set_label(self, label: str) -> None:
        self._label = label
        self._title.setText(label)

    def set_value(self, value: str) -> None:
        self._value.setText(value or "—")
        self.setAccessibleName(f"{self._label}: {value or _('not recorded')}")


class PatientBanner(QWidget):
    """Name, birth date, gender and number in this order, then weight and visit, the allergy box at the right end.

    In a narrow window visit and weight give way first, then the word PRACTICE, which the top bar has too; then the
    name takes two lines. Identity is never dropped.
    """

    allergies_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._data = self._told = BannerData("")
        self._covered = False
        self._name = FullLabel(theme, px=18, weight=700)
        self._preferred = FullLabel(theme, px=12, token="ink2")
        self._born, self._gender, self._id = (_Pair(theme, text) for text in (_("Born"), _("Gender"), _("ID")))
        self._weight, self._visit = _Pair(theme, _("Weight")), _Pair(theme, _("Visit"))
        self._divider = Hairline(theme, upright=True, token="line2")
        self._divider.setFixedHeight(32)
        self._practice = FullLabel(theme, _("PRACTICE"), px=13, weight=700, token="amber")
        self._alert = FullLabel(theme, px=13, weight=700, token="red")
        self._allergies = AllergyBox(theme)
        self._allergies.clicked.connect(self.allergies_pressed)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self._name)
        names.addWidget(self._preferred)
        names.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(_PAIR_GAP)
        row.addLayout(names)
        for part in (self._born, self._gender, self._id, self._divider, self._weight, self._visit):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._alert)
        row.addWidget(self._practice)
        row.addWidget(self._allergies)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_data(self, data: BannerData) -> None:
        """Show a patient, without name, birth date and number while these are covered."""
        self._told = data
        if self._covered:
            hidden = _("covered")
            data = replace(data, name=_("Name covered"), preferred="", born=hidden, patient_id=hidden)
        self._data = data
        self._name.setText(data.name)
        self._preferred.setText(_("called {name}").format(name=data.preferred) if data.preferred else "")
        self._born.set_value(data.born)
        self._gender.set_label(_("Sex") if data.is_sex else _("Gender"))
        self._gender.set_value(data.gender)
        self._id.set_value(data.patient_id)
        self._weight.set_value(data.weight)
        self._visit.set_value(data.visit)
        self._alert.setText(data.alert)
        self._alert.setVisible(bool(data.alert))
        self.layout().setContentsMargins(16, _HATCH + 2 if data.practice else 2, 16, 2)
        self._allergies.set_allergies(data.allergy_state, data.allergy_text)
        self.setAccessibleName(_("Patient {name}").format(name=data.name))
        spoken = [data.alert, data.born, data.gender, data.patient_id, data.weight, data.visit]
        spoken += [allergy_title(data.allergy_state), data.allergy_text]
        self.setAccessibleDescription(", ".join(part for part in spoken if part))
        self._fit()
        self.update()

    def set_covered(self, covered: bool) -> None:
        """Cover who it is, or show it again."""
        self._covered = covered
        self.set_data(self._told)

    def sizeHint(self) -> QSize:
        return QSize(800, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def _fit(self) -> None:
        """Let neighbours give way until everything that identifies fits in full."""
        room = self.width() - 32
        name = QFontMetricsF(self._theme.font(18, 700)).horizontalAdvance(self._data.name)
        name = max(name, self._preferred.sizeHint().width() if self._data.preferred else 0)
        fixed = sum(pair.sizeHint().width() + _PAIR_GAP for pair in (self._born, self._gender, self._id))
        fixed += self._alert.sizeHint().width() + _PAIR_GAP if self._data.alert else 0
        self._name.setWordWrap(True)
        self._name.set_type(14, 700)
        least = self._name.minimumSizeHint().width()
        most = 420 if self.width() >= 1200 else 260
        spare = room - fixed - least - _PAIR_GAP - self._allergies.around()
        self._allergies.set_longest(max(_LEAST_ALLERGY, min(most, spare)))
        fixed += self._allergies.sizeHint().width() + _PAIR_GAP
        practice = self._practice.sizeHint().width() + _PAIR_GAP if self._data.practice else 0
        self._practice.setVisible(self._data.practice and name + fixed + practice <= room)
        fixed += practice if not self._practice.isHidden() else 0
        visit = self._visit.sizeHint().width() + _PAIR_GAP
        weight = self._weight.sizeHint().width() + 2 * _PAIR_GAP + 1
        shows_weight = bool(self._data.weight or self._data.visit) and name + fixed + weight <= room
        shows_visit = bool(self._data.visit) and shows_weight and name + fixed + weight + visit <= room
        self._weight.setVisible(shows_weight)
        self._divider.setVisible(shows_weight)
        self._visit.setVisible(shows_visit)
        tight = name + fixed > room
        self._name.setWordWrap(tight)
        self._name.set_type(14 if tight else 18, 700)
        self._preferred.setVisible(bool(self._data.preferred) and not tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("surface"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))
            if self._data.practice:
                self._paint_hatch(painter)

    def _paint_hatch(self, painter: QPainter) -> None:
        band = QRectF(0, 0, self.width(), _HATCH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(band, self._theme.colour("amber_tint"))
        painter.setClipRect(band)
        painter.setPen(QPen(self._theme.colour("amber_mark"), 2.4))
        for x in range(-_HATCH, self.width() + 2 * _HATCH, 9):
            painter.drawLine(x, _HATCH + 1, x + _HATCH + 2, -1)
