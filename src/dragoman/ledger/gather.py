"""Actors and places as all reports together tell of them: one line each, whatever order the reports came in."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from ..model import Actor, ActorMention, Place, PlaceMention, from_record

_NAMED_ACTORS = "SELECT actor_id, record FROM actor_mention WHERE actor_id IS NOT NULL ORDER BY actor_id"
_NAMED_PLACES = """SELECT place_id IS NULL, coalesce(nullif(place_id, ''), nullif(name, ''), text) AS told, record
    FROM place_mention ORDER BY 1, 2"""


def actors(db: sqlite3.Connection, known: Callable[[str], Actor | None]) -> Iterator[Actor]:
    """Every actor with an id that a report names: `known` looks one up in the knowledge base, reports add wordings."""
    for key, rows in groupby(db.execute(_NAMED_ACTORS), key=lambda row: str(row[0])):
        yield _actor(key, [from_record(ActorMention, json.loads(record)) for _, record in rows], known(key))


def _actor(key: str, told: list[ActorMention], known: Actor | None) -> Actor:
    """One actor. Wordings that were resolved from elsewhere ("he", "the group") are no names of it."""
    worded = {mention.text for mention in told if mention.antecedent is None}
    name = known.name if known else _usual(mention.name or mention.text for mention in told)
    aliases = dict.fromkeys((*(known.aliases if known else ()), *sorted(worded)))
    aliases.pop(name, None)
    return Actor(
        actor_id=key,
        name=name,
        type=known.type if known else _usual(mention.type for mention in told),
        aliases=tuple(aliases),
        sector=known.sector if known else _usual(mention.sector for mention in told),
        country=known.country if known else _usual(mention.country for mention in told),
        roles=known.roles if known else (),
        description=known.description if known else "",
    )


def places(db: sqlite3.Connection) -> Iterator[Place]:
    """Every place that a report names; those the gazetteer lacks stand at the end, by name alone."""
    for _, rows in groupby(db.execute(_NAMED_PLACES), key=lambda row: (row[0], row[1])):
        yield _place([from_record(PlaceMention, json.loads(record)) for _, _, record in rows])


_PLACE_FIELDS = ("name", "kind", "lat", "lon", "country", "country_name", "admin1", "precision", "radius_km")


def _place(told: list[PlaceMention]) -> Place:
    fields: dict[str, Any] = {name: _usual(getattr(mention, name) for mention in told) for name in _PLACE_FIELDS}
    fields["name"] = fields["name"] or _usual(mention.text for mention in told)
    return Place(place_id=told[0].place_id, **fields)


def _usual(values: Iterable[Any]) -> Any:
    """The value given most often; among equals the first in order; None where none is given."""
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
