"""Hearsay in two steps: what a paper says that its sources said, and whom it cites for what it reports.

Invariant: an inner statement keeps its own speaker; `reported_by` names who passes its words on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model import Source, Span, Statement, content_id
from .frames import Candidate, Option, phrase_options
from .tree import Tree

_QUOTING = frozenset({"quote", "cite"})
_SILENT = frozenset({"confirm", "deny"})
_CLAIMING = frozenset({"claim", "take", "accept", "assume"})
_CREDIT = frozenset({"responsibility", "credit"})
_NAMING = frozenset({"name", "identify", "quote"})
_NOBODY = frozenset({"nobody", "none", "noone", "no-one"})


def is_hearsay(candidate: Candidate, source: Option, content: Option) -> bool:
    """An adverb of hearsay, or somebody made to say a clause inside what another says."""
    if candidate.frame == "adverb":
        return True
    tree, head = candidate.tree, candidate.head
    return (
        candidate.frame == "verb"
        and not tree.quoted[head]
        and source.kind.startswith("own")
        and content.kind.startswith("ccomp")
        and tree.tag[head] in ("VBD", "VBZ", "VBP")
        and _is_nested(tree, head)
    )


def is_on_word(candidate: Candidate, source: Option, content: Option) -> bool:
    """True for what somebody says by another's account: "According to the paper, an envoy said the bridge was open"."""
    tree, head = candidate.tree, candidate.head
    clause = source.kind.startswith("own") and content.kind.startswith("ccomp")
    return candidate.frame == "verb" and clause and any(tree.lower[k] == "according" for k in tree.kids[head])


def _is_nested(tree: Tree, head: int) -> bool:
    """True for a verb inside the clause of another verb."""
    above = tree.head[head]
    return tree.dep[head] in ("ccomp", "conj") and tree.dep[above] != "aux" and tree.is_verb(above)


def quoted_speaker(candidate: Candidate) -> Option | None:
    """Who is quoted: "quoted a witness as saying that ..."; None for any other cue."""
    tree, head = candidate.tree, candidate.head
    link = tree.head[head]
    if candidate.frame != "verb" or tree.tag[head] != "VBG" or tree.lower[link] != "as":
        return None
    above = tree.head[link]
    who = tree.kid(above, "dobj", "nsubjpass") if tree.lemma[above] in _QUOTING else None
    return phrase_options(tree, who, "quoted", head)[0] if who is not None and who < link else None


def says_nothing(candidate: Candidate) -> bool:
    """True for "neither confirmed nor denied", "no group has claimed responsibility": nothing was said."""
    tree, head = candidate.tree, candidate.head
    named = tree.kid(head, "xcomp")
    if named is not None and tree.lemma[named] in _NAMING and tree.kid(named, "auxpass") is not None:
        # "who asked not to be named"
        return True
    if candidate.frame == "verb" and candidate.lemma in _CLAIMING and (_by_nobody(tree, head) or _is_not(tree, head)):
        return any(
            tree.dep[k] == "dobj" and (tree.lemma[k] in _CREDIT or candidate.lemma == "claim") for k in tree.kids[head]
        )
    if candidate.frame != "verb" or candidate.lemma not in _SILENT:
        return False
    either = (head, tree.head[head]) if tree.dep[head] == "conj" else (head,)
    return any(tree.lower[k] in ("neither", "nor") and k < head for verb in either for k in tree.kids[verb])


def _by_nobody(tree: Tree, head: int) -> bool:
    """True for a verb whose subject is nobody: "no group", "none of the factions", "nobody"."""
    return any(
        tree.lower[k] in _NOBODY or any(tree.lower[j] in ("no", "neither") for j in tree.kids[k])
        for k in tree.kids[head] if tree.dep[k] == "nsubj"
    )  # fmt: skip


def _is_not(tree: Tree, head: int) -> bool:
    """True for "has not claimed"."""
    return any(tree.dep[k] == "neg" for k in tree.kids[head])


def cited_speaker(candidate: Candidate) -> Option | None:
    """Whom a report cites: "The paper, citing two officials, reported ..."; None for any other cue."""
    tree, head = candidate.tree, candidate.head
    if candidate.frame != "verb" or candidate.lemma not in _QUOTING or tree.tag[head] != "VBG":
        return None
    who = tree.kid(head, "dobj")
    if tree.dep[head] not in ("advcl", "acl", "conj", "xcomp") or who is None:
        return None
    return next((o for o in phrase_options(tree, who, "cited", head) if o.ranges[0][0] > head), None)


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement that only says who is cited, and whom; `sure` when it stands as one by itself."""

    statement: Statement
    source: Source
    sure: bool


def with_cited(text: str, found: Sequence[Statement], cited: Sequence[Cited]) -> list[Statement]:
    """What a report says on the word of those that it cites, as theirs and passed on by it, in place of the citing."""
    told: list[Statement] = list(found)
    for one in cited:
        by = one.statement
        beside = [s for s in told if s.sentence == by.sentence and s is not by and s.source and by.source]
        said = next((s for s in beside if s.source == by.source and s.cue is not None), None)
        if said is None or by.cue is None:
            if not one.sure:
                told.remove(by)
            continue
        content = tuple(_before(text, span, by.cue.start) for span in said.content)
        spans = ";".join(f"{span.start}-{span.end}" for span in content)
        told[told.index(by)] = replace(
            said,
            statement_id=content_id("sta", by.report_id, by.cue.start, by.cue.end, spans),
            source=one.source,
            cue=by.cue,
            content=content,
            text=" … ".join(text[span.start : span.end] for span in content),
            direct=False,
            reported_by=by.source,
        )
    return told


def _before(text: str, span: Span, at: int) -> Span:
    """A stretch without the words that name whom it is cited from, where they close it."""
    if not span.start < at < span.end:
        return span
    return Span(span.start, span.start + len(text[span.start : at].rstrip(" ,;")))


def with_messengers(found: Sequence[Statement]) -> list[Statement]:
    """A cue inside another's content was reported by that other's source."""
    told: list[Statement] = []
    for inner in found:
        at = inner.cue.start if inner.cue else -1
        outer = [
            s for s in found
            if s is not inner and s.source is not None and s.sentence == inner.sentence
            and any(span.start <= at < span.end for span in s.content)
        ]  # fmt: skip
        if inner.reported_by is None and outer and (inner.source is None or outer[-1].source != inner.source):
            told.append(replace(inner, reported_by=outer[-1].source))
        else:
            told.append(inner)
    return told
