"""In which folder each kind of file was last looked for or saved on this computer; nothing depends on it."""

from pathlib import Path

from charting.local_choices import keep, kept

_FILE = "folders.json"


def folder_for(kind: str) -> Path | None:
    """The folder used last for this kind of file; None where there was none, or it is not there now."""
    said = kept(_FILE).get(kind)
    folder = Path(said) if isinstance(said, str) and said else None
    try:
        return folder if folder is not None and folder.is_absolute() and folder.is_dir() else None
    except OSError:
        return None


def remember_folder(kind: str, folder: Path) -> None:
    """Keep the folder. Where that cannot be written the next time begins in the usual one."""
    try:
        keep(_FILE, kept(_FILE) | {kind: str(folder.absolute())})
    except OSError:
        return
