"""The phrases of a report that stand near a deed of violence, with their features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...knowledge.framebook import FrameBook
from ...model import ActorMention, Mention
from ..events.parties import heads_of_actors
from ..parse import Sentence
from .features import Around, is_violence, of_phrase, sense_of, stands
from .phrases import Phrase, phrases

NEAR = 1
"""How many sentences from a deed a phrase may stand."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A phrase with what the model is told of it."""

    phrase: Phrase
    sense: str
    features: Sequence[str]
    around: Around


def plain(words: str) -> str:
    """Words in small letters on one line: what tells whether two phrases read alike."""
    return " ".join(words.lower().split())


def survey(
    text: str,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    mentions: Sequence[Mention],
    book: FrameBook,
    titles: frozenset[str],
    near: int = NEAR,
) -> list[Seen]:
    """Every phrase at most `near` sentences from a deed of violence; none where no deed stands."""
    violent = [mention for mention in mentions if is_violence(mention, book)]
    if not any(stands(mention) for mention in violent):
        return []
    number, roles = sum(stands(mention) for mention in violent), _roles(violent)
    deeds = _by_sentence(violent)
    others = _by_sentence([mention for mention in mentions if not is_violence(mention, book)])
    by_sentence: dict[int, list[ActorMention]] = {}
    for actor in actors:
        by_sentence.setdefault(_number(sentences, actor.start), []).append(actor)
    told = [at for at, sentence in enumerate(sentences) if sentence.span.start in deeds]
    found: list[tuple[Phrase, Around]] = []
    for at, sentence in enumerate(sentences):
        far = _steps(at, told)
        if far > near:
            continue
        heads = heads_of_actors(sentence, by_sentence.get(at, ()))
        triggers = [(deed, sentence.token_at(deed.trigger.start)) for deed in deeds.get(sentence.span.start, ())]
        around = Around(
            book.classes, heads, [(deed, token) for deed, token in triggers if token is not None],
            others.get(sentence.span.start, ()), number, roles, far,
        )  # fmt: skip
        found += [(phrase, around) for phrase in phrases(text, sentence, heads, titles)]
    wordings = [usual(text, phrase) for phrase, _ in found]
    times = Counter(wordings)
    return [
        Seen(phrase, sense_of(phrase, book.classes), of_phrase(phrase, around, wording, times[wording]), around)
        for (phrase, around), wording in zip(found, wordings, strict=True)
    ]


def _steps(at: int, told: Sequence[int]) -> int:
    """How many sentences lie between sentence number `at` and the nearest that tells a deed; 0 is the same."""
    return min(abs(at - other) for other in told)


def usual(text: str, phrase: Phrase) -> str:
    """The words that a phrase is known by: a person's name, an actor's words, else the noun with its modifiers."""
    for cut in ("person", "actor", "bare"):
        for span, cuts in phrase.wordings.items():
            if cut in cuts:
                return plain(text[span.start : span.end])
    return ""


def _roles(mentions: Sequence[Mention]) -> Mapping[str, frozenset[str]]:
    """By the words of parties, the roles they have in deeds; those of deeds that do not stand are marked."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        for party in mention.actors:
            role = party.role if stands(mention) else f"{party.role}?"
            found.setdefault(plain(party.text), set()).add(role)
    return {words: frozenset(roles) for words, roles in found.items()}


def _by_sentence(mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Mentions by where their sentence begins."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence.start, []).append(mention)
    return found


def _number(sentences: Sequence[Sentence], offset: int) -> int:
    """Number of the sentence that holds an offset, or the last one before it."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].span.start <= offset:
            low = middle + 1
        else:
            high = middle
    return max(low - 1, 0)
