"""The numbers of an event, from its word and from the words merged into it; of events of one sentence, each its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..clause import is_infinitive
from ..counts import Casualties, casualties

if TYPE_CHECKING:
    from ...knowledge.quantities import Quantities
    from ...model import Mention
    from ..parse import Sentence
    from .told import Told


def counts_of(sentence: Sentence, told: Told, quantities: Quantities) -> Casualties:
    """Counts of the event, from its trigger and from the words merged into it; the trigger's own come first."""
    found = casualties(sentence, told.trigger, quantities)
    if found.killed or found.injured:
        return found
    for word in told.extra:
        if word.dep_ in ("acl", "advcl") and is_infinitive(word):
            # "opened fire in an attempt to kill the envoy": an aim is no toll.
            continue
        more = casualties(sentence, word, quantities)
        found = Casualties(
            found.killed or more.killed, found.injured or more.injured, found.arrested or more.arrested,
            found.quantity or more.quantity, found.victims or more.victims,
        )  # fmt: skip
    return found


def counted_apart(mentions: list[Mention]) -> list[Mention]:
    """Of a sentence that tells of killings and of arrests, each event with its own numbers."""
    arrests = [m for m in mentions if m.kind == "arrest"]
    others = [m for m in mentions if m.kind != "arrest" and (m.killed or m.injured)]
    if not arrests or not others:
        return mentions
    apart = []
    for mention in mentions:
        if mention.kind == "arrest":
            mention = replace(mention, killed=None, injured=None)
        elif any(mention.arrested == arrest.arrested for arrest in arrests):
            mention = replace(mention, arrested=None)
        apart.append(mention)
    return apart


def without_named(counts: Casualties) -> Casualties:
    """ "An attempt to assassinate the envoy" killed nobody: whom an attempt was on is no toll, a number told is one."""
    toll = counts.killed
    return replace(counts, killed=None) if toll and toll.best == 1 and toll.high is None else counts
