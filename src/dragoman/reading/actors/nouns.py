"""Described parties: "masked gunmen", "Iranian-backed militias", "the Iraqi prime minister", "the U.S. embassy"."""

from __future__ import annotations

from collections.abc import Iterator

from ...knowledge.actor_words import AgentNoun
from ...model import Actor, ActorType
from .draft import Draft, Scene
from .holders import OfficeHolders
from .modifiers import ModifierReader, Modifiers, claimed
from .naming import Naming
from .organs import EMBASSY, StateOrgans

_HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "JJ", "JJS", "JJR", "DT", "VBN"})
"""Tags of words that can head a description."""
_HEADLESS = frozenset({"CD", "JJ", "JJS", "JJR", "DT", "VBN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "dative", "agent", "attr"})
_TYPES: dict[str, ActorType] = {"force": "group", "group": "group", "body": "organisation"}
"""Type of a party by the class of its noun."""


class NounPhrases:
    """Finds described parties in one sentence, after names have claimed their tokens."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        words = scene.base.words
        self.speech = words.role("agency", "speech")
        self.collective = words.role("descriptions", "collective")
        self.headless = words.role("descriptions", "headless")
        self._around = ModifierReader(scene)
        self._naming = Naming(scene, self._around)
        self._organs = StateOrgans(scene, self._around, self._naming)
        self._offices = OfficeHolders(scene, self._around, self._naming)

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
        organ = self._organs.at(head)
        facility = words.facilities.get(compound) or words.facilities.get(noun or view.lemma(head))
        if organ is not None:
            return self._organ(head, organ[0], agent)
        if facility is not None and (agent is None or listed is None):
            return self._facility(head, noun or view.lemma(head))
        if agent is None:
            return None
        if agent.class_ == "document" and not self._speaks(head):
            return None
        return self._described(head, agent, self._around.of(head))

    def _compound(self, head: int, noun: str) -> str:
        """The head with the noun before it: "security guard", "police station"."""
        view = self.view
        if head and view.deps[head - 1] in ("compound", "amod") and view.heads[head - 1] == head:
            return f"{view.lower[head - 1]} {noun}"
        if head > 1 and view.words[head - 1] == "-":
            return f"{view.lower[head - 2]}-{noun}"
        return ""

    def _organ(self, head: int, key: str, agent: AgentNoun | None) -> Draft:
        """A state organ, or people of somebody else's who are called like one: "Iran-backed police"."""
        found = self._around.of(head)
        if key != EMBASSY and (found.proxy or found.actor):
            return self._described(head, agent or AgentNoun(self.view.lower[head], "force", "UNK"), found)
        return self._organs.draft(head, key, agent, found)

    def _speaks(self, head: int) -> bool:
        """True when token `head` is the subject of a verb of speech, or what somebody speaks according to."""
        dep, above = self.view.role(head)
        if dep == "nsubj" and self.view.lemma(above) in self.speech:
            return True
        preposition, over = self.view.preposition_of(head)
        return preposition == "to" and over >= 0 and self.view.lower[over] == "according"

    def _coordinated(self, head: int) -> bool:
        """True for the first of two nouns that the parser takes for one: "the embassy and the State Department"."""
        return head + 1 < len(self.view) and self.view.tags[head + 1] == "CC"

    def _facility(self, head: int, noun: str) -> Draft:
        """A building, vehicle or post."""
        found = self._around.of(head)
        draft = claimed(self.scene, "facility", "facility", found, head)
        draft.noun = noun
        draft.name = self._naming.of(found, head)
        return draft

    def _described(self, head: int, agent: AgentNoun, found: Modifiers) -> Draft:
        """People or a body told by a common noun."""
        office = self._offices.at(head, found)
        if office is not None:
            return office
        plural = self.view.tags[head] in ("NNS", "NNPS")
        type_ = _TYPES.get(agent.class_, "unnamed")
        if agent.class_ == "force" and not plural and agent.noun not in self.collective:
            type_ = "unnamed"
        draft = claimed(self.scene, "described", type_, found, head)
        draft.sector = agent.sector
        draft.country = draft.country or self._around.country_after(head)
        draft.name = self._naming.of(found, head)
        if found.actor is not None and (agent.class_ in ("force", "group") or self._inside(head, found.actor)):
            draft.actor_id, draft.name = found.actor.actor_id, found.actor.name
            draft.named = found.named if found.actor.type in ("group", "organisation") else None
            draft.sector = found.actor.sector or draft.sector
            draft.type = "group" if agent.class_ == "human" else draft.type
        return draft

    def _inside(self, head: int, group: Actor) -> bool:
        """True for people who are an armed group ("fourteen Boko Haram operatives"), as its fighters are."""
        members = self.base.words.role("agency", "members")
        plural = self.view.tags[head] in ("NNS", "NNPS")
        return plural and group.type == "group" and self.view.lemma(head) in members

    def _headless(self, head: int) -> Draft | None:
        """ "Three were killed", "the wounded", "others": a number or adjective that stands for people."""
        view = self.view
        if (
            view.tags[head] not in _HEADLESS
            or view.deps[head] not in _SUBJECTS
            or view.lower[head] not in self.headless
        ):
            return None
        verb = view.heads[head]
        if view.deps[head] not in ("nsubj", "nsubjpass", "dobj", "conj") or not view.tags[verb].startswith(
            ("VB", "NN", "CD")
        ):
            return None
        draft = claimed(self.scene, "described", "unnamed", Modifiers(head), head)
        draft.plural, draft.name, draft.sector = True, view.lower[head], "CVL"
        return draft
