"""How pages are dressed: templates that escape everything, and the few functions they call.

Hostile text is normal input. Nothing of a report is ever markup; addresses are links only where they are http or https.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from urllib.parse import urlencode, urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..brief import words
from ..brief.changes import because, counted, what_changed
from ..brief.outline import once, one_line, telling
from ..brief.page import visible
from ..knowledge.kinds import Kind
from ..ledger.cells import shown
from ..model import HAPPENED


def environment(kinds: Mapping[str, Kind]) -> Environment:
    """The templates of the desk; those of the brief lie beneath them."""
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("dragoman.desk", "templates"), PackageLoader("dragoman.brief", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        words=words, visible=visible, once=once, one_line=one_line, telling=telling, outside=outside, cited=cited,
        shown=shown, kinds=kinds, groups=groups_of(kinds), happened=HAPPENED, moment=moment, passage=passage,
        urlencode=urlencode, link_words=LINK_WORDS, relation_words=RELATION_WORDS, rule_words=RULE_WORDS,
        because=because, what_changed=what_changed, changes_counted=counted,
        scripts=files("dragoman.desk").joinpath("static/desk.js").is_file(),
    )  # fmt: skip
    return made


LINK_WORDS = {
    "response_to": ("told as a response to", "told to have been answered by"),
    "part_of": ("part of", "includes"),
    "follow_up": ("follows up", "followed up by"),
    "cancels": ("cancels", "cancelled by"),
}
"""A tie between incidents in words, from either end."""

RELATION_WORDS = {
    "backs": ("backs", "is backed by"),
    "finances": ("finances", "is financed by"),
    "commands": ("commands", "is commanded by"),
    "member_of": ("is a member of", "has as a member"),
    "part_of": ("is part of", "includes"),
    "holds_office": ("holds the office of", "is held by"),
    "allied_with": ("is allied with", "is allied with"),
    "fights": ("fights", "is fought by"),
}
"""A relation between actors in words, from either end."""


RULE_WORDS = {
    "best_supported": "the value that most independent origins hold",
    "acled_lowest": "the most conservative estimate, as ACLED’s codebook has it",
    "ucdp_range": "low, best and high, as UCDP GED has it",
    "latest_official": "the newest official figure, else the newest",
}
"""What each rule for headline values chooses."""


def groups_of(kinds: Mapping[str, Kind]) -> dict[str, list[Kind]]:
    """The kinds by group, in the contract's order."""
    found: dict[str, list[Kind]] = {}
    for kind in kinds.values():
        found.setdefault(kind.group, []).append(kind)
    return found


def outside(address: str | None) -> str:
    """The address of a link out of the desk; empty for whatever is not plain http or https."""
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and parts.netloc and not parts.username
    return parts.geturl() if plain and (address or "").isprintable() else ""


def cited(sentence: str, start: int, end: int) -> Markup:
    """A sentence with its words from `start` to `end` (offsets in it) in <mark>; the rest escaped like them."""
    if not 0 <= start < end <= len(sentence):
        return Markup("{}").format(visible(sentence))
    before, within, after = sentence[:start], sentence[start:end], sentence[end:]
    return Markup("{}<mark>{}</mark>{}").format(visible(before), visible(within), visible(after))


def moment(stamp: str) -> str:
    """A moment of recording to the minute: `2020-01-01 18:00`."""
    return stamp[:16].replace("T", " ")


def passage(report_id: str, start: int, end: int) -> str:
    """The address of a place in a report, which is marked there."""
    return f"/reports/{report_id}?at={start}-{end}#at"
