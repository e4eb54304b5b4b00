"""One run of the centrifuge (clinical.md 6.2)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.context import Context
from charting.fields import TO_SIGN, field
from charting.findings import Finding, Level
from charting.kinds import Moment, Number, YesNo
from charting.ranges import Range, at_least, between, over
from charting.records.base import Line
from charting.records.ran_short import length, ran_short
from charting.records.time_order import times_in_order
from charting.results import show_decimal
from charting.rules.centrifuge import mismatch_pct, rcf_g
from charting.units import CELSIUS, MINUTES, RCF, RPM
from charting.words import _

if TYPE_CHECKING:
    from charting.records.prp import Prp

MOST_MISMATCH_PCT = Decimal(5)
SINGLE, FIRST, SECOND = between(350, 1800), between(70, 400), between(400, 1800)
MINUTES_FIRST, MINUTES_SECOND = between(3, 20), between(5, 20)


def speed_recorded(spin: "Spin", context: Context) -> Iterator[Finding]:
    """A spin without rpm and without force cannot be repeated; automatic systems show neither."""
    if spin.rpm is None and spin.rcf_g is None:
        yield Finding(Level.NOTE, _("No speed recorded"), why=_("enter rpm or × g, unless automatic"), field="rpm")


def rpm_against_force(spin: "Spin", context: Context) -> Iterator[Finding]:
    """Both entered: they have to agree at this radius within 5 %."""
    radius = spin.radius_cm()
    if radius is None or spin.rpm is None or spin.rcf_g is None:
        return
    computed = rcf_g(radius, spin.rpm)
    if mismatch_pct(spin.rcf_g, computed) > MOST_MISMATCH_PCT:
        yield Finding(
            Level.WARN,
            _("{rpm} rpm does not give {rcf} × g").format(rpm=show_decimal(spin.rpm), rcf=show_decimal(spin.rcf_g)),
            why=_("at {radius} cm it gives {computed} × g").format(
                radius=show_decimal(radius), computed=show_decimal(computed, 1)
            ),
            next_step=_("Check rpm, force and radius."),
            rule="F0",
            field="rcf_g",
        )


def force_is_usual(spin: "Spin", context: Context) -> Iterator[Finding]:
    """A first of two spins is soft, a second or a single one is hard."""
    force = spin.force_g()
    if force is None:
        return
    usual, which = spin.usual_force()
    if why := usual.refuses(force):
        yield Finding(
            Level.WARN,
            _("{rcf} × g").format(rcf=show_decimal(force, 1)),
            why=_("{limit}, usual for a {which} spin {range} × g").format(limit=why, which=which, range=usual.words()),
            field="rcf_g" if spin.rcf_g is not None else "rpm",
        )


def minutes_are_usual(spin: "Spin", context: Context) -> Iterator[Finding]:
    """3 to 20 minutes, a second spin at least 5."""
    usual = MINUTES_SECOND if spin.place() > 1 else MINUTES_FIRST
    if spin.minutes is not None and (why := usual.refuses(spin.minutes)):
        yield Finding(
            Level.WARN,
            _("{minutes} min").format(minutes=show_decimal(spin.minutes)),
            why=_("{limit}, usual {range} min").format(limit=why, range=usual.words()),
            field="minutes",
        )


def ran_as_planned(spin: "Spin", context: Context) -> Iterator[Finding]:
    """Less than its minutes by its times: a remark only, for clinical.md sets no rule for a spin ended early."""
    planned = None if spin.minutes is None else int(spin.minutes * 60)
    ran = ran_short(spin.started_at, spin.ended_at, planned)
    if ran is not None and planned is not None:
        yield Finding(
            Level.NOTE,
            _("{spin} ran {ran} of {planned} planned").format(
                spin=spin.told_apart(), ran=length(ran), planned=length(planned)
            ),
            why=_("ended early?"),
            next_step=_("Put its times right, or write down the minutes it ran."),
            field="minutes",
        )


class Spin(Line):
    """A spin: rpm or force, minutes, temperature, brake."""

    __tablename__ = "spin"
    title: ClassVar[str] = "Spin"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("prp.id"), index=True)
    parent: Mapped["Prp"] = relationship(back_populates="spins")

    number: Mapped[Decimal | None] = field(Number("Spin", hard=at_least(1), carried=True, house=True))
    rpm: Mapped[Decimal | None] = field(
        Number("Speed", unit=RPM, hard=between(100, 15000), help="Speed or force.", carried=True, house=True)
    )
    rcf_g: Mapped[Decimal | None] = field(
        Number("Force", unit=RCF, places=1, hard=between(10, 4000), carried=True, house=True)
    )
    minutes: Mapped[Decimal | None] = field(
        Number("Time", unit=MINUTES, places=1, hard=over(0, to=60), required=TO_SIGN, carried=True, house=True)
    )
    temperature_c: Mapped[Decimal | None] = field(
        Number("Temperature", unit=CELSIUS, places=1, soft=between(18, 26), hard=between(1, 45), source="S97")
    )
    brake: Mapped[bool | None] = field(YesNo("Brake on", carried=True, house=True))
    started_at: Mapped[datetime | None] = field(Moment("From"))
    ended_at: Mapped[datetime | None] = field(Moment("Until"))

    checks: ClassVar = (
        speed_recorded,
        rpm_against_force,
        force_is_usual,
        minutes_are_usual,
        ran_as_planned,
        times_in_order,
    )

    def radius_cm(self) -> Decimal | None:
        """The rotor radius of the sheet in cm."""
        return self.parent.rotor_radius_cm if self.parent is not None else None

    def force_g(self) -> Decimal | None:
        """Force in × g: entered, otherwise from rpm and radius."""
        radius = self.radius_cm()
        if self.rcf_g is not None or self.rpm is None or radius is None:
            return self.rcf_g
        return rcf_g(radius, self.rpm)

    def told_apart(self) -> str:
        """Its number."""
        return _("Spin {number}").format(number=self.place())

    def place(self) -> int:
        """Which spin of its sheet this is, from 1."""
        if self.number is not None:
            return int(self.number)
        return self.parent.spins.index(self) + 1 if self.parent is not None else 1

    def usual_force(self) -> tuple[Range, str]:
        """The usual force in × g, and the words for this kind of spin."""
        if self.parent is None or len(self.parent.spins) < 2:
            return SINGLE, _("single")
        return (SECOND, _("second")) if self.place() > 1 else (FIRST, _("first"))
