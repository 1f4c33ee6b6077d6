"""Which frames of a verb a sentence rules out by its words alone, so that few are held against the parse.

"be" and "take" have dozens of frames, nearly all of which want a word that the sentence does not have. Each frame is
filed under the words and classes one of which it cannot do without. A frame that is let through may still not hold;
one that is kept out cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .called import forms

if TYPE_CHECKING:
    from ...knowledge.frame import Frame
    from ...knowledge.framebook import FrameBook
    from ..parse import Sentence

_ANYTHING = frozenset({"@some", "@none", "@place-or-none", "@bare"})
"""Constraints that hold without a word."""
_UNSEEN = frozenset({"not"})
"""Words that stand for others of the sentence: a complement's "n't"."""
_OF_ACTORS = frozenset(
    {"person", "official", "country", "gunman", "force", "child_of_state", "facility", "building", "town", "crowd",
     "staff", "nationals", "relief_body", "plain_fire", "suicider", "war_bomber"}
)  # fmt: skip
"""Classes that a word has by what it names in its sentence, not by itself alone: see `Scene.classes`."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a sentence's words are called, and the classes of these."""

    called: frozenset[str]
    classes: frozenset[str]

    @classmethod
    def of(cls, sentence: Sentence, classes: Mapping[str, frozenset[str]]) -> Words:
        """The words of one sentence; `classes`: those of the frame book."""
        columns = sentence.columns
        called = {*columns.lower, *columns.lemmas}
        if "-" in called:
            for token in sentence.tokens:
                called |= forms(token)
        return cls(frozenset(called), frozenset().union(*[classes[word] for word in classes.keys() & called]))


@dataclass(frozen=True, slots=True)
class Filed:
    """The frames of one verb, the most demanding first, by what each cannot do without."""

    frames: tuple[Frame, ...]
    always: frozenset[int]
    by_word: Mapping[str, tuple[int, ...]]
    by_class: Mapping[str, tuple[int, ...]]

    def open_to(self, words: Words) -> Sequence[Frame]:
        """Those that the words do not rule out, in order."""
        found = set(self.always)
        for word in self.by_word.keys() & words.called:
            found.update(self.by_word[word])
        for name in self.by_class.keys() & words.classes:
            found.update(self.by_class[name])
        return [self.frames[at] for at in sorted(found)] if found else ()


class FrameGate:
    """Every verb's frames, each verb's filed when it is first met."""

    def __init__(self, book: FrameBook) -> None:
        self._book = book
        self._sizes = Counter(name for names in book.classes.values() for name in names)
        self._filed: dict[str, Filed] = {}

    def words_of(self, sentence: Sentence) -> Words:
        """What the gate looks at."""
        return Words.of(sentence, self._book.classes)

    def open_to(self, verb: str, words: Words) -> Sequence[Frame]:
        """Frames that a sentence of such words may hold, of a verb that has frames."""
        filed = self._filed.get(verb)
        if filed is None:
            filed = self._filed[verb] = _file(self._book.verbs[verb], self._sizes)
        return filed.open_to(words)


def _file(frames: tuple[Frame, ...], sizes: Mapping[str, int]) -> Filed:
    """File each frame under the constraint whose words are the rarest."""
    always: set[int] = set()
    by_word: dict[str, list[int]] = {}
    by_class: dict[str, list[int]] = {}
    for at, frame in enumerate(frames):
        told = min((list(one) for one in _demands(frame, sizes)), key=lambda one: _often(one, sizes), default=None)
        if told is None:
            always.add(at)
        for word in told or ():
            by_class.setdefault(word[1:], []).append(at) if word[0] == "@" else by_word.setdefault(word, []).append(at)
    return Filed(
        frames, frozenset(always), *({key: tuple(ats) for key, ats in by.items()} for by in (by_word, by_class))
    )


def _demands(frame: Frame, sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Each constraint that asks for words, as single words and classes one of which must be in the sentence."""
    if frame.particle:
        yield [frame.particle]
    for wanted in (frame.object, frame.subject, frame.needs, frame.modal, frame.comp):
        if wanted and not any(_ANYTHING & {word} or word in _UNSEEN or word == "@any" for word in wanted):
            yield from _told(wanted, sizes)
    if frame.prep:
        # What follows a preposition tells more than it; where nothing must follow, it is all there is.
        told = [next(iter(_told([inside], sizes)), [word]) if inside else [word] for word, inside in frame.prep]
        yield [word for one in told for word in one]


def _told(wanted: Iterable[str], sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """The words, of several in a row the longest; nothing where one of them is a class that names may have."""
    if any(part in _OF_ACTORS or part not in sizes for part in (word[1:] for word in wanted if word[0] == "@")):
        return
    yield [word if word[0] == "@" else max(word.split(" of @")[0].split(), key=len) for word in wanted]


def _often(words: Iterable[str], sizes: Mapping[str, int]) -> float:
    """About how often one of the words is met: the short are met most, a class by its members."""
    return sum(4 + sizes[word[1:]] / 4 if word[0] == "@" else 60 / len(word) ** 2 for word in words)
