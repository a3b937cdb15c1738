"""Postings in files of bounded size: which pieces hold a term, with what marks and weight.

A shard is: the number of its terms; their hashes in order, four bytes each, little-endian; the lengths
of their lists; the lists. A list is, for each code of marks, in order: two bytes of code, the number of
postings, and the postings, each `gap << 2 | weight`. Numbers are varints, seven bits a byte, low first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from struct import pack, unpack_from

# (hash, code, slot << 2 | weight), in order.
Posting = tuple[int, int, int]
_PIECES = 2
_WEIGHT = 3


def count(pieces: int) -> int:
    """How many shards an index of so many pieces has: a power of two, one or two pieces each."""
    return 1 << max(0, (pieces // _PIECES).bit_length())


def shard_of(place: int, shards: int) -> int:
    """The shard in which a term lies: the high bits of its place."""
    return place * shards >> 32


def encoded(found: Iterable[Posting]) -> bytes:
    """The shard of postings that come in order."""
    return joined((known, _list(group)) for known, group in groupby(found, itemgetter(0)))


def joined(lists: Iterable[tuple[int, bytes]]) -> bytes:
    """The shard of whole lists, those of the smaller hashes first; an empty list is left out."""
    kept = [(known, data) for known, data in lists if data]
    lengths = bytearray()
    for _, data in kept:
        _put(lengths, len(data))
    head = bytearray()
    _put(head, len(kept))
    hashes = pack(f"<{len(kept)}I", *(known for known, _ in kept))
    return b"".join([head, hashes, lengths, *(data for _, data in kept)])


def _list(found: Iterable[Posting]) -> bytes:
    out = bytearray()
    for code, group in groupby(found, itemgetter(1)):
        pairs = [posting[2] for posting in group]
        out += code.to_bytes(2, "big")
        _put(out, len(pairs))
        before = 0
        for one in pairs:
            gap = one - before
            # Gaps and weights fit into one byte nearly always.
            if gap < 0x80:
                out.append(gap)
            else:
                _put(out, gap)
            before = one & ~_WEIGHT
    return bytes(out)


def lists(shard: bytes) -> dict[int, bytes]:
    """The lists of a shard by hash, in order."""
    number, at = _get(shard, 0)
    hashes = unpack_from(f"<{number}I", shard, at)
    at += 4 * number
    lengths = []
    for _ in range(number):
        length, at = _get(shard, at)
        lengths.append(length)
    found = {}
    for known, length in zip(hashes, lengths, strict=True):
        found[known] = shard[at : at + length]
        at += length
    return found


def read(known: int, data: bytes) -> Iterator[Posting]:
    """The postings of one list."""
    at = 0
    while at < len(data):
        code, before = int.from_bytes(data[at : at + 2], "big"), 0
        number, at = _get(data, at + 2)
        for _ in range(number):
            gap, at = _get(data, at)
            yield known, code, before + gap
            before = before + gap & ~_WEIGHT


def changed(
    shard: bytes, gone: Mapping[int, Sequence[Posting]], new: Mapping[int, Sequence[Posting]]
) -> bytes:
    """The shard less the postings *gone* and with those that are *new*, by hash; the rest is not read."""
    found = lists(shard)
    for known in {*gone, *new}:
        left = {*read(known, found.get(known, b""))} - {*gone.get(known, ())}
        found[known] = _list(sorted({*left, *new.get(known, ())}))
    return joined(sorted(found.items()))


def _put(out: bytearray, number: int) -> None:
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _get(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return number, at
        shift += 7
