"""The words of the sheet on needling at home: printed only to reduce harm, never as advice (clinical.md 8.6)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.text_files import TEXTS, text_file


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its strong first words and what follows."""

    id: str
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class HomeText:
    """The sheet. `frame_lead` and `frame` say that nothing here is recommended; `signs` are reasons to stop."""

    template_id: str
    version: str
    title: str
    lead: str
    frame_lead: str
    frame: str
    headings: dict[str, str]
    rules: tuple[Rule, ...]
    signs: tuple[str, ...]


@cache
def home_text(language: str = "en", folder: Path = TEXTS) -> HomeText:
    """The sheet of a language, or the English one. Raises `Known` when its file is missing or wrong."""
    own = folder / language / "home_needling.toml"
    top = text_file(own if own.is_file() else folder / "en" / "home_needling.toml")
    frame, headings = top.inner("frame"), top.inner("headings")
    return HomeText(
        template_id=top.text("template_id"),
        version=top.text("version"),
        title=top.text("title"),
        lead=top.text("lead"),
        frame_lead=frame.text("lead"),
        frame=frame.text("text"),
        headings={name: headings.text(name) for name in ("rules", "stop")},
        rules=tuple(Rule(e.text("id"), e.text("lead"), e.text("text")) for e in top.entries("rule")),
        signs=tuple(e.text("text") for e in top.entries("sign")),
    )
