"""Frames, classes, settings and modifiers made of the tables in frames/*.toml; BadSettings for a wrong entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import BadSettings
from .frame import Frame, Light, Setting, Tie
from .kinds import Kind
from .tables import split, tables

EFFECT, OBJECT = "effect", "object"
"""Kinds that only frames know: an outcome of another event, and "the object tells which"."""


def add_frames(into: dict[str, list[Frame]], entries: Iterable[dict[str, Any]], kinds: Mapping[str, Kind],
                where: str) -> None:  # fmt: skip
    """Turn the entries of one file into frames, one for each lemma."""
    for entry in entries:
        kind = str(entry.get("kind", ""))
        if kind not in kinds and kind not in ("none", EFFECT, OBJECT):
            raise BadSettings(f"frames/{where}.toml: {entry.get('lemmas')!r} has the unknown kind {kind!r}")
        for words in split(str(entry["lemmas"])):
            frame = _frame(words, kind, entry, where)
            into.setdefault(frame.lemma, []).append(frame)


_LISTS = ("object", "subject", "comp", "needs", "under", "modal")
_PLAIN = (
    "number", "negated", "status", "plover", "joint", "roles", "object_role",
    "effect", "carrier", "order", "weak", "inner", "modifiers", "lower", "active", "aimed", "main", "bare",
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


def add_light(into: dict[str, list[Light]], entries: Iterable[dict[str, Any]], group: str) -> None:
    """Light verbs of one file; they serve the nouns of that file's groups."""
    for entry in entries:
        for words in split(str(entry["lemmas"])):
            lemma, _, particle = words.partition(" ")
            into.setdefault(lemma, []).append(Light(lemma, particle or None, str(entry["subject"]), frozenset({group})))


def load_classes(folders: Sequence[Path]) -> dict[str, frozenset[str]]:
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


def load_settings(
    folders: Sequence[Path],
) -> tuple[tuple[Setting, ...], tuple[frozenset[str], ...], tuple[str, ...]]:
    """Settings; harmless modifiers, contents and aims; idioms."""
    settings: list[Setting] = []
    harmless, contents, aims = set[str](), set[str](), set[str]()
    idioms: list[str] = []
    for table in tables("frames/settings.toml", folders):
        for entry in table.get("setting", ()):
            words, strong, governors, topical, unless, drops = (
                frozenset(str(entry.get(key, "")).split())
                for key in ("sentence", "strong", "governors", "topical", "unless", "drops")
            )
            phrases, patterns = split(str(entry.get("phrases", ""))), tuple(map(str, entry.get("patterns", ())))
            name = str(entry["name"])
            settings.append(Setting(name, words, strong, governors, phrases, patterns, topical, unless, drops))
        harmless.update(word for entry in table.get("modifier", ()) for word in str(entry["words"]).split())
        contents.update(word for entry in table.get("object", ()) for word in str(entry["words"]).split())
        aims.update(word for entry in table.get("aim", ()) for word in str(entry["words"]).split())
        idioms += [phrase for entry in table.get("idiom", ()) for phrase in split(str(entry["phrases"]))]
    return tuple(settings), (frozenset(harmless), frozenset(contents), frozenset(aims)), tuple(idioms)


def load_modifiers(folders: Sequence[Path]) -> tuple[dict[str, tuple[int, str]], dict[str, str], tuple[Tie, ...]]:
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


def load_means(folders: Sequence[Path], kinds: Mapping[str, Kind]) -> tuple[tuple[str, ...], frozenset[str]]:
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
