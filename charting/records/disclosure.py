"""What left the clinic about a patient: to whom, what for, and the hash of what was handed over."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.columns import MomentText
from charting.records.base import Record
from charting.records.patient import Patient


class Disclosure(Record):
    """One export of one patient's chart; disclosures are only ever added. `sha256` is over the file handed over."""

    __tablename__ = "disclosure"
    title: ClassVar[str] = "Disclosure"

    patient_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    patient: Mapped[Patient] = relationship()
    at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    recipient: Mapped[str] = mapped_column(sa.Text())
    purpose: Mapped[str] = mapped_column(sa.Text())
    what: Mapped[str] = mapped_column(sa.Text())
    encrypted: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.Text())
