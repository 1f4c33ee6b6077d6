"""The statements of one report: frames propose, the model accepts, speakers are resolved, stances composed.

Invariant: spans are report offsets, no content overlaps its own source or cue, and every `text` is the report's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.cues import CueBook, load_cues
from ...model import ActorMention, Report, Source, Span, Statement
from ..composition.rumours import RumourWords, load_rumour_words
from ..parse import Sentence
from ..voices import Voices
from .build import Accepted, build, inner_speakers, later, outside, place_of, said_of, without_asides, without_doubles
from .choose import Attribution, best_cue, decide, gate_of
from .clauses import part_at_semicolons
from .extend import content_spans, forward
from .force import content_stance
from .frames import Candidate, Option
from .gainsaid import gainsaid
from .hearsay import (
    Cited,
    cited_speaker,
    is_hearsay,
    is_on_word,
    quoted_speaker,
    says_nothing,
    with_cited,
    with_messengers,
)
from .inverted import mend_inverted
from .model import Weights
from .opinion import author_claims, author_of, opinion_marks
from .propose import idioms, propose
from .quotes import loose_quotations
from .said import Said, StanceWords
from .same import without_repeats
from .speaker_words import SpeakerWords
from .speakers import Cast
from .stance import stance_of
from .telling import Telling, TellingWords
from .told_by import rumoured
from .tree import Page, Tree, page_of
from .turns import by_hearers, is_order, labelled, spoken
from .voiceless import tellings, without_nameless

# Soft content F1 is flat from here to -0.5, and speakers are told best here (PolNeAR).
THRESHOLD = -0.3


# PolNeAR marks hearsay inside hearsay only at times; a ledger needs to know both steps, so these pass more easily.
HEARSAY = -1.3


@dataclass(frozen=True, slots=True)
class StatementReader:
    """Reads who says what, by cues, weights and words that were loaded once."""

    book: CueBook
    weights: Weights
    stance_words: StanceWords
    speaker_words: SpeakerWords
    marks: frozenset[str]
    rumours: RumourWords
    tellings: TellingWords
    threshold: float = THRESHOLD

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> StatementReader:
        """The shipped knowledge with that of a user's own folders. Raises BadSettings when a file is broken."""
        return cls(
            load_cues(folders),
            Weights.load(folders),
            StanceWords.load(folders),
            SpeakerWords.load(folders),
            opinion_marks(folders),
            load_rumour_words(folders),
            TellingWords.load(folders),
        )

    def read(
        self,
        report: Report,
        sentences: Sequence[Sentence],
        actors: Sequence[ActorMention] = (),
        voices: Voices | None = None,
    ) -> list[Statement]:
        """All statements of a report, in text order; a quotation over several sentences is one statement."""
        voices = voices or Voices()
        page = page_of(report.text, sentences)
        mend_inverted(page, self.book, self.speaker_words)
        part_at_semicolons(page, self.book)
        accepted = [one for one in self.attributions(page) if not by_hearers(one, voices)]
        accepted = without_asides(without_doubles(accepted), page.text)
        told = tellings(page, self.book, self.tellings, self.speaker_words, accepted)
        accepted = without_nameless(accepted, told)
        cast = Cast(page, actors, self.speaker_words, voices)
        found, beside = self._heard(report, page, cast, accepted, told)
        cited = [
            Cited(said, cast.speaker(item.candidate.tree, option.ranges[0]), item.score > self.threshold)
            for said, (item, _) in zip(found, accepted, strict=True)
            if (option := cited_speaker(item.candidate)) is not None
        ]
        found = with_cited(report.text, found, cited) + beside
        found += self._loose(report, page, cast, found)
        found, rumours = rumoured(page, sentences, found, self.rumours)
        found += [build(report, page, tree, by, None, [said], "asserts", False) for tree, by, said in rumours]
        found += self._labelled(report, page, actors, found)
        found += self._spoken(report, page, voices, found)
        found = with_messengers(sorted(found, key=place_of))
        if report.kind == "opinion":
            found += self._author(report, page, accepted, found)
        return without_repeats(sorted(found, key=place_of))

    def _heard(
        self, report: Report, page: Page, cast: Cast, accepted: list[Accepted], told: Sequence[Telling]
    ) -> tuple[list[Statement], list[Statement]]:
        """Statements of what was accepted and of what is told without a verb; speakers are met in text order."""
        found, beside, waiting = [], [], list(told)
        for item, inner in zip(accepted, inner_speakers(accepted), strict=True):
            while waiting and waiting[0].tree.index < item[0].candidate.tree.index:
                beside += self._told(report, page, cast, waiting.pop(0))
            found.append(self._statement(report, page, cast, item, inner))
        beside += [said for one in waiting for said in self._told(report, page, cast, one)]
        return found, beside

    def _told(self, report: Report, page: Page, cast: Cast, told: Telling) -> list[Statement]:
        """One telling without a verb of saying as a statement; none where its speaker is all that it says."""
        tree = told.tree
        source = cast.speaker(tree, told.source)
        spans = outside([tree.chars(r) for r in told.content], [tree.chars(told.source)], page.text)
        if not spans:
            return []
        spans = forward(page, tree, spans)
        said = Said(tree, [i for a, b in told.content for i in range(a, b + 1) if tree.lower[i][0].isalnum()])
        stance = told.stance or stance_of(None, said, self.book, self.stance_words, set(self.stance_words.speaker))
        cue = Span(*tree.chars(told.cue)).of(report.text)
        return [build(report, page, tree, source, cue, spans, stance, False)]

    def attributions(self, page: Page) -> Iterator[Accepted]:
        """Accepted attributions of a page with the offsets of their contents."""
        gate = gate_of(self.weights, self.book)
        for tree in page.trees:
            found = list(self._proposed(page, tree, propose(tree, self.book, gate)))
            more = idioms(tree, self.book, {item.candidate.head for item, _ in found})
            found += self._proposed(page, tree, more)
            yield from sorted(found, key=lambda item: item[0].candidate.head)

    def _proposed(self, page: Page, tree: Tree, candidates: Iterable[Candidate]) -> Iterator[Accepted]:
        """Those of the candidates of a sentence that are accepted."""
        for candidate in candidates:
            if candidate.head in tree.mended:
                candidate.sources = [one for one in candidate.sources if one.kind.startswith("own")]
            source, content, score = decide(candidate, self.weights, self.book)
            quoted = quoted_speaker(candidate)
            source = quoted or source
            # What the model would pass over; what it takes it draws itself.
            short = gainsaid(candidate) if score <= self.threshold else None
            source, content = short or (source, content)
            least = HEARSAY if is_hearsay(candidate, source, content) else self.threshold
            told = quoted or short or cited_speaker(candidate) or is_on_word(candidate, source, content)
            told = told or candidate.head in tree.mended
            if (score <= least and not told) or says_nothing(candidate):
                continue
            spans = content_spans(page, candidate, content)
            cue = best_cue(candidate, source, content, self.weights)
            spans = outside(spans, [tree.chars(cue), *(tree.chars(r) for r in source.ranges)], page.text)
            if spans:
                yield Attribution(candidate, source, content, cue, score), spans

    def _statement(self, report: Report, page: Page, cast: Cast, item: Accepted, inner: bool) -> Statement:
        """One attribution as a statement."""
        found, spans = item
        tree = found.candidate.tree
        source = cast.speaker(tree, found.source.ranges[0], inner) if found.source.ranges else None
        cue = Span(*tree.chars(found.cue)).of(report.text)
        content = said_of(page, found.content, tree, spans)
        selves = self._selves(tree, found.source) | cast.side_of(tree, source)
        stance = stance_of(found.candidate, content, self.book, self.stance_words, selves)
        if stance in ("asserts", "predicts", "demands") and any(
            content_stance(said, self.stance_words, selves) == "threatens" for said in later(page, tree, spans)
        ):
            stance = "threatens"
        return build(report, page, tree, source, cue, spans, stance, found.candidate.tree.quoted[found.candidate.head])

    def _selves(self, tree: Tree, source: Option) -> set[str]:
        """Words by which the speaker may speak of itself: I and we, a pronoun or the speaker's own words again."""
        own = set(self.stance_words.speaker)
        if source.ranges:
            lo, hi = source.ranges[0]
            own |= {tree.lower[i] for i in range(lo, hi + 1) if tree.is_noun(i) or tree.tag[i] == "PRP"}
            own |= {"they", "it", "he", "she"}
        return own

    def _loose(self, report: Report, page: Page, cast: Cast, found: Sequence[Statement]) -> Iterator[Statement]:
        """Quotations with no cue of their own, given to the speaker around them."""
        for tree, spans, source in loose_quotations(page, found, cast.opener):
            said = Said(tree, [i for i in range(len(tree)) if tree.lower[i].isalnum()])
            stance = stance_of(None, said, self.book, self.stance_words, set(self.stance_words.speaker))
            yield build(report, page, tree, source, None, spans, stance, False)

    def _labelled(
        self, report: Report, page: Page, actors: Sequence[ActorMention], found: Sequence[Statement]
    ) -> Iterator[Statement]:
        """What stands behind somebody's name and a colon, where the model heard nobody speak."""
        for tree, colon, actor in labelled(page, actors, found):
            source = Source(actor.start, actor.end, actor.text, actor.actor_id, actor.name)
            said = Said(
                tree, [i for i in range(colon + 1, len(tree)) if tree.lower[i].isalnum() or tree.lower[i] == "n't"]
            )
            stance = stance_of(None, said, self.book, self.stance_words, set(self.stance_words.speaker))
            cue = Span(tree.start[colon], tree.end[colon]).of(report.text)
            yield build(report, page, tree, source, cue, [(tree.start[colon + 1], tree.span[1])], stance, False)

    def _spoken(self, report: Report, page: Page, voices: Voices, found: Sequence[Statement]) -> Iterator[Statement]:
        """What turns, authors and issuers say with no verb of saying."""
        for tree, voice in spoken(page, voices, found, report.kind == "opinion"):
            said = Said(tree, [i for i in range(len(tree)) if tree.lower[i].isalnum() or tree.lower[i] == "n't"])
            stance = stance_of(None, said, self.book, self.stance_words, set(self.stance_words.speaker))
            stance = "demands" if stance == "asserts" and is_order(tree) else stance
            yield build(report, page, tree, voice.source, None, [tree.span], stance, False)

    def _author(
        self, report: Report, page: Page, accepted: Sequence[Accepted], found: Sequence[Statement]
    ) -> Iterator[Statement]:
        """Claims of an opinion piece in its author's own voice."""
        said = [span for item, spans in accepted if self._says(item) and item.source.ranges for span in spans]
        said += [(span.start, span.end) for s in found if s.cue is None for span in s.content]
        byline = author_of(report)
        for tree in author_claims(page, said, self.marks, first=0):
            source = byline or Source(tree.span[0], tree.span[0], "", name="author")
            content = Said(tree, [i for i in range(len(tree)) if tree.lower[i].isalnum() or tree.lower[i] == "n't"])
            stance = stance_of(None, content, self.book, self.stance_words, set())
            yield build(report, page, tree, source, None, [tree.span], stance, False)

    def _says(self, item: Attribution) -> bool:
        """True when somebody else is made to say a clause: then the sentence is not the author's own word."""
        kind = item.content.kind
        cue = self.book.verbs.get(item.candidate.lemma)
        clause = kind.startswith(("ccomp", "rest", "pre", "both", "clause", "as ", "next"))
        return item.candidate.frame != "verb" or (clause and (cue is None or cue.frames[0] in ("clause", "quote")))
