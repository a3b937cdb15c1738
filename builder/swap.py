"""One build at a time, and a site that is changed as a whole or not at all, its registry with it.

A build prepares the new site beside the old one and the new lines of the registry in a journal. Then

1. the journal is written, lasting: where both sites stand, and the files of the registry to be;
2. the sites change places, in one step where the system can (Linux: `renameat2`);
3. the files of the registry are written, each whole; the journal goes.

Killed before 2, the published site and the registry are as they were, and so they agree. Killed after
it, the site shows addresses that the registry does not have yet: the next build, before it does
anything else, finds the journal, sees by the folder's inode that the new site stands, and does 3.
So no address is ever public that a later build would not know of. Killed between the two steps of 2,
where they are two, no site stands at all: the next build puts the old one back.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import BuilderError
from builder.shelf import write_whole

if sys.platform != "win32":
    import fcntl

_EXCHANGE = 2
_AT_CWD = -100


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a new site is made: beside the site, so that it can take its place by its name alone."""

    site: Path

    @property
    def fresh(self) -> Path:
        return self.site.with_name(f".{self.site.name}.new")

    @property
    def old(self) -> Path:
        return self.site.with_name(f".{self.site.name}.old")

    @property
    def spare(self) -> Path:
        """The site before the last one, from which the next can be made by what has changed since."""
        return self.site.with_name(f".{self.site.name}.spare")

    @property
    def journal(self) -> Path:
        return self.site.with_name(f".{self.site.name}.journal")

    @property
    def lock(self) -> Path:
        return self.site.with_name(f".{self.site.name}.lock")


def stage(site: Path) -> Stage:
    """The stage of *site*; of a symbolic link that of the folder it leads to, so that the link stays."""
    return Stage(site.resolve())


@contextmanager
def alone(stages: Stage, *others: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """No other build of this site, or with one of the files *others*, runs meanwhile.

    *waiting* is called once if one does. The workers of a killed build hold its locks until they end.
    """
    held: list[int] = []
    try:
        for file in sorted({stages.lock, *others}):
            file.parent.mkdir(parents=True, exist_ok=True)
            held.append(os.open(file, os.O_RDWR | os.O_CREAT, 0o666))
            _lock(held[-1], waiting)
        yield
    finally:
        for descriptor in held:
            os.close(descriptor)


def _lock(descriptor: int, waiting: Callable[[], None]) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def recover(stages: Stage) -> None:
    """What a killed build left is brought to an end or taken away."""
    if journal := _journal(stages):
        registry = [Path(path) for path in journal["registry"]]
        if not stages.site.exists() and stages.old.exists():
            stages.old.rename(stages.site)
        if _inode(stages.site) == journal["inode"]:
            # All were prepared before the site was put in its place.
            _register(path for path in registry if _half(path).exists())
        for path in registry:
            _clear_halves(path)
        stages.journal.unlink()
    _clear_halves(stages.journal)
    clear(stages.fresh)
    clear(stages.old)


def replace_site(stages: Stage, registry: Mapping[Path, Path]) -> None:
    """The fresh site stands at its place, and each file of *registry* holds what the other one holds."""
    journal = {"inode": _inode(stages.fresh), "registry": [str(path.absolute()) for path in registry]}
    try:
        write_whole(stages.journal, json.dumps(journal, ensure_ascii=False).encode(), lasting=True)
        # The room on the disk is taken before anything changes.
        _prepare(registry)
    except OSError:
        recover(stages)
        raise
    _exchange(stages)
    _register(registry)
    stages.journal.unlink()
    # The site is out. Whatever fails from here on concerns only how much the next build has to do.
    with suppress(OSError):
        before = stages.fresh if stages.fresh.exists() else stages.old
        if before.exists():
            clear(stages.spare)
            before.rename(stages.spare)


def _prepare(registry: Mapping[Path, Path]) -> None:
    for path, lines in registry.items():
        write_whole(_half(path), lines.read_bytes(), lasting=True)


def _register(registry: Iterable[Path]) -> None:
    for path in registry:
        _half(path).replace(path)


def _clear_halves(path: Path) -> None:
    """Nothing is left of a *path* that was being written."""
    for half in path.parent.glob(f".*{path.name}.*"):
        half.unlink()


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _journal(stages: Stage) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(stages.journal.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        way_out = "xem sổ địa chỉ trong git, rồi xoá tệp này"
        raise BuilderError("không đọc được nhật ký", path=str(stages.journal), way_out=way_out) from error
    return found


def _inode(folder: Path) -> list[int]:
    if not folder.exists():
        return []
    known = folder.stat()
    return [known.st_dev, known.st_ino]


def _exchange(stages: Stage) -> None:
    """The two folders change places; where the system cannot do it in one step, in two."""
    if not stages.site.exists():
        stages.fresh.rename(stages.site)
    elif not _exchanged(stages.fresh, stages.site):
        stages.site.rename(stages.old)
        stages.fresh.rename(stages.site)


def _exchanged(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)


def clear(folder: Path) -> None:
    """Nothing stands at *folder*."""
    if folder.exists():
        shutil.rmtree(folder)
