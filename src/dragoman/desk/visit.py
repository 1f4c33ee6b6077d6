"""One visit: what was asked, by whom, of which ledger; and how it is answered as a page or as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.responses import HTMLResponse, JSONResponse, Response

from ..brief import Changes, words
from ..brief.interest import Interested, interests
from ..knowledge.actor_base import ActorBase, load_actors
from ..knowledge.kinds import Kind, load_kinds
from ..ledger import Ledger
from ..model import Correction, Incident
from ..settings import Settings
from .dressing import environment
from .guard import Door
from .incidents import conditions, countries_told
from .kept import Kept
from .looks import Looks
from .pages import Condition, any_of
from .question import Question


@dataclass(frozen=True)
class Desk:
    """What all visits share: the ledger's place, the door, whether corrections are taken."""

    path: Path
    settings: Settings
    door: Door
    looks: Looks
    review: bool
    kinds: Mapping[str, Kind]
    pages: Environment = field(repr=False)
    interested: Interested = field(repr=False)
    """Whether a speaker has a part in an incident."""
    compared: Kept[Changes] = field(default_factory=Kept, repr=False)
    """What changed between two moments, as it was last asked for."""

    @classmethod
    def at(cls, path: Path, settings: Settings, door: Door, review: bool) -> Desk:
        """A desk on the ledger at a path; nothing is opened yet."""
        kinds = load_kinds(settings.knowledge)
        known = _interested(load_actors(settings.knowledge))
        return cls(path, settings, door, Looks(path, settings, review), review, kinds, environment(kinds), known)

    def label(self, kind: str) -> str:
        """A kind as people call it."""
        found = self.kinds.get(kind)
        return found.label if found else kind

    def group(self, kind: str) -> str:
        """The group of a kind."""
        found = self.kinds.get(kind)
        return found.group if found else "other"


def _interested(base: ActorBase) -> Interested:
    """Whether a speaker, by id or name, has a part in an incident, by what knowledge has of the speaker: a large ledger
    names more actors than can be looked through for a page."""

    @lru_cache(maxsize=4096)
    def of(speaker: str) -> Interested:
        known = base.get(speaker) or base.resolve(speaker)
        return interests([replace(known, name=speaker)] if known else [])

    return lambda speaker, incident: of(speaker)(speaker, incident)


# An incident told in more reports than this has a date.
_MOST_REPORTS = 100


@dataclass(frozen=True)
class Visit:
    """One request, on the thread of its ledger."""

    desk: Desk
    ledger: Ledger
    question: Question
    path: Mapping[str, str]
    address: str
    """The path of the address, without its query."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The whole query string."""
    by: str = ""
    csrf: str = ""
    last: str = ""
    """When the visit before this one ended, `2020-01-31T18:00Z`; empty when unknown."""
    saved: Mapping[str, str] = field(default_factory=dict)
    """Moments that the visitor kept, by name."""

    @property
    def may_review(self) -> bool:
        """True when corrections are taken: asked for, and the present is looked at."""
        return self.desk.review and self.question.look[0] is None

    @cached_property
    def where(self) -> Condition:
        """What an incident must meet to be shown."""
        return conditions(self.question, self.ledger)

    @property
    def countries(self) -> list[tuple[str, str]]:
        """Codes and names of the countries that the filters offer."""
        return countries_told(self.ledger)

    @property
    def said(self) -> Correction | None:
        """The decision that was just made; None for none, or one that the ledger does not have."""
        wanted = self.words.get("said", "")
        return next((one for one in self.ledger.corrections() if one.correction_id == wanted), None) if wanted else None

    def told_on(self, incident: Incident) -> str:
        """The day of the first dated report that tells of an incident: all that is known of one without a date."""
        where = any_of("report_id", incident.reports[:_MOST_REPORTS])
        query = f"SELECT min(published_start) AS day FROM report WHERE {where.sql}"
        day = next(self.ledger.rows(query, where.values))["day"] if incident.reports else None
        return words.day(date.fromisoformat(day)) if day else ""

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page of the desk."""
        shared = {"visit": self, "question": self.question, "desk": self.desk, "view": template.partition(".")[0]}
        return HTMLResponse(self.desk.pages.get_template(template).render(shared | context), status)

    def data(self, content: Any, status: int = 200) -> Response:
        """An answer of the API."""
        return JSONResponse(content, status)


Handler = Callable[[Visit], Response]
"""What answers a visit."""
