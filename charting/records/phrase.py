"""The clinic's own phrases: a short key that is typed, and the text it stands for."""

from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.records.base import Record


class Phrase(Record):
    """`key` is typed after a semicolon, `text` takes its place. Phrases may be changed and removed."""

    __tablename__ = "phrase"
    title: ClassVar[str] = "Phrase"

    key: Mapped[str] = mapped_column(sa.Text(), unique=True)
    text: Mapped[str] = mapped_column(sa.Text())
