"""The preview shows, saves and prints the very pages it was given."""

from io import BytesIO

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ui.printing import print_pdf
from ui.views.preview import PreviewView

KINDS = (("consent", "Consent"), ("aftercare", "Aftercare"))


def paper(pages):
    held = BytesIO()
    canvas = Canvas(held, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(80, 600, f"Page number {number}")
        canvas.rect(80, 300, 200, 120, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def preview(dressed, qtbot):
    view = PreviewView(dressed, KINDS)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    view.show_waiting("consent")
    return view


def pictures(view):
    return [label for label in view.findChildren(QLabel) if not label.pixmap().isNull()]


def pages_of_file(path):
    document = pypdfium2.PdfDocument(path)
    shrunk = [page.render(scale=0.25).to_pil().convert("L") for page in document]
    document.close()
    return shrunk


@pytest.mark.parametrize("count", [1, 3])
def test_every_page_is_shown(preview, count):
    preview.show_paper("consent", paper(count), "consent.pdf")
    assert len(pictures(preview)) == count
    assert preview._count.text() == ("1 page" if count == 1 else f"{count} pages")
    assert "Page number 1" in pictures(preview)[0].accessibleName()
    assert preview.save_button.isEnabled()


def test_a_paper_that_was_not_asked_for_last_is_not_shown(preview):
    preview.show_waiting("aftercare")
    preview.show_paper("consent", paper(2), "consent.pdf")
    assert pictures(preview) == []
    assert preview.pdf == b""


def test_a_paper_that_cannot_be_made_says_why(preview):
    preview.refuse("A review has no aftercare sheet.")
    assert preview._strip.isVisible()
    assert not preview.save_button.isEnabled()
    assert not preview.print_button.isEnabled()


def test_what_is_printed_is_what_was_shown(preview, tmp_path):
    pdf = paper(3)
    preview.show_paper("consent", pdf, "consent.pdf")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pdf(pdf, printer)
    (tmp_path / "shown.pdf").write_bytes(pdf)
    printed, shown = pages_of_file(tmp_path / "printed.pdf"), pages_of_file(tmp_path / "shown.pdf")
    assert len(printed) == len(shown) == 3
    for one, other in zip(printed, shown, strict=True):
        assert abs(one.width - other.width) <= 1
        other = other.resize(one.size)
        different = sum(abs(a - b) > 90 for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
        assert sum(value < 100 for value in one.tobytes()) > 300, "the page is blank"
        assert different < one.width * one.height * 0.02


def test_the_saved_file_is_the_paper_itself(preview, tmp_path):
    pdf = paper(1)
    preview.show_paper("consent", pdf, "consent.pdf")
    preview.save_to(tmp_path / "consent.pdf")
    assert (tmp_path / "consent.pdf").read_bytes() == pdf
    assert preview._note.text() == f"Saved as consent.pdf in {tmp_path}."


def test_a_folder_that_cannot_be_written_says_so_and_keeps_the_paper(preview, tmp_path):
    pdf = paper(1)
    preview.show_paper("consent", pdf, "consent.pdf")
    preview.save_to(tmp_path / "not there" / "consent.pdf")
    assert preview._note.text().startswith("Not saved: ")
    assert preview.pdf == pdf
    assert len(pictures(preview)) == 1
    assert preview.save_button.isEnabled()
