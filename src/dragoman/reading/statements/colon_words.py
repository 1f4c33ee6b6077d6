"""Words behind a colon: "the senator defends himself: …", "the mayor is blunt: …", "Reuters quotes a guard: …", and the
labels of short notes: "Army: nobody hurt", "Drivers' union: two dead".
"""

from __future__ import annotations

from collections.abc import Iterator

from .frames import SUBJECTS, trim
from .speaker_words import SpeakerWords
from .telling import Telling, TellingWords, head_noun, phrase_from
from .tree import Range, Tree
from .words_of import owner_of

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_WHO = frozenset({"PRP", "NNP", "NNPS"})
_LONGEST_LABEL = 9
_NEAR = 5
"""Words between a pronoun's verb and the colon of its words."""
_FIELDS = frozenset({"source", "contact", "author", "reporter", "correspondent", "editor"})
_QUOTES = frozenset({"quote", "cite"})


def behind_colons(tree: Tree, words: TellingWords, speakers: SpeakerWords) -> Iterator[Telling]:
    """Every telling of a sentence behind a colon."""
    if ":" not in tree.lower:
        return
    for colon in (i for i, word in enumerate(tree.lower) if word == ":" and 0 < i < len(tree) - 1):
        told = trim(tree, colon + 1, len(tree) - 1)
        if told is None or tree.quoted[colon]:
            continue
        source = _who_opens(tree, colon, words, speakers) or _label(tree, colon, words, speakers)
        if source is not None:
            yield Telling(tree, source, (colon, colon), (told,))
            return


def _who_opens(tree: Tree, colon: int, words: TellingWords, speakers: SpeakerWords) -> Range | None:
    """Who does the clause before a colon, where that opens words of theirs."""
    mark = tree.is_mark(colon + 1)
    for verb in range(colon - 1, 0, -1):
        if tree.tag[verb] not in _FINITE | {"MD"}:
            continue
        if tree.tag[verb] == "MD" or tree.dep[verb] in ("aux", "auxpass", "relcl", "advcl"):
            return None
        cited = tree.kid(verb, "dobj") if tree.lemma[verb] in _QUOTES else None
        if cited is not None and cited < colon:
            return tree.left[cited], min(tree.right[cited], colon - 1)
        who = tree.kid(verb, *SUBJECTS)
        if who is None or who > verb:
            continue
        if tree.lemma[who] in words.own_word and (owner := owner_of(tree, who)) is not None:
            return owner
        if not (tree.lemma[who] in speakers.speaking or tree.tag[who] in _WHO):
            return None
        if tree.lower[who] in ("it", "this", "that", "there"):
            return None
        near = {tree.lower[k] for k in range(verb + 1, colon)}
        blunt = tree.lemma[verb] == "be" and bool(near & words.blunt)
        opens = tree.lemma[verb] in words.opening and tree.lemma[verb] != "be"
        speech = opens or bool(near & words.own_word)
        clause = any(tree.tag[i] in _FINITE | {"MD"} for i in range(colon + 1, len(tree)))
        short = (colon - verb <= _NEAR and who == tree.right[who]) or tree.tag[who] != "PRP"
        said = (mark and short) or blunt or (speech and clause and tree.tag[who] != "PRP")
        return (tree.left[who], tree.right[who]) if said else None
    return None


def _label(tree: Tree, colon: int, words: TellingWords, speakers: SpeakerWords) -> Range | None:
    """Who can speak, alone before a colon in a note: no verb, no number, no name of a field."""
    if colon > _LONGEST_LABEL or tree.heading or any(tree.tag[i] in ("CD", *_FINITE, "MD") for i in range(colon)):
        return None
    if tree.lower.count(":") > 1 or any(tree.quoted[:colon]):
        return None
    source = phrase_from(tree, 0, colon - 1)
    if source is None or source[1] != colon - 1:
        return None
    head = head_noun(tree, source)
    if tree.lemma[head] in words.counted | _FIELDS:
        # "Casualties: 4"
        return None
    if tree.tag[head].startswith("NNP") and tree.lemma[head] not in speakers.speaking:
        return None
    return source if tree.lemma[head] in speakers.speaking or tree.lower[head] in speakers.speaking else None
