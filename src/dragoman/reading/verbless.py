"""Headlines whose verb the tagger takes for a noun: "Rebels shell town" is no town, "KLM halts flights" are no flights.

A line without a finite verb that holds a word which may be one is parsed once more with that word in the past
("halted"), a form that is no noun; what the parser then makes of the line holds if the word became its verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .columns import Columns, columns_of
from .lemma import coarse, kept

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from ..knowledge.framebook import FrameBook

    Parse = Callable[[Iterable[Doc]], Sequence[Doc]]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NAMING = frozenset({"compound", "amod", "nmod", "det"})
"""What a word is that stands before a noun and no verb, whatever its tag."""
_MAY_BE = frozenset({"NN", "NNS", "NNP", "VBZ", "VBP"})
_SINGULAR = frozenset({"NN", "NNP"})
_BEHIND = frozenset({"DT", "PRP$", "CD", "JJ", "JJS", "JJR", "NN", "NNS", "NNP", "NNPS", "TO"})
"""Tags that open what a verb is done to."""
_OBJECTS = frozenset({"dobj", "xcomp", "ccomp"})
_LONGEST = 25
"""Words of the longest line that can be a headline."""


@dataclass(frozen=True, slots=True)
class LineVerbs:
    """Words of the frames by which a noun that is a verb is told."""

    verbs: frozenset[str] = frozenset()
    """Dictionary forms of verbs that tell of a deed or a measure."""
    deeds: frozenset[str] = frozenset()
    """Those that are nouns of the deed too: "attacks" beside a name are more often attacks."""
    several: frozenset[str] = frozenset()
    """Singulars that are many and take the bare verb: "police arrest"."""
    doers: frozenset[str] = frozenset()
    """Nouns of people and powers that do such deeds."""
    aftermath: frozenset[str] = frozenset()
    """Nouns behind a noun of a deed that are no target: "attacks inquiry"."""

    @classmethod
    def of(cls, book: FrameBook) -> LineVerbs:
        """The words of one frame book."""
        verbs = {word for word, frames in book.verbs.items() if any(frame.kind in book.kinds for frame in frames)}

        def members(*names: str) -> frozenset[str]:
            return frozenset(word for word, classes in book.classes.items() if classes & set(names))

        return cls(
            frozenset(verbs),
            frozenset(verbs & book.nouns.keys()),
            members("collective"),
            members("force", "gunman", "official", "country", "crowd", "aircraft"),
            members("aftermath"),
        )

    def verb_of(self, columns: Columns, vocab: Vocab) -> tuple[int, str] | None:
        """The word of a verbless line that may be its verb, with its dictionary form; None for all other lines."""
        tags, deps = columns.tags, columns.deps
        for tag, dep in zip(tags, deps, strict=True):
            if tag in _FINITE and dep not in _NAMING:
                return None
        if not 3 <= len(tags) <= _LONGEST:
            return None
        lemma_of = kept(vocab).lemma_of
        for at in range(1, len(tags) - 1):
            if tags[at] in _MAY_BE and tags[at + 1] in _BEHIND and columns.words[at].islower():
                word = lemma_of[columns.lower[at], "VB"]
                if word in self.verbs and self._agrees(columns, at, word) and self._is_verb(columns, at, word):
                    return at, word
        return None

    def _agrees(self, columns: Columns, at: int, word: str) -> bool:
        """ "Gang murders", "rebels shell": an -s behind one, none behind several."""
        before, tag = columns.lower[at - 1], columns.tags[at - 1]
        named = columns.words[at - 1][:1].isupper()
        many = tag in ("NNS", "NNPS") or before in self.several or (named and before.endswith("s"))
        if columns.lower[at] == word:
            return many
        return columns.lower[at].endswith("s") and (tag in _SINGULAR or (named and tag.startswith(("NN", "JJ"))))

    def _is_verb(self, columns: Columns, at: int, word: str) -> bool:
        """False for "London riots inquiry" and "train strikes chaos": a noun of a deed needs a doer, and no sequel."""
        end = len(columns.tags)
        behind = next((i for i in range(at + 1, end) if not columns.tags[i].startswith(("NN", "JJ"))), None)
        phrase = columns.lemmas[at + 1 : behind]
        if phrase and phrase[-1] in self.aftermath:
            return False
        before = columns.lemmas[at - 1]
        bare = columns.lower[at] == word and columns.tags[at - 1] == "NNS"
        return word not in self.deeds or bare or before in self.doers or columns.tags[at - 1] in ("NNP", "NNPS")


def with_verbs(lines: Sequence[Columns], verbs: LineVerbs, vocab: Vocab, parse: Parse) -> list[Columns]:
    """The parses of a report, those of verbless lines with the verb they have. `parse`: the pipeline."""
    found = {n: verb for n, line in enumerate(lines) if (verb := verbs.verb_of(line, vocab)) is not None}
    told = list(lines)
    if found:
        docs = parse([_in_past(lines[n], *verb, vocab) for n, verb in found.items()])
        for (n, (at, word)), doc in zip(found.items(), docs, strict=True):
            told[n] = _as_verb(lines[n], at, word, doc)
    return told


def _in_past(line: Columns, at: int, word: str, vocab: Vocab) -> Doc:
    """The words of a line, one of them in a form of the past that no noun has, whether English has it or not."""
    from spacy.tokens import Doc

    words = [*line.words[:at], word + ("d" if word.endswith("e") else "ed"), *line.words[at + 1 :]]
    spaces = [end < start for end, start in zip(line.ends, line.starts[1:], strict=False)]
    return Doc(vocab, words=words, spaces=[*spaces, False])


def _as_verb(line: Columns, at: int, word: str, doc: Doc) -> Columns:
    """The new parse under the old words; the old one where the word is no verb with a doer and an object after all."""
    new = columns_of(doc, doc.text, line.starts[0])
    below = {new.deps[i] for i in new.kids[at]}
    is_verb = new.deps[at] in ("ROOT", "ccomp") and new.tags[at].startswith("VB")
    if not is_verb or "nsubj" not in below or not _OBJECTS & below:
        return line
    tags, lemmas = list(new.tags), list(new.lemmas)
    tags[at], lemmas[at] = "VBP" if line.lower[at] == word else "VBZ", word
    return replace(
        new, words=line.words, lower=line.lower, starts=line.starts, ends=line.ends, tags=tags, lemmas=lemmas,
        parts=[coarse(tag) for tag in tags],
    )  # fmt: skip
