"""Organisations and groups (organisations.txt), parts of the world (regions.txt)."""

from tables import FOLDER, Record, add, further, identifiers, listed, rows, slug


def organisations(table: str = "organisations.txt") -> list[Record]:
    """One record a line, in the table's order."""
    states = identifiers()
    found = []
    for _, (qid, label, kind, parent, de, en, *more) in rows(FOLDER / table):
        kind_of, _, type_of = kind.partition("/")
        record: Record = {"id": qid or slug(label), "label": label, "type": type_of or "organisation", "names": {}}
        add(record, "names", "de", listed(de))
        add(record, "names", "en", [label, *listed(en)])
        further(record, "|".join(more))
        record["kind"] = kind_of
        record["parent"] = states.get(parent, parent)
        found.append(record | {"sources": ["own"]})
    return found
