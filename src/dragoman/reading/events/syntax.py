"""Who does what to whom in a parse: subjects, objects and phrases, over conjunction, control and relatives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..lemma import lemma, part_of_speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..token import Token

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "pledge", "swear", "try", "attempt", "fail", "continue", "begin", "start", "want",
     "plan", "refuse", "agree", "offer", "use", "return", "come", "join", "help"}
)  # fmt: skip
"""Verbs whose own subject does what their infinitive says, even beside an object."""
_OBJECT_CONTROL_PREPS = frozenset({"of", "from", "into", "for"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AMOUNTS = frozenset(
    {"dozen", "dozens", "number", "series", "hundred", "hundreds", "thousand", "thousands", "score", "scores", "couple",
     "pair", "group", "wave", "string", "spate", "lot", "lots", "majority", "most", "some", "many",
     "several", "one", "two", "three", "four", "five", "all", "rest", "part", "handful", "kind", "type", "barrage",
     "salvo", "volley", "round", "campaign", "million", "millions", "any", "none", "each", "both", "crowd", "team",
     "band", "squad", "batch", "bunch", "array", "mass", "column", "unit", "units", "ton", "tons", "tonne", "tonnes",
     "billion", "billions", "percent", "half", "worth", "bulk", "thirds", "shipment", "amount", "use", "act", "acts",
     "host", "flurry", "rash"}
)  # fmt: skip
"""Words of amount that stand for what follows their "of": closed by grammar, not by the subject of the news."""
_DEEPEST = 6
"""How many clauses a missing subject is looked for above; parses of debris can nest without end."""


@dataclass(slots=True)
class Arguments:
    """The parts of one clause or noun phrase, each a list of head words, conjuncts and amounts looked through."""

    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    datives: list[Token] = field(default_factory=list)
    preps: list[tuple[Token, list[Token]]] = field(default_factory=list)
    passive: bool = False


def kids(token: Token, *labels: str) -> list[Token]:
    """Children with one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def is_verb(token: Token) -> bool:
    """True for a verb by its tag that is not a modifier of a noun."""
    return str(token.tag_).startswith("VB") and token.dep_ not in ("amod", "compound", "aux", "auxpass")


def particle(verb: Token) -> set[str]:
    """Words that can be the particle of a verb ("out" of "pull out"), whatever the parser took them for."""
    return {
        str(child.lower_) for child in verb.children
        if child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd") and child.i - verb.i <= 4
    }  # fmt: skip


def spread(heads: Iterable[Token]) -> list[Token]:
    """Heads with their conjuncts, and with what stands behind words of amount ("dozens of rockets")."""
    found: list[Token] = []
    for head in heads:
        for token in (head, *_conjuncts(head)):
            inner = behind_amount(token)
            if inner not in found:
                found.append(inner)
    return found


def _conjuncts(token: Token) -> Iterator[Token]:
    """Nouns joined to this one by "and", not verbs that the parser hung there."""
    for child in kids(token, "conj"):
        if not is_verb(child):
            yield child
            yield from _conjuncts(child)


def behind_amount(token: Token) -> Token:
    """The noun that a word of amount measures, else the word itself."""
    if token.lower_ in _AMOUNTS:
        for prep in kids(token, "prep"):
            if prep.lower_ == "of":
                for inner in kids(prep, "pobj"):
                    return inner
    return token


def above_amount(token: Token) -> Token:
    """The outermost word of amount around a noun: "attacks" in "a series of attacks" gives "series"."""
    node = token
    while node.dep_ == "conj" and not is_verb(node):
        node = node.head
    while node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lower_ in _AMOUNTS:
        node = node.head.head
        while node.dep_ == "conj" and not is_verb(node):
            node = node.head
    return node


def is_passive(verb: Token) -> bool:
    """True where the surface subject undergoes the deed."""
    if kids(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "acl":
        return True
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ == "VBN" and not kids(verb, "aux", "dobj"):
        # Also with a subject of its own: "three were killed and nine wounded".
        return is_passive(verb.head)
    return any(child.lower_ == "being" for child in kids(verb, "aux"))


def gapped(verb: Token) -> list[Token]:
    """Participles joined to a passive that lack its auxiliary: "were killed and dozens injured in a blast"."""
    found = [child for child in kids(verb, "conj") if child.tag_ == "VBN" and is_verb(child)]
    for amount in kids(verb, "conj"):
        if amount.tag_ in ("CD", "NN", "NNS"):
            found += [child for child in kids(amount, "acl") if child.tag_ == "VBN"]
    return found


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Grammatical subject of a verb, found over conjunction, control, participles, relatives; maybe none."""
    own = kids(verb, "nsubj", "nsubjpass", "csubj", "expl")
    if own:
        return _antecedents(own[0], verb)
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
    clauses = [child for child in kids(verb, "ccomp") if child.i < verb.i and child.tag_ in ("VBN", "VBD")]
    return kids(clauses[0], "nsubj", "nsubjpass") if clauses else []


def _antecedents(subject: Token, verb: Token) -> list[Token]:
    """A relative pronoun stands for the noun its clause hangs on."""
    if subject.lower_ in _RELATIVE and subject.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
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
        return owners
    outer = above_amount(noun)
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
    if prep.lower_ == "for" and not kids(head, "poss"):
        # "the arrest of two soldiers for killing a priest"
        of = [inner for other in kids(head, "prep") if other.lower_ == "of" for inner in kids(other, "pobj")]
        return of or ([head] if head.dep_ == "pobj" else [])
    return kids(head, "poss")


def arguments(verb: Token) -> Arguments:
    """Subjects (doers), objects, datives and prepositional phrases of a verb; passives turned to their active sense."""
    found = Arguments(passive=is_passive(verb))
    surface = spread(surface_subject(verb))
    for prep in kids(verb, "prep", "agent"):
        found.preps.append((prep, spread(kids(prep, "pobj"))))
    found.datives = spread(kids(verb, "dative"))
    objects = spread(kids(verb, "dobj"))
    if found.passive:
        found.objects = [verb.head] if verb.dep_ == "acl" and not kids(verb, "nsubjpass") else surface
        found.objects = found.objects + objects
        agents = [token for prep, tokens in found.preps if prep.lower_ == "by" for token in tokens]
        found.subjects = agents
        return found
    found.subjects = surface
    found.objects = objects or _shared_object(verb) or _relative_object(verb)
    _phrases_of_objects(found)
    return found


def _phrases_of_objects(found: Arguments) -> None:
    """Phrases that the parser hung on an object ("fired rockets at the base") belong to the verb as well."""
    for token in list(found.objects):
        for prep in kids(token, "prep"):
            if prep.lower_ not in ("of", "by"):
                found.preps.append((prep, spread(kids(prep, "pobj"))))


def _shared_object(verb: Token) -> list[Token]:
    """ "attacked and burned the post": the first verb shares the object of the one joined to it."""
    for child in kids(verb, "conj"):
        if is_verb(child) and not kids(child, "nsubj", "nsubjpass") and child.i - verb.i <= 3:
            return spread(kids(child, "dobj"))
    return []


def _relative_object(verb: Token) -> list[Token]:
    """ "an embassy (that) rebels attacked": the object of a relative clause that has a subject and no object."""
    subjects = kids(verb, "nsubj")
    if verb.dep_ == "relcl" and subjects and subjects[0].lower_ not in _RELATIVE and not kids(verb, "dobj", "prep"):
        return [verb.head]
    return []


def modifiers_of(noun: Token) -> list[Token]:
    """Words that stand before a noun as names or qualities: compounds, adjectives and their conjuncts and compounds."""
    found: list[Token] = []
    for child in kids(noun, "compound", "amod", "nmod", "poss"):
        found += [child, *(extra for extra in _conjuncts(child))]
        found += kids(child, "compound", "amod")
    return found


def noun_phrases(noun: Token) -> list[tuple[Token, list[Token]]]:
    """Prepositional phrases of a noun, also those hung on a word of amount above it."""
    outer = above_amount(noun)
    owners = [noun] if outer == noun else [noun, outer]
    return [
        (prep, spread(kids(prep, "pobj"))) for owner in owners for prep in kids(owner, "prep", "agent")
        if not (owner is outer and owner != noun and prep.lower_ == "of")
    ]  # fmt: skip


def path_length(start: Token, end: Token, barriers: bool = True) -> int:
    """Steps between two words in the tree; clause boundaries that must be crossed count three."""
    up = {start.i: 0}
    node, cost = start, 0
    while node.head != node:
        cost += 3 if barriers and node.dep_ in ("relcl", "advcl", "ccomp", "parataxis") else 1
        node = node.head
        up[node.i] = cost
    node, cost = end, 0
    while node.i not in up:
        if node.head == node:
            return 99
        cost += 3 if barriers and node.dep_ in ("relcl", "advcl", "ccomp", "parataxis") else 1
        node = node.head
    return up[node.i] + cost
