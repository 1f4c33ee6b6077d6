"""Why a deed is a series: a number, a word of frequency, a habit, a plural that is dated to no one day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...knowledge.standing import StandingTable
from ...model import Count, MentionTime
from ..clause import children, clause_verb, is_definite, is_perfect, is_verb
from ..lemma import lemma, part_of_speech
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_PLURAL = frozenset({"NNS", "NNPS"})


def why_many(
    sentence: Sentence, trigger: Token, time: MentionTime | None, count: Count | None, known: StandingTable
) -> str:
    """Why the deed is a series, or an empty string."""
    if _is_judged(trigger, known):
        return "judged in general"
    if is_verb(trigger) and trigger.dep_ not in ("amod", "compound"):
        return _verb_series(sentence, trigger, time, known)
    return _noun_series(sentence, trigger, time, count, known)


def _noun_series(
    sentence: Sentence, noun: Token, time: MentionTime | None, count: Count | None, known: StandingTable
) -> str:
    """A plural with a number or a word of frequency; a bare plural that is dated to no one day."""
    head = noun.head if noun.dep_ in ("compound", "amod", "nmod") and part_of_speech(noun.head) == "NOUN" else noun
    plural = head.tag_ in _PLURAL
    least = 0 if count is None else max(count.low or 0, count.best or 0, count.high or 0)
    if plural and least > 1:
        return f"{least} of them"
    if (holder := _holder(head)) and holder in known.series["containers"] and plural:
        return f"a {holder} of them"
    if (word := _modifier(head, known.series["modifiers"])) and (
        plural or (word in known.series["of_one"] and not _is_one(head))
    ):
        return word
    verb = clause_verb(head)
    if plural and (phrase := _frequency(sentence, verb, known)):
        return phrase
    if not plural or lemma(head) in known.series["usual_plural"] or (time is not None and time.precision == "day"):
        return ""
    return "a plural"


def _is_one(noun: Token) -> bool:
    """True with "a", "an" or "one"."""
    return any(child.lower_ in ("a", "an", "one") for child in noun.children)


def _holder(noun: Token) -> str:
    """The word that holds a plural: "a wave of attacks", "attacks and bombings"."""
    while noun.dep_ == "conj" and part_of_speech(noun.head) == "NOUN":
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "in"):
        holder = noun.head.head
        return str(holder.lower_) if str(holder.lower_) in ("most", "many", "some") else lemma(holder)
    return ""


def _modifier(noun: Token, words: frozenset[str]) -> str:
    """A word of frequency on the noun, or on the one it is joined to."""
    for child in children(noun, "amod", "det", "nummod", "compound", "nmod"):
        if str(child.lower_) in words:
            return str(child.lower_)
    joined = noun.dep_ == "conj" and part_of_speech(noun.head) == "NOUN" and not any(children(noun, "det", "amod"))
    return _modifier(noun.head, words) if joined else ""


def _verb_series(sentence: Sentence, verb: Token, time: MentionTime | None, known: StandingTable) -> str:
    """A verb with a word of frequency; a perfect with plural objects and no day; a deed that is judged in general."""
    for child in children(verb, "advmod", "npadvmod"):
        if str(child.lower_) in known.series["adverbs"]:
            return str(child.lower_)
    if phrase := _frequency(sentence, verb, known):
        return phrase
    if holder := _in_several(verb, known):
        return holder
    if _is_general_subject(verb, time) and not sentence.segment.heading:
        return "what such people do"
    if _is_habit(verb, time) and not sentence.segment.heading:
        return "a habit"
    dated = time is not None and time.precision in ("day", "week")
    objects = [word for word in children(verb, "dobj", "nsubjpass") if lemma(word) not in known.series["means"]]
    many = any(child.tag_ in _PLURAL and not any(children(child, "nummod")) for child in objects)
    doers = any(child.tag_ in _PLURAL for child in children(verb, "nsubj"))
    if is_perfect(verb) and many and doers and not dated and not any(map(is_definite, objects)):
        return "many, over time"
    return ""


def _in_several(verb: Token, known: StandingTable) -> str:
    """ "shot dead in three separate incidents": one verb for several deeds."""
    nouns = (
        noun for prep in children(verb, "prep") if prep.lower_ in ("in", "during") for noun in children(prep, "pobj")
    )
    return next(
        (f"in several {n.text}" for n in nouns if lemma(n) in known.series["incidents"] and n.tag_ == "NNS"), ""
    )


def _is_habit(verb: Token, time: MentionTime | None) -> bool:
    """ "groups that target diplomats": the simple present with many doers and many targets."""
    if time is not None or verb.tag_ != "VBP" or any(children(verb, "aux", "auxpass", "neg")):
        return False
    doer = verb.head if verb.dep_ == "relcl" else next(children(verb, "nsubj"), None)
    targets = [child.tag_ in _PLURAL or child.tag_ == "NNPS" for child in children(verb, "dobj")]
    return doer is not None and doer.tag_ in _PLURAL and any(targets)


def _is_general_subject(verb: Token, time: MentionTime | None) -> bool:
    """ "groups firing rockets at us are a danger": people in general, judged in the present."""
    who = verb.head
    if time is not None or verb.dep_ != "acl" or verb.tag_ != "VBG" or who.tag_ not in _PLURAL or is_definite(who):
        return False
    counted = any(children(who, "nummod", "det"))
    return who.dep_ == "nsubj" and not counted and who.head.tag_ in ("VBP", "MD") and is_verb(who.head)


def _is_judged(verb: Token, known: StandingTable) -> bool:
    """ "It is unacceptable for groups to attack"."""
    while verb.dep_ in ("conj", "dep") and is_verb(verb.head):
        verb = verb.head
    head = verb.head
    if verb.dep_ not in ("xcomp", "advcl", "ccomp", "csubj"):
        return False
    words = {str(child.lower_) for child in children(head, "acomp")} | {str(head.lower_)}
    return bool(words & known.series["evaluations"])


def _frequency(sentence: Sentence, verb: Token | None, known: StandingTable) -> str:
    """A phrase of frequency or of a long time that hangs on this verb."""
    if verb is None:
        return ""
    lowered = sentence.text.lower()
    phrases = known.series["frequency"] | known.series["spans"]
    for phrase in sorted(
        (phrase for phrase in phrases if phrase in lowered), key=lambda phrase: (-len(phrase), phrase)
    ):
        for match in re.finditer(rf"\b{re.escape(phrase)}\b", lowered):
            token = sentence.token_at(sentence.span.start + match.start())
            near = token is not None and clause_verb(token) in (verb, *children(verb, "conj", "xcomp"))
            if near and (phrase not in known.series["spans"] or _spreads(verb)):
                return phrase
    return ""


def _spreads(verb: Token) -> bool:
    """True where a long time is filled by many deeds: a perfect, a participle, or a plural object."""
    plural = any(child.tag_ in _PLURAL for child in children(verb, "dobj", "nsubjpass", "nsubj"))
    return is_perfect(verb) or verb.tag_ == "VBG" or plural
