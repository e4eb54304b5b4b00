"""The catalogues of resources/locale, for whoever translates: `main.py words` brings them up to the source.

Every message of the whole interface is found: what the source looks up, and what is declared as a label, a choice, a
unit or a question. A catalogue keeps what it translates and drops what is said nowhere any more; with a language named
it takes up everything still to be translated. The compiled file beside it is the one that is read at run time.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from charting import __version__
from charting.words import DOMAIN, LOCALE

ROOT = Path(__file__).resolve().parents[1]
_SOURCES = ("charting", "ui")
_KEYWORDS = {"_": None, "translate": None, "marked": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_WIDTH = 120


def whole_interface() -> Catalog:
    """Every message there is to translate, with the files that say it."""
    found = _empty("en")
    for folder in _SOURCES:
        for file, line, message, _notes, context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=_KEYWORDS
        ):
            found.add(message, locations=[(f"{folder}/{file}", line)], context=context)
    for module, message in declared():
        found.add(message, locations=[(module.replace(".", "/") + ".py", 1)])
    return found


def declared() -> Iterator[tuple[str, str]]:
    """What is declared instead of looked up: module and message."""
    from charting.catalogue_screening import screening_rows
    from charting.choices import Choices
    from charting.fields import fields_of, lines_of
    from charting.records.base import Record
    from charting.units import Unit

    modules = list(_modules())
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Choices):
                yield from ((module.__name__, choice.label) for choice in value)
            elif isinstance(value, Unit):
                yield module.__name__, value.label
    for mapper in Record.registry.mappers:
        model = mapper.class_
        yield model.__module__, model.title
        for field in fields_of(model).values():
            warns = getattr(field, "warns", {})
            yield from ((model.__module__, words) for words in (field.label, field.help, *warns.values()) if words)
        for rows in lines_of(model).values():
            yield from ((model.__module__, words) for words in (rows.label, rows.row))
    for row in screening_rows().values():
        yield "charting.catalogue_screening", row.question


def _modules() -> Iterator[ModuleType]:
    import charting

    for found in pkgutil.walk_packages(charting.__path__, "charting."):
        if ".store.migrations" not in found.name and found.name != __name__:
            yield importlib.import_module(found.name)


def read_catalogue(language: str, folder: Path = LOCALE) -> Catalog:
    """The words of a language as they are written down; an empty catalogue where there are none yet."""
    file = folder / language / f"{DOMAIN}.po"
    if not file.is_file():
        return _empty(language)
    with file.open("rb") as words:
        return read_po(words, locale=language, charset="utf-8")


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Rootline",
        version=__version__,
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        charset="utf-8",
        fuzzy=False,
    )


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as it is read at run time; the same words give the same bytes."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def bring_up(language: str, interface: Catalog, folder: Path = LOCALE, *, whole: bool = False) -> tuple[int, int]:
    """Write the catalogue of a language anew, source and compiled: how many messages are translated, of how many.

    `whole` takes up the messages nobody has translated yet.
    """
    kept = read_catalogue(language, folder)
    fresh = _empty(language)
    fresh.header_comment = kept.header_comment
    translated = 0
    for message in interface:
        if not message.id:
            continue
        known = kept.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        said = known.string if known is not None else None
        done = bool(said) and (isinstance(said, str) or all(said or ()))
        translated += done
        if done or whole:
            files = sorted({(file, 1) for file, _line in message.locations})
            fresh.add(message.id, said if done else None, context=message.context, locations=files)
    fresh.creation_date = fresh.revision_date = kept.creation_date
    place = folder / language
    place.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, fresh, width=_WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
    (place / f"{DOMAIN}.po").write_bytes(out.getvalue())
    (place / f"{DOMAIN}.mo").write_bytes(compiled(fresh))
    return translated, sum(1 for message in interface if message.id)


def update(language: str = "", folder: Path = LOCALE) -> list[str]:
    """Bring up every catalogue, or the one named with everything still to be translated; a line about each."""
    interface = whole_interface()
    wanted = [language] if language else sorted(file.parent.name for file in folder.glob(f"*/{DOMAIN}.po"))
    lines = []
    for one in wanted:
        done, of = bring_up(one, interface, folder, whole=bool(language))
        lines.append(f"{one}: {done} of {of} messages translated")
    return lines
