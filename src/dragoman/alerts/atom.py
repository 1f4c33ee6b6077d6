"""An Atom feed (RFC 4287) of alerts, in a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as tree

from .outbox import Letter
from .wording import headline, paragraph

_ATOM = "http://www.w3.org/2005/Atom"
# Characters that no XML 1.0 document may hold, not even escaped.
_UNSPEAKABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(path: Path, title: str, letters: Sequence[Letter], most: int) -> None:
    """Put letters on top of the feed at `path`, keeping `most` entries. Raises OSError, ValueError (not our feed)."""
    entries = [_entry(letter) for letter in reversed(letters)]
    known = {_id(entry) for entry in entries}
    entries += [entry for entry in _present(path) if _id(entry) not in known]
    feed = tree.Element(_name("feed"))
    _sub(feed, "id", f"urn:dragoman:alerts:{_safe(title)}")
    _sub(feed, "title", title)
    _sub(feed, "updated", (entries[0].findtext(_name("updated")) or "") if entries else "")
    _sub(_sub(feed, "author", ""), "name", "Dragoman")
    feed.extend(entries[:most])
    tree.register_namespace("", _ATOM)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(tree.tostring(feed, encoding="utf-8", xml_declaration=True))
    fresh.replace(path)


def _present(path: Path) -> list[tree.Element]:
    """The entries of the feed that is there. The file is our own; one that is not is not overwritten."""
    if not path.exists():
        return []
    try:
        root = tree.fromstring(path.read_bytes())
    except tree.ParseError as error:
        raise ValueError("it is there and is no feed of alerts: move it away") from error
    if root.tag != _name("feed"):
        raise ValueError("it is there and is no feed of alerts: move it away")
    return root.findall(_name("entry"))


def _entry(letter: Letter) -> tree.Element:
    entry = tree.Element(_name("entry"))
    _sub(entry, "id", f"urn:dragoman:{letter.change_id}:{_safe(letter.alert)}")
    _sub(entry, "title", headline(letter))
    _sub(entry, "updated", letter.queued_at)
    _sub(entry, "content", paragraph(letter)).set("type", "text")
    for event in letter.record.get("events", ()):
        tree.SubElement(entry, _name("category")).set("term", event)
    return entry


def _sub(parent: tree.Element, name: str, text: str) -> tree.Element:
    found = tree.SubElement(parent, _name(name))
    found.text = _UNSPEAKABLE.sub("\ufffd", text)
    return found


def _id(entry: tree.Element) -> str:
    return entry.findtext(_name("id")) or ""


def _name(local: str) -> str:
    return f"{{{_ATOM}}}{local}"


def _safe(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text.strip()).casefold()
