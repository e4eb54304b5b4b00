"""Recorded allergies against what a dose contains, by class (clinical.md C29, H-15)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.rulebook import FOLDER
from charting.rules.verdict import BLOCK_H, WARN, Verdict
from charting.text_files import text_file
from charting.words import _

SOURCE = "S49, S29 (C29, H-15)"
KINDS = ("amide", "ester")
RULED_OUT = (*KINDS, "all", "paraben", "sulphite", "adrenaline")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dose or product contains. None where it is not recorded.

    `preservative` and `container` are the codes of the dose: `free`, `methylparaben`, `other`; `vial_multi`, ...
    """

    name: str
    drugs: tuple[str, ...]
    with_adrenaline: bool | None = False
    preservative: str | None = "free"
    container: str | None = None


@dataclass(frozen=True, slots=True)
class AllergyClass:
    """One entry of the list: its words, and the class they rule out."""

    id: str
    label: str
    rules_out: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllergyList:
    """The drugs and classes known by name."""

    version: str
    drugs: tuple[AllergyClass, ...]
    classes: tuple[AllergyClass, ...]

    def kind(self, drug: str) -> str | None:
        """`amide` or `ester`; None for a drug that is not listed."""
        return next((entry.rules_out for entry in self.drugs if entry.id == drug), None)


@cache
def allergy_list(folder: Path = FOLDER) -> AllergyList:
    """The list of resources/rules/allergy_classes.toml. Raises Known, naming the entry, when it cannot be used."""
    top = text_file(folder / "allergy_classes.toml")
    return AllergyList(
        top.text("rules_version"),
        tuple(
            AllergyClass(e.text("id"), e.text("id"), e.one_of("kind", KINDS), e.words("words"))
            for e in top.entries("drug")
        ),
        tuple(
            AllergyClass(e.text("id"), e.text("label"), e.one_of("rules_out", RULED_OUT), e.words("words"))
            for e in top.entries("class")
        ),
    )


def allergy_verdicts(status: str | None, allergies: Iterable[str], contents: Contents) -> tuple[Verdict, ...]:
    """Blocks without override for what the recorded allergies rule out.

    `status` is the patient's answer on allergies: `known`, `none_known`, `not_asked`, `unavailable` or None. An allergy
    whose words are not listed says nothing here. A named drug rules out the drugs of its class.
    """
    listed = allergy_list()
    texts = [text for text in allergies if text.strip()]
    found = [] if texts or status == "none_known" else [_not_recorded(contents)]
    for text in texts:
        folded = _fold(text)
        named = [entry for entry in (*listed.drugs, *listed.classes) if _holds(folded, entry)]
        found += _by_class(text, named, contents, listed)
        for entry in named:
            found += _by_content(text, entry, contents)
    return tuple(dict.fromkeys(found))


def _by_class(text: str, named: list[AllergyClass], contents: Contents, listed: AllergyList) -> list[Verdict]:
    """The first match that rules out a drug of the contents: the same drug before its class."""
    for drug in contents.drugs:
        kind = listed.kind(drug)
        for entry in sorted(named, key=lambda one: one.id != drug):
            if entry.id == drug:
                return [_block(text, contents, _("it contains {drug}").format(drug=drug))]
            if entry.rules_out == "all":
                return [_block(text, contents, _("it is a local anaesthetic; the class of the allergy is not known"))]
            if entry.rules_out in KINDS and kind in {entry.rules_out, None}:
                shown = _("{drug} is an {kind}, as {allergy}") if kind else _("the class of {drug} is not known")
                return [_block(text, contents, shown.format(drug=drug, kind=kind, allergy=entry.label))]
    return []


def _by_content(text: str, entry: AllergyClass, contents: Contents) -> list[Verdict]:
    if entry.rules_out == "paraben":
        if contents.preservative == "methylparaben":
            return [_block(text, contents, _("it is preserved with parabens"))]
        if contents.preservative is None and contents.container == "vial_multi":
            return [_block(text, contents, _("multi-dose vials hold methylparaben, 1 mg/mL"))]
        if contents.preservative is None:
            return [_ask(text, contents, _("whether it is preserved with parabens is not recorded"))]
    if entry.rules_out in {"sulphite", "adrenaline"}:
        if contents.with_adrenaline is True:
            why = _("solutions with adrenaline hold sodium metabisulphite, 0.5 mg/mL")
            return [_block(text, contents, why if entry.rules_out == "sulphite" else _("it contains adrenaline"))]
        if contents.with_adrenaline is None:
            return [_ask(text, contents, _("whether it contains adrenaline is not recorded"))]
    return []


def _block(text: str, contents: Contents, why: str) -> Verdict:
    what = _("Allergy: {allergy}. Not {product}").format(allergy=text.strip(), product=contents.name)
    step = _("Choose an agent of another class, or go without.")
    return Verdict(BLOCK_H, "allergy.class", what, why, step, _inputs(text, contents), SOURCE)


def _ask(text: str, contents: Contents, why: str) -> Verdict:
    what = _("Allergy: {allergy}. Check {product}").format(allergy=text.strip(), product=contents.name)
    return Verdict(WARN, "allergy.check", what, why, _("Read the label."), _inputs(text, contents), SOURCE)


def _not_recorded(contents: Contents) -> Verdict:
    return Verdict(
        WARN,
        "allergy.not_recorded",
        _("Allergies are not recorded"),
        _("{product} cannot be checked against them").format(product=contents.name),
        _("Ask, and write down what the patient says."),
        ((_("product"), contents.name),),
        "H-15",
    )


def _inputs(text: str, contents: Contents) -> tuple[tuple[str, str], ...]:
    return ((_("allergy"), text.strip()), (_("product"), contents.name))


def _holds(folded: str, entry: AllergyClass) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(_fold(word))}(?!\w)", folded) for word in entry.words)


def _fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())
