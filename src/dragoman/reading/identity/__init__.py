"""Which tellings of a report are of one event."""

from .groups import same_events
from .kinds import kinds_of_events

__all__ = ["kinds_of_events", "same_events"]
