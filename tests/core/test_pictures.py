"""Pictures as they come from cameras, phones and hostile hands: kept without notes, or refused with a sentence."""

import hashlib
import os
import random
import struct
from io import BytesIO

import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from charting.actions import pictures
from charting.actions.bare_pictures import MOST_SCANS, NoPicture, bare
from charting.actions.camera_notes import CameraNotes, notes_in
from charting.actions.pictures import LIST_SIDE, load_photo, pixels, read_photo
from tests.photographs import MARK, camera_notes, chunk, flat_png, jpeg, plain_jpeg, png, scene, with_chunk

FLIPS = 150


def decoded(content):
    return Image.open(BytesIO(content), formats=("JPEG",))


def segments(content):
    """The markers of a JPEG's segments before its first scan."""
    at, found = 2, []
    while content[at + 1] != 0xDA:
        found.append(content[at + 1])
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return found


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 40}, {"subsampling": 0}])
def test_an_upright_jpeg_keeps_its_pixels_and_nothing_else(options):
    file = jpeg(**options)
    assert MARK in file
    kept = read_photo(file)
    assert decoded(kept.content).tobytes() == decoded(file).tobytes()
    assert MARK not in kept.content + kept.small
    assert not set(segments(kept.content)) & {0xE1, 0xE2, 0xED, 0xFE}
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()
    assert (kept.width, kept.height) == (320, 240)


def test_a_picture_read_twice_is_the_same_bytes():
    first = read_photo(jpeg())
    assert read_photo(first.content).content == first.content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_turn_of_the_camera_is_upright_and_without_notes(orientation):
    stored_as = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's own numbers of the turn that undoes it
    file = scene()
    turned = file if orientation == 1 else file.transpose(Image.Transpose(stored_as[orientation]))
    kept = read_photo(jpeg(turned, orientation=orientation, quality=95))
    shown = decoded(kept.content).convert("RGB")
    assert shown.size == file.size
    assert shown.getpixel((40, 40))[0] > 180, "the red corner is at the top left"
    assert shown.getpixel((280, 200))[2] > 180, "the blue corner is at the bottom right"
    assert MARK not in kept.content + kept.small


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_becomes_a_jpeg_and_says_so(mode):
    kept = read_photo(png(scene().convert(mode)))
    assert decoded(kept.content).mode == "RGB"
    assert kept.remark == "It is kept as a JPEG."


def test_what_is_see_through_lies_on_white():
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    palette = clear.convert("P")
    palette.info["transparency"] = 0
    for image in (clear, palette):
        assert decoded(read_photo(png(image)).content).convert("L").getpixel((5, 5)) > 250


def test_the_small_picture_keeps_the_shape():
    kept = read_photo(plain_jpeg(scene(1200, 300)))
    assert decoded(kept.small).size == (LIST_SIDE, 64)


def test_a_picture_for_the_screen_has_rows_of_three_bytes():
    seen = pixels(plain_jpeg(scene(4000, 3000)), 1600)
    assert (seen.width, seen.height) == (1600, 1200)
    assert len(seen.rgb) == 1600 * 1200 * 3


def test_a_picture_is_never_blown_up():
    seen = pixels(plain_jpeg(scene(90, 60)), 1600)
    assert (seen.width, seen.height) == (90, 60)


def test_the_decoder_is_given_the_true_box(monkeypatch):
    """A square box has the decoder do the whole picture (measures.md S10)."""
    content, asked, real = plain_jpeg(scene(400, 300)), [], JpegImageFile.draft
    monkeypatch.setattr(JpegImageFile, "draft", lambda image, *box: asked.append(box) or real(image, *box))
    pixels(content, 160)
    assert asked[0] == ("RGB", (160, 120))


def test_the_time_of_the_camera_is_told_once_and_not_kept():
    kept = read_photo(jpeg(taken="2026:10:03 09:15:00"))
    assert f"{kept.taken:%Y-%m-%d %H:%M}" == "2026-10-03 09:15"
    assert b"2026:10:03" not in kept.content


def test_what_hangs_on_behind_is_cut_off():
    other = plain_jpeg(scene(hue=9))
    kept = read_photo(jpeg() + other + b"PK\x03\x04" + MARK)
    assert kept.content == read_photo(jpeg()).content


def test_a_second_picture_within_is_cut_off():
    """A phone puts a second picture behind the first and says so in a note that Pillow follows."""
    out = BytesIO()
    scene().save(out, "MPO", save_all=True, append_images=[scene(hue=7)])
    kept = read_photo(out.getvalue())
    assert decoded(kept.content).format == "JPEG"
    assert 0xE2 not in segments(kept.content)


def test_colours_coded_as_red_green_blue_stay_so():
    """The note that says so is the one an Adobe program writes; without it the picture would turn green."""
    plain = plain_jpeg(scene(), keep_rgb=True)
    kept = read_photo(plain)
    assert decoded(kept.content).tobytes() == decoded(plain).tobytes()


REFUSED = {
    "nothing": (b"", "is empty"),
    "a PDF": (b"%PDF-1.7\n" + bytes(400), "neither a JPEG nor a PNG"),
    "a GIF": (b"GIF89a" + bytes(40), "neither a JPEG nor a PNG"),
    "a page of a browser": (b"<svg onload='x()'>", "neither a JPEG nor a PNG"),
    "a PNG of 400 megapixels": (flat_png(20_000, 20_000), "400 megapixels"),
    "a PNG of a billion": (flat_png(2**31 - 1, 2**31 - 1), "megapixels"),
    "a PNG without width": (flat_png(0, 40), "damaged"),
    "printing colours": (plain_jpeg(scene().convert("CMYK")), "CMYK"),
    "a moving picture": (with_chunk(png(), b"acTL", bytes(8)), "moves"),
    "an unknown part": (with_chunk(png(), b"QQQQ", b"x"), "damaged"),
    "sixteen bits": (png(Image.new("I;16", (9, 9))), "16 bits"),
    "half a JPEG": (jpeg()[:-300], "cut short"),
    "a JPEG's head": (jpeg()[:9], "cut short"),
    "half a PNG": (png()[:-300], "cut short"),
    "a PNG's head": (png()[:20], "cut short"),
    "a JPEG of nothing": (b"\xff\xd8\xff\xd9", "damaged"),
    "a JPEG of garbage": (b"\xff\xd8\xff" + bytes(range(200)), "damaged|cut short"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_photograph_is_refused_with_a_sentence(what):
    file, words = REFUSED[what]
    with pytest.raises(NoPicture, match=words) as refused:
        read_photo(file)
    assert str(refused.value).endswith(".")


def test_a_picture_too_large_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_a, **_k: pytest.fail("it was decoded"))
    header = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 60_000, 60_000) + b"\x03\1\x22\0\2\x11\1\3\x11\1"
    with pytest.raises(NoPicture, match="3600 megapixels"):
        read_photo(b"\xff\xd8" + header)


def test_64_megapixels_are_taken_and_one_row_more_is_not():
    assert bare(flat_png(8000, 8000)).width == 8000
    with pytest.raises(NoPicture, match="64 megapixels"):
        bare(flat_png(8000, 8001))


def test_a_giant_text_within_a_png_is_dropped_unread():
    bomb = chunk(b"zTXt", b"Comment\0\0" + MARK * 400_000)
    file = png()
    kept = read_photo(file[:33] + bomb + file[33:])
    assert MARK not in kept.content


def test_a_jpeg_of_thousands_of_passes_is_refused():
    file = plain_jpeg(progressive=True)
    scan = file.rindex(b"\xff\xda")
    with pytest.raises(NoPicture, match="damaged"):
        read_photo(file[:scan] + file[scan:-2] * MOST_SCANS + b"\xff\xd9")


def test_a_changed_pixel_row_of_a_png_is_refused():
    file = bytearray(png())
    file[-40] ^= 0x10
    with pytest.raises(NoPicture, match="damaged"):
        read_photo(bytes(file))


@pytest.mark.parametrize("file", [jpeg(), jpeg(orientation=6), jpeg(progressive=True), png()], ids=range(4))
def test_a_flipped_bit_gives_a_picture_or_a_sentence_and_never_a_mark(file):
    chance = random.Random(7)
    for _round in range(FLIPS):
        spoiled = bytearray(file)
        spoiled[chance.randrange(2, len(spoiled))] ^= 1 << chance.randrange(8)
        try:
            kept = read_photo(bytes(spoiled))
        except NoPicture:
            continue
        assert MARK not in kept.content + kept.small


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"II",
        b"MM\0*\0\0\0\x08",
        b"II*\0\xff\xff\xff\xff",
        b"Exif\0\0" + bytes(40),
        bytes(range(64)),
        b"II*\0\x08\0\0\0\xff\xff",
    ],
)
def test_notes_that_cannot_be_read_count_as_not_there(exif):
    assert notes_in(exif) == CameraNotes()


@pytest.mark.parametrize(("orientation", "taken"), [(9, "2026:11:21 13:10:00"), (6, "yesterday")])
def test_a_note_that_makes_no_sense_counts_as_not_there(orientation, taken):
    found = notes_in(camera_notes(orientation, taken).tobytes())
    assert found.orientation == (1 if orientation == 9 else 6)
    assert (found.taken is None) == (taken == "yesterday")


def test_both_orders_of_bytes_are_read():
    wide = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHI2H", 0x0112, 3, 1, 8, 0)
    assert notes_in(wide).orientation == 8


def test_a_file_is_read_from_its_place(tmp_path):
    (tmp_path / "front.jpg").write_bytes(jpeg())
    (tmp_path / "link.jpg").symlink_to(tmp_path / "front.jpg")
    assert load_photo(tmp_path / "link.jpg") == load_photo(tmp_path / "front.jpg")


def test_places_without_a_picture_are_refused_by_name(tmp_path):
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "endless.jpg").symlink_to("/dev/zero")
    (tmp_path / "paper.jpg").write_bytes(b"%PDF-1.7 and so on")
    for name in ("folder.jpg", "nowhere.jpg", "gone.jpg", "pipe.jpg", "endless.jpg", "paper.jpg", "nul\0.jpg"):
        with pytest.raises(NoPicture) as refused:
            load_photo(tmp_path / name)
        assert str(refused.value).startswith(f"{name}: ")


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / "front.jpg").write_bytes(jpeg())

    def refuse(*_a, **_k):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    with pytest.raises(NoPicture, match="Permission denied"):
        load_photo(tmp_path / "front.jpg")


def test_a_file_larger_than_any_photograph_is_not_read(tmp_path, monkeypatch):
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(pictures.MOST_BYTES + 1)
    monkeypatch.setattr(type(tmp_path), "open", lambda *_a, **_k: pytest.fail("it was opened"))
    with pytest.raises(NoPicture, match="64 MB"):
        load_photo(tmp_path / "huge.jpg")
