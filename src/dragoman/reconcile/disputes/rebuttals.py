"""Rebuttals: where the words themselves say that one account stands against another.

- debunking: a writer calls what is said a misconception, and goes on to say what is so;
- admission: one party admits, in the same breath, what another has denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Disagreement, Evidence, Side, Span
from ..headline.told import World
from .matter_words import matter_in_words
from .polarity import Polarity
from .sides import make_disagreement
from .views import View, Views, sentence_of, side_of, speakers_of

# Sentences this close in one report speak to each other.
_NEAR_CHARS = 700
_FULL_STOP = re.compile(r"[.!?…][”\"’')\]]*(?=\s+[A-Z“\"‘']|\s*\n|\s*$)")


def find_rebuttals(views: Views, world: World, polarity: Polarity) -> list[Disagreement]:
    """Every rebuttal, in content order."""
    return _debunked(views, world, polarity) + _admitted(views, world, polarity)


# Debunking


def _debunked(views: Views, world: World, polarity: Polarity) -> list[Disagreement]:
    """A sentence that rejects what is said, against the next one where that begins by contradicting it."""
    found = []
    told = {world.evidence(report, span) for report, spans in world.sentences.items() for span in spans}
    for evidence in sorted(told | {sentence_of(view.statement, world) for view in views.all}):
        if not polarity.has("debunk", evidence.text):
            continue
        text = world.reports[evidence.report_id].text
        answer = _next_sentence(evidence, world, views)
        if answer is None or not _starts_against(text[answer.start : answer.end], polarity):
            continue
        shared = polarity.matter(evidence.text) & polarity.matter(text[answer.start : answer.end])
        if len(shared) >= 2:
            sides = [
                _plain_side("said", [evidence], world),
                _plain_side("held against it", [world.evidence(evidence.report_id, answer)], world),
            ]
            about = matter_in_words(sorted(shared), [e.text for side in sides for e in side.evidence], polarity)
            found.append(make_disagreement(None, "truth", sides, "value", f"what is so: {about}"))
    return found


def _next_sentence(evidence: Evidence, world: World, views: Views) -> Span | None:
    """The sentence that follows in the same paragraph: as the reading cut it, else as far as the next full stop."""
    text, start = world.reports[evidence.report_id].text, evidence.end
    while start < len(text) and text[start] in " \t”\"’')":
        start += 1
    if start >= len(text) or text[start] == "\n":
        return None
    cut = list(world.sentences.get(evidence.report_id, ()))
    cut += [v.statement.sentence for v in views.by_report.get(evidence.report_id, ())]
    known = [span for span in cut if span.start == start]
    if known:
        return max(known)
    stop = _FULL_STOP.search(text, start)
    return Span(start, stop.end() if stop else len(text))


def _starts_against(sentence: str, polarity: Polarity) -> bool:
    return polarity.has("contrast", " ".join(sentence.split()[:3]))


def _plain_side(value: str, evidence: Sequence[Evidence], world: World) -> Side:
    return Side(value, len({world.origins.get(e.report_id, "") for e in evidence}), (), tuple(sorted(set(evidence))))


# Admission


def _admitted(views: Views, world: World, polarity: Polarity) -> list[Disagreement]:
    """A sentence that holds an admission and another's denial; what the admitting party says next belongs to it."""
    found = []
    for view in views.all:
        sentence = view.statement.sentence_text
        if not (polarity.has("admit", sentence) and polarity.has("deny", sentence)):
            continue
        here = [v for v in views.beside(view) if sentence_of(v.statement, world) == sentence_of(view.statement, world)]
        admitting = [v for v in here if v.statement.stance != "denies" and v.speaker]
        if not admitting or view is not here[0]:
            continue
        voices = {v.speaker for v in admitting}
        # Who confirms one thing and denies another in one breath is no two parties.
        if any(v.statement.stance == "denies" and v.speaker in voices for v in here):
            continue
        follow = [v for v in views.beside(view) if v.speaker in voices and _follows(view, v) and v.matter & view.matter]
        evidence = sentence_of(view.statement, world)
        denying = [v for v in here if v not in admitting]
        sides = [
            Side("denied", 1, _ids(denying), (evidence,), speakers_of(denying)),
            _withsentence_of(side_of([*admitting, *follow], world), "admitted", evidence),
        ]
        found.append(
            make_disagreement(None, "responsibility", sides, "attribution", f"admitted or denied: {view.text}")
        )
    return found


def _follows(first: View, other: View) -> bool:
    apart = other.statement.sentence.start - first.statement.sentence.end
    return other.statement.report_id == first.statement.report_id and 0 <= apart <= _NEAR_CHARS


def _ids(views: Sequence[View]) -> tuple[str, ...]:
    return tuple(sorted(view.statement.statement_id for view in views))


def _withsentence_of(side: Side, value: str, first: Evidence) -> Side:
    return Side(value, side.origins, side.claims, tuple(sorted({first, *side.evidence})), side.speakers)
