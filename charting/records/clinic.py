"""The clinic whose name heads every paper, and the people who work there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from charting.choices import Choices
from charting.columns import DayText, FrozenJson, MomentText
from charting.fields import TO_SIGN, field
from charting.kinds import ManyOf, Number, OneOf, Text
from charting.ranges import between
from charting.records.base import Record
from charting.units import MINUTES

OWNER, PRACTITIONER, ASSISTANT, FRONT_DESK = "owner", "practitioner", "assistant", "front_desk"
ROLES = Choices(
    "role",
    (OWNER, "Owner: signs, settings, people"),
    (PRACTITIONER, "Practitioner: signs"),
    (ASSISTANT, "Assistant: writes drafts"),
    (FRONT_DESK, "Front desk: identity and printing"),
)
SIGNING_ROLES = frozenset({OWNER, PRACTITIONER})
WEEKDAYS = Choices(
    "weekday",
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
)
PROFILES = Choices("la_profile", ("UK", "UK: SmPC and BNF"), ("US", "US: label"))
ASK, SAVE, PRINT = "ask", "save", "print"
WHEN_SIGNED = Choices(
    "when_signed",
    (ASK, "Ask each time"),
    (SAVE, "Save the papers as PDF"),
    (PRINT, "Print on the usual printer"),
)
PAPER_SIZES = Choices("paper_size", ("A4", "A4"), ("Letter", "US Letter"))
SHEET, ROLL = "sheet", "roll"
LABEL_STOCKS = Choices("label_stock", (SHEET, "On a sheet"), (ROLL, "On a roll"))


class Clinic(Record):
    """The one clinic of this file. `practice` marks a clinic of fictional patients.

    `backup_folder` is where backups go and `scan_folder` where scans come from, paths of this computer. `papers_folder`
    is where papers go when a visit is signed, `last_papers_folder` where somebody saved some last.
    `recovery_made_at` tells when the recovery key that counts was made, `recovery_proved_at` when somebody showed that
    it had been written down. `logo` stands beside the name on paper: a small PNG in greys
    (charting/output/logo.py).
    """

    __tablename__ = "clinic"
    title: ClassVar[str] = "Clinic"

    practice: Mapped[int] = mapped_column(default=0)
    name: Mapped[str | None] = field(Text("Clinic name", required=TO_SIGN, longest=80))
    descriptor: Mapped[str | None] = field(Text("What the clinic does", longest=80, help="one line under the name"))
    address: Mapped[str | None] = field(Text("Address", lines=3, longest=240, required=TO_SIGN, free=False))
    phone: Mapped[str | None] = field(Text("Telephone", longest=40, required=TO_SIGN))
    night_phone: Mapped[str | None] = field(Text("Telephone at night", longest=40))
    emergency_number: Mapped[str | None] = field(Text("Emergency number", longest=20, help="999, 112 or 911"))
    anaphylaxis_protocol: Mapped[str | None] = field(
        Text(
            "Anaphylaxis protocol",
            longest=120,
            help="its name and where it hangs; the emergency card sends whoever reads it there, and gives no dose",
        )
    )
    la_profile: Mapped[str | None] = field(
        OneOf("Local anaesthetic limits", choices=PROFILES, help="UK unless chosen; the lower of the two in most cases")
    )
    web: Mapped[str | None] = field(Text("Web address", longest=80))
    open_days: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Open on", choices=WEEKDAYS, help="next sessions and calls are proposed on these days")
    )
    lock_minutes: Mapped[Decimal | None] = field(
        Number("Lock after", unit=MINUTES, hard=between(1, 60), help="usual 5, while nobody touches anything")
    )
    recovery_made_at: Mapped[datetime | None] = mapped_column(MomentText(), nullable=True)
    recovery_proved_at: Mapped[datetime | None] = mapped_column(MomentText(), nullable=True)
    backup_folder: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    scan_folder: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    when_signed: Mapped[str | None] = field(
        OneOf("When a visit is signed", choices=WHEN_SIGNED, help="its papers are kept in the chart first, always")
    )
    paper_size: Mapped[str | None] = field(OneOf("Paper", choices=PAPER_SIZES, help="A4 unless chosen"))
    label_stock: Mapped[str | None] = field(OneOf("Labels", choices=LABEL_STOCKS, help="on a sheet unless chosen"))
    papers_folder: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    last_papers_folder: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    logo: Mapped[bytes | None] = mapped_column(sa.LargeBinary(), nullable=True)


def _signs(person: Any) -> bool:
    return bool(person.acting_role in SIGNING_ROLES)


class Practitioner(Record):
    """Someone who treats or helps. The first one entered owns the file.

    `pin` keeps salt, cost and hash of the quick PIN, never the PIN; `left_on` is the day an account was closed.
    """

    __tablename__ = "practitioner"
    title: ClassVar[str] = "Practitioner"

    owner: Mapped[int] = mapped_column(default=0)
    name: Mapped[str | None] = field(Text("Name", required=TO_SIGN, longest=80, help="as it stands on paper"))
    qualification: Mapped[str | None] = field(Text("Qualification", required=_signs, longest=80))
    registration_number: Mapped[str | None] = field(Text("Registration number", required=_signs, longest=40))
    role: Mapped[str | None] = field(OneOf("Role", choices=ROLES))
    pin: Mapped[Any | None] = mapped_column(FrozenJson(), nullable=True)
    left_on: Mapped[date | None] = mapped_column(DayText(), nullable=True)

    @property
    def acting_role(self) -> str:
        """A code of ROLES. Files from before accounts name the owner alone; everybody else in them treats."""
        return OWNER if self.owner else (self.role or PRACTITIONER)

    def signature_line(self) -> str:
        """Name, qualification and number as they stand under a signature."""
        return ", ".join(part for part in (self.name, self.qualification, self.registration_number) if part)


class Sequence(Record):
    """A counter for numbers that are never used twice: patient ids and document ids."""

    __tablename__ = "sequence"

    name: Mapped[str] = mapped_column(sa.Text(), unique=True)
    last: Mapped[int] = mapped_column(default=0)
