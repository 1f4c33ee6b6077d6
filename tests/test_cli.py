"""The command line as a person or a script meets it: the real program, in processes of its own, on small reports."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

import dragoman
from dragoman.cli import app
from dragoman.cli.doctor import _knowledge
from dragoman.cli.offer import OFFERED
from dragoman.cli.ref import LISTS
from dragoman.settings import Settings

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs" / "cli.md"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "100", "PYTHONSAFEPATH": "1"}
PROGRAM = (sys.executable, "-m", "dragoman")

REPORTS = {
    "kirkuk.txt": """Car bomb kills five at Kirkuk checkpoint

KIRKUK, March 4, 2021 - A car bomb killed five policemen at a checkpoint in Kirkuk on Thursday, a police captain said.

The Islamic State claimed responsibility for the bombing.

Iraq's interior ministry warned that more attacks could follow.
""",
    "kirkuk-later.txt": """Toll of Kirkuk bombing rises

BAGHDAD, March 5, 2021 - A car bomb killed nine policemen at a checkpoint in Kirkuk on Thursday, a doctor said.
""",
    "consulate.txt": """Consulate in Basra sends staff home

BASRA, March 9, 2021 - Norland closed its consulate in Basra on Tuesday. The governor denied that rockets had hit it.
""",
}
BOMB = "A car bomb killed five policemen at a checkpoint in Kirkuk on Thursday, a police captain said."


def run(folder: Path, *arguments: str, stdin: str | bytes | None = None, **environment: str) -> Any:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        timeout=120,
    )


def out(done: Any) -> str:
    return str(done.stdout.decode())


def err(done: Any) -> str:
    return str(done.stderr.decode())


def write_reports(folder: Path) -> Path:
    reports = folder / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_reports(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose ledger holds the reports; tests only ask it."""
    folder = write_reports(tmp_path_factory.mktemp("kept"))
    done = run(folder, "read", "reports")
    assert (done.returncode, out(done)) == (0, "")
    assert err(done) == "3 read = 3 recorded + 0 unchanged + 0 skipped\nnext: `dragoman brief`\n"
    return folder


def exported(folder: Path, table: str, *arguments: str) -> list[dict[str, Any]]:
    done = run(folder, "export", table, *arguments)
    assert done.returncode == 0, err(done)
    return [json.loads(line) for line in out(done).splitlines()]


# Reading


def test_reading_again_changes_nothing(kept: Path) -> None:
    assert err(run(kept, "read", "reports")) == "3 read = 0 recorded + 3 unchanged + 0 skipped\n"


def test_skipped_inputs_are_named_with_their_reason_and_exit_3(folder: Path) -> None:
    reports = folder / "reports"
    (reports / "empty.txt").write_text("  \n")
    (reports / "a\x1b[2J\nb.txt").write_text("")
    (reports / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (reports / "long.txt").write_text("Rebels shelled the town again and again " * 20_000)
    (reports / "latin.txt").write_bytes("Señor Muñoz was shot dead in Bogotá on Monday, police said.".encode("latin1"))
    records = ['{"title": "no text"}', '{"title": "none here either"}', '{"text": ', json.dumps({"text": BOMB})]
    (reports / "feed.jsonl").write_text("\n".join(records))
    read = run(folder, "read", "reports", "missing.txt", "--ledger", "x y.ledger", "--skipped", "skipped.tsv")
    lines = err(read).splitlines()
    assert read.returncode == 3
    assert "\x1b" not in err(read)
    assert lines[-1] == "next: `dragoman brief --ledger 'x y.ledger'`"
    assert lines[-2] == "13 read = 5 recorded + 0 unchanged + 8 skipped"
    assert lines[-3] == "a cap can be set: `--limit NAME=VALUE`; docs/intake.md has them all"
    told = {line.removeprefix("skipped ").removeprefix("reports/").partition(":")[0]: line for line in lines[:-3]}
    names = {
        "empty.txt",
        "a\\x1b[2J\\nb.txt",
        "noise.bin",
        "long.txt",
        "feed.jsonl",
        "feed.jsonl, line 3",
        "missing.txt",
    }
    assert set(told) == names
    assert told["feed.jsonl"].endswith("2 records, the record has no `text` (first: line 1)")
    assert "binary" in told["noise.bin"]
    assert "the cap text_chars is" in told["long.txt"]
    rows = [line.split("\t") for line in (folder / "skipped.tsv").read_text().splitlines()]
    assert len(rows) == 8
    assert all(len(row) == 2 and all(row) for row in rows)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = run(tmp_path, "brief", "nothing")
    assert done.returncode == 0
    assert "No report was read" in out(done)
    assert "nothing to read in nothing: name files or folders" in err(done)


def test_standard_input(tmp_path: Path) -> None:
    assert run(tmp_path, "read", "-", stdin=REPORTS["kirkuk.txt"]).returncode == 0
    (report,) = exported(tmp_path, "reports")
    assert report["external_id"] == "stdin"


def test_two_writers_at_once_both_finish(folder: Path) -> None:
    writers = [
        subprocess.Popen([*PROGRAM, "read", "reports"], cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [writer.communicate(timeout=120)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], told
    assert len(exported(folder, "reports")) == 3


def test_ctrl_c_keeps_what_was_finished(folder: Path) -> None:
    """The second input is a pipe that nobody writes to: the program waits on it with the first report recorded."""
    with subprocess.Popen(
        [*PROGRAM, "read", "reports/kirkuk.txt", "-"],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr
        wait_for_a_report(folder / "dragoman.ledger")
        process.send_signal(signal.SIGINT)
        told = process.stderr.read().decode()
        assert process.wait(timeout=60) == 1
    again = "go on with `dragoman read reports/kirkuk.txt -`"
    assert told == f"dragoman: stopped; every report that was finished is kept: {again}\n"
    assert [report["external_id"] for report in exported(folder, "reports")] == ["kirkuk"]


def wait_for_a_report(ledger: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if ledger.exists():
            with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as db:
                try:
                    if db.execute("SELECT count(*) FROM report").fetchone()[0]:
                        return
                except sqlite3.OperationalError:
                    pass  # not made yet
        time.sleep(0.05)
    pytest.fail("no report was recorded within a minute")


# The brief


def test_brief_of_paths_keeps_nothing_and_says_how_to_go_on(folder: Path) -> None:
    brief = run(folder, "brief", "reports", "missing.txt", "--since", "2021-03-01")
    assert brief.returncode == 3
    assert err(brief).endswith("4 read = 3 recorded + 0 unchanged + 1 skipped\n")
    assert "WHAT HAPPENED" in out(brief)
    assert "SKIPPED\n  missing.txt: no such file" in out(brief)
    assert "`dragoman read reports missing.txt`, then `dragoman show ID`" in out(brief)
    assert [path.name for path in folder.iterdir()] == ["reports"]


def test_the_brief_of_a_ledger(kept: Path) -> None:
    brief = run(kept, "brief")
    assert (brief.returncode, err(brief)) == (0, "")
    told = out(brief)
    assert BOMB in " ".join(told.split())
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 130
    happened = re.split(r"^[A-Z][A-Z ,]+(?: \(\d+\))?$", told.split("WHAT HAPPENED", 1)[1], flags=re.MULTILINE)[0]
    assert re.search(r"4 Mar 2021 .*Bombing", happened)
    assert "governor" not in happened


def test_every_form_to_a_file(kept: Path, tmp_path: Path) -> None:
    for form in ("text", "md", "html", "json"):
        path = tmp_path / f"brief.{form}"
        done = run(kept, "brief", "--format", form, "-o", str(path))
        assert (done.returncode, out(done), err(done)) == (0, "", "")
        assert "Kirkuk" in path.read_text(encoding="utf8")
    assert json.loads((tmp_path / "brief.json").read_text(encoding="utf8"))["happened"]


def test_the_brief_is_narrowed(kept: Path) -> None:
    assert "Bombing" not in out(run(kept, "brief", "--kind", "closure"))
    assert "Kirkuk" not in out(run(kept, "brief", "--as-of", "2000-01-01"))
    assert "No incident passes the filters." in out(run(kept, "brief", "--about", "xyzzy"))


def test_the_rule_decides_the_toll(kept: Path) -> None:
    tolls = [i["killed"] for i in exported(kept, "incidents", "--rule", "acled_lowest", "--kind", "bombing")]
    assert 5 in [toll["best"] for toll in tolls if toll]


# A terminal


def on_terminal(folder: Path, *arguments: str, rows: int = 24, columns: int = 60, **environment: str) -> str:
    """What a command prints on a terminal of some size."""
    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    settings = {key: value for key, value in ENVIRONMENT.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=folder,
        env={**settings, "TERM": "xterm-256color", **environment},
        stdin=its,
        stdout=its,
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    told = b""
    while True:
        try:
            piece = os.read(mine, 65536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not piece:
            break
        told += piece
    os.close(mine)
    process.wait(timeout=60)
    return told.decode()


def test_a_terminal_gets_colours_and_its_own_width(kept: Path) -> None:
    told = on_terminal(kept, "brief", "--no-pager")
    assert "\x1b[1m" in told
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert max(map(len, plain.splitlines())) <= 60


def test_no_color_is_respected(kept: Path) -> None:
    assert "\x1b[" not in on_terminal(kept, "brief", "--no-pager", NO_COLOR="1")


def test_what_is_longer_than_the_screen_is_paged(kept: Path, tmp_path: Path) -> None:
    paged = tmp_path / "paged"
    assert "WHAT HAPPENED" not in on_terminal(kept, "brief", PAGER=f"tee {paged} >/dev/null #")
    assert "WHAT HAPPENED" in paged.read_text(encoding="utf8")
    assert "WHAT HAPPENED" in on_terminal(kept, "brief", rows=500, PAGER="false")


# Looking behind a line, and exports


def test_show(kept: Path) -> None:
    bombing = exported(kept, "incidents", "--kind", "bombing")[0]
    shown = run(kept, "show", bombing["incident_id"])
    assert shown.returncode == 0
    for evidence in bombing["evidence"]:
        assert " ".join(evidence["text"].split()) in out(shown)
    assert out(run(kept, "show", bombing["incident_id"][:12])) == out(shown)
    assert re.search(r"^  place +Kirkuk$", out(shown), re.MULTILINE)
    assert out(run(kept, "show", "Islamic State")).startswith("islamic-state  ")
    for table, key in (("claims", "claim_id"), ("mentions", "mention_id"), ("statements", "statement_id")):
        first = exported(kept, table)[0]
        assert first[key] in out(run(kept, "show", first[key]))
    missing = run(kept, "show", "inc-none")
    assert (missing.returncode, out(missing)) == (1, "")
    assert re.fullmatch(r"dragoman: nothing in this ledger has the id or name 'inc-none'[^\n]+\n", err(missing))


def test_exports_to_files(kept: Path, tmp_path: Path) -> None:
    assert run(kept, "export", "--all", "-o", str(tmp_path / "out")).returncode == 0
    assert len(list((tmp_path / "out").glob("*.jsonl"))) == 10
    assert run(kept, "export", "reports", "--full-text", "-f", "csv", "-o", str(tmp_path / "r.csv")).returncode == 0
    assert BOMB in (tmp_path / "r.csv").read_text(encoding="utf8")
    assert run(kept, "export", "claims", "-f", "parquet", "-o", str(tmp_path / "c.parquet")).returncode == 0
    assert (tmp_path / "c.parquet").read_bytes()[:4] == b"PAR1"
    failed = run(kept, "export", "claims", "-o", "nowhere/c.jsonl")
    assert (failed.returncode, out(failed)) == (1, "")
    assert err(failed).startswith("dragoman: nowhere/c.jsonl cannot be written")
    assert not list(kept.rglob("*.part"))


def test_geojson_names_its_source(kept: Path) -> None:
    done = run(kept, "export", "incidents", "-f", "geojson")
    assert json.loads(out(done))["type"] == "FeatureCollection"
    assert "GeoNames" in err(done)


def test_a_reader_that_goes_away_is_no_error(kept: Path) -> None:
    program = [*PROGRAM, "ref", "actors"]
    with subprocess.Popen(
        program, cwd=kept, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        assert len(process.stdout.read(100)) == 100
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "incident"], "incident"),
        (["export"], "name one table"),
        (["export", "--all"], "name their folder"),
        (["export", "reports", "--format", "geojson"], "geojson"),
        (["export", "reports", "--since", "2020-01-01"], "narrow incidents only"),
        (["export", "incidents", "--since", "yesterday"], "yesterday"),
        (["export", "incidents", "--kind", "shellling"], "'shellling': did you mean shelling?"),
        (["brief", "--status", "happend"], "did you mean happened?"),
        (["brief", "--country", "Iraqq"], "did you mean Iraq?"),
        (["brief", "--since", "2021-03-05", "--until", "2021-03-04"], "the first day comes after the last"),
        (["export", "incidents", "--as-of", "noon"], "noon"),
        (["brief", "reports", "--format", "pdf"], "text, md, html, json"),
        (["brief", "--rule", "lowest"], "best_supported"),
        (["ref"], "kinds, fields"),
        (["ref", "verbs"], "kinds, fields"),
        (["ref", "places"], "name one"),
        (["read"], "PATH"),
        (["read", "reports", "--knowledge", "nowhere"], "no folder nowhere"),
        (["brieff"], "Did you mean"),
    ],
)
def test_usage_is_exit_2_and_says_what_would_be_right(
    kept: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(kept)
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["brief"], "`dragoman read PATH`"),
        (["show", "x", "--ledger", "my.ledger"], "`dragoman read PATH --ledger my.ledger`"),
        (["export", "reports"], "there is no ledger at dragoman.ledger"),
        (["read", "reports", "--ledger", "reports"], "reports"),
        (["read", "reports", "--ledger", "reports/kirkuk.txt"], "not a Dragoman ledger"),
        (["read", "reports", "--ledger", "nowhere/x.ledger"], "there is no folder nowhere"),
        (["brief", "--ledger", "reports"], "is a folder"),
        (["brief", "--ledger", "empty.ledger"], "empty.ledger is an empty file, not a ledger"),
        (["brief", "reports", "-o", "reports"], "reports is a folder: name a file, as in -o reports/FILE"),
        (["ref", "kinds", "xyzzy"], "nothing in kinds has 'xyzzy'"),
        (["ref", "places", "Xyzzyville"], "nothing in places has 'Xyzzyville'"),
    ],
)
def test_errors_are_one_clear_line_and_exit_1(folder: Path, arguments: list[str], told: str) -> None:
    (folder / "empty.ledger").touch()
    done = run(folder, *arguments)
    assert (done.returncode, out(done)) == (1, "")
    assert re.fullmatch(r"dragoman: [^\n]+\n", err(done))
    assert told in err(done)
    assert not (folder / "empty.ledger").stat().st_size


def test_no_traceback_where_nothing_can_be_written(kept: Path) -> None:
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            command = [*PROGRAM, "export", "claims"]
            done = subprocess.run(command, cwd=kept, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, timeout=60)
        assert (done.returncode, done.stderr.decode()) == (
            1,
            "dragoman: there is no room for what was to be written: make some and run this again\n",
        )
    (kept / "taken").write_text("a file where a folder is asked for")
    done = run(kept, "export", "--all", "-o", "taken")
    assert done.returncode == 1 and re.fullmatch(r"dragoman: taken cannot be written: [^\n]+\n", err(done))
    assert "No such file" in err(done := run(kept, "correct", "import", "none.jsonl")) and "Errno" not in err(done)


def test_what_finds_nothing_says_why(kept: Path) -> None:
    assert "when reports were recorded" in err(run(kept, "brief", "--as-of", "2020-01-01"))
    assert "no correction has been made yet" in err(run(kept, "correct", "list"))
    assert "at least 6 characters" in err(run(kept, "show", "inc-"))


def test_what_is_not_english_is_counted_in_the_brief(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قتل سبعة أشخاص في انفجار قنبلة في مقهى في المدينة، حسبما ذكرت الشرطة يوم الخميس.")
    done = run(tmp_path, "brief", "a.txt")
    assert "1 report in other languages: kept, not read" in out(done)
    assert "all small letters" not in out(done)


# Reference and checks


def test_ref(kept: Path) -> None:
    kinds = out(run(kept, "ref", "kinds", "rockets")).splitlines()
    assert kinds[0].split("\t")[:3] == ["shelling", "violence", "ASSAULT/heavy-weapons"]
    assert "\tIslamic State\tgroup\t" in out(run(kept, "ref", "actors", "islamic", "state"))
    places = [line.split("\t") for line in out(run(kept, "ref", "places", "Kirkuk")).splitlines()]
    assert ["94787", "Kirkuk", "city", "IQ", "35.4681", "44.3922"] in places
    assert "actor\twho did it" in out(run(kept, "ref", "fields"))


@pytest.mark.parametrize("what", ["fields", "columns", "statuses", "formats", "tables", "flags"])
def test_every_list_has_lines(what: str) -> None:
    assert len(list(LISTS[what](Settings(), ()))) > 3


def test_wrong_use_of_the_program_leaves_no_traceback(tmp_path: Path) -> None:
    done = run(tmp_path, "brieff")
    assert (done.returncode, out(done)) == (2, "")
    assert "Did you mean" in err(done) and "Traceback" not in err(done)


def test_the_version() -> None:
    version = run(HERE, "--version")
    assert (version.returncode, out(version)) == (0, f"dragoman {dragoman.__version__}\n")


def test_doctor_names_what_is_wrong(folder: Path) -> None:
    own = folder / "own"
    own.mkdir()
    (own / "kinds.toml").write_text("broken = = toml")
    (folder / "dragoman.ledger").write_text("no ledger")
    doctor = run(folder, "doctor", "--knowledge", "own")
    assert doctor.returncode == 1
    lines = {line.split()[1]: line for line in out(doctor).splitlines()[1:]}
    assert all(lines[name].startswith("ok") for name in ("python", "sqlite", "parser", "gazetteer", "cache"))
    assert re.match(r"FAIL .*kinds\.toml", lines["knowledge"])
    assert re.match(r"FAIL .*not a Dragoman ledger", lines["ledger"])


def test_doctor_looks_into_the_ledger(kept: Path, tmp_path: Path) -> None:
    assert "3 reports, " in out(run(kept, "doctor"))
    assert "none at dragoman.ledger yet" in out(run(tmp_path, "doctor"))


def test_the_shipped_knowledge_parses() -> None:
    assert re.fullmatch(r"\d+ files", _knowledge(Settings()))


def test_importing_is_quick() -> None:
    heavy = (
        "import sys, dragoman, dragoman.cli; print({'spacy', 'pyarrow', 'pandas', 'trafilatura'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", heavy], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_public_names() -> None:
    assert dragoman.__all__ == ["DragomanError", "Ledger", "Settings", "__version__", "diff", "read"]
    for name in dragoman.__all__:
        assert getattr(dragoman, name) is not None
    with pytest.raises(AttributeError):
        _ = dragoman.nothing


# The documentation


def commands() -> dict[str, Any]:
    found: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return found


def test_only_built_commands_are_offered() -> None:
    assert set(commands()) == {
        "read", "watch", "alert", "brief", "serve", "show", "diff", "export", "leads", "correct", "ref", "doctor",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(commands()))
def test_a_command_is_offered_in_its_own_words(name: str) -> None:
    assert commands()[name].get_short_help_str(200) == OFFERED[name]


def test_the_list_of_commands_loads_none_of_them() -> None:
    asked = "import sys; from dragoman.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert all(f"  {name} " in told for name in commands())
    rooms = {name.split(".")[1] for name in told.split() if name.startswith("dragoman.")}
    assert rooms <= {"cli", "errors"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    sections = re.split(r"^## ", DOCS.read_text(encoding="utf8"), flags=re.MULTILINE)
    (section,) = [part for part in sections if part.startswith(f"`dragoman {name}")]
    for parameter in commands()[name].params:
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            assert f"`{option}" in section, option


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_an_example(name: str) -> None:
    helped = CliRunner().invoke(app, [name, "--help"])
    assert helped.exit_code == 0
    assert f"\n    dragoman {name}" in helped.stdout
    # No type of Python's stands in what a person reads.
    assert not re.search(r"<\w+(?:\[\w+\])?>|[{}]", helped.stdout)


def test_help_names_commands_whole() -> None:
    told = " ".join(CliRunner().invoke(app, ["correct", "--help"]).stdout.split())
    assert "claim no longer counts; it is still listed." in told
    top = CliRunner().invoke(app, ["--help"]).stdout
    assert "\n    dragoman brief reports/" in top
