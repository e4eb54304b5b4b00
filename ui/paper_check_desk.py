"""Papers that come back are checked on a worker: dropped anywhere on the window, or chosen in Settings."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from charting.actions.paper_check import ALTERED, GENUINE, NOT_OURS, UNREADABLE, Verdict, check_for
from charting.actions.paper_keys import certificates, paper_key
from charting.errors import Known
from charting.paper_key import as_pem, fingerprint
from charting.words import _
from ui.chart_model import ChartModel
from ui.dropped import DroppedFiles
from ui.file_dialogs import saved_words
from ui.jobs import Job
from ui.parts.over_strip import OverStrip
from ui.theme import Theme
from ui.views.paper_card import PaperCard

KINDS = {GENUINE: "verified", ALTERED: "stop", NOT_OURS: "warn", UNREADABLE: "note"}
_WORST_FIRST = (ALTERED, NOT_OURS, UNREADABLE, GENUINE)
MOST_AT_ONCE = 8

_Judged = list[tuple[str, Verdict]]


class PaperCheckDesk(QObject):
    """Serves the card in Settings and the strip above every screen, and sees to it that there is a certificate.

    `dropped` sorts what is dropped onto the window; `photos` is the screen that takes pictures itself.
    """

    def __init__(self, theme: Theme, model: ChartModel, card: PaperCard, photos: QWidget, window: QWidget) -> None:
        super().__init__(window)
        self._model, self._card = model, card
        self.strip = OverStrip(theme, window)
        self.dropped = DroppedFiles(window, photos)
        self.dropped.papers.connect(self.check_dropped)
        card.check_wanted.connect(lambda path: self._check([path], self._card.say))
        card.certificate_wanted.connect(self.save_certificate)
        with suppress(Known):  # a disk without room; it is tried again with the first paper
            paper_key(model.chart, model.now())
        own = certificates(model.chart)
        card.show_fingerprint(fingerprint(own[0]) if own else "")

    def check_dropped(self, paths: Sequence[Path]) -> None:
        """Check files that were dropped, and say of each what it is."""
        if len(paths) > MOST_AT_ONCE:
            words = _("{count} papers are too many at once. Drop {most} or fewer.")
            self.strip.tell("note", _("Not checked"), words.format(count=len(paths), most=MOST_AT_ONCE))
            return
        self._check(list(paths), self.strip.tell)

    def save_certificate(self, to: Path) -> None:
        """Write the certificate, which is no secret, where somebody wants it."""
        try:
            to.write_bytes(as_pem(certificates(self._model.chart)[0]))
        except OSError as refused:
            self._card.say("stop", _("Not saved"), str(refused.strerror or refused))
            return
        self._card.say("verified", saved_words(to))

    def _check(self, paths: list[Path], tell: Callable[[str, str, str], None]) -> None:
        source = self._model.chart.source
        tell("note", _("Being checked"), "")
        job = Job(lambda: [(path.name, check_for(source, path)) for path in paths], self)
        job.done.connect(lambda judged: self._tell(judged, tell))
        job.failed.connect(lambda error: self._refuse(error, tell))
        job.start()

    def _tell(self, judged: _Judged, tell: Callable[[str, str, str], None]) -> None:
        worst = min((verdict for _name, verdict in judged), key=lambda verdict: _WORST_FIRST.index(verdict.state))
        if len(judged) == 1:
            ((name, verdict),) = judged
            tell(KINDS[verdict.state], f"{verdict.title}: {name}", "\n".join(verdict.lines))
            return
        told = [f"{name}: {verdict.title}. {verdict.lines[0]}" for name, verdict in judged]
        tell(KINDS[worst.state], worst.title, "\n".join(told))

    def _refuse(self, error: Exception, tell: Callable[[str, str, str], None]) -> None:
        if not isinstance(error, Known):
            raise error
        tell("stop", _("Not checked"), str(error))
