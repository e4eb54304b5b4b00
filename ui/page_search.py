"""Words found on the pages of a finished paper, and where they stand."""

from dataclasses import dataclass

import pypdfium2

from ui.pages import ONE_AT_A_TIME

MOST = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """One place: its page from 0, and its lines as left, top, width and height in parts of the page's sides."""

    page: int
    places: tuple[tuple[float, float, float, float], ...]


def find_words(pdf: bytes, words: str) -> list[Hit]:
    """Where `words` stand, in the order of reading, capital letters or not; the first 500 places."""
    sought = " ".join(words.split())
    if not sought:
        return []
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            found = [hit for number in range(len(document)) for hit in _on_page(document[number], number, sought)]
        finally:
            document.close()
    return found[:MOST]


def _on_page(page: pypdfium2.PdfPage, number: int, sought: str) -> list[Hit]:
    width, height = page.get_size()
    text = page.get_textpage()
    search = text.search(sought, match_case=False, match_whole_word=False, consecutive=False)
    hits = []
    while (at := search.get_next()) is not None:
        index, count = at
        boxes = (text.get_rect(line) for line in range(text.count_rects(index, count)))
        places = tuple(
            (left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
            for left, bottom, right, top in boxes
        )
        hits.append(Hit(number, places))
    search.close()
    text.close()
    page.close()
    return hits
