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
from builder.search.before import Before
from builder.search.copies import Copy, copies
from builder.search.paths import FOLDER, MARK, copy_path, mark, shard_path
from builder.search.table import changes, table

__all__ = ["FOLDER", "Before", "Copy", "copies", "pages"]

_DIGITS = 12


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
    contents = {slots[name]: copy.content for name, copy in known.items()}
    of_work: dict[str, list[int]] = defaultdict(list)
    for name, copy in known.items():
        of_work[copy.url].append(slots[name])
    status = {work.url: changes(work, said(work)) for work in archive.works}
    size = {"slots": build.space(len(known)), "shards": shards.count(len(known))}
    made = table(archive, of_work, status, size)
    yield OutputFile(f"{FOLDER}/chung.json", made.head)
    yield OutputFile(f"{FOLDER}/bang.bin", made.columns)
    yield OutputFile(f"{FOLDER}/nguoi-ky.json", made.signers)
    digests = {}
    for number, data in _shards(contents, before):
        digests[number] = hashlib.sha256(data).digest()
        yield OutputFile(shard_path(number), data)
    for slot, content in contents.items():
        yield OutputFile(copy_path(slot), content)
    whole = mark(contents, digests)
    yield _page(archive, hashlib.sha256(f"{whole}{made.head}".encode()).hexdigest()[:_DIGITS])
    yield OutputFile(MARK, whole)


def _shards(contents: Mapping[int, str], before: Before | None) -> Iterator[tuple[int, bytes]]:
    """Every shard: patched where few copies changed and the index keeps its shape, else made anew."""
    number = shards.count(len(contents))
    old = before.copies() if before else {}
    if not before or not old or shards.count(len(old)) != number or _differing(old, contents) > len(old) // 8:
        yield from build.whole(contents)
        return
    changed = dict(build.patched(old, contents, before.shard))
    for n in range(number):
        yield n, changed[n] if n in changed else before.shard(n)


def _differing(old: Mapping[int, str], new: Mapping[int, str]) -> int:
    return sum(old.get(slot) != new.get(slot) for slot in {*old, *new})


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
