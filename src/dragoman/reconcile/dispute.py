"""Disputes: statements of different speakers on one matter that lean opposite ways, close in time.

Three patterns, each by the words of the statements and never by their absence:
- opposition: two speakers lean opposite ways on one axis of `polarity.toml`, about shared words;
- debunking: a writer calls what is said a misconception, and goes on to say what is so;
- admission: one party admits, in the same breath, what another has denied.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Disagreement, Evidence, Interval, Side, Span, Statement
from .disagreements import make_disagreement
from .polarity import Leaning, Polarity
from .told import World

# Statements of two reports are set against each other only when the reports are this close.
_NEAR_DAYS = 60
# Two statements this close in one report speak to each other.
_NEAR_CHARS = 700
# Shared words weigh by rarity among the statements at hand; these sums are what a pair must reach.
_LEAST_NEAR, _LEAST_FAR, _LEAST_ACROSS = 0.6, 1.3, 2.0
# A sentence that begins with "But" or says that not everyone agrees announces the dispute: half is enough.
_ANNOUNCED = 0.5
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*\s+|\n+")
_FULL_STOP = re.compile(r"[.!?…][”\"’')\]]*(?=\s+[A-Z“\"‘']|\s*\n|\s*$)")
_SHORT_ANSWER = 3
_MEANT = frozenset({"threatens", "warns"})
_MEANT_WORD = "(meant)"
_LEAST_MEANT = 2


@dataclass(frozen=True)
class View:
    """A statement as a party to a dispute."""

    statement: Statement
    speaker: str
    text: str
    matter: frozenset[str]
    leanings: tuple[Leaning, ...]
    published: Interval

    @property
    def order(self) -> tuple[str, int, str]:
        """The order of statements that does not depend on how they came in."""
        s = self.statement
        return (s.report_id, s.sentence.start, s.statement_id)


@dataclass(frozen=True)
class _Opposition:
    """Two views that lean opposite ways on an axis; `plus` leans up."""

    axis: str
    plus: View
    minus: View
    shared: frozenset[str]
    weight: float


def find_disputes(world: World, polarity: Polarity, joined: Mapping[str, str]) -> list[Disagreement]:
    """All disputes between statements. `joined` gives the incident of each mention."""
    views = sorted((_view(s, world, polarity) for s in world.statements.values()), key=lambda view: view.order)
    found = _opposed(views, world, polarity, joined) + _debunked(views, world, polarity)
    found += _admitted(views, world, polarity) + _accused(views, world, polarity)
    return list({one.disagreement_id: one for one in found}.values())


def _view(statement: Statement, world: World, polarity: Polarity) -> View:
    report = world.reports[statement.report_id]
    text = " ".join(report.text[span.start : span.end] for span in statement.content) or statement.text
    if len(text.split()) <= _SHORT_ANSWER:
        text = _question_before(report.text, statement.sentence) or statement.sentence_text
    cue = statement.cue.text if statement.cue else ""
    flipped = statement.stance in ("denies", "doubts") and polarity.has("deny", cue) and not polarity.negated(text)
    matter = polarity.matter(text)
    leanings = polarity.leanings(text, flipped)
    if statement.stance in _MEANT:
        # Who threatens or warns is taken at their word: that is what another may call a bluff.
        leanings.append(Leaning("earnest", 1, _MEANT_WORD, matter))
    source = statement.source
    speaker = (source.actor_id or source.name or source.text).lower() if source else ""
    return View(
        statement,
        speaker,
        text,
        matter,
        tuple(leanings),
        report.published.interval,
    )


def _question_before(text: str, sentence: Span) -> str | None:
    """The question that a sentence such as "The White House says yes" answers, else None."""
    before = text[max(0, sentence.start - 400) : sentence.start].rstrip()
    if not before.endswith("?"):
        return None
    starts = [match.end() for match in _SENTENCE_END.finditer(before)]
    return before[starts[-1] :] if starts else before


# Opposition


def _opposed(views: Sequence[View], world: World, polarity: Polarity, joined: Mapping[str, str]) -> list[Disagreement]:
    weights = _rarity(views)
    by_axis: dict[str, list[_Opposition]] = defaultdict(list)
    for a, b in _pairs_to_compare(views):
        if a.speaker == b.speaker or not _contemporary(a, b, joined):
            continue
        best = _oppose(a, b, weights)
        if best is not None and best.weight >= _least(a, b, polarity):
            by_axis[best.axis].append(best)
    return [_dispute(group, views, world) for _, group in sorted(by_axis.items()) for group in _components(group)]


def _pairs_to_compare(views: Sequence[View]) -> list[tuple[View, View]]:
    """Pairs of leaning statements that share an axis, with opposite signs."""
    ways: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, view in enumerate(views):
        for lean in view.leanings:
            ways[lean.axis, lean.sign].add(index)
    pairs = {
        (min(i, j), max(i, j))
        for (axis, sign), members in ways.items()
        if sign > 0
        for i in members
        for j in ways.get((axis, -1), ())
        if i != j
    }
    return [(views[i], views[j]) for i, j in sorted(pairs)]


def _rarity(views: Sequence[View]) -> dict[str, float]:
    """Inverse document frequency of each stem over statements, between 0 and 1 and a bit."""
    counts = Counter(word for view in views for word in view.matter)
    total = max(len(views), 20)
    return {word: math.log((total + 1) / (count + 0.5)) / math.log(total + 1) for word, count in counts.items()}


def _contemporary(a: View, b: View, joined: Mapping[str, str]) -> bool:
    """In one report, in reports of the same weeks, or, where a report's date is unknown, on one incident."""
    if a.statement.report_id == b.statement.report_id:
        return True
    near = a.published.touches(b.published, slack_days=_NEAR_DAYS)
    if near is not None:
        return near
    mine = {joined[m] for m in a.statement.mentions if m in joined}
    return bool(mine & {joined[m] for m in b.statement.mentions if m in joined})


def _least(a: View, b: View, polarity: Polarity) -> float:
    """How much two views must share before they count as opposed."""
    if a.statement.report_id != b.statement.report_id:
        return _LEAST_ACROSS
    apart = abs(a.statement.sentence.start - b.statement.sentence.start)
    least = _LEAST_NEAR if apart <= _NEAR_CHARS else _LEAST_FAR
    announced = any(polarity.has("contrast", view.statement.sentence_text) for view in (a, b))
    return least * _ANNOUNCED if announced else least


def _oppose(a: View, b: View, weights: Mapping[str, float]) -> _Opposition | None:
    """The strongest opposition between two views, None when there is none."""
    found = [
        _Opposition(x.axis, *((a, b) if x.sign > 0 else (b, a)), shared, sum(weights.get(word, 1.0) for word in shared))
        for x in a.leanings
        for y in b.leanings
        if x.axis == y.axis and x.sign != y.sign and (shared := _shared(x, y))
    ]
    return max(found, key=lambda one: (one.weight, one.axis, sorted(one.shared)), default=None)


def _shared(x: Leaning, y: Leaning) -> frozenset[str]:
    """What two leanings are both about. A threat and what calls it a bluff must share more than being threats."""
    shared = x.around & y.around
    meant = x.word == _MEANT_WORD or y.word == _MEANT_WORD
    return frozenset() if meant and len(shared) < _LEAST_MEANT else shared


def _components(group: Sequence[_Opposition]) -> list[list[_Opposition]]:
    """Oppositions that share a statement are one dispute."""
    left = sorted(group, key=lambda one: (one.plus.order, one.minus.order))
    found: list[list[_Opposition]] = []
    while left:
        inside, reached = [left.pop(0)], True
        while reached:
            ids = {v.statement.statement_id for one in inside for v in (one.plus, one.minus)}
            near = [one for one in left if {one.plus.statement.statement_id, one.minus.statement.statement_id} & ids]
            inside += near
            left = [one for one in left if one not in near]
            reached = bool(near)
        found.append(inside)
    return found


def _dispute(group: Sequence[_Opposition], views: Sequence[View], world: World) -> Disagreement:
    shared = Counter(word for one in group for word in one.shared)
    about = ", ".join(sorted(shared, key=lambda word: (-shared[word], word))[:5])
    matter = frozenset(shared)
    axes = frozenset(axis for one in group for axis in _opposed_axes(one))
    plus = _with_like_minded([one.plus for one in group], axes, 1, matter, views)
    minus = _with_like_minded([one.minus for one in group], axes, -1, matter, views)
    sides = [_side(plus, world), _side(minus, world)]
    return make_disagreement(None, group[0].axis, sides, "value", f"{group[0].axis}: {about}")


def _opposed_axes(one: _Opposition) -> frozenset[str]:
    """Every axis on which two views lean opposite ways: "grown" and "weakened" do so on two."""
    up = {lean.axis for lean in one.plus.leanings if lean.sign > 0}
    return frozenset(up & {lean.axis for lean in one.minus.leanings if lean.sign < 0}) | {one.axis}


def _with_like_minded(
    members: Sequence[View], axes: frozenset[str], sign: int, matter: frozenset[str], views: Sequence[View]
) -> list[View]:
    """A side's statements, and what the same speakers say elsewhere in the same reports to the same effect."""
    voices = {(view.statement.report_id, view.speaker) for view in members if view.speaker}
    more = [
        view
        for view in views
        if (view.statement.report_id, view.speaker) in voices
        and any(
            lean.axis in axes and lean.sign == sign and lean.around & matter and lean.word != _MEANT_WORD
            for lean in view.leanings
        )
    ]
    return sorted({view.statement.statement_id: view for view in [*members, *more]}.values(), key=lambda v: v.order)


def _side(views: Sequence[View], world: World) -> Side:
    """A side in its speakers' own words: the first statement is its value, all are its evidence."""
    return Side(
        value=views[0].text,
        origins=len({world.origins.get(view.statement.report_id, "") for view in views}),
        claims=tuple(sorted(view.statement.statement_id for view in views)),
        evidence=tuple(sorted({_evidence(view.statement, world) for view in views})),
        speakers=_speakers(views),
    )


def _speakers(views: Sequence[View]) -> tuple[str, ...]:
    sources = [view.statement.source for view in views]
    return tuple(sorted({source.name or source.text for source in sources if source}))


def _evidence(statement: Statement, world: World) -> Evidence:
    return world.evidence(statement.report_id, statement.sentence)


# Debunking


def _debunked(views: Sequence[View], world: World, polarity: Polarity) -> list[Disagreement]:
    """A sentence that rejects what is said, against the next one where that begins by contradicting it."""
    found = []
    told = {world.evidence(report_id, span) for report_id, span in world.sentences}
    for evidence in sorted(told | {_evidence(view.statement, world) for view in views}):
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
            about = ", ".join(sorted(shared)[:5])
            found.append(make_disagreement(None, "truth", sides, "value", f"what is so: {about}"))
    return found


def _next_sentence(evidence: Evidence, world: World, views: Sequence[View]) -> Span | None:
    """The sentence that follows in the same paragraph: as the reading cut it, else as far as the next full stop."""
    text, start = world.reports[evidence.report_id].text, evidence.end
    while start < len(text) and text[start] in " \t”\"’')":
        start += 1
    if start >= len(text) or text[start] == "\n":
        return None
    cut = [span for report_id, span in world.sentences if report_id == evidence.report_id]
    cut += [v.statement.sentence for v in views if v.statement.report_id == evidence.report_id]
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


def _admitted(views: Sequence[View], world: World, polarity: Polarity) -> list[Disagreement]:
    """A sentence that holds an admission and another's denial; what the admitting party says next belongs to it."""
    found = []
    for view in views:
        sentence = view.statement.sentence_text
        if not (polarity.has("admit", sentence) and polarity.has("deny", sentence)):
            continue
        here = [v for v in views if _evidence(v.statement, world) == _evidence(view.statement, world)]
        admitting = [v for v in here if v.statement.stance != "denies" and v.speaker]
        if not admitting or view is not here[0]:
            continue
        voices = {v.speaker for v in admitting}
        follow = [v for v in views if v.speaker in voices and _follows(view, v) and v.matter & view.matter]
        evidence = _evidence(view.statement, world)
        denying = [v for v in here if v not in admitting]
        sides = [
            Side("denied", 1, _ids(denying), (evidence,), _speakers(denying)),
            _with_evidence(_side([*admitting, *follow], world), "admitted", evidence),
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


def _with_evidence(side: Side, value: str, first: Evidence) -> Side:
    return Side(value, side.origins, side.claims, tuple(sorted({first, *side.evidence})), side.speakers)


# Accusation and denial


def _accused(views: Sequence[View], world: World, polarity: Polarity) -> list[Disagreement]:
    """A denial of involvement against the accusation that stands near it, on a deed that both name."""
    found = []
    for denial in views:
        if denial.statement.stance != "denies" or not polarity.about_involvement(denial.text):
            continue
        accusing = [view for view in views if _accuses(view, denial, polarity)]
        if accusing:
            sides = [_side(accusing, world), _side([denial], world)]
            about = f"who did it: {denial.statement.sentence_text}"
            found.append(make_disagreement(None, "actor", sides, "attribution", about))
    return found


def _accuses(view: View, denial: View, polarity: Polarity) -> bool:
    if (view.speaker and view.speaker == denial.speaker) or not _beside(view, denial):
        return False
    sentence, other = view.statement.sentence_text, denial.statement.sentence_text
    return polarity.has("accuse", sentence) and len(polarity.matter(sentence) & polarity.matter(other)) >= 2


def _beside(a: View, b: View) -> bool:
    """Two sentences of one report, not far from each other."""
    if a.statement.report_id != b.statement.report_id or a.statement.sentence == b.statement.sentence:
        return False
    return abs(a.statement.sentence.start - b.statement.sentence.start) <= _NEAR_CHARS
