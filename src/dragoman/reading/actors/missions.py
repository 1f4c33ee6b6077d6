"""Which mission "the embassy", "its embassy" and "the consulate in Erbil" are: never another state's, nor elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.actor_base import ActorBase
from .draft import Draft, Scene

MISSION = "embassy"
"""What drafts of embassies, consulates and high commissions have for a noun."""
_OWNERS = frozenset({"its", "their", "whose"})
_REACH = 3  # sentences back for "the mission"; "the embassy" of a report is looked for in the whole of it


class Missions:
    """Tells for one mention of a mission which one of those named before it is, or whose it is."""

    def __init__(self, base: ActorBase) -> None:
        self._base = base
        self._posts = base.words.role("definite", "consular")

    def find(self, scene: Scene, draft: Draft, drafts: Sequence[Draft], said: Sequence[Draft]) -> Draft | None:
        """The mission named before that `draft` stands for; an owner told beside it is recorded in `draft`."""
        if draft.plural:
            return None  # "the embassies": more than one
        owned = self._owned(scene, draft)
        if owned:
            owner = self._owner(scene, draft, drafts)
            if owner is None:
                return None
            draft.country = owner
            named = self._base.embassy(owner, draft.host)
            if named is not None:
                draft.actor_id, draft.name = named.actor_id, named.name
        elif draft.actor_id is None and not draft.definite and draft.host is None:
            return None
        same = [one for one in said if one.kind == "facility" and one.noun == MISSION and one.actor_id]
        fitting = [one for one in same if self._agree(draft, one)]
        if draft.actor_id is not None and (draft.host is not None or len({one.host for one in fitting}) > 1):
            return None
        return fitting[-1] if fitting else None

    def of_body(self, scene: Scene, draft: Draft, said: Sequence[Draft]) -> Draft | None:
        """The embassy, or the body whose name has the word, that "the mission" stands for; not "its mission"."""
        if self._owned(scene, draft) or draft.last > draft.first:
            return None  # "the combat mission" is an order, no house
        for one in reversed(said):
            if draft.sentence - one.sentence > _REACH:
                return None
            word = draft.noun in (one.name or "").lower().split()
            if one.actor_id and not one.plural and (one.noun == MISSION or word):
                return one
        return None

    def _owned(self, scene: Scene, draft: Draft) -> bool:
        """True for "its embassy" and "their consulate"."""
        return any(scene.view.lower[i] in _OWNERS for i in scene.view.kids[draft.head] if i < draft.head)

    def _owner(self, scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> str | None:
        """Alpha-3 code of the state that "its" stands for: the last subject of the sentence that is of a state.

        "Whose" stands for the state right before it: "Australia, whose high commission closed its doors".
        """
        before = [one for one in drafts if one.last < draft.first and not one.plural]
        relative = next((i for i in scene.view.kids[draft.head] if scene.view.lower[i] == "whose"), None)
        if relative is None:
            before = [one for one in before if one.definite_subject]
        else:
            before = [one for one in before if relative - 2 <= one.last < relative]
        fitting = [one for one in before if one.type in ("country", "organisation", "facility") and one.country]
        return fitting[-1].country if fitting else None

    def _agree(self, draft: Draft, one: Draft) -> bool:
        """True when nothing told of the two sets them apart: state, host country, embassy or consulate."""
        if draft.country and draft.country != one.country:
            return False
        if draft.host and draft.host != one.host:
            return False
        return (draft.head_word in self._posts) == (one.head_word in self._posts)
