"""Names over a whole report: surnames to the person named before, acronyms to what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...knowledge.actor_base import ActorBase
from ...model import content_id
from .draft import Draft
from .spelling import is_misspelt


@dataclass(slots=True)
class Known:
    """One party of this report with the drafts that name it so far."""

    key: tuple[str, ...]
    draft: Draft
    name: str
    actor_id: str
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    gender: str | None = None


@dataclass(slots=True)
class Registry:
    """Named parties of one report."""

    base: ActorBase
    people: list[Known] = field(default_factory=list)
    bodies: dict[tuple[str, ...], Known] = field(default_factory=dict)

    def gather(self, drafts: Sequence[Draft]) -> None:
        """First pass: every full name of the report, longest forms first, knowledge before strangers."""
        named = [d for d in drafts if d.kind == "person" and d.bare]
        for draft in sorted(named, key=self._order):
            key = self._key(draft.bare)
            if not key or (len(key) < 2 and draft.actor_id is None and not draft.certain):
                continue
            if self._same(key, draft) is None:
                self._add(key, draft)
        for draft in drafts:
            if draft.kind in ("organisation", "known") and draft.actor_id is None and draft.bare and draft.certain:
                self.bodies.setdefault(self._key(draft.bare), self._body(draft))
        self._missions(drafts)

    def _order(self, draft: Draft) -> tuple[bool, bool, int]:
        """Full names before single words, known people before strangers, longer before shorter."""
        size = len(self._key(draft.bare))
        return size < 2, draft.actor_id is None, -size

    def _missions(self, drafts: Sequence[Draft]) -> None:
        """One country's missions of a report are in the one host that it tells, where it tells only one."""
        hosts: dict[str, set[str]] = {}
        for draft in drafts:
            parts = (draft.actor_id or "").split("/")
            if len(parts) == 3 and parts[1] == "embassy":
                hosts.setdefault(parts[0], set()).add(parts[2])
        for draft in drafts:
            told = hosts.get(draft.country or "", set())
            if draft.actor_id == f"{draft.country}/embassy" and len(told) == 1:
                actor = self.base.embassy(draft.country or "", next(iter(told)))
                if actor is not None:
                    draft.actor_id, draft.name = actor.actor_id, actor.name

    def settle(self, draft: Draft) -> bool:
        """Give a named draft its canonical name and id. False when nothing in the report shows it to be a party."""
        if draft.kind == "person":
            return self._settle_person(draft)
        if draft.kind == "organisation" and draft.actor_id is None and draft.bare:
            known = self.bodies.get(self._key(draft.bare))
            if known is not None:
                draft.actor_id, draft.name = known.actor_id, known.name
                draft.country, draft.sector = draft.country or known.country, draft.sector or known.sector
        return True

    def _settle_person(self, draft: Draft) -> bool:
        """Tie a person's name to the fullest form of it in the report."""
        key = self._key(draft.bare)
        known = self._same(key, draft)
        if known is None:
            if draft.actor_id is not None:
                return True
            if not draft.certain and len(key) < 2:
                return False
            known = self._add(key, draft)
        if draft.actor_id is None or len(key) == 1:
            draft.actor_id, draft.name = known.actor_id, known.name
        draft.country, draft.sector = draft.country or known.country, draft.sector or known.sector
        draft.gender = draft.gender or known.gender
        known.office = known.office or draft.office
        known.gender = known.gender or draft.gender
        return True

    def _add(self, key: tuple[str, ...], draft: Draft) -> Known:
        """A person new to this report: known by title and surname, else a stranger with an id from the name."""
        actor_id, name, country = draft.actor_id, draft.name, draft.country
        if actor_id is None:
            actor = self._titled(key, draft) or self._misspelt(key)
            if actor is not None:
                actor_id, name, country = actor
        name = name or _titled(draft.bare)
        known = Known(
            key, draft, name, actor_id or content_id("act", *key), country, draft.sector, draft.office, draft.gender
        )
        self.people.append(known)
        return known

    def _titled(self, key: tuple[str, ...], draft: Draft) -> tuple[str, str, str | None] | None:
        """The person of the knowledge base who bears this surname and held the office that the title tells."""
        if draft.office is None or len(key) > 2:
            return None
        for actor in self.base.bearing(key[-1]):
            offices = {t.office for t in self.base.held_by(actor.actor_id)}
            fits = draft.office in offices and (draft.country is None or draft.country == actor.country)
            if fits and (len(key) == 1 or key[0] in self._key(actor.name)):
                return actor.actor_id, actor.name, actor.country
        return None

    def _misspelt(self, key: tuple[str, ...]) -> tuple[str, str, str | None] | None:
        """The one person of the knowledge base whose first name this is and whose surname it all but is."""
        if len(key) < 2:
            return None
        found = {a.actor_id: a for last, a in self.base.called(key[0]) if is_misspelt(key[-1], last, same_first=True)}
        if len(found) != 1:
            return None
        actor = next(iter(found.values()))
        return actor.actor_id, actor.name, actor.country

    def _same(self, key: tuple[str, ...], draft: Draft) -> Known | None:
        """The person already met whom these words can name."""
        if not key:
            return None
        for match in (_equal, _last, _inside, _slip):
            for known in reversed(self.people):
                both = draft.actor_id is not None and draft.actor_id == known.actor_id
                if both or (self._compatible(draft, known) and match(key, known.key)):
                    return known
        return None

    def _compatible(self, draft: Draft, known: Known) -> bool:
        """False when two known ids, or two genders, differ."""
        if draft.gender and known.gender and draft.gender != known.gender:
            return False
        if draft.actor_id is None or known.actor_id.startswith("act-"):
            # A lone surname of a famous man is the stranger's who was named in full in this report.
            return draft.actor_id is None or (len(self._key(draft.bare)) == 1 and not draft.office)
        return draft.actor_id == known.actor_id

    def _body(self, draft: Draft) -> Known:
        """An organisation of this report."""
        key = self._key(draft.bare)
        name = _titled(draft.name or draft.bare)
        return Known(key, draft, name, content_id("act", *key), draft.country, draft.sector)

    def _key(self, name: str) -> tuple[str, ...]:
        """Folded words of a name without articles."""
        return self.base.index.folder.key(name)


def _titled(name: str) -> str:
    """A name on one line; one of a text in capitals gets small letters."""
    flat = " ".join(name.split())
    return flat.title() if flat.isupper() and " " in flat else flat


def _slip(key: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """A lone surname, or one with the same first name, that is misspelt."""
    lone = len(key) == 1
    return (lone or key[0] == known[0]) and is_misspelt(key[-1], known[-1], same_first=not lone)


def _equal(key: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """The same name."""
    return key == known or (len(key) > 1 and len(known) > 1 and key[0] == known[0] and key[-1] == known[-1])


def _last(key: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """A surname, or the last words of a longer name."""
    return len(key) < len(known) and known[-len(key) :] == key


def _inside(key: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Words of a longer name: first names, and Spanish names without the mother's ("Juan Soto")."""
    if len(key) == 1:
        return len(known) > 1 and key[0] in known and len(key[0]) > 2
    return len(key) < len(known) and any(known[at : at + len(key)] == key for at in range(len(known) - len(key)))


Matcher = Callable[[tuple[str, ...], tuple[str, ...]], bool]
