"""FEEDS.toml: what is watched, how often, and what of the inner network is opened on purpose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import BadSettings
from ..userfile import load_user_file, only_known

_UNITS = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_SPAN = re.compile(r"(\d++(?:\.\d++)?)\s*+([smhd])")
# Asking a feed more often than this is no politeness, and no news is that fresh.
_SHORTEST = 60.0


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """One feed: its address, the name to show, seconds between two polls, whether its site's robots.txt is heeded."""

    url: str
    name: str
    every: float
    robots: bool = True


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """A whole FEEDS.toml. Times are in seconds."""

    feeds: tuple[FeedPlan, ...]
    pages: tuple[str, ...] = ()
    """Addresses of single articles, from `pages` and from the files of `leads`."""
    pause: float = 2.0
    revisit: tuple[float, ...] = (3_600.0, 21_600.0, 86_400.0, 259_200.0)
    """After how long an article is asked again whether it was revised; after the last time no more."""
    allow: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path) -> WatchPlan:
        """Read a FEEDS.toml. Raises BadSettings, naming what is wrong and where."""
        return _plan(load_user_file(path, "docs/watch.md"), path)


def seconds(value: object, where: str) -> float:
    """Seconds of `90`, `"90s"`, `"15m"`, `"6h"` or `"1d"`. Raises BadSettings."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return float(value)
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise BadSettings(f'{where}: {value!r} is no length of time; write "15m", "6h", "1d" or "30s"')
    return float(found[1]) * _UNITS[found[2]]


def _plan(found: Mapping[str, Any], path: Path) -> WatchPlan:
    only_known(found, {"every", "pause", "revisit", "allow", "robots", "feed", "pages", "leads"}, str(path))
    every = seconds(found.get("every", "15m"), f"{path}: every")
    robots = _flag(found, "robots", True, str(path))
    feeds = [_feed(entry, n, every, robots, path) for n, entry in enumerate(_list(found, "feed", path), start=1)]
    pages = [_address(page, f"{path}: pages") for page in _list(found, "pages", path)]
    for name in _list(found, "leads", path):
        pages += _leads(path.parent / str(name))
    if not feeds and not pages:
        raise BadSettings(f'{path} names no feed: add\n  [[feed]]\n  url = "https://…/rss.xml"')
    twice = {feed.url for feed in feeds if sum(other.url == feed.url for other in feeds) > 1}
    if twice:
        raise BadSettings(f"{path} names {min(twice)} twice")
    return WatchPlan(
        feeds=tuple(feeds),
        pages=tuple(dict.fromkeys(pages)),
        pause=seconds(found.get("pause", "2s"), f"{path}: pause"),
        revisit=tuple(seconds(one, f"{path}: revisit") for one in found.get("revisit", ["1h", "6h", "1d", "3d"])),
        allow=tuple(str(one) for one in _list(found, "allow", path)),
    )


def _feed(entry: object, number: int, every: float, robots: bool, path: Path) -> FeedPlan:
    where = f"{path}: feed {number}"
    if not isinstance(entry, dict):
        raise BadSettings(f"{where}: write it as [[feed]] with a url")
    only_known(entry, {"url", "name", "every", "robots"}, where)
    url = _address(entry.get("url"), where)
    own = max(_SHORTEST, seconds(entry["every"], where)) if "every" in entry else max(_SHORTEST, every)
    return FeedPlan(url, str(entry.get("name") or urlsplit(url).hostname), own, _flag(entry, "robots", robots, where))


def _leads(path: Path) -> list[str]:
    """A file of addresses, one a line; empty lines and those that begin with # are passed over."""
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"leads: {path} cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return [_address(line.strip(), str(path)) for line in lines if line.strip() and not line.startswith("#")]


def _address(value: object, where: str) -> str:
    if not isinstance(value, str) or not re.match(r"https?://[^\s/]+", value):
        raise BadSettings(f"{where}: {value!r} is no address that begins with http:// or https://")
    return value


def _list(found: Mapping[str, Any], key: str, path: Path) -> list[Any]:
    value = found.get(key, [])
    if not isinstance(value, list):
        raise BadSettings(f"{path}: {key} should be a list")
    return value


def _flag(found: Mapping[str, Any], key: str, default: bool, where: str) -> bool:
    value = found.get(key, default)
    if not isinstance(value, bool):
        raise BadSettings(f"{where}: {key} is true or false")
    return value
