"""What the last build left in docs/: files of works and of lists, and which lists stand as they were made."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from builder import search, workers
from builder.made import Made
from builder.pages import Crossings, crowds
from builder.rolls import Listing
from builder.site import cache_of

_MADE = "made.db"
_OF_HELD, _OF_CITED = ("index.md", "index.txt", "goc.txt"), ("index.md",)


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody did to docs/ since the last build: its files that are *gone*, and those of the search."""

    gone: frozenset[str]
    index: search.Broken


# Where it is asked for, it is there, or waited for.
Look = Callable[[], Looked]


@contextmanager
def looking(docs: Path) -> Iterator[Look]:
    """Beside what follows it is looked which files of *docs* stand: of a large archive that takes long.

    Tables of another version are put away before, for only one process may do so.
    """
    with opened(docs) as made:
        made.commit()
    search.begin(docs, cache_of(docs))
    with workers.aside(partial(look, docs)) as found:
        yield cache(found)


def opened(docs: Path) -> Made:
    """The tables of what *docs* was last made from."""
    return Made(cache_of(docs) / _MADE)


def look(docs: Path) -> Looked:
    """What somebody did to *docs* since the last build, whose tables are of this version."""
    root = f"{docs}/"
    with opened(docs) as made:
        works, lists = made.addresses(), made.lists()
    gone = frozenset(name for name in _names(works, lists) if not os.access(root + name, os.F_OK))
    return Looked(gone, search.looked(docs, cache_of(docs)))


def _names(
    works: Iterable[tuple[str, bool]], lists: Mapping[str, tuple[str, Sequence[str]]]
) -> Iterator[str]:
    yield from (url[1:] + name for url, held in works for name in (_OF_HELD if held else _OF_CITED))
    yield from (name for _, files in lists.values() for name in files)


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
    return (url[1:] + name for name in _OF_HELD)
