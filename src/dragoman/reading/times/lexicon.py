"""The words of time, as `knowledge/times.toml` gives them: which classes a word belongs to and what it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import BadSettings
from ...knowledge.tables import tables

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its TIMEX3 code and its length in whole days (0 for parts of a day)."""

    name: str
    code: str
    days: int


@dataclass(frozen=True, slots=True)
class Approximation:
    """A word like "almost": its TIMEX3 modifier, and how far the truth may lie off, in shares of one unit."""

    mod: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Holiday:
    """One feast or remembered day; `kind` says how `args` give its date (see the knowledge file)."""

    kind: str
    args: tuple[int, ...]
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern over words and the maker of its values."""

    name: str
    pattern: str
    make: str


@dataclass(slots=True)
class Lexicon:
    """Everything the knowledge file says, by lower-case word."""

    classes: dict[str, set[str]] = field(default_factory=dict)
    """Class name to the words in it."""
    month: dict[str, int] = field(default_factory=dict)
    weekday: dict[str, int] = field(default_factory=dict)
    """1 Monday to 7 Sunday."""
    season: dict[str, str] = field(default_factory=dict)
    daypart: dict[str, str] = field(default_factory=dict)
    clockword: dict[str, str] = field(default_factory=dict)
    unit: dict[str, Unit] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)
    ordinal: dict[str, int] = field(default_factory=dict)
    decade: dict[str, int] = field(default_factory=dict)
    vague: dict[str, tuple[int, int]] = field(default_factory=dict)
    shift: dict[str, int] = field(default_factory=dict)
    edge: dict[str, str] = field(default_factory=dict)
    approx: dict[str, Approximation] = field(default_factory=dict)
    deictic: dict[str, int] = field(default_factory=dict)
    reference: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    frequency: dict[str, str] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)
    zone: dict[str, str] = field(default_factory=dict)
    tense: dict[str, frozenset[str]] = field(default_factory=dict)
    beside: dict[str, frozenset[str]] = field(default_factory=dict)
    """Sets of words that let an expression be a time, or forbid it."""
    holiday: dict[str, Holiday] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Lexicon:
        """Read the shipped file, then the user's own. Raises BadSettings on an entry that cannot be read."""
        lexicon = cls()
        for table in tables("times.toml", folders):
            try:
                lexicon._add(table)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise BadSettings(f"times.toml: an entry cannot be read: {error!r}") from error
        return lexicon

    def _add(self, table: Mapping[str, Any]) -> None:
        """Take in one file."""
        self._add_calendar(table)
        self._add_quantities(table)
        for name, ref in table.get("references", {}).items():
            self.reference[name] = (ref["value"], ref["low"], ref["high"])
            self._class("ref", [name])
        for kind, words in table.get("tense", {}).items():
            self.tense[kind] = self.tense.get(kind, frozenset()) | frozenset(words)
        for kind, words in table.get("beside", {}).items():
            self.beside[kind] = self.beside.get(kind, frozenset()) | frozenset(words)
        for entry in table.get("holiday", []):
            holiday = _holiday(entry)
            self.holiday |= dict.fromkeys(entry["names"], holiday)
        self.macros |= table.get("macros", {})
        self.rules += [Rule(rule["name"], rule["pattern"], rule["make"]) for rule in table.get("rule", [])]

    def _add_calendar(self, table: Mapping[str, Any]) -> None:
        """Months, weekdays, seasons, parts of the day."""
        for section, klass in (("months", "month"), ("months_doubtful", "month_doubtful")):
            for name, words in table.get(section, {}).items():
                self.month |= dict.fromkeys(words, MONTHS.index(name) + 1)
                self._class(klass, words)
        for section, klass in (("weekdays", "weekday"), ("weekdays_short", "weekday_short")):
            for name, words in table.get(section, {}).items():
                self.weekday |= dict.fromkeys(words, WEEKDAYS.index(name) + 1)
                self._class(klass, words)
        for section, store, klass in (
            ("seasons", self.season, "season"),
            ("dayparts", self.daypart, "daypart"),
            ("clockwords", self.clockword, "clockword"),
            ("edges", self.edge, "edge"),
            ("edgewords", self.edge, "edgeword"),
        ):
            for code, words in table.get(section, {}).items():
                store |= dict.fromkeys(words, code)
                self._class(klass, words)

    def _add_quantities(self, table: Mapping[str, Any]) -> None:
        """Units, numbers, shifts and the other words that stand for one value each."""
        for name, unit in table.get("units", {}).items():
            self.unit |= dict.fromkeys(unit["words"], Unit(name, unit["code"], unit["days"]))
            self._class("unit", unit["words"])
            self._class("plural", [word for word in unit["words"] if word.endswith("s")])
        simple: tuple[tuple[str, dict[str, Any], str], ...] = (
            ("numbers", self.number, "number"),
            ("ordinals", self.ordinal, "ordinal"),
            ("decades", self.decade, "decade"),
            ("shifts", self.shift, "shift"),
            ("deictics", self.deictic, "deictic"),
            ("frequencies", self.frequency, "frequency"),
            ("counts", self.count, "count"),
            ("zones", self.zone, "zone"),
        )
        for section, store, klass in simple:
            store |= table.get(section, {})
            self._class(klass, table.get(section, {}))
        for name, entry in table.get("vague", {}).items():
            self.vague[name] = (entry["low"], entry["high"])
            self._class("vague", [name])
        for name, entry in table.get("approximations", {}).items():
            self.approx[name] = Approximation(entry["mod"], entry["before"], entry["after"])

    def _class(self, name: str, words: Any) -> None:
        """Put words into a class."""
        self.classes.setdefault(name, set()).update(words)


def _holiday(entry: Mapping[str, Any]) -> Holiday:
    """One `[[holiday]]` entry."""
    shift = int(entry.get("shift", 0))
    if "on" in entry:
        month, day = entry["on"].split("-")
        return Holiday("on", (int(month), int(day)), shift)
    if "nth" in entry:
        return Holiday("nth", tuple(entry["nth"]), shift)
    for kind in ("easter", "orthodox"):
        if kind in entry:
            return Holiday(kind, (int(entry[kind]),), shift)
    return Holiday("islamic", tuple(entry["islamic"]), shift)
