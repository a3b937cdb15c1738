"""The steps in order: folders of texts to an archive, an archive to the pages of docs/."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import ledger, pages, prose, reading, registry, resolve, search, source, timeline
from builder.errors import BadSettings, BuilderError, UnreadableSource
from builder.ledger import Ledger
from builder.model import Archive, Document, LeftOut, OutputFile, Problem, Span
from builder.pages import redirects
from builder.text import key

MANIFEST = ".chithi-manifest.json"
# What a clerk records of a text whose secrecy was lifted.
DECLASSIFIED = "đã giải mật"


@dataclass(frozen=True, slots=True)
class Written:
    """How many files of docs/ were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def gather(sources: Sequence[Path], files: Sequence[Path] = (), known: Ledger | None = None) -> Archive:
    """The archive of the texts below *sources* and of *files*; what cannot be read is in `left_out`.

    With a registry, *known*, each work stands where it was published; without, where its record puts it.
    """
    corrections = source.read_corrections(sources)
    documents: list[Document] = []
    left_out: list[LeftOut] = []
    for entry in [*((str(f), f) for f in files), *_others(sources, files)]:
        if isinstance(entry, LeftOut):
            left_out.append(entry)
            continue
        try:
            text = source.read_file(*entry)
        except UnreadableSource as error:
            left_out.append(LeftOut(error.path, f"{error.reason} ({error.way_out})"))
            continue
        document = reading.read(text, corrections.get(str(entry[1].resolve()), ()))
        if secret := _secret(document):
            left_out.append(LeftOut(entry[0], secret, secret=True))
        else:
            documents.append(document)
    settings = source.read_settings(sources)
    if known is None:
        return resolve.resolve(documents, left_out, settings)
    settled = registry.settle(documents, known, whole=not files)
    archive = resolve.resolve(settled.documents, left_out, settings, settled.ids)
    return registry.complete(archive, settled, known)


def refuse_loss(archive: Archive) -> None:
    """Raises `BuilderError` naming each published anchor that the pages of *archive* would not have."""
    lost = [(path, problem) for path, problem in check(archive) if problem.code == "anchor-lost"]
    if lost:
        listed = "".join(f"\n  {path}: {problem.message}" for path, problem in lost)
        raise BuilderError(f"không dựng: địa chỉ đã công bố sẽ mất:{listed}")


def keep(archive: Archive, known: Ledger) -> int:
    """The registry holds every address and anchor of *archive*; how many of its files changed.

    Where it mints nothing, nothing is written.
    """
    if known.folder is None or not known.minting:
        return 0
    return ledger.write(archive.permalinks, known.folder)


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


def output(archive: Archive, docs: Path | None = None) -> Iterator[OutputFile]:
    """Every generated file of docs/; what *docs* holds of the search index need not be made anew."""
    received = {w.url: Path(w.document.source.origin).read_bytes() for w in archive.works}
    yield from pages.pages(archive, prose.body, received)
    yield from timeline.pages(archive, pages.endings(archive))
    yield from search.pages(archive, pages.said(archive), before=search.Before(docs) if docs else None)
    yield from redirects.pages(archive)


def write_docs(archive: Archive, docs: Path) -> Written:
    """The pages of *archive* stand in *docs*; files of an earlier build that have no place now are gone."""
    before = _manifest(docs)
    written = unchanged = 0
    now: list[str] = []
    for file in output(archive, docs):
        now.append(file.path)
        if _write(docs / file.path, file.content):
            written += 1
        else:
            unchanged += 1
    stale = set(before) - set(now)
    for path in sorted(stale):
        _remove(docs, path)
    # Written only when it changed: a live preview watches this folder.
    _write(docs / MANIFEST, json.dumps(sorted(now), ensure_ascii=False, indent=0))
    return Written(written, unchanged, len(stale))


def _manifest(docs: Path) -> list[str]:
    path = docs / MANIFEST
    if not path.is_file():
        return []
    way_out = "xoá tệp này rồi dựng lại"
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"không đọc được: {error}", path=str(path), way_out=way_out) from error
    if not isinstance(names, list):
        raise BadSettings("không phải danh sách tệp", path=str(path), way_out=way_out)
    return [name for name in names if isinstance(name, str) and _lies_within(name)]


def _lies_within(name: str) -> bool:
    return "\0" not in name and ".." not in Path(name).parts and not Path(name).is_absolute()


def _write(path: Path, content: str | bytes) -> bool:
    """Whether *path* had to be written: an equal file keeps its time, so that MkDocs can trust it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _remove(docs: Path, name: str) -> None:
    path = docs / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == docs or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
