"""What a build is made from, as hashes: equal hashes, and nothing has to be read."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

from builder.folders import REGISTRY, Places
from builder.model import ArchiveSettings, LeftOut
from builder.seen import Seen, walk
from builder.shelf import code, digest, write_whole
from builder.site import GENERATED, MANIFEST, THEME, cache_of, tools

_RECORD, _SEEN = "last.build", "inputs.seen"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The hashes of texts and registry, which the Markdown is made from, and of what the site needs besides.

    One with a file that could not be read is like no other: then nothing is taken for unchanged.
    """

    texts: str
    registry: str
    project: str


@dataclass(frozen=True, slots=True)
class Last:
    """The last build that ended well: its inputs, what it came to, and the folder that it published."""

    inputs: Inputs
    settings: ArchiveSettings
    documents: int
    left_out: tuple[LeftOut, ...]
    site: tuple[int, int]


def seen(places: Places) -> Seen:
    """What the last build of *places* knew of files."""
    return Seen(cache_of(places.docs) / _SEEN)


def of(places: Places, looked: Seen, *, minting: bool) -> Inputs:
    """The inputs of a build of *places* as they are now, *looked* at once."""
    texts = digest(code(), str(minting), *_folders(looked, *places.sources))
    by_hand = dict.fromkeys((places.project / "docs", places.docs))
    settings = _folders(looked, THEME, places.project / "mkdocs.yml")
    project = digest(code(), *tools(), *_folders(looked, *by_hand, leaving=GENERATED), *settings)
    found = Inputs(texts, _registry(places, looked), project)
    looked.save()
    return found


def registered(places: Places, inputs: Inputs, looked: Seen) -> Inputs:
    """*inputs*, with which a build began that *looked* at them, and the registry as it has left that."""
    return replace(inputs, registry=_registry(places, looked.again()))


def _registry(places: Places, looked: Seen) -> str:
    return digest(*_folders(looked, places.registry or places.sources[0].absolute().parent / REGISTRY))


def _folders(looked: Seen, *folders: Path, leaving: frozenset[str] = frozenset()) -> Iterator[str]:
    """Each of *folders*, and the name and hash of every file of it, in order, as one text."""
    for folder in folders:
        yield str(folder)
        if folder.is_file():
            yield looked.digest(folder)
        elif folder.is_dir():
            # No name holds a NUL, and all hashes are of one length.
            found = sorted(walk(folder, leaving=leaving), key=itemgetter(0))
            yield "\0".join([f"{name}\0{_digest(looked, entry)}" for name, entry in found])


def _digest(looked: Seen, entry: os.DirEntry[str]) -> str:
    """The hash of *entry*; of one that cannot be read one that is never the same."""
    try:
        return looked.digest(entry)
    except OSError:
        return os.urandom(20).hex()


def last(docs: Path, site: Path) -> Last | None:
    """What the last build of *docs* left, if the site that it published still stands at *site*."""
    with suppress(OSError, EOFError, pickle.UnpicklingError, AttributeError, TypeError):
        found: Last = pickle.loads((cache_of(docs) / _RECORD).read_bytes())
        stands = site.resolve().stat()
        whole = (site / "index.html").is_file() and (docs / MANIFEST).is_file()
        if whole and found.site == (stands.st_dev, stands.st_ino):
            return found
    return None


def remember(
    docs: Path,
    site: Path,
    inputs: Inputs,
    settings: ArchiveSettings,
    documents: int,
    left: tuple[LeftOut, ...],
) -> None:
    """The next build knows that this one ended well."""
    stands = site.resolve().stat()
    one = Last(inputs, settings, documents, left, (stands.st_dev, stands.st_ino))
    write_whole(cache_of(docs) / _RECORD, pickle.dumps(one, protocol=5))


def forget(docs: Path) -> None:
    """A build begins that may leave docs/ half written: nothing is known of it until it ends well."""
    (cache_of(docs) / _RECORD).unlink(missing_ok=True)
