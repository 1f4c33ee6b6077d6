"""From head words to the parties of a mention: the actor found at that head, else the noun phrase itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ...knowledge.tables import rows
from ...model import ActorMention, MentionActor, Role, TextSpan
from ...model.actor import ActorType
from ..lemma import lemma, part_of_speech
from ..parse import Sentence
from .match import Scene
from .syntax import kids, modifiers_of, noun_phrases, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_ROLES: tuple[Role, ...] = ("actor", "recipient", "victim", "claimant", "blamed")
_DOERS = frozenset({"actor", "claimant", "blamed"})
_LEFT = frozenset({"compound", "amod", "nummod", "nmod", "poss", "quantmod", "advmod", "case", "punct", "npadvmod"})
_OF = frozenset({"of", "from", "with"})
_NOBODY = frozenset(
    {"one", "another", "other", "others", "some", "many", "those", "few", "anyone", "anybody", "nobody"}
)
"""Words that stand for people without telling anything of them: their number is a count, they are no party."""
_COUNTED = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands",
     "several", "others", "another", "some", "many"}
)  # fmt: skip
"""What a pronoun may stand for that tells nobody: "three of them" after "five rockets"."""
_WHO = frozenset({"person", "individual", "official", "gunman", "force", "staff", "crowd"})
_PART = frozenset({"including", "among"})
_BEFORE_OF = re.compile(r"\s(?:of|from|in|who|that|with)\s")
_NOTE = re.compile(r"\[[^\[\]]*\]\s*(?=\w)")
"""A note of the wire in square brackets that the parser took for a part of the phrase."""
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_CRAFT = frozenset({"aircraft", "ship", "drone", "rocket", "armour"})
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX", "WP$"})


def heads_of_actors(sentence: Sentence, actors: Sequence[ActorMention]) -> dict[int, ActorMention]:
    """Token index of each actor's head; where two share one, the longer wins."""
    found: dict[int, ActorMention] = {}
    for actor in actors:
        if not sentence.span.start <= actor.start < sentence.span.end:
            continue
        token = sentence.token_at(actor.head if actor.head >= 0 else actor.end - 1)
        if token is not None and (token.i not in found or _length(found[token.i]) < _length(actor)):
            found[token.i] = actor
    return found


def full_names(actors: Sequence[ActorMention], text: str) -> dict[str, tuple[int, int]]:
    """Where each person is first named in full: later mentions by surname stand for that."""
    found: dict[str, tuple[int, int]] = {}
    for actor in actors:
        if actor.type == "person" and actor.actor_id and actor.name and actor.antecedent is None:
            start, end = bare_name(text, actor.start, actor.end, actor.name)
            held = found.get(actor.actor_id)
            if held is None or len(text[start:end].split()) > len(text[held[0] : held[1]].split()):
                found[actor.actor_id] = (start, end)
    return found


def _length(actor: ActorMention) -> int:
    """Length of an actor's words."""
    return actor.end - actor.start


def parties(
    scene: Scene, told: Told, text: str, full: Mapping[str, tuple[int, int]] | None = None
) -> tuple[MentionActor, ...]:
    """Every party of an event, in role order, each span once; people told by their group bring the group along.

    `full`: where each person is named in full (see `full_names`).
    """
    found: list[MentionActor] = []
    seen: set[tuple[str, int, int]] = set()
    for role in _ROLES:
        for token in _with_parts(scene, role, told.parties.get(role, ())):
            party = _owner(scene, role, token, text) or _party(scene, role, token, text)
            if party is None or (role in _DOERS and _is_denied(token)) or not _is_fit(scene, told, party, token):
                continue
            for one in _with_group(scene, _in_full(party, text, full or {}), token, text):
                if (role, one.start, one.end) not in seen:
                    seen.add((role, one.start, one.end))
                    found.append(one)
    hurt = {(party.start, party.end) for party in found if party.role == "victim"}
    kind = scene.book.kinds.get(told.kind)
    # "The president survived an attempt to kill him": whom it was on is no doer of it.
    own = ("recipient", "actor") if kind is not None and kind.group == "violence" else ("recipient",)
    return tuple(party for party in found if party.role not in own or (party.start, party.end) not in hurt)


def _with_parts(scene: Scene, role: Role, tokens: Sequence[Token]) -> Iterator[Token]:
    """Party words: names for descriptions that have them in apposition, parts of those who suffer."""
    for token in tokens:
        yield from _named(scene, token)
        if role in ("recipient", "victim"):
            for prep in kids(token, "prep"):
                if prep.lower_ in _PART:
                    yield from spread(kids(prep, "pobj"))


def _named(scene: Scene, token: Token) -> list[Token]:
    """The names of persons in apposition to a description ("the mayor, Juan Perez"), else the word itself."""
    own = scene.actors.get(token.i)
    if own is not None and own.actor_id is not None:
        return [token]
    for other in (*kids(token, "appos"), *([token.head] if token.dep_ == "appos" else [])):
        names = [word for word in spread([other]) if _is_person(scene, word)]
        if names:
            return names
    return [token]


def _is_person(scene: Scene, token: Token) -> bool:
    """True for the head of a person's name."""
    actor = scene.actors.get(token.i)
    return actor is not None and actor.type == "person" and actor.actor_id is not None


def _is_fit(scene: Scene, told: Told, party: MentionActor, token: Token) -> bool:
    """False for words that cannot do or suffer violence: amounts alone, places, times, weapons and abstractions."""
    kind = scene.book.kinds.get(told.kind)
    if kind is None or _covers(scene, party, told.trigger):
        return False
    if party.link is not None and party.text.lower() in _COUNTED:
        return False
    if party.actor_id is not None or party.link is not None or party.role in ("claimant", "blamed"):
        return True
    if _is_number(scene, party, token) or _is_duration(scene, token):
        return False
    if kind.group != "violence":
        return _can_deal(scene, party, token)
    if token.tag_ in ("NNP", "NNPS"):
        return token.i not in scene.places or token.i in scene.actors
    listed = scene.book.classes.get(lemma(token), frozenset())
    if party.role == "actor":
        return party.type not in ("facility",) and ("no party" not in listed or "individual" in listed)
    return "no party" not in listed or "individual" in listed


def _covers(scene: Scene, party: MentionActor, word: Token) -> bool:
    """True where the party is the event's own word: "Travel Advisory" of a travel advisory."""
    own = party.link is None and party.start <= scene.sentence.offset(word) < party.end
    return own and (word.tag_ in ("NNP", "NNPS") or not scene.classes(word) & _WHO)


def _is_number(scene: Scene, party: MentionActor, token: Token) -> bool:
    """True for an amount without the people or things it counts: "three of them", "more than 40", "38 of 55"."""
    if token.lower_ in _NOBODY and len(party.text) == len(token.text):
        return True
    if token.tag_ != "CD":
        return False
    counted = [word for prep in kids(token, "prep") if prep.lower_ == "of" for word in kids(prep, "pobj")]
    return not any(scene.classes(word) & _WHO for word in counted if word.tag_ not in _PRONOUNS)


def _is_duration(scene: Scene, token: Token) -> bool:
    """True for a stretch of time: "more than a year", "the past week"."""
    return scene.is_time(token) and token.i not in scene.actors and token.tag_ not in ("NNP", "NNPS")


def _can_deal(scene: Scene, party: MentionActor, token: Token) -> bool:
    """False for abstractions, and for craft as doers of what only people and bodies do ("evacuated by ship")."""
    if token.tag_ in ("NNP", "NNPS") or (token.i in scene.actors and party.type != "facility"):
        return True
    listed = scene.book.classes.get(lemma(token), frozenset())
    if party.role == "actor" and _CRAFT & listed:
        return False
    return "no party" not in listed or "individual" in listed


def _in_full(party: MentionActor, text: str, full: Mapping[str, tuple[int, int]]) -> MentionActor:
    """A person told by surname stands for the full name told elsewhere; the link keeps where the surname stands."""
    start, end = full.get(party.actor_id or "", (party.start, party.end))
    if party.type != "person" or len(text[start:end].split()) <= len(party.text.split()):
        return party
    return replace(party, start=start, end=end, text=text[start:end], link=party.link or (party.start, party.end))


def _with_group(scene: Scene, party: MentionActor, token: Token, text: str) -> list[MentionActor]:
    """A party and the group it is told to be of: "FMLN guerrillas", "members of the Shining Path"."""
    listed = scene.book.classes.get(lemma(token), frozenset())
    people = token.tag_ in ("NN", "NNS") and "individual" in listed and "body" not in listed
    if party.role not in ("actor", "claimant", "blamed") or not people:
        return [party]
    if party.link is not None:
        if party.type not in ("group", "organisation"):
            return [party]
        # "The guerrillas" after the group's name: the people of this sentence, and the group by its link.
        start, end = party.link
        return [MentionActor(party.role, "person", start, end, text[start:end]), party]
    if party.actor_id is not None and party.type in ("group", "organisation"):
        # "FMLN rebels" stands for the FMLN in the actor reader: the people and their group are told in one phrase.
        if token.tag_ == "NN" and "/" in party.actor_id:
            # "the coast guard": a body of its state by a noun that elsewhere tells of one person.
            return [party]
        cut = scene.sentence.offset(token)
        name = text[party.start : cut].rstrip()
        if not name or cut >= party.end:
            return [party]
        group = replace(party, end=party.start + len(name), text=name)
        return [replace(party, type="person", actor_id=None, name=None), group]
    if lemma(token) == "member":
        whole = noun_phrase(scene.sentence, token)
        found = [replace(party, start=whole.start, end=whole.end, text=whole.text)]
    else:
        found = [party]
    near = [
        *modifiers_of(token),
        *(word for prep, words in noun_phrases(token) if prep.lower_ in _OF for word in words),
    ]
    for word in near:
        actor = scene.actors.get(word.i) or _covering(scene, word)
        if actor is not None and actor.type in ("group", "organisation") and (actor.actor_id or actor.name):
            found.append(_from_actor(party.role, actor, text, actor.type))
    return found


def _party(scene: Scene, role: Role, token: Token, text: str) -> MentionActor | None:
    """The party that a head word stands for; None for a pronoun nobody resolved and for words that are no party."""
    actor = scene.actors.get(token.i) or _covering(scene, token)
    if actor is not None:
        if actor.antecedent is None and actor.actor_id is None and token.tag_ in _PRONOUNS:
            return None
        return _after_time(scene, _from_actor(role, actor, text, _described_as(scene, actor, token, text)), text)
    if token.tag_ in _PRONOUNS or part_of_speech(token) not in ("NOUN", "ADJ", "NUM"):
        return None
    state = _by_adjective(scene, role, token)
    if state is not None:
        return state
    if part_of_speech(token) == "ADJ" and not token.text[:1].isupper():
        return None
    if token.lower_ in scene.book.nouns and token.tag_ in ("NN", "NNS"):
        return None
    words = noun_phrase(scene.sentence, token)
    return MentionActor(role, _type_of(scene, token), words.start, words.end, words.text)


def _after_time(scene: Scene, party: MentionActor, text: str) -> MentionActor:
    """A party without the time that the parser hung before it: "Last weekend gunmen"."""
    if party.actor_id is not None or party.link is not None:
        return party
    words = scene.sentence.tokens_in(TextSpan(party.start, party.end, ""))
    first = next((i for i, word in enumerate(words) if word.i not in scene.times), 0)
    start = scene.sentence.offset(words[first]) if first else party.start
    return replace(party, start=start, text=text[start : party.end])


def _owner(scene: Scene, role: Role, token: Token, text: str) -> MentionActor | None:
    """Whose a craft or weapon is: "U.S. aircraft struck" tells of the United States, which the craft belong to."""
    if role not in ("actor", "blamed") or token.tag_ not in ("NN", "NNS"):
        return None
    if not _CRAFT & scene.book.classes.get(lemma(token), frozenset()):
        return None
    whole = scene.actors.get(token.i)
    for word in modifiers_of(token):
        actor = scene.actors.get(word.i) or _covering(scene, word)
        if actor is not None and actor.type in ("country", "group", "organisation") and actor.antecedent is None:
            return _from_actor(role, actor, text, actor.type)
        span = scene.sentence.token_span(word)
        if whole is not None and whole.country and word.tag_ in ("NNP", "JJ") and whole.start == span.start:
            words = text[span.start : span.end]
            name = next((state[1] for state in _states().values() if state[0] == whole.country), None)
            return MentionActor(role, "country", span.start, span.end, words, whole.country, name, "GOV", whole.country)
    return None


@lru_cache(maxsize=1)
def _states() -> Mapping[str, tuple[str, str]]:
    """Adjective of a state, in small letters, to its alpha-3 code and name."""
    return {
        adjective.lower(): (row["alpha3"], row["name"])
        for row in rows("actors/countries.csv")
        for adjective in row["adjectives"].split(";")
        if adjective
    }


def _by_adjective(scene: Scene, role: Role, token: Token) -> MentionActor | None:
    """ "American airstrikes": the state whose deed the noun tells."""
    if token.dep_ not in ("amod", "compound", "nmod") or token.lower_ not in _states():
        return None
    code, name = _states()[str(token.lower_)]
    words = scene.sentence.words([token])
    return MentionActor(role, "country", words.start, words.end, words.text, code, name, "GOV", code)


def _is_denied(token: Token) -> bool:
    """True for "no group" and "none": nobody claims."""
    denying = any(word.lower_ in ("no", "neither") for word in kids(token, "det"))
    return denying or token.lower_ in ("none", "nobody")


def _covering(scene: Scene, token: Token) -> ActorMention | None:
    """An actor whose words hold this one, where the parser took another word for the head."""
    at = scene.sentence.offset(token)
    return next((a for a in scene.actors.values() if a.start <= at < a.end and token.tag_ in ("NNP", "NNPS")), None)


def _described_as(scene: Scene, actor: ActorMention, token: Token, text: str) -> ActorType:
    """People told by description ("guerrillas", "three soldiers") are persons; the force they serve in is a group."""
    if actor.actor_id is not None or actor.type not in ("group", "unnamed"):
        return actor.type
    if actor.antecedent is not None:
        return _type_of_words(scene, text[actor.antecedent[0] : actor.antecedent[1]], actor.type)
    return _type_of_words(scene, str(token.lower_), actor.type)


def _type_of_words(scene: Scene, words: str, told: ActorType) -> ActorType:
    """Type of what a pronoun stands for, by the head of its words."""
    head = _BEFORE_OF.split(words.lower().strip())[0].split()
    forms = _singulars(head[-1]) if head else ()
    listed = frozenset().union(*(scene.book.classes.get(form, frozenset()) for form in forms))
    return "person" if "individual" in listed and "body" not in listed else told


def _singulars(word: str) -> tuple[str, ...]:
    """A word and what it may be the plural of."""
    return word, word.removesuffix("s"), word.replace("men", "man")


def _from_actor(role: Role, actor: ActorMention, text: str, type_: ActorType) -> MentionActor:
    """A party from an actor; a resolved pronoun or noun stands where its antecedent does, and the link says so."""
    start, end, link = actor.start, actor.end, None
    if actor.antecedent is not None:
        (start, end), link = actor.antecedent, (actor.start, actor.end)
    if type_ == "person" and actor.name and actor.actor_id:
        start, end = bare_name(text, start, end, actor.name)
    note = _NOTE.match(text, start, end)
    if note is not None and actor.actor_id is None:
        start = note.end()
    return MentionActor(
        role, type_, start, end, text[start:end], actor.actor_id, actor.name, actor.sector, actor.country, link
    )


def bare_name(text: str, start: int, end: int, name: str) -> tuple[int, int]:
    """The stretch of a person's words that is the name, titles and offices left off; all of it where none is found."""
    parts = {word.lower() for word in _NAME_WORD.findall(name)}
    own = [word for word in _NAME_WORD.finditer(text, start, end) if word.group().lower() in parts]
    return (own[0].start(), own[-1].end()) if own else (start, end)


def noun_phrase(sentence: Sentence, head: Token) -> TextSpan:
    """A noun phrase without determiner, relative clause and most phrases behind it; "of" and places stay."""
    words = [head]
    for child in head.children:
        if child.i < head.i and child.dep_ in _LEFT and child.lower_ not in (",", "-", "--", "—"):
            words += [token for token in child.subtree if token.i < head.i]
    left = sorted(words, key=lambda token: token.i)
    while left[0] != head and (left[0].is_punct or left[0].tag_ in ("DT", "RB", "PRP$", "IN", "CC")):
        left = left[1:]
    tail = next(
        (child for child in head.children if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1),
        None,
    )
    if tail is not None:
        left += [token for token in tail.subtree if token.i - tail.i <= 6 and not token.is_punct]
    return sentence.words(left)


def _type_of(scene: Scene, token: Token) -> ActorType:
    """Type of an undescribed party by its noun's classes."""
    if token.tag_ in ("NNP", "NNPS") and token.i in scene.places:
        return "country"
    named = token.tag_ in ("NNP", "NNPS")
    listed = set(scene.book.classes.get(str(token.lower_), ()))
    own = listed if named else listed | scene.classes(token)
    if not named and "individual" in own and "body" not in own:
        return "person"
    if own & {"thing"} and not own & {"person", "gunman", "force"}:
        return "facility"
    if own & {"person", "gunman", "official", "crowd", "staff"}:
        return "person" if not own & {"force"} or own & {"person"} else "group"
    if own & {"force"}:
        return "group"
    if "country" in own and not named:
        return "country"
    return "organisation" if named else "unnamed"
