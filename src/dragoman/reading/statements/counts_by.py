"""Whose count a number is: "Government figures stop at 21", "the army gives nine dead", "the hospital speaks of 40",
"the ministry has 12, the opposition 31".
"""

from __future__ import annotations

from collections.abc import Iterator

from .frames import trim
from .speaker_words import SpeakerWords
from .telling import Telling, TellingWords, head_noun, phrase_from
from .tree import Range, Tree

_COUNTS = frozenset({"count", "figure", "number", "tally", "toll", "estimate", "balance", "statistic"})
_STANDING = frozenset(
    {
        "be",
        "stand",
        "stop",
        "put",
        "reach",
        "rise",
        "climb",
        "run",
        "differ",
        "grow",
        "end",
        "have",
        "give",
        "speak",
        "show",
        "list",
        "say",
        "include",
    }
)
_OFFICIAL = frozenset({"official", "unofficial", "provisional", "internal", "independent"})
_SPEAKING_TAGS = frozenset({"NNP", "NNPS", "PRP"})
_MONEY = frozenset({"$", "€", "£", "%", "percent", "dollars", "euros", "million", "billion"})
_LINKS = frozenset({"and", "but", "while", "whereas", "with"})


def counted(tree: Tree, words: TellingWords, speakers: SpeakerWords) -> Iterator[Telling]:
    """Every number of a sentence that is somebody's count."""
    if not any(tag == "CD" for tag in tree.tag):
        return
    found = []
    for verb in range(len(tree)):
        if not tree.is_verb(verb) or tree.quoted[verb]:
            continue
        told = _by_noun(tree, verb, speakers) or _by_verb(tree, verb, words, speakers)
        if told is not None:
            found.append(told)
            yield told
    if found:
        yield from _left_out(tree, found[-1], speakers)


def _by_noun(tree: Tree, verb: int, speakers: SpeakerWords) -> Telling | None:
    """ "The ministry's count stood at 30", "Government figures stop at 21", "An earlier Thai count had 22"."""
    if tree.lemma[verb] not in _STANDING:
        return None
    noun = tree.kid(verb, "nsubj", "nsubjpass")
    if noun is None or noun > verb or tree.lemma[noun] not in _COUNTS or not _number_behind(tree, verb):
        return None
    owner = tree.kid(noun, "poss")
    told = (verb, tree.right[verb])
    if owner is not None:
        return Telling(tree, (tree.left[owner], owner), (noun, noun), (told,)) if tree.is_noun(owner) else None
    for k in tree.kids[noun]:
        whose = tree.lower[k] in _OFFICIAL or tree.shape[k][:1].isupper() or tree.lemma[k] in speakers.speaking
        if k < noun and whose and tree.dep[k] in ("amod", "compound", "nmod") and tree.tag[k] in ("NNP", "NN", "JJ"):
            return Telling(tree, (tree.left[noun], noun), (noun, noun), (told,))
    return None


def _by_verb(tree: Tree, verb: int, words: TellingWords, speakers: SpeakerWords) -> Telling | None:
    """ "The army gives nine dead", "the union speaks of 40", "the Red Cross makes it 23"."""
    lemma = tree.lemma[verb]
    who = tree.kid(verb, "nsubj")
    if (
        who is None
        or who > verb
        or any(tree.tag[k] == "MD" or tree.dep[k] in ("neg", "dative") for k in tree.kids[verb])
    ):
        return None
    if not (tree.lemma[who] in speakers.speaking or tree.tag[who] in _SPEAKING_TAGS):
        return None
    named = tree.tag[who] == "NNP" and tree.left[who] < who and tree.lower[tree.left[who]] != "the"
    if lemma == "have" and named and tree.lemma[who] not in speakers.speaking:
        # "Mr Smith had two losses" is no count.
        return None
    what: int | None = None
    if lemma in words.counting:
        what = tree.kid(verb, "dobj")
        if (
            lemma == "put"
            and what is not None
            and _number_behind(tree, verb)
            and (tree.lemma[what] in _COUNTS | words.counted)
        ):
            return Telling(
                tree, (tree.left[who], tree.right[who]), (verb, verb), ((tree.left[what], tree.right[verb]),)
            )
    elif lemma == "make" and tree.lower[verb + 1 : verb + 2] == ["it"]:
        what = next((k for k in range(verb + 2, min(verb + 5, len(tree))) if tree.tag[k] == "CD"), None)
    for k in tree.kids[verb]:
        if k > verb and f"{lemma} {tree.lower[k]}" in words.counting_of:
            what = tree.kid(k, "pobj") or what
    if what is None or not (_is_toll(tree, what, words) or (lemma == "count" and _number_in(tree, what))):
        return None
    if any(tree.lower[i] in _MONEY for i in range(tree.left[what], tree.right[what] + 1)):
        return None
    drawn = trim(tree, min(tree.left[what], what), max(what, min(tree.right[verb], _stop(tree, what))))
    return Telling(tree, (tree.left[who], tree.right[who]), (verb, verb), (drawn,)) if drawn is not None else None


def _stop(tree: Tree, after: int) -> int:
    """The last word before the next semicolon."""
    return next((i - 1 for i in range(after, len(tree)) if tree.lower[i] == ";"), len(tree) - 1)


def _is_toll(tree: Tree, what: int, words: TellingWords) -> bool:
    """True for a number of those harmed, or a number alone."""
    inside = range(tree.left[what], tree.right[what] + 1)
    if tree.tag[what] == "CD":
        # "gives 58"; "has 200 members" is hung on its noun.
        after = what + 1
        noun = after < len(tree) and tree.tag[after] in ("NN", "NNS")
        return not noun or tree.lemma[after] in words.counted
    harmed = {tree.lemma[what], tree.lower[what], *(tree.lower[k] for k in tree.kids[what])} & words.counted
    return bool(harmed) and any(tree.tag[i] == "CD" for i in inside)


def _number_in(tree: Tree, what: int) -> bool:
    """True for a noun with a number."""
    return tree.tag[what] == "CD" or any(tree.tag[i] == "CD" for i in range(tree.left[what], what))


def _number_behind(tree: Tree, at: int) -> bool:
    """True for a clause or phrase with a number behind its head."""
    return any(tree.tag[i] == "CD" for i in range(at + 1, len(tree)) if i <= tree.right[at] or tree.is_verb(at))


def _left_out(tree: Tree, told: Telling, speakers: SpeakerWords) -> Iterator[Telling]:
    """The second number of two, its verb left out: "..., the governor 20"."""
    for at in range(told.cue[1] + 2, len(tree) - 2):
        listed = tree.tag[at - 1] == "CD" and tree.lower[at] == "and" and tree.tag[at + 1] == "CD"
        if tree.lower[at] not in (",", ";", "and") or listed:
            continue
        first = at + 1
        while first < len(tree) - 1 and tree.lower[first] in _LINKS:
            first += 1
        source: Range | None = phrase_from(tree, first)
        if source is None or tree.tag[source[1]] != "CD":
            continue
        end = source[1]
        source = (source[0], end - 1)
        head = head_noun(tree, source)
        stops = end + 1 >= len(tree) or tree.lower[end + 1] in (",", ".", ";")
        if stops and tree.lemma[head] in speakers.speaking and source[0] <= head == end - 1:
            yield Telling(tree, source, (end, end), ((end, end),))
            return
