"""Languages that data files alone switch on are read; others are named and skipped."""

from pathlib import Path

import pytest

from kg_builder.articles.completion import completed
from kg_builder.pipeline import Options, Readers, languages
from kg_builder.records import Article
from kg_builder.statements.date_grammar import grammar
from kg_builder.statements.lexicon import Lexicon

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("name", "lang", "actors"),
    [
        ("odesa.es.txt", "es", {"Spain", "Russia", "Ukraine", "France", "Germany", "China", "Taiwan"}),
        ("odessa.fr.txt", "fr", {"France", "Russia", "Ukraine", "Germany", "China", "Taiwan", "Turkey", "Sweden"}),
    ],
)
def test_a_language_needs_data_alone(name: str, lang: str, actors: set[str]) -> None:
    article = completed(Article(name, (SAMPLES / name).read_text(encoding="utf-8")))
    readers = Readers(Options())
    assert article.lang == lang
    assert readers.problem(article) is None
    reading = readers.read(article)
    assert actors <= {mention.actor.label for mention in reading.mentions}
    accused = [
        (s.source.actor.label, s.target.actor.label)
        for s in reading.statements
        if s.type == "Accuse" and s.source and s.target
    ]
    assert (min(actors & {"Spain", "France"} if lang == "fr" else {"Spain"}), "Russia") in accused


@pytest.mark.parametrize("lang", languages())
def test_the_data_of_every_language_can_be_read(lang: str) -> None:
    assert Lexicon.load(lang).entries
    assert len(grammar(lang).months) >= 12


def test_a_language_without_a_lexicon_is_named() -> None:
    text = (
        "Il governo italiano ha condannato l'attacco della Russia contro l'Ucraina e ha chiesto una tregua immediata."
    )
    problem = Readers(Options()).problem(completed(Article("roma", text)))
    assert problem is not None
    assert "'it'" in problem
