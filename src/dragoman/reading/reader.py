"""The reader: one report in, one reading out. Loading it is the slow part and happens once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from ..knowledge.actor_base import ActorBase, load_actors
from ..knowledge.framebook import FrameBook
from ..knowledge.tables import rows
from ..model import Published, Reading, Report
from ..settings import Settings
from .actors import ActorReader
from .case import CaseRepair, CaseWords
from .claims import claims_of_reading
from .dating import DatingWorld, anchored, chronicled, date_conflict, infer_published, standing_now
from .events import EventReader, by_announcer, nobody_says, with_keepers, with_states
from .labels import VoiceWords, load_voice_words
from .linking import Linker
from .parse import Parser, Sentence
from .places import PlaceReader
from .relations import RelationReader
from .retold import bodies_told, damage_told, deaths_told, deeds_claimed, tolls_told_again, victims_told
from .segment import segment
from .statements import StatementReader, by_sentence
from .times import TimeTagger
from .told_links import told_links
from .verbless import LineVerbs
from .version import reader_version
from .voices import in_first_person, voices_of

NAME = "dragoman"
_SHORT_DAYS = 31


@dataclass(frozen=True, slots=True)
class Reader:
    """Every part of the reading, loaded. Build one with `Reader.load` and hand it around."""

    settings: Settings
    parser: Parser
    case: CaseRepair
    times: TimeTagger
    places: PlaceReader
    actors: ActorReader
    statements: StatementReader
    events: EventReader
    linker: Linker
    relations: RelationReader
    voice_words: VoiceWords
    line_verbs: LineVerbs
    world: DatingWorld
    version: str
    """Changes whenever the same report could be read differently: program, knowledge, parser."""
    by_sentence: bool = False
    """True for readings whose statements are cut at sentence borders, as the ledger keeps them."""
    name: str = NAME

    @classmethod
    def load(cls, settings: Settings | None = None, by_sentence: bool = False) -> Reader:
        """Load the parser, the gazetteer and all knowledge. Raises MissingModel, BadSettings."""
        settings = settings or Settings()
        folders = settings.knowledge
        parser = Parser.load(settings.model, settings.batch)
        places = PlaceReader.load(settings)
        base = load_actors(folders)
        reader = cls(
            settings=settings,
            parser=parser,
            case=CaseRepair.load(parser.nlp, base.index.texts(), places.gazetteer, _case_words(base, settings)),
            times=TimeTagger.load(folders),
            places=places,
            actors=ActorReader(base),
            statements=StatementReader.load(folders),
            events=(events := EventReader.load(folders, settings.limits.mentions_per_report)),
            linker=Linker.load(events.book, events.weapons, folders),
            relations=RelationReader.load(folders),
            voice_words=load_voice_words(folders),
            line_verbs=LineVerbs.of(events.book),
            world=DatingWorld.load(base, folders),
            version=reader_version(settings),
            by_sentence=by_sentence,
        )
        # What was just loaded stays: looked over for garbage every few hundred sentences, it would cost a twentieth of
        # the reading. Once a process: a second reader may be dropped again.
        if gc.get_freeze_count() == 0:
            gc.freeze()
        return reader

    def read(self, report: Report) -> Reading:
        """Read one report. A report in a language this reader does not know is recorded with nothing read from it."""
        if "unsupported_language" in report.flags:
            return Reading(report)
        with _uncollected():
            return self._read(report, self.parsed(report))

    def parsed(self, report: Report) -> list[Sentence]:
        """The parsed sentences of a report, its case repaired where it is upper or lower case throughout."""
        repaired = self.case.repair(report.text)
        segments = segment(report.text, self.settings.limits.sentence_chars, repaired, self.voice_words)
        return self.parser.parse(report.text, segments, self.line_verbs)

    def _read(self, report: Report, sentences: Sequence[Sentence]) -> Reading:
        """The parts in their order: when, where, who, who says, what; then identity, ties and relations."""
        text, known = report.text, self.events.known
        report = self._dated(report, sentences)
        times = self.times.tag(text, sentences, report.published.interval)
        times = chronicled(text, anchored(text, sentences, times, report.published.interval, self.world))
        toponyms = self.places.read(text, sentences, report.url or report.publisher, demonyms=True)
        # "Iraqi" tells of a country and is recorded as a place name, but nothing happens in an adjective.
        places = [place for place in toponyms if place.kind != "demonym"]
        actors = self.actors.read(text, sentences, places, _day(report.published))
        voices = voices_of(report, sentences, actors, toponyms, self.voice_words)
        actors = in_first_person(sentences, actors, voices)
        statements = self.statements.read(report, sentences, actors, voices)
        mentions = self.events.read(report, sentences, times, places, actors, statements)
        mentions = by_announcer(text, mentions, statements, actors, voices.issuer, known.states, self.voice_words)
        mentions = with_keepers(text, mentions, actors)
        mentions = with_states(mentions, known.traits.standing, known.states)
        statements, mentions = nobody_says(statements, mentions, self.events.violent)
        mentions = self.linker.link(text, sentences, actors, mentions)
        retold, givers = tolls_told_again(report, sentences, mentions, statements, known.quantities, known.retold)
        retold += deeds_claimed(text, sentences, mentions, actors, statements, self.events.book, known.retold)
        retold += victims_told(text, sentences, mentions, actors, known.retold)
        retold += deaths_told(text, sentences, [*mentions, *retold], actors, self.events.violent, known.retold)
        retold += bodies_told(sentences, [*mentions, *retold], self.events.violent, known.quantities, known.retold)
        retold += damage_told(sentences, mentions, self.events.book, known.retold)
        mentions = sorted([*mentions, *retold], key=lambda mention: (mention.sentence.start, mention.trigger.start))
        traits, deeds = known.traits, self.events.deeds
        mentions = standing_now(sentences, mentions, times, report.published, traits.standing, traits.in_force, deeds)
        statements = [*statements, *givers]
        inside: dict[str, list[str]] = {}
        for mention in mentions:
            if mention.statement_id:
                inside.setdefault(mention.statement_id, []).append(mention.mention_id)
        statements = [replace(said, mentions=tuple(inside.get(said.statement_id, ()))) for said in statements]
        reading = Reading(
            report=report,
            sentences=tuple(sentence.span for sentence in sentences),
            times=tuple(times),
            places=tuple(toponyms),
            actors=tuple(actors),
            mentions=tuple(mentions),
            statements=tuple(statements),
            relations=tuple(self.relations.read(report, sentences, actors, statements, times)),
            links=tuple(told_links(report, sentences, mentions, statements, known)),
        )
        if self.by_sentence:
            reading = by_sentence(reading)
        return replace(reading, claims=claims_of_reading(reading, self.name, self.version))

    def _dated(self, report: Report, sentences: Sequence[Sentence]) -> Report:
        """The report with the date its text implies where it carries none, and a flag where two dates quarrel."""
        published = infer_published(report.text, sentences, self.times, report.published, self.world)
        flags = set(report.flags)
        if published.start is not None:
            flags.discard("no_date")
        if "republished" in flags and self._conflict(report, sentences, published):
            flags.add("date_conflict")
        return replace(report, published=published, flags=tuple(sorted(flags)))

    def _conflict(self, report: Report, sentences: Sequence[Sentence], published: Published) -> str | None:
        """Why a note of republication cannot be right, or None."""
        times = self.times.tag(report.text, sentences, published.interval)
        return date_conflict(report.text, published.interval, times, self.times.dating.notes)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is looked over for garbage while one report is read: all of it is still needed, and one is soon read."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _case_words(base: ActorBase, settings: Settings) -> CaseWords:
    """What knowledge says about names: given names, titles, and nouns of people that are never names."""
    # A word that is mostly a name ("Jordan") keeps its capital in a text that is all in small letters.
    common = rows("actors/common_names.csv", settings.knowledge)
    single = {row["word"].lower() for row in common if row.get("mostly") != "name"}
    return CaseWords(
        given=frozenset(row["name"].lower() for row in rows("places/given_names.csv", settings.knowledge)),
        titles=frozenset(words[0] for words in base.words.titles if len(words) == 1),
        ordinary=frozenset(base.words.agents) | frozenset(base.words.facilities) | single,
        spoken=frozenset(
            word
            for word in (
                *base.words.agents,
                *base.words.facilities,
                *(row["words"] for row in rows("weapons.csv", settings.knowledge)),
            )
            if word.islower() and word.isalpha()
        ),
        parts=frozenset(FrameBook.load(settings.knowledge).classes),
    )


def _day(published: Published) -> date | None:
    """A day to ask on who held an office; None for a date so wide that the holders can have changed within it."""
    days = published.interval.days
    return published.start if days is None or days <= _SHORT_DAYS else None
