"""`Archive` → the page `/tim/` and the static index that its script searches.

Nothing of it runs on a server: a search fetches the shards of its words, a table of the documents,
and the search copies of the results that are shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from builder import entries, labels
from builder.entries import Value
from builder.model import Archive, OutputFile
from builder.rolls import Roll
from builder.search import build, shards
from builder.search.copies import copies, digest
from builder.search.paths import COPIES, FOLDER, FOLDERS, SHARDS, path_of
from builder.search.renewing import Index, begin, look, renewed
from builder.search.standing import Broken, whole
from builder.search.table import Slots, table
from builder.shelf import renew

__all__ = ["FOLDER", "Broken", "Index", "Written", "begin", "copies", "look", "pages", "renewed", "write"]

_DIGITS = 12
# By address: the words by which the archive says what became of a work, where it says anything.
Said = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Written:
    """The names of all files of the search, told once, how many they are, and how many had to be written.

    What is not among the *changed* names was neither written nor removed.
    """

    names: Iterator[str]
    total: int
    written: int
    removed: int
    changed: Collection[str]


def pages(roll: Roll, said: Said) -> Iterator[OutputFile]:
    """The page and every file of the index, made in memory."""
    made_of = [list(copies(work)) for work in roll.archive.works]
    known = {copy.name: copy for some in made_of for copy in some}
    slots = build.slots(known)
    here = {slots[name]: copy.content for name, copy in known.items()}
    made: dict[tuple[str, int], str | bytes] = {(SHARDS, number): data for number, data in build.whole(here)}
    made |= {(COPIES, slot): content for slot, content in here.items()}
    of_works = Slots([len(some) for some in made_of], [slots[copy.name] for some in made_of for copy in some])
    ordered = sorted(made, key=lambda place: (place[0], place[1] % FOLDERS, place[1]))
    yield from (OutputFile(path_of(*place), made[place]) for place in ordered)
    yield from _heads(roll, said, of_works, whole(digest(_bytes(made[place])) for place in ordered))


def write(roll: Roll, said: Said, index: Index, docs: Path) -> Written:
    """The files of `pages` stand in *docs*, byte for byte, where `renewed` has left those of its *index*."""
    heads = list(_heads(roll, said, index.slots, index.whole))
    written = sum(renew(docs / head.path, _bytes(head.content)) for head in heads)
    names = chain(index.names(), (head.path for head in heads))
    changed = {*index.written, *index.removed, *(head.path for head in heads)}
    return Written(names, index.total + len(heads), len(index.written) + written, len(index.removed), changed)


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def _heads(roll: Roll, said: Said, slots: Slots, index: str) -> Iterator[OutputFile]:
    """The page and the table of documents, of an index with the hash *index*."""
    pieces = len(slots.slots)
    made = table(roll, slots, said, {"slots": build.space(pieces), "shards": shards.count(pieces)})
    yield OutputFile(f"{FOLDER}/chung.json", made.head)
    yield OutputFile(f"{FOLDER}/bang.bin", made.columns)
    yield OutputFile(f"{FOLDER}/nguoi-ky.json", made.signers)
    yield _page(roll.archive, hashlib.sha256(f"{index}{made.head}".encode()).hexdigest()[:_DIGITS])


def _page(archive: Archive, version: str) -> OutputFile:
    """The page; *version* goes with every request, so that a browser does not mix two builds."""
    meta: dict[str, Value] = {
        "template": "tim.html",
        "title": "Tìm kiếm",
        "description": "Tìm trong tên và toàn văn, có dấu hay không dấu, theo chữ hoặc theo số, ký hiệu.",
        "count": labels.figure(len(archive.works)),
        "version": version,
    }
    return entries.page(FOLDER, archive, meta)
