"""The texts of a visit in the language a patient is spoken to in: put there before anything in them is answered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.context import Context
from charting.languages import code_of, with_words
from charting.records.clinic_texts import Wording, versions_of, wording_in_force
from charting.records.following import Follow
from charting.text_shapes import AFTERCARE, CONSENT, PHOTO_CONSENT
from charting.texts import consent_of, languages
from charting.words import SOURCE

if TYPE_CHECKING:
    from charting.records.consent import Consent
    from charting.records.photo_consent import PhotoConsent
    from charting.records.visit import Visit


def spoken(written: str | None) -> str:
    """The code of a language somebody wrote, where papers can be set in it; else that of the clinic."""
    code = code_of(written)
    return code if code in with_words() and code is not None else SOURCE


def language_of(visit: "Visit") -> str:
    """The code of the language a patient is spoken to in: that of the consent, else the patient's, as far as it is
    known here; else the clinic's."""
    consent = visit.consent
    for written in (consent.language if consent is not None else None, visit.course.patient.language):
        if code_of(written) is not None:
            return spoken(written)
    return SOURCE


def there_is(record: object, kind: str, language: str) -> bool:
    """Whether a kind of text is there in a language, shipped or the clinic's own."""
    return language in languages(kind) or bool(versions_of(record, kind, language))


def is_untouched(sheet: "Consent | PhotoConsent") -> bool:
    """Whether nobody has answered or signed anything in it yet."""
    if sheet.signed_at is not None or any(line.signed_at is not None for line in sheet.signatures):
        return False
    answered: list[object] = [line.accepted for line in getattr(sheet, "statements", ())]
    answered += [line.allowed for line in getattr(sheet, "scopes", ())]
    return all(answer is None for answer in answered)


def in_the_language(consent: "Consent", written: object, context: Context) -> Iterator[Follow]:
    """The texts of the visit in the language the consent is given in, once somebody says which; those that were
    answered or given already stay as they are."""
    visit, language = consent.visit, spoken(written if isinstance(written, str) else None)
    if visit is None or written is None:
        return
    for sheet, kind in ((consent, CONSENT), (visit.photo_consent, PHOTO_CONSENT)):
        if sheet is None or not sheet.template_id or not is_untouched(sheet) or not there_is(sheet, kind, language):
            continue
        text = wording_in_force(sheet, kind, context.day, language)
        if (text.template, text.version) != (sheet.template_id, sheet.template_version):
            yield Follow(sheet, "template_id", text.template)
            yield Follow(sheet, "template_version", text.version)
            if sheet is consent:
                yield from _sentences(consent, visit.kind, text)
    after = visit.after
    if after is not None and after.aftercare_given is None and there_is(after, AFTERCARE, language):
        named = wording_in_force(after, AFTERCARE, context.day, language).name
        if after.aftercare_version != named:
            yield Follow(after, "aftercare_version", named)


def _sentences(consent: "Consent", kind: str, text: Wording) -> Iterator[Follow]:
    said = {passage.id: passage.text for passage in consent_of(text.source()).statements_for(kind)}
    for line in consent.statements:
        if line.statement_id in said:
            yield Follow(line, "sentence", said[line.statement_id])
