"""Names that no file knows: organisations by their heads and tails, buildings, people by title and grammar."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.actor_base import ActorBase
from ...knowledge.actor_words import Title
from ...model import ActorType
from .draft import Draft, DraftKind, Scene
from .runs import Piece

_LONGEST_STATE = 7
"""Code points of "(R-SC)", a senator's party and state, without its brackets and with room to spare."""


class Strangers:
    """Reads the unknown names of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        words = scene.base.words
        self.tails = words.role("names", "organisation_tails")
        self.heads = words.role("names", "organisation_heads")
        self.facilities = words.role("names", "facility_tails")
        self.events = words.role("names", "event_heads")
        self.not_people = words.role("names", "place_tails") | words.role("names", "event_tails")

    def read(self, pieces: Sequence[Piece], lead: Sequence[Piece]) -> Draft | None:
        """A mention of a name that no file knows; None when it names no party."""
        view = self.view
        first, last = pieces[0].first, pieces[-1].last
        tail, words = view.lower[last], [view.lower[p.first] for p in pieces]
        headed = any(w in self.heads for w in words) and any(p.kind == "join" for p in pieces)
        titled = bool(lead) and lead[-1].kind == "title" and lead[-1].last + 1 == first
        bare = view.text(first, last, self.scene.report)
        if self._common(pieces, titled) or (
            first and view.words[first - 1] == "(" and len(bare) <= _LONGEST_STATE and "-" in bare
        ):
            return None  # "(R-SC)": a senator's party and state
        if (tail in self.tails or headed) and not (titled and len(pieces) == 1) and (len(pieces) > 1 or lead):
            return self._organisation(pieces, lead)
        if tail in self.facilities and len(pieces) > 1:
            draft = named(self.scene, first, last, "facility", "facility")
            draft.name = bare
            return draft
        if (
            words[-1] in self.not_people
            or any(char.isdigit() for char in bare)
            or words[0] in self.events
            or (not titled and self.scene.place_over(first, last))
        ):
            return None
        if view.deps[last] in ("compound", "amod", "nmod") and view.heads[last] > last and not titled:
            above = view.heads[last]
            if view.is_name(above) or view.lower[above] in self.not_people:
                return None
        if len(pieces) == 1 and bare.isupper() and len(bare) > 1 and not titled and not self.scene.free_case:
            draft = named(self.scene, first, last, "organisation", "organisation")
            draft.name, draft.bare, draft.certain = bare, bare, False
            return draft
        return self._person(first, last, lead, titled)

    def _common(self, pieces: Sequence[Piece], titled: bool) -> bool:
        """True when capitalised words are a description after all: "U.S. Embassy", "Coalition Commanders"."""
        view, words, organs = self.view, self.base.words, self.base.organs
        last = pieces[-1].last
        key = tuple(self.base.index.folder.fold(view.lower[i]) for i in range(pieces[0].first, last + 1))
        if key in organs.missions[0] or key in organs.phrases:
            return True
        above = view.heads[last]
        if above > last and view.deps[last] in ("compound", "nmod") and any(p.kind == "known" for p in pieces):
            return view.lemma(above) in words.agents
        noun = view.lower[last] if view.lower[last] in words.agents else view.lemma(last)
        listed = noun in words.agents or noun in words.facilities
        return listed and not titled and (len(pieces) == 1 or view.tags[last] == "NNPS")

    def _organisation(self, pieces: Sequence[Piece], lead: Sequence[Piece]) -> Draft:
        """An organisation told by the words of its name, with the country before it."""
        first, last = pieces[0].first, pieces[-1].last
        country = None
        if lead and lead[-1].unit is not None and lead[-1].last + 1 == first:
            country = lead[-1].unit.country
            first = lead[-1].first
        draft = named(self.scene, first, last, "organisation", "organisation")
        draft.bare = self.view.text(pieces[0].first, last, self.scene.report)
        draft.country = country
        key = tuple(self.base.index.folder.fold(self.view.lower[i]) for i in range(pieces[0].first, last + 1))
        after = pieces[-1].unit
        if len(pieces) > 2 and pieces[-2].kind == "join" and after is not None and after.is_state:
            country = country or after.country
            key = key[: pieces[-2].first - pieces[0].first]
        organ = self.base.organs.phrases.get(key)
        actor = self.base.organ(country, organ) if country and organ else None
        if actor is not None:
            draft.actor_id, draft.name, draft.type, draft.sector = actor.actor_id, actor.name, actor.type, actor.sector
        else:
            draft.name = self.view.text(first, last, self.scene.report)
            rule = self.base.organs.rules.get(organ or "")
            draft.sector = rule.sector if rule else None
        return draft

    def _person(self, first: int, last: int, lead: Sequence[Piece], titled: bool) -> Draft:
        """A stranger, taken for a person; certain when a title or the grammar says so."""
        view = self.view
        start, office, gender = lead_of(first, lead)
        draft = named(self.scene, start, last, "person", "person")
        draft.bare = view.text(first, last, self.scene.report)
        draft.gender = gender or (self.base.gender_called(view.lower[first]) if last > first else None)
        draft.office = office.office if office else None
        draft.sector = office.sector if office else None
        draft.rank = rank_of(self.base, lead)
        draft.country = next((p.unit.country for p in lead if p.unit is not None and p.unit.country), None)
        draft.certain = titled or self._looks_human(first, last)
        return draft

    def _looks_human(self, first: int, last: int) -> bool:
        """True when the grammar treats the name as a person: it speaks, is followed by a description, or by "who"."""
        view, words = self.view, self.base.words
        root = view.root_of(first, last)
        dep, above = view.role(root)
        if dep in ("nsubj", "nsubjpass") and view.lemma(above) in words.role("agency", "verbs"):
            return True
        kids = [*view.kids[root], *(view.kids[above] if dep == "nsubj" and view.lemma(above) == "be" else ())]
        for kid in kids:
            if view.deps[kid] in ("appos", "attr") and kid > last:
                noun = words.agents.get(view.lemma(kid)) or words.agents.get(view.lower[kid])
                if noun is not None and noun.class_ == "human":
                    return True
            if view.deps[kid] == "relcl" and any(view.lower[k] in ("who", "whose", "whom") for k in view.kids[kid]):
                return True
        before = words.agents.get(view.lower[first - 1]) if first else None
        return before is not None and before.class_ == "human"


def lead_of(first: int, lead: Sequence[Piece]) -> tuple[int, Title | None, str | None]:
    """First token of a person's mention with the titles and country before the name; the office and the gender."""
    office: Title | None = None
    gender: str | None = None
    for piece in reversed(lead):
        if piece.last + 1 != first:
            break
        first = piece.first
        if piece.title is not None:
            gender = gender or piece.title.gender
            if office is None and piece.title.kind != "honorific":
                office = piece.title
    return first, office, gender


def rank_of(base: ActorBase, lead: Sequence[Piece]) -> str:
    """The rank that stands before a name, as one word in full: "Lt. Gen." is "general"."""
    titles = [piece.title for piece in lead if piece.title is not None and piece.title.kind == "rank"]
    word = titles[-1].words[-1].lower().rstrip(".") if titles else ""
    return next((full for full, short in base.words.roles.get("ranks", {}).items() if word in short), word)


def named(scene: Scene, first: int, last: int, kind: DraftKind, type_: ActorType) -> Draft:
    """A draft over tokens, which it claims."""
    scene.taken.update(range(first, last + 1))
    return Draft(scene.number, first, last, scene.view.root_of(first, last), kind, type_)
