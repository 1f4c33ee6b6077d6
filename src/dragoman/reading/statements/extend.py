"""Contents beyond their sentence: quotations that began before it, go on after it, or stand in the next paragraph."""

from __future__ import annotations

from .frames import Candidate, Option
from .tree import Page, Range, Tree


def content_spans(page: Page, candidate: Candidate, option: Option) -> list[Range]:
    """Report offsets of a content, with the rest of every quotation that it opens or closes."""
    tree = candidate.tree
    if option.kind == "next":
        return following(page, tree)
    spans = [tree.chars(r) for r in option.ranges]
    if option.kind == "turn":
        return [(spans[0][0], _paragraph_end(page, tree.index))]
    spans = backward(page, tree, spans)
    return forward(page, tree, spans)


def _paragraph_end(page: Page, index: int) -> int:
    """Where the paragraph of a sentence ends."""
    last = index
    while last + 1 < len(page.trees) and page.trees[last + 1].paragraph == page.trees[index].paragraph:
        last += 1
    return page.trees[last].span[1]


def backward(page: Page, tree: Tree, spans: list[Range]) -> list[Range]:
    """When a content begins at the start of its sentence, inside a quotation, take in where that began."""
    start, end = spans[0]
    if start - tree.span[0] > 1:
        return spans
    number = page.quote_at(start)
    if number is None:
        return spans
    found = [(min(page.quotes[number][0], start), end), *spans[1:]]
    while number > 0 and page.carried[number - 1]:
        number -= 1
        found.insert(0, page.quotes[number])
    return found


def forward(page: Page, tree: Tree, spans: list[Range]) -> list[Range]:
    """When a content ends with its sentence, inside a quotation, take in the rest and quotations that follow."""
    start, end = spans[-1]
    number = page.quote_at(end - 1)
    found, at = list(spans), tree.index
    quoted = (
        number is not None or page.quote_at(start) is not None or any(page.quote_at(s[0]) is not None for s in spans)
    )
    if tree.span[1] - end <= 1 and number is not None:
        if page.quotes[number][1] > end:
            found[-1] = (start, page.quotes[number][1])
        while number < len(page.quotes) - 1 and page.carried[number]:
            number += 1
            found.append(page.quotes[number])
        while at + 1 < len(page.trees) and page.trees[at + 1].span[0] < found[-1][1]:
            at += 1
        if page.trees[at].span[1] - found[-1][1] > 1:
            return found
    if quoted:
        found += bare_after(page, at)
    return found


def bare_after(page: Page, index: int) -> list[Range]:
    """Quotations that follow a sentence in its paragraph, with nothing said outside them."""
    found: list[Range] = []
    paragraph = page.trees[index].paragraph
    at = index + 1
    while at < len(page.trees) and page.trees[at].paragraph == paragraph and is_bare(page.trees[at]):
        number = page.quote_at(page.trees[at].span[0])
        if number is None:
            break
        stop = page.quotes[number][1]
        last = at
        while last + 1 < len(page.trees) and page.trees[last + 1].span[0] < stop:
            last += 1
        if not all(is_bare(page.trees[i]) for i in range(at, last + 1)):
            break
        found.append(page.quotes[number])
        while number + 1 < len(page.quotes) and page.carried[number]:
            number += 1
            found.append(page.quotes[number])
        at = last + 1
    return found


def is_bare(tree: Tree) -> bool:
    """True when every word of a sentence stands inside quotation marks."""
    return all(q or not w[0].isalnum() for q, w in zip(tree.quoted, tree.lower, strict=True)) and any(tree.quoted)


def following(page: Page, tree: Tree) -> list[Range]:
    """What a colon at a sentence's end introduces: the quotation that follows, else the next paragraph or sentence."""
    at = tree.index + 1
    if at >= len(page.trees) or page.trees[at].paragraph > tree.paragraph + 1:
        return []
    after = page.trees[at]
    number = page.quote_at(after.span[0])
    if number is None:
        return [(after.span[0], _paragraph_end(page, at))]
    found = [page.quotes[number]]
    while page.carried[number] and number + 1 < len(page.quotes):
        number += 1
        found.append(page.quotes[number])
    return found
