"""Adverse events: what went wrong, how badly, what was done, who was told (clinical.md 8.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.dates import show_moment
from charting.fields import TO_SIGN, field, fields_of
from charting.findings import Finding, Level
from charting.kinds import ManyOf, Moment, OneOf, Text, YesNo
from charting.records.base import Line
from charting.records.house_rules import profile_of
from charting.rules.adverse_reporting import Reporting, reporting
from charting.words import _

if TYPE_CHECKING:
    from charting.records.after import After

TERMS = Choices(
    "adverse_term",
    ("pain", "Pain"),
    ("erythema", "Redness"),
    ("oedema", "Swelling"),
    ("pruritus", "Itch"),
    ("bruise", "Bruise"),
    ("headache", "Headache"),
    ("shedding", "Shedding"),
    ("dryness", "Dryness"),
    ("infection", "Bacterial infection or folliculitis"),
    ("hsv", "Herpes reactivation"),
    ("pigmentation", "Darkening or lightening of skin"),
    ("scar", "Scar, tram-track marks or keloid"),
    ("granuloma", "Granuloma"),
    ("contact_dermatitis", "Contact dermatitis"),
    ("nerve_injury", "Nerve injury or facial weakness"),
    ("last", "Local anaesthetic systemic toxicity"),
    ("anaphylaxis", "Anaphylaxis"),
    ("pre_syncope", "Pre-syncope"),
    ("syncope", "Syncope"),
    ("blood_exposure", "Blood-borne exposure"),
    ("wrong_blood", "Wrong patient’s blood"),
    ("methaemoglobinaemia", "Methaemoglobinaemia"),
    ("death", "Death"),
    ("other", "Other"),
)
CTCAE = Choices("ctcae_version", ("6.0", "6.0 (2025)"), ("5.0", "5.0"))
GRADES = Choices(
    "ctcae_grade",
    ("1", "1 mild"),
    ("2", "2 moderate"),
    ("3", "3 severe"),
    ("4", "4 life-threatening"),
    ("5", "5 death"),
)
SERIOUSNESS = Choices("seriousness", ("serious", "Serious"), ("not_serious", "Not serious"))
RELATEDNESS = Choices(
    "relatedness",
    ("unrelated", "Unrelated"),
    ("unlikely", "Unlikely"),
    ("possible", "Possible"),
    ("probable", "Probable"),
    ("definite", "Definite"),
)
EXPECTEDNESS = Choices("expectedness", ("expected", "Expected"), ("unexpected", "Unexpected"))
OUTCOMES = Choices(
    "adverse_outcome",
    ("recovered", "Recovered"),
    ("recovering", "Recovering"),
    ("sequelae", "Recovered with sequelae"),
    ("ongoing", "Ongoing"),
    ("fatal", "Fatal"),
    ("unknown", "Unknown"),
)
REPORTED_TO = Choices(
    "reported_to",
    ("yellow_card", "Yellow Card (MHRA)"),
    ("medwatch", "MedWatch (FDA)"),
    ("manufacturer", "Manufacturer"),
    ("coroner", "Coroner"),
    ("none", "Nobody"),
)

USUAL_GRADES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(
        ("pain", "erythema", "oedema", "pruritus", "bruise", "headache", "shedding", "dryness", "pigmentation"), (1, 2)
    ),
    "infection": (2, 3),
    "hsv": (2, 2),
    **dict.fromkeys(("scar", "granuloma", "contact_dermatitis", "nerve_injury"), (2, 3)),
    **dict.fromkeys(("last", "anaphylaxis", "methaemoglobinaemia"), (3, 4)),
    "pre_syncope": (2, 2),
    "syncope": (3, 3),
    **dict.fromkeys(("blood_exposure", "wrong_blood"), (1, 3)),
    "death": (5, 5),
}
"""The grades usually given to each term, from and to (8.2)."""


def report_due(event: "AdverseEvent", _context: Context) -> Iterator[Finding]:
    """Grade 3 and above, another person's blood, and what comes from a device are reported, and to whom (8.2)."""
    asked = event.reporting()
    told = event.is_reported()
    if (asked.reportable or asked.outside == "yes") and not told:
        yield Finding(
            Level.WARN,
            _("Reportable event, not yet reported") if asked.reportable else _("Not yet reported outside the clinic"),
            why=asked.why,
            next_step=_("Report it to: {whom}. Write the reference here.").format(whom=asked.to_whom),
            rule="adverse-reportable" if asked.reportable else "adverse-report-outside",
            field="reported_externally",
            inputs=event.told(),
            source="S89, K",
        )
    elif asked.outside == "ask" and not told:
        yield Finding(
            Level.NOTE,
            _("To be reported if it was serious or came from a device"),
            why=asked.why,
            next_step=_("Write down whether it was serious, and whether device or product caused it."),
            rule="adverse-report-ask",
            field="from_device",
            inputs=event.told(),
            source="S89, K",
        )
    if asked.duty_of_candour:
        yield Finding(
            Level.NOTE,
            _("Duty of candour"),
            why=asked.why,
            next_step=_("Tell the patient openly what happened, say sorry, and write down what was said."),
            rule="adverse-candour",
            field="grade",
            inputs=event.told(),
            source="K",
        )


def unusual_grade(event: "AdverseEvent", _context: Context) -> Iterator[Finding]:
    """The grade usually given to this term, as information."""
    usual = USUAL_GRADES.get(event.term or "")
    if usual and event.grade is not None and not usual[0] <= int(event.grade) <= usual[1]:
        low, high = usual
        yield Finding(
            Level.NOTE,
            _("Grade {grade} is unusual for {term}").format(grade=event.grade, term=TERMS.label(event.term or "")),
            why=_("usual grade {grade}").format(grade=low if low == high else f"{low}–{high}"),
            rule="adverse-grade",
            field="grade",
        )


def order_of_times(event: "AdverseEvent", context: Context) -> Iterator[Finding]:
    """Nothing is over or reported before it began."""
    for name in ("resolved_at", "reported_at"):
        moment = getattr(event, name)
        if moment is not None and event.onset_at is not None and moment < event.onset_at:
            yield Finding(
                Level.STOP,
                _("{time} is before the event began").format(time=show_moment(moment, context.day)),
                next_step=_("Correct the time that is wrong."),
                rule="adverse-times",
                field=name,
            )


def death_and_outcome(event: "AdverseEvent", _context: Context) -> Iterator[Finding]:
    """Grade 5 and a fatal outcome go together."""
    if event.grade is not None and event.outcome is not None and (event.grade == "5") != (event.outcome == "fatal"):
        yield Finding(
            Level.STOP,
            _("Grade and outcome contradict each other"),
            why=_("grade 5 is death"),
            next_step=_("Correct the one that is wrong."),
            rule="adverse-fatal",
            field="outcome",
        )


class AdverseEvent(Line):
    """One adverse event of a visit, graded by CTCAE."""

    __tablename__ = "adverse_event"
    title: ClassVar[str] = "Adverse event"
    checks: ClassVar = (report_due, unusual_grade, order_of_times, death_and_outcome)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("post_procedure.id"), index=True)
    parent: Mapped["After"] = relationship(back_populates="adverse_events")

    term: Mapped[str | None] = field(OneOf("Event", choices=TERMS, required=TO_SIGN))
    term_other: Mapped[str | None] = field(
        Text("In other words", required=lambda event: event.term == "other", free=True)
    )
    grade: Mapped[str | None] = field(
        OneOf(
            "Grade",
            choices=GRADES,
            required=TO_SIGN,
            source="S89",
            help="1 no intervention, 2 minimal or local, 3 in hospital or limits self-care, 4 urgent intervention",
        )
    )
    ctcae_version: Mapped[str | None] = field(OneOf("Graded by CTCAE", choices=CTCAE, source="S89"))
    onset_at: Mapped[datetime | None] = field(Moment("Began", required=TO_SIGN))
    reported_at: Mapped[datetime | None] = field(Moment("Reported to us"))
    reported_by: Mapped[str | None] = field(Text("Reported by", longest=80))
    seriousness: Mapped[str | None] = field(OneOf("Seriousness", choices=SERIOUSNESS))
    relatedness: Mapped[str | None] = field(OneOf("Related to the procedure", choices=RELATEDNESS))
    expectedness: Mapped[str | None] = field(OneOf("Expected", choices=EXPECTEDNESS))
    from_device: Mapped[bool | None] = field(YesNo("Caused by device or product"))
    action: Mapped[str | None] = field(Text("Action", lines=2, longest=1000))
    treatment: Mapped[str | None] = field(Text("Treatment", lines=2, longest=1000))
    outcome: Mapped[str | None] = field(OneOf("Outcome", choices=OUTCOMES))
    resolved_at: Mapped[datetime | None] = field(Moment("Over at"))
    reported_externally: Mapped[tuple[str, ...] | None] = field(ManyOf("Reported to", choices=REPORTED_TO))
    external_reference: Mapped[str | None] = field(Text("Reference of the report"))
    root_cause: Mapped[str | None] = field(Text("Root cause", lines=2, longest=1000))
    photo_ids: Mapped[str | None] = field(Text("Photographs", help="numbers or file names"))

    def reporting(self) -> Reporting:
        """Whether it is reported, why and to whom, by the country of the clinic."""
        serious = None if self.seriousness is None else self.seriousness == "serious"
        grade = None if self.grade is None else int(self.grade)
        return reporting(self.term, grade, serious, self.from_device, profile_of(self))

    def is_reported(self) -> bool:
        """Whether somebody outside the clinic was told."""
        return any(code != "none" for code in self.reported_externally or ())

    def told(self) -> tuple[tuple[str, str], ...]:
        """What decides about reporting, as inputs of a finding."""
        names = ("term", "grade", "seriousness", "from_device")
        declared = fields_of(type(self))
        return tuple((declared[name].title, self.shown(name)) for name in names)
