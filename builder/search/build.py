"""Search copies → every shard of the index, at once or from what stood before.

The same copies give the same bytes, whichever way: a piece's slot comes from its name, so that one
document more moves no other.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from struct import Struct
from zlib import crc32

from builder.search import shards
from builder.search.postings import postings
from builder.search.shards import Posting
from builder.search.words import parts

_RECORD = Struct(">IIHI")
_HEAPS = 64
_ROOM = 2


def space(pieces: int) -> int:
    """How many slots there are for so many pieces: a power of two, at least twice as many."""
    return 1 << max(6, (pieces * _ROOM - 1).bit_length())


def slots(names: Sequence[str]) -> dict[str, int]:
    """The slot of each piece by its name: where its hash puts it, or the next one that is free.

    A name more moves only those that stand behind it without a gap.
    """
    size = space(len(names))
    found, last = {}, -1
    for home, name in sorted((crc32(name.encode()) % size, name) for name in names):
        last = max(home, last + 1)
        found[name] = last
    return found


def whole(copies: Mapping[int, str]) -> Iterator[tuple[int, bytes]]:
    """Every shard of the copies, given by slot; what is held in memory does not grow with them."""
    number = shards.count(len(copies))
    with tempfile.TemporaryDirectory() as folder:
        heaps = [Path(folder, str(n)) for n in range(min(_HEAPS, number))]
        _sort_out(copies, number, heaps)
        for n, heap in enumerate(heaps):
            by_shard = _heap(heap)
            for shard in range(n * number // len(heaps), (n + 1) * number // len(heaps)):
                yield shard, shards.encoded(by_shard.get(shard, ()))


def _sort_out(copies: Mapping[int, str], number: int, heaps: Sequence[Path]) -> None:
    """Write each posting to the heap of its shard."""
    files = [heap.open("wb") for heap in heaps]
    per_heap = number // len(heaps)
    try:
        for slot in sorted(copies):
            for shard, (known, code, one) in records(slot, copies[slot], number):
                files[shard // per_heap].write(_RECORD.pack(shard, known, code, one))
    finally:
        for file in files:
            file.close()


def records(slot: int, content: str, number: int) -> Iterator[tuple[int, Posting]]:
    """The postings of one copy, each with its shard."""
    for term, weight in postings(content).items():
        place, known, code = parts(term)
        yield place * number >> 32, (known, code, slot << 2 | weight)


def _heap(path: Path) -> Mapping[int, list[Posting]]:
    data = path.read_bytes()
    size = _RECORD.size
    ordered = b"".join(sorted(data[at : at + size] for at in range(0, len(data), size)))
    found: dict[int, list[Posting]] = defaultdict(list)
    for shard, *posting in _RECORD.iter_unpack(ordered):
        found[shard].append((posting[0], posting[1], posting[2]))
    return found


def patched(
    gone: Mapping[int, str], new: Mapping[int, str], number: int, shard_before: Callable[[int], bytes]
) -> Iterator[tuple[int, bytes]]:
    """The shards, of *number*, that change when the copies *gone* leave their slots and *new* ones come."""
    without, added = _by_shard(gone, number), _by_shard(new, number)
    for shard in sorted({*without, *added}):
        old = shard_before(shard)
        yield shard, shards.changed(old, without.get(shard, ()), added.get(shard, ()))


def _by_shard(copies: Mapping[int, str], number: int) -> dict[int, list[Posting]]:
    found: dict[int, list[Posting]] = defaultdict(list)
    for slot, content in copies.items():
        for shard, posting in records(slot, content, number):
            found[shard].append(posting)
    return found
