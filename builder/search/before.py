"""The index as an earlier build left it, read only where it is whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

from builder.search import shards
from builder.search.paths import COPIES, MARK, mark, shard_path


class Before:
    """The index below a docs folder; a build that was cut short, or edited by hand, counts as none."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self._shards: dict[int, bytes] = {}

    def copies(self) -> dict[int, str]:
        """The search copies by slot; none where the mark of the whole does not fit."""
        try:
            found = {
                int(p.stem): p.read_text(encoding="utf-8") for p in self._docs.glob(f"{COPIES}/*/*.json")
            }
            for number in range(shards.count(len(found))):
                self._shards[number] = (self._docs / shard_path(number)).read_bytes()
            known = (self._docs / MARK).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return {}
        digests = {number: hashlib.sha256(data).digest() for number, data in self._shards.items()}
        return found if known == mark(found, digests) else {}

    def shard(self, number: int) -> bytes:
        """A shard, once the copies were read."""
        return self._shards[number]
