"""`backup` and `restore` for scripts: what they do, and the lines they print."""

from datetime import datetime
from pathlib import Path

from charting.actions.backups import entry_of, make_backup
from charting.actions.by_command import entered_for
from charting.actions.restoring import require_owner
from charting.actions.roles import require
from charting.errors import Known
from charting.store.append import append_entry
from charting.store.backup import Source
from charting.store.bundle import BY_COMMAND
from charting.store.files import CHART
from charting.store.inspection import looking
from charting.store.nearness import on_the_same_disk, require_apart
from charting.store.restore import rehearse, restore
from charting.store.swap import finish_interrupted
from charting.words import _


def back_up_by_command(folder: Path, to: Path, password: str, now: datetime, who: str | None = None) -> list[str]:
    """Back up the clinic in `folder`, which may be open in its window meanwhile, and write that down in it.

    `who` is whose password it is; without a name everybody's is tried. Into another folder than the one chosen in
    the settings only an owner sends a copy. Raises Known when there is no clinic, the password does not fit, the role
    does not go with it, the folder lies in the clinic's own, or the backup did not prove itself.
    """
    finish_interrupted(folder)
    if not (folder / CHART).exists():
        raise Known(_("There is no clinic in {folder}.").format(folder=folder))
    source, person = entered_for(folder, password, who)
    if person is not None:
        require(person, "backup" if _chosen(source) == to.resolve() else "backup_folder")
    require_apart(to, folder)
    proof = make_backup(source, to, now, occasion=BY_COMMAND)
    lines = [str(proof.file), proof.words]
    try:
        append_entry(source, *entry_of(proof, to, BY_COMMAND), (person.name if person is not None else "") or "", now)
    except Known as refused:
        lines.append(str(refused))
    if not proof.restorable:
        raise Known(proof.words)
    if on_the_same_disk(to, folder):
        lines.append(_("It lies on the same disk as the clinic: keep another copy elsewhere."))
    return lines


def restore_by_command(
    file: Path, folder: Path, password: str, now: datetime, *, rehearsal: bool, who: str | None = None
) -> list[str]:
    """Restore the backup `file` into `folder`, or say what that would change. Raises Known with the reason.

    The password is one of the backup's day. Where the present chart can be read, it has to be one of today's owners'.
    """
    if rehearsal:
        seen = rehearse(file, password, folder, who=who)
        require_owner(seen)
        return [*seen.sentences(), _("Nothing was changed: this was the rehearsal.")]
    done = restore(file, password, folder, now, who=who, allow=require_owner)
    lines = [*done.rehearsal.sentences(), _("Restored into {folder}.").format(folder=folder)]
    if done.aside is not None:
        lines.append(_("What was there before lies in {folder}.").format(folder=done.aside))
    return lines


def _chosen(source: Source) -> Path | None:
    """The folder that the clinic's settings name."""
    with looking(source.folder / CHART, source.key) as chart:
        found = chart.execute("SELECT backup_folder FROM clinic").fetchone()
    return Path(found[0]).resolve() if found is not None and found[0] else None
