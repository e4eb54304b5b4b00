"""Words in the language of a paper: looked up late, in one thread alone, with the right plural, day and clock."""

import gettext
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Barrier

import pytest
from babel.messages.catalog import Catalog

from charting import words
from charting.choices import YES_NO
from charting.dates import readings, show_day, show_long_day
from charting.languages import code_of, name_of, own_name_of, with_words
from charting.output.fonts import Face, font_for
from charting.units import DAYS
from charting.word_lists import compiled, read_catalogue
from charting.words import DOMAIN, LOCALE, _, in_language, language, ngettext

SHIPPED = ("ar", "de", "es", "fr", "hi")
A_DAY = date(2026, 11, 20)
BLANK = re.compile(r"\{\w*\}")


def test_the_languages_the_papers_need_are_shipped() -> None:
    assert with_words() == ("en", *SHIPPED)


def test_a_word_is_looked_up_when_it_is_printed() -> None:
    assert (_("Yes"), YES_NO.label("yes"), DAYS.words) == ("Yes", "Yes", "days")
    with in_language("es"):
        assert (_("Yes"), YES_NO.label("yes"), DAYS.words) == ("Sí", "Sí", "días")
        with in_language("fr"):
            assert _("Yes") == "Oui"
        with in_language(None):
            assert _("Yes") == "Yes"
        assert _("Yes") == "Sí"
    assert language() == "en"


def test_a_language_is_left_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), in_language("ar"):
        _ = 1 / 0
    assert language() == "en"


def test_one_thread_never_speaks_the_language_of_another() -> None:
    together = Barrier(len(SHIPPED) + 1)

    def say(code: str | None) -> list[str]:
        with in_language(code):
            together.wait()
            said = [_("Yes") for _round in range(200)]
            together.wait()
        return [*said, _("Yes")]

    with ThreadPoolExecutor(len(SHIPPED) + 1) as pool:
        heard = list(pool.map(say, (*SHIPPED, None)))
        after = list(pool.map(lambda _turn: _("Yes"), range(20)))
    for code, said in zip((*SHIPPED, None), heard, strict=True):
        with in_language(code):
            assert set(said[:-1]) == {_("Yes")}
        assert said[-1] == "Yes"
    assert set(after) == {"Yes"}


@pytest.mark.parametrize("code", SHIPPED)
def test_the_compiled_catalogue_is_that_of_the_source(code: str) -> None:
    assert (LOCALE / code / f"{DOMAIN}.mo").read_bytes() == compiled(read_catalogue(code)), "run `main.py words`"


@pytest.mark.parametrize("code", SHIPPED)
def test_a_translation_keeps_fields_and_numbers(code: str) -> None:
    catalogue = read_catalogue(code)
    assert "Translation not confirmed by this clinic" in catalogue.header_comment
    for message in catalogue:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(said), ids
        for one in said:
            assert sorted(BLANK.findall(one)) == sorted(BLANK.findall(ids[-1])), (one, ids)
            assert re.findall(r"\d+", one) == re.findall(r"\d+", ids[-1]), (one, ids)
            assert not [sign for sign in one if sign.isdigit() and sign not in "0123456789"], one
            for character in BLANK.sub("", one):
                font_for(character, Face.REGULAR)


def test_plurals_follow_the_rules_of_the_language() -> None:
    polish = Catalog(locale="pl")
    polish.add(("{count} day", "{count} days"), ("dzień", "dni", "dnia"))
    rules = gettext.GNUTranslations(BytesIO(compiled(polish)))
    assert [rules.ngettext("{count} day", "{count} days", n) for n in (1, 2, 5, 12, 22, 25)] == [
        *("dzień", "dni", "dnia"),
        *("dnia", "dni", "dnia"),
    ]
    with in_language("ar"):
        arabic = [ngettext("{count} session", "{count} sessions", n).format(count=n) for n in (0, 1, 2, 3, 10, 11, 100)]
    assert arabic == ["0 جلسة", "جلسة واحدة (1)", "جلستان (2)", "3 جلسات", "10 جلسات", "11 جلسة", "100 جلسة"]


@pytest.mark.parametrize(
    ("code", "long", "short"),
    [
        ("en", "Friday 20 November 2026", "20-Nov-2026"),
        ("es", "viernes 20 de noviembre de 2026", "20-nov-2026"),
        ("de", "Freitag, 20. November 2026", "20. Nov. 2026"),
        ("fr", "vendredi 20 novembre 2026", "20 nov. 2026"),
        ("ar", "الجمعة 20 نوفمبر 2026", "20 نوفمبر 2026"),
        ("hi", "शुक्रवार, 20 नवंबर 2026", "20 नव॰ 2026"),
    ],
)
def test_days_are_named_in_the_language_with_digits_everybody_reads(code: str, long: str, short: str) -> None:
    with in_language(code):
        assert (show_long_day(A_DAY), show_day(A_DAY)) == (long, short)


def test_on_the_screen_a_day_can_always_be_typed_again_as_it_is_shown() -> None:
    assert readings(show_day(A_DAY), A_DAY) == [A_DAY]


def test_french_has_a_first_of_the_month() -> None:
    with in_language("fr"):
        assert show_long_day(date(2026, 5, 1)) == "vendredi 1er mai 2026"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("Spanish", "es"), ("español", "es"), ("ESPANOL", "es"), ("es-MX", "es"), ("Spanish (Mexico)", "es")),
        *(("العربية", "ar"), ("हिंदी", "hi"), ("हिन्दी", "hi"), ("Français", "fr"), ("German, some English", "de")),
        *(("English", "en"), ("en_GB", "en"), ("Greek", None), ("", None), (None, None), ("  ", None), ("<b>", None)),
    ],
)
def test_a_language_is_known_however_it_was_written(written: str | None, code: str | None) -> None:
    assert code_of(written) == code


def test_languages_are_named_in_each_other() -> None:
    with in_language("de"):
        assert name_of("es") == "Spanisch"
    assert (own_name_of("ar"), name_of("xx")) == ("العربية", "xx")


def test_a_language_without_a_catalogue_speaks_english() -> None:
    with in_language("xx"):
        assert _("Yes") == "Yes"
    assert words.catalogue("xx").gettext("Yes") == "Yes"
