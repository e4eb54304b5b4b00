"""The false sentences of the procedure sheets (clinical.md 9.4) are found in the languages papers are shipped in.

The sentences were made from the English ones and have not been read by a clinician.
"""

import pytest

from charting.errors import Known
from charting.forbidden import forbidden, forbidden_in
from charting.text_checks import check
from charting.text_files import TEXTS, text_file
from charting.texts import languages

FALSE = {
    "es": {
        "X2": "Crecimiento del cabello en pacientes con caída por alopecia areata",
        "X3": "El recuento cambió en 91 cabellos por cm².",
        "X4": "Recomendamos el microneedling en combinación con PRP.",
        "X5": "Añadir plasma al tratamiento es realmente muy fácil.",
        "X6": "No sentirá ninguna molestia.",
        "X7": "No hay tiempo de recuperación.",
        "X8": "Algunos pacientes pueden notar sensibilidad o tirantez.",
        "X9": "El paracetamol suele ser suficiente.",
        "X10": "Activa las células madre.",
        "X11": "Libera factores de crecimiento.",
        "X12": "Despierta folículos dormidos.",
        "X13": "También puede hacerse en casa con un dermaroller.",
        "X14": "Mejora la absorción del minoxidil.",
        "X15": "Estimula el crecimiento del cabello.",
        "X16": "Hay escasa evidencia científica.",
    },
    "de": {
        "X2": "Haarwuchs bei Patienten mit Haarausfall durch Alopecia areata",
        "X3": "Die Zahl stieg um 91 Haare.",
        "X4": "Wir empfehlen Microneedling in Kombination mit PRP.",
        "X5": "PRP zur Behandlung dazuzunehmen ist wirklich sehr einfach.",
        "X6": "Die Behandlung ist schmerzfrei.",
        "X7": "Es gibt keine Ausfallzeit.",
        "X8": "Manche Patienten spüren Empfindlichkeit oder Spannung.",
        "X9": "Meist reicht Paracetamol, und Paracetamol ist ausreichend.",
        "X10": "Es aktiviert Stammzellen.",
        "X11": "Es werden Wachstumsfaktoren freigesetzt.",
        "X12": "Schlafende Follikel wachsen wieder.",
        "X13": "Das geht auch zu Hause mit einem Dermaroller.",
        "X14": "Es verbessert die Aufnahme von Minoxidil.",
        "X15": "Es fördert das Haarwachstum.",
        "X16": "Es gibt kaum wissenschaftliche Belege.",
    },
    "fr": {
        "X2": "Repousse des cheveux chez les patients atteints de pelade",
        "X3": "Le nombre a changé de 91 cheveux.",
        "X4": "Nous recommandons le microneedling en association avec le PRP.",
        "X5": "Ajouter le plasma au traitement est vraiment très facile.",
        "X6": "Vous ne sentirez aucune gêne.",
        "X7": "Il n’y a pas de temps de récupération.",
        "X8": "Certains patients peuvent ressentir une sensibilité ou un tiraillement.",
        "X9": "Le paracétamol suffit.",
        "X10": "Cela active les cellules souches.",
        "X11": "Il y a libération de facteurs de croissance.",
        "X12": "Les follicules dormants repoussent.",
        "X13": "On peut le faire à la maison avec un dermaroller.",
        "X14": "Cela améliore l’absorption du minoxidil.",
        "X15": "Cela stimule la pousse.",
        "X16": "Il y a peu de preuves scientifiques.",
    },
    "ar": {
        "X2": "نمو الشعر لدى المرضى المصابين بالثعلبة",
        "X3": "تغيّر العدد بمقدار 91 شعرة.",
        "X4": "نوصي بالوخز بالإبر مع البلازما.",
        "X5": "إضافة البلازما إلى العلاج سهلة جدًا.",
        "X6": "العلاج بدون ألم.",
        "X7": "لا توجد فترة نقاهة.",
        "X8": "قد يشعر بعض المرضى بحساسية أو شد.",
        "X9": "الباراسيتامول يكفي عادة.",
        "X10": "ينشّط الخلايا الجذعية.",
        "X11": "يؤدي إلى إفراز عوامل النمو.",
        "X12": "تعود بصيلات الشعر الخاملة إلى النمو.",
        "X13": "يمكن فعله في المنزل باستخدام الأسطوانة.",
        "X14": "يزيد امتصاص المينوكسيديل.",
        "X15": "يحفّز نمو الشعر.",
        "X16": "الأدلة العلمية محدودة.",
    },
    "hi": {
        "X2": "एलोपेसिया एरीटा के मरीज़ों में बाल बढ़े",
        "X3": "गिनती में 91 बाल का बदलाव आया।",
        "X4": "हम माइक्रोनीडलिंग के साथ PRP की सलाह देते हैं।",
        "X5": "इलाज में PRP जोड़ना वाकई आसान है।",
        "X6": "यह बिना किसी दर्द के होता है।",
        "X7": "इसमें कोई डाउनटाइम नहीं है।",
        "X8": "कुछ मरीज़ों को दुखन या खिंचाव हो सकता है।",
        "X9": "पैरासिटामोल आमतौर पर काफ़ी है।",
        "X10": "यह स्टेम सेल को सक्रिय करता है।",
        "X11": "इससे ग्रोथ फैक्टर निकलते हैं।",
        "X12": "सोए हुए रोम फिर बढ़ते हैं।",
        "X13": "यह घर पर डर्मारोलर से भी होता है।",
        "X14": "इससे दवा का अवशोषण बढ़ता है।",
        "X15": "यह बालों के विकास को बढ़ावा देता है।",
        "X16": "इसके सीमित वैज्ञानिक प्रमाण हैं।",
    },
}
TRUE = {
    "es": "Puede doler. Llámenos si tiene dolor. Nadie puede prometer que crezca el cabello. La piel se cura.",
    "de": "Es kann wehtun. Rufen Sie an, wenn Sie Schmerzen haben. Niemand kann Haarwuchs versprechen. Die Haut heilt.",
    "fr": "Cela peut faire mal. Appelez-nous si la douleur dure. Personne ne peut promettre de cheveux.",
    "ar": "قد يؤلم. اتصل بنا إذا استمر الألم. لا أحد يعد بنمو الشعر. يلتئم الجلد في أيام.",
    "hi": "इससे दर्द हो सकता है। दर्द रहे तो हमें फ़ोन करें। बाल उगने का वादा कोई नहीं कर सकता।",
}
EACH = [(language, number) for language, said in FALSE.items() for number in said]


@pytest.mark.parametrize(("language", "number"), EACH)
def test_a_false_sentence_is_found_by_its_number(language: str, number: str) -> None:
    assert number in {found.partition(":")[0] for found in forbidden_in(FALSE[language][number])}


@pytest.mark.parametrize("language", TRUE)
def test_true_sentences_about_the_same_things_are_left_alone(language: str) -> None:
    assert forbidden_in(TRUE[language]) == []


def test_every_shipped_language_has_its_patterns_and_no_pattern_is_of_an_unknown_claim() -> None:
    assert set(FALSE) == set(languages()) - {"en"}
    english = {one.id for one in forbidden() if one.id}
    for language in FALSE:
        ids = {entry.text("id") for entry in text_file(TEXTS / language / "forbidden.toml").entries("forbidden")}
        assert ids == set(FALSE[language]) <= english


def test_a_claim_in_another_language_keeps_a_text_from_use() -> None:
    text = (TEXTS / "es" / "aftercare.md").read_text(encoding="utf-8")
    broken = text.replace("{#touch}", "No hay tiempo de recuperación. {#touch}", 1)
    assert broken != text
    assert any("X7" in problem.words and problem.blocks for problem in check(broken)[1])


def test_vowel_signs_line_breaks_and_forms_of_letters_hide_nothing() -> None:
    assert forbidden_in("العِلاجُ بِدُونِ\nأَلَمٍ") and forbidden_in("العلاج بدون الم")
    assert forbidden_in("sans\n**douleur**")


def test_a_file_that_names_an_unknown_claim_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "forbidden.toml").write_text('[[forbidden]]\nid = "X1"\nwhy = "w"\npatterns = ["a"]\n')
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "forbidden.toml").write_text('[[forbidden]]\nid = "X99"\npatterns = ["b"]\n')
    with pytest.raises(Known, match="X99"):
        forbidden(tmp_path)
