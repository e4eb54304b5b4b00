"""`backup` and `restore` for scripts: what they do, and the lines they print."""

from datetime import datetime
from pathlib import Path

from charting.actions.backups import make_backup
from charting.actions.by_command import source_for
from charting.errors import Known
from charting.store.files import CHART
from charting.store.restore import rehearse, restore
from charting.store.swap import finish_interrupted
from charting.words import _


def back_up_by_command(folder: Path, to: Path, password: str, now: datetime, who: str | None = None) -> list[str]:
    """Back up the clinic in `folder`, which may be open in its window meanwhile.

    `who` is whose password it is; without a name everybody's is tried. Raises Known when there is no clinic, the
    password does not fit, the role does not go with it, or the backup did not prove itself.
    """
    finish_interrupted(folder)
    if not (folder / CHART).exists():
        raise Known(_("There is no clinic in {folder}.").format(folder=folder))
    proof = make_backup(source_for(folder, password, who, "backup"), to, now)
    if not proof.restorable:
        raise Known(proof.words)
    return [str(proof.file), proof.words]


def restore_by_command(
    file: Path, folder: Path, password: str, now: datetime, *, rehearsal: bool, who: str | None = None
) -> list[str]:
    """Restore the backup `file` into `folder`, or say what that would change. Raises Known with the reason.

    The password is one of the backup's day; no role is asked, because a lost clinic has nobody who could be asked.
    """
    if rehearsal:
        return [
            *rehearse(file, password, folder, who=who).sentences(),
            _("Nothing was changed: this was the rehearsal."),
        ]
    done = restore(file, password, folder, now, who=who)
    lines = [*done.rehearsal.sentences(), _("Restored into {folder}.").format(folder=folder)]
    if done.aside is not None:
        lines.append(_("What was there before lies in {folder}.").format(folder=done.aside))
    return lines
