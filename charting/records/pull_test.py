"""The pull test: hairs grasped, hairs that came out, by the traditional and the newer rule (clinical.md 1.4)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.fields import field
from charting.findings import Finding, Level
from charting.kinds import Number, OneOf
from charting.ranges import at_least, between
from charting.records.base import Line
from charting.results import Result, show_decimal
from charting.rules.hair_count import positive_newer, positive_traditional, pulled_share_pct
from charting.units import HAIRS, PERCENT
from charting.words import _

if TYPE_CHECKING:
    from charting.records.outcome import Outcome

PULL_SITES = Choices(
    "pull_site",
    ("frontal", "Frontal"),
    ("vertex", "Vertex"),
    ("parietal_L", "Parietal left"),
    ("parietal_R", "Parietal right"),
    ("occipital", "Occipital"),
)
PULL_RULES = Choices(
    "pull_rule", ("traditional", "Traditional: more than 10 % of the hairs"), ("newer", "Newer: more than 2 hairs")
)


def no_more_than_grasped(test: Any, _context: Context) -> Iterator[Finding]:
    """No more hairs can come out than were grasped."""
    if (
        test.hairs_grasped is not None
        and test.hairs_extracted is not None
        and test.hairs_extracted > test.hairs_grasped
    ):
        yield Finding(Level.STOP, _("More hairs came out than were grasped"), field="hairs_extracted")


class PullTest(Line):
    """The pull test at one site."""

    __tablename__ = "pull_test"
    title: ClassVar[str] = "Pull test"
    checks: ClassVar = (no_more_than_grasped,)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("outcome.id"), index=True)
    parent: Mapped["Outcome"] = relationship(back_populates="pull_tests")
    site: Mapped[str | None] = field(OneOf("Site", choices=PULL_SITES))
    hairs_grasped: Mapped[Decimal | None] = field(
        Number("Grasped", unit=HAIRS, soft=between(50, 60), hard=at_least(1), source="1.4", help="usual 50 to 60")
    )
    hairs_extracted: Mapped[Decimal | None] = field(Number("Came out", unit=HAIRS, hard=at_least(0), source="1.4"))


def pull_result(test: Any, rule: str | None) -> Result:
    """Share that came out, with the outcome by the rule in use and by the other one. No rule chosen is traditional."""
    site = PULL_SITES.label(test.site) if test.site else _("no site")
    name, formula = _("Pull test {site}").format(site=site), _("hairs out ÷ hairs grasped × 100")
    grasped, out = test.hairs_grasped, test.hairs_extracted
    if grasped is None or out is None:
        return Result(name, None, PERCENT, formula, missing=_("needs both numbers of hairs"), source="1.4")
    if out > grasped:
        return Result(name, None, PERCENT, formula, missing=_("more came out than were grasped"), source="1.4")
    traditional, newer = _words(positive_traditional(grasped, out)), _words(positive_newer(out))
    pattern = _("{used} (newer rule: {other})") if rule != "newer" else _("{used} (traditional rule: {other})")
    used, other = (newer, traditional) if rule == "newer" else (traditional, newer)
    return Result(
        name,
        pulled_share_pct(grasped, out),
        None,
        formula,
        working=f"{show_decimal(out)} ÷ {show_decimal(grasped)} × 100",
        source="1.4",
        text=pattern.format(used=used, other=other),
    )


def _words(positive: bool) -> str:
    return _("positive") if positive else _("negative")
