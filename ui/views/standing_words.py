"""How a visit stands among its versions and in the chart, in the words of lists and strips."""

from dataclasses import dataclass

from charting.dates import show_day, show_moment
from charting.records.signed import altered_before, altered_words, is_altered
from charting.records.versions import is_shut, open_amendment, replaced_by, version_number, versions_of
from charting.records.visit import Visit
from charting.records.visit_mark import MOVED
from charting.words import _, listed


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row says of a visit: `state` is replaced, voided or moved, or blank while it counts."""

    state: str = ""
    words: str = ""


def row_standing(visit: Visit) -> Standing:
    """What a list says beneath a visit."""
    if visit.marks:
        mark = visit.marks[-1]
        day = show_day(mark.at.date())
        if mark.kind == MOVED:
            return Standing("moved", _("Moved to another patient, {day}, {reason}").format(day=day, reason=mark.reason))
        return Standing("voided", _("Voided {day}, {reason}").format(day=day, reason=mark.reason))
    later = replaced_by(visit)
    if later is not None:
        words = _("Replaced by version {number}, {reason}")
        return Standing("replaced", words.format(number=version_number(later), reason=later.amend_reason or ""))
    said = []
    if visit.amends is not None:
        words = _("Version {number}, {reason}")
        said.append(words.format(number=version_number(visit), reason=visit.amend_reason or ""))
    if visit.moved_from is not None:
        said.append(_("Moved here from another chart"))
    if visit.consent is not None and visit.consent.withdrawn_at is not None:
        said.append(_("Consent withdrawn {time}").format(time=show_moment(visit.consent.withdrawn_at)))
    return Standing("", " · ".join(said))


def strip_of(visit: Visit, beside: str = "") -> tuple[str, str, str] | None:
    """The strip above an open visit: its kind, what it says first, and the rest; None where nothing is to be said.

    `beside` is what `not_copied_from` said when the visit was opened.
    """
    said = [*_said(visit), *([("warn", beside, "")] if beside else [])]
    if not said:
        return None
    kind, title, text = said[0]
    more = [f"{what}. {why}" if why else what for _kind, what, why in said[1:]]
    return kind, title, "\n".join(part for part in (text, *more) if part)


def not_copied_from(visit: Visit) -> str:
    """Which earlier visits a draft copies nothing from because they were altered; empty where there is none."""
    days = [show_day(other.opened_at.date()) for other in altered_before(visit)] if not is_shut(visit) else []
    words = _("Altered after signing: the visit of {days}. Nothing is copied from there, and what was done is in doubt")
    return words.format(days=listed(days)) if days else ""


def in_order(visits: list[Visit]) -> list[Visit]:
    """The newest visits first, the versions of one together, the last of them first."""

    def place(visit: Visit) -> tuple[object, str, int]:
        versions = versions_of(visit)
        return visit.opened_at, versions[0].id, versions.index(visit)

    return sorted(visits, key=place, reverse=True)


def _said(visit: Visit) -> list[tuple[str, str, str]]:
    said = []
    if is_altered(visit):
        what_to_do = _(
            "Since when is not known. Settings, Verify names what does not fit. Bring a backup from before back into "
            "another folder and compare; treat by nothing that stands here alone."
        )
        said.append(("stop", altered_words(), what_to_do))
    elif visit.amends is not None and is_altered(visit.amends):
        why = _("Compare every answer with a paper or a backup from before.")
        said.append(
            ("stop", _("The version before was altered after signing, and this one begins with what it says"), why)
        )
    elif visit.moved_from is not None and is_altered(visit.moved_from):
        why = _("Compare every answer with a paper or a backup from before.")
        said.append(("stop", _("It was altered after signing in the chart it was moved from"), why))
    for mark in visit.marks:
        what = _("Moved to another patient {time} by {name}") if mark.kind == MOVED else _("Voided {time} by {name}")
        said.append(("stop", what.format(time=show_moment(mark.at), name=mark.by), mark.reason))
    later, draft = replaced_by(visit), open_amendment(visit)
    if later is not None:
        words = _("Replaced by version {number}, {signed}")
        title = words.format(number=version_number(later), signed=_signed(later))
        said.append(("warn", title, _("Reason: {reason}").format(reason=later.amend_reason or "")))
    consent = visit.consent
    if consent is not None and consent.withdrawn_at is not None:
        title = _("Consent was withdrawn {time}").format(time=show_moment(consent.withdrawn_at))
        said.append(("stop", title, consent.withdrawn_what or ""))
    if visit.moved_from is not None and visit.signed_at is None and not visit.marks:
        why = visit.moved_from.marks[-1].reason if visit.moved_from.marks else ""
        title = _("Moved here from another chart: only what was done came along. Ask and consent this patient anew")
        said.append(("warn", title, why))
    if visit.amends is not None:
        words = _("Version {number} of this visit. Version {before} was {signed}")
        title = words.format(
            number=version_number(visit), before=version_number(visit.amends), signed=_signed(visit.amends)
        )
        said.append(("note", title, _("Reason: {reason}").format(reason=visit.amend_reason or "")))
    if draft is not None:
        title = _("Version {number} is being written").format(number=version_number(draft))
        said.append(("note", title, _("Reason: {reason}").format(reason=draft.amend_reason or "")))
    return said


def _signed(visit: Visit) -> str:
    signature = visit.visit_signature
    if signature is None:
        return _("not signed")
    return _("signed {time} by {name}").format(time=show_moment(signature.signed_at), name=signature.signer)
