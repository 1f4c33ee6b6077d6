"""Who the victims were, told after the deed: "three of the dead were Spaniards", "the victims were identified as".

Such a sentence becomes one more telling of the last deed before it that killed or hurt, with these victims alone; the
number of a part is no toll of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...knowledge.retold import RetoldWords
from ...model import HAPPENED, ActorMention, Mention, MentionActor
from ..clause import children, is_negated, is_verb
from ..events.phrases import from_actor, noun_phrase
from ..events.syntax import spread
from ..lemma import lemma
from ..parse import Sentence
from .again import told_again

if TYPE_CHECKING:
    from ..token import Token

_REACH = 4
"""Sentences before this one in which the deed may be told."""
_PEOPLE = frozenset({"NNS", "NNPS", "NN", "NNP"})


def victims_told(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actors: Sequence[ActorMention],
    words: RetoldWords,
) -> list[Mention]:
    """One telling for each sentence that says who the dead or hurt of a deed were."""
    found: list[Mention] = []
    for number, sentence in enumerate(sentences):
        for word, people in _told(sentence, words):
            at = sentence.words([word])
            near = [one.span for one in sentences[max(0, number - _REACH) : number + 1]]
            hurt = [
                m for m in mentions
                if m.trigger.start < at.start and any(span.contains(m.trigger) for span in near) and _harms(m)
            ]  # fmt: skip
            victims = [party for one in people if (party := _victim(text, sentence, one, actors)) is not None]
            if hurt and victims:
                found.append(told_again(hurt[-1], sentence, sentence.words([word]), victims, None))
    return found


def _told(sentence: Sentence, known: RetoldWords) -> Iterator[tuple[Token, list[Token]]]:
    """(word for the victims, who they were) for each clause that says so."""
    lowered = sentence.text.lower()
    if not any(word[:-1] in lowered for word in known.victims | known.harmed):
        # Cheap, and asked first: "casualties" has no y.
        return
    for verb in sentence.tokens:
        if not is_verb(verb) or is_negated(verb):
            continue
        if lemma(verb) in known.victims_named:
            yield from _named(verb, known)
        if lemma(verb) not in known.victims_are:
            continue
        among = [word for prep in children(verb, "prep") if prep.lower_ == "among" for word in children(prep, "pobj")]
        if among and _victims_word(among[0], known) is not None:
            # "Among the dead were two nuns."
            yield among[0], [noun for noun in spread(list(children(verb, "nsubj", "attr"))) if noun.tag_ in _PEOPLE]
            continue
        for subject in children(verb, "nsubj"):
            word = _victims_word(subject, known)
            people = [noun for noun in spread(list(children(verb, "attr", "dobj"))) if noun.tag_ in _PEOPLE]
            if word is not None and people:
                yield word, people


def _named(verb: Token, known: RetoldWords) -> Iterator[tuple[Token, list[Token]]]:
    """ "The victims were identified as two teachers", "police named the dead man as Omar Said"."""
    told = list(children(verb, "nsubjpass")) or list(children(verb, "dobj"))
    for subject in told:
        harmed = any(str(child.lower_) in known.harmed for child in children(subject, "amod"))
        word = subject if harmed else _victims_word(subject, known)
        names = [name for prep in children(verb, "prep") if prep.lower_ == "as" for name in children(prep, "pobj")]
        people = [noun for noun in spread([*names, *children(verb, "oprd")]) if noun.tag_ in _PEOPLE]
        if word is not None and people:
            yield word, people


def _victims_word(subject: Token, known: RetoldWords) -> Token | None:
    """The word for those who came to harm: the subject itself, or what a number is "of"."""
    inner = [
        word for prep in children(subject, "prep") if prep.lower_ in ("of", "among") for word in children(prep, "pobj")
    ]
    for word in (subject, *inner):
        participle = [str(child.lower_) for child in children(word, "acl")] if word.lower_ == "those" else []
        if {str(word.lower_), lemma(word), *participle} & known.victims:
            return word
    return None


def _harms(mention: Mention) -> bool:
    """True for a deed that happened and has a toll or victims."""
    struck = mention.killed or mention.injured or any(party.role == "victim" for party in mention.actors)
    return bool(struck) and mention.status in HAPPENED and not mention.background


def _victim(text: str, sentence: Sentence, noun: Token, actors: Sequence[ActorMention]) -> MentionActor | None:
    """The victims as a party: the actor at that word, else the noun phrase."""
    at = sentence.offset(noun)
    actor = next((one for one in actors if one.head == at and one.antecedent is None), None)
    told_whose = any(child.lower_ == "of" for child in children(noun, "prep"))
    if actor is not None and not told_whose and actor.type in ("person", "unnamed", "group"):
        return from_actor("victim", actor, text, "person")
    words = noun_phrase(sentence, noun)
    return MentionActor("victim", "person", words.start, words.end, words.text)
