"""For gloved hands, whose blood it is: asked before the draw, so that tubes are never without a name (H-02)."""

from charting.records.glove_page import NEXT, Answer, Now, Page, Press, Write, who_is
from charting.records.prp import Prp
from charting.words import _

ASKED = ("two_identifiers_confirmed", "labelled_before_draw")
_WRONG = {
    "two_identifiers_confirmed": _("Name or birth date is wrong"),
    "labelled_before_draw": _("The tubes are not labelled"),
}


def is_known(sheet: Prp) -> bool:
    """Whether name, birth date and labels were asked about, the labels read back."""
    return all(getattr(sheet, name) is True for name in ASKED) and sheet.label_read_back_at is not None


def whose_blood(key: str, sheet: Prp, by: str) -> Page:
    """One question with a key of its own, so that no pedal slips past it; a no stops the draw."""
    wrong = [name for name in ASKED if getattr(sheet, name) is False]
    if wrong:
        again = Press(
            f"{key}.again",
            _("Ask again"),
            hint="0",
            did=_("Asked again"),
            writes=tuple(Answer(sheet, name, None) for name in wrong),
        )
        said = ", ".join(_WRONG[name] for name in wrong)
        why = _("{what}. No blood is drawn before name and labels are right.").format(what=said)
        return Page(f"{key}.stop", _("Stop: whose blood?"), why, presses=(again,), stop=True)
    ask = _("Does the patient say this name and birth date? Are the tubes labelled, and the label read back?")
    no = tuple(
        Press(f"{key}.no.{field}", _WRONG[field], hint=hint, did=_WRONG[field], writes=(Answer(sheet, field, False),))
        for field, hint in zip(ASKED, ("1", "3"), strict=True)
    )
    presses = (
        Press(f"{key}.no", _("No"), hint="3", ask=Page(f"{key}.no", _("What is wrong?"), presses=no)),
        Press(f"{key}.yes", _("Yes"), _("All of it"), "1", _said(sheet, by), NEXT, _("Whose blood: yes"), filled=True),
    )
    return Page(key, who_is(sheet.visit), ask, presses=presses, names=True)


def _said(sheet: Prp, by: str) -> tuple[Write, ...]:
    writes: list[Write] = [Answer(sheet, name, True) for name in ASKED if getattr(sheet, name) is not True]
    if by and not sheet.label_read_back_by:
        writes.append(Answer(sheet, "label_read_back_by", by))
    if sheet.label_read_back_at is None:
        writes.append(Now(sheet, "label_read_back_at"))
    return tuple(writes)
