"""One thing that does not fit in a chart, in words."""

from dataclasses import dataclass

from charting.words import _

KEEP = _("Change nothing. Keep a copy of the clinic’s folder as it is, and compare with papers and an older backup.")
RESTORE = _("Keep a copy of the clinic’s folder as it is, then restore the last good backup.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, where, and what to do next. `visit_id` is the visit it touches, if it touches one."""

    what: str
    where: str
    next_step: str
    visit_id: str | None = None

    def lines(self) -> list[str]:
        """The trouble as it is listed."""
        place = [_("Where: {place}").format(place=self.where)] if self.where else []
        return [self.what, *place, _("Next: {step}").format(step=self.next_step)]
