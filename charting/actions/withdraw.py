"""Withdrawing consent: written onto the sealed sheet at any time, before a treatment or long after it (3.2 row 23)."""

from datetime import datetime

from charting.actions.roles import require
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.consent import Consent
from charting.records.versions import versions_of
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _

_NAMES = ("withdrawn_at", "withdrawn_by", "withdrawn_what", "withdrawal_received_by", "withdrawal_explained")


def why_not_withdrawn(consent: Consent | None) -> str:
    """Why this consent cannot be withdrawn, in words; blank when it can."""
    if consent is None:
        return _("This visit has no consent sheet.")
    if consent.withdrawn_at is not None:
        return _("This consent is withdrawn already.")
    if consent.when_signed() is None:
        return _("This consent is not signed. Refuse it on its sheet.")
    return ""


def withdraw_consent(
    chart: ChartSession,
    consent: Consent,
    withdrawn_by: str,
    what: str,
    received_by: Practitioner,
    explained: str,
    now: datetime,
) -> None:
    """Write down that consent was withdrawn: by whom, what, who was told, and what was explained.

    It is one consent in every version of its visit, so each of them says it. Raises NotAllowed, NotSaved, and Known
    for a consent that cannot be withdrawn and for missing words.
    """
    require(received_by, "draft")
    if why := why_not_withdrawn(consent):
        raise Known(why)
    by, told, outcome = (" ".join(words.split()) for words in (withdrawn_by, what, explained))
    if not by:
        raise Known(_("Write down who withdrew the consent."))
    if not told:
        raise Known(_("Write down what was withdrawn."))
    chart.save(now)
    answers = (now.replace(microsecond=0), by, told, received_by.name, outcome or None)
    sheets = [version.consent for version in versions_of(consent.visit) if version.consent is not None]
    for sheet in sheets:
        for name, answer in zip(_NAMES, answers, strict=True):
            setattr(sheet, name, answer)
    try:
        chart.save(now)
    except NotSaved:
        for sheet in sheets:
            for name in _NAMES:
                setattr(sheet, name, None)
        raise
