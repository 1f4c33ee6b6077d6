"""Which frame a word stands in: its constraints held against the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...knowledge.frame import Frame
from ..lemma import lemma
from .arguments import Arguments, arguments
from .called import forms
from .constraints import (
    around_holds,
    comp_holds,
    governed,
    is_aimed,
    is_negated,
    located,
    modal_holds,
    near,
    object_holds,
    prep_holds,
    subject_holds,
)
from .scene import PERSONAL, Scene
from .syntax import kids, particle

if TYPE_CHECKING:
    from ..token import Token


@dataclass(slots=True)
class Match:
    """A frame whose constraints hold, with the arguments of its word and the object word it names, if any."""

    frame: Frame
    args: Arguments
    named: Token | None = None


def match_verb(scene: Scene, verb: Token) -> Match | None:
    """The most demanding frame of a verb that holds, or None."""
    word = _listed_as(scene, verb)
    frames = scene.frames_of(word) if word else ()
    if not frames:
        return None
    args = arguments(verb)
    particles = particle(verb)
    for frame in frames:
        if frame.particle and frame.particle not in particles:
            continue
        if frame.bare and kids(verb, "prt"):
            continue
        found = _holds(scene, verb, frame, args)
        if found:
            return found
    return None


def _listed_as(scene: Scene, verb: Token) -> str | None:
    """The word whose frames are a verb's; its whole first, where it is a compound ("lathi-charged", "tear gassed")."""
    verbs = scene.book.verbs
    before = verb.nbor(-1) if verb.i else None
    if before is not None and before.text == "-" and verb.i >= 2:
        before = verb.nbor(-2)
    words = (lemma(verb), str(verb.lower_), *_stems(verb))
    wholes = [f"{before.lower_}-{word}" for word in words] if before is not None else []
    return next((word for word in (*wholes, *words) if word in verbs), None)


def _stems(verb: Token) -> tuple[str, ...]:
    """What a past form or participle may come from where the lemmatiser does not know the verb: "necklaced"."""
    word = str(verb.lower_)
    if lemma(verb) == word and word.endswith("ed") and len(word) > 5:
        return word[:-1], word[:-2]
    return ()


def _holds(scene: Scene, verb: Token, frame: Frame, args: Arguments) -> Match | None:
    """The match, when every constraint of the frame holds."""
    args = _headline_passive(verb, frame, args)
    if frame.prep and not frame.object and args.passive and verb.dep_ == "acl" and verb.head.dep_ == "ROOT":
        # The parser took the verb of the sentence for a participle: "A report called for sanctions."
        args = Arguments(args.objects, [], args.datives, args.preps)
    objects = args.objects + args.datives
    named = next((token for token in args.objects if scene.fits_compound(token, frame.object)), None)
    if frame.object and not object_holds(scene, frame, objects, named):
        return None
    if frame.subject and not subject_holds(scene, frame, args):
        return None
    if frame.prep and not prep_holds(scene, verb, frame, args):
        return None
    if frame.negated and not is_negated(verb, args):
        return None
    if frame.modal and not modal_holds(verb, frame):
        return None
    if frame.main and verb.dep_ in ("relcl", "acl", "advcl", "pcomp", "pobj"):
        return None
    if frame.active and verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod") and not kids(verb, "agent"):
        return None
    if frame.comp and not comp_holds(verb, frame):
        return None
    if frame.needs and not around_holds(scene, verb, frame, args):
        return None
    if frame.number and not any(kids(token, "nummod") for token in (args.subjects + args.objects)):
        return None
    return Match(
        frame,
        args,
        named
        if any(not part.startswith("@") or part[1:] not in ("some", "none", "any") for part in frame.object)
        else None,
    )


def _headline_passive(verb: Token, frame: Frame, args: Arguments) -> Arguments:
    """ "Two soldiers killed in attack": a past form without the object its frame needs is a passive."""
    if args.passive or args.objects or frame.object == ("@none",):
        return args
    if any(token.lower_ in PERSONAL for token in kids(verb, "nsubj")):
        # "He moved to Leeds": no headline has a pronoun before its participle.
        return args
    if frame.kind == "arson" and frame.comp and verb.tag_ in ("VBN", "VBD") and not kids(verb, "aux"):
        # "sections of the building set ablaze"
        before = verb.nbor(-1) if verb.i else None
        # "as parliament set ablaze": the parser may take the subject for the object of "as".
        burnt = args.subjects or ([before] if before is not None and before.tag_.startswith("NN") else [])
        return Arguments([], burnt, args.datives, args.preps, True)
    if not frame.object:
        return args
    if verb.tag_ not in ("VBN", "VBD") or kids(verb, "aux", "xcomp", "ccomp") or verb.dep_ in ("relcl", "ccomp"):
        return args
    if frame.group_needs_object and args.subjects:
        agents = [token for prep, tokens in args.preps if prep.lower_ == "by" for token in tokens]
        return Arguments(agents, args.subjects, args.datives, args.preps, True)
    return args


def _is_name(noun: Token) -> bool:
    """True for a word in capitals between words that are in small letters."""
    around = [noun.doc[at] for at in (noun.i - 2, noun.i - 1, noun.i + 1, noun.i + 2) if 0 <= at < len(noun.doc)]
    words = [token for token in around if token.text.isalpha() and len(token.text) > 1]
    return bool(words) and all(token.text.islower() for token in words)


def match_noun(scene: Scene, noun: Token) -> Frame | None:
    """The frame of a noun of event, or None; "the RAID" beside words in small letters is a name."""
    if noun.text.isupper() and len(noun.text) > 1 and not scene.sentence.text.isupper() and _is_name(noun):
        return None
    listed = sorted(forms(noun), key=len, reverse=True)
    frames = next((scene.book.nouns[form] for form in listed if form in scene.book.nouns), ())
    for frame in frames:
        if frame.lower and noun.text[:1].isupper() and noun.i > 0:
            continue
        if frame.needs and not near(scene, noun, frame.needs):
            continue
        if frame.under and not governed(scene, noun, frame.under):
            continue
        if frame.aimed and not is_aimed(scene, noun):
            continue
        if frame.number and not (kids(noun, "nummod") and located(scene, noun)):
            continue
        return frame
    return None
