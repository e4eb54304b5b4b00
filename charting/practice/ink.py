"""Signatures drawn by nobody: the same strokes for the same name, in the units of the signature pad."""

from math import cos, pi, sin

from charting.columns import Stroke, Strokes

_STEPS = 16
_MILLISECONDS = 12
_HEIGHTS = (34, 26, 96, 30, -70, 38, 80)
"""How far a letter rises above the line; below it when negative."""


def signature_of(name: str) -> Strokes:
    """A tall initial, one loop for each letter that follows, and under some names a stroke."""
    shapes = [ord(letter) % len(_HEIGHTS) for letter in name if letter.isalpha()][:9]
    seed = sum(ord(letter) for letter in name)
    strokes = (_initial(seed), _running(shapes[1:]))
    return (*strokes, _underline(len(shapes))) if seed % 3 else strokes


def _initial(seed: int) -> Stroke:
    wide, tall, slant = 40 + seed % 5 * 9, 78 + seed % 4 * 10, 0.15 + seed % 6 * 0.06
    start, turn = pi * (0.1 + seed % 7 / 6), pi * (2.2 + seed % 5 * 0.25)
    points = []
    for step in range(2 * _STEPS + 1):
        part = step / (2 * _STEPS)
        angle = start + turn * part
        up = tall * sin(angle) * (1 - part * 0.3)
        points.append((140 + wide * cos(angle) + slant * up + 46 * part, 150 - up + 18 * part))
    return _timed(points, start=0)


def _running(shapes: list[int]) -> Stroke:
    points, left = [], 232.0
    for place, shape in enumerate(shapes):
        height, width = _HEIGHTS[shape] * (1 - place * 0.05), 30 + 4 * shape
        for step in range(_STEPS):
            part = step / _STEPS
            rise = height * (1 - cos(2 * pi * part)) / 2
            x = left + width * part + 0.42 * width * sin(2 * pi * part) + 0.25 * rise
            points.append((x, 206 - place * 2 - rise))
        left += width
    points += [(left + 9 * n, 200 - len(shapes) * 2 - n * 1.5) for n in range(8)]
    return _timed(points, start=520)


def _underline(letters: int) -> Stroke:
    end = 300 + 44 * letters
    points = [(190 + (end - 190) * n / _STEPS, 262 - 22 * sin(pi * n / _STEPS / 2)) for n in range(_STEPS + 1)]
    return _timed(points, start=2400)


def _timed(points: list[tuple[float, float]], start: int) -> Stroke:
    last = len(points) - 1
    return tuple(
        (round(x, 1), round(y, 1), round(0.35 + 0.35 * sin(pi * n / last), 3), start + n * _MILLISECONDS)
        for n, (x, y) in enumerate(points)
    )
