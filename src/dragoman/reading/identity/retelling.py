"""Tellings that plainly retell another one, whatever little they share: headlines, "the attack", tolls, allegations.

Each rule names the one telling that it retells, so that the pair is joined before weaker evidence is weighed; what
rules out sameness still rules it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ...model import Interval
from ..clause import children
from ..known import Known
from ..lemma import lemma
from .contradiction import contradict
from .evidence import related
from .likeness import Likeness
from .scene import is_one_scene
from .telling import Telling
from .wording import is_alleged

_BACK = 15
"""Sentences that "the attack" may look back over for a deed that happened."""
_OVER = 6
"""Sentences that a series told in the past counts as farther off."""
_PRESENT_DAYS = 60
"""Days before "now" that a series told without other dates may lie."""
_ACCOUNT_BACK = 10
"""Sentences that a doer's own account may stand from the deed."""
_PARTICLE = 2
"""Letters of a particle ("al", "el"), which many names share."""
_ASIDE = 0.3
"""What a deed named within a phrase is the less in mind."""
_OLDER = 1.0
"""What a deed of days before the news is the less in mind."""
_NEWS_DAYS = 3
"""Days that one piece of news spans."""
_CHOICES = 2
"""Deeds that "the attack" may stand for, where the first cannot take it in."""
_TOLL_BACK = 3
"""Sentences between a deed and the toll that goes with it."""


def retold(seen: Sequence[Telling], likeness: Likeness, known: Known) -> Iterator[tuple[int, list[int]]]:
    """Tellings that plainly retell another one, each with those that it may retell, by number; the surest come first.

    The first of them whose event can take it in is the one that is meant.
    """
    rules = (_of_sentence, _toll, _own_account, _known_thing, _goes_on_with, _anaphor, _day_told_later, _vague_series)
    for rule in rules:
        for telling in seen:
            if telling.group in ("violence", "coercion", "protest") and not telling.mention.background:
                found = rule(telling, seen, likeness, known)
                if found:
                    yield telling.number, [one.number for one in (found if isinstance(found, list) else [found])]
    yield from ((heading, [body]) for heading, body in _headings(seen, likeness))


# ---------------------------------------------------------------- in one sentence
def _of_sentence(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """An allegation that a deed gave rise to; "they" for attacks just named; deeds of one crowd joined by "and"."""
    for before in reversed(seen[: telling.number]):
        if before.sentence != telling.sentence:
            break
        if not likeness.status_agrees(before, telling):
            continue
        if is_one_scene(telling, before, known):
            return before
        if not likeness.kinds_agree(before, telling):
            continue
        if _alleges(telling, before, known) or _by_pronoun(telling, before) or _joined(telling, before, known):
            return before
    return None


def _alleges(telling: Telling, before: Telling, known: Known) -> bool:
    """ "explosions led to allegations that they had struck the depots"."""
    if telling.token is None or before.token is None or telling.noun:
        return False
    said = is_alleged(telling.token, known.families.allegations)
    return said is not None and before.noun and telling.time in (None, before.time)


def _by_pronoun(telling: Telling, before: Telling) -> bool:
    """ "the attacks anger people because they often strike homes": "they" are the attacks."""
    if not (telling.pronoun and before.noun and before.plural and before.token and telling.token):
        return False
    return (
        telling.mention.series and before.mention.series and telling.token.dep_ in ("advcl", "relcl", "ccomp", "conj")
    )


def _joined(telling: Telling, before: Telling, known: Known) -> bool:
    """ "broke into the compound and set fire to a hall", "killed 15 and wounded 20": one doer's deeds at one place."""
    if telling.token is None or before.token is None or telling.noun or before.noun:
        return False
    crowd = {telling.kind, before.kind} <= known.traits.of_a_crowd and telling.kind != before.kind
    word = telling.token
    harm = telling.kind == before.kind and (lemma(word), "verb") in known.quantities.casualties
    if not (crowd or harm):
        return False
    while word != before.token and (word.dep_ == "conj" or (word.dep_ == "xcomp" and not any(children(word.head, "dobj")))):
        word = word.head
    own = any(children(telling.token, "nsubj", "nsubjpass"))
    if own and crowd:
        # "Stones were thrown and a car burned": what nobody is said to have done, at no place of its own.
        own = bool(telling.actors.known or before.actors.known) or not {telling.kind, before.kind} & known.traits.gatherings
    return bool(word == before.token) and not own


# ---------------------------------------------------------------- across sentences
def _toll(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """ "six guards were wounded" after the deed that hurt them; "two of the dead were shot"."""
    if telling.part:
        harmed = [one for one in seen[: telling.number] if one.mention.killed or one.mention.injured]
        return next((one for one in reversed(harmed) if not contradict(one, telling, known)), None)
    return tolled(telling, seen[: telling.number], known) if telling.toll and telling.stands == "happened" else None


def tolled(telling: Telling, earlier: Sequence[Telling], known: Known) -> Telling | None:
    """The deed of which a verb of harm tells the toll: the nearest before it, unless that is a series or history."""
    near = [one for one in reversed(earlier) if telling.sentence - one.sentence <= _TOLL_BACK]
    harmful = [one for one in near if one.group == "violence" or one.kind in known.traits.harmful]
    deeds = [one for one in harmful if one.stands == "happened" and one.kind not in known.traits.harmless]
    deeds = [one for one in deeds if not _fells_attackers(one, known)]
    struck = [one for one in deeds if one.targets.names & telling.targets.names]
    for before in struck or deeds:
        if before.mention.series or before.mention.background or _names_other_victim(telling, before):
            return None
        if known.families.compatible(before.kind, telling.kind, before.mention.status) and not contradict(
            before, telling, known
        ):
            return before
    return None


def _fells_attackers(deed: Telling, known: Known) -> bool:
    """ "killing all five attackers": how a deed ended, and not the deed that others came to harm in."""
    return any(word in known.families.carry_on or f"{word}s" in known.families.carry_on for word in deed.targets.words)


def _names_other_victim(telling: Telling, before: Telling) -> bool:
    """A person killed by name, or a place of another deed, is no toll of what came before it."""
    named = bool(telling.targets.names) and not telling.targets.names & before.targets.names
    return named and (bool(before.targets.names) or telling.sentence != before.sentence)


def _own_account(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """ "The army said it had struck a command post": the doer's own account of the deed just told."""
    if not telling.account or telling.time is not None:
        return None
    for before in reversed(seen[: telling.number]):
        near = 0 < telling.sentence - before.sentence <= _ACCOUNT_BACK
        own = related(before.actors, telling.actors) or bool(before.actors.words & _whose_own(telling))
        if near and own and likeness.may_be_one(before, telling):
            return before if not before.mention.series and not before.anew else None
    return None


def _whose_own(telling: Telling) -> frozenset[str]:
    """Words of the speaker whose people a deed is told of: "Al Shabaab said its fighters had killed"."""
    token = telling.token
    if token is None or not any(
        child.lower_ in ("its", "their", "our") for subject in children(token, "nsubj") for child in subject.children
    ):
        return frozenset()
    return frozenset(
        word.lower_
        for speaker in children(token.head, "nsubj")
        for word in (speaker, *children(speaker, "compound", "amod"))
        if len(word.text) > _PARTICLE
    )


def _known_thing(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """ "one of the rockets fell on a school": the weapons of the deed just told."""
    if not telling.goes_on or telling.stands != "happened":
        return None
    classes = {weapon.class_ for weapon in telling.mention.weapons}
    for before in reversed(seen[: telling.number]):
        if telling.sentence - before.sentence > _BACK:
            break
        arms = {weapon.class_ for weapon in before.mention.weapons}
        same = bool(arms) and (not classes or bool(classes & arms))
        # "The explosion of a bomb": the deed may name no weapon of its own.
        same = same or (not arms and {before.kind, telling.kind} <= known.traits.explosive)
        if same and likeness.may_be_one(before, telling):
            return before
    return None


def _goes_on_with(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """ "It also destroyed a kiosk": the damage that the blast of the sentence before did."""
    if not telling.by_it or telling.kind not in known.families.general or telling.time is not None:
        return None
    near = [one for one in seen[: telling.number] if 0 < telling.sentence - one.sentence <= _TOLL_BACK]
    deeds = [one for one in near if one.stands == "happened" and likeness.may_be_one(one, telling)]
    return deeds[-1] if deeds and not deeds[-1].actors.known else None


def _anaphor(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> list[Telling]:
    """ "the attack", "this aggression", "called it an assassination": the deeds that are most in mind."""
    if not telling.anaphor or telling.stands == "to come":
        return []
    best: list[tuple[float, int, Telling]] = []
    for before in seen[: telling.number]:
        near = telling.sentence - before.sentence
        if near > _BACK or before.anaphor or before.toll or before.anchor or not likeness.may_be_one(before, telling):
            continue
        if near == 0 and not likeness.linked(before, telling) and not _after(before, telling):
            continue
        if telling.actors.known and before.actors.known and not related(telling.actors, before.actors):
            continue
        rank = _in_mind(telling, before, known) - _OLDER * _is_old(before, seen)
        best.append((rank, before.number, before))
    return [before for _, _, before in sorted(best, key=lambda one: one[:2], reverse=True)[:_CHOICES]]


def _day_told_later(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """ "Friday's blast" after a deed told without a day, where nothing else in the report was on that Friday."""
    told = telling.noun and telling.definite and not telling.plural and telling.stands == "happened"
    if not told or telling.time is None or telling.time.precision != "day" or telling.targets.known:
        return None
    others = [one for one in seen if one.group == "violence" and one is not telling and not one.mention.series]
    # A night belongs to two days, and reports count a day too many.
    rivals = [one for one in others if one.stands == "happened" and likeness.kinds_agree(one, telling)]
    if any(one.sentence == telling.sentence or (one.time and one.time.touches(telling.time, 1)) for one in rivals):
        return None
    full = [one for one in others if one.sentence < telling.sentence and one.time is None and not one.bare]
    # What is itself told as known ("in revenge for the killing of X") is no news that wants its day.
    full = [one for one in full if not one.definite and not one.anchor]
    if telling.actors.known:
        full = [one for one in full if not one.actors.known or related(one.actors, telling.actors)]
    alike = [one for one in full if telling.kind == one.kind or telling.kind in known.families.general]
    fit = [one for one in alike if likeness.may_be_one(one, telling)]
    # However far up, where it is the only deed of its kind.
    near = fit if len(fit) == 1 else [one for one in fit if telling.sentence - one.sentence <= _BACK]
    return max(near, key=lambda one: _in_mind(telling, one, known)) if near else None


def _is_old(before: Telling, seen: Sequence[Telling]) -> bool:
    """True for a deed of days before the news: "two weeks ago gunmen seized 200 girls"."""
    own = before.time.end if before.time else None
    latest = [one.time.end for one in seen if one.time and one.time.end and one.stands == "happened"]
    return own is not None and own < max(latest) - timedelta(days=_NEWS_DAYS)


def _after(before: Telling, telling: Telling) -> bool:
    """True for a noun in a clause of its own after the deed: "rockets hit the base, and the attack killed two"."""
    return telling.token is None or before.token is None or before.token not in telling.token.ancestors


def _in_mind(telling: Telling, before: Telling, known: Known) -> float:
    """How much a deed is in the reader's mind: near, told in full, of the same kind, the news of the first lines."""
    rank = -0.15 * (telling.sentence - before.sentence)
    rank += 1.0 if before.kind == telling.kind else 0.5 if telling.kind in known.families.general else 0.0
    rank += 0.5 * bool(before.targets.known) + 0.5 * bool(before.time)
    plain = telling.kind in known.families.general
    if telling.token and before.token and lemma(telling.token) == lemma(before.token) and not plain:
        rank += _SAME_NOUN
    if telling.token is not None and (lemma(telling.token), "noun") in known.quantities.casualties:
        # "The killing" points at a deed that killed.
        rank += 1.0 if before.mention.killed else -1.0
    if before.noun and before.token is not None and before.token.dep_ == "pobj":
        rank -= _ASIDE  # "strikes in response to rocket attacks": the strikes are the news
    return rank + 0.4 * (before.sentence <= 2)


def _vague_series(telling: Telling, seen: Sequence[Telling], likeness: Likeness, known: Known) -> Telling | None:
    """ "increased attacks by the militias": a series told by nothing but its doers joins the nearest that fits."""
    if not telling.vague or telling.stands != "happened":
        return None
    fitting = [
        other
        for other in seen
        if other.sentence != telling.sentence
        and other.mention.series
        and (other.targets.known or other.time)
        and _of_its_time(telling, other)
        and not other.mention.background
        and likeness.may_be_one(*sorted((other, telling), key=lambda one: one.number))
        and not (telling.actors.names and other.actors.names and not related(telling.actors, other.actors))
    ]
    ends = [one.time.end for one in fitting if one.time and one.time.end]
    return min(fitting, key=lambda one: _age(one, telling, max(ends, default=date.min)), default=None)


def _age(series: Telling, telling: Telling, latest: date) -> tuple[int, int]:
    """How far a series stands in the text; one that is over, and one that others came after, count as farther."""
    older = series.time is not None and series.time.end is not None and series.time.end < latest
    return abs(series.sentence - telling.sentence) + _OVER * (not series.present) + _OVER * older, series.number


def _of_its_time(telling: Telling, other: Telling) -> bool:
    """ "at present", "recently": a series of last year is not meant."""
    now = telling.mention.time
    if now is None or now.first is None or now.last is None or other.time is None:
        return True
    return bool(Interval(now.first, now.last, now.precision).touches(other.time, slack_days=_PRESENT_DAYS))


def _headings(seen: Sequence[Telling], likeness: Likeness) -> Iterator[tuple[int, int]]:
    """A headline tells what the body tells: the deed below it that shares most with it."""
    for heading in seen:
        if not heading.heading:
            continue
        body = [
            other for other in seen[heading.number + 1 :] if not other.heading and likeness.may_be_one(heading, other)
        ]
        ranked = [(_shared(heading, other, likeness), -other.number, other) for other in body]
        shared = [item for item in ranked if item[0] >= _HEADING_LEAST]
        if shared:
            yield heading.number, max(shared)[2].number


def _shared(heading: Telling, other: Telling, likeness: Likeness) -> float:
    """What a headline shares with a deed; the first lines under it tell its news."""
    return likeness.score(heading, other, frozenset()) - _LATER * min(10, other.sentence - heading.sentence)


_SAME_NOUN = 1.0
"""What "the execution" has the more after "an execution" than after another deed."""
_LATER = 0.15
"""What each sentence between a headline and a deed takes off."""
_HEADING_LEAST = -0.3
"""What a headline and a deed must share: their kind, or a kind that is like it and a party."""
