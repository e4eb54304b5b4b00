"""Where a clinic is kept."""

from pathlib import Path

PRACTICE = "practice"


def clinic_folder(data: Path | None, practice: bool) -> Path:
    """The folder of the clinic: `data`, or the platform's user data folder; the practice clinic lies apart within."""
    if data is None:
        from platformdirs import user_data_path

        data = user_data_path("Rootline", appauthor=False)
    return data / PRACTICE if practice else data
