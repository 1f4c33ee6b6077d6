"""The climb from a deed to the root of its sentence: effects, clauses, verbs, nouns."""
