"""How an exported ledger is held against hand-made gold in the shape of `tests/data/world/gold.jsonl`.

A told incident or posture answers a gold one when an evidence sentence of it is the gold sentence, or another that
gold allows, and its kind is one of the gold type's; pairs are one to one, those with most right fields first. Gold that
is `background`, `historical` or `minor` need not be told. Unknown cells of the gold are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]

TYPES = {
    "rocket/missile attack": "shelling ship_attack",
    "drone attack": "drone_strike air_strike",
    "airstrike": "air_strike drone_strike shelling",
    "bombing": "bombing suicide_bombing explosion",
    "armed clash": "armed_clash shooting assault shelling",
    "assassination/attempt": "assassination shooting air_strike drone_strike bombing assault execution",
    "mob attack/storming": "storming riot protest arson assault destruction",
    "arrest/raid": "arrest raid storming",
    "kidnapping": "abduction hijacking",
    "protest": "protest riot storming",
    "explosion-unattributed": "explosion bombing",
    "ship attack": "ship_attack shelling drone_strike hijacking bombing",
}
"""Kinds that answer a type of incident; `other` is answered by any kind of violence."""

VIOLENCE = frozenset(
    [*" ".join(TYPES.values()).split(), "execution", "destruction", "chemical_attack", "cyber_attack", "release"]
)
POSTURES = {
    "ordered departure": "ordered_departure evacuation withdrawal",
    "authorized departure": "authorized_departure ordered_departure evacuation",
    "evacuation": "evacuation ordered_departure authorized_departure withdrawal",
    "closure": "closure service_suspension",
    "closure threatened": "closure",
    "reopening": "reopening",
    "visa suspension": "service_suspension closure restriction",
    "service suspension": "service_suspension closure withdrawal",
    "flight suspension": "service_suspension closure restriction",
    "advisory": "advisory security_alert",
    "curfew": "curfew restriction",
    "restriction": "restriction advisory security_alert service_suspension",
    "troop deployment": "deployment mobilization",
    "troop level": "troop_level deployment",
    "troop withdrawal": "withdrawal evacuation",
    "withdrawal demanded": "withdrawal demand",
    "mission change": "mission_change deployment",
    "mobilization": "mobilization",
    "diplomatic withdrawal": "withdrawal closure evacuation expulsion sanction rejection",
    "airspace restriction": "restriction closure",
}
"""Kinds that answer an action of posture."""

STATUSES = {
    "happened": "occurred ongoing",
    "current": "occurred ongoing",
    "ongoing": "occurred ongoing announced",
    "ordered": "occurred ongoing announced demanded",
    "attempted": "attempted",
    "threatened": "threatened announced possible",
    "planned": "announced threatened possible",
    "announced": "announced possible occurred ongoing",
    "possible": "possible announced",
    "demanded": "demanded",
    "denied": "denied negated",
}
RELATIONS = {
    "backs": "backs finances",
    "finances": "finances backs",
    "commands": "commands holds_office",
    "holds office": "holds_office commands",
    "held office": "holds_office commands",
    "member of": "member_of part_of",
    "part of": "part_of member_of allied_with",
    "allied with": "allied_with backs",
}
HAPPENED = {"occurred", "ongoing", "attempted"}


def words(text: object) -> list[str]:
    """Words in small letters, without apostrophes."""
    return re.findall(r"[^\W_]+", str(text or "").lower().replace("’", "").replace("'", ""))


_SMALL = frozenset(words("the a an of in on at to and or for by with from its his her their u s us"))


def same_sentence(one: str, other: str) -> bool:
    """True where most words of the shorter stand in the longer."""
    first, second = set(words(one)), set(words(other))
    return min(len(first), len(second)) >= 3 and len(first & second) >= 0.75 * min(len(first), len(second))


def sentences(gold: Row) -> list[str]:
    """The sentences that tell of one gold row."""
    return [gold["sentence"], *gold.get("alt_sentences", ())]


def told_in(gold: Row, texts: Iterable[str]) -> bool:
    """True where one of these sentences is one of the gold row's."""
    return any(same_sentence(one, other) for one in sentences(gold) for other in texts)


def agree(gold: object, told: Iterable[object]) -> bool:
    """True where a told name shares a word with the gold one, small words aside."""
    wanted = set(words(gold)) - _SMALL
    return any(wanted & (set(words(name)) - _SMALL) for name in told if name)


def days(text: str) -> tuple[date, date]:
    """First and last day of "2021", "2021-08", "2021-08-15" or two of these with a slash between."""
    parts = text.split("/")
    return _bound(parts[0], last=False), _bound(parts[-1], last=True)


def _bound(text: str, *, last: bool) -> date:
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    if day:
        return date(year, month, day)
    if not last:
        return date(year, month or 1, 1)
    return date(year + 1, 1, 1) - timedelta(1) if month in {0, 12} else date(year, month + 1, 1) - timedelta(1)


def same_days(gold: str, told: Row | None) -> bool:
    """True where the told days touch the gold ones, give or take one, and are not far wider."""
    if not told or not told.get("start"):
        return False
    first, last = days(gold)
    start, end = date.fromisoformat(told["start"]), date.fromisoformat(told["end"] or told["start"])
    touch = start <= last + timedelta(1) and first - timedelta(1) <= end
    return touch and (end - start).days <= max(14, 10 * ((last - first).days + 1))


def _statuses(gold: Row) -> set[str]:
    wanted = [gold["status"], *gold.get("alt_statuses", ())]
    return {status for name in wanted for status in STATUSES[name].split()}


def _names(told: Row, roles: str) -> Iterator[object]:
    for party in told["actors"]:
        if party["role"] in roles.split():
            yield from (party["name"], *party["texts"])


def cells(gold: Row, told: Row) -> dict[str, bool]:
    """Which cells that the gold row knows are told right."""
    place = told.get("place") or {}
    known = {
        "status": told["status"] in _statuses(gold),
        "date": gold.get("date") and same_days(gold["date"], told["time"]),
        "killed": gold.get("killed") and _count(gold["killed"], told["killed"]),
        "injured": gold.get("injured") and _count(gold["injured"], told["injured"]),
        "actor": gold.get("actor") and agree(gold["actor"], _names(told, "actor blamed claimant")),
        "recipient": gold.get("target") and agree(gold["target"], _names(told, "recipient victim")),
        "country": gold.get("country") and agree(gold["country"], [place.get("country_name"), place.get("name")]),
        "place": gold.get("place")
        and agree(gold["place"], [place.get("name"), place.get("text"), place.get("country_name")]),
    }
    return {name: bool(right) for name, right in known.items() if right is not None and right != ""}


def _count(gold: int, told: Row | None) -> bool:
    return gold in ((told or {}).get("low"), (told or {}).get("best"), (told or {}).get("high"))


def needed(gold: Row) -> bool:
    """True for gold that must be told."""
    return not any(gold.get(name) for name in ("background", "historical", "minor"))


def pair_up(gold: list[Row], told: list[tuple[Row, list[str]]], kinds: list[set[str]]) -> dict[int, int]:
    """Told rows by gold rows, one to one, the pairs with most right cells first."""
    pairs = []
    for left, row in enumerate(gold):
        for right, (event, texts) in enumerate(told):
            if event["kind"] in kinds[left] and told_in(row, texts):
                same_series = bool(event["series"]) == bool(row.get("series"))
                pairs.append((-sum(cells(row, event).values()) - 2 * same_series, left, right))
    found: dict[int, int] = {}
    for _, left, right in sorted(pairs):
        if left not in found and right not in found.values():
            found[left] = right
    return found


def incident_kinds(gold: Row) -> set[str]:
    """Kinds that answer a gold incident."""
    names = [gold["type"], *gold.get("alt_types", ())]
    return set().union(*(set(TYPES[name].split()) if name in TYPES else VIOLENCE for name in names))
