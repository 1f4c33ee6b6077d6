"""How fast a host is asked: one request at a time, and a pause between two."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# A site may ask for a longer pause than ours, up to this; above it one page would take a day.
_LONGEST = 60.0


@dataclass(slots=True)
class Pace:
    """Keeps `seconds` between two requests to one host."""

    seconds: float = 2.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _free: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str, asked: float | None = None) -> None:
        """Wait until the host may be asked again. `asked`: the pause that the site itself wants, in seconds."""
        host = urlsplit(url).netloc.lower()
        left = self._free.get(host, 0.0) - self.clock()
        if left > 0:
            self.sleep(left)
        self._free[host] = self.clock() + max(self.seconds, min(asked or 0.0, _LONGEST))
