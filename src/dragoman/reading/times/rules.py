"""Rules of the knowledge file, compiled into one regular expression over token symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ...errors import BadSettings
from .lexicon import Lexicon
from .tokens import Tokeniser, Tokens

_ELEMENT = re.compile(r"\S+")
_GLUED = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fitted: tokens `first` to `last` (exclusive), and the token range of each slot."""

    rule: str
    make: str
    first: int
    last: int
    slots: dict[str, tuple[int, int]]


class _Piece(NamedTuple):
    """A compiled stretch of a pattern: the expression, the symbols it can begin with, whether it can be empty."""

    expression: str
    opens: frozenset[str]
    empty: bool


class _Compiler:
    """Turns patterns into regular expressions over symbols."""

    def __init__(self, lexicon: Lexicon, tokeniser: Tokeniser) -> None:
        self._lexicon = lexicon
        self._of_class = tokeniser.of_class
        self._holidays = sorted((name.split() for name in map(_spaced, lexicon.holiday)), key=len, reverse=True)
        self.groups = 0

    def rule(self, pattern: str, number: int) -> _Piece:
        """Compile one rule."""
        return self._sequence(_ELEMENT.findall(pattern), 0, number)[0]

    def _sequence(self, words: list[str], at: int, rule: int) -> tuple[_Piece, int]:
        """Compile elements up to the closing bracket; returns the piece and the position after it."""
        branches: list[list[_Piece]] = [[]]
        while at < len(words) and words[at] not in (")", ")?"):
            word = words[at]
            if word == "|":
                branches.append([])
            elif word == "(":
                inner, at = self._sequence(words, at + 1, rule)
                maybe = words[at] == ")?"
                grouped = f"(?:{inner.expression})" + ("?" if maybe else "")
                branches[-1].append(_Piece(grouped, inner.opens, inner.empty or maybe))
            else:
                branches[-1].append(self._element(word, rule))
            at += 1
        return _either([_joined(branch) for branch in branches]), at

    def _element(self, word: str, rule: int) -> _Piece:
        """Compile one element of a pattern."""
        optional = "?" if word.endswith("?") and len(word) > 1 else ""
        body = word[:-1] if optional else word
        for prefix, form in _CONTEXTS.items():
            if body.startswith(prefix):
                return _Piece(form.format(self._set(body[len(prefix) :]).expression), frozenset(), True)
        if not (body.startswith("<") and body.endswith(">") and "><" not in body and "|<" not in body):
            inner = self._set(body)
            return _Piece(inner.expression + optional, inner.opens, bool(optional))
        slot, _, name = body[1:-1].rpartition(":")
        inner = self._named(name, rule)
        empty = inner.empty or bool(optional)
        if not slot:
            return _Piece(f"(?:{inner.expression}){optional}", inner.opens, empty)
        self.groups += 1
        return _Piece(f"(?P<{slot}_{rule}_{self.groups}>{inner.expression}){optional}", inner.opens, empty)

    def _named(self, name: str, rule: int) -> _Piece:
        """What stands for `<name>`: the holidays, a macro, a class, or words to choose from."""
        if name == "holiday":
            return _either([_joined([self._set(word) for word in words]) for words in self._holidays])
        if name in self._lexicon.macros:
            return self._sequence(_ELEMENT.findall(self._lexicon.macros[name]), 0, rule)[0]
        return self._set(name if "|" in name or name not in self._of_class else f"<{name}>")

    def _set(self, body: str) -> _Piece:
        """A set of symbols for words and classes to choose from: `in|on|<month>`."""
        symbols = ""
        for part in body.split("|"):
            key = part[1:-1] if part.startswith("<") and part.endswith(">") and len(part) > 2 else f"={part}"
            if key in self._lexicon.macros:
                key = {"m": "month"}.get(key, key)
            if key not in self._of_class:
                raise BadSettings(f"times.toml: a rule asks for {part!r}, which is no word or class")
            symbols += self._of_class[key]
        return _Piece(f"[{symbols}]", frozenset(symbols), False)


def _joined(pieces: list[_Piece]) -> _Piece:
    """Pieces one behind the other."""
    opens: frozenset[str] = frozenset()
    for piece in pieces:
        opens |= piece.opens
        if not piece.empty:
            break
    return _Piece("".join(piece.expression for piece in pieces), opens, all(piece.empty for piece in pieces))


def _either(pieces: list[_Piece]) -> _Piece:
    """One of several pieces."""
    opens = frozenset[str]().union(*(piece.opens for piece in pieces))
    return _Piece("|".join(piece.expression for piece in pieces), opens, any(piece.empty for piece in pieces))


_REACH = 7
"""No rule has more words than this before the one that makes it a time."""
_WEAK = frozenset({"number", "ordinal", "int", "dom", "hour", "int2", "shift", "vague", "edge", "edgeword", "count",
                   "fraction", "decimal", "break"})  # fmt: skip
"""Classes that make no time by themselves; every rule needs a word of another class."""
_PHRASES = ("future", "past", "moment", "being", "now", "present", "term", "times", "9/11", "eleven", "time")
"""Words that make a time together with weak ones."""


def _core(lexicon: Lexicon, of_class: dict[str, str]) -> set[str]:
    """Symbols without which no rule can fit: most of a text is passed over by looking for them first."""
    found = {char for name, chars in of_class.items() if name[0] != "=" and name not in _WEAK for char in chars}
    for word in (*_PHRASES, *(_spaced(name).split()[-1] for name in lexicon.holiday)):
        found.update(of_class.get(f"={word}", ""))
    return found


_CONTEXTS = {"notleft:": "(?<!{})", "left:": "(?<={})", "notright:": "(?!{})", "right:": "(?={})"}


def literals(lexicon: Lexicon) -> set[str]:
    """Every word that a pattern names outright, and the words of holidays."""
    found: set[str] = set()
    for pattern in [*lexicon.macros.values(), *(rule.pattern for rule in lexicon.rules)]:
        for element in _ELEMENT.findall(pattern):
            body = element[:-1] if element.endswith("?") and len(element) > 1 else element
            body = re.sub(r"^(?:not)?(?:left|right):", "", body)
            whole = re.fullmatch(r"<(?:\w+:)?([^<>]*)>", body)
            parts = (whole[1] if whole else body).split("|")
            found.update(part for part in parts if not part.startswith("<") and part not in "()")
    for name in lexicon.holiday:
        found.update(_spaced(name).split())
    return found


def _spaced(name: str) -> str:
    """A name with its marks set apart, as the tokeniser cuts it."""
    return re.sub(r"([^\w\s])", r" \1 ", name)


class Matcher:
    """All rules as one expression: the first rule that fits at a place wins, and matches do not overlap."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.tokeniser = Tokeniser(lexicon.classes, literals(lexicon))
        compiler = _Compiler(lexicon, self.tokeniser)
        self.tokeniser.freeze()
        pieces = [compiler.rule(rule.pattern, number) for number, rule in enumerate(lexicon.rules)]
        parts = [f"(?P<r{number}>{piece.expression})" for number, piece in enumerate(pieces)]
        core = "".join(sorted(_core(lexicon, self.tokeniser.of_class)))
        opens = "".join(sorted(frozenset[str]().union(*(piece.opens for piece in pieces))))
        # Where a rule can begin is found first: the rules themselves are tried at few words.
        self._places = re.compile(f"[{opens}](?:(?<=[{core}])|(?=[^{core}]{{0,{_REACH - 1}}}[{core}]))")
        self._expression = re.compile("|".join(parts))
        self._rules = lexicon.rules
        self._slots: dict[int, list[tuple[str, int]]] = {}
        for name, index in self._expression.groupindex.items():
            named = name.rsplit("_", 2)
            if len(named) == 3:
                self._slots.setdefault(int(named[1]), []).append((named[0], index))

    def matches(self, tokens: Tokens) -> Iterator[Match]:
        """Every match, in order."""
        fits, end = self._expression.match, 0
        for place in self._places.finditer(tokens.symbols):
            if place.start() < end or (found := fits(tokens.symbols, place.start())) is None:
                continue
            number = int((found.lastgroup or "r0")[1:])
            rule = self._rules[number]
            slots = {}
            for slot, index in self._slots.get(number, ()):
                first, last = found.span(index)
                if first >= 0:
                    # One sentinel stands before the first token.
                    slots[slot] = (first - 1, last - 1)
            end = found.end()
            if end > place.start():
                yield Match(rule.name, rule.make, place.start() - 1, end - 1, slots)
