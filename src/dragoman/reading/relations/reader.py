"""The relation reader: ties in names, verbs and nouns, offices; dated by the report and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from ...knowledge.actor_base import ActorBase, load_actors
from ...model import ActorMention, Dated, Relation, RelationName, Report, Statement, TextSpan, Timex, content_id
from ..actors.view import View, view
from ..parse import Sentence, starting_in
from .offices import Held, Offices
from .parties import Parties
from .patterns import Patterns, load_patterns
from .roles import Roles
from .syntax import Syntax

_TIE = re.compile(
    r"(?<![^\W\d_])(?P<who>[^\W\d_](?:[\w.’']|-(?=[A-Z]))*(?: [A-Z][\w’']+)?)(?P<gap>[- ‐–])(?P<tie>[a-z]+)\b"
)
_REACH = 60  # characters between a tie and the group it describes; longer is another phrase


class RelationReader:
    """Reads who backs, leads, belongs to, fights or holds what, from the parses and the actors of a report."""

    def __init__(self, base: ActorBase, patterns: Patterns) -> None:
        self.base, self.patterns = base, patterns

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> RelationReader:
        """Read the actor base and relations.toml. Raises BadSettings for a broken file."""
        return cls(load_actors(folders), load_patterns(folders))

    def read(
        self,
        report: Report,
        sentences: Sequence[Sentence],
        actors: Sequence[ActorMention],
        statements: Sequence[Statement],
        times: Sequence[Timex],
    ) -> list[Relation]:
        """Relations in order of their sentences, each told once a sentence."""
        found: dict[str, Relation] = {}
        dating = _Dating(report.published.end, times, self.patterns)
        for sentence in sentences:
            if not starting_in(actors, sentence.span):
                continue
            one = view(sentence)
            for relation in self._sentence(report, one, Parties(one, actors, self.base), statements, dating):
                found.setdefault(relation.relation_id, relation)
        return list(found.values())

    def _sentence(
        self, report: Report, one: View, parties: Parties, statements: Sequence[Statement], dating: _Dating
    ) -> Iterator[Relation]:
        """Relations of one sentence."""
        sentence = one.sentence
        whole = TextSpan(sentence.span.start, sentence.span.end, sentence.text)
        make = _Maker(report, statements, dating, one, self.patterns)
        for country, relation, group in self._ties(one, parties):
            yield make.of(country.name, country.actor_id, relation, group.name or group.text, group.actor_id, whole, -1)
        syntax = Syntax(one, parties, self.patterns)
        for found in chain(syntax.read(), Roles(syntax, parties, self.base, self.patterns).read()):
            a, b = found.a, found.b
            yield make.of(
                a.name or a.text,
                a.actor_id,
                found.relation,
                b.name or b.text,
                b.actor_id,
                whole,
                found.token,
                found.denied,
            )
        for held in Offices(one, parties, self.base, self.patterns).read():
            yield make.office(held, whole)

    def _ties(self, one: View, parties: Parties) -> Iterator[tuple[ActorMention, RelationName, ActorMention]]:
        """ "Iranian-backed militias": the country of the adjective, and the group after the participle."""
        sentence = one.sentence
        if not any(map(sentence.text.__contains__, self.patterns.ties)):
            return
        for match in _TIE.finditer(sentence.text):
            pattern = self.patterns.ties.get(match["tie"])
            if pattern is None:
                continue
            backer = self._backer(match["who"], sentence.span.start + match.start())
            if backer is None:
                continue
            at = sentence.span.start + match.end()
            if match["gap"] == " " and one.deps[one.at(at - 1)] not in ("amod", "nmod", "compound"):
                continue  # "Turkey backed out of the talks"
            group = next((m for m in parties.mentions if m.end > at and m.start - at < _REACH and self._group(m)), None)
            if group is not None and not re.search(
                r"[.;:,()]", sentence.text[match.end() : group.start - sentence.span.start]
            ):
                yield (
                    (group, pattern.relation, backer)
                    if pattern.relation == "allied_with"
                    else (
                        backer,
                        pattern.relation,
                        group,
                    )
                )

    def _group(self, mention: ActorMention) -> bool:
        """True for a party that can be backed."""
        return mention.type in ("group", "organisation", "unnamed", "person") and bool(mention.name)

    def _backer(self, word: str, at: int) -> ActorMention | None:
        """The actor of the word before "-backed"."""
        actor = self.base.resolve(word) or self.base.resolve(word.split()[-1])
        if actor is None:
            return None
        return ActorMention(
            at, at + len(word), word, actor.type, actor.actor_id, actor.name, actor.sector, actor.country
        )


class _Dating:
    """Four-ended dates: what the report's day and the words near a relation allow."""

    def __init__(self, on: date | None, times: Sequence[Timex], patterns: Patterns) -> None:
        self.on, self.times, self.patterns = on, times, patterns

    def of(self, one: View, token: int, first: int, last: int) -> tuple[Dated, Dated]:
        """Since and until. A relation told in the present held on the report's day at the latest since then."""
        span = one.sentence.span
        since, until = Dated(last=self.on), Dated()
        around = {one.lower[i].rstrip("-") for i in range(max(0, first - 3), min(len(one), last + 1))}
        used = token >= 0 and any(one.lemma(i) == "use" for i in range(max(0, token - 3), token))
        if around & self.patterns.past or used:
            until = Dated(last=self.on)
        for timex in self.times:
            if span.start <= timex.start < span.end and timex.first is not None:
                before = one.lower[max(0, one.at(timex.start) - 1)]
                if before == "since":
                    since = Dated(timex.first, timex.last)
                elif before == "until":
                    until = Dated(timex.first, timex.last)
        return since, until


class _Maker:
    """Builds relations of one sentence, with their dates, statement and dispute."""

    def __init__(
        self, report: Report, statements: Sequence[Statement], dating: _Dating, one: View, patterns: Patterns
    ) -> None:
        self.report, self.statements, self.dating, self.one, self.patterns = report, statements, dating, one, patterns
        text = one.sentence.text.lower()
        self.doubted = any(phrase in text for phrase in patterns.doubt_phrases)

    def of(
        self,
        a: str | None,
        a_id: str | None,
        relation: RelationName,
        b: str,
        b_id: str | None,
        where: TextSpan,
        token: int,
        denied: bool = False,
    ) -> Relation:
        """A relation between two parties."""
        first = last = max(token, 0)
        since, until = self.dating.of(self.one, token, first, last)
        said = self._statement(where)
        doubted = said is not None and said.stance in ("denies", "doubts")
        weakened = self._weakened(token) or (self.doubted and relation in ("backs", "commands", "finances"))
        disputed = doubted or weakened or denied
        name = a or ""
        key = content_id("rel", self.report.report_id, name, relation, b, where.start)
        return Relation(
            key, self.report.report_id, name, relation, b, a_id, b_id, since, until, where.start, where.end, where.text,
            None, disputed, said.statement_id if said else None,
        )  # fmt: skip

    def office(self, held: Held, where: TextSpan) -> Relation:
        """Somebody's office."""
        since, until = self.dating.of(self.one, -1, held.first, held.last)
        said = self._statement(where)
        person = held.person
        name = person.name or person.text
        key = content_id("rel", self.report.report_id, name, "holds_office", held.b, where.start)
        return Relation(
            key, self.report.report_id, name, "holds_office", held.b, person.actor_id, None, since, until, where.start,
            where.end, where.text, held.office, False, said.statement_id if said else None,
        )  # fmt: skip

    def _weakened(self, token: int) -> bool:
        """True when the noun that tells a relation is the subject of a verb of doubt: "its control has weakened"."""
        if token < 0:
            return False
        dep, above = self.one.role(token)
        return dep in ("nsubj", "nsubjpass", "dobj") and self.one.lemma(above) in self.patterns.doubt_verbs

    def _statement(self, where: TextSpan) -> Statement | None:
        """The shortest statement whose content covers most of the sentence."""
        half = (where.end - where.start) / 2
        over = [
            s
            for s in self.statements
            if any(min(c.end, where.end) - max(c.start, where.start) > half for c in s.content)
        ]
        return min(over, key=lambda s: s.content[0].end - s.content[0].start, default=None)
