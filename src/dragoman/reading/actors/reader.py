"""The actor reader: names first, then descriptions, then states, then whatever stands for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...knowledge.actor_base import ActorBase
from ...knowledge.actor_names import NameMatch
from ...model import ActorMention, PlaceMention
from ..case import case_of
from ..dateline import in_dateline
from ..parse import Sentence
from .draft import Draft, Scene, Unit
from .nouns import NounPhrases
from .people import NameRuns
from .pronouns import Antecedents, kept, pronouns
from .registry import Registry
from .states import StatesAsParties
from .view import View, view

_DAY = re.compile(r"\d{1,2}\s+[^\W\d_]+|[^\W\d_]+\s+\d{1,2}")
_GROUPS = (["group"], ["organization"], ["organisation"], ["movement"], ["guerrillas"], ["members"], ["militants"])
"""What follows the name of a group that is called after a day."""
_TOPIC = ["as", "for"]
"""What opens "As for Poland, it closed": whom the sentence is on, as a subject is."""


class ActorReader:
    """Finds every noun phrase of a report that can be a party or a speaker."""

    def __init__(self, base: ActorBase) -> None:
        self.base = base

    def read(
        self, text: str, sentences: Sequence[Sentence], places: Sequence[PlaceMention], on: date | None
    ) -> list[ActorMention]:
        """Actor mentions in order of their start. `on`: the report's day, for who held which office."""
        free_case = case_of(text) != "mixed"
        views = [view(sentence) for sentence in sentences]
        units = [self._units(text, one, free_case) for one in views]
        near = frozenset(unit.country for listed in units for unit in listed if unit.country)
        registry = Registry(self.base)
        scenes: list[Scene] = []
        found: list[list[Draft]] = []
        for number, (one, listed) in enumerate(zip(views, units, strict=True)):
            here = [place for place in places if one.sentence.span.start <= place.start < one.sentence.span.end]
            at = {i: unit for unit in listed for i in range(unit.first, unit.last + 1)}
            folded = self.base.index.folder.fold_all(one.lower)
            scene = Scene(self.base, text, number, one, listed, at, here, on, near, free_case, set(), folded)
            scenes.append(scene)
            found.append([*NameRuns(scene).read(), *NounPhrases(scene).read(), *StatesAsParties(scene).read()])
        registry.gather([draft for drafts in found for draft in drafts])
        return self._resolve(scenes, found, registry)

    def _resolve(self, scenes: list[Scene], found: list[list[Draft]], registry: Registry) -> list[ActorMention]:
        """Settle names, then pronouns and definite nouns, in reading order."""
        antecedents = Antecedents(self.base)
        mentions: list[ActorMention] = []
        for scene, drafts in zip(scenes, found, strict=True):
            settled = [draft for draft in drafts if registry.settle(draft)]
            settled = sorted([*settled, *pronouns(scene)], key=lambda draft: draft.first)
            for draft in settled:
                _place(draft, scene.view)
            antecedents.read(scene, settled)
            named = [draft for draft in settled if kept(draft)]
            mentions += [_mention(one, scene) for one in named if not in_dateline(scene.report, one.start, one.end)]
        return mentions

    def _units(self, text: str, one: View, free_case: bool) -> list[Unit]:
        """Known names of a sentence as token stretches."""
        span = one.sentence.span
        found: list[Unit] = []
        for match in self.base.scan(text, span.start, span.end, free_case):
            first, last = one.at(match.start), one.at(match.end - 1)
            if text[one.starts[first] : match.start].lower() in ("anti-", "counter-", "pro-", "non-"):
                continue  # "anti-ISIS coalition": whom it is against, not who it is
            if _DAY.fullmatch(text, match.start, match.end) and one.lower[last + 1 : last + 2] not in _GROUPS:
                continue  # "on 17 November", which is a group's name as well
            if text[match.start : match.end].lower() in self.base.words.role("parties", "articled"):
                match = _articled(match, first > 0 and one.lower[first - 1] == "the")
            found.append(Unit(first, last, match))
        return found


def _articled(match: NameMatch, definite: bool) -> NameMatch:
    """A name that with "the" is a state's and without one an organisation's, with the readings of the one meant."""
    kept = tuple(a for a in match.aliases if (a.actor_id is None or a.actor_id == a.country) == definite)
    return replace(match, aliases=kept) if kept else match


def _place(draft: Draft, one: View) -> None:
    """Give a draft its offsets in the report and its grammatical subjecthood."""
    draft.start, draft.end = one.starts[draft.first], one.ends[draft.last]
    draft.head_word = one.lower[draft.head]
    draft.definite_subject = one.deps[draft.head] in ("nsubj", "nsubjpass") or one.lower[: draft.first] == _TOPIC


def _mention(draft: Draft, scene: Scene) -> ActorMention:
    """The finished mention."""
    return ActorMention(
        draft.start,
        draft.end,
        scene.report[draft.start : draft.end],
        draft.type,
        draft.actor_id,
        draft.name,
        draft.sector,
        draft.country,
        scene.view.starts[draft.head],
        draft.antecedent,
        (scene.view.starts[draft.named[0]], scene.view.ends[draft.named[1]]) if draft.named else None,
    )
