"""When one event was: the time of its own clause, never that of its telling or of an event before or after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model import MentionTime, TextSpan, Timex
from ..clause import is_definite
from ..known import Known
from ..lemma import lemma
from ..parse import Sentence
from .apart import is_answered, is_under, separated, upward
from .beside import head_of
from .syntax import is_verb, path_length
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_FARTHEST = 10
"""Steps in the parse beyond which a time belongs to another clause; a sole one may be farther."""
_COUNTED_COST = 3
"""What "four days earlier" costs beside a day told by itself: it counts from that day to something else."""
_NOW_REACH = 3
_ENDS = frozenset({"until", "till", "through", "by"})
_COUNTED = frozenset({"before", "after", "earlier", "later", "following", "previous"})
_UNITS = frozenset({"that", "day", "days", "hours", "week", "weeks", "month", "months", "night", "year", "years"})
_FROM_REPORT = frozenset({"this", "last", "next", "today", "yesterday", "ago", "now"})
"""Words of times that are counted from the report's own day ("earlier this month")."""
""" "Now" is the time of the clause it stands in and of no other."""


def time_of(
    sentence: Sentence,
    told: Told,
    others: Sequence[Told],
    times: Sequence[Timex],
    known: Known,
    cue: TextSpan | None = None,
) -> MentionTime | None:
    """The time of an event: the dated expression nearest in the parse, its own clause first; None where none fits.

    `cue` is the word that says that somebody tells of the event: what hangs on it is the time of the telling. A
    measure is of the day on which it is told of, where no other is told: "announced on Friday that it had closed".
    """
    inside = cue is not None and sentence.span.start <= cue.start < sentence.span.end
    said = sentence.token_at(cue.start) if cue is not None and inside else None
    said = None if said in told.words else said
    rivals = [other for other in others if other is not told]
    judged = _is_judged(told.trigger, known.families.naming)
    usable: list[tuple[int, int, Timex]] = []
    of_telling: list[Timex] = []
    for timex in times:
        head = head_of(sentence, timex.start, timex.end)
        if head is None or timex.first is None or timex.type == "SET":
            continue
        if (told.kind in known.traits.in_force and _is_end(head)) or _is_count_until(head) or _is_comparison(head):
            continue
        apart = separated(told, rivals, head, known.links)
        if timex.precision == "day" and is_answered(told, head, known.links):
            continue
        if apart is None:
            continue
        if (_is_of_telling(head, said) or _is_of_clause_above(head, told)) and not _goes_on(timex):
            of_telling.append(timex)
            continue
        if told.noun and _is_inside_subject(head, told.trigger):
            continue
        if judged and not is_under(head, told.trigger):
            continue
        own = min(path_length(word, head) for word in told.words)
        nearer = any(path_length(word, head) < own for other in rivals for word in other.words)
        if timex.value == "PRESENT_REF" and (own > _NOW_REACH or _is_of_rival(head, told, rivals)):
            continue
        aside = _COUNTED_COST if _goes_on(timex) else 0
        usable.append((own + 4 * nearer + apart + aside, timex.start, timex))
    usable.sort(key=lambda item: item[:2])
    if not usable:
        measure = told.kind in known.traits.standing and len(of_telling) == 1
        return _time(of_telling[0]) if measure else None
    distance, _, timex = usable[0]
    if distance > _FARTHEST and len(usable) > 1:
        return None
    return _time(timex)


def _time(timex: Timex) -> MentionTime:
    """A time expression as the time of an event."""
    return MentionTime(timex.start, timex.end, timex.text, timex.value, timex.first, timex.last, timex.precision)


def _is_of_rival(head: Token, told: Told, rivals: Sequence[Told]) -> bool:
    """True for a "now" that hangs on another event's own verb: "to leave the pact and now launch strikes"."""
    return head.head not in told.words and any(head.head in other.words for other in rivals)


def _is_end(head: Token) -> bool:
    """True for "until Wednesday", "by Friday", "for now": when something ends, or that it will, is not when it was."""
    lasting = head.lower_ == "now" and head.head.lower_ == "for"
    return lasting or (head.dep_ == "pobj" and head.head.lower_ in _ENDS)


def _is_count_until(head: Token) -> bool:
    """True for "by Monday doctors had counted 40 dead": what came before it was some day."""
    if head.dep_ != "pobj" or head.head.lower_ != "by":
        return False
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in head.head.head.children)


def _is_comparison(head: Token) -> bool:
    """True for "the deadliest day since 2006": it says how rare the deed is, not when it was."""
    return head.dep_ == "pobj" and head.head.lower_ in ("since", "in") and any(
        child.tag_ == "JJS" or child.lower_ in ("first", "worst", "deadliest", "biggest", "largest", "most")
        for child in head.head.head.children
    )  # fmt: skip


def _is_judged(deed: Token, naming: frozenset[str]) -> bool:
    """True for a known deed of which somebody speaks: "on Monday he called the killing a crime" tells no day of it."""
    return deed.dep_ == "dobj" and lemma(deed.head) in naming and is_definite(deed)


def _goes_on(timex: Timex) -> bool:
    """True for a day counted from another event ("two days before that"): it goes on with the story."""
    words = set(timex.text.lower().split())
    return bool(words & _COUNTED and words & _UNITS) and not words & _FROM_REPORT


def _is_of_clause_above(head: Token, told: Told) -> bool:
    """True for a time of the verb whose content the deed is: "concluded in May that one bomb had killed all"."""
    verb = _verb_above(head)
    if verb is None or verb in told.words or is_under(told.trigger, head):
        return False
    contents = (child for child in verb.children if child.dep_ == "ccomp" and child.i > head.i)
    opened = (child for child in contents if any(word.dep_ == "mark" for word in child.children))
    return any(is_under(told.trigger, child) for child in opened)


def _is_inside_subject(head: Token, deed: Token) -> bool:
    """True for a known deed inside the words for who did something on that day: "the trial over the raid opened"."""
    verb = _verb_above(head)
    if verb is None or not is_definite(deed) or not is_under(deed, verb):
        return False
    subject = next(
        (child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and is_under(deed, child)), None
    )
    return subject is not None and subject != deed and not is_under(head, subject) and deed.dep_ == "pobj"


def _verb_above(word: Token) -> Token | None:
    """The verb that a word hangs on."""
    return next((node for node in upward(word) if is_verb(node)), None)


def _is_of_telling(head: Token, cue: Token | None) -> bool:
    """True for a time that hangs on the verb of saying and not on the deed ("said on Monday")."""
    node = head
    while not is_verb(node) and node.head != node:
        node = node.head
    return node == cue and head.dep_ not in ("nsubj", "nsubjpass")
