"""How a phrase that the model accepted joins a deed: as a new party, as better words of one, or as a weapon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...knowledge.framebook import FrameBook
from ...model import DOERS, Mention, MentionActor, Role, Weapon
from ...model.actor import ActorType
from ..events.scene import TIME_WORDS
from ..events.syntax import kids
from ..lemma import lemma
from ..weapons import WeaponReader
from .accept import STATE, Found
from .features import is_open, is_violence, nearest
from .survey import plain

_AS: dict[str, tuple[Role, ActorType]] = {
    "doer": ("actor", "person"),
    "group": ("actor", "group"),
    "target": ("recipient", "facility"),
    "victim": ("victim", "person"),
}
_WHOLE = frozenset({"whole", "bare", "of", "all", "all of", "person", "actor"})
"""Cuts that leave out no word that tells which one is meant."""


@dataclass(frozen=True, slots=True)
class Joiner:
    """One report's deeds by their mention ids; they change as phrases join them."""

    text: str
    book: FrameBook
    weapons: WeaponReader
    deeds: dict[str, Mention]

    def join(self, one: Found) -> None:
        """Add one phrase to the deed it is nearest to, or mend the party that holds it."""
        mention = self._deed_of(one)
        if mention is None:
            return
        if one.part == "weapon":
            self.deeds[mention.mention_id] = self._armed(one, mention)
            return
        at = one.seen.phrase.start
        for each in self.deeds.values():
            if each.sentence != mention.sentence or not is_open(each, self.book):
                continue
            for number, party in enumerate(each.actors):
                if _is_of(self.text, party, at) and _side(party.role) == _side(_AS[one.part][0]):
                    mended = _mended(self.text, party, one)
                    actors = (*each.actors[:number], mended, *each.actors[number + 1 :])
                    self.deeds[each.mention_id] = replace(each, actors=actors)
                    return
        if self._is_of_another(one, mention):
            return
        if one.part == "victim" and _is_charged(one, self.book):
            return
        told = [each for each in self.deeds.values() if each.event_id == mention.event_id]
        if one.part in ("doer", "group") and (_is_aside(one) or any(self._has_other_doer(m, one) for m in told)):
            return
        party = _party(self.text, one, mention)
        self.deeds[mention.mention_id] = replace(mention, actors=(*mention.actors, party))

    def _is_of_another(self, one: Found, mention: Mention) -> bool:
        """True for words that syntax ties to another event: "the strike came after attacks on American interests"."""
        at, doing = one.seen.phrase.start, _side(_AS[one.part][0])
        return any(
            _is_of(self.text, party, at) and _side(party.role) == doing
            for each in self.deeds.values()
            if each.event_id != mention.event_id and is_violence(each, self.book)
            for party in each.actors
            if party.link is None
        )

    def _has_other_doer(self, mention: Mention, one: Found) -> bool:
        """True where rules found a doer that a name nearby cannot be: a state's force, or a party known by its name.

        "Government troops killed 30 militants; the group denied it": the group is no second doer.
        """
        if self._is_known(mention, one):
            return True
        actor = one.seen.phrase.actor
        if actor is None or actor.actor_id is None:
            return False
        for party in mention.actors:
            if party.role != "actor" or (party.link is not None and party.actor_id is None):
                continue
            words = plain(party.text).split()
            classes = self.book.classes.get(words[-1].removesuffix("s"), frozenset()) if words else frozenset()
            state = "force" in classes and "fighters" not in classes and actor.sector not in STATE
            if state or (party.actor_id is not None and party.actor_id != actor.actor_id):
                return True
        return False

    def _is_known(self, mention: Mention, one: Found) -> bool:
        """True where a telling names who did it, and the phrase stands in another sentence than that telling."""
        inside = mention.sentence.start <= one.span.start < mention.sentence.end
        named = any(party.role == "actor" and party.actor_id and not party.link for party in mention.actors)
        return named and not inside

    def _deed_of(self, one: Found) -> Mention | None:
        """The standing deed nearest to a phrase: in its sentence by syntax, else the last before it, else the first."""
        phrase = one.seen.phrase
        own = [
            (self.deeds[m.mention_id], token)
            for m, token in one.seen.around.deeds
            if is_open(self.deeds[m.mention_id], self.book)
        ]
        near = nearest(phrase, own)
        if near is not None:
            return near[0]
        if own:
            return own[0][0]
        open_ = [mention for mention in self.deeds.values() if is_open(mention, self.book)]
        before = [mention for mention in open_ if mention.trigger.start < phrase.start]
        after = [mention for mention in open_ if mention.trigger.start > phrase.start]
        if before:
            return max(before, key=lambda mention: mention.trigger.start)
        return min(after, key=lambda mention: mention.trigger.start) if after else None

    def _armed(self, one: Found, mention: Mention) -> Mention:
        """The mention with a weapon, unless it has it already."""
        words = set(plain(self.text[one.span.start : one.span.end]).split())
        if any(words & set(plain(weapon.text).split()) for weapon in mention.weapons):
            return mention
        at = one.seen.phrase.start
        known = next((w for w in self.weapons.read(one.seen.phrase.sentence) if w.start <= at < w.end), None)
        if known is None:
            return mention
        return replace(mention, weapons=(*mention.weapons, Weapon(known.start, known.end, known.text, known.class_)))


def _is_aside(one: Found) -> bool:
    """True for a name that only tells whose another body is: "the Hamas-run health ministry said"."""
    head = one.seen.phrase.head
    return head.dep_ in ("npadvmod", "compound", "nmod") and head.head.tag_ in ("VBN", "VBG") and head.head.i > head.i


def _is_charged(one: Found, book: FrameBook) -> bool:
    """True for one who answers for a deed: "Reed, 56, is charged with assault", "Reed and two others face charges"."""
    node = one.seen.phrase.head
    while node.dep_ in ("appos", "conj") and node.head is not node:
        node = node.head
    verb = node.head
    if node.dep_ == "nsubjpass":
        return "charging" in book.classes.get(lemma(verb), ())
    return node.dep_ == "nsubj" and any("charges" in book.classes.get(lemma(d), ()) for d in kids(verb, "dobj"))


def _is_of(text: str, party: MentionActor, at: int) -> bool:
    """True when the word at an offset is what a party's words are about: not the group in "members of the group"."""
    return party.start <= at < party.end and " of " not in plain(text[party.start : at]) + " "


def _side(role: Role) -> bool:
    """True for those who do, False for those to whom it is done."""
    return role in DOERS


def _mended(text: str, party: MentionActor, one: Found) -> MentionActor:
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


def _party(text: str, one: Found, mention: Mention) -> MentionActor:
    """A new party. Where it stands outside the deed's sentence, the link holds the deed's own words."""
    role, type_ = _AS[one.part]
    start, end = one.span.start, one.span.end
    inside = mention.sentence.start <= start < mention.sentence.end
    link = None if inside else (mention.trigger.start, mention.trigger.end)
    actor = one.seen.phrase.actor
    if actor is None or one.part == "target" or (one.part == "doer" and actor.type != "person"):
        return MentionActor(role, type_, start, end, text[start:end], link=link)
    if one.part == "group" and actor.named is not None:
        start, end = actor.named
    type_ = actor.type if one.part == "group" and actor.type != "person" else type_
    return MentionActor(
        role, type_, start, end, text[start:end], actor.actor_id, actor.name, actor.sector, actor.country, link
    )
