"""A signature under a consent: who, as what, when, drawn or on paper. Both consents keep theirs in this shape."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.choices import Choices
from charting.columns import Strokes
from charting.fields import field
from charting.findings import Finding, Level
from charting.kinds import Drawn, Moment, OneOf, Text
from charting.records.base import Line
from charting.strokes import is_signature
from charting.words import _

ROLES = Choices(
    "signing_role",
    ("patient", "Patient"),
    ("clinician", "Clinician"),
    ("interpreter", "Interpreter"),
    ("witness", "Witness"),
    ("guardian", "Parent or guardian"),
)
METHODS = Choices("signing_method", ("drawn", "Drawn on screen"), ("wet", "On paper"))


def _begun(line: "ConsentSigning") -> bool:
    """A place to sign that nobody uses is not missing anything; `lacking` says who has to sign."""
    return line.strokes is not None or line.signed_at is not None


def _drawn(line: "ConsentSigning") -> bool:
    return _begun(line) and line.method == "drawn"


class ConsentSigning(Line):
    """One signature. `strokes` are kept when it was drawn on the screen.

    One on paper has its image in the scanned page that bears it: `image_sha256` is that page's hash (clinical.md 3.2).
    """

    __abstract__ = True
    stamps: ClassVar = {"strokes": "signed_at"}
    prefilled: ClassVar = frozenset({"role", "printed_name", "registration", "method"})

    role: Mapped[str | None] = field(OneOf("Signs as", choices=ROLES, required=_begun))
    printed_name: Mapped[str | None] = field(Text("Name", longest=80, required=_begun))
    registration: Mapped[str | None] = field(Text("Registration number", longest=40))
    method: Mapped[str | None] = field(OneOf("Kind of signature", choices=METHODS, required=_begun))
    signed_at: Mapped[datetime | None] = field(Moment("Signed at", required=_begun))
    strokes: Mapped[Strokes | None] = field(
        Drawn("Signature", required=lambda line: _begun(line) and line.method == "drawn")
    )
    image_sha256: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)

    def is_given(self) -> bool:
        """Whether this signature stands: named, timed and, if drawn, really drawn."""
        drawn = self.method == "wet" or is_signature(self.strokes)
        return bool(self.printed_name) and self.signed_at is not None and self.method is not None and drawn


def too_short(signing: ConsentSigning, _context: object) -> Iterator[Finding]:
    """A dot is no signature."""
    if signing.method == "drawn" and signing.strokes is not None and not is_signature(signing.strokes):
        yield Finding(
            Level.STOP,
            _("This is too short to be a signature"),
            why=ROLES.label(signing.role or ""),
            next_step=_("Clear it and sign again."),
            field="strokes",
        )


def given(signatures: Sequence[ConsentSigning], role: str) -> ConsentSigning | None:
    """The signature that a role has given, if any."""
    return next((s for s in signatures if s.role == role and s.is_given()), None)


def lacking(signatures: Sequence[ConsentSigning], roles: Sequence[str]) -> Iterator[Finding]:
    """One MISSING finding for each role that has to sign and has not."""
    for role in roles:
        if given(signatures, role) is None:
            yield Finding(
                Level.MISSING,
                _("{role}: signature").format(role=ROLES.label(role)),
                why=_("needs a name, a time and a signature"),
                field="signatures",
            )
