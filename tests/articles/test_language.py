from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg_builder.articles import detect, paragraph_languages

SENTENCES = {
    "de": "Der russische Außenminister warnte die NATO am Mittwoch vor einem direkten Zusammenstoß in der Ukraine.",
    "en": "The Russian foreign minister warned the alliance on Wednesday of a direct clash in Ukraine.",
    "es": "El ministro de Exteriores ruso advirtió el miércoles a la Alianza de un choque directo en Ucrania.",
    "fr": "Le ministre russe des Affaires étrangères a mis en garde mercredi l’Alliance contre un affrontement direct.",
    "nl": "De Russische minister van Buitenlandse Zaken waarschuwde de NAVO voor een directe confrontatie.",
    "da": "Den russiske udenrigsminister advarede onsdag NATO mod et direkte sammenstød i Ukraine.",
    "pl": "Rosyjski minister spraw zagranicznych ostrzegł w środę NATO przed bezpośrednim starciem na Ukrainie.",
    "it": "Il ministro degli Esteri russo ha avvertito mercoledì l'Alleanza di uno scontro diretto in Ucraina.",
    "ru": "Министр иностранных дел России предупредил в среду НАТО о прямом столкновении на Украине.",
    "uk": "Міністр закордонних справ Росії попередив у середу НАТО про пряме зіткнення в Україні.",
    "tr": "Rusya Dışişleri Bakanı çarşamba günü NATO'yu Ukrayna'da doğrudan bir çatışma konusunda uyardı.",
    "ar": "حذر وزير الخارجية الروسي حلف شمال الأطلسي يوم الأربعاء من صدام مباشر في أوكرانيا.",
    "ja": "ロシアの外相は水曜日、ウクライナでの直接衝突についてNATOに警告し、軍の撤退を求めた。",
    "af": "Die Russiese minister van buitelandse sake het die NAVO teen 'n direkte botsing in Oekraïne gewaarsku.",
    "lb": "De russeschen Ausseminister huet d'NATO virun engem direkten Zesummestouss an der Ukrain gewarnt.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_sentence_of_a_language(lang: str) -> None:
    assert detect(SENTENCES[lang]) == lang


@pytest.mark.parametrize(
    "text", ["", "NATO", "1234567890 " * 20, "Putin, Biden, Xi, Macron", "— — —", "x = y + z;" * 5]
)
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert detect(text) is None


def test_no_other_language_passes_for_german_or_english() -> None:
    for lang, sentence in SENTENCES.items():
        for end in range(1, len(sentence) + 1):
            found = detect(sentence[:end])
            assert found not in ({"de", "en"} - {lang}), sentence[:end]


def test_paragraphs_of_a_mixed_article(zoo: Path) -> None:
    text = (zoo / "mixed.txt").read_text(encoding="utf-8")
    found = [(text[start:end].split()[0], lang) for start, end, lang in paragraph_languages(text)]
    assert found == [("Die", "de"), ("NATO", "en"), ("The", "en"), ("Die", "de"), ("Weiter", "de")]


def test_the_known_language_of_an_article_is_what_short_lines_inherit() -> None:
    assert paragraph_languages("Weiter\n\nzum", "fr") == [(0, 6, "fr"), (8, 11, "fr")]
    assert paragraph_languages("Weiter") == [(0, 6, None)]
    assert paragraph_languages("") == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_paragraphs_cover_all_that_is_not_blank(text: str) -> None:
    spans = [(start, end) for start, end, _ in paragraph_languages(text, "de")]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    outside = "".join(
        text[a:b] for a, b in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), None], strict=True)
    )
    assert not outside.strip()
