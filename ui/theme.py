"""Colours, type and sizes of every screen. One `Theme` is made at start and handed to whatever draws."""

import json
from functools import cache
from math import ceil
from pathlib import Path
from string import Template

from PySide6.QtCore import QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QScreen
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DISPLAY_FROM_PX = 22
_EAST_ASIAN = "Noto Sans CJK Subset"
_MM_PER_INCH = 25.4
_USUAL_DPI = 96.0
_LOWEST_DPI, _HIGHEST_DPI = 60.0, 400.0

_PALETTE = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent_mid",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent_ink",
    QPalette.ColorRole.LinkVisited: "accent_ink",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "line2",
    QPalette.ColorRole.Accent: "accent",
}


@cache
def load_fonts() -> tuple[str, ...]:
    """Load every bundled font once and return the families to try, Inter first, Chinese, Japanese and Korean last.

    Qt maps a file of theirs and reads its tables when a text has such a letter; until then it costs nothing.

    Raises FileNotFoundError where the bundled screen fonts are missing.
    """
    # Qt notes each family it passes over on its way to the one that has the script; that is what fallback means.
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
    families: list[str] = []
    for folder in ("screen", "paper"):
        for file in sorted((RESOURCES / "fonts" / folder).glob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            families += [family for family in QFontDatabase.applicationFontFamilies(number) if family not in families]
    if "Inter" not in families:
        raise FileNotFoundError(RESOURCES / "fonts" / "screen" / "Inter-Regular.ttf")
    others = sorted(family for family in families if not family.startswith(("Inter", _EAST_ASIAN)))
    return ("Inter", *others, _EAST_ASIAN)


def system_is_dark() -> bool:
    """Whether the system shows its windows dark."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


class Theme(QObject):
    """The look in hand: light or dark tokens, fonts with tabular figures, sizes that stay touchable.

    `changed` is emitted after a switch between light and dark; parts repaint on it and keep their state.
    """

    changed = Signal()

    def __init__(self, *, dark: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens: dict[str, dict[str, str]] = json.loads((RESOURCES / "tokens.json").read_text("utf-8"))
        self._families = load_fonts()
        self._dark = dark
        self._application: QApplication | None = None
        self._as_system = False
        self._colours: dict[str, QColor] = {}
        self._read_colours()

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in use."""
        return self._dark

    def set_dark(self, dark: bool) -> None:
        """Switch between light and dark while running."""
        if dark == self._dark:
            return
        self._dark = dark
        self._read_colours()
        if self._application is not None:
            self._dress(self._application)
        self.changed.emit()

    def follow(self, colours: str) -> None:
        """Be "light", "dark", or with "system" what the system is, also when that changes while running."""
        self._as_system = colours == "system"
        if self._as_system:
            self._take_system()
        else:
            self.set_dark(colours == "dark")

    def _take_system(self) -> None:
        if self._as_system:
            self.set_dark(system_is_dark())

    def colour(self, token: str) -> QColor:
        """The colour of a token of resources/tokens.json. Raises KeyError for an unknown token."""
        return self._colours[token]

    def font(self, px: int, weight: int = 400) -> QFont:
        """The type at `px` logical pixels; Inter Display from 22 px where it is strong, figures always tabular."""
        font = QFont()
        first = "Inter Display" if px >= DISPLAY_FROM_PX and weight >= 600 else "Inter"
        font.setFamilies([first, *self._families])
        font.setPixelSize(px)
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def mm(self, px: int, millimetres: float, screen: QScreen | None = None) -> int:
        """Logical pixels for a target that measures `px` at 96 dpi and never less than `millimetres` on the glass."""
        screen = screen or QGuiApplication.primaryScreen()
        dpi = screen.physicalDotsPerInch() if screen is not None else _USUAL_DPI
        if not _LOWEST_DPI <= dpi <= _HIGHEST_DPI:
            dpi = _USUAL_DPI
        return max(px, ceil(millimetres * dpi / _MM_PER_INCH - 0.5))

    def target(self) -> int:
        """Height in logical pixels of whatever a finger taps: 40, at least 10 mm."""
        return self.mm(40, 10)

    def palette(self) -> QPalette:
        """The Qt palette made of the tokens, for the few widgets Qt draws itself."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink3"))
        return palette

    def style_sheet(self) -> str:
        """The one style sheet of the application: tool tips, menus, scroll bars, text selection."""
        template = Template((RESOURCES / "style.qss").read_text("utf-8"))
        return template.substitute({token: colour.name() for token, colour in self._colours.items()})

    def apply(self, application: QApplication) -> None:
        """Dress an application: Fusion, palette, font and style sheet; later switches follow by themselves."""
        self._application = application
        application.styleHints().colorSchemeChanged.connect(self._take_system)
        application.setStyle("Fusion")
        application.setFont(self.font(14))
        self._dress(application)

    def _dress(self, application: QApplication) -> None:
        application.setPalette(self.palette())
        application.setStyleSheet(self.style_sheet())

    def _read_colours(self) -> None:
        chosen = self._tokens["dark" if self._dark else "light"]
        self._colours = {token: QColor(value) for token, value in chosen.items()}
