"""Organs of states by rule: a country's adjective and a phrase make its foreign ministry (data: organs.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ..model import Actor, ActorType
from .actor_names import Alias, NameIndex, case_of_name
from .tables import tables


@dataclass(frozen=True, slots=True)
class OrganRule:
    """One organ that every state has."""

    key: str
    name: str
    type: ActorType
    sector: str
    phrases: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Organs:
    """Every organ of every state, made when asked for."""

    rules: dict[str, OrganRule]
    phrases: dict[tuple[str, ...], str]
    """Organ key by the folded words of its phrases."""
    specials: dict[str, Actor]
    countries: Mapping[str, tuple[str, tuple[str, ...]]]
    missions: tuple[frozenset[tuple[str, ...]], str, str]
    longest: int
    lasts: frozenset[str]
    """Last words of all phrases, so that most nouns are passed over at once."""

    def of(self, country: str, organ: str) -> Actor | None:
        """The organ of a state by key or words; None for an unknown state or organ."""
        if country not in self.countries:
            return None
        own = self.specials.get(f"{country}/{organ}")
        if own is not None:
            return own
        rule = self.rules.get(organ) or self.rules.get(self.phrases.get(tuple(organ.lower().split()), ""))
        if rule is None:
            return None
        if f"{country}/{rule.key}" in self.specials:
            return self.specials[f"{country}/{rule.key}"]
        name = rule.name.format(adjective=self.adjective(country), country=self.countries[country][0])
        return Actor(f"{country}/{rule.key}", name, rule.type, (), rule.sector, country, (), rule.description)

    def embassy(self, country: str, host: str | None) -> Actor | None:
        """The mission of a state, in a host state where that is known."""
        if country not in self.countries:
            return None
        adjective = self.adjective(country)
        if host in self.countries and host is not None and host != country:
            name = self.missions[1].format(adjective=adjective, host=self.countries[host][0])
            return Actor(f"{country}/embassy/{host}", name, "facility", (), "GOV", country)
        return Actor(f"{country}/embassy", self.missions[2].format(adjective=adjective), "facility", (), "GOV", country)

    def adjective(self, country: str) -> str:
        """The adjective of a state as headlines have it: Iraqi, U.S., British."""
        name, adjectives = self.countries[country]
        short = [word for word in adjectives if word.endswith(".")]
        return short[0] if short and country == "USA" else adjectives[0] if adjectives else name

    def get(self, actor_id: str) -> Actor | None:
        """The organ of an id such as `IRQ/foreign-ministry` or `USA/embassy/IRQ`."""
        parts = actor_id.split("/")
        if len(parts) > 1 and parts[1] == "embassy":
            return self.embassy(parts[0], parts[2] if len(parts) > 2 else None)
        return self.of(parts[0], parts[1]) if len(parts) == 2 else None

    def named(self, name: str, index: NameIndex) -> Actor | None:
        """The organ that words such as "Iraqi Foreign Ministry" name."""
        words = index.folder.words(name)
        for cut in range(1, min(4, len(words))):
            lead = name[words[0].start : words[cut - 1].end]
            country = next((alias.country for alias in index.get(lead) if alias.kind in ("adjective", "name")), None)
            if country is None:
                continue
            rest = tuple(word.folded for word in words[cut:])
            if rest in self.missions[0]:
                return self.embassy(country, None)
            if rest in self.phrases:
                return self.of(country, self.phrases[rest])
        return None


def load_organs(
    index: NameIndex, countries: Mapping[str, tuple[str, tuple[str, ...]]], folders: Sequence[Path] = ()
) -> Organs:
    """Read organs.toml, and put the names of special organs into the index."""
    rules: dict[str, OrganRule] = {}
    phrases: dict[tuple[str, ...], str] = {}
    specials: dict[str, Actor] = {}
    missions: tuple[frozenset[tuple[str, ...]], str, str] = (
        frozenset(),
        "{adjective} Embassy in {host}",
        "{adjective} Embassy",
    )
    for table in tables("actors/organs.toml", folders):
        for row in table.get("organ", ()):
            rule = _rule(row)
            rules[rule.key] = rule
            for phrase in rule.phrases:
                phrases[tuple(word.folded for word in index.folder.words(phrase))] = rule.key
        for row in table.get("embassy", ()):
            keys = frozenset(tuple(word.folded for word in index.folder.words(phrase)) for phrase in row["phrases"])
            missions = (keys, row["name"], row["name_without_host"])
        for row in table.get("special", ()):
            _add_special(row, rules, specials, index)
    lasts = frozenset(key[-1] for key in (*phrases, *missions[0]))
    return Organs(rules, phrases, specials, countries, missions, max(map(len, phrases), default=0), lasts)


def _rule(row: dict[str, Any]) -> OrganRule:
    """One `[[organ]]` table."""
    kind = cast(ActorType, row["type"])
    return OrganRule(row["key"], row["name"], kind, row["sector"], tuple(row["phrases"]), row.get("description", ""))


def _add_special(
    row: dict[str, Any], rules: dict[str, OrganRule], specials: dict[str, Actor], index: NameIndex
) -> None:
    """One `[[special]]` table: an organ with a name of its own."""
    rule = rules.get(row["organ"])
    sector = row.get("sector") or (rule.sector if rule else "GOV")
    kind: ActorType = "group" if sector == "MIL" else rule.type if rule else "organisation"
    actor_id = f"{row['country']}/{row['organ']}"
    aliases = tuple(row["phrases"])
    specials[actor_id] = Actor(actor_id, row["name"], kind, aliases, sector, row["country"])
    for alias in (row["name"], *aliases):
        index.add(Alias(actor_id, alias, "name", case_of_name(alias), row["country"]))
