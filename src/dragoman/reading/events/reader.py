"""Events of a report, each with its kind, parties, place, time, status, counts and weapons.

Invariant: all of a mention comes from the mention's own sentence, or from an explicit link recorded with its span.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...knowledge.framebook import FrameBook
from ...knowledge.whereabouts import PlaceWords
from ...model import (
    DOERS,
    ActorMention,
    Mention,
    MentionActor,
    PlaceMention,
    Plover,
    Report,
    Statement,
    TextSpan,
    Timex,
    Weapon,
    content_id,
)
from ...settings import Limits
from ..dating import dated_by_entry
from ..identity import kinds_of_events, same_events
from ..known import Known, shipped
from ..parse import Sentence, starting_in
from ..standing import standing
from ..weapons import WeaponReader
from .carried import Scenes
from .counted import counted_apart, counts_of, without_named
from .duty import as_duty
from .entries import entries_of, under_entries
from .fitness import without_arms
from .fuse import fuse
from .gate import FrameGate
from .headlines import is_bare_heading, with_headline_toll
from .judging import Judged, judge
from .listed import listed_abroad
from .membership import ArmedGroups
from .news import is_aside, is_news
from .nominal import told_by_noun
from .parties import full_names, heads_of_actors, parties
from .rumoured import as_rumoured
from .scene import Scene
from .settings import SettingReader, told_in_earnest
from .slugs import set_at_slug, slug_of
from .told import Told
from .unlisted import Unlisted, within_listed
from .verbal import told_by_modal, told_by_verb
from .when import time_of
from .whenabouts import dated_by_noun
from .where import PlaceFinder
from .whereabouts import Whereabouts, is_dateline

_SHELLS = frozenset({"rocket", "missile", "mortar", "artillery"})


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
    nowhere: set[str] = field(default_factory=set)
    """Ids of mentions that have no place: a pact is left nowhere, and a list of lands is none of them."""


class EventReader:
    """Reads the events of a report; holds the frames and nothing of any report."""

    def __init__(
        self,
        book: FrameBook,
        weapons: WeaponReader,
        limit: int = Limits().mentions_per_report,
        whereabouts: Whereabouts | None = None,
        places: PlaceFinder | None = None,
        known: Known | None = None,
    ) -> None:
        self.book = book
        self.weapons = weapons
        self.known = known or shipped()
        self._gate = FrameGate(book)
        self._settings = SettingReader(book)
        self._whereabouts = whereabouts or Whereabouts.load(book.kinds)
        self._places = places or PlaceFinder(PlaceWords.load(), self.known.links)
        self._unlisted = Unlisted(self._places.words)
        self._limit = limit
        self.violent = frozenset(kind for kind, entry in book.kinds.items() if entry.group == "violence")
        self.deeds = frozenset(k for k, kind in book.kinds.items() if kind.group in ("violence", "coercion", "protest"))
        """The kinds of what is done to people and things, and of crowds; `violent`: the kinds of violence alone."""
        self._scenes = Scenes(self._places.words, self.deeds)

    @classmethod
    def load(cls, folders: Sequence[Path] = (), limit: int = Limits().mentions_per_report) -> EventReader:
        """Load frames and weapons, the user's own after the shipped ones. Raises BadSettings for a wrong file."""
        book = FrameBook.load(folders)
        known = Known.load(folders)
        places = PlaceFinder(PlaceWords.load(folders), known.links)
        where = Whereabouts.load(book.kinds, folders)
        return cls(book, WeaponReader.load(folders), limit, where, places, known)

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
        found = told_in_earnest(text, len(sentences), found[: self._limit], self.known.security)
        found = as_rumoured(sentences, found, self.known.rumours)
        housed = where.housed(text, sentences, found, places, actors)
        # Before what is one event is judged: entries of two days tell of two.
        housed = dated_by_entry(text, housed, times)
        if housed:
            housed = under_entries(sentences, housed, entries_of(sentences, places, times, self._places.words))
        joined = dated_by_noun(sentences, same_events(text, sentences, housed, self.known), times)
        joined = self._scenes.carried(text, sentences, joined, places, times)
        kinds, nowhere = kinds_of_events(joined, self.book), frozenset(context.nowhere)
        return where.set_in(text, sentences, kinds, places, actors, nowhere)

    # ------------------------------------------------------------ one sentence
    def _sentence(self, context: _Context, sentence: Sentence) -> list[Mention]:
        """Mentions of one sentence."""
        scene = self._scene(context, sentence)
        told = [] if is_bare_heading(sentence) else self._candidates(scene)
        if not told:
            return []
        real = self._real(scene, fuse(scene, told))
        events = [event for event in real if is_news(scene, event)]
        if not any(self.book.kinds[event.kind].plover_type for event in events):
            events += [event for event in real if event not in events and is_aside(scene, event)]
        scene.armed = bool(events) and self.weapons.any_in(sentence)
        judged = judge(scene, events, context.statements)
        found = [self._mention(context, scene, item, [other.told for other in judged]) for item in judged]
        violent = frozenset(m.mention_id for m in found if self.book.kinds[m.kind].group in ("violence", "protest"))
        return with_headline_toll(sentence, counted_apart(found), violent, self.known.quantities)

    def _scene(self, context: _Context, sentence: Sentence) -> Scene:
        """The sentence with its actors by head word and its place words."""
        inside = starting_in(context.places, sentence.span)
        words = frozenset(
            token.i for place in inside for token in sentence.tokens_in(TextSpan(place.start, place.end, ""))
        )
        times = frozenset(
            token.i for timex in starting_in(context.times, sentence.span)
            for token in sentence.tokens_in(TextSpan(timex.start, timex.end, ""))
        )  # fmt: skip
        heads = heads_of_actors(sentence, context.actors)
        return Scene(sentence, self.book, heads, words, times, known=self.known, gate=self._gate)

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
        drops, drill = self._settings.told_otherwise(scene.sentence)
        kept: list[Told] = []
        for told in found:
            span = scene.sentence.token_span(told.trigger)
            group = self.book.kinds[told.kind].group
            if any(idiom.overlaps(span) for idiom in idioms) or group in drops or told.kind in drops:
                continue
            if not as_duty(scene, told):
                continue
            if group == "violence" and (drill or self._settings.drill(told)):
                told.kind = "mobilization"
            kept.append(told)
        return kept

    # ------------------------------------------------------------ the record
    def _mention(self, context: _Context, scene: Scene, item: Judged, events: list[Told]) -> Mention:
        """The mention of one judged event."""
        told, sentence, report = item.told, scene.sentence, context.report
        weapons = self._weapons_of(scene, told, events)
        if told.kind == "shooting" and weapons and all(weapon.class_ in _SHELLS for weapon in weapons):
            # "Two hurt as rockets are fired": where the parser misses what was fired, the weapon still tells.
            told.kind = "shelling"
        who = without_arms(context.armed.join(parties(scene, told, report.text, context.full)), weapons)
        # A dateline tells where the reporter sits.
        places = [p for p in starting_in(context.places, sentence.span) if not is_dateline(context.report.text, p)]
        cue = item.statement.cue if item.statement else None
        listed, unlisted = places, self._unlisted_places(context, sentence, told)
        places = sorted([*listed, *unlisted], key=lambda place: place.start) if unlisted else listed
        place = self._places.place_of(sentence, told, events, places, who, cue)
        place = within_listed(sentence, place, listed) if unlisted else place
        pact = told.kind == "withdrawal" and told.frame.plover == "REJECT"
        time = time_of(sentence, told, events, starting_in(context.times, sentence.span), self.known, cue)
        counts = counts_of(sentence, told, self.known.quantities)
        if told.kind == "armed_clash" and not told.parties.get("victim"):
            # "captured Myawaddy": ground taken is nobody caught.
            counts = replace(counts, arrested=None)
        if item.status == "attempted":
            counts = without_named(counts)
        stands = standing(sentence, told.trigger, report, time, self.known)
        trigger = sentence.token_span(told.trigger)
        identity = (report.report_id, trigger.start, trigger.end, told.kind)
        mode = self.book.kinds[told.kind].plover_mode if item.plover == self.book.kinds[told.kind].plover_type else None
        mention = Mention(
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
            place=None if pact else place,
            time=time,
            killed=counts.killed,
            injured=counts.injured,
            arrested=counts.arrested,
            quantity=counts.quantity or stands.count,
            weapons=weapons,
            statement_id=item.statement.statement_id if item.statement else None,
            confidence=_confidence(told, who),
        )
        if pact or (place is None and any(listed_abroad(sentence, one, places) for one in places)):
            context.nowhere.add(mention.mention_id)
        return set_at_slug(mention, slug_of(sentence, places), told.kind in self.violent)

    def _unlisted_places(self, context: _Context, sentence: Sentence, told: Told) -> list[PlaceMention]:
        """Places that no gazetteer lists, in a sentence that tells of a deed; found once for all its events."""
        if told.kind not in self.deeds:
            return []
        if "unlisted" not in sentence.memo:
            found = self._unlisted.of(sentence, context.places, context.actors, context.times)
            sentence.memo["unlisted"] = found
        places: list[PlaceMention] = sentence.memo["unlisted"]
        return places

    def _weapons_of(self, scene: Scene, told: Told, events: Sequence[Told]) -> tuple[Weapon, ...]:
        """Weapons tied to the event's words, none of them twice."""
        if not scene.armed or self.book.kinds[told.kind].group not in ("violence", "coercion"):
            return ()
        others = [word for other in events if other is not told for word in other.words]
        found = {weapon: None for word in told.words for weapon in self.weapons.of(scene.sentence, word, others)}
        return tuple(found)


_CONFIDENCE = {"base": 0.5, "noun": -0.05, "weight": 0.06, "actor": 0.1, "recipient": 0.1, "weak": -0.15}
"""How sure the reader is: a frame that asks for more is surer, parties found make it surer; a table, not a fit."""


def _confidence(told: Told, who: Sequence[MentionActor]) -> float:
    """Confidence of a mention, between 0.2 and 0.95, from what its frame asked for and what was found."""
    roles = {party.role for party in who}
    score = _CONFIDENCE["base"] + _CONFIDENCE["weight"] * min(told.frame.weight, 4)
    score += _CONFIDENCE["noun"] * told.noun + _CONFIDENCE["weak"] * told.frame.weak
    score += _CONFIDENCE["actor"] * bool(roles & DOERS)
    score += _CONFIDENCE["recipient"] * bool(roles & {"recipient", "victim"})
    return round(min(0.95, max(0.2, score)), 2)
