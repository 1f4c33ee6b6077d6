"""Answers: a denial, or a word such as "a lie" or "nonsense", against the account that it answers in the same report.

"It had taken Kanem, it said. The government denied this." What contradicts is `acts.py`'s to say, and what it answers
`answered.py`'s; denials of a part in a deed are `blame.py`'s where a deed or an accuser is found. A report answers too,
in its own voice: "Fake: the footage is of a wedding", "it was not, as the minister told us, a riot".

Invariant: local to one report.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from ...model import Disagreement, Incident, Side, Span
from ..headline.told import World
from .acts import own_rebuffs
from .answered import Account, Answered
from .passages import Passage
from .polarity import Polarity
from .rejected import about_of, incident_of, rejecting_side
from .sides import make_disagreement
from .views import View, Views, side_of

# "Not, as the minister of the interior, Ana Ruiz, told us": a title stands so far before a name.
_TITLE_CHARS = 40
# Who denies goes on for so many sentences.
_GOES_ON = 2


def find_answers(
    views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident], blamed: Container[str]
) -> list[Disagreement]:
    """Every account with the statement that answers it, but for the denials `blamed`, by id, that have theirs."""
    return [
        _dispute(account, answer, joined)
        for report in sorted(views.by_report)
        for account, answer in _answers(Answered(report, views, world, polarity), world, polarity, blamed)
    ]


def _dispute(account: Account, answer: Side, joined: Mapping[str, Incident]) -> Disagreement:
    incident = incident_of(account.of.statement, joined) if account.of else None
    about = f"whether it is so: {about_of(incident, account.side.value)}"
    return make_disagreement(incident, "claim", [account.side, answer], "occurrence", about)


def _answers(
    here: Answered, world: World, polarity: Polarity, blamed: Container[str]
) -> Iterator[tuple[Account, Side]]:
    """Every account of a report with what answers it."""
    answering = set[Span]()
    # "Denied responsibility and said it had been told of no such operation": one denial, set out already.
    done = {(v.speaker, v.statement.sentence) for v in here.here if v.statement.statement_id in blamed}
    for view in here.acts:
        if (view.speaker, view.statement.sentence) not in done and (account := here.answered(view)) is not None:
            answering.add(view.statement.sentence)
            yield account, _with_more(rejecting_side(view, world), view, here, world)
    yield from _in_a_clause(here, answering, world, polarity)
    yield from _in_its_own_voice(here, world, polarity)


def _with_more(side: Side, view: View, here: Answered, world: World) -> Side:
    """The side of a denial with what its speaker goes on to say: "The minister denied it. He says the men fled"."""
    at, evidence = here.page.at(view.statement.sentence.start), list(side.evidence)
    for passage in here.page.passages[at.number + 1 : at.number + 1 + _GOES_ON] if at is not None else ():
        told = [v for v in here.inside(passage) if v.speaker and v.statement.stance in ("asserts", "denies")]
        if not told or any(v.speaker != view.speaker for v in told):
            break
        evidence.append(world.evidence(view.statement.report_id, told[0].statement.sentence))
    return replace(side, evidence=tuple(sorted(set(evidence))))


def _going_on(passage: Passage, voiced: Container[int], here: Answered, world: World) -> Side:
    """What a report says itself against an account, with the sentence by which it goes on."""
    side, rest = here.plain(passage.span), here.page.passages[passage.number + 1 : passage.number + 2]
    if rest and rest[0].paragraph == passage.paragraph and rest[0].number not in voiced:
        side = replace(side, evidence=(*side.evidence, *here.plain(rest[0].span).evidence))
    return side


def _in_a_clause(
    here: Answered, answering: Container[Span], world: World, polarity: Polarity
) -> Iterator[tuple[Account, Side]]:
    """An account with who denies it in a clause of its sentence: "stood by, which Tehran disputes"."""
    for passage in here.page.passages:
        match = next(polarity.phrases("which_is_denied", passage.text), None)
        if match is None or passage.span in answering:
            continue
        told = [v for v in here.inside(passage) if v.speaker and v.statement.stance not in ("demands", "denies")]
        side = here.plain(passage.span)
        account = Account(side_of(told[:1], world), told[0]) if told else Account(side)
        yield account, replace(side, value=match.group().strip(" ,;"), speakers=(match["who"],))


def _in_its_own_voice(here: Answered, world: World, polarity: Polarity) -> Iterator[tuple[Account, Side]]:
    """What a report tells, or lets somebody say, and says itself that it is not so."""
    voiced = frozenset(one.number for one in here.page.passages if any(v.speaker for v in here.inside(one)))
    for passage in own_rebuffs(here.page, voiced, polarity):
        account = here.before(passage, None)
        if account is not None:
            yield account, _going_on(passage, voiced, here, world)
    for passage in here.page.passages:
        told = next((v for v in here.inside(passage) if v.speaker and v.statement.stance != "demands"), None)
        aside = next(polarity.phrases("not_as_told", passage.text), None)
        said_at = told.statement.source if told else None
        if told and aside and said_at and 0 <= said_at.start - passage.span.start - aside.end() <= _TITLE_CHARS:
            # "Nor was it, as the minister told us, a riot": what he told stands after his name.
            at = passage.text.find(",", said_at.end - passage.span.start)
            said = replace(side_of([told], world), value=passage.text[at + 1 :].strip() if at > 0 else passage.text)
            yield Account(said, told), replace(here.plain(passage.span), value="not so")
        elif any(polarity.phrases("falsified", passage.text)):
            rumour = Account(side_of([told], world), told) if told else Account(here.plain(passage.span))
            yield rumour, replace(_going_on(passage, voiced, here, world), value="not so")
        elif any(polarity.phrases("contrary_to", passage.text)):
            own = here.plain(passage.span)
            yield Account(replace(own, value="the contrary, as others have it")), own
