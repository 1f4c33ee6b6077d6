"""The subject of a verb, its own or the one that grammar lends it over conjunction, control, participles, relatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma, part_of_speech
from .apart import upward
from .syntax import above_amount, is_passive, is_verb, kids, modifiers_of, spread

if TYPE_CHECKING:
    from ..token import Token


RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "pledge", "swear", "try", "attempt", "fail", "continue", "begin", "start", "want",
     "plan", "refuse", "agree", "offer", "use", "return", "come", "join", "help"}
)  # fmt: skip
"""Verbs whose own subject does what their infinitive says, even beside an object."""
_OBJECT_CONTROL_PREPS = frozenset({"of", "from", "into", "for"})
_ACCUSING = frozenset({"accuse", "suspect", "convict", "acquit"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
THEIRS = frozenset({"its", "their"})
_DEEPEST = 6
"""How many clauses a missing subject is looked for above; parses of debris can nest without end."""


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Grammatical subject of a verb, found over conjunction, control, participles, relatives; maybe none."""
    own = kids(verb, "nsubj", "nsubjpass", "csubj", "expl")
    if own:
        return _cleft(own[0], verb) or _antecedents(own[0], verb)
    if depth > _DEEPEST:
        return []
    head = verb.head
    stray = _stray_subject(verb)
    if stray:
        return stray
    match verb.dep_:
        case "conj" if _is_finite(verb) and _is_to_infinitive(head) and is_verb(head.head):
            # "urged citizens to leave and suspended visas": what is told as done is not part of what was urged.
            return surface_subject(head.head, depth + 1)
        case "conj" | "dep" if is_verb(head):
            return surface_subject(head, depth + 1)
        case "xcomp" | "ccomp" | "advcl" | "parataxis" if is_verb(head):
            return _controlled(verb, head, depth)
        case "acl" if not is_verb(head):
            return _of_noun(verb, head, depth)
        case "relcl":
            return [head] if kids(verb, "dobj") or verb.tag_ == "VBN" else []
        case "pcomp":
            return _of_phrase(head, depth)
        case "acomp" if is_verb(head) and is_passive(verb):
            return surface_subject(head, depth + 1)
        case "conj" if head.dep_ in ("pobj", "dobj"):
            return _of_phrase(head.head, depth) if head.dep_ == "pobj" else []
        case "xcomp" | "acomp" if head.dep_ in ("acomp", "attr"):
            return surface_subject(head.head, depth + 1)
    if verb.dep_ == "xcomp" and part_of_speech(head) == "ADJ":
        return surface_subject(head.head, depth + 1) if head.dep_ == "acomp" else surface_subject(head, depth + 1)
    return []


def _is_finite(verb: Token) -> bool:
    """True for a form that only a subject of its own clause can have: "suspended", "has closed", no participle."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(aux.tag_ in _FINITE for aux in kids(verb, "aux", "auxpass"))


def _is_to_infinitive(verb: Token) -> bool:
    """True for "to leave"."""
    return verb.tag_ == "VB" and any(aux.lower_ == "to" for aux in kids(verb, "aux"))


def _stray_subject(verb: Token) -> list[Token]:
    """ "Four workers kidnapped in May were released": the parser makes a clause of the noun and its participle."""
    if not kids(verb, "auxpass"):
        return []
    before = kids(verb, "aux", "auxpass")[0]
    noun = before.nbor(-1) if before.i else None
    if noun is not None and noun.tag_.startswith("NN") and verb.dep_ in ("conj", "advcl") and _is_joined(noun):
        # "set up barricades on the road and power lines were cut": the parser joins what stands in two clauses.
        return [noun]
    clauses = [child for child in kids(verb, "ccomp") if child.i < verb.i and child.tag_ in ("VBN", "VBD")]
    return kids(clauses[0], "nsubj", "nsubjpass") if clauses else []


def _is_joined(noun: Token) -> bool:
    """True for the last noun of a phrase with "and" in it that hangs on another verb."""
    return noun.dep_ == "conj" or any(word.dep_ == "cc" for word in noun.subtree)


def _cleft(subject: Token, verb: Token) -> list[Token]:
    """ "It was soldiers, witnesses said, who looted": who looted is what "was" names."""
    above = verb.head
    if (
        subject.lower_ not in ("who", "that")
        or verb.dep_ not in ("ccomp", "advcl")
        or above.lower_ not in ("was", "is")
    ):
        return []
    if not any(word.lower_ == "it" for word in kids(above, "nsubj")):
        return []
    return spread(kids(above, "attr"))


def _antecedents(subject: Token, verb: Token) -> list[Token]:
    """A relative pronoun stands for the noun its clause hangs on."""
    if subject.lower_ in RELATIVE and subject.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
        clause = verb
        while clause.dep_ in ("conj", "ccomp") and clause.dep_ != "relcl" and is_verb(clause.head):
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return [clause.head]
    return [subject]


def _controlled(verb: Token, head: Token, depth: int) -> list[Token]:
    """Subject of a complement or adverbial without one of its own."""
    if verb.dep_ == "ccomp" and (verb.tag_ not in ("VB", "VBG", "VBN") or _is_finite(verb)):
        return []
    objects = kids(head, "dobj", "dative")
    if verb.dep_ in ("xcomp", "ccomp") and lemma(head) not in _SUBJECT_CONTROL:
        if objects and not is_passive(head):
            return [objects[0]]
        for prep in kids(head, "prep"):
            # "called on Iraq to expel": the infinitive's doer is the one called on.
            if prep.lower_ in ("on", "upon", "for", "to") and kids(prep, "pobj") and verb.tag_ == "VB":
                return kids(prep, "pobj")
    return surface_subject(head, depth + 1)


def _of_noun(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Subject of a participle or infinitive that hangs on a noun: the noun, or for an infinitive whoever has it."""
    if verb.tag_ != "VB" and not kids(verb, "aux"):
        return [noun]
    owners = kids(noun, "poss")
    if owners:
        return _possessor(owners, noun, depth)
    if noun.dep_ == "pobj" and noun.head.lower_ == "by" and not is_verb(noun.head.head):
        # "an attempt by the rebels to seize the mayor": the parser hangs what was tried on those who tried.
        return [noun]
    by = [inner for prep in kids(noun, "prep") if prep.lower_ == "by" for inner in kids(prep, "pobj")]
    if by:
        return spread(by)
    outer = above_amount(noun)
    while outer.dep_ == "conj" and not is_verb(outer.head):
        # "used planes and helicopters to bomb"
        outer = outer.head
    if outer.dep_ in ("dobj", "attr") and is_verb(outer.head):
        return surface_subject(outer.head, depth + 1)
    return modifiers_of(noun) if not is_verb(outer.head) else []


def _of_phrase(prep: Token, depth: int) -> list[Token]:
    """Subject of a gerund behind a preposition: the object of "accused X of firing", else the verb's subject."""
    head = prep.head
    if is_verb(head):
        objects = kids(head, "dobj")
        if objects and prep.lower_ in _OBJECT_CONTROL_PREPS:
            return [objects[0]]
        return surface_subject(head, depth + 1)
    accused = _accused(prep)
    if accused:
        return accused
    if prep.lower_ == "for" and not kids(head, "poss"):
        # "the arrest of two soldiers for killing a priest"
        of = [inner for other in kids(head, "prep") if other.lower_ == "of" for inner in kids(other, "pobj")]
        return of or ([head] if head.dep_ == "pobj" else [])
    owners = kids(head, "poss")
    if not owners and prep.lower_ == "of" and head.dep_ == "dobj" and is_verb(head.head):
        # "has no intention of closing its mission"
        return surface_subject(head.head, depth + 1)
    return owners


def _possessor(owners: list[Token], noun: Token, depth: int) -> list[Token]:
    """Whose the noun is; "its plan to leave" is the plan of who is spoken of in the clause."""
    if owners[0].lower_ not in THEIRS:
        return owners
    verb = next((node for node in upward(noun) if is_verb(node)), None)
    if verb is None:
        return owners
    behind = noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ in _OBJECT_CONTROL_PREPS
    # "condemned Spain for its decision to leave": Spain's.
    return (kids(verb, "dobj") if behind else []) or surface_subject(verb, depth + 1) or owners


def _accused(prep: Token) -> list[Token]:
    """ "accused the army and the militia of executing": the parser may hang "of" on the last of those accused."""
    node = prep.head
    while node.dep_ == "conj" and not is_verb(node.head):
        node = node.head
    if prep.lower_ != "of" or node.dep_ not in ("dobj", "nsubjpass") or lemma(node.head) not in _ACCUSING:
        return []
    return spread([node])
