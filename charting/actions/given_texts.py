"""Giving a text to a patient: from then on the chart keeps it, whatever becomes of the shipped one."""

from datetime import datetime

from charting.records.clinic_texts import Wording, shipped_wording, versions_of, wording_in_force, wording_named
from charting.records.text_version import TextVersion
from charting.store.chart_session import ChartSession
from charting.text_shapes import CONSENT, EVIDENCE, RISKS
from charting.texts import CONSENT_LANGUAGE, languages

PUBLISHER = "Rootline"


def given_out(chart: ChartSession, kind: str, now: datetime, language: str = CONSENT_LANGUAGE) -> Wording:
    """The text in force today, kept in the chart with the next save where it is a shipped one not kept yet."""
    wording = wording_in_force(chart.orm, kind, now.date(), language)
    _keep(chart, wording, now)
    return wording


def keep_named(chart: ChartSession, kind: str, template: str | None, version: str | None, now: datetime) -> None:
    """Keep the text that a sheet about to be signed names, as `given_out` does."""
    wording = wording_named(chart.orm, kind, template or "", version or "")
    if wording is not None:
        _keep(chart, wording, now)


def _keep(chart: ChartSession, wording: Wording, now: datetime) -> None:
    if wording.kind == CONSENT:  # a consent tells the risks and what is known in words that stand beside it
        for kind in (RISKS, EVIDENCE):
            language = wording.language if wording.language in languages(kind) else CONSENT_LANGUAGE
            _keep(chart, shipped_wording(kind, language), now)
    kept = versions_of(chart.orm, wording.kind, wording.language)
    if not any((one.template, one.version) == (wording.template, wording.version) for one in kept):
        chart.add(
            TextVersion(
                kind=wording.kind,
                language=wording.language,
                template=wording.template,
                version=wording.version,
                text=wording.text,
                shipped=1,
                author=PUBLISHER,
                made_at=now,
                effective_on=now.date(),
            )
        )
