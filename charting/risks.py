"""The risk table as told to patients: each risk under its frequency word (clinical.md 3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.text_files import RESOURCES, Passage, text_file


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
def risk_table(folder: Path = RESOURCES / "catalogue") -> Risks:
    """The risk table. Raises `Known` when its file is missing or wrong."""
    top = text_file(folder / "risks.toml")
    frequencies = tuple(
        Frequency(e.text("code"), e.text("label"), e.text("range", ""), e.one_of("part", ("expected", "serious")))
        for e in top.entries("frequency")
    )
    codes = [frequency.code for frequency in frequencies]
    risks = tuple(
        Risk(e.one_of("frequency", codes), e.passage(), e.words("devices"), e.text("source"))
        for e in top.entries("risk")
    )
    return Risks(top.text("catalogue_version"), frequencies, risks)
