"""The reader's version changes with whatever could change a reading, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dragoman import __version__
from dragoman.reading.version import reader_version
from dragoman.settings import Limits, Settings


def test_it_names_the_program_and_stays_the_same() -> None:
    assert reader_version(Settings()).startswith(f"{__version__}+")
    assert reader_version(Settings()) == reader_version(Settings(cache=Path("elsewhere"), batch=8))


def test_own_knowledge_changes_it_by_content_and_name(tmp_path: Path) -> None:
    plain = reader_version(Settings())
    settings = Settings(knowledge=(tmp_path,))
    (tmp_path / "notes.txt").write_text("not knowledge")
    empty = reader_version(settings)
    (tmp_path / "actors").mkdir()
    own = tmp_path / "actors" / "groups.csv"
    own.write_text("id,name\n")
    added = reader_version(settings)
    own.write_text("id,name\nx,X\n")
    changed = reader_version(settings)
    own.rename(tmp_path / "actors" / "people.csv")
    assert len({plain, empty, added, changed, reader_version(settings)}) == 5


def test_parser_and_limits_change_it() -> None:
    settings = Settings()
    other = replace(settings, model="another_model"), replace(settings, limits=Limits(sentence_chars=100))
    assert len({reader_version(each) for each in (settings, *other)}) == 3


def test_how_the_ledger_leaves_does_not_change_how_it_is_read(tmp_path: Path) -> None:
    settings = Settings(knowledge=(tmp_path,))
    empty = reader_version(settings)
    (tmp_path / "houses").mkdir()
    (tmp_path / "houses" / "plover.toml").write_text('undated = "left out"\n')
    assert reader_version(settings) == empty
