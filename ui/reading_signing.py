"""Signing in the patient's reading: who may sign now, ink that is not kept yet, and what is kept."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from charting.columns import Strokes
from charting.dates import show_day, show_time
from charting.output.screen_pages import Page
from charting.strokes import why_no_signature
from charting.words import _, ngettext
from ui.chart_model import ChartModel
from ui.reading_record import ReadingRecord, fixed
from ui.theme import Theme
from ui.views.reading_parts import PartMaker
from ui.views.reading_sign import SignPage


class Signing(QObject):
    """`said(words)` goes to the line under the progress; `cleared()` follows when a kept signature was taken back.

    `spoken` sets the language the patient is spoken to in, `refused` counts the lines that got a No.
    """

    said = Signal(str)
    cleared = Signal()

    def __init__(
        self, theme: Theme, model: ChartModel, spoken: Callable, refused: Callable[[], int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme, self._model, self._spoken, self._refused = theme, model, spoken, refused
        self._ink: dict[str, Strokes] = {}

    def begin(self, record: ReadingRecord) -> None:
        """Another sheet is read; nothing drawn before is left."""
        self._record = record
        self._ink.clear()

    def forget_ink(self) -> None:
        """What was drawn and is not kept was drawn under other answers."""
        self._ink.clear()

    def page(self, parts: PartMaker, page: Page, *, low: bool) -> SignPage:
        """The place for one role, with what was drawn or signed there."""
        record = self._record
        line, signed = record.signing(page.role), record.is_signed(page.role)
        at = line.signed_at if line is not None and signed and line.signed_at is not None else None
        now = self._model.now() if at is None else at
        body = SignPage(
            self._theme,
            parts,
            sentence=page.sentence,
            name=record.name_of(page.role),
            role=record.role_words(page.role),
            when=f"{show_day(now.date())}, {show_time(now)}" if at is not None else show_day(now.date()),
            why_not=self.why_not(page.role),
            low=low,
        )
        kept = line.strokes if line is not None and signed else None
        body.show_strokes(kept or self._ink.get(page.role), kept=kept is not None)
        body.pad.changed.connect(lambda: self._ink.update({page.role: fixed(body.pad.strokes())}))
        body.cleared.connect(lambda: self._clear(page.role))
        return body

    def is_due(self, role: str) -> bool:
        """Whether a role can sign and has not."""
        return not self._record.is_signed(role) and not self.why_not(role)

    def why_not(self, role: str) -> str:
        """Why a role cannot sign now; empty where it can."""
        record = self._record
        line = record.signing(role)
        if line is not None and line.method == "wet" and record.is_signed(role):
            return _("This was signed on paper.")
        if record.is_signed(role):
            return ""
        if not record.name_of(role):
            return _("The clinician has to write the name first. Hand the screen back.")
        if refused := self._refused():
            words = ngettext(
                "You said No to {count} line. Talk with the clinician before you sign.",
                "You said No to {count} lines. Talk with the clinician before you sign.",
                refused,
            )
            return words.format(count=refused)
        return ""

    def keep(self, role: str, body: SignPage) -> bool:
        """Keep what is drawn; False, and said, where it is no signature."""
        strokes = fixed(body.pad.strokes())
        with self._spoken():
            why = why_no_signature(strokes)
        if why:
            body.say(why)
            self.said.emit(why)
            return False
        self._record.sign(role, strokes)
        self._ink.pop(role, None)
        self._model.save()
        return True

    def _clear(self, role: str) -> None:
        self._ink.pop(role, None)
        if self._record.is_signed(role):
            self._record.unsign(role)
            self.cleared.emit()
