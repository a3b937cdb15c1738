"""The generated files of docs/: how they are written and removed, and what an earlier build left of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.made import Made
from builder.model import OutputFile
from builder.shelf import renew
from builder.site import GENERATED, MANIFEST, cache_of

HALF_WRITTEN = "half-written"


@dataclass(frozen=True, slots=True)
class Done:
    """What making a page or a list came to: its files, how many had to be written, what is said of a work.

    *crowd* are the lists of those that cite the work, by name, with their keys.
    """

    files: tuple[str, ...]
    written: int
    said: str = ""
    crowd: tuple[tuple[str, str, Done], ...] = ()


def write_all(docs: Path, found: Iterable[OutputFile]) -> Done:
    """The names of the files *found*, and how many had to be written."""
    root = str(docs)
    new = {file.path: renew(f"{root}/{file.path}", _bytes(file.content)) for file in found}
    return Done(tuple(new), sum(new.values()))


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def is_known(docs: Path, made: Made) -> bool:
    """Whether *made* tells of all generated files of *docs*."""
    return _is_of(docs, made) and not (cache_of(docs) / HALF_WRITTEN).exists()


def standing(docs: Path, made: Made) -> set[str] | None:
    """The generated files that an earlier build left in *docs*; None where *made* tells of all of them."""
    half, known = (cache_of(docs) / HALF_WRITTEN).exists(), (docs / MANIFEST).exists()
    if is_known(docs, made):
        return None
    if not _is_of(docs, made):
        made.empty()
    found = (path for folder in GENERATED for path in (docs / folder).rglob("*") if path.is_file())
    # What is written by hand in such a folder is a page of its own name.
    ours = (path for path in found if path.suffix != ".md" or path.name == "index.md")
    return {path.relative_to(docs).as_posix() for path in ours} if known or half else set()


def _is_of(docs: Path, made: Made) -> bool:
    return _mark_of(docs) == made.mark()


def _mark_of(docs: Path) -> str | None:
    """Which build the files of *docs* are of; None where that cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads((docs / MANIFEST).read_text(encoding="utf-8"))["made"])
    return None


def remove(docs: Path, name: str) -> None:
    """The file *name* is gone, and each folder that it was the last of."""
    path = docs / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == docs or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
