"""`dragoman ref`: the words that the ledger uses, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated

import typer

from ..errors import NotFound
from ..export import FORMATS
from ..knowledge.flat_columns import meaning_of
from ..knowledge.inventory import inventory
from ..knowledge.kinds import load_kinds
from ..ledger import TABLES
from ..ledger.flat import COLUMNS
from ..ledger.shapes import COLUMNS_OF, SHAPES
from ..model import FLAGS
from ..reading.claims import FIELDS
from ..settings import Settings
from .options import Knowledge, settings_of
from .talk import lines

Row = tuple[str, ...]

STATUSES = {
    "occurred": "it happened",
    "ongoing": "it is happening",
    "attempted": "it was tried, and failed or was stopped",
    "announced": "those who would do it say that they will",
    "threatened": "those who would do it threaten it",
    "demanded": "somebody asks others to do it",
    "possible": "it may have happened or may come; nobody says that it did",
    "negated": "the report itself says that it did not happen",
    "denied": "a speaker says that it did not happen",
}
"""Every status, with what it says. Only the first three ever count as having happened."""


def ref(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            help="One of kinds, fields, columns, statuses, actors, places, knowledge, formats, tables, flags.",
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORD…", help="Only lines that hold all of these; for places, the name to look up."),
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Print the words that the ledger uses, and what they mean.

    \b
    Examples:
      dragoman ref kinds
      dragoman ref actors hezbollah
      dragoman ref places Kirkuk
      dragoman ref knowledge
    """
    if what not in LISTS:
        wrong = f"there is no list {what!r}" if what else "WHAT is missing"
        raise typer.BadParameter(f"{wrong}: choose one of {', '.join(LISTS)}")
    found = list(LISTS[what](settings_of(knowledge), words or ()))
    if not found:
        raise NotFound(f"nothing in {what} has {' '.join(words or ())!r}")
    lines(found)
    typer.echo(f"{len(found):,} in {what}", err=True)


def _holding(rows: Iterator[Row], words: Sequence[str]) -> Iterator[Row]:
    """The rows that hold every word, capitals or not."""
    wanted = [word.casefold() for word in words]
    return (row for row in rows if all(word in "\t".join(row).casefold() for word in wanted))


def _listed(items: dict[str, str]) -> Callable[[Settings, Sequence[str]], Iterator[Row]]:
    return lambda _settings, words: _holding(iter(items.items()), words)


def _kinds(settings: Settings, words: Sequence[str]) -> Iterator[Row]:
    kinds = load_kinds(settings.knowledge).values()
    rows = ((k.kind, k.group, "/".join(filter(None, (k.plover_type, k.plover_mode))), k.description) for k in kinds)
    return _holding(rows, words)


def _columns(_settings: Settings, words: Sequence[str]) -> Iterator[Row]:
    held = [(table, column) for table in TABLES for column in COLUMNS[table]]
    held += [(f"incidents as {shape}", column) for shape in SHAPES if shape != "wide" for column in COLUMNS_OF[shape]]
    rows = ((table, column.name, column.type, meaning_of(table, column.name)) for table, column in held)
    return _holding(rows, words)


def _actors(settings: Settings, words: Sequence[str]) -> Iterator[Row]:
    from ..knowledge.actor_base import load_actors

    actors = load_actors(settings.knowledge).actors.values()
    rows = ((a.actor_id, a.name, a.type, a.country or "", "; ".join(a.aliases), a.description) for a in actors)
    return _holding(rows, words)


def _places(settings: Settings, words: Sequence[str]) -> Iterator[Row]:
    """What a name can mean: the gazetteer is too long to print."""
    if not words:
        raise typer.BadParameter(
            "the gazetteer has hundreds of thousands of places: name one (`dragoman ref places Kirkuk`)"
        )
    from ..knowledge.gazetteer import Gazetteer

    for candidate in Gazetteer.load(settings).look_up(" ".join(words)):
        place = candidate.place
        yield (place.place_id, place.name, place.kind, place.country, f"{place.lat:.4f}", f"{place.lon:.4f}")


def _knowledge(settings: Settings, words: Sequence[str]) -> Iterator[Row]:
    """Every knowledge file with how much it holds: shipped, of the user's own, and what it says of itself."""
    held = inventory(settings.knowledge)
    return _holding(((one.name, f"{one.shipped:,}", f"{one.own:,}", one.about) for one in held), words)


LISTS: dict[str, Callable[[Settings, Sequence[str]], Iterator[Row]]] = {
    "kinds": _kinds,
    "fields": _listed(FIELDS),
    "columns": _columns,
    "statuses": _listed(STATUSES),
    "actors": _actors,
    "places": _places,
    "knowledge": _knowledge,
    "formats": _listed(FORMATS),
    "tables": _listed(TABLES),
    "flags": _listed(FLAGS),
}
"""What can be listed, and by what."""
