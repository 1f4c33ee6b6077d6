"""Guards that look before a parser does: nothing here trusts what an input says of itself."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ..errors import TooLarge, TooSlow
from ..settings import Limits

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)(?:[^<>]*?(/))?")
# HTML closes these by itself or lets them stand open; XML feeds have none of them in numbers.
_UNCOUNTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
    ]
)


def check_markup(page: str, source: str, limits: Limits) -> None:
    """Count elements and their depth before any parser builds a tree. Raises TooLarge."""
    if page.count("<") <= limits.markup_depth:
        return
    elements = depth = deepest = 0
    for found in _TAG.finditer(page):
        closing, name, empty = found.groups()
        if closing:
            depth -= depth > 0 and name.lower() not in _UNCOUNTED
            continue
        elements += 1
        if not empty and name.lower() not in _UNCOUNTED:
            depth += 1
            deepest = max(deepest, depth)
    if elements > limits.markup_elements:
        raise TooLarge(source, f"{elements:,} elements; the cap markup_elements is {limits.markup_elements:,}")
    if deepest > limits.markup_depth:
        raise TooLarge(source, f"elements {deepest:,} deep; the cap markup_depth is {limits.markup_depth:,}")


class _Late(BaseException):
    """Time is up. Not an Exception, so that no library's own handler takes it for a fault of the page."""


@contextmanager
def deadline(source: str, limits: Limits) -> Iterator[None]:
    """Inside it, work on one report ends after `Limits.report_seconds`. Raises TooSlow.

    The alarm needs the main thread of a Unix process; elsewhere the time is looked at when the work is done.
    """
    seconds = limits.report_seconds
    late = TooSlow(source, f"it took longer than {seconds} seconds; the cap is report_seconds")
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        began = time.monotonic()
        yield
        if time.monotonic() - began > seconds:
            raise late
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Late:
        raise late from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
