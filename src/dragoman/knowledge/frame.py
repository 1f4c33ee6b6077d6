"""One frame and what stands beside frames: light verbs, settings, ties; the values that `framebook.py` holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a word: its constraints, and the kind of event it tells of when they hold."""

    lemma: str
    particle: str | None
    kind: str
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    prep: tuple[tuple[str, str | None], ...] = ()
    comp: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    """Words of which one must govern a noun: "responsible for the death of"."""
    number: bool = False
    negated: bool = False
    modal: tuple[str, ...] = ()
    """Auxiliaries one of which must stand by the verb ("citizens should leave"); "@bare": none at all, a command."""
    status: str | None = None
    plover: str | None = None
    joint: str | None = None
    """PLOVER type where two parties do it together."""
    roles: str | None = None
    object_role: str = "recipient"
    effect: bool = False
    carrier: bool = False
    weak: bool = False
    order: bool = False
    """A complement that tells what to do, no clause that says how things are: "told them to leave"."""
    inner: str = "subject"
    modifiers: bool = False
    lower: bool = False
    active: bool = False
    """Not told by a participle that only describes its noun: "men armed with rifles", "U.S.-trained forces"."""
    main: bool = False
    """Told by no clause that only describes or dates: "the junta that seized power", "since soldiers seized power"."""
    bare: bool = False
    """Not told by the verb with a particle: "rebels took the envoy", not "the airline took the flights up again"."""
    aimed: bool = False
    """A noun that must have a target: "police fire on protesters"."""
    about: str = ""

    @property
    def group_needs_object(self) -> bool:
        """True for a verb that always has an object, so that its past form without one is a short passive."""
        return bool(self.object) and not {"@none", "@place-or-none"} & set(self.object)

    @property
    def weight(self) -> int:
        """How much a frame asks for: frames that ask for more are tried first."""
        named = sum(2 if _is_named(wanted) else 1 for wanted in (self.object, self.subject, self.comp) if wanted)
        return (
            named
            + 2 * bool(self.prep)
            + bool(self.particle)
            + bool(self.number)
            + bool(self.needs)
            + bool(self.under)
            + 2 * self.negated
            + 2 * bool(self.modal)
        )


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that lends its parts to a noun of event; `subject` is the role that its subject takes."""

    lemma: str
    particle: str | None
    subject: str
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting (sport, drill, fiction) in which words of violence tell of something else."""

    name: str
    words: frozenset[str]
    strong: frozenset[str]
    governors: frozenset[str]
    phrases: tuple[str, ...] = ()
    """Words in a row, in small letters, one of which is enough."""
    patterns: tuple[str, ...] = ()
    """Regular expressions over the sentence in small letters, one of which is enough ("beat the Kings 31-17")."""
    topical: frozenset[str] = frozenset()
    """Where words are counted, one of these must be among them: "director" and "scene" alone make no film."""
    unless: frozenset[str] = frozenset()
    """Words that make a sentence earnest however many words of the setting it has: "gunmen", "grenade"."""
    drops: frozenset[str] = frozenset()
    """Groups of kinds, and kinds, that are not told in this setting."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A verb that ties a party to a deed told as a noun; `deed` and `party` say where each stands."""

    verbs: frozenset[str]
    through: frozenset[str]
    deed: tuple[str, ...]
    party: tuple[str, ...]
    role: str


def _is_named(wanted: tuple[str, ...]) -> bool:
    """True when a constraint names words or classes and not only "something" or "nothing"."""
    return any(part not in ("@some", "@none", "@any") for part in wanted)
