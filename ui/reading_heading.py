"""What stands around a page of the patient's reading: its title, the words of the filled button, how far one is."""

from charting.output.screen_pages import SIGNATURE, TEXT
from charting.words import _
from ui.reading_paper import Read
from ui.views.reading import Heading

LANGUAGES, LEAVE, END = "languages", "leave", "end"


def heading_of(read: Read, at: int, *, signs: bool) -> Heading:
    """The heading of section `at`, counted from 0; `signs` where its filled button keeps a signature."""
    page, count = read.pages[at], len(read.pages)
    onwards = "chevron_left" if read.leftwards else "chevron_right"
    main, icon = (_("Sign and go on"), "signature") if signs and page.kind == SIGNATURE else (_("Next"), onwards)
    progress = _("Section {number} of {count}").format(number=at + 1, count=count)
    return Heading(page.title, main, icon, progress, at + 1, count, _("Read on") if page.kind == TEXT else "")


def heading_beside(aside: str, *, low: bool) -> Heading:
    """The heading of a page beside the text; in a `low` window the way out needs its room for the keys."""
    if aside == LANGUAGES:
        return Heading(_("Language"), _("Go on reading"), "")
    titles = {LEAVE: "" if low else _("Hand back"), END: _("Thank you")}
    return Heading(titles[aside], _("Hand back"), "lock")
