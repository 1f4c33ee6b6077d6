"""Holders of offices told by the office alone: "the Iraqi prime minister" is whoever held it on the report's day."""

from __future__ import annotations

from .draft import Draft, Scene
from .modifiers import OF, ModifierReader, Modifiers, claimed
from .naming import Naming

_LONGEST = 4
"""Words that a title may have before its noun."""


class OfficeHolders:
    """Finds offices in one sentence."""

    def __init__(self, scene: Scene, around: ModifierReader, naming: Naming) -> None:
        self.scene, self.view, self.base, self._around, self._naming = scene, scene.view, scene.base, around, naming
        self._of_something = scene.base.words.role("descriptions", "offices_of")

    def at(self, head: int, found: Modifiers) -> Draft | None:
        """ "The Iraqi prime minister": the holder on the report's day; None when the noun is no office."""
        view, titles = self.view, self.base.words.titles
        fold = self.base.index.folder.fold
        stop = head
        if view.lower[head] in self._of_something and view.of_object(head, OF) is not None:
            stop = view.of_object(head, OF) or head
        for first in range(max(found.first, stop - _LONGEST), head + 1):
            key = tuple(fold(view.lower[i]) for i in range(first, stop + 1) if view.lower[i] != "-")
            title = titles.get(key)
            if title is not None and title.kind == "office" and view.tags[head] != "NNS":
                break
        else:
            return None
        country = found.country or self._around.country_after(stop) or title.country
        draft = claimed(self.scene, "office", "person", found, head)
        draft.last = stop
        draft.office, draft.sector, draft.country, draft.gender = title.office, title.sector, country, title.gender
        draft.noun = view.lemma(head)
        offices_of = (country, found.actor and found.actor.actor_id, found.actor and found.actor.country)
        held = (self.base.holder(title.office or "", of, self.scene.on) for of in offices_of if of)
        holder = next((actor for actor in held if actor is not None), None)
        if holder is not None:
            draft.actor_id, draft.name = holder.actor_id, holder.name
        else:
            draft.name = self._naming.of(found, head)
        return draft
