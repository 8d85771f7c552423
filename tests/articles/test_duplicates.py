from hypothesis import given
from hypothesis import strategies as st

from kg_builder.articles.duplicates import NearDuplicates
from kg_builder.records import Article

WORDS = [f"wort{number}" for number in range(300)]


def article(id: str, words: list[str]) -> Article:
    return Article(id, " ".join(words) + ".")


def test_a_report_that_comes_again_is_found() -> None:
    seen = NearDuplicates()
    assert seen.earlier(article("first", WORDS)) is None
    assert seen.earlier(article("other", [word + "x" for word in WORDS])) is None
    assert seen.earlier(article("again", WORDS)) == "first"
    assert seen.earlier(article("new headline", ["EILMELDUNG:", "Neue", "Fassung", *WORDS])) == "first"
    assert seen.earlier(article("shorter", WORDS[:280])) == "first"
    assert seen.earlier(Article("case and marks", ", ".join(WORDS).upper())) == "first"


def test_half_a_report_is_another_one() -> None:
    seen = NearDuplicates()
    seen.earlier(article("first", WORDS))
    assert seen.earlier(article("half", WORDS[:150])) is None
    assert seen.earlier(article("half again", WORDS[:150])) == "half"


def test_the_threshold_is_the_share_of_common_triples() -> None:
    # 238 of 358 triples in common, a share of 0.66
    changed = WORDS[:240] + [f"neu{number}" for number in range(60)]
    strict, loose = NearDuplicates(0.8), NearDuplicates(0.5)
    for seen in (strict, loose):
        seen.earlier(article("first", WORDS))
    assert strict.earlier(article("changed", changed)) is None
    assert loose.earlier(article("changed", changed)) == "first"


def test_texts_without_words() -> None:
    seen = NearDuplicates()
    assert seen.earlier(Article("a", "?!")) is None
    assert seen.earlier(Article("b", "Ja.")) is None
    assert seen.earlier(Article("c", "ja")) == "b"


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=50))
def test_the_same_text_is_always_found(words: list[str]) -> None:
    seen = NearDuplicates()
    seen.earlier(article("a", words))
    assert seen.earlier(article("b", words)) == "a"
