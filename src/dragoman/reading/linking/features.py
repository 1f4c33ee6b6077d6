"""What the model sees of a phrase: its words, what governs it, the deeds around it. Names of features hold no names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...model import HAPPENED, ActorMention, Mention, Span
from ..lemma import lemma
from .phrases import NAMES, Phrase, left_edge

if TYPE_CHECKING:
    from ..token import Token

_LONG = 12
_TELLING = ("individual", "thing", "body", "fighters", "weapon", "no party")
"""Classes of nouns that decide what a phrase can be at all."""
_NAME = "NAME"


def stands(mention: Mention) -> bool:
    """True for a deed of its own that happened and is news."""
    return mention.status in HAPPENED and not mention.series and not mention.background


def is_violence(mention: Mention, book: FrameBook) -> bool:
    """True for a mention whose kind is violence."""
    kind = book.kinds.get(mention.kind)
    return kind is not None and kind.group == "violence"


def is_open(mention: Mention, book: FrameBook) -> bool:
    """True for a deed of violence that stands."""
    return is_violence(mention, book) and stands(mention)


@dataclass(slots=True)
class Around:
    """What a report tells in and around one sentence. `deeds`: mentions of violence there with their trigger words."""

    classes: Mapping[str, frozenset[str]]
    heads: Mapping[int, ActorMention] = field(default_factory=dict)
    deeds: Sequence[tuple[Mention, Token]] = ()
    others: Sequence[Mention] = ()
    """Mentions of the sentence that are no violence."""
    number: int = 0
    """How many deeds the report tells that stand as news."""
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Roles in which the same words are parties anywhere in the report."""
    far: int = 0
    """How many sentences away the nearest deed is."""


def of_phrase(phrase: Phrase, around: Around, wording: str, times: int) -> list[str]:
    """All features. `wording`: the phrase's usual words; `times`: how often the report has them."""
    sense = sense_of(phrase, around.classes)
    found = [*_own(phrase, around, sense), *_above(phrase, sense), *_below(phrase, around)]
    found += [*_deeds(phrase, around, sense), *_parties(phrase, around, sense)]
    found += [f"news {min(around.number, 4)}", f"news {min(around.number, 3)} {sense}", f"times {min(times, 4)}"]
    found.append(f"sentence {min(phrase.sentence.index, 5)}")
    for role in around.roles.get(wording, ()):
        found += [f"elsewhere {role}", f"elsewhere {role} {sense}"]
    return list(dict.fromkeys(found))


def sense_of(phrase: Phrase, classes: Mapping[str, frozenset[str]]) -> str:
    """One word for what a phrase means: type and sector of an actor, else the first class of its noun."""
    own = _classes(phrase.head, classes)
    actor = phrase.actor
    if actor is None:
        sense = own[0] if own else ("name" if phrase.proper else "none")
    elif actor.actor_id and actor.type in ("group", "organisation") and actor.sector:
        sense = f"body:{actor.sector}"
    else:
        sense = _type(actor)
    return sense if phrase.proper else "|".join([sense, *(name for name in _TELLING if name in own)])


def _type(actor: ActorMention) -> str:
    """Type of an actor, marked where it is one that is known by name."""
    return actor.type + ("#" if actor.actor_id else "")


def _classes(token: Token, classes: Mapping[str, frozenset[str]]) -> list[str]:
    """Classes of a noun in a fixed order."""
    return sorted({*classes.get(lemma(token), ()), *classes.get(str(token.lower_), ())})


def _word(token: Token) -> str:
    """Dictionary form of a word; names all read alike, so that no weight is about anybody."""
    return _NAME if token.tag_ in NAMES else lemma(token)


def _own(phrase: Phrase, around: Around, sense: str) -> Iterator[str]:
    """The head word: itself, its tag, its classes, the actor that it names."""
    head, mark = phrase.head, "name class" if phrase.proper else "class"
    yield "word " + _word(head)
    yield "tag " + head.tag_
    yield from (f"{mark} {name}" for name in _classes(head, around.classes))
    if phrase.actor is not None:
        yield "actor " + _type(phrase.actor)
        yield f"sector {phrase.actor.sector}"
    yield "sense " + sense


def _above(phrase: Phrase, sense: str) -> Iterator[str]:
    """What governs the phrase, and what governs that."""
    head = phrase.head
    governor, dep, prep = governor_of(head)
    word = _word(governor)
    yield "dep " + head.dep_
    yield "governor " + word
    yield f"governor {word} {dep} {prep}"
    yield f"governor {word} {dep} {prep} {sense}"
    yield f"link {dep} {prep} {sense}"
    top, upper, through = governor.head, governor.dep_, ""
    if top.tag_ in ("IN", "TO"):
        top, through = top.head, str(top.lower_)
    yield f"above {_word(top)} {upper} {through}"
    yield f"chain {word} {dep} {prep} {_word(top)}"
    if head.dep_ in ("conj", "appos"):
        yield "lifted " + head.dep_


def governor_of(head: Token) -> tuple[Token, str, str]:
    """The word that governs a phrase, seen through coordination, apposition and a preposition."""
    token, steps = head, 0
    while token.dep_ in ("conj", "appos") and steps < _LONG:
        token, steps = token.head, steps + 1
    governor = token.head
    if governor.tag_ in ("IN", "TO") and token.dep_ in ("pobj", "pcomp"):
        return governor.head, token.dep_, str(governor.lower_)
    return governor, token.dep_, ""


def _below(phrase: Phrase, around: Around) -> Iterator[str]:
    """Modifiers, phrases and clauses that hang on the head, and the words beside it."""
    head = phrase.head
    for child in head.children:
        if child.i < head.i and child.dep_ in ("compound", "amod", "nmod", "poss", "nummod"):
            yield "modifier " + _word(child)
            actor = around.heads.get(child.i)
            if actor is not None:
                yield f"modifier of {actor.type} {actor.sector}"
        elif child.dep_ == "det":
            yield "determiner " + str(child.lower_)
        elif child.dep_ == "prep":
            yield from _phrase_below(child, around)
        elif child.dep_ in ("relcl", "acl"):
            yield "clause " + _word(child)
        elif child.dep_ == "appos":
            yield "has apposition"
    if head.i + 1 < len(head.doc):
        yield "next " + _form(head.nbor(1))
    edge = left_edge(head)
    if edge > 0:
        yield "before " + _form(head.doc[edge - 1])


def _phrase_below(prep: Token, around: Around) -> Iterator[str]:
    """A preposition of the phrase with the type or class of what it governs."""
    for inner in prep.children:
        if inner.dep_ == "pobj":
            actor = around.heads.get(inner.i)
            what = actor.type if actor is not None else (_classes(inner, around.classes) or ["-"])[0]
            yield f"phrase {prep.lower_} {what}"


def _form(token: Token) -> str:
    """A neighbouring word as it stands; names all read alike."""
    return _NAME if token.tag_ in NAMES else str(token.lower_)


def _deeds(phrase: Phrase, around: Around, sense: str) -> Iterator[str]:
    """The nearest deed of the sentence by syntax, and the way to it."""
    near = nearest(phrase, around.deeds)
    if near is None:
        yield "no deed"
        yield f"no deed {sense}"
        yield f"far {around.far} {sense}"
        root = _word(_top(phrase.head))
        yield f"root {root}"
        yield f"root {root} {sense}"
    else:
        mention, trigger, (up, down) = near
        steps, way, word = len(up) + len(down), "^".join(up) + "v" + ".".join(down), _word(trigger)
        yield f"deed {mention.kind}"
        yield f"deed {mention.status}"
        yield f"deed {mention.kind} {sense}"
        yield "deed stands" if stands(mention) else "deed falls"
        yield f"steps {min(steps, 9)}"
        yield f"side {trigger.i < phrase.head.i} {sense}"
        yield f"deed {mention.kind} {min(steps, 5)} {sense}"
        yield f"by {word} {sense}"
        if mention.background:
            yield "deed is history"
        if mention.series:
            yield "deed is a series"
        if steps <= 4:
            yield from (f"way {way}", f"way {way} {mention.kind}", f"way {way} {sense}", f"way {way} {word}")
    yield from (f"beside {mention.kind}" for mention in around.others)


def _top(token: Token) -> Token:
    """The word at the top of a phrase's clause tree."""
    steps = 0
    while token.head is not token and steps < _LONG:
        token, steps = token.head, steps + 1
    return token


def nearest(
    phrase: Phrase, deeds: Iterable[tuple[Mention, Token]]
) -> tuple[Mention, Token, tuple[list[str], list[str]]] | None:
    """The deed with the shortest way of syntax to a phrase, its trigger, and the way; None where there is none."""
    found = []
    for mention, trigger in deeds:
        way = _way(trigger, phrase.head)
        if way is not None:
            found.append((len(way[0]) + len(way[1]), abs(trigger.i - phrase.head.i), mention, trigger, way))
    if not found:
        return None
    *_, mention, trigger, way = min(found, key=lambda item: item[:2])
    return mention, trigger, way


def _way(start: Token, goal: Token) -> tuple[list[str], list[str]] | None:
    """Dependencies from one word up to what governs both, and down to the other; None for a very long way."""
    up = [start]
    # A root is its own head: it is counted again and again, as when the model was trained.
    while len(up) < _LONG:
        up.append(up[-1].head)
    place = {token.i: at for at, token in enumerate(up)}
    down = [goal]
    while down[-1].i not in place:
        if len(down) > _LONG:
            return None
        down.append(down[-1].head)
    return [_step(t) for t in up[: place[down[-1].i]]], [_step(t) for t in reversed(down[:-1])]


def _step(token: Token) -> str:
    """One step of a way: the dependency, and a preposition's word."""
    return str(token.dep_) if token.dep_ != "prep" else f"prep_{token.lower_}"


def _parties(phrase: Phrase, around: Around, sense: str) -> Iterator[str]:
    """Roles that the rules gave the phrase already."""
    at, end = phrase.start, phrase.start + len(phrase.head.text)
    found = False
    for mention in (*(mention for mention, _ in around.deeds), *around.others):
        violent = mention not in around.others
        for party in mention.actors:
            same = phrase.actor is not None and phrase.actor.start == party.start
            if not same and not (party.start <= at and at < party.end <= end + 1):
                continue
            found = True
            yield f"role {party.role} {'deed' if violent else 'other'} {stands(mention)}"
            yield f"role {party.role} {mention.kind}"
            yield f"role {party.role} {'deed' if violent else mention.kind} {sense}"
    if not found:
        yield "no role"


def of_wording(phrase: Phrase, part: str, span: Span, text: str, sense: str) -> list[str]:
    """Features of one way to word a phrase that was found to be a `part`."""
    words = text[span.start : span.end].lower().split()
    cuts = sorted(phrase.wordings[span])
    head = _word(phrase.head)
    found = [f"{part} + {'+'.join(cuts)}", f"{part} words {min(len(words), 6)}"]
    first = phrase.sentence.token_at(span.start)
    found.append(f"{part} first {_form(first) if first is not None else ''}")
    for cut in cuts:
        found += [cut, f"{part} {cut}", f"{part} {cut} {sense}", f"{head} {cut}"]
        if phrase.actor is not None:
            found.append(f"{cut} {_type(phrase.actor)}")
    return found
