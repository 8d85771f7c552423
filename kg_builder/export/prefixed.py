"""Triples as Turtle: prefixed names, one block a subject."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg_builder.graph.terms import PREFIXES, RDF

# Narrower than Turtle's PN_LOCAL: what no parser can misread.
LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)\Z")
PREDICATE_TYPE = f"<{RDF}type>"
SPACES = sorted(((space, prefix) for prefix, space in PREFIXES.items()), key=lambda one: -len(one[0]))


def header() -> str:
    """The declarations of all prefixes."""
    return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())


@lru_cache(maxsize=100_000)
def short(term: str) -> str:
    """An IRI in angle brackets as a prefixed name, where it has a prefix and a plain local name."""
    for space, prefix in SPACES:
        if term.startswith(space, 1):
            local = term[1 + len(space) : -1]
            return f"{prefix}:{local}" if LOCAL.match(local) else term
    return term


def short_object(term: str) -> str:
    """An object: an IRI, or a literal whose datatype has a prefix."""
    if term[0] == "<":
        return short(term)
    if term[-1] == ">":
        text, datatype = term.rsplit("^^", 1)
        return f"{text}^^{short(datatype)}"
    return term


def blocks(triples: Iterable[str], indent: str = "") -> Iterator[str]:
    """Sorted triples as Turtle, a block a subject; `rdf:type` is written "a" and comes first."""
    subject, held = "", [("", "")]
    held.clear()
    for triple in triples:
        one, predicate, value = triple.split(" ", 2)
        if one != subject and held:
            yield block(subject, held, indent)
            held.clear()
        subject = one
        held.append(("a" if predicate == PREDICATE_TYPE else short(predicate), short_object(value)))
    if held:
        yield block(subject, held, indent)


def block(subject: str, pairs: list[tuple[str, str]], indent: str) -> str:
    """All that is said of one subject."""
    pairs.sort(key=lambda pair: (pair[0] != "a", pair))
    text, last = [f"{indent}{short(subject)}"], ""
    for predicate, value in pairs:
        if predicate == last:
            text.append(f" , {value}")
        else:
            text.append(f" {predicate} {value}" if not last else f" ;\n{indent}    {predicate} {value}")
        last = predicate
    return "".join(text) + " .\n"
