"""In which folder each kind of file was last looked for or saved on this computer; nothing depends on it."""

import json
from pathlib import Path

_FILE = "folders.json"


def folder_for(kind: str) -> Path | None:
    """The folder used last for this kind of file; None where there was none, or it is not there now."""
    said = _read().get(kind)
    folder = Path(said) if said else None
    try:
        return folder if folder is not None and folder.is_absolute() and folder.is_dir() else None
    except OSError:
        return None


def remember_folder(kind: str, folder: Path) -> None:
    """Keep the folder. Where that cannot be written the next time begins in the usual one."""
    try:
        _place().parent.mkdir(parents=True, exist_ok=True)
        _place().write_text(json.dumps(_read() | {kind: str(folder.absolute())}, indent=1), encoding="utf-8")
    except OSError:
        return


def _read() -> dict[str, str]:
    try:
        said = json.loads(_place().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {kind: at for kind, at in said.items() if isinstance(at, str)} if isinstance(said, dict) else {}


def _place() -> Path:
    from platformdirs import user_config_path

    return user_config_path("Rootline", appauthor=False) / _FILE
