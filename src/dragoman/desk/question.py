"""What a visitor asks: the query string of an address, read once and written back for every link.

Invariant: `Question.of(parse(question.query()))` asks the same; a word nobody knows is an error that says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Self, get_args
from urllib.parse import urlencode

from ..errors import BadSettings, NotFound
from ..knowledge.countries import codes_by_word
from ..knowledge.kinds import Kind, load_kinds
from ..ledger import Filters
from ..ledger.filters import country_code
from ..ledger.moment import moment_of
from ..model import Rule
from ..settings import Settings

KEPT = (
    "since", "until", "kind", "group", "country", "area", "about", "status", "origins", "disputed", "background",
    "dated", "rule", "as_of",
)  # fmt: skip
"""What is carried from view to view."""
OWN = ("q", "sort", "page", "moment", "origin", "rejected", "stance", "flag", "days", "part")
"""What belongs to one view."""
RULES: tuple[Rule, ...] = get_args(Rule)
_YES = frozenset({"1", "yes", "true", "on"})
# Longer is no question of a person, and would only cost time.
_MOST_CHARS = 500

Area = tuple[float, float, float, float]
"""West, south, east and north in degrees; west lies above east where the area crosses the 180th meridian."""
Look = tuple[str | None, Rule | None]
"""Which ledger is looked at: as known at a stamp (None: now), under a rule (None: the ledger's own)."""


@dataclass(frozen=True, slots=True)
class Question:
    """Filters, the look, and what one view asks besides. `given` keeps the words as they were written."""

    given: Mapping[str, str]
    filters: Filters
    countries: tuple[str, ...] = ()
    """ISO alpha-2 codes."""
    area: Area | None = None
    origins: int | None = None
    disputed: bool | None = None
    background: str = "no"
    dated: str = "any"
    look: Look = (None, None)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Every kind by name."""

    @classmethod
    def of(cls, given: Mapping[str, str], settings: Settings) -> Self:
        """Read a query string's words. Raises BadSettings: a word nobody knows is a wrong question, no missing page."""
        try:
            return cls._of(given, settings)
        except NotFound as error:
            raise BadSettings(str(error)) from error

    @classmethod
    def _of(cls, given: Mapping[str, str], settings: Settings) -> Self:
        words = {name: value.strip() for name, value in given.items() if name in (*KEPT, *OWN) and value.strip()}
        if long := next((name for name, value in words.items() if len(value) > _MOST_CHARS), None):
            raise BadSettings(f"{long} is longer than {_MOST_CHARS} characters: ask for less")
        get = words.get
        filters = Filters.of(
            get("since"),
            get("until"),
            get("kind"),
            about=get("about"),
            status=get("status"),
            knowledge=settings.knowledge,
        )
        if group := get("group"):
            of_group = Filters.of(kind=group, knowledge=settings.knowledge).kinds
            kinds = (filters.kinds & of_group or frozenset({"none"})) if filters.kinds else of_group
            filters = Filters(filters.since, filters.until, kinds, None, filters.about, filters.statuses)
        return cls(
            given=words,
            filters=filters,
            countries=_countries(get("country"), settings),
            area=_area(get("area")),
            origins=_number("origins", get("origins")),
            disputed=get("disputed", "").lower() in _YES if get("disputed") else None,
            dated=_one_of("dated", get("dated"), ("any", "no")),
            background=_one_of("background", get("background"), ("no", "only", "all")),
            kinds=load_kinds(settings.knowledge),
            look=(moment_of(words["as_of"]) if "as_of" in words else None, _rule(get("rule"))),
        )

    @property
    def narrowed(self) -> bool:
        """True when at least one filter on incidents is given; the look is none."""
        return any(name in self.given for name in KEPT if name not in ("rule", "as_of"))

    def get(self, name: str, default: str = "") -> str:
        """A word as it was written."""
        return self.given.get(name, default)

    def query(self, **changes: object) -> str:
        """`?…` of what is kept, with changes; None and empty take a word out. Empty when nothing is left."""
        words: dict[str, object] = {name: self.given[name] for name in KEPT if name in self.given} | changes
        told = [(name, str(value)) for name, value in words.items() if value not in (None, "")]
        return f"?{urlencode(told)}" if told else ""

    def here(self, **changes: object) -> str:
        """Like `query`, with what belongs to this view as well; another sort or filter starts at the first page."""
        own: dict[str, object] = {name: self.given[name] for name in OWN if name in self.given and name != "page"}
        return self.query(**own | changes)


def _rule(given: str | None) -> Rule | None:
    found = next((rule for rule in RULES if rule == given), None)
    if given and found is None:
        raise BadSettings(f"there is no rule {given!r}: choose one of {', '.join(RULES)}")
    return found


def _number(name: str, given: str | None) -> int | None:
    if given is None:
        return None
    if not given.isdecimal() or len(given) > 6:
        raise BadSettings(f"{name}={given} is no number: write 1, 2, 3")
    return int(given)


def _area(given: str | None) -> Area | None:
    if given is None:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError:
        west = south = east = north = nan
    # Nothing compares with what is no number.
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadSettings(f"area={given[:60]} is none: write west,south,east,north in degrees, as in area=38,29,49,38")
    return west, south, east, north


def _one_of(name: str, given: str | None, known: Sequence[str]) -> str:
    if given and given not in known:
        raise BadSettings(f"there is no {name}={given}: choose one of {', '.join(known)}")
    return given or known[0]


def _countries(given: str | None, settings: Settings) -> tuple[str, ...]:
    """Codes of countries written as codes or names, separated by commas."""
    names = [name.strip() for name in (given or "").split(",") if name.strip()]
    if not names:
        return ()
    known = codes_by_word(settings.knowledge)
    # The ledger may hold codes that the file lacks (XK), and the filters offer what it holds.
    known |= {name.casefold(): name.upper() for name in names if re.fullmatch("[A-Za-z]{2}", name)} | known
    return tuple(country_code(name, known) for name in names)
