"""Screening: the checklist of contraindications, and what has to be written down beside it (clinical.md 2)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.catalogue_screening import Row, screening_rows
from charting.choices import ASKED, Choices
from charting.context import Context
from charting.dates import show_day
from charting.fields import TO_SIGN, Lines, field, lines
from charting.kinds import Day, ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.ranges import at_least, between, over
from charting.records import screening_checks as rules
from charting.records.base import Line, Sheet
from charting.records.blood_count import Count
from charting.records.earlier import earlier_visits, patient_of
from charting.records.following import Follow
from charting.records.screening_actions import checklist_result
from charting.results import Result
from charting.units import CELLS_10E9_PER_L, G_PER_L, MG_PER_DAY, MMOL_PER_MOL, YEARS, EntryUnit, Unit
from charting.words import _, ngettext

CELLS_PER_UL = Unit("cells/µL", "{cells}/uL")
PER_UL = (
    EntryUnit(("10³/µL", "10^3/uL", "/nL"), "1"),
    EntryUnit(("/µL", "/uL"), "0.001"),
    EntryUnit(("10¹²/L",), "1000"),
)
PER_DL = (EntryUnit(("g/dL",), "10"),)
LESIONS = Choices(
    "skin_lesion",
    ("skin_cancer", "Skin cancer"),
    ("pigmented", "Suspicious pigmented spot"),
    ("actinic_keratosis", "Actinic keratosis"),
)
ISOTRETINOIN = Choices(
    "isotretinoin_use", ("current", "Taking it now"), ("stopped_under_6_months", "Stopped under 6 months ago")
)
CANCERS = Choices("cancer_kind", ("solid", "Solid tumour"), ("haematological", "Blood cancer"), ("bone", "Bone cancer"))
KELOIDS = Choices("keloid_history", ("personal", "The patient's own"), ("family_only", "In the family only"))
ACTIVE_ALOPECIAS = Choices(
    "active_alopecia",
    ("AA_patchy", "Alopecia areata, patchy"),
    ("AA_extensive", "Alopecia areata, extensive"),
    ("LPP", "Lichen planopilaris"),
    ("FFA", "Frontal fibrosing alopecia"),
)
HARDWARE = Choices(
    "scalp_hardware",
    ("metal", "Metal or implant"),
    ("shunt", "Cranial shunt"),
    ("skull_defect", "Skull defect"),
    ("tattoo", "Scalp tattoo"),
)
ADRENALINE_RISKS = Choices(
    "adrenaline_risk",
    ("beta_blocker", "Non-selective beta-blocker"),
    ("tricyclic", "Tricyclic antidepressant"),
    ("maoi", "MAOI"),
    ("cocaine", "Cocaine"),
    ("hypertension", "Uncontrolled hypertension"),
    ("hyperthyroidism", "Uncontrolled hyperthyroidism"),
    ("phaeochromocytoma", "Phaeochromocytoma"),
)
PREGNANCY_TESTS = Choices(
    "pregnancy_test",
    ("negative", "Negative"),
    ("positive", "Positive"),
    ("declined", "Declined"),
    ("not_needed", "Not needed"),
)


class Screening(Sheet):
    """The checklist of one session with the values it asks for."""

    __tablename__ = "screening"
    title: ClassVar[str] = "Screening"
    checks: ClassVar = (
        rules.rules_can_be_used,
        rules.numbers,
        rules.days,
        rules.waiting_times,
        rules.count_at_hand,
        rules.age_agrees,
        rules.age_on_the_day,
    )

    answers: Mapped[list["ScreeningAnswer"]] = lines(
        Lines("Checklist", row="Question", required=TO_SIGN), "ScreeningAnswer", "ScreeningAnswer.position"
    )

    site_treated_on: Mapped[date | None] = field(Day("Infection treated until", past=True))
    skin_lesion: Mapped[str | None] = field(OneOf("Lesion in the field", choices=LESIONS))
    keloid_history: Mapped[str | None] = field(OneOf("Keloid", choices=KELOIDS))
    keloid_site: Mapped[str | None] = field(Text("Site of the keloid", longest=120))
    active_alopecia: Mapped[str | None] = field(OneOf("Active alopecia", choices=ACTIVE_ALOPECIAS))
    scalp_hardware: Mapped[tuple[str, ...] | None] = field(ManyOf("In the scalp", choices=HARDWARE))

    platelets_10e9_l: Mapped[Decimal | None] = field(
        Count(
            "Platelets",
            analyte="platelets",
            unit=CELLS_10E9_PER_L,
            places=3,
            hard=between(1, 2000),
            also=PER_UL,
            source="C17",
        )
    )
    platelets_date: Mapped[date | None] = field(
        Day("Date of the count", past=True, required=lambda s: s.platelets_10e9_l is not None)
    )
    hb_g_l: Mapped[Decimal | None] = field(
        Count("Haemoglobin", analyte="hb", unit=G_PER_L, places=1, hard=between(30, 250), also=PER_DL, source="C18")
    )
    hb_date: Mapped[date | None] = field(Day("Date of haemoglobin", past=True, required=lambda s: s.hb_g_l is not None))
    inr: Mapped[Decimal | None] = field(Number("INR", places=2, hard=over(0), source="C11"))
    inr_date: Mapped[date | None] = field(Day("Date of the INR", past=True, required=lambda s: s.inr is not None))
    anticoagulant_name: Mapped[str | None] = field(Text("Anticoagulant", longest=120))
    anticoagulant_last_dose_at: Mapped[datetime | None] = field(Moment("Last anticoagulant", told=True))
    dual_antiplatelet: Mapped[bool | None] = field(YesNo("Two antiplatelet drugs"))
    nsaid_name: Mapped[str | None] = field(Text("Painkiller", longest=120, help="generic name"))
    nsaid_last_dose_at: Mapped[datetime | None] = field(Moment("Last painkiller", told=True))
    blood_donation_on: Mapped[date | None] = field(Day("Last blood donation", past=True))

    cancer_kind: Mapped[str | None] = field(OneOf("Cancer", choices=CANCERS))
    cancer_ended_on: Mapped[date | None] = field(Day("Cancer treatment ended", past=True))
    isotretinoin_use: Mapped[str | None] = field(OneOf("Isotretinoin", choices=ISOTRETINOIN))
    isotretinoin_stopped_on: Mapped[date | None] = field(Day("Isotretinoin stopped", past=True))
    hba1c_mmol_mol: Mapped[Decimal | None] = field(
        Number("HbA1c", unit=MMOL_PER_MOL, places=1, hard=over(0), source="C23")
    )
    hba1c_date: Mapped[date | None] = field(Day("Date of HbA1c", past=True))
    cd4_per_ul: Mapped[Decimal | None] = field(Number("CD4", unit=CELLS_PER_UL, hard=at_least(0), source="C24"))
    prednisolone_mg_day: Mapped[Decimal | None] = field(
        Number("Prednisolone", unit=MG_PER_DAY, places=2, hard=at_least(0), source="C24")
    )
    systemic_steroid_last_on: Mapped[date | None] = field(Day("Last steroid dose", past=True))
    local_steroid_injection_on: Mapped[date | None] = field(Day("Last steroid injection in the field", past=True))
    liver_decompensated: Mapped[bool | None] = field(YesNo("Liver disease decompensated"))
    adrenaline_risks: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Reasons for care with adrenaline", choices=ADRENALINE_RISKS)
    )
    letter_from: Mapped[str | None] = field(
        Text("Letter or opinion from", longest=200, help="oncologist, haematologist, dermatologist, prescriber")
    )

    lmp: Mapped[date | None] = field(Day("Last period began", past=True))
    pregnancy_test: Mapped[str | None] = field(OneOf("Pregnancy test", choices=PREGNANCY_TESTS))

    cigarettes_per_day: Mapped[Decimal | None] = field(Number("Cigarettes a day", hard=at_least(0)))
    pack_years: Mapped[Decimal | None] = field(Number("Pack-years", unit=YEARS, places=1, hard=at_least(0)))
    cessation_offered: Mapped[bool | None] = field(YesNo("Help to stop offered"))
    recent_procedure: Mapped[str | None] = field(Text("Last procedure in the field", longest=120))
    recent_procedure_on: Mapped[date | None] = field(Day("Procedure on", past=True))
    hair_dye_on: Mapped[date | None] = field(Day("Last dye or relaxer", past=True))
    transplant_on: Mapped[date | None] = field(Day("Hair transplant on", past=True))
    vaccine_on: Mapped[date | None] = field(Day("Last vaccination", past=True))
    note: Mapped[str | None] = field(Text("Note", lines=3, longest=2000))

    def follows(self, name: str, value: Any, context: Context) -> Iterator[Follow]:
        """A count that is written down is at hand: nobody is asked C19 for it."""
        yield from super().follows(name, value, context)
        if name == "platelets_10e9_l" and value is not None:
            yield from (Follow(one, "answer", "no") for one in self.answers if (one.code, one.answer) == ("C19", None))

    def worked_out(self, context: Context) -> list[Result]:
        """The strictest action over all rows, with the rows that lead to it."""
        return [checklist_result(self, context.day)]


class ScreeningAnswer(Line):
    """One question as it was asked, and its answer."""

    __tablename__ = "screening_answer"
    title: ClassVar[str] = "Question"
    checks: ClassVar = (rules.asked, rules.answered_yes)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("screening.id"), index=True)
    parent: Mapped[Screening] = relationship(back_populates="answers")
    code: Mapped[str] = mapped_column(sa.Text())
    question: Mapped[str] = mapped_column(sa.Text())
    answer: Mapped[str | None] = field(OneOf("Answer", choices=ASKED))
    detail: Mapped[str | None] = field(Text("Detail", lines=3, longest=400))

    def row(self) -> Row | None:
        """The catalogue's entry; None for a question that this version no longer asks."""
        return screening_rows().get(self.code)

    def told_apart(self) -> str:
        """The code of the question."""
        return str(self.code)

    def caption(self) -> str:
        """What this row is about, for lists and paper."""
        return f"{self.code}  {_(self.question)}"

    def group(self) -> str:
        """The title this question stands under."""
        row = self.row()
        return _(row.group) if row else ""

    def hint(self) -> str:
        """What to write down when the answer is yes."""
        row = self.row()
        return _(row.ask) if row else ""

    def means(self, day: date) -> str:
        """What Yes and No mean where that needs saying, and once one of them was answered what that one means.

        Of the question about age, how old the patient is on a day.
        """
        row = self.row()
        patient = patient_of(self.parent.visit) if self.parent is not None else None
        age = patient.age(day) if patient is not None else None
        if self.code == "C48" and patient is not None and patient.date_of_birth is not None and age is not None:
            words = ngettext("born {day}: {age} year", "born {day}: {age} years", age)
            return words.format(day=show_day(patient.date_of_birth), age=age)
        if row is None or row.question != self.question:
            return ""
        given = {"yes": row.means_yes, "no": row.means_no}.get(self.answer or "", "")
        return _(given or row.means)

    def last_time(self) -> str:
        """What was answered at an earlier visit, with its day: to be seen, never to be taken over."""
        visit = self.parent.visit if self.parent is not None else None
        if visit is None:
            return ""
        for earlier in sorted(earlier_visits(visit), key=lambda other: other.opened_at, reverse=True):
            for answer in earlier.screening.answers if earlier.screening is not None else ():
                if answer.code == self.code and answer.answer in {"yes", "no"}:
                    words = ASKED.label(answer.answer)
                    detail = f", {answer.detail}" if answer.detail else ""
                    return _("last {day}: {answer}").format(
                        day=show_day(earlier.opened_at.date()), answer=words + detail
                    )
        return ""


def blank_answers() -> list[ScreeningAnswer]:
    """Every question of the catalogue, unanswered, in its order."""
    return [
        ScreeningAnswer(position=place, code=row.code, question=row.question)
        for place, row in enumerate(screening_rows().values())
    ]
