"""The frame files: every kind exists, every class is known, and the book is as large as an analyst needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BadSettings
from dragoman.knowledge.framebook import FrameBook
from dragoman.knowledge.kinds import load_kinds


@pytest.fixture(scope="module")
def book() -> FrameBook:
    return FrameBook.load()


def frames_of(book: FrameBook) -> list:
    return [frame for table in (book.verbs, book.nouns, book.modals) for frames in table.values() for frame in frames]


def test_size(book: FrameBook) -> None:
    assert len(book.verbs) >= 400
    assert len(book.nouns) >= 150


def test_kinds_and_plover_types_exist(book: FrameBook) -> None:
    kinds = load_kinds()
    types = {kind.plover_type for kind in kinds.values()} | {"COOPERATE"}
    for frame in frames_of(book):
        assert frame.kind in kinds or frame.kind in ("none", "effect", "object"), frame
        assert frame.plover is None or frame.plover in types, frame
        assert frame.about, frame


def test_every_group_of_kinds_is_told_by_some_frame(book: FrameBook) -> None:
    told = {frame.kind for frame in frames_of(book)} | {kind for _, kind in book.modifiers.values()}
    silent = set(book.kinds) - told - {"other"}
    assert not silent


def test_classes_that_frames_name_are_known(book: FrameBook) -> None:
    known = {name for names in book.classes.values() for name in names} | {"some", "none", "any", "place-or-none"}
    for frame in frames_of(book):
        inside = [word for _, word in frame.prep if word]
        for part in (*frame.object, *frame.subject, *frame.comp, *frame.needs, *inside):
            assert not part.startswith("@") or part[1:] in known, (frame.lemma, part)


def test_demanding_frames_come_first(book: FrameBook) -> None:
    for frames in book.verbs.values():
        weights = [frame.weight for frame in frames]
        assert weights == sorted(weights, reverse=True)


def test_own_folder_adds_a_frame(tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "violence.toml").write_text(
        'verbs = [ { lemmas = "defenestrate", object = "@some", kind = "assault", about = "out of a window" } ]'
    )
    assert "defenestrate" in FrameBook.load((tmp_path,)).verbs


@pytest.mark.parametrize(
    "entry",
    ['{ lemmas = "zap", kind = "no_such_kind" }', '{ lemmas = "zap", kind = "assault", colour = "red" }'],
)
def test_wrong_entries_are_named(tmp_path: Path, entry: str) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "violence.toml").write_text(f"verbs = [ {entry} ]")
    with pytest.raises(BadSettings, match="zap"):
        FrameBook.load((tmp_path,))
