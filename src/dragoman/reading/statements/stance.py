"""One composition: the cue's own stance, negation, time and mood of what is said, and who is to act, give the stance.

Method: a statement's force lies in the governing word first and in its content second.
"""

from __future__ import annotations

from typing import get_args

from ...knowledge.cues import CueBook
from ...model import Stance
from .denials import REFUSALS, nobody_did
from .force import content_stance
from .frames import Candidate
from .idioms import idiom_at
from .said import Said, StanceWords, negated
from .threats import is_threat
from .tree import Tree


def stance_of(
    candidate: Candidate | None, content: Said, book: CueBook, words: StanceWords, speaker: set[str]
) -> Stance:
    """The stance of one attribution. `speaker`: words by which the speaker may be meant inside the content."""
    base = _cue_stance(candidate, book, words) if candidate is not None else "asserts"
    if base == "asserts" and candidate is not None:
        base = _echoed(candidate, content, book, words)
    if base == "asserts" and candidate is not None:
        base = _directed(candidate, content, words)
    if base in ("asserts", "predicts") and candidate is not None:
        base = _called(candidate, content, words) or base
    if candidate is not None and negated(candidate.tree, candidate.head):
        if base == "denies":
            return "asserts"
        if candidate.lemma in words.unbelieving or base == "doubts":
            return "doubts"
        if base == "asserts" and candidate.lemma in words.withheld:
            return "doubts"
    if base == "denies" and candidate is not None and candidate.lemma in words.refuse and content.words & words.silence:
        return "asserts"
    if candidate is not None and candidate.lemma == "plead" and "guilty" in content.words:
        return "denies" if content.words & REFUSALS else "asserts"
    if base == "asserts" and candidate is not None and candidate.lemma in words.insisting and _did_not(content):
        return "denies"
    if base == "asserts":
        base = _performed(content, book, words, speaker)
    if base != "asserts":
        return _sharpened(base, content, words, speaker)
    found = content_stance(content, words, speaker)
    if found == "denies" and candidate is not None and candidate.lemma in words.complaining:
        return "asserts"
    if found == "demands":
        found = _sharpened(found, content, words, speaker)
    return _of_itself(content, words) or found if found == "asserts" and candidate is not None else found


def _of_itself(content: Said, words: StanceWords) -> Stance | None:
    """What opens with the speaker itself: "it was behind the attack" claims it, "it had no fighters there" denies."""
    told = [
        content.tree.lower[i]
        for i in content.tokens
        if content.tree.lower[i].isalnum() or content.tree.lower[i] == "n't"
    ]
    told = told[1:] if told[:1] == ["that"] and told[1:2] and told[1] in _ITSELF else told
    if _did_it(content, words) or _own_strike(content, words):
        return "claims_responsibility"
    if len(told) < 3 or told[0] not in _ITSELF or told[1] not in _BEING:
        return None
    if told[2] in REFUSALS:
        # "It has no plans to close": nobody claimed that it had.
        return None if set(told[3:4]) & words.plans else "denies"
    owned = told[2] in ("behind", "responsible") and told[0] in ("it", "they", "we")
    return "claims_responsibility" if owned else None


def _called(candidate: Candidate, content: Said, words: StanceWords) -> Stance | None:
    """Who calls an account a fairy tale denies it; who wants or expects an apology demands one."""
    tree, verb = candidate.tree, candidate.head
    if candidate.frame != "verb":
        return None
    if candidate.lemma in ("want", "expect", "seek", "await"):
        what = tree.kid(verb, "dobj")
        near = {tree.lemma[what], *(tree.lemma[k] for k in tree.kids[what])} if what is not None else set()
        return "demands" if near & words.wanted else None
    if candidate.lemma not in words.calling or content.tree is not tree:
        return None
    ranges = content.tokens or [verb]
    around = {*(tree.lower[i] for i in range(min(verb, *ranges), max(verb, *ranges) + 1))}
    around |= {tree.lemma[i] for i in content.tokens}
    behind = {tree.lower[i] for i in range(verb + 1, tree.right[verb] + 1)}
    return "denies" if around & words.accounts and behind & (words.scorn | words.deny) else None


def _did_it(content: Said, words: StanceWords) -> bool:
    """True for "it had planted the bomb", "we carried out the attack": a deed that one says is one's own."""
    tree, main = content.tree, content.main()
    if main is None or tree.lemma[main] not in words.perpetrating or tree.tag[main] not in ("VBD", "VBN"):
        return False
    who, what = tree.kid(main, "nsubj"), tree.kid(main, "dobj")
    own = who is not None and tree.lower[who] in ("it", "they", "we") and not negated(tree, main)
    return own and what is not None and tree.lemma[what] in words.claimed | words.device


def _own_strike(content: Said, words: StanceWords) -> bool:
    """True for "they had hit a base", "our fighters struck the convoy", "the explosion was its work"."""
    tree, main = content.tree, content.main()
    if main is None or tree.tag[main] not in ("VBD", "VBN") or negated(tree, main):
        return False
    who = tree.kid(main, "nsubj")
    if who is None or any(tree.tag[k] == "MD" for k in tree.kids[main]):
        return False
    if tree.lemma[main] == "be":
        what = tree.kid(main, "attr")
        owner = tree.kid(what, "poss") if what is not None and tree.lemma[what] in words.handiwork else None
        return owner is not None and tree.lower[owner] in _OWN
    owner = tree.kid(who, "poss")
    own = tree.lower[who] in ("they", "it", "we") or (owner is not None and tree.lower[owner] in _OWN)
    what = tree.kid(main, "dobj")
    return own and tree.lemma[main] in words.striking and what is not None and tree.tag[what] != "PRP"


def _did_not(content: Said) -> bool:
    """True for "he did not know", "it had not fired": a past of somebody, negated."""
    main = content.main()
    if main is None:
        return False
    if nobody_did(content, main):
        return True
    helps = {content.tree.lower[k] for k in content.tree.kids[main] if content.tree.dep[k] in ("aux", "auxpass")}
    return negated(content.tree, main) and bool(helps & {"did", "had", "has", "have", "was", "were", "'d", "'ve"})


def _directed(candidate: Candidate, content: Said, words: StanceWords) -> Stance:
    """Who tells others to do a thing demands it; who swears to do one promises it."""
    tree, verb = candidate.tree, candidate.head
    if candidate.frame != "verb" or content.tree is not tree:
        return "asserts"
    deed = next((k for k in tree.kids[verb] if k > verb and tree.dep[k] in ("xcomp", "ccomp", "pcomp")), None)
    to = deed is not None and tree.tag[deed] == "VB" and any(tree.tag[k] == "TO" for k in tree.kids[deed])
    if candidate.lemma in words.vowing and (to or any(tree.lower[k] == "of" for k in tree.kids[verb])):
        return "promises"
    addressed = tree.kid(verb, "dobj", "dative", "prep") is not None
    if candidate.lemma in words.directing and addressed and _is_to_do(content):
        return "demands"
    if candidate.lemma in words.directing and deed is not None and tree.tag[deed] == "VB" and not to and deed > verb:
        # "recommended that its nationals leave"
        plain = not any(tree.tag[k] == "MD" or tree.lower[k] in _DO for k in tree.kids[deed])
        return "demands" if plain and any(tree.lower[k] == "that" for k in tree.kids[deed]) else "asserts"
    if candidate.lemma not in words.directing or deed is None or not to:
        return "asserts"
    others = tree.kid(verb, "dobj", "dative") is not None or tree.kid(deed, "nsubj") is not None
    return "demands" if others or candidate.passive else "asserts"


def _is_to_do(content: Said) -> bool:
    """True for what opens with "to" or "not to" and a verb: others are to do it."""
    told = [i for i in content.tokens if content.tree.lower[i].isalnum()]
    at = 1 if told and content.tree.lower[told[0]] == "not" else 0
    return len(told) > at + 1 and content.tree.tag[told[at]] == "TO" and content.tree.tag[told[at + 1]] in ("VB", "RB")


_DO = frozenset({"do", "does", "did"})


def _performed(content: Said, book: CueBook, words: StanceWords, speaker: set[str]) -> Stance:
    """What is done in saying it: "We reject the report", "I ask for help", "it said it doubted the count"."""
    tree, main = content.tree, content.main()
    if main is None or tree.tag[main] not in ("VBP", "VBD", "VBZ") or negated(tree, main):
        return "asserts"
    who = tree.kid(main, "nsubj")
    cue = book.verbs.get(tree.lemma[main])
    if who is None or cue is None or tree.lower[who] not in speaker:
        return "asserts"
    for k in tree.kids[main]:
        if tree.dep[k] == "prep":
            cue = book.phrases.get(f"{tree.lemma[main]} {tree.lower[k]}", cue)
    first = tree.lower[who] in words.speaker and tree.tag[main] == "VBP"
    held = cue.stance in ("denies", "doubts", "warns") and tree.lower[who] not in words.speaker
    return _as_stance(cue.stance) if (first or held) and tree.lemma[main] not in words.refuse else "asserts"


def _sharpened(base: Stance, content: Said, words: StanceWords, speaker: set[str]) -> Stance:
    """A vow of harm is a threat, of no harm none; advice against something for its dangers is a warning."""
    if base == "warns" and is_threat(content, words, speaker):
        return "threatens"
    if base == "promises" and content.words & (words.hostile | words.menace):
        spares = content.words & REFUSALS and not content.words & words.relentless
        return "promises" if spares else "threatens"
    if base == "demands" and content.words & words.danger and content.words & (REFUSALS | words.heed):
        return "warns"
    return base


def _echoed(candidate: Candidate, content: Said, book: CueBook, words: StanceWords) -> Stance:
    """Who repeats or backs a threat, a warning or a denial does the same."""
    if candidate.frame != "verb" or len(content.tokens) > 6 or candidate.lemma not in words.echoing:
        return "asserts"
    tree = content.tree
    for i in content.tokens:
        if tree.is_noun(i) and not content.holds(tree.head[i]):
            cue = book.nouns.get(tree.lemma[i])
            return _as_stance(cue.stance) if cue else "asserts"
    return "asserts"


def _cue_stance(candidate: Candidate, book: CueBook, words: StanceWords) -> Stance:
    """Stance of the cue: of verb and object or preposition together where the book has them, else of the word."""
    tree, head = candidate.tree, candidate.head
    idiom = idiom_at(tree, head, book) if candidate.frame == "verb" and tree.lemma[head] in book.idioms else None
    if idiom is not None and (idiom[0].words or candidate.idiom) and not _is_day(tree, head, idiom[1]):
        return _as_stance(idiom[0].cue.stance)
    for k in tree.kids[head]:
        if (
            tree.dep[k] in ("dobj", "nsubjpass")
            and tree.lemma[k] in words.responsibility
            and candidate.lemma in ("claim", "take", "accept", "admit")
        ):
            return "claims_responsibility"
        if (
            candidate.lemma == "claim"
            and tree.dep[k] in ("dobj", "nsubjpass")
            and tree.lemma[k] in words.claimed | _POINTING
        ):
            # "claimed the attack", "claimed it"
            return "claims_responsibility"
        if tree.dep[k] in ("prep", "prt", "dobj") and not _is_day(tree, head, k):
            phrase = book.phrases.get(f"{candidate.lemma} {tree.lower[k]}")
            if phrase is not None:
                return _as_stance(phrase.stance)
    pos = {"verb": "verb", "noun": "noun", "adjective": "adjective"}.get(candidate.frame)
    cue = book.find(pos, candidate.lemma) if pos else None
    return _as_stance(cue.stance) if cue else "asserts"


def _is_day(tree: Tree, verb: int, prep: int) -> bool:
    """True for a preposition that only says when a clause was said: "insisted on Monday that"."""
    said = tree.kid(verb, "ccomp")
    when = tree.kid(prep, "pobj")
    return tree.dep[prep] == "prep" and said is not None and when is not None and tree.tag[when] in ("NNP", "CD")


def _as_stance(name: str) -> Stance:
    """A stance of the contract by its name; `asserts` for an unknown one."""
    return name if name in _STANCES else "asserts"  # type: ignore[return-value]


_OWN = frozenset({"its", "their", "our", "his"})
_POINTING = frozenset({"it", "them", "both"})
_ITSELF = frozenset({"it", "they", "we", "this", "that"})
_BEING = frozenset({"is", "was", "are", "were", "has", "have", "had", "'s", "'re"})
_STANCES = frozenset(get_args(Stance))
