"""The linker: parties that the model finds near a deed join it; those that it finds most unlikely leave it.

Rules of syntax propose parties first. A linear model then looks at every noun phrase in the sentences of a deed and
beside them. What it accepts becomes a party of the nearest deed that stands; the link keeps the deed's own words where
the phrase is in another sentence. Method: candidate phrases with independent logistic models, after GRIT's task
(Du et al., EACL 2021), with features of syntax and of the reader's own findings instead of a neural encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...knowledge.framebook import FrameBook
from ...knowledge.tables import rows
from ...model import ActorMention, Mention
from ..parse import Sentence
from ..weapons import WeaponReader
from .accept import accepted
from .doubt import judged, without_doubtful
from .features import is_open
from .join import Joiner
from .model import LinkWeights
from .passing import passing_as_background
from .survey import survey

SHORT = 5
"""A report of fewer sentences touches on nothing, and tells the model too little."""


class Linker:
    """Holds the weights and nothing of any report."""

    def __init__(
        self, book: FrameBook, weapons: WeaponReader, weights: LinkWeights, titles: frozenset[str] = frozenset()
    ) -> None:
        self.book = book
        self.titles = titles
        self._weapons = weapons
        self._weights = weights

    @classmethod
    def load(cls, book: FrameBook, weapons: WeaponReader, folders: Sequence[Path] = ()) -> Linker:
        """Load the weights, and the words that precede names: titles, and nouns of people."""
        titles = {row["title"].lower().rstrip(".") for row in rows("actors/titles.csv", folders)}
        people = {word for word, classes in book.classes.items() if classes & {"official", "person"}}
        return cls(book, weapons, LinkWeights.load(folders), frozenset(titles | people))

    def link(
        self, text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention], mentions: Sequence[Mention]
    ) -> list[Mention]:
        """The mentions in their order, with the parties and weapons that the model adds, mends or doubts."""
        if not self._weights.parts or len(sentences) < SHORT:
            return list(mentions)
        surveyed = survey(text, sentences, actors, mentions, self.book, self.titles)
        if not surveyed:
            return list(mentions)
        chances = [self._weights.chances(seen.features) for seen in surveyed]
        likely = judged(self.book, self._weights, surveyed, chances)
        deeds = {
            mention.mention_id: without_doubtful(mention, likely) if is_open(mention, self.book) else mention
            for mention in mentions
        }
        joiner = Joiner(text, self.book, self._weapons, deeds)
        for one in accepted(text, surveyed, chances, self._weights):
            joiner.join(one)
        linked = [deeds[mention.mention_id] for mention in mentions]
        return passing_as_background(self.book, linked, surveyed, chances)
