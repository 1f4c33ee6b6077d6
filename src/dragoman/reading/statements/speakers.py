"""Who speaks: the words of a source tied to an actor, a pronoun to an earlier speaker, a surname to the full name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...model import ActorMention, Source
from ..voices import Voices
from .features import head_of
from .pairs import ORDINAL, one_of_two, pair_before
from .speaker_words import THEY, Speaker, SpeakerWords, linked, wanted_by
from .threats import AUTHORITY
from .tree import Page, Range, Tree

_TITLES = frozenset(
    {"mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr."}
    | {"gen.", "sen.", "rep.", "lt.", "col.", "maj.", "gov.", "capt.", "adm."}
)
_MALE, _FEMALE = frozenset({"mr.", "mr"}), frozenset({"mrs.", "mrs", "ms.", "ms"})


_NEAR = 2
_FAR = 15
"""Sentences between a pronoun and who was heard last."""
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_DECIDING = _STATE | {"IGO", "REB", "PAR", "PTY"}
_LONGEST_ACTOR = 2_000
"""Code points: the longest sentence that is parsed whole."""


@dataclass(slots=True)
class Cast:
    """The speakers of one report, in the order in which they are met."""

    page: Page
    actors: Sequence[ActorMention]
    words: SpeakerWords
    voices: Voices = field(default_factory=Voices)
    met: list[Speaker] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Full name by last name."""
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Actors in text order, to be found by their offsets."""
        self.actors = sorted(self.actors, key=lambda actor: actor.start)
        self._starts = [actor.start for actor in self.actors]

    def speaker(self, tree: Tree, tokens: Range, inner: bool = False) -> Source:
        """The source in these tokens, resolved; it becomes known to what follows. `inner`: in what another says."""
        start, end = tree.chars(tokens)
        source = Source(start, end, self.page.text[start:end])
        head = head_of(tree, tokens)
        actor = self._actor_at(tree.start[head])
        if actor is not None and (actor.actor_id or actor.name):
            link = actor.antecedent
            if link is not None and self._inside_quotation(link, start):
                # Whom the quoted words name did not speak them: "... when we ousted Saddam Hussein," he said.
                return self._pronoun(tree, head, source)
            if link is None and actor.actor_id is None and (actor.name or "").islower():
                actor = self._apposed(tree, tokens, head) or actor
            source = replace(source, actor_id=actor.actor_id, name=actor.name, link=link)
            nearer = self._heard_since(tree, head, source) if link is not None else None
            if nearer is not None:
                return nearer
            if link is not None:
                kind = self._kind(tree, tokens, head, actor)
                self.met.append(Speaker(source, kind, self._sex(tree, tokens), tree.index, False, inner))
                return source
        word = tree.lower[head]
        if word in ORDINAL and (one := one_of_two(self.page, tree, word)) is not None:
            return linked(source, self.speaker(*one))
        if word == "both" and (pair := pair_before(self.page, tree, source)) is not None:
            return pair
        if tree.tag[head] in ("PRP", "WP", "WDT", "DT") or word in THEY:
            return self._pronoun(tree, head, source)
        if source.name is None:
            source = replace(source, name=self._name(tree, tokens, head))
        kind = self._kind(tree, tokens, head, actor)
        owner = tree.kid(head, "poss")
        if kind == "document" and source.actor_id is None and owner is None:
            source = self._maker(tree, source)
        elif kind == "document" and owner is not None and tree.tag[owner] == "PRP$":
            # "Its statement" is whose it is.
            source = self._pronoun(tree, owner, source)
        shown = bool({"statement", "release", "tweet", "letter"} & set(tree.lemma))
        published = shown and kind != "document"
        self.met.append(Speaker(source, kind, self._sex(tree, tokens), tree.index, published, inner))
        return source

    def opener(self, tree: Tree) -> Source | None:
        """Who does a sentence of the narration, a person or body by name or office; None for anything else."""
        verb = next((i for i, above in enumerate(tree.head) if above == i), 0)
        who = tree.kid(verb, "nsubj")
        if who is None or tree.tag[verb] not in ("VBD", "VBZ") or tree.quoted[who]:
            return None
        office = tree.tag[who] == "NN" and tree.lemma[who] in self.words.person
        actor = self._actor_at(tree.start[who])
        named = tree.tag[who] == "NNP" and actor is not None and actor.type == "person"
        return self.speaker(tree, (tree.left[who], tree.right[who])) if office or named else None

    def side_of(self, tree: Tree, source: Source | None) -> set[str]:
        """Words of a sentence for the speaker's own people and bodies, by state; and AUTHORITY for who can decide."""
        if source is None:
            return set()
        start, end = source.link or (source.start, source.end)
        known = [
            actor for actor in self._near(start, end) if source.actor_id is None or actor.actor_id == source.actor_id
        ]
        speaker = max(known, key=lambda actor: actor.end - actor.start, default=None)
        if speaker is None:
            return set()
        found = {AUTHORITY} if speaker.sector in _DECIDING or speaker.type in ("country", "group") else set()
        if not found:
            return found
        state = speaker.sector in _STATE or speaker.type == "country"
        for actor in self._near(*tree.span):
            # "The president said that the army would": no state is named, and one is meant.
            theirs = actor.sector in _STATE or actor.type == "country"
            unnamed = speaker.country is None and state and theirs and actor.actor_id is None
            # A state's rebels are not its own.
            if actor.country == speaker.country and state == theirs and (speaker.country or unnamed):
                at = bisect_left(tree.start, actor.head)
                found |= {tree.lower[at]} if at < len(tree) else set()
        return found

    def _near(self, start: int, end: int) -> Sequence[ActorMention]:
        """Actors that begin in a stretch."""
        return self.actors[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _inside_quotation(self, link: tuple[int, int], start: int) -> bool:
        """True where the words that a pronoun was resolved to stand in the quotation that it follows."""
        between = self.page.text[link[1] : start]
        if "\n" in between:
            return False
        closed = between.count("”") > between.count("“")
        return closed or between.count('"') % 2 == 1

    def _actor_at(self, offset: int) -> ActorMention | None:
        """The actor mention that covers an offset, by its head where several do."""
        # Actors stand in text order; none is longer than a sentence.
        last = bisect_right(self._starts, offset)
        first = bisect_left(self._starts, offset - _LONGEST_ACTOR, 0, last)
        over = [actor for actor in self.actors[first:last] if offset < actor.end]
        return min(over, key=lambda actor: (actor.head != offset, actor.end - actor.start), default=None)

    def _apposed(self, tree: Tree, tokens: Range, head: int) -> ActorMention | None:
        """Who is named behind an office, inside the words of the source: "the secretary, Joana Pires"."""
        for k in range(head + 1, tokens[1] + 1):
            if tree.tag[k].startswith("NNP") and (tree.dep[k] == "appos" or tree.lower[tree.left[k] - 1] == ","):
                found = self._actor_at(tree.start[k])
                if found is not None and found.type == "person" and found.name and found.antecedent is None:
                    return found
        return None

    def _kind(self, tree: Tree, tokens: Range, head: int, actor: ActorMention | None) -> str:
        if actor is not None and actor.type in ("person", "organisation", "group", "country"):
            return "person" if actor.type == "person" else "body"
        lemma, last = tree.lemma[head], tree.lower[head]
        if lemma in self.words.document:
            return "document"
        if tree.tag[head] == "NNS":
            return "plural"
        if lemma in self.words.person:
            return "person"
        if last in self.words.body or any(tree.lower[i] in self.words.body for i in range(tokens[0], head + 1)):
            return "person" if any(tree.lower[i] in self.words.person for i in range(tokens[0], head)) else "body"
        if tree.tag[head].startswith("NNP"):
            names = [i for i in range(tokens[0], head + 1) if tree.tag[i].startswith("NNP")]
            return "person" if len(names) >= 2 or last in self.names else "body"
        return "body"

    def _sex(self, tree: Tree, tokens: Range) -> str | None:
        """As far as a form of address tells it."""
        words = {tree.lower[i] for i in range(tokens[0], tokens[1] + 1)}
        return "he" if words & _MALE else "she" if words & _FEMALE else None

    def _name(self, tree: Tree, tokens: Range, head: int) -> str | None:
        """The run of name words that ends in the head; a last name alone becomes the full name met before."""
        if not tree.tag[head].startswith("NNP"):
            return None
        first = head
        while first > tokens[0] and (
            tree.tag[first - 1].startswith("NNP") or tree.lower[first - 1] in ("al", "bin", "ibn", "von", "de", "-")
        ):
            first -= 1
        last = head
        while (
            last < tokens[1]
            and (tree.tag[last + 1].startswith("NNP") or tree.lower[last + 1] == "-")
            and tree.head[last + 1] == head
        ):
            last += 1
        while first < last and tree.lower[first] in _TITLES:
            first += 1
        name = self.page.text[tree.start[first] : tree.end[last]]
        surname = tree.lower[last]
        if first == last or tree.lower[first] in _TITLES:
            return self.names.get(surname, name)
        self.names.setdefault(surname, name)
        return name

    def _maker(self, tree: Tree, source: Source) -> Source:
        """A document speaks for the last speaker who was said to have published something."""
        for speaker in reversed(self.met[-6:]):
            if speaker.published and tree.index - speaker.sentence <= 8:
                before = speaker.source
                return replace(
                    source, actor_id=before.actor_id, name=before.name or before.text, link=(before.start, before.end)
                )
        return source

    def _pronoun(self, tree: Tree, head: int, source: Source) -> Source:
        """The earlier speaker, or subject, that a pronoun stands for."""
        word = tree.lower[head]
        if tree.tag[head] in ("WP", "WDT") or word in ("who", "which", "that"):
            return self._relative(tree, head, source)
        if word in ("i", "we", "you", "me", "us"):
            return self._first_person(tree, head, source)
        wanted, sex = wanted_by(word)
        fitting = [
            speaker
            for speaker in reversed(self.met)
            if speaker.kind in wanted
            and speaker.sex in (None, sex or speaker.sex)
            and tree.index - speaker.sentence <= _FAR
        ]
        # Who was heard by the report itself, before whom another told of.
        found = next((speaker for speaker in fitting if not speaker.inner), fitting[0] if fitting else None)
        if found is None:
            return self._subject_before(tree, head, source, wanted)
        found.sex = found.sex or sex
        return linked(source, found.source)

    def _heard_since(self, tree: Tree, head: int, source: Source) -> Source | None:
        """Who spoke after what a pronoun was resolved to, and may be meant by it: the nearer one is."""
        if tree.tag[head] != "PRP" or source.link is None:
            return None
        wanted, sex = wanted_by(tree.lower[head])
        for speaker in reversed(self.met):
            if tree.index - speaker.sentence > _NEAR or self.page.trees[speaker.sentence].span[0] <= source.link[0]:
                return None
            same = speaker.source.actor_id is not None and speaker.source.actor_id == source.actor_id
            if not speaker.inner and speaker.sentence < tree.index and speaker.kind in wanted and not same:
                known = speaker.sex in (None, sex or speaker.sex)
                return linked(source, speaker.source) if known and tree.lower[head] == "it" else None
        return None

    def _first_person(self, tree: Tree, head: int, source: Source) -> Source:
        """The voice of the sentence, for "I" and "we" that nobody is quoted with."""
        voice = self.voices.of(tree.index)
        if voice is None or tree.quoted[head] or tree.lower[head] == "you":
            return source
        return linked(source, voice.source)

    def _relative(self, tree: Tree, head: int, source: Source) -> Source:
        """ "Who" stands for the noun before its clause."""
        verb = tree.head[head]
        above = tree.head[verb]
        if tree.dep[verb] != "relcl" or not tree.is_noun(above):
            return source
        tokens = (tree.left[above], max(above, min(tree.right[above], tree.left[verb] - 1)))
        while tokens[1] > above and tree.lower[tokens[1]] == ",":
            tokens = (tokens[0], tokens[1] - 1)
        start, end = tree.chars(tokens)
        meant = Source(start, end, self.page.text[start:end], name=self._name(tree, tokens, above))
        actor = self._actor_at(tree.start[above])
        if actor is not None:
            meant = replace(meant, actor_id=actor.actor_id, name=actor.name or meant.name)
        return linked(source, meant)

    def _subject_before(self, tree: Tree, head: int, source: Source, wanted: set[str]) -> Source:
        """The nearest earlier subject of the right kind, in this sentence or the two before it."""
        for index in range(tree.index, max(-1, tree.index - 3), -1):
            before = self.page.trees[index]
            for i in range(len(before) - 1, -1, -1):
                if before.dep[i] not in ("nsubj", "nsubjpass") or (index == tree.index and i >= head):
                    continue
                if not before.is_noun(i):
                    continue
                tokens = (before.left[i], i)
                actor = self._actor_at(before.start[i])
                if self._kind(before, tokens, i, actor) in wanted:
                    start, end = before.chars(tokens)
                    ident, name = (actor.actor_id, actor.name) if actor else (None, None)
                    name = name or self._name(before, tokens, i)
                    return linked(source, Source(start, end, self.page.text[start:end], ident, name))
        return source
