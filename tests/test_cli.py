"""The command line as a person or a script meets it: exit codes, what goes where, and what is documented."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
from ledger_builders import TEXT

import dragoman
from dragoman.cli import app
from dragoman.cli.doctor import _knowledge
from dragoman.settings import Settings

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs" / "cli.md"


def run(folder: Path, *arguments: str, stdin: str | None = None, program: tuple[str, ...] = ()) -> Any:
    path = os.pathsep.join([str(HERE), *sys.path])
    return subprocess.run(
        [sys.executable, *(program or (str(HERE / "hand_cli.py"),)), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "DRAGOMAN_CACHE": str(folder / "cache")},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text(TEXT)
    (reports / "two.txt").write_text(TEXT + " More is not known.")
    return tmp_path


def test_read_then_export(folder: Path) -> None:
    read = run(folder, "read", "reports")
    assert (read.returncode, read.stdout) == (0, "")
    assert read.stderr == "2 read = 2 recorded + 0 unchanged + 0 skipped\n"
    out = run(folder, "export", "incidents")
    assert out.returncode == 0
    assert len([json.loads(line) for line in out.stdout.splitlines()]) == 2
    assert "GeoNames" in out.stderr
    again = run(folder, "read", "reports")
    assert again.stderr == "2 read = 0 recorded + 2 unchanged + 0 skipped\n"


def test_skipped_inputs_are_named_and_exit_3(folder: Path) -> None:
    (folder / "reports" / "empty.txt").write_text("  \n")
    read = run(folder, "read", "reports", "missing.txt", "--skipped", "skipped.tsv")
    assert read.returncode == 3
    assert read.stderr.splitlines() == [
        "skipped reports/empty.txt: nothing but white space",
        "skipped missing.txt: no such file",
        "4 read = 2 recorded + 0 unchanged + 2 skipped",
    ]
    assert (
        folder / "skipped.tsv"
    ).read_text() == "reports/empty.txt\tnothing but white space\nmissing.txt\tno such file\n"


def test_standard_input(folder: Path) -> None:
    assert run(folder, "read", "-", stdin=TEXT).returncode == 0
    (report,) = run(folder, "export", "reports").stdout.splitlines()
    assert json.loads(report)["external_id"] == "stdin"


def test_brief_of_paths_keeps_nothing(folder: Path) -> None:
    brief = run(folder, "brief", "reports", "--since", "2021-03-05")
    assert (brief.returncode, brief.stdout) == (0, "text: shelling told 2 times, best_supported\n")
    assert brief.stderr == "2 read = 2 recorded + 0 unchanged + 0 skipped\n"
    assert [path.name for path in folder.iterdir()] == ["reports"]


def test_brief_of_paths_that_are_skipped_exits_3(folder: Path) -> None:
    brief = run(folder, "brief", "reports/one.txt", "missing.txt")
    assert brief.returncode == 3
    assert "told" in brief.stdout


def test_brief_of_a_ledger(folder: Path) -> None:
    run(folder, "read", "reports", "--ledger", "x.ledger")
    brief = run(folder, "brief", "--ledger", "x.ledger", "--format", "html", "--rule", "acled_lowest", "-o", "b.html")
    assert (brief.returncode, brief.stdout, brief.stderr) == (0, "", "")
    assert (folder / "b.html").read_text().count("acled_lowest") == 2
    nothing = run(folder, "brief", "--ledger", "x.ledger", "--as-of", "2000-01-01")
    assert (nothing.returncode, nothing.stdout) == (0, "")


def test_show(folder: Path) -> None:
    run(folder, "read", "reports")
    first = json.loads(run(folder, "export", "incidents").stdout.splitlines()[0])
    shown = run(folder, "show", first["incident_id"])
    assert shown.stdout.splitlines() == [evidence["text"] for evidence in first["evidence"]]
    missing = run(folder, "show", "inc-none")
    assert (missing.returncode, missing.stderr) == (1, "dragoman: nothing has the id inc-none\n")


def test_exports_to_files(folder: Path) -> None:
    run(folder, "read", "reports")
    assert run(folder, "export", "--all", "-o", "out").returncode == 0
    assert len(list((folder / "out").glob("*.jsonl"))) == 10
    assert run(folder, "export", "reports", "--full-text", "--format", "csv", "-o", "r.csv").returncode == 0
    assert TEXT in (folder / "r.csv").read_text()
    assert run(folder, "export", "claims", "-f", "parquet", "-o", "c.parquet").returncode == 0
    assert (folder / "c.parquet").read_bytes()[:4] == b"PAR1"
    failed = run(folder, "export", "claims", "-o", "nowhere/c.jsonl")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("dragoman: nowhere/c.jsonl cannot be written")
    assert not list(folder.glob("*.part"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "incident"],
        ["export"],
        ["export", "--all"],
        ["export", "reports", "--format", "geojson"],
        ["export", "reports", "--since", "2020-01-01"],
        ["export", "incidents", "--since", "yesterday"],
        ["export", "incidents", "--kind", "shellling"],
        ["brief", "reports", "--format", "pdf"],
        ["brief", "reports", "--rule", "lowest"],
        ["ref", "verbs"],
        ["ref", "places"],
        ["read"],
        ["read", "reports", "--knowledge", "nowhere"],
        ["unknown"],
        ["serve"],
    ],
)
def test_usage_is_exit_2(folder: Path, arguments: list[str]) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_moment_is_exit_2(folder: Path) -> None:
    run(folder, "read", "reports")
    assert run(folder, "export", "incidents", "--as-of", "noon").returncode == 2


@pytest.mark.parametrize(
    "arguments", [["brief"], ["show", "x"], ["export", "reports"], ["read", "reports", "--ledger", "reports"]]
)
def test_errors_are_one_clear_line_and_exit_1(folder: Path, arguments: list[str]) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"dragoman: [^\n]+\n", done.stderr)


def test_ctrl_c_keeps_what_was_finished(folder: Path) -> None:
    stopped = run(folder, "read", "reports", "interrupt")
    assert (stopped.returncode, stopped.stderr) == (1, "dragoman: stopped; every report that was finished is kept\n")
    assert len(run(folder, "export", "reports").stdout.splitlines()) == 2


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    for number in range(60):
        (folder / "reports" / f"r{number}.txt").write_text(f"{TEXT} Nothing more than {number} is known.")
    run(folder, "read", "reports")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    program = [sys.executable, str(HERE / "hand_cli.py"), "export", "claims"]
    with subprocess.Popen(
        program, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        assert len(process.stdout.read(100)) == 100
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_names_cannot_move_the_cursor(folder: Path) -> None:
    (folder / "reports" / "a\x1b[2J\nb.txt").write_text("")
    read = run(folder, "read", "reports")
    assert "\x1b" not in read.stderr
    assert len(read.stderr.splitlines()) == 2


def test_ref(folder: Path) -> None:
    kinds = run(folder, "ref", "kinds", "rockets").stdout.splitlines()
    assert kinds[0].split("\t")[:3] == ["shelling", "violence", "ASSAULT/heavy-weapons"]
    assert "grey-wolves\tGrey Wolves\tgroup" in run(folder, "ref", "actors", "wolves").stdout
    assert run(folder, "ref", "places", "Karsa").stdout == "9001\tKarsa\tcity\tIQ\t33.5000\t44.2500\n"
    for what in ("fields", "columns", "statuses", "formats", "tables", "flags"):
        assert len(run(folder, "ref", what).stdout.splitlines()) > 3


def test_the_program_as_a_module(folder: Path) -> None:
    version = run(folder, "--version", program=("-m", "dragoman"))
    assert (version.returncode, version.stdout) == (0, f"dragoman {dragoman.__version__}\n")


def test_doctor_names_what_is_wrong(folder: Path) -> None:
    own = folder / "own"
    own.mkdir()
    (own / "kinds.toml").write_text("broken = = toml")
    doctor = run(folder, "doctor", "--knowledge", "own")
    assert doctor.returncode == 1
    lines = {line.split()[1]: line for line in doctor.stdout.splitlines()[1:]}
    assert lines["sqlite"].startswith("ok")
    assert lines["parser"].startswith("ok")
    assert lines["knowledge"].startswith("FAIL")
    assert "kinds.toml" in lines["knowledge"]
    assert "none at dragoman.ledger yet" in lines["ledger"]


def test_the_shipped_knowledge_parses() -> None:
    assert re.fullmatch(r"\d+ files", _knowledge(Settings()))


def test_doctor_looks_into_the_ledger(folder: Path) -> None:
    run(folder, "read", "reports")
    assert "2 reports, 6 mentions, 2 incidents" in run(folder, "doctor").stdout
    (folder / "dragoman.ledger").write_text("no ledger")
    assert re.search(r"FAIL +ledger .*not a Dragoman ledger", run(folder, "doctor").stdout)


def test_importing_is_quick() -> None:
    heavy = (
        "import sys, dragoman, dragoman.cli; print({'spacy', 'pyarrow', 'pandas', 'trafilatura'} & set(sys.modules))"
    )
    assert run(HERE, "-c", heavy, program=("-B",)).stdout == "set()\n"


def test_public_names() -> None:
    assert dragoman.__all__ == ["DragomanError", "Ledger", "Settings", "__version__", "read"]
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None
    with pytest.raises(AttributeError):
        _ = dragoman.nothing


# The documentation


def commands() -> dict[str, Any]:
    found: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return found


def test_only_built_commands_are_offered() -> None:
    assert set(commands()) == {"read", "brief", "show", "export", "correct", "ref", "doctor"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    sections = re.split(r"^## ", DOCS.read_text(encoding="utf8"), flags=re.MULTILINE)
    (section,) = [part for part in sections if part.startswith(f"`dragoman {name}")]
    for parameter in commands()[name].params:
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            assert f"`{option}" in section, option


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_an_example(folder: Path, name: str) -> None:
    helped = run(folder, name, "--help")
    assert helped.returncode == 0
    assert f"\n    dragoman {name}" in helped.stdout
