"""The parser's steps at less than half the price: what its network makes of all sentences is worked out at once.

spaCy walks all sentences of a batch together, one step (shift, reduce, arc, break) at a time. Compiled code adds up
the features of each sentence alone, and for every addition it takes Python's global lock and gives it back. Here a step
is a handful of numpy's operations over all sentences, and the lock stays where it is; what a step may do and does is
still spaCy's. Method: `spacy.TransitionBasedParser`, greedy, its weights as installed; the sums are taken in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Matrix = NDArray[np.float32]

_MOST = 6_000
"""Tokens walked over together: each takes 4 KB of features."""
_PROBE = (
    "The U.S. embassy in Baghdad's Green Zone wasn't hit, officials who had seen it said on Jan. 5.",
    "\"No one,\" he added, \"was hurt; guards fired back and left.\" They did",
)  # fmt: skip


class Steps:
    """Stands in for spaCy's parser: the same heads and labels for the same vectors."""

    def __init__(self, parser: Any) -> None:
        from spacy.ml.parser_model import ParserStepModel

        self.parser = parser
        lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
        weights, bias, pad = (lower.get_param(name) for name in ("W", "b", "pad"))
        self._slots = weights.shape[0]
        """Places of a state that are looked at: the tops of stack and buffer and what hangs on them."""
        # The pieces stand one behind the other: all first, all second.
        self._lower = np.ascontiguousarray(weights.transpose(0, 2, 1, 3).reshape(-1, weights.shape[3]).T)
        self._pad = np.ascontiguousarray(pad[0].transpose(0, 2, 1).reshape(-1))
        self._bias = np.ascontiguousarray(bias.T.ravel())
        self._hidden = len(self._bias) // bias.shape[1]
        self._upper, self._upper_bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        self._width = len(self._bias)
        # spaCy's own method, which asks its model for nothing but this number.
        asked = SimpleNamespace(state2vec=SimpleNamespace(nF=self._slots))
        self._looked_at: Any = lambda states: ParserStepModel.get_token_ids(asked, states)
        # Features lie by token and slot; token -1, where nothing stands, is the first row.
        self._rows = (np.arange(self._slots) + self._slots)[:, None]

    def parse(self, docs: Sequence[Doc]) -> None:
        """Write heads and labels into docs that have their vectors and tags."""
        for part in _parts(docs):
            self.parser.set_annotations(part, self.states(part))

    def states(self, docs: Sequence[Doc]) -> list[Any]:
        """spaCy's final state of each doc."""
        states: list[Any] = self.parser.moves.init_batch(docs)
        going = [state for state in states if not state.is_final()]
        if not going:
            return states
        features = self._features(self.parser.model.get_ref("tok2vec").predict(docs))
        rows, size = self._rows, self._hidden
        while going:
            at = self._looked_at(going).T * self._slots
            at += rows
            told: Matrix = np.add.reduce(features.take(at, axis=0), axis=0)
            told += self._bias
            best = np.maximum(told[:, :size], told[:, size:])
            scores = best.dot(self._upper)
            scores += self._upper_bias
            going = self.parser.transition_states(going, scores)
        return states

    def _features(self, vectors: Matrix) -> Matrix:
        """What each token says in each slot: tokens and one for none, times slots, by the width of the hidden layer."""
        made = np.empty((len(vectors) + 1, len(self._pad)), np.float32)
        made[0] = self._pad
        np.matmul(vectors, self._lower, out=made[1:])
        return made.reshape(-1, self._width)


def take_steps(nlp: Language) -> Steps | None:
    """Take the parser's place in a pipeline, its steps being taken here; None, and nothing changed, if it is another.

    Or if the two should disagree.
    """
    parser: Any = nlp.get_pipe("parser") if nlp.pipe_names[-1:] == ["parser"] else None
    if parser is None or not _known(parser):
        return None
    steps = Steps(parser)
    docs = [nlp.make_doc(text) for text in _PROBE]
    for name, pipe in nlp.pipeline:
        if name != "parser":
            docs = list(pipe.pipe(docs))  # type: ignore[attr-defined]
    theirs, ours = parser.predict(docs), steps.states(docs)
    if [_arcs(state) for state in theirs] != [_arcs(state) for state in ours]:
        return None
    nlp.disable_pipe("parser")
    return steps


def _arcs(state: Any) -> list[tuple[int, ...]]:
    """Heads, dependants and labels that a parse has found."""
    return sorted(tuple(arc.values()) if isinstance(arc, dict) else tuple(arc) for arc in state.arcs)


def _known(parser: Any) -> bool:
    """True for a greedy parser of one maxout layer of two pieces and one linear layer, all its moves learnt."""
    model = parser.model
    return (
        parser.cfg.get("beam_width") == 1
        and model.name == "parser_model"
        and model.attrs.get("has_upper") is True
        and not model.attrs.get("unseen_classes")
        and model.get_ref("lower").name == "precomputable_affine"
        and model.get_ref("lower").get_dim("nP") == 2
        and model.get_ref("upper").name == "linear"
    )


def _parts(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Docs in order, so many together that their features do not fill the memory."""
    part: list[Doc] = []
    size = 0
    for doc in docs:
        if part and size + len(doc) > _MOST:
            yield part
            part, size = [], 0
        part.append(doc)
        size += len(doc)
    if part:
        yield part
