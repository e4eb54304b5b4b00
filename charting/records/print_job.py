"""What went to a printer, what became of it, and which papers were handed to whom. Rows are only ever added."""

from datetime import datetime
from typing import ClassVar, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.records.base import Record
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit

ONE_SIDE, LONG_EDGE, SHORT_EDGE = "one_side", "long_edge", "short_edge"
SIDES = Choices(
    "sides",
    (ONE_SIDE, "One side"),
    (LONG_EDGE, "Both sides, long edge"),
    (SHORT_EDGE, "Both sides, short edge"),
)
SENT, FAILED, GIVEN_UP = "sent", "failed", "given_up"
OUTCOMES = Choices(
    "print_outcome", (SENT, "Sent to the printer"), (FAILED, "Not printed"), (GIVEN_UP, "Given up with a reason")
)
PATIENT, FAMILY_DOCTOR, FILE = "patient", "family_doctor", "file"
RECIPIENTS = Choices(
    "recipient", (PATIENT, "the patient"), (FAMILY_DOCTOR, "the family doctor"), (FILE, "the clinic’s own file")
)

BY_HAND, BY_MAIL, DECLINED = "by_hand", "by_mail", "declined"
WAYS = Choices(
    "way_given",
    (BY_HAND, "As a file, by hand"),
    (BY_MAIL, "As a file, by e-mail"),
    (DECLINED, "Not wanted by the patient"),
)


class PrintJob(Record):
    """One wish to print a kept paper: `copies` of it, `sides` a code of SIDES, as it was asked for.

    `printer` is the name the printer has on this computer. `meant_for` is a code of RECIPIENTS, None where nobody is to
    be given it; `language` the one the paper is set in. `again_of` is the job that this one repeats.
    """

    __tablename__ = "print_job"
    title: ClassVar[str] = "Print job"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship()
    document_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("stored_document.id"), index=True)
    document: Mapped[StoredDocument] = relationship()
    asked_at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    printer: Mapped[str] = mapped_column(sa.Text())
    copies: Mapped[int] = mapped_column()
    sides: Mapped[str] = mapped_column(sa.Text())
    meant_for: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    language: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    again_of_id: Mapped[str | None] = mapped_column(sa.Text(), sa.ForeignKey("print_job.id"), nullable=True)
    again_of: Mapped[Optional["PrintJob"]] = relationship(remote_side="PrintJob.id")


class PrintOutcome(Record):
    """What became of a print job: `kind` is a code of OUTCOMES, `why` says in words why it was not printed.

    A job that was given up has two: that it failed, and who gave it up, `by`, and why.
    """

    __tablename__ = "print_outcome"
    title: ClassVar[str] = "Outcome of a print job"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship()
    job_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("print_job.id"), index=True)
    job: Mapped[PrintJob] = relationship()
    kind: Mapped[str] = mapped_column(sa.Text())
    why: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    by: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    at: Mapped[datetime] = mapped_column(MomentText())


class HandedOut(Record):
    """A paper in somebody's hands: `recipient` a code of RECIPIENTS, `copies` of it.

    `on_paper` is 1, or 0 where it was given as a file. `job` is the print job it came from, where there was one.
    `way` is a code of WAYS where nothing was printed, with its `reason`; a paper that was DECLINED has no copies.
    """

    __tablename__ = "handed_out"
    title: ClassVar[str] = "Paper handed out"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship()
    document_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("stored_document.id"), index=True)
    document: Mapped[StoredDocument] = relationship()
    job_id: Mapped[str | None] = mapped_column(sa.Text(), sa.ForeignKey("print_job.id"), nullable=True)
    job: Mapped[PrintJob | None] = relationship()
    at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    recipient: Mapped[str] = mapped_column(sa.Text())
    copies: Mapped[int] = mapped_column()
    on_paper: Mapped[int] = mapped_column()
    language: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    way: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    reason: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
