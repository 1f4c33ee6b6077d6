"""Lists that the parser took for an apposition: "a nurse, two drivers and a guard" are four, and no nurse drives.

Only where the word before the comma and the one behind it are both new to the text ("a", a number, a bare plural) and
an "and" follows: "the mayor, a doctor and father" is one man, and "five people, a guard and four nurses," are five.
"""

from __future__ import annotations

from collections.abc import Sequence

_NEW = frozenset({"a", "an", "another", "several", "some", "many"})
_NOUNS = frozenset({"NN", "NNS"})
_BEFORE = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNS", "CD", "VBN", "VBG", "HYPH", "POS", "DT", "RB", "IN"})
_NAMES = frozenset({"NNP", "NNPS"})
_RELATIVE = frozenset({"WDT", "WP"})
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis", "relcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FARTHEST = 6
"""Words that a noun phrase may hold before its noun."""


def mend_lists(lower: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Hang the second member of a list on the first, in place; `deps` and `heads` are those of one sentence."""
    _mend_doubles(lower, tags, deps, heads)
    _mend_names(lower, tags, deps, heads)
    if "appos" not in deps:
        return
    for at, dep in enumerate(deps):
        if dep != "appos" or tags[at] not in _NOUNS or not _goes_on(at, lower, deps, heads):
            continue
        first = _opening(at, lower, tags)
        if first is None or first < 2 or lower[first - 1] != "," or tags[first - 2] not in _NOUNS:
            continue
        before = first - 2
        closed = lower[_last(at, heads) + 1 : _last(at, heads) + 2] == [","]
        if _opening(before, lower, tags) is not None and not closed and not _above(before, at, heads):
            deps[at], heads[at] = "conj", before


def mend_verbs(lower: Sequence[str], tags: list[str], deps: Sequence[str], heads: Sequence[int]) -> None:
    """Tag as a verb, in place, what has a subject and an object and was called a noun: "missiles strike Kyiv"."""
    for at, tag in enumerate(tags):
        if tag not in _NOUNS or deps[at] not in _CLAUSES:
            continue
        own = [i for i, head in enumerate(heads) if head == at and i != at]
        what = [i for i in own if deps[i] == "dobj"]
        # "which Tehran disputes"
        done = any(tags[i] in _RELATIVE if i < at else deps[at] != "relcl" for i in what)
        if done and any(deps[i] == "nsubj" and i < at for i in own):
            tags[at] = "VBZ" if lower[at].endswith("s") else "VBP"


def mend_passives(tags: list[str], deps: Sequence[str], heads: Sequence[int]) -> None:
    """Tag as a verb, in place, the adjective of a passive: "the stadium is closed by order of the mayor"."""
    if "auxpass" not in deps:
        return
    for at, dep in enumerate(deps):
        if dep == "auxpass" and tags[heads[at]] == "JJ":
            tags[heads[at]] = "VBN"


def _mend_doubles(lower: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "A nurse and two drivers died" where both are made subjects of their own: the second is joined to the first."""
    for at, word in enumerate(lower):
        first = heads[at]
        comma = word == "," and deps[at] == "punct" and at == first + 1
        if not (comma or (word == "and" and deps[at] == "cc")) or deps[first] not in _SUBJECTS or first >= at:
            continue
        if any(heads[i] == first and deps[i] == "conj" for i in range(first + 1, len(heads))):
            continue
        other = next(
            (i for i in range(at + 1, len(heads)) if heads[i] == heads[first] and deps[i] == deps[first]), None
        )
        if other is not None and tags[other] in _NAMES | _NOUNS and other - at <= _FARTHEST:
            deps[other], heads[other] = "conj", first


def _mend_names(lower: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """ "An aide of the mayor, Rosa Pim, was hurt" where both are made subjects: the name in commas is the aide's."""
    for at, dep in enumerate(deps):
        if dep not in _SUBJECTS or tags[at] != "NNP" or lower[at + 1 : at + 2] != [","] or heads[at] < at:
            continue
        first = next((i for i in range(at) if heads[i] == heads[at] and deps[i] == dep), None)
        name = at
        while name > 0 and heads[name - 1] in range(name, at + 1) and tags[name - 1] in _NAMES:
            name -= 1
        if first is not None and tags[first] == "NN" and name and lower[name - 1] == ",":
            deps[at], heads[at] = "appos", first


def _goes_on(at: int, lower: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> bool:
    """True for a noun that another is joined to by "and" or "or"."""
    joined = any(heads[i] == at and deps[i] == "conj" for i in range(at + 1, len(heads)))
    return joined and any(heads[i] == at and lower[i] in ("and", "or") for i in range(at + 1, len(heads)))


def _opening(noun: int, lower: Sequence[str], tags: Sequence[str]) -> int | None:
    """Where the phrase of a noun that is new to the text begins; None for "the mayor", "his wife", a bare singular."""
    first = noun
    for at in range(noun, max(-1, noun - _FARTHEST), -1):
        if at != noun and tags[at] not in _BEFORE:
            break
        first = at
        if lower[at] in _NEW:
            return at
        if tags[at] == "DT" or tags[at] in ("PRP$", "IN"):
            return None
    if any(tags[at] == "CD" for at in range(first, noun)) or tags[noun] == "NNS":
        return first
    return None


def _last(word: int, heads: Sequence[int]) -> int:
    """The last word that hangs on a word."""
    found = word
    for at in range(word + 1, len(heads)):
        if _above(at, word, heads):
            found = at
    return found


def _above(word: int, other: int, heads: Sequence[int]) -> bool:
    """True where a word hangs on the other, however far below."""
    seen = 0
    while heads[word] != word and seen <= len(heads):
        word, seen = heads[word], seen + 1
        if word == other:
            return True
    return False
