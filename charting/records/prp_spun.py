"""PRP that is ready with a spin not recorded or not ended: remarks of our own, clinical.md 6.2 sets no rule for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.catalogue import kit
from charting.context import Context
from charting.dates import show_time
from charting.findings import Finding, Level
from charting.words import _, ngettext

if TYPE_CHECKING:
    from charting.records.prp import Prp

_BY_ITSELF = "automatic"


def spun_before_ready(prp: "Prp", _context: Context) -> Iterator[Finding]:
    """Spins were planned, by rows or by the kit, and none has a time; a kit that spins by itself needs none."""
    listed = kit(prp.kit_name)
    by_kit = listed.spin if listed is not None else ""
    if prp.prp_ready_at is None or _BY_ITSELF in by_kit:
        return
    if any(spin.started_at is not None or spin.ended_at is not None for spin in prp.spins):
        return
    if prp.spins:
        count = len(prp.spins)
        what = ngettext("{count} spin is planned, none has a time", "{count} spins are planned, none has a time", count)
        yield _remark(what.format(count=count))
    elif by_kit:
        yield _remark(_("No spin is recorded; {kit} names {spin}").format(kit=prp.kit_name, spin=by_kit))


def spin_has_ended(prp: "Prp", _context: Context) -> Iterator[Finding]:
    """PRP is ready and a spin that began before has no end: nobody ended its clock, or PRP was not ready yet."""
    ready = prp.prp_ready_at
    spins = [spin for spin in prp.spins if spin.started_at is not None and spin.ended_at is None]
    if ready is None or not spins:
        return
    yield Finding(
        Level.WARN,
        _("PRP was ready {time}, but spin {number} has no end").format(time=show_time(ready), number=spins[0].place()),
        next_step=_("Write down when it ended, or put right when PRP was ready."),
        rule="prp-spin-on",
        field="prp_ready_at",
    )


def _remark(what: str) -> Finding:
    why = _("PRP is written down as ready")
    step = _("Write down when it was spun, or accept that nobody did.")
    return Finding(Level.WARN, what, why, step, "prp-not-spun", "spins")
