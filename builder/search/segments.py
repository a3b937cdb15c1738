"""Postings of some copies at a time, and how those of all become shards: what is held does not grow.

A segment is what some copies give: lists sorted by shard, hash and marks, in heaps, each of some shards.
Copies come in the order of their slots, so that the lists of two segments join end to end.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from builder.search import shards
from builder.search.postings import postings
from builder.search.words import first_bits, parts

_HEAPS = 64
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


def segment(copies: Iterable[tuple[int, str]], number: int) -> list[list[Piece]]:
    """The lists, by heap, of *copies* in the order of their slots, for an index of *number* shards."""
    heaps = count(number)
    bits = heaps.bit_length() - 1
    shift, last = first_bits(bits), heaps - 1
    found: list[tuple[list[int], list[int]]] = [([], []) for _ in range(heaps)]
    for slot, content in copies:
        weighed = [slot << 2 | weight for weight in range(4)]
        for term, weight in postings(content).items():
            terms, ones = found[term >> shift & last]
            terms.append(term)
            ones.append(weighed[weight])
    return [_gathered(*found.pop(0), number) for _ in range(heaps)]


def _gathered(terms: list[int], ones: list[int], number: int) -> list[Piece]:
    """The lists of one heap. All heaps at once would not fit into the cache of the processor."""
    by_term: dict[int, list[int]] = defaultdict(list)
    for term, one in zip(terms, ones, strict=True):
        by_term[term].append(one)
    ordered = sorted((_key(term, number), term) for term in by_term)
    found = [_piece(key, by_term[term]) for key, term in ordered]
    if len({key for key, *_ in found}) == len(found):
        return found
    groups = groupby(ordered, itemgetter(0))
    return [_piece(key, _heaviest(by_term[term] for _, term in group)) for key, group in groups]


def _piece(key: int, found: Sequence[int]) -> Piece:
    first, last = found[0], found[-1]
    return key, first, last, shards.run_of(found[1:], first) if len(found) > 1 else b""


def _heaviest(lists: Iterable[list[int]]) -> list[int]:
    """Where terms fall together: of postings of one slot the heaviest."""
    return list({one >> 2: one for one in sorted(one for some in lists for one in some)}.values())


def write(found: Iterable[list[Piece]], path: Path) -> Heaps:
    """A segment lies in *path*, heap by heap; returned is where."""
    ends = [0]
    with path.open("wb") as file:
        for pieces in found:
            file.write(marshal.dumps(pieces))
            ends.append(file.tell())
    return ends


def read(path: Path, heaps: Heaps, heap: int) -> list[Piece]:
    """One heap of a segment that was written to *path*."""
    with path.open("rb") as file:
        file.seek(heaps[heap])
        found: list[Piece] = marshal.loads(file.read(heaps[heap + 1] - heaps[heap]))
    return found


def count(number: int) -> int:
    """How many heaps an index of *number* shards has: as many shards in each."""
    return min(_HEAPS, number)


def shards_of(heap: int, number: int) -> range:
    """The shards of one heap, of an index of *number*."""
    own = number // count(number)
    return range(heap * own, (heap + 1) * own)


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
