"""Whether a deed is one or many, and news or history: `series` and `background` of a mention, with the number told."""

from .judge import Standing, standing

__all__ = ["Standing", "standing"]
