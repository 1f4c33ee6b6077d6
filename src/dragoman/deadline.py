"""How long work on one report may take."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from .errors import TooSlow
from .settings import Limits


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
