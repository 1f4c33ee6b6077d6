"""Where data goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import StopRun

STDOUT = "-"


@contextmanager
def output(where: str) -> Iterator[BinaryIO]:
    """A binary stream to `where`; a file takes its name only when it is finished. Raises StopRun."""
    if where == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    check_file(where)
    path = Path(where)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StopRun(f"{where} cannot be written: {error.strerror}") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def check_file(where: str) -> None:
    """Refuse a folder, before the work that would be lost on it. Raises StopRun."""
    path = Path(where)
    if where != STDOUT and path.is_dir():
        raise StopRun(f"{path} is a folder: name a file, as in -o {path / 'FILE'}")


def page(text: str, pager: bool = True) -> None:
    """Text to stdout: plain when piped; on a terminal through the pager, when it is longer than the screen.

    The pager is the one that PAGER names, else `less`.
    """
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(text.encode("utf8", "backslashreplace"))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    told = Text.from_ansi(text)
    if not pager or text.count("\n") < console.size.height:
        console.print(told)
        return
    # less must pass colours through, and leave a short text on the screen.
    os.environ.setdefault("LESS", "-FRX")
    with console.pager(styles=True):
        console.print(told)
