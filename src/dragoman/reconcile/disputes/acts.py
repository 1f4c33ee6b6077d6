"""Acts of contradiction: which words deny, reject or mock an account, and whether they say what it was.

"Denied it", "calls that a lie", "rejected the charge", "That is completely false." point to what was told just before;
"denied that soldiers had fired" says it in its own words. Words are data (`polarity.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..words import words
from .passages import Page, Passage
from .polarity import Polarity
from .views import View

# A denial in so few words points to what it denies: "denied this", "rejected the charge".
POINTING = 3
# "A lie", "nonsense": said of another's account in so many words at most.
_LABEL = 12
# A rejection of "the claim that he had fled" in more words than these says itself what is rejected.
_SHORT = 8
# "Tehran this refutes": a pointer stands so near before its verb.
_BEFORE_CUE = 8
SUCH = "such"
BARE = frozenset({"it", "this", "that", "them", "these", "those"})
_COPULAS = frozenset({"is", "was", "isn't", "wasn't"})
_ASIDE = re.compile(r"^[\s“\"‘'«]+")


def contradicts(view: View, polarity: Polarity) -> bool:
    """True for what somebody denies in so many words, or calls by a word for what is not true."""
    said = view.statement
    if not view.speaker or said.stance in ("demands", "promises") or _of_a_noun(view):
        return False
    if rebuffs(view.text, polarity) or _rejects_aloud(view, polarity):
        return True
    if said.cue is None:
        return False
    told = words(said.text)
    if polarity.has("grant", " ".join(told[:POINTING])) and {SUCH, "that"}.isdisjoint(told[: POINTING + 1]):
        # "Denied a request", "denied them the right to vote": refused, and not contradicted.
        return False
    if polarity.has("gainsay", said.cue.text) or _rejects_words(view, polarity) or _belittles(view, polarity):
        return not polarity.negated(said.cue.text)
    if rejects_claim(view, polarity) or _of_no_such(view, polarity) or disclaims_it(view, polarity):
        return True
    if len(told) > _LABEL or not _labels(view, polarity):
        return False
    return polarity.affirms("belie", said.text) or any(polarity.phrases("untrue", said.text))


def rebuffs(text: str, polarity: Polarity) -> bool:
    """True for words that begin by saying that what was told before is not so: "No.", "It has not;", "Fake:"."""
    return any(match.start() == 0 for match in polarity.phrases("rebuff", _ASIDE.sub("", text)))


def rejects_claim(view: View, polarity: Polarity) -> bool:
    """A denial of "the claim", "those reports": of words, and not of a deed."""
    said = view.statement
    if said.stance not in ("denies", "doubts") or not view.speaker or len(said.text.split()) > _SHORT:
        return False
    return polarity.has("claim", said.text) and not polarity.about_involvement(said.text)


_RUMOUR = re.compile(
    r"^(?:the |a |any |all |these |those |online )*(?:\w+ )?(?:rumou?rs?|reports?|news|claims?|allegations?"
    r"|stor(?:y|ies)|messages?)\b[^.;]{0,40}?\bthat (?P<told>.{8,})",
    re.IGNORECASE | re.DOTALL,
)


def rumour_in(view: View, polarity: Polarity) -> str | None:
    """What a denial says itself that others tell: "denied reports on television that a jet had been shot down"."""
    match = _RUMOUR.match(view.statement.text)
    return match["told"] if match is not None and polarity.has("claim", view.statement.text) else None


def _rejects_aloud(view: View, polarity: Polarity) -> bool:
    """True for a retort in direct speech behind a word of rejection: The spokesman rejected: "There was a child"."""
    cue = view.statement.cue
    return view.statement.direct and cue is not None and cue.text.endswith(":") and polarity.has("deny", cue.text)


def _of_no_such(view: View, polarity: Polarity) -> bool:
    """True for "no such request"; "not such a big force" points to nothing."""
    return polarity.negates(SUCH, view.statement.text) and _points_by_such(words(view.statement.text))


def disclaims_it(view: View, polarity: Polarity) -> bool:
    """True for "we had nothing to do with it": what it was stands before."""
    told = words(view.text)
    return len(told) <= _LABEL and bool(told) and told[-1] in BARE and polarity.disclaims(view.text)


def _labels(view: View, polarity: Polarity) -> bool:
    """True for what is said of an account: "called that a lie", "it was nonsense", "the report is false"."""
    cue, opening = view.statement.cue, words(view.text)[:POINTING]
    if cue is not None and polarity.has("label", cue.text):
        return True
    return not BARE.isdisjoint(opening) or polarity.has("claim", " ".join(opening))


def _belittles(view: View, polarity: Polarity) -> bool:
    """True for "laughed at it", and for a name given to what was said: "calls this an insult to the dead"."""
    said = view.statement
    if said.cue is None:
        return False
    told = words(said.cue.text)
    if polarity.has("mock", said.cue.text):
        return not BARE.isdisjoint([*told, *words(said.text)[:1]]) or polarity.has("claim", said.text)
    told = words(said.text)
    named = polarity.has("label", said.cue.text) and told[:1] in (["this"], ["that"]) and told[1:2] != ["is"]
    # "Calls this an insult" and "that number imaginary"; "call that country home" names nothing that was said.
    of_words = told[1:2] in (["a"], ["an"], ["the"]) or polarity.has("claim", " ".join(told[1:2])) or '"' in said.text
    return named and of_words and len(told) <= _LABEL and not polarity.has("approve", said.text)


def _rejects_words(view: View, polarity: Polarity) -> bool:
    """True for "rejected the notion that", "rejected that", "dismissed it as a stunt": words, no offer or demand."""
    said = view.statement
    if said.cue is None or not polarity.has("spurn", said.cue.text):
        return False
    opening = words(said.text)[:POINTING]
    if polarity.has("claim", " ".join(opening)) or opening in (["that"], ["this"]):
        return True
    return opening[1:2] == ["as"] and opening[0] in BARE


def _of_a_noun(view: View) -> bool:
    """True for "a limp that he denied having": a clause that only says which limp."""
    said = view.statement
    first = said.content[0] if said.content else None
    if first is None or said.cue is None or not said.sentence.start < first.start < said.cue.start:
        return False
    return said.sentence_text[first.start - said.sentence.start :].startswith("that ")


def points(view: View, polarity: Polarity) -> bool:
    """True for "denied it", "denied any such plan", "called this a lie": the words themselves say too little."""
    said = view.statement
    told = words(said.text)
    if points_beyond(view, polarity) or (told[:1] == ["that"] and polarity.has("claim", " ".join(told[1:2]))):
        # "Calls that explanation a fairy tale."
        return True
    if rumour_in(view, polarity):
        return False
    # "denied that he had": the word that opens what is said points to nothing.
    opens = told[:1] == ["that"] and told[1:2] and told[1] not in _COPULAS
    told = told[1:] if opens or told[1:2] == ["who"] else told
    # "fired on a convoy, which turned back": a pointer further on points inside.
    if len(told) > 1 and told[1] == "as" and told[0] in BARE:
        return True
    if polarity.affirms("belie", said.text) and (
        not BARE.isdisjoint(told[:1]) or (len(told) <= _LABEL and polarity.has("claim", " ".join(told[:POINTING])))
    ):
        # "That it was nonsense, and that she never felt safer"; "the account a fabrication".
        return True
    return len(told) <= POINTING or _points_by_such(told) or not polarity.pointers.isdisjoint(told[:POINTING])


def _points_by_such(told: list[str]) -> bool:
    """True for "any such deal", and not for "such a deal" as it never was."""
    return SUCH in told and told[told.index(SUCH) + 1 : told.index(SUCH) + 2] not in (["a"], ["an"])


def points_beyond(view: View, polarity: Polarity) -> bool:
    """True where the pointer is not what is denied itself: "It has not;", "of the kind", "laughed at it"."""
    said = view.statement
    if (
        rebuffs(view.text, polarity)
        or _rejects_aloud(view, polarity)
        or _points_before(view)
        or disclaims_it(view, polarity)
    ):
        return True
    if any(polarity.phrases("of_the_kind", said.text)):
        return True
    return said.cue is not None and not BARE.isdisjoint(words(said.cue.text)[1:])


def _points_before(view: View) -> bool:
    """True for "Tehran this refutes": what is denied stands as a pointer before its verb."""
    said = view.statement
    if said.cue is None or said.source is None or said.source.end > said.cue.start:
        return False
    at = said.sentence.start
    between = said.sentence_text[max(said.source.end, said.cue.start - _BEFORE_CUE) - at : said.cue.start - at]
    return bool(words(between)) and words(between)[-1] in BARE


def own_rebuffs(page: Page, voiced: frozenset[int], polarity: Polarity) -> Iterator[Passage]:
    """The sentences in which a report says itself that what it told before is not so: "It has not; a shop was."

    `voiced`: numbers of the sentences that somebody else is made to say.
    """
    for passage in page.passages:
        if passage.number in voiced or passage.text[:1] in '“"‘«':
            continue
        if rebuffs(passage.text, polarity) or any(polarity.phrases("waved_away", passage.text)):
            yield passage
