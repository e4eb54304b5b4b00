"""Post-procedure: reactions, leaving, aftercare handed over, what happens next (clinical.md 8.1, 8.3, 8.5)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.fields import TO_SIGN, Lines, field, lines
from charting.kinds import Day, Moment, Number, OneOf, Text, YesNo
from charting.ranges import at_least, at_most, between
from charting.records import after_checks as rules
from charting.records.adverse import AdverseEvent
from charting.records.base import Line, Sheet
from charting.records.pain_advice import paracetamol_on_sheet
from charting.records.rescue import RescueEntry
from charting.records.time_order import times_in_order
from charting.results import Result
from charting.units import GRADE, MMHG, PER_MINUTE, PERCENT

MOMENTS = Choices("reaction_moment", ("end", "At the end"), ("leaving", "Before leaving"), ("other", "Another time"))
ERYTHEMA = Choices(
    "erythema", ("0", "None"), ("1", "Faint pink"), ("2", "Clear red, within field"), ("3", "Deep red or beyond field")
)
OEDEMA = Choices("oedema", ("0", "None"), ("1", "Palpable"), ("2", "Visible"), ("3", "Eyelid or forehead swelling"))
BLEEDING = Choices(
    "bleeding",
    ("0", "None"),
    ("1", "Pinpoint, stops within 2 min"),
    ("2", "Needs pressure 2–10 min"),
    ("3", "Longer than 10 min"),
)
SEVERITY = Choices("severity", ("0", "None"), ("1", "Mild"), ("2", "Moderate"), ("3", "Severe"))
VASOVAGAL = Choices("vasovagal", ("0", "None"), ("1", "Pale"), ("2", "Near-syncope"), ("3", "Syncope"))
ALLERGIC = Choices(
    "allergic", ("0", "None"), ("1", "Local wheal"), ("2", "Generalised urticaria"), ("3", "Anaphylaxis")
)
NEURO = Choices("neuro", ("0", "None"), ("1", "Numb longer than 4 h"), ("2", "Weak brow"), ("3", "Other deficit"))
_WATCH = "watch the patient and measure blood pressure"


def _treated(after: Any) -> bool:
    return after.visit is None or after.visit.kind != "review"


def _handed_over(after: Any) -> bool:
    return _treated(after) and bool(after.aftercare_given)


def _faint(reaction: Any) -> bool:
    return reaction.vasovagal in ("2", "3")


class After(Sheet):
    """What the patient looked like afterwards, left with, and comes back for."""

    __tablename__ = "post_procedure"
    title: ClassVar[str] = "Post-procedure"
    prefilled: ClassVar = frozenset({"aftercare_version"})
    stamps: ClassVar = {"aftercare_given": "aftercare_given_at"}
    named: ClassVar = {"aftercare_given": "aftercare_explained_by"}
    checks: ClassVar = (
        rules.scored_twice,
        rules.bleeding_reviewed,
        rules.fit_to_leave,
        rules.observed_long_enough,
        rules.observed_as_timed,
        times_in_order,
        rules.left_though_not_fit,
        rules.next_session_ahead,
        rules.events_recorded,
        rules.call_in_time,
    )

    reactions: Mapped[list["Reaction"]] = lines(Lines("Reactions", row="Score"), "Reaction", "Reaction.position")

    sedated: Mapped[bool | None] = field(YesNo("Sedation given", help="other than nitrous oxide"))
    escort: Mapped[bool | None] = field(YesNo("Leaves with an escort"))
    discharge_reviewed_by: Mapped[str | None] = field(Text("Bleeding reviewed by", suggest="staff"))
    fit_to_leave: Mapped[bool | None] = field(
        YesNo("Fit to leave", required=_treated, warns={False: "write what was done instead"})
    )
    left_at: Mapped[datetime | None] = field(Moment("Left at"))
    leaving_note: Mapped[str | None] = field(
        Text("Note on leaving", lines=2, longest=1000, required=lambda after: after.fit_to_leave is False)
    )

    aftercare_given: Mapped[bool | None] = field(
        YesNo("Aftercare sheet given", required=_treated, warns={False: "the patient leaves without instructions"})
    )
    aftercare_version: Mapped[str | None] = field(Text("Version of the sheet", longest=40, required=_handed_over))
    aftercare_given_at: Mapped[datetime | None] = field(Moment("Given at", required=_handed_over))
    aftercare_explained_by: Mapped[str | None] = field(Text("Explained by", suggest="staff", required=_handed_over))
    contact_given: Mapped[bool | None] = field(
        YesNo(
            "Knows whom to call, day and night",
            required=_treated,
            warns={False: "give the number before the patient leaves"},
        )
    )
    paracetamol_advised: Mapped[bool | None] = field(YesNo("Paracetamol advised"))
    paracetamol_advice: Mapped[str | None] = field(
        Text("Paracetamol: dose and limit", help="the values worked out say what the sheet allows, and why", free=True)
    )
    nsaid_advice: Mapped[str | None] = field(
        Text("Advice on ibuprofen and the like", help="7 days without after PRP; prescribed aspirin goes on", free=True)
    )
    leftover_explained: Mapped[bool | None] = field(YesNo("Told that leftover blood and PRP are discarded"))
    advice_note: Mapped[str | None] = field(Text("Other advice", lines=2, longest=1000))
    home_needling_asked: Mapped[bool | None] = field(YesNo("Asks about needling at home"))
    home_needling_sheet: Mapped[bool | None] = field(
        YesNo("Sheet on needling at home may be given", help="to reduce harm; it recommends nothing", source="8.6")
    )

    call_due: Mapped[date | None] = field(Day("We phone on", help="24 to 72 h afterwards"))
    call_by: Mapped[str | None] = field(Text("Who phones", suggest="staff"))
    next_session_on: Mapped[datetime | None] = field(Moment("Next session", planned=True))
    assessment_on: Mapped[datetime | None] = field(
        Moment("Assessment and photographs", help="at 3 and 6 months", planned=True)
    )
    long_term_on: Mapped[date | None] = field(Day("Long-term review", help="at 12 months"))
    letter_agreed: Mapped[bool | None] = field(YesNo("We may write to the family doctor", source="10.1"))
    follow_up_note: Mapped[str | None] = field(Text("Note on follow-up", lines=2, longest=1000))

    adverse_events: Mapped[list[AdverseEvent]] = lines(
        Lines("Adverse events", row="Event"), "AdverseEvent", "AdverseEvent.position"
    )
    rescue_log: Mapped[list[RescueEntry]] = lines(
        Lines("Emergency log", row="Entry"), "RescueEntry", "RescueEntry.position"
    )

    def reaction_at(self, moment: str) -> "Reaction | None":
        """The last score of a moment: `end`, `leaving` or `other`."""
        found = [reaction for reaction in self.reactions if reaction.moment == moment]
        return found[-1] if found else None

    def worked_out(self, context: Context) -> list[Result]:
        open_visit = self.visit is not None and self.visit.signed_at is None
        return [paracetamol_on_sheet(self.visit)] if open_visit and _treated(self) else []

    def bled(self) -> bool | None:
        """Whether any bleeding was seen; None while nobody scored it."""
        scores = [reaction.bleeding for reaction in self.reactions if reaction.bleeding is not None]
        return any(score != "0" for score in scores) if scores else None


class Reaction(Line):
    """The reactions at one moment, each scored 0 to 3; pain 0 to 10."""

    __tablename__ = "reaction"
    title: ClassVar[str] = "Reactions"
    stamps: ClassVar = {"moment": "taken_at"}

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("post_procedure.id"), index=True)
    parent: Mapped[After] = relationship(back_populates="reactions")

    moment: Mapped[str | None] = field(OneOf("When", choices=MOMENTS, required=TO_SIGN))
    taken_at: Mapped[datetime | None] = field(Moment("Scored at", required=TO_SIGN))
    erythema: Mapped[str | None] = field(
        OneOf("Redness", choices=ERYTHEMA, warns={"3": "more than needling usually leaves"}, source="8.1")
    )
    oedema: Mapped[str | None] = field(
        OneOf("Swelling", choices=OEDEMA, warns={"3": "take a photograph"}, source="8.1")
    )
    bleeding: Mapped[str | None] = field(OneOf("Bleeding", choices=BLEEDING, source="8.1"))
    pain_nrs: Mapped[Decimal | None] = field(
        Number("Pain", unit=GRADE, soft=at_most(6), hard=between(0, 10), source="8.1")
    )
    itch: Mapped[str | None] = field(OneOf("Itch", choices=SEVERITY, source="8.1"))
    bruising: Mapped[str | None] = field(OneOf("Bruising", choices=SEVERITY, source="8.1"))
    exudate: Mapped[str | None] = field(OneOf("Exudate", choices=SEVERITY, source="8.1"))
    tightness: Mapped[str | None] = field(OneOf("Tightness", choices=SEVERITY, source="8.1"))
    vasovagal: Mapped[str | None] = field(
        OneOf("Vasovagal", choices=VASOVAGAL, warns={"2": _WATCH, "3": _WATCH}, source="8.1")
    )
    allergic: Mapped[str | None] = field(
        OneOf(
            "Allergic",
            choices=ALLERGIC,
            warns={"2": "treat it and keep watching", "3": "emergency: use the emergency card"},
            source="8.1",
        )
    )
    neuro: Mapped[str | None] = field(
        OneOf(
            "Nerves",
            choices=NEURO,
            warns={"2": "examine before the patient leaves", "3": "examine before the patient leaves"},
            source="8.1",
        )
    )
    bp_systolic_mmhg: Mapped[Decimal | None] = field(
        Number("Systolic", unit=MMHG, soft=between(100, 160), hard=between(50, 300), required=_faint, source="1.1")
    )
    bp_diastolic_mmhg: Mapped[Decimal | None] = field(
        Number("Diastolic", unit=MMHG, soft=at_most(100), hard=between(20, 200), required=_faint, source="1.1")
    )
    pulse_bpm: Mapped[Decimal | None] = field(
        Number("Pulse", unit=PER_MINUTE, soft=between(50, 100), hard=between(20, 250), source="1.1")
    )
    spo2_pct: Mapped[Decimal | None] = field(
        Number("SpO₂", unit=PERCENT, soft=at_least(95), hard=between(50, 100), source="1.1")
    )
    note: Mapped[str | None] = field(Text("Note", lines=2, longest=1000))

    checks: ClassVar = (rules.pressures_in_order,)
