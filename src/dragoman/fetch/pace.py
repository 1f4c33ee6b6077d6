"""How fast a host is asked: never two requests at once, and a pause between them that can be broken off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# A site may ask for a longer pause than ours, up to this; above it one page would take a day.
_LONGEST = 60.0


@dataclass(slots=True)
class Pace:
    """Keeps `seconds` between two requests to one host. `stop` ends a wait at once."""

    seconds: float = 2.0
    stop: threading.Event = field(default_factory=threading.Event)
    clock: Callable[[], float] = time.monotonic
    _free: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str, asked: float | None = None) -> bool:
        """Wait until the host may be asked (`asked`: seconds the site wants); False when told to stop meanwhile."""
        host = urlsplit(url).netloc.lower()
        pause = max(self.seconds, min(asked or 0.0, _LONGEST))
        left = self._free.get(host, 0.0) - self.clock()
        if left > 0 and self.stop.wait(left):
            return False
        self._free[host] = self.clock() + pause
        return not self.stop.is_set()
