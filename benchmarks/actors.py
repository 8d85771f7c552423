"""Measures who is recognised: entity linking on gold data, mentions of the statement corpus, and speed of matching.

    python benchmarks/actors.py [--gold FOLDER] [--corpus FOLDER] [--set-aside] [--model NAME] [--limit N]

--gold holds de_n3_news100.dev.jsonl and en_dwie.dev.jsonl; --corpus the annotated articles (training/statements),
--set-aside only those of them that no model is trained on. A part whose data are not there is skipped with the reason.
--limit: articles of each part (0: all).

Linking is measured on the gold data, coreference on the corpus: the gold data mark names, their adjectives and (DWIE)
titles, but no pronoun and no noun that takes up a state, an organisation or a politician. Everything runs on one
thread; a whole run reads about 230,000 words.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from spacy.tokens import Doc

from kg_builder import language
from kg_builder.actors.knowledge import KnowledgeBase
from kg_builder.actors.matching import Alias
from kg_builder.actors.mentions import find_actors, mention_of
from kg_builder.actors.names import names_of
from kg_builder.actors.references import references
from kg_builder.actors.spelling import folded, same_person
from kg_builder.evaluation.namesakes import read_pairs, wrong_pairs
from kg_builder.records import Actor, Mention
from kg_builder.training.notes import corpus, is_set_aside
from kg_builder.vocabulary import WIKIDATA, statement_types

Parse = Callable[[str, str], Doc]
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Linked:
    """A gold mention: where, the ids it may have, and what it is called there."""

    start: int
    end: int
    known: frozenset[str]
    title: str
    kind: str = ""


class Counts:
    """Right, given and wanted mentions, by name of a class."""

    def __init__(self) -> None:
        self.right, self.given, self.wanted = Counter[str](), Counter[str](), Counter[str]()

    def lines(self) -> Iterator[str]:
        """One line a class: precision, recall, F1."""
        for name in sorted(self.wanted, key=lambda name: -self.wanted[name]):
            right, given, wanted = self.right[name], self.given[name], self.wanted[name]
            precision, recall = right / given if given else 0.0, right / wanted if wanted else 0.0
            f1 = 2 * precision * recall / (precision + recall) if right else 0.0
            yield f"  {name:32} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({wanted} mentions)"


def titles(kb: KnowledgeBase, lang: str) -> dict[str, set[str]]:
    """Whose a title of an encyclopedia may be: IRIs by folded name."""
    found: dict[str, set[str]] = {}
    for iri, entry in kb.entries.items():
        for name in entry.aliases(lang):
            found.setdefault(folded(name).replace("-", " "), set()).add(iri)
    return found


def known_as(title: str, ids: dict[str, set[str]]) -> frozenset[str]:
    """The actors that a title such as "Hamas_(Organisation)" names."""
    plain = unquote(title).replace("_", " ")
    for name in (plain, plain.partition(" (")[0], plain.partition(",")[0] if plain.endswith("D.C.") else plain):
        if found := ids.get(folded(name).replace("-", " ")):
            return frozenset(found)
    return frozenset()


def news100(record: dict[str, Any], ids: dict[str, set[str]], kb: KnowledgeBase) -> list[Linked]:
    """Gold mentions of the N3 format."""
    found = []
    for one in record["entities"]:
        title = (one["uri"] or "").rpartition("/resource/")[2]
        found.append(Linked(one["start"], one["end"], known_as(title, ids) if title else frozenset(), title))
    return found


def dwie(record: dict[str, Any], ids: dict[str, set[str]], kb: KnowledgeBase) -> list[Linked]:
    """Gold mentions of the DWIE format that have a link; adjectives and offices have none there."""
    found = []
    for entity in record["entities"]:
        iri = WIKIDATA + (entity.get("wikidata") or "-")
        title = entity.get("wikipedia") or ""
        if not title:
            continue
        known = frozenset({iri}) if iri in kb.entries else known_as(title, ids)
        for one in entity["mentions"]:
            found.append(Linked(one["start"], one["end"], known, title, entity["type"]))
    return found


def linking(path: Path, kb: KnowledgeBase, parse: Parse, limit: int, read: Any) -> Iterator[str]:
    """Linking of gold mentions whose actor is known; a seat of government meant as a city counts neither way."""
    counts, total, covered = Counts(), 0, 0
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    named = {lang: titles(kb, lang) for lang in {record["lang"] for record in records}}
    for record in records[: limit or None]:
        lang = record["lang"]
        ids = named[lang]
        doc = parse(lang, record["text"])
        mentions = find_actors(doc, lang, kb, record.get("published")).mentions
        for gold in read(record, ids, kb):
            total += 1
            covered += bool(gold.known)
            given = over(mentions, gold)
            kind = next((kb.entries[iri].actor.type for iri in sorted(gold.known)), "")
            if given is not None and given.actor.known and (gold.known or given.form not in ("place", "metonym")):
                for name in ("all known", kb.entries[given.actor.id].actor.type):
                    counts.given[name] += 1
                    counts.right[name] += given.actor.id in gold.known
            if gold.known:
                for name in ("all known", kind):
                    counts.wanted[name] += 1
    articles = len(records[: limit or None])
    share = covered / max(1, total)
    yield f"{path.name}: {articles} articles, {total} mentions, {covered} ({share:.0%}) of actors in the knowledge base"
    yield from counts.lines()


def over(mentions: Iterable[Mention], gold: Linked) -> Mention | None:
    """The mention that overlaps a gold mention most."""

    def shared(one: Mention) -> int:
        return min(one.end, gold.end) - max(one.start, gold.start)

    touching = [one for one in mentions if shared(one) > 0]
    return max(touching, key=lambda one: (shared(one), -(one.end - one.start)), default=None)


def is_right(actor: Actor, names: Iterable[str | None], kb: KnowledgeBase) -> bool:
    """Whether an actor has one of the names; people also in another transliteration."""
    label = folded(actor.label).replace("-", " ").partition(" (")[0]
    for name in names:
        if name and (known := kb.by_label(name)) and known.id == actor.id:
            return True
        if name and label == folded(name).replace("-", " ").partition(" (")[0]:
            return True
        if name and actor.type == "person" and same_person(actor.label.split(), name.split()):
            return True
    return False


def is_named(words: str, actor: Actor, lang: str, kb: KnowledgeBase) -> bool:
    """Whether words hold a name, adjective, metonym or surname of an actor, in any case."""
    entry = kb.entries[actor.id]
    listed = [*entry.aliases(lang), *entry.surnames]
    listed += [word for kind in (entry.adjectives, entry.inhabitants, entry.metonyms) for word in kind.get(lang, ())]
    said = f" {folded(words)}"
    return any(f" {folded(name)}" in said or f"-{folded(name)}" in said for name in listed)


def class_of(label: str, words: str, kb: KnowledgeBase, lang: str) -> str:
    """The class of a corpus mention: by its form where it is a pronoun or a common noun, else by its actor."""
    listed = references(lang)
    first = words.lower().split()
    own = listed.listed("first_singular") | listed.listed("first_plural")
    if len(first) == 1:
        pronouns = {**listed.pronouns, **listed.relatives, **listed.possessives}
        if first[0] in own:
            return "first person (not resolved here)"
        if first[0] in pronouns or first[0].rstrip("enmrs") in listed.possessives:
            return "pronouns"
    actor = kb.by_label(label)
    if actor is None:
        return "groups without a name" if label.split()[-1][:1].islower() else "unknown names"
    return f"known: {actor.type}"


def coreference_classes(name: str, doc: Doc, span: tuple[int, int], lang: str, kb: KnowledgeBase) -> list[str]:
    """The classes of a mention that takes up a known actor without naming it; none for the first person."""
    if name.startswith("first"):
        return []
    words = doc.char_span(*span, alignment_mode="expand")
    kind = name if name == "pronouns" or words is None else noun_class(words.root.text, lang, kb)
    return ["coreference: known actors not named", f"coreference ({lang})", f"coreference: {kind}"]


def noun_class(head: str, lang: str, kb: KnowledgeBase) -> str:
    """The class of a noun that takes up an actor."""
    listed = references(lang)
    if kb.office_by_noun(lang, head):
        return "office"
    if head.lower() in listed.listed("countries"):
        return "country"
    for name in ("bodies", "groups", "pairs", "people", "counterparts", "kinds"):
        if listed.known_noun(head, getattr(listed, name)):
            return name
    return "other noun"


def statement_corpus(folder: Path, kb: KnowledgeBase, parse: Parse, limit: int, unseen: bool) -> Iterator[str]:
    """The share of source and target mentions resolved to the actor that the corpus names."""
    right, none, total = Counter[str](), Counter[str](), Counter[str]()
    every = corpus(folder, frozenset(statement_types()))
    articles = [one for one in every if not unseen or is_set_aside(one.record["id"])][: limit or None]
    for article in articles:
        lang, text = article.record["lang"], article.record["text"]
        doc = parse(lang, text)
        mentions = find_actors(doc, lang, kb, article.record.get("published")).mentions
        for line in article.lines:
            for names, spans in ((line.source, line.source_mentions), (line.target, line.target_mentions)):
                if spans and names[0] is not None:
                    given = mention_of(doc, mentions, *spans[0])
                    name = class_of(names[0], text[slice(*spans[0])], kb, lang)
                    joint = [one for one in mentions if given and (one.start, one.end) == (given.start, given.end)]
                    good = any(is_right(one.actor, names, kb) for one in joint)
                    keys = [name, "all", f"given as {given.form}" if given else "nothing given"]
                    if (actor := kb.by_label(names[0])) and not is_named(text[slice(*spans[0])], actor, lang, kb):
                        keys += coreference_classes(name, doc, spans[0], lang, kb)
                    for key in keys:
                        total[key] += 1
                        right[key] += good
                        none[key] += given is None
    yield f"{len(articles)} texts of the corpus, sources and targets with a mention: {total['all']}"
    for name in sorted(total, key=lambda name: (name.startswith(("given", "nothing", "coref")), -total[name])):
        share, nothing = right[name] / total[name], none[name] / total[name]
        yield f"  {name:34} right {share:.3f}  none {nothing:.3f}  wrong {1 - share - nothing:.3f}  ({total[name]})"


def speed(kb: KnowledgeBase, lang: str, words: list[str], more: int) -> str:
    """Words of running text matched in a second of processor time, with more aliases added."""
    names = names_of(kb, lang, references(lang))
    for number in range(more):
        names.actors.add(f"Alias{number} of Nobody{number % 997}", Alias("nobody", "name"), fixed=True)
    offsets = [0] * len(words)
    start = time.process_time()
    names.actors.matches(words, offsets)
    taken = time.process_time() - start
    return f"matching ({lang}, {more:,} aliases more, {len(words):,} words): {len(words) / taken:,.0f} words a second"


def running_text(folder: Path, lang: str) -> list[str]:
    """The words of the corpus in a language."""
    found: list[str] = []
    for path in sorted(folder.glob(f"{lang}*.articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found += json.loads(line)["text"].split()
    return found


def main() -> None:
    """Print all measures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    arguments.add_argument("--corpus", type=Path, default=ROOT / "training" / "statements")
    arguments.add_argument("--set-aside", action="store_true")
    arguments.add_argument("--model", default="default")
    arguments.add_argument("--limit", type=int, default=0)
    given = arguments.parse_args()
    start = time.process_time()
    kb = KnowledgeBase.load()
    print(f"knowledge base: {len(kb.entries)} actors, loaded in {1000 * (time.process_time() - start):.0f} ms")
    for lang in ("de", "en"):
        if words := running_text(given.corpus, lang):
            print(speed(kb, lang, words, 100_000))
    pipelines: dict[str, Any] = {}

    def parse(lang: str, text: str) -> Doc:
        if lang not in pipelines:
            pipelines[lang] = language.load(lang, given.model)
        doc: Doc = pipelines[lang](text)
        return doc

    for name, read in (("de_n3_news100.dev.jsonl", news100), ("en_dwie.dev.jsonl", dwie)):
        path = given.gold / name
        if path.is_file():
            print(*linking(path, kb, parse, given.limit, read), sep="\n")
        else:
            print(f"{name}: skipped, no such file under {given.gold}")
    pairs = read_pairs(ROOT / "tests" / "actors" / "namesakes.tsv")
    print(f"namesakes: {len(pairs) - len(wrong_pairs(pairs, kb, parse))} of {len(pairs)} pairs of texts judged rightly")
    if any(given.corpus.glob("*.notes")):
        print(*statement_corpus(given.corpus, kb, parse, given.limit, given.set_aside), sep="\n")
    else:
        print(f"statement corpus: skipped, no notes under {given.corpus}")


if __name__ == "__main__":
    main()
