"""README.md against the program: the excerpt of the brief is what is printed, and every page that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.brief import outline, render
from dragoman.ledger import Ledger

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")


def test_the_excerpt_is_what_is_printed(samples: Path) -> None:
    with Ledger.open(samples, readonly=True) as ledger:
        printed = render(outline(ledger), "text").splitlines()
    found = re.search(r"```\n(Dragoman brief\n.*?)```", README, re.DOTALL)
    assert found
    # The headings say how many lines stand under them; the excerpt has only some of these.
    rest = iter([re.sub(r"^([A-Z ]+) \(\d+\)$", r"\1", line) for line in printed])
    for line in found[1].splitlines():
        if line.strip() and line.strip() != "…":
            assert line in rest, f"not printed, or not in this order: {line!r}"


def test_every_page_is_named_and_there() -> None:
    named = set(re.findall(r"docs/[\w-]+\.(?:md|ipynb)", README))
    assert named == {f"docs/{page.name}" for page in (ROOT / "docs").iterdir() if page.suffix in (".md", ".ipynb")}
