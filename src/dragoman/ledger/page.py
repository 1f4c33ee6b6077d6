"""Pages of incidents: a stretch of the list, and where the next one begins."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Incident


@dataclass(frozen=True, slots=True)
class Page:
    """Some incidents in the order of the list, at most as many as were asked for."""

    incidents: tuple[Incident, ...]
    after: str | None
    """What to ask the next page with; None on the last page. It stays good when incidents come and go."""
