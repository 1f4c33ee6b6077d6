"""TOML files that users write: FEEDS.toml, ALERTS.toml. Every error names the file, the place, and what to write."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .errors import BadSettings


def load_user_file(path: Path, page: str) -> dict[str, Any]:
    """The keys of a file; `page` of the documentation shows one that works. Raises BadSettings."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSettings(
            f"{path} cannot be read ({(error.strerror or '').lower()}): {page} has one that works"
        ) from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path} is no valid TOML: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path} is no valid TOML: {error}; {page} has one that works") from error


def only_known(found: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Raise BadSettings for a key that nobody reads, with the one that was probably meant."""
    names = sorted(known)
    for strange in sorted(set(found) - set(names)):
        near = get_close_matches(strange.lower(), names, n=1)
        meant = f"did you mean {near[0]!r}? There" if near else "there"
        raise BadSettings(f"{where}: unknown key {strange!r}; {meant} are {', '.join(names)}")
