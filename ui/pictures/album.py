"""The command `pictures`: a practice clinic, one process for each look, and a page that shows them all."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from html import escape
from pathlib import Path

from charting.errors import Known
from charting.words import _
from ui.pictures.sizes import LOOKS, SCREEN, Look

MOMENT = "2026-11-21T14:02:00"
"""The day and time on every picture, so that two runs show the same."""
_AT_ONCE = 2


def make_pictures(to: Path) -> list[str]:
    """Write the pictures of every look into folders of `to`, and an index page; return what was written, in words.

    Raises Known when a look could not be taken.
    """
    with tempfile.TemporaryDirectory() as place:
        practice = practice_clinic(Path(place) / "practice")
        with ThreadPoolExecutor(_AT_ONCE) as workers:
            told = list(workers.map(lambda look: _take(look, practice, to), LOOKS))
    page = to / "index.html"
    page.write_text(_index(told[0], to), "utf-8")
    count = sum(len(list((to / look.name).glob("*.png"))) for look in LOOKS)
    return [_("{count} pictures, shown on {page}").format(count=count, page=page)]


def practice_clinic(folder: Path, moment: str = MOMENT) -> Path:
    """A new practice clinic in `folder`, closed. Returns `folder`."""
    from charting.practice.clinic import open_practice

    open_practice(folder, datetime.fromisoformat(moment).astimezone()).close()
    return folder


def _take(look: Look, practice: Path, to: Path) -> list[tuple[str, str, str]]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(look.percent / 100)}
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "ui.pictures.camera", look.name, str(practice), str((to / look.name).absolute())]
    done = subprocess.run(
        [*command, MOMENT], cwd=root, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [""]
        raise Known(_("The pictures {look} were not taken: {reason}").format(look=look.name, reason=said[-1]))
    lines = [tuple(line.split("\t")) for line in done.stdout.splitlines() if line.count("\t") == 2]
    return [(chapter, name, title) for chapter, name, title in lines]


def _index(stops: list[tuple[str, str, str]], to: Path) -> str:
    return "\n".join(_lines(stops, to))


def _lines(stops: list[tuple[str, str, str]], to: Path) -> Iterator[str]:
    yield "<!DOCTYPE html><meta charset='utf-8'><title>Rootline</title>"
    yield "<style>body{font:15px sans-serif;margin:24px}figure{display:inline-block;margin:0 8px 8px 0}"
    yield "img{width:300px;border:1px solid silver;display:block}figcaption{font-size:12px}</style>"
    yield f"<h1>{escape(_('Every screen of Rootline'))}</h1>"
    words = _("A screen of {width} × {height} dots, everybody in the pictures is made up.")
    yield f"<p>{escape(words.format(width=SCREEN[0], height=SCREEN[1]))}</p>"
    before = ""
    for chapter, name, title in stops:
        if chapter != before:
            yield f"<h2>{escape(chapter)}</h2>"
            before = chapter
        yield f"<h3>{escape(title)}</h3>"
        for look in LOOKS:
            for kind in ("", "-whole"):
                file = f"{look.name}/{name}{kind}.png"
                if (to / file).exists():
                    yield f"<figure><a href='{file}'><img loading='lazy' src='{file}' alt=''></a>"
                    yield f"<figcaption>{look.name}{kind}</figcaption></figure>"
