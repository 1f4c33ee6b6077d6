"""Every possible attribution of a sentence: verbs, nouns, "according to", adverbs of hearsay and colons."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...knowledge.cues import CueBook
from .clauses import keep_to_clause
from .contents import content_options
from .frames import (
    Candidate,
    Option,
    core,
    is_passive,
    phrase_options,
    source_options,
    subject,
    trim,
)
from .idioms import between, idiom_at
from .tree import Range, Tree

_LIGHT = frozenset(
    {"make", "issue", "have", "give", "express", "voice", "release", "get", "take", "hold", "send", "raise"}
)


_NOT_DONE = frozenset({"to", "not", "n't", "never", "did", "do", "does"})
_LIGHT_WEIGHT = 0.0
"""Learned weight of a verb that says nothing alone (give, make, put), or was never met (0)."""


Gate = Callable[[Tree, int, str, str], bool]
"""Whether a cue word (tree, token, frame, dictionary form) is worth drawing spans for."""


def open_gate(tree: Tree, head: int, frame: str, lemma: str) -> bool:
    """Lets every cue word pass."""
    return True


def propose(tree: Tree, book: CueBook, gate: Gate = open_gate) -> Iterator[Candidate]:
    """All candidates of one sentence that pass the gate, in the order of their cue words."""
    nouns, adverbs = book.nouns, book.adverbs
    for i, tag in enumerate(tree.tag):
        kind = tag[:2]
        if kind == "VB":
            found = _according(tree, i) if tree.lower[i] == "according" else _verb(tree, i, book, gate)
        elif kind == "NN":
            found = _noun(tree, i) if tree.lemma[i] in nouns and gate(tree, i, "noun", tree.lemma[i]) else None
        elif kind == "JJ":
            word = tree.lower[i]
            found = _adjective(tree, i) if word in book.adjectives and gate(tree, i, "adjective", word) else None
        elif kind == "RB":
            found = _adverb(tree, i) if tree.lower[i] in adverbs else None
        elif tree.lower[i] == ":":
            found = _colon(tree, i)
        elif tree.lower[i] == "per" and kind == "IN":
            found = _preposition(tree, i)
        else:
            continue
        if found is not None and tree.cuts:
            found = keep_to_clause(found)
        if found is not None and found.contents:
            yield found


def _zone(tree: Tree, head: int) -> Range:
    """The cue's core together with its own subject, whichever comes first: contents stand outside it."""
    lo, hi = core(tree, head)
    own = tree.kid(head, "nsubj", "nsubjpass")
    if own is not None:
        if own < head:
            lo = min(lo, tree.left[own])
        else:
            hi = max(hi, tree.right[own])
    return lo, hi


def _verb(tree: Tree, i: int, book: CueBook, gate: Gate) -> Candidate | None:
    """A verb that is in the book of cues, governs a clause, or stands beside a quotation."""
    if tree.dep[i] in ("aux", "auxpass"):
        return None
    lemma = tree.lemma[i]
    if lemma not in book.verbs and tree.kid(i, "ccomp") is None:
        return None
    if not gate(tree, i, "verb", lemma):
        return None
    passive = is_passive(tree, i)
    zone = _zone(tree, i)
    if passive:
        zone = core(tree, i)
    contents = content_options(tree, i, zone, passive)
    if tree.dep[i] == "relcl" or tree.tag[tree.left[i]] in ("WDT", "WP", "WRB"):
        contents += _fronted(tree, i)
    if tree.dep[i] in ("advcl", "ccomp", "parataxis", "ROOT") and tree.lower[tree.left[i]] == "as":
        if (put := tree.kid(i, "dobj")) is not None and tree.lower[put] == "it":
            contents = []
        contents += [
            Option(f"as {option.kind}", option.ranges) for option in _around(tree, i, (tree.left[i], tree.right[i]))
        ]
    if tree.lower[-1] == ":":
        contents.append(Option("next", ()))
    sources = source_options(tree, i, passive)
    return Candidate(tree, i, "verb", lemma, passive, None, sources, contents)


def idioms(tree: Tree, book: CueBook, taken: set[int]) -> Iterator[Candidate]:
    """Verbs with the words behind them as one cue, where the model took nothing by the verb alone."""
    if book.idioms.keys().isdisjoint(tree.lemma):
        return
    for verb, lemma in enumerate(tree.lemma):
        if lemma not in book.idioms or verb in taken or not tree.is_verb(verb):
            continue
        cue = book.verbs.get(lemma)
        # What the model knows well it has judged by itself.
        if (cue is None or cue.weight <= _LIGHT_WEIGHT) and _is_told(tree, verb):
            found = _idiom(tree, verb, book)
            if found is not None and tree.cuts:
                found = keep_to_clause(found)
            if found is not None and found.contents:
                yield found


def _is_told(tree: Tree, verb: int) -> bool:
    """True for a verb of the narration with a subject of its own: nobody is said to want or refuse to do it."""
    helps = {tree.lower[k] for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass", "neg")}
    if helps & _NOT_DONE or any(tree.tag[k] in ("MD", "TO") or tree.dep[k] == "neg" for k in tree.kids[verb]):
        return False
    finite = tree.tag[verb] in ("VBD", "VBZ", "VBP") or bool(helps)
    return finite and (tree.kid(verb, "nsubj", "nsubjpass") is not None or tree.dep[verb] in ("conj", "relcl"))


def _idiom(tree: Tree, verb: int, book: CueBook) -> Candidate | None:
    """One verb and its words."""
    if tree.dep[verb] in ("aux", "auxpass"):
        return None
    idiom = idiom_at(tree, verb, book)
    if idiom is None:
        return None
    passive = is_passive(tree, verb)
    lo, hi = core(tree, verb) if passive else _zone(tree, verb)
    inside = between(tree, verb, idiom[1])
    contents = [inside] if inside else content_options(tree, verb, (lo, max(hi, idiom[1])), passive)
    if not contents:
        # "vowed revenge": what is said is the idiom's own object.
        contents = [Option("dobj", ((tree.left[idiom[1]], idiom[1]),))]
    sources = [
        one for one in source_options(tree, verb, passive) if one.kind.startswith(("own", "conj", "agent", "relcl"))
    ]
    return (
        Candidate(tree, verb, "verb", tree.lemma[verb], passive, idiom[0].cue, sources, contents) if sources else None
    )


def _fronted(tree: Tree, verb: int) -> list[Option]:
    """What a relative clause says of its noun ("the plan that he backs"): the pronoun, and the noun before it."""
    found: list[Option] = []
    for k in tree.kids[verb]:
        if tree.tag[k] in ("WDT", "WP", "WRB") and k < verb:
            found.append(Option(f"wh {tree.dep[k]}", ((k, k),)))
    above = tree.head[verb]
    if tree.dep[verb] == "relcl" and above < tree.left[verb]:
        before = trim(tree, tree.left[above], tree.left[verb] - 1)
        if before:
            found.append(Option("antecedent", (before,)))
    return found


def _noun(tree: Tree, i: int) -> Candidate:
    """A noun of saying or thinking: "the claim that", "criticism of", "his view is that"."""
    sources: list[Option] = []
    for k in tree.kids[i]:
        if tree.dep[k] == "poss":
            sources += phrase_options(tree, k, "poss", i)
        elif tree.dep[k] in ("compound", "amod", "nmod") and k < i:
            sources.append(Option(tree.dep[k], ((tree.left[k], k),)))
        elif tree.dep[k] in ("prep", "agent") and tree.lower[k] in ("by", "from", "of", "among", "between"):
            of = tree.kid(k, "pobj")
            if of is not None:
                sources += phrase_options(tree, of, tree.lower[k], i)[:3]
    above = tree.head[i]
    if tree.is_verb(above) and above != i:
        light = "light" if tree.lemma[above] in _LIGHT else "verb"
        who = subject(tree, above)
        if who is not None and tree.dep[i] != "nsubj":
            sources += phrase_options(tree, who[1], f"{light}:{who[0]}", i)
    sources.append(Option("none", ()))
    contents = content_options(tree, i, (i, i), False)
    contents = [option for option in contents if not option.kind.startswith(("both", "up:", "pre:after"))]
    if tree.dep[i] == "nsubj" and tree.lemma[above] == "be":
        for k in tree.kids[above]:
            if k > above and tree.dep[k] in ("ccomp", "attr", "xcomp", "acomp"):
                drawn = trim(tree, tree.left[k], tree.right[k])
                if drawn:
                    contents.append(Option(f"is {tree.dep[k]}", (drawn,)))
    return Candidate(tree, i, "noun", tree.lemma[i], False, None, sources, contents)


def _adjective(tree: Tree, i: int) -> Candidate:
    """An adjective of mind or voice: "concerned that", "critical of"."""
    sources: list[Option] = []
    above = tree.head[i]
    if tree.dep[i] in ("acomp", "oprd") and tree.is_verb(above):
        who = subject(tree, above)
        if who is not None:
            sources += phrase_options(tree, who[1], who[0], i)
    elif tree.dep[i] in ("amod", "appos", "acl") and above < i and tree.is_noun(above):
        sources += phrase_options(tree, above, "noun", i)
    else:
        who = subject(tree, i)
        if who is not None:
            sources += phrase_options(tree, who[1], who[0], i)
        if tree.dep[i] in ("advcl", "dep", "acl", "amod") and (felt := tree.kid(above, "dobj")) is not None:
            sources += phrase_options(tree, felt, "felt by", i)
    if tree.is_verb(above) and tree.lemma[above] in _LIGHT and (maker := subject(tree, above)) is not None:
        sources += phrase_options(tree, maker[1], f"maker {maker[0]}", i)
    sources.append(Option("none", ()))
    contents = [o for o in content_options(tree, i, (i, i), False) if not o.kind.startswith(("both", "up:", "pre:"))]
    return Candidate(tree, i, "adjective", tree.lower[i], False, None, sources, contents)


def _around(tree: Tree, head: int, zone: Range) -> list[Option]:
    """Contents of a cue that stands beside its clause: all before, all after, both, or the clause it hangs on."""
    found: list[Option] = []
    pre = trim(tree, 0, zone[0] - 1) if zone[0] > 0 else None
    post = trim(tree, zone[1] + 1, len(tree) - 1) if zone[1] + 1 < len(tree) else None
    if pre:
        found.append(Option("pre:sent", (pre,)))
    if post:
        found.append(Option("rest..sent", (post,)))
    if pre and post:
        found.append(Option("both", (pre, post)))
    above = tree.head[head]
    if above != head:
        lo, hi = tree.left[above], tree.right[above]
        sides = [trim(tree, lo, min(hi, zone[0] - 1)) if lo < zone[0] else None]
        sides.append(trim(tree, max(lo, zone[1] + 1), hi) if hi > zone[1] else None)
        kept = tuple(side for side in sides if side)
        if kept:
            found.append(Option("clause", kept))
            found += [Option("clause before" if i == 0 else "clause after", (s,)) for i, s in enumerate(sides) if s]
    if pre:
        for i in range(zone[0] - 2, 1, -1):
            if tree.lower[i] in (";", "—", "--", "but", "and", "while", "that"):
                part = trim(tree, i + 1, zone[0] - 1)
                if part:
                    found.append(Option(f"pre:after {tree.lower[i]}", (part,)))
                break
    return found


def _according(tree: Tree, i: int) -> Candidate | None:
    """The words "according to" and whom they name."""
    to = tree.kid(i, "prep")
    who = tree.kid(to, "pobj") if to is not None else tree.kid(i, "pobj")
    if who is None:
        return None
    sources = phrase_options(tree, who, "to", i)
    return Candidate(tree, i, "according", "accord", False, None, sources, _around(tree, i, (i, tree.right[who])))


def _preposition(tree: Tree, i: int) -> Candidate | None:
    """The word "per" before a name."""
    who = tree.kid(i, "pobj")
    if who is None or not tree.tag[who].startswith("NNP"):
        return None
    return Candidate(
        tree, i, "per", "per", False, None, phrase_options(tree, who, "per", i), _around(tree, i, (i, tree.right[who]))
    )


def _adverb(tree: Tree, i: int) -> Candidate:
    """An adverb of hearsay: "reportedly"."""
    return Candidate(tree, i, "adverb", tree.lower[i], False, None, [Option("none", ())], _around(tree, i, (i, i)))


def _colon(tree: Tree, i: int) -> Candidate | None:
    """A name, a colon, and what that one says."""
    if i == 0 or i > 14 or any(tree.is_verb(k) for k in range(i)):
        return None
    if any(tree.tag[k] == "CD" or tree.lower[k][0].isdigit() for k in range(i)) or tree.lower.count(":") > 2:
        # "May 3, 2021 Topic: Iraq Region: Asia": fields of a page, and nobody speaks.
        return None
    before = trim(tree, 0, i - 1)
    if before is None:
        return None
    sources = [Option("colon", (before,))]
    for k in range(i - 1, 0, -1):
        if tree.lower[k] in (",", ".", ";", "—", "-", "(", ")") and k + 1 < i:
            sources.append(Option("colon tail", ((k + 1, i - 1),)))
            break
    sources.append(Option("none", ()))
    after = trim(tree, i + 1, len(tree) - 1) if i + 1 < len(tree) else None
    contents = [Option("rest..sent", (after,)), Option("turn", (after,))] if after else [Option("next", ())]
    return Candidate(tree, i, "colon", ":", False, None, sources, contents)
