"""Across reports: what voices of different origins say of one incident where only one of them can be right.

"The mayor blamed hunters; the army says it was the work of jihadists"; a planted bomb or rockets; a hospital or a
command post; who fired first; "in Balama and not in Montepuez"; and the words of `opposites.toml`. Ways that exclude
each other are data (`knowledge/accounts.toml`).

Invariant: local to one incident, whose voices alone are compared; only attributed statements are sides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...knowledge.opposites import Pair
from ...model import DOERS, Disagreement, Incident, Mention
from ..headline.told import World
from ..matching.units import OFFICIAL_SECTORS
from ..words import words
from .negated import denied_by, tells
from .opposites import way_of
from .polarity import Polarity
from .sides import Kind, make_disagreement
from .tolls_across import find_tolls_across
from .views import View, Views, side_of

# A statement that tells no deed of its own speaks of the one told at most so far before it.
_NEXT_CHARS = 3
_BACK = frozenset({"it", "him", "her", "them", "first"})
# A word of `opposites.toml` parts two voices of one incident that also share words of this weight.
_LEAST = 0.7
_NOT = re.compile(r"\b(?:not|no|never|nor|neither|whether|if|may|might|could)\b|n[’']t\b", re.IGNORECASE)
_NOT_IN = re.compile(r"\bnot (?:in|at|near|inside) (?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
_STANCES = ("asserts", "claims_responsibility")


@dataclass(frozen=True)
class _Voice:
    """What somebody says of an incident in one report."""

    view: View
    origin: str
    told: tuple[Mention, ...]

    @property
    def text(self) -> str:
        return self.view.text


_Sides = dict[Hashable, list[_Voice]]


def find_across(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every field of an incident on which voices of different origins exclude each other."""
    incidents = {one.incident_id: one for one in joined.values() if one.incident_id and len(one.reports) > 1}
    found: list[Disagreement] = []
    for _, incident in sorted(incidents.items()):
        if not incident.series:
            found += find_tolls_across(incident, views, world, polarity, joined)
            voices = _voices(incident, views, world, joined)
            if len({voice.origin for voice in voices}) > 1:
                found += _disputes(incident, voices, world, polarity)
    return found


def _voices(incident: Incident, views: Views, world: World, joined: Mapping[str, Incident]) -> list[_Voice]:
    """Who speaks of an incident: tells it, or speaks in the next sentence of what was told."""
    found = []
    for report in sorted(set(incident.reports)):
        mentions = world.mentions.get(report, ())
        here = [m for m in mentions if m.mention_id in joined and _is(joined[m.mention_id], incident)]
        ends = [m.sentence.end for m in here]
        for view in views.by_report.get(report, ()):
            said = view.statement
            if not view.speaker or said.stance not in _STANCES:
                continue
            told = tuple(m for m in here if m.mention_id in said.mentions)
            next_to = any(0 <= said.sentence.start - end <= _NEXT_CHARS for end in ends)
            bare = not any(m in joined for m in said.mentions) or not _BACK.isdisjoint(words(view.text))
            if told or (next_to and bare):
                found.append(_Voice(view, world.origins.get(report, report), told))
    return found


def _is(one: Incident, incident: Incident) -> bool:
    return one.incident_id == incident.incident_id


def _disputes(incident: Incident, voices: Sequence[_Voice], world: World, polarity: Polarity) -> Iterator[Disagreement]:
    plain = [voice for voice in voices if not _NOT.search(voice.text)]
    for rivals in polarity.accounts.rivals:
        sides: _Sides = defaultdict(list)
        for voice in plain:
            if (way := rivals.way(voice.text)) is not None:
                sides[way].append(voice)
        yield from _dispute(incident, rivals.field, rivals.question, "value", sides, world)
    yield from _dispute(incident, "actor", "who did it", "attribution", _culprits(plain, polarity), world)
    yield from _dispute(incident, "actor", "who began", "attribution", _began(plain, polarity), world)
    yield from _dispute(incident, "place", "where", "value", _elsewhere(voices), world)
    yield from _dispute(incident, "claim", "whether it is so", "occurrence", _denied(voices, polarity), world)
    for pair in polarity.opposites.pairs:
        if pair.across:
            yield from _dispute(incident, "nature", pair.question, "value", _opposed(voices, pair, polarity), world)


def _dispute(
    incident: Incident, field: str, question: str, kind: Kind, sides: _Sides, world: World
) -> Iterator[Disagreement]:
    """One disagreement of the sides that a voice of another origin and another name stands against."""
    kept = []
    for way, mine in sorted(sides.items(), key=lambda item: str(item[0])):
        others = [voice for other, its in sides.items() if other != way for voice in its]
        against = [one for one in mine if any(_apart(one, other) for other in others)]
        if against:
            kept.append(against)
    if len(kept) > 1:
        told = [side_of(_each(voice.view for voice in one), world) for one in kept]
        yield make_disagreement(incident, field, told, kind, f"{question}: {incident.summary}")


def _apart(one: _Voice, other: _Voice) -> bool:
    return one.origin != other.origin and one.view.speaker != other.view.speaker


def _each(views: Iterable[View]) -> list[View]:
    return sorted({view.statement.statement_id: view for view in views}.values(), key=lambda view: view.order)


# Who did it


def _culprits(voices: Sequence[_Voice], polarity: Polarity) -> _Sides:
    """Voices by the sort of culprit they name: a state and those who may act for one are not set against each other."""
    ways, sides = polarity.accounts.culprits, defaultdict[Hashable, list[_Voice]](list)
    first_agent = len(ways.ways) - polarity.accounts.agents
    for voice in voices:
        doers = [party for m in voice.told for party in m.actors if party.role in DOERS]
        told = [match["who"] for one in polarity.accounts.culprit_told if (match := one.search(voice.text))]
        way = ways.way(" / ".join([*told, *(party.text for party in doers)]))
        states = [party for party in doers if party.country and party.type == "country"]
        states += [party for party in doers if party.country and party.sector in OFFICIAL_SECTORS]
        if way is not None:
            sides[way].append(voice)
        elif states:
            sides["state"].append(voice)
    if "state" in sides and any(isinstance(way, int) and way >= first_agent for way in sides):
        del sides["state"]
    return sides


def _began(voices: Sequence[_Voice], polarity: Polarity) -> _Sides:
    """Voices by the party that they say began."""
    sides: _Sides = defaultdict(list)
    for voice in voices:
        for pattern in polarity.accounts.first_told:
            if match := pattern.search(voice.text):
                party = polarity.matter(match["who"])
                nations = party & polarity.nations
                if party:
                    sides[min(nations or party)].append(voice)
                break
    return sides


# Where


def _elsewhere(voices: Sequence[_Voice]) -> _Sides:
    """Who says "and not in Montepuez", with who says that it was there."""
    sides: _Sides = defaultdict(list)
    for voice in voices:
        for match in _NOT_IN.finditer(voice.text):
            there = re.compile(rf"(?<!not )\b(?:in|at|near|inside|of) {re.escape(match['place'])}\b")
            told = [one for one in voices if there.search(one.text) and not _NOT_IN.search(one.text)]
            if told:
                sides["elsewhere"].append(voice)
                sides["there"] += [one for one in told if one.told and one not in sides["there"]]
    return sides


# Who says that there was none of it


def _denied(voices: Sequence[_Voice], polarity: Polarity) -> _Sides:
    """Who says not what another tells of it: "no command post was hit", "not one round was fired at the crowd"."""
    denials = [(voice, told) for voice in voices if (told := denied_by(voice.text, polarity))]
    sides: _Sides = defaultdict(list)
    for voice, denied in denials:
        others = [one for one in voices if _apart(one, voice) and all(one is not denial for denial, _ in denials)]
        against = [one for one in others if tells(one.text, voice.text, denied, polarity)]
        if against:
            sides["not so"].append(voice)
            sides["so"] += [one for one in against if one not in sides["so"]]
    return sides


# Words of which one can be right


def _opposed(voices: Sequence[_Voice], pair: Pair, polarity: Polarity) -> _Sides:
    """Voices by the side of a pair that they take, those only that share words with one of the other side."""
    ways = [(voice, way) for voice in voices if (way := way_of(voice.text, pair))]
    sides: _Sides = defaultdict(list)
    for voice, way in ways:
        if any(
            _meet(voice, other, polarity)
            for other, its in ways
            if its == -way and not (pair.changes and _later(voice, other))
        ):
            sides[way].append(voice)
    return sides


def _meet(one: _Voice, other: _Voice, polarity: Polarity) -> bool:
    shared = one.view.matter & other.view.matter - polarity.nations
    return _apart(one, other) and sum(map(polarity.weight, sorted(shared))) >= _LEAST


def _later(one: _Voice, other: _Voice) -> bool:
    """True for reports of different days, as far as their days are known."""
    return one.view.published.touches(other.view.published) is False
