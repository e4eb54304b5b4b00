"""Texts of resources/texts as runs: what stands between double stars is SemiBold."""

from charting.output.fonts import Face
from charting.output.runs import Run
from charting.text_files import strong_parts


def prose(text: str) -> list[Run]:
    """The text with its emphasis."""
    return [Run(part, Face.SEMIBOLD if is_strong else None) for part, is_strong in strong_parts(text)]
