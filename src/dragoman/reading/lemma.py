"""Dictionary forms and coarse parts of speech on demand: only the words that rules ask about are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_CACHE = "dragoman_lemmas"
_TABLES = ("lemma_index", "lemma_exc", "lemma_rules")
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_COARSE = {
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "CD": "NUM", "MD": "AUX",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "WDT": "PRON", "IN": "ADP", "TO": "ADP", "RP": "ADP",
}  # fmt: skip


def keep_lemma_tables(nlp: Language) -> None:
    """Move the lemmatizer's tables to the vocabulary and take the component itself out of the pipeline."""
    lookups = nlp.vocab.lookups
    if "lemmatizer" in nlp.pipe_names:
        component: Any = nlp.get_pipe("lemmatizer")
        for name in _TABLES:
            if component.lookups.has_table(name) and not lookups.has_table(name):
                lookups.add_table(name, _quick(component.lookups.get_table(name)))
        nlp.remove_pipe("lemmatizer")
    if not lookups.has_table(_CACHE):
        lookups.add_table(_CACHE)


def _quick(table: Any) -> dict[Any, Any]:
    """A table whose long word lists are sets: looking a word up in a list of 57,000 costs more than parsing it."""
    return {key: frozenset(rows) if isinstance(rows, list) and len(rows) > 100 else rows for key, rows in table.items()}


def part_of_speech(token: Token) -> str:
    """Coarse part of speech from the fine tag: VERB, NOUN, ADJ, ADV, NUM, PRON, ADP, AUX or X."""
    tag = token.tag_
    if tag.startswith("VB"):
        return "VERB"
    if tag in _NOUN_TAGS:
        return "NOUN"
    return _COARSE.get(tag, "X")


def lemma(token: Token) -> str:
    """Dictionary form of a token in lower case: verbs to the infinitive, nouns to the singular, else as it stands."""
    pos = part_of_speech(token)
    word = str(token.lower_)
    if pos not in ("VERB", "NOUN"):
        return word
    lookups = token.vocab.lookups
    cache = lookups.get_table(_CACHE)
    key = f"{pos} {word}"
    if key not in cache:
        cache[key] = _look_up(lookups, word, pos.lower())
    found: str = cache[key]
    return found


def _look_up(lookups: Any, word: str, pos: str) -> str:
    """WordNet's method: an exception if there is one, else the first suffix rule that gives a known word."""
    index = lookups.get_table("lemma_index").get(pos, {})
    exceptions = lookups.get_table("lemma_exc").get(pos, {})
    if word in exceptions:
        return str(exceptions[word][0])
    if word in index and not (pos == "noun" and word.endswith("s") and word[:-1] in index):
        return word
    for old, new in lookups.get_table("lemma_rules").get(pos, []):
        candidate: str = word[: len(word) - len(old)] + new
        if word.endswith(old) and candidate in index:
            return candidate
    return word
