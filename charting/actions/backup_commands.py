"""`backup` and `restore` for scripts: what they do, and the lines they print."""

from datetime import datetime
from pathlib import Path

from charting.actions.backups import make_backup
from charting.errors import Known
from charting.store.backup import Source
from charting.store.files import CHART, KEYS
from charting.store.keys import unwrap_key
from charting.store.restore import rehearse, restore
from charting.store.swap import finish_interrupted
from charting.words import _


def back_up_by_command(folder: Path, to: Path, password: str, now: datetime) -> list[str]:
    """Back up the clinic in `folder`, which may be open in its window meanwhile.

    Raises Known when there is no clinic, the password does not fit, or the backup did not prove itself.
    """
    finish_interrupted(folder)
    if not (folder / CHART).exists():
        raise Known(_("There is no clinic in {folder}.").format(folder=folder))
    proof = make_backup(Source(folder, unwrap_key(folder / KEYS, password)), to, now)
    if not proof.restorable:
        raise Known(proof.words)
    return [str(proof.file), proof.words]


def restore_by_command(file: Path, folder: Path, password: str, now: datetime, *, rehearsal: bool) -> list[str]:
    """Restore the backup `file` into `folder`, or say what that would change. Raises Known with the reason."""
    if rehearsal:
        return [*rehearse(file, password, folder).sentences(), _("Nothing was changed: this was the rehearsal.")]
    done = restore(file, password, folder, now)
    lines = [*done.rehearsal.sentences(), _("Restored into {folder}.").format(folder=folder)]
    if done.aside is not None:
        lines.append(_("What was there before lies in {folder}.").format(folder=done.aside))
    return lines
