"""What a frame asks of the words around its own: object, subject, phrases, complements, and what stands near a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma
from .syntax import is_verb, kids, modifiers_of, noun_phrases, particle, spread

if TYPE_CHECKING:
    from ...knowledge.frame import Frame
    from ..token import Token
    from .arguments import Arguments
    from .scene import Scene


def object_holds(scene: Scene, frame: Frame, objects: list[Token], named: Token | None) -> bool:
    """Whether the object constraint holds."""
    if "@none" in frame.object:
        return not objects
    if "@some" in frame.object:
        return bool(objects)
    # "Reached Athens", "left the country": where they went, and nothing that they did it to.
    placed = "@place-or-none" in frame.object and all(_is_place(scene, token) for token in objects)
    return named is not None or placed


def _is_place(scene: Scene, token: Token) -> bool:
    return token.i in scene.places or not scene.classes(token).isdisjoint({"town", "country"})


def subject_holds(scene: Scene, frame: Frame, args: Arguments) -> bool:
    """Whether the subject constraint holds; a passive without an agent satisfies none but "@none"."""
    if "@none" in frame.subject and not args.subjects:
        return True
    if "@some" in frame.subject:
        return bool(args.subjects)
    return any(scene.fits_compound(token, frame.subject) for token in args.subjects)


def prep_holds(scene: Scene, verb: Token, frame: Frame, args: Arguments) -> bool:
    """Whether one of the wanted phrases is there; particles and adverbs count as phrases without an object."""
    phrases = args.preps + [phrase for token in args.objects if args.passive for phrase in noun_phrases(token)]
    for wanted, inside in frame.prep:
        for prep, tokens in phrases:
            if prep.lower_ != wanted:
                continue
            if tokens and all(scene.is_time(token) for token in tokens):
                continue
            if inside is None or any(scene.fits_compound(token, (inside,)) for token in tokens):
                return True
            if inside and any(inside in _words_of(child) for child in prep.children):
                return True
        if inside is None and wanted in particle(verb) and not any(prep.lower_ == wanted for prep, _ in args.preps):
            return True
    return False


def _words_of(prep: Token) -> tuple[str, ...]:
    """ "of", and with what follows it "of action": "put four rebels out of action"."""
    return (str(prep.lower_), *(f"{prep.lower_} {lemma(noun)}" for noun in kids(prep, "pobj")))


def around_holds(scene: Scene, verb: Token, frame: Frame, args: Arguments) -> bool:
    """Whether a wanted word is in a verb's objects, phrases and clauses: "the roof of the embassy"."""
    roots = [*args.objects, *(prep for prep, _ in args.preps), *kids(verb, "ccomp")]
    return any(scene.fits(word, frame.needs) for root in roots for word in root.subtree)


def comp_holds(verb: Token, frame: Frame) -> bool:
    """Whether a complement begins with one of the wanted words."""
    found = kids(verb, "xcomp", "ccomp", "acomp", "oprd", "advcl", "attr", "advmod", "npadvmod", "prep")
    if frame.order:
        found = [child for child in found if not _is_statement(child)]
    if "@any" in frame.comp:
        return any(child.dep_ in ("xcomp", "ccomp") for child in found)
    words = {lemma(child) for child in found} | {str(child.lower_) for child in found}
    words |= {lemma(inner) for child in found if child.dep_ in ("acomp", "prep") for inner in child.children}
    words |= {lemma(inner) for child in found if is_chain(child) for inner in kids(child, "xcomp", "conj")}
    if any(kids(child, "neg") for child in found if child.dep_ == "xcomp"):
        # "told its staff not to leave"
        words.add("not")
    words |= {lemma(child) for item in kids(verb, "dobj") for child in kids(item, "acl", "relcl")}
    words |= {str(c.lower_) for item in spread(kids(verb, "dobj")) for c in kids(item, "amod", "acl") if c.i > item.i}
    return bool(words & set(frame.comp))


def _is_statement(clause: Token) -> bool:
    """True for a clause that says how things are ("tells me he does not want to go"), not what to do."""
    aux = {str(child.lower_) for child in kids(clause, "aux")}
    if clause.dep_ != "ccomp" or aux & {"to", "should", "must", "ought", "shall"}:
        return False
    return bool(aux) or clause.tag_ in ("VBZ", "VBD")


def modal_holds(verb: Token, frame: Frame) -> bool:
    """Whether one of the wanted auxiliaries stands by the verb; a bare verb in its first form is a command."""
    words = {str(child.lower_) for child in kids(verb, "aux")}
    if "@bare" in frame.modal:
        return not words and verb.tag_ in ("VB", "VBP")
    return bool(words & set(frame.modal))


def is_none(token: Token) -> bool:
    """True for a noun that "no" or "none of" takes away: "no police came", "took no action", "not a single officer"."""
    words = {str(child.lower_) for child in token.children}
    return token.lower_ == "nothing" or "no" in words or ("not" in words and "single" in words)


def is_negated(verb: Token, args: Arguments) -> bool:
    """True for "did not come", "no police came", "will no longer fly"."""
    if kids(verb, "neg") or any(is_none(token) for token in args.subjects + args.objects):
        return True
    return any(child.lower_ == "longer" and child.nbor(-1).lower_ == "no" for child in kids(verb, "advmod") if child.i)


def is_chain(token: Token) -> bool:
    """True for a complement that may hold the wanted verb one step further in ("ready to leave")."""
    return token.dep_ in ("xcomp", "ccomp")


def is_aimed(scene: Scene, noun: Token) -> bool:
    """True for a noun with people or a thing that it is aimed at."""
    people = {"person", "crowd", "force", "gunman", "facility", "vehicle"}
    return any(
        prep.lower_ in ("on", "at") and any(scene.classes(token) & people for token in tokens)
        for prep, tokens in noun_phrases(noun)
    )  # fmt: skip


def located(scene: Scene, noun: Token) -> bool:
    """True when a noun phrase says where its people stand ("2,500 troops still in Iraq")."""
    return any(
        prep.lower_ in ("in", "at", "on")
        and any(scene.classes(token) & {"country", "town", "facility"} for token in tokens)
        for prep, tokens in noun_phrases(noun)
    )  # fmt: skip


def near(scene: Scene, noun: Token, wanted: tuple[str, ...]) -> bool:
    """True when one of the wanted words modifies the noun, governs it, or begins one of its phrases."""
    around = [*modifiers_of(noun), noun.head, *noun.children]
    around += [token for prep, tokens in noun_phrases(noun) for token in tokens if prep.lower_ == "of"]
    return any(scene.fits(token, wanted) for token in around)


def governed(scene: Scene, noun: Token, wanted: tuple[str, ...]) -> bool:
    """True when one of the wanted words governs the noun, by itself or through a preposition, and no disease does."""
    if noun.dep_ == "ROOT":
        return "@root" in wanted
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    doers = kids(above if is_verb(above) else above.head, "nsubj")
    return scene.fits(above, wanted) and not any("nature" in scene.classes(doer) for doer in doers)
