"""Noun phrases that may be a party, each with the ways to word it: with its number, without, with its "of", bare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import ActorMention, Span
from ..events.phrases import bare_name
from ..lemma import lemma
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES = frozenset({"NNP", "NNPS"})
_LEFT = frozenset({
    "compound", "amod", "nummod", "nmod", "poss", "quantmod", "advmod", "case", "punct", "npadvmod", "det", "predet",
})  # fmt: skip
_POINTING = frozenset({"DT", "PRP$", "PDT", "WDT", "WP$"})
_COUNTING = frozenset({"CD", "DT", "PDT", "RB", "IN", "JJR", "JJS"})
_INSIDE = frozenset({"compound", "nmod", "amod"})
_HYPHENS = ("-", "–")
_AMOUNTS = frozenset({"several", "some", "many", "few", "other", "various", "numerous", "most", "another", "both"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by its head. `wordings`: every way to cut it, with the names of the cuts that give it."""

    sentence: Sentence
    head: Token
    actor: ActorMention | None
    wordings: Mapping[Span, frozenset[str]]

    @property
    def start(self) -> int:
        """Report offset of the head word."""
        return self.sentence.offset(self.head)

    @property
    def proper(self) -> bool:
        """True for a name by its tag."""
        return self.head.tag_ in NAMES


def phrases(
    text: str, sentence: Sentence, heads: Mapping[int, ActorMention], titles: frozenset[str]
) -> Iterator[Phrase]:
    """Phrases of one sentence. `heads`: actors by their head token; `titles`: small-letter words that precede names."""
    for token in sentence.tokens:
        actor = heads.get(token.i)
        if actor is not None and actor.antecedent is not None:
            continue
        if actor is None and (token.tag_ not in NOUNS or token.dep_ in _INSIDE):
            continue
        yield Phrase(sentence, token, actor, _wordings(text, sentence, token, actor, titles))


def left_edge(head: Token) -> int:
    """Index of the first word of the unbroken run of modifiers before a head."""
    start = int(head.i)
    for child in reversed([child for child in head.lefts if child.dep_ in _LEFT]):
        gap = range(child.right_edge.i + 1, start)
        if not all(head.doc[at].is_punct for at in gap):
            break
        start = int(child.left_edge.i)
    return start


def _wordings(
    text: str, sentence: Sentence, head: Token, actor: ActorMention | None, titles: frozenset[str]
) -> Mapping[Span, frozenset[str]]:
    """Every cut of the phrase. Two names of cuts that give the same words share an entry."""
    doc, first = head.doc, left_edge(head)
    whole = _past(doc, first, head.i, lambda token: token.tag_ in _POINTING or token.is_punct)
    bare = _past(doc, whole, head.i, lambda token: token.tag_ in _COUNTING or token.lower_ in _AMOUNTS)
    nouns = _past(doc, bare, head.i, lambda token: token.tag_ not in NOUNS)
    name = int(head.i)
    while name > first and doc[name - 1].tag_ in NAMES:
        name -= 1
    cuts = [("whole", whole, head.i), ("bare", bare, head.i), ("nouns", nouns, head.i), ("head", head.i, head.i)]
    cuts += [("name", name, head.i), ("all", whole, head.right_edge.i)]
    later = _past(doc, min(bare + 1, int(head.i)), head.i, _is_joint)
    cuts.append(("later", later, head.i))
    tail = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == head.i + 1), None)
    if tail is not None:
        inner = next((child for child in tail.children if child.dep_ == "pobj"), None)
        cuts += [("of", bare, inner.i), ("later of", later, inner.i)] if inner is not None else []
        cuts.append(("all of", bare, tail.right_edge.i))
    found: dict[Span, set[str]] = {}
    for called, start, end in cuts:
        span = Span(sentence.offset(doc[start]), sentence.token_span(doc[end]).end)
        found.setdefault(span, set()).add(called)
    if actor is not None:
        found.setdefault(Span(actor.start, actor.end), set()).add("actor")
    own = _person(text, sentence, head, actor, titles)
    if own is not None:
        found.setdefault(own, set()).add("person")
    return {span: frozenset(called) for span, called in found.items()}


def _past(doc: Sequence[Token], start: int, end: int, skip: Callable[[Token], bool]) -> int:
    """The first word from `start` on, up to `end`, that is not to be skipped; hyphenated words stay whole."""
    while start < end and skip(doc[start]) and doc[start + 1].text[:1] not in _HYPHENS:
        start += 1
    return start


def _is_joint(token: Token) -> bool:
    """True for a hyphen and for a mark of the genitive: no phrase begins there."""
    return token.is_punct or token.tag_ == "POS"


def _person(
    text: str, sentence: Sentence, head: Token, actor: ActorMention | None, titles: frozenset[str]
) -> Span | None:
    """The words of a name without title and office, or None for what is no name."""
    if actor is not None and actor.type == "person" and actor.actor_id and actor.name:
        return Span(*bare_name(text, actor.start, actor.end, actor.name))
    if head.tag_ not in NAMES:
        return None
    first = int(head.i)
    while first > 0 and head.doc[first - 1].tag_ in NAMES:
        first -= 1
    while first < head.i and _is_title(head.doc[first], titles):
        first += 1
    # "U.S. citizen Ann Lee": a noun of people amid the run ends what is no name, if a full name follows.
    amid = [at for at in range(first, int(head.i) - 1) if _is_title(head.doc[at], titles)]
    first = amid[-1] + 1 if amid else first
    return Span(sentence.offset(head.doc[first]), sentence.token_span(head).end)


def _is_title(token: Token, titles: frozenset[str]) -> bool:
    """True for a title or a noun of people, also in the plural and where the tagger took it for a name."""
    word = str(token.lower_).rstrip(".")
    forms = {word, lemma(token), word.removesuffix("s"), word.removesuffix("men") + "man"}
    return not forms.isdisjoint(titles)
