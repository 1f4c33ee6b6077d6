"""Promises of docs/safety.md that belong to no one room."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import intake_files as made

from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.settings import Limits, Settings

SOURCE = Path(__file__).parent.parent / "src" / "dragoman"

# Whatever asks the network for anything goes through one of these; an audit hook cannot be got round or taken off.
_WATCHED = """
import sys
asked = []
sys.addaudithook(lambda event, args: asked.append(event) if event in (
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request") else None)
sys.argv = ["dragoman", "read", "in", "--ledger", "a.ledger"]
from dragoman.__main__ import main
try:
    main()
except SystemExit as ended:
    code = ended.code
print("asked", asked, "code", code)
"""


def test_reading_opens_no_connection(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    remote = '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><img src="http://127.0.0.1:9/b.png">'
    (folder / "page.html").write_text(made.page(1, head=remote))
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    (folder / "feed.xml").write_bytes(made.rss().replace(b"<rss", outside.encode() + b"<rss", 1))
    (folder / "release.pdf").write_bytes(made.pdf(made.story(2)))
    (folder / "digest.eml").write_bytes(made.message(3, html=True).as_bytes())
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "asked [] code" in done.stdout, done.stdout + done.stderr
    assert " 0 recorded" not in done.stderr


def test_one_report_makes_no_more_tellings_than_the_cap() -> None:
    text = " ".join(f"Gunmen killed {n} farmers in Gusau on Monday. A bomb exploded in Quetta." for n in range(3, 20))
    reader = Reader.load(Settings(limits=Limits(mentions_per_report=4)))
    assert 0 < len(reader.read(Report(text, "flood")).mentions) <= 4


def test_no_code_is_loaded_from_data() -> None:
    loaders = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            match node:
                case ast.Import(names=names):
                    assert not loaders & {name.name.partition(".")[0] for name in names}, path
                case ast.ImportFrom(module=str(module)):
                    assert module.partition(".")[0] not in loaders, path
                case ast.Call(func=ast.Name(id=called)):
                    assert called not in ("eval", "exec"), path
                case ast.keyword(arg="allow_pickle", value=value):
                    assert isinstance(value, ast.Constant) and value.value is False, path
