"""`Archive` → the page `/tim/` and the static index that its script searches.

Nothing of it runs on a server: a search fetches the shards of its words, a table of the documents,
and the search copies of the results that are shown.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from builder import entries
from builder.entries import Value
from builder.model import Archive, OutputFile, Work
from builder.search import build, shards
from builder.search.before import Before, mark
from builder.search.copies import Copy, copies
from builder.search.paths import FOLDER, MARK, copy_path, shard_path
from builder.search.table import changes, table

__all__ = ["FOLDER", "Before", "Copy", "copies", "pages"]

_DIGITS = 12
# Where more than one copy in eight changed, making all anew is as quick.
_MOST = 8


def pages(
    archive: Archive,
    said: Callable[[Work], Sequence[str]],
    copies_of: Callable[[Work], Iterable[Copy]] = copies,
    before: Before | None = None,
) -> Iterator[OutputFile]:
    """The page and every file of the index; the same bytes with or without *before*.

    *said* gives the words by which the archive says what became of a work; *copies_of* may remember
    what `copies` made of the same work; *before* is what an earlier build left.
    """
    known = {copy.name: copy for work in archive.works for copy in copies_of(work)}
    slots = build.slots(list(known))
    here = {slots[name]: copy for name, copy in known.items()}
    of_work: dict[str, list[int]] = defaultdict(list)
    for slot, copy in here.items():
        of_work[copy.url].append(slot)
    status = {work.url: changes(work, said(work)) for work in archive.works}
    size = {"slots": build.space(len(here)), "shards": shards.count(len(here))}
    made = table(archive, of_work, status, size)
    yield OutputFile(f"{FOLDER}/chung.json", made.head)
    yield OutputFile(f"{FOLDER}/bang.bin", made.columns)
    yield OutputFile(f"{FOLDER}/nguoi-ky.json", made.signers)
    index = dict(_shards(here, before))
    yield from (OutputFile(shard_path(number), data) for number, data in index.items())
    yield from (OutputFile(copy_path(slot), copy.content) for slot, copy in here.items())
    whole = mark({slot: copy.digest for slot, copy in here.items()}, index.values())
    yield _page(archive, hashlib.sha256(f"{whole}{made.head}".encode()).hexdigest()[:_DIGITS])
    yield OutputFile(MARK, whole)


def _shards(here: Mapping[int, Copy], before: Before | None) -> Iterator[tuple[int, bytes]]:
    """Every shard in order: patched where few copies changed and the index keeps its shape, else anew."""
    patched = _patched(here, before) if before else None
    yield from patched or build.whole({slot: copy.content for slot, copy in here.items()})


def _patched(here: Mapping[int, Copy], before: Before) -> Iterator[tuple[int, bytes]] | None:
    """The shards of *before* with what changed; None where they cannot be trusted or too much changed."""
    standing, number = before.standing(), shards.count(len(here))
    if not standing or len(standing.shards) != number:
        return None
    old = standing.digests
    gone = [slot for slot in old if slot not in here or here[slot].digest != old[slot]]
    if len(gone) > len(old) // _MOST or (left := before.copies(gone, old)) is None:
        return None
    new = {slot: copy.content for slot, copy in here.items() if old.get(slot) != copy.digest}
    made = dict(build.patched(left, new, number, standing.shards.__getitem__))
    return ((n, made.get(n, standing.shards[n])) for n in range(number))


def _page(archive: Archive, version: str) -> OutputFile:
    """The page; *version* goes with every request, so that a browser does not mix two builds."""
    meta: dict[str, Value] = {
        "template": "tim.html",
        "title": "Tìm kiếm",
        "description": "Tìm trong tên và toàn văn, có dấu hay không dấu, theo chữ hoặc theo số, ký hiệu.",
        "count": len(archive.works),
        "version": version,
    }
    return entries.page(FOLDER, archive, meta)
