"""The clinic's logo: what is taken as one, what is refused, how it stands on paper, who may change it."""

import os
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.units import mm

from charting.actions import logos
from charting.actions.bare_pictures import NoPicture
from charting.actions.logos import load_logo, put_logo, read_logo
from charting.actions.people import NotAllowed
from charting.actions.trail_words import change_words
from charting.output.documents import DOCUMENTS, build, gather, why_not
from charting.output.info import Letterhead
from charting.output.letterhead import letterhead_alone, size_beside
from charting.output.logo import DEEPEST, MOST_DOTS, WIDEST, logo_of
from charting.output.styles import MEASURE
from charting.records.clinic import ASSISTANT, FRONT_DESK, PRACTITIONER, Practitioner
from charting.records.signed import digest_of
from charting.store.chart_session import ChartSession
from charting.store.files import CHART
from charting.store.verify import verify
from tests.core.test_documents import NOW, clinic, full_visit, sign
from tests.core.versions import PASSWORD, new_clinic, owner
from tests.logos import TALL, WIDE, seen_through, shapes
from tests.page_geometry import pages_of
from tests.photographs import MARK, WORDS, flat_png, jpeg, plain_jpeg, png, with_chunk

HEADED = [document for document in DOCUMENTS if document.draw is None]
LONG = Letterhead("Wolfeschlegelsteinhausenbergerdorff and Partners " * 2, "Hair and scalp " * 5, ("x" * 70,) * 3)


def dots(logo):
    with Image.open(BytesIO(logo)) as image:
        return image.copy()


@pytest.mark.parametrize(
    "file",
    [
        WIDE,
        png(seen_through(shapes())),
        png(shapes().convert("P")),
        png(shapes().convert("1")),
        png(shapes().convert("L")),
        plain_jpeg(shapes()),
        plain_jpeg(shapes().convert("L")),
        plain_jpeg(shapes(), progressive=True),
    ],
    ids=["RGB", "see-through", "palette", "one bit", "greys", "JPEG", "grey JPEG", "progressive"],
)
def test_a_logo_becomes_a_small_picture_in_greys_on_white(file):
    made = dots(read_logo(file))
    assert made.mode == "L"
    assert made.width == round(WIDEST / mm / 25.4 * MOST_DOTS)
    assert made.width / made.height == pytest.approx(4, rel=0.03)
    low, high = made.getextrema()
    assert low == 0 and high > 240


def test_white_around_it_goes_and_nothing_that_is_drawn():
    ground = Image.new("RGB", (3000, 3000), "white")
    ground.paste(shapes(), (700, 1300))
    assert read_logo(png(ground)) == read_logo(WIDE)


def test_a_pale_logo_is_made_dark_enough_for_a_copier():
    assert dots(read_logo(png(shapes(ink=(240, 200, 60))))).getextrema()[0] == 0


def test_nothing_the_file_says_of_itself_is_kept():
    for file in (jpeg(shapes()), with_chunk(png(shapes()), b"tEXt", b"Author\0" + MARK)):
        logo = read_logo(file)
        assert MARK not in logo
        assert b"tEXt" not in logo and b"eXIf" not in logo and b"iCCP" not in logo
        (pdf,) = [letterhead_alone(Letterhead("Sample Clinic", logo=logo))]
        assert MARK not in pdf and WORDS.encode() not in pdf


def test_a_picture_the_phone_held_otherwise_stands_upright():
    upright = dots(read_logo(plain_jpeg(shapes(1600, 400))))
    turned = dots(read_logo(jpeg(shapes(1600, 400).rotate(90, expand=True), orientation=6)))
    assert turned.size == upright.size
    assert turned.getpixel((turned.width - 2, 2)) == pytest.approx(upright.getpixel((upright.width - 2, 2)), abs=8)


def two_alike():
    image = Image.new("RGB", (800, 300), (255, 0, 0))
    ImageDraw.Draw(image).rectangle((200, 100, 600, 200), fill=(0, 130, 0))
    return image


REFUSED = {
    "nothing": (b"", "empty"),
    "renamed text": (b"This is our logo.\n", "neither a JPEG nor a PNG"),
    "a drawing program's file": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a JPEG nor a PNG"),
    "a moving GIF": (b"GIF89a" + bytes(40), "neither a JPEG nor a PNG"),
    "a moving PNG": (with_chunk(png(shapes()), b"acTL", bytes(8)), "moves"),
    "printing colours": (plain_jpeg(shapes().convert("CMYK")), "CMYK"),
    "sixteen bits": (png(Image.new("I;16", (400, 100))), "16 bits"),
    "a bomb": (flat_png(8000, 8000), "64 megapixels"),
    "a larger bomb": (flat_png(60_000, 60_000), "3600 megapixels"),
    "half a PNG": (WIDE[:-300], "cut short"),
    "half a JPEG": (plain_jpeg(shapes())[:-300], "cut short"),
    "rows that are not there": (flat_png(4000, 4000), "damaged"),
    "one dot": (png(Image.new("RGB", (1, 1))), "0.2 × 0.2 mm"),
    "a thread": (png(Image.new("RGB", (4000, 20))), "40 × 0.2 mm"),
    "a pole": (png(Image.new("RGB", (20, 4000))), "0.1 × 13 mm"),
    "an icon": (png(shapes(64, 16)), "larger picture"),
    "blank paper": (png(Image.new("RGB", (400, 100), "white")), "nothing of it is seen"),
    "white on nothing": (png(Image.new("RGBA", (400, 100), (255, 255, 255, 0))), "nothing of it is seen"),
    "a breath of grey": (png(shapes(ink=(225, 225, 225))), "too pale"),
    "red on green": (png(two_alike()), "look alike in greys"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_a_logo_is_refused_with_a_sentence(what):
    file, words = REFUSED[what]
    with pytest.raises(NoPicture, match=words) as refused:
        read_logo(file)
    assert str(refused.value).endswith(".")
    assert "camera" not in str(refused.value)


def test_a_picture_too_large_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_a, **_k: pytest.fail("it was decoded"))
    with pytest.raises(NoPicture, match="megapixels"):
        read_logo(flat_png(5100, 5000))


def test_places_without_a_picture_are_refused_by_name(tmp_path, monkeypatch):
    (tmp_path / "folder.png").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "endless.png").symlink_to("/dev/zero")
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(logos.MOST_BYTES + 1)
    for name in ("folder.png", "pipe.png", "endless.png", "huge.png", "gone.png"):
        with pytest.raises(NoPicture) as refused:
            load_logo(tmp_path / name)
        assert str(refused.value).startswith(f"{name}: ")
    (tmp_path / "mine.png").write_bytes(WIDE)
    assert load_logo(tmp_path / "mine.png") == read_logo(WIDE)

    def refuse(*_a, **_k):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    with pytest.raises(NoPicture, match=r"mine\.png: It cannot be read: Permission denied"):
        load_logo(tmp_path / "mine.png")


@pytest.mark.parametrize("file", [WIDE, plain_jpeg(shapes())], ids=["PNG", "JPEG"])
def test_a_flipped_bit_gives_a_logo_or_a_sentence(file):
    for at in range(2, len(file), max(1, len(file) // 120)):
        spoiled = bytearray(file)
        spoiled[at] ^= 1 << at % 8
        try:
            logo = read_logo(bytes(spoiled))
        except NoPicture:
            continue
        assert logo_of(logo)


def paper_of(logo):
    visit = full_visit("Words ")
    sign(visit)
    visit.id = "v" * 32
    own = clinic()
    own.logo = logo
    return gather(visit, own, NOW, "R Marlow", "#123 K7QM-4R2X", course=True)


@pytest.fixture(scope="module")
def papers():
    return {name: paper_of(read_logo(file) if file else None) for name, file in LOGOS.items()}


LOGOS = {"none": None, "wide": WIDE, "tall": TALL}


def pictures_on(pdf, page=0):
    """Left, foot, right and top of each picture of a page, and how many dots it has."""
    document = pypdfium2.PdfDocument(pdf)
    found = [
        (*image.get_bounds(), image.get_px_size())
        for image in document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    ]
    document.close()
    return found


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("shape", ["wide", "tall"])
@pytest.mark.parametrize("document", [pytest.param(d, id=d.kind) for d in HEADED])
def test_every_letterhead_carries_it_whole_in_its_box_and_over_no_word(papers, document, shape, large, size):
    if large and not document.has_large_print:
        return
    wanted = replace(papers[shape], page_size=size, large=large)
    assert not why_not(document.kind, wanted)
    pdf = build(document.kind, wanted)
    pages = pages_of(pdf)
    top = pages[0].height - 11 * mm
    left = (pages[0].width - MEASURE) / 2
    (found,) = [one for one in pictures_on(pdf) if one[3] > top - 15 * mm]
    west, foot, east, north, (wide, deep) = found
    assert east - west <= WIDEST + 0.1 and north - foot <= DEEPEST + 0.1
    assert east - west <= 50 * mm and north - foot <= 14 * mm
    assert west == pytest.approx(left, abs=0.1) and foot >= top - DEEPEST - 0.1 and north <= top + 0.1
    assert (east - west) / (north - foot) == pytest.approx(wide / deep, rel=0.005), "stretched"
    assert 149 <= wide / (east - west) * 72 <= 301
    for box in pages[0].boxes:
        assert not (box.left < east and box.right > west and box.foot < north - 0.5 and box.top > foot + 0.5), box.words
    plain = pages_of(build(document.kind, replace(papers["none"], page_size=size, large=large)))
    assert [page.text for page in plain] == [page.text for page in pages], "the words are the same"
    assert build(document.kind, wanted) == pdf


def test_the_file_names_no_maker_of_the_picture(papers):
    with pikepdf.open(BytesIO(build("aftercare", papers["wide"]))) as pdf:
        (image,) = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert image.ColorSpace == "/DeviceGray" and "/Metadata" not in image and "/SMask" not in image


def test_labels_and_the_wall_card_carry_none(papers):
    for document in DOCUMENTS:
        if document.draw is not None:
            assert pictures_on(build(document.kind, papers["wide"])) == []


def test_one_logo_gives_way_to_a_long_name_and_none_of_the_name_is_lost():
    logo = read_logo(WIDE)
    for name in ("Sample Clinic", "The Exampleton Institute of Hair, Scalp and Skin Medicine", LONG.name):
        for descriptor in ("", "Hair and scalp medicine", LONG.descriptor):
            head = Letterhead(name, descriptor, ("4 Sample Row", "Exampleton EX4 1AB"), "Telephone 01632 960147")
            (without,), (with_it,) = (
                pages_of(letterhead_alone(head)),
                pages_of(letterhead_alone(replace(head, logo=logo))),
            )
            assert "".join(with_it.text.split()) == "".join(without.text.split())
            assert with_it.overlaps() == []
            assert with_it.outside(3 * mm - 0.5, 3 * mm + MEASURE + 0.5) == []
            assert min(box.foot for box in with_it.boxes) > 3 * mm - 0.5
    assert size_beside(replace(LONG, logo=logo)) is None


@pytest.mark.parametrize("spoiled", [b"not a picture", read_logo(WIDE)[:-60], flat_png(60_000, 60_000)])
def test_papers_leave_without_a_logo_that_cannot_be_read(papers, spoiled):
    wanted = replace(papers["none"], clinic=replace(papers["none"].clinic, logo=spoiled))
    assert build("aftercare", wanted) == build("aftercare", papers["none"])


def test_it_is_kept_with_the_clinic_written_down_and_under_no_signature(tmp_path):
    chart = new_clinic(tmp_path / "clinic")
    visit = full_visit("Words ")
    before = digest_of(visit)
    logo = read_logo(WIDE)
    put_logo(chart, owner(chart), logo)
    chart.save(NOW)
    assert digest_of(visit) == before
    source = chart.source
    chart.close()
    assert logo[40:80] not in (source.folder / CHART).read_bytes()
    with closing(ChartSession.open(source.folder, PASSWORD)) as again:
        assert again.clinic().logo == logo
        put_logo(again, owner(again), None)
        again.save(NOW)
        trail = "SELECT verb, who FROM audit_entry WHERE field = 'logo' ORDER BY seq"
        told = again.orm.connection().exec_driver_sql(trail).fetchall()
        assert told == [("settings", "Dr Rowan Sample")] * 2
    assert verify(source, NOW).whole
    assert change_words("clinic", ("logo", "Logo", None, "…")) == "put a logo on the papers"
    assert change_words("clinic", ("logo", "Logo", "…", None)) == "took the logo off the papers"


@pytest.mark.parametrize("role", [PRACTITIONER, ASSISTANT, FRONT_DESK])
def test_only_who_may_change_settings_may_change_it(role):
    own = clinic()
    chart = SimpleNamespace(clinic=lambda: own)
    with pytest.raises(NotAllowed, match="Ask an owner"):
        put_logo(chart, Practitioner(name="Dr Sam Sample", role=role), read_logo(WIDE))
    with pytest.raises(NotAllowed):
        put_logo(chart, None, None)
    assert own.logo is None
