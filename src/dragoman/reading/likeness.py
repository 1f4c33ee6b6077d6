"""How much speaks for two tellings being of one event, and what rules it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ..knowledge.gazetteer import great_circle_km
from ..knowledge.hypernyms import Hypernyms
from ..knowledge.kinds import load_kinds
from ..model import Count, PlaceMention
from .clause import is_verb
from .telling import Parties, Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

THRESHOLD = 2.0
"""Score from which two tellings are one: a kind and a day, a kind and a target, or a definite noun after its like."""
SERIES_THRESHOLD = 1.7
"""Mean score over all pairs of two groups of series from which they are one."""
_SAME_KIND, _LIKE_KIND = 1.0, 0.5
_VICTIM, _TARGET, _TARGET_WORD, _ACTOR, _ACTOR_WORD, _COUNTRY = 2.0, 1.5, 1.0, 1.0, 0.5, 0.3
_DAY, _OVERLAP, _PLACE, _TOLL, _WEAPON = 1.6, 0.7, 0.7, 1.0, 0.3
_DEFINITE, _LINKED, _UNIQUE, _CARRIES_ON, _TENSE = 1.4, 2.0, 0.8, 1.0, 0.2
_STRANGERS, _NEW, _FAR, _UNIQUE_POSTURE, _COUNTED = 1.0, 0.8, 0.03, 1.1, 0.6
_THREATENED = 1.2
"""A threatened posture is rare: two in one report are most often one."""
_THREATS = frozenset({"threat", "warning"})
_EXACT = 2
"""Place precision up to which two different places are two places."""
_RADIUS_KM = 10.0
"""Of a place without an extent: a town's district or airport is no other place than the town."""


@lru_cache(maxsize=1)
def _postures() -> frozenset[str]:
    """Kinds of the posture group, read once."""
    return frozenset(name for name, kind in load_kinds().items() if kind.group == "posture")


class Likeness:
    """Scores and contradictions over one set of families."""

    def __init__(self, known: Hypernyms) -> None:
        self._known = known

    # ------------------------------------------------------------ what rules it out
    def apart(self, a: Telling, b: Telling) -> bool:
        """True when the two cannot be one event, or nothing could join them."""
        if not self.kinds_agree(a, b) or self.contradict(a, b):
            return True
        return a.sentence == b.sentence and not self.linked(a, b) and not self.same_sentence_retelling(a, b)

    def contradict(self, a: Telling, b: Telling) -> bool:
        """True when the two say things that cannot both be of one event."""
        return (
            not self.status_agrees(a, b)
            or _series_differ(a, b)
            or _counted_apart(a, b)
            or _times_differ(a, b)
            or _places_differ(a.mention.place, b.mention.place)
            or _swapped(a, b)
            or _targets_differ(a, b)
            or _history_differs(a, b)
        )

    def kinds_agree(self, a: Telling, b: Telling) -> bool:
        """True when the kinds can be words for one deed, or one is the bare threat of the other."""
        if a.kind in _THREATS or b.kind in _THREATS:
            return a.kind == b.kind or {a.kind, b.kind} <= _THREATS or self.retold_threat(a, b)
        return self._known.compatible(a.kind, b.kind, a.mention.status)

    def retold_threat(self, a: Telling, b: Telling) -> bool:
        """ "Pompeo's threat" after "Pompeo threatened to close the embassy": the same party, the deed left out."""
        threat, deed = (a, b) if a.kind in _THREATS else (b, a)
        return deed.mention.status == "threatened" and threat.noun and bool(threat.actors.ids & deed.actors.ids)

    def status_agrees(self, a: Telling, b: Telling) -> bool:
        """Happened with happened; a threat with the same threat; a supposition only of the same posture."""
        if a.kind in _THREATS or b.kind in _THREATS:
            return "not so" not in (a.stands, b.stands) or a.stands == b.stands
        if a.stands != b.stands:
            return False
        if a.stands != "to come" or a.mention.status == b.mention.status:
            return True
        return a.kind in _postures() and "demanded" not in (a.mention.status, b.mention.status)

    # ------------------------------------------------------------ what speaks for it
    def score(self, a: Telling, b: Telling, unique: frozenset[str]) -> float:
        """The sum of what speaks for sameness, less what speaks against; `a` stands before `b`."""
        total = _SAME_KIND if a.kind == b.kind else _LIKE_KIND
        total += self.parties(a, b) + _when(a, b) + _where(a, b) + _toll(a, b)
        if {w.class_ for w in a.mention.weapons} & {w.class_ for w in b.mention.weapons}:
            total += _WEAPON
        if a.sentence == b.sentence and self.linked(a, b):
            total += _LINKED
        total += self.manner(a, b, unique)
        if a.mention.series and b.mention.series:
            total += self.of_series(a, b)
        return total - _FAR * min(20, b.sentence - a.sentence)

    def parties(self, a: Telling, b: Telling) -> float:
        """Shared victims and targets, shared actors; strangers count against."""
        if a.kind in _postures():
            return _posture_parties(a, b)
        total = _side(a.targets, b.targets, _victim_weight(a, b), _TARGET_WORD)
        total += _side(a.actors, b.actors, _ACTOR, _ACTOR_WORD)
        if a.actors.names and b.actors.names and not _related(a.actors, b.actors):
            total -= _STRANGERS
        if a.targets.known and b.targets.known and not _related(a.targets, b.targets):
            # The targets of a series are told anew each time.
            total -= _STRANGERS / 3 if a.mention.series and b.mention.series else _STRANGERS
        return total

    def manner(self, a: Telling, b: Telling, unique: frozenset[str]) -> float:
        """How the later one is told: a definite noun, a subject that goes on, an indefinite noun that opens anew."""
        total = 0.0
        if b.noun and b.definite and not (a.mention.series != b.mention.series and not b.plural):
            total += (
                _DEFINITE if a.kind == b.kind or b.kind in self._known.general or not b.targets.known else _DEFINITE / 2
            )
        elif b.noun and not b.plural and _opens(b.token) and not b.targets.known:
            total -= _NEW
        if b.carries_on and 0 < b.sentence - a.sentence <= 1:
            total += _CARRIES_ON
        if a.kind == b.kind and a.kind in unique and not (a.time and b.time):
            total += _UNIQUE_POSTURE if a.kind in _postures() else _UNIQUE
        return total

    def of_series(self, a: Telling, b: Telling) -> float:
        """Series by the same hands on the same targets are told over and over; tense tells an old one from a new."""
        total = 1.3 if a.kind == b.kind or {a.kind, b.kind} & self._known.general else 0.0
        if not (a.actors.known and b.actors.known) or _related(a.actors, b.actors):
            total += 0.5
        if (a.mention.quantity is None) != (b.mention.quantity is None) and not (b.noun and b.definite):
            total -= _COUNTED
        return total + (_TENSE if a.present == b.present else -_TENSE)

    def linked(self, a: Telling, b: Telling) -> bool:
        """True for two words of one sentence of which one tells more of the other: "an attack that killed"."""
        if a.token is None or b.token is None or a.token.doc is not b.token.doc:
            return False
        return _hangs_on(a.token, b.token) or _hangs_on(b.token, a.token)

    def same_sentence_retelling(self, a: Telling, b: Telling) -> bool:
        """ "an air strike killed X and Y, who died in the strike": a definite noun, or a victim named again."""
        if b.noun and b.definite and (a.kind == b.kind or {a.kind, b.kind} & self._known.general):
            return True
        return bool(a.targets.names & b.targets.names)

    def unique_kinds(self, seen: Sequence[Telling]) -> frozenset[str]:
        """Kinds whose dated or targeted tellings are all of one event, so far as their days and targets say."""
        told = [telling for telling in seen if telling.stands == "happened" and not telling.mention.series]
        counts = Counter(telling.kind for telling in told)
        return frozenset(
            kind
            for kind, number in counts.items()
            if number > 1
            and kind not in self._known.general
            and not any(
                self.contradict(a, b)
                for i, a in enumerate(told[:60])
                for b in told[i + 1 : 60]
                if a.kind == b.kind == kind
            )
        )


# ---------------------------------------------------------------- contradictions
def _series_differ(a: Telling, b: Telling) -> bool:
    """A series and a deed are two, save that a definite plural ("the strikes") may retell either."""
    if a.mention.series == b.mention.series:
        return False
    single = a if not a.mention.series else b
    return not single.plural


def _counted_apart(a: Telling, b: Telling) -> bool:
    """ "after three dozen attacks" and "attacks have been increasing": a closed series and one that goes on."""
    if not (a.mention.series and b.mention.series) or a.definite or b.definite or a.present == b.present:
        return False
    counted = a if a.mention.quantity else b
    return bool(a.mention.quantity) != bool(b.mention.quantity) and not counted.present


def _times_differ(a: Telling, b: Telling) -> bool:
    """Days that do not touch; for two series, times that are not mostly the same."""
    if a.time is None or b.time is None:
        return False
    if not a.time.touches(b.time):
        return True
    if a.mention.series and b.mention.series and a.time.days and b.time.days:
        short, long = sorted((a.time.days, b.time.days))
        return short / long < 0.5
    return False


def _places_differ(a: PlaceMention | None, b: PlaceMention | None) -> bool:
    """Two exact places that are not one, or two countries."""
    if a is None or b is None or a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return False
    if (a.precision or 4) > _EXACT or (b.precision or 4) > _EXACT:
        return False
    if None in (a.lat, a.lon, b.lat, b.lon):
        return True
    apart = great_circle_km(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)
    return apart > (a.radius_km or _RADIUS_KM) + (b.radius_km or _RADIUS_KM)


def _swapped(a: Telling, b: Telling) -> bool:
    """One's doer is the other's target."""
    if a.kind in _postures():
        return False
    first = (a.actors.ids - a.targets.ids) & (b.targets.ids - b.actors.ids)
    second = (b.actors.ids - b.targets.ids) & (a.targets.ids - a.actors.ids)
    return bool(first or second)


def _targets_differ(a: Telling, b: Telling) -> bool:
    """Two exact tolls that differ, of targets that differ."""
    if a.mention.series or b.mention.series or _related(a.targets, b.targets):
        return False
    both = a.targets.known and b.targets.known
    return both and (
        _other_number(a.mention.killed, b.mention.killed) or _other_number(a.mention.injured, b.mention.injured)
    )


def _other_number(a: Count | None, b: Count | None) -> bool:
    """True for two known bests that differ."""
    return a is not None and b is not None and a.best is not None and b.best is not None and a.best != b.best


def _history_differs(a: Telling, b: Telling) -> bool:
    """History and news are two, unless they are told of the same days or victims, or side by side by the same hands."""
    if a.mention.background == b.mention.background:
        return False
    if _people(a) & _people(b) or (a.time and b.time and a.time == b.time):
        return False
    near = abs(a.sentence - b.sentence) <= 2
    return not (near and a.mention.series and b.mention.series and a.time is None and b.time is None)


# ---------------------------------------------------------------- evidence
def _related(a: Parties, b: Parties) -> bool:
    """True when two sides share an id, a telling word or a country."""
    return bool(a.ids & b.ids or a.words & b.words or a.countries & b.countries)


def _side(a: Parties, b: Parties, by_id: float, by_word: float) -> float:
    """Evidence of one side: the same named party, else the same telling word, else the same country."""
    if a.names & b.names:
        return by_id
    if a.words & b.words:
        return by_word
    return _COUNTRY if a.ids & b.ids or a.countries & b.countries else 0.0


def _victim_weight(a: Telling, b: Telling) -> float:
    """A person named as victim or target in both weighs more than a building."""
    return _VICTIM if _people(a) & _people(b) else _TARGET


def _people(telling: Telling) -> frozenset[str]:
    """Ids of the persons whom an event struck."""
    struck = (party for party in telling.mention.actors if party.role in ("victim", "recipient"))
    return frozenset(party.actor_id for party in struck if party.type == "person" and party.actor_id)


def _posture_parties(a: Telling, b: Telling) -> float:
    """For postures the authority and the object count alike: "the embassy closes", "he closes the embassy"."""
    first, second = a.actors.ids | a.targets.ids, b.actors.ids | b.targets.ids
    words = (a.actors.words | a.targets.words) & (b.actors.words | b.targets.words)
    total = _ACTOR * min(2, len(first & second)) + (_ACTOR_WORD + 0.3 if words else 0.0)
    if a.actors.known and b.actors.known and not _doers_related(a, b):
        total -= _STRANGERS + _ACTOR_WORD
    if a.mention.status == b.mention.status == "threatened":
        total += _THREATENED
    return total


def _doers_related(a: Telling, b: Telling) -> bool:
    """True when the doers are one, or one's doer is the other's object ("he closes it", "the embassy closes")."""
    return _related(a.actors, b.actors) or _share(a.actors, b.targets) or _share(b.actors, a.targets)


def _share(a: Parties, b: Parties) -> bool:
    """True when two sides share an id or a telling word."""
    return bool(a.ids & b.ids or a.words & b.words)


def _when(a: Telling, b: Telling) -> float:
    """The same day, or times of which one holds the other."""
    if a.time is None or b.time is None or not a.time.touches(b.time):
        return 0.0
    same_day = a.time.precision == b.time.precision == "day" and (a.time.days or 9) <= 2 and (b.time.days or 9) <= 2
    return _DAY if same_day else _OVERLAP


def _where(a: Telling, b: Telling) -> float:
    """The same place, told exactly."""
    first, second = a.mention.place, b.mention.place
    if first is None or second is None:
        return 0.0
    same = first.place_id == second.place_id if first.place_id else first.text.lower() == second.text.lower()
    return _PLACE if same and (first.precision or 2) <= _EXACT else 0.0


def _toll(a: Telling, b: Telling) -> float:
    """The same toll; a toll of one is common and weighs half."""
    for first, second in ((a.mention.killed, b.mention.killed), (a.mention.injured, b.mention.injured)):
        if first and second and first.best is not None and first.best == second.best and first.best > 0:
            return _TOLL if first.best > 1 else _TOLL / 2
    return 0.0


def _opens(token: Token | None) -> bool:
    """True for "a strike", "another attack": a noun that brings in something new."""
    return token is not None and any(child.lower_ in ("a", "an", "another", "one") for child in token.children)


def _hangs_on(lower: Token, upper: Token) -> bool:
    """True when one word tells more of the other: relative clause, participle, apposition, light verb."""
    if lower.dep_ == "advcl" and _is_participle(lower) and _carried_by(upper, lower.head):
        return True
    if _is_afterthought(lower, upper):
        return True
    path: list[str] = []
    word = lower
    while word != upper:
        if word.head == word or len(path) > 5:
            return False
        path.append(str(word.dep_) + (":verb" if is_verb(word) else ""))
        word = word.head
    steps = [step.split(":")[0] for step in path]
    if any(step in ("conj", "ccomp", "parataxis", "csubj") for step in steps):
        return False
    if "advcl" in steps:
        return steps == ["advcl"] and _is_participle(lower)
    if "pobj" in steps or "pcomp" in steps:
        return "appos" in steps
    return all(
        step in ("relcl", "acl", "appos", "dobj", "nsubj", "nsubjpass", "xcomp", "compound", "amod", "attr")
        for step in steps
    )


def _is_afterthought(lower: Token, upper: Token) -> bool:
    """ "strikes on two occasions, targeting depots"; "an assassination by drone, an attack that"."""
    if lower.i <= upper.i or is_verb(upper):
        return False
    before = lower.doc[lower.left_edge.i - 1].text if lower.left_edge.i else ""
    if lower.dep_ == "appos":
        verb = next((word for word in lower.ancestors if is_verb(word)), None)
        return verb is not None and verb in upper.ancestors
    return (
        lower.dep_ == "acl" and before == "," and _is_participle(lower) and upper.dep_ in ("dobj", "nsubjpass", "nsubj")
    )


def _is_participle(verb: Token) -> bool:
    """True for ", killing 24": a participle with no conjunction and no doer of its own."""
    return verb.tag_ == "VBG" and not any(child.dep_ in ("mark", "nsubj", "nsubjpass") for child in verb.children)


def _carried_by(noun: Token, verb: Token) -> bool:
    """True where a verb, or the infinitive under it, carries out the deed that a noun names: "ordered strikes"."""
    if noun.dep_ not in ("dobj", "nsubjpass") or not is_verb(noun.head):
        return False
    return noun.head == verb or (noun.head.dep_ in ("xcomp", "ccomp") and noun.head.head == verb)
