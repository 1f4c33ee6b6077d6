"""What a sentence passes on as a rumour, and whether it says that the rumour is untrue.

By the words of the sentence and not by its parse: the parser hangs the clause of "a message going round that ..." on
many words, and they all mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ...knowledge.tables import tables
from ..clause import children, is_verb
from ..lemma import lemma
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

Verdict = Literal["deny", "suppose", "open"]
"""Untrue; passed on; or said to be neither shown nor disproved."""
_LABEL_WORDS, _NEAR = 4, 7
_SAYING = frozenset({"that", "of", "about", "claiming", "alleging", "saying", "showing", "suggesting"})
_ANSWER = re.compile(
    r"\W*+(?:that|this|it|they|these|those|both|the (?:claim|story|report|rumou?r)s?) (?:is|was|are|were)\s+"
    r"(?P<what>[^.;:!?]{2,60})",
    re.IGNORECASE,
)
_NOT_TRUE = re.compile(r"\b(?:not (?:true|so|correct|the case)|no truth|no evidence|never happened)\b", re.IGNORECASE)
_TURNED_OUT = re.compile(r"\b(?:turn(?:s|ed)? out to|proved to|proves to|turned out not|was in fact|is in fact) ?")
_NO_EVIDENCE = re.compile(
    r"\bno (?:evidence|sign|trace|proof)\b[^.;]{0,30}\b(?:it|them|this|that|these)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rumour:
    """Tokens of a sentence, first and last, that a rumour tells, and what is said of it."""

    first: int
    last: int
    verdict: Verdict
    noun: int | None = None
    """The token that is or carries the rumour, where one does."""


RumourWords = Mapping[str, frozenset[str]]
"""The lists of `rumours.toml` by name."""


def load_rumour_words(folders: Sequence[Path] = ()) -> RumourWords:
    """The shipped lists with a user's own words added. Raises BadSettings when a file is broken."""
    found: dict[str, frozenset[str]] = {}
    for table in tables("rumours.toml", folders):
        for name, entry in table.items():
            found[name] = found.get(name, frozenset()) | frozenset(entry["words"])
    return found


@lru_cache(maxsize=1)
def _shipped() -> RumourWords:
    """The shipped lists alone, read once: for a caller that has no folders of its own."""
    return load_rumour_words()


def rumour_about(sentence: Sentence, trigger: Token) -> Verdict | None:
    """What becomes of a deed told in a rumour; None where the sentence tells it as its own."""
    inside = (one for one in rumours_of(sentence) if one.first <= trigger.i <= one.last)
    found = next(inside, None)
    return found.verdict if found else None


def rumours_of(sentence: Sentence, words: RumourWords | None = None) -> tuple[Rumour, ...]:
    """The rumours of a sentence, found once: with the words of who asks first, the reader of statements."""
    if "rumours" not in sentence.memo:
        sentence.memo["rumours"] = tuple(_rumours(sentence, words or _shipped()))
    found: tuple[Rumour, ...] = sentence.memo["rumours"]
    return found


def is_untrue(sentence: str, words: RumourWords) -> bool:
    """True for a sentence that answers the one before: "That is not true", "It found no evidence for this"."""
    if _NO_EVIDENCE.search(sentence):
        return True
    answer = _ANSWER.match(sentence)
    if answer is None:
        return False
    said = answer["what"].lower()
    return bool(_NOT_TRUE.search(said)) or bool(set(re.findall(r"[a-z]+", said)[:3]) & words["untrue"])


def _rumours(sentence: Sentence, words: RumourWords) -> Iterator[Rumour]:
    """The rumours of one sentence."""
    tokens = sentence.tokens
    if not tokens:
        return
    lowered = [str(token.lower_) for token in tokens]
    last = tokens[-1].i
    if ":" in lowered[: _LABEL_WORDS + 1] and set(lowered[: lowered.index(":")]) & words["untrue"]:
        yield Rumour(tokens[lowered.index(":")].i, last, "deny")
        return
    present = set(lowered)
    if present & words["proof"]:
        yield from _as_proof(tokens, last, words)
    if not present & (words["rumour"] | words["carrier"]):
        return
    for place, word in enumerate(lowered):
        if word not in words["rumour"] and word not in words["carrier"]:
            continue
        scope = _scope(tokens, lowered, place, words)
        if scope is None:
            continue
        before = lowered[max(0, place - 3) : place]
        rest = before + [lowered[i] for i in range(len(tokens)) if i > scope[1]]
        said = " ".join(rest)
        untrue = set(rest) & words["untrue"] or _NOT_TRUE.search(said)
        shown = _TURNED_OUT.search(said) is not None
        if shown and not untrue and set(rest) & words["true"]:
            continue
        verdict: Verdict = "deny" if untrue or shown else "suppose"
        near = set(before + lowered[place + 1 : min(place + _NEAR, scope[0] + 1)])
        open_still = bool(set(rest) & words["unsettled"]) and bool(set(rest) & {"not", "n't", "cannot", "never"})
        signed = word in words["rumour"] or near & words["sign"] or verdict == "deny" or open_still
        owned = word in words["carrier"] and (_is_own_word(tokens, place) or _says(tokens, place, verdict))
        if signed and not owned:
            verdict = "open" if open_still and verdict == "suppose" else verdict
            yield Rumour(tokens[scope[0]].i, tokens[scope[1]].i, verdict, noun=tokens[place].i)
            return


def _scope(tokens: tuple[Token, ...], lowered: list[str], place: int, words: RumourWords) -> tuple[int, int] | None:
    """First and last place of what a rumour tells: from its "that" or "of" to the verb whose subject the rumour is."""
    opens = next((i for i in range(place + 1, len(tokens)) if lowered[i] in _SAYING), None)
    if opens is None:
        return None
    noun = tokens[place]
    verb = next((one for one in (noun.head, noun.head.head) if is_verb(one)), None)
    predicate = _predicate(tokens, opens, words)
    if predicate is not None:
        return opens, predicate - 1
    if verb is not None and noun.dep_ in ("nsubj", "nsubjpass") and verb.i > tokens[opens].i:
        return opens, verb.i - tokens[0].i - 1
    return opens, len(tokens) - 1


def _predicate(tokens: tuple[Token, ...], after: int, words: RumourWords) -> int | None:
    """Where "is false", "turned out to be a hoax", "could not be confirmed" begins, behind the clause of the rumour."""
    for i in range(after + 2, len(tokens)):
        token = tokens[i]
        untrue = str(token.lower_) in words["untrue"] and any(is_verb(one) for one in (token.head, token.head.head))
        unsettled = str(token.lower_) in words["unsettled"] and any(
            one.lower_ in ("not", "n't") for one in tokens[max(0, i - 4) : i]
        )
        if not (untrue or unsettled):
            continue
        verb = next((one for one in (token, token.head, token.head.head) if is_verb(one)), token)
        while verb.dep_ == "xcomp" and is_verb(verb.head) and verb.head.i - tokens[0].i > after + 1:
            verb = verb.head
        helps = [child.i for child in children(verb, "aux", "auxpass", "neg") if child.i < verb.i]
        start = min([verb.i, *helps]) - tokens[0].i
        return start if start > after + 1 else i
    return None


def _is_own_word(tokens: tuple[Token, ...], place: int) -> bool:
    """True for a carrier that somebody known stands behind: "the ministry's statement", "our report"."""
    return any(child.dep_ == "poss" for child in children(tokens[place], "poss"))


def _says(tokens: tuple[Token, ...], place: int, verdict: Verdict) -> bool:
    """True for "a report on Telegram said that": a speaker like any other, whose claim stands as told."""
    noun = tokens[place]
    verb = noun.head
    speaks = noun.dep_ == "nsubj" and verb.tag_ in ("VBD", "VBZ", "VBP") and any(children(verb, "ccomp"))
    return verdict == "suppose" and speaks and lemma(verb) != "be"


def _as_proof(tokens: tuple[Token, ...], last: int, words: RumourWords) -> Iterator[Rumour]:
    """ "posted, as proof of a massacre, a still from a film"."""
    for i, token in enumerate(tokens):
        if str(token.lower_) not in words["proof"] or i == 0 or tokens[i - 1].lower_ != "as":
            continue
        shown = any(lemma(one) in words["shown"] for one in tokens[:i] if is_verb(one))
        if shown and i + 1 < len(tokens) and tokens[i + 1].lower_ in ("of", "that"):
            stop = next((t.i for t in tokens[i + 1 :] if t.text == ","), last)
            yield Rumour(tokens[i + 1].i, stop, "suppose")


def carriers(words: RumourWords) -> frozenset[str]:
    """Nouns that a rumour is or is carried by."""
    return words["rumour"] | words["carrier"]
