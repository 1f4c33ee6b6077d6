"""The few words of SVG that the pictures are made of. Every text goes through `safe`, every number through `num`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Controls that turn the direction of text, and characters that no XML may hold.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
# A label is a line, not a text.
_MOST_CHARS = 300


def visible(text: str) -> str:
    """A text of one line whose direction controls are written out, so that nobody is misled."""
    text = _BIDI.sub(lambda match: f"[U+{ord(match.group()):04X}]", _ILLEGAL.sub("\ufffd", text))
    return shortened(_SPACE.sub(" ", text).strip(), _MOST_CHARS)


def safe(text: str) -> str:
    """`visible`, escaped for text and attributes."""
    return str(escape(visible(text)))


def shortened(text: str, most: int) -> str:
    """At most so many characters, the cut shown by an ellipsis."""
    return text if len(text) <= most else text[: max(1, most - 1)].rstrip(" ,;·") + "…"


def num(value: float) -> str:
    """A coordinate in user units, with one decimal and no needless zeros."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def slug(name: str) -> str:
    """A class name made of a word that comes from data."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "other"


def linkable(href: str) -> bool:
    """True for a target on this desk or on the web; nothing else is ever linked."""
    try:
        return bool(href) and urlsplit(href).scheme in ("", "http", "https")
    except ValueError:
        return False


def link(href: str, title: str, body: str, classes: str = "", data: str = "") -> str:
    """A link around shapes, with its title as name and tooltip. Only local, http and https targets are linked."""
    title_tag = f"<title>{safe(title)}</title>"
    attributes = (f' class="{classes}"' if classes else "") + data
    if linkable(href):
        return f'<a href="{escape(href)}"{attributes}>{title_tag}{body}</a>'
    return f"<g{attributes}>{title_tag}{body}</g>"


def text(x: float, y: float, words: str, classes: str, anchor: str = "start") -> str:
    """A line of words; `anchor` is start, middle or end."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{num(x)}" y="{num(y)}" class="{classes}"{at}>{safe(words)}</text>'


def figure(name: str, picture: str, caption: list[str], after: str = "") -> Markup:
    """A picture that scrolls sideways by itself on a narrow page, under it what it shows; parts are safe markup."""
    notes = "".join(f"<p>{part}</p>" for part in caption if part)
    drawn = scrolled(name, picture) if picture else ""
    return Markup(f'<figure class="picture {name}">{drawn}<figcaption>{notes}</figcaption>{after}</figure>')


def scrolled(name: str, inside: str) -> str:
    """Something wide that scrolls sideways by itself, also with the keyboard."""
    return f'<div class="picture-scroll" tabindex="0" role="region" aria-label="{safe(name)}">{inside}</div>'


def folded(summary: str, inside: str) -> str:
    """Something long that opens on demand, without a script."""
    return f'<details class="picture-list"><summary>{safe(summary)}</summary>{inside}</details>'


def svg(name: str, width: float, height: float, title: str, body: str, data: str = "", links: bool = True) -> str:
    """The picture. With links inside it is a group: what has the role of an image hides its links from a reader."""
    role = "group" if links else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="draw-{name}" viewBox="0 0 {num(width)} {num(height)}" '
        f'role="{role}" aria-label="{safe(title)}"{data}>{body}</svg>'
    )


def many(number: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
