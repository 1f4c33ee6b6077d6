"""One composition: the cue's own stance, negation, time and mood of what is said, and who is to act, give the stance.

Method: a statement's force lies in the governing word first and in its content second (reading.md, "one composition").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.cues import CueBook
from ...knowledge.tables import tables
from ...model import Stance
from .frames import Candidate, Option
from .tree import Tree

_NEGATIONS = frozenset({"not", "n't", "no", "never", "neither", "nor", "none", "nobody", "nothing", "any", "anymore"})
_REFUSALS = _NEGATIONS - {"any", "anymore"}


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Words of a content that turn a stance, by use (data: stances.toml)."""

    hostile: frozenset[str]
    menace: frozenset[str]
    danger: frozenset[str]
    looming: frozenset[str]
    menacing_object: frozenset[str]
    doubt: frozenset[str]
    deny: frozenset[str]
    involvement: frozenset[str]
    perceive: frozenset[str]
    responsibility: frozenset[str]
    future: frozenset[str]
    foretell: frozenset[str]
    obligation: frozenset[str]
    speaker: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> StanceWords:
        """The shipped lists with a user's own words added."""
        lists: dict[str, set[str]] = {}
        for table in tables("stances.toml", folders):
            for use, words in table.get("stance", {}).items():
                lists.setdefault(use, set()).update(words)
        return cls(**{use: frozenset(lists.get(use, ())) for use in cls.__dataclass_fields__})


@dataclass(slots=True)
class Said:
    """The words of a content in one sentence, and its main verb if it has one."""

    tree: Tree
    tokens: list[int]

    @property
    def words(self) -> set[str]:
        """All words and dictionary forms."""
        return {self.tree.lower[i] for i in self.tokens} | {self.tree.lemma[i] for i in self.tokens}

    def holds(self, token: int) -> bool:
        """True when a token belongs to the content."""
        return token in self.tokens

    def main(self) -> int | None:
        """The verb (or copula) on which the content hangs."""
        inside = set(self.tokens)
        tops = [i for i in self.tokens if self.tree.head[i] not in inside or self.tree.head[i] == i]
        return next((i for i in tops if self.tree.is_verb(i)), None)


def stance_of(candidate: Candidate | None, content: Said, book: CueBook, words: StanceWords, speaker: set[str]) -> Stance:
    """The stance of one attribution. `speaker`: words by which the speaker may be meant inside the content."""
    base = _cue_stance(candidate, book, words) if candidate is not None else "asserts"
    if base == "asserts" and candidate is not None:
        base = _echoed(candidate, content, book)
    if candidate is not None and _negated(candidate.tree, candidate.head):
        if base == "denies":
            return "asserts"
        if candidate.lemma in ("believe", "think", "expect", "see") or base == "doubts":
            return "doubts"
    if base != "asserts":
        return _sharpened(base, content, words)
    return content_stance(content, words, speaker)


def _sharpened(base: Stance, content: Said, words: StanceWords) -> Stance:
    """A vow of harm is a threat; advice against something for its dangers is a warning."""
    if base == "promises" and content.words & (words.hostile | words.menace):
        return "threatens"
    if base == "demands" and content.words & words.danger and content.words & _REFUSALS:
        return "warns"
    return base


def _echoed(candidate: Candidate, content: Said, book: CueBook) -> Stance:
    """Who repeats or backs a threat, a warning or a denial does the same."""
    if candidate.frame != "verb" or len(content.tokens) > 6:
        return "asserts"
    tree = content.tree
    for i in content.tokens:
        if tree.is_noun(i) and not content.holds(tree.head[i]):
            cue = book.nouns.get(tree.lemma[i])
            return _as_stance(cue.stance) if cue else "asserts"
    return "asserts"


def _cue_stance(candidate: Candidate, book: CueBook, words: StanceWords) -> Stance:
    """Stance of the cue: of verb and object or preposition together where the book has them, else of the word."""
    tree, head = candidate.tree, candidate.head
    for k in tree.kids[head]:
        if tree.dep[k] in ("dobj", "nsubjpass") and tree.lemma[k] in words.responsibility and candidate.lemma in ("claim", "take", "accept", "admit"):
            return "claims_responsibility"
        if tree.dep[k] in ("prep", "prt", "dobj"):
            phrase = book.phrases.get(f"{candidate.lemma} {tree.lower[k]}")
            if phrase is not None:
                return _as_stance(phrase.stance)
    pos = {"verb": "verb", "noun": "noun", "adjective": "adjective"}.get(candidate.frame)
    cue = book.find(pos, candidate.lemma) if pos else None
    return _as_stance(cue.stance) if cue else "asserts"


def _as_stance(name: str) -> Stance:
    """A stance of the contract by its name; `asserts` for an unknown one."""
    return name if name in _STANCES else "asserts"  # type: ignore[return-value]


_STANCES = frozenset({
    "asserts", "denies", "threatens", "warns", "demands", "promises", "doubts", "predicts", "claims_responsibility",
})  # fmt: skip


def _negated(tree: Tree, verb: int) -> bool:
    """True when a verb has a negation of its own."""
    return any(tree.dep[k] == "neg" or tree.lower[k] in ("never", "neither") for k in tree.kids[verb])


def content_stance(content: Said, words: StanceWords, speaker: set[str]) -> Stance:
    """What the content itself does, when its cue only says."""
    if not content.tokens:
        return "asserts"
    tree, said = content.tree, content.words
    future = _future(content, words)
    if said & words.deny and not said & {"report", "spread"}:
        return "denies"
    if said & words.doubt and not future:
        return "doubts"
    if _threat(content, words, speaker, future):
        return "threatens"
    if _denial(content, words):
        return "denies"
    if _danger_ahead(content, words):
        return "warns"
    if future and said & words.menacing_object and said & {"could", "might", "may"}:
        return "warns"
    main = content.main()
    if said & words.obligation and main is not None and not _perfect(tree, content.tokens):
        return "demands"
    if future or said & words.foretell or _does_not_see(content):
        return "predicts"
    return "asserts"


def _future(content: Said, words: StanceWords) -> bool:
    """True when the main clause, or one joined to it, tells of what is to come."""
    tree = content.tree
    if _going_to(content):
        return True
    inside = set(content.tokens)
    for i in content.tokens:
        if tree.tag[i] != "MD" or tree.lower[i] not in words.future:
            continue
        verb = tree.head[i]
        if tree.lower[i] in ("will", "wo", "'ll") and _negated(tree, verb):
            continue
        while tree.dep[verb] in ("conj", "parataxis") and tree.head[verb] in inside:
            verb = tree.head[verb]
        if tree.head[verb] not in inside or tree.head[verb] == verb or tree.dep[verb] == "ROOT":
            return True
    return False


def _danger_ahead(content: Said, words: StanceWords) -> bool:
    """A danger as doer or object near the main verb, with a word that it grows or comes."""
    tree, main = content.tree, content.main()
    if not content.words & words.looming:
        return False
    for i in content.tokens:
        if tree.lemma[i] in words.danger and tree.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos"):
            steps, at = 0, i
            while at != main and tree.head[at] != at and steps < 4:
                at, steps = tree.head[at], steps + 1
            kids = {tree.lower[k] for k in tree.kids[i]} | {tree.lower[k] for k in tree.kids[at]} | {tree.lemma[at]}
            if (main is None or at == main) and kids & words.looming:
                return True
    return False


def _going_to(content: Said) -> bool:
    """True for "going to" with a verb after it."""
    tree = content.tree
    return any(tree.lower[i] == "going" and tree.kid(i, "xcomp") is not None for i in content.tokens)


def _perfect(tree: Tree, tokens: list[int]) -> bool:
    """True for what should have been: blame for the past and no demand."""
    return any(tree.lower[i] in ("have", "'ve") and tree.dep[i] == "aux" for i in tokens)


# What "you" are told will happen to you.
_LOSE = frozenset({"lose", "pay", "regret", "suffer", "die", "burn", "bleed"})


def _threat(content: Said, words: StanceWords, speaker: set[str], future: bool) -> bool:
    """Harm to come from the speaker: a hostile verb under will or going to with the speaker as its doer."""
    tree = content.tree
    hesitate = any(tree.lemma[i] == "hesitate" and _negated(tree, i) for i in content.tokens)
    if not future and not hesitate:
        return False
    for i in content.tokens:
        lemma = tree.lemma[i]
        if tree.is_verb(i) and (lemma in words.hostile or lemma in words.menace):
            doer = _doer(tree, i)
            if doer is not None and tree.lower[doer] in speaker:
                return True
    for i in content.tokens:
        if tree.lemma[i] in _LOSE and tree.is_verb(i) and (doer := _doer(tree, i)) is not None and tree.lower[doer] == "you":
            return True
    return bool({"will", "'ll"} & content.words and content.words & {"you", "your"} and content.words & words.menace)


def _doer(tree: Tree, verb: int) -> int | None:
    """Subject of a verb or of the clause above it."""
    at = verb
    for _ in range(4):
        found = tree.kid(at, "nsubj")
        if found is not None:
            return found
        if tree.head[at] == at or tree.dep[at] not in ("conj", "xcomp"):
            return None
        at = tree.head[at]
    return None


def _denial(content: Said, words: StanceWords) -> bool:
    """An answer of no, or something said not to be, not to have been seen, or not to be the speaker's doing."""
    tree = content.tree
    plain = [i for i in content.tokens if tree.lower[i].isalnum()]
    if plain and tree.lower[plain[0]] == "no" and plain[0] + 1 < len(tree) and tree.lower[plain[0] + 1] == ",":
        return True
    main = content.main()
    if main is None or content.words & {"will", "wo", "'ll"}:
        return False
    near = [main, *tree.kids[main]]
    far = {*near, *(g for k in near for g in tree.kids[k])}
    if any(tree.lower[i] == "not" and i + 1 < len(tree) and tree.lower[i + 1] in ("only", "all", "every") for i in content.tokens):
        return False
    negative = any(tree.lower[i] in _REFUSALS for i in near) or any(
        tree.lower[i] in ("no", "neither", "none") and tree.dep[tree.head[i]] in ("nsubj", "attr", "dobj") for i in far
    )
    if not negative:
        return False
    scope = {tree.lemma[i] for i in far} | {tree.lower[i] for i in far}
    return bool(scope & words.involvement) and (tree.lemma[main] in words.perceive or tree.lemma[main] == "be" or "aux" in tree.dep)


def _does_not_see(content: Said) -> bool:
    """ "I don't see him doing it": a forecast in the negative."""
    tree = content.tree
    for i in content.tokens:
        if tree.lemma[i] in ("see", "expect", "foresee") and _negated(tree, i):
            below = tree.kid(i, "ccomp", "xcomp", "dobj")
            if below is not None and (tree.tag[below] == "VBG" or tree.kid(below, "acl") is not None):
                return True
    return False


def said_in(tree: Tree, option: Option) -> Said:
    """The tokens of a content."""
    return Said(tree, [i for lo, hi in option.ranges for i in range(lo, hi + 1)])
