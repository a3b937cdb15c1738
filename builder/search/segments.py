"""Postings of some copies at a time, and how those of all become shards: what is held does not grow.

A segment is what some copies give, a file of lists sorted by shard, hash and marks, cut into heaps, each of
some shards. Copies come in the order of their slots, so that the lists of two segments join end to end.
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from builder.search import shards
from builder.search.postings import postings
from builder.search.words import parts

HEAPS = 64
_KNOWN_AT, _SHARD_AT = 16, 48
# (shard << 48 | hash << 16 | marks, slot << 2 | weight of the first posting, of the last, the run after it).
Piece = tuple[int, int, int, bytes]
# Where each heap of a segment's file begins and ends.
Heaps = Sequence[int]


def keyed(content: str, number: int) -> dict[int, int]:
    """The weight of each list of the index in which a copy stands, by shard, hash and marks in one number.

    Two terms may fall together; the heavier counts.
    """
    found: dict[int, int] = {}
    for term, weight in postings(content).items():
        one = _key(term, number)
        if weight >= found.get(one, 0):
            found[one] = weight
    return found


def _key(term: int, number: int) -> int:
    place, known, code = parts(term)
    return shards.shard_of(place, number) << _SHARD_AT | known << _KNOWN_AT | code


def apart(key: int) -> tuple[int, int, int]:
    """Shard, hash and marks of a key."""
    return key >> _SHARD_AT, key >> _KNOWN_AT & 0xFFFFFFFF, key & 0xFFFF


def segment(copies: Iterable[tuple[int, str]], number: int) -> list[Piece]:
    """The lists of *copies*, which come in the order of their slots, for an index of *number* shards."""
    by_term: dict[int, list[int]] = defaultdict(list)
    for slot, content in copies:
        weighed = [slot << 2 | weight for weight in range(4)]
        for term, weight in postings(content).items():
            by_term[term].append(weighed[weight])
    ordered = sorted((_key(term, number), term) for term in by_term)
    groups = groupby(ordered, itemgetter(0))
    return [_piece(key, [by_term[term] for _, term in group]) for key, group in groups]


def _piece(key: int, lists: Sequence[list[int]]) -> Piece:
    found = lists[0] if len(lists) == 1 else _heaviest(lists)
    return key, found[0], found[-1], shards.run_of(found[1:], found[0])


def _heaviest(lists: Iterable[list[int]]) -> list[int]:
    """Of postings of one slot the heaviest."""
    found = {one >> 2: one for one in sorted(one for some in lists for one in some)}
    return list(found.values())


def write(pieces: list[Piece], number: int, path: Path) -> Heaps:
    """*pieces* lie in *path*, cut into heaps; returned is where."""
    at, ends = 0, [0]
    keys = [piece[0] for piece in pieces]
    with path.open("wb") as file:
        for heap in range(HEAPS):
            end = bisect_left(keys, _first(heap + 1, number) << _SHARD_AT)
            file.write(marshal.dumps(pieces[at:end]))
            ends.append(file.tell())
            at = end
    return ends


def read(path: Path, heaps: Heaps, heap: int) -> list[Piece]:
    """One heap of a segment that was written to *path*."""
    with path.open("rb") as file:
        file.seek(heaps[heap])
        found: list[Piece] = marshal.loads(file.read(heaps[heap + 1] - heaps[heap]))
    return found


def shards_of(heap: int, number: int) -> range:
    """The shards of one heap, of an index of *number*."""
    return range(_first(heap, number), _first(heap + 1, number))


def _first(heap: int, number: int) -> int:
    return heap * number // HEAPS


def joined(parts_of: Iterable[Sequence[Piece]], within: range) -> Iterator[tuple[int, bytes]]:
    """Every shard of *within*, from the same part of each segment, in their order."""
    by_shard: Mapping[int, list[tuple[int, bytes]]] = _by_shard(parts_of)
    for shard in within:
        found = groupby(by_shard.get(shard, ()), lambda one: one[0] >> _KNOWN_AT & 0xFFFFFFFF)
        lists = ((known, shards.joined_runs((key & 0xFFFF, run) for key, run in own)) for known, own in found)
        yield shard, shards.joined(lists)


def _by_shard(parts_of: Iterable[Sequence[Piece]]) -> Mapping[int, list[tuple[int, bytes]]]:
    runs: dict[int, bytes] = {}
    last: dict[int, int] = {}
    for pieces in parts_of:
        for key, first, end, rest in pieces:
            runs[key] = runs.get(key, b"") + shards.varint(first - last.get(key, 0)) + rest
            last[key] = end & ~3
    found: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    for key in sorted(runs):
        found[key >> _SHARD_AT].append((key, runs[key]))
    return found
