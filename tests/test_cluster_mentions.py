"""Cross-report event coreference of given mentions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reconcile import cluster_mentions
from dragoman.reconcile.topics import agglomerate, group_documents
from dragoman.reconcile.words import stem

HARBOUR = [
    "Gunmen abducted the harbour master of Portolago on Sunday . Police searched the docks for the gunmen .",
    "The harbour master of Portolago , kidnapped by gunmen on Sunday , has three children .",
    "The abduction of Portolago's harbour master stunned the docks .",
]
MUSEUM = [
    "A fire destroyed the glass museum of Vetrania early on Friday , the curator said .",
    "Firemen fought the blaze at the glass museum in Vetrania until noon , the curator said .",
]
LINES = [(f"h{n}", text) for n, text in enumerate(HARBOUR)] + [(f"m{n}", text) for n, text in enumerate(MUSEUM)]
TRIGGERS = [("h0", "abducted"), ("h1", "kidnapped"), ("h2", "abduction"), ("h0", "searched"),
            ("m0", "fire"), ("m1", "blaze"), ("m0", "destroyed")]  # fmt: skip


def mention(doc: str, word: str) -> dict[str, object]:
    text = dict(LINES)[doc]
    at = text.index(word)
    end = text.find(" . ", at)
    return {
        "doc_id": doc,
        "text": text,
        "sentence": {"start": text.rfind(" . ", 0, at) + 1, "end": len(text) if end < 0 else end},
        "trigger": {"start": at, "end": at + len(word), "text": word},
    }


MENTIONS = [mention(*one) for one in TRIGGERS]


def test_synonyms_and_nouns_of_one_event_share_a_cluster_and_other_events_do_not():
    abducted, kidnapped, abduction, searched, fire, blaze, destroyed = cluster_mentions(MENTIONS)
    assert abducted == kidnapped == abduction
    assert fire == blaze
    assert len({abducted, searched, fire, destroyed}) >= 3
    assert abducted not in (fire, searched)


def test_one_word_in_two_stories_is_two_events():
    other = mention("h0", "abducted")
    text = "Pirates abducted the crew of a trawler off Nordkap in May , owners of the boat said ."
    elsewhere = {**other, "doc_id": "x", "text": text, "sentence": {"start": 0, "end": len(text)},
                 "trigger": {"start": 8, "end": 16, "text": "abducted"}}  # fmt: skip
    labels = cluster_mentions([*MENTIONS, elsewhere])
    assert labels[-1] != labels[0]


def test_nothing_gives_nothing_and_numbers_count_up_from_the_first():
    assert cluster_mentions([]) == []
    assert cluster_mentions(MENTIONS[:1]) == [0]


def partition(labels: list[int], ids: list[int]) -> set[frozenset[int]]:
    return {frozenset(i for i, label in zip(ids, labels, strict=True) if label == one) for one in set(labels)}


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(MENTIONS))))
def test_the_order_of_mentions_does_not_matter(order):
    shuffled = cluster_mentions([MENTIONS[i] for i in order])
    assert partition(shuffled, order) == partition(cluster_mentions(MENTIONS), list(range(len(MENTIONS))))


def test_documents_group_by_matter():
    groups = group_documents([text for _, text in LINES], 0.05)
    assert groups[0] == groups[1] == groups[2] != groups[3] == groups[4]


def test_average_linkage_needs_the_mean_and_not_one_strong_pair():
    chain = {(0, 1): 0.9, (1, 2): 0.8}
    assert agglomerate(3, chain, 0.5) == [0, 0, 1]
    assert agglomerate(3, {**chain, (0, 2): 0.4}, 0.5) == [0, 0, 0]


def test_stems_join_inflections_and_derivations():
    assert len({stem(word) for word in ("kill", "kills", "killed", "killing", "killer")}) == 1
    assert stem("explosions") == stem("explosion")
    assert stem("rockets") != stem("rocks")
