"""What stands before a described party: its country, a known group, who backs it; and the country told behind it."""

from __future__ import annotations

from calendar import month_abbr, month_name
from dataclasses import dataclass

from ...model import Actor, ActorType
from .draft import Draft, DraftKind, Scene, Unit

OF = frozenset({"of"})
OF_IN = frozenset({"of", "in"})
_MONTHS = frozenset(name.lower() for name in (*month_name, *month_abbr, "Sept") if name)
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(slots=True)
class Modifiers:
    """What stands before a head noun: the country, a known actor, who backs it, and whether it is definite."""

    first: int
    country: str | None = None
    adjective: str | None = None
    proxy: str | None = None
    tie: str = "backed"
    actor: Actor | None = None
    named: tuple[int, int] | None = None
    """First and last token of the name of `actor`."""
    definite: bool = False
    owner: bool = False


class ModifierReader:
    """Reads the words around the head nouns of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        self.proxies = scene.base.words.role("proxy", "words")
        self.supporting = scene.base.words.role("proxy", "supporting")
        self.skipped = scene.base.words.role("descriptions", "before")

    def of(self, head: int) -> Modifiers:
        """Read the words before a head noun."""
        view = self.view
        first = view.left_edge(head)
        found = Modifiers(first)
        while first < head and view.lower[first] in self.skipped:
            found.definite = found.definite or view.lower[first] in _DEFINITE
            first += 1
        first = self._after_date(first, head)
        i = first
        while i < head:
            unit = self.scene.unit_at.get(i)
            if unit is not None and unit.first == i and unit.last < head:
                self._take(found, unit)
                i = unit.last + 1
                continue
            i += 1
        found.first = max(first, self._after_taken(first, head))
        before = self.scene.unit_at.get(found.first - 1)
        if before is not None and found.first - 1 not in self.scene.taken and not before.is_state:
            # "Islamic State of Iraq and the Levant fighters": the parser breaks long names.
            found.first = before.first
            self._take(found, before)
        owner = self._owner(head)
        if owner is not None:
            found.definite = True
        return found

    def _after_date(self, first: int, head: int) -> int:
        """Where a phrase begins behind a date that the parser took into it: "On Feb. 29 gunmen", "In July gunmen"."""
        lower = self.view.lower
        if lower[first].isdigit() and first + 1 < head and lower[first + 1].rstrip(".") in _MONTHS:
            first += 1
        if lower[first].rstrip(".") not in _MONTHS:
            return first
        first += 1
        while first < head and (lower[first].isdigit() or lower[first] == ","):
            first += 1
        return first

    def _after_taken(self, first: int, head: int) -> int:
        """First token after the last named mention that stands inside a phrase and is no part of it."""
        for i in range(head - 1, first - 1, -1):
            if i in self.scene.taken and self.view.lower[min(i + 1, head)] in ("'s", "'", "’s"):
                return min(i + 2, head)
        return first

    def _owner(self, head: int) -> int | None:
        """Possessor of a noun: "its fighters", "Iraq's army"."""
        return next((kid for kid in self.view.kids[head] if kid < head and self.view.deps[kid] == "poss"), None)

    def _take(self, found: Modifiers, unit: Unit) -> None:
        """Read one known name among the modifiers."""
        view = self.view
        after = unit.last + 1
        if after + 1 < len(view) and view.words[after] in ("-", "–") and view.lower[after + 1] in self.proxies:
            if view.lower[after + 1] in self.supporting and unit.country:
                found.proxy = found.proxy or unit.country
                found.tie = "led" if view.lower[after + 1] == "led" else "backed"
            return
        if unit.country is not None and unit.is_state:
            found.country = found.country or unit.country
            found.adjective = found.adjective or self._adjective(unit)
        elif found.actor is None and not any(alias.kind == "people" for alias in unit.match.aliases):
            found.actor = self.base.choose(unit.match.aliases, self.scene.on, self.scene.near)
            found.named = (unit.first, unit.last)

    def _adjective(self, unit: Unit) -> str:
        """The country word as names of groups have it."""
        return self.base.organs.adjective(unit.country) if unit.country in self.base.countries else ""

    def country_after(self, head: int, prepositions: frozenset[str] = OF) -> str | None:
        """Country of "government of Iraq" and "president of the United States"."""
        target = self.view.of_object(head, prepositions)
        unit = self.unit_at(target) if target is not None else None
        return unit.country if unit is not None and unit.is_state else None

    def unit_at(self, token: int) -> Unit | None:
        """The known name that covers a token."""
        return self.scene.unit_at.get(token)

    def is_country(self, i: int) -> bool:
        """True for a country's name or adjective."""
        unit = self.scene.unit_at.get(i)
        return unit is not None and unit.is_state and not unit.has_kind("people")


def claimed(scene: Scene, kind: DraftKind, type_: ActorType, found: Modifiers, head: int) -> Draft:
    """A draft over a phrase, which it claims."""
    scene.taken.update(range(found.first, head + 1))
    draft = Draft(scene.number, found.first, head, head, kind, type_)
    draft.plural, draft.definite = scene.view.tags[head] in ("NNS", "NNPS"), found.definite
    draft.country = found.country or (found.actor.country if found.actor else None)
    draft.noun = scene.view.lemma(head)
    return draft
