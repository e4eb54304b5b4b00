"""The clinic whose name heads every paper, and the people who work there."""

from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.choices import Choices
from charting.fields import TO_SIGN, field
from charting.kinds import OneOf, Text
from charting.records.base import Record

PROFILES = Choices("la_profile", ("UK", "UK: SmPC and BNF"), ("US", "US: label"))


class Clinic(Record):
    """The one clinic of this file. `practice` marks a clinic of fictional patients.

    `backup_folder` is where backups go, a path of this computer.
    """

    __tablename__ = "clinic"
    title: ClassVar[str] = "Clinic"

    practice: Mapped[int] = mapped_column(default=0)
    name: Mapped[str | None] = field(Text("Clinic name", required=TO_SIGN, longest=80))
    descriptor: Mapped[str | None] = field(Text("What the clinic does", longest=80, help="one line under the name"))
    address: Mapped[str | None] = field(Text("Address", lines=3, longest=240, required=TO_SIGN))
    phone: Mapped[str | None] = field(Text("Telephone", longest=40, required=TO_SIGN))
    night_phone: Mapped[str | None] = field(Text("Telephone at night", longest=40))
    emergency_number: Mapped[str | None] = field(Text("Emergency number", longest=20, help="999, 112 or 911"))
    la_profile: Mapped[str | None] = field(
        OneOf("Local anaesthetic limits", choices=PROFILES, help="UK unless chosen; the lower of the two in most cases")
    )
    web: Mapped[str | None] = field(Text("Web address", longest=80))
    backup_folder: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)


class Practitioner(Record):
    """Someone who treats or helps. The first one entered owns the file."""

    __tablename__ = "practitioner"
    title: ClassVar[str] = "Practitioner"

    owner: Mapped[int] = mapped_column(default=0)
    name: Mapped[str | None] = field(Text("Name", required=TO_SIGN, longest=80, help="as it stands on paper"))
    qualification: Mapped[str | None] = field(Text("Qualification", required=TO_SIGN, longest=80))
    registration_number: Mapped[str | None] = field(Text("Registration number", required=TO_SIGN, longest=40))

    def signature_line(self) -> str:
        """Name, qualification and number as they stand under a signature."""
        return ", ".join(part for part in (self.name, self.qualification, self.registration_number) if part)


class Sequence(Record):
    """A counter for numbers that are never used twice: patient ids and document ids."""

    __tablename__ = "sequence"

    name: Mapped[str] = mapped_column(sa.Text(), unique=True)
    last: Mapped[int] = mapped_column(default=0)
