"""Consent to a visit's treatment: the dialogue, the statements, the signatures (clinical.md 3.1 to 3.5, 3.7)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.context import Context
from charting.fields import field, lines
from charting.kinds import Day, ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.ranges import between, over
from charting.records import consent_checks as rules
from charting.records.base import Line, Sheet
from charting.records.consent_before import taken_from_before
from charting.records.consent_signature import ConsentSigning, given, too_short
from charting.records.following import Follow
from charting.records.moved_checks import agreed_by_another
from charting.records.spoken_texts import in_the_language, text_is_spoken
from charting.records.withdrawal_checks import withdrawn, withdrawn_before
from charting.results import Result
from charting.texts import ConsentText, consent_text
from charting.units import DAYS, ML

PROCEDURES = Choices(
    "procedure",
    ("mn", "Microneedling"),
    ("m_prp", "M-PRP"),
    ("prp_injections", "PRP injections"),
    ("topical_anaesthetic", "Numbing cream"),
    ("anaesthetic_injections", "Anaesthetic injections"),
    ("nitrous_oxide", "Nitrous oxide"),
    ("blood_draw", "Blood draw"),
    ("photographs", "Photographs"),
)
BASES = Choices(
    "consent_basis",
    ("new", "New consent"),
    ("reconfirmed", "Earlier consent reconfirmed"),
    ("paper", "Signed on paper"),
)
CHANGES = Choices("consent_change", ("nothing", "Nothing changed"), ("changed", "Something changed"))
INTERPRETER_MODES = Choices(
    "interpreter_mode", ("in_person", "In person"), ("telephone", "Telephone"), ("video", "Video")
)


def _full(consent: Any) -> bool:
    return consent.basis != "reconfirmed" and not consent.refused


def _wanted(consent: Any) -> bool:
    return not consent.refused


def _prp_asked(consent: Any) -> bool:
    return _wanted(consent) and bool({"m_prp", "prp_injections"} & set(consent.procedure_set or ()))


def _interpreted(consent: Any) -> bool:
    return _wanted(consent) and bool(consent.interpreter_used)


class Consent(Sheet):
    """One consent for one visit. Reflection time is counted, never typed; `signed_at` seals the sheet.

    The withdrawal columns stay open afterwards. `template_id` and `template_version` name the text that was read.
    """

    __tablename__ = "consent"
    title: ClassVar[str] = "Consent"
    seal: ClassVar[str] = "signed_at"
    open_after_seal: ClassVar[frozenset[str]] = frozenset(
        {"withdrawn_at", "withdrawn_by", "withdrawn_what", "withdrawal_received_by", "withdrawal_explained"}
    )

    template_id: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    template_version: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    signed_at: Mapped[datetime | None] = mapped_column(MomentText(), nullable=True)

    basis: Mapped[str | None] = field(OneOf("Basis", choices=BASES, required=_wanted))
    confirms_consent_of: Mapped[date | None] = field(
        Day("First consent signed on", past=True, required=lambda c: c.basis == "reconfirmed" and not c.refused)
    )
    reconfirm_change: Mapped[str | None] = field(
        OneOf("Since that consent", choices=CHANGES, required=lambda c: c.basis == "reconfirmed" and not c.refused)
    )
    reconfirm_detail: Mapped[str | None] = field(
        Text("What changed", lines=2, longest=1000, required=lambda c: c.reconfirm_change == "changed")
    )
    language: Mapped[str | None] = field(Text("Language", longest=60, required=_wanted))
    info_given_date: Mapped[date | None] = field(Day("Written information given on", past=True, required=_full))
    written_info_version: Mapped[str | None] = field(Text("Version of the written information", longest=40))
    same_day_reason: Mapped[str | None] = field(
        Text(
            "Reason for consent on the same day",
            lines=2,
            longest=500,
            help="needed when information and signature fall on one day",
        )
    )

    procedure_set: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Procedures agreed to", choices=PROCEDURES, required=_wanted)
    )
    zones: Mapped[str | None] = field(Text("Zones", longest=200, free=True))
    planned_sessions: Mapped[Decimal | None] = field(
        Number("Planned sessions", soft=between(3, 16), hard=between(1, 52), source="1.7")
    )
    interval_days: Mapped[Decimal | None] = field(
        Number("Interval", unit=DAYS, soft=between(7, 56), hard=between(1, 365), source="1.7")
    )
    blood_draw_ml: Mapped[Decimal | None] = field(
        Number(
            "Blood to be drawn",
            unit=ML,
            places=1,
            soft=between(8, 60),
            hard=over(0, to=200),
            source="6.2",
            required=lambda c: _full(c) and "blood_draw" in (c.procedure_set or ()),
        )
    )
    helpers: Mapped[str | None] = field(Text("Who else helps", suggest="staff"))
    prp_manufactured_by: Mapped[str | None] = field(
        Text("PRP made by", suggest="staff", required=_prp_asked, source="S35", help="name and registration number")
    )
    prp_directed_by: Mapped[str | None] = field(
        Text("PRP directed by", suggest="staff", required=_prp_asked, source="S35", help="name and registration number")
    )

    free_text_goals: Mapped[str | None] = field(
        Text("Problem and hopes, in the patient’s words", lines=3, longest=2000, shortest=10, required=_full)
    )
    regret: Mapped[str | None] = field(Text("What would make the patient regret it", lines=2, longest=1000))
    matters_most: Mapped[str | None] = field(Text("What matters most", lines=2, longest=1000))
    diagnosis_told: Mapped[str | None] = field(Text("Diagnosis told", lines=2, longest=1000))
    uncertain: Mapped[str | None] = field(Text("What is uncertain", lines=2, longest=1000))
    tests_offered: Mapped[str | None] = field(Text("Tests offered", lines=2, longest=1000))
    questions_answers: Mapped[str | None] = field(Text("Questions and answers", lines=4, longest=4000))

    price_per_session: Mapped[str | None] = field(Text("Price of one session", longest=40, help="with its currency"))
    price_of_course: Mapped[str | None] = field(Text("Price of the course", longest=40, help="with its currency"))
    refund_rule: Mapped[str | None] = field(Text("Refund rule", lines=2, longest=500))
    financial_interest: Mapped[str | None] = field(Text("Clinician’s financial interest", lines=2, longest=500))

    capacity_understand: Mapped[bool | None] = field(YesNo("Understands", required=_full))
    capacity_retain: Mapped[bool | None] = field(YesNo("Remembers", required=_full))
    capacity_weigh: Mapped[bool | None] = field(YesNo("Weighs", required=_full))
    capacity_communicate: Mapped[bool | None] = field(YesNo("Communicates", required=_full))
    capacity_concerns: Mapped[str | None] = field(Text("Concerns about capacity", lines=2, longest=1000))
    adjusted_format: Mapped[str | None] = field(
        Text("Adjusted format", help="large print, read aloud, easy read", free=True)
    )
    interpreter_used: Mapped[bool | None] = field(YesNo("Interpreter used", required=_full))
    interpreter_name: Mapped[str | None] = field(Text("Interpreter", longest=80, required=_interpreted))
    interpreter_id: Mapped[str | None] = field(Text("Interpreter’s number", longest=60))
    interpreter_mode: Mapped[str | None] = field(OneOf("Interpreted", choices=INTERPRETER_MODES, required=_interpreted))
    witness_name: Mapped[str | None] = field(Text("Witness", longest=80))
    witness_role: Mapped[str | None] = field(Text("Witness’s role", longest=80))
    guardian_name: Mapped[str | None] = field(Text("Parent or guardian", longest=80))
    guardian_relationship: Mapped[str | None] = field(
        Text("Relationship to the patient", longest=80, required=lambda c: c.guardian_name is not None)
    )
    guardian_authority: Mapped[str | None] = field(
        Text("Authority document", required=lambda c: c.guardian_name is not None, help="type of document seen")
    )

    refused: Mapped[bool | None] = field(YesNo("Patient refused the treatment"))
    withdrawn_at: Mapped[datetime | None] = field(Moment("Consent withdrawn at"))
    withdrawn_by: Mapped[str | None] = field(
        Text("Withdrawn by", longest=80, required=lambda c: c.withdrawn_at is not None)
    )
    withdrawn_what: Mapped[str | None] = field(
        Text("What was withdrawn", lines=2, longest=500, required=lambda c: c.withdrawn_at is not None)
    )
    withdrawal_received_by: Mapped[str | None] = field(
        Text("Received by", suggest="staff", required=lambda c: c.withdrawn_at is not None)
    )
    withdrawal_explained: Mapped[str | None] = field(Text("Consequences explained", lines=2, longest=1000))

    statements: Mapped[list["ConsentStatement"]] = lines(
        # the rows come from the template; `statements_answered` says what is missing
        rules.STATEMENTS,
        "ConsentStatement",
        "ConsentStatement.position",
    )
    signatures: Mapped[list["ConsentSignature"]] = lines(
        rules.SIGNATURES, "ConsentSignature", "ConsentSignature.position"
    )

    checks: ClassVar = (
        rules.refused_is_a_review,
        withdrawn,
        withdrawn_before,
        rules.statements_answered,
        rules.signed_by_all,
        rules.questions_answered,
        rules.signed_before_start,
        rules.answered_before_start,
        rules.covers_the_visit,
        rules.time_to_think,
        rules.has_capacity,
        rules.still_valid,
        rules.same_text,
        text_is_spoken,
        agreed_by_another,
    )

    def follows(self, name: str, value: Any, context: Context) -> Iterator[Follow]:
        """What a reconfirmed consent takes from the one it reconfirms; the texts in the language it is given in."""
        yield from taken_from_before(self, name, value)
        if name == "language":
            yield from in_the_language(self, value, context)

    def when_signed(self) -> datetime | None:
        """When the patient signed; the sealed time where there is one."""
        patient = given(self.signatures, "patient")
        return self.signed_at or (patient.signed_at if patient else None)

    def status(self, context: Context) -> str:
        """`draft`, `signed`, `refused`, `withdrawn` or `expired` (3.4); worked out, never typed."""
        if self.refused:
            return "refused"
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.when_signed() is None:
            return "draft"
        return "expired" if rules.is_expired(self, context.now.date()) else "signed"

    def worked_out(self, context: Context) -> list[Result]:
        return [rules.reflection(self, context)] if _full(self) else []


class ConsentStatement(Line):
    """One sentence of the template with the patient's answer; the sentence is kept as it was read."""

    __tablename__ = "consent_statement"
    title: ClassVar[str] = "Statement"
    stamps: ClassVar = {"accepted": "accepted_at"}

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("consent.id"), index=True)
    parent: Mapped[Consent] = relationship(back_populates="statements")
    statement_id: Mapped[str] = mapped_column(sa.Text())
    sentence: Mapped[str] = mapped_column(sa.Text())
    accepted: Mapped[bool | None] = field(YesNo("I agree"))
    initials: Mapped[str | None] = field(Text("Initials", longest=8))
    accepted_at: Mapped[datetime | None] = field(Moment("Answered at"))

    def told_apart(self) -> str:
        """The number of the statement."""
        return str(self.statement_id)

    def caption(self) -> str:
        """What this row is about, for lists and paper."""
        return f"{self.statement_id}  {self.sentence}"


class ConsentSignature(ConsentSigning):
    """A signature under this consent."""

    __tablename__ = "consent_signature"
    title: ClassVar[str] = "Signature"
    checks: ClassVar = (too_short,)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("consent.id"), index=True)
    parent: Mapped[Consent] = relationship(back_populates="signatures")


def blank_statements(kind: str, text: ConsentText | None = None) -> list[ConsentStatement]:
    """The unanswered statements of a consent for a kind of visit, in their order; without one, of the shipped text."""
    return [
        ConsentStatement(position=place, statement_id=statement.id, sentence=statement.text)
        for place, statement in enumerate((text or consent_text()).statements_for(kind))
    ]
