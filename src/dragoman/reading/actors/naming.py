"""What a described party is called: who backs it or where it is from, its telling modifiers, and the noun."""

from __future__ import annotations

from .draft import Scene
from .modifiers import ModifierReader, Modifiers

_TELLING = frozenset({"JJ", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "RB"})


class Naming:
    """Names the described parties of one sentence."""

    def __init__(self, scene: Scene, around: ModifierReader) -> None:
        self.scene, self.view, self.base, self._around = scene, scene.view, scene.base, around

    def of(self, found: Modifiers, head: int) -> str:
        """A short canonical name: who backs it or where it is from, its telling modifiers, and the noun."""
        view = self.view
        noun = view.lower[head] if self.scene.free_case or not view.is_name(head) else view.words[head]
        if found.proxy:
            return f"{self._short(found.proxy)}-{found.tie} {noun}"
        first = found.first
        while first < head and not self._tells(first):
            first += 1
        # "Iranian volatile Iranian proxies": the country is told once.
        again = next((i for i in range(head - 1, first, -1) if found.adjective and self._around.is_country(i)), None)
        first = again + 1 if again is not None else first
        words = " ".join(self.scene.report[view.starts[first] : view.ends[head]].replace('"', "").split())
        if self.scene.free_case and words.isupper():
            words = words.lower()
        return f"{found.adjective} {words}" if found.adjective else words

    def _short(self, country: str) -> str:
        """A country's name as it stands before "-backed"."""
        adjective = self.base.organs.adjective(country)
        return adjective if adjective.endswith(".") else self.base.countries[country].name

    def _tells(self, i: int) -> bool:
        """True for a modifier worth keeping in a name: no number, country word, possessive or punctuation."""
        return not self._around.is_country(i) and self.view.tags[i] in _TELLING
