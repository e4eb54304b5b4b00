"""A visit read off its records for paper: plain frozen words and numbers, so that a worker thread may set the pages."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from charting.columns import Strokes
from charting.findings import Level
from charting.output.further_facts import CourseFacts, LabelFacts, LabelWish
from charting.output.info import Identity, Letterhead
from charting.output.paper_texts import PaperTexts, example_texts
from charting.rescue import UK
from charting.results import Result
from charting.rulebook import Broken, Rulebook
from charting.words import SOURCE


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in words; `value` is empty when nobody answered, `usual` set when it is outside its range.

    `reference` names the amendment that changed it, `A1`, and `was` what stood there before. `mark` stands behind the
    value: a dagger where it was copied and not confirmed, or when a time was put right.
    """

    name: str
    label: str
    value: str
    usual: str = ""
    needed: bool = False
    was: str = ""
    reference: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of repeated rows."""

    name: str
    label: str
    unit: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class LineTable:
    """Repeated rows in words: one tuple of answers for each row, in the order of the columns."""

    name: str
    title: str
    row_word: str
    columns: tuple[LineColumn, ...]
    rows: tuple[tuple[Answer, ...], ...]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One record as printed: its answers, its repeated rows, its computed values. `slot` is its place in the visit.

    `copied` says where the answers that carry a dagger were copied from.
    """

    slot: str
    title: str
    answers: tuple[Answer, ...]
    tables: tuple[LineTable, ...]
    results: tuple[Result, ...]
    copied: tuple[str, ...] = ()

    def answer(self, name: str) -> Answer:
        """The answer of a field. Raises KeyError for a field that is not printed."""
        for answer in self.answers:
            if answer.name == name:
                return answer
        raise KeyError(name)

    def table(self, name: str) -> LineTable:
        """The repeated rows of that name. Raises KeyError for rows that are not printed."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as printed, with the title of the sheet it stands on."""

    level: Level
    what: str
    why: str
    next_step: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as printed, in the words that were decided on: `kind` is a code of DECISIONS."""

    kind: str
    what: str
    why: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the checklist; `answer` is the code, empty while nobody answered. `name` is its short name."""

    code: str
    question: str
    answer: str
    shown: str
    detail: str
    mark: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature: who, as what, when, and the strokes where it was drawn. Day and time are words."""

    role: str
    role_label: str
    name: str
    registration: str
    method: str
    day: str
    time: str
    strokes: Strokes


@dataclass(frozen=True, slots=True)
class Agreement:
    """One statement of a consent. `accepted` is None where nobody answered."""

    number: str
    sentence: str
    accepted: bool | None
    initials: str
    time: str


@dataclass(frozen=True, slots=True)
class PhotoUseAnswer:
    """What was decided about one use of photographs; days in words."""

    scope: str
    allowed: bool | None
    recognisable: bool | None
    masked: bool | None
    until: str
    taken_back: str
    initials: str


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What the consent's paper needs beside its answers: codes that choose texts, statements, signatures.

    `planned_sessions` are those agreed to, `course_sessions` those planned for the course.
    """

    procedures: tuple[str, ...] | None
    basis: str
    refused: bool
    withdrawn: bool
    sealed: str
    template: str
    template_version: str
    planned_sessions: int | None
    course_sessions: int | None
    first_signed_on: date | None
    agreements: tuple[Agreement, ...]
    signings: tuple[Signing, ...]
    interpreted: bool
    witnessed: bool
    guarded: bool
    device_type: str | None


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What the photograph consent's paper needs beside its answers."""

    sealed: str
    uses: tuple[PhotoUseAnswer, ...]
    signings: tuple[Signing, ...]
    template: str = ""
    template_version: str = ""


@dataclass(frozen=True, slots=True)
class AftercareFacts:
    """What chooses and fills the sentences of the aftercare sheet. Times are aware local times, weight in kg."""

    finished_at: datetime | None
    deepest_mm: Decimal | None
    bled: bool | None
    laughing_gas: bool
    weight_kg: Decimal | None
    careful: bool | None
    paracetamol_at: datetime | None
    call_due: date | None
    assessment_on: datetime | None
    next_session_on: datetime | None
    takes_paracetamol: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPaperRow:
    """One drug of one dose in words; empty where it is not recorded or cannot be worked out."""

    time: str
    agent: str
    detail: str
    where: str
    given: str
    dose_mg: str
    counted_mg: str
    maximum_mg: str
    share: str
    earlier: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LedgerPaper:
    """The dose ledger in words. `warns` from the share on that warns, `notes` are limits and sums."""

    rows: tuple[LedgerPaperRow, ...]
    total_dose: str
    total_counted: str
    total_share: str
    warns: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """One change as printed; `reference` is the sign by which the changed answer is found, `A1`."""

    reference: str
    where: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class VersionPaper:
    """One amendment as printed. `signed` says by whom and when, or is empty for a draft."""

    number: int
    reason: str
    signed: str
    changes: tuple[Amended, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a visit stands among its versions and in the chart, in words; empty where nothing is to be said.

    `stamp` stands at the head of every page, `across` is written over it, with `across_why` beside it. `notes` are the
    title and the words of what a reader has to know first; True marks a warning. `altered` is a visit that no longer
    says what was signed: no paper of it says that it is signed.
    """

    version: int = 1
    altered: bool = False
    first_signed: str = ""
    versions: tuple[VersionPaper, ...] = ()
    stamp: str = ""
    across: str = ""
    across_why: str = ""
    notes: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """Everything that the papers of one visit say. `kind` is the code of the visit, `patient_sex` a code or None.

    `account` is the course of the visit in sentences, one paragraph to a line: as edited, else as made from answers.
    `seal` is the end of the audit trail when the paper was read, `#123 K7QM-4R2X`, or empty. `page_size` is a
    key of PAGE_SIZES; `large` asks for large print. `findings` are those of a draft that nobody has decided on; a
    signed visit has none. `profile` is the clinic's own protocol of lipid rescue, `rules` its rulebook, for the wall
    card, which also names its `anaphylaxis_protocol`. `course_facts` are there where the report of the course was asked
    for. `texts` are those the patient was given.

    `language` is the code of the language all this is in. `spoken` names the documents that are set in another one,
    `translated` holds the same facts in each of those, `originals` the English texts beside them. `original_of` names
    the documents which this is the English original of.
    """

    visit_id: str
    kind: str
    kind_label: str
    session_number: int
    day: date
    clinic: Letterhead
    phone: str
    emergency_number: str
    night_phone: str
    practice: bool
    identity: Identity
    patient_name: str
    patient_sex: str | None
    allergy_agents: tuple[str, ...]
    patient: SheetPaper
    course: SheetPaper
    visit: SheetPaper
    sheets: tuple[SheetPaper, ...]
    findings: tuple[Found, ...]
    decisions: tuple[Decided, ...]
    questions: tuple[Question, ...]
    consent: ConsentFacts | None
    photos: PhotoFacts | None
    aftercare: AftercareFacts
    ledger: LedgerPaper | None
    times: str
    signature: Signing | None
    account: str
    seal: str
    printed_at: str
    printed_by: str
    texts: PaperTexts = field(default_factory=example_texts)
    page_size: str = "A4"
    large: bool = False
    label_facts: LabelFacts | None = None
    labels: LabelWish = field(default_factory=LabelWish)
    profile: str = UK
    anaphylaxis_protocol: str = ""
    rules: Rulebook | Broken | None = field(default=None, repr=False, compare=False)
    course_facts: CourseFacts | None = None
    standing: Standing = Standing()
    language: str = SOURCE
    spoken: tuple[tuple[str, str], ...] = ()
    translated: tuple["VisitPaper", ...] = ()
    originals: PaperTexts | None = None
    original_of: tuple[tuple[str, str], ...] = ()

    def sheet(self, slot: str) -> SheetPaper | None:
        """The sheet in that place of the visit, if the visit has it."""
        return next((sheet for sheet in self.sheets if sheet.slot == slot), None)
