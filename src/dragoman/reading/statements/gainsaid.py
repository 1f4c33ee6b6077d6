"""Short denials: "and Cairo denied it", "which Tehran disputes", "Kigali has denied them".

The model sees few of them in its training set and leaves them out; for a ledger they are half of a dispute. A verb of
denial with a subject of its own and a bare pronoun for an object is always a statement.
"""

from __future__ import annotations

from .frames import SUBJECTS, Candidate, Option

_VERBS = frozenset({"deny", "dispute", "reject", "refute", "contest", "rebut", "disown", "repudiate", "contradict"})
_BARE = frozenset({"it", "this", "that", "them", "these", "those", "which", "both"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def gainsaid(candidate: Candidate) -> tuple[Option, Option] | None:
    """Who denies and the pronoun that stands for what; None for any other candidate."""
    tree, head = candidate.tree, candidate.head
    if candidate.frame != "verb" or candidate.lemma not in _VERBS or candidate.passive or tree.tag[head] not in _FINITE:
        return None
    who, what = tree.kid(head, *SUBJECTS), tree.kid(head, "dobj")
    if who is None or what is None or tree.lower[what] not in _BARE or tree.kids[what]:
        return None
    if tree.lower[who] in _BARE or any(tree.dep[k] == "neg" for k in tree.kids[head]):
        return None
    source = Option("own nsubj", ((tree.left[who], tree.right[who]),))
    return source, Option("dobj", ((what, what),))
