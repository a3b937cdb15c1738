"""Postings in files of bounded size: which pieces hold a term, with what marks and weight.

A shard is: the number of its terms; their hashes in order, four bytes each, little-endian; the lengths
of their lists; the lists. A list is, for each code of marks, in order: two bytes of code, the length of
its run in bytes, and the run: postings, each `gap << 2 | weight`. Numbers are varints, seven bits a byte,
low first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter, sub
from struct import pack, unpack_from
from zlib import adler32

# (hash, code, slot << 2 | weight), in order.
Posting = tuple[int, int, int]
_WEIGHT = 3
# Below it a number is of two bytes at most.
_KEPT = 1 << 14
# So many bytes below 0x80 add up to less than Adler-32 can hold.
_BLOCK = 512
_MORE = int.from_bytes(b"\x80" * (_BLOCK + 4), "little")
# Of a byte the part that tells of slots, whether another follows or not.
_SLOTS_ONLY = bytes(byte & 0x7F & ~_WEIGHT for byte in range(256))


def count(pieces: int) -> int:
    """How many shards an index of so many pieces has: a power of two, one or two pieces each.

    It doubles at the same number of pieces as the slots do, so that all is made anew once, not twice.
    """
    return 1 << max(0, (pieces - 1).bit_length() - 1)


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
        if len(data) < 0x80:
            lengths.append(len(data))
        else:
            _put(lengths, len(data))
    hashes = pack(f"<{len(kept)}I", *[known for known, _ in kept])
    return b"".join([varint(len(kept)), hashes, lengths, *[data for _, data in kept]])


def _list(found: Iterable[Posting]) -> bytes:
    groups = groupby(found, itemgetter(1))
    return joined_runs((code, run_of([posting[2] for posting in group])) for code, group in groups)


def joined_runs(runs: Iterable[tuple[int, bytes]]) -> bytes:
    """The list of whole runs, those of the smaller codes first; an empty run is left out."""
    out = bytearray()
    for code, found in runs:
        if found:
            out += code.to_bytes(2, "big")
            _put(out, len(found))
            out += found
    return bytes(out)


def run_of(found: Sequence[int], before: int = 0) -> bytes:
    """The run of postings, given as slots and weights in order, behind one that ends with *before*."""
    gaps = list(map(sub, found, [before & ~_WEIGHT, *[one & ~_WEIGHT for one in found[:-1]]]))
    # Gaps of common terms fit into one byte.
    if max(gaps, default=0) < 0x80:
        return bytes(gaps)
    return b"".join(map(_VARINTS.__getitem__, gaps))


def lists(shard: bytes) -> dict[int, bytes]:
    """The lists of a shard by hash, in order."""
    number, at = _get(shard, 0)
    hashes = unpack_from(f"<{number}I", shard, at)
    at += 4 * number
    lengths = []
    for _ in range(number):
        # Most lists are short: their lengths fit into one byte.
        length = shard[at]
        length, at = (length, at + 1) if length < 0x80 else _get(shard, at)
        lengths.append(length)
    starts = list(accumulate(lengths, initial=at))
    return {known: shard[starts[n] : starts[n + 1]] for n, known in enumerate(hashes)}


def runs(data: bytes) -> dict[int, bytes]:
    """The runs of one list by code, in order."""
    found, at = {}, 0
    while at < len(data):
        length, start = _get(data, at + 2)
        found[int.from_bytes(data[at : at + 2], "big")] = data[start : start + length]
        at = start + length
    return found


def read(run: bytes) -> Iterator[int]:
    """The postings of one run: slots and weights."""
    at = before = 0
    while at < len(run):
        gap, at = _get(run, at)
        yield before + gap
        before = before + gap & ~_WEIGHT


def changed(shard: bytes, gone: Iterable[Posting], new: Iterable[Posting]) -> bytes:
    """The shard less the postings *gone* and with those that are *new*; of the rest hardly a byte is read."""
    found = lists(shard)
    touched: dict[int, dict[int, bytes]] = {}
    for postings, change in ((gone, _without), (new, _with)):
        for known, code, one in postings:
            own = touched.setdefault(known, runs(found.get(known, b"")))
            own[code] = change(own.get(code, b""), one)
    found.update({known: joined_runs(sorted(own.items())) for known, own in touched.items()})
    return joined(sorted(found.items()))


def _with(run: bytes, one: int) -> bytes:
    at, before = _place(run, one)
    head = run[:at] + varint(one - before)
    if at == len(run):
        return head
    gap, end = _get(run, at)
    left = gap - (one & ~_WEIGHT) + before
    # A posting of the same slot gives way.
    return head + run[end:] if left <= _WEIGHT else head + varint(left) + run[end:]


def _without(run: bytes, one: int) -> bytes:
    at, before = _place(run, one)
    gap, end = _get(run, at) if at < len(run) else (-1, at)
    if before + gap != one:
        return run
    if end == len(run):
        return run[:at]
    following, rest = _get(run, end)
    return run[:at] + varint(following + (gap & ~_WEIGHT)) + run[rest:]


def _place(run: bytes, one: int) -> tuple[int, int]:
    """Where the first posting stands whose slot is not below that of *one*, and the slot before it."""
    slot, at, before = one & ~_WEIGHT, 0, 0
    while at < len(run):
        end = _whole(run, at + _BLOCK)
        past = before + _sum(run[at:end])
        if past >= slot:
            break
        at, before = end, past
    while at < len(run):
        gap, end = _get(run, at)
        past = before + (gap & ~_WEIGHT)
        if past >= slot:
            break
        at, before = end, past
    return at, before


def _whole(run: bytes, at: int) -> int:
    """The end of the number in which *at* lies, or *at* where one ends there."""
    while at < len(run) and run[at - 1] & 0x80:
        at += 1
    return min(at, len(run))


def _sum(block: bytes) -> int:
    """By how many slots a block of whole numbers leads on, four times over.

    Taken as one large number, the block falls apart at once: a byte behind one with its high bit set is the
    upper half of a gap, any other the lower half. The few gaps of three bytes are read one by one.
    """
    whole = int.from_bytes(block, "little")
    more = whole & _MORE
    behind = more >> 7 << 8
    if behind & more >> 7:
        return _sum_singly(block)
    upper = whole & behind * 0x7F
    lower = (whole ^ upper).to_bytes(len(block), "little").translate(_SLOTS_ONLY)
    return _sum_bytes(lower) + (_sum_bytes(upper.to_bytes(len(block), "little")) << 7)


def _sum_singly(block: bytes) -> int:
    found, at = 0, 0
    while at < len(block):
        gap, at = _get(block, at)
        found += gap & ~_WEIGHT
    return found


def _sum_bytes(block: bytes) -> int:
    """The sum of bytes below 0x80, which is the low half of Adler-32 less one."""
    return (adler32(block) & 0xFFFF) - 1


def varint(number: int) -> bytes:
    """*number* as runs hold it: seven bits a byte, low first."""
    out = bytearray()
    _put(out, number)
    return bytes(out)


class _Varints(dict[int, bytes]):
    """Numbers as runs hold them, the smaller ones kept."""

    def __missing__(self, number: int) -> bytes:
        found = varint(number)
        if number < _KEPT:
            self[number] = found
        return found


_VARINTS = _Varints()


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
