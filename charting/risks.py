"""The risk table as told to patients: each risk under its frequency word (clinical.md 3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from charting.text_files import RESOURCES, Passage, text_file
from charting.text_shapes import RISKS
from charting.text_source import Source
from charting.texts import CONSENT_LANGUAGE, shipped, sound
from charting.words import _

_CATALOGUE = RESOURCES / "catalogue" / "risks.toml"


@dataclass(frozen=True, slots=True)
class Frequency:
    """A frequency word with its range; `part` is `expected` or `serious`."""

    code: str
    label: str
    range: str
    part: str


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk; `devices` limits it to device types such as `rf_mn`."""

    frequency: str
    passage: Passage
    devices: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Risks:
    """The risk table."""

    version: str
    frequencies: tuple[Frequency, ...]
    risks: tuple[Risk, ...]

    def rows(
        self, part: str, kind: str, procedures: Iterable[str], device_type: str | None = None
    ) -> list[tuple[Frequency, list[str]]]:
        """The frequencies of one part, each with the texts that concern this visit; empty ones are left out."""
        agreed = tuple(procedures)
        found = []
        for frequency in self.frequencies:
            texts = [
                risk.passage.text
                for risk in self.risks
                if risk.frequency == frequency.code
                and risk.passage.fits(kind, agreed)
                and (not risk.devices or device_type in risk.devices)
            ]
            if frequency.part == part and texts:
                found.append((frequency, texts))
        return found


@cache
def risk_table(language: str = CONSENT_LANGUAGE) -> Risks:
    """The shipped risk table in the words of a language. Raises `Known` when a file is missing or wrong."""
    source = sound(shipped(RISKS, language), "risks.md")
    words = {item.id for part in source.parts for item in part.items} | {part.id for part in source.parts}
    for key, name in (("frequency", "code"), ("risk", "id")):
        for entry in text_file(_CATALOGUE).entries(key):
            if entry.text(name) not in words:
                raise entry.wrong(_("risks.md has no {{#{name}}}").format(name=entry.text(name)))
    return risks_of(source)


@cache
def risks_of(source: Source) -> Risks:
    """The risk table in the words of one text, older perhaps than the catalogue: what it does not name is not told."""
    top = text_file(_CATALOGUE)
    parts = {part.id: part for part in source.parts}
    words = {item.id: (part.id, item.text) for part in source.parts for item in part.items}
    frequencies = tuple(
        Frequency(code, parts[code].title, parts[code].instruction, e.one_of("part", ("expected", "serious")))
        for e in top.entries("frequency")
        if (code := e.text("code")) in parts
    )
    risks = tuple(
        Risk(
            words[name][0],
            Passage(name, words[name][1], e.kinds(), e.words("procedures")),
            e.words("devices"),
            e.text("source"),
        )
        for e in top.entries("risk")
        if (name := e.text("id")) in words
    )
    return Risks(top.text("catalogue_version"), frequencies, risks)
