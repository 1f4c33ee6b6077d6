"""A fixture that stands in for the rooms a test of ledger, export or command line does without."""

from __future__ import annotations

import sys

import pytest
from ledger_builders import hand_actor_base, hand_rooms


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, stand_in in hand_rooms():
        monkeypatch.setattr(f"{module}.{name}", stand_in, raising=False)
    monkeypatch.setitem(sys.modules, "dragoman.knowledge.actor_base", hand_actor_base())
