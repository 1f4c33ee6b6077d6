"""Who stands with whom: relations between the parties of a report, with dated and disputable evidence."""

from .reader import RelationReader

__all__ = ["RelationReader"]
