"""The words of the sheet on needling at home: printed only to reduce harm, never as advice (clinical.md 8.6)."""

from dataclasses import dataclass

from charting.text_source import Item, Source


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its strong first words and what follows. `{names}` in both are filled in."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class HomeText:
    """The sheet. `frame` says that nothing here is recommended; `signs` are reasons to stop."""

    template_id: str
    version: str
    title: str
    lead: str
    frame: Rule
    headings: dict[str, str]
    rules: tuple[Rule, ...]
    signs: tuple[str, ...]


def home_of(source: Source) -> HomeText:
    """The sheet from its source, which must be sound."""
    frame, rules, stop = (_items(source, name) for name in ("frame", "rules", "stop"))
    titles = {name: part.title for name in ("rules", "stop") if (part := source.part(name)) is not None}
    return HomeText(
        source.template,
        source.version,
        source.title,
        source.lead,
        _rule(frame[0]),
        titles,
        tuple(_rule(item) for item in rules),
        tuple(item.text for item in stop),
    )


def _items(source: Source, name: str) -> tuple[Item, ...]:
    part = source.part(name)
    return part.items if part is not None else ()


def _rule(item: Item) -> Rule:
    return Rule(*item.led())
