"""What the last build left in docs/: files of works and of lists, and which lists stand as they were made."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import database
from builder.made import Made
from builder.pages import Crossings, crowds
from builder.rolls import Listing
from builder.seen import TICK
from builder.site import cache_of

_MADE = "made.db"
_OF_HELD, _OF_CITED = ("index.md", "index.txt", "goc.txt"), ("index.md",)
# A work, by its address, or a list by its name: the folders that its files are in, and those files.
_Entry = tuple[str, Collection[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody did to docs/ since the last build: its files that are *gone*.

    *stamps* are of the works and lists whose folders look otherwise than they did.
    """

    gone: frozenset[str]
    stamps: Mapping[str, int]


def opened(docs: Path) -> Made:
    """The tables of what *docs* was last made from."""
    return Made(cache_of(docs) / _MADE)


def put_in_order(docs: Path) -> None:
    """The tables of *docs*, which nobody has open, can be read one after the other."""
    database.put_in_order(cache_of(docs) / _MADE)


def look(docs: Path) -> Looked:
    """What somebody did to *docs* since the last build, whose tables are of this version."""
    with opened(docs) as made:
        works, lists, stamps = made.addresses(), made.lists(), made.stamps()
    return Looked(*looked_at(docs, _entries(works, lists.items()), stamps))


def looked_at(
    docs: Path, entries: Iterable[_Entry], before: Mapping[str, int]
) -> tuple[frozenset[str], dict[str, int]]:
    """The files of *entries* that do not stand in *docs*, and stamps where there are others than *before*.

    To look at a folder instead of its files spares most of the way where nothing is in memory yet.
    """
    root, gone, stamps = f"{docs}/", set[str](), dict[str, int]()
    for name, folders, files in entries:
        # Looked at before the files, so that what goes meanwhile is seen the next time.
        looks, known = _looks(root, folders), before.get(name, 0)
        stamp = hash(looks)
        if stamp != known or not looks:
            absent = [file for file in files if not os.access(root + file, os.F_OK)]
            gone.update(absent)
            if (now := 0 if absent or not _lasts(looks) else stamp) != known:
                stamps[name] = now
    return frozenset(gone), stamps


def _looks(root: str, folders: Iterable[str]) -> tuple[tuple[int, int, int], ...]:
    """How *folders* look, the same as long as no file comes into them or goes; nothing where one is gone."""
    try:
        found = [os.stat(root + folder) for folder in folders]
    except OSError:
        return ()
    return tuple([(one.st_mtime_ns, one.st_ctime_ns, one.st_ino) for one in found])


def _lasts(looks: tuple[tuple[int, int, int], ...]) -> bool:
    """Whether what comes or goes from now on gives other looks: those of this tick of the clock may stay."""
    newest = max((at for look in looks for at in look[:2]), default=sys.maxsize)
    return newest < time.time_ns() - TICK


def _entries(
    works: Iterable[tuple[str, bool]], lists: Iterable[tuple[str, tuple[str, Sequence[str]]]]
) -> Iterator[_Entry]:
    yield from ((url, (url[1:-1],), _of_work(url, held=held)) for url, held in works)
    for name, (_, files) in lists:
        yield name, {file.rpartition("/")[0] for file in files}, files


def _of_work(url: str, *, held: bool) -> Iterator[str]:
    return (url[1:] + name for name in (_OF_HELD if held else _OF_CITED))


def _names(
    works: Iterable[tuple[str, bool]], lists: Mapping[str, tuple[str, Sequence[str]]]
) -> Iterator[str]:
    return (file for _, _, files in _entries(works, lists.items()) for file in files)


class Left:
    """The files of the works in *crossings*, and of the *lists* of the last build: their keys and files."""

    def __init__(
        self, crossings: Crossings, lists: Mapping[str, tuple[str, Sequence[str]]], absent: Iterable[str]
    ) -> None:
        self._held, self._cited = crossings.works, crossings.cited
        self.lists = lists
        # The files that should stand and do not.
        self.absent = {*absent}

    def count(self) -> int:
        """How many files all works have."""
        return len(_OF_HELD) * len(self._held) + len(_OF_CITED) * len(self._cited)

    def names(self, but: Container[str] = ()) -> Iterator[str]:
        """The files of all works, *but* of some, and of the lists that stood."""
        both = ((self._held, True), (self._cited, False))
        works = ((url, held) for some, held in both for url in some if url not in but)
        return _names(works, self.lists)

    def stamps(self, docs: Path, names: Iterable[str], lists: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """The stamps of the works and lists *names* as they stand in *docs*; all *lists* have their files."""
        works = [(name, name in self._held) for name in names if name in self._held or name in self._cited]
        others = [(name, ("", lists[name])) for name in names if name in lists]
        return looked_at(docs, _entries(works, others), {})[1]

    def works_without(self) -> set[str]:
        """The addresses of which a page is absent, or a list of who cites what stands there."""
        lists = (url for url, names in self.crowds().items() if not all(map(self._stood, names)))
        return {*(f"/{name.rpartition('/')[0]}/" for name in self.absent), *lists}

    def crowds(self) -> dict[str, list[str]]:
        """The lists of who cites each work; not those of works that are no more."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.lists:
            url = crowds.owner(name)
            if url in self._held or url in self._cited:
                found[url].append(name)
        return found

    def stands(self, one: Listing) -> bool:
        """Whether the files of a list stand as they would be made."""
        return one.name in self.lists and one.key == self.lists[one.name][0] and self._stood(one.name)

    def _stood(self, name: str) -> bool:
        """Whether the files of a list stand as they were made; of one without a key nobody knows that."""
        key, files = self.lists[name]
        return bool(key) and self.absent.isdisjoint(files)

    def stale(
        self, found: Iterable[str] | None, gone: Mapping[str, bool], listed: Container[str]
    ) -> list[str]:
        """The files that have no place now beside those *listed*.

        They are of those that were *found*, else of the works that are *gone*, held or not, and of the lists.
        """
        if found is None:
            found = _names(gone.items(), self.lists)
        return sorted(name for name in set(found) if name not in listed and not self._is_of_work(name))

    def _is_of_work(self, name: str) -> bool:
        folder, _, file = name.rpartition("/")
        held = file in _OF_HELD and f"/{folder}/" in self._held
        return held or (file in _OF_CITED and f"/{folder}/" in self._cited)


def of_held(url: str) -> Iterator[str]:
    """The files of the held work at *url*."""
    return _of_work(url, held=True)
