"""Small pieces the tests of actors share: a knowledge base of a few actors, and Docs with trees made by hand."""

from functools import cache
from pathlib import Path

from spacy.tokens import Doc

from kg_builder.actors.entries import concepts_of, entry_of, places_of
from kg_builder.actors.files import Record
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.names import Names, names_of
from kg_builder.actors.references import References, references
from kg_builder.language.tokenizer import blank
from kg_builder.vocabulary import WIKIDATA

RU, US, UA, DE, FR, NATO = (WIKIDATA + qid for qid in ("Q159", "Q30", "Q212", "Q183", "Q142", "Q7184"))

ACTORS = (
    {
        "id": "Q159", "label": "Russia", "type": "state", "iso3": "RUS",
        "names": {"de": ["Russland", "Russische Föderation"], "en": ["Russia", "Russian Federation"]},
        "adjectives": {"de": ["russisch"], "en": ["Russian"]},
        "inhabitants": {"de": ["Russe", "Russen"], "en": ["Russian", "Russians"]},
        "metonyms": {"de": ["Moskau", "Kreml"], "en": ["Moscow", "the Kremlin"]},
    },
    {
        "id": "Q30", "label": "United States", "type": "state", "iso3": "USA",
        "names": {"de": ["USA", "Vereinigte Staaten", "US"], "en": ["United States", "US", "U.S."]},
        "adjectives": {"de": ["amerikanisch"], "en": ["American"]},
        "metonyms": {"de": ["Washington", "Weißes Haus"], "en": ["Washington", "White House"]},
    },
    {
        "id": "Q212", "label": "Ukraine", "type": "state", "names": {"de": ["Ukraine"], "en": ["Ukraine"]},
        "adjectives": {"de": ["ukrainisch"], "en": ["Ukrainian"]},
        "metonyms": {"de": ["Kiew"], "en": ["Kyiv"]},
    },
    {
        "id": "Q183", "label": "Germany", "type": "state", "iso3": "DEU",
        "names": {"de": ["Deutschland"], "en": ["Germany"]},
        "adjectives": {"de": ["deutsch"], "en": ["German"]},
        "metonyms": {"de": ["Berlin"], "en": ["Berlin"]},
    },
    {
        "id": "Q230", "label": "Georgia", "type": "state", "names": {"de": ["Georgien"], "en": ["Georgia"]},
        "adjectives": {"de": ["georgisch"], "en": ["Georgian"]}, "metonyms": {"en": ["Tbilisi"]},
    },
    {
        "id": "Q7184", "label": "NATO", "type": "organisation",
        "names": {"de": ["NATO", "Atlantische Allianz"], "en": ["NATO"]},
        "epithets": {"de": ["Bündnis"], "en": ["alliance"]},
    },
    {
        "id": "un-security-council", "label": "United Nations Security Council", "type": "organisation",
        "names": {"de": ["UN-Sicherheitsrat"], "en": ["UN Security Council"]},
    },
    {
        "id": "us-senate", "label": "United States Senate", "type": "organisation", "kind": "parliament",
        "parent": "Q30", "names": {"en": ["Senate"]},
    },
    {
        "id": "european-parliament", "label": "European Parliament", "type": "organisation", "kind": "parliament",
        "names": {"de": ["Europaparlament"]},
    },
    {
        "id": "sergey-lavrov", "label": "Sergey Lavrov", "type": "person", "gender": "m", "parent": "Q159",
        "names": {"de": ["Sergej Lawrow"], "en": ["Sergei Lavrov"]},
        "offices": [{"office": "ForeignMinister", "of": "Q159", "start": "2004-03-09"}],
    },
    {
        "id": "angela-merkel", "label": "Angela Merkel", "type": "person", "gender": "f", "parent": "Q183",
        "offices": [{"office": "Chancellor", "of": "Q183", "start": "2005-11-22", "end": "2021-12-08"}],
    },
    {
        "id": "olaf-scholz", "label": "Olaf Scholz", "type": "person", "gender": "m", "parent": "Q183",
        "offices": [{"office": "Chancellor", "of": "Q183", "start": "2021-12-08", "end": "2025-05-06"}],
    },
    {
        "id": "george-w-bush", "label": "George W. Bush", "type": "person", "gender": "m", "parent": "Q30",
        "names": {"mul": ["George Bush"]},
        "offices": [{"office": "President", "of": "Q30", "start": "2001-01-20", "end": "2009-01-20"}],
    },
    {
        "id": "george-h-w-bush", "label": "George H. W. Bush", "type": "person", "gender": "m", "parent": "Q30",
        "offices": [{"office": "President", "of": "Q30", "start": "1989-01-20", "end": "1993-01-20"}],
    },
)  # fmt: skip
OFFICES = (
    {"name": "President", "label": {"en": "President"}, "rank": 1, "nouns": {"de": ["Präsident"], "en": ["president"]}},
    {"name": "Chancellor", "label": {"en": "Chancellor"}, "rank": 2,
     "nouns": {"de": ["Bundeskanzler", "Bundeskanzlerin", "Kanzler", "Kanzlerin"], "en": ["chancellor"]}},
    {"name": "SecretaryGeneral", "label": {"en": "Secretary General"}, "rank": 9,
     "nouns": {"de": ["Generalsekretär"], "en": ["secretary general"]}},
    {"name": "ForeignMinister", "label": {"en": "Foreign Minister"}, "rank": 10,
     "nouns": {"de": ["Außenminister"], "en": ["foreign minister", "secretary of state"]}},
    {"name": "Spokesperson", "label": {"en": "Spokesperson"}, "rank": 30,
     "nouns": {"de": ["Sprecher", "Sprecherin"], "en": ["spokesman", "spokesperson"]}},
)  # fmt: skip
PLACES = ({"label": "Mariupol", "state": "Q212", "kind": "city"},)


@cache
def few() -> KnowledgeBase:
    """The knowledge base of the actors above."""

    def records(lines: tuple[dict[str, object], ...]) -> list[Record]:
        return [Record(Path("few.jsonl"), number, line) for number, line in enumerate(lines, 1)]

    entries = [entry_of(record) for record in records(ACTORS)]
    return KnowledgeBase(
        {entry.actor.id: entry for entry in entries}, places_of(records(PLACES)), concepts_of(records(OFFICES))
    )


@cache
def known_names(lang: str) -> tuple[Names, References]:
    """The names of those actors, and the words of the language."""
    return names_of(few(), lang, references(lang)), references(lang)


def doc(lang: str, rows: str) -> Doc:
    """A Doc of one or more sentences. A line a token: word, part of speech, head (in the sentence, from 1; 0 the root),
    relation, then an entity's label or "-", then morphology; an empty line between sentences.
    """
    words, pos, heads, deps, starts, labels, morphs = [], [], [], [], [], [], []
    for sentence in rows.strip().split("\n\n"):
        first = len(words)
        for number, line in enumerate(sentence.strip().splitlines()):
            word, tag, head, relation, *more = line.split()
            words.append(word)
            pos.append(tag)
            heads.append(first + (int(head) - 1 if int(head) else number))
            deps.append("ROOT" if head == "0" else relation)
            starts.append(number == 0)
            labels.append(more[0] if more else "-")
            morphs.append(more[1] if len(more) > 1 else "")
    ents = ["O"] * len(words)
    for index, label in enumerate(labels):
        if label != "-":
            ents[index] = ("I-" if index and labels[index - 1] == label else "B-") + label
    return Doc(
        blank(lang).vocab, words=words, pos=pos, heads=heads, deps=deps, sent_starts=starts, ents=ents, morphs=morphs
    )
