"""The patient's papers in the patient's language: every language with every document, built, proved, whole."""

import gettext
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from charting import words
from charting.languages import NAMES
from charting.output.declared import Audience
from charting.output.documents import DOCUMENTS, VisitPaper, build, document_of, gather, info_for, number_of, why_not
from charting.output.paper_languages import has_original, in_the_original, paper_for
from charting.output.proof import read_back, says
from charting.output.shaping import reading_levels
from charting.records.clinic_texts import wording_in_force
from charting.records.visit import Visit
from charting.text_shapes import CONSENT, OWNED, PHOTO_CONSENT
from charting.texts import consent_of, languages
from tests.core.test_documents import NOW, START, clinic, empty_visit, full_visit, paper_of, sign
from tests.page_geometry import pages_of

SHIPPED = ("ar", "de", "es", "fr", "hi")
PATIENT = [one.kind for one in DOCUMENTS if one.audience is Audience.PATIENT or one.read_by_patient]
MOST_PAGES = {"consent": 8, "blank_consent": 7, "photo_consent": 2, "aftercare": 2, "evidence": 2, "home_needling": 1}
BAND_ENDS = 115
SMALLEST_LARGE = 12.9
TURNED_DAY = re.compile(r"[A-Z][a-z]{2}-\d{4}-\d\d")
UNMISTAKABLE = 9
"""A fixed word shorter than this may stand in a name, a text or another word."""


def spoken_to(visit: Visit, code: str) -> Visit:
    """The visit of a patient who is spoken to in that language, as it is started."""
    visit.course.patient.language = NAMES[code][1]
    texts = {kind: wording_in_force(None, kind, START.date(), code) for kind in (CONSENT, PHOTO_CONSENT)}
    for sheet, kind in ((visit.consent, CONSENT), (visit.photo_consent, PHOTO_CONSENT)):
        if sheet is not None:
            sheet.template_id, sheet.template_version = texts[kind].template, texts[kind].version
    if visit.consent is not None:
        visit.consent.language = NAMES[code][0]
        said = consent_of(texts[CONSENT].source()).statements_for(visit.kind)
        for line, statement in zip(visit.consent.statements, said, strict=True):
            line.sentence = statement.text
    if visit.after is not None and visit.after.home_needling_asked is None:
        visit.after.home_needling_asked = visit.after.home_needling_sheet = True
    return visit


def papers(code: str) -> Iterator[VisitPaper]:
    yield paper_of(spoken_to(empty_visit(), code))
    signed = spoken_to(full_visit(), code)
    signed.ended_at = NOW
    assert signed.consent is not None and signed.photo_consent is not None
    signed.consent.signed_at = signed.photo_consent.signed_at = NOW
    sign(signed)
    yield paper_of(signed)


class Lacking(gettext.NullTranslations):
    """Asked where a catalogue has no words: remembers which they were."""

    def __init__(self) -> None:
        super().__init__()
        self.words = set[str]()

    def gettext(self, message: str) -> str:
        self.words.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.mark.parametrize("code", SHIPPED)
def test_every_paper_is_set_whole_in_the_language(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking, real = Lacking(), words.catalogue
    own = words.catalogue.__wrapped__(code)
    own.add_fallback(lacking)
    monkeypatch.setattr(words, "catalogue", lambda language: own if language == code else real(language))
    for paper in papers(code):
        for kind in PATIENT:
            if why_not(kind, paper):
                continue
            pages = read_back(build(kind, paper))  # proved on the way: identity, every value, every page number
            everything = "\n".join(pages)
            assert len(pages) <= MOST_PAGES[kind], (kind, len(pages))
            assert "Translation not confirmed by this clinic" in " ".join(everything.split()), kind
            assert all(says(page, info_for(kind, paper).confirmed) for page in pages), kind
            english = {m for m in lacking.words if len(m) >= UNMISTAKABLE and "{" not in m}
            assert sorted(m for m in english if says(everything, m)) == [], kind
            assert not set("\ufffd\ufffe") & set(everything), kind
            assert number_of(kind, paper) in everything


@pytest.mark.parametrize("code", SHIPPED)
def test_the_same_paper_gives_the_same_bytes(code: str) -> None:
    paper = paper_of(spoken_to(empty_visit(), code))
    assert build("photo_consent", paper) == build("photo_consent", paper)


def treated(code: str) -> VisitPaper:
    """The paper of a usual treatment: its end, a weight, nothing that asks for care, a call and a next session."""
    visit = spoken_to(empty_visit(), code)
    assert visit.assessment and visit.screening and visit.after
    visit.ended_at, visit.assessment.weight_kg = NOW, Decimal(64)
    for answer in visit.screening.answers:
        answer.answer = "no"
    visit.after.call_due, visit.after.next_session_on = NOW.date() + timedelta(days=1), NOW + timedelta(days=28)
    return paper_of(visit)


@pytest.mark.parametrize("code", SHIPPED)
def test_aftercare_keeps_to_one_page_in_every_language(code: str) -> None:
    """Letter is 18 mm shorter, and German, Spanish and French say the same in a quarter more words."""
    for paper in (paper_of(spoken_to(empty_visit(), code)), treated(code)):
        assert len(read_back(build("aftercare", paper))) == 1
        if code in {"ar", "hi"}:
            assert len(read_back(build("aftercare", replace(paper, page_size="Letter")))) == 1


@pytest.mark.parametrize("code", SHIPPED)
def test_no_word_is_set_smaller_than_10_points_to_keep_to_the_page(code: str) -> None:
    """Under 10 points stands the hour under a day alone, which is that much smaller on every sheet."""
    (page,) = pages_of(build("aftercare", treated(code)))
    sizes = {round(box.size, 2) for box in page.body(BAND_ENDS) if box.size}
    assert {size for size in sizes if size < 10} == {8.1}


def test_large_print_and_letter_are_there_in_every_language() -> None:
    for code in SHIPPED:
        paper = replace(paper_of(spoken_to(empty_visit(), code)), large=True, page_size="Letter")
        info = info_for("aftercare", paper)
        assert (info.language, info.page_size, info.document_id[-2:]) == (code, "Letter", "-L")
        assert read_back(build("aftercare", paper))


@pytest.mark.parametrize("code", ["en", *SHIPPED])
def test_a_consent_for_the_pen_can_be_had_in_large_print(code: str) -> None:
    visit = empty_visit()
    paper = replace(paper_of(spoken_to(visit, code) if code != "en" else visit), large=True)
    assert document_of("blank_consent").has_large_print and not document_of("blank_visit").has_large_print
    assert number_of("blank_consent", paper).endswith("-L")
    for page in pages_of(build("blank_consent", paper)):
        assert page.on_the_foot() == []
        if code not in {"ar", "hi"}:  # their vowel signs are boxes of their own, over the letters
            assert page.overlaps() == []
        assert min(box.size for box in page.body(BAND_ENDS) if box.size) >= SMALLEST_LARGE


def test_a_consent_for_the_pen_speaks_the_language_of_its_text() -> None:
    paper = paper_of(spoken_to(full_visit(), "ar"))
    assert paper_for("blank_consent", paper).language == "ar"
    assert has_original("blank_consent", paper)
    text = "\n".join(read_back(build("blank_consent", paper)))
    for english in ("Treats you and asks for your consent", "Microneedling", "Initials", "(days)", "by pen"):
        assert not says(text, english), english
    assert says(text, "التخدير")
    pages = pages_of(build("blank_consent", paper))
    numbers = [box.left for page in pages for box in page.boxes if box.words.startswith("S1")]
    assert numbers and min(numbers) > 500  # the numbers of the statements stand where an Arabic line starts


def test_days_keep_their_order_on_every_paper_of_an_arabic_visit() -> None:
    visit = spoken_to(full_visit("نموذج "), "ar")
    visit.course.patient.family_name, visit.course.patient.given_name = "نموذج", "ليلى"
    sign(visit)
    paper = gather(visit, clinic(), NOW, "R Marlow", course=True)
    for document in DOCUMENTS:
        if not why_not(document.kind, paper):
            text = "\n".join(read_back(build(document.kind, paper)))
            assert TURNED_DAY.findall(text) == [], document.kind


@pytest.mark.parametrize("words", ["موافقتك على العلاج، 09-Nov-2026", "نموذج 22-Nov-2026 14:02"])
def test_a_day_of_the_clinic_keeps_its_order_among_arabic_words(words: str) -> None:
    at = words.index("-Nov-") - 2
    for leftwards in (True, False):
        assert set(reading_levels(words, leftwards)[1][at : at + len("22-Nov-2026")]) == {2}


def test_when_allergies_were_asked_is_said_as_every_day_there() -> None:
    visit = spoken_to(empty_visit(), "ar")
    patient = visit.course.patient
    patient.allergy_status, patient.allergies_asked_on = "none_known", START.date()
    text = read_back(build("aftercare", paper_of(visit)))[0]
    assert says(text, "سُئل في 20 نوفمبر 2026") and "Nov-2026" not in text


def test_the_papers_of_the_clinic_keep_its_language() -> None:
    paper = paper_of(spoken_to(full_visit(), "ar"))
    for kind in ("chart_summary", "labels"):
        assert paper_for(kind, paper) is paper
    assert paper_for("consent", paper).language == "ar"
    assert "Visit summary" in read_back(build("chart_summary", paper))[0]


def test_nobody_is_spoken_to_in_a_language_that_is_not_there() -> None:
    visit = full_visit()
    visit.course.patient.language = visit.consent.language = "Greek"
    paper = paper_of(visit)
    assert paper.translated == () and not has_original("consent", paper)


def test_a_consent_keeps_the_language_of_the_text_it_names() -> None:
    """Whatever the patient is spoken to in since: what was read is what is printed."""
    visit = spoken_to(full_visit(), "es")
    visit.consent.language = visit.course.patient.language = "French"
    paper = paper_of(visit)
    assert paper_for("consent", paper).language == "es"
    assert paper_for("aftercare", paper).language == "fr"


def test_the_english_original_says_which_version_is_signed() -> None:
    visit = spoken_to(full_visit(), "de")
    visit.consent.signed_at = NOW
    paper = paper_of(visit)
    assert says(read_back(build("consent", paper))[0], "Unterschrieben wurde diese Fassung, auf Deutsch.")
    assert has_original("consent", paper)
    original = in_the_original(paper)
    text = "\n".join(read_back(build("consent", original)))
    assert says(text, "English original, to read beside it. The version signed is in German.")
    assert says(text, "I have read this paper, or it was read to me. I understood it.")
    assert "DE" not in info_for("consent", original).language.upper()
    assert number_of("consent", original) != number_of("consent", paper)


def test_why_there_is_no_paper_is_said_in_the_language_of_the_screen() -> None:
    paper = paper_of(spoken_to(empty_visit("review"), "ar"))
    assert why_not("aftercare", paper).startswith("A review has no aftercare sheet.")


def test_every_text_is_there_in_every_language() -> None:
    for kind in (*OWNED, "risks", "evidence"):
        assert set(languages(kind)) == {"en", *SHIPPED}, kind


def test_a_page_in_arabic_starts_at_the_right() -> None:
    pdf = build("photo_consent", paper_of(spoken_to(empty_visit(), "ar")))
    boxes = places_of(pdf)
    title, number, name = boxes["صورك"], boxes["P1"], boxes["SAMPLE, Ada"]
    assert title[1] > 540 and number[1] > 530  # the right edge of the measure is at 544 points
    assert name[0] < 60  # the band stays where it is on every paper


def places_of(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Left and right edge in points of some words of the first page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    found = {}
    for word in ("صورك", "P1", "SAMPLE, Ada"):
        at, count = text.search(word).get_next()
        boxes = [text.get_charbox(at + n) for n in range(count)]
        found[word] = min(box[0] for box in boxes), max(box[2] for box in boxes)
    text.close()
    page.close()
    document.close()
    return found


@pytest.mark.parametrize("number", ["+44 (0)1632 960147", "01632 960147", "(020) 7946 0000", "38 °C", "70 %"])
def test_a_number_keeps_its_order_among_arabic_words(number: str) -> None:
    text = f"اتصل على {number} الآن"
    levels = reading_levels(text, leftwards=True)[1]
    at = text.index(number)
    assert set(levels[at : at + len(number)]) == {2}


def test_every_patient_document_is_looked_at_here() -> None:
    assert set(PATIENT) == set(MOST_PAGES)
    assert document_of("consent").audience is Audience.PATIENT
