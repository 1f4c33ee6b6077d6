"""The notebook runs from top to bottom, and what is stored of it is small and names no machine."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOK = DOCS / "notebook.ipynb"
SOURCE = DOCS.parent / "src"


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    # The kernel is a process of its own, with the interpreter of this one, and draws into memory.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    stored = [len(cell.get("outputs", ())) for cell in notebook.cells]
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}})
    client.execute()
    assert [len(cell.get("outputs", ())) for cell in notebook.cells] == stored
    shown = [kind for cell in notebook.cells for output in cell.get("outputs", ()) for kind in output.get("data", {})]
    assert shown.count("image/png") == 3
    assert shown.count("text/html") == 3


def test_what_is_stored_is_small_and_names_no_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf8")
    assert len(text) < 200_000
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            told = str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
            assert str(Path.home()) not in told and "/tmp/" not in told
            assert output.output_type != "error"
