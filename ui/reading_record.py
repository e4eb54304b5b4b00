"""What a patient answers and signs in the reading, written into the record: one act of a person, one step of undo."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from charting.columns import Strokes
from charting.dates import show_time
from charting.languages import name_of
from charting.origins import TAPPED, at_time
from charting.records.base import Record
from charting.records.clinic_texts import versions_of
from charting.records.consent import Consent
from charting.records.consent_checks import signing_roles
from charting.records.consent_signature import ROLES, ConsentSigning, given
from charting.records.patient_questions import open_questions, question_words
from charting.records.photo_consent import SCOPES, PhotoConsent
from charting.records.spoken_texts import is_untouched, language_of_text
from charting.records.visit import Visit
from charting.text_shapes import CONSENT, PHOTO_CONSENT
from charting.texts import PhotoText, languages
from charting.words import SOURCE, _, listed, ngettext
from ui.chart_model import ChartModel


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence with the answer it has. `matters` is False where a No is as good an answer as a Yes."""

    record: Record
    name: str
    sentence: str
    value: bool | None
    at: datetime | None
    matters: bool
    code: str


class ReadingRecord:
    """The sheet a patient reads: its sentences, who signs it, its language. Sealed sheets are not given here."""

    def __init__(self, model: ChartModel, visit: Visit, sheet: Consent | PhotoConsent) -> None:
        self._model, self.visit, self.sheet = model, visit, sheet
        self.kind = PHOTO_CONSENT if isinstance(sheet, PhotoConsent) else CONSENT

    def asked(self, photos: PhotoText) -> list[Asked]:
        """What is answered with Yes or No, in the order of the text."""
        if isinstance(self.sheet, Consent):
            return [
                Asked(line, "accepted", line.sentence, line.accepted, line.accepted_at, True, line.statement_id)
                for line in self.sheet.statements
            ]
        uses = {use.scope: use for use in photos.uses}
        found = []
        for row in self.sheet.scopes:
            use = uses.get(row.scope or "")
            words = f"**{use.lead}** {use.text}" if use is not None else SCOPES.label(row.scope or "")
            found.append(self._of(row, "allowed", words, use.id if use is not None else ""))
            if row.allowed:
                found.append(self._of(row, "identifiable", _("I may be recognised in these pictures."), ""))
        found.append(self._of(self.sheet, "refusal_is_free", photos.statement_refusal, "", matters=True))
        found.append(self._of(self.sheet, "cannot_be_recalled", photos.statement_recall, "", matters=True))
        return [one for one in found if one.sentence]

    def _of(self, record: Record, name: str, sentence: str, code: str, *, matters: bool = False) -> Asked:
        origin = (record.origins or {}).get(name)
        at = datetime.fromisoformat(origin[1]) if origin is not None and origin[0] == TAPPED else None
        return Asked(record, name, sentence, getattr(record, name), at, matters, code)

    def answer(self, asked: Asked, value: bool) -> None:
        """Keep a Yes or a No with its time; a changed mind has a time of its own, and clears what was signed."""
        if asked.value is value:
            return
        model, record = self._model, asked.record
        stamp = record.stamps.get(asked.name)
        with self._one_step(_("Answer of the patient")):
            self._unsign_all()
            if stamp and getattr(record, stamp) is not None:
                model.answer(record, stamp, None, None, False)
            origin = None if stamp else at_time(TAPPED, model.now())
            model.answer(record, asked.name, value, None, False, origin)
            if getattr(record, "initials", None) is not None:
                model.answer(record, "initials", None, None, False)  # they stood beside the other answer
            if asked.name == "allowed" and not value and getattr(record, "identifiable", None) is not None:
                model.answer(record, "identifiable", None, None, False)

    def initials(self) -> str:
        """The patient's, as their name stands in the record."""
        patient = self.visit.course.patient
        return "".join(part[0] for part in (patient.given_name, patient.family_name) if part).upper()

    def has_initials(self) -> bool:
        """Whether initials stand beside every statement."""
        return isinstance(self.sheet, Consent) and all(line.initials for line in self.sheet.statements)

    def put_initials(self) -> None:
        """Put the patient's initials beside every statement that has an answer and none yet."""
        if not isinstance(self.sheet, Consent):
            return
        with self._one_step(_("Initials of the patient")):
            self._unsign_all()
            for line in self.sheet.statements:
                if line.accepted is not None and not line.initials:
                    self._model.answer(line, "initials", self.initials(), None, False)

    def roles(self) -> list[str]:
        """Who signs here: everybody the record names but the clinician."""
        consent = self.sheet if isinstance(self.sheet, Consent) else self.visit.consent
        named = signing_roles(consent) if consent is not None else ["patient"]
        return [role for role in named if role != "clinician"]

    def signing(self, role: str) -> ConsentSigning | None:
        """The place where a role signs, if there is one yet."""
        return next((line for line in self.sheet.signatures if line.role == role), None)

    def is_signed(self, role: str = "patient") -> bool:
        """Whether a role has signed."""
        return given(self.sheet.signatures, role) is not None

    def is_held(self) -> bool:
        """Whether anybody has put a signature under the answers, the clinician as well."""
        return any(_stands(line) for line in self.sheet.signatures)

    def is_held_on_paper(self) -> bool:
        """Whether one of these signatures stands on paper, where nobody can clear it here."""
        return any(_stands(line) and line.method == "wet" for line in self.sheet.signatures)

    def name_of(self, role: str) -> str:
        """The name as it is printed under a signature; empty where the clinician has not written it."""
        consent, line = self.visit.consent, self.signing(role)
        if line is not None and line.printed_name:
            return line.printed_name
        if role == "patient":
            patient = self.visit.course.patient
            return " ".join(part for part in (patient.given_name, patient.family_name) if part)
        return (getattr(consent, f"{role}_name", None) or "") if consent is not None else ""

    def role_words(self, role: str) -> str:
        """The role, with what the record says of it."""
        consent, label = self.visit.consent, ROLES.label(role)
        known = {"witness": "witness_role", "guardian": "guardian_relationship", "interpreter": "interpreter_id"}
        more = getattr(consent, known[role], None) if consent is not None and role in known else None
        return f"{label}, {more}" if more else label

    def sign(self, role: str, strokes: Strokes) -> None:
        """Keep a signature with its strokes, its name and the time now."""
        model = self._model
        with self._one_step(_("Signature: {role}").format(role=ROLES.label(role))):
            line = self.signing(role)
            if line is None:
                line = model.add_line(self.sheet, "signatures")
                assert isinstance(line, ConsentSigning)
                model.answer(line, "role", role, None, False)
            for name, value in (("printed_name", self.name_of(role)), ("method", "drawn"), ("strokes", strokes)):
                model.answer(line, name, value, None, False)

    def unsign(self, role: str) -> None:
        """Take a signature back, so that it can be given again."""
        line = self.signing(role)
        if line is not None and _stands(line):
            with self._one_step(_("Signature cleared: {role}").format(role=ROLES.label(role))):
                self._clear(line)

    def _unsign_all(self) -> None:
        """Nobody's name stays under words that they did not sign."""
        for line in self.sheet.signatures:
            if _stands(line):
                self._clear(line)

    def _clear(self, line: ConsentSigning) -> None:
        for name in ("strokes", "signed_at"):
            self._model.answer(line, name, None, None, False)

    def has_question(self, section: str) -> bool:
        """Whether it is written down that the patient asks about a section."""
        return question_words(section) in (getattr(self.sheet, self.notes()) or "")

    def note_question(self, section: str) -> bool:
        """Write down that the patient asks about a section; False where that stands there already."""
        if self.has_question(section):
            return False
        name, about = self.notes(), question_words(section)
        said = getattr(self.sheet, name) or ""
        line = f"{show_time(self._model.now())} {about}"
        self._model.answer(self.sheet, name, f"{said}\n{line}" if said else line, None, False)
        return True

    def open_questions(self) -> list[str]:
        """The sections the patient asks about that nobody has written an answer to."""
        return open_questions(getattr(self.sheet, self.notes()))

    def notes(self) -> str:
        """The field of the sheet that questions stand in."""
        return "questions_answers" if isinstance(self.sheet, Consent) else "note"

    def language(self) -> str:
        """The code of the language of the very text that is signed."""
        return language_of_text(self.sheet, self.kind) or SOURCE

    def languages(self) -> list[str]:
        """The languages this text is there in, shipped or the clinic's own."""
        own = {version.language for version in versions_of(self.sheet, self.kind)}
        return [*languages(self.kind), *sorted(own - set(languages(self.kind)))]

    def why_not_spoken(self) -> str:
        """Why the language cannot be changed any more; empty where it can."""
        consent = self.visit.consent
        if consent is None or consent.signed_at is not None:
            return _("The language of this text is fixed: the consent is sealed.")
        if not is_untouched(self.sheet) or not is_untouched(consent):
            return _("An answer is given already, so the text keeps its language. Ask the clinician.")
        return ""

    def speak(self, code: str) -> None:
        """Take the texts of the visit in another language."""
        consent = self.visit.consent
        if consent is None or code == self.language():
            return
        if consent.language == name_of(code):
            self._model.follow(consent, "language")
        else:
            self._model.answer(consent, "language", name_of(code), None, False)

    @contextmanager
    def _one_step(self, words: str) -> Iterator[None]:
        stack = self._model.undo_stack
        stack.beginMacro(words)
        try:
            yield
        finally:
            stack.endMacro()


def _stands(line: ConsentSigning) -> bool:
    return line.strokes is not None or line.signed_at is not None


def fixed(strokes: list[list[list[float]]]) -> Strokes:
    """Strokes of a pad as a record keeps them."""
    return tuple(tuple(tuple(point) for point in stroke) for stroke in strokes)


def told(record: ReadingRecord, asked: list[Asked]) -> str:
    """What the clinician must know when the screen comes back; empty where there is nothing."""
    refused = [one.code or one.sentence for one in asked if one.matters and one.value is False]
    said: list[Any] = []
    if refused:
        said.append(_("The patient said No to {lines}.").format(lines=", ".join(refused)))
    if questions := record.open_questions():
        words = _("The patient has questions on {sheet}: {sections}. Write beside each what was answered.")
        sections = listed(_("“{section}”").format(section=one) for one in questions)
        said.append(words.format(sheet=_(record.sheet.title), sections=sections))
    open_count = sum(1 for one in asked if one.value is None)
    if not record.is_signed():
        words = ngettext("Not signed yet; {count} line is open.", "Not signed yet; {count} lines are open.", open_count)
        said.append(words.format(count=open_count))
    return " ".join(said)
