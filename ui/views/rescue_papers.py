"""Wall card and time log on paper, through the same preview as every other document."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.errors import Known
from charting.rescue import LogLine, Situation
from charting.words import _
from ui.jobs import Job
from ui.theme import Theme

KINDS = [("wall_card", _("Wall card")), ("rescue_log", _("Time log"))]


class RescuePapers(QWidget):
    """The preview is made when it is first asked for: the card itself needs none of it. `left()` follows Back."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._asked: tuple[Situation, tuple[LogLine, ...], datetime] | None = None
        self.preview = None
        self.printing = None

    def show_paper(self, kind: str, situation: Situation, lines: tuple[LogLine, ...], now: datetime) -> None:
        """Set a paper and show it; `kind` is a code of KINDS."""
        from ui.loose_printing import LoosePrinting
        from ui.views.preview import PreviewView

        if self.preview is None:
            self.preview = PreviewView(self._theme, KINDS)
            self.printing = LoosePrinting(self.preview)
            self.preview.left.connect(self.left)
            self.preview.wanted.connect(self._set)
            self._layout.addWidget(self.preview)
        self._asked = (situation, lines, now)
        self._set(kind)

    def _set(self, kind: str) -> None:
        from charting.output.pdf_seal import seal_loose
        from charting.output.rescue_log_paper import NUMBER as LOG
        from charting.output.rescue_log_paper import rescue_log_paper
        from charting.output.wall_card import NUMBER as CARD
        from charting.output.wall_card import wall_card
        from ui.pages import ONE_AT_A_TIME

        if self.preview is None or self.printing is None or self._asked is None:
            return
        preview, (situation, lines, now) = self.preview, self._asked
        preview.show_waiting(kind)
        self.printing.begin(kind)
        key = situation.paper_key()

        def set_pages() -> bytes:
            with ONE_AT_A_TIME:
                if kind == "wall_card":
                    card = wall_card(situation.clinic, situation.profile, book=situation.book, printed=now)
                    return seal_loose(kind, CARD, card, key, now)
                return seal_loose(kind, LOG, rescue_log_paper(situation.clinic, lines, printed=now), key, now)

        job = Job(set_pages, self)
        name = f"{kind.replace('_', '-')}-{now:%Y-%m-%d}.pdf"
        job.done.connect(lambda pdf: preview.show_paper(kind, pdf, name))
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Known):
            raise error
        if self.preview is not None:
            self.preview.refuse(str(error))
