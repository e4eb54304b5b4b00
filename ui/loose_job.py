"""A print job for a paper that belongs to no patient, as a blank form: in memory only, since it can be set again."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from charting.dates import show_moment
from charting.records.print_job import ONE_SIDE
from charting.words import _, ngettext


@dataclass(eq=False, slots=True)
class LooseJob:
    """`failed` says in words why it was not printed; blank while it waits. `sides` is a code of SIDES."""

    title: str
    number: str
    pdf: bytes = field(repr=False)
    printer: str
    by: str
    asked_at: datetime
    copies: int = 1
    sides: str = ONE_SIDE
    failed: str = ""
    id: str = field(default_factory=lambda: uuid4().hex)

    def words(self) -> str:
        """What became of it, in words."""
        if not self.failed:
            return _("waiting for {printer}").format(printer=self.printer)
        return _("not printed on {printer}: {why}").format(printer=self.printer, why=self.failed)

    def about(self) -> str:
        """Who asked for it and when, and how many copies."""
        copies = ngettext("{count} copy", "{count} copies", self.copies).format(count=self.copies)
        words = _("{copies}, {moment} by {name}")
        return words.format(copies=copies, moment=show_moment(self.asked_at), name=self.by)
