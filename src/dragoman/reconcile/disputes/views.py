"""Views: statements as parties to a dispute, with what they are about and which way they lean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model import Evidence, Interval, Report, Side, Span, Statement
from ..headline.told import World
from .polarity import Leaning, Polarity
from .states import of_danger

MEANT_WORD = "(meant)"
"""The word of a leaning that comes from the act of threatening and from no word."""

_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*\s+|\n+")
_SHORT_ANSWER = 3
_MEANT = frozenset({"threatens", "warns"})


@dataclass(frozen=True)
class View:
    """A statement as a party to a dispute."""

    statement: Statement
    speaker: str
    text: str
    matter: frozenset[str]
    leanings: tuple[Leaning, ...]
    negated: frozenset[str]
    """What it says not: its content words after a negator."""
    published: Interval

    @property
    def order(self) -> tuple[str, int, str]:
        """The order of statements that does not depend on how they came in."""
        s = self.statement
        return (s.report_id, s.sentence.start, s.statement_id)


@dataclass(frozen=True)
class Views:
    """All views, in content order and by report."""

    all: Sequence[View]
    by_report: Mapping[str, Sequence[View]]

    @classmethod
    def of(cls, world: World, polarity: Polarity) -> Views:
        """The views of every statement."""
        statements = world.statements.values()
        return cls.gathered([_view(said, world.reports[said.report_id], polarity) for said in statements])

    @classmethod
    def gathered(cls, views: Sequence[View]) -> Views:
        """Views made before, put in order."""
        found = sorted(views, key=lambda view: view.order)
        by_report: dict[str, list[View]] = defaultdict(list)
        for view in found:
            by_report[view.statement.report_id].append(view)
        return cls(found, by_report)

    def beside(self, view: View) -> Sequence[View]:
        """The views of the report that a view stands in."""
        return self.by_report[view.statement.report_id]


def views_of(report: Report, statements: Sequence[Statement], polarity: Polarity) -> tuple[View, ...]:
    """The views of the statements of one report."""
    return tuple(_view(said, report, polarity) for said in statements)


def _view(statement: Statement, report: Report, polarity: Polarity) -> View:
    text = " ".join(report.text[span.start : span.end] for span in statement.content) or statement.text
    if len(text.split()) <= _SHORT_ANSWER:
        text = _question_before(report.text, statement.sentence) or statement.sentence_text
    cue = statement.cue.text if statement.cue else ""
    flipped = statement.stance in ("denies", "doubts") and polarity.has("deny", cue) and not polarity.negated(text)
    matter = polarity.matter(text)
    leanings = polarity.leanings(text, flipped)
    if statement.stance in _MEANT:
        # Who threatens or warns is taken at their word: that is what another may call a bluff.
        leanings.append(Leaning("earnest", 1, MEANT_WORD, matter))
    source = statement.source
    leanings += of_danger(text, statement.stance, matter, polarity) if source else []
    speaker = (source.actor_id or source.name or source.text).lower() if source else ""
    return View(
        statement,
        speaker,
        text,
        matter,
        tuple(leanings),
        polarity.negated_words(text),
        report.published.interval,
    )


def _question_before(text: str, sentence: Span) -> str | None:
    """The question that a sentence such as "The White House says yes" answers, else None."""
    before = text[max(0, sentence.start - 400) : sentence.start].rstrip()
    if not before.endswith("?"):
        return None
    starts = [match.end() for match in _SENTENCE_END.finditer(before)]
    return before[starts[-1] :] if starts else before


def in_words(statement: Statement, world: World) -> str:
    """A statement as its speaker's act: "denied any role in it"; without a cue, what was said."""
    text = world.reports[statement.report_id].text
    said = " ".join(text[span.start : span.end] for span in statement.content) or statement.text
    cue = statement.cue.text if statement.cue else ""
    return said if not cue or cue in said else f"{cue} {said}"


def side_of(views: Sequence[View], world: World) -> Side:
    """A side in its speakers' own words: the first statement is its value, all are its evidence."""
    return Side(
        value=views[0].text,
        origins=len({world.origins.get(view.statement.report_id, "") for view in views}),
        claims=tuple(sorted(view.statement.statement_id for view in views)),
        evidence=tuple(sorted({sentence_of(view.statement, world) for view in views})),
        speakers=speakers_of(views),
    )


def speakers_of(views: Sequence[View]) -> tuple[str, ...]:
    """Who speaks, by name, each once."""
    sources = [view.statement.source for view in views]
    return tuple(sorted({source.name or source.text for source in sources if source}))


def sentence_of(statement: Statement, world: World) -> Evidence:
    """The sentence that opens a statement."""
    return world.evidence(statement.report_id, statement.sentence)


def said_until(view: View) -> int:
    """Where what somebody says ends."""
    return max([span.end for span in view.statement.content], default=said_from(view))


def said_from(view: View) -> int:
    """Where a statement begins, by its source or cue."""
    said = view.statement
    return min([one.start for one in (said.source, said.cue) if one is not None], default=said.sentence.start)


def begun_at(view: View) -> int:
    """Where the first word of a statement stands, of what is said as well."""
    return min([said_from(view), *(span.start for span in view.statement.content)])


def apart(one: View, other: View) -> int:
    """How many characters lie between the sentences of two statements."""
    return abs(one.statement.sentence.start - other.statement.sentence.start)
