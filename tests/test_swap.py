"""A site and its registry change together or not at all, whenever the builder is killed."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import swap
from builder.errors import BuilderError
from builder.swap import Stage


class Killed(BaseException):
    """The builder is gone: nothing after it runs."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """An old site with its registry, and a fresh site beside it."""
    made = swap.stage(tmp_path / "site")
    for folder, words in ((made.site, "cũ"), (made.fresh, "mới")):
        folder.mkdir()
        (folder / "index.html").write_text(words, encoding="utf-8")
    (tmp_path / "registry").mkdir()
    registry(made).write_text("cũ", encoding="utf-8")
    return made


def registry(stage: Stage) -> Path:
    return stage.site.with_name("registry") / "2024.jsonl"


def lines(stage: Stage) -> dict[Path, Path]:
    ready = stage.site.with_name("ready.jsonl")
    ready.write_text("mới", encoding="utf-8")
    return {registry(stage): ready, registry(stage).with_name("2025.jsonl"): ready}


def published(stage: Stage) -> tuple[str, str, bool]:
    """What the site says, what the registry says, and whether it has the new year."""
    year = registry(stage).with_name("2025.jsonl")
    site = (stage.site / "index.html").read_text(encoding="utf-8")
    return site, registry(stage).read_text(encoding="utf-8"), year.exists()


def left(stage: Stage) -> list[str]:
    return sorted(p.name for p in stage.site.parent.rglob("*") if p.name.startswith("."))


OLD, NEW = ("cũ", "cũ", False), ("mới", "mới", True)
# (the step at which the builder is killed, whether just before or just after it, what stands in the end)
KILLS = [
    ("write_whole", False, OLD),
    ("write_whole", True, OLD),
    ("_prepare", False, OLD),
    ("_prepare", True, OLD),
    ("_exchange", False, OLD),
    ("_exchange", True, NEW),
    ("_register", False, NEW),
    ("_register", True, NEW),
    ("clear", False, NEW),
    ("clear", True, NEW),
]


@pytest.mark.parametrize(("step", "after", "stands"), KILLS)
@pytest.mark.parametrize("at_once", [True, False], ids=["one rename", "two renames"])
def test_killed_at_any_step(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: bool,
    stands: tuple[str, str, bool],
    at_once: bool,
) -> None:
    """The next build finds the old site with the old registry, or the new with the new, and no rest."""
    if not at_once:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(swap, step, _killing(getattr(swap, step), after))
        swap.replace_site(stage, lines(stage))
    swap.recover(stage)
    assert published(stage) == stands
    assert left(stage) == []


def _killing(step: Callable[..., object], after: bool) -> Callable[..., object]:
    def killed(*arguments: object, **named: object) -> object:
        if after:
            step(*arguments, **named)
        raise Killed

    return killed


def test_killed_between_two_renames(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange two folders at once and no site stands, the old one comes back."""
    monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    rename = Path.rename
    calls: list[Path] = []

    def second_is_killed(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 2:
            raise Killed
        return rename(path, target)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(Path, "rename", second_is_killed)
        swap.replace_site(stage, lines(stage))
    assert not stage.site.exists()
    swap.recover(stage)
    assert published(stage) == OLD
    assert left(stage) == []


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_full_disk_changes_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """Where the journal or a line of the registry finds no room, site and registry are as they were."""
    write, room = swap.write_whole, iter([True] * written)

    def full(path: Path, content: bytes, **how: bool) -> None:
        if not next(room, False):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        write(path, content, **how)

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(swap, "write_whole", full)
        swap.replace_site(stage, lines(stage))
    assert published(stage) == OLD
    assert left(stage) == []


def test_the_first_site_is_put_in_place(tmp_path: Path) -> None:
    """Where no site stood, the fresh one stands."""
    stage = swap.stage(tmp_path / "site")
    stage.fresh.mkdir()
    swap.replace_site(stage, {})
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_halves_of_files_go(stage: Stage) -> None:
    """A file that was being written when the builder was killed leaves nothing beside it."""
    journal = {"inode": [], "registry": [str(registry(stage))]}
    stage.journal.write_text(json.dumps(journal), encoding="utf-8")
    for half in (stage.journal, registry(stage).with_name(f".{registry(stage).name}.new")):
        half.with_name(f".{half.name}.4711.part").write_text("m", encoding="utf-8")
    swap.recover(stage)
    assert published(stage) == OLD
    assert left(stage) == []


def test_a_link_to_the_site_stays_a_link(stage: Stage) -> None:
    """A web server that is shown `current → site` keeps its link, and shows the new site."""
    link = stage.site.with_name("current")
    link.symlink_to("site")
    swap.replace_site(swap.stage(link), {})
    assert link.is_symlink()
    assert (link / "index.html").read_text(encoding="utf-8") == "mới"


def test_a_journal_that_cannot_be_read_stops_the_build(stage: Stage) -> None:
    """It may hold lines of the registry: a person looks first."""
    stage.journal.write_text("{", encoding="utf-8")
    with pytest.raises(BuilderError, match="nhật ký"):
        swap.recover(stage)


HOLD = """
import sys
from pathlib import Path
from builder import swap
stage = swap.stage(Path(sys.argv[1]))
with swap.alone(stage, waiting=lambda: print("waits", flush=True)):
    print("alone", flush=True)
    sys.stdin.readline()
"""


def test_the_second_build_waits_for_the_first(tmp_path: Path) -> None:
    """Of two builds of one site the second says that it waits, and goes on when the first has ended."""
    first = _start(tmp_path / "site")
    assert _line(first) == "alone"
    second = _start(tmp_path / "site")
    assert _line(second) == "waits"
    first.kill()
    assert _line(second) == "alone"
    second.communicate("\n")
    first.communicate()
    assert second.returncode == 0


def _start(site: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(site)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _line(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().strip()
