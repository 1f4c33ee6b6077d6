"""Runs of capitalised words: people with their titles, organisations by their tails, and what is neither."""

from __future__ import annotations

from collections.abc import Iterator

from ...knowledge.actor_words import Title
from .draft import Draft, Scene, Unit

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_INNER = frozenset({"-", "–", "‐", "‑"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "april", "june", "july", "august", "september", "october", "november", "december")
# "March", "May" and "Mar" are names too; the tagger and the neighbours decide there.
_CALENDAR = frozenset(
    (*_DAYS, *_MONTHS, *(day[:3] for day in _DAYS), *(month[:3] for month in _MONTHS), "tues", "sept")
)


class NameRuns:
    """Finds named parties in one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.view, self.base = scene, scene.view, scene.base
        roles = scene.base.words
        self.particles = roles.role("names", "particles")
        self.tails = roles.role("names", "organisation_tails")
        self.heads = roles.role("names", "organisation_heads")
        self.facilities = roles.role("names", "facility_tails")
        self.events = roles.role("names", "event_heads")
        self.titles = scene.base.words.title_starts
        self.not_people = roles.role("names", "place_tails") | roles.role("names", "event_tails")

    def read(self) -> Iterator[Draft]:
        """Every named party, from left to right."""
        at, size = 0, len(self.view)
        units, tags, words = self.scene.unit_at, self.view.tags, self.view.words
        while at < size:
            # Most words can begin no name: small letters, no title, no particle.
            if (
                tags[at] not in _NAME_TAGS
                and at not in units
                and not words[at][:1].isupper()
                and self.scene.folded[at] not in self.titles
                and self.view.lower[at] not in self.particles
            ):
                at += 1
                continue
            run = self._run(at)
            if run is None:
                at += 1
                continue
            yield from self._parse(run)
            at = run[-1].last + 1

    def _run(self, at: int) -> list[Piece] | None:
        """Pieces that stand side by side from token `at` on: titles, known names and other capitalised words."""
        pieces: list[Piece] = []
        while at < len(self.view):
            piece = self._piece(at, bool(pieces))
            if piece is None:
                break
            pieces.append(piece)
            at = piece.last + 1
        while pieces and pieces[-1].kind in ("glue", "poss"):
            pieces.pop()
        return pieces or None

    def _piece(self, at: int, inside: bool) -> Piece | None:
        """The piece that begins at token `at`, or None."""
        unit = self.scene.unit_at.get(at)
        title = self._title(at)
        if unit is not None and unit.first == at and (title is None or unit.last >= title[1]):
            return Piece("known", at, unit.last, unit)
        if title is not None:
            return Piece("title", at, title[1], None, title[0])
        view = self.view
        if self._is_word(at) and view.words[at][:1].isalnum() and view.lower[at].rstrip(".") not in _CALENDAR:
            return Piece("word", at, at)
        if inside and view.tags[at] == "POS" and at + 1 < len(view):
            # "Iraq's Foreign Minister": the possessor belongs to the title.
            return Piece("poss", at, at) if at - 1 in self.scene.unit_at and self._title(at + 1) else None
        if inside and at + 1 < len(view):
            joined = view.ends[at - 1] == view.starts[at] and view.ends[at] == view.starts[at + 1]
            if view.words[at] in _INNER and joined and (view.is_name(at + 1) or view.words[at + 1][:1].isupper()):
                return Piece("glue", at, at)
            if view.lower[at] in self.particles and view.is_name(at + 1):
                return Piece("word", at, at)
            if view.lower[at] in ("of", "for", "on", "and") and self._joins(at):
                return Piece("join", at, at)
            if view.lower[at] == "the" and view.lower[at - 1] in ("of", "for") and view.is_name(at + 1):
                return Piece("join", at, at)
        if view.lower[at] in self.particles and at + 1 < len(view) and self._particle_opens(at):
            return Piece("word", at, at)
        return None

    def _is_word(self, at: int) -> bool:
        """True for a proper noun, and for a capitalised word before one that the tagger took for a common noun."""
        view = self.view
        if view.is_name(at):
            return True
        if view.tags[at] not in ("NN", "NNS", "FW") or not view.words[at][:1].isupper() or at + 1 >= len(view):
            return False
        joined = view.deps[at] == "compound" and view.is_name(view.heads[at]) and view.is_name(at + 1)
        return joined and view.lower[at] not in self.base.words.agents and view.lemma(at) not in self.base.words.agents

    def _particle_opens(self, at: int) -> bool:
        """True for "al-Khazali" or "bin Laden" at the start of a name."""
        view = self.view
        if view.lower[at] in ("al", "el", "bin", "ibn", "abu", "umm") and view.is_name(at + 1):
            return True
        return view.lower[at] in ("al", "el", "as", "ash") and at + 2 < len(view) and view.words[at + 1] == "-"

    def _joins(self, at: int) -> bool:
        """True when "of", "for", "on" or "and" stands inside an organisation's name."""
        view = self.view
        after = at + 2 if view.lower[at + 1] == "the" else at + 1
        if (
            after >= len(view)
            or view.lower[after] in _CALENDAR
            or not (view.is_name(after) and view.words[after][:1].isupper())
        ):
            return False
        if view.lower[at] == "and":
            # "Ministry of Interior and Health", not "Barham Salih and Mustafa Kadhimi".
            return any(view.lower[i] in ("of", "for") for i in range(max(0, at - 3), at)) and (
                view.lower[max(0, at - 3)] in self.heads
            )
        return any(view.lower[i] in self.heads and view.words[i][:1].isupper() for i in (at - 1, at - 2) if i >= 0)

    def _title(self, at: int) -> tuple[Title, int] | None:
        """The longest title that begins at token `at`, and its last token."""
        view, words = self.view, self.base.words
        if self.scene.folded[at] not in words.title_starts:
            return None
        best: tuple[Title, int] | None = None
        key: list[str] = []
        stop = at
        while stop < len(view) and len(key) < words.longest_title:
            word = view.lower[stop]
            if word not in _INNER and word != ".":
                if not word[:1].isalnum():
                    break
                key.append(self.scene.folded[stop])
                title = words.titles.get(tuple(key))
                if title is not None:
                    best = (title, stop)
            elif not key:
                break
            stop += 1
        return best

    def _parse(self, run: list[Piece]) -> Iterator[Draft]:
        """Split a run into the parties it names."""
        lead: list[Piece] = []
        at = 0
        while at < len(run):
            piece = run[at]
            if piece.kind in ("join", "glue"):
                at, lead = at + 1, []
                continue
            following = run[at + 1] if at + 1 < len(run) else None
            if piece.kind == "poss" or (piece.kind == "title" and not self._is_word_of_name(run, at)):
                lead.append(piece)
                at += 1
                continue
            if piece.kind == "known" and piece.unit is not None and not self._swallowed(run, at):
                draft = self._known(piece.unit, lead, following)
                if draft is None:
                    lead.append(piece)
                else:
                    yield draft
                    lead = []
                at += 1
                continue
            stop = self._end_of_words(run, at)
            if stop > at:
                draft = self._stranger(run[at:stop], lead)
                if draft is not None:
                    yield draft
                lead = []
                at = stop
                continue
            lead = []
            at += 1

    def _is_word_of_name(self, run: list[Piece], at: int) -> bool:
        """True when a title word is part of a name: "National Army General Command", a tail, or nothing follows it."""
        piece = run[at]
        if piece.title is None or piece.title.kind == "honorific":
            return False
        return at > 0 and run[at - 1].kind == "join"

    def _swallowed(self, run: list[Piece], at: int) -> bool:
        """True when a one-word name is only part of a longer, unknown one: "Ivanka Trump", "Paris Saint-Germain"."""
        piece = run[at]
        unit = piece.unit
        if unit is None or piece.last > piece.first:
            return False
        following = run[at + 1] if at + 1 < len(run) else None
        before = run[at - 1] if at else None
        person = any(a.actor_id in self.base.genders for a in unit.match.aliases)
        if before is not None and before.kind in ("word", "glue", "join"):
            return person or unit.has_kind("capital") or before.kind != "word"
        if following is None or following.kind not in ("word", "glue"):
            return False
        return unit.has_kind("capital", "people") or not unit.is_state

    def _end_of_words(self, run: list[Piece], at: int) -> int:
        """Index after the last piece of the unknown name that begins at piece `at`."""
        stop = at
        while stop < len(run):
            piece = run[stop]
            inner = piece.title is not None and piece.title.kind == "honorific" and stop > at
            plain = piece.kind in ("word", "glue", "join") or inner
            if not plain and not (piece.kind == "known" and self._swallowed(run, stop)):
                inside = stop > at and run[stop - 1].kind in ("join", "glue")
                if not inside:
                    break
            stop += 1
        while stop > at and run[stop - 1].kind in ("join", "glue"):
            stop -= 1
        return stop

    def _known(self, unit: Unit, lead: list[Piece], following: Piece | None) -> Draft | None:
        """A mention of a known actor; None when the name only describes what follows."""
        if unit.is_state and not any(a.kind == "name" and a.actor_id != a.country for a in unit.match.aliases):
            return None
        if following is not None and following.kind == "title" and not self._is_person(unit):
            return None
        actor = self.base.choose(
            [a for a in unit.match.aliases if a.kind == "name" and a.actor_id != a.country],
            self.scene.on,
            self.scene.near,
        )
        if actor is None:
            return None
        if actor.type == "person":
            first, office, gender = self._lead(unit.first, lead)
            draft = self._draft(first, unit.last, "person", "person")
            draft.gender = self.base.genders.get(actor.actor_id) or gender
            draft.office = office.office if office else None
            draft.sector = office.sector if office else None
            draft.bare = self.view.text(unit.first, unit.last, self.scene.report)
        else:
            if self._modifies(unit):
                return None
            draft = self._draft(unit.first, unit.last, "known", actor.type)
            draft.sector = actor.sector
        draft.actor_id, draft.name, draft.country = actor.actor_id, actor.name, actor.country
        return draft

    def _is_person(self, unit: Unit) -> bool:
        """True when a reading of the name is a person."""
        return any(
            (actor := self.base.get(a.actor_id)) is not None and actor.type == "person"
            for a in unit.match.aliases
            if a.actor_id
        )

    def _modifies(self, unit: Unit) -> bool:
        """True when a known name only describes the party noun after it: "Hamas fighters", "Pentagon officials"."""
        view = self.view
        roots = (view.root_of(unit.first, unit.last), unit.last)
        described = (view.heads[i] for i in roots if view.deps[i] in ("compound", "amod", "nmod"))
        above = next((head for head in described if head > unit.last), None)
        if above is None:
            return False
        words = self.base.words
        noun = view.lemma(above)
        listed = words.agents.get(view.lower[above]) or words.agents.get(noun)
        return (listed is not None and listed.class_ != "document") or noun in words.facilities or view.is_name(above)

    def _lead(self, first: int, lead: list[Piece]) -> tuple[int, Title | None, str | None]:
        """First token of a person's mention with the titles and country before the name; the office and the gender."""
        office: Title | None = None
        gender: str | None = None
        for piece in reversed(lead):
            if piece.last + 1 != first:
                break
            first = piece.first
            if piece.title is not None:
                gender = gender or piece.title.gender
                if office is None and piece.title.kind != "honorific":
                    office = piece.title
        return first, office, gender

    def _stranger(self, pieces: list[Piece], lead: list[Piece]) -> Draft | None:
        """A mention of a name that no file knows; None when it names no party."""
        view = self.view
        first, last = pieces[0].first, pieces[-1].last
        tail, words = view.lower[last], [view.lower[p.first] for p in pieces]
        headed = any(w in self.heads for w in words) and any(p.kind == "join" for p in pieces)
        titled = bool(lead) and lead[-1].kind == "title" and lead[-1].last + 1 == first
        bare = view.text(first, last, self.scene.report)
        if self._common(pieces, titled) or (first and view.words[first - 1] == "(" and len(bare) <= 7 and "-" in bare):
            return None  # "(R-SC)": a senator's party and state
        if (tail in self.tails or headed) and not (titled and len(pieces) == 1) and (len(pieces) > 1 or lead):
            return self._organisation(pieces, lead)
        if tail in self.facilities and len(pieces) > 1:
            draft = self._draft(first, last, "facility", "facility")
            draft.name = bare
            return draft
        if (
            words[-1] in self.not_people
            or words[0] in self.events
            or (not titled and self.scene.place_over(first, last))
        ):
            return None
        if view.deps[last] in ("compound", "amod", "nmod") and view.heads[last] > last and not titled:
            above = view.heads[last]
            if view.is_name(above) or view.lower[above] in self.not_people:
                return None
        if len(pieces) == 1 and bare.isupper() and len(bare) > 1 and not titled and not self.scene.free_case:
            draft = self._draft(first, last, "organisation", "organisation")
            draft.name, draft.bare, draft.certain = bare, bare, False
            return draft
        return self._person(first, last, lead, titled)

    def _common(self, pieces: list[Piece], titled: bool) -> bool:
        """True when capitalised words are a description after all: "U.S. Embassy", "Coalition Commanders"."""
        view, words, organs = self.view, self.base.words, self.base.organs
        last = pieces[-1].last
        key = tuple(self.base.index.folder.fold(view.lower[i]) for i in range(pieces[0].first, last + 1))
        if key in organs.missions[0] or key in organs.phrases:
            return True
        above = view.heads[last]
        if above > last and view.deps[last] in ("compound", "nmod") and any(p.kind == "known" for p in pieces):
            return view.lemma(above) in words.agents
        noun = view.lower[last] if view.lower[last] in words.agents else view.lemma(last)
        listed = noun in words.agents or noun in words.facilities
        return listed and not titled and (len(pieces) == 1 or view.tags[last] == "NNPS")

    def _organisation(self, pieces: list[Piece], lead: list[Piece]) -> Draft:
        """An organisation told by the words of its name, with the country before it."""
        first, last = pieces[0].first, pieces[-1].last
        country = None
        if lead and lead[-1].unit is not None and lead[-1].last + 1 == first:
            country = lead[-1].unit.country
            first = lead[-1].first
        draft = self._draft(first, last, "organisation", "organisation")
        draft.bare = self.view.text(pieces[0].first, last, self.scene.report)
        draft.country = country
        key = tuple(self.base.index.folder.fold(self.view.lower[i]) for i in range(pieces[0].first, last + 1))
        after = pieces[-1].unit
        if len(pieces) > 2 and pieces[-2].kind == "join" and after is not None and after.is_state:
            country = country or after.country
            key = key[: pieces[-2].first - pieces[0].first]
        organ = self.base.organs.phrases.get(key)
        actor = self.base.organ(country, organ) if country and organ else None
        if actor is not None:
            draft.actor_id, draft.name, draft.type, draft.sector = actor.actor_id, actor.name, actor.type, actor.sector
        else:
            draft.name = self.view.text(first, last, self.scene.report)
            rule = self.base.organs.rules.get(organ or "")
            draft.sector = rule.sector if rule else None
        return draft

    def _person(self, first: int, last: int, lead: list[Piece], titled: bool) -> Draft:
        """A stranger, taken for a person; certain when a title or the grammar says so."""
        view = self.view
        start, office, gender = self._lead(first, lead)
        draft = self._draft(start, last, "person", "person")
        draft.bare = view.text(first, last, self.scene.report)
        draft.gender = gender
        draft.office = office.office if office else None
        draft.sector = office.sector if office else None
        draft.country = next((p.unit.country for p in lead if p.unit is not None and p.unit.country), None)
        draft.certain = titled or self._looks_human(first, last)
        return draft

    def _looks_human(self, first: int, last: int) -> bool:
        """True when the grammar treats the name as a person: it speaks, is followed by a description, or by "who"."""
        view, words = self.view, self.base.words
        root = view.root_of(first, last)
        dep, above = view.role(root)
        if dep in ("nsubj", "nsubjpass") and view.lemma(above) in words.role("agency", "verbs"):
            return True
        kids = [*view.kids[root], *(view.kids[above] if dep == "nsubj" and view.lemma(above) == "be" else ())]
        for kid in kids:
            if view.deps[kid] in ("appos", "attr") and kid > last:
                noun = words.agents.get(view.lemma(kid)) or words.agents.get(view.lower[kid])
                if noun is not None and noun.class_ == "human":
                    return True
            if view.deps[kid] == "relcl" and any(view.lower[k] in ("who", "whose", "whom") for k in view.kids[kid]):
                return True
        before = words.agents.get(view.lower[first - 1]) if first else None
        return before is not None and before.class_ == "human"

    def _draft(self, first: int, last: int, kind: str, type_: str) -> Draft:
        """A draft over tokens, which it claims."""
        self.scene.taken.update(range(first, last + 1))
        return Draft(self.scene.number, first, last, self.view.root_of(first, last), kind, type_)  # type: ignore[arg-type]


class Piece:
    """One piece of a run of capitalised words: `title`, `known`, `word`, `glue` (a hyphen) or `join` (of, for)."""

    __slots__ = ("first", "kind", "last", "title", "unit")

    def __init__(self, kind: str, first: int, last: int, unit: Unit | None = None, title: Title | None = None) -> None:
        self.kind, self.first, self.last, self.unit, self.title = kind, first, last, unit, title
