"""Drawn strokes: what counts as a signature. Coordinates are in the units of the pad."""

from itertools import pairwise
from math import hypot

from charting.columns import Stroke, Strokes
from charting.words import _

SHORTEST_STROKE = 40.0
FEWEST_POINTS = 5
DOT = 12.0
SHORT_LINE = 300.0
STRAIGHT = 1.15
"""A path at most this many times as long as the way between its ends is a line."""


def stroke_length(stroke: Stroke) -> float:
    """The length of one stroke's path, in units of the pad."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(stroke))


def is_signature(strokes: Strokes | None) -> bool:
    """Whether somebody really signed: a dot, a tap or a short slip is no signature.

    One stroke must have at least 5 points and a path of at least 40 units of the pad.
    """
    return any(len(stroke) >= FEWEST_POINTS and stroke_length(stroke) >= SHORTEST_STROKE for stroke in strokes or ())


def why_no_signature(strokes: Strokes | None) -> str:
    """Why a drawing is no signature, in words for whoever drew it; empty where it is one.

    Nothing, dots alone, and one straight line shorter than 300 thousandths of the pad's width are none.
    """
    drawn = [stroke for stroke in strokes or () if stroke]
    if not drawn:
        return _("Nothing is written yet. Write your name above the line.")
    if all(stroke_length(stroke) < DOT for stroke in drawn):
        return _("This is only a dot. Write your name above the line.")
    if len(drawn) == 1 and stroke_length(drawn[0]) < SHORT_LINE and _is_straight(drawn[0]):
        return _("This is only a short line. Write your name above the line.")
    if not is_signature(strokes):
        return _("This is too short to be a signature. Clear it and write your name above the line.")
    return ""


def _is_straight(stroke: Stroke) -> bool:
    (x, y), (end_x, end_y) = stroke[0][:2], stroke[-1][:2]
    return stroke_length(stroke) <= STRAIGHT * hypot(end_x - x, end_y - y)
