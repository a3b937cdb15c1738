"""Files of the index on disk: copies laid aside, set in their places, and the shards that they give.

All of it in all processes, and none of them holds more than some copies or some shards.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import workers
from builder.model import Work
from builder.search import build, segments, shards
from builder.search.copies import copies, digest
from builder.search.paths import COPIES, SHARDS, path_of
from builder.search.standing import File, stamp_of

# The most copies of one segment, whose postings are held in memory; so few are done sooner alone.
_SEGMENT, _ALONE = 1500, 200
_FEW, _FEW_PATCHES = 2, 200


@dataclass(frozen=True, slots=True)
class Made:
    """The hash of a copy, and where it lies until it gets its place."""

    digest: str
    path: Path


def laid_aside(works: Sequence[Work], spool: Path) -> dict[str, list[Made]]:
    """The copies of *works*, by address, in files of *spool*."""

    def lay(number: int) -> list[Made]:
        found = []
        folder = spool / f"{number % 256}"
        folder.mkdir(parents=True, exist_ok=True)
        for copy in copies(works[number]):
            path, content = folder / f"{number}-{copy.number}", copy.content.encode()
            path.write_bytes(content)
            found.append(Made(digest(content), path))
        return found

    made = workers.each(lay, range(len(works)))
    return {work.url: found for work, found in zip(works, made, strict=True)}


def placed(docs: Path, slot: int, made: Made) -> File:
    """The copy that was *made* stands in its slot; an equal file keeps its time."""
    path = docs / path_of(COPIES, slot)
    same = path.is_file() and digest(path.read_bytes()) == made.digest
    if not same:
        moved(made.path, path)
    return File(COPIES, slot, made.digest, stamp_of(path.stat()), not same)


def moved(path: Path, place: Path) -> None:
    """What was at *path* is at *place*."""
    _cleared(place)
    try:
        path.rename(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        place.write_bytes(path.read_bytes())
        path.unlink()


def _cleared(place: Path) -> None:
    """Nothing stands at *place*, and something can.

    What takes the place of a file is written out to the disk at once by ext4, and is waited for. Here no
    file needs to be whole at every moment: one that is not is seen by the next build.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)


def anew(docs: Path, spool: Path, slots: Sequence[int], new: Mapping[int, Made]) -> Iterator[File]:
    """Every shard stands as the copies in *slots* give it, after those that are *new* were set there."""
    number, size = shards.count(len(slots)), _size(len(slots))
    starts = range(0, len(slots), size)

    def segment(at: int) -> tuple[list[File], segments.Heaps]:
        own = slots[at : at + size]
        files = [placed(docs, slot, new[slot]) for slot in own if slot in new]
        found = segments.segment(((slot, _read(docs, slot)) for slot in own), number)
        return files, segments.write(found, _lists(spool, at))

    def heap(one: int) -> list[File]:
        found = (segments.read(_lists(spool, at), ends, one) for at, ends in cut.items())
        return [_renewed(docs, *shard) for shard in segments.joined(found, segments.shards_of(one, number))]

    spool.mkdir(parents=True, exist_ok=True)
    cut: dict[int, segments.Heaps] = {}
    heaps = segments.count(number)
    for at, (files, ends) in zip(starts, workers.each(segment, starts, few=_FEW), strict=True):
        cut[at] = ends
        yield from files
    for files in workers.each(heap, range(heaps), few=_FEW if len(cut) > 1 else heaps + 1):
        yield from files


def _size(copies: int) -> int:
    """How many copies a segment has, so that every process makes as many segments."""
    if copies <= _ALONE:
        return _ALONE
    cores = workers.cores()
    rounds = -(-copies // (_SEGMENT * cores))
    return -(-copies // (rounds * cores))


def patched(docs: Path, gone: Mapping[int, str], new: Mapping[int, Made], number: int) -> Iterator[File]:
    """The shards stand, of *number*, without the copies that are *gone* and with the *new* ones in place."""
    come = {slot: made.path.read_text(encoding="utf-8") for slot, made in new.items()}
    changes = build.changes(gone, come, number)

    def patch(shard: int) -> File:
        path = docs / path_of(SHARDS, shard)
        return _put(path, shard, shards.changed(path.read_bytes(), *changes[shard]))

    yield from workers.each(patch, sorted(changes), few=_FEW_PATCHES)
    for slot, made in new.items():
        yield placed(docs, slot, made)


def held(docs: Path, slots: Sequence[int]) -> dict[int, str]:
    """The copies that stand in *slots*."""
    return {slot: _read(docs, slot) for slot in slots}


def _read(docs: Path, slot: int) -> str:
    return (docs / path_of(COPIES, slot)).read_text(encoding="utf-8")


def _lists(spool: Path, at: int) -> Path:
    return spool / f"{at}.lists"


def _renewed(docs: Path, number: int, data: bytes) -> File:
    path = docs / path_of(SHARDS, number)
    if path.is_file() and path.read_bytes() == data:
        return _stands(path, number, data, written=False)
    return _put(path, number, data)


def _put(path: Path, number: int, data: bytes) -> File:
    _cleared(path)
    path.write_bytes(data)
    return _stands(path, number, data, written=True)


def _stands(path: Path, number: int, data: bytes, *, written: bool) -> File:
    return File(SHARDS, number, digest(data), stamp_of(path.stat()), written)
