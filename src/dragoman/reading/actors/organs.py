"""Organs of states: "the Iraqi foreign ministry", "the government of Iraq", "the U.S. embassy in Baghdad"."""

from __future__ import annotations

from ...knowledge.actor_words import AgentNoun
from .draft import Draft, Scene
from .modifiers import OF, OF_IN, ModifierReader, Modifiers, claimed
from .naming import Naming

_PLACE_OF = frozenset({"in", "to", "at"})
EMBASSY = "embassy"


class StateOrgans:
    """Finds and resolves organs of states in one sentence."""

    def __init__(self, scene: Scene, around: ModifierReader, naming: Naming) -> None:
        self.scene, self.view, self.base, self._around, self._naming = scene, scene.view, scene.base, around, naming

    def at(self, head: int) -> tuple[str, int] | None:
        """Key of the state organ that ends at token `head` ("foreign ministry") and its first token, or None."""
        organs, folded = self.base.organs, self.scene.folded
        if folded[head] not in organs.lasts:
            return None
        for size in range(min(organs.longest, head + 1), 0, -1):
            first = head - size + 1
            key = tuple(folded[first : head + 1])
            if key in organs.missions[0]:
                return EMBASSY, first
            if key in organs.phrases:
                return organs.phrases[key], first
        return None

    def draft(self, head: int, key: str, agent: AgentNoun | None, found: Modifiers) -> Draft:
        """A state organ: resolved when the country is told, else left to the rest of the report."""
        country = found.country or self._around.country_after(head, OF_IN if key == "government" else OF)
        if key == EMBASSY:
            return self._embassy(head, found, country)
        actor = self.base.organ(country, key) if country else None
        rule = self.base.organs.rules[key]
        draft = claimed(self.scene, "organisation", rule.type, found, head)
        draft.sector, draft.country = rule.sector, country or draft.country
        draft.noun = key
        if actor is not None:
            draft.actor_id, draft.sector, draft.type = actor.actor_id, actor.sector, actor.type
            plain = agent is not None and agent.class_ in ("force", "human") and draft.plural
            draft.name = self._naming.of(found, head) if plain else actor.name
        else:
            draft.name = self._naming.of(found, head)
        return draft

    def _embassy(self, head: int, found: Modifiers, country: str | None) -> Draft:
        """A diplomatic mission, with the country it stands in where the words after it tell."""
        draft = claimed(self.scene, "facility", "facility", found, head)
        draft.sector, draft.country, draft.noun = "GOV", country, EMBASSY
        draft.host = self._host(head)
        actor = self.base.embassy(country, draft.host) if country else None
        draft.name = self._naming.of(found, head)
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
        unit = self._around.unit_at(target)
        return unit.country if unit is not None and unit.is_state else None
