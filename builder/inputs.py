"""What a build is made from, as hashes: equal hashes, and nothing has to be read."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.folders import REGISTRY, Places
from builder.model import ArchiveSettings, LeftOut
from builder.seen import Seen, walk
from builder.shelf import code, digest, write_whole
from builder.site import GENERATED, MANIFEST, THEME, cache_of, tools

_RECORD, _SEEN = "last.build", "inputs.seen"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The hashes of what the Markdown is made from, and of what the site is made from besides it.

    Empty where something could not be read: then nothing is taken for unchanged.
    """

    texts: str
    project: str


@dataclass(frozen=True, slots=True)
class Last:
    """The last build that ended well: its inputs, what it came to, and the folder that it published."""

    inputs: Inputs
    settings: ArchiveSettings
    documents: int
    left_out: tuple[LeftOut, ...]
    site: tuple[int, int]


def of(places: Places, *, minting: bool) -> Inputs:
    """The inputs of a build of *places* as they are now."""
    seen = Seen(cache_of(places.docs) / _SEEN)
    ledger = places.registry or places.sources[0].absolute().parent / REGISTRY
    texts = digest(code(), str(minting), *_folders(seen, *places.sources, ledger))
    by_hand = _folders(seen, *dict.fromkeys((places.project / "docs", places.docs)), leaving=GENERATED)
    settings = _folders(seen, THEME, places.project / "mkdocs.yml")
    project = digest(code(), *tools(), *by_hand, *settings)
    seen.save()
    return Inputs(texts, project)


def _folders(seen: Seen, *folders: Path, leaving: frozenset[str] = frozenset()) -> Iterator[str]:
    """The name and hash of every file of *folders*, in order; one that cannot be read is never the same."""
    for folder in folders:
        yield str(folder)
        if folder.is_file():
            yield seen.digest(folder)
            continue
        if not folder.is_dir():
            continue
        for name, entry in sorted(walk(folder), key=lambda found: found[0]):
            if name.partition("/")[0] not in leaving:
                yield name
                try:
                    yield seen.digest(entry)
                except OSError:
                    yield os.urandom(8).hex()


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
