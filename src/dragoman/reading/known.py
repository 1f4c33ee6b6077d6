"""What the reading of events knows beside its frames: kinds, words and numbers, the shipped ones and a user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..knowledge.composition import CompositionTable
from ..knowledge.countries import State, load_states
from ..knowledge.hypernyms import Hypernyms
from ..knowledge.kind_traits import KindTraits
from ..knowledge.kinds import Kind, load_kinds
from ..knowledge.links import LinkCues
from ..knowledge.quantities import Quantities
from ..knowledge.retold import RetoldWords
from ..knowledge.security import SecurityWords
from ..knowledge.standing import StandingTable
from ..knowledge.whereabouts import PlaceWords
from .composition.rumours import RumourWords, load_rumour_words


@dataclass(frozen=True, slots=True)
class Known:
    """One table each; loaded once for a reader and handed down, so that a user's own words reach every rule."""

    kinds: Mapping[str, Kind]
    states: Mapping[str, State]
    """Adjective of a state, in small letters, to the state."""
    traits: KindTraits
    families: Hypernyms
    quantities: Quantities
    composition: CompositionTable
    standing: StandingTable
    retold: RetoldWords
    links: LinkCues
    rumours: RumourWords
    security: SecurityWords
    places: PlaceWords

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Known:
        """Read every table, the user's own after the shipped ones. Raises BadSettings for a wrong file."""
        return cls(
            load_kinds(folders),
            {word.lower(): state for state in load_states(folders) for word in state.adjectives},
            KindTraits.load(folders),
            Hypernyms.load(folders),
            Quantities.load(folders),
            CompositionTable.load(folders),
            StandingTable.load(folders),
            RetoldWords.load(folders),
            LinkCues.load(folders),
            load_rumour_words(folders),
            SecurityWords.load(folders),
            PlaceWords.load(folders),
        )


@lru_cache(maxsize=1)
def shipped() -> Known:
    """The shipped knowledge alone, read once: for a caller that has no folders of its own."""
    return Known.load()
