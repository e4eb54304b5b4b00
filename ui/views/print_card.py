"""Settings: the way to the print queue and to blank forms."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from charting.words import _, ngettext
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Label
from ui.theme import Theme


class PrintCard(Card):
    """`queue_wanted()` and `forms_wanted()` follow its buttons."""

    queue_wanted = Signal()
    forms_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Papers"))
        self._count = Label(theme, px=14, wrap=True)
        self.queue = PlainButton(theme, _("Print queue"), icon="printer", small=True)
        self.queue.clicked.connect(self.queue_wanted)
        self.forms = PlainButton(theme, _("Blank forms"), icon="document", small=True)
        self.forms.clicked.connect(self.forms_wanted)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(self.queue)
        flow.addWidget(self.forms)
        self.body.addWidget(self._count)
        self.body.addWidget(buttons)
        self.show_count(0)

    def show_count(self, failed: int) -> None:
        """Say how many papers were not printed."""
        words = ngettext("{count} paper was not printed.", "{count} papers were not printed.", failed)
        self._count.setText(words.format(count=failed) if failed else _("Every paper was printed."))
        self._count.set_token("amber" if failed else "ink2")
