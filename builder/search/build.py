"""Search copies → every shard of the index, at once or from what stood before.

The same copies give the same bytes, whichever way: a piece's slot comes from its name, so that one
document more moves no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from builder.search import segments, shards
from builder.search.shards import Posting

_ROOM = 2


def space(pieces: int) -> int:
    """How many slots there are for so many pieces: a power of two, at least twice as many."""
    return 1 << max(6, (pieces * _ROOM - 1).bit_length())


def slots(names: Iterable[str]) -> dict[str, int]:
    """The slot of each piece by its name: where its hash puts it, or the next one round that is free.

    Of two that want a slot the one with the smaller hash has it, whichever came first, so that the same names
    stand in the same slots; and as the low bits of a hash say where, its high bits who, a name more moves
    hardly ever one that stands already, and seldom a second.
    """
    known = sorted((crc32(name.encode()), name) for name in names)
    size = space(len(known))
    taken, found = bytearray(size), {}
    for home, name in known:
        slot = home % size
        while taken[slot]:
            slot = (slot + 1) % size
        taken[slot] = 1
        found[name] = slot
    return found


def whole(copies: Mapping[int, str]) -> Iterator[tuple[int, bytes]]:
    """Every shard of the copies, given by slot, made in memory."""
    number = shards.count(len(copies))
    for heap, pieces in enumerate(segments.segment(sorted(copies.items()), number)):
        yield from segments.joined([pieces], segments.shards_of(heap, number))


def patched(
    gone: Mapping[int, str], new: Mapping[int, str], number: int, shard_before: Callable[[int], bytes]
) -> Iterator[tuple[int, bytes]]:
    """The shards, of *number*, that change when the copies *gone* leave their slots and *new* ones come."""
    found = changes(gone, new, number)
    for shard in sorted(found):
        yield shard, shards.changed(shard_before(shard), *found[shard])


def changes(
    gone: Mapping[int, str], new: Mapping[int, str], number: int
) -> dict[int, tuple[Sequence[Posting], Sequence[Posting]]]:
    """The postings that each shard, of *number*, loses and gets where copies leave their slots or come."""
    without, added = _by_shard(gone, number), _by_shard(new, number)
    return {shard: (without.get(shard, ()), added.get(shard, ())) for shard in without.keys() | added.keys()}


def _by_shard(copies: Mapping[int, str], number: int) -> dict[int, list[Posting]]:
    found: dict[int, list[Posting]] = defaultdict(list)
    for slot, content in copies.items():
        for key, weight in segments.keyed(content, number).items():
            shard, known, code = segments.apart(key)
            found[shard].append((known, code, slot << 2 | weight))
    return found
