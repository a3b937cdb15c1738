"""The index as an earlier build left it, used only where it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.search import shards
from builder.search.copies import digest
from builder.search.paths import MARK, copy_path, shard_path


@dataclass(frozen=True, slots=True)
class Standing:
    """An index that stands: the digests of its copies by slot, and its shards."""

    digests: Mapping[int, str]
    shards: Mapping[int, bytes]


class Before:
    """The index below a docs folder."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs

    def standing(self) -> Standing | None:
        """The index as it stands; None where a build was cut short, or a shard was changed since."""
        try:
            known = json.loads((self._docs / MARK).read_text(encoding="utf-8"))
            digests = {int(slot): str(value) for slot, value in known["copies"].items()}
            numbers = range(shards.count(len(digests)))
            found = {number: (self._docs / shard_path(number)).read_bytes() for number in numbers}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Standing(digests, found) if known["shards"] == whole(found.values()) else None

    def copies(self, slots: Iterable[int], digests: Mapping[int, str]) -> dict[int, str] | None:
        """The copies in *slots*; None where one is not what it was."""
        found = {}
        for slot in slots:
            try:
                content = (self._docs / copy_path(slot)).read_text(encoding="utf-8")
            except (OSError, ValueError):
                return None
            if digest(content) != digests[slot]:
                return None
            found[slot] = content
        return found


def mark(digests: Mapping[int, str], made: Iterable[bytes]) -> str:
    """The file by which the next build knows what stands: digests of copies by slot, one of all shards."""
    known = {"shards": whole(made), "copies": {str(slot): digests[slot] for slot in sorted(digests)}}
    return json.dumps(known, separators=(",", ":")) + "\n"


def whole(made: Iterable[bytes]) -> str:
    """The digest of shards, given in order."""
    digest_of_all = hashlib.sha256()
    for data in made:
        digest_of_all.update(hashlib.sha256(data).digest())
    return digest_of_all.hexdigest()
