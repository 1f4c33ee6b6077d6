"""One tour of duty: what changed since the last one, who wants to hear of it, and sending it when it may be sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ..changes import Change, Known, changes_between
from ..errors import AlertFailed
from ..knowledge.kinds import load_kinds
from ..ledger import Ledger
from ..ledger.known import known_between
from ..ledger.moment import Clock, now, stamp
from ..model import Incident, as_record
from .outbox import Letter, Outbox
from .plan import AlertPlan, Query, events_of
from .sinks import Sink


@dataclass(slots=True)
class Told:
    """What a tour of duty came to."""

    queued: int = 0
    sent: int = 0
    held: int = 0
    """Not sent, because of quiet hours."""
    failed: list[str] = field(default_factory=list)


class Duty:
    """Looks for changes and sends them. `clock` says when it is."""

    def __init__(
        self, plan: AlertPlan, ledger: Ledger, outbox: Outbox, sinks: Mapping[str, Sink], clock: Clock = now
    ) -> None:
        self._plan, self._ledger, self._outbox, self._sinks, self._clock = plan, ledger, outbox, sinks, clock

    def begin(self) -> list[str]:
        """Alerts never asked before start from now: nobody wants the whole ledger as news. Their names."""
        fresh = [query.name for query in self._plan.queries if self._outbox.moment(query.name) is None]
        for name in fresh:
            self._outbox.queue(name, (), stamp(self._clock()))
        return fresh

    def tour(self, look: bool = True) -> Told:
        """Queue what changed, send what waits. A sink that fails keeps its letters for the next tour.

        `look`: False only sends what waits, where nothing can have changed.
        """
        self.begin()
        told = Told()
        moment = stamp(self._clock())
        for query, changes in self._found() if look else ():
            letters = [_letter(query, sink, change, moment) for change in changes for sink in query.to]
            told.queued += self._outbox.queue(query.name, letters, moment)
        waiting = self._outbox.waiting()
        if self._plan.quiet and self._plan.quiet.covers(self._clock()):
            told.held = len(waiting)
            return told
        self._send(waiting, told)
        return told

    def preview(self, since: str | None = None) -> Iterator[tuple[Query, Change]]:
        """What a tour would queue, with nothing queued, sent or noted. `since`: a moment instead of the last tour's."""
        for query, changes in self._found(since):
            yield from ((query, change) for change in changes)

    def _found(self, since: str | None = None) -> Iterator[tuple[Query, list[Change]]]:
        """For each alert the changes that it asks for, since its last tour or the moment given."""
        kinds = load_kinds(self._ledger.settings.knowledge)
        known: dict[str, tuple[Known, Known]] = {}
        for query in self._plan.queries:
            moment = since or self._outbox.moment(query.name) or stamp(self._clock())
            if moment not in known:
                known[moment] = known_between(self._ledger, moment)
            accepts = _accepts(query)
            changes = changes_between(*known[moment], accepts, kinds)
            yield query, [change for change in changes if query.wants(change)]

    def _send(self, waiting: list[tuple[int, Letter]], told: Told) -> None:
        by_sink: dict[str, list[tuple[int, Letter]]] = defaultdict(list)
        for number, letter in waiting:
            by_sink[letter.sink].append((number, letter))
        for name, letters in by_sink.items():
            sink = self._sinks.get(name)
            if sink is None:
                continue
            for group in sink.groups(letters):
                numbers = [number for number, _ in group]
                try:
                    sink.send([letter for _, letter in group])
                except AlertFailed as error:
                    self._outbox.failed(numbers, str(error))
                    told.failed.append(f"{name}: {error}")
                    # What one letter could not do the next will not do either.
                    break
                self._outbox.sent(numbers, stamp(self._clock()))
                told.sent += len(numbers)


def _accepts(query: Query) -> Callable[[Incident], bool]:
    """The filters of an alert as one question."""

    def accepts(incident: Incident) -> bool:
        return incident.origins >= query.origins and query.filters.accepts(incident)

    return accepts


def _letter(query: Query, sink: str, change: Change, moment: str) -> Letter:
    record = as_record(change) | {"alert": query.name, "events": sorted(events_of(change))}
    return Letter(query.name, sink, change.change_id, record, moment)
