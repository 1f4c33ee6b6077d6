"""Groups: what ties of any sort hold together, directly or over others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator


def group_of(number: int, ties: Callable[[int], Collection[int]]) -> set[int]:
    """All that `ties` leads to from one number, itself among them."""
    group, reached = set[int](), {number}
    while reached:
        one = reached.pop()
        group.add(one)
        reached |= set(ties(one)) - group
    return group


def groups_of(numbers: Collection[int], ties: Callable[[int], Collection[int]]) -> Iterator[list[int]]:
    """The groups that some numbers stand in, each once and in order."""
    left = set(numbers)
    while left:
        group = group_of(left.pop(), ties)
        left -= group
        yield sorted(group)
