"""The folder of a site made from an older one: only what has changed since is put in or taken out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from builder import workers
from builder.compress import SUFFIX
from builder.shelf import Shelf, stand
from builder.site.record import DOCS, SHELF, Part, Place, Record

# Written into a finished site by others, and by them anew each time.
_OTHERS = ("robots.txt",)
# So many files are put in place by one process at a time.
_SHARE = 500
_AT_ONCE = 8
# An older file or a folder that is missing is seen to, then the link is made.
_MENDED = 2


class Takes:
    """Where the parts of a site are taken from: files of *docs*, pages of *shelf*, files of the theme."""

    def __init__(self, docs: Path, shelf: Shelf) -> None:
        self._root, self._shelf = str(docs), shelf

    def source(self, part: Part) -> str:
        """The file that *part* is taken from."""
        if part.origin == SHELF:
            return self._shelf.named(part.content or "")
        return f"{self._root}/{part.owner}" if part.origin == DOCS else part.owner


def become(record: Record, takes: Takes, fresh: Path, spare: Path, published: Path) -> None:
    """*fresh* holds the parts of *record* and nothing else; it is *spare* where is known what that holds."""
    since = record.held(spare)
    if since:
        record.unknown(spare)
        record.commit()
        spare.rename(fresh)
    _unpack(record, since, fresh)
    for name in record.lost(since) if since else ():
        _remove(fresh, name)
    for name in _OTHERS:
        if not record.has_part(name):
            _remove(fresh, name)
    _put_since(record, takes, since, fresh)
    before = {published: held} if (held := record.held(published)) else {}
    record.only({**before, fresh: record.generation})
    record.commit()


def _unpack(record: Record, since: int, fresh: Path) -> None:
    """No file of *fresh* that is not to stay as it is stands beside an older `.gz`."""
    for name in [*record.changed(since), *_OTHERS] if since else ():
        if not record.has_part(f"{name}{SUFFIX}"):
            with suppress(OSError):
                os.unlink(os.path.join(fresh, f"{name}{SUFFIX}"))


def lay_by(record: Record, takes: Takes, spare: Path, published: Path) -> None:
    """*spare* holds the parts of *record*, as *published* does."""
    _put_since(record, takes, 0, spare)
    record.only({published: record.generation, spare: record.generation})
    record.commit()


def _put_since(record: Record, takes: Takes, since: int, out: Path) -> None:
    """The parts that changed after the generation *since* stand in *out*."""
    out.mkdir(parents=True, exist_ok=True)

    def put(places: tuple[Place, Place]) -> None:
        parts = record.reader.parts(*places)
        # The disk is waited for, not the processor.
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(put_some, (parts[at::_AT_ONCE] for at in range(_AT_ONCE))))

    def put_some(parts: Sequence[Part]) -> None:
        for part in parts:
            _put(takes.source(part), os.path.join(out, part.name), linked=part.linked)

    for _ in workers.each(put, record.bounds(since, _SHARE)):
        pass


def _put(source: str, out: str, *, linked: bool) -> None:
    """*out* is *source*: under a second name, which costs neither time nor room, or a copy."""
    if linked and _link(source, out):
        return
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with suppress(FileNotFoundError):
        os.unlink(out)
    shutil.copyfile(source, out)


def _link(source: str, out: str) -> bool:
    """Whether *out* is *source* under a second name; not where the disk has no links, or none are left."""
    for _ in range(_MENDED):
        try:
            os.link(source, out)
            return True
        except FileExistsError:
            os.unlink(out)
        except FileNotFoundError:
            stand(os.path.dirname(out))
        except OSError:
            return False
    return False


def _remove(folder: Path, name: str) -> None:
    """Nothing stands at *name*; a folder goes with its last file."""
    out = os.path.join(folder, name)
    with suppress(OSError):
        os.unlink(out)
        while (out := os.path.dirname(out)) != str(folder):
            os.rmdir(out)
