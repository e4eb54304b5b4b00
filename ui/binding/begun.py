"""Which offer of a list somebody has begun to type."""

from collections.abc import Sequence

SHORTEST = 2


def begun(typed: str, offers: Sequence[str]) -> str | None:
    """The offer that `typed` stands for; None where it is one itself, or where it may be one of several.

    It is the one offer it begins, or the shortest where all the others go on from that one, as "lid" stands for
    Lidocaine and not for Lidocaine + adrenaline.
    """
    wanted = " ".join(typed.split()).casefold()
    if len(wanted) < SHORTEST or any(wanted == offer.casefold() for offer in offers):
        return None
    beginning = [offer for offer in offers if offer.casefold().startswith(wanted)]
    shortest = min(beginning, key=len, default=None)
    return shortest if shortest is not None and all(offer.startswith(shortest) for offer in beginning) else None
