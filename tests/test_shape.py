"""The shape of the house: rooms as ARCHITECTURE.md has them, imports one way, public names as documented."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "dragoman"
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
BESIDE = {"sidecar", "userfile", "errors", "settings", "deadline", "__version__"}
"""What every room but `model` may use."""
SHARED = {"reading.claims", "reconcile.fields"}
"""Modules that say how the value of a claim is written: whoever stores or shows values may use them."""
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "knowledge": {"model"} | BESIDE,
    "sources": {"model", "knowledge"} | BESIDE,
    "reading": {"model", "knowledge"} | BESIDE,
    "reconcile": {"model", "knowledge"} | BESIDE,
    "changes": {"model", "knowledge", "reconcile"} | BESIDE,
    "ledger": {"model", "knowledge", "sources", "reading", "reconcile", "changes"} | BESIDE,
    "export": {"model", "knowledge", "ledger"} | BESIDE,
    "brief": {"model", "knowledge", "changes", "ledger"} | BESIDE,
    "fetch": BESIDE,
    "watch": {"model", "sources", "fetch"} | BESIDE,
    "alerts": {"model", "knowledge", "changes", "ledger", "brief", "fetch"} | BESIDE,
    "desk": {"model", "knowledge", "changes", "ledger", "brief"} | BESIDE,
    "cli": {*ROOMS, *BESIDE},
}


def imports(room: str) -> Iterator[tuple[str, str]]:
    """(file, what it imports of the package) for every import of a room, also those inside functions."""
    for path in sorted((SOURCE / room).rglob("*.py")):
        here = path.relative_to(SOURCE).with_suffix("").parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.ImportFrom):
                module = (node.module or "").split(".") if node.module else []
                if node.level:
                    target = [*here[: len(here) - node.level], *module]
                elif module[:1] == ["dragoman"]:
                    target = module[1:]
                else:
                    continue
                names = [".".join(target)] if target else [alias.name for alias in node.names]
                yield from ((str(path.relative_to(ROOT)), name) for name in names if name not in SHARED)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.split(".")[0] == "dragoman":
                        yield str(path.relative_to(ROOT)), ".".join(alias.name.split(".")[1:])


def test_every_room_has_its_rule() -> None:
    assert sorted(MAY_IMPORT) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way(room: str) -> None:
    found = list(imports(room))
    assert found
    wrong = [(file, target) for file, target in found if target.split(".")[0] not in {room, *MAY_IMPORT[room]}]
    assert wrong == []


def test_architecture_names_the_rooms_and_files_that_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf8")
    rows = set(re.findall(r"`(\w+)/`", "\n".join(line for line in text.splitlines() if line.startswith("|"))))
    assert rows == set(ROOMS)
    files = {path.name for path in ROOT.rglob("*.*") if ".venv" not in path.parts}
    for name in re.findall(r"`(?:[\w-]+/)*(\w+\.(?:py|toml|csv|md))`", text):
        assert name in files, name
    folders = {path.name for path in [*ROOT.iterdir(), *SOURCE.rglob("*")] if path.is_dir()}
    for path in re.findall(r"`((?:[\w-]+/)+)`", text):
        assert path == "src/dragoman/" or path.strip("/").split("/")[-1] in folders, path


def test_public_names_are_the_documented_ones() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf8")
    listed = re.search(r"Public names of `dragoman`: (.+)\.\n", text)
    assert listed
    assert re.findall(r"`(\w+)`", listed.group(1)) and sorted(re.findall(r"`(\w+)`", listed.group(1))) == sorted(
        dragoman.__all__
    )
    for name in dragoman.__all__:
        assert getattr(dragoman, name)


def test_the_examples_of_the_page_run(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 5
    shutil.copytree(ROOT / "samples", tmp_path / "reports")
    script = tmp_path / "page.py"
    script.write_text("\n".join(blocks), encoding="utf8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "shelling" in done.stdout
    assert "16 0 []" in done.stdout
    assert "no date" in done.stdout
    assert "[0, 0]" in done.stdout


PAGES = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
]
PATHS = re.compile(
    r"`((?:src|reading|knowledge|ledger|reconcile|export|desk|sources|brief|changes|bench|tests)/[\w./-]*|\w+\.(?:py|toml))`"
)
SHOWN_ONLY = {"src/dragoman/ledger/migrations/NNNN_name.sql", "FEEDS.toml", "ALERTS.toml"}
"""Names that stand for files that a person makes."""


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Every file and folder of the house, from its root."""
    rooms = ("src", "bench", "tests", "docs", "samples", "examples")
    below = (path for room in rooms for path in (ROOT / room).rglob("*") if "node_modules" not in path.parts)
    return [f"/{path.relative_to(ROOT).as_posix()}" for path in (*ROOT.glob("*"), *below)]


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str, files: list[str]) -> None:
    named = set(PATHS.findall((ROOT / page).read_text(encoding="utf8"))) - SHOWN_ONLY
    assert [name for name in sorted(named) if not any(file.endswith(f"/{name.rstrip('/')}") for file in files)] == []
