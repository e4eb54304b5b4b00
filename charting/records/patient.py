"""A patient: who they are, how to reach them, and what stays true from visit to visit (clinical.md 1.1)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.dates import age_on, show_day
from charting.fields import TO_SIGN, Lines, field, lines
from charting.kinds import Day, OneOf, Text, YesNo
from charting.records import patient_checks as rules
from charting.records.base import Record
from charting.records.following import Follow
from charting.records.patient_lists import Allergy, Grading, HairDiagnosis, Medicine, Weight
from charting.records.therapies import PastTreatment, Therapy
from charting.words import _

if TYPE_CHECKING:
    from charting.records.course import Course

__all__ = ["Allergy", "Grading", "HairDiagnosis", "Medicine", "PastTreatment", "Patient", "Therapy", "Weight"]

SEXES = Choices(
    "sex_at_birth",
    ("female", "Female"),
    ("male", "Male"),
    ("intersex", "Intersex"),
    ("not_stated", "Not stated"),
)
VIRUS_STATUS = Choices(
    "blood_borne_virus",
    ("not_tested", "Not tested"),
    ("negative", "Negative"),
    ("positive", "Positive"),
    ("declined", "Declined"),
)
ALLERGY_STATUS = Choices(
    "allergy_status",
    ("known", "Known allergies"),
    ("none_known", "No known allergies"),
    ("not_asked", "Not asked"),
    ("unavailable", "Unavailable"),
)


class Patient(Record):
    """A person who is treated. `number` is given once and never used again."""

    __tablename__ = "patient"
    title: ClassVar[str] = "Patient"
    checks: ClassVar = (rules.age_in_range, rules.allergies_agree, rules.virus_result_dated, rules.one_primary)

    number: Mapped[str] = mapped_column(sa.Text(), unique=True)
    family_name: Mapped[str | None] = field(Text("Family name", required=TO_SIGN, longest=80))
    given_name: Mapped[str | None] = field(Text("Given name", required=TO_SIGN, longest=80))
    title_of_address: Mapped[str | None] = field(Text("Title", longest=20, help="Mr, Ms, Dr"))
    preferred_name: Mapped[str | None] = field(Text("Preferred name", longest=80))
    date_of_birth: Mapped[date | None] = field(Day("Date of birth", past=True, sure=True, required=TO_SIGN))
    sex_at_birth: Mapped[str | None] = field(OneOf("Sex at birth", choices=SEXES, required=TO_SIGN))
    gender_identity: Mapped[str | None] = field(Text("Gender identity", longest=80))
    pronouns: Mapped[str | None] = field(Text("Pronouns", longest=40))

    phone: Mapped[str | None] = field(Text("Telephone", longest=40))
    email: Mapped[str | None] = field(Text("Email", longest=120))
    address: Mapped[str | None] = field(Text("Address", lines=3, longest=300, free=False))
    emergency_contact_name: Mapped[str | None] = field(Text("Emergency contact", longest=120))
    emergency_contact_phone: Mapped[str | None] = field(Text("Telephone of the emergency contact", longest=40))
    family_doctor_name: Mapped[str | None] = field(Text("Family doctor", longest=120))
    family_doctor_address: Mapped[str | None] = field(
        Text("Address of the family doctor", lines=3, longest=300, free=False)
    )
    language: Mapped[str | None] = field(Text("Language", longest=60))
    interpreter_needed: Mapped[bool | None] = field(YesNo("Interpreter needed"))
    occupation: Mapped[str | None] = field(Text("Occupation", longest=120))

    blood_borne_virus: Mapped[str | None] = field(
        OneOf("Blood-borne virus", choices=VIRUS_STATUS, help="Optional. Not a reason to refuse treatment.")
    )
    blood_borne_virus_on: Mapped[date | None] = field(Day("Result of", past=True))
    allergy_status: Mapped[str | None] = field(OneOf("Allergies", choices=ALLERGY_STATUS, required=TO_SIGN))
    allergies_asked_on: Mapped[date | None] = field(Day("Asked on", past=True))
    allergies_unavailable_reason: Mapped[str | None] = field(
        Text(
            "Why allergies are unavailable",
            longest=200,
            required=lambda patient: patient.allergy_status == "unavailable",
            free=True,
        )
    )

    allergies: Mapped[list[Allergy]] = lines(Lines("Allergies", row="Allergy"), "Allergy", "Allergy.position")
    medicines: Mapped[list[Medicine]] = lines(Lines("Medicines", row="Medicine"), "Medicine", "Medicine.position")
    therapies: Mapped[list[Therapy]] = lines(Lines("Hair therapies", row="Therapy"), "Therapy", "Therapy.position")
    diagnoses: Mapped[list[HairDiagnosis]] = lines(
        Lines("Diagnoses", row="Diagnosis"), "HairDiagnosis", "HairDiagnosis.position"
    )
    gradings: Mapped[list[Grading]] = lines(Lines("Gradings", row="Grading"), "Grading", "Grading.position")
    weights: Mapped[list[Weight]] = lines(Lines("Weights", row="Weight"), "Weight", "Weight.position")
    past_treatments: Mapped[list[PastTreatment]] = lines(
        Lines("Earlier treatments", row="Treatment"), "PastTreatment", "PastTreatment.position"
    )
    courses: Mapped[list["Course"]] = relationship(
        back_populates="patient", order_by="Course.started_on", cascade="all, delete-orphan"
    )

    def follows(self, name: str, value: Any, context: Context) -> Iterator[Follow]:
        """Allergies that are answered today were asked about today."""
        if name == "allergy_status" and value in {"known", "none_known"} and self.allergies_asked_on is None:
            yield Follow(self, "allergies_asked_on", context.now.date())

    def display_name(self) -> str:
        """`SAMPLE, Ada (Ms)`, as the banner and every paper show it."""
        named = ", ".join(part for part in ((self.family_name or "").upper(), self.given_name) if part)
        if not named:
            return _("Name not known")
        return f"{named} ({self.title_of_address})" if self.title_of_address else named

    def age(self, day: date) -> int | None:
        """Completed years on a day; None while the date of birth is unknown."""
        return None if self.date_of_birth is None else age_on(self.date_of_birth, day)

    def allergy_banner(self) -> tuple[str, str]:
        """State (known, none, not_recorded, unavailable) and detail. A recorded allergy is known whatever the status.

        Entries are divided by semicolons where one has a comma of its own, by commas otherwise.
        """
        entries = [caption for allergy in self.allergies if (caption := allergy.caption())]
        if entries:
            return "known", ("; " if any("," in entry for entry in entries) else ", ").join(entries)
        if self.allergy_status == "known":
            return "known", _("not yet listed")
        if self.allergy_status == "none_known":
            asked = self.allergies_asked_on
            return "none", _("asked {day}").format(day=show_day(asked)) if asked else ""
        if self.allergy_status == "unavailable":
            return "unavailable", self.allergies_unavailable_reason or ""
        return "not_recorded", _("ask now")

    def latest_weight(self, day: date) -> Weight | None:
        """The last weight taken on or before a day; None when there is none."""
        dated = [(w.date, w.position, w) for w in self.weights if w.weight_kg is not None and w.date is not None]
        past = [entry for entry in dated if entry[0] <= day]
        return max(past, key=lambda entry: entry[:2])[2] if past else None

    def primary_diagnosis(self) -> HairDiagnosis | None:
        """The diagnosis marked as primary, or the only one there is."""
        open_ones = [d for d in self.diagnoses if d.diagnosis is not None and d.resolved_on is None]
        marked = [d for d in open_ones if d.is_primary]
        return marked[0] if marked else open_ones[0] if len(open_ones) == 1 else None
