"""Time expressions: words of time by rule, TIMEX3 values, and the days they can mean."""

from .tagger import TimeTagger

__all__ = ["TimeTagger"]
