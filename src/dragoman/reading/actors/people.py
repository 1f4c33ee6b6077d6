"""Named parties: each run of capitalised words split into the people and bodies that it names."""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft, Scene, Unit
from .runs import Piece, Runs
from .strangers import Strangers, lead_of, named, rank_of


class NameRuns:
    """Finds named parties in one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        self._runs, self._strangers = Runs(scene), Strangers(scene)

    def read(self) -> Iterator[Draft]:
        """Every named party, from left to right."""
        for run in self._runs.read():
            yield from self._parse(run)

    def _parse(self, run: list[Piece]) -> Iterator[Draft]:
        """Split a run into the parties it names."""
        lead: list[Piece] = []
        at = 0
        while at < len(run):
            piece = run[at]
            if piece.kind in ("join", "glue"):
                at, lead = at + 1, []
                continue
            following = run[at + 1] if at + 1 < len(run) else None
            if piece.kind == "poss" or (piece.kind == "title" and not self._is_word_of_name(run, at)):
                lead.append(piece)
                at += 1
                continue
            if piece.kind == "known" and piece.unit is not None and not self._swallowed(run, at):
                draft = self._known(piece.unit, lead, following)
                if draft is None:
                    lead.append(piece)
                else:
                    at += self._with_second_name(draft, following)
                    yield draft
                    lead = []
                at += 1
                continue
            stop = self._end_of_words(run, at)
            if stop > at:
                draft = self._strangers.read(run[at:stop], lead)
                if draft is not None:
                    yield draft
                lead = []
                at = stop
                continue
            lead = []
            at += 1

    def _is_word_of_name(self, run: list[Piece], at: int) -> bool:
        """True when a title word is part of a name: "National Army General Command", a tail, or nothing follows it."""
        piece = run[at]
        if piece.title is None or piece.title.kind == "honorific":
            return False
        return at > 0 and run[at - 1].kind == "join"

    def _swallowed(self, run: list[Piece], at: int) -> bool:
        """True when a one-word name is only part of a longer, unknown one: "Ivanka Trump", "Paris Saint-Germain"."""
        piece = run[at]
        unit = piece.unit
        if unit is None or piece.last > piece.first:
            return False
        following = run[at + 1] if at + 1 < len(run) else None
        before = run[at - 1] if at else None
        person = any(a.actor_id in self.base.genders for a in unit.match.aliases)
        if before is not None and before.kind in ("word", "glue", "join"):
            return person or unit.has_kind("capital") or before.kind != "word"
        if following is None or following.kind not in ("word", "glue"):
            return False
        return unit.has_kind("capital", "people") or not unit.is_state

    def _end_of_words(self, run: list[Piece], at: int) -> int:
        """Index after the last piece of the unknown name that begins at piece `at`."""
        stop = at
        while stop < len(run):
            piece = run[stop]
            inner = piece.title is not None and piece.title.kind == "honorific" and stop > at
            plain = piece.kind in ("word", "glue", "join") or inner
            if not plain and not (piece.kind == "known" and self._swallowed(run, stop)):
                inside = stop > at and run[stop - 1].kind in ("join", "glue")
                if not inside:
                    break
            stop += 1
        while stop > at and run[stop - 1].kind in ("join", "glue"):
            stop -= 1
        return stop

    def _known(self, unit: Unit, lead: list[Piece], following: Piece | None) -> Draft | None:
        """A mention of a known actor; None when the name only describes what follows."""
        if unit.is_state and not any(a.kind == "name" and a.actor_id != a.country for a in unit.match.aliases):
            return None
        if following is not None and following.kind == "title" and not self._is_person(unit):
            return None
        actor = self.base.choose(
            [a for a in unit.match.aliases if a.kind == "name" and a.actor_id != a.country],
            self.scene.on,
            self.scene.near,
        )
        if actor is None:
            return None
        if actor.type == "person":
            first, office, gender = lead_of(unit.first, lead)
            draft = named(self.scene, first, unit.last, "person", "person")
            draft.gender = self.base.genders.get(actor.actor_id) or gender
            draft.office = office.office if office else None
            draft.sector = office.sector if office else None
            draft.rank = rank_of(self.base, lead)
            draft.bare = self.view.text(unit.first, unit.last, self.scene.report)
        else:
            if self._modifies(unit):
                return None
            draft = named(self.scene, unit.first, unit.last, "known", actor.type)
            draft.sector = actor.sector
        draft.actor_id, draft.name, draft.country = actor.actor_id, actor.name, actor.country
        return draft

    def _with_second_name(self, draft: Draft, following: Piece | None) -> int:
        """Take in a second surname that the parser hangs the name on ("Luis Carlos Galan Sarmiento"): 1, else 0."""
        if draft.type != "person" or following is None or following.kind != "word" or following.first != draft.last + 1:
            return 0
        if draft.last == draft.first or self.view.heads[draft.head] != following.first:
            return 0
        if draft.last - draft.first < 2:
            # "Tariq Aziz Khan" is not Tariq Aziz; of two first names and a surname there are few.
            draft.actor_id = draft.name = draft.country = None
            draft.bare = f"{draft.bare} {self.view.text(following.first, following.last, self.scene.report)}"
        draft.last = draft.head = following.last
        self.scene.taken.add(following.last)
        return 1

    def _is_person(self, unit: Unit) -> bool:
        """True when a reading of the name is a person."""
        return any(
            (actor := self.base.get(a.actor_id)) is not None and actor.type == "person"
            for a in unit.match.aliases
            if a.actor_id
        )

    def _modifies(self, unit: Unit) -> bool:
        """True when a known name only describes the party noun after it: "Hamas fighters", "Pentagon officials"."""
        view = self.view
        roots = (view.root_of(unit.first, unit.last), unit.last)
        described = (view.heads[i] for i in roots if view.deps[i] in ("compound", "amod", "nmod"))
        above = next((head for head in described if head > unit.last), None)
        if above is None:
            return False
        words = self.base.words
        noun = view.lemma(above)
        listed = words.agents.get(view.lower[above]) or words.agents.get(noun)
        return (listed is not None and listed.class_ != "document") or noun in words.facilities or view.is_name(above)
