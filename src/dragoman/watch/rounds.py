"""One round: every feed that is due is asked, then every page; what they hold comes out as reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..errors import Refused, SkipReport, Unreachable
from ..fetch import Allowed, Fetched, Fetcher, Pace, Robots, printed
from ..model import Report
from ..settings import Settings
from ..sources import Desk, FeedItem, Raw, parse_feed, raw_of_item, read_bytes
from .backoff import GONE_SECONDS, PAGE_TRIES, backoff
from .plan import FeedPlan, WatchPlan
from .state import FeedState, PageState, State

# Longer ones carry state of a session, or mischief.
_LONGEST_ADDRESS = 2_000


@dataclass(slots=True)
class Sums:
    """What a round did."""

    feeds: int = 0
    unchanged: int = 0
    queued: int = 0
    pages: int = 0
    failed: int = 0

    def __str__(self) -> str:
        told = [f"{self.feeds} feed{'s' * (self.feeds != 1)} asked"]
        told += [f"{self.unchanged} unchanged"] if self.unchanged else []
        told += [f"{self.queued} new link{'s' * (self.queued != 1)}"] if self.queued else []
        told += [f"{self.pages} page{'s' * (self.pages != 1)} fetched"] if self.pages else []
        told += [f"{self.failed} failed"] if self.failed else []
        return ", ".join(told)


class Watcher:
    """Asks what is due and remembers what came of it. `clock` gives seconds since 1970."""

    def __init__(
        self,
        plan: WatchPlan,
        state: State,
        settings: Settings | None = None,
        fetcher: Fetcher | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._plan, self._state, self._clock = plan, state, clock
        self._settings = settings or Settings()
        self._fetcher = fetcher or Fetcher(allowed=Allowed.of(plan.allow))
        self._robots = Robots(self._fetcher)
        self._pace = Pace(plan.pause)
        self._desk = Desk(self._settings)
        self.sums = Sums()

    def round(self) -> Iterator[Report | SkipReport]:
        """Everything due now, as reports and skipped ones with their reasons. An item is done after it was taken."""
        self.sums = Sums()
        for url in self._plan.pages:
            self.sums.queued += self._state.enqueue(PageState(url, next_at=self._clock()))
        for feed in self._plan.feeds:
            state = self._state.feed(feed.url)
            if state.next_at <= self._clock():
                yield from self._poll(feed, state)
        for page in self._state.due_pages(self._clock()):
            yield from self._visit(page)

    def next_due(self) -> float:
        """When something is due again, in seconds since 1970."""
        moments = [self._state.feed(feed.url).next_at for feed in self._plan.feeds]
        page = self._state.next_page_at()
        return min([*moments, page] if page is not None else moments, default=self._clock())

    # Feeds

    def _poll(self, feed: FeedPlan, state: FeedState) -> Iterator[Report | SkipReport]:
        self.sums.feeds += 1
        state = replace(state, asked_at=self._clock())
        try:
            answer = self._ask(feed.url, feed.robots, state.etag, state.modified)
            if answer.status == 304:
                self.sums.unchanged += 1
            else:
                yield from self._items(answer, feed)
        except SkipReport as error:
            self.sums.failed += 1
            failures = state.failures + 1
            wait = (
                GONE_SECONDS if _is_gone(error) else backoff(feed.every, failures, _retry_after(error), self._clock())
            )
            said = replace(state, failures=failures, said=error.reason, next_at=self._clock() + wait)
            self._state.save_feed(said)
            yield error
            return
        etag = answer.etag if answer.status != 304 else answer.etag or state.etag
        modified = answer.modified if answer.status != 304 else answer.modified or state.modified
        fine = replace(state, etag=etag, modified=modified, failures=0, said=None)
        self._state.save_feed(replace(fine, next_at=self._clock() + feed.every))

    def _items(self, answer: Fetched, feed: FeedPlan) -> Iterator[Report | SkipReport]:
        """What a feed holds: articles are reports, pointers go on the queue. Raises SkipReport when it is no feed."""
        found = parse_feed(answer.body, printed(feed.url), self._settings.limits, answer.url)
        for item in found.items:
            raw = raw_of_item(item, found)
            if raw is None:
                self._queue(item, found.title)
                continue
            try:
                yield self._desk.report(raw, printed(feed.url))
            except SkipReport as error:
                yield error

    def _queue(self, item: FeedItem, feed_title: str | None) -> None:
        if item.url and len(item.url) <= _LONGEST_ADDRESS:
            page = PageState(item.url, item.title, item.published, item.publisher or feed_title, next_at=self._clock())
            self.sums.queued += self._state.enqueue(page)

    # Pages

    def _visit(self, page: PageState) -> Iterator[Report | SkipReport]:
        """Fetch one page; a revised article comes out as a report again, which the ledger keeps as a new version."""
        page = replace(page, asked_at=self._clock())
        try:
            answer = self._ask(page.url, True, page.etag, page.modified)
            self.sums.pages += 1
            if answer.status != 304:
                yield from self._reports(answer, page)
        except SkipReport as error:
            self.sums.failed += 1
            self._state.save_page(self._failed(page, error))
            yield error
            return
        visits = page.visits + 1
        again = self._plan.revisit[visits - 1] if visits <= len(self._plan.revisit) else None
        self._state.save_page(
            replace(
                page,
                etag=answer.etag or page.etag,
                modified=answer.modified or page.modified,
                visits=visits,
                failures=0,
                said=None,
                next_at=self._clock() + again if again is not None else None,
            )
        )

    def _failed(self, page: PageState, error: SkipReport) -> PageState:
        """What was refused is not asked again; what failed is, later and later, and at last no more."""
        failures = page.failures + 1
        hopeless = isinstance(error, Refused) or _is_gone(error, 404) or failures >= PAGE_TRIES
        wait = backoff(300.0, failures, _retry_after(error), self._clock())
        return replace(page, failures=failures, said=error.reason, next_at=None if hopeless else self._clock() + wait)

    def _reports(self, answer: Fetched, page: PageState) -> Iterator[Report | SkipReport]:
        """The articles of a page, with what its feed told of them where the page itself does not."""
        yield from read_bytes(
            answer.body,
            printed(page.url),
            self._desk,
            url=answer.url,
            media=answer.headers.get("content-type"),
            told=lambda raw: _told(raw, page),
        )

    def _ask(self, url: str, robots: bool, etag: str | None, modified: str | None) -> Fetched:
        """Fetch politely. Raises SkipReport, also for an error status."""
        if robots:
            self._robots.check(url)
        self._pace.wait(url, self._robots.delay(url) if robots else None)
        answer = self._fetcher.get(url, etag, modified)
        if answer.status not in (200, 304):
            raise _Status(url, answer)
        return answer


class _Status(Unreachable):
    """An answer that is an error."""

    def __init__(self, url: str, answer: Fetched) -> None:
        super().__init__(printed(url), f"the server answers with status {answer.status}")
        self.answer = answer


def _is_gone(error: SkipReport, *also: int) -> bool:
    return isinstance(error, _Status) and error.answer.status in (410, *also)


def _retry_after(error: SkipReport) -> str | None:
    return error.answer.headers.get("retry-after") if isinstance(error, _Status) else None


def _told(raw: Raw, page: PageState) -> Raw:
    return replace(
        raw,
        external_id=page.url,
        url=raw.url or page.url,
        title=raw.title or page.title,
        publisher=raw.publisher or page.publisher,
        published=raw.published or page.published,
    )
