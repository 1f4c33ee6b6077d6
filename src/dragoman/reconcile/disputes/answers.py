"""Answers: a denial, or a word such as "a lie" or "nonsense", against the account that it answers in the same report.

"It had taken Kanem, it said. The government denied this": what is denied stands in the sentence itself or in the one
before, where the denial only points to it, and else near by, in words that both use. Denials of a part in a deed are
`blame.py`'s, rejections of "the claim" `rejected.py`'s.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...model import HAPPENED, Disagreement, Incident, Side, Span
from ..headline.told import World
from ..words import words
from .blame import disclaims
from .polarity import Polarity
from .rejected import SAYING, about_of, incident_of, rejecting_side
from .rejected import rejects as rejects_claim
from .sides import make_disagreement
from .views import View, Views, side_of

# What a denial answers in words that both use stands at most so far from it.
_NEAR_CHARS = 500
# And shares words that weigh this much together (`Polarity.weight`): one rare word, or two that are not.
_LEAST = 0.9
_LEAST_BELOW = 1.3
# A denial in so few words points to what it denies: "denied this", "rejected the charge".
_POINTING = 3
# An accusation at most so far before a denial is answered by it whatever its words.
_NEXT_CHARS = 300
# "A lie", "nonsense": said of another's account in so many words at most.
_LABEL = 12
# Blanks and quotation marks between two sentences.
_GAP = 5
_SUCH = "such"
_COPULAS = frozenset({"is", "was", "isn't", "wasn't"})
_BARE = frozenset({"it", "this", "that", "them", "these", "those"})
_BACK = frozenset({_SUCH, "it", "them", "him", "her"})
# "He knew of no such threat", "no one gave such advice".
_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[A-Z“\"‘'«\d(])|\n+")


def find_answers(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every account with the statement that answers it."""
    found = []
    for view in views.all:
        if not answers(view, polarity) or rejects_claim(view, polarity) or _of_a_part(view, views, polarity):
            continue
        told = _answered(view, views, world, polarity)
        if told is not None:
            side, account = told
            incident = incident_of(account.statement, joined) if account else None
            about = about_of(incident, side.value)
            sides = [side, rejecting_side(view, world)]
            found.append(make_disagreement(incident, "claim", sides, "occurrence", f"whether it is so: {about}"))
    return found


def answers(view: View, polarity: Polarity) -> bool:
    """True for what somebody denies in so many words, or calls by a word for what is not true."""
    said = view.statement
    if not view.speaker or said.cue is None or said.stance in ("demands", "promises") or _of_a_noun(view):
        return False
    told = words(said.text)
    if polarity.has("gainsay", said.cue.text) or _rejects_an_idea(view, polarity):
        return not polarity.negated(said.cue.text)
    if polarity.negates(_SUCH, said.text):
        return True
    if len(told) > _LABEL or not _labels(view, polarity):
        return False
    untrue = polarity.has("belie", said.text) and not polarity.negated(said.text)
    return untrue or any(polarity.phrases("untrue", said.text))


def _labels(view: View, polarity: Polarity) -> bool:
    """True for what is said of an account: "called that a lie", "it was nonsense", "the report is false"."""
    cue, opening = view.statement.cue, words(view.text)[:_POINTING]
    if cue is not None and polarity.has("label", cue.text):
        return True
    return not _BARE.isdisjoint(opening) or polarity.has("claim", " ".join(opening))


def _of_a_noun(view: View) -> bool:
    """True for "a limp that he denied having": a clause that only says which limp."""
    said = view.statement
    first = said.content[0] if said.content else None
    if first is None or said.cue is None or not said.sentence.start < first.start < said.cue.start:
        return False
    return said.sentence_text[first.start - said.sentence.start :].startswith("that ")


def _rejects_an_idea(view: View, polarity: Polarity) -> bool:
    """True for "rejected the notion that", "dismissed it as a stunt": words are rejected, and no offer or demand."""
    said = view.statement
    if said.cue is None or not polarity.has("spurn", said.cue.text):
        return False
    opening = words(said.text)[:_POINTING]
    return polarity.has("claim", " ".join(opening)) or (opening[1:2] == ["as"] and opening[0] in _BARE)


def _of_a_part(view: View, views: Views, polarity: Polarity) -> bool:
    """True for the denial of a part in a deed of which somebody near by accuses: `blame.py` sets these out."""
    if not disclaims(view, polarity):
        return False
    near = (v for v in views.beside(view) if v.speaker != view.speaker and _apart(v, view) <= _NEAR_CHARS)
    return any(polarity.has("accuse", v.statement.sentence_text) for v in near)


def _answered(view: View, views: Views, world: World, polarity: Polarity) -> tuple[Side, View | None] | None:
    """The side that a denial answers, with the statement it stands on where there is one."""
    others = [v for v in views.beside(view) if v.speaker != view.speaker and not answers(v, polarity)]
    here = [v for v in views.beside(view) if v.statement.sentence == view.statement.sentence]
    pointing = _points(view, polarity)
    if not pointing and any(v.speaker == view.speaker and _start(v) < _start(view) for v in here):
        # "The consulate stays shut, said the minister, who denied that ...": one voice goes on.
        return None
    inside = sorted((v for v in here if v in others and _told_before(v, view)), key=_end)
    if inside and (pointing or _shared(inside[-1], view, others, polarity) > 0):
        return side_of([inside[-1]], world), inside[-1]
    near = [v for v in others if v.speaker and _in_reach(v, view, world, polarity) and v.statement.stance != "demands"]
    if pointing:
        return _before(view, others, world, polarity)
    best = max(near, key=lambda v: (_shared(v, view, others, polarity), -_apart(v, view), v.order), default=None)
    # "The army said that the militia was responsible", in the sentence before or after: that is denied as well.
    naming = [v for v in near if _apart(v, view) <= _NEXT_CHARS and _accuses(v, view, polarity)]
    if best is not None and _shared(best, view, others, polarity) >= _LEAST:
        return side_of([best, *(v for v in naming if v is not best)], world), best
    # "The police blame the front. Its spokesman denied planting the bomb."
    accusing = [v for v in near if v.statement.cue and polarity.has("accuse", v.statement.cue.text)]
    last = max((v for v in accusing if 0 < _start(view) - _start(v) <= _NEXT_CHARS), key=_end, default=None)
    last = last or max(naming, key=_end, default=None)
    last = last or _held_against(view, near, polarity)
    if last is not None:
        return side_of([last], world), last
    plain = _own_voice(view, world, polarity)
    return (_plain(plain, view.statement.report_id, world), None) if plain is not None else None


def _own_voice(view: View, world: World, polarity: Polarity) -> Span | None:
    """The sentence shortly before that tells, in the report's own voice, what is denied: "soldiers opened fire"."""
    sentence, text = view.statement.sentence, world.reports[view.statement.report_id].text
    best: tuple[float, Span] | None = None
    for mention in world.mentions.get(view.statement.report_id, ()):
        at = mention.sentence
        own = mention.statement_id is None and mention.status in HAPPENED and mention.kind not in SAYING
        if not own or not 0 < sentence.start - at.start <= _NEAR_CHARS:
            continue
        shared = polarity.matter(text[at.start : at.end]) & view.matter
        told = sum(map(polarity.weight, sorted(shared)))
        if told >= _LEAST and len(shared) > 1 and (best is None or (told, at.start) >= (best[0], best[1].start)):
            best = (told, at)
    return best[1] if best else None


def _in_reach(one: View, denial: View, world: World, polarity: Polarity) -> bool:
    """True for what stands shortly before a denial, after it in its paragraph, or below it in its very words."""
    if _apart(one, denial) > _NEAR_CHARS:
        return False
    end, start = denial.statement.sentence.end, one.statement.sentence.start
    if start <= end or "\n" not in world.reports[denial.statement.report_id].text[end:start]:
        return True
    return sum(map(polarity.weight, sorted(one.matter & denial.matter))) >= _LEAST_BELOW


def _held_against(view: View, near: Sequence[View], polarity: Polarity) -> View | None:
    """What another says in the next sentence where that begins with "But" or the like."""
    end = view.statement.sentence.end
    after = [v for v in near if 0 <= v.statement.sentence.start - end <= _GAP and v.statement.stance == "asserts"]
    return next((v for v in after if polarity.has("contrast", " ".join(v.statement.sentence_text.split()[:2]))), None)


def _points(view: View, polarity: Polarity) -> bool:
    """True for "denied it", "denied any such plan", "called this a lie": the words themselves say too little."""
    told = words(view.statement.text)
    # "denied that he had": the word that opens what is said points to nothing.
    opens = told[:1] == ["that"] and told[1:2] and told[1] not in _COPULAS
    told = told[1:] if opens or told[1:2] == ["who"] else told
    # "fired on a convoy, which turned back": a pointer further on points inside.
    if len(told) > 1 and told[1] == "as" and told[0] in _BARE:
        return True
    return len(told) <= _POINTING or _SUCH in told or not polarity.pointers.isdisjoint(told[:_POINTING])


def _told_before(one: View, denial: View) -> bool:
    """True for what is told in full before a denial in its sentence."""
    return _end(one) <= _start(denial)


def _end(view: View) -> int:
    """Where what somebody says ends."""
    return max([span.end for span in view.statement.content], default=_start(view))


def _before(view: View, others: Sequence[View], world: World, polarity: Polarity) -> tuple[Side, View | None] | None:
    """What stands before the denial in its sentence, or in the sentence before of the same paragraph."""
    report = view.statement.report_id
    text, sentence, first = world.reports[report].text, view.statement.sentence, _first(view)
    clause = text[sentence.start : first]
    # "It has found no evidence for them, and the ministry has denied them": both are of the sentence before.
    if len(words(clause)) > _POINTING + _POINTING and not (polarity.negated(clause) and polarity.has("proof", clause)):
        return _plain(Span(sentence.start, sentence.end), report, world), None
    nouns = _named(view, polarity)
    if nouns and not _anaphoric(view, polarity):
        # "Denied any bombardment" points nowhere: it needs somebody who spoke of one.
        return _named_before(view, nouns, others, world)
    span = _sentence_before(sentence, text)
    told = [v for v in others if span and v.speaker and span.start <= v.statement.sentence.start < span.end]
    if any(v.statement.stance == "demands" for v in told):
        # Who refuses what is asked denies nothing.
        return None
    if told:
        return side_of(told, world), told[0]
    if span and any(span.start <= one.start < span.end for one in world.sentences.get(report, ())):
        return _plain(span, report, world), None
    # "Officials were not amused. The chief knew of no such threat": what was called so before that, if anything was.
    return _named_before(view, nouns, others, world)


def _sentence_before(sentence: Span, text: str) -> Span | None:
    """The sentence before in the same paragraph."""
    end = len(text[: sentence.start].rstrip())
    if "\n" in text[end : sentence.start] or end == 0:
        return None
    starts = [match.end() for match in _SENTENCE.finditer(text, 0, sentence.start)]
    return Span(max((one for one in starts if one < end), default=0), end)


def _named_before(
    view: View, nouns: frozenset[str], others: Sequence[View], world: World
) -> tuple[Side, View | None] | None:
    """The last statement shortly before that speaks of what a denial names."""
    start = view.statement.sentence.start
    about = [v for v in others if v.speaker and nouns & v.matter]
    last = max((v for v in about if 0 < start - v.statement.sentence.start <= _NEAR_CHARS), key=_end, default=None)
    return (side_of([last], world), last) if last is not None else None


def _plain(span: Span, report: str, world: World) -> Side:
    evidence = world.evidence(report, span)
    return Side(evidence.text, 1, (), (evidence,))


def _start(view: View) -> int:
    """Where a statement begins, by its source or cue."""
    said = view.statement
    return min([one.start for one in (said.source, said.cue) if one is not None], default=said.sentence.start)


def _first(view: View) -> int:
    """Where the first word of a statement stands, of what is said as well."""
    return min([_start(view), *(span.start for span in view.statement.content)])


def _apart(one: View, other: View) -> int:
    return abs(one.statement.sentence.start - other.statement.sentence.start)


def _shared(one: View, denial: View, beside: Sequence[View], polarity: Polarity) -> float:
    """How much an account and a denial have in common; who accuses the denier by name has that too."""
    meant, told = denial.matter, _matter(one, beside, polarity)
    nations = meant & polarity.nations
    if nations and told & polarity.nations and not nations & told:
        # Fire on a French convoy is not what was told of an American one.
        return 0.0
    if _accuses(one, denial, polarity):
        meant |= polarity.matter(denial.statement.source.text) if denial.statement.source else frozenset()
    return sum(map(polarity.weight, sorted(told & meant)))


def _accuses(one: View, denial: View, polarity: Polarity) -> bool:
    """True for an accusation that names who denies."""
    if denial.statement.source is None or not polarity.has("accuse", one.statement.sentence_text):
        return False
    named = polarity.matter(denial.statement.source.text)
    return bool(named & polarity.matter(one.statement.sentence_text))


def _matter(one: View, beside: Sequence[View], polarity: Polarity) -> frozenset[str]:
    """What an account is about: its sentence, or, where others speak in that sentence too, its own words."""
    sentence = one.statement.sentence
    if any(v.statement.sentence == sentence and v.statement.content != one.statement.content for v in beside):
        return one.matter
    return polarity.matter(one.statement.sentence_text)


def _named(view: View, polarity: Polarity) -> frozenset[str]:
    """What a short denial names: "any bombardment", "no such threat"; nothing for "the charge" and "any such deal"."""
    told = [word for word in words(view.statement.text) if word not in polarity.pointers]
    bare = " ".join(word for word in told if not polarity.has("claim", word) and not polarity.has("accord", word))
    return polarity.matter(bare) - {"any"}


def _anaphoric(view: View, polarity: Polarity) -> bool:
    """True where a word of the denial points back: "no such threat", "supporting them"."""
    told = words(view.statement.text)
    return not polarity.pointers.isdisjoint(told[:_POINTING]) or not _BACK.isdisjoint(told)
