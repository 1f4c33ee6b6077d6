"""A fixture that stands in for the actor base, which a test of ledger, export or command line does without."""

from __future__ import annotations

import sys

import pytest
from ledger_builders import hand_actor_base


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dragoman.knowledge.actor_base", hand_actor_base())
