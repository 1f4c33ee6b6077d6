"""The parser's word vectors, at half the price: each word's own vector is made once and kept, not once a token.

spaCy's small pipelines give every token a vector from its own letters (`embed`) and then four times mix it with its
neighbours' (`encode`). The first half does not see the neighbours, so its answer is the same for every "the"; the
second is done here with fewer copies of large matrices. Method: the layers of spaCy's `HashEmbedCNN`, their weights as
installed. Kept vectors are worked out in double precision, so that they do not depend on which words came together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Matrix = NDArray[np.float32]

_MOST = 40_000
"""Words whose vectors are kept (400 bytes each): a report of random letters must not fill the memory."""
_ROWS = 256
"""Tokens that are multiplied at once: their results stay in the processor's cache until they are used."""
_TINY = 1e-08
"""What thinc adds to a variance, so that it is never 0."""
_LETTERS = frozenset({"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"})
"""What a vector may be made of, to be the same for each token of the same word, norm and space after it."""
_KEY: list[int | str] = ["ORTH", "NORM", "SPACY"]
_EMBED = ("maxout", "layernorm")
_ENCODE = ("expand_window", "maxout", "layernorm")
_PROBE = "The U.S. embassy in Baghdad's Green Zone wasn't hit, officials said on Jan. 5."
_NEAR = 1e-3
"""How far two vectors of one token may be apart: they are of the order of 1, rounding of the order of 1e-6."""


class Layer(NamedTuple):
    """One maxout layer with its normalisation. The pieces stand one behind the other: all first, all second, ..."""

    weights: NDArray[Any]
    """Inputs by pieces times outputs."""
    bias: NDArray[Any]
    pieces: int
    gain: NDArray[Any]
    shift: NDArray[Any]

    @classmethod
    def of(cls, maxout: Any, norm: Any, kind: type[Any]) -> Layer:
        """The weights of thinc's layers, in the order that is quick to use."""
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        wide = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).T
        made = (np.ascontiguousarray(wide, kind), np.ascontiguousarray(bias.T.ravel(), kind), bias.shape[1])
        return cls(*made, norm.get_param("G").astype(kind), norm.get_param("b").astype(kind))

    def apply(self, given: NDArray[Any]) -> NDArray[Any]:
        """Tokens by inputs to tokens by outputs."""
        size = len(self.gain)
        made = np.empty((len(given), size), given.dtype)
        room = np.empty((min(_ROWS, len(given)), self.weights.shape[1]), given.dtype)
        for start in range(0, len(given), _ROWS):
            rows = given[start : start + _ROWS]
            wide = np.matmul(rows, self.weights, out=room[: len(rows)])
            wide += self.bias
            best = made[start : start + _ROWS]
            np.maximum(wide[:, :size], wide[:, size : 2 * size], out=best)
            for piece in range(2, self.pieces):
                np.maximum(best, wide[:, piece * size : (piece + 1) * size], out=best)
        made -= made.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", made, made) / size + _TINY
        made *= (variance**-0.5)[:, None]
        made *= self.gain
        made += self.shift
        return made


class WordVectors:
    """Stands in for the model of spaCy's `tok2vec`: the same vectors for the same tokens."""

    def __init__(self, embed: Any, encode: Any) -> None:
        self._features: Any = embed.layers[0]
        self._hashed: Any = next(node for node in embed.walk() if node.name.startswith("with_array")).layers[0]
        maxout, norm = _named(embed, _EMBED)
        self._own = Layer.of(maxout, norm, np.float64)
        nodes = _named(encode, _ENCODE)
        self._mixing = [Layer.of(*pair, np.float32) for pair in zip(nodes[1::3], nodes[2::3], strict=True)]
        self._width = len(self._own.gain)
        self._rows: dict[tuple[int, ...], int] = {}
        self._kept: Matrix = np.zeros((0, self._width), np.float32)

    def of(self, docs: Sequence[Doc]) -> list[Matrix]:
        """One matrix for each doc: tokens by width."""
        lengths = [len(doc) for doc in docs]
        # Docs stand one under the other, so far apart that none sees another: each layer looks one row further.
        apart, width = len(self._mixing), self._width
        starts = [apart + sum(lengths[:number]) + apart * number for number in range(len(lengths))]
        inside = np.concatenate([np.arange(at, at + size) for at, size in zip(starts, lengths, strict=True)])
        whole = np.zeros((apart * (len(lengths) + 1) + sum(lengths), width), np.float32)
        whole[inside] = self._embedded([doc for doc in docs if len(doc)])
        around = np.zeros((len(whole), 3 * width), np.float32)
        for layer in self._mixing:
            around[1:, :width] = whole[:-1]
            around[:, width : 2 * width] = whole
            around[:-1, 2 * width :] = whole[1:]
            whole += layer.apply(around)
        return [whole[at : at + size] for at, size in zip(starts, lengths, strict=True)]

    def _embedded(self, docs: Sequence[Doc]) -> Matrix:
        """The tokens' own vectors, one under the other."""
        keys = [key for doc in docs for key in zip(*doc.to_array(_KEY).T.tolist(), strict=True)]
        if len(self._rows) > _MOST:
            self._rows.clear()
        try:
            rows = list(map(self._rows.__getitem__, keys))
        except KeyError:
            self._keep(docs, {key: at for at, key in enumerate(keys) if key not in self._rows})
            rows = list(map(self._rows.__getitem__, keys))
        return self._kept[rows]

    def _keep(self, docs: Sequence[Doc], new: dict[tuple[int, ...], int]) -> None:
        """Make the vectors of words not met before; `new` gives each the number of a token that shows it."""
        features = np.concatenate(self._features.predict(docs))[list(new.values())]
        made = self._own.apply(self._hashed.predict(features).astype(np.float64))
        have = len(self._rows)
        if have + len(new) > len(self._kept):
            room = np.zeros((2 * (have + len(new)), self._width), np.float32)
            room[:have] = self._kept[:have]
            self._kept = room
        self._kept[have : have + len(new)] = made
        for at, key in enumerate(new):
            self._rows[key] = have + at


def keep_word_vectors(nlp: Language) -> bool:
    """Put `WordVectors` in the place of the pipeline's own model, where that is of the layers known here.

    Gives False, and leaves the pipeline as it was, for another sort of model or if the two should disagree.
    """
    from thinc.api import Model

    component: Any = nlp.get_pipe("tok2vec") if "tok2vec" in nlp.pipe_names else None
    if component is None or not _known(component.model):
        return False
    theirs = component.model
    ours = WordVectors(theirs.get_ref("embed"), theirs.get_ref("encode"))
    docs = [nlp.make_doc(_PROBE), nlp.make_doc(_PROBE[:8])]
    agree = all(
        a.shape == b.shape and np.abs(a - b).max() < _NEAR
        for a, b in zip(theirs.predict(docs), ours.of(docs), strict=True)
    )
    if agree:
        component.model = Model(
            "kept_vectors", lambda _, docs, is_train: (ours.of(docs), None), dims={"nO": theirs.get_dim("nO")}
        )
    return agree


def _named(model: Any, names: Sequence[str]) -> list[Any]:
    """The layers of these names, in order."""
    return [node for node in model.walk(order="dfs_pre") if node.name in names]


def _known(model: Any) -> bool:
    """True for hashed letters, one maxout layer, and maxout layers over a token and its two neighbours."""
    if not (model.has_ref("embed") and model.has_ref("encode")):
        return False
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    wide, own, mixing = embed.layers[0], _named(embed, _EMBED), _named(encode, _ENCODE)
    return (
        wide.name == "extract_features"
        and _names_of(wide.attrs["columns"]) <= _LETTERS
        and [node.name for node in own] == list(_EMBED)
        and [node.name for node in mixing] == list(_ENCODE) * (len(mixing) // 3)
        and all(node.attrs["window_size"] == 1 for node in mixing[::3])
    )


def _names_of(columns: Sequence[int | str]) -> set[str]:
    """Attributes by their names, however the model lists them."""
    from spacy.attrs import NAMES

    return {NAMES[column] if isinstance(column, int) else column for column in columns}
