"""Whose word a clause is by a phrase beside it: "in the words of the mayor", "by the union's account", "if he is to be
believed", "for the envoy, it was a crime", "as the harbour master has it", "the junta's version is that".
"""

from __future__ import annotations

from collections.abc import Iterator

from .frames import trim
from .speaker_words import SpeakerWords
from .telling import Telling, TellingWords, head_noun, phrase_from
from .tree import Range, Tree

_LEADS = frozenset({"in", "by", "on", "to"})
_MANY = frozenset({"all", "most", "many", "some", "those", "both"})
_EVALUATES = frozenset({"attr", "acomp", "prep", "ccomp"})
_HAS_IT = frozenset({"put", "have", "tell", "see", "describe", "phrase"})
_LEAST = 2
"""Words of what is told."""


def words_of(tree: Tree, words: TellingWords, speakers: SpeakerWords) -> Iterator[Telling]:
    """Every telling of a sentence by a phrase."""
    lower = tree.lower
    if not words.word_of.isdisjoint(lower):
        for i, word in enumerate(lower):
            if word in words.word_of and tree.is_noun(i) and (told := _by_word(tree, i)) is not None:
                yield told
    if not words.own_word.isdisjoint(tree.lemma):
        yield from _is_that(tree, words)
    if lower[0] == "for" and (told := _for(tree, speakers)) is not None:
        yield told
    if "believed" in lower or "hear" in lower or "as" in lower or "quote" in lower:
        yield from _believed(tree)
    if "so" in lower and (told := _so(tree, speakers)) is not None:
        yield told


def _by_word(tree: Tree, noun: int) -> Telling | None:
    """ "In the words of X, ...", "by X's account ..."."""
    lead = tree.head[noun]
    if tree.lower[lead] not in _LEADS or tree.dep[noun] != "pobj" or lead > noun or tree.lower[lead - 1] == "based":
        return None
    of = next((k for k in tree.kids[noun] if tree.dep[k] == "prep" and tree.lower[k] in ("of", "from")), None)
    owner = tree.kid(noun, "poss")
    last = noun
    source: Range | None
    if owner is not None and tree.tag[owner] == "PRP$" and tree.lower[owner + 1] != "own":
        return None
    if owner is not None and owner > lead:
        source = (max(tree.left[owner], lead + 1), owner)
    elif of is not None and of == noun + 1:
        source = phrase_from(tree, of + 1)
        last = source[1] if source else noun
    else:
        return None
    if source is None or not (tree.is_noun(source[1]) or tree.tag[source[1]] in ("PRP", "PRP$", "NNP")):
        return None
    if of is not None and owner is None:
        source = _with_name(tree, source)
        last = source[1]
    content = _beside(tree, lead, last)
    return Telling(tree, source, (lead, noun), content) if content else None


def _with_name(tree: Tree, source: Range) -> Range:
    """A role with the name behind its comma: "the foreign minister, Aru Bakari,"."""
    at = source[1] + 1
    if at + 1 < len(tree) and tree.lower[at] == "," and tree.tag[at + 1] == "NNP":
        end = at + 1
        while end + 1 < len(tree) and tree.tag[end + 1] == "NNP":
            end += 1
        if end + 1 < len(tree) and (tree.lower[end + 1] in (",", ".") or tree.is_mark(end + 1)):
            return source[0], end
    return source


def _beside(tree: Tree, first: int, last: int) -> tuple[Range, ...]:
    """What stands around a phrase between two stops of its clause; quotations alone, where it is set beside one."""
    after = last + 1
    while after < len(tree) and tree.lower[after] == ",":
        after += 1
    if after < len(tree) and tree.is_mark(after):
        end = next((k for k in range(after + 1, len(tree)) if tree.is_mark(k)), len(tree) - 1)
        return ((after, end),)
    low = max((i + 1 for i in range(first) if tree.lower[i] == ";"), default=0)
    high = min((i - 1 for i in range(last, len(tree)) if tree.lower[i] == ";"), default=len(tree) - 1)
    which = next((i for i in range(first - 1, low, -1) if tree.lower[i] in ("which", "who", "that")), None)
    if which is not None and first - which <= 2:
        low = which
    parts = [trim(tree, low, first - 1) if first > low else None, trim(tree, after, high) if after <= high else None]
    kept = tuple(part for part in parts if part is not None and _says(tree, part))
    return kept if sum(b - a + 1 for a, b in kept) >= _LEAST else ()


def _says(tree: Tree, part: Range) -> bool:
    """True for a stretch with a word in it."""
    return any(tree.lower[i][0].isalnum() for i in range(part[0], part[1] + 1))


def _is_that(tree: Tree, words: TellingWords) -> Iterator[Telling]:
    """ "The junta's version is that ...", "the answer from Riyadh was that ..."."""
    for noun, lemma in enumerate(tree.lemma):
        verb = tree.head[noun]
        if lemma not in words.own_word or tree.dep[noun] != "nsubj" or tree.lemma[verb] != "be" or verb < noun:
            continue
        said = tree.kid(verb, "ccomp")
        source = owner_of(tree, noun)
        told = trim(tree, tree.left[said], tree.right[said]) if said is not None and said > verb else None
        if source is not None and told is not None:
            yield Telling(tree, source, (noun, noun), (told,))


def owner_of(tree: Tree, noun: int) -> Range | None:
    """Whose a noun is: "the junta's version", "the answer from Riyadh", "the claim by the Guards"."""
    owner = tree.kid(noun, "poss")
    if owner is not None and (tree.is_noun(owner) or tree.tag[owner] == "PRP$"):
        return tree.left[owner], owner
    for k in tree.kids[noun]:
        if tree.dep[k] == "prep" and tree.lower[k] in ("of", "from", "by") and (of := tree.kid(k, "pobj")) is not None:
            return tree.left[of], of
    return None


def _for(tree: Tree, speakers: SpeakerWords) -> Telling | None:
    """ "For the researcher Ann Poe, of the institute, the danger is greater": how something looks to somebody."""
    comma = next((i for i, word in enumerate(tree.lower) if word == ","), None)
    source = phrase_from(tree, 1)
    if comma is None or source is None or source[1] + 1 != comma:
        return None
    role = any(tree.lemma[i] in speakers.speaking for i in range(source[0], source[1] + 1))
    root = next((i for i, above in enumerate(tree.head) if above == i), 0)
    named = tree.tag[source[1]] == "NNP" and any(tree.quoted)
    if not (role or named) or tree.lower[source[0]] in _MANY or root <= comma:
        return None
    quoted = any(tree.quoted[comma:])
    judges = tree.lemma[root] == "be" and any(tree.dep[k] in _EVALUATES and k > root for k in tree.kids[root])
    if tree.lower[comma + 1] in ("of", "a", "an", "the", "from") and tree.lower[comma + 1] != "the":
        comma = next((i for i in range(comma + 1, root) if tree.lower[i] == ","), comma)
    told = trim(tree, comma + 1, len(tree) - 1)
    return Telling(tree, source, (0, 0), (told,)) if (judges or quoted) and told is not None else None


def _believed(tree: Tree) -> Iterator[Telling]:
    """ "If X is to be believed", "to hear X tell it", "as X puts it", "to quote X"."""
    for verb, lemma in enumerate(tree.lemma):
        first = tree.left[verb]
        who = None
        if lemma == "believe" and tree.lower[verb] == "believed" and tree.lower[first] == "if":
            who = next((i for i in range(first, verb) if tree.dep[i] in ("nsubj", "nsubjpass")), None)
        elif lemma == "hear" and tree.lower[verb - 1 : verb] == ["to"] and "it" in tree.lower[verb:][:8]:
            who = next((i for i in range(verb + 1, min(verb + 8, len(tree))) if tree.dep[i] == "nsubj"), None)
        elif lemma in _HAS_IT and tree.lower[first] == "as" and tree.lower[verb + 1 : verb + 2] == ["it"]:
            who = tree.kid(verb, "nsubj")
        elif lemma == "quote" and tree.lower[verb - 1 : verb] == ["to"]:
            who = tree.kid(verb, "dobj")
        if who is None or not (tree.is_noun(who) or tree.tag[who] == "PRP"):
            continue
        last = max(verb + (tree.lower[verb + 1 : verb + 2] == ["it"]), tree.right[who])
        comma = next((i for i in range(last, len(tree)) if tree.lower[i] == ","), last)
        content = _beside(tree, min(first, verb - 1), comma if comma - last < 4 else last)
        if content:
            yield Telling(tree, (tree.left[who], tree.right[who]), (verb, verb), content)


def _so(tree: Tree, speakers: SpeakerWords) -> Telling | None:
    """ "The post stays closed, so the Foreign Office": how German papers name who says it."""
    so = next((i for i in range(len(tree) - 1, 1, -1) if tree.lower[i] == "so"), None)
    if so is None or tree.lower[so - 1] != "," or tree.lower[so + 1 : so + 2] == ["that"]:
        return None
    source = phrase_from(tree, so + 1)
    if source is None or any(tree.lower[i][0].isalnum() for i in range(source[1] + 1, len(tree))):
        return None
    head = head_noun(tree, source)
    told = trim(tree, 0, so - 2)
    speaks = tree.lemma[head] in speakers.speaking or tree.tag[head] == "NNP"
    return Telling(tree, source, (so, so), (told,)) if speaks and told is not None else None
