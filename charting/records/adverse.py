"""Adverse events: what went wrong, how badly, what was done, who was told (clinical.md 8.2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.dates import show_moment
from charting.fields import TO_SIGN, field
from charting.findings import Finding, Level
from charting.kinds import ManyOf, Moment, OneOf, Text
from charting.records.base import Line
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

ALWAYS_OUTSIDE = frozenset(
    {
        "nerve_injury",
        "last",
        "anaphylaxis",
        "blood_exposure",
        "wrong_blood",
        "methaemoglobinaemia",
        "death",
        "scar",
        "granuloma",
        "contact_dermatitis",
    }
)
_BLOOD = frozenset({"blood_exposure", "wrong_blood"})


def reportable(event: "AdverseEvent", _context: Context) -> Iterator[Finding]:
    """Grade 3 and above, and any blood mix-up, is reportable (8.2)."""
    if event.is_reportable():
        yield Finding(
            Level.WARN,
            _("Reportable event"),
            why=_("grade 3 or above, or another person’s blood"),
            next_step=_("Tell the patient openly (duty of candour), and report it."),
            rule="adverse-reportable",
            field="grade",
        )


def reported_outside(event: "AdverseEvent", _context: Context) -> Iterator[Finding]:
    """These events are told to somebody outside the clinic (8.2)."""
    needs = event.term in ALWAYS_OUTSIDE or event.is_reportable()
    if needs and (event.reported_externally is None or "none" in event.reported_externally):
        yield Finding(
            Level.WARN,
            _("Not yet reported outside the clinic"),
            why=_("the regulator or the maker has to know"),
            next_step=_("Report it to the regulator or the maker, and write the reference here."),
            rule="adverse-report-outside",
            field="reported_externally",
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
    checks: ClassVar = (reportable, reported_outside, unusual_grade, order_of_times, death_and_outcome)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("post_procedure.id"), index=True)
    parent: Mapped["After"] = relationship(back_populates="adverse_events")

    term: Mapped[str | None] = field(OneOf("Event", choices=TERMS, required=TO_SIGN))
    term_other: Mapped[str | None] = field(Text("In other words", required=lambda event: event.term == "other"))
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
    action: Mapped[str | None] = field(Text("Action", lines=2, longest=1000))
    treatment: Mapped[str | None] = field(Text("Treatment", lines=2, longest=1000))
    outcome: Mapped[str | None] = field(OneOf("Outcome", choices=OUTCOMES))
    resolved_at: Mapped[datetime | None] = field(Moment("Over at"))
    reported_externally: Mapped[tuple[str, ...] | None] = field(ManyOf("Reported to", choices=REPORTED_TO))
    external_reference: Mapped[str | None] = field(Text("Reference of the report"))
    root_cause: Mapped[str | None] = field(Text("Root cause", lines=2, longest=1000))
    photo_ids: Mapped[str | None] = field(Text("Photographs", help="numbers or file names"))

    def is_reportable(self) -> bool:
        """Whether 8.2 calls this event reportable."""
        return (self.grade is not None and int(self.grade) >= 3) or self.term in _BLOOD
