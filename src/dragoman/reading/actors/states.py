"""Countries as parties: "the United States said", "Tehran exacted revenge", "Americans", "the U.S. strike"."""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft, Scene, Unit


class StatesAsParties:
    """Tells a country that acts or is acted upon from the ground that bears its name."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        words = scene.base.words
        self.verbs = words.role("agency", "verbs")
        self.deeds = words.role("agency", "deeds")
        self.subjects = words.role("parties", "subject_dependencies")
        self.prepositions = words.role("parties", "prepositions")
        self.motion = words.role("parties", "motion_verbs")
        self.relational = words.role("parties", "relational_nouns")
        self.backers = words.role("parties", "backer_nouns")
        self.spoken_to = words.role("parties", "spoken_to_verbs")
        self.given = words.role("parties", "giving_words")

    def read(self) -> Iterator[Draft]:
        """Every country word that stands for a party."""
        for unit in self.scene.units:
            if unit.is_state and not self.scene.taken.intersection(range(unit.first, unit.last + 1)):
                draft = self._read(unit)
                if draft is not None:
                    yield draft

    def _read(self, unit: Unit) -> Draft | None:
        """The party that one country word stands for, or None."""
        head = self.view.root_of(unit.first, unit.last)
        plural_noun = self.view.tags[head] in ("NNPS", "NNS") or self._collective(unit, head)
        if unit.has_kind("demonym", "people") and plural_noun and not self._modifies(head):
            return self._people(unit, head)
        if unit.country is None or unit.country not in self.base.countries:
            return None
        if self._modifies(head):
            return self._state(unit, head) if self._modifies_deed(head) else None
        if unit.has_kind("name") and self._is_party(head, capital=False):
            return self._state(unit, head)
        if unit.has_kind("capital") and self._is_party(head, capital=True):
            return self._state(unit, head)
        if unit.has_kind("demonym") and not unit.has_kind("name"):
            return self._people(unit, head) if self.view.is_noun(head) else None
        return None

    def _collective(self, unit: Unit, head: int) -> bool:
        """ "The British", "the Chinese": an adjective that stands alone for its people."""
        first = unit.first
        return (
            first > 0 and self.view.lower[first - 1] == "the" and not unit.has_kind("name") and not self._modifies(head)
        )

    def _modifies(self, head: int) -> bool:
        """True when the word only describes a noun after it."""
        return self.view.deps[head] in ("amod", "compound", "nmod", "npadvmod") and self.view.heads[head] > head

    def _modifies_deed(self, head: int) -> bool:
        """True for "American air strike": the noun is a deed, and its doer stands before it."""
        return self.view.lemma(self.view.heads[head]) in self.deeds

    def _is_party(self, head: int, capital: bool) -> bool:
        """True when syntax makes a name a party; for capitals only clear agency counts."""
        view = self.view
        dep, above = view.role(head)
        if dep == "nsubj":
            return view.lemma(above) in self.verbs or (not capital and view.tags[above].startswith("VB"))
        if dep == "poss":
            noun = view.lemma(above)
            return noun in self.deeds or noun in self.relational or noun in self.backers
        if dep == "pobj" or view.tags[above] in ("IN", "TO"):
            return self._after_preposition(head, capital)
        if dep in ("nsubjpass", "dobj", "dative"):
            return view.lemma(above) in self.verbs and (not capital or view.lemma(above) in self.spoken_to)
        return not capital and dep in self.subjects and dep not in ("appos", "conj")

    def _after_preposition(self, head: int, capital: bool) -> bool:
        """True after "by", "with", "against" and the like; "of", "to", "on", "for" want a noun or verb of dealings."""
        view = self.view
        preposition, over = view.preposition_of(head)
        if preposition not in self.prepositions:
            return False
        if preposition in ("of", "to", "on", "for"):
            if preposition == "for" and view.lower[:head][-2:] == ["as", "for"]:
                return True  # "As for Poland, it closed": whom the sentence is on.
            governor = view.lemma(over) if over >= 0 else ""
            if governor in self.motion:
                return False
            return governor in self.relational or (preposition == "to" and not capital and governor in self.given)
        return not capital or preposition in ("with", "between", "against")

    def _people(self, unit: Unit, head: int) -> Draft:
        """ "Americans", "two Iraqis": people of a country, or of a faith."""
        view = self.view
        first = unit.first
        while first > 0 and view.heads[first - 1] == head and view.tags[first - 1] in ("CD", "JJ", "NNP"):
            first -= 1
        draft = Draft(self.scene.number, first, unit.last, head, "described", "group")
        draft.name = view.text(unit.first, unit.last, self.scene.report)
        draft.country, draft.plural, draft.sector = unit.country, True, "CVL"
        speaks = view.role(head)[0] == "nsubj" and first > 0 and view.lower[first - 1] == "the" and unit.country
        if speaks and view.lemma(view.role(head)[1]) in self.verbs and first == unit.first:
            draft.actor_id, draft.sector = unit.country, "GOV"
        self.scene.taken.update(range(first, unit.last + 1))
        return draft

    def _state(self, unit: Unit, head: int) -> Draft:
        """The state itself."""
        draft = Draft(self.scene.number, unit.first, unit.last, head, "country", "country")
        code = unit.country or ""
        draft.actor_id, draft.name, draft.country, draft.sector = code, self.base.countries[code].name, code, "GOV"
        self.scene.taken.update(range(unit.first, unit.last + 1))
        return draft
