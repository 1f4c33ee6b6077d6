"""Whether a deed is one or many, and news or history: `series` and `background` of a mention, with the number told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ..knowledge.standing import StandingTable
from ..model import Count, MentionTime, Report
from .clause import children, is_definite, is_perfect, is_verb, verb_keys
from .lemma import lemma, part_of_speech
from .numbers import number_at, numbers
from .parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_YEARS_AGO = re.compile(
    r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty) years (?:ago|earlier)\b"
)
_SMALL = {"two": 2}
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Standing:
    """One deed or many (`series`), news or history (`background`), how many, and why."""

    series: bool = False
    background: bool = False
    count: Count | None = None
    reason: str = ""


def standing(
    sentence: Sentence,
    trigger: Token,
    report: Report,
    time: MentionTime | None,
    table: StandingTable | None = None,
) -> Standing:
    """Standing of the deed that `trigger` tells; `time` is the mention's own, if it has one."""
    known = table or _shipped()
    count = _count(sentence, trigger)
    many = _series(sentence, trigger, time, count, known)
    old = _background(sentence, trigger, report, time, known)
    return Standing(bool(many), bool(old), count, "; ".join(reason for reason in (many, old) if reason))


@lru_cache(maxsize=1)
def _shipped() -> StandingTable:
    """The shipped lists, read once."""
    return StandingTable.load()


def _count(sentence: Sentence, trigger: Token) -> Count | None:
    """The number of deeds: on the trigger noun, or on the noun that holds it ("dozens of attacks")."""
    if is_verb(trigger):
        return None
    found = numbers(sentence)
    holders = [trigger]
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "of":
        holders.append(trigger.head.head)
    for noun in holders:
        for word in (noun, *children(noun, "nummod", "amod", "det", "quantmod", "advmod")):
            if word is trigger:
                continue
            if (count := number_at(found, sentence.token_span(word))) is not None:
                return count
    return None


# ---------------------------------------------------------------- series
def _series(
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
        plural or (word in ("repeated", "constant", "daily", "regular", "continued", "incessant") and not _is_one(head))
    ):
        return word
    verb = _clause_verb(head)
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
    if _is_habit(verb, time):
        return "a habit"
    dated = time is not None and time.precision in ("day", "week")
    objects = list(children(verb, "dobj", "nsubjpass"))
    many = any(child.tag_ in _PLURAL and not any(children(child, "nummod")) for child in objects)
    doers = any(child.tag_ in _PLURAL for child in children(verb, "nsubj"))
    if is_perfect(verb) and many and doers and not dated and not any(map(is_definite, objects)):
        return "many, over time"
    return ""


def _is_habit(verb: Token, time: MentionTime | None) -> bool:
    """ "groups that target diplomats": the simple present with many doers and many targets."""
    if time is not None or verb.tag_ != "VBP" or any(children(verb, "aux", "auxpass", "neg")):
        return False
    doer = verb.head if verb.dep_ == "relcl" else next(children(verb, "nsubj"), None)
    targets = [child.tag_ in _PLURAL or child.tag_ == "NNPS" for child in children(verb, "dobj")]
    return doer is not None and doer.tag_ in _PLURAL and any(targets)


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
            near = token is not None and _clause_verb(token) in (verb, *children(verb, "conj", "xcomp"))
            if near and (phrase not in known.series["spans"] or _spreads(verb)):
                return phrase
    return ""


def _spreads(verb: Token) -> bool:
    """True where a long time is filled by many deeds: a perfect, a participle, or a plural object."""
    plural = any(child.tag_ in _PLURAL for child in children(verb, "dobj", "nsubjpass", "nsubj"))
    return is_perfect(verb) or verb.tag_ == "VBG" or plural


def _clause_verb(token: Token) -> Token | None:
    """The verb of the clause that a word stands in."""
    for word in (token, *token.ancestors):
        if is_verb(word) and word.dep_ not in ("amod", "compound"):
            found: Token = word
            return found
    return None


# ---------------------------------------------------------------- background
def _background(
    sentence: Sentence, trigger: Token, report: Report, time: MentionTime | None, known: StandingTable
) -> str:
    """Why the deed is history, or an empty string."""
    return (
        _by_date(report, time, known)
        or _by_phrase(sentence, trigger, known)
        or _by_frame(trigger, known)
        or _by_reference(trigger, known)
        or _by_habit(trigger, time)
    )


def _by_date(report: Report, time: MentionTime | None, known: StandingTable) -> str:
    """Long before the report; where nobody knows the report's date, a bare year that is not the latest one told."""
    if time is None:
        return ""
    published = report.published.start
    if published is not None:
        last = time.last or time.first
        old = last is not None and last < published - timedelta(days=known.old_days)
        return f"{last} is long before the report" if old else ""
    return _by_year(report.text, time)


def _by_year(text: str, time: MentionTime) -> str:
    """A deed dated by a bare year in an undated report, when the report names no month or day of that year's time."""
    years = _YEAR.findall(time.text or "")
    if not years or time.precision not in ("year", "unknown", "month", "day"):
        return ""
    latest = max(int(year) for year in _YEAR.findall(text))
    told = int(years[-1])
    if latest - told >= 3:
        return f"{told} is long before {latest}"
    bare = time.precision == "year" and re.fullmatch(
        r"(?:in |since |back in )?\d{4}", (time.text or "").strip().lower()
    )
    return f"a bare {told} in an undated report" if bare and told < _undated_floor(text) else ""


def _undated_floor(text: str) -> int:
    """In a report that gives no date at all, a year named once and alone dates history, whatever it is."""
    others = {int(year) for year in _YEAR.findall(text)}
    return max(others) + (1 if len(others) == 1 else 0)


def _by_phrase(sentence: Sentence, trigger: Token, known: StandingTable) -> str:
    """ "decades ago", "in the 1980s", "20 years ago" in the trigger's own clause."""
    lowered = sentence.text.lower()
    verb = _clause_verb(trigger)
    for phrase in known.background["phrases"]:
        at = lowered.find(phrase)
        near = at >= 0 and _in_clause(sentence, at, trigger, verb)
        if near and (phrase != "years ago" or _long_ago(lowered, known)):
            return phrase
    return ""


def _long_ago(lowered: str, known: StandingTable) -> bool:
    """True for three years ago or more."""
    match = _YEARS_AGO.search(lowered)
    if match is None:
        return False
    word = match.group(1)
    return (int(word) if word.isdigit() else _SMALL.get(word, known.years_ago_at_least)) >= known.years_ago_at_least


def _in_clause(sentence: Sentence, at: int, trigger: Token, verb: Token | None) -> bool:
    """True when the phrase at a place of the sentence belongs to the trigger or its clause."""
    token = sentence.token_at(sentence.span.start + at)
    if token is None:
        return False
    return (trigger in (token, *token.ancestors) and _clause_verb(token) in (trigger, verb)) or _clause_verb(
        token
    ) == verb


def _by_frame(trigger: Token, known: StandingTable) -> str:
    """ "the anniversary of the bombing", "commemorated the massacre"."""
    head = trigger.head
    if trigger.dep_ == "pobj" and head.lower_ in ("of", "from", "about", "to") and head.head != head:
        above = head.head
        if part_of_speech(above) == "NOUN" and lemma(above) in known.background["nouns"]:
            return f"{lemma(above)} of it"
        if is_verb(above) and lemma(above) in known.background["verbs"]:
            return f"{lemma(above)} it"
    if trigger.dep_ in ("dobj", "nsubjpass") and is_verb(head):
        words = verb_keys(head)
        return f"{words[-1]} it" if words[-1] in known.background["verbs"] - {"mourn", "mark"} else ""
    return ""


def _by_reference(trigger: Token, known: StandingTable) -> str:
    """ "since the invasion", "after Iraq's invasion of Kuwait": a deed of history that only dates another."""
    if lemma(trigger) not in known.background["historic"] or trigger.dep_ != "pobj":
        return ""
    word = str(trigger.head.lower_)
    return f"{word} the {lemma(trigger)}" if word in ("since", "during", "after", "before", "of", "in", "from") else ""


def _by_habit(trigger: Token, time: MentionTime | None) -> str:
    """ "they operate with suicide bombing": a bare noun of manner in the simple present tells what such people do."""
    if time is not None:
        return ""
    noun = trigger
    while noun.dep_ == "conj" and not is_verb(noun.head):
        noun = noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("with", "like", "through", "via"):
        return ""
    if is_definite(noun) or any(children(noun, "det", "poss", "nummod")):
        return ""
    verb = _clause_verb(noun.head)
    simple = verb is not None and verb.tag_ in ("VBP", "VBZ", "VB") and not any(children(verb, "aux"))
    return "what such people do" if simple else ""
