"""Intake through the ledger: everything given is accounted for, finished files stay shut, a stopped run goes on."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import intake_files as made
import pytest
from cheap_reader import CheapReader

from dragoman.errors import Unreadable
from dragoman.ledger import Added, Ledger
from dragoman.settings import Settings
from dragoman.sources import files

OLD = 1_600_000_000
"""A moment long before any test: a file changed just now is not trusted to stay as it is."""


def add(folder: Path, *paths: Path, settings: Settings | None = None, version: str = "1") -> tuple[Added, CheapReader]:
    reader = CheapReader(version=version)
    with Ledger.open(folder / "a.ledger", settings, reader=reader) as ledger:
        return ledger.add(paths), reader


def aged(path: Path) -> Path:
    """The file as if it had been written long ago."""
    os.utime(path, (OLD, OLD))
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder of old files, two things in them that cannot be read."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(made.jsonl(5) + b"\nno json\n")
    (folder / "b.warc.gz").write_bytes(made.warc(2))
    (folder / "c.txt").write_text(made.story(7))
    (folder / "d.txt").write_text("")
    for path in folder.iterdir():
        aged(path)
    return folder


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened for reading from here on."""
    names: list[str] = []
    real = Path.open

    def spy(self: Path, *args: Any, **named: Any) -> Any:
        names.append(self.name)
        return real(self, *args, **named)

    monkeypatch.setattr(files.Path, "open", spy)
    return names


def test_everything_given_is_accounted_for_and_finished_files_stay_shut(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = add(tmp_path, shelf)
    assert str(first) == "12 read = 8 recorded + 0 unchanged + 4 skipped"
    names = opened(monkeypatch)
    again, reader = add(tmp_path, shelf)
    assert str(again) == "12 read = 0 recorded + 8 unchanged + 4 skipped"
    assert {str(item) for item in again.skipped} == {str(item) for item in first.skipped}
    assert {type(item) for item in again.skipped} == {type(item) for item in first.skipped}
    assert reader.seen == [] and not set(names) & {path.name for path in shelf.iterdir()}


def test_a_changed_file_another_reader_and_other_caps_open_it_again(shelf: Path, tmp_path: Path) -> None:
    add(tmp_path, shelf)
    (shelf / "c.txt").write_text(made.story(3))
    changed, reader = add(tmp_path, shelf)
    assert (changed.recorded, len(reader.seen)) == (1, 1)
    aged(shelf / "c.txt")
    newer, reader = add(tmp_path, shelf, version="2")
    assert newer.recorded == 8
    few, _ = add(tmp_path, shelf, settings=Settings(limits=Settings().limits.of("text_chars=300")), version="2")
    assert len(few.skipped) == 12


def test_a_file_of_this_moment_is_looked_into_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "now.txt"
    path.write_text(made.story())
    add(tmp_path, path)
    names = opened(monkeypatch)
    again, _ = add(tmp_path, path)
    assert again.unchanged == 1 and "now.txt" in names


def test_what_was_refused_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf(made.story()))
    aged(path)
    with monkeypatch.context() as without:
        without.setitem(__import__("sys").modules, "pypdf", None)
        refused, _ = add(tmp_path, path)
    assert [type(item) for item in refused.skipped] == [Unreadable]
    assert add(tmp_path, path)[0].recorded == 1


class Stop(KeyboardInterrupt):
    """The person presses Ctrl-C."""


class Stopping(CheapReader):
    """Is interrupted at its third report."""

    __slots__ = ()

    def read(self, report: Any) -> Any:
        if len(self.seen) == 2:
            raise Stop
        return CheapReader.read(self, report)


def test_a_stopped_run_goes_on_inside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"no json\n" + made.jsonl(6))
    aged(path)
    with pytest.raises(Stop), Ledger.open(tmp_path / "a.ledger", reader=Stopping()) as ledger:
        ledger.add([path])
    rest, reader = add(tmp_path, path)
    assert str(rest) == "7 read = 4 recorded + 2 unchanged + 1 skipped"
    assert len(reader.seen) == 4
    with Ledger.open(tmp_path / "a.ledger", readonly=True) as ledger:
        assert len(list(ledger.reports())) == 6
        assert len(ledger.skipped()) == 1


def test_another_language_is_kept_counted_and_not_read(tmp_path: Path) -> None:
    arabic = "هاجم مسلحون نقطة تفتيش للشرطة يوم الاثنين وأصابوا ضابطين بحسب وزارة الداخلية. " * 3
    french = "Des hommes armés ont attaqué un poste de police lundi et blessé deux agents, a indiqué le ministère. " * 2
    for number in range(3):
        (tmp_path / f"ar{number}.txt").write_text(f"{arabic}{number}")
    (tmp_path / "fr.txt").write_text(french)
    (tmp_path / "en.txt").write_text(made.story())
    added, _ = add(tmp_path, *sorted(tmp_path.glob("*.txt")))
    assert str(added) == (
        "5 read = 1 recorded + 0 unchanged + 0 skipped"
        " + 4 in other languages (3 in Arabic, 1 in French: kept, not read)"
    )
    assert added.read == 5
    with Ledger.open(tmp_path / "a.ledger", readonly=True) as ledger:
        kept = [report for report in ledger.reports() if report.language != "en"]
        run = ledger._db.execute("SELECT read, recorded, other_language FROM run").fetchone()
    assert len(kept) == 4 and all("unsupported_language" in report.flags and report.text for report in kept)
    assert run == (5, 1, 4)


def test_a_modified_article_is_a_new_version_and_keeps_its_day(tmp_path: Path) -> None:
    url = '<link rel="canonical" href="https://arden.example/post">'
    old = made.page(head=f'{url}<meta property="article:published_time" content="2021-05-04">')
    new = old.replace("wounded 2 officers", "wounded 3 officers").replace(
        "<title>", '<meta property="article:modified_time" content="2021-05-06"><title>'
    )
    for number, text in enumerate((old, new)):
        path = tmp_path / f"saved{number}.html"
        path.write_text(text)
        assert add(tmp_path, path)[0].recorded == 1
    with Ledger.open(tmp_path / "a.ledger", readonly=True) as ledger:
        versions = sorted(ledger.reports(), key=lambda report: report.version)
        exported = list(ledger.table("reports"))
    assert [(report.version, report.modified) for report in versions] == [(1, None), (2, "2021-05-06")]
    assert len({report.article_id for report in versions}) == 1
    assert "2021-05-06" in {row["modified"] for row in exported}
    # The full text is its publisher's: it leaves the ledger only when it is asked for.
    assert not any("text" in row for row in exported)


def test_versions_of_one_run_go_by_the_day_of_their_change(tmp_path: Path) -> None:
    rows = [
        {
            "text": f"{made.story()} It had {count} windows.",
            "url": "https://a.example/1",
            "date": "2021-05-04",
            "modified": day,
        }
        for count, day in ((9, "2021-05-09"), (1, None), (5, "2021-05-05"), (7, "2021-05-07"))
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    add(tmp_path, tmp_path / "a.jsonl")
    with Ledger.open(tmp_path / "a.ledger", readonly=True) as ledger:
        found = sorted(ledger.reports(), key=lambda report: report.version)
    assert [report.modified for report in found] == [None, "2021-05-05", "2021-05-07", "2021-05-09"]


def test_progress_tells_bytes_to_the_end(shelf: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with Ledger.open(tmp_path / "a.ledger", reader=CheapReader()) as ledger:
        ledger.add([shelf], lambda done, total, name: told.append((done, total)))
    total = sum(path.stat().st_size for path in shelf.iterdir())
    assert told[-1] == (total, total)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_the_ledger_is_private_to_its_owner(tmp_path: Path, umask: None) -> None:
    (tmp_path / "a.txt").write_text(made.story())
    with Ledger.open(tmp_path / "a.ledger", reader=CheapReader()) as ledger:
        ledger.add([tmp_path / "a.txt"])
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("a.ledger*")}
    assert len(modes) >= 2
    assert set(modes.values()) == {0o600}, modes


@pytest.fixture
def umask() -> Iterator[None]:
    """The most open umask there is."""
    before = os.umask(0)
    yield
    os.umask(before)
