"""What each kind of text must hold: its sections, the sentences none may lack, the fields it may name.

The sections and sentences of a consent are those of clinical.md 3.2, of aftercare 8.3 and 8.4, of photographs 3.6, of
needling at home 8.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from charting.text_files import KINDS
from charting.words import _

CONSENT, PHOTO_CONSENT, AFTERCARE, LETTER = "consent", "photo_consent", "aftercare", "letter"
HOME_NEEDLING, RISKS, EVIDENCE = "home_needling", "risks", "evidence"
OWNED = (CONSENT, PHOTO_CONSENT, AFTERCARE, LETTER, HOME_NEEDLING)
"""The kinds a clinic may write in its own words."""

TITLES: Mapping[str, str] = {
    CONSENT: _("Consent"),
    PHOTO_CONSENT: _("Photographs"),
    AFTERCARE: _("Aftercare"),
    LETTER: _("Letter to the doctor"),
    HOME_NEEDLING: _("Needling at home"),
    RISKS: _("Risks"),
    EVIDENCE: _("What is known"),
}
_BLOOD = ("M_PRP", "PRP_only")
_DAYS = frozenset({"in_24_hours", "in_48_hours", "in_72_hours", "in_7_days", "in_14_days", "time"})


@dataclass(frozen=True, slots=True)
class Need:
    """A section that must be there, or an item of it that must stand for each of `kinds`. `why` says what it is for."""

    part: str
    item: str = ""
    record: str = ""
    kinds: tuple[str, ...] = KINDS
    why: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of text must hold and may name.

    `closed` are sections where only known items are printed, because the program chooses them by their names.
    """

    kind: str
    needs: tuple[Need, ...]
    fields: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


def _items(part: str, *wanted: tuple[str, str]) -> tuple[Need, ...]:
    return tuple(Need(part, name, why=why) for name, why in wanted)


def _treatments() -> tuple[Need, ...]:
    return tuple(Need("treatment", kind, kinds=(kind,), why=_("what the treatment is called")) for kind in KINDS)


def _signers(*roles: str) -> tuple[Need, ...]:
    return tuple(Need("signatures", role, why=_("the sentence over a signature")) for role in roles)


_CONSENT = Shape(
    CONSENT,
    (
        *_treatments(),
        Need("who", record="who", why=_("who treats and who helps")),
        Need("goals", record="goals", why=_("goals and the diagnosis, in the patient’s words")),
        Need("done", record="procedures", why=_("what will be done")),
        Need("known", record="evidence", why=_("what is known")),
        Need("known", "no-promise", why=_("no result is promised")),
        Need("known", "not-approved-needling", kinds=("MN",), why=_("not approved for hair loss")),
        Need("known", "not-approved-both", kinds=("M_PRP",), why=_("not approved for hair loss")),
        Need("known", "not-approved-platelets", kinds=("PRP_only",), why=_("not approved for hair loss")),
        Need("expected", record="risks_expected", why=_("common effects")),
        Need("serious", record="risks_serious", why=_("serious and rare risks")),
        Need("serious", "numbing-risks", why=_("risks of numbing")),
        Need("serious", "warning-signs", why=_("what to tell at once")),
        Need("serious", "blood-risks", kinds=_BLOOD, why=_("the blood draw and whose blood it is")),
        Need("choices", record="alternatives", why=_("other choices")),
        *_items("choices", ("none", _("no treatment")), ("dermatologist", _("a second opinion"))),
        Need("money-and-record", record="money", why=_("price and interests")),
        *_items(
            "money-and-record",
            ("no-pressure", _("no offer that ends")),
            ("record", _("what is stored and who sees it")),
        ),
        Need("statements", record="statements", why=_("what the patient agrees to")),
        *_items(
            "statements",
            ("S1", _("read and understood")),
            ("S2", _("met the person who treats, questions answered")),
            ("S3", _("told of illnesses, medicines, allergies, pregnancy")),
            ("S4", _("no result is promised")),
            ("S5", _("not approved for hair loss")),
            ("S6", _("common effects and serious ones")),
            ("S7", _("the numbing medicine and its warning signs")),
        ),
        Need("statements", "S8", kinds=_BLOOD, why=_("the blood draw")),
        *_items(
            "statements",
            ("S9", _("other choices")),
            ("S10", _("time to think, no pressure")),
            ("S11", _("may stop at any time")),
            ("S12", _("price and refund")),
            ("S13", _("aftercare sheet and whom to call")),
            ("S14", _("what is stored")),
        ),
        Need("questions", record="questions", why=_("questions and answers")),
        Need("signatures", record="signatures", why=_("signatures and capacity")),
        *_signers("patient", "clinician", "interpreter", "witness", "guardian"),
        Need("reconfirm", record="reconfirm", why=_("confirmed before each session")),
        Need("reconfirm", "ends", why=_("when the consent ends")),
        Need("withdrawal", record="withdrawal", why=_("taking the consent back")),
        Need("withdrawal", "how", why=_("how to take it back")),
    ),
    frozenset({"clinic_phone", "ends_on"}),
    closed=frozenset({"treatment", "signatures"}),
)

_PHOTOS = Shape(
    PHOTO_CONSENT,
    (
        Need("photographed", why=_("what is photographed")),
        Need("uses", record="uses", why=_("each use answered alone")),
        *(Need("uses", use, why=_("one use of photographs")) for use in ("P1", "P2", "P3", "P4", "P5")),
        Need("understood", "refusal", why=_("a refusal changes nothing in the care")),
        Need("understood", "recall", why=_("a published picture cannot be called back")),
        Need("changing", why=_("taking a use back")),
        Need("signatures", record="signatures", why=_("signatures")),
        *_signers("patient", "clinician"),
    ),
    frozenset({"clinic_phone"}),
    closed=frozenset({"uses", "understood", "signatures"}),
)

_AFTERCARE = Shape(
    AFTERCARE,
    (
        *_treatments(),
        Need("today", why=_("what to leave alone today")),
        *_items("today", ("touch", _("clean hands, no washing")), ("driving", _("when not to drive"))),
        Need("restart", "wash", why=_("washing")),
        Need("restart", "minoxidil", why=_("minoxidil waits 24 to 48 hours")),
        *_items("restart", ("sport", _("sport")), ("pool", _("swimming")), ("heat", _("heat")), ("sun", _("sun"))),
        Need("restart", "nsaid", kinds=_BLOOD, why=_("no ibuprofen after PRP")),
        *_items(
            "pain",
            ("full", _("paracetamol with its maximum")),
            ("low", _("paracetamol for whom less is safer")),
            ("ask", _("ask first")),
            ("given", _("what was given here")),
            ("check", _("other medicines with paracetamol")),
            ("longer", _("pain that lasts")),
        ),
        Need("pain", "aspirin", kinds=_BLOOD, why=_("prescribed aspirin goes on")),
        Need("normal", why=_("what is normal")),
        *(Need("red_flags", why=_("whom to call")), Need("now", why=_("signs of an emergency"))),
        *(Need("same_day", why=_("signs to call for the same day")), Need("soon", why=_("signs to call for soon"))),
        *_items(
            "next",
            ("call", _("when we phone")),
            ("assessment", _("photographs")),
            ("next_session", _("the next session")),
            ("night", _("the number at night")),
        ),
        *_items("times", ("after", _("the words before a time")), ("from_morning", _("for a whole day"))),
    ),
    _DAYS
    | {"clinic_phone", "night_phone", "emergency_number", "paracetamol_time", "paracetamol_next"}
    | {"call_day", "assessment", "next_session"},
    closed=frozenset({"treatment", "pain", "next", "times"}),
)

_LETTER = Shape(
    LETTER,
    (
        *_treatments(),
        Need("opening", "greeting", why=_("the greeting")),
        Need("opening", "about", why=_("who was treated, when and where")),
        Need("done", record="done", why=_("what was done")),
        Need("medicines", record="medicines", why=_("medicines and doses")),
        Need("findings", record="findings", why=_("findings")),
        Need("next", record="next", why=_("what happens next")),
        Need("closing", "agreed", why=_("the patient agreed to this letter")),
        Need("closing", "farewell", why=_("the close")),
    ),
    frozenset({"doctor", "patient", "born", "day", "treatment", "session", "clinic", "clinic_phone"}),
    frozenset({"prp"}),
    closed=frozenset({"treatment"}),
)

_HOME_NEEDLING = Shape(
    HOME_NEEDLING,
    (
        Need("frame", "not-advised", why=_("nobody recommends needling at home")),
        Need("rules", why=_("the rules that reduce harm")),
        *_items(
            "rules",
            ("ask", _("ask a skin doctor first")),
            ("short", _("short needles only")),
            ("new", _("new, sealed, never shared")),
            ("clean", _("clean hands and scalp, used needles into a sharps box")),
            ("lightly", _("lightly; stop at blood or pain")),
            ("seldom", _("how long to wait")),
            ("nothing-on-top", _("nothing on the scalp afterwards, no blood products")),
            ("no-cure", _("not shown to work")),
        ),
        Need("stop", "signs", why=_("when to stop and get help")),
    ),
    frozenset({"clinic_phone"}),
    closed=frozenset({"frame"}),
)

SHAPES: Mapping[str, Shape] = {
    **{shape.kind: shape for shape in (_CONSENT, _PHOTOS, _AFTERCARE, _LETTER, _HOME_NEEDLING)},
    RISKS: Shape(RISKS, ()),
    EVIDENCE: Shape(EVIDENCE, (Need("statement", "statement"), Need("studies")), closed=frozenset({"statement"})),
}
