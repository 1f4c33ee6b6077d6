"""Places of a report: found without entity recognition, resolved by the gazetteer, left open where the text is."""

from .reader import PlaceReader

__all__ = ["PlaceReader"]
