"""Described parties: "masked gunmen", "Iranian-backed militias", "the Iraqi prime minister", "the U.S. embassy"."""

from __future__ import annotations

from calendar import month_abbr, month_name
from collections.abc import Iterator
from dataclasses import dataclass

from ...knowledge.actor_words import AgentNoun
from ...model import Actor
from .draft import Draft, Scene, Unit

_HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "JJ", "JJS", "JJR", "DT", "VBN"})
"""Tags of words that can head a description."""
_MODIFIER_DEPS = frozenset(
    {"compound", "amod", "nmod", "npadvmod", "quantmod", "nummod", "punct", "advmod", "poss", "case"}
)
_MONTHS = frozenset(name.lower() for name in (*month_name, *month_abbr, "Sept") if name)
_OF = frozenset({"of"})
_OF_IN = frozenset({"of", "in"})
_PLACE_OF = frozenset({"in", "to", "at"})
_SKIP_LEFT = frozenset(
    {
        "the",
        "whose",
        '"',
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "all",
        "both",
        "such",
        "any",
        "no",
        "every",
        "each",
        "what",
        "which",
        ",",
    }
)
_QUANTITY = frozenset(
    {
        "at",
        "least",
        "more",
        "than",
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "up",
        "to",
        "over",
        "approximately",
        "roughly",
        "as",
        "many",
    }
)
_HEADLESS = frozenset({"CD", "JJ", "JJS", "JJR", "DT", "VBN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "dative", "agent", "attr"})
_HEADLESS_NOUNS = frozenset(
    {
        "others",
        "many",
        "some",
        "several",
        "dozens",
        "hundreds",
        "thousands",
        "injured",
        "wounded",
        "dead",
        "missing",
        "accused",
        "another",
        "few",
        "those",
        "everyone",
        "someone",
        "anyone",
        "nobody",
        "somebody",
        "everybody",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    }
)


@dataclass(slots=True)
class Modifiers:
    """What stands before a head noun: the country, a known actor, who backs it, and whether it is definite."""

    first: int
    country: str | None = None
    adjective: str | None = None
    proxy: str | None = None
    tie: str = "backed"
    actor: Actor | None = None
    definite: bool = False
    owner: bool = False


class NounPhrases:
    """Finds described parties in one sentence, after names have claimed their tokens."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        self.proxies = scene.base.words.role("proxy", "words")
        self.supporting = scene.base.words.role("proxy", "supporting")
        self.speech = scene.base.words.role("agency", "speech")

    def read(self) -> Iterator[Draft]:
        """Every described party, in order of its head."""
        tags, taken = self.view.tags, self.scene.taken
        for head in range(len(self.view)):
            if tags[head] not in _HEADS or head in taken or self._names_state(head):
                continue
            draft = self._noun(head) if self._can_head(head) else self._headless(head)
            if draft is not None:
                yield draft

    def _can_head(self, head: int) -> bool:
        """True for nouns, and for "the military" where the tagger takes it for an adjective."""
        view = self.view
        if view.is_noun(head):
            return True
        return view.tags[head] == "JJ" and view.deps[head] in _SUBJECTS and view.lower[head] in self.base.words.agents

    def _names_state(self, head: int) -> bool:
        """True for the last word of a country's name: "States" is no body of its own."""
        unit = self.scene.unit_at.get(head)
        return unit is not None and unit.is_state

    def _noun(self, head: int) -> Draft | None:
        """The description whose head noun is token `head`, or None."""
        view = self.view
        if view.deps[head] in ("compound", "nmod", "amod") and view.heads[head] > head and not self._coordinated(head):
            return None
        words = self.base.words
        lower, noun = view.lower[head], ""
        agent = words.agents.get(lower)
        if agent is None:
            noun = view.lemma(head)
            agent = words.agents.get(noun)
        compound = self._compound(head, noun or view.lemma(head))
        listed = words.agents.get(compound) if compound else None
        agent = listed or agent
        organ = self._organ(head, lower)
        facility = words.facilities.get(compound) or words.facilities.get(noun or view.lemma(head))
        if organ is not None:
            return self._organ_draft(head, organ, agent)
        if facility is not None and (agent is None or listed is None):
            return self._facility(head, noun or view.lemma(head))
        if agent is None:
            return None
        if agent.class_ == "document" and not self._speaks(head):
            return None
        return self._described(head, agent)

    def _compound(self, head: int, noun: str) -> str:
        """The head with the noun before it: "security guard", "police station"."""
        view = self.view
        if head and view.deps[head - 1] in ("compound", "amod") and view.heads[head - 1] == head:
            return f"{view.lower[head - 1]} {noun}"
        if head > 1 and view.words[head - 1] == "-":
            return f"{view.lower[head - 2]}-{noun}"
        return ""

    def _organ(self, head: int, lower: str) -> tuple[str, int] | None:
        """Key of the state organ that ends at token `head` ("foreign ministry") and its first token, or None."""
        organs, folded = self.base.organs, self.scene.folded
        if folded[head] not in organs.lasts:
            return None
        for size in range(min(organs.longest, head + 1), 0, -1):
            first = head - size + 1
            key = tuple(folded[first : head + 1])
            if key in organs.missions[0]:
                return "embassy", first
            if key in organs.phrases:
                return organs.phrases[key], first
        if lower in ("ministry", "department", "office") and self._ministry_of(head):
            return None
        return None

    def _ministry_of(self, head: int) -> bool:
        """True when "of" follows a ministry: its name runs on."""
        return head + 1 < len(self.view) and self.view.lower[head + 1] == "of"

    def _speaks(self, head: int) -> bool:
        """True when token `head` is the subject of a verb of speech, or what somebody speaks according to."""
        dep, above = self.view.role(head)
        if dep == "nsubj" and self.view.lemma(above) in self.speech:
            return True
        preposition, over = self.view.preposition_of(head)
        return preposition == "to" and over >= 0 and self.view.lower[over] == "according"

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

    def modifiers(self, head: int) -> Modifiers:
        """Read the words before a head noun."""
        view = self.view
        first = view.left_edge(head)
        found = Modifiers(first)
        while first < head and (view.lower[first] in _SKIP_LEFT or view.lower[first] in _QUANTITY):
            found.definite = found.definite or view.lower[first] in ("the", "this", "that", "these", "those")
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
        elif not any(alias.kind == "people" for alias in unit.match.aliases):
            found.actor = found.actor or self.base.choose(unit.match.aliases, self.scene.on, self.scene.near)

    def _adjective(self, unit: Unit) -> str:
        """The country word as names of groups have it."""
        return self.base.organs.adjective(unit.country) if unit.country in self.base.countries else ""

    def country_after(self, head: int, prepositions: frozenset[str] = _OF) -> str | None:
        """Country of "government of Iraq" and "president of the United States"."""
        target = self.view.of_object(head, prepositions)
        unit = self._unit_with(target) if target is not None else None
        return unit.country if unit is not None and unit.is_state else None

    def _unit_with(self, token: int) -> Unit | None:
        """The known name that covers a token."""
        return self.scene.unit_at.get(token)

    def _coordinated(self, head: int) -> bool:
        """True for the first of two nouns that the parser takes for one: "the embassy and the State Department"."""
        return head + 1 < len(self.view) and self.view.tags[head + 1] == "CC"

    def _draft(self, kind: str, type_: str, found: Modifiers, head: int) -> Draft:
        """A draft over a phrase, which it claims."""
        self.scene.taken.update(range(found.first, head + 1))
        plural = self.view.tags[head] in ("NNS", "NNPS")
        draft = Draft(self.scene.number, found.first, head, head, kind, type_)  # type: ignore[arg-type]
        draft.plural, draft.definite = plural, found.definite
        draft.country = found.country or (found.actor.country if found.actor else None)
        draft.noun = self.view.lemma(head)
        return draft

    def _organ_draft(self, head: int, organ: tuple[str, int], agent: AgentNoun | None) -> Draft:
        """A state organ: resolved when the country is told, else left to the rest of the report."""
        found = self.modifiers(head)
        country = found.country or self.country_after(head, _OF_IN if organ[0] == "government" else _OF)
        if organ[0] == "embassy":
            return self._embassy(head, found, country)
        if found.proxy or found.actor:
            return self._described(head, agent or AgentNoun(self.view.lower[head], "force", "UNK"))
        actor = self.base.organ(country, organ[0]) if country else None
        rule = self.base.organs.rules[organ[0]]
        draft = self._draft("organisation", rule.type, found, head)
        draft.sector, draft.country = rule.sector, country or draft.country
        draft.noun = organ[0]
        if actor is not None:
            draft.actor_id, draft.sector, draft.type = actor.actor_id, actor.sector, actor.type
            plain = agent is not None and agent.class_ in ("force", "human") and draft.plural
            draft.name = self._name(found, head) if plain else actor.name
        else:
            draft.name = self._name(found, head)
        return draft

    def _embassy(self, head: int, found: Modifiers, country: str | None) -> Draft:
        """A diplomatic mission, with the country it stands in where the words after it tell."""
        draft = self._draft("facility", "facility", found, head)
        draft.sector, draft.country, draft.noun = "GOV", country, "embassy"
        draft.host = self._host(head)
        actor = self.base.embassy(country, draft.host) if country else None
        draft.name = self._name(found, head)
        if actor is not None:
            draft.actor_id, draft.name = actor.actor_id, actor.name
        return draft

    def _host(self, head: int) -> str | None:
        """Alpha-3 code of the country that "in Baghdad" after a noun tells."""
        target = self.view.of_object(head, _PLACE_OF)
        if target is None and head + 2 < len(self.view) and self.view.lower[head + 1] in _PLACE_OF:
            target = head + 2
        if target is None:
            return None
        place = self.scene.place_over(target, target)
        if place is not None and place.country:
            return self.base.alpha3.get(place.country, place.country)
        unit = self._unit_with(target)
        return unit.country if unit is not None and unit.is_state else None

    def _facility(self, head: int, noun: str) -> Draft:
        """A building, vehicle or post."""
        found = self.modifiers(head)
        draft = self._draft("facility", "facility", found, head)
        draft.noun = noun
        draft.name = self._name(found, head)
        return draft

    def _described(self, head: int, agent: AgentNoun) -> Draft:
        """People or a body told by a common noun."""
        found = self.modifiers(head)
        office = self._office(head, found)
        if office is not None:
            return office
        plural = self.view.tags[head] in ("NNS", "NNPS")
        type_ = {"force": "group", "group": "group", "body": "organisation"}.get(agent.class_, "unnamed")
        if agent.class_ == "force" and not plural and agent.noun not in _COLLECTIVE:
            type_ = "unnamed"
        draft = self._draft("described", type_, found, head)
        draft.sector = agent.sector
        draft.country = draft.country or self.country_after(head)
        draft.name = self._name(found, head)
        if found.actor is not None and (agent.class_ in ("force", "group") or self._inside(head, found.actor)):
            draft.actor_id, draft.name = found.actor.actor_id, found.actor.name
            draft.sector = found.actor.sector or draft.sector
            draft.type = "group" if agent.class_ == "human" else draft.type
        return draft

    def _inside(self, head: int, group: Actor) -> bool:
        """True for people who are an armed group ("fourteen Boko Haram operatives"), as its fighters are."""
        members = self.base.words.role("agency", "members")
        plural = self.view.tags[head] in ("NNS", "NNPS")
        return plural and group.type == "group" and self.view.lemma(head) in members

    def _office(self, head: int, found: Modifiers) -> Draft | None:
        """ "The Iraqi prime minister": the holder on the report's day; None when the noun is no office."""
        view, titles = self.view, self.base.words.titles
        fold = self.base.index.folder.fold
        stop = head
        if (
            view.lower[head] in ("secretary", "minister", "chief", "commander")
            and view.of_object(head, _OF) is not None
        ):
            stop = view.of_object(head, _OF) or head
        for first in range(max(found.first, stop - 4), head + 1):
            key = tuple(fold(view.lower[i]) for i in range(first, stop + 1) if view.lower[i] != "-")
            title = titles.get(key)
            if title is not None and title.kind == "office" and view.tags[head] != "NNS":
                break
        else:
            return None
        country = found.country or self.country_after(stop) or title.country
        draft = self._draft("office", "person", found, head)
        draft.last = stop
        draft.office, draft.sector, draft.country, draft.gender = title.office, title.sector, country, title.gender
        draft.noun = view.lemma(head)
        offices_of = (country, found.actor and found.actor.actor_id, found.actor and found.actor.country)
        held = (self.base.holder(title.office or "", of, self.scene.on) for of in offices_of if of)
        holder = next((actor for actor in held if actor is not None), None)
        if holder is not None:
            draft.actor_id, draft.name = holder.actor_id, holder.name
        else:
            draft.name = self._name(found, head)
        return draft

    def _name(self, found: Modifiers, head: int) -> str:
        """A short canonical name: who backs it or where it is from, its telling modifiers, and the noun."""
        view = self.view
        noun = view.lower[head] if self.scene.free_case or not view.is_name(head) else view.words[head]
        if found.proxy:
            return f"{self._short(found.proxy)}-{found.tie} {noun}"
        first = found.first
        while first < head and not self._tells(first):
            first += 1
        # "Iranian volatile Iranian proxies": the country is told once.
        again = next((i for i in range(head - 1, first, -1) if found.adjective and self._is_country(i)), None)
        first = again + 1 if again is not None else first
        words = " ".join(self.scene.report[view.starts[first] : view.ends[head]].replace('"', "").split())
        if self.scene.free_case and words.isupper():
            words = words.lower()
        return f"{found.adjective} {words}" if found.adjective else words

    def _short(self, country: str) -> str:
        """A country's name as it stands before "-backed"."""
        adjective = self.base.organs.adjective(country)
        return adjective if adjective.endswith(".") else self.base.countries[country].name

    def _is_country(self, i: int) -> bool:
        """True for a country's name or adjective."""
        unit = self.scene.unit_at.get(i)
        return unit is not None and unit.is_state and not unit.has_kind("people")

    def _tells(self, i: int) -> bool:
        """True for a modifier worth keeping in a name: no number, country word, possessive or punctuation."""
        return not self._is_country(i) and self.view.tags[i] in ("JJ", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "RB")

    def _headless(self, head: int) -> Draft | None:
        """ "Three were killed", "the wounded", "others": a number or adjective that stands for people."""
        view = self.view
        if (
            view.tags[head] not in _HEADLESS
            or view.deps[head] not in _SUBJECTS
            or view.lower[head] not in _HEADLESS_NOUNS
        ):
            return None
        verb = view.heads[head]
        if view.deps[head] not in ("nsubj", "nsubjpass", "dobj", "conj") or not view.tags[verb].startswith(
            ("VB", "NN", "CD")
        ):
            return None
        found = Modifiers(head)
        draft = self._draft("described", "unnamed", found, head)
        draft.plural, draft.name, draft.sector = True, view.lower[head], "CVL"
        return draft


_PREFIXES = frozenset({"anti", "counter", "non", "pro", "ex", "pre", "post"})
_COLLECTIVE = frozenset(
    {
        "militia",
        "patrol",
        "unit",
        "squad",
        "contingent",
        "platoon",
        "detachment",
        "military",
        "army",
        "navy",
        "police",
        "resistance",
        "insurgency",
        "rebellion",
        "junta",
        "coalition",
        "force",
        "troop",
        "fleet",
        "battalion",
        "brigade",
        "regiment",
        "column",
        "front",
        "garrison",
        "corps",
        "guerrilla group",
        "rebel group",
        "militant group",
        "armed group",
        "armed faction",
        "cell",
        "death squad",
    }
)
