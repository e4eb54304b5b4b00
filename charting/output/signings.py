"""Signatures under a consent, as boxes: drawn, on paper, or still to come."""

from collections.abc import Mapping, Sequence

from charting.output.signature import Signature
from charting.output.visit_paper import Signing
from charting.words import _, marked

BY_SECRET = marked("Signed on the screen with PIN or password")
"""What stands in the box of a visit that was signed without drawing: the PIN or password is the proof, drawn or not."""
STROKE_UNIT = 0.2
"""The size in points of a thousandth of the pad: a hand that fills two thirds of the pad is 47 mm wide on paper."""


def signatures_of(
    signings: Sequence[Signing], roles: Sequence[tuple[str, str]], sentences: Mapping[str, str], patient: str
) -> list[Signature]:
    """A box for each of `roles` (code and label), empty while nobody has signed, and for every further signature.

    `sentences` says by role what is declared; `patient` is printed where the patient has yet to sign.
    """
    boxes: list[Signature] = []
    waiting = list(signings)
    for role, label in roles:
        own = [signing for signing in waiting if signing.role == role]
        waiting = [signing for signing in waiting if signing not in own]
        name = patient if role == "patient" else ""
        boxes += [_box(signing, sentences) for signing in own] or [Signature(label, sentences.get(role, ""), name)]
    return [*boxes, *(_box(signing, sentences) for signing in waiting)]


def _box(signing: Signing, sentences: Mapping[str, str]) -> Signature:
    declared = sentences.get(signing.role, "")
    if signing.method == "wet":
        declared = " ".join(
            part for part in (declared, _("Signed on paper; the sheet is kept with the record.")) if part
        )
    name = ", ".join(part for part in (signing.name, signing.registration) if part)
    return Signature(
        signing.role_label or _("Signature"),
        declared,
        name,
        signing.day,
        signing.time,
        signing.strokes,
        unit=STROKE_UNIT,
    )
