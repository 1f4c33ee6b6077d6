"""The linker: parties that the model finds near a deed join it; those that it finds most unlikely leave it.

Rules of syntax propose parties first. A linear model then looks at every noun phrase in the sentences of a deed and
beside them. What it accepts becomes a party of the nearest deed that stands; the link keeps the deed's own words where
the phrase is in another sentence. Method: candidate phrases with independent logistic models, after GRIT's task
(Du et al., EACL 2021), with features of syntax and of the reader's own findings instead of a neural encoder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...knowledge.tables import rows
from ...model import ActorMention, Mention, MentionActor, Role, Span, Weapon
from ...model.actor import ActorType
from ..clause import is_past, is_verb
from ..events.match import TIME_WORDS
from ..lemma import lemma
from ..parse import Sentence
from ..weapons import WeaponReader
from .features import nearest, of_wording, stands
from .model import PARTS, LinkWeights
from .phrases import Phrase
from .survey import Seen, is_violence, plain, survey

if TYPE_CHECKING:
    from spacy.tokens import Token

ACCEPT = {"doer": 0.2, "group": 0.25, "target": 0.2, "victim": 0.2, "weapon": 0.2}
"""A phrase as likely as this is a party: about half of the F1 that is reached, where F1 is highest."""
BESIDE = 0.4
"""What a phrase in another sentence than the deed must reach: texts of another kind name more bystanders."""
DOUBT = 0.1
"""A party that rules propose and the model finds less likely than this is none."""
TOUCHED = 0.2
"""An event without a day or a toll whose sentences hold no phrase as likely as this is only touched on."""
SHORT = 5
"""A report of fewer sentences touches on nothing, and tells the model too little."""
_AS: dict[str, tuple[Role, ActorType]] = {
    "doer": ("actor", "person"),
    "group": ("actor", "group"),
    "target": ("recipient", "facility"),
    "victim": ("victim", "person"),
}
_NEVER: dict[str, frozenset[ActorType]] = {
    "doer": frozenset({"country", "organisation", "facility"}),
    "group": frozenset({"person", "facility"}),
    "victim": frozenset({"country", "organisation", "facility"}),
    "target": frozenset({"person", "country"}),
}
_DOERS = frozenset({"actor", "claimant", "blamed"})
_PEOPLE = frozenset({"individual", "body", "person", "crowd", "gunman", "force", "official", "staff"})
"""Classes of nouns that can do and suffer harm: who fights in a war that the model never saw is not for it to judge."""
_THINGS = frozenset({"thing", "facility", "building", "town", "forces_moved", "presence", "place_closed"})
_WHOLE = frozenset({"whole", "bare", "of", "all", "all of", "person", "actor"})
_STATE = frozenset({"COP", "MIL"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase accepted as a part of a deed."""

    seen: Seen
    part: str
    chance: float
    span: Span


class Linker:
    """Holds the weights and nothing of any report."""

    def __init__(
        self, book: FrameBook, weapons: WeaponReader, weights: LinkWeights, titles: frozenset[str] = frozenset()
    ) -> None:
        self.book = book
        self.titles = titles
        self._weapons = weapons
        self._weights = weights

    @classmethod
    def load(cls, book: FrameBook, weapons: WeaponReader, folders: Sequence[Path] = ()) -> Linker:
        """Load the weights, and the words that precede names: titles, and nouns of people."""
        titles = {row["title"].lower().rstrip(".") for row in rows("actors/titles.csv", folders)}
        people = {word for word, classes in book.classes.items() if classes & {"official", "person"}}
        return cls(book, weapons, LinkWeights.load(folders), frozenset(titles | people))

    def link(
        self, text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention], mentions: Sequence[Mention]
    ) -> list[Mention]:
        """The mentions in their order, with the parties and weapons that the model adds, mends or doubts."""
        if not self._weights.parts or len(sentences) < SHORT:
            return list(mentions)
        surveyed = survey(text, sentences, actors, mentions, self.book, self.titles)
        if not surveyed:
            return list(mentions)
        chances = [self._weights.chances(seen.features) for seen in surveyed]
        found = list(self._accepted(text, surveyed, chances))
        likely = {
            (seen.phrase.start, part): chance
            for seen, each in zip(surveyed, chances, strict=True)
            for part, chance in zip(PARTS, each, strict=True)
            if not self._may_be(seen.phrase, part)
        }
        deeds = {
            mention.mention_id: self._doubted(mention, likely) if self._is_open(mention) else mention
            for mention in mentions
        }
        for one in found:
            self._join(text, one, deeds)
        return self._passing([deeds[mention.mention_id] for mention in mentions], surveyed, chances)

    def _passing(
        self, mentions: Sequence[Mention], surveyed: Sequence[Seen], chances: Sequence[tuple[float, ...]]
    ) -> list[Mention]:
        """The mentions, those of events that the report only touches on marked as background.

        No telling of such an event has a likely party near it, a day or a toll: "the fight against the guerrilla".
        """
        likely: dict[int, float] = {}
        for seen, each in zip(surveyed, chances, strict=True):
            start = seen.phrase.sentence.span.start
            likely[start] = max(likely.get(start, 0.0), *each)
        told = {
            mention.event_id
            for mention in mentions
            if mention.time or mention.killed or mention.injured or likely.get(mention.sentence.start, 0.0) >= TOUCHED
        }
        told |= {m.event_id for seen in surveyed for m, token in seen.around.deeds if _is_told(m, token)}
        return [
            mention if mention.event_id in told or not self._is_open(mention) else replace(mention, background=True)
            for mention in mentions
        ]

    def _is_open(self, mention: Mention) -> bool:
        """True for a deed of violence that stands."""
        return is_violence(mention, self.book) and stands(mention)

    # ------------------------------------------------------------ what the model accepts
    def _accepted(self, text: str, surveyed: Sequence[Seen], chances: Sequence[tuple[float, ...]]) -> Iterator[_Found]:
        """Phrases that are likely parties, the likeliest first; no part twice by words that hold one another."""
        found = [
            _Found(seen, part, chance, self._wording(text, seen, part))
            for seen, each in zip(surveyed, chances, strict=True)
            for part, chance in zip(PARTS, each, strict=True)
            if chance >= _least(seen, part) and _can_be(seen, part)
        ]
        taken: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for one in sorted(found, key=lambda one: (-one.chance, one.span.start)):
            words = plain(text[one.span.start : one.span.end])
            own = frozenset(words.split())
            held = taken.setdefault(one.part, [])
            if any(words != other and (own <= parts or parts <= own) for other, parts in held):
                continue
            held.append((words, own))
            yield one

    def _wording(self, text: str, seen: Seen, part: str) -> Span:
        """The cut of a phrase that names the party best."""
        cuts = seen.phrase.wordings
        return max(
            cuts,
            key=lambda span: (
                self._weights.worth(of_wording(seen.phrase, part, span, text, seen.sense)), -span.start, span.end,
            ),
        )  # fmt: skip

    # ------------------------------------------------------------ what the model doubts
    def _may_be(self, phrase: Phrase, part: str) -> bool:
        """True for names, people and bodies, and for things where things are hit: rules know better what these are."""
        own = self.book.classes.get(lemma(phrase.head), frozenset())
        if phrase.proper or lemma(phrase.head) == "other" or any(c.dep_ == "nummod" for c in phrase.head.children):
            return True
        return bool(own & (_PEOPLE if part in ("doer", "group") else _PEOPLE | _THINGS))

    def _doubted(self, mention: Mention, likely: Mapping[tuple[int, str], float]) -> Mention:
        """The mention without the parties that the model finds most unlikely."""
        kept = tuple(party for party in mention.actors if not _is_doubtful(party, likely))
        return mention if len(kept) == len(mention.actors) else replace(mention, actors=kept)

    # ------------------------------------------------------------ what joins
    def _join(self, text: str, one: _Found, deeds: dict[str, Mention]) -> None:
        """Add one phrase to the deed it is nearest to, or mend the party that holds it."""
        mention = self._deed_of(one, deeds)
        if mention is None:
            return
        if one.part == "weapon":
            deeds[mention.mention_id] = self._armed(text, one, mention)
            return
        at = one.seen.phrase.start
        for each in deeds.values():
            if each.sentence != mention.sentence or not self._is_open(each):
                continue
            for number, party in enumerate(each.actors):
                if _is_of(text, party, at) and _side(party.role) == _side(_AS[one.part][0]):
                    mended = _mended(text, party, one)
                    actors = (*each.actors[:number], mended, *each.actors[number + 1 :])
                    deeds[each.mention_id] = replace(each, actors=actors)
                    return
        told = [each for each in deeds.values() if each.event_id == mention.event_id]
        if one.part in ("doer", "group") and (_is_aside(one) or any(self._has_other_doer(m, one) for m in told)):
            return
        party = _party(text, one, mention)
        deeds[mention.mention_id] = replace(mention, actors=(*mention.actors, party))

    def _has_other_doer(self, mention: Mention, one: _Found) -> bool:
        """True where rules found a doer that a name nearby cannot be: a state's force, or a party known by its name.

        "Government troops killed 30 militants; the group denied it": the group is no second doer.
        """
        actor = one.seen.phrase.actor
        if actor is None or actor.actor_id is None:
            return False
        for party in mention.actors:
            if party.role != "actor" or (party.link is not None and party.actor_id is None):
                continue
            words = plain(party.text).split()
            classes = self.book.classes.get(words[-1].removesuffix("s"), frozenset()) if words else frozenset()
            state = "force" in classes and "fighters" not in classes and actor.sector not in _STATE
            if state or (party.actor_id is not None and party.actor_id != actor.actor_id):
                return True
        return False

    def _deed_of(self, one: _Found, deeds: Mapping[str, Mention]) -> Mention | None:
        """The standing deed nearest to a phrase: in its sentence by syntax, else the last before it, else the first."""
        phrase = one.seen.phrase
        own = [(deeds[m.mention_id], token) for m, token in one.seen.around.deeds if self._is_open(deeds[m.mention_id])]
        near = nearest(phrase, own)
        if near is not None:
            return near[0]
        if own:
            return own[0][0]
        open_ = [mention for mention in deeds.values() if self._is_open(mention)]
        before = [mention for mention in open_ if mention.trigger.start < phrase.start]
        after = [mention for mention in open_ if mention.trigger.start > phrase.start]
        if before:
            return max(before, key=lambda mention: mention.trigger.start)
        return min(after, key=lambda mention: mention.trigger.start) if after else None

    def _armed(self, text: str, one: _Found, mention: Mention) -> Mention:
        """The mention with a weapon, unless it has it already."""
        words = set(plain(text[one.span.start : one.span.end]).split())
        if any(words & set(plain(weapon.text).split()) for weapon in mention.weapons):
            return mention
        at = one.seen.phrase.start
        known = next((w for w in self._weapons.read(one.seen.phrase.sentence) if w.start <= at < w.end), None)
        if known is None:
            return mention
        return replace(mention, weapons=(*mention.weapons, Weapon(known.start, known.end, known.text, known.class_)))


def _is_told(mention: Mention, verb: Token) -> bool:
    """True for a deed that the main clause tells in the past with who did it to whom: "rebels seized the airport"."""
    roles = {party.role for party in mention.actors}
    if "actor" not in roles or not roles & {"recipient", "victim"} or not is_verb(verb):
        return False
    return is_past(verb) and (verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT"))


def _can_be(seen: Seen, part: str) -> bool:
    """False where knowledge rules a part out: a state is no gunman, a person no armed group, a body no person."""
    actor = seen.phrase.actor
    return actor is None or actor.actor_id is None or actor.type not in _NEVER.get(part, frozenset())


def _is_aside(one: _Found) -> bool:
    """True for a name that only tells whose another body is: "the Hamas-run health ministry said"."""
    head = one.seen.phrase.head
    return head.dep_ in ("npadvmod", "compound", "nmod") and head.head.tag_ in ("VBN", "VBG") and head.head.i > head.i


def _least(seen: Seen, part: str) -> float:
    """How likely a phrase must be to be a part: more outside the deed's sentence, and more for forces of the state."""
    inside = any(stands(mention) for mention, _ in seen.around.deeds)
    actor = seen.phrase.actor
    state = "class child_of_state" in seen.features or (actor is not None and actor.sector in _STATE)
    return ACCEPT[part] if inside and not (state and part in ("doer", "group")) else max(ACCEPT[part], BESIDE)


def _is_of(text: str, party: MentionActor, at: int) -> bool:
    """True when the word at an offset is what a party's words are about: not the group in "members of the group"."""
    return party.start <= at < party.end and " of " not in plain(text[party.start : at]) + " "


def _side(role: Role) -> bool:
    """True for those who do, False for those to whom it is done."""
    return role in _DOERS


def _part(party: MentionActor) -> str:
    """The part that a party of the rules would have."""
    if party.role in _DOERS:
        return "doer" if party.type == "person" else "group"
    return "target" if party.type == "facility" else "victim"


def _is_doubtful(party: MentionActor, likely: Mapping[tuple[int, str], float]) -> bool:
    """True for a noun of no people that the model finds most unlikely to be what the rules made of it."""
    if party.link is not None or party.actor_id is not None or party.sector is not None:
        return False
    part = _part(party)
    known = [chance for (at, name), chance in likely.items() if name == part and party.start <= at < party.end]
    return bool(known) and max(known) < DOUBT


def _mended(text: str, party: MentionActor, one: _Found) -> MentionActor:
    """A party of the rules with the type and the words that the model finds."""
    if party.actor_id is not None or party.link is not None:
        return party
    start, end = one.span.start, one.span.end
    if start > party.start and not _WHOLE & one.seen.phrase.wordings[one.span]:
        # The model may leave a number out, but no word that tells which one.
        start = party.start
    if start < party.start and TIME_WORDS & set(plain(text[start : party.start]).split()):
        # "Last weekend gunmen": when is no part of who.
        start = party.start
    if "|body" in one.seen.sense and party.type in ("group", "organisation"):
        return replace(party, start=start, end=end, text=text[start:end])
    return replace(party, type=_AS[one.part][1], start=start, end=end, text=text[start:end])


def _party(text: str, one: _Found, mention: Mention) -> MentionActor:
    """A new party. Where it stands outside the deed's sentence, the link holds the deed's own words."""
    role, type_ = _AS[one.part]
    start, end = one.span.start, one.span.end
    inside = mention.sentence.start <= start < mention.sentence.end
    link = None if inside else (mention.trigger.start, mention.trigger.end)
    actor = one.seen.phrase.actor
    if actor is None or one.part == "target" or (one.part == "doer" and actor.type != "person"):
        return MentionActor(role, type_, start, end, text[start:end], link=link)
    type_ = actor.type if one.part == "group" and actor.type != "person" else type_
    return MentionActor(
        role, type_, start, end, text[start:end], actor.actor_id, actor.name, actor.sector, actor.country, link
    )
