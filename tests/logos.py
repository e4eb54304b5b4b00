"""Logos as clinics have them, drawn by code: plain shapes of one ink."""

from PIL import Image, ImageDraw

from tests.photographs import png


def shapes(width=1600, height=400, ink=(20, 90, 140), ground="white"):
    """A disc and bars as long as the picture is wide, or one above the other where it is tall."""
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    side, along = min(width, height), max(width, height)
    draw.ellipse((0, 0, side - 1, side - 1), fill=ink)
    for start in range(side + side // 4, along, side // 2):
        ends = min(start + side // 4, along - 1)
        box = (start, side // 8, ends, side - 1) if width > height else (side // 8, start, side - 1, ends)
        draw.rectangle(box, fill=ink)
    return image


def seen_through(image):
    """The same picture without its white."""
    made = image.convert("RGBA")
    made.putalpha(image.convert("L").point(lambda value: 255 - value))
    return made


WIDE, TALL = png(shapes()), png(shapes(400, 1300))
