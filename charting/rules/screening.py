"""What an answer of the screening checklist does for a kind of visit (clinical.md 2)."""

from datetime import date, timedelta
from decimal import Decimal

from charting.catalogue_screening import Limit, Pair, Row, painkillers

ORDER = ("-", "ALLOW", "NOTE", "WARN", "BLOCK-O", "BLOCK-H")
OTHER_PAINKILLER_HOURS = 48


def stricter(*actions: str) -> str:
    """The strictest of several actions; none is `-`."""
    return max(actions, key=ORDER.index, default="-")


def blocks(action: str) -> bool:
    """Whether an action stops treatment, whoever may decide otherwise."""
    return action.startswith("BLOCK")


def has_needles(kind: str | None) -> bool:
    """Whether a kind of visit includes microneedling."""
    return kind in {"MN", "M_PRP"}


def has_prp(kind: str | None) -> bool:
    """Whether a kind of visit includes a blood draw and PRP."""
    return kind in {"M_PRP", "PRP_only"}


def of_kind(pair: Pair, kind: str | None) -> str:
    """The action for a kind of visit: for M-PRP the stricter of both, for a review none."""
    return stricter(*(pair.mn,) * has_needles(kind), *(pair.prp,) * has_prp(kind))


def product_action(row: Row, kind: str | None) -> str:
    """What a yes does to a single product at this kind of visit."""
    treats = has_prp(kind) or (has_needles(kind) and not row.prp_only)
    return row.product if treats else "-"


def must_be_asked(row: Row, kind: str | None) -> bool:
    """Whether anything this row may lead to at this kind of visit is a block, so that it may not stay unasked."""
    pairs = [row.pair, *(when.pair(row.pair) for when in row.when), *(limit.pair for limit in row.limits)]
    actions = [of_kind(pair, kind) for pair in pairs]
    products = [product_action(row, kind), *(when.product for when in row.when if product_action(row, kind) != "-")]
    return any(blocks(action) for action in (*actions, *products))


def exceeded(limits: tuple[Limit, ...], value: Decimal, sex: str | None) -> Limit | None:
    """The first limit that a number breaks, in the order of the catalogue; None when it breaks none."""
    for limit in limits:
        if limit.sex in {"", sex} and limit.holds(value):
            return limit
    return None


def deferral(painkiller: str) -> timedelta:
    """How long after a painkiller platelets may still be dulled: 48 h unless the catalogue says otherwise (C14)."""
    named = painkiller.casefold()
    for known in painkillers():
        if any(name in named for name in known.names):
            return timedelta(hours=known.hours)
    return timedelta(hours=OTHER_PAINKILLER_HOURS)


def days_between(earlier: date, day: date) -> int:
    """Days from one day to another; negative when the first is later."""
    return (day - earlier).days
