"""Pronouns and definite nouns: whom "he", "they", "who", "the group" and "the embassy" stand for, where it is safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...knowledge.actor_base import ActorBase
from .draft import Draft, Scene
from .missions import MISSION, Missions
from .view import View

_THIRD = {
    "he": "m", "him": "m", "himself": "m", "she": "f", "herself": "f",
    "it": "it", "itself": "it", "they": "they", "them": "they", "themselves": "they",
}  # fmt: skip
_FIRST = frozenset({"i", "we", "us", "me", "you", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_UNSURE = frozenset({"who", "it", "itself", "you"})
_REACH = 3  # sentences back; further away a pronoun is a guess


def pronouns(scene: Scene) -> Iterator[Draft]:
    """Every pronoun of a sentence that stands for somebody, not yet resolved."""
    view = scene.view
    for i, tag in enumerate(view.tags):
        word = view.lower[i]
        if tag in ("PRP", "PRP$") and (word in _THIRD or word in _FIRST or (word == "her" and tag == "PRP")):
            if word == "it" and _empty_it(scene, i):
                continue
            draft = Draft(scene.number, i, i, i, "pronoun", "unnamed", noun=word)
            draft.gender = "f" if word == "her" else _THIRD.get(word)
            draft.plural = draft.gender == "they" or word in ("we", "us", "ourselves")
            yield draft
        elif word in _RELATIVE and _is_relative(scene, i):
            yield Draft(scene.number, i, i, i, "pronoun", "unnamed", noun="who")


def _is_relative(scene: Scene, i: int) -> bool:
    """True for a relative pronoun that is a party in its clause."""
    party = scene.view.deps[i] in ("nsubj", "nsubjpass", "dobj")
    return party and scene.view.tags[i] in ("WP", "WDT", "IN") and _relative_head(scene, i) is not None


def kept(draft: Draft) -> bool:
    """False for "it", "which" and the like that were tied to nobody: most of them are no party."""
    return draft.kind != "pronoun" or draft.antecedent is not None or draft.noun not in _UNSURE


def _empty_it(scene: Scene, i: int) -> bool:
    """ "It is likely that": a subject that stands for a clause."""
    view = scene.view
    if view.deps[i] == "expl":
        return True
    above = view.heads[i]
    return view.deps[i] == "nsubj" and view.lemma(above) in (
        "be",
        "seem",
        "appear",
        "take",
        "happen",
        "remain",
        "become",
    )


def _relative_head(scene: Scene, i: int) -> int | None:
    """Head of the noun phrase that a relative pronoun stands for."""
    view = scene.view
    verb = view.heads[i]
    return view.heads[verb] if view.deps[verb] == "relcl" and view.heads[verb] < i else None


def _governing(scene: Scene, pronoun: Draft, subjects: Sequence[Draft]) -> Draft | None:
    """The subject of the nearest clause above the pronoun's own: "A blamed B, and C said that it would leave" is C."""
    view = scene.view
    clause = view.heads[pronoun.head]
    while view.heads[clause] != clause:
        clause = view.heads[clause]
        for subject in subjects:
            if view.deps[subject.head] in ("nsubj", "nsubjpass") and view.heads[subject.head] == clause:
                return subject
    return None


class Antecedents:
    """Resolves pronouns and definite nouns, sentence by sentence, from what was said before."""

    def __init__(self, base: ActorBase) -> None:
        words = base.words
        self._missions = Missions(base)
        self._named_so = words.role("definite", "named_so")
        self._definite = {kind: words.role("definite", kind) for kind in ("group", "organisation", "person")}
        self._followers = words.role("definite", "followers")
        self._many = words.role("definite", "many") | _THINGS
        self._verbs = words.role("agency", "verbs")
        self._said: list[Draft] = []

    def read(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        """Resolve the drafts of one sentence, in order."""
        for draft in drafts:
            found = self._find(scene, draft, drafts)
            if found is not None:
                draft.antecedent = (
                    found.antecedent if found.kind == "pronoun" and found.antecedent else (found.start, found.end)
                )
                draft.actor_id, draft.name = found.actor_id, found.name
                draft.country = draft.country or found.country
                draft.sector = found.sector or draft.sector
                draft.gender = draft.gender if draft.gender in ("m", "f") else found.gender
                if draft.kind == "pronoun" or found.type == "person":
                    draft.type = found.type
                    draft.plural = draft.plural or found.plural
            if not _is_within(draft, drafts):
                self._said.append(draft)

    def _find(self, scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
        """Whom a draft stands for, or None."""
        if draft.kind == "pronoun":
            if draft.noun == "who":
                return self._relative(scene, draft, drafts)
            return self._pronoun(scene, draft)
        if draft.kind in ("described", "office"):
            named = self._apposition(scene, draft, drafts)
            if named is not None:
                return named
        if draft.kind == "facility" and draft.noun == MISSION:
            return self._missions.find(scene, draft, drafts, self._said)
        if draft.actor_id is None and draft.definite:
            if draft.noun in self._named_so:
                return self._missions.of_body(scene, draft, self._said)
            return self._definite_noun(draft)
        return None

    def _apposition(self, scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
        """The name that a description stands beside: "Matthew Tueller, the U.S. ambassador", or the other way round."""
        view = scene.view
        if draft.plural:
            return None
        if view.deps[draft.head] != "appos":
            return self._named_behind(scene, draft, drafts)
        above = view.heads[draft.head]
        fits = ("person",) if draft.type in ("person", "unnamed") else ("group", "organisation")
        return next((d for d in drafts if d.first <= above <= d.last and d.actor_id and d.type in fits), None)

    def _named_behind(self, scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
        """The name set off behind a description: "Sweden's foreign minister, Ann Linde, said"."""
        view = scene.view
        if draft.actor_id is not None or draft.type not in ("person", "unnamed"):
            return None
        for other in drafts:
            behind = other.first > draft.last and other.actor_id is not None and other.type == "person"
            if behind and view.deps[other.head] == "appos" and _of_phrase(view, view.heads[other.head], draft):
                return other
        return None

    def _relative(self, scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
        """The party that "who" or "which" stands for; "which" is never a person, whatever the parser says."""
        head = _relative_head(scene, draft.head)
        thing = scene.view.lower[draft.head] == "which"
        for other in drafts:
            if head is not None and other.first <= head <= other.last and not (thing and other.type == "person"):
                return other
        above = scene.view.heads[scene.view.heads[head]] if head is not None and thing else -1
        held = next((d for d in drafts if d.head == above), None)
        if held is not None:  # "the regime in Tehran, which"
            return held
        before = [d for d in drafts if d.last == draft.first - 1 or (d.last == draft.first - 2 and thing)]
        return next((d for d in before if d.type in ("group", "organisation")), None) if thing else None

    def _pronoun(self, scene: Scene, draft: Draft) -> Draft | None:
        """The nearest fitting party; subjects of earlier sentences before objects of this one."""
        if draft.noun in _FIRST:
            return None
        reach = 1 if draft.gender == "it" else _REACH
        other = _struck_by(scene, draft)
        fitting = [
            d for d in self._said
            if draft.sentence - d.sentence <= reach and self._fits(draft, d)
            and not (d.sentence == draft.sentence and scene.view.heads[d.head] == other and self._subject(scene, d))
        ]  # fmt: skip
        if draft.gender == "it":
            # "It" is most often no party at all: only a subject for a subject is safe.
            acts = draft.definite_subject and scene.view.lemma(scene.view.heads[draft.head]) in self._verbs
            fitting = [d for d in fitting if d.definite_subject and acts]
        if not fitting:
            return None
        subject_here = [d for d in fitting if d.sentence == draft.sentence and self._subject(scene, d)]
        if subject_here:
            above = _governing(scene, draft, subject_here)
            if above is not None:
                return above
        if other >= 0 and draft.gender == "they":
            # "Police arrested five men and beat them": whom a deed strikes was struck before.
            struck = [d for d in fitting if not d.definite_subject]
            if struck:
                return struck[-1]
        if subject_here:
            return subject_here[0] if draft.noun in ("he", "she", "they", "it") else subject_here[-1]
        last = max(d.sentence for d in fitting)
        latest = [d for d in fitting if d.sentence == last]
        # Who is known to be a woman before who may be one.
        latest = [d for d in latest if d.gender == draft.gender] or latest
        return next((d for d in latest if d.definite_subject), latest[0] if draft.gender in ("m", "f") else latest[-1])

    def _subject(self, scene: Scene, draft: Draft) -> bool:
        """True when a draft of this sentence is a subject."""
        return scene.view.deps[draft.head] in ("nsubj", "nsubjpass")

    def _fits(self, pronoun: Draft, other: Draft) -> bool:
        """True when a party agrees with a pronoun in number, kind and gender."""
        if other.kind == "pronoun" and (other.noun in _FIRST or other.noun == "who" or not other.name):
            return False
        if pronoun.gender in ("m", "f"):
            human = other.type == "person" or (other.type == "unnamed" and not other.plural)
            return human and (other.gender is None or other.gender == pronoun.gender) and other.noun not in self._many
        if pronoun.gender == "it":
            body = other.type in ("organisation", "group", "country") or other.noun == MISSION
            return body and not other.plural
        return other.plural or other.type == "group"

    def _definite_noun(self, draft: Draft) -> Draft | None:
        """The last named party that "the group" or "the minister" can stand for."""
        for said in reversed(self._said):
            if draft.kind == "organisation":
                same = said.noun == draft.noun and said.head_word == draft.head_word
                if said.kind == "organisation" and same and said.actor_id:
                    return said
                continue
            if draft.kind == "facility":
                if said.kind == "facility" and said.noun == draft.noun and said.actor_id:
                    return said
                continue
            if draft.last > draft.first or said.kind == "pronoun" or not said.name:
                continue
            if self._same_words(draft, said):
                return said
            if self._can_stand(draft, said):
                return said
        return None

    def _same_words(self, draft: Draft, said: Draft) -> bool:
        """True for "the militias" after "Iranian-backed militias"."""
        longer = said.kind == "described" and said.last > said.first and said.noun == draft.noun
        return longer and said.plural == draft.plural and draft.sentence - said.sentence <= 2 * _REACH

    def _can_stand(self, draft: Draft, said: Draft) -> bool:
        """True when a definite noun names the sort of party that `said` is."""
        if draft.sentence - said.sentence > 2 * _REACH or not said.actor_id:
            return False
        if draft.kind == "office":
            return said.kind == "person" and said.office == draft.office
        if said.type == "person":
            return draft.noun in self._definite["person"] and (
                draft.noun in (said.noun, said.rank) or (said.office or "").endswith(draft.noun.split()[-1])
            )
        if said.type in ("group", "organisation"):
            if draft.plural:
                return said.sector == "REB" and draft.noun in self._followers
            if said.sector in _OF_STATE and draft.sector in _IRREGULAR:
                return False  # "the militia" is not the army
            told = said.kind in ("known", "organisation") or (said.kind == "described" and said.type == "group")
            return told and draft.noun in self._definite[said.type]
        return False


def _of_phrase(view: View, word: int, draft: Draft) -> bool:
    """True for a word of a description or of what it is of: "the spokeswoman of the Palace, Ana Pim"."""
    for _ in range(4):
        if draft.first <= word <= draft.last:
            return True
        if view.deps[word] not in ("pobj", "prep", "compound"):
            return False
        word = view.heads[word]
    return False


def _struck_by(scene: Scene, pronoun: Draft) -> int:
    """The verb whose subject an object pronoun cannot be: in "police beat them" they are not the police; else -1."""
    view = scene.view
    if view.deps[pronoun.head] not in ("dobj", "dative") or pronoun.noun.endswith(("self", "selves")):
        return -1
    return view.heads[pronoun.head]


def _is_within(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for a name inside that of a building: who a school is named after is not spoken of."""
    return draft.type == "person" and any(
        other.kind == "facility" and other is not draft and other.first <= draft.first and draft.last < other.last
        for other in drafts
    )


_OF_STATE = frozenset({"MIL", "COP", "GOV"})
_IRREGULAR = frozenset({"PAR", "REB", "UAF", "CRM"})
_THINGS = frozenset({"statement", "report", "embassy"})
