"""For gloved hands, the end: pain and bleeding, as the first score of the reactions."""

from dataclasses import replace
from decimal import Decimal

from charting.records.after import BLEEDING, After
from charting.records.glove_page import ENTER, LEAVE, NEXT, Answer, Dial, NewRow, Page, Press, Write
from charting.records.needling import Needling
from charting.results import show_decimal
from charting.words import _

MOMENT = "end"


def pain_page(key: str, sheet: After, then: str, later: str) -> Page:
    """0 to 10; unanswered it stays a dash, and minus begins at 0.

    `then` is where bleeding is asked, which is gone to while it is open; `later` where one goes past an open pain.
    """
    row = sheet.reaction_at(MOMENT)
    bled = row is not None and row.bleeding is not None
    pain = row.pain_nrs if row is not None else None
    note = _("0 none, 10 the worst imaginable")
    value = "—" if pain is None else show_decimal(pain)
    dial = Dial(_("Pain"), value, "/10", note, _pain(key, sheet, pain, -1, "-"), _pain(key, sheet, pain, 1, "+"))
    on = Press(f"{key}.next", _("Next: bleeding"), hint=ENTER, goes=then, filled=True)
    if bled:
        words = _("Next") if pain is not None else _("Leave pain open")
        on = replace(on, words=words, goes=NEXT if pain is not None else later, leaves_open=pain is None)
    keys = tuple(_pain_key(key, sheet, score, NEXT if bled else then) for score in range(10))
    ask = _("Ask: how much does it hurt, 0 to 10? The number keys 0 to 9 answer it; + leads to 10.")
    return Page(key, _("Pain at the end"), ask, dials=(dial,), presses=(on,), keys=keys)


def bleeding_page(key: str, sheet: After) -> Page:
    """None, or how much: a finding, so neither Enter nor a pedal answers it."""
    presses = tuple(
        Press(
            f"{key}.{code}",
            BLEEDING.label(code),
            hint=hint,
            did=_("Bleeding: {words}").format(words=BLEEDING.label(code).lower()),
            goes=NEXT,
            writes=(_scored(sheet, "bleeding", code),),
        )
        for code, hint in (("3", "3"), ("2", "2"), ("1", "1"), ("0", "4"))
    )
    row = sheet.reaction_at(MOMENT)
    grade = row.bleeding if row is not None else None
    answered = _("Answered: {words}").format(words=BLEEDING.label(grade)) if grade is not None else ""
    return Page(key, _("Bleeding at the end"), answered, presses=presses)


def sharps_page(key: str, sheet: Needling) -> Page:
    """Asked with a key of its own; whoever has not done it yet leaves it open."""
    yes = Press(
        f"{key}.yes",
        _("Sharps disposed of"),
        hint="1",
        filled=True,
        did=_("Sharps disposed of"),
        goes=NEXT,
        writes=(Answer(sheet, "sharps_disposed", True),),
    )
    later = Press("leave", _("Not yet"), _("back to the session"), "0", goes=LEAVE)
    return Page(key, _("Sharps"), _("Cartridge and needles are in the sharps bin?"), presses=(later, yes))


def done_page(key: str) -> Page:
    """Nothing is left that gloves are needed for."""
    leave = Press("leave", _("Leave glove mode"), _("back to the session"), ENTER, goes=LEAVE, filled=True)
    return Page(
        key, _("Nothing is left for gloves"), _("The rest is written and signed at the session."), presses=(leave,)
    )


def _pain(key: str, sheet: After, pain: Decimal | None, step: int, hint: str) -> Press:
    value = (Decimal(0) if step < 0 else Decimal(1)) if pain is None else pain + step
    words = _("Pain {score}").format(score=show_decimal(value))
    press = Press(f"{key}.{hint}", words, hint=hint, did=words, writes=(_scored(sheet, "pain_nrs", value),))
    if not 0 <= value <= 10:
        return replace(press, refused=_("Pain is 0 to 10."))
    return press


def _pain_key(key: str, sheet: After, score: int, then: str) -> Press:
    """A number key answers and goes on."""
    words = _("Pain {score}").format(score=score)
    writes = (_scored(sheet, "pain_nrs", Decimal(score)),)
    return Press(f"{key}.key.{score}", words, hint=str(score), goes=then, did=words, writes=writes, shows=str(score))


def _scored(sheet: After, name: str, value: object) -> Write:
    row = sheet.reaction_at(MOMENT)
    if row is not None:
        return Answer(row, name, value)
    return NewRow(sheet, "reactions", (("moment", MOMENT), (name, value)), ("taken_at",))
