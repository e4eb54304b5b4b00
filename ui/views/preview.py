"""One path to paper: look at the pages, then save or print exactly them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPageLayout, QPageSize, QPainter, QPixmap, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from charting.words import _, ngettext
from ui.pages import Page, pages_of
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.labels import Label
from ui.parts.place_tab import PlaceTab
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.scroll import Centre

SCREEN_DPI = 110
PRINT_DPI = 300


class PreviewView(QWidget):
    """Shows finished papers.

    `left()` follows Back, `wanted(kind)` asks for a paper, `handed_out(kind)` follows printing or saving one.
    """

    left = Signal()
    wanted = Signal(str)
    handed_out = Signal(str)

    def __init__(self, theme: Theme, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._theme = theme
        self._pdf = b""
        self._name = ""
        self._kind = ""
        self._tabs: dict[str, PlaceTab] = {}
        tabs = QHBoxLayout()
        tabs.setSpacing(18)
        for kind, title in kinds:
            tab = PlaceTab(theme, title)
            tab.clicked.connect(lambda _checked=False, kind=kind: self.wanted.emit(kind))
            self._tabs[kind] = tab
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self._count = Label(theme, px=13, token="ink2")
        self.save_button = PlainButton(theme, _("Save PDF"), icon="save", key_hint="Ctrl+Shift+S")
        self.save_button.clicked.connect(self._ask_where)
        self.print_button = MainButton(theme, _("Print"), icon="printer")
        self.print_button.clicked.connect(self._print)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        tabs.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(back)
        self._note = Label(theme, px=13, token="ink2", wrap=True)
        foot.addWidget(self._note, 1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        self._strip = WarningStrip(theme, "stop", "")
        self._strip.hide()
        self._sheets = QWidget()
        self._column = QVBoxLayout(self._sheets)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.addLayout(tabs)
        outer.addWidget(self._strip)
        outer.addWidget(Centre(self._sheets, _("Pages")), 1)
        outer.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+Shift+S"), self, self._ask_where)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    @property
    def pdf(self) -> bytes:
        """The paper on show."""
        return self._pdf

    def show_waiting(self, kind: str) -> None:
        """Say that a paper is being set."""
        self._kind = kind
        for key, tab in self._tabs.items():
            tab.setChecked(key == kind)
        self._strip.hide()
        self._pdf = b""
        self._count.setText(_("Setting the pages"))
        clear(self._column)
        self._settle()

    def show_paper(self, kind: str, pdf: bytes, name: str) -> None:
        """Show a finished paper; `name` is proposed for the file and names no patient."""
        if kind != self._kind:
            return
        self._pdf, self._name = pdf, name
        clear(self._column)
        pages = pages_of(pdf, SCREEN_DPI * self.devicePixelRatioF())
        for page in pages:
            self._column.addWidget(self._picture(page), alignment=Qt.AlignmentFlag.AlignHCenter)
        count = len(pages)
        self._count.setText(ngettext("{count} page", "{count} pages", count).format(count=count))
        self._settle()

    def refuse(self, why: str) -> None:
        """Say why there is no paper."""
        self._count.setText("")
        self._strip.set_message("stop", _("This paper cannot be made"), why)
        self._strip.show()
        self._settle()

    def save_to(self, path: Path) -> None:
        """Write the paper on show to a file the person chose."""
        try:
            path.write_bytes(self._pdf)
        except OSError as refused:
            self._note.setText(_("Not saved: {reason}. Choose another folder.").format(reason=refused.strerror))
        else:
            self._note.setText(_("Saved as {name}.").format(name=path.name))
            self.handed_out.emit(self._kind)

    def print_on(self, printer: QPrinter) -> None:
        """Paint the very pages on show onto a printer."""
        printer.setResolution(PRINT_DPI)
        painter: QPainter | None = None
        for page in pages_of(self._pdf, PRINT_DPI):
            across = page.width_pt > page.height_pt
            sides = QSizeF(page.width_pt, page.height_pt)
            size = QPageSize(sides.transposed() if across else sides, QPageSize.Unit.Point)
            turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
            layout = QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))
            layout.setMode(QPageLayout.Mode.FullPageMode)
            printer.setPageLayout(layout)
            if painter is None:
                painter = QPainter(printer)
            else:
                printer.newPage()
            image = page.image()
            painter.drawImage(QRectF(0, 0, image.width(), image.height()), image)
        if painter is not None:
            painter.end()

    def _picture(self, page: Page) -> QLabel:
        image: QImage = page.image()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        label = QLabel()
        label.setPixmap(QPixmap.fromImage(image))
        label.setAccessibleName(page.text)
        return label

    def _settle(self) -> None:
        ready = bool(self._pdf)
        printers = bool(QPrinterInfo.availablePrinterNames())
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready and printers)
        self._note.setText("" if printers else _("No printer is set up on this machine. Save the PDF instead."))

    def _ask_where(self) -> None:
        if not self._pdf:
            return
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Save PDF"), self._name, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)
            self._note.setText(_("Sent to {printer}.").format(printer=printer.printerName()))
            self.handed_out.emit(self._kind)
