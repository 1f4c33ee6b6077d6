"""Deaths told after the deed without its word: "A rocket hit the bus. The driver died", "two lost their lives".

Such a clause becomes one more telling of the last deed of violence before it, in the same sentence or the one before,
where no telling of that deed has a number of dead. Who died of anything else than wounds died of no deed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...knowledge.retold import RetoldWords
from ...model import HAPPENED, ActorMention, Mention, MentionActor
from ..clause import children, is_negated, is_past, is_perfect, is_verb
from ..counts import casualties
from ..events.phrases import from_actor
from ..events.syntax import spread
from ..lemma import lemma
from ..parse import Sentence
from .again import told_again

if TYPE_CHECKING:
    from ..token import Token

_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
"""Where a clause stands that tells news: "a man who died in 2010" is none."""
_CAUSES = frozenset({"of", "from"})
_SETTINGS = frozenset({"in", "during", "after", "by", "when"})
_PEOPLE = frozenset({"person", "group", "unnamed"})


def deaths_told(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actors: Sequence[ActorMention],
    violent: frozenset[str],
    known: RetoldWords,
) -> list[Mention]:
    """One telling for each clause that only says who died. `violent`: the kinds of violence."""
    counted = {m.event_id for m in mentions if m.killed is not None}
    deeds = [m for m in mentions if m.kind in violent and m.status in HAPPENED and not (m.background or m.series)]
    found: list[Mention] = []
    if not deeds:
        return found
    heads = {actor.head if actor.head >= 0 else actor.end - 1: actor for actor in actors}
    for number, sentence in enumerate(sentences):
        for verb in sentence.tokens:
            if not _tells_death(verb, known):
                continue
            people = _dead(sentence, verb, heads)
            deed = _deed_before(sentence, sentences[number - 1] if number else None, verb, deeds)
            if not people or deed is None or deed.event_id in counted:
                continue
            toll = casualties(sentence, verb).killed
            if toll is None or toll.best == 0:
                continue
            counted.add(deed.event_id)
            victims = [_victim(actor, text) for actor in people]
            found.append(told_again(deed, sentence, sentence.words([verb]), victims, None, killed=toll))
    return found


def _tells_death(verb: Token, known: RetoldWords) -> bool:
    """True for a finite clause of dying that names no cause but wounds."""
    if not is_verb(verb) or verb.dep_ not in _MAIN:
        return False
    dies = lemma(verb) in known.dying or (
        lemma(verb) in known.losing and any(lemma(noun) in known.lives for noun in children(verb, "dobj"))
    )
    if not dies or is_negated(verb) or not (is_past(verb) or is_perfect(verb)):
        return False
    if any(child.tag_ == "MD" for child in children(verb, "aux")) or any(children(verb, "advcl", "acl", "npadvmod")):
        return False
    for prep in children(verb, "prep"):
        nouns = {lemma(noun) for noun in children(prep, "pobj")}
        if prep.lower_ in _CAUSES and not nouns & known.wounds:
            return False
        if prep.lower_ in _SETTINGS and not nouns & (known.deathbeds | known.wounds):
            return False
    return True


def _dead(sentence: Sentence, verb: Token, heads: dict[int, ActorMention]) -> list[ActorMention]:
    """The people who died, each an actor of the sentence; nobody by name, who may have died of age."""
    found = []
    for noun in spread(children(verb, "nsubj")):
        actor = heads.get(sentence.offset(noun)) or heads.get(sentence.token_span(noun).end - 1)
        if actor is None or actor.actor_id is not None or actor.antecedent is not None or actor.type not in _PEOPLE:
            return []
        found.append(actor)
    return found


def _deed_before(sentence: Sentence, before: Sentence | None, verb: Token, deeds: Sequence[Mention]) -> Mention | None:
    """The last deed told before a death, in its sentence, else in the one before."""
    at = sentence.offset(verb)
    here = [m for m in deeds if sentence.span.start <= m.trigger.start < at]
    if here or before is None:
        return here[-1] if here else None
    return next((m for m in reversed(deeds) if before.span.contains(m.trigger)), None)


def _victim(actor: ActorMention, text: str) -> MentionActor:
    """One who died, as a victim."""
    return from_actor("victim", actor, text, "person")
