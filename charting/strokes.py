"""Drawn strokes: what counts as a signature. Coordinates are in the units of the pad."""

from itertools import pairwise
from math import hypot

from charting.columns import Stroke, Strokes

SHORTEST_STROKE = 40.0
FEWEST_POINTS = 5


def stroke_length(stroke: Stroke) -> float:
    """The length of one stroke's path, in units of the pad."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(stroke))


def is_signature(strokes: Strokes | None) -> bool:
    """Whether somebody really signed: a dot, a tap or a short slip is no signature.

    One stroke must have at least 5 points and a path of at least 40 units of the pad.
    """
    return any(len(stroke) >= FEWEST_POINTS and stroke_length(stroke) >= SHORTEST_STROKE for stroke in strokes or ())
