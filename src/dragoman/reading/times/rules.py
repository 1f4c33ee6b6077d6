"""Rules of the knowledge file, compiled into one regular expression over token symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


class _Compiler:
    """Turns patterns into regular expressions over symbols."""

    def __init__(self, lexicon: Lexicon, tokeniser: Tokeniser) -> None:
        self._lexicon = lexicon
        self._of_class = tokeniser.of_class
        self._holidays = sorted((name.split() for name in map(_spaced, lexicon.holiday)), key=len, reverse=True)
        self.groups = 0

    def sequence(self, words: list[str], at: int, rule: int) -> tuple[str, int]:
        """Compile elements up to the closing bracket; returns the expression and the position after it."""
        branches: list[str] = [""]
        while at < len(words):
            word = words[at]
            if word in (")", ")?"):
                return "|".join(branches), at
            if word == "|":
                branches.append("")
                at += 1
                continue
            if word == "(":
                inner, at = self.sequence(words, at + 1, rule)
                branches[-1] += f"(?:{inner})" + ("?" if words[at] == ")?" else "")
            else:
                branches[-1] += self.element(word, rule)
            at += 1
        return "|".join(branches), at

    def element(self, word: str, rule: int) -> str:
        """Compile one element of a pattern."""
        optional = "?" if word.endswith("?") and len(word) > 1 else ""
        body = word[:-1] if optional else word
        for prefix, form in _CONTEXTS.items():
            if body.startswith(prefix):
                return form.format(self._set(body[len(prefix) :]))
        if not (body.startswith("<") and body.endswith(">") and "><" not in body and "|<" not in body):
            return self._set(body) + optional
        slot, _, name = body[1:-1].rpartition(":")
        inner = self._named(name, rule)
        if not slot:
            return f"(?:{inner}){optional}"
        self.groups += 1
        return f"(?P<{slot}_{rule}_{self.groups}>{inner}){optional}"

    def _named(self, name: str, rule: int) -> str:
        """What stands for `<name>`: the holidays, a macro, a class, or words to choose from."""
        if name == "holiday":
            return "|".join("".join(self._set(word) for word in words) for words in self._holidays)
        if name in self._lexicon.macros:
            inner, _ = self.sequence(_ELEMENT.findall(self._lexicon.macros[name]), 0, rule)
            return inner
        return self._set(name if "|" in name or name not in self._of_class else f"<{name}>")

    def _set(self, body: str) -> str:
        """A set of symbols for words and classes to choose from: `in|on|<month>`."""
        symbols = ""
        for part in body.split("|"):
            key = part[1:-1] if part.startswith("<") and part.endswith(">") and len(part) > 2 else f"={part}"
            if key in self._lexicon.macros:
                key = {"m": "month"}.get(key, key)
            if key not in self._of_class:
                raise BadSettings(f"times.toml: a rule asks for {part!r}, which is no word or class")
            symbols += self._of_class[key]
        return f"[{symbols}]"


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
        parts = []
        for number, rule in enumerate(lexicon.rules):
            expression, _ = compiler.sequence(_ELEMENT.findall(rule.pattern), 0, number)
            parts.append(f"(?P<r{number}>{expression})")
        core = "".join(sorted(_core(lexicon, self.tokeniser.of_class)))
        self._expression = re.compile(f"(?=[^{core}]{{0,{_REACH}}}[{core}])(?:{'|'.join(parts)})")
        self._rules = lexicon.rules
        self._slots: dict[int, list[tuple[str, int]]] = {}
        for name, index in self._expression.groupindex.items():
            pieces = name.rsplit("_", 2)
            if len(pieces) == 3:
                self._slots.setdefault(int(pieces[1]), []).append((pieces[0], index))

    def matches(self, tokens: Tokens) -> Iterator[Match]:
        """Every match, in order."""
        for found in self._expression.finditer(tokens.symbols):
            number = int((found.lastgroup or "r0")[1:])
            rule = self._rules[number]
            slots = {}
            for slot, index in self._slots.get(number, ()):
                first, last = found.span(index)
                if first >= 0:
                    # One sentinel stands before the first token.
                    slots[slot] = (first - 1, last - 1)
            first, last = found.span()
            if last > first:
                yield Match(rule.name, rule.make, first - 1, last - 1, slots)
