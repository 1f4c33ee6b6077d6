"""One telling of an event, seen for the question whether another telling is of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import HAPPENED, Interval, Mention, MentionTime
from ..clause import children, is_definite, is_past, is_perfect, is_present, is_verb
from ..known import Known
from ..lemma import lemma
from ..parse import Sentence
from .anew import is_anchor, is_new, is_next, is_part
from .sides import Parties, parties_of
from .wording import is_same, names_known_thing, renames

if TYPE_CHECKING:
    from ..token import Token

_TO_COME = frozenset({"threatened", "announced", "demanded", "possible"})
_DATING = frozenset({"after", "before", "since", "until", "following", "amid", "despite"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with what its sentence says about how it is told."""

    number: int
    mention: Mention
    sentence: int
    token: Token | None
    definite: bool
    plural: bool
    noun: bool
    present: bool
    actors: Parties
    targets: Parties
    time: Interval | None
    """None where nothing dates the event itself."""
    carries_on: bool
    group: str = ""
    """Group of the kind: violence, posture, words."""
    heading: bool = False
    anaphor: bool = False
    """A noun that only points back at a deed: "the attack", "the same strike", "called it an assassination"."""
    toll: bool = False
    """A verb that tells only who came to harm: "six guards were wounded"."""
    goes_on: bool = False
    """Told of things known from before: "the missiles hit", "one of the rockets fell"."""
    mass: bool = False
    """A definite noun for a deed without number: "the shelling"."""
    borrowed: bool = False
    """True where the mention's time is that of another deed of its sentence."""
    night: bool = False
    """Dated by a night, which belongs to two days."""
    pronoun: bool = False
    """A verb whose subject is "they" or "it"."""
    by_it: bool = False
    """A verb whose subject is "it": "it also destroyed a kiosk"."""
    anew: bool = False
    """Told as another deed than those before it: "a second attack"."""
    anchor: bool = False
    """Told only to date another deed of its sentence: "since troops seized power"."""
    part: bool = False
    """Harm to some of those whom a deed already told has struck: "two of the dead"."""
    account: bool = False
    """The doer's own account: "the group said its fighters had killed 21"."""
    means: str = ""
    """How it was done, planted or from afar; empty where its weapons do not say."""

    @property
    def posture(self) -> bool:
        """True for a posture."""
        return self.group == "posture"

    @property
    def kind(self) -> str:
        """The mention's kind."""
        return self.mention.kind

    @property
    def stands(self) -> str:
        """Happened, to come, or not so: tellings of different sorts are never one."""
        status = self.mention.status
        return "happened" if status in HAPPENED else "to come" if status in _TO_COME else "not so"

    @property
    def vague(self) -> bool:
        """True for a series of which nothing is told but its doers."""
        m = self.mention
        return m.series and self.noun and self.time is None and not self.targets.known and m.quantity is None

    @property
    def spared(self) -> bool:
        """True for "nobody was hurt": it goes with the deed just told, and is like no other. A deed told with it is."""
        if self.mention.weapons or self.mention.quantity is not None or self.time or self.actors.known:
            return False
        tolls = [count.best for count in (self.mention.killed, self.mention.injured) if count is not None]
        return bool(tolls) and not any(tolls) and all(best is not None for best in tolls)

    @property
    def points_back(self) -> bool:
        """True for "both attacks", "the attack": deeds told before, of which nothing more is told."""
        known = self.definite or (self.token is not None and any(w.lower_ == "both" for w in self.token.children))
        told = self.group == "violence" and self.stands == "happened" and self.noun and known
        nothing = self.time is None and self.bare and self.mention.quantity is None
        return told and nothing and (self.plural or not self.actors.known)

    @property
    def passing(self) -> bool:
        """True for a word that names a deed and tells nothing of it: "days after the crackdown", "unrest: live"."""
        m, token = self.mention, self.token
        if (
            not self.noun
            or token is None
            or not self.bare
            or m.actors
            or (m.place is not None and m.place.link is None)
        ):
            return False
        # "Internet blackout": a measure in a title is news by itself.
        titled = self.heading and self.group in ("violence", "protest")
        return titled or (token.dep_ == "pobj" and token.head.lower_ in _DATING)

    @property
    def bare(self) -> bool:
        """True where nothing but the word tells of the event."""
        m = self.mention
        return not (self.time or self.targets.known or m.killed or m.injured or m.arrested)


def tellings(sentences: Sequence[Sentence], mentions: Sequence[Mention], known: Known) -> list[Telling]:
    """Each mention as a telling, in the order given."""
    starts = {sentence.span.start: sentence for sentence in sentences}
    triggers: dict[int, list[int]] = {}
    for mention in mentions:
        triggers.setdefault(mention.sentence.start, []).append(mention.trigger.start)
    return [
        _telling(number, mention, _sentence_of(mention, starts, sentences), triggers[mention.sentence.start], known)
        for number, mention in enumerate(mentions)
    ]


def _sentence_of(mention: Mention, starts: dict[int, Sentence], sentences: Sequence[Sentence]) -> Sentence | None:
    """The parsed sentence that a mention stands in."""
    found = starts.get(mention.sentence.start)
    if found is not None:
        return found
    return next((s for s in sentences if s.span.start <= mention.trigger.start < s.span.end), None)


def _telling(
    number: int, mention: Mention, sentence: Sentence | None, triggers: Sequence[int], known: Known
) -> Telling:
    """One mention as a telling."""
    token = sentence.token_at(mention.trigger.start) if sentence else None
    head = _noun_head(token)
    words = known.families
    noun = token is not None and not is_verb(token)
    same = noun and head is not None and is_same(head)
    definite = noun and head is not None and (is_definite(head) or same or renames(head, words.naming))
    plural = noun and head is not None and head.tag_ in ("NNS", "NNPS")
    governed = token is not None and definite and token.dep_ in ("dobj", "nsubjpass")
    ended = governed and token is not None and lemma(token.head) in words.phases
    borrowed = ended or bool(sentence and token and definite and _borrowed(mention, sentence, token, triggers))
    targets = parties_of(mention, ("recipient", "victim"), known)
    struck = parties_of(mention, ("recipient",), known)
    own = None if borrowed else _time(mention.time, known)
    toll = token is not None and _is_toll(mention, token, known)
    return Telling(
        number=number,
        mention=mention,
        sentence=sentence.index if sentence else 0,
        token=token,
        definite=definite,
        plural=plural,
        noun=noun,
        present=_in_present(token),
        actors=parties_of(mention, ("actor", "claimant"), known),
        targets=targets,
        time=own,
        carries_on=any(party.role == "actor" and party.text.lower() in words.carry_on for party in mention.actors),
        group=_group(mention, known),
        heading=bool(sentence and sentence.segment.heading),
        anaphor=definite and not plural and own is None and (same or not (struck.known or _has_name(targets))),
        toll=toll,
        goes_on=token is not None and not noun and names_known_thing(token, mention),
        mass=noun and definite and not plural and token is not None and str(token.lower_).endswith("ing"),
        borrowed=borrowed,
        night=mention.time is not None and any(word in (mention.time.text or "").lower() for word in words.night),
        pronoun=token is not None and not noun and _has_pronoun(token),
        by_it=token is not None and not noun and any(word.lower_ == "it" for word in children(token, "nsubj")),
        anew=not definite and (is_new(token, sentence, known) or (not toll and is_next(token, sentence, known))),
        anchor=is_anchor(token),
        part=is_part(token, known),
        account=_is_account(token, mention),
        means=_means(mention, known),
    )


def _has_pronoun(verb: Token) -> bool:
    """True where a verb's subject is "they" or "it"."""
    return any(child.lower_ in ("they", "it") for child in children(verb, "nsubj"))


def _is_account(token: Token | None, mention: Mention) -> bool:
    """True for a deed in the past perfect that a speaker tells of its own side: "the army said it had struck"."""
    if token is None or not is_verb(token) or not is_perfect(token) or token.dep_ != "ccomp" or mention.series:
        return False
    spoken = any(child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i for child in token.head.children)
    return spoken and any(party.role == "actor" for party in mention.actors)


def _means(mention: Mention, known: Known) -> str:
    """How a deed was done, where all its weapons agree, or where it names none and its kind says."""
    told = {known.families.means.get(weapon.class_, "") for weapon in mention.weapons} or {
        known.families.means.get(mention.kind, "")
    }
    return told.pop() if len(told) == 1 else ""


def _group(mention: Mention, known: Known) -> str:
    """The group of a mention's kind; empty for a kind that nobody knows."""
    kind = known.kinds.get(mention.kind)
    return kind.group if kind else ""


def _has_name(parties: Parties) -> bool:
    """True when a side is named by an id."""
    return bool(parties.names)


def _is_toll(mention: Mention, token: Token, known: Known) -> bool:
    """True for a verb of harm with nobody who did it: the outcome of a deed, told as a sentence of its own."""
    if (
        not is_verb(token)
        or mention.weapons
        or mention.kind != "assault"
        or any(party.role in ("actor", "blamed") for party in mention.actors)
    ):
        return False
    entry = known.quantities.casualties.get((lemma(token), "verb"))
    return entry is not None and entry[0] in ("killed", "injured") and _group(mention, known) == "violence"


def _borrowed(mention: Mention, sentence: Sentence, token: Token, triggers: Sequence[int]) -> bool:
    """True where a deed has its time from the clause that refers to it, or over another deed's head.

    "struck the depots on Thursday in retaliation for the attack": Thursday is not the day of the attack.
    """
    time = mention.time
    if time is None or time.start is None:
        return False
    if not sentence.span.start <= time.start < sentence.span.end:
        return False
    if any(mention.trigger.end <= other < time.start for other in triggers):
        return True
    word = sentence.token_at(time.start)
    if word is None or word in token.subtree:
        return False
    others = {other for other in triggers if other != mention.trigger.start}
    owner = next((up for up in (word, *word.ancestors) if sentence.offset(up) in others), None)
    return owner is not None and owner in token.ancestors


def _noun_head(token: Token | None) -> Token | None:
    """The head of the compound that a trigger stands in: "attack" of "rocket attack"."""
    while token is not None and token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    return token


def _in_present(token: Token | None) -> bool:
    """True where the clause is told in the present, the present perfect included."""
    if token is None:
        return False
    for word in (token, *token.ancestors):
        if is_verb(word) and (is_past(word) or is_present(word)):
            return not is_past(word)
    return False


def _time(time: MentionTime | None, known: Known) -> Interval | None:
    """The event's own days; words like "now" date the telling."""
    if time is None or time.first is None or time.last is None:
        return None
    if (time.text or "").strip().lower() in known.families.deictic:
        return None
    return Interval(time.first, time.last, time.precision)
