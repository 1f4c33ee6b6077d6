"""Events of a report, each with its kind, parties, place, time, status, counts and weapons.

Invariant: all of a mention comes from the mention's own sentence, or from an explicit link recorded with its span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...knowledge.framebook import FrameBook
from ...model import (
    ActorMention,
    Mention,
    MentionActor,
    PlaceMention,
    Plover,
    Report,
    Statement,
    Status,
    TextSpan,
    Timex,
    Weapon,
    content_id,
)
from ...settings import Limits
from ..clause import is_infinitive, is_own_side
from ..counts import Casualties, casualties
from ..identity import kinds_of_events, same_events
from ..parse import Sentence
from ..standing import standing
from ..status import Composition, compose
from ..weapons import WeaponReader
from .fuse import fuse
from .match import Scene
from .membership import ArmedGroups
from .news import carriers, in_document, is_aside, is_joint, is_news
from .nominal import told_by_noun
from .parties import full_names, heads_of_actors, parties
from .settings import SettingReader
from .syntax import kids
from .told import Told
from .verbal import told_by_modal, told_by_verb
from .when import time_of
from .whenabouts import dated_by_noun
from .where import place_of
from .whereabouts import Whereabouts, is_dateline

_HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
_REFUSAL = "rejection"
_ANSWERS = frozenset({"agreement", "support", "concession"})
"""Kinds that answer another: "has not recognized", "did not agree" is a refusal in any tense."""
_SHELLS = frozenset({"rocket", "missile", "mortar", "artillery"})
_PROMISED = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "CONCEDE": "AGREE",
    "RETREAT": "AGREE", "REQUEST": "AGREE", "ASSAULT": "THREATEN", "COERCE": "THREATEN", "SANCTION": "THREATEN",
    "PROTEST": "THREATEN", "REJECT": "THREATEN", "ACCUSE": "THREATEN",
}  # fmt: skip
"""PLOVER's codebook on deeds to come: a promise of good is AGREE, of harm THREATEN; mobilising stays so."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What earlier steps found in one report."""

    report: Report
    times: Sequence[Timex]
    places: Sequence[PlaceMention]
    actors: Sequence[ActorMention]
    statements: Sequence[Statement]
    full: Mapping[str, tuple[int, int]]
    armed: ArmedGroups


@dataclass(slots=True)
class _Judged:
    """An event with its status and the PLOVER type that goes with it."""

    told: Told
    status: Status
    plover: str | None
    statement: Statement | None


class EventReader:
    """Reads the events of a report; holds the frames and nothing of any report."""

    def __init__(
        self,
        book: FrameBook,
        weapons: WeaponReader,
        limit: int = Limits().mentions_per_report,
        whereabouts: Whereabouts | None = None,
    ) -> None:
        self.book = book
        self.weapons = weapons
        self._settings = SettingReader(book)
        self._whereabouts = whereabouts or Whereabouts.load(book.kinds)
        self._limit = limit

    @classmethod
    def load(cls, folders: Sequence[Path] = (), limit: int = Limits().mentions_per_report) -> EventReader:
        """Load frames and weapons, the user's own after the shipped ones. Raises BadSettings for a wrong file."""
        book = FrameBook.load(folders)
        return cls(book, WeaponReader.load(folders), limit, Whereabouts.load(book.kinds, folders))

    def read(
        self,
        report: Report,
        sentences: Sequence[Sentence],
        times: Sequence[Timex],
        places: Sequence[PlaceMention],
        actors: Sequence[ActorMention],
        statements: Sequence[Statement],
    ) -> list[Mention]:
        """Mentions of a report in text order, at most `limit` of them, with the tellings of one event joined."""
        context = _Context(
            report, times, places, actors, statements, full_names(actors, report.text),
            ArmedGroups.of(report.text, self.book, actors),
        )  # fmt: skip
        found: list[Mention] = []
        for sentence in sentences:
            found += self._sentence(context, sentence)
            if len(found) >= self._limit:
                break
        text, where = report.text, self._whereabouts
        housed = where.housed(text, sentences, found[: self._limit], places, actors)
        joined = dated_by_noun(sentences, same_events(text, sentences, housed), times)
        return where.set_in(text, sentences, kinds_of_events(joined, self.book), places)

    # ------------------------------------------------------------ one sentence
    def _sentence(self, context: _Context, sentence: Sentence) -> list[Mention]:
        """Mentions of one sentence."""
        scene = self._scene(context, sentence)
        told = self._candidates(scene)
        if not told:
            return []
        real = self._real(scene, fuse(scene, told))
        events = [event for event in real if is_news(scene, event)]
        if not any(self.book.kinds[event.kind].plover_type for event in events):
            events += [event for event in real if event not in events and is_aside(scene, event)]
        scene.armed = bool(events) and self.weapons.any_in(sentence)
        judged = self._judge(context, scene, events)
        return [self._mention(context, scene, item, [other.told for other in judged]) for item in judged]

    def _scene(self, context: _Context, sentence: Sentence) -> Scene:
        """The sentence with its actors by head word and its place words."""
        inside = _inside(context.places, sentence)
        words = frozenset(
            token.i for place in inside for token in sentence.tokens_in(TextSpan(place.start, place.end, ""))
        )
        times = frozenset(
            token.i for timex in _inside(context.times, sentence)
            for token in sentence.tokens_in(TextSpan(timex.start, timex.end, ""))
        )  # fmt: skip
        return Scene(sentence, self.book, heads_of_actors(sentence, context.actors), words, times)

    def _candidates(self, scene: Scene) -> list[Told]:
        """Every event that a word of the sentence can tell."""
        found: list[Told] = []
        for token in scene.sentence.tokens:
            told = told_by_verb(scene, token) or told_by_noun(scene, token) or told_by_modal(scene, token)
            if told is not None:
                found.append(told)
        return found

    def _real(self, scene: Scene, found: list[Told]) -> list[Told]:
        """Events outside idioms and harmless settings; a drill is an exercise of forces."""
        idioms = self._settings.idioms(scene.sentence)
        setting = self._settings.setting(scene.sentence)
        kept: list[Told] = []
        for told in found:
            span = scene.sentence.token_span(told.trigger)
            group = self.book.kinds[told.kind].group
            if any(idiom.overlaps(span) for idiom in idioms):
                continue
            if setting in ("sport", "fiction", "business") and group in ("violence", "coercion", "protest"):
                continue
            if group == "violence" and (setting == "drill" or self._settings.drill(told)):
                told.kind = "mobilization"
            kept.append(told)
        return kept

    # ------------------------------------------------------------ status
    def _judge(self, context: _Context, scene: Scene, events: list[Told]) -> list[_Judged]:
        """Status and PLOVER type of each event; speech acts whose deed is an event give way to it."""
        carried = carriers(events)
        judged: list[_Judged] = []
        dropped: set[int] = set()
        for told in events:
            above = next((other for other in events if told in carried.get(other.trigger.i, ())), None)
            item = self._status(context, scene, told, above)
            if (
                above is not None
                and item.plover is not None
                and item.status not in _HAPPENED
                and not told.frame.carrier
            ):
                dropped.add(above.trigger.i)
                # "The army denied that a bomb had exploded": who denies a deed that has its own subject did not do it.
                another = item.status == "denied" and kids(told.trigger, "nsubj", "nsubjpass")
                if not (told.parties.get("actor") or another):
                    told.add("actor", above.parties.get("actor", []))
            judged.append(item)
        return [item for item in judged if item.told.trigger.i not in dropped]

    def _status(self, context: _Context, scene: Scene, told: Told, above: Told | None) -> _Judged:
        """Status of one event."""
        statement = _statement_of(context.statements, scene.sentence, told)
        kind = self.book.kinds[told.kind]
        if told.frame.negated:
            # The negation is the event: it must not be taken for the denial of one.
            return _Judged(told, "occurred", kind.plover_type, statement)
        hint = told.status or ("hostile" if kind.group == "violence" else None)
        foretold = statement is not None and statement.stance == "predicts" and is_own_side(told.trigger)
        verdict = compose(scene.sentence, told.trigger, hint, None if foretold else statement)
        if verdict.status == "negated" and kind.group in ("words", "protest") and _is_refusal(told):
            told.kind = _REFUSAL
            return _Judged(told, "occurred", self.book.kinds[_REFUSAL].plover_type, statement)
        if verdict.status == "announced" and in_document(scene, told):
            return _Judged(told, "occurred", told.frame.plover or kind.plover_type, statement)
        if above is not None and above.kind == "agreement" and verdict.status == "possible":
            return _Judged(told, "announced", self.book.kinds[above.kind].plover_type, statement)
        return _Judged(told, verdict.status, self._plover(scene, told, verdict, above), statement)

    def _plover(self, scene: Scene, told: Told, verdict: Composition, above: Told | None) -> str | None:
        """PLOVER type: the composition's own, else the speech act's, else the frame's, else the kind's."""
        own = told.frame.plover or self.book.kinds[told.kind].plover_type
        if told.frame.joint and is_joint(scene, told):
            own = told.frame.joint
        if verdict.plover_type is not None:
            return verdict.plover_type
        told_by_outcome = told.noun and any(word.tag_.startswith("VB") for word in told.extra)
        if verdict.status in ("possible", "negated") or own is None or not (verdict.news or told_by_outcome):
            return None
        if verdict.status == "announced" and (above is None or above.kind != "vote"):
            return _PROMISED.get(own, own)
        return own

    # ------------------------------------------------------------ the record
    def _mention(self, context: _Context, scene: Scene, item: _Judged, events: list[Told]) -> Mention:
        """The mention of one judged event."""
        told, sentence, report = item.told, scene.sentence, context.report
        weapons = self._weapons_of(scene, told, events)
        if told.kind == "shooting" and weapons and all(weapon.class_ in _SHELLS for weapon in weapons):
            # "Two hurt as rockets are fired": where the parser misses what was fired, the weapon still tells.
            told.kind = "shelling"
        who = context.armed.join(parties(scene, told, report.text, context.full))
        # A dateline tells where the reporter sits.
        places = [p for p in _inside(context.places, sentence) if not is_dateline(context.report.text, p)]
        place = place_of(sentence, told, events, places, who)
        cue = item.statement.cue if item.statement else None
        time = time_of(sentence, told, events, _inside(context.times, sentence), cue)
        counts = _counts(sentence, told)
        if item.status == "attempted":
            counts = _without_named(counts)
        stands = standing(sentence, told.trigger, report, time)
        trigger = sentence.token_span(told.trigger)
        identity = (report.report_id, trigger.start, trigger.end, told.kind)
        mode = self.book.kinds[told.kind].plover_mode if item.plover == self.book.kinds[told.kind].plover_type else None
        return Mention(
            mention_id=content_id("men", *identity),
            report_id=report.report_id,
            event_id=content_id("evt", *identity),
            sentence=sentence.span,
            trigger=sentence.text_span(trigger),
            kind=told.kind,
            plover=Plover(item.plover, mode) if item.plover else None,
            status=item.status,
            series=stands.series,
            background=stands.background,
            actors=who,
            place=place,
            time=time,
            killed=counts.killed,
            injured=counts.injured,
            arrested=counts.arrested,
            quantity=counts.quantity or stands.count,
            weapons=weapons,
            statement_id=item.statement.statement_id if item.statement else None,
            confidence=_confidence(told, who),
        )

    def _weapons_of(self, scene: Scene, told: Told, events: Sequence[Told]) -> tuple[Weapon, ...]:
        """Weapons tied to the event's words, none of them twice."""
        if not scene.armed or self.book.kinds[told.kind].group not in ("violence", "coercion"):
            return ()
        others = [word for other in events if other is not told for word in other.words]
        found = {weapon: None for word in told.words for weapon in self.weapons.of(scene.sentence, word, others)}
        return tuple(found)


def _inside(items: Sequence[object], sentence: Sentence) -> list:  # type: ignore[type-arg]
    """Spans that begin in the sentence."""
    return [item for item in items if sentence.span.start <= item.start < sentence.span.end]  # type: ignore[attr-defined]


def _is_refusal(told: Told) -> bool:
    """ "will not release them": a refusal, which PLOVER codes, and not merely something that did not happen."""
    if told.kind in _ANSWERS:
        return not told.noun
    words = [str(child.lower_) for child in kids(told.trigger, "aux")]
    return not told.noun and any(word in ("will", "would", "'ll", "wo", "shall", "shan") for word in words)


def _counts(sentence: Sentence, told: Told) -> Casualties:
    """Counts of the event, from its trigger and from the words merged into it; the trigger's own come first."""
    found = casualties(sentence, told.trigger)
    if found.killed or found.injured:
        return found
    for word in told.extra:
        if word.dep_ in ("acl", "advcl") and is_infinitive(word):
            # "opened fire in an attempt to kill the envoy": an aim is no toll.
            continue
        more = casualties(sentence, word)
        found = Casualties(
            found.killed or more.killed, found.injured or more.injured, found.arrested or more.arrested,
            found.quantity or more.quantity, found.victims or more.victims,
        )  # fmt: skip
    return found


def _without_named(counts: Casualties) -> Casualties:
    """ "An attempt to assassinate the envoy" killed nobody: whom an attempt was on is no toll, a number told is one."""
    toll = counts.killed
    return replace(counts, killed=None) if toll and toll.best == 1 and toll.high is None else counts


def _statement_of(statements: Sequence[Statement], sentence: Sentence, told: Told) -> Statement | None:
    """The narrowest statement whose content covers the trigger."""
    at = sentence.offset(told.trigger)
    covering = [s for s in statements for span in s.content if span.start <= at < span.end]
    return min(covering, key=lambda s: sum(span.end - span.start for span in s.content), default=None)


_CONFIDENCE = {"base": 0.5, "noun": -0.05, "weight": 0.06, "actor": 0.1, "recipient": 0.1, "weak": -0.15}
"""How sure the reader is: a frame that asks for more is surer, parties found make it surer; a table, not a fit."""


def _confidence(told: Told, who: Sequence[MentionActor]) -> float:
    """Confidence of a mention, between 0.2 and 0.95, from what its frame asked for and what was found."""
    roles = {party.role for party in who}
    score = _CONFIDENCE["base"] + _CONFIDENCE["weight"] * min(told.frame.weight, 4)
    score += _CONFIDENCE["noun"] * told.noun + _CONFIDENCE["weak"] * told.frame.weak
    score += _CONFIDENCE["actor"] * bool(roles & {"actor", "claimant", "blamed"})
    score += _CONFIDENCE["recipient"] * bool(roles & {"recipient", "victim"})
    return round(min(0.95, max(0.2, score)), 2)
