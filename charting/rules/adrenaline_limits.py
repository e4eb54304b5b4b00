"""How much adrenaline in all the doses together, against its own limits (clinical.md 4.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.adrenaline import ANAPHYLAXIS, DENOMINATORS, mcg, mcg_per_ml, normal_ratio
from charting.rules.exact import round_down
from charting.rules.given import INJECTED, Given
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, Verdict
from charting.words import _

SOURCE = "S49; secondary: JCDA Oasis, formulary text"


@dataclass(frozen=True, slots=True)
class AdrenalineTotal:
    """Micrograms in all, or None with `missing`; `at_least` is what is known of it.

    `soft_mcg` is the limit that warns, `hard_mcg` the one that blocks, `limit_text` and `working` the sums in words.
    """

    mcg: Decimal | None
    at_least: Decimal
    soft_mcg: Decimal
    hard_mcg: Decimal
    limit_text: str
    working: str
    missing: str
    verdicts: tuple[Verdict, ...]

    def text(self) -> str:
        """Such as “50 mcg of 200 mcg”."""
        if self.mcg is None:
            return _("not computable ({why})").format(why=self.missing)
        return _("{mcg} mcg of {limit} mcg").format(mcg=show_decimal(self.mcg), limit=show_decimal(self.soft_mcg))

    def room_ml(self, ratio: str) -> Decimal | None:
        """mL of a ratio up to the warning limit, rounded down to 0.1; None if unknown. Raises KeyError for a ratio."""
        strength = mcg_per_ml(ratio)
        if self.mcg is None or strength == 0:
            return None
        return max(round_down((self.soft_mcg - self.mcg) / strength), Decimal(0))


def adrenaline_total(
    doses: Iterable[Given],
    dosing_kg: Decimal | None,
    cardiac: bool | None,
    phaeochromocytoma: bool | None,
    book: Rulebook,
) -> AdrenalineTotal:
    """The adrenaline of all injections. Heart disease not asked about counts by the limits of heart disease."""
    used = [dose for dose in doses if dose.source == INJECTED and dose.ratio != "none"]
    at_least, parts, missing = Decimal(0), [], ""
    for dose in used:
        if dose.ratio is None or dose.volume_ml is None or dose.ratio not in DENOMINATORS:
            missing = _("a dose lacks its ratio or volume")
        else:
            at_least += mcg(dose.ratio, dose.volume_ml)
            parts.append(f"{show_decimal(mcg_per_ml(dose.ratio))} × {show_decimal(dose.volume_ml)}")
    soft, hard, words = _limits(dosing_kg, cardiac, book)
    verdicts = [*_ampoule(used), *_phaeochromocytoma(at_least, phaeochromocytoma)]
    verdicts += _over(at_least, soft, hard, words, cardiac)
    if any(dose.ratio == "1:50000" for dose in used):
        verdicts.append(_strong())
    total = None if missing else at_least
    return AdrenalineTotal(total, at_least, soft, hard, words, " + ".join(parts) or "0", missing, tuple(verdicts))


def _limits(dosing_kg: Decimal | None, cardiac: bool | None, book: Rulebook) -> tuple[Decimal, Decimal, str]:
    if cardiac is not False:
        soft, hard = book.value("adrenaline_soft_cardiac_mcg"), book.value("adrenaline_hard_cardiac_mcg")
        whom = _("heart disease or interacting medicine") if cardiac else _("heart disease not asked about")
        words = _("{soft} mcg, never above {hard} mcg ({whom})")
        return soft, hard, words.format(soft=show_decimal(soft), hard=show_decimal(hard), whom=whom)
    soft, hard = book.value("adrenaline_soft_mcg"), book.value("adrenaline_hard_mcg")
    rate = book.value("adrenaline_soft_mcg_per_kg")
    if dosing_kg is not None and rate * dosing_kg < soft:
        words = _("{rate} mcg/kg × {kg} kg = {soft} mcg, never above {hard} mcg")
        soft = round_down(rate * dosing_kg)
        rate_text, kg_text = show_decimal(rate), show_decimal(dosing_kg)
        return soft, hard, words.format(rate=rate_text, kg=kg_text, soft=show_decimal(soft), hard=show_decimal(hard))
    words = _("{soft} mcg, never above {hard} mcg")
    return soft, hard, words.format(soft=show_decimal(soft), hard=show_decimal(hard))


def _over(mcg_given: Decimal, soft: Decimal, hard: Decimal, words: str, cardiac: bool | None) -> list[Verdict]:
    if mcg_given <= min(soft, hard):
        return []
    level = BLOCK_O if mcg_given > hard else WARN
    step = _("No more adrenaline. A prescriber may override, with a reason.") if level is BLOCK_O else ""
    heart = {True: _("yes"), False: _("no"), None: _("not asked")}[cardiac]
    return [
        Verdict(
            level,
            "adrenaline.total",
            _("Adrenaline {mcg} mcg").format(mcg=show_decimal(mcg_given)),
            _("limit {words}").format(words=words),
            step or _("Go on without adrenaline, or with a weaker solution."),
            ((_("adrenaline"), f"{show_decimal(mcg_given)} mcg"), (_("heart disease or interaction"), heart)),
            SOURCE,
        )
    ]


def _ampoule(used: list[Given]) -> list[Verdict]:
    if not any(dose.ratio is not None and normal_ratio(dose.ratio) == ANAPHYLAXIS for dose in used):
        return []
    return [
        Verdict(
            BLOCK_H,
            "adrenaline.ampoule",
            _("Adrenaline 1:1 000 is the ampoule for anaphylaxis"),
            _("1 mg in each mL; it is never infiltrated"),
            _("Read the label again."),
            ((_("ratio"), ANAPHYLAXIS),),
            "4.5",
        )
    ]


def _phaeochromocytoma(mcg_given: Decimal, known: bool | None) -> list[Verdict]:
    if known is not True or mcg_given == 0:
        return []
    return [
        Verdict(
            BLOCK_H,
            "adrenaline.phaeochromocytoma",
            _("No adrenaline in phaeochromocytoma"),
            _("it may set off a crisis of blood pressure"),
            _("Choose a plain solution."),
            ((_("adrenaline"), f"{show_decimal(mcg_given)} mcg"),),
            "K (C35)",
        )
    ]


def _strong() -> Verdict:
    return Verdict(
        WARN,
        "adrenaline.strong",
        _("Adrenaline 1:50 000"),
        _("stronger than the usual ratios"),
        _("Read the label again."),
        ((_("ratio"), "1:50000"),),
        "4.1",
    )
