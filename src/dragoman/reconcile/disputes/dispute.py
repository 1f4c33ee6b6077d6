"""Disputes: statements of different speakers on one matter that lean opposite ways, close in time.

Two speakers are opposed when they lean opposite ways on one axis of `polarity.toml` about words that both use. What a
statement leaves out is never a side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...model import Disagreement, Incident, Side
from ..families import Families
from ..headline.told import World
from ..words import words
from .across import find_across
from .answers import find_answers
from .blame import find_blame
from .danger import find_danger
from .matter_words import matter_in_words
from .matters import matters
from .opposites import find_opposites
from .polarity import Leaning, Polarity
from .rebuttals import find_rebuttals
from .rejected import find_bluffs
from .replies import find_replies
from .rivals import find_rivals
from .side_by_side import find_side_by_side
from .sides import make_disagreement
from .tolls_against import find_tolls
from .unite import covered
from .views import MEANT_WORD, View, Views, side_of

# Statements of two reports are set against each other only when the reports are this close.
_NEAR_DAYS = 60
# Two statements this close in one report speak to each other.
_NEAR_CHARS = 700
# Shared words weigh by their rarity (`Polarity.weight`); these sums are what a pair must reach.
_LEAST_NEAR, _LEAST_FAR, _LEAST_ACROSS = 1.3, 1.6, 2.0
# A sentence that begins with "But" or says that not everyone agrees announces the dispute: half is enough.
_ANNOUNCED = 0.5
# A threat and the statement that calls it a bluff share at least this many words.
_LEAST_MEANT = 2
# Across reports, statements meet by rarer words that both use: at least this rare.
_RARE = 0.6
CROWD = 60
"""A block of more views than this tells nothing: a word that so many use is no matter. They meet by a rarer one."""
CROWDING = frozenset({"incident", "month"})
"""The sorts of blocks that can be crowded."""

Block = tuple[str, str, str]
"""Where views on an axis meet: the axis, the sort of block, and which one it is."""


@dataclass(frozen=True)
class Opposition:
    """Two views that lean opposite ways on an axis; `plus` leans up."""

    axis: str
    plus: View
    minus: View
    shared: frozenset[str]
    weight: float


def find_told(
    views: Views, world: World, polarity: Polarity, families: Families, joined: Mapping[str, Incident]
) -> list[Disagreement]:
    """Disputes that one report tells by itself, or the reports of one incident: on it, or between two statements."""
    blame = find_blame(views, world, polarity, families, joined)
    blamed = {claim for one in blame for side in one.sides for claim in side.claims}
    return [
        *find_rebuttals(views, world, polarity),
        *blame,
        *find_bluffs(views, world, polarity, joined),
        *find_answers(views, world, polarity, joined, blamed),
        *find_danger(views, world, polarity, families, joined),
        *find_rivals(views, world, polarity, joined),
        *find_replies(views, world, polarity, joined),
        *find_side_by_side(views, world, polarity, joined),
        *find_tolls(views, world, polarity, joined),
        *find_opposites(views, world, polarity, joined),
        *find_across(views, world, polarity, joined),
    ]


def find_opposed(
    views: Views, world: World, polarity: Polarity, joined: Mapping[str, str], about: Sequence[Disagreement]
) -> list[Disagreement]:
    """Disputes between statements of any reports that lean opposite ways, but for those that an incident has already.

    `joined` gives the incident of each mention that counts, `about` the disagreements on incidents.
    """
    pairs = _pairs_to_compare(views.all, polarity, joined)
    opposed = [one for a, b in pairs if (one := oppose(a, b, polarity, joined)) is not None]
    on: dict[str, list[Disagreement]] = defaultdict(list)
    for dispute in about:
        on[dispute.field].append(dispute)
    return [one for one in disputes_of(opposed, views, world, polarity) if not covered(one, on[one.field])]


def disputes_of(opposed: Iterable[Opposition], views: Views, world: World, polarity: Polarity) -> list[Disagreement]:
    """The disputes that some oppositions make; see `matters`."""
    return [_dispute(group, views, world, polarity) for group in matters(opposed)]


def joined_of(incidents: Iterable[Incident]) -> dict[str, Incident]:
    """The incident of each mention that counts."""
    return {mention: one for one in incidents if not one.rejected for mention in one.mentions}


def each_once(found: Iterable[Disagreement], world: World) -> list[Disagreement]:
    """Disputes in the same words, as copies of one report carry them, are one dispute."""
    alike: dict[tuple[object, ...], list[Disagreement]] = defaultdict(list)
    # Two rules may find one dispute.
    by_id = {one.disagreement_id: one for one in sorted(found, key=repr, reverse=True)}
    for _, one in sorted(by_id.items()):
        alike[in_the_same_words(one)].append(one)
    return [_united(group, world) for group in alike.values()]


def in_the_same_words(one: Disagreement) -> tuple[object, ...]:
    """What two disputes have in common that copies of one report carry."""
    return (one.field, one.kind, tuple(_words_of(side) for side in one.sides))


def _words_of(side: Side) -> tuple[str, ...]:
    return (" ".join(words(side.value)), *sorted({" ".join(words(evidence.text)) for evidence in side.evidence}))


def _united(group: Sequence[Disagreement], world: World) -> Disagreement:
    if len(group) == 1:
        return group[0]
    sides = []
    for several in zip(*(one.sides for one in group), strict=True):
        evidence = tuple(sorted({e for side in several for e in side.evidence}))
        sides.append(
            Side(
                value=several[0].value,
                origins=len({world.origins.get(e.report_id, "") for e in evidence}),
                claims=tuple(sorted({claim for side in several for claim in side.claims})),
                evidence=evidence,
                speakers=tuple(sorted({speaker for side in several for speaker in side.speakers})),
            )
        )
    return make_disagreement(None, group[0].field, sides, group[0].kind, group[0].about)


def _pairs_to_compare(views: Sequence[View], polarity: Polarity, joined: Mapping[str, str]) -> list[tuple[View, View]]:
    """Pairs that lean opposite ways on an axis in one report, on one incident, or in near months on one rare word."""
    ways: dict[Block, dict[int, set[int]]] = defaultdict(lambda: {1: set(), -1: set()})
    for index, view in enumerate(views):
        for sign, block in blocks_of(view, polarity, joined):
            ways[block][sign].add(index)
    pairs = {
        (min(i, j), max(i, j))
        for block, sides in ways.items()
        if block[1] not in CROWDING or len(sides[1] | sides[-1]) <= CROWD
        for i in sides[1]
        for j in sides[-1]
        if i != j
    }
    return [(views[i], views[j]) for i, j in sorted(pairs)]


def blocks_of(view: View, polarity: Polarity, joined: Mapping[str, str]) -> Iterator[tuple[int, Block]]:
    """Where a view can meet its opposite, each with the way it leans. A minus looks two months to either side."""
    for lean in view.leanings:
        yield lean.sign, (lean.axis, "report", view.statement.report_id)
        for mention in view.statement.mentions:
            if mention in joined:
                yield lean.sign, (lean.axis, "incident", joined[mention])
        if view.published.start:
            month = _month(view.published.start)
            reach = range(month - 2, month + 3) if lean.sign < 0 else (month,)
            for word in sorted(word for word in lean.around if polarity.weight(word) >= _RARE):
                yield from ((lean.sign, (lean.axis, "month", f"{one} {word}")) for one in reach)


def month_of(block: Block) -> int | None:
    """The month that a block is of, counted from year 0; None for one of any time."""
    return int(block[2].split(" ")[0]) if block[1] == "month" else None


def _month(day: date) -> int:
    return day.year * 12 + day.month


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


def oppose(a: View, b: View, polarity: Polarity, joined: Mapping[str, str]) -> Opposition | None:
    """The strongest opposition between two views, None when there is none, or too little."""
    if a.speaker == b.speaker or not _contemporary(a, b, joined):
        return None
    found = [
        Opposition(x.axis, *((a, b) if x.sign > 0 else (b, a)), shared, sum(map(polarity.weight, sorted(shared))))
        for x in a.leanings
        for y in b.leanings
        if x.axis == y.axis and x.sign != y.sign and (shared := _shared(x, y, polarity.nations))
    ]
    best = max(found, key=lambda one: (one.weight, one.axis, sorted(one.shared)), default=None)
    return best if best is not None and best.weight >= _least(a, b, polarity) else None


def _shared(x: Leaning, y: Leaning, nations: frozenset[str]) -> frozenset[str]:
    """What two leanings are both about; a threat and its being called a bluff share more than being one to a state."""
    shared = x.around & y.around
    meant = x.word == MEANT_WORD or y.word == MEANT_WORD
    return frozenset() if meant and len(shared - nations) < _LEAST_MEANT else shared


def _dispute(group: Sequence[Opposition], views: Views, world: World, polarity: Polarity) -> Disagreement:
    shared = Counter(word for one in group for word in one.shared)
    matter = frozenset(shared)
    axes = frozenset(axis for one in group for axis in _opposed_axes(one))
    plus = _with_like_minded([one.plus for one in group], axes, 1, matter, views)
    minus = _with_like_minded([one.minus for one in group], axes, -1, matter, views)
    sides = [side_of(plus, world), side_of(minus, world)]
    told = [evidence.text for side in sides for evidence in side.evidence]
    about = matter_in_words(sorted(shared, key=lambda word: (-shared[word], word)), told, polarity)
    return make_disagreement(None, group[0].axis, sides, "value", f"{group[0].axis}: {about}")


def _opposed_axes(one: Opposition) -> frozenset[str]:
    """Every axis on which two views lean opposite ways: "grown" and "weakened" do so on two."""
    up = {lean.axis for lean in one.plus.leanings if lean.sign > 0}
    return frozenset(up & {lean.axis for lean in one.minus.leanings if lean.sign < 0}) | {one.axis}


def _with_like_minded(
    members: Sequence[View], axes: frozenset[str], sign: int, matter: frozenset[str], views: Views
) -> list[View]:
    """A side's statements, and what the same speakers say elsewhere in the same reports to the same effect."""
    voices = {(view.statement.report_id, view.speaker) for view in members if view.speaker}
    more = [
        view
        for report_id in sorted({report_id for report_id, _ in voices})
        for view in views.by_report[report_id]
        if (view.statement.report_id, view.speaker) in voices
        and any(
            lean.axis in axes and lean.sign == sign and lean.around & matter and lean.word != MEANT_WORD
            for lean in view.leanings
        )
    ]
    return sorted({view.statement.statement_id: view for view in [*members, *more]}.values(), key=lambda v: v.order)
