"""The texts of a visit in the language a patient is spoken to in: put there before anything in them is answered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.context import Context
from charting.findings import Finding, Level
from charting.languages import code_of, name_of, with_words
from charting.records.clinic_texts import Wording, shipped_wording, versions_of, wording_in_force, wording_named
from charting.records.following import Follow
from charting.text_shapes import AFTERCARE, CONSENT, PHOTO_CONSENT
from charting.texts import consent_of, languages
from charting.words import SOURCE, _

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


def unspoken(visit: "Visit", language: str) -> str:
    """What to say of a text in `language` (a code) where the consent, else the patient, was said to speak another;
    blank where nobody said so. Who translates is asked for until an interpreter is noted."""
    consent = visit.consent
    said = (consent.language if consent is not None else None) or visit.course.patient.language
    if said is None or (meant := code_of(said)) == language:
        return ""
    words = _("There is no text in {said}: the text is {language}")
    if meant is not None:
        words = _("The language is {said}, but the text is {language}")
    words = words.format(said=said, language=name_of(language))
    interpreted = consent is not None and bool(consent.interpreter_used)
    return words if interpreted else _("{words}; note the interpreter").format(words=words)


def language_of_text(sheet: "Consent | PhotoConsent", kind: str) -> str | None:
    """The code of the language of the very text a sheet names; None where it names none that anybody has."""
    named = (sheet.template_id or "", sheet.template_version or "")
    for language in languages(kind):
        shipped = shipped_wording(kind, language)
        if (shipped.template, shipped.version) == named:
            return language
    text = wording_named(sheet, kind, *named)
    return text.language if text is not None else None


def text_is_spoken(consent: "Consent", _context: Context) -> Iterator[Finding]:
    """A text in another language than that of the consent needs somebody who translates it (3.2 row 18)."""
    if consent.visit is None or consent.language is None or consent.refused:
        return
    language = language_of_text(consent, CONSENT)
    if language is not None and (words := unspoken(consent.visit, language)):
        yield Finding(
            Level.NOTE if consent.interpreter_used else Level.WARN,
            words,
            rule="consent-language",
            field="language",
            inputs=((_("Language"), consent.language),),
            source="3.2",
        )


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
