"""What one clause says about its verb: subject, modals, negation, conjunction, tense. Nothing here looks further up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .lemma import lemma, part_of_speech

if TYPE_CHECKING:
    from .token import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one", "noone"})
_FOCUS = frozenset({"only", "just", "merely", "simply", "least", "solely", "even"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_OWN = frozenset({"it", "he", "she", "they", "we", "i", "its", "his", "her", "their", "our", "my"})


def is_verb(token: Token) -> bool:
    """True for a verb by its tag."""
    return part_of_speech(token) == "VERB"


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Children that stand to `token` in one of `deps`."""
    return (child for child in token.children if child.dep_ in deps)


def child_word(token: Token, *deps: str) -> str:
    """Small-letter form of the first child in one of `deps`, or an empty string."""
    return next((str(child.lower_) for child in children(token, *deps)), "")


def subject(verb: Token) -> Token | None:
    """The verb's own subject, active or passive."""
    return next(children(verb, "nsubj", "nsubjpass", "csubj"), None)


def shared_subject(verb: Token) -> Token | None:
    """The verb's subject, or the one that it shares with the clause it is joined to."""
    for _ in range(8):
        if (found := subject(verb)) is not None:
            return found
        if verb.dep_ not in ("conj", "xcomp", "advcl") or not is_verb(verb.head):
            return None
        verb = verb.head
    return None


def modals(verb: Token) -> list[str]:
    """Modal auxiliaries of the verb, small letters."""
    return [str(child.lower_) for child in children(verb, "aux", "auxpass") if child.tag_ == "MD"]


def is_infinitive(verb: Token) -> bool:
    """True for "to attack"."""
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in children(verb, "aux", "mark"))


def is_perfect(verb: Token) -> bool:
    """True with a form of "have" as auxiliary."""
    return any(child.lower_ in ("have", "has", "had", "'ve", "having") for child in children(verb, "aux"))


def is_progressive(verb: Token) -> bool:
    """True for "is attacking", "are being attacked", "have been attacking": going on at the time of writing."""
    words = {str(child.lower_) for child in children(verb, "aux", "auxpass")}
    if words & {"was", "were", "had"}:
        return False
    present = words & {"is", "are", "'s", "'re", "am", "'m", "has", "have", "'ve"}
    return bool(present) and ((verb.tag_ == "VBG" and bool(present | words & {"been"})) or "being" in words)


def is_past(verb: Token) -> bool:
    """True for a finite past tense, or a participle with a past auxiliary."""
    if verb.tag_ == "VBD":
        return True
    return any(child.tag_ == "VBD" for child in children(verb, "aux", "auxpass"))


def is_present(verb: Token) -> bool:
    """True for a finite present tense without a modal."""
    finite = {"VBZ", "VBP"}
    return verb.tag_ in finite or any(child.tag_ in finite for child in children(verb, "aux", "auxpass"))


def marker(verb: Token) -> str:
    """The conjunction that opens the clause ("if", "after", "in case"), or an empty string."""
    found = child_word(verb, "mark") or next(
        (str(child.lower_) for child in children(verb, "advmod") if child.tag_ == "WRB"), ""
    )
    if found and found != "to":
        return found
    words = [str(token.lower_) for token in verb.doc[max(0, verb.left_edge.i - 3) : verb.left_edge.i + 3]]
    return "in case" if "in case" in " ".join(words) else ""


def is_negated(verb: Token, came_from: Token | None = None) -> bool:
    """True when the clause denies its own verb: "not", "never", "neither", a subject or object with "no"."""
    if any(_negates(child) for child in children(verb, "neg")):
        return True
    if any(
        child.lower_ in ("nor", "neither") for child in children(verb, "cc", "preconj", "advmod") if child.i < verb.i
    ):
        return True
    parties = children(verb, "nsubj", "nsubjpass", "dobj", "attr")
    return any(_is_nobody(child) for child in parties if child != came_from)


def _negates(word: Token) -> bool:
    """A negation that is not "not only", "not just"."""
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return after not in _FOCUS and word.lower_ != "no"


def _is_nobody(noun: Token) -> bool:
    """True for "no one", "none of them", "no soldiers", "neither side", "not a soul"."""
    if noun.lower_ in _NOBODY:
        return True
    numbers = children(noun, "nummod")
    if any(_negates(word) for held in (noun, *numbers) for word in children(held, "neg")):
        # "Not a stone was thrown, not one shot was fired."
        return True
    return any(child.lower_ in ("no", "neither") and child.dep_ in ("det", "preconj", "cc") for child in noun.children)


def is_definite(noun: Token) -> bool:
    """True for a noun that the text takes as known: the, this, a possessor."""
    if any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in _DEFINITE) for child in noun.children):
        return True
    # The parser may hang "the" of "the embassy closure" on the first part of the compound.
    parts = children(noun, "compound")
    return any(child.dep_ == "det" and child.lower_ in _DEFINITE for part in parts for child in part.children)


def is_own_side(verb: Token) -> bool:
    """True when the clause's doer is the speaker's side: a pronoun, or a noun with "its", "our"."""
    doer = shared_subject(verb)
    if doer is None:
        return False
    return doer.lower_ in _OWN or child_word(doer, "poss") in _OWN


def conditions(verb: Token) -> set[str]:
    """Conjunctions of the conditional clauses that hang on this verb: if, unless."""
    joined = [verb, *children(verb, "conj"), *([verb.head] if verb.dep_ == "conj" else [])]
    found = {marker(child) for one in joined for child in children(one, "advcl")}
    return found & {"if", "unless", "should", "in case", "until"}


def verb_keys(verb: Token, preposition: str = "") -> list[str]:
    """Forms under which a table may list a verb: with the preposition at hand, with its particle, bare."""
    base = lemma(verb)
    parts = [str(child.lower_) for child in verb.children if child.dep_ == "prt"]
    keys = [f"{base} {preposition}"] if preposition else []
    keys += [f"{base} {part} {preposition}".strip() for part in parts]
    return [*keys, *(f"{base} {part}" for part in parts), base]


def clause_verb(token: Token) -> Token | None:
    """The verb of the clause that a word stands in."""
    for word in (token, *token.ancestors):
        if is_verb(word) and word.dep_ not in ("amod", "compound"):
            found: Token = word
            return found
    return None


def whole_of(noun: Token) -> Token:
    """What a part in apposition is a part of: the people of "62 people, 17 of them children, killed at"."""
    if noun.dep_ != "appos":
        return noun
    parts = (child for child in noun.children if child.dep_ in ("nummod", "nmod"))
    pointing = (word for part in parts for prep in children(part, "prep") for word in children(prep, "pobj"))
    return noun.head if any(word.lower_ in ("them", "whom", "these", "those") for word in pointing) else noun
