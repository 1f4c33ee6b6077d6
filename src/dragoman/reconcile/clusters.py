"""Event coreference across documents, as others score it: given mentions, one cluster number each.

Documents are grouped by topic; inside a group every pair of mentions gets a probability from a small logistic model
over lexical and contextual features (data: coreference.toml), and mentions join by average linkage.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..knowledge.tables import tables
from .topics import Vector, agglomerate, cosine, group_documents, inverse_frequencies, vector
from .words import FUNCTION_WORDS, stem, words

_TOPIC_COSINE = 0.05
_SUBTOPIC_COSINE = 0.12
_NEAR_WORDS = 4
_NAME = re.compile(r"[A-Z][\w'’.-]*|\d[\d,.]*")


@dataclass(frozen=True)
class EventWords:
    """Sets of words that name one sort of event, and words that stand for any (data: event_words.toml)."""

    sets: Mapping[str, frozenset[int]] = field(default_factory=dict)
    generic: frozenset[str] = frozenset()

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> EventWords:
        """Read the sets; raises BadSettings when a file does not parse."""
        found: dict[str, set[int]] = defaultdict(set)
        generic: set[str] = set()
        number = 0
        for table in tables("event_words.toml", folders):
            for line in table.get("sets", ()):
                for phrase in line.split():
                    found[_phrase(phrase.replace("_", " "))].add(number)
                number += 1
            generic.update(stem(word) for word in str(table.get("generic", "")).split())
        return cls({phrase: frozenset(sets) for phrase, sets in found.items()}, frozenset(generic))

    def of(self, stems: Sequence[str]) -> frozenset[int]:
        """The sets that a trigger names: by the whole phrase, else by its words."""
        whole = self.sets.get(" ".join(stems))
        if whole:
            return whole
        return frozenset(number for one in stems for number in self.sets.get(one, ()))


def _phrase(text: str) -> str:
    return " ".join(stem(word) for word in words(text) if word not in FUNCTION_WORDS or len(text.split()) == 1)


@dataclass(frozen=True)
class CorefModel:
    """Weights of the pair features, and the probability at which mentions join."""

    weights: Mapping[str, float]
    threshold: float
    lexicon: EventWords

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, folders: tuple[Path, ...] = ()) -> CorefModel:
        """Read the model; later files override earlier weights."""
        weights: dict[str, float] = {}
        threshold = 0.5
        for table in tables("coreference.toml", folders):
            weights.update(table["weights"])
            threshold = float(table.get("threshold", threshold))
        return cls(weights, threshold, EventWords.load(folders))

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely two mentions are of one event."""
        score = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True)
class Told:
    """A mention with all that pairs of mentions are compared by."""

    doc: str
    sentence: tuple[str, int, int]
    order: float
    trigger: str
    stems: tuple[str, ...]
    sets: frozenset[int]
    generic: bool
    proper: bool
    rarity: float
    document: Vector
    context: Vector
    near: Vector
    after: Vector
    names: frozenset[str]
    subtopic: int


def cluster_mentions(mentions: list[dict[str, Any]], *, model: CorefModel | None = None) -> list[int]:
    """Cluster event mentions across documents: one cluster number each, in the order of `mentions`.

    Each mention is a dict with `doc_id`, `text` (the whole document's), `sentence` {start, end} and `trigger`
    {start, end, text}. The clustering itself does not depend on their order.
    """
    model = model or CorefModel.load()
    places = sorted(range(len(mentions)), key=lambda i: _content_order(mentions[i]))
    told = prepare([mentions[i] for i in places], model.lexicon)
    labels = [0] * len(mentions)
    offset = 0
    for members in told.groups:
        similar = {
            (a, b): p
            for a, b in candidate_pairs([told.mentions[i] for i in members])
            if (p := model.probability(features(told.mentions[members[a]], told.mentions[members[b]]))) > 0.02
        }
        for member, label in zip(members, agglomerate(len(members), similar, model.threshold), strict=True):
            labels[places[member]] = offset + label
        offset += len(members)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]


def _content_order(mention: dict[str, Any]) -> tuple[str, int, int]:
    trigger = mention["trigger"]
    return (str(mention["doc_id"]), int(trigger["start"]), int(trigger["end"]))


@dataclass(frozen=True)
class Prepared:
    """Mentions with their features, and groups of their indices by topic."""

    mentions: list[Told]
    groups: list[list[int]]


def prepare(mentions: Sequence[dict[str, Any]], lexicon: EventWords) -> Prepared:
    """Group the documents of some mentions and work out what each mention is compared by."""
    texts = {str(m["doc_id"]): str(m["text"]) for m in mentions}
    docs = list(texts)
    topics = dict(zip(docs, group_documents(list(texts.values()), _TOPIC_COSINE), strict=True))
    subtopics = dict(zip(docs, group_documents(list(texts.values()), _SUBTOPIC_COSINE), strict=True))
    stems = {doc: [stem(w) for w in words(text) if w not in FUNCTION_WORDS] for doc, text in texts.items()}
    idf = inverse_frequencies(list(stems.values()))
    vectors = {doc: vector(tokens, idf) for doc, tokens in stems.items()}
    told = [_told(m, lexicon, idf, vectors[str(m["doc_id"])], subtopics[str(m["doc_id"])]) for m in mentions]
    groups: dict[int, list[int]] = defaultdict(list)
    for index, mention in enumerate(told):
        groups[topics[mention.doc]].append(index)
    return Prepared(told, list(groups.values()))


def _told(
    mention: dict[str, Any], lexicon: EventWords, idf: Mapping[str, float], document: Vector, subtopic: int
) -> Told:
    text, trigger, sentence = str(mention["text"]), mention["trigger"], mention["sentence"]
    start, end = int(trigger["start"]), int(trigger["end"])
    opening, closing = int(sentence["start"]), int(sentence["end"])
    named = str(trigger.get("text") or text[start:end])
    stems = tuple(stem(w) for w in words(named) if w not in FUNCTION_WORDS) or tuple(words(named))
    before = _stems(text[opening:start])
    after = _stems(text[end:closing])
    return Told(
        doc=str(mention["doc_id"]),
        sentence=(str(mention["doc_id"]), opening, closing),
        order=start / max(1, len(text)),
        trigger=" ".join(words(named)),
        stems=stems,
        sets=lexicon.of(stems),
        generic=all(one in lexicon.generic for one in stems),
        proper=named[:1].isupper() and start != opening,
        rarity=max((idf.get(one, 5.0) for one in stems), default=5.0),
        document=document,
        context=vector([*before, *after], idf),
        near=vector([*before[-_NEAR_WORDS:], *after[:_NEAR_WORDS]], idf),
        after=vector(after[:_NEAR_WORDS], idf),
        names=frozenset(m.group().lower() for m in _NAME.finditer(text[opening:closing])) - set(words(named)),
        subtopic=subtopic,
    )


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS]


def candidate_pairs(mentions: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Pairs of one topic that share a word, a set of words, or are too general to tell."""
    for j, b in enumerate(mentions):
        for i in range(j):
            a = mentions[i]
            if set(a.stems) & set(b.stems) or a.sets & b.sets or a.generic or b.generic or _letters(a, b) > 0.4:
                yield i, j


def _letters(a: Told, b: Told) -> float:
    """Share of letter trigrams of two triggers: catches typing errors and derivations the stemmer misses."""
    x, y = _trigrams(a.trigger), _trigrams(b.trigger)
    return len(x & y) / len(x | y) if x and y else 0.0


@lru_cache(maxsize=50_000)
def _trigrams(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def features(a: Told, b: Told) -> dict[str, float]:
    """What speaks for and against two mentions being of one event; each feature lies between 0 and about 1."""
    same = a.stems == b.stems
    shares = not same and bool(set(a.stems) & set(b.stems))
    kin = not same and not shares and bool(a.sets & b.sets)
    within = a.doc == b.doc
    document = cosine(a.document, b.document)
    context = cosine(a.context, b.context)
    near = cosine(a.near, b.near)
    names = len(a.names & b.names) / (1 + min(len(a.names), len(b.names)))
    lexical = "same" if same else "shares" if shares else "kin" if kin else "other"
    found = {
        "bias": 1.0,
        lexical: 1.0,
        f"{lexical} document": document,
        f"{lexical} context": context,
        f"{lexical} near": near,
        f"{lexical} within": float(within),
        f"{lexical} subtopic": float(a.subtopic == b.subtopic),
        "letters": _letters(a, b),
        "after": cosine(a.after, b.after),
        "names": names,
        "one sentence": float(a.sentence == b.sentence),
        "generic": float(a.generic or b.generic),
        "both generic": float(a.generic and b.generic),
        "rare": float(same) * min(a.rarity, b.rarity) / 6,
        "proper": float(a.proper and b.proper),
        "proper one": float(a.proper != b.proper),
        "sets shared": min(3, len(a.sets & b.sets)) / 3,
        "both openings": float(a.order < 0.3 and b.order < 0.3),
    }
    return found
