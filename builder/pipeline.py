"""The steps in order: folders of texts to an archive, resolved and with its registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from builder import kept, ledger, reading, registry, resolve, source, vocabulary, workers
from builder.errors import BuilderError, UnreadableSource
from builder.ledger import Ledger
from builder.model import Archive, Document, LeftOut, Problem, Span
from builder.shelf import Shelf, code, digest, write_whole
from builder.text import key

# Where it is kept which citation leads where.
_SETTLED = "settled"
# Told how many are to be done, and how many are.
Said = Callable[[int, int], None]
# What a clerk records of a text whose secrecy was lifted.
DECLASSIFIED = "đã giải mật"


def gather(
    sources: Sequence[Path],
    files: Sequence[Path] = (),
    known: Ledger | None = None,
    *,
    shelf: Shelf | None = None,
    said: Said | None = None,
) -> Archive:
    """The archive of the texts below *sources* and of *files*; what cannot be read is in `left_out`.

    With a registry, *known*, each work stands where it was published; without, where its record puts it.
    What *shelf* keeps is not read again; *said* is told how many texts of how many are read.
    """
    documents, left_out = _read_all(
        [*((str(f), f) for f in files), *_others(sources, files)], sources, shelf, said
    )
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
        write_whole(shelf.folder.with_name(_SETTLED), memory.whole())
        # Nothing is kept of a text that has gone or changed, or that must not be published.
        shelf.sweep({kept.token(document).partition(" ")[0] for document in documents})
    return archive


_Entry = tuple[str, Path] | LeftOut


def _read_all(
    entries: Sequence[_Entry], sources: Sequence[Path], shelf: Shelf | None, said: Said | None
) -> tuple[list[Document], list[LeftOut]]:
    """The documents of *entries*, and what of them is not published."""
    corrections = source.read_corrections(sources)

    def read(entry: _Entry) -> Document | LeftOut:
        if isinstance(entry, LeftOut):
            return entry
        try:
            document = _document(*entry, corrections.get(str(entry[1].resolve()), ()), shelf)
        except UnreadableSource as error:
            return LeftOut(error.path, f"{error.reason} ({error.way_out})")
        secret = _secret(document)
        return LeftOut(entry[0], secret, secret=True) if secret else document

    # What every worker needs is loaded once, before they are forked.
    vocabulary.load()
    found = list(workers.each(read, entries, said and partial(said, len(entries))))
    return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, LeftOut)]


def _document(
    shown: str, path: Path, corrections: tuple[source.Correction, ...], shelf: Shelf | None
) -> Document:
    """The text of *path* as it is read; from *shelf* where this builder has read these bytes before."""
    content = source.content_of(shown, path)
    key = digest(content, repr([(c.field, c.value, c.reason, c.date) for c in corrections]), code())
    if shelf and (found := kept.kept(shelf, key, shown, str(path))):
        return found
    document = reading.read(source.read_content(shown, path, content), corrections)
    if not shelf:
        return document
    kept.keep(document, shelf, key)
    return kept.kept(shelf, key, shown, str(path)) or document


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


def _secret(document: Document) -> str:
    """Why a text must not be published: it bears a mark of secrecy that no clerk has recorded as lifted."""
    mark = document.metadata.secrecy
    if mark is None or key(mark.value) == DECLASSIFIED:
        return ""
    return (
        f"văn bản mang dấu “{mark.value}”, không công bố; nếu đã giải mật, "
        f'ghi vào corrections.toml field = "secrecy", value = "{DECLASSIFIED}" '
        "(Luật Bảo vệ bí mật nhà nước, Điều 22)"
    )


def _others(sources: Sequence[Path], files: Sequence[Path]) -> Iterator[tuple[str, Path] | LeftOut]:
    """The texts of *sources*, those named apart left out."""
    named = {f.resolve() for f in files}
    for entry in source.find_files(sources):
        if isinstance(entry, LeftOut) or entry[1].resolve() not in named:
            yield entry


def check(archive: Archive) -> tuple[tuple[str, Problem], ...]:
    """Everything wrong or unsettled, as (path, problem), in order of path; a file left out is an error."""
    found = [(left.path, Problem("error", "left-out", Span(0, 0), left.reason)) for left in archive.left_out]
    for work in archive.works:
        path = work.document.source.path
        found += [(path, p) for p in (*work.document.problems, *work.problems)]
    return tuple(sorted(found, key=lambda f: (f[0], f[1].span, f[1].code)))
