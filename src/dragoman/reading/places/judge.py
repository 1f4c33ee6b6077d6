"""How likely a gazetteer name is meant as a place here: evidence from its neighbours, added up as plain weights.

A weight of 1 is about what an "in" before an otherwise doubtful name should be worth by half; a name is taken from
`THRESHOLD` on. Weights were set by hand on development sets and rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from ...knowledge.gazetteer import CODE, MAIN, OTHER, SHORT, TOWNS, TYPED, Candidate
from .home import Home
from .lexicon import Lexicon
from .scan import Toponym, Words

_LENGTHS = frozenset(
    {"km", "kms", "kilometers", "kilometres", "miles", "mile", "kilometer", "kilometre", "away", "far"}
)
THRESHOLD = 1.0
STRONG = 2.5
# Other names of towns below this are mostly foreign spellings that English words happen to match.
_WELL_KNOWN = 100_000
_UNCOUNTED = 3_000
"""Taken for the people of a town that GeoNames gives none: it lists such only where they are seats of an area."""
_BIG = frozenset({"country", "continent", "region", "territory", "ocean", "sea"})
OWNED = (["'s"], ["’s"], ["'"], ["’"])
"""What stands between an area and a place in it: "Syria's Homs"."""
_LOCAL = TOWNS | {"admin2"}


class Judge:
    """Scores toponyms of one report."""

    def __init__(self, lexicon: Lexicon, home: Home, persons: frozenset[str], small_words: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._classes = lexicon.classes
        self._home = home
        self._persons = persons
        self._small_words = small_words

    def judge(self, toponyms: Sequence[Toponym]) -> None:
        """Set `score` and `accepted` of the toponyms of one sentence, in order."""
        previous: Toponym | None = None
        for number, toponym in enumerate(toponyms):
            if toponym.demonym is not None:
                previous = None
                continue
            following = toponyms[number + 1] if number + 1 < len(toponyms) else None
            toponym.score = self._prior(toponym) + self._context(toponym, previous, following)
            toponym.accepted = toponym.score >= THRESHOLD
            previous = toponym

    def _prior(self, toponym: Toponym) -> float:
        """How readily the name alone means a place."""
        best = max((self._prior_of(candidate, toponym) for candidate in toponym.candidates), default=-2.0)
        if toponym.last - toponym.first > 1:
            best += 0.8
        return best

    def _prior_of(self, candidate: Candidate, toponym: Toponym) -> float:
        """Prior of one meaning."""
        place = candidate.place
        if place.kind in _BIG:
            prior = 2.5 if candidate.how != SHORT else 1.0
        elif place.kind == "admin1":
            prior = min(2.5, (log10(place.population + 10) - 4.2) * 1.2)
            prior -= {MAIN: 0.0, TYPED: -1.5, CODE: 0.0}.get(candidate.how, 1.0)
        elif place.kind in _LOCAL:
            prior = (log10((place.population or _UNCOUNTED) + 10) - 4.2) * 0.8
            known = place.population >= _WELL_KNOWN
            prior += {MAIN: 0.3, OTHER: -0.2 if known else -0.8, SHORT: -0.6, TYPED: 2.0}.get(candidate.how, 0.0)
            if place.kind == "admin2" and candidate.how != TYPED:
                prior = min(prior, 0.2)
        else:
            prior = 1.6 if candidate.how == MAIN else 1.2
        return prior + self._home.nearness(place)

    def _context(self, toponym: Toponym, previous: Toponym | None, following: Toponym | None) -> float:
        """What the words around say."""
        words = toponym.words
        score = self._before(toponym, words) + self._after(toponym, words)
        if following is not None and following.demonym is None and _in_apposition(toponym, following):
            score += 2.5 if contains(following, toponym) else (1.0 if following.coded else 0.3)
        if previous is not None:
            score += self._after_place(toponym, previous)
        single = toponym.last - toponym.first == 1
        lower = words.lowers[toponym.first]
        if single and lower in self._classes["never"]:
            return -9.0
        if toponym.coded and not self._code_stands(toponym, previous):
            score -= 4.0
        if single and not words.caseless:
            score += self._as_single_word(toponym, words, lower)
        if words.caseless:
            score += self._without_case(toponym, words, lower) if single else -0.2
        return score

    def _without_case(self, toponym: Toponym, words: Words, lower: str) -> float:
        """A single word in text without case: cue words are common words there, and tags decide."""
        if any(lower in each for each in self._classes.values()):
            return -9.0
        return -0.8 if words.tags[toponym.first][:3] == "NNP" else -1.3

    def _as_single_word(self, toponym: Toponym, words: Words, lower: str) -> float:
        """A single capitalised word may be a surname, a given name or a common word."""
        score = 0.0
        if lower in self._persons:
            score -= 2.2
        if lower in self._lexicon.given_names:
            score -= 1.0
        if lower in self._small_words:
            score -= 1.5 if toponym.first == 0 or words.sentence.segment.heading else 0.7
        tag = words.tags[toponym.first]
        if tag[:3] != "NNP":
            score -= 1.2 if toponym.first == 0 else 0.4
        elif score == 0.0 and toponym.first and not words.sentence.segment.heading and self._stands_alone(toponym):
            score += 0.4
        return score

    def _stands_alone(self, toponym: Toponym) -> bool:
        """A name between small words, with no other capitals beside it."""
        words, after = toponym.words, toponym.last
        return not words.capital[toponym.first - 1] and not (after < len(words.texts) and words.capital[after])

    def _before(self, toponym: Toponym, words: Words) -> float:
        """Evidence from the words before."""
        at = toponym.first - 1
        classes = self._classes
        while at >= 0 and words.lowers[at] in classes["part"] and words.touching(at):
            at -= 1
        score = 0.6 if at < toponym.first - 1 else 0.0
        if at >= 0 and words.lowers[at] == "the":
            at -= 1
        if at < 0:
            return score + self._dateline(toponym, words)
        before = words.lowers[at].rstrip(".")
        if before == "from" and at and words.lowers[at - 1] in _LENGTHS:
            toponym.near = True
        if before in classes["in"]:
            return score + (2.0 if before in ("in", "at", "inside", "within", "throughout", "across") else 1.2)
        if before in classes["near"]:
            toponym.near = True
            return score + 1.6
        if before == "of":
            return score + self._before_of(toponym, words, at)
        if before in classes["struck"]:
            # "shelled Ras al-Ain": towns are shelled, people are not.
            return score + 1.7
        if before in classes["weak"]:
            return score + 0.3
        if not words.touching(at):
            return score
        if words.capital[at] and not words.caseless and words.tags[at][:2] in ("NN", "JJ", "FW", "VB"):
            return score + self._capital_before(words, at, before)
        if before in classes["title"]:
            return score - 1.5
        return score

    def _capital_before(self, words: Words, at: int, before: str) -> float:
        """A capitalised word right before: a title, a given name, or part of a longer name."""
        if before in self._classes["title"] or before in self._lexicon.given_names:
            return -4.0
        if len(before) == 1:
            return -3.5
        if before in self._lexicon.demonyms:
            return -0.9
        if words.sentence.segment.heading:
            return -0.3
        return -1.6

    def _before_of(self, toponym: Toponym, words: Words, at: int) -> float:
        """ "of" after a type word ("city of"), a compass point ("north of") or anything else."""
        noun = words.lowers[at - 1] if at else ""
        if noun in self._classes["compass"] or noun in ("outskirts", "suburb", "suburbs", "vicinity"):
            toponym.near = True
            return 2.0
        if noun in self._lexicon.town_words or noun in self._lexicon.area_words or noun in self._classes["natural"]:
            return 2.5
        return 0.6

    def _dateline(self, toponym: Toponym, words: Words) -> float:
        """A name in capitals, or before an agency in brackets or a dash, that opens a sentence."""
        after = words.texts[toponym.last : toponym.last + 8]
        shouted = words.slice(toponym.first, toponym.last).isupper() and not words.caseless
        dashed = any(mark in ("--", "---", "—", "–", "-", "�") for mark in after) and (
            shouted or (after[:1] and after[0] in ("(", "--", "---", "—", "–", "�"))
        )
        return 3.0 if dashed else 0.0

    def _after(self, toponym: Toponym, words: Words) -> float:
        """Evidence from the words after."""
        classes = self._classes
        at = toponym.last
        if at >= len(words.texts):
            return 0.0
        after = words.lowers[at].rstrip(".")
        if after == "'s" or after == "’s":
            return 0.2
        if after in classes["speech"]:
            return -1.0
        if not words.capital[at] or words.caseless:
            if after in classes["natural"] or after in self._lexicon.area_words:
                return 1.0
            return 0.5 if after in ("residents", "resident", "native", "area", "police", "suburb") else 0.0
        if after in classes["public"] or after in classes["title"]:
            return 0.6
        if any(after in classes[name] for name in ("press", "team", "company", "force", "treaty")):
            return -2.5
        if after in classes["street"]:
            return -1.5
        if after in classes["natural"]:
            return -0.2
        if after in self._lexicon.demonyms or words.sentence.segment.heading:
            return -0.2
        if words.tags[at][:3] != "NNP":
            return -0.3
        first = words.lowers[toponym.first]
        return -3.0 if first in self._lexicon.given_names else -1.4

    def _after_place(self, toponym: Toponym, previous: Toponym) -> float:
        """Evidence from a place told just before: a list, or the place that contains it."""
        words = toponym.words
        between = words.lowers[previous.last : toponym.first]
        if between == [","] and contains(toponym, previous):
            return 2.5
        if between in OWNED and previous.accepted and contains(previous, toponym):
            # "Syria's Ras al-Ayn"
            return 1.5
        if previous.accepted and between in ([","], ["and"], ["or"], [",", "and"], [",", "or"], ["to"], ["-"], ["/"]):
            return 0.9
        return 0.0

    def _code_stands(self, toponym: Toponym, previous: Toponym | None) -> bool:
        """Abbreviations of areas need a town before them; those of countries and ones with stops stand alone."""
        if any(candidate.place.kind != "admin1" for candidate in toponym.candidates):
            return True
        words = toponym.words
        at = toponym.first
        after_comma = at >= 2 and words.texts[at - 1] == "," and words.capital[at - 2]
        if after_comma:
            return True
        surface = words.slice(toponym.first, toponym.last)
        if surface in ("D.C.", "N.Y.", "N.J.", "N.C.", "S.C.", "B.C.", "W.Va.", "NSW"):
            return True
        return "." in surface and previous is not None and previous.last == toponym.first


def _in_apposition(toponym: Toponym, following: Toponym) -> bool:
    """ "Kirkuk, Iraq", "Erbil (Iraq)", "Ramadi in Iraq"."""
    between = toponym.words.lowers[toponym.last : following.first]
    return between in ([","], ["("], ["in"], [",", "in"], [])


def contains(area: Toponym, toponym: Toponym) -> bool:
    """True when one meaning of `area` is an area in which one meaning of `toponym` lies."""
    return any(fits(candidate, outer) for outer in area.candidates for candidate in toponym.candidates)


def fits(candidate: Candidate, outer: Candidate) -> bool:
    """True when the place lies in the area, by country, first- or second-level area."""
    inside, around = candidate.place, outer.place
    if inside.row == around.row:
        return False
    if around.kind == "country":
        return inside.country == around.country and inside.kind != "country"
    if around.kind == "admin1":
        return inside.admin1 == around.row
    if around.kind == "admin2":
        return inside.admin2 == around.row and inside.kind in TOWNS
    return False
