"""One event per clause: outcomes and retellings inside a sentence are folded into the event they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma
from .match import Scene
from .syntax import Arguments, above_amount, arguments, gapped, is_verb, kids, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_BY_WHICH = frozenset({"in", "by", "during", "from", "after", "at", "amid", "with"})
_DEATHS = frozenset({"die", "perish"})
_NOBODY_NAMED = frozenset({"those", "anyone", "someone", "person", "persons", "people", "all", "one"})
_CAUSES = frozenset({"when", "as", "after"})
_LEAVING = frozenset({"evacuation", "withdrawal", "ordered_departure", "authorized_departure"})
_ORDERS = frozenset({"ordered_departure", "authorized_departure", "evacuation", "advisory"})
_UNSAID = frozenset({"effect", "object", "none"})


def fuse(scene: Scene, found: list[Told]) -> list[Told]:
    """The events of one sentence, each once."""
    by_index = {told.trigger.i: told for told in found}
    gone: set[int] = set()
    for told in found:
        if told.named is not None and not told.noun:
            _consume(scene, told, by_index, gone)
    for told in found:
        if told.trigger.i in gone or told.noun:
            continue
        host = _host(scene, told, by_index, gone)
        if host is not None and host is not told:
            _absorb(scene, host, told)
            gone.add(told.trigger.i)
    for told in found:
        if told.noun and told.trigger.i not in gone:
            _part_of_series(told, by_index)
            twin = _twin(told, by_index, gone)
            if twin is not None:
                for role, tokens in told.parties.items():
                    twin.add(role, tokens)
                twin.extra.append(told.trigger)
                gone.add(told.trigger.i)
    for told in found:
        aim = by_index.get(told.trigger.head.i) if told.trigger.i not in gone else None
        if aim is not None and aim is not told and aim.trigger.i not in gone and _is_its_aim(told, aim):
            _absorb(scene, aim, told)
            gone.add(told.trigger.i)
    gone |= {told.trigger.i for told in found if _is_ordered(told, by_index)}
    for told in found:
        if told.noun and told.trigger.i not in gone:
            _tie(scene, told)
            _share(told, by_index)
    return [told for told in found if told.trigger.i not in gone and told.kind not in _UNSAID]


def _is_its_aim(told: Told, deed: Told) -> bool:
    """ "fired tear gas to disperse the crowd": an aim of the deed's own kind is the deed, and tells whom it struck."""
    return told.kind == deed.kind == "crowd_control" and not told.noun and told.trigger.dep_ in ("advcl", "xcomp")


def _consume(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> None:
    """The noun that gave a verb frame its sense ("hold talks") is no second event; of violence it stays one."""
    for token in spread([told.named] if told.named is not None else []):
        inner = by_index.get(token.i)
        if inner is None:
            continue
        if told.kind == "object":
            gone.add(told.trigger.i)
        elif told.kind == "none" or _group(scene, inner) == _group(scene, told) or _names(scene, told, inner):
            gone.add(token.i)


def _names(scene: Scene, told: Told, inner: Told) -> bool:
    """True where the noun only names what the verb tells: words and postures do, a deed of violence stays one."""
    return _group(scene, told) != "violence" and _group(scene, inner) != "violence"


def _group(scene: Scene, told: Told) -> str:
    """Group of an event's kind."""
    kind = scene.book.kinds.get(told.kind)
    return kind.group if kind else ""


def _host(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The event of which this verb only tells the outcome or the target, or None."""
    if not (told.frame.effect or told.kind == "effect" or _group(scene, told) == "violence"):
        return None

    def alive(token: Token) -> Told | None:
        return by_index.get(token.i) if token.i not in gone else None

    args = arguments(told.trigger)
    for token in args.subjects:
        host = (
            _nearer(told, token, by_index, gone)
            or alive(token)
            or alive(above_amount(token))
            or _of_named(token, by_index, gone)
        )
        if host and _group(scene, host) == "violence":
            return host
    if not (told.frame.effect or told.kind == "effect"):
        return None
    phrases = [(prep, spread(kids(prep, "pobj"))) for verb in gapped(told.trigger) for prep in kids(verb, "prep")]
    for prep, tokens in [*args.preps, *(phrases if args.passive else ())]:
        if prep.lower_ in _BY_WHICH:
            for token in [*tokens, *kids(prep, "pcomp")]:
                host = alive(token) or _of_named(token, by_index, gone)
                if host and _group(scene, host) == "violence":
                    return host
    return _host_below(scene, told, args, by_index, gone) or _host_above(scene, told, by_index, gone)


def _host_below(scene: Scene, told: Told, args: Arguments, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The deed of which a passive tells the outcome: "two were killed when police opened fire"."""
    if args.subjects or not (args.passive or lemma(told.trigger) in _DEATHS):
        return None
    verbs = [told.trigger, *(verb for verb in kids(told.trigger, "conj") if is_verb(verb) and not kids(verb, "dobj"))]
    for clause in (clause for verb in verbs for clause in kids(verb, "advcl")):
        opener = {str(child.lower_) for child in kids(clause, "mark", "advmod")}
        if not opener & _CAUSES:
            continue
        for word in (clause, *spread(kids(clause, "dobj")), *kids(clause, "conj")):
            host = by_index.get(word.i)
            if host is not None and word.i not in gone and _group(scene, host) == "violence" and host is not told:
                return host
    return None


def _of_named(token: Token, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The event told on a weapon or a doer: "damaged by two rockets fired from the hills", "in police firing"."""
    for child in kids(token, "acl", "relcl"):
        host = by_index.get(child.i)
        if host is not None and child.i not in gone and (host.named == token or host.noun):
            return host
    return None


def _nearer(told: Told, subject: Token, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """Of several nouns of event before a relative clause, the one right before it is meant."""
    if told.trigger.dep_ != "relcl" or subject.i > told.trigger.i or subject.i not in by_index:
        return None
    between = [
        told_
        for index, told_ in by_index.items()
        if subject.i < index < told.trigger.i and told_.noun and index not in gone
    ]
    return between[-1] if between else None


def _host_above(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The deed of which a participle or joined verb tells the outcome: "launched a strike, killing 24"."""
    verb = told.trigger
    if verb.dep_ not in ("advcl", "acl", "conj", "xcomp", "dep"):
        return None
    if verb.dep_ in ("advcl",) and verb.tag_ != "VBG":
        return None
    if kids(verb, "nsubj", "nsubjpass"):
        return None
    head = verb.head
    candidates = (
        [head, *(token for token in spread(kids(head, "dobj", "nsubj", "nsubjpass")))] if is_verb(head) else [head]
    )
    climb = head
    for _ in range(3):
        if climb.head == climb or is_verb(climb):
            break
        climb = climb.head
        candidates.append(climb)
    for token in candidates:
        host = by_index.get(token.i)
        if host and host is not told and host.trigger.i not in gone and _group(scene, host) == "violence":
            return host
        owner = next((item for item in by_index.values() if token in item.extra and item.trigger.i not in gone), None)
        if owner is not None and owner is not told and _group(scene, owner) == "violence":
            return owner
    return None


def _absorb(scene: Scene, host: Told, told: Told) -> None:
    """Fold an outcome into its event: who was killed are its victims, what was hit its targets."""
    args = arguments(told.trigger)
    negated = bool(kids(told.trigger, "neg"))
    host.extra.append(told.trigger)
    objects = [token for token in args.objects if not any(child.lower_ == "no" for child in kids(token, "det"))]
    if told.kind == "effect" and lemma(told.trigger) in _DEATHS:
        objects = [token for token in args.subjects if not any(child.lower_ == "no" for child in kids(token, "det"))]
    if not negated:
        host.add(told.frame.object_role, [token for token in objects if token.tag_ != "CD" or kids(token, "nummod")])
    if not host.noun:
        for role, tokens in told.parties.items():
            if role != "actor":
                host.add(role, tokens if not negated else [])
    elif not host.parties.get("actor") and lemma(told.trigger) not in _DEATHS:
        host.add("actor", [token for token in args.subjects if token != host.trigger and not _is_deed(scene, token)])
    if host.kind in ("assault", "air_strike") and told.kind == "assassination":
        host.kind = "assassination" if host.kind == "assault" else host.kind
    if (
        told.kind in ("bombing", "shelling", "drone_strike", "shooting", "suicide_bombing", "storming")
        and host.kind == "assault"
    ):
        host.kind = told.kind


def _is_deed(scene: Scene, token: Token) -> bool:
    """True for a word that itself tells of an event, which is no party."""
    return lemma(token) in scene.book.nouns


def _is_ordered(told: Told, by_index: dict[int, Told]) -> bool:
    """ "ordered its staff to leave": the leaving is what was ordered, and no second event."""
    verb = told.trigger
    if told.noun or told.kind not in _LEAVING or verb.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "conj"):
        return False
    order = by_index.get(verb.head.i)
    if order is None and verb.dep_ == "acl":
        order = by_index.get(verb.head.head.i)
    return order is not None and order is not told and order.kind in _ORDERS and bool(kids(verb, "aux", "mark"))


def _part_of_series(told: Told, by_index: dict[int, Told]) -> None:
    """ "four attacks, including a rocket attack": the part shares the doer of the whole."""
    node = above_amount(told.trigger)
    if node.dep_ == "pobj" and node.head.lower_ in ("including", "among", "like"):
        whole = by_index.get(node.head.head.i) or _around(node.head.head, by_index)
        if whole is None and is_verb(node.head.head):
            whole = next(
                (by_index[token.i] for token in spread(kids(node.head.head, "dobj")) if token.i in by_index), None
            )
        if whole is not None and whole is not told:
            told.whole = whole
            told.add("actor", whole.parties.get("actor", []))


def _around(noun: Token, by_index: dict[int, Told]) -> Told | None:
    """The event in whose phrases a noun stands: "attacks on bases, including" where "including" hangs on the bases."""
    node = noun
    while node.dep_ == "pobj" and node.head.dep_ == "prep" and not is_verb(node.head.head):
        node = node.head.head
        if node.i in by_index and by_index[node.i].noun:
            return by_index[node.i]
    return None


def _twin(told: Told, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The event that this noun only renames: an apposition, or a verb of the same kind that has it as its object."""
    node = told.trigger
    if node.dep_ == "appos":
        other = by_index.get(node.head.i)
        return other if other is not None and other.noun and other.trigger.i not in gone else None
    return None


def _share(told: Told, by_index: dict[int, Told]) -> None:
    """ "the kidnapping and murder of X": nouns joined share whom the last one's phrase tells."""
    for child in kids(told.trigger, "conj"):
        other = by_index.get(child.i)
        if other is None or not other.noun or told.frame.inner != "object" or other.frame.inner != "object":
            continue
        if not told.parties.get(told.frame.object_role):
            told.add(told.frame.object_role, other.parties.get(other.frame.object_role, []))
        if not told.parties.get("actor"):
            told.add("actor", other.parties.get("actor", []))


def _tie(scene: Scene, told: Told) -> None:
    """Parties tied to the deed by a verb of claiming or blaming."""
    node = above_amount(told.trigger)
    # A participle may be read as a verb of its own: "attacks on ships attributed to" with the attacks as subject.
    misread = node.dep_ == "nsubj" and not kids(node.head, "dobj", "aux")
    places = [(node, node.head)] if node.dep_ in ("dobj", "nsubjpass") or misread else []
    places += [(node, child) for child in kids(told.trigger, "acl", "relcl")]
    places += [(told.trigger, verb) for verb in _last_participles(told.trigger)]
    if node.dep_ == "pobj":
        places.append((node.head, node.head.head))
    for where, verb in places:
        _tie_to(scene, told, where, verb)
    if node.dep_ == "pobj" and node.head.lower_ in ("for", "of", "in", "behind"):
        above = node.head.head
        told.add("blamed", _culprits(scene, above))
        if "culprit" in scene.book.classes.get(lemma(above), ()) and str(above.tag_).startswith("NN"):
            told.add("blamed", spread([above]))


def _last_participles(noun: Token) -> list[Token]:
    """ "attacks on ships in the strait attributed to": participles that the parser hung on the noun's last phrase."""
    found: list[Token] = []
    inner = [word for prep in kids(noun, "prep") for word in kids(prep, "pobj")]
    while inner:
        found += [verb for word in inner for verb in kids(word, "acl") if verb.tag_ == "VBN"]
        inner = [
            deeper for word in inner for child in kids(word, "prep", "conj") for deeper in (*kids(child, "pobj"), child)
            if not is_verb(deeper) and deeper.dep_ in ("pobj", "conj")
        ]  # fmt: skip
    return found


def _culprits(scene: Scene, word: Token) -> list[Token]:
    """Whom "responsible for" speaks of: "held X responsible for", "X is guilty of", "X, responsible for"."""
    if "culpable" not in scene.book.classes.get(str(word.lower_), ()):
        return []
    head = word.head
    if not is_verb(head) and word.dep_ in ("amod", "acomp", "oprd", "appos", "acl") and head != word:
        return [] if head.lower_ in _NOBODY_NAMED else spread([head])
    if word.dep_ in ("oprd", "xcomp", "ccomp", "dobj") and kids(head, "dobj", "nsubjpass"):
        return spread(kids(head, "dobj", "nsubjpass"))
    if word.dep_ in ("acomp", "oprd", "attr", "xcomp") and is_verb(head):
        return arguments(head).subjects or arguments(head).objects
    return []


def _tie_to(scene: Scene, told: Told, where: Token, verb: Token) -> None:
    """Try every tie of the frame book on one place that the deed stands in."""
    through = ""
    if not is_verb(verb):
        through, verb = lemma(verb), verb.head
        if not is_verb(verb):
            return
    args = None
    for tie in scene.book.ties:
        if (
            lemma(verb) not in tie.verbs
            or bool(tie.through) != bool(through)
            or (through and through not in tie.through)
        ):
            continue
        here = where.dep_ in ("dobj", "nsubjpass", "nsubj") or where is told.trigger
        stands = "object" if here else str(where.lower_)
        if stands not in tie.deed or (where.dep_ == "nsubj" and "subject" in tie.party):
            continue
        args = args or arguments(verb)
        told.add(tie.role, _party_of(args, tie.party, told))


def _party_of(args: Arguments, party: tuple[str, ...], told: Told) -> list[Token]:
    """The words that stand where a tie says its party stands."""
    if "subject" in party:
        return list(args.subjects)
    if "object" in party:
        return [token for token in args.objects if token != told.trigger]
    return [token for prep, tokens in args.preps if prep.lower_ in party for token in tokens]
