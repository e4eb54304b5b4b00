"""Settings: the clinic's logo, chosen or dropped here, seen in the letterhead as paper will show it, taken away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout

from charting.actions.logos import load_logo, put_logo
from charting.errors import Known
from charting.output.gathering import letterhead_of
from charting.output.info import Letterhead
from charting.output.letterhead import letterhead_alone, size_alone, size_beside
from charting.output.logo import in_mm, logo_of
from charting.words import _
from ui.chart_model import ChartModel
from ui.dropped import files_of
from ui.file_dialogs import ask_for_file
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME, Page, page_at
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.paper_strip import PaperStrip
from ui.parts.strip import WarningStrip
from ui.people_desk import PeopleDesk
from ui.theme import Theme

_DPI = 250
_SETTLED_MS = 150


class LogoCard(Card):
    """Writes into the clinic itself. A file that cannot be used is refused in words, and what was there stays."""

    def __init__(self, theme: Theme, model: ChartModel, people: PeopleDesk) -> None:
        super().__init__(theme, _("Logo on papers"))
        self._model, self._people = model, people
        self._turn = 0
        self._taken: bytes | None = None
        self.setAcceptDrops(True)
        self.picture = PaperStrip(theme, *size_alone())
        self._standing = Label(theme, px=14, wrap=True)
        self.choose = PlainButton(theme, _("Choose picture"), small=True)
        self.choose.clicked.connect(self._ask)
        self.none = PlainButton(theme, _("Take away"), small=True)
        self.none.clicked.connect(self._take_away)
        self.strip = WarningStrip(theme, "stop", "")
        self.strip.pressed.connect(self._put_back)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._standing, 1)
        row.addWidget(self.none)
        row.addWidget(self.choose)
        about = _(
            "A PNG or JPEG file, which may also be dropped here. It is printed whole, in greys, at most 40 mm wide and "
            "13 mm high. The file stays where it is; nothing it says of itself is kept."
        )
        self.body.addWidget(self.picture)
        self.body.addLayout(row)
        self.body.addWidget(self.strip)
        self.body.addWidget(Label(theme, about, px=12, token="ink3", wrap=True))
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._timer.timeout.connect(self._draw)

    def show_clinic(self) -> None:
        """Show what holds, and nothing of what was refused before."""
        self._turn += 1
        self._taken = None
        self.strip.hide()
        self._show()

    def draw_soon(self) -> None:
        """Draw the letterhead anew once what stands in it has settled."""
        self._timer.start()

    def take(self, paths: Sequence[Path]) -> None:
        """Begin to read a file; it becomes the logo if it can be one."""
        if why := self._people.why_not("settings"):
            self._say("stop", _("Not changed"), why)
            return
        if len(paths) != 1:
            self._say("stop", _("Not changed"), _("A clinic has one logo. Choose one picture."))
            return
        self._turn += 1
        self._taken = None
        self._say("note", _("Reading {name}").format(name=paths[0].name))
        job = Job(partial(load_logo, paths[0]), self)
        turn = self._turn
        job.done.connect(lambda logo: self._keep(logo, turn))
        job.failed.connect(lambda fault: self._refused(fault, turn))
        job.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._offer(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._offer(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._offer(event):
            self.take(files_of(event))

    def _offer(self, event: QDropEvent) -> bool:
        paths = files_of(event)
        if paths:
            event.accept()
        return bool(paths)

    def _ask(self) -> None:
        files = _("Pictures (*.png *.jpg *.jpeg)")
        if chosen := ask_for_file(self, "logo", _("Logo of the clinic"), files):
            self.take([chosen])

    def _keep(self, logo: bytes, turn: int) -> None:
        if turn == self._turn and self._put(logo):
            self.strip.hide()

    def _take_away(self) -> None:
        logo = self._model.chart.clinic().logo
        if self._put(None):
            self._taken = logo
            self._say("note", _("Taken away"), _("Papers begin with the clinic’s name."), _("Put it back"))

    def _put_back(self) -> None:
        if self._taken is not None and self._put(self._taken):
            self._taken = None
            self.strip.hide()

    def _put(self, logo: bytes | None) -> bool:
        """Whether the clinic has that logo from now on."""
        try:
            put_logo(self._model.chart, self._people.person, logo)
        except Known as refused:
            self._say("stop", _("Not changed"), str(refused))
            return False
        self._model.save()
        self._show()
        return True

    def _refused(self, fault: Exception, turn: int) -> None:
        if not isinstance(fault, Known):
            raise fault
        if turn == self._turn:
            self._say("stop", _("Not taken"), str(fault))

    def _say(self, kind: str, title: str, why: str = "", button: str = "") -> None:
        self.strip.set_message(kind, title, why)
        self.strip.set_button(button)
        self.strip.show()

    def _show(self) -> None:
        may = self._people.may("settings")
        has = self._model.chart.clinic().logo is not None
        self.choose.setEnabled(may)
        self.none.setEnabled(may)
        self.none.setVisible(has)
        self._draw()

    def _draw(self) -> None:
        head = letterhead_of(self._model.chart.clinic())
        job = Job(partial(_drawn, head), self)
        job.done.connect(lambda drawn: self._drawn(head, *drawn))
        job.failed.connect(self._not_drawn)
        job.start()

    def _not_drawn(self, fault: Exception) -> None:
        if not isinstance(fault, Known):
            raise fault
        self._standing.setText(str(fault))
        self._standing.set_token("amber")

    def _drawn(self, head: Letterhead, page: Page, size: tuple[float, float] | None) -> None:
        if head != letterhead_of(self._model.chart.clinic()):
            return  # it was changed meanwhile, and is drawn anew
        if not head.logo:
            words, token = _("No logo: papers begin with the clinic’s name."), "ink2"
        elif size is not None:
            words = _("This is how papers begin. The logo takes {width} × {height} mm.")
            words, token = words.format(width=in_mm(size[0]), height=in_mm(size[1])), "ink2"
        elif logo_of(head.logo) is None:
            words, token = _("Not printed: the picture kept here cannot be read. Choose it again."), "amber"
        else:
            words = _("Not printed: name and address leave no room. Shorten what the clinic does, or the address.")
            token = "amber"
        self._standing.setText(words)
        self._standing.set_token(token)
        self.picture.show_image(page.image(), _("Head of the papers: {words}").format(words=words))


def _drawn(head: Letterhead) -> tuple[Page, tuple[float, float] | None]:
    """Fit for a worker thread."""
    with ONE_AT_A_TIME:
        pdf, size = letterhead_alone(head), size_beside(head)
    return page_at(pdf, 0, _DPI), size
