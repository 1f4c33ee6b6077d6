"""Alerts on changes of knowledge: saved questions, and where their answers are sent."""

from .duty import Duty
from .outbox import Outbox
from .plan import AlertPlan, Query
from .sinks import sink_of

__all__ = ["AlertPlan", "Duty", "Outbox", "Query", "sink_of"]
