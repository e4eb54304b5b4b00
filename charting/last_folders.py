"""In which folder each clinic last looked for or saved each kind of file on this computer; nothing depends on it."""

from pathlib import Path

from charting.local_choices import keep, kept

_FILE = "folders.json"
_MOST = 100
"""So many are remembered, so that clinics that are gone do not fill the file."""


def folder_for(kind: str, clinic: str = "") -> Path | None:
    """The folder a clinic used last for this kind of file; None where there was none, or it is not there now.

    `clinic` is its series (`charting.store.series`), blank where none is open.
    """
    said = kept(_FILE).get(_name(kind, clinic))
    folder = Path(said) if isinstance(said, str) and said else None
    try:
        return folder if folder is not None and folder.is_absolute() and folder.is_dir() else None
    except OSError:
        return None


def remember_folder(kind: str, folder: Path, clinic: str = "") -> None:
    """Keep the folder. Where that cannot be written the next time begins in the usual one."""
    name = _name(kind, clinic)
    others = [(known, said) for known, said in kept(_FILE).items() if known != name]
    try:
        keep(_FILE, {**dict(others[1 - _MOST :]), name: str(folder.absolute())})
    except OSError:
        return


def _name(kind: str, clinic: str) -> str:
    return f"{clinic}/{kind}"
