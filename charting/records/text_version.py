"""The texts that patients of this clinic read: each version whole, with who wrote it, why, and who confirmed it."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.columns import DayText, MomentText, WholeText
from charting.records.base import Record


class TextVersion(Record):
    """One version of one text in one language, in Markdown; versions are only ever added.

    `kind` is a code of OWNED in text_shapes. `template` and `version` are what a consent and its paper name.
    `major` says that whoever agreed to an earlier one is asked again. `based_on` names the template and version it was
    made from. A shipped text that a patient was given is kept here too, so that it can be printed again after the
    shipped one has changed: `shipped` marks it.
    """

    __tablename__ = "text_version"
    title: ClassVar[str] = "Text"

    kind: Mapped[str] = mapped_column(sa.Text(), index=True)
    language: Mapped[str] = mapped_column(sa.Text())
    template: Mapped[str] = mapped_column(sa.Text())
    version: Mapped[str] = mapped_column(sa.Text())
    text: Mapped[str] = mapped_column(WholeText())
    major: Mapped[int] = mapped_column(default=0)
    shipped: Mapped[int] = mapped_column(default=0)
    author: Mapped[str] = mapped_column(sa.Text())
    made_at: Mapped[datetime] = mapped_column(MomentText())
    effective_on: Mapped[date] = mapped_column(DayText())
    note: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    based_on: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    confirmation: Mapped["TextConfirmation | None"] = relationship(back_populates="text_version")

    @property
    def name(self) -> str:
        """`clinic-consent-en 1.0`, as paper names it."""
        return f"{self.template} {self.version}"

    @property
    def in_force_from(self) -> date | None:
        """The first day it is given to patients; None until it is confirmed."""
        if self.confirmation is None:
            return None
        return max(self.effective_on, self.confirmation.confirmed_at.date())


class TextDraft(Record):
    """A text that somebody is writing, until it is kept as a version: one for each text and language."""

    __tablename__ = "text_draft"
    title: ClassVar[str] = "Draft of a text"

    kind: Mapped[str] = mapped_column(sa.Text())
    language: Mapped[str] = mapped_column(sa.Text())
    body: Mapped[str] = mapped_column(WholeText())
    based_on: Mapped[str] = mapped_column(sa.Text())


class TextConfirmation(Record):
    """The responsible practitioner confirmed a version for this clinic. Confirmations are only ever added."""

    __tablename__ = "text_confirmation"
    title: ClassVar[str] = "Confirmation of a text"

    version_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("text_version.id"), unique=True)
    text_version: Mapped[TextVersion] = relationship(back_populates="confirmation")
    confirmed_by: Mapped[str] = mapped_column(sa.Text())
    confirmed_at: Mapped[datetime] = mapped_column(MomentText())
