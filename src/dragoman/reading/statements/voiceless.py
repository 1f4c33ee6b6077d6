"""All tellings without a verb of saying, beside what the model took: whose word, count, note or label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...knowledge.cues import CueBook
from .build import Accepted
from .colon_words import behind_colons
from .counts_by import counted
from .elided import elided
from .notes_of import noted
from .speaker_words import SpeakerWords
from .telling import Telling, TellingWords
from .tree import Page, Range, Tree
from .words_of import words_of


def tellings(
    page: Page, book: CueBook, words: TellingWords, speakers: SpeakerWords, accepted: Sequence[Accepted]
) -> list[Telling]:
    """Tellings of a page in text order, without those whose speaker the model heard already."""
    heard: dict[int, list[Accepted]] = {}
    for one in accepted:
        heard.setdefault(one[0].candidate.tree.index, []).append(one)
    short = {told.tree.index: told for told in elided(page, book, speakers)}
    found = []
    for tree in page.trees:
        if tree.heading or len(tree) < 3:
            continue
        beside = heard.get(tree.index, [])
        mine: list[Telling] = []
        for told in _of_sentence(tree, words, speakers):
            known = any(_meet(told.source, r) for item, _ in beside for r in item.source.ranges)
            if tree.quoted[told.cue[0]] or tree.quoted[told.source[0]]:
                # What is told inside a quotation is its speaker's to tell.
                continue
            if not known and not any(_meet(told.source, other.source) for other in mine):
                mine.append(told)
        found += mine or ([short[tree.index]] if tree.index in short else [])
    return found


def _of_sentence(tree: Tree, words: TellingWords, speakers: SpeakerWords) -> Iterator[Telling]:
    yield from words_of(tree, words, speakers)
    yield from counted(tree, words, speakers)
    yield from noted(tree, words, speakers)
    yield from behind_colons(tree, words, speakers)


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def without_nameless(accepted: list[Accepted], told: Sequence[Telling]) -> list[Accepted]:
    """Attributions to nobody are dropped where a telling has the same words and a speaker."""
    spans = [one.tree.chars(r) for one in told for r in one.content]
    return [
        (item, said)
        for item, said in accepted
        if item.source.ranges or not any(a < d and c < b for a, b in said for c, d in spans)
    ]
