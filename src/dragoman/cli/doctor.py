"""`dragoman doctor`: is everything here that a run needs."""

from __future__ import annotations

import csv
import os
import platform
import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

import typer

from .. import __version__
from ..errors import DragomanError
from ..ledger import Ledger
from ..settings import Settings
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, settings_of
from .talk import EXIT_COULD_NOT, printable


def doctor(ledger: LedgerFile = DEFAULT_LEDGER, knowledge: Knowledge = None) -> None:
    """Check the installation: one line for each part, and exit code 1 when one fails.

    \b
    Example:
      dragoman doctor
    """
    settings = settings_of(knowledge)
    checks: dict[str, Callable[[], str]] = {
        "python": _python,
        "sqlite": _sqlite,
        "parser": lambda: _parser(settings),
        "gazetteer": lambda: _gazetteer(settings),
        "knowledge": lambda: _knowledge(settings),
        "cache": lambda: _writable(settings.cache),
        "ledger": lambda: _ledger(ledger),
    }
    print(f"dragoman {__version__}")
    failed = [name for name, check in checks.items() if not _told(name, check)]
    if failed:
        raise typer.Exit(EXIT_COULD_NOT)


class Ailing(Exception):
    """A check failed; its words say what to do."""


def _told(name: str, check: Callable[[], str]) -> bool:
    """Run one check and print its line."""
    try:
        found = check()
    except (Ailing, DragomanError, ImportError, OSError, sqlite3.Error, ValueError) as error:
        print(f"FAIL  {name:<10} {printable(str(error))}")
        return False
    print(f"ok    {name:<10} {printable(found)}")
    return True


def _python() -> str:
    return f"Python {platform.python_version()} on {platform.system()}"


def _sqlite() -> str:
    """FTS5 in memory, and WAL in a real file: some network disks refuse it."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        db = sqlite3.connect(Path(folder) / "check.db")
        try:
            mode = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            db.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        except sqlite3.OperationalError as error:
            raise Ailing(f"SQLite {sqlite3.sqlite_version} lacks FTS5 ({error}): use a Python that has it") from error
        finally:
            db.close()
    if mode != "wal":
        raise Ailing(f"SQLite {sqlite3.sqlite_version} cannot use WAL here")
    return f"SQLite {sqlite3.sqlite_version} with FTS5 and WAL"


def _parser(settings: Settings) -> str:
    """The model, loaded for real: a broken download shows here and not in the middle of a run."""
    from ..reading.parse import Parser

    Parser.load(settings.model)
    return f"{settings.model} {version(settings.model)}, spaCy {version('spacy')}"


def _gazetteer(settings: Settings) -> str:
    from ..knowledge.gazetteer import Gazetteer

    return f"{len(Gazetteer.load(settings)):,} places"


def _knowledge(settings: Settings) -> str:
    """Every knowledge file, shipped and own, parses."""
    found = [file for root in (files("dragoman.knowledge"), *settings.knowledge) for file in _knowledge_files(root)]
    faults = [fault for file in found if (fault := _fault(file))]
    if faults:
        raise Ailing(f"{len(faults)} of {len(found)} files do not parse: {'; '.join(faults)}")
    return f"{len(found)} files"


def _knowledge_files(root: Traversable) -> Iterator[Traversable]:
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _knowledge_files(entry)
        elif entry.name.endswith((".csv", ".toml")):
            yield entry


def _fault(file: Traversable) -> str | None:
    """What is wrong with a knowledge file, or None."""
    try:
        _parse(file)
    except (ValueError, csv.Error) as error:
        return f"{file}: {error}"
    return None


def _parse(file: Traversable) -> None:
    text = file.read_text(encoding="utf8")
    if file.name.endswith(".toml"):
        tomllib.loads(text)
        return
    rows = [row for row in csv.reader(StringIO(text), strict=True) if row and not row[0].startswith("#")]
    longer = next((row for row in rows if len(row) > len(rows[0])), None)
    if longer:
        raise ValueError(f"a row has more cells than the header names: {longer[0]!r}")


def _writable(folder: Path) -> str:
    """The nearest folder that exists can be written to."""
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), Path("/"))
    if not os.access(nearest, os.W_OK):
        raise Ailing(f"{folder} cannot be written to: set DRAGOMAN_CACHE to a folder of yours")
    return str(folder)


def _ledger(path: Path) -> str:
    if not path.exists():
        _writable_place(path)
        return f"none at {path} yet; one can be made"
    with Ledger.open(path, readonly=True) as ledger:
        return f"{path}: {ledger.checked()}"


def _writable_place(path: Path) -> None:
    folder = path.absolute().parent
    if not os.access(folder, os.W_OK):
        raise Ailing(f"no ledger can be made in {folder}: it cannot be written to")
