"""The folder of a site made from an older one: only what has changed is put in, only what is gone is taken out."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.shelf import write_whole

# Written into a finished site by others, and by them anew each time.
_OTHERS = ("robots.txt",)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a site: where it is taken from, the hash of its content, and whether both may be one file."""

    source: Path
    content: str
    linked: bool = False


class Folder:
    """A folder that becomes a site, and the list, kept in *lists*, of what it then holds."""

    def __init__(self, folder: Path, lists: Path, spare: Path) -> None:
        self._folder, self._lists = folder, lists
        self._links = True
        self._made: set[str] = set()
        self._holds: dict[str, tuple[str, bool]] = {}
        if (listed := self._list(spare)) is not None:
            self._holds = listed
            self._list_of(spare).unlink()
            spare.rename(folder)
        else:
            folder.mkdir(parents=True)
        self.anew = not self._holds

    def become(self, parts: Mapping[str, Part]) -> None:
        """The folder holds *parts* and nothing else."""
        for name in {*self._holds, *_OTHERS} - parts.keys():
            self._remove(name)
        for name, part in parts.items():
            if self._holds.get(name) != (part.content, part.linked):
                self._put(name, part)
        holds = {name: (part.content, part.linked) for name, part in parts.items()}
        write_whole(self._list_of(self._folder), pickle.dumps(holds, protocol=5))
        # One of this folder, one of the published site; the others are of folders that are gone.
        for old in sorted(self._lists.iterdir(), key=lambda path: path.stat().st_mtime_ns)[:-2]:
            old.unlink()

    def _list_of(self, folder: Path) -> Path:
        stat = folder.stat()
        return self._lists / f"{stat.st_dev}-{stat.st_ino}"

    def _list(self, folder: Path) -> dict[str, tuple[str, bool]] | None:
        """What *folder* holds, if it is as it was left."""
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            found: dict[str, tuple[str, bool]] = pickle.loads(self._list_of(folder).read_bytes())
            return found
        return None

    def _put(self, name: str, part: Part) -> None:
        out = self._place(name)
        if name in self._holds:
            os.unlink(out)
        if part.linked and self._links:
            # A second name of one file costs neither time nor room.
            try:
                os.link(part.source, out)
                return
            except OSError:
                self._links = False
        shutil.copyfile(part.source, out)

    def _place(self, name: str) -> str:
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            (self._folder / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return os.path.join(self._folder, name)

    def _remove(self, name: str) -> None:
        path = self._folder / name
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self._folder or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def forget(lists: Path) -> None:
    """No folder is known any more: what is made of one is not listed whole."""
    shutil.rmtree(lists, ignore_errors=True)
