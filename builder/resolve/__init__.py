"""All documents to an archive: their addresses, and where each citation leads.

A citation is linked only when exactly one work agrees with all that it states, and it states at
least type, number and issuer or date. Several leave it ambiguous, a contradiction leaves it unknown
with a problem. A work that no text holds has its address when citations prove who, what and when.
Symbols that every province uses are read at the citing text's own place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from builder.model import Archive, ArchiveSettings, Document, LeftOut, WorkId, citing
from builder.resolve.asking import asked
from builder.resolve.identities import identities, identity, type_slug
from builder.resolve.memory import Memory
from builder.resolve.reading import settled_token

__all__ = ["Addressed", "Memory", "asked", "identity", "resolve", "settled_token", "type_slug"]

# Told each document with its address.
Addressed = Callable[[Sequence[tuple[Document, WorkId]]], None]


def resolve(
    documents: Sequence[Document],
    left_out: Sequence[LeftOut] = (),
    settings: ArchiveSettings | None = None,
    ids: Mapping[str, WorkId] | None = None,
    memory: Memory | None = None,
    addressed: Addressed | None = None,
) -> Archive:
    """The archive of *documents*, its works sorted by address; *ids* are known addresses, by path.

    With or without what *memory* has kept of an earlier archive, it is the same. An archive that was read
    from a memory can be looked at until that memory settles the next one. *addressed* is told the addresses
    before anything is settled.
    """
    memory = memory or Memory()
    texts = list(zip(documents, identities(documents, ids or {}), strict=True))
    if addressed:
        addressed(texts)
    memory.settle(texts)
    works = tuple(sorted(memory.works(texts), key=lambda w: w.url))
    found = memory.citing() if memory.lasts else citing(works)
    cited = tuple(memory.cited())
    return Archive(works, tuple(left_out), settings or ArchiveSettings(), cited, citing=found)
