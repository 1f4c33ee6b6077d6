"""What an incident lists: every party once, plain words under the fuller ones that they stand for."""

from __future__ import annotations

from dataclasses import replace

from tellings import actor, mention, report

from dragoman.model import Mention, Weapon
from dragoman.reconcile.headline.billing import list_weapons, merge_parties

TEXT = (
    "Gunmen attacked the Malian army base and the base, two bases, the governor and the deputy governor; "
    "missiles and one missile and a ballistic missile hit an embassy, the U.S. Embassy and the French embassy."
)
SOURCE = report("a", TEXT)


def told(*names: str, role: str = "recipient") -> Mention:
    attack = mention(SOURCE, "attacked", "assault")
    return replace(attack, actors=tuple(actor(SOURCE, role, name) for name in names))


def names(*given: str) -> list[str]:
    return [party.name for party in merge_parties([told(*given)])]


def test_a_plain_word_goes_under_the_fuller_one_with_its_wording() -> None:
    (party,) = merge_parties([told("Malian army base", "base")])
    assert (party.name, party.texts) == ("Malian army base", ("Malian army base", "base"))


def test_small_words_make_no_other_party() -> None:
    (party,) = merge_parties([told("the base"), told("base")])
    assert (party.name, party.texts) == ("base", ("base", "the base"))


def test_several_are_more_than_one() -> None:
    assert sorted(names("Malian army base", "bases")) == ["Malian army base", "bases"]


def test_a_word_that_fits_two_stays() -> None:
    assert sorted(names("embassy", "U.S. Embassy", "French embassy")) == ["French embassy", "U.S. Embassy", "embassy"]


def test_what_says_something_of_its_own_stays() -> None:
    assert sorted(names("Malian army base", "governor")) == ["Malian army base", "governor"]


def test_a_doer_never_goes_under_a_target() -> None:
    found = merge_parties([told("base", role="actor"), told("Malian army base")])
    assert [(party.role, party.name) for party in found] == [("actor", "base"), ("recipient", "Malian army base")]


def test_one_and_many_of_a_weapon_are_one_wording() -> None:
    arms = [Weapon(0, 1, text, "missile") for text in ("missile", "missiles", "missile", "ballistic missile")]
    assert [one.text for one in list_weapons([replace(told(), weapons=tuple(arms))])] == [
        "missiles",
        "ballistic missile",
    ]
