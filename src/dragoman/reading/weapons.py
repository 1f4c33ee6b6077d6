"""Weapons of a sentence by their words and class, and those that belong to one event (data: weapons.csv)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..knowledge.composition import CompositionTable
from ..knowledge.tables import rows, tables
from ..model import Weapon
from .clause import children, is_verb, marker, subject
from .lemma import lemma, part_of_speech
from .parse import Sentence

if TYPE_CHECKING:
    from .token import Token


class WeaponReader:
    """Finds weapon words; the longest phrase wins, plurals and hyphens are seen through."""

    def __init__(
        self,
        classes: Mapping[tuple[str, ...], tuple[str, bool]],
        deeds: frozenset[str],
        verbs: Mapping[str, frozenset[str]],
    ) -> None:
        self._classes = classes
        self._deeds = deeds
        self._using, self._striking = verbs["use"], verbs["strike"]
        self._lasts = frozenset(words[-1] for words in classes)
        self._longest = max((len(words) for words in classes), default=1)
        self._openers = frozenset(words[0] for words in classes)

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> WeaponReader:
        """Read the shipped list and a user's own; `only` = instrument keeps a common word to its use as a weapon."""
        entries = rows("weapons.csv", folders)
        classes = {_words(row["words"]): (row["class"], row["only"] == "instrument") for row in entries}
        verbs: dict[str, set[str]] = {"use": set(), "strike": set()}
        for table in tables("weapons.toml", folders):
            for name, listed in verbs.items():
                listed.update(table.get("verbs", {}).get(name, ()))
        frozen = {name: frozenset(listed) for name, listed in verbs.items()}
        return cls(classes, CompositionTable.load(folders).hostile, frozen)

    def read(self, sentence: Sentence) -> list[Weapon]:
        """Every weapon word of a sentence in order; common words ("stone", "tank") only where they are used as arms."""
        return [weapon for weapon, _ in self._found(sentence)]

    def any_in(self, sentence: Sentence) -> bool:
        """True where a sentence has a word that can name a weapon: cheap, and asked first."""
        return bool(self._lasts & {form for token in sentence.tokens for form in _forms(token)})

    def of(self, sentence: Sentence, trigger: Token, others: Sequence[Token] = ()) -> tuple[Weapon, ...]:
        """Weapons of the event that `trigger` tells: its modifiers, instruments, what is fired, thrown or set off.

        A word of event can be the weapon's own ("airstrikes"); words that hang on the triggers of `others` are theirs.
        """
        found = self._found(sentence, trigger)
        if not found:
            return ()
        theirs = frozenset(other.i for other in others if other != trigger)
        tied = {token.i for token in _tied(trigger, theirs, self._using)}
        return tuple(weapon for weapon, tokens in found if any(token.i in tied for token in tokens))

    def _found(self, sentence: Sentence, trigger: Token | None = None) -> list[tuple[Weapon, Sequence[Token]]]:
        """Weapons with their tokens, worked out once for a trigger."""
        key = f"weapons {trigger.i if trigger is not None else '-'}"
        for_whom, kept = sentence.memo.get(key, (None, []))
        if for_whom is not self:
            kept = self._search(sentence, trigger)
            sentence.memo[key] = (self, kept)
        return list(kept)

    def _search(self, sentence: Sentence, trigger: Token | None) -> list[tuple[Weapon, Sequence[Token]]]:
        """The same, worked out; the trigger's own word counts without being used as arms."""
        tokens = [token for token in sentence.tokens if token.text not in "-–"]
        forms = [_forms(token) for token in tokens]
        found: list[tuple[Weapon, Sequence[Token]]] = []
        at = 0
        while at < len(tokens):
            length, entry = self._longest_at(forms, at)
            if entry is not None:
                taken = tokens[at : at + length]
                used = not self._is_target(taken[-1]) and (not entry[1] or self._is_instrument(taken[-1]))
                if used or (trigger in taken and not (entry[1] and is_verb(taken[-1]))):
                    taken = [*_calibre(tokens, at), *taken]
                    if found and found[-1][0].class_ == entry[0] and found[-1][1][-1].i + 1 == taken[0].i:
                        # "Fateh-110 missiles": a make and its kind are one weapon.
                        taken = [*found.pop()[1], *taken]
                    span = sentence.words(_without_fire(taken))
                    found.append((Weapon(span.start, span.end, span.text, entry[0]), taken))
            at += length
        return found

    def _is_target(self, token: Token) -> bool:
        """True for arms that a deed struck: "targeted missiles stored at the depot", "shot down a drone".

        Several drones shot down are those of the attack that they were stopped in.
        """
        struck = token.dep_ in ("dobj", "nsubjpass") and is_verb(token.head)
        if struck and lemma(token.head) == "shoot":
            return token.tag_ != "NNS" and any(child.lower_ == "down" for child in token.head.children)
        return struck and lemma(token.head) in self._deeds and lemma(token.head) not in self._using

    def _is_instrument(self, token: Token) -> bool:
        """True where a common word is used as arms: after "with", fired or thrown, or before attack, fire, blast."""
        head = token.head
        if is_verb(token):
            # "explosions rock the depot"
            return False
        if token.dep_ == "pobj":
            return head.lower_ in ("with", "by", "using", "of") and (is_verb(head.head) or head.lower_ != "of")
        if token.dep_ in ("dobj", "nsubjpass") and is_verb(head):
            return lemma(head) in self._using
        if token.dep_ == "nsubj":
            return lemma(head) in self._striking
        if token.dep_ == "conj":
            return self._is_instrument(head)
        return token.dep_ in ("compound", "amod", "nmod") and lemma(head) in self._deeds

    def _longest_at(self, forms: Sequence[tuple[str, ...]], at: int) -> tuple[int, tuple[str, bool] | None]:
        """Length and entry of the longest weapon phrase that begins at a word; (1, None) without one."""
        if not any(word in self._openers for form in forms[at] for word in _words(form)[:1]):
            return 1, None
        for length in range(min(self._longest, len(forms) - at), 0, -1):
            first = [form[0] for form in forms[at : at + length - 1]]
            for last in forms[at + length - 1]:
                joined = _words(" ".join([*first, last]))
                if joined in self._classes:
                    return length, self._classes[joined]
        return 1, None


_FIRE = frozenset({"fire", "round", "rounds", "burst", "bursts", "blast", "blasts"})


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as small-letter words, hyphens opened."""
    return tuple(phrase.lower().replace("-", " ").replace("–", " ").split())


def _without_fire(taken: Sequence[Token]) -> Sequence[Token]:
    """The arm of "machinegun fire" and "mortar rounds", without what comes out of it."""
    return taken[:-1] if len(taken) > 1 and taken[-1].lower_ in _FIRE else taken


def _calibre(tokens: Sequence[Token], at: int) -> list[Token]:
    """The "107 mm" before a weapon."""
    if at >= 2 and tokens[at - 1].lower_ == "mm" and tokens[at - 2].like_num:
        return [tokens[at - 2], tokens[at - 1]]
    return [tokens[at - 1]] if at and tokens[at - 1].lower_.endswith("mm") and tokens[at - 1].text[0].isdigit() else []


def _forms(token: Token) -> tuple[str, ...]:
    """Forms of a word to look up: as it stands, and its dictionary form or bare singular."""
    word = str(token.lower_)
    singular = word[:-1] if word.endswith("s") and len(word) > 3 else word
    base = lemma(token) if part_of_speech(token) == "NOUN" else word
    return tuple(dict.fromkeys((word, base, singular)))


def _tied(trigger: Token, others: frozenset[int], using: frozenset[str]) -> list[Token]:
    """Words that belong to the trigger's own clause or noun phrase, and not to another event's."""
    found: dict[int, Token] = {}
    for start in _starts(trigger):
        for token in _reach(start, trigger, others, using):
            found.setdefault(token.i, token)
    return list(found.values())


def _starts(trigger: Token) -> Iterator[Token]:
    """The trigger, the noun it modifies, and the verb that carries it out or that it is the means of."""
    yield trigger
    word = trigger
    while word.dep_ in ("compound", "amod", "nmod") and part_of_speech(word.head) == "NOUN":
        word = word.head
        yield word
    head = word.head
    if not is_verb(word) and is_verb(head) and word.dep_ in ("dobj", "nsubj", "nsubjpass", "attr"):
        yield head
    elif word.dep_ == "pobj" and head.lower_ in ("in", "by", "during", "with", "of") and head.head != head:
        yield head.head
    if is_verb(word) and word.dep_ in ("xcomp", "advcl", "conj") and is_verb(head):
        shares = word.dep_ != "advcl" or (word.tag_ in ("VBG", "VBN", "VB") and not marker(word))
        if shares and (word.dep_ != "conj" or subject(word) is None):
            yield head
    if word.dep_ in ("relcl", "acl") and part_of_speech(head) == "NOUN":
        yield head


def _reach(start: Token, trigger: Token, others: frozenset[int], using: frozenset[str]) -> Iterator[Token]:
    """A word with its noun phrases and instruments, stopping at clauses with a doer of their own."""
    queue = [start]
    while queue:
        word = queue.pop()
        yield word
        for child in word.children:
            if is_verb(child) and child.dep_ not in ("amod", "compound", "pcomp"):
                if child == trigger or _carries_means(child, using):
                    queue.append(child)
            elif child.dep_ == "prep" and is_verb(word) and child.lower_ in ("after", "before", "since", "over"):
                continue
            elif child.dep_ == "pobj" and child.i in others:
                # "arrested nine in response to rocket attacks": the rockets are the attacks'.
                continue
            else:
                queue.append(child)


def _carries_means(verb: Token, using: frozenset[str]) -> bool:
    """True for "using rockets", "firing mortars", "armed with knives": participles and doerless clauses."""
    if verb.dep_ in ("advcl", "acl", "conj", "xcomp", "relcl") and lemma(verb) in using:
        return subject(verb) is None or verb.dep_ == "relcl"
    return verb.dep_ in ("advcl", "acl") and verb.tag_ in ("VBG", "VBN") and not any(children(verb, "nsubj"))
