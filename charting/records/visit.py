"""A visit: who saw whom, when, for which session of which course. Its sheets follow in the order of the procedure."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.context import Context
from charting.fields import TO_SIGN, field
from charting.kinds import Moment, Text
from charting.records.base import Record
from charting.records.course import Course
from charting.records.following import Follow
from charting.records.visit_checks import VISIT_CHECKS

if TYPE_CHECKING:
    from charting.records.after import After
    from charting.records.anaesthesia import Anaesthesia
    from charting.records.application import Application
    from charting.records.assessment import Assessment
    from charting.records.call import Call
    from charting.records.consent import Consent
    from charting.records.decision import Decision
    from charting.records.needling import Needling
    from charting.records.outcome import Outcome
    from charting.records.photo import Photo
    from charting.records.photo_consent import PhotoConsent
    from charting.records.prp import Prp
    from charting.records.screening import Screening
    from charting.records.signature import VisitSignature
    from charting.records.stored_document import StoredDocument
    from charting.records.visit_mark import VisitMark

OWNED = "all, delete-orphan"
VISIT_KINDS = Choices(
    "visit_kind",
    ("MN", "Microneedling"),
    ("M_PRP", "M-PRP"),
    ("PRP_only", "PRP only"),
    ("review", "Review"),
)


def _treats(visit: Any) -> bool:
    return bool(visit.kind != "review")


class Visit(Record):
    """One visit of a course. Once `signed_at` is set, the file itself refuses every change below it.

    An amendment is a visit of its own: `amends` is the version before it and `amend_reason` says why it was written.
    `moved_from` is the visit that stood in another patient's chart by mistake. `prose_of` keeps the account that the
    answers made when somebody began to write it by hand, and `prose_at` when that was, so that a later change of
    answers is noticed.
    """

    __tablename__ = "visit"
    title: ClassVar[str] = "Times and note"
    checks: ClassVar = VISIT_CHECKS

    course_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("course.id"), index=True)
    course: Mapped[Course] = relationship(back_populates="visits")
    kind: Mapped[str] = mapped_column(sa.Text())
    session_number: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(MomentText())
    started_at: Mapped[datetime | None] = field(Moment("Procedure started", required=_treats, may_lack=True))
    ended_at: Mapped[datetime | None] = field(Moment("Procedure ended", required=_treats, may_lack=True))
    practitioner: Mapped[str | None] = field(Text("Practitioner", required=TO_SIGN))
    assistant: Mapped[str | None] = field(Text("Assistant"))
    room: Mapped[str | None] = field(Text("Room", longest=20))
    reason: Mapped[str | None] = field(Text("Reason for the visit", lines=2, longest=1000))
    note: Mapped[str | None] = field(Text("Note", lines=4, longest=4000))
    prose: Mapped[str | None] = field(
        Text("Course of the visit in words", lines=8, longest=10000, help="edited by hand; answers stay as they are")
    )
    prose_of: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    prose_at: Mapped[datetime | None] = mapped_column(MomentText(), nullable=True)
    late_reason: Mapped[str | None] = field(
        Text("Why it was written late", lines=2, longest=400, help="where it is signed a day or more after the visit")
    )
    amends_id: Mapped[str | None] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), nullable=True)
    amend_reason: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    moved_from_id: Mapped[str | None] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), nullable=True)
    signed_at: Mapped[datetime | None] = mapped_column(MomentText(), nullable=True)

    amends: Mapped[Optional["Visit"]] = relationship(
        foreign_keys=[amends_id], remote_side="Visit.id", back_populates="amended_by"
    )
    amended_by: Mapped[list["Visit"]] = relationship(
        foreign_keys=[amends_id], back_populates="amends", order_by="Visit.opened_at"
    )
    moved_from: Mapped[Optional["Visit"]] = relationship(foreign_keys=[moved_from_id], remote_side="Visit.id")

    screening: Mapped[Optional["Screening"]] = relationship(back_populates="visit", cascade=OWNED)
    assessment: Mapped[Optional["Assessment"]] = relationship(back_populates="visit", cascade=OWNED)
    consent: Mapped[Optional["Consent"]] = relationship(back_populates="visit", cascade=OWNED)
    photo_consent: Mapped[Optional["PhotoConsent"]] = relationship(back_populates="visit", cascade=OWNED)
    outcome: Mapped[Optional["Outcome"]] = relationship(back_populates="visit", cascade=OWNED)
    anaesthesia: Mapped[Optional["Anaesthesia"]] = relationship(back_populates="visit", cascade=OWNED)
    prp: Mapped[Optional["Prp"]] = relationship(back_populates="visit", cascade=OWNED)
    needling: Mapped[Optional["Needling"]] = relationship(back_populates="visit", cascade=OWNED)
    application: Mapped[Optional["Application"]] = relationship(back_populates="visit", cascade=OWNED)
    after: Mapped[Optional["After"]] = relationship(back_populates="visit", cascade=OWNED)
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="visit", cascade=OWNED, order_by="Decision.at, Decision.id"
    )
    calls: Mapped[list["Call"]] = relationship(back_populates="visit", order_by="Call.at")
    marks: Mapped[list["VisitMark"]] = relationship(
        back_populates="visit", foreign_keys="VisitMark.visit_id", order_by="VisitMark.at"
    )
    photos: Mapped[list["Photo"]] = relationship(
        back_populates="visit", cascade=OWNED, order_by="Photo.added_at, Photo.id"
    )
    documents: Mapped[list["StoredDocument"]] = relationship(
        back_populates="visit", order_by="StoredDocument.made_at, StoredDocument.id"
    )
    visit_signature: Mapped[Optional["VisitSignature"]] = relationship(back_populates="visit", cascade=OWNED)

    def kept_beside(self, name: str, context: Context) -> Iterator[Follow]:
        """With a wording by hand the account it was written against, however it was begun."""
        if name == "prose":
            from charting.records.account import account_of  # which reads every sheet, and they know their visit

            yield Follow(self, "prose_of", account_of(self))
            yield Follow(self, "prose_at", context.now.replace(microsecond=0))

    @property
    def in_force(self) -> bool:
        """Whether this version counts: neither voided nor moved away, nor replaced by a signed amendment.

        The draft of an amendment counts once it is signed; until then the version before it does.
        """
        if self.marks or any(later.signed_at is not None for later in self.amended_by):
            return False
        return self.amends is None or self.signed_at is not None


def context_of(visit: Visit | None, now: datetime) -> Context:
    """What a visit is judged against at a moment: its own day, however far past midnight it goes on."""
    return Context.at(now) if visit is None else Context.at(now, visit.opened_at.date(), visit.opened_at)
