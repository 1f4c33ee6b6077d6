"""Office holders named with their office, and what that says of the report's date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...knowledge.actor_base import Tenure
from ...model import Actor
from .unit import Unit
from .world import DatingWorld

_LONGEST_NAME, _LONGEST_GAP = 6, 5
_UNREAL_REACH = 8
"""How many words before a title can make its holder one of another world ("would like to see")."""
_PARTICLES = frozenset({"in", "al", "de", "un"})
"""Last words of names that are other words too."""
_TRANSITION = timedelta(days=80)
_JUNIOR = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(frozen=True, slots=True)
class Held:
    """One naming of people who can be meant, with the office that each of them held."""

    tenures: tuple[Tenure, ...]
    name: str
    office: str
    """The title as the text has it."""
    current: bool
    """True when the sentence tells of the report's own days."""
    former: bool
    """True for "former president": the office is over."""


def holders(unit: Unit, world: DatingWorld, dated: bool) -> Iterator[Held]:
    """Office holders that a sentence names with their office. `dated`: it tells a time of the past by name."""
    words = unit.words
    place = 0
    while place < len(words):
        found = _title(unit, world, place) if words[place].folded in world.starts else None
        if found is None:
            if words[place].folded in world.listed("governments"):
                yield from _government(unit, world, place, dated)
            place += 1
            continue
        office, end = found
        if office is not None:
            yield from _named(unit, world, office, place, end, dated)
        place = end


def _title(unit: Unit, world: DatingWorld, place: int) -> tuple[str | None, int] | None:
    """The longest title that begins at a word: its office, and the word after it."""
    words = unit.words
    for end in range(min(len(words), place + world.longest), place, -1):
        key = tuple(word.folded for word in words[place:end])
        if key in world.titles and all(unit.gap(i) in (" ", "-", ". ") for i in range(place, end - 1)):
            # "p.m. May 3" is no prime minister.
            clock = key == ("pm",) and unit.text[words[place].start : words[place].end] != "PM"
            return (None if clock else world.titles[key]), end
    return None


def _named(unit: Unit, world: DatingWorld, office: str, place: int, end: int, dated: bool) -> Iterator[Held]:
    """The holder whose name follows the title or stands before it in apposition."""
    run = _run_after(unit, end)
    people, name = _people(unit, world, office, run, place) if run else ([], "")
    at = end
    if not people and not (run and unit.gap(end - 1).isspace()):
        run = _run_before(unit, place)
        people, name = _people(unit, world, office, run, place) if run else ([], "")
        at = run[0] if run else place
    tenures = tuple(t for actor in people for t in world.held[office].get(actor.actor_id, ()))
    tenures = _of_country(unit, world, place, tenures)
    if tenures:
        held = _use(unit, world, tenures, name, place, end, at, dated)
        if held is not None:
            yield held


def _use(
    unit: Unit, world: DatingWorld, tenures: tuple[Tenure, ...], name: str, place: int, end: int, at: int, dated: bool
) -> Held | None:
    """How the naming is meant; None when it says nothing of when it was written."""
    words = [word.folded for word in unit.words]
    before = set(words[max(0, place - 3) : place]) | set(words[min(at, place) : max(place, at)][:_LONGEST_GAP])
    title = " ".join(unit.text[unit.words[place].start : unit.words[end - 1].end].split())
    title = f"head of the {title}" if words[place] in world.listed("governments") else title
    if before & world.listed("other") or (place and words[place - 1] in ("a", "an") and at >= end):
        return None
    # A "former Obama administration official" is no longer one; the administration may go on.
    former = bool(before & world.listed("former")) and words[place] not in world.listed("governments")
    if set(words[max(0, place - _UNREAL_REACH) : place]) & world.events.unreal and not former and not unit.present(at):
        return None
    past = former or dated or bool(before & world.listed("then")) or bool(set(words) & world.listed("eras"))
    courtesy = unit.words[place].folded in world.listed("courtesy") and end - place == 1
    near = bool(set(words) & world.listed("now")) or unit.told(at)
    current = near and not past and not courtesy and not unit.quoted(min(at, len(words) - 1))
    return Held(tenures, name, title, current, former)


def _government(unit: Unit, world: DatingWorld, place: int, dated: bool) -> Iterator[Held]:
    """ "The Obama administration", "Maliki's government"."""
    if place == 0 or not unit.capital(place - 1) or unit.words[place - 1].folded in _PARTICLES:
        return
    word = unit.words[place - 1]
    offices = ("president",) if unit.words[place].folded == "administration" else ("prime-minister", "president")
    for office in offices:
        people = [a for a in world.base.bearing(word.folded) if a.actor_id in world.held.get(office, {})]
        tenures = tuple(t for a in people for t in world.held[office][a.actor_id])
        if unit.words[place].folded == "administration":
            tenures = tuple(t for t in tenures if t.of == "USA")
        # The next government is spoken of as soon as it is elected.
        tenures = tuple(replace(t, since=t.since - _TRANSITION) if t.since else t for t in tenures)
        if tenures:
            held = _use(unit, world, tenures, unit.text[word.start : word.end], place, place + 1, place, dated)
            if held is not None:
                yield held
            return


def _run_after(unit: Unit, place: int) -> list[int]:
    """Words of a name that begins at a word, perhaps after a comma."""
    words = unit.words
    if place >= len(words) or unit.gap(place - 1) not in (" ", ", ", ". "):
        return []
    found: list[int] = []
    while place < len(words) and len(found) < _LONGEST_NAME:
        particle = words[place].article or words[place].folded in ("bin", "de", "al")
        if not unit.capital(place) and not (particle and place + 1 < len(words) and unit.capital(place + 1)):
            break
        found.append(place)
        if unit.gap(place) not in (" ", "-", ". ", "’", "'") or (unit.gap(place) == ". " and not _initial(unit, place)):
            break
        place += 1
    return found


def _initial(unit: Unit, place: int) -> bool:
    """True for the letter of "John R. Bolton" and for short titles ("Gen.")."""
    return unit.words[place].end - unit.words[place].start <= 3


def _run_before(unit: Unit, place: int) -> list[int]:
    """Words of a name that ends before a comma to the left of a title: "Bolton, the national security adviser"."""
    at = place - 1
    for _ in range(_LONGEST_GAP):
        if at < 0:
            return []
        gap = unit.gap(at).strip()
        if gap == ",":
            break
        if gap not in ("", "-", ".", "'", "’") or unit.words[at].folded in ("said", "says", "told", "and", "to", "by"):
            return []
        at -= 1
    found: list[int] = []
    while at >= 0 and len(found) < _LONGEST_NAME and (unit.capital(at) or unit.words[at].article):
        if found and unit.gap(at) not in (" ", "-", ". "):
            break
        found.insert(0, at)
        at -= 1
    return found


def _people(unit: Unit, world: DatingWorld, office: str, run: Sequence[int], title: int) -> tuple[list[Actor], str]:
    """Holders of an office that a row of words can name: by a known name, else by the last name and what precedes."""
    held = world.held.get(office, {})
    run = [i for i in run if unit.words[i].folded not in world.listed("now")]
    ahead = run and run[0] > title
    for size in range(len(run), 0, -1):
        part = run[:size] if ahead else run[-size:]
        name = unit.text[unit.words[part[0]].start : unit.words[part[-1]].end]
        if size < len(run) and (size == 1 or (ahead and unit.words[run[size]].folded in _JUNIOR)):
            break
        known = {alias.actor_id for alias in world.base.index.get(name)} & held.keys()
        keys = [unit.words[i].folded for i in part if not unit.words[i].article]
        whole = size == len(run) and not (size == 1 and _other_body(unit, world, title))
        lasts = world.base.bearing(keys[-1]) if keys and whole else []
        known |= {actor.actor_id for actor in lasts if actor.actor_id in held and _fits(world, actor, keys[:-1])}
        if known:
            return [world.base.actors[i] for i in sorted(filter(None, known))], name
    return [], ""


def _other_body(unit: Unit, world: DatingWorld, title: int) -> bool:
    """True for "Teamsters President": a title that another capitalised word, no country, makes a lesser one."""
    if title == 0 or unit.gap(title - 1) != " " or not unit.capital(title - 1) or title == 1:
        return False
    return not _countries(unit, world, title) and unit.words[title - 1].folded not in world.listed("former")


def _fits(world: DatingWorld, actor: Actor, firsts: Sequence[str]) -> bool:
    """True when the words before a last name can be first names or initials of an actor."""
    known = {part for name in (actor.name, *actor.aliases) for part in world.base.index.folder.key(name)}
    return all(any(part.startswith(word) for part in known) for word in firsts)


def _of_country(unit: Unit, world: DatingWorld, title: int, tenures: tuple[Tenure, ...]) -> tuple[Tenure, ...]:
    """Tenures that fit the country named right before the title."""
    countries = _countries(unit, world, title)
    if not countries:
        return tenures
    return tuple(t for t in tenures if t.of is None or t.of[:3] in countries or not t.of[:3].isupper())


def _countries(unit: Unit, world: DatingWorld, title: int) -> set[str]:
    """Countries that the one or two words before a title name."""
    for size in (2, 1):
        if title - size < 0:
            continue
        name = unit.text[unit.words[title - size].start : unit.words[title - 1].end]
        found = {alias.country for alias in world.base.index.get(name) if alias.kind != "people"}
        if found - {None}:
            return {country for country in found if country}
    return set()


def earliest(held: Held) -> date | None:
    """The first day on which the naming could be written."""
    days = [t.until if held.former else t.since for t in held.tenures]
    return min((day for day in days if day), default=None) if all(days) else None
