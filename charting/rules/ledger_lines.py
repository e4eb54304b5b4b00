"""The lines of the dose ledger: one for each limit that doses count on (clinical.md 4.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from charting.catalogue import Agent, agent
from charting.results import show_decimal
from charting.rules.exact import decimal_of, show_share
from charting.rules.given import INJECTED, TOPICAL, Given
from charting.rules.max_dose import Maximum, Terms, limiting_agent, maximum
from charting.words import _


@dataclass(frozen=True, slots=True)
class Line:
    """What counts on one limit. `earlier` marks doses of another visit that still count.

    `counts_mg` is None while a dose of it is unknown, `exact` and `share` also while there is no limit: `missing`
    then says why. `floor` is the part of the share that is certain all the same.
    """

    name: str
    drug: str
    source: str
    earlier: bool
    doses: tuple[Given, ...]
    worked_from: str
    counts_mg: Decimal | None
    known_mg: Decimal
    maximum: Maximum
    exact: Fraction | None
    floor: Fraction
    missing: str

    @property
    def share(self) -> Decimal | None:
        """The share of the limit as a plain ratio."""
        return None if self.exact is None else decimal_of(self.exact)

    @property
    def limit_text(self) -> str:
        """The limit as a sum, or why there is none."""
        if self.maximum.missing and self.maximum.text:
            return f"{self.maximum.text} ({self.maximum.missing})"
        return self.maximum.text or self.maximum.missing

    def share_text(self) -> str:
        """The share in per cent, or words."""
        return _("not computable") if self.share is None else show_share(self.share)

    def sum_text(self) -> str:
        """The whole line as one sum."""
        if self.counts_mg is None or self.share is None or self.maximum.mg is None:
            return _("{name}: not computable ({why})").format(name=self.name, why=self.missing)
        return _("{name}: {worked} = {mg} mg; limit {limit}; {mg} ÷ {most} = {share}").format(
            name=self.name,
            worked=self.worked_from,
            mg=show_decimal(self.counts_mg),
            limit=self.limit_text,
            most=show_decimal(self.maximum.mg),
            share=show_decimal(self.share, 4),
        )


def ledger_lines(doses: Iterable[Given], visit_id: str, terms: Terms) -> tuple[Line, ...]:
    """The lines in the order their first doses were recorded."""
    groups: dict[tuple[bool, str, str, str], list[Given]] = {}
    for dose in doses:
        entry = _entry(dose)
        name = entry.name if entry is not None and dose.source == INJECTED else dose.drug or dose.agent
        groups.setdefault((dose.visit_id != visit_id, dose.source, name, dose.drug), []).append(dose)
    return tuple(
        _line(name, drug, source, earlier, members, terms) for (earlier, source, name, drug), members in groups.items()
    )


def _entry(dose: Given) -> Agent | None:
    """The catalogue entry whose limit a dose counts on: for a topical drug the plain solution."""
    return agent(dose.drug) if dose.source == TOPICAL else limiting_agent(dose.agent, dose.with_adrenaline)


def _line(name: str, drug: str, source: str, earlier: bool, doses: Sequence[Given], terms: Terms) -> Line:
    entry = _entry(doses[0])
    most = maximum(entry, terms) if entry else _unlisted(name)
    known = sum((dose.mg for dose in doses if dose.mg is not None), Decimal(0))
    unknown = any(dose.mg is None for dose in doses)
    exact = None if unknown or not most.mg else Fraction(known) / Fraction(most.mg)
    bound = most.mg or most.cap_mg
    return Line(
        name=_shown(name, source, earlier),
        drug=drug,
        source=source,
        earlier=earlier,
        doses=tuple(doses),
        worked_from=_topical_sum(doses) if source == TOPICAL else _injected_sum(doses),
        counts_mg=None if unknown else known,
        known_mg=known,
        maximum=most,
        exact=exact,
        floor=Fraction(known) / Fraction(bound) if bound else Fraction(0),
        missing=", ".join(filter(None, (_lacking(doses, source) if unknown else "", most.missing))),
    )


def _shown(name: str, source: str, earlier: bool) -> str:
    shown = name[:1].lower() + name[1:] if name else _("drug not named")
    if source == TOPICAL:
        shown = _("{drug}, topical").format(drug=shown)
    return _("{drug}, earlier visit").format(drug=shown) if earlier else shown


def _unlisted(name: str) -> Maximum:
    return Maximum(
        name,
        None,
        None,
        None,
        "",
        _("{drug} is no drug of the list").format(drug=name) if name else _("drug not named"),
    )


def _lacking(doses: Sequence[Given], source: str) -> str:
    if source == INJECTED:
        return _("a dose lacks strength or volume")
    if any(dose.applied_mg is None for dose in doses):
        return _("strength or amount missing")
    return _("whether the skin was intact is not answered")


def _injected_sum(doses: Sequence[Given]) -> str:
    volumes: dict[Decimal, Decimal] = {}
    for dose in doses:
        if dose.mg is not None and dose.mg_per_ml is not None and dose.volume_ml is not None:
            volumes[dose.mg_per_ml] = volumes.get(dose.mg_per_ml, Decimal(0)) + dose.volume_ml
    parts = [f"{show_decimal(ml)} mL × {show_decimal(strength)} mg/mL" for strength, ml in volumes.items()]
    parts += [f"{show_decimal(dose.mg)} mg" for dose in doses if dose.mg is not None and dose.mg_per_ml is None]
    return " + ".join(parts)


def _topical_sum(doses: Sequence[Given]) -> str:
    amounts: dict[Decimal, Decimal] = {}
    for dose in doses:
        if dose.applied_mg is not None and dose.absorbed is not None:
            amounts[dose.absorbed] = amounts.get(dose.absorbed, Decimal(0)) + dose.applied_mg
    parts = [f"{show_decimal(mg)} mg × {show_decimal(share)}" for share, mg in amounts.items()]
    return _("{sum} absorbed").format(sum=" + ".join(parts)) if parts else ""
