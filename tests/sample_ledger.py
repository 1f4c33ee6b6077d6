"""The sample reports, read once for all tests of a run that ask for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.ledger import Ledger

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger of the samples, to be opened for reading."""
    path = tmp_path_factory.mktemp("samples") / "samples.ledger"
    with Ledger.open(path) as ledger:
        ledger.add([SAMPLES])
    return path
