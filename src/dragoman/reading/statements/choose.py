"""From a candidate to one attribution: the model's choice of speaker, content and cue, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from ...knowledge.cues import Cue, CueBook
from .content_facts import content_groups
from .features import accept_features, cue_features, gate_groups
from .frames import Candidate, Option, core
from .model import Weights, total
from .propose import Gate
from .source_facts import source_groups
from .tree import Range, Tree


@dataclass(slots=True)
class Attribution:
    """One candidate with its spans drawn and the model's score (positive: accept)."""

    candidate: Candidate
    source: Option
    content: Option
    cue: Range
    score: float


def best_source(candidate: Candidate, weights: Weights) -> Option:
    """The speaker that the model prefers; an option without ranges means nobody."""
    if len(candidate.sources) == 1:
        return candidate.sources[0]
    return max(candidate.sources, key=lambda option: weights.score("source", source_groups(candidate, option)))


def best_content(candidate: Candidate, source: Option, weights: Weights) -> Option:
    """The content that the model prefers."""
    if len(candidate.contents) == 1:
        return candidate.contents[0]
    score = weights.score
    return max(candidate.contents, key=lambda option: score("content", content_groups(candidate, option, source)))


def cue_ranges(candidate: Candidate, source: Option, content: Option) -> list[Range]:
    """Ways to draw the cue: its head with neighbours on both sides, never over the speaker or what is said."""
    tree, head = candidate.tree, candidate.head
    if candidate.frame == "according":
        return [(head, min(head + 1, len(tree) - 1))]
    if candidate.frame in ("colon", "per", "adverb"):
        return [(head, head)]
    taken = {i for option in (source, content) for lo, hi in option.ranges for i in range(lo, hi + 1)}
    least, _ = core(tree, head)
    lefts = [head]
    while len(lefts) < 6:
        i = lefts[-1] - 1
        if i < 0 or i in taken or not (i >= least or _joins(tree, i, head)):
            break
        lefts.append(i)
    rights = [head]
    while len(rights) < 6:
        i = rights[-1] + 1
        if i >= len(tree) or i in taken or tree.is_mark(i) or tree.lower[i] in (",", ".", ";", "—", "--"):
            break
        rights.append(i)
    return [(lo, hi) for lo in lefts for hi in rights]


def _joins(tree: Tree, i: int, head: int) -> bool:
    """True when the token before a cue may belong to it: a governing verb and "to", a light verb and "a"."""
    return tree.tag[i] in ("TO", "DT", "PRP$", "JJ", "RB", "IN") or (
        tree.is_verb(i) and tree.left[i] <= head <= tree.right[i]
    )


def best_cue(candidate: Candidate, source: Option, content: Option, weights: Weights) -> Range:
    """The cue words that the model prefers."""
    ranges = cue_ranges(candidate, source, content)
    return (
        max(ranges, key=lambda tokens: total(weights.cue, cue_features(candidate, tokens)))
        if len(ranges) > 1
        else ranges[0]
    )


def decide(candidate: Candidate, weights: Weights, book: CueBook) -> tuple[Option, Option, float]:
    """Speaker, content and score of one candidate."""
    source = best_source(candidate, weights)
    content = best_content(candidate, source, weights)
    cue = cue_of(candidate, book)
    score = total(weights.accept, accept_features(candidate, source, content, cue))
    return source, content, score + (cue.weight if cue is not None else 0.0)


# On PolNeAR dev and the other sets nothing right is lost from -2.5 up to here, and a sixth of the time is won; at -1.2
# statements of the world set go missing.
GATE = -1.6


def gate_of(weights: Weights, book: CueBook) -> Gate:
    """A gate that asks the model about the cue word alone."""

    def worth(tree: Tree, head: int, frame: str, lemma: str) -> bool:
        if tree.tag[head] == "VBG" and tree.lower[tree.head[head]] == "as":
            # "quoted the envoy as denying that"
            return True
        return weights.score("gate", gate_groups(tree, head, frame, lemma, book.find(frame, lemma))) > GATE

    return worth


def cue_of(candidate: Candidate, book: CueBook) -> Cue | None:
    """The candidate's entry in the book of cues, if it has one."""
    if candidate.idiom is not None:
        return candidate.idiom
    return book.find(candidate.frame, candidate.lemma) if candidate.frame in _SHELVES else None


_SHELVES = frozenset({"verb", "noun", "adjective", "adverb"})
