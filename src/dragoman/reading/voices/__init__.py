"""Whose voice a sentence is told in: a label's, an author's, the body's that issued the text; else the report's own."""

from .speaking import in_first_person
from .voices import Voice, Voices, voices_of

__all__ = ["Voice", "Voices", "in_first_person", "voices_of"]
