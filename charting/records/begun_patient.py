"""Somebody who is being typed and was not added yet."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from charting.columns import MomentText, WholeText
from charting.records.base import Record


class BegunPatient(Record):
    """What was typed of a new patient by now: no patient yet, so that no search, list, count or export finds one.

    `body` is a JSON object of answers in their stored form, by the names they have in `patient`. The row goes when the
    patient is added or somebody discards it.
    """

    __tablename__ = "begun_patient"
    title: ClassVar[str] = "Patient being typed"

    begun_at: Mapped[datetime] = mapped_column(MomentText())
    body: Mapped[str] = mapped_column(WholeText())
