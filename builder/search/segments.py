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
    # Half of all terms stand in one copy: a list for each would cost more than all else.
    first: dict[int, int] = {}
    more: dict[int, list[int]] = defaultdict(list)
    for slot, content in copies:
        weighed = [slot << 2 | weight for weight in range(4)]
        for term, weight in postings(content).items():
            if term in first:
                more[term].append(weighed[weight])
            else:
                first[term] = weighed[weight]
    terms = sorted((_key(term, number), term) for term in first)
    found = [_piece(key, first[term], more.get(term, ())) for key, term in terms]
    return found if len({piece[0] for piece in found}) == len(found) else _heaviest(terms, first, more)


def _piece(key: int, first: int, more: Sequence[int]) -> Piece:
    return (key, first, more[-1], shards.run_of(more, first)) if more else (key, first, first, b"")


def _heaviest(
    terms: Iterable[tuple[int, int]], first: Mapping[int, int], more: Mapping[int, Sequence[int]]
) -> list[Piece]:
    """The lists where terms fall together: of postings of one slot the heaviest."""
    found = []
    for key, group in groupby(terms, itemgetter(0)):
        every = sorted(one for _, term in group for one in (first[term], *more.get(term, ())))
        start, *rest = {one >> 2: one for one in every}.values()
        found.append(_piece(key, start, rest))
    return found


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
    by_shard = _by_shard(parts_of)
    for shard in within:
        yield shard, shards.joined(by_shard.get(shard, {}).items())


def _by_shard(parts_of: Iterable[Sequence[Piece]]) -> Mapping[int, Mapping[int, bytes]]:
    """The lists of each shard by hash, in order."""
    runs = _runs(parts_of)
    found: dict[int, dict[int, bytes]] = defaultdict(dict)
    for key in sorted(runs):
        known = key >> _KNOWN_AT & 0xFFFFFFFF
        lists, own = found[key >> _SHARD_AT], shards.joined_runs([(key & 0xFFFF, runs[key])])
        lists[known] = lists[known] + own if known in lists else own
    return found


def _runs(parts_of: Iterable[Sequence[Piece]]) -> Mapping[int, bytes]:
    runs: dict[int, bytes] = {}
    last: dict[int, int] = {}
    for pieces in parts_of:
        for key, first, end, rest in pieces:
            if key in runs:
                runs[key] += shards.varint(first - (last[key] & ~3)) + rest
            else:
                runs[key] = shards.varint(first) + rest
            last[key] = end
    return runs
