"""What a denial answers: the account in its own sentence, in the one before, or near by in words that both use.

A denial that only points ("denied it", "a lie", "That is false.") answers what stands right before: what another says,
with what the same voice says right before that, or what the report tells in its own voice. One in its own words answers
what shares these; else the accusation that it follows.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model import DOERS, HAPPENED, Side, Span
from ..headline.told import World
from ..words import words
from .acts import POINTING, SUCH, contradicts, points, points_beyond, rejects_claim, rumour_in
from .passages import Page, Passage
from .polarity import Polarity
from .rejected import SAYING
from .views import View, Views, apart, begun_at, said_from, said_until, side_of

# What a denial answers in words that both use stands at most so far from it.
_NEAR_CHARS = 500
# And shares words that weigh this much together (`Polarity.weight`): one rare word, or two that are not.
_LEAST = 0.9
_LEAST_BELOW = 1.3
# "Denied reports that a jet was shot down" says itself what is denied: another's words must be those very ones.
_LEAST_OF_RUMOURS = 3.0
# An accusation at most so far before a denial is answered by it whatever its words.
_NEXT_CHARS = 300
# Blanks, quotation marks, the time of an entry or who speaks between two sentences.
_GAP = 80
# A word that a short denial shares with an account tells at least so much.
_RARE = 0.6
# An account goes back over so many sentences of one voice.
_RUN = 3
# "Asked if it was a defeat, he said: No." is no quarrel.
_ASKED = re.compile(r"\b(?:asked (?:if|whether|about)|when asked|was asked)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«]")
_BACK = frozenset({SUCH, "it", "them", "him", "her"})


@dataclass(frozen=True)
class Account:
    """What is answered: a side, and the statement that it stands on where there is one."""

    side: Side
    of: View | None = None


class Answered:
    """One report, and what each denial in it answers."""

    def __init__(self, report: str, views: Views, world: World, polarity: Polarity) -> None:
        self._report, self._world, self._polarity = report, world, polarity
        self.here = views.by_report[report]
        """All statements of the report."""
        self._text = world.reports[report].text
        self.acts = [view for view in self.here if contradicts(view, polarity)]
        """The statements that contradict, in the order of the text."""
        self._are_acts = {view.statement.statement_id for view in self.acts}
        known = {*(view.statement.sentence for view in self.here), *world.sentences.get(report, ())}
        self.page = Page.of(self._text, known)

    def answered(self, view: View) -> Account | None:
        """What a statement that contradicts answers; None where nothing that was told fits."""
        others = [v for v in self.here if v.speaker != view.speaker and not self._is_act(v)]
        here = [v for v in self.here if v.statement.sentence == view.statement.sentence]
        pointing = points(view, self._polarity)
        if not pointing and any(v.speaker == view.speaker and said_from(v) < said_from(view) for v in here):
            # "The consulate stays shut, said the minister, who denied that ...": one voice goes on.
            return None
        if pointing and _ASKED.search(self._text[view.statement.sentence.start : begun_at(view)]):
            return None
        inside = sorted((v for v in here if v in others and said_until(v) <= said_from(view)), key=said_until)
        if inside and (pointing or self._shared(inside[-1], view, others) > 0):
            return self._said([inside[-1]])
        near = [v for v in others if v.speaker and self._in_reach(v, view) and v.statement.stance != "demands"]
        # "Denied it and accused the rivals" goes on: what a sentence adds behind a denial is not what it answers.
        near = [v for v in near if not self._goes_on(view, v)]
        return self._pointed_at(view, others) if pointing else self._in_words(view, near, others)

    def _in_words(self, view: View, near: Sequence[View], others: Sequence[View]) -> Account | None:
        """What a denial repeats in its own words, else the accusation that it follows."""
        best = max(near, key=lambda v: (self._shared(v, view, others), -apart(v, view), v.order), default=None)
        # "The army said that the militia was responsible", in the sentence before or after: that is denied as well.
        naming = [v for v in near if apart(v, view) <= _NEXT_CHARS and self._accuses(v, view)]
        rumour = rumour_in(view, self._polarity)
        if rumour and (best is None or self._shared(best, view, others) < _LEAST_OF_RUMOURS):
            return Account(replace(self.plain(view.statement.sentence), value=rumour))
        if best is not None and self._shared(best, view, others) >= _LEAST:
            return self._said([best, *(v for v in naming if v is not best)])
        # "The police blame the front. Its spokesman denied planting the bomb."
        accusing = [v for v in near if v.statement.cue and self._polarity.has("accuse", v.statement.cue.text)]
        last = max(
            (v for v in accusing if 0 < said_from(view) - said_from(v) <= _NEXT_CHARS), key=said_until, default=None
        )
        last = last or max(naming, key=said_until, default=None) or self._held_against(view, near)
        last = last or self._of_ones_own(view, near)
        if last is not None:
            return self._said([last])
        plain = self._own_voice(view)
        return Account(self.plain(plain)) if plain is not None else None

    def _pointed_at(self, view: View, others: Sequence[View]) -> Account | None:
        """What stands before the denial in its sentence, or in the sentence before."""
        sentence = view.statement.sentence
        clause = self._text[sentence.start : begun_at(view)]
        # "It has found no evidence for them, and the ministry has denied them": both are of the sentence before.
        proofless = self._polarity.negated(clause) and self._polarity.has("proof", clause)
        if len(words(clause)) > POINTING + POINTING and not proofless and not rejects_claim(view, self._polarity):
            return Account(self.plain(sentence))
        nouns = self._named(view)
        if nouns and not self._anaphoric(view):
            # "Denied any bombardment" points nowhere: it needs somebody who spoke of one.
            return self._named_before(view, nouns, others)
        passage = self.page.at(sentence.start)
        told = self.before(passage, view) if passage is not None else None
        # "Officials were not amused. The chief knew of no such threat": what was called so before that, if anything.
        return told or self._named_before(view, nouns, others)

    def before(self, passage: Passage, view: View | None) -> Account | None:
        """What is told in the sentence before, with what the same voice says right before that."""
        after, asked = passage, None
        for one in self.page.before(passage, _NEXT_CHARS):
            if after.span.start - one.span.end > _GAP:
                return None
            if asked is not None and one.paragraph < asked.paragraph:
                return None
            after, inside = one, self.inside(one)
            if one.text.rstrip("”\"’') ").endswith("?") or _ASKED.search(one.text):
                # "Do you believe the front when it says it did this? No.": else what was asked about before.
                asked = asked or one
                inside = [v for v in inside if v.statement.source and one.text[:1] != "“"]
                if not inside:
                    continue
            if view is not None and any(v.speaker == view.speaker or self._denies(v) for v in inside):
                # "The ministry rejected that. Its envoy said no such request had come": both answer what was said.
                continue
            told = [v for v in inside if v.speaker]
            if any(v.statement.stance == "demands" for v in told):
                # Who refuses what is asked denies nothing.
                return None
            if told:
                return self._said(self._run(one, told))
            return Account(self.plain(one.span)) if self._is_account(one, view) else None
        return None

    def _run(self, passage: Passage, told: Sequence[View]) -> list[View]:
        """What is told there, then what its voices say in the sentences right before."""
        found, voices, after = list(told), {v.speaker for v in told}, passage
        for one in list(self.page.before(passage, _NEXT_CHARS))[:_RUN]:
            more = [v for v in self.inside(one) if v.speaker in voices and v.statement.stance != "demands"]
            if not more or after.span.start - one.span.end > _GAP:
                break
            found, after = [*found, *more], one
        return found

    def inside(self, passage: Passage) -> list[View]:
        """The statements of a sentence."""
        return [v for v in self.here if passage.span.start <= v.statement.sentence.start < passage.span.end]

    def _is_account(self, passage: Passage, view: View | None) -> bool:
        """True for a sentence of the report's own that tells something that can be denied."""
        spans = self._world.sentences.get(self._report, ())
        if any(passage.span.start <= one.start < passage.span.end for one in spans):
            return True
        if view is not None and self._polarity.has("claim", " ".join(words(view.text)[:POINTING])):
            # "Rejected that reading": whatever was told.
            return True
        return _QUOTED.search(passage.text) is not None or self._polarity.has("claim", passage.text)

    def _named_before(self, view: View, nouns: frozenset[str], others: Sequence[View]) -> Account | None:
        """The last statement shortly before that speaks of what a denial names."""
        start = view.statement.sentence.start
        rare = frozenset(word for word in nouns if self._polarity.weight(word) >= _RARE)
        about = [v for v in others if v.speaker and rare & v.matter]
        last = max(
            (v for v in about if 0 < start - v.statement.sentence.start <= _NEAR_CHARS), key=said_until, default=None
        )
        return self._said([last]) if last is not None else None

    def _own_voice(self, view: View) -> Span | None:
        """The sentence shortly before that tells, in the report's own voice, what is denied: "soldiers opened fire"."""
        sentence = view.statement.sentence
        best: tuple[float, Span] | None = None
        for mention in self._world.mentions.get(self._report, ()):
            at = mention.sentence
            own = mention.statement_id is None and mention.status in HAPPENED and mention.kind not in SAYING
            if not own or not 0 < sentence.start - at.start <= _NEAR_CHARS:
                continue
            shared = self._polarity.matter(self._text[at.start : at.end]) & view.matter
            told = sum(map(self._polarity.weight, sorted(shared)))
            if told >= _LEAST and len(shared) > 1 and (best is None or (told, at.start) >= (best[0], best[1].start)):
                best = (told, at)
        return best[1] if best else None

    # How an account and a denial hang together

    def _is_act(self, view: View) -> bool:
        return view.statement.statement_id in self._are_acts

    def _goes_on(self, denial: View, other: View) -> bool:
        """True for what stands behind a denial in its sentence, with no semicolon between."""
        behind = other.statement.sentence == denial.statement.sentence and said_from(denial) < said_from(other)
        return behind and ";" not in self._text[said_from(denial) : said_from(other)]

    def _denies(self, view: View) -> bool:
        """True for an act, and for what is said "with denial of their presence": it answers as well."""
        return self._is_act(view) or " denial of" in view.statement.sentence_text

    def _in_reach(self, one: View, denial: View) -> bool:
        """True for what stands shortly before a denial, after it in its paragraph, or below it in its very words."""
        if apart(one, denial) > _NEAR_CHARS:
            return False
        end, start = denial.statement.sentence.end, one.statement.sentence.start
        if start <= end or "\n" not in self._text[end:start]:
            return True
        return self._weight(one.matter & denial.matter) >= _LEAST_BELOW

    def _held_against(self, view: View, near: Sequence[View]) -> View | None:
        """What another says in the next sentence where that begins with "But" or the like."""
        end = view.statement.sentence.end
        after = [v for v in near if 0 <= v.statement.sentence.start - end <= _GAP and v.statement.stance == "asserts"]
        opens = (v for v in after if self._polarity.has("contrast", " ".join(v.statement.sentence_text.split()[:2])))
        return next(opens, None)

    def _of_ones_own(self, view: View, near: Sequence[View]) -> View | None:
        """What another tells in the sentence before of the state or party that denies: "Belarusian paratroopers"."""
        begin, source = view.statement.sentence.start, view.statement.source
        mine = {
            actor.country
            for mention in self._world.mentions.get(self._report, ())
            for actor in mention.actors
            if source and actor.country and source.actor_id and actor.actor_id == source.actor_id
        }
        for one in reversed(near):
            told = self._world.mentions.get(self._report, ())
            parties = [actor for m in told if m.sentence == one.statement.sentence for actor in m.actors]
            before = 0 <= begin - one.statement.sentence.end <= _GAP and one.statement.stance == "asserts"
            if before and any(actor.country in mine and actor.role in DOERS for actor in parties):
                return one
        return None

    def _shared(self, one: View, denial: View, beside: Sequence[View]) -> float:
        """How much an account and a denial have in common; who accuses the denier by name has that too."""
        meant, told = denial.matter, self._matter(one, beside)
        nations = meant & self._polarity.nations
        if nations and told & self._polarity.nations and not nations & told:
            # Fire on a French convoy is not what was told of an American one.
            return 0.0
        right_before = 0 <= denial.statement.sentence.start - one.statement.sentence.end <= _GAP
        if (right_before or self._accuses(one, denial)) and denial.statement.source is not None:
            meant |= self._polarity.matter(denial.statement.source.text)
        return self._weight(told & meant)

    def _weight(self, shared: frozenset[str]) -> float:
        return sum(map(self._polarity.weight, sorted(shared)))

    def _accuses(self, one: View, denial: View) -> bool:
        """True for an accusation that names who denies."""
        if denial.statement.source is None or not self._polarity.has("accuse", one.statement.sentence_text):
            return False
        named = self._polarity.matter(denial.statement.source.text)
        return bool(named & self._polarity.matter(one.statement.sentence_text))

    def _matter(self, one: View, beside: Sequence[View]) -> frozenset[str]:
        """What an account is about: its sentence, or, where others speak in that sentence too, its own words."""
        sentence = one.statement.sentence
        if any(v.statement.sentence == sentence and v.statement.content != one.statement.content for v in beside):
            return one.matter
        return self._polarity.matter(one.statement.sentence_text)

    def _named(self, view: View) -> frozenset[str]:
        """What a short denial names: "any bombardment", "no such threat"; nothing for "the charge", "any such deal"."""
        told = [word for word in words(view.statement.text) if word not in self._polarity.pointers]
        empty = ("claim", "accord", "belie", "involvement")
        bare = (word for word in told if not any(self._polarity.has(name, word) for name in empty))
        return self._polarity.matter(" ".join(bare)) - {"any", "all"}

    def _anaphoric(self, view: View) -> bool:
        """True where a word of the denial points back: "no such threat", "supporting them", "nothing of the kind"."""
        told = words(view.statement.text)
        back = not self._polarity.pointers.isdisjoint(told[:POINTING]) or not _BACK.isdisjoint(told)
        return back or points_beyond(view, self._polarity)

    def _said(self, told: Sequence[View]) -> Account:
        return Account(side_of(told, self._world), told[0])

    def plain(self, span: Span) -> Side:
        """A stretch in the report's own voice as a side."""
        evidence = self._world.evidence(self._report, span)
        return Side(evidence.text, 1, (), (evidence,))
