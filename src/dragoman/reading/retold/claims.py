"""Deeds claimed, or laid at a door, without being named again: "The Houthis claimed responsibility", "police blamed X".

Such a sentence becomes one more telling of the last deed before it that may be the claimant's, with the claimant as
its party. Nobody claims where the text says that nobody did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...knowledge.retold import RetoldWords
from ...model import DOERS, HAPPENED, ActorMention, Mention, MentionActor, Role, Statement
from ..clause import children, is_negated, is_verb, shared_subject
from ..events.phrases import from_actor
from ..lemma import lemma
from ..parse import Sentence
from .again import told_again

if TYPE_CHECKING:
    from ..token import Token

_REACH = 6
"""Sentences before the claim in which the deed may be told: the claim comes late in a report, after the toll."""
_POINTING = frozenset({"it", "this", "that", "them", "these", "both"})
_ARMED = frozenset({"gunman", "force", "child_of_state"})
"""Classes of nouns for those who can be blamed without a name: "police blamed militants"."""
_STATE = frozenset({"MIL", "COP", "GOV", "JUD", "SPY"})
"""PLOVER sectors of a state: what its forces did is nothing that a group claims."""


def deeds_claimed(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actors: Sequence[ActorMention],
    statements: Sequence[Statement],
    book: FrameBook,
    words: RetoldWords,
) -> list[Mention]:
    """One telling for each claim that names no deed of its own."""
    found: list[Mention] = []
    for number, sentence in enumerate(sentences):
        claimed: list[tuple[Token, Token, Role]] = [(word, doer, "claimant") for word, doer in _claims(sentence, words)]
        laid: list[tuple[Token, Token, Role]] = [(word, who, "blamed") for word, who in _blamings(sentence, words)]
        for word, doer, role in (*claimed, *laid):
            at = sentence.words([word])
            claimant = _party(text, sentence, doer, actors, role)
            if (
                role == "blamed"
                and claimant.actor_id is None
                and not _ARMED & book.classes.get(lemma(doer), frozenset())
            ):
                continue
            near = [one.span for one in sentences[max(0, number - _REACH) : number + 1]]
            before = [m for m in mentions if m.trigger.start < at.start and any(s.contains(m.trigger) for s in near)]
            deed = next((m for m in reversed(before) if _may_be_claimed(m, claimant, book)), None)
            if deed is not None:
                found.append(_telling(deed, sentence, word, claimant, statements))
    return found


def _claims(sentence: Sentence, words: RetoldWords) -> Iterator[tuple[Token, Token]]:
    """(word of the claim, who claims) for each claim of a sentence whose deed has no word of its own."""
    for token in sentence.tokens:
        if token.lower_ in words.claim_nouns and is_verb(token.head) and lemma(token.head) in words.claim_verbs:
            verb = token.head
            if token.dep_ == "dobj" and not _names_deed(token, verb):
                doer = shared_subject(verb)
            elif token.dep_ == "nsubjpass" and not _names_deed(token, verb):
                doer = next((word for by in children(verb, "agent") for word in children(by, "pobj")), None)
            else:
                continue
        elif token.lower_ in words.behind and token.dep_ == "prep" and lemma(token.head) in ("be", "stand"):
            verb = token.head
            if not any(word.lower_ in _POINTING for word in children(token, "pobj")):
                continue
            doer = shared_subject(verb)
        else:
            continue
        if doer is not None and not is_negated(verb) and not any(child.tag_ == "MD" for child in children(verb, "aux")):
            yield token, doer


def _blamings(sentence: Sentence, words: RetoldWords) -> Iterator[tuple[Token, Token]]:
    """(verb, who is blamed) for "officials blamed the group", "ascribe it to the group": nothing says for what."""
    lowered = sentence.text.lower()
    if not any(word[:-1] in lowered for word in words.blame | words.ascribe):
        # Cheap, and asked first: "blaming" has no e.
        return
    for token in sentence.tokens:
        if not is_verb(token) or is_negated(token):
            continue
        if lemma(token) in words.ascribe and _points(token):
            yield from (
                (token, noun)
                for prep in children(token, "prep", "dative") if prep.lower_ in ("to", "on", "upon")
                for noun in children(prep, "pobj")
            )  # fmt: skip
            continue
        if lemma(token) not in words.blame:
            continue
        if any(child.lower_ in ("for", "of", "on", "over") for child in children(token, "prep")):
            continue
        for noun in children(token, "dobj"):
            if not any(child.lower_ in ("for", "of") for child in children(noun, "prep")) or _is_of_body(noun):
                yield token, noun


def _points(verb: Token) -> bool:
    """True where what is ascribed is only pointed at: "attribute it to", "it was attributed to"."""
    return any(word.lower_ in _POINTING for word in children(verb, "dobj", "nsubjpass"))


def _is_of_body(noun: Token) -> bool:
    """True for people of a body: "blamed soldiers of the regiment"."""
    return noun.tag_ == "NNS" and not any(child.lower_ == "for" for child in children(noun, "prep"))


def _names_deed(noun: Token, verb: Token) -> bool:
    """True for "responsibility for the attack": that sentence tells of the deed itself."""
    phrases = [prep for word in (noun, verb) for prep in children(word, "prep") if prep.lower_ == "for"]
    return any(word.lower_ not in _POINTING for prep in phrases for word in prep.children)


def _party(text: str, sentence: Sentence, doer: Token, actors: Sequence[ActorMention], role: Role) -> MentionActor:
    """The claimant: the actor whose words hold the subject, where its pronoun points; else the bare noun phrase."""
    at = sentence.offset(doer)
    around = [actor for actor in actors if actor.start <= at < actor.end]
    actor = next((one for one in around if one.head == at), max(around, key=lambda a: a.end - a.start, default=None))
    if actor is None:
        span = sentence.words([*(child for child in doer.children if child.dep_ == "compound"), doer])
        return MentionActor(role, "unnamed", span.start, span.end, span.text)
    return from_actor(role, actor, text, actor.type)


def _may_be_claimed(mention: Mention, claimant: MentionActor, book: FrameBook) -> bool:
    """True for a deed of violence that no other known party did."""
    kind = book.kinds.get(mention.kind)
    if (
        kind is None
        or (kind.group != "violence" and mention.kind != "raid")
        or mention.status not in HAPPENED
        or mention.background
    ):
        return False
    for party in mention.actors:
        if party.role not in DOERS:
            continue
        other = party.actor_id and claimant.actor_id and party.actor_id != claimant.actor_id
        if other or (party.sector in _STATE and claimant.sector not in _STATE):
            return False
    return True


def _telling(
    deed: Mention, sentence: Sentence, word: Token, claimant: MentionActor, statements: Sequence[Statement]
) -> Mention:
    """The deed told again, with its claimant alone."""
    at = sentence.words([word])
    claims = claimant.role == "claimant"
    said = [s for s in statements if s.sentence == sentence.span and (s.stance == "claims_responsibility") == claims]
    return told_again(deed, sentence, at, (claimant,), said[0].statement_id if said else None)
