"""Cities and regions: places.txt."""

from tables import FOLDER, Record, further, identifiers, rows


def places() -> list[Record]:
    """One record a line, in the table's order: of two places of one name the first is meant."""
    states = identifiers()
    found = []
    for _, (label, state, kind, where, *more) in rows(FOLDER / "places.txt"):
        record: Record = {"label": label, "state": states.get(state, state), "kind": kind}
        if where:
            record["lat"], record["lon"] = (float(part) for part in where.split())
        further(record, "".join(more))
        found.append(record)
    return found
