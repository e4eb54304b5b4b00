"""A clinic's change of a threshold: kept for ever, shown as changed, never silent."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.columns import MomentText
from charting.records.base import Record


class RuleChange(Record):
    """One change: which rule of which file, its new value as a plain decimal, why, by whom, when. The last counts."""

    __tablename__ = "rule_change"
    title: ClassVar[str] = "Change of a rule"

    book: Mapped[str] = mapped_column(sa.Text(), index=True)
    rule: Mapped[str] = mapped_column(sa.Text())
    value: Mapped[str] = mapped_column(sa.Text())
    reason: Mapped[str] = mapped_column(sa.Text())
    by: Mapped[str] = mapped_column(sa.Text())
    at: Mapped[datetime] = mapped_column(MomentText())
