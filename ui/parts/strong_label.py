"""Words of which some stand strong, between double stars in the texts. Nothing in them is ever markup."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from charting.text_files import strong_parts
from ui.parts.labels import Label
from ui.theme import Theme


class StrongLabel(Label):
    """A wrapped paragraph with its emphasis."""

    def __init__(
        self, theme: Theme, text: str = "", *, px: int = 15, token: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, px=px, token=token, wrap=True, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.say(text)

    def say(self, text: str) -> None:
        """Show other words."""
        parts = strong_parts(text)
        self.setText(
            "".join(
                f'<span style="font-weight:600">{escape(part)}</span>' if strong else escape(part)
                for part, strong in parts
            )
        )
        self.setAccessibleName("".join(part for part, _strong in parts))
