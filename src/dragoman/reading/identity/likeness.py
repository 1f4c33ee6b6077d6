"""How much speaks for two tellings being of one event, and what rules it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..known import Known
from ..lemma import lemma
from .contradiction import contradict
from .evidence import (
    ACTOR,
    ACTOR_WORD,
    STRANGERS,
    TARGET_WORD,
    people,
    posture_parties,
    related,
    same_place,
    same_time,
    same_toll,
    side,
    victim_weight,
)
from .telling import Telling
from .wording import hangs_on, opens

THRESHOLD = 1.9
"""Score from which two tellings are one: a kind and a day, a kind and a target, or a definite noun after its like."""
SERIES_THRESHOLD = 1.7
"""Mean score over all pairs of two groups of series from which they are one."""
_SAME_KIND, _LIKE_KIND, _WEAPON = 1.0, 0.5, 0.3
_DEFINITE, _LINKED, _UNIQUE, _CARRIES_ON, _TENSE = 1.4, 2.0, 0.8, 1.0, 0.2
_NEW, _FAR, _UNIQUE_POSTURE, _COUNTED = 0.8, 0.03, 1.1, 0.6
_GATHERED = 0.5
"""What the doings of a crowd have the more of the gathering told just before: "a rally", "protesters threw stones"."""
_CARRY_FAR = 4
"""Sentences over which "the crowd" goes on with a deed of the same kind."""
_LOOSE = 0.9
"""What kinds that are as often two events as one must make up for by a shared target, doer or toll."""
_SAME_WORD = 0.5
"""The word of the headline or the first lines told again: "an ambush", "a terrorist ambush"."""
_LEDE = 2
"""Sentences from the top that tell the news."""
_DENIED = 0.5
"""A denial may be of another deed: it must share more with what it denies."""
_DATED = 0.5
"""A series of a certain time and one told without any are not lightly one."""


class Likeness:
    """Scores and contradictions by what is known of kinds and words."""

    def __init__(self, known: Known) -> None:
        self._known = known

    # ------------------------------------------------------------ what rules it out
    def apart(self, a: Telling, b: Telling) -> bool:
        """True when the two cannot be one event, or nothing could join them."""
        if not self.kinds_agree(a, b) or self.contradict(a, b):
            return True
        return a.sentence == b.sentence and not self.linked(a, b) and not self.same_sentence_retelling(a, b)

    def contradict(self, a: Telling, b: Telling) -> bool:
        """True when the two say things that cannot both be of one event."""
        return not self.status_agrees(a, b) or contradict(a, b, self._known)

    def may_be_one(self, a: Telling, b: Telling) -> bool:
        """True when nothing rules out that the two are one event."""
        return self.kinds_agree(a, b) and not self.contradict(a, b)

    def kinds_agree(self, a: Telling, b: Telling) -> bool:
        """True when the kinds can be words for one deed, or one is the bare threat of the other."""
        threats = self._known.traits.threats
        if a.kind in threats or b.kind in threats:
            return a.kind == b.kind or {a.kind, b.kind} <= threats or self.retold_threat(a, b)
        return self._known.families.compatible(a.kind, b.kind, a.mention.status)

    def sorts_agree(self, pairs: Sequence[tuple[Telling, Telling]]) -> bool:
        """False for a storming and an air strike, though both have tellings that only say "killed"."""
        general = self._known.families.general | self._known.traits.captures
        telling = [(a, b) for a, b in pairs if a.kind not in general and b.kind not in general]
        return not telling or any(self.kinds_agree(a, b) for a, b in telling)

    def retold_threat(self, a: Telling, b: Telling) -> bool:
        """ "Pompeo's threat" after "Pompeo threatened to close the embassy": the same party, the deed left out."""
        threat, deed = (a, b) if a.kind in self._known.traits.threats else (b, a)
        return deed.mention.status == "threatened" and threat.noun and bool(threat.actors.ids & deed.actors.ids)

    def status_agrees(self, a: Telling, b: Telling) -> bool:
        """Happened with happened or with its denial; a threat with the same threat; a supposition of one posture."""
        if a.kind in self._known.traits.threats or b.kind in self._known.traits.threats:
            return "not so" not in (a.stands, b.stands) or a.stands == b.stands
        if a.stands != b.stands:
            return {a.stands, b.stands} == {"happened", "not so"} and "denied" in (a.mention.status, b.mention.status)
        if a.stands != "to come" or a.mention.status == b.mention.status:
            return True
        return a.posture and "demanded" not in (a.mention.status, b.mention.status)

    # ------------------------------------------------------------ what speaks for it
    def score(self, a: Telling, b: Telling, unique: frozenset[str]) -> float:
        """The sum of what speaks for sameness, less what speaks against; `a` stands before `b`."""
        total = _SAME_KIND if a.kind == b.kind else _LIKE_KIND
        if (a.kind, b.kind) in self._known.families.loose:
            total -= _LOOSE
        if a.token is not None and b.token is not None and a.noun and b.noun and a.kind == b.kind:
            total += _SAME_WORD if lemma(a.token) == lemma(b.token) and a.sentence <= _LEDE else 0.0
        total += self.parties(a, b) + same_time(a, b) + same_place(a, b) + same_toll(a, b)
        if {w.class_ for w in a.mention.weapons} & {w.class_ for w in b.mention.weapons}:
            total += _WEAPON
        if a.sentence == b.sentence and self.linked(a, b):
            total += _LINKED
        total += self.manner(a, b, unique)
        if a.stands != b.stands:
            total -= _DENIED
        if a.mention.series and b.mention.series:
            total += self.of_series(a, b)
        return total - _FAR * min(20, b.sentence - a.sentence)

    def parties(self, a: Telling, b: Telling) -> float:
        """Shared victims and targets, shared actors; strangers count against."""
        if a.posture:
            return posture_parties(a, b, self._known.traits)
        total = side(a.targets, b.targets, victim_weight(a, b), TARGET_WORD)
        total += side(a.actors, b.actors, ACTOR, ACTOR_WORD)
        if a.actors.names and b.actors.names and not related(a.actors, b.actors):
            total -= STRANGERS
        if a.targets.known and b.targets.known and not related(a.targets, b.targets):
            # The targets of a series are told anew each time.
            total -= STRANGERS / 3 if a.mention.series and b.mention.series else STRANGERS
        return total

    def manner(self, a: Telling, b: Telling, unique: frozenset[str]) -> float:
        """How the later one is told: a definite noun, a subject that goes on, an indefinite noun that opens anew."""
        total = 0.0
        if b.noun and (people(b) - people(a) or _tells_where(a, b)):
            # "The murder of the candidate", "the air strikes in the east": it tells which, and points back at nothing.
            pass
        elif b.noun and b.definite and not (a.mention.series != b.mention.series and not b.plural):
            plain = a.kind == b.kind or b.kind in self._known.families.general or not b.targets.known
            total += _DEFINITE if plain and not _tells_more(a, b) else _DEFINITE / 2
        elif b.noun and not b.plural and opens(b.token) and not b.targets.known:
            total -= _NEW
        total += self.carrying_on(a, b)
        if a.kind == b.kind and a.kind in unique and not (a.time and b.time):
            total += _UNIQUE_POSTURE if a.posture else _UNIQUE
        return total

    def carrying_on(self, a: Telling, b: Telling) -> float:
        """A subject that goes on: "the crowd", or "they" for those of the sentence before, and what a gathering did."""
        far = b.sentence - a.sentence
        crowd = {a.kind, b.kind} <= self._known.traits.of_a_crowd
        same = b.pronoun and crowd and far == 1 and related(a.actors, b.actors)
        if not same and not (b.carries_on and 0 < far <= (_CARRY_FAR if a.kind == b.kind else 1)):
            return 0.0
        return _CARRIES_ON + (_GATHERED if crowd and a.noun and not a.actors.known else 0.0)

    def of_series(self, a: Telling, b: Telling) -> float:
        """Series by the same hands on the same targets are told over and over; tense tells an old one from a new."""
        total = 1.3 if a.kind == b.kind or {a.kind, b.kind} & self._known.families.general else 0.0
        if not (a.actors.known and b.actors.known) or related(a.actors, b.actors):
            total += 0.5
        dated = a if a.time else b
        if (a.time is None) != (b.time is None) and not dated.present:
            total -= _DATED
        if (a.mention.quantity is None) != (b.mention.quantity is None) and not (b.noun and b.definite):
            total -= _COUNTED
        return total + (_TENSE if a.present == b.present else -_TENSE)

    def linked(self, a: Telling, b: Telling) -> bool:
        """True for two words of one sentence of which one tells more of the other: "an attack that killed"."""
        if a.token is None or b.token is None or a.token.doc is not b.token.doc:
            return False
        return hangs_on(a.token, b.token) or hangs_on(b.token, a.token)

    def same_sentence_retelling(self, a: Telling, b: Telling) -> bool:
        """ "an air strike killed X and Y, who died in the strike": a definite noun, or a victim named again."""
        if b.noun and b.definite and (a.kind == b.kind or {a.kind, b.kind} & self._known.families.general):
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
            and kind not in self._known.families.general
            and not any(
                self.contradict(a, b)
                for i, a in enumerate(told[:60])
                for b in told[i + 1 : 60]
                if a.kind == b.kind == kind
            )
        )


def _tells_where(a: Telling, b: Telling) -> bool:
    """ "The air strikes in the east" after "troops killed 20": another kind, with a place that the first has not."""
    first, second = a.mention.place, b.mention.place
    own = second is not None and second.link is None and b.time is not None
    return own and a.kind != b.kind and (first is None or first.link is not None)


def _tells_more(a: Telling, b: Telling) -> bool:
    """ "last night's attack by the army" after a bare "killing": it has a day and a doer of its own."""
    return bool(b.time or b.actors.known) and not (a.time or a.actors.known)
