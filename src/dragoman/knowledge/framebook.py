"""Frames: the words that tell of events, with what must stand beside them (data: frames/*.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import BadSettings
from .kinds import Kind, load_kinds
from .tables import split, tables

FILES = ("violence", "coercion", "protest", "posture", "words")
"""Frame files in the order they are read; a user's folder may hold files of the same names that add to them."""
NO_EVENT = frozenset({"none"})
EFFECT, OBJECT = "effect", "object"
"""Kinds that only frames know: an outcome of another event, and "the object tells which"."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a word: its constraints, and the kind of event it tells of when they hold."""

    lemma: str
    particle: str | None
    kind: str
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    prep: tuple[tuple[str, str | None], ...] = ()
    comp: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    number: bool = False
    negated: bool = False
    status: str | None = None
    plover: str | None = None
    joint: str | None = None
    """PLOVER type where two parties do it together."""
    roles: str | None = None
    object_role: str = "recipient"
    effect: bool = False
    carrier: bool = False
    weak: bool = False
    inner: str = "subject"
    modifiers: bool = False
    lower: bool = False
    active: bool = False
    """Not told by a participle that only describes its noun: "men armed with rifles", "U.S.-trained forces"."""
    aimed: bool = False
    """A noun that must have a target: "police fire on protesters"."""
    about: str = ""

    @property
    def group_needs_object(self) -> bool:
        """True for a verb that always has an object, so that its past form without one is a short passive."""
        return bool(self.object) and "@none" not in self.object

    @property
    def weight(self) -> int:
        """How much a frame asks for: frames that ask for more are tried first."""
        named = sum(2 if _is_named(wanted) else 1 for wanted in (self.object, self.subject, self.comp) if wanted)
        return (
            named + 2 * bool(self.prep) + bool(self.particle) + bool(self.number) + bool(self.needs) + 2 * self.negated
        )


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that lends its parts to a noun of event; `subject` is the role that its subject takes."""

    lemma: str
    particle: str | None
    subject: str
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting (sport, drill, fiction) in which words of violence tell of something else."""

    name: str
    words: frozenset[str]
    strong: frozenset[str]
    governors: frozenset[str]
    phrases: tuple[str, ...] = ()
    """Words in a row, in small letters, one of which is enough."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A verb that ties a party to a deed told as a noun; `deed` and `party` say where each stands."""

    verbs: frozenset[str]
    through: frozenset[str]
    deed: tuple[str, ...]
    party: tuple[str, ...]
    role: str


@dataclass(frozen=True)
class FrameBook:
    """Every frame, class of nouns, modifier and setting, ready for look-up."""

    kinds: Mapping[str, Kind]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    modals: Mapping[str, tuple[Frame, ...]]
    light: Mapping[str, tuple[Light, ...]]
    classes: Mapping[str, frozenset[str]]
    """Word to the classes it belongs to."""
    modifiers: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Word before a noun of attack to its rank (0 tells most) and kind."""
    outer: Mapping[str, str] = field(default_factory=dict)
    """Noun above a noun of event to the status it gives, or the empty string."""
    ties: tuple[Tie, ...] = ()
    settings: tuple[Setting, ...] = ()
    harmless: frozenset[str] = frozenset()
    """Words before a trigger that make it no violence ("heart attack")."""
    contents: frozenset[str] = frozenset()
    """Words in an of- or with-phrase that make a trigger no violence ("explosion of interest")."""
    aims: frozenset[str] = frozenset()
    """The same behind "on" and "against" ("an attack on democracy")."""
    idioms: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    """Kinds of violence that do not tell how it was done, from the one that says least."""
    means: frozenset[str] = frozenset()
    """Kinds that tell how a general kind's deed was done."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> FrameBook:
        """Read the shipped files and the user's own. Raises BadSettings for an unknown kind, class or key."""
        kinds = load_kinds(folders)
        classes = _load_classes(folders)
        verbs: dict[str, list[Frame]] = {}
        nouns: dict[str, list[Frame]] = {}
        modals: dict[str, list[Frame]] = {}
        light: dict[str, list[Light]] = {}
        for name in FILES:
            for table in tables(f"frames/{name}.toml", folders):
                _add_frames(verbs, table.get("verbs", ()), kinds, name)
                _add_frames(nouns, table.get("nouns", ()), kinds, name)
                _add_frames(modals, table.get("modals", ()), kinds, name)
                _add_light(light, table.get("light", ()), name)
        settings, (harmless, contents, aims), idioms = _load_settings(folders)
        modifiers, outer, ties = _load_modifiers(folders)
        return cls(
            kinds, _ordered(verbs), _ordered(nouns), _ordered(modals),
            {word: tuple(found) for word, found in light.items()}, classes, modifiers, outer, ties,
            settings, harmless, contents, aims, idioms, *_load_means(folders, kinds),
        )  # fmt: skip

    @cached_property
    def trigger_words(self) -> frozenset[str]:
        """Dictionary forms that can begin a frame: a sentence without one holds no event."""
        return frozenset(self.verbs) | frozenset(self.nouns)

    def in_class(self, word: str, name: str) -> bool:
        """True when the dictionary form `word` belongs to class `name`."""
        return name in self.classes.get(word, ())


def _is_named(wanted: tuple[str, ...]) -> bool:
    """True when a constraint names words or classes and not only "something" or "nothing"."""
    return any(part not in ("@some", "@none", "@any") for part in wanted)


def _ordered(frames: Mapping[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
    """Frames of each word, the most demanding first; file order decides among equals."""
    return {word: tuple(sorted(found, key=lambda frame: -frame.weight)) for word, found in frames.items()}


def _add_frames(into: dict[str, list[Frame]], entries: Iterable[dict[str, Any]], kinds: Mapping[str, Kind],
                where: str) -> None:  # fmt: skip
    """Turn the entries of one file into frames, one for each lemma."""
    for entry in entries:
        kind = str(entry.get("kind", ""))
        if kind not in kinds and kind not in ("none", EFFECT, OBJECT):
            raise BadSettings(f"frames/{where}.toml: {entry.get('lemmas')!r} has the unknown kind {kind!r}")
        for words in split(str(entry["lemmas"])):
            frame = _frame(words, kind, entry, where)
            into.setdefault(frame.lemma, []).append(frame)


_LISTS = ("object", "subject", "comp", "needs")
_PLAIN = (
    "number", "negated", "status", "plover", "joint", "roles", "object_role",
    "effect", "carrier", "weak", "inner", "modifiers", "lower", "active", "aimed",
    "about",
)  # fmt: skip
_IGNORED = frozenset({"lemmas", "kind", "prep", "needs_args", "needs_place"})


def _frame(words: str, kind: str, entry: dict[str, Any], where: str) -> Frame:
    """One frame from an entry and one of its lemmas ("carry out")."""
    unknown = set(entry) - set(_LISTS) - set(_PLAIN) - _IGNORED
    if unknown:
        raise BadSettings(f"frames/{where}.toml: {entry['lemmas']!r} has the unknown key {sorted(unknown)[0]!r}")
    lemma, _, particle = words.partition(" ")
    lists: dict[str, Any] = {key: split(str(entry[key])) for key in _LISTS if key in entry}
    plain = {key: entry[key] for key in _PLAIN if key in entry}
    return Frame(lemma, particle or None, kind, prep=_preps(str(entry.get("prep", ""))), **lists, **plain)


def _preps(cell: str) -> tuple[tuple[str, str | None], ...]:
    """Pairs of a preposition and what must follow it: "on; into @building"."""
    pairs = (part.partition(" ") for part in split(cell))
    return tuple((first, rest.strip() or None) for first, _, rest in pairs)


def _add_light(into: dict[str, list[Light]], entries: Iterable[dict[str, Any]], group: str) -> None:
    """Light verbs of one file; they serve the nouns of that file's groups."""
    for entry in entries:
        for words in split(str(entry["lemmas"])):
            lemma, _, particle = words.partition(" ")
            into.setdefault(lemma, []).append(Light(lemma, particle or None, str(entry["subject"]), frozenset({group})))


def _load_classes(folders: Sequence[Path]) -> dict[str, frozenset[str]]:
    """Word to classes, with classes that take in others spelled out."""
    members: dict[str, set[str]] = {}
    for table in tables("frames/classes.toml", folders):
        for name, words in table.get("classes", {}).items():
            members.setdefault(name, set()).update(str(words).split())
    found: dict[str, set[str]] = {}
    for name in members:
        for word in _members(name, members, frozenset()):
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _members(name: str, members: Mapping[str, set[str]], seen: frozenset[str]) -> set[str]:
    """Words of a class and of the classes it takes in."""
    words: set[str] = set()
    for word in members.get(name, ()):
        inner = word[1:]
        if not word.startswith("@"):
            words.add(word)
        elif inner not in members:
            raise BadSettings(f"frames/classes.toml: class {name!r} takes in the unknown class {inner!r}")
        elif inner not in seen:
            words |= _members(inner, members, seen | {name})
    return words


def _load_settings(
    folders: Sequence[Path],
) -> tuple[tuple[Setting, ...], tuple[frozenset[str], ...], tuple[str, ...]]:
    """Settings; harmless modifiers, contents and aims; idioms."""
    settings: list[Setting] = []
    harmless, contents, aims = set[str](), set[str](), set[str]()
    idioms: list[str] = []
    for table in tables("frames/settings.toml", folders):
        for entry in table.get("setting", ()):
            words, strong, governors = (
                frozenset(str(entry.get(key, "")).split()) for key in ("sentence", "strong", "governors")
            )
            phrases = split(str(entry.get("phrases", "")))
            settings.append(Setting(str(entry["name"]), words, strong, governors, phrases))
        harmless.update(word for entry in table.get("modifier", ()) for word in str(entry["words"]).split())
        contents.update(word for entry in table.get("object", ()) for word in str(entry["words"]).split())
        aims.update(word for entry in table.get("aim", ()) for word in str(entry["words"]).split())
        idioms += [phrase for entry in table.get("idiom", ()) for phrase in split(str(entry["phrases"]))]
    return tuple(settings), (frozenset(harmless), frozenset(contents), frozenset(aims)), tuple(idioms)


def _load_modifiers(folders: Sequence[Path]) -> tuple[dict[str, tuple[int, str]], dict[str, str], tuple[Tie, ...]]:
    """Kind-setting modifiers with their rank, nouns that stand above a noun of event, and ties of party and deed."""
    modifiers: dict[str, tuple[int, str]] = {}
    outer: dict[str, str] = {}
    ties: list[Tie] = []
    for table in tables("frames/modifiers.toml", folders):
        for rank, entry in enumerate(table.get("modifier", ())):
            for word in str(entry["words"]).split():
                modifiers.setdefault(word, (rank, str(entry["kind"])))
        for entry in table.get("outer", ()):
            outer.update(dict.fromkeys(str(entry["words"]).split(), str(entry["status"])))
        ties += [_tie(entry) for entry in table.get("tie", ())]
    return modifiers, outer, tuple(ties)


def _load_means(folders: Sequence[Path], kinds: Mapping[str, Kind]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Kinds that do not tell how a deed was done, in their order, and those that do. Raises BadSettings."""
    general: list[str] = []
    means: list[str] = []
    for table in tables("frames/modifiers.toml", folders):
        general += str(table.get("general", "")).split()
        means += str(table.get("means", "")).split()
    unknown = [kind for kind in (*general, *means) if kind not in kinds]
    if unknown:
        raise BadSettings(f"frames/modifiers.toml: the unknown kind {unknown[0]!r} in general or means")
    return tuple(dict.fromkeys(general)), frozenset(means)


def _tie(entry: dict[str, Any]) -> Tie:
    """One tie from its entry."""
    words = {key: str(entry.get(key, "")).split() for key in ("verb", "through", "deed", "party")}
    return Tie(
        frozenset(words["verb"]), frozenset(words["through"]), tuple(words["deed"]), tuple(words["party"]),
        str(entry["role"]),
    )  # fmt: skip
