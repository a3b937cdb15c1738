"""The steps in order: folders of texts to an archive, resolved and with its registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from builder import kept, ledger, receiving, registry, resolve, source
from builder.errors import BuilderError
from builder.ledger import Ledger
from builder.model import Archive, ArchiveSettings, Document, Problem, Span
from builder.pickled import uncollected
from builder.receiving import Received, Said
from builder.registered import Registered
from builder.resolve import Addressed
from builder.seen import Seen
from builder.shelf import Shelf

# Where it is kept which citation leads where.
_SETTLED = "settled"


def gather(
    sources: Sequence[Path],
    files: Sequence[Path] = (),
    known: Ledger | None = None,
    *,
    shelf: Shelf | None = None,
    seen: Seen | None = None,
    said: Said | None = None,
    addressed: Addressed | None = None,
) -> Archive:
    """The archive of the texts below *sources* and of *files*; what cannot be read is in `left_out`.

    With a registry, *known*, each work stands where it was published; without, where its record puts it.
    What *shelf* keeps is not read again, *seen* knows the hashes of files; *said* is told how many texts
    of how many are read, *addressed* where they stand, before it is settled where their citations lead.
    """
    with uncollected(), receiving.kept_in(shelf.folder) if shelf else nullcontext() as texts:
        received = receiving.receive(sources, files, texts, seen, said)
        place = shelf.folder.with_name(_SETTLED) if shelf else None
        memory = resolve.Memory(place, kept.citing, kept.places) if shelf else resolve.Memory()
        settings = source.read_settings(sources)
        archive = _resolved(received, settings, memory, known, addressed, whole=not files)
        if texts:
            receiving.sweep([*received.documents, *(work.document for work in archive.works)], texts)
    return archive


def _resolved(
    received: Received,
    settings: ArchiveSettings,
    memory: resolve.Memory,
    known: Ledger | None,
    addressed: Addressed | None,
    *,
    whole: bool,
) -> Archive:
    left = received.left_out
    if known is None:
        return resolve.resolve(received.documents, left, settings, None, memory, addressed)
    settled = registry.settle(received.documents, known, whole=whole)
    archive = resolve.resolve(settled.documents, left, settings, settled.ids, memory, addressed)
    return registry.complete(archive, settled, known)


def refuse_loss(documents: Iterable[Document]) -> None:
    """Raises `BuilderError` naming each published anchor that the pages of *documents* would not have."""
    lost = [
        (document.source.path, problem.message)
        for document in documents
        for problem in document.problems
        if problem.code == "anchor-lost"
    ]
    if lost:
        listed = "".join(f"\n  {path}: {message}" for path, message in sorted(lost))
        raise BuilderError(f"không dựng: địa chỉ đã công bố sẽ mất:{listed}")


def lines(
    archive: Archive, known: Ledger | None, kept: Registered | None = None
) -> Iterator[tuple[Path, bytes]]:
    """What the files of the registry are to hold that do not hold it yet; none where it mints nothing.

    What is *kept* tells the next build what their lines say.
    """
    if known is not None and known.folder is not None and known.minting:
        yield from ledger.changed(archive.permalinks, known.folder, known.files, kept)


def check(archive: Archive) -> tuple[tuple[str, Problem], ...]:
    """Everything wrong or unsettled, as (path, problem), in order of path; a file left out is an error."""
    found = [(left.path, Problem("error", "left-out", Span(0, 0), left.reason)) for left in archive.left_out]
    for work in archive.works:
        path = work.document.source.path
        found += [(path, p) for p in (*work.document.problems, *work.problems)]
    return tuple(sorted(found, key=lambda f: (f[0], f[1].span, f[1].code)))
