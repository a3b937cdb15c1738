"""The steps in order: folders of texts to an archive, resolved and with its registry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builder import kept, ledger, receiving, registry, resolve, source
from builder.errors import BuilderError
from builder.ledger import Ledger
from builder.model import Archive, Problem, Span
from builder.receiving import Said
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
) -> Archive:
    """The archive of the texts below *sources* and of *files*; what cannot be read is in `left_out`.

    With a registry, *known*, each work stands where it was published; without, where its record puts it.
    What *shelf* keeps is not read again, *seen* knows the hashes of files; *said* is told how many texts
    of how many are read.
    """
    received = receiving.receive(sources, files, shelf, seen, said)
    documents, left_out = received.documents, received.left_out
    settings = source.read_settings(sources)
    memory = (
        resolve.Memory(shelf.folder.with_name(_SETTLED), kept.token, kept.places)
        if shelf
        else resolve.Memory()
    )
    if known is None:
        archive = resolve.resolve(documents, left_out, settings, memory=memory)
    else:
        settled = registry.settle(documents, known, whole=not files)
        archive = resolve.resolve(settled.documents, left_out, settings, settled.ids, memory)
        archive = registry.complete(archive, settled, known)
    if shelf:
        receiving.sweep(documents, shelf)
    return archive


def refuse_loss(archive: Archive) -> None:
    """Raises `BuilderError` naming each published anchor that the pages of *archive* would not have."""
    lost = [(path, problem) for path, problem in check(archive) if problem.code == "anchor-lost"]
    if lost:
        listed = "".join(f"\n  {path}: {problem.message}" for path, problem in lost)
        raise BuilderError(f"không dựng: địa chỉ đã công bố sẽ mất:{listed}")


def lines(archive: Archive, known: Ledger | None) -> dict[Path, str]:
    """What the files of the registry are to hold that do not hold it yet; none where it mints nothing."""
    if known is None or known.folder is None or not known.minting:
        return {}
    return ledger.changed(archive.permalinks, known.folder)


def check(archive: Archive) -> tuple[tuple[str, Problem], ...]:
    """Everything wrong or unsettled, as (path, problem), in order of path; a file left out is an error."""
    found = [(left.path, Problem("error", "left-out", Span(0, 0), left.reason)) for left in archive.left_out]
    for work in archive.works:
        path = work.document.source.path
        found += [(path, p) for p in (*work.document.problems, *work.problems)]
    return tuple(sorted(found, key=lambda f: (f[0], f[1].span, f[1].code)))
