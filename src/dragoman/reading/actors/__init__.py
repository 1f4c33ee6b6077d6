"""Who is spoken of: every noun phrase that can be a party to an event or a speaker, tied to the actors known."""

from .reader import ActorReader

__all__ = ["ActorReader"]
