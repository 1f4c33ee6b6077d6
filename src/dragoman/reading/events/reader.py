"""Events of a report, each with its kind, parties, place, time, status, counts and weapons.

Invariant: everything in a mention comes from the mention's own sentence, or from an explicit link recorded with its span.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...model import (
    ActorMention,
    Mention,
    PlaceMention,
    Plover,
    Report,
    Span,
    Statement,
    Timex,
    content_id,
)
from ...settings import Limits
from ..counts import casualties
from ..identity import same_events
from ..lemma import lemma
from ..parse import Sentence
from ..standing import standing
from ..status import Composition, compose
from ..weapons import WeaponReader
from .fuse import fuse
from .match import Scene
from .news import carriers, is_news
from .nominal import told_by_noun
from .parties import heads_of_actors, parties
from .settings import SettingReader
from .told import Told
from .verbal import told_by_verb
from .where import place_of, time_of
