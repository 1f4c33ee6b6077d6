"""Events told by nouns: "a rocket attack on the embassy", "the killing of", "Thursday's strike"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...knowledge.frame import Frame
from ...model import ActorMention
from ..lemma import lemma
from .arguments import arguments
from .match import match_noun
from .membership import ARMED
from .scene import Scene
from .subjects import surface_subject
from .syntax import above_amount, is_verb, kids, modifiers_of, noun_phrases, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_TARGET = frozenset({"on", "against", "at", "upon", "toward", "towards", "into", "targeting"})
_PARTIES = frozenset({"country", "gunman", "force", "crowd", "person", "official", "worker"})
_ABOUT, _AGAINST = frozenset({"of", "in", "with"}), frozenset({"on", "against"})
_JOINT = frozenset({"between", "with", "among"})
_SAID_TO_BE = frozenset({"attr", "acomp", "oprd", "dobj"})
"""PLOVER sectors of groups that bear arms outside the state."""
_NOUN_PLACES = frozenset({"pobj", "nsubj", "nsubjpass", "dobj", "attr"})


def told_by_noun(scene: Scene, noun: Token) -> Told | None:
    """The event that a noun tells, or None."""
    doer = _doer_of_gerund(scene, noun)
    if not str(noun.tag_).startswith("NN") and not _is_gerund(noun) and doer is None:
        return None
    frame = match_noun(scene, noun)
    if frame is None or _is_harmless(scene, noun):
        return None
    status = None
    if noun.dep_ in ("compound", "nmod", "amod"):
        status = scene.book.outer.get(lemma(noun.head), scene.book.outer.get(str(noun.head.lower_)))
        if status is None:
            return None
    told_above = _said_above(scene, noun)
    told = Told(noun, _kind_of(scene, noun, frame), frame, noun=True, status=status or told_above or frame.status)
    outer = noun.head if status is not None else noun
    _from_modifiers(scene, told, outer)
    _from_phrases(scene, told, outer)
    _from_light_verb(scene, told, outer)
    _from_target_of(scene, told, outer)
    if doer is not None:
        told.add("actor", [doer])
    _settle_kind(scene, told)
    return told


def _is_gerund(word: Token) -> bool:
    """True for a verb in -ing that stands as a noun: "killed in police firing", "the shelling went on"."""
    return word.tag_ == "VBG" and word.dep_ in _NOUN_PLACES and not kids(word, "dobj", "aux", "nsubj")


def _doer_of_gerund(scene: Scene, word: Token) -> Token | None:
    """ "in police firing" where the parser hangs the gerund on its doer as if it were a clause."""
    head = word.head
    if word.tag_ != "VBG" or word.dep_ != "acl" or head.i != word.i - 1 or kids(head, "det") or kids(word, "dobj"):
        return None
    return head if head.dep_ in _NOUN_PLACES and scene.classes(head) & {"force", "child_of_state"} else None


def _said_above(scene: Scene, noun: Token) -> str | None:
    """Status from a noun above: "the risk of terrorism and kidnapping"."""
    node = noun
    while node.dep_ == "conj" and not is_verb(node.head):
        node = node.head
        if scene.book.outer.get(lemma(node)):
            return scene.book.outer[lemma(node)]
    if node.dep_ == "pobj" and node.head.lower_ in ("of", "for"):
        return scene.book.outer.get(lemma(node.head.head)) or None
    return None


def _is_harmless(scene: Scene, noun: Token) -> bool:
    """True for "heart attack", "price war", "an explosion of interest"."""
    if any(child.lower_ in scene.book.harmless for child in modifiers_of(noun) if child.dep_ != "poss"):
        return True
    for prep, tokens in noun_phrases(noun):
        words = scene.book.contents if prep.lower_ in _ABOUT else scene.book.aims if prep.lower_ in _AGAINST else ()
        if any(lemma(token) in words for token in tokens):
            return True
    return False


def _kind_of(scene: Scene, noun: Token, frame: Frame) -> str:
    """The kind that the noun's modifiers give it, the most telling first, else the frame's own."""
    if not frame.modifiers:
        return frame.kind
    words = {form for child in modifiers_of(noun) for form in (lemma(child), str(child.lower_))}
    if noun.dep_ in ("compound", "nmod"):
        words |= {form for child in kids(noun.head, "compound", "amod") for form in (lemma(child), str(child.lower_))}
    ranked = sorted(scene.book.modifiers[word] for word in words if word in scene.book.modifiers)
    for _, kind in ranked:
        if (kind == "strike_action") == (lemma(noun) == "strike" and kind == "strike_action"):
            return kind
    return frame.kind


def _from_modifiers(scene: Scene, told: Told, noun: Token) -> None:
    """Parties that stand before the noun: "Iranian attacks", "the embassy attack", "the Soleimani killing"."""
    has_of = any(prep.lower_ == "of" for prep, _ in noun_phrases(noun))
    owner = above_amount(noun)
    words = modifiers_of(noun) + (kids(owner, "poss") if owner != noun else [])
    for token in words:
        if (
            token == told.trigger
            or lemma(token) in scene.book.modifiers
            or scene.is_time(token)
            or token.tag_ in ("VBN", "VBD", "VBG", "CD")
        ):
            continue
        classes = scene.classes(token)
        actor = scene.actors.get(token.i)
        if token.i in scene.places and (_is_of_building(scene, noun, token) or _is_seat(actor, token)):
            # "the Moscow concert hall attack", "the Kabul bombing": where it was, not whose it was.
            continue
        if "facility" in classes and not (actor and actor.type in ("country", "group", "person")):
            told.add("recipient", [token])
        elif token.i in scene.places and not classes & {"gunman", "force"} and actor is None:
            continue
        elif actor is not None or classes & _PARTIES or token.tag_ in ("NNP", "NNPS"):
            people = "individual" in scene.book.classes.get(lemma(token).lower(), ()) or "individual" in classes
            is_people = actor is None or actor.type in ("person", "unnamed") or (token.dep_ == "poss" and people)
            struck = told.frame.inner == "object" or _is_named_after(scene, told, noun, token)
            inner = struck and not has_of and (is_people and token.tag_ != "JJ")
            told.add(told.frame.object_role if inner else "actor", [token])


def _is_of_building(scene: Scene, noun: Token, token: Token) -> bool:
    """True for a word that stands before another noun, a building, and not before the deed itself."""
    return token.head != noun and token.dep_ == "compound" and "facility" in scene.classes(token.head)


def _is_seat(actor: ActorMention | None, token: Token) -> bool:
    """True for a capital's name that could stand for its government: before a noun of deed it is the place."""
    return actor is not None and actor.type == "country" and actor.text.lower() != (actor.name or "").lower() and (
        token.dep_ == "compound" and token.tag_ == "NNP" and len(token.text) > 3 and token.text.isalpha()
    )  # fmt: skip


def _is_named_after(scene: Scene, told: Told, noun: Token, token: Token) -> bool:
    """ "the Rushdie attack": a deed called after a person is called after whom it struck, unless another target stands
    by it ("the Obama strike on the camp"), or it is his ("Obama's strike")."""
    actor, kind = scene.actors.get(token.i), scene.book.kinds.get(told.kind)
    if actor is None or actor.type != "person" or token.dep_ != "compound" or not kind or kind.group != "violence":
        return False
    return not any(prep.lower_ in _TARGET for prep, _ in noun_phrases(noun))


def _from_phrases(scene: Scene, told: Told, noun: Token) -> None:
    """Parties in the noun's phrases: on, against, at, by, of, between."""
    for prep, tokens in noun_phrases(noun):
        word = str(prep.lower_)
        tokens = [token for token in tokens if not scene.is_time(token) and token.tag_ != "CD"]
        if word in _TARGET:
            told.add(told.frame.object_role, tokens)
        elif word == "by":
            told.add("actor", tokens)
        elif word == "of" and told.frame.inner == "object":
            told.add(told.frame.object_role, tokens)
        elif word == "of":
            told.add("recipient", [token for token in tokens if scene.classes(token) & {"person", "facility", "ship"}])
        elif word in _JOINT and told.kind in scene.known.traits.between:
            told.add("actor" if word != "with" else "recipient", tokens)
        elif word in ("in", "inside", "near", "outside") and told.kind in scene.known.traits.inside:
            told.add(
                "recipient",
                [token for token in tokens if scene.is_building(token)],
            )


def _from_light_verb(scene: Scene, told: Told, noun: Token) -> None:
    """Parties lent by a verb that has the noun as its object: "militias launched an attack on the base"."""
    outer = above_amount(noun)
    verb = outer.head
    participle = next((child for child in kids(outer, "acl", "relcl") if is_verb(child)), None)
    if outer.dep_ in ("dobj", "nsubjpass", "attr") and is_verb(verb):
        _lend(scene, told, verb)
    if participle is not None:
        _lend(scene, told, participle)


def _from_target_of(scene: Scene, told: Told, noun: Token) -> None:
    """Who was struck, from a word that says so: "the mayor was the target of an attack", "fell victim to a blast"."""
    outer = above_amount(noun)
    word = outer.head.head if outer.dep_ == "pobj" and outer.head.lower_ in ("of", "to") else None
    if word is None or "struck" not in scene.classes(word):
        return
    if word.dep_ in _SAID_TO_BE and is_verb(word.head):
        told.add(told.frame.object_role, spread(surface_subject(word.head)))
    elif word.dep_ == "appos":
        told.add(told.frame.object_role, [word.head])


def _lend(scene: Scene, told: Told, verb: Token) -> None:
    """Give the subject of a light verb the role that the verb lends, and its phrases theirs."""
    group = scene.book.kinds[told.kind].group if told.kind in scene.book.kinds else "violence"
    light = next((item for item in scene.book.light.get(lemma(verb), ()) if group in item.groups), None)
    if light is None:
        return
    if kids(verb, "oprd"):
        # "called the protests treason": named, and not held.
        return
    args = arguments(verb)
    held = {told.trigger, above_amount(told.trigger), told.trigger.head}
    if args.objects and not args.passive and not held & set(args.objects):
        return
    if light.subject != "none":
        told.add(light.subject, args.subjects)
        told.extra.append(verb)
        for prep, tokens in args.preps:
            if prep.lower_ in ("on", "against", "at", "upon"):
                told.add(told.frame.object_role, [token for token in tokens if not scene.is_time(token)])


def _settle_kind(scene: Scene, told: Told) -> None:
    """Kinds that the parties decide: strikes of workers, attacks on ships, crowds that attack buildings."""
    actors = told.parties.get("actor", [])
    hit = told.parties.get("recipient", [])
    word = lemma(told.trigger)
    of_workers = any(scene.fits(token, ("@worker", "@crowd")) for token in actors)
    if word == "strike" and told.kind == "air_strike" and of_workers and not hit:
        told.kind = "strike_action"
    if told.kind == "raid" and any(is_irregular(scene, token) for token in actors):
        told.kind = "assault"
    if told.kind in ("assault", "shelling") and any("ship" in scene.classes(token) for token in hit):
        told.kind = "ship_attack"
    if told.kind == "assault" and any(
        scene.fits(token, ("mob", "crowd", "protester", "swarm", "demonstrator")) for token in actors
    ):
        told.kind = "storming" if any("building" in scene.classes(token) for token in hit) else told.kind


def is_irregular(scene: Scene, token: Token) -> bool:
    """True for armed men whom no state commands, by their noun or by the group that they are known as."""
    actor = scene.actors.get(token.i)
    return "irregular" in scene.book.classes.get(lemma(token), ()) or (actor is not None and actor.sector in ARMED)
