"""Consent to photographs: its own sheet, its own signatures, each use taken back alone (clinical.md 3.6)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.context import Context
from charting.dates import show_day
from charting.fields import Lines, field, fields_of, lines
from charting.findings import Finding, Level
from charting.kinds import Day, OneOf, Text, YesNo
from charting.records.base import Line, Sheet
from charting.records.consent_signature import ConsentSigning, given, lacking, too_short
from charting.records.moved_checks import agreed_by_another
from charting.records.patient_questions import unanswered
from charting.words import _

SCOPES = Choices(
    "photo_scope",
    ("clinical_record", "My own record"),
    ("share_with_other_clinician", "Another clinician"),
    ("internal_teaching", "Teaching staff"),
    ("publication_scientific", "Journal or talk"),
    ("marketing_website_social", "Website or social media"),
)
PUBLIC = ("publication_scientific", "marketing_website_social")


def _asked(sheet: Any) -> bool:
    return any(scope.allowed is not None for scope in sheet.scopes)


def refused_everything(sheet: Any) -> bool:
    """Whether the patient said no to every use: no photographs, and nothing that anybody would have to sign."""
    return bool(sheet.scopes) and all(scope.allowed is False for scope in sheet.scopes)


def _to_know(sheet: Any) -> bool:
    return _asked(sheet) and not refused_everything(sheet)


def _public(sheet: Any) -> bool:
    return any(scope.allowed and scope.scope in PUBLIC for scope in sheet.scopes)


def _photographs_planned(sheet: Any) -> bool:
    consent = sheet.visit.consent if sheet.visit is not None else None
    return consent is not None and "photographs" in (consent.procedure_set or ())


def every_use_answered(sheet: "PhotoConsent", _context: Context) -> Iterator[Finding]:
    """Once one use is answered, all are: a use nobody asked about is not allowed, but it must show."""
    if not _asked(sheet):
        planned = _photographs_planned(sheet)
        yield Finding(
            Level.MISSING if planned else Level.NOTE,
            _("Photographs were not asked about"),
            why=_("the consent names photographs") if planned else _("without an answer none may be taken"),
            field="scopes",
        )
        return
    for scope in sheet.scopes:
        if scope.allowed is None:
            yield Finding(
                Level.MISSING,
                _("{use}: not answered").format(use=SCOPES.label(scope.scope or "")),
                field="allowed",
                record_id=scope.id,
            )


def signed_when_asked(sheet: "PhotoConsent", _context: Context) -> Iterator[Finding]:
    """Patient and clinician sign once anything is allowed; a named parent or guardian too.

    A refusal of everything stands by being written down. It can be signed and sealed all the same.
    """
    if _to_know(sheet):
        yield from lacking(sheet.signatures, photo_signing_roles(sheet))


def photo_signing_roles(sheet: Any) -> list[str]:
    """Who has to sign: patient and clinician, and a parent or guardian whom the consent of the same visit names."""
    consent = sheet.visit.consent if sheet.visit is not None else None
    guarded = consent is not None and consent.guardian_name
    return ["patient", "clinician", *(["guardian"] if guarded else [])]


def understood(sheet: "PhotoConsent", _context: Context) -> Iterator[Finding]:
    """A picture is only taken or published by someone who knows what that means."""
    answers = (
        ("refusal_is_free", sheet.refusal_is_free, _asked(sheet)),
        ("cannot_be_recalled", sheet.cannot_be_recalled, _public(sheet)),
    )
    for name, answer, matters in answers:
        if matters and answer is False:
            yield Finding(
                Level.STOP,
                _("The patient has not understood what the photographs are for"),
                next_step=_("Explain it again before anything is allowed."),
                rule="photo-understood",
                field=name,
            )


def questions_answered(sheet: "PhotoConsent", _context: Context) -> Iterator[Finding]:
    """What the patient asked while reading is answered before anybody seals."""
    yield from unanswered(sheet, "note")


def taken_back(sheet: "PhotoConsent", context: Context) -> Iterator[Finding]:
    """A permission that was taken back is said wherever the sheet is looked at: what it allowed is allowed no more."""
    for scope in sheet.scopes:
        if scope.allowed and scope.withdrawn_on is not None and scope.withdrawn_on <= context.day:
            yield Finding(
                Level.WARN,
                _("{use}: taken back on {day}").format(
                    use=SCOPES.label(scope.scope or ""), day=show_day(scope.withdrawn_on)
                ),
                why=_("it was allowed before; nothing more may be used for it"),
                next_step=_("Take no new photographs for it, and use none that there are."),
                rule="photo-taken-back",
                field="withdrawn_on",
                record_id=scope.id,
                source="3.6",
            )


def lacks_to_seal(sheet: "PhotoConsent") -> Iterator[Finding]:
    """What a seal waits for besides the findings of the sheet: nobody seals what nobody was asked or has signed."""
    if not _asked(sheet):
        yield Finding(Level.MISSING, _("Photographs were not asked about"), field="scopes", record_id=sheet.id)
    elif refused_everything(sheet) and sheet.refusal_is_free is None:
        known = fields_of(PhotoConsent)["refusal_is_free"].title
        yield Finding(Level.MISSING, known, why=_("needed to seal"), field="refusal_is_free", record_id=sheet.id)
    if not _to_know(sheet):
        for finding in lacking(sheet.signatures, photo_signing_roles(sheet)):
            yield finding.at(sheet.id)


class PhotoConsent(Sheet):
    """What photographs of this patient may be used for. Nothing is allowed until somebody answers."""

    __tablename__ = "photo_consent"
    title: ClassVar[str] = "Photographs"
    seal: ClassVar[str] = "signed_at"
    checks: ClassVar = (
        every_use_answered,
        signed_when_asked,
        understood,
        questions_answered,
        agreed_by_another,
        taken_back,
    )

    template_id: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    template_version: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    signed_at: Mapped[datetime | None] = mapped_column(MomentText(), nullable=True)

    refusal_is_free: Mapped[bool | None] = field(
        YesNo("Knows that saying no changes nothing in the care", required=_to_know)
    )
    cannot_be_recalled: Mapped[bool | None] = field(
        YesNo("Knows that a published picture cannot be called back", required=_public)
    )
    note: Mapped[str | None] = field(Text("Note", lines=2, longest=1000))
    scopes: Mapped[list["PhotoScope"]] = lines(Lines("Uses", row="Use"), "PhotoScope", "PhotoScope.position")
    signatures: Mapped[list["PhotoSignature"]] = lines(
        Lines("Signatures", row="Signature"), "PhotoSignature", "PhotoSignature.position"
    )

    def allows(self, scope: str, day: date) -> bool:
        """Whether a use is allowed on a day: answered yes, signed, not expired, not taken back."""
        if given(self.signatures, "patient") is None:
            return False
        return any(row.scope == scope and row.is_open(day) for row in self.scopes)

    def taken_back_on(self, scope: str, day: date) -> date | None:
        """The day on which a use that had been allowed was taken back, where that is over on a day."""
        days = (row.withdrawn_on for row in self.scopes if row.scope == scope and row.allowed)
        return next((back for back in days if back is not None and back <= day), None)


def taken_back_later(scope: "PhotoScope", _context: Context) -> Iterator[Finding]:
    """A use that was never allowed cannot be taken back."""
    if scope.withdrawn_on is not None and not scope.allowed:
        yield Finding(
            Level.WARN,
            _("Taken back on {day}, but it was not allowed").format(day=show_day(scope.withdrawn_on)),
            field="withdrawn_on",
        )


class PhotoScope(Line):
    """One use of photographs with the patient's answer."""

    __tablename__ = "photo_scope"
    title: ClassVar[str] = "Use"
    open_after_seal: ClassVar[frozenset[str]] = frozenset({"withdrawn_on"})
    prefilled: ClassVar = frozenset({"scope"})
    checks: ClassVar = (taken_back_later,)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("photo_consent.id"), index=True)
    parent: Mapped[PhotoConsent] = relationship(back_populates="scopes")
    scope: Mapped[str | None] = field(OneOf("Use", choices=SCOPES))
    allowed: Mapped[bool | None] = field(YesNo("Allowed"))
    identifiable: Mapped[bool | None] = field(YesNo("Recognisable", required=lambda scope: bool(scope.allowed)))
    face_or_tattoo_masked: Mapped[bool | None] = field(YesNo("Face and tattoos masked"))
    expiry: Mapped[date | None] = field(Day("Allowed until"))
    withdrawn_on: Mapped[date | None] = field(Day("Taken back on", past=True))
    initials: Mapped[str | None] = field(Text("Initials", longest=8))

    def in_row(self, name: str, day: date) -> str:
        """What was allowed is not called allowed once it was taken back or is over."""
        if name == "allowed" and self.allowed:
            if self.withdrawn_on is not None:
                return _("Taken back\n{day}").format(day=show_day(self.withdrawn_on))
            if self.expiry is not None and self.expiry < day:
                return _("Over since\n{day}").format(day=show_day(self.expiry))
        return super().in_row(name, day)

    def is_open(self, day: date) -> bool:
        """Whether this use is allowed on a day, the signature aside."""
        if not self.allowed or (self.withdrawn_on is not None and day >= self.withdrawn_on):
            return False
        return self.expiry is None or day <= self.expiry


class PhotoSignature(ConsentSigning):
    """A signature under the photograph consent."""

    __tablename__ = "photo_signature"
    title: ClassVar[str] = "Signature"
    checks: ClassVar = (too_short,)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("photo_consent.id"), index=True)
    parent: Mapped[PhotoConsent] = relationship(back_populates="signatures")


def blank_scopes() -> list[PhotoScope]:
    """The five uses, none of them answered."""
    return [PhotoScope(position=place, scope=choice.code) for place, choice in enumerate(SCOPES)]
