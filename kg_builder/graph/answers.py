"""Plain-text answers about an actor and about a statement, for people at a terminal."""

import difflib
from collections.abc import Iterator

from kg_builder.graph.contents import Contents
from kg_builder.records import Actor, Article, Office, Span, Statement
from kg_builder.vocabulary import statement_types

SIGN = {1: "+", 0: " ", -1: "-"}


def find_actor(store: Contents, name: str) -> Actor | None:
    """The actor with this IRI, label or name in any language (case is ignored); of several the one that is known."""
    wanted = name.casefold()
    found = [
        a for a in store.actors()
        if wanted == a.id.casefold() or wanted == a.label.casefold() or wanted in (v.casefold() for _, v in a.labels)
    ]  # fmt: skip
    return min(found, key=lambda a: (not a.known, a.id), default=None)


def no_actor(store: Contents, name: str, where: str) -> str:
    """What to say where an actor is not found: the name, where it was sought, and up to five labels close to it."""
    labels = sorted({one.label for one in store.actors()})
    folded = {label.casefold(): label for label in labels}
    wanted = set(name.casefold().split())
    near = [label for label in labels if wanted and wanted <= set(label.casefold().split())]
    near = near or [folded[one] for one in difflib.get_close_matches(name.casefold(), folded)]
    hint = f"; did you mean: {', '.join(near[:5])}?" if near else ""
    return f"no actor named {name!r} in {where}{hint}"


def actor_lines(store: Contents, name: str) -> Iterator[str]:
    """What the graph says of an actor, line by line; nothing where it does not know the name."""
    actor = find_actor(store, name)
    if actor is None:
        return
    yield f"{actor.label} ({actor.type}) {actor.id}"
    labels = {a.id: a.label for a in store.actors()}
    for office in sorted(actor.offices, key=lambda o: (o.start or "", o.name)):
        yield f"  {office_text(office, labels)}"
    given: list[Statement] = []
    received: list[Statement] = []
    for one in store.statements():
        if one.kind in ("stance", "event"):
            if one.source and one.source.actor.id == actor.id:
                given.append(one)
            elif one.target and one.target.actor.id == actor.id:
                received.append(one)
    for title, group in (("As source", given), ("As target", received)):
        if group:
            yield f"{title} ({len(group)}):"
            yield from (f"  {statement_text(one)}" for one in sorted(group, key=lambda s: (s.date or "", s.id)))


def office_text(office: Office, labels: dict[str, str]) -> str:
    """'ForeignMinister of Russia, 2004-03-09 to today'."""
    term = f", {office.start or '?'} to {office.end or 'today'}" if office.start or office.end else ""
    return f"{office.name} of {labels.get(office.of, office.of)}{term}"


def statement_text(one: Statement) -> str:
    """One line: date, sign, source, type, target, how it is said, id."""
    types = statement_types()
    kind = types[one.type].label("en") if one.type in types else one.type
    target = f" -> {one.target.actor.label}" if one.target else ""
    said = "" if one.factuality == "asserted" else f" [{one.factuality}]"
    reported = " [reported]" if one.within else ""
    source = one.source.actor.label if one.source else "-"
    return f"{one.date or '          '} {SIGN[one.polarity]} {source} | {kind}{target}{said}{reported}  {one.id}"


def explain_lines(store: Contents, statement: str) -> Iterator[str]:
    """The statement, its sentence with the cue marked, its article, and why it was read so."""
    reading = store.reading_of(statement)
    one = next((s for s in reading.statements if s.id == statement), None) if reading else None
    if reading is None or one is None:
        return
    yield statement_text(one)
    yield ""
    yield "  " + marked(reading.article, one)
    yield ""
    yield f"  {source_text(reading.article)}"
    yield f"  confidence {one.confidence:.2f}; evidence at {one.evidence[0]}-{one.evidence[1]}"
    yield from (f"  {reason}" for reason in one.reasons)
    for other in reading.statements:
        if other.id == one.within:
            yield f"  reported by: {statement_text(other)}"


def marked(article: Article, one: Statement) -> str:
    """The evidence with [cue], <source> and <target> marked, on one line."""
    start, end = one.evidence
    marks: list[tuple[Span, str, str]] = [((one.cue.start, one.cue.end), "[", "]")]
    for party in (one.source, one.target):
        if party and party.start is not None and party.end is not None:
            marks.append(((party.start, party.end), "<", ">"))
    inserts: list[tuple[int, int, str]] = []
    for (a, b), opening, closing in marks:
        if start <= a and b <= end:
            inserts += [(a, 1, opening), (b, 0, closing)]
    text, at = "", start
    for place, _, sign in sorted(inserts):
        text += article.text[at:place] + sign
        at = place
    return " ".join((text + article.text[at:end]).split())


def source_text(article: Article) -> str:
    """Title, source, date and address of an article, as far as known."""
    parts = [article.title or article.id, article.source, article.published, article.url]
    return ", ".join(p for p in parts if p)
