"""The standing of one deed: how many, one or a series, news or history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...knowledge.quantities import Quantities
from ...model import Count, MentionTime, Report
from ..clause import children, is_verb
from ..known import Known, shipped
from ..numbers import number_at, numbers
from ..parse import Sentence
from .history import why_old
from .series import why_many

if TYPE_CHECKING:
    from ..token import Token


@dataclass(frozen=True, slots=True)
class Standing:
    """One deed or many (`series`), news or history (`background`), how many, and why."""

    series: bool = False
    background: bool = False
    count: Count | None = None
    reason: str = ""


def standing(
    sentence: Sentence,
    trigger: Token,
    report: Report,
    time: MentionTime | None,
    known: Known | None = None,
) -> Standing:
    """Standing of the deed that `trigger` tells; `time` is the mention's own, if it has one."""
    known = known or shipped()
    count = _count(sentence, trigger, known.quantities)
    many = why_many(sentence, trigger, time, count, known.standing)
    old = why_old(sentence, trigger, report, time, known.standing)
    return Standing(bool(many), bool(old), count, "; ".join(reason for reason in (many, old) if reason))


def _count(sentence: Sentence, trigger: Token, quantities: Quantities) -> Count | None:
    """The number of deeds: on the trigger noun, or on the noun that holds it ("dozens of attacks")."""
    if is_verb(trigger):
        return None
    found = numbers(sentence, quantities)
    holders = [trigger]
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "of":
        holders.append(trigger.head.head)
    for noun in holders:
        for word in (noun, *children(noun, "nummod", "amod", "det", "quantmod", "advmod")):
            if word is trigger:
                continue
            if (count := number_at(found, sentence.token_span(word))) is not None:
                return count
    return None
