"""Sentences with their syntax: spaCy's tokens tied to the report's offsets.

Invariant: the report's text from `offset(token)` on is the token's own words, because the parser is given a copy of the
sentence of the same length (line breaks as spaces, case repaired letter by letter).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from threadpoolctl import ThreadpoolController

from ..errors import MissingModel
from ..model import Span, TextSpan
from .columns import Columns, columns_of
from .lemma import keep_lemma_tables
from .steps import Steps, take_steps
from .token import Token, tokens_of
from .vectors import keep_word_vectors
from .verbless import LineVerbs, with_verbs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

UNUSED_PIPES = ("ner", "attribute_ruler", "senter")
"""Parts of the spaCy pipeline that the reading replaces by knowledge: they cost more than the parse itself."""


class Placed(Protocol):
    """What stands at a place of the report."""

    @property
    def start(self) -> int:
        """Report offset of its first character."""


_P = TypeVar("_P", bound=Placed)


def starting_in(items: Sequence[_P], span: Span) -> Sequence[_P]:
    """Those that begin inside a stretch, of `items` in text order: a report's many are not walked for each sentence."""
    first = bisect_left(items, span.start, key=_START)
    return items[first : bisect_left(items, span.end, lo=first, key=_START)]


_START: Callable[[Placed], int] = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence before parsing: where it stands, in which paragraph, and what the parser is to see of it."""

    span: Span
    paragraph: int
    parser_text: str
    """Same length as the sentence; case repaired and line breaks flattened."""
    quoted: tuple[Span, ...] = ()
    """Stretches of this sentence (report offsets, quotation marks excluded) that stand inside quotation marks."""
    heading: bool = False
    """True for headlines and section headings: short lines without a final stop."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence: the words of `segment.parser_text` with their syntax."""

    index: int
    segment: Segment
    text: str
    """The report's own words for this sentence."""
    columns: Columns = field(compare=False, repr=False)
    """The parse as plain lists."""
    span: Span = field(init=False, compare=False, repr=False)
    """Offsets of the sentence in the report."""
    tokens: tuple[Token, ...] = field(init=False, compare=False, repr=False)
    """The words as objects."""
    memo: dict[str, Any] = field(init=False, compare=False, repr=False)
    """What rooms worked out about the whole sentence ("numbers", "weapons"), so that it is worked out once."""

    def __post_init__(self) -> None:
        keep = object.__setattr__
        keep(self, "span", self.segment.span)
        keep(self, "tokens", tokens_of(self.columns))
        keep(self, "memo", {})

    def offset(self, token: Token) -> int:
        """Report offset of a token's first character."""
        return self.columns.starts[token.i]

    def token_span(self, token: Token) -> Span:
        """Report offsets of one token."""
        return Span(self.columns.starts[token.i], self.columns.ends[token.i])

    def words(self, tokens: Iterable[Token]) -> TextSpan:
        """The stretch from the first to the last of `tokens`, with the report's own words. `tokens` is not empty."""
        ordered = sorted(tokens, key=lambda token: token.i)
        start, end = self.offset(ordered[0]), self.token_span(ordered[-1]).end
        return self.text_span(Span(start, end))

    def text_span(self, span: Span) -> TextSpan:
        """A stretch of this sentence, given in report offsets, with its words."""
        base = self.span.start
        return TextSpan(span.start, span.end, self.text[span.start - base : span.end - base])

    def tokens_in(self, span: Span | TextSpan) -> list[Token]:
        """Tokens that lie at least partly in a stretch of the report."""
        first = bisect_right(self.columns.ends, span.start)
        return list(self.tokens[first : bisect_left(self.columns.starts, span.end)])

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a report offset, or None."""
        found = bisect_right(self.columns.ends, offset)
        return self.tokens[found] if found < len(self.tokens) and self.columns.starts[found] <= offset else None


class Parser:
    """A spaCy pipeline cut down to what the reading needs, with lemmas on demand."""

    def __init__(self, nlp: Language, batch: int, steps: Steps | None = None) -> None:
        self.nlp = nlp
        self._batch = batch
        self._steps = steps
        self._threads = ThreadpoolController()

    @classmethod
    def load(cls, model: str, batch: int = 256) -> Parser:
        """Load the installed spaCy package `model`. Raises MissingModel when it is not there."""
        import spacy

        try:
            nlp = spacy.load(model, exclude=list(UNUSED_PIPES))
        except OSError as error:
            raise MissingModel(
                f"the parser model {model!r} is not installed: run `make setup`, or pip install it"
            ) from error
        keep_lemma_tables(nlp)
        _use_numpy(nlp)
        keep_word_vectors(nlp)
        return cls(nlp, batch, take_steps(nlp))

    def docs(self, texts: Iterable[str | Doc]) -> list[Doc]:
        """Tagged and parsed, in order."""
        docs = list(self.nlp.pipe(texts, batch_size=self._batch))
        if self._steps is not None:
            self._steps.parse(docs)
        return docs

    def parse(self, text: str, segments: Sequence[Segment], verbs: LineVerbs | None = None) -> list[Sentence]:
        """Parse the segments of one report, in batches; `verbs` find the verb of a headline that seems to have none."""
        texts = (segment.parser_text for segment in segments)
        # The matrices are small: several threads would spend more time on waiting for one another than on them.
        with self._threads.limit(limits=1, user_api="blas"):
            parses = [
                columns_of(doc, segment.parser_text, segment.span.start)
                for segment, doc in zip(segments, self.docs(texts), strict=True)
            ]
            parses = with_verbs(parses, verbs, self.nlp.vocab, self.docs) if verbs else parses
        return [
            Sentence(i, segment, text[segment.span.start : segment.span.end], columns)
            for i, (segment, columns) in enumerate(zip(segments, parses, strict=True))
        ]


def _use_numpy(nlp: Language) -> None:
    """Multiply matrices with numpy's library, which does it about three times as fast as the one thinc brings along."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None and isinstance(model.ops, NumpyOps):
            model._to_ops(ops)
