"""Closed classes of words that decide on capitals: the calendar, and endings of the wire's own jargon."""

from __future__ import annotations

CALENDAR = frozenset(
    {"january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "apr", "jun", "jul",
     "aug", "sept", "oct", "nov", "gmt"}
)  # fmt: skip
"""Words of the calendar that are nothing else."""
MONTHS = frozenset({"may", "march", "mar", "dec", "sep"})
"""Months that are also common words: only beside a number."""
ORDINARY = frozenset(
    {"isn", "aren", "wasn", "weren", "hasn", "haven", "hadn", "doesn", "didn", "don", "won", "wouldn", "couldn",
     "shouldn", "would", "could", "should", "shall", "must", "might", "whom", "whose", "which", "what", "themselves",
     "ourselves", "someone", "anyone", "everyone", "nobody", "somebody", "something", "nothing", "everything",
     "anything", "whoever", "whatever", "although", "because", "unless", "towards", "toward", "upon", "amid",
     "among", "amongst", "alongside", "until", "since", "despite", "onto", "via"}
)  # fmt: skip
"""Grammar's words that tables of nouns and verbs leave out."""
