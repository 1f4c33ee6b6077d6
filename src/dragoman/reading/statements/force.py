"""The force of a content by itself, where its cue only says: denial, threat, warning, demand, forecast or claim."""

from __future__ import annotations

from ...model import Stance
from .said import Said, StanceWords, negated
from .tree import Tree

AUTHORITY = "<authority>"
"""Among the speaker's own words: it is a state, a body or a party, and what it says will be done is its plan."""
_PERHAPS = frozenset({"could", "might", "may"})
_PAST = frozenset({"had", "has", "have", "was", "were", "did", "been", "'ve", "'d"})
_NO_ONE = frozenset({"nobody", "no-one", "noone", "none", "nothing"})
REFUSALS = frozenset({"not", "n't", "no", "never", "neither", "nor", "none", "nobody", "nothing"})


def content_stance(content: Said, words: StanceWords, speaker: set[str]) -> Stance:
    """What the content itself does, when its cue only says."""
    if not content.tokens:
        return "asserts"
    tree, said = content.tree, content.words
    future = _future(content, words)
    planned = future and _is_planned(content, words, speaker)
    if not said & {"report", "spread"} and any(
        tree.lower[i] in words.deny or (tree.lemma[i] in words.deny and not tree.is_verb(i)) for i in content.tokens
    ):
        return "denies"
    if (said & words.doubt and not future) or _is_open(content, words):
        return "doubts"
    if is_threat(content, words, speaker) or (future and _held_out(content, words, speaker)):
        return "threatens"
    if _is_wrong(content, words) or _denial(content, words) or _was_none(content, words) or _refuses(content, words, speaker):
        return "denies"
    if _danger_ahead(content, words):
        return "warns"
    if future and said & words.menacing_object and said & {"could", "might", "may"}:
        return "warns"
    main = content.main()
    if said & words.obligation and main is not None and not _perfect(tree, content.tokens):
        return "demands"
    first = next((i for i in content.tokens if tree.lower[i][0].isalnum()), content.tokens[0])
    if tree.tag[first] in ("WP", "WRB") or tree.lower[content.tokens[-1]] == "?":
        return "asserts"
    if _is_order(content):
        return "demands"
    if planned:
        return "promises" if _by_us(content, words) else "asserts"
    if future or _foretold(content, words) or _does_not_see(content):
        return "predicts"
    return "asserts"


def _is_planned(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """True for what the speaker's own side will do: announced, and no forecast."""
    tree, main = content.tree, content.main()
    modal = {tree.lower[i] for i in content.tokens if tree.tag[i] == "MD"}
    if (
        main is None
        or modal & _PERHAPS
        or content.words & words.foretell - {"soon"}
        or content.words & {"if", "unless"}
    ):
        return False
    doer = _doer(tree, main)
    own = doer is not None and (tree.lower[doer] in speaker or _owned(tree, doer))
    passive = tree.kid(main, "auxpass") is not None
    plain = own and (tree.lemma[main] not in words.happening or tree.kid(main, "acomp", "attr", "oprd") is None)
    if AUTHORITY not in speaker:
        return plain
    # What happens by itself or harms is foretold even by who governs; an inquiry is set up by it.
    set_up = tree.kid(main, "expl") is not None and "would" not in modal
    return plain or passive or set_up or tree.lemma[main] not in words.happening | words.hostile


def _is_order(content: Said) -> bool:
    """True for "Do not travel to the coast": a bare verb that opens what is said, with nobody before it."""
    tree, main = content.tree, content.main()
    if main is None or tree.tag[main] != "VB" or tree.kid(main, "nsubj", "nsubjpass") is not None:
        return False
    opening = [tree.lower[i] for i in content.tokens if i < main and tree.lower[i].isalpha()]
    return all(word in ("do", "not", "please", "never", "always") for word in opening)


def _by_us(content: Said, words: StanceWords) -> bool:
    """True for "we will" and "I shall" with a deed, said in the speaker's own voice."""
    tree, main = content.tree, content.main()
    doer = _doer(tree, main) if main is not None else None
    if main is None or doer is None or tree.lower[doer] not in words.speaker or negated(tree, main):
        return False
    modal = {tree.lower[k] for k in tree.kids[main] if tree.tag[k] == "MD"}
    return bool(modal & {"will", "'ll", "shall"}) and tree.lemma[main] not in words.happening


def _foretold(content: Said, words: StanceWords) -> bool:
    """True for "likely to fall", "bound to fail": a forecast without will; "is likely higher" is an estimate."""
    tree = content.tree
    return any(
        (tree.lemma[i] in words.foretell or tree.lower[i] in words.foretell) and tree.kid(i, "xcomp") is not None
        for i in content.tokens
    )


def _held_out(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """What an authority will do to others if they do not obey: "the crossing would be shut if troops moved"."""
    tree = content.tree
    if AUTHORITY not in speaker or not content.words & {"if", "unless"}:
        return False
    for i in content.tokens:
        if not tree.is_verb(i) or tree.lemma[i] not in words.leverage | words.hostile:
            continue
        clause = any(tree.dep[k] == "advcl" and tree.kid(k, "mark") is not None for k in tree.kids[i])
        doer = _doer(tree, i)
        own = tree.kid(i, "auxpass") is not None or (doer is not None and tree.lower[doer] in speaker)
        if clause and own and any(tree.tag[k] == "MD" for k in tree.kids[i]):
            return True
    return False


def _refuses(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """Own side, will or would, not, and a verb of yielding: "would not accept a single soldier"."""
    tree, main = content.tree, content.main()
    if main is None or not negated(tree, main):
        return False
    doer = _doer(tree, main)
    refuses = tree.lemma[main] in words.refusing
    modal = any(tree.lower[k] in ("would", "wo", "will", "'ll") for k in tree.kids[main])
    # "It will not close its consulate": what others said that it would do.
    will = any(tree.lower[k] in ("wo", "will", "'ll") for k in tree.kids[main])
    keeps = will and not tree.lemma[main] in words.happening | words.silence | words.relentless | words.perceive
    return modal and (refuses or keeps) and doer is not None and (tree.lower[doer] in speaker or _owned(tree, doer))


def nobody_did(content: Said, verb: int) -> bool:
    """True for "no soldier fired", "nobody had been shot": a deed of the past that no one did or suffered."""
    tree = content.tree
    helps = {tree.lower[k] for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass")}
    if any(tree.tag[k] == "MD" for k in tree.kids[verb]) or not (tree.tag[verb] == "VBD" or helps & _PAST):
        return False
    who = tree.kid(verb, "nsubj", "nsubjpass")
    if who is None or tree.lemma[verb] == "be":
        return False
    if tree.lower[who] == "one" and any(tree.lower[k] == "not" for k in tree.kids[who]):
        return True
    return tree.lower[who] in _NO_ONE or (
        tree.is_noun(who) and any(tree.lower[k] in ("no", "zero") for k in tree.kids[who])
    )


def _is_wrong(content: Said, words: StanceWords) -> bool:
    """ "That is flat wrong", "the number is not correct", "that figure is from a comic book"."""
    tree, main = content.tree, content.main()
    if main is None or tree.lemma[main] != "be" or tree.tag[main] not in ("VBZ", "VBP", "VBD"):
        return False
    who = tree.kid(main, "nsubj")
    if who is None or not (tree.lemma[who] in words.accounts or tree.lower[who] in ("we", "they", "you", "he", "she")):
        return False
    behind = {tree.lower[i] for i in range(main + 1, tree.right[main] + 1)}
    if negated(tree, main):
        return tree.lemma[who] in words.accounts and bool(behind & words.correct) and len(behind) < _BRIEF
    what = tree.kid(main, "acomp", "attr", "prep", "oprd")
    near = {tree.lower[what], *(tree.lower[k] for k in range(tree.left[what], tree.right[what] + 1))} if what else set()
    person = tree.lemma[who] not in words.accounts
    return bool(near & (words.wrong if person else words.wrong | words.scorn)) and len(behind) < _BRIEF


_BRIEF = 9
"""Words of a clause that only says that something is wrong."""


def _is_open(content: Said, words: StanceWords) -> bool:
    """ "It could not verify the figure", "hard to believe": left open, or held for untrue."""
    tree, main = content.tree, content.main()
    if main is not None and tree.lemma[main] in words.verifying and negated(tree, main):
        return True
    hard = content.words & {"hard", "difficult"} and content.words & {"believe", "swallow", "credit", "imagine"}
    return bool(hard) and len(content.tokens) < 2 * _BRIEF


def _future(content: Said, words: StanceWords) -> bool:
    """True when the main clause, or one joined to it, tells of what is to come."""
    tree = content.tree
    if _going_to(content):
        return True
    inside = set(content.tokens)
    for i in content.tokens:
        if tree.tag[i] != "MD" or tree.lower[i] not in words.future:
            continue
        verb = tree.head[i]
        if tree.lower[i] in ("will", "wo", "'ll") and negated(tree, verb):
            continue
        if any(tree.lower[k] in ("have", "'ve") and tree.dep[k] == "aux" for k in tree.kids[verb]):
            # "could have been saved": what did not happen.
            continue
        while tree.dep[verb] in ("conj", "parataxis") and tree.head[verb] in inside:
            verb = tree.head[verb]
        if tree.head[verb] not in inside or tree.head[verb] == verb or tree.dep[verb] == "ROOT":
            return True
    return False


def _danger_ahead(content: Said, words: StanceWords) -> bool:
    """A danger as doer or object near the main verb, with a word that it grows or comes."""
    tree, main = content.tree, content.main()
    if not content.words & words.looming:
        return False
    for i in content.tokens:
        if tree.lemma[i] in words.danger and tree.dep[i] in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "attr",
            "conj",
            "appos",
        ):
            steps, at = 0, i
            while at != main and tree.head[at] != at and steps < 4:
                at, steps = tree.head[at], steps + 1
            kids = {tree.lower[k] for k in tree.kids[i]} | {tree.lower[k] for k in tree.kids[at]} | {tree.lemma[at]}
            if (main is None or at == main) and kids & words.looming:
                return True
    return False


def _going_to(content: Said) -> bool:
    """True for "going to" with a verb after it."""
    tree = content.tree
    return any(tree.lower[i] == "going" and tree.kid(i, "xcomp") is not None for i in content.tokens)


def _perfect(tree: Tree, tokens: list[int]) -> bool:
    """True for what should have been: blame for the past and no demand."""
    return any(tree.lower[i] in ("have", "'ve") and tree.dep[i] == "aux" for i in tokens)


def is_threat(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """Harm to come from the speaker: a hostile verb under will or going to with the speaker as its doer."""
    tree, future = content.tree, _future(content, words)
    hesitate = any(tree.lemma[i] == "hesitate" and negated(tree, i) for i in content.tokens)
    if not future and not hesitate and not content.words & _WILL:
        return False
    if _whoever(content, words):
        return True
    for i in content.tokens:
        lemma = tree.lemma[i]
        if not (future or hesitate) and not any(tree.lower[k] in _WILL and tree.tag[k] == "MD" for k in tree.kids[i]):
            continue
        if tree.is_verb(i) and (lemma in words.hostile or lemma in words.menace):
            doer = _doer(tree, i)
            if doer is not None and (tree.lower[doer] in speaker or _owned(tree, doer)):
                return True
    for i in content.tokens:
        if (
            tree.lemma[i] in words.losses
            and tree.is_verb(i)
            and (doer := _doer(tree, i)) is not None
            and tree.lower[doer] == "you"
        ):
            return True
    if AUTHORITY in speaker and any(tree.dep[i] == "expl" for i in content.tokens) and content.words & words.menace:
        # "There will be consequences"
        return not content.words & REFUSALS
    if not (future or hesitate):
        return False
    if "if" in content.words and _by_us_if(content, words):
        return True
    return bool({"will", "'ll"} & content.words and content.words & {"you", "your"} and content.words & words.menace)


_WILL = frozenset({"will", "'ll", "shall"})


def _whoever(content: Said, words: StanceWords) -> bool:
    """ "Whoever touches it will pay": harm held out to anybody."""
    told = [content.tree.lower[i] for i in content.tokens if content.tree.lower[i].isalnum()][:3]
    anyone = told[:1] in (["whoever"], ["anyone"], ["anybody"]) or told[:2] == ["those", "who"] or told[1:2] == ["whoever"]
    return anyone and bool(content.words & _WILL) and bool(content.words & (words.losses | words.menace | {"punish", "face", "answer"}))


def _by_us_if(content: Said, words: StanceWords) -> bool:
    """ "If it happens again we will close the mission"; "may have to use force if"."""
    tree = content.tree
    for i in content.tokens:
        if not tree.is_verb(i) or tree.lemma[i] not in words.leverage | words.hostile:
            continue
        doer = _doer(tree, i)
        own = doer is not None and tree.lower[doer] == "we" and any(tree.lower[k] in _WILL for k in tree.kids[i])
        force = tree.lemma[i] == "use" and any(tree.lower[k] == "force" for k in tree.kids[i])
        if own or force:
            return True
    return False


def _owned(tree: Tree, noun: int) -> bool:
    """True for the speaker's own people: "our forces", "his fighters"."""
    owner = tree.kid(noun, "poss")
    return owner is not None and tree.lower[owner] in ("our", "my", "his", "her", "their", "its")


def _doer(tree: Tree, verb: int) -> int | None:
    """Subject of a verb or of the clause above it."""
    at = verb
    for _ in range(4):
        found = tree.kid(at, "nsubj")
        if found is not None:
            return found
        if tree.head[at] == at or tree.dep[at] not in ("conj", "xcomp", "advcl"):
            return None
        at = tree.head[at]
    return None


def _denial(content: Said, words: StanceWords) -> bool:
    """An answer of no, or something said not to be, not to have been seen, or not to be the speaker's doing."""
    tree = content.tree
    plain = [i for i in content.tokens if tree.lower[i].isalnum()]
    if plain and tree.lower[plain[0]] == "no" and plain[0] + 1 < len(tree) and tree.lower[plain[0] + 1] in ",.":
        return True
    if any(tree.lower[i] == "no" and tree.lower[i + 1 : i + 2] == ["such"] for i in content.tokens):
        return True
    main = content.main()
    if main is None or content.words & {"will", "wo", "'ll"}:
        return False
    near = [main, *tree.kids[main]]
    far = {*near, *(g for k in near for g in tree.kids[k])}
    if any(
        tree.lower[i] == "not" and i + 1 < len(tree) and tree.lower[i + 1] in ("only", "all", "every")
        for i in content.tokens
    ):
        return False
    if nobody_did(content, main):
        who = tree.kid(main, "nsubj", "nsubjpass")
        return who is None or tree.lemma[who] not in words.not_there
    negative = any(tree.lower[i] in REFUSALS for i in near) or any(
        tree.lower[i] in ("no", "neither", "none", "zero") and tree.dep[tree.head[i]] in ("nsubj", "attr", "dobj")
        for i in far
    )
    if not negative:
        return False
    scope = {tree.lemma[i] for i in far} | {tree.lower[i] for i in far}
    return bool(scope & words.involvement) and (tree.lemma[main] in words.perceive or tree.lemma[main] == "be")


def _was_none(content: Said, words: StanceWords) -> bool:
    """ "There was no demonstration", "there has been no evacuation": told of what was or has been."""
    tree, main = content.tree, content.main()
    if main is None or tree.lemma[main] != "be" or not any(tree.dep[k] == "expl" for k in tree.kids[main]):
        return False
    if tree.lower[main] not in ("was", "were", "been"):
        return False
    for k in tree.kids[main]:
        if tree.dep[k] == "attr" and any(tree.lower[d] == "no" for d in tree.kids[k]):
            near = {tree.lemma[k], *(tree.lower[d] for d in tree.kids[k])}
            return not near & words.not_there
    return False


def _does_not_see(content: Said) -> bool:
    """A forecast in the negative: "I don't see him doing it"."""
    tree = content.tree
    for i in content.tokens:
        if tree.lemma[i] in ("see", "expect", "foresee") and negated(tree, i):
            below = tree.kid(i, "ccomp", "xcomp", "dobj")
            if below is not None and (tree.tag[below] == "VBG" or tree.kid(below, "acl") is not None):
                return True
    return False
