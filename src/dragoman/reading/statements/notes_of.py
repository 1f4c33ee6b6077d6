"""Sources of situation reports: "47 killed (village committee; army: 31)", "acc. to the prefect", "per the mayor"."""

from __future__ import annotations

from collections.abc import Iterator

from .frames import trim
from .speaker_words import SpeakerWords
from .telling import Telling, TellingWords, head_noun, phrase_from
from .tree import Range, Tree

_OPEN, _SHUT = frozenset({"(", "["}), frozenset({")", "]"})
_SOURCE = frozenset({"source", "sources", "src"})
_RATES = frozenset(
    {"cent", "person", "head", "day", "month", "year", "capita"}
    | {"household", "family", "child", "hour", "man", "soldier"}
)
_OTHERS = frozenset({"others", "another", "rest"})


def noted(tree: Tree, words: TellingWords, speakers: SpeakerWords) -> Iterator[Telling]:
    """Every telling of a sentence by a note of its source."""
    lower = tree.lower
    if "(" in lower or "[" in lower:
        yield from _in_brackets(tree, words, speakers)
    for i in range(1, len(tree) - 1):
        if lower[i] in ("acc", "acc.") and (at := _behind_to(tree, i)) is not None:
            yield from _alone(tree, i, phrase_from(tree, at))
        elif lower[i] == "per" and tree.lower[i + 1] not in _RATES:
            source = phrase_from(tree, i + 1)
            if source is None:
                continue
            head = head_noun(tree, source)
            known = tree.lemma[head] in speakers.speaking
            if known and (head > i + 1 or tree.tag[i + 1] == "NNS"):
                yield from _alone(tree, i, source)


def _behind_to(tree: Tree, at: int) -> int | None:
    """The word behind "acc. to"."""
    for to in range(at + 1, min(at + 3, len(tree) - 1)):
        if tree.lower[to] == "to":
            return to + 1
    return None


def _alone(tree: Tree, cue: int, source: Range | None) -> Iterator[Telling]:
    """What stands before the note of a source in its part of the sentence."""
    if source is None:
        return
    low = max((i + 1 for i in range(cue) if tree.lower[i] in (";", ":")), default=0)
    at = source[1] + 1
    if at + 1 < len(tree) and tree.lower[at] == "," and tree.tag[at + 1] == "NNP":
        end = at + 1
        while end + 1 < len(tree) and tree.tag[end + 1] == "NNP":
            end += 1
        source = (source[0], end)
    told = trim(tree, low, cue - 1)
    if told is not None:
        yield Telling(tree, source, (cue, cue), (told,))


def _in_brackets(tree: Tree, words: TellingWords, speakers: SpeakerWords) -> Iterator[Telling]:
    """Who is named in brackets as the source of a number, and whose other number is set beside it."""
    opened = next(i for i, word in enumerate(tree.lower) if word in _OPEN)
    shut = next((i for i in range(opened, len(tree)) if tree.lower[i] in _SHUT), None)
    before = trim(tree, 0, opened - 1) if opened else None
    if shut is None or before is None:
        return
    low = max((i + 1 for i in range(opened) if tree.lower[i] == ";"), default=before[0])
    told = trim(tree, low, opened - 1)
    harmed = any(tree.lemma[i] in words.counted or tree.lower[i] in words.counted for i in range(low, opened))
    named = opened + 1
    said_so = tree.lower[named] in _SOURCE and tree.lower[named + 1 : named + 2] == [":"]
    named += 2 if said_so else 0
    at = named
    for end in [i for i in range(named, shut) if tree.lower[i] == ";"] + [shut]:
        colon = next((i for i in range(at, end) if tree.lower[i] == ":"), None)
        source = phrase_from(tree, at, (colon or end) - 1)
        if source is not None and source[1] == (colon or end) - 1 and (said_so or _is_source(tree, source, speakers)):
            own = trim(tree, colon + 1, end - 1) if colon is not None else None
            if own is not None:
                yield Telling(tree, source, (colon or at, colon or at), (own,))
            elif told is not None and colon is None and (said_so or harmed):
                yield Telling(tree, source, (opened, opened), (told,))
        at = end + 1


def _is_source(tree: Tree, source: Range, speakers: SpeakerWords) -> bool:
    """True for a body or people who can tell; a number, place or short form is none."""
    if any(tree.tag[i] == "CD" or tree.lower[i] in _OTHERS for i in range(source[0], source[1] + 1)):
        return False
    head = head_noun(tree, source)
    return tree.lemma[head] in speakers.speaking or tree.lower[head] in speakers.speaking
