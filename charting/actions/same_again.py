"""A second dose out of the same syringe: what stays the same is not typed again."""

from charting.actions.carry_forward import NewRow
from charting.origins import copied_from
from charting.records.dose import Dose
from charting.words import _

_STAYS = ("agent", "concentration_pct", "adrenaline", "technique", "lot", "expiry", "given_by")
_OTHER_SIDE = {"left": "right", "right": "left"}


def same_again(dose: Dose) -> tuple[str, NewRow] | None:
    """The words of a button and the row it adds: drug, strength, adrenaline, block, lot, expiry and giver of a dose.

    On the other side, where the dose has a side. The volume is copied to be confirmed, for it is what is dosed; the
    time is of the moment and stays open. None while no drug is chosen.
    """
    if dose.agent is None or dose.given_at is None or dose.parent is None:
        return None
    answers = {name: getattr(dose, name) for name in _STAYS}
    answers["side"] = _OTHER_SIDE.get(dose.side or "")
    answers["volume_ml"] = dose.volume_ml
    given = tuple((name, value) for name, value in answers.items() if value is not None)
    words = _("Same again, other side") if answers["side"] else _("Same again")
    return words, NewRow(dose.parent, "doses", given, copied_from(dose.given_at.date()), ("volume_ml",))
