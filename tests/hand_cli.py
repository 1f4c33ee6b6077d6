"""The command line with stand-ins for sources, reading, reconcile and brief: run as a program by test_cli.py."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import BinaryIO

from ledger_builders import HandReader, hand_actor_base, hand_rooms, make_report

from dragoman.errors import EmptyReport, NotFound, SkipReport, Unreadable
from dragoman.ledger import Filters, Ledger
from dragoman.model import Incident, Report


def read_paths(paths: Sequence[str], settings: object, stdin: BinaryIO | None = None) -> Iterator[Report | SkipReport]:
    for path in paths:
        if path == "interrupt":
            raise KeyboardInterrupt
        if path == "-":
            assert stdin
            yield make_report(stdin.read().decode(), "stdin")
            continue
        given = Path(path)
        for file in sorted(given.iterdir()) if given.is_dir() else [given]:
            yield _read(file)


def _read(file: Path) -> Report | SkipReport:
    if not file.is_file():
        return Unreadable(str(file), "no such file")
    text = file.read_text(encoding="utf8")
    return make_report(text, file.stem) if text.strip() else EmptyReport(str(file), "nothing but white space")


def show(ledger: Ledger, key: str) -> str:
    for incident in ledger.incidents():
        if incident.incident_id == key:
            return "".join(f"{evidence.text}\n" for evidence in incident.evidence)
    raise NotFound(f"nothing has the id {key}")


def render(found: list[Incident], form: str, width: int | None = None, colour: bool = False) -> str:
    return "".join(f"{form}: {incident.summary}, {incident.rule}\n" for incident in found)


class Gazetteer:
    @classmethod
    def load(cls, settings: object) -> Gazetteer:
        return cls()

    def __len__(self) -> int:
        return 1

    def look_up(self, name: str) -> list[SimpleNamespace]:
        place = SimpleNamespace(place_id="9001", name="Karsa", kind="city", country="IQ", lat=33.5, lon=44.25)
        return [SimpleNamespace(place=place)] if name == "Karsa" else []


def hand_gazetteer() -> ModuleType:
    module = ModuleType("dragoman.knowledge.gazetteer")
    module.Gazetteer = Gazetteer  # type: ignore[attr-defined]
    return module


STAND_INS: list[tuple[str, str, object]] = [
    *hand_rooms(),
    ("dragoman.sources", "read_paths", read_paths),
    ("dragoman.sources", "count_inputs", lambda paths: None),
    ("dragoman.reading", "Reader", SimpleNamespace(load=lambda settings, by_sentence=False: HandReader())),
    ("dragoman.brief", "outline", lambda ledger, filters=None, skipped=(): list(ledger.select(filters or Filters()))),
    (
        "dragoman.brief",
        "render",
        lambda found, format, width=None, colour=False: "".join(f"{format}: {i.summary}, {i.rule}\n" for i in found),
    ),
    ("dragoman.brief", "show", show),
]

if __name__ == "__main__":
    # The rooms themselves stay out: importing what they build on would cost each test a second.
    for room in ("dragoman.sources", "dragoman.reconcile", "dragoman.brief"):
        sys.modules[room] = ModuleType(room)
    for module, name, stand_in in STAND_INS:
        setattr(importlib.import_module(module), name, stand_in)
    sys.modules["dragoman.knowledge.actor_base"] = hand_actor_base()
    sys.modules["dragoman.knowledge.gazetteer"] = hand_gazetteer()
    from dragoman.__main__ import main

    main()
