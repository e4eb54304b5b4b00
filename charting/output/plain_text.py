"""Text for files that other programs read: nothing in it may act as a formula, and all of it is valid Unicode."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP, CSV injection
BOM = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def valid(text: str) -> str:
    """The text with half surrogate pairs, which no file can hold, shown as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def cell(text: str) -> str:
    """A cell of a table: without control characters and overrides of direction, and never the start of a formula.

    A cell that begins like a formula gets an apostrophe before it, numbers below zero too.
    """
    clean = _CONTROL.sub("", valid(text))
    return f"'{clean}" if clean.startswith(FORMULA_STARTS) else clean


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as RFC 4180 in UTF-8, every cell guarded. The first lines of a file stand after `BOM`."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(words) for words in row])
    return out.getvalue().encode("utf-8")
