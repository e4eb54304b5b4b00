"""The signature under a visit, with what it covered."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.columns import FrozenJson, MomentText, Strokes, StrokesText
from charting.records.base import Sheet


class VisitSignature(Sheet):
    """Who signed a visit, when, and the digest of what was signed.

    `digest` is the SHA-256 of the canonical bytes of the visit and its sheets in the order and form of `scheme`.
    `rules_then` keeps version and values of the rules that spoke.
    `patient_then` keeps the patient's own facts as they stood, so that a later change never alters this paper.
    """

    __tablename__ = "visit_signature"
    title: ClassVar[str] = "Signature"

    signer: Mapped[str] = mapped_column(sa.Text())
    registration: Mapped[str | None] = mapped_column(sa.Text())
    strokes: Mapped[Strokes | None] = mapped_column(StrokesText(), nullable=True)
    signed_at: Mapped[datetime] = mapped_column(MomentText())
    scheme: Mapped[str] = mapped_column(sa.Text())
    digest: Mapped[str] = mapped_column(sa.Text())
    rules_then: Mapped[Any] = mapped_column(FrozenJson())
    patient_then: Mapped[Any] = mapped_column(FrozenJson())
