"""PRP that is ready although no spin was recorded: a remark of our own, for clinical.md 6.2 sets no rule for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.catalogue import kit
from charting.context import Context
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


def _remark(what: str) -> Finding:
    why = _("PRP is written down as ready")
    step = _("Write down when it was spun, or accept that nobody did.")
    return Finding(Level.WARN, what, why, step, "prp-not-spun", "spins")
