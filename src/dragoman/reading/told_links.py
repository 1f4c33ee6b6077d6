"""Ties between events that the report itself states: in response to, retaliatory, prompted, including.

Mere sequence is no tie: "after", "following" and "days later" are not cues. Each link carries the words that state it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.links import LinkRelation
from ..model import HAPPENED, Mention, Report, Span, Statement, ToldLink
from .clause import children, is_verb, verb_keys
from .known import Known, shipped
from .link_ends import Ends, Placed, sides_of
from .parse import Sentence

if TYPE_CHECKING:
    pass

_REACH = 3
"""Sentences that "retaliatory" may look back over."""
_ANSWERS = HAPPENED | {"announced", "threatened", "demanded"}
"""Statuses of what can be an answer; what is answered has happened."""


def told_links(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    known: Known | None = None,
) -> list[ToldLink]:
    """Links that the report states between its mentions, in text order, each once."""
    known = known or shipped()
    placed = [_place(sentence, mentions) for sentence in sentences]
    sides = sides_of(mentions)
    found: dict[tuple[str, str, str], ToldLink] = {}
    event = {mention.mention_id: mention.event_id for mention in mentions}
    tied: set[tuple[str, str]] = set()
    for number, sentence in enumerate(sentences):
        if not placed[number]:
            continue
        before = [item for earlier in placed[max(0, number - _REACH) : number] for item in earlier]
        for link in _Linking(sentence, placed[number], before, known.links, known.traits, statements, sides).links():
            ends = (event[link.from_mention], event[link.to_mention])
            if (ends[1], ends[0]) in tied:
                # What was told as the answer to a deed is not its cause as well.
                continue
            tied.add(ends)
            found.setdefault((link.from_mention, link.to_mention, link.relation), link)
    return list(found.values())


def _place(sentence: Sentence, mentions: Sequence[Mention]) -> list[Placed]:
    """The mentions of one sentence with their tokens."""
    inside = [m for m in mentions if sentence.span.start <= m.trigger.start < sentence.span.end]
    placed = ((mention, sentence.token_at(mention.trigger.start)) for mention in inside)
    return [Placed(mention, token) for mention, token in placed if token is not None]


@dataclass
class _Linking(Ends):
    """The ties of one sentence, cue by cue."""

    def links(self) -> Iterator[ToldLink]:
        """All ties, phrase by phrase."""
        yield from self.by_phrase()
        yield from self.by_inclusion()
        yield from self.by_modifier()
        yield from self.by_cause()
        yield from self.by_answer()
        yield from self.by_reaction()
        yield from self.by_revenge()

    # ------------------------------------------------------------ the sorts of cue
    def by_phrase(self) -> Iterator[ToldLink]:
        """ "arrested them in response to rocket attacks"."""
        taken: list[tuple[int, int]] = []
        for phrase in self.cues.phrases:
            for start, end in self.spans(phrase.words):
                if any(start < other_end and other_start < end for other_start, other_end in taken):
                    continue
                inner = self.inside(start, end)
                outer = self.outside(start, inner)
                if inner is None or outer is None or (phrase.weak and not self.weakly(outer, inner, start)):
                    continue
                if phrase.relation == "part_of" and not inner.mention.series:
                    continue
                taken.append((start, end))
                yield from self.link(outer, inner, phrase.relation, start, end)

    def by_inclusion(self) -> Iterator[ToldLink]:
        """ "at least four attacks, including one on Thursday"."""
        for phrase in self.cues.includes:
            for start, end in self.spans(phrase):
                whole = next(
                    (item for item in reversed(self.here) if item.mention.trigger.end <= start and item.mention.series),
                    None,
                )
                part = next(
                    (item for item in self.here if item.mention.trigger.start >= end and not item.mention.series), None
                )
                if whole and part:
                    yield from self.link(part, whole, "part_of", start, end)

    def by_modifier(self) -> Iterator[ToldLink]:
        """ "retaliatory strikes" after the deed that they answer."""
        for item in self.here:
            for word in children(item.token, "amod", "compound", "nmod"):
                if str(word.lower_) in self.cues.modifiers:
                    span = self.sentence.token_span(word)
                    cause = self.answered(item)
                    if cause is not None:
                        yield from self.link(item, cause, "response_to", span.start, span.end)

    def by_cause(self) -> Iterator[ToldLink]:
        """ "attacks prompted him to order strikes"."""
        for token in self.sentence.tokens:
            if not is_verb(token):
                continue
            prepositions = [str(child.lower_) for child in children(token, "prep", "prt")]
            keys = [key for word in prepositions for key in verb_keys(token, word)] or verb_keys(token)
            if not any(key in self.cues.causes for key in keys):
                continue
            passive = any(children(token, "nsubjpass"))
            cause = self.first_in(children(token, "nsubj"))
            effect = self.first_in(children(token, "dobj", "xcomp", "ccomp", "prep"))
            if cause and effect and not passive and self.may_follow(effect, keys):
                span = self.sentence.token_span(token)
                yield from self.link(effect, cause, "response_to", span.start, span.end)

    def by_answer(self) -> Iterator[ToldLink]:
        """ "the army retaliated by shelling the town"."""
        for token in self.sentence.tokens:
            if not is_verb(token) or not any(key in self.cues.verbs for key in verb_keys(token)):
                continue
            if any(self.spans_of(token)):
                continue
            own = [item for item in self.here if item.token == token]
            means = self.first_in(child for child in children(token, "prep") if child.lower_ in ("by", "with"))
            answer = means or (own[0] if own else None)
            cause = self.answered(answer) if answer else None
            if answer and cause:
                span = self.sentence.token_span(token)
                yield from self.link(answer, cause, "response_to", span.start, span.end)

    def by_reaction(self) -> Iterator[ToldLink]:
        """ "we reacted to the attack": the answer is the deed told before that struck those who attacked."""
        for token in self.sentence.tokens:
            if not is_verb(token) or not any(key in self.cues.reactions for key in verb_keys(token)):
                continue
            to = [child for child in children(token, "prep") if child.lower_ == "to"]
            cause = self.first_in(iter(to))
            if cause is None or any(item.token == token for item in self.here) or any(self.spans_of(token)):
                continue
            hands = self.sides[cause.mention.event_id].doers
            answer = next((item for item in reversed(self.before) if self.is_answer(item, cause, hands)), None)
            if answer:
                span = self.sentence.token_span(token)
                yield from self.link(answer, cause, "response_to", span.start, span.end)

    def by_revenge(self) -> Iterator[ToldLink]:
        """ "exacted revenge when gunmen ambushed him"; "further revenge" makes the deed told in between one as well."""
        for phrase in self.cues.revenge:
            for start, end in self.spans(phrase):
                answer = next((item for item in self.here if item.mention.trigger.start >= end), None)
                cause = self.answered(answer) if answer else None
                if answer and cause:
                    yield from self.link(answer, cause, "response_to", start, end)
                    again = self.cues.again & set(phrase.split())
                    for earlier in self.between(cause, answer) if again else ():
                        yield from self.link(earlier, cause, "response_to", start, end)

    def link(self, source: Placed, target: Placed, relation: LinkRelation, start: int, end: int) -> Iterator[ToldLink]:
        """One link, unless both ends are one event."""
        if source.mention.event_id == target.mention.event_id:
            return
        so = source.mention.status in _ANSWERS and target.mention.status in HAPPENED
        if relation == "response_to" and not so:
            return
        inside = [s for s in self.statements if any(span.start <= start < span.end for span in s.content)]
        narrow = min(inside, key=lambda s: sum(span.end - span.start for span in s.content), default=None)
        words = self.sentence.text_span(Span(start, end))
        yield ToldLink(
            source.mention.mention_id,
            target.mention.mention_id,
            relation,
            narrow.statement_id if narrow else None,
            words.start,
            words.end,
            words.text,
        )
