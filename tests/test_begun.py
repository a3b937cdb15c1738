"""What is begun while texts are read: a look at docs/ that trusts folders, and the index of the search."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from functools import partial
from pathlib import Path

import pytest

from builder import cli, left, pipeline, registry
from builder.docs_files import HALF_WRITTEN
from builder.errors import BuilderError
from builder.left import looked_at

ROOT = Path(__file__).resolve().parent.parent
POOL = sorted((ROOT / "source_texts").rglob("*.txt"))[::6]
FILES = ("vb/a/index.md", "vb/a/index.txt")


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a work of two files; on this disk every look is sure at once."""
    monkeypatch.setattr(left, "TICK", 0)
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# A\n", encoding="utf-8")
    return tmp_path


def look(docs: Path, before: dict[str, int]) -> tuple[frozenset[str], dict[str, int]]:
    return looked_at(docs, [("/vb/a/", ("vb/a",), iter(FILES))], before)


def untouched() -> Iterator[str]:
    pytest.fail("a file was looked at")
    yield ""


def test_a_folder_that_looks_as_it_did_is_not_entered(docs: Path) -> None:
    """Of a work whose folder has its stamp still, no file is looked at."""
    gone, stamps = look(docs, {})
    assert (gone, [*stamps]) == (frozenset(), ["/vb/a/"])
    assert looked_at(docs, [("/vb/a/", ("vb/a",), untouched())], stamps) == (frozenset(), {})


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_went_is_seen(docs: Path, name: str) -> None:
    """Whichever file of a folder goes, the look says so, and the folder has no stamp any more."""
    _, stamps = look(docs, {})
    (docs / name).unlink()
    assert look(docs, stamps) == (frozenset([name]), {"/vb/a/": 0})


def test_a_folder_that_went_is_seen(docs: Path) -> None:
    """Where the folder itself is gone, all its files are."""
    _, stamps = look(docs, {})
    shutil.rmtree(docs / "vb")
    assert look(docs, stamps) == (frozenset(FILES), {"/vb/a/": 0})


def test_another_folder_in_its_place_is_entered(docs: Path) -> None:
    """A copy with the same times, from which a file is missing, is not taken for the folder."""
    _, stamps = look(docs, {})
    shutil.copytree(docs / "vb", docs / "moved")
    (docs / "moved" / "a" / "index.txt").unlink()
    shutil.copystat(docs / "vb" / "a", docs / "moved" / "a")
    shutil.rmtree(docs / "vb")
    os.rename(docs / "moved", docs / "vb")
    assert look(docs, stamps)[0] == {"vb/a/index.txt"}


def test_a_folder_that_was_just_written_is_not_trusted(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one tick of the disk's clock a folder may change without a trace: it gets no stamp."""
    monkeypatch.setattr(left, "TICK", 60_000_000_000)
    assert look(docs, {}) == (frozenset(), {})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that was built twice, and has got one text more since."""
    monkeypatch.setattr(left, "TICK", 0)
    (tmp_path / "texts").mkdir()
    for path in POOL[1:]:
        shutil.copy(path, tmp_path / "texts")
    assert build(tmp_path) in (cli.FINE, cli.INCOMPLETE)
    # What happens in the end is told by one that knows nothing of it.
    shutil.copytree(tmp_path / "registry", tmp_path / "before")
    shutil.copy(POOL[0], tmp_path / "texts")
    return tmp_path


def build(folder: Path, name: str = "site", lines: str = "registry") -> int:
    given = ["--source", folder / "texts", "--registry", folder / lines, "--site", folder / name]
    with chdir(ROOT):
        return cli.main(["build", "--quiet", *map(str, given)])


def made(folder: Path, *names: str) -> dict[str, bytes]:
    files = (path for name in names for path in (folder / name).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix().partition("/")[2]: path.read_bytes() for path in files}


def assert_whole(folder: Path) -> None:
    """The next build gives what one from nothing gives."""
    assert build(folder) in (cli.FINE, cli.INCOMPLETE)
    assert build(folder, "fresh", "before") in (cli.FINE, cli.INCOMPLETE)
    assert made(folder, "site", "site-docs") == made(folder, "fresh", "fresh-docs")


def refuse(*_: object, **__: object) -> None:
    raise BuilderError("thử dừng ở đây")


def test_a_build_that_is_refused_has_begun_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a published anchor would be lost, docs/ stays as it was and is not taken for half written."""
    before = made(folder, "site", "site-docs", "registry")
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "refuse_loss", refuse)
        assert build(folder) == cli.REFUSED
    assert made(folder, "site", "site-docs", "registry") == before
    assert not (folder / ".site-docs.cache" / HALF_WRITTEN).exists()
    assert_whole(folder)


def test_a_build_that_fails_once_the_index_is_begun_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun is known to be half written: site and registry stay, and the next build is whole."""
    before = made(folder, "site", "registry")
    with monkeypatch.context() as patched:
        patched.setattr(registry, "complete", refuse)
        assert build(folder) == cli.REFUSED
    assert made(folder, "site", "registry") == before
    assert (folder / ".site-docs.cache" / HALF_WRITTEN).exists()
    assert_whole(folder)


@pytest.mark.parametrize("kind", ["index.md", "index.txt", "goc.txt"])
def test_a_page_that_somebody_took_away_is_made_again(folder: Path, kind: str) -> None:
    """A file that goes from docs/ between two builds stands again after the next."""
    next(iter(sorted((folder / "site-docs" / "vb").rglob(kind)))).unlink()
    assert_whole(folder)


@pytest.mark.parametrize("kind", ["tim/m/*/*.json", "tim/t/*/*.bin"])
@pytest.mark.parametrize("act", [Path.unlink, partial(Path.write_bytes, data=b"{}")], ids=["gone", "spoilt"])
def test_a_file_of_the_index_that_somebody_changed_is_made_again(
    folder: Path, kind: str, act: Callable[[Path], object]
) -> None:
    """A copy or a shard that goes between two builds, or holds something else, is as it should be after."""
    act(next(iter(sorted((folder / "site-docs").glob(kind)))))
    assert_whole(folder)
