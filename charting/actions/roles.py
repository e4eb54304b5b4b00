"""Who may do what: one table, asked by the window before it offers and by every deed before it is done."""

from charting.errors import Known
from charting.records.clinic import ASSISTANT, FRONT_DESK, OWNER, PRACTITIONER, ROLES, Practitioner
from charting.words import _

DEEDS = {
    "sign": _("sign a visit or override a stop"),
    "draft": _("open and write visits"),
    "identity": _("write who a patient is"),
    "print": _("print papers"),
    "scan": _("file papers that were scanned"),
    "settings": _("change the clinic, its rules and its settings"),
    "texts": _("write the texts that patients read"),
    "people": _("add, change or close accounts"),
    "export": _("export records"),
    "backup": _("make backups into the clinic’s folder for them"),
    "backup_folder": _("say where backups go"),
    "restore": _("restore a backup"),
    "verify": _("check that nothing was altered"),
    "audit": _("read the audit trail"),
}
"""Each deed in words that follow "may not"."""

_MAY = {
    OWNER: frozenset(DEEDS),
    PRACTITIONER: frozenset({"sign", "draft", "identity", "print", "texts", "scan", "export", "backup", "verify"}),
    ASSISTANT: frozenset({"draft", "identity", "print", "scan", "backup", "verify"}),
    FRONT_DESK: frozenset({"identity", "print", "scan", "backup"}),
}


class NotAllowed(Known):
    """A role that does not go with a deed."""


def may(person: Practitioner | None, deed: str) -> bool:
    """Whether somebody may do one of DEEDS. Nobody, somebody who left and an unknown role may nothing."""
    if deed not in DEEDS:
        raise ValueError(f"no such deed: {deed}")
    return person is not None and person.left_on is None and deed in _MAY.get(person.acting_role, frozenset())


def require(person: Practitioner | None, deed: str) -> None:
    """Raise NotAllowed, which says who may not do what."""
    if not may(person, deed):
        raise NotAllowed(why_not(person, deed))


def why_not(person: Practitioner | None, deed: str) -> str:
    """The sentence beside what is not allowed; blank where it is."""
    if may(person, deed):
        return ""
    if person is None or person.left_on is not None:
        return _("Nobody is at work who may {deed}.").format(deed=_(DEEDS[deed]))
    role = _(ROLES.label(person.acting_role)).partition(":")[0]
    words = _("{name} ({role}) may not {deed}. Ask {whom}.")
    return words.format(name=person.name or _("Somebody"), role=role, deed=_(DEEDS[deed]), whom=_whom(deed))


def _whom(deed: str) -> str:
    """Whoever may do it, the nearest at hand first."""
    asked = ((ASSISTANT, _("an assistant")), (PRACTITIONER, _("a practitioner")), (OWNER, _("an owner")))
    may_do = [words for role, words in asked if deed in _MAY[role]]
    return (
        may_do[0] if len(may_do) == 1 else _("{first} or {last}").format(first=", ".join(may_do[:-1]), last=may_do[-1])
    )
