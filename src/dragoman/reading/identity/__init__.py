"""Which tellings of a report are of one event."""

from .groups import same_events

__all__ = ["same_events"]
