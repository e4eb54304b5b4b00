"""What a restore would do, in sentences for a person to decide by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from charting.dates import show_moment
from charting.records.audit_entry import VERBS
from charting.store.accounts_in import Account, Ways
from charting.store.inspection import Held
from charting.words import _, ngettext

_COMING_AND_GOING = frozenset({"opened", "closed", "log_in", "failed_log_in", "viewed", "backup", "backup_failed"})


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a restore would do. `present` is None where there is no chart yet or it cannot be read.

    `lost` and `regained` are how many entries of the audit trail, by verb, only the present chart has and only the
    copy. `ways` is who can come in afterwards; `by` is whose password was given, as today's chart has the account.
    """

    made_at: datetime
    copy: Held
    present: Held | None
    occupied: bool
    ways: Ways
    lost: Mapping[str, int] = field(default_factory=dict)
    regained: Mapping[str, int] = field(default_factory=dict)
    by: Account | None = None

    def sentences(self) -> list[str]:
        """What the copy holds and what would change, for a person to decide."""
        return [*self._holds(), *self._changes(), *self.ways.words]

    def loses(self) -> bool:
        """Whether the present chart has what the copy lacks: patients, visits, signatures, or anything written."""
        if self.present is not None and any(_missing(self.present, self.copy)):
            return True
        return any(verb not in _COMING_AND_GOING for verb in self.lost)

    def _holds(self) -> list[str]:
        copy = self.copy
        last = show_moment(copy.last_entry) if copy.last_entry else _("none")
        head = _("Backup of {moment}: {clinic}.").format(moment=show_moment(self.made_at), clinic=copy.clinic)
        held = _("It holds {patients}, {visits}, {signed} of them signed. Last entry: {last}.")
        counted = held.format(
            patients=_patients(len(copy.patients)), visits=_visits(len(copy.visits)), signed=len(copy.signed), last=last
        )
        return [head, counted]

    def _changes(self) -> list[str]:
        if self.present is None:
            if not self.occupied:
                return [_("There is no clinic in this folder yet. Nothing is replaced.")]
            return [
                _("The present chart could not be read with this password, so the two cannot be compared."),
                _("The present chart is set aside, not deleted."),
            ]
        patients, visits, signed = _missing(self.present, self.copy)
        found = []
        if self.present.last_entry is not None:
            last = _("The present chart goes to {last}.")
            found.append(last.format(last=show_moment(self.present.last_entry)))
        if patients or visits or signed:
            lost = _("Afterwards these would be missing: {patients}, {visits}, {signatures}.")
            signatures = ngettext("{count} signature", "{count} signatures", signed).format(count=signed)
            found.append(lost.format(patients=_patients(patients), visits=_visits(visits), signatures=signatures))
        if self.lost:
            found.append(_("Written down since then and missing afterwards: {deeds}.").format(deeds=_deeds(self.lost)))
        patients, visits, _signed = _missing(self.copy, self.present)
        if patients or visits:
            back = _("These would come back: {patients}, {visits}.")
            found.append(back.format(patients=_patients(patients), visits=_visits(visits)))
        if self.regained:
            back = _("Written down in the copy only, and there again afterwards: {deeds}.")
            found.append(back.format(deeds=_deeds(self.regained)))
        if not self.lost and not self.regained:
            found.append(_("Nothing was written down since then that would be missing."))
        return [*found, _("The present chart is set aside, not deleted.")]


def _deeds(counted: Mapping[str, int]) -> str:
    """`17 entries (Edited 9, Changed settings 8)`."""
    count = sum(counted.values())
    entries = ngettext("{count} entry", "{count} entries", count).format(count=count)
    kinds = ", ".join(f"{VERBS.label(verb) if verb in VERBS else verb} {number}" for verb, number in counted.items())
    return f"{entries} ({kinds})"


def _missing(from_this: Held, in_that: Held) -> tuple[int, int, int]:
    return (
        len(from_this.patients - in_that.patients),
        len(from_this.visits - in_that.visits),
        len(from_this.signed - in_that.signed),
    )


def _patients(count: int) -> str:
    return ngettext("{count} patient", "{count} patients", count).format(count=count)


def _visits(count: int) -> str:
    return ngettext("{count} visit", "{count} visits", count).format(count=count)
