"""Statements, actors and articles as JSON lines (DESIGN: the contract's output), and back."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg_builder.records import Actor, Article, Mention, Participant, Phrase, Place, Quotation, Statement


def participant_json(one: Participant | None) -> dict[str, Any] | None:
    """The participant as the contract's object, or None."""
    if one is None:
        return None
    actor: dict[str, Any] = {"id": one.actor.id, "label": one.actor.label, "type": one.actor.type}
    if one.actor.iso3:
        actor["iso3"] = one.actor.iso3
    return actor | {"start": one.start, "end": one.end}


def phrase_json(one: Phrase | None) -> dict[str, Any] | None:
    """A phrase as {text, start, end}, or None."""
    return None if one is None else {"text": one.text, "start": one.start, "end": one.end}


def statement_json(one: Statement) -> dict[str, Any]:
    """One statement as an object of statements.jsonl, keys in the contract's order."""
    record: dict[str, Any] = {
        "id": one.id,
        "article": one.article,
        "kind": one.kind,
        "type": one.type,
        "plover": one.plover,
        "polarity": one.polarity,
        "source": participant_json(one.source),
        "target": participant_json(one.target),
        "topic": phrase_json(one.topic),
        "factuality": one.factuality,
        "date": one.date,
        "place": None if one.place is None else {"id": one.place.id, "label": one.place.label},
        "cue": phrase_json(one.cue),
        "evidence": {"start": one.evidence[0], "end": one.evidence[1]},
        "within": one.within,
        "confidence": round(one.confidence, 3),
    }
    if one.quotation is not None:
        q = one.quotation
        record |= {
            "quote": q.quote,
            "quotation_type": q.type,
            "speaker": q.speaker,
            "frame": q.frame,
            "addressee": q.addressee,
            "medium": q.medium,
        }
    return record | {"reasons": list(one.reasons)}


def statement_from_json(record: dict[str, Any]) -> Statement:
    """The statement that `statement_json` wrote; raises KeyError where a field is missing."""

    def participant(one: dict[str, Any] | None) -> Participant | None:
        return (
            None
            if one is None
            else Participant(
                Actor(one["id"], one["label"], one["type"], iso3=one.get("iso3")), one["start"], one["end"]
            )
        )

    def phrase(one: dict[str, Any] | None) -> Phrase | None:
        return None if one is None else Phrase(one["text"], one["start"], one["end"])

    def spans(name: str) -> tuple[tuple[int, int], ...]:
        return tuple((a, b) for a, b in record[name])

    quotation = None
    if "quote" in record:
        quotation = Quotation(
            record["quotation_type"],
            record["medium"],
            spans("quote"),
            spans("speaker"),
            spans("frame"),
            spans("addressee"),
        )
    place, cue = record["place"], phrase(record["cue"])
    if cue is None:
        raise KeyError("cue")
    return Statement(
        record["id"],
        record["article"],
        record["kind"],
        record["type"],
        participant(record["source"]),
        participant(record["target"]),
        cue,
        (record["evidence"]["start"], record["evidence"]["end"]),
        record["polarity"],
        record["plover"],
        phrase(record["topic"]),
        record["factuality"],
        record["date"],
        None if place is None else Place(place["id"], place["label"]),
        record["within"],
        record["confidence"],
        quotation,
        tuple(record.get("reasons", ())),
    )


def actor_json(actor: Actor, mentions: Iterable[tuple[str, Mention]] = ()) -> dict[str, Any]:
    """One actor as an object of actors.jsonl; mentions are (article id, mention)."""
    return {
        "id": actor.id,
        "label": actor.label,
        "type": actor.type,
        "labels": dict(actor.labels),
        "iso3": actor.iso3,
        "sameAs": list(actor.same_as),
        "known": actor.known,
        "offices": [{"office": o.name, "of": o.of, "start": o.start, "end": o.end} for o in actor.offices],
        "mentions": [{"article": article, "start": m.start, "end": m.end, "form": m.form} for article, m in mentions],
    }


def article_json(article: Article) -> dict[str, Any]:
    """One article as an object of articles.jsonl, text included, so that every offset can be followed."""
    return {name: getattr(article, name) for name in ("id", "title", "published", "url", "lang", "source", "text")}


def write(path: Path, records: Iterable[dict[str, Any]]) -> int:
    """Writes one object a line; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file; raises ValueError naming file and line where one is broken."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{path}:{number}: not JSON: {error}") from error
                if not isinstance(record, dict):
                    raise ValueError(f"{path}:{number}: not a JSON object")
                yield record
