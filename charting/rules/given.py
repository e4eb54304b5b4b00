"""Doses as the ledger counts them, injected and taken up through the skin, and which of them still count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from charting.catalogue import agent, topical
from charting.rulebook import Rulebook
from charting.rules.adrenaline import contains_adrenaline
from charting.rules.dosing import dose_mg, mg_per_ml, topical_mg
from charting.rules.topical_rules import absorbed_fraction, absorbed_mg, used_as_labelled

INJECTED, TOPICAL = "injected", "topical"


@dataclass(frozen=True, slots=True)
class Given:
    """One drug of one dose. `mg` is what counts, None while it is unknown; `at` carries its offset.

    `agent` is the name that was recorded, `source` is `injected` or `topical`. Of an injection `volume_ml`,
    `mg_per_ml` and the adrenaline `ratio` are kept for the sum; of a product `applied_mg` and the `absorbed` share.
    """

    agent: str
    drug: str
    mg: Decimal | None
    at: datetime | None = None
    source: str = INJECTED
    with_adrenaline: bool | None = None
    visit_id: str = ""
    volume_ml: Decimal | None = None
    mg_per_ml: Decimal | None = None
    ratio: str | None = None
    applied_mg: Decimal | None = None
    absorbed: Decimal | None = None
    as_labelled: bool = False


def injected(
    name: str | None,
    percent: Decimal | None,
    volume_ml: Decimal | None,
    ratio: str | None,
    *,
    at: datetime | None = None,
    visit_id: str = "",
) -> Given:
    """Injected: `volume_ml` mL at `percent` %; `ratio` as `1:200000` or `none`. Raises ValueError at or below 0."""
    named = (name or "").strip()
    listed = agent(named)
    return Given(
        agent=listed.name if listed else named,
        drug=listed.drug if listed else named.casefold(),
        mg=None if percent is None or volume_ml is None else dose_mg(percent, volume_ml),
        at=at,
        with_adrenaline=None if ratio is None else contains_adrenaline(ratio),
        visit_id=visit_id,
        volume_ml=volume_ml,
        mg_per_ml=None if percent is None else mg_per_ml(percent),
        ratio=ratio,
    )


def applied(
    product: str | None,
    strengths_mg_per_g: Mapping[str, Decimal],
    applied_g: Decimal | None,
    area_cm2: Decimal | None,
    skin_intact: bool | None,
    book: Rulebook,
    *,
    at: datetime | None = None,
    visit_id: str = "",
) -> tuple[Given, ...]:
    """A topical product, one line for each of its drugs (TR6); without a strength, one line that counts nothing."""
    listed = topical(product)
    name = listed.name if listed else (product or "").strip()
    labelled = used_as_labelled(listed, applied_g, area_cm2, skin_intact, book)
    absorbed = absorbed_fraction(skin_intact, book)
    if not strengths_mg_per_g:
        return (Given(name, "", None, at, TOPICAL, visit_id=visit_id),)
    return tuple(
        Given(
            agent=name,
            drug=drug,
            mg=None if applied_g is None else absorbed_mg(strength, applied_g, skin_intact, book),
            at=at,
            source=TOPICAL,
            visit_id=visit_id,
            applied_mg=None if applied_g is None else topical_mg(strength, applied_g),
            absorbed=absorbed,
            as_labelled=labelled,
        )
        for drug, strength in strengths_mg_per_g.items()
    )


def still_counting(doses: Iterable[Given], visit_id: str, moment: datetime, book: Rulebook) -> tuple[Given, ...]:
    """The doses of this visit, and those of other visits within the window around `moment`.

    A dose of this visit counts whatever its time says, and one without a time always: a slip of the clock must not
    take a dose out of the sum. Hours are counted in UTC. Raises ValueError for a time without its offset.
    """
    window = timedelta(hours=float(book.value("window_h")))
    return tuple(
        dose
        for dose in doses
        if dose.visit_id == visit_id or dose.at is None or abs(_utc(moment) - _utc(dose.at)) <= window
    )


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset")
    return moment.astimezone(UTC)
