"""One build from the texts to the published site: alone, whole, and with what is known from the last one."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

from builder import begun, inputs, pipeline, site, swap, writing
from builder.begun import Begun
from builder.errors import BuilderError
from builder.folders import Places
from builder.inputs import Last
from builder.ledger import Ledger
from builder.model import Archive, ArchiveSettings, Document, LeftOut, WorkId
from builder.pickled import uncollected
from builder.progress import Progress
from builder.registered import Registered
from builder.seen import Seen
from builder.shelf import Shelf, write_whole

# The registry of a build, with what is kept of its lines.
LookUp = Callable[[Registered], Ledger | None]
_FULL = (errno.ENOSPC, errno.EDQUOT)
_REGISTERED, _LINES = "registry.sqlite", "registry"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: its documents, what was left out, and how many files of the registry changed."""

    documents: int
    left_out: tuple[LeftOut, ...]
    registered: int = 0


@dataclass(frozen=True, slots=True)
class _How:
    refusing: bool
    minting: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is to be published: the pages of so many documents, and the files of the registry that change."""

    settings: ArchiveSettings
    documents: int
    left_out: tuple[LeftOut, ...]
    lines: Mapping[Path, Path]


def build(
    places: Places,
    look_up: LookUp,
    say: Progress,
    *,
    registry: Path | None = None,
    refusing: bool = True,
) -> Built:
    """The site of *places* shows its texts; where that cannot be, it and the registry stay as they were.

    The registry is looked up once no other build can change it; *registry* is its folder where this one
    may. Where a published anchor would be lost, nothing is written if *refusing*.
    """
    stage, cache = swap.stage(places.site), site.cache_of(places.docs)
    locks = [cache / "lock", *([registry.with_name(f".{registry.name}.lock")] if registry else [])]
    try:
        with swap.alone(stage, *locks, waiting=_wait):
            swap.recover(stage)
            return _alone(places, look_up, say, _How(refusing, registry is not None))
    except OSError as error:
        raise _cannot_write(error) from error
    except sqlite3.OperationalError as error:
        raise _cannot_keep(error, cache) from error


def _wait() -> None:
    print("Một bản dựng khác đang chạy, đang đợi…", file=sys.stderr, flush=True)


def _cannot_write(error: OSError) -> BuilderError:
    kept = "trang web và sổ địa chỉ cũ còn nguyên"
    if error.errno in _FULL:
        return BuilderError(
            f"hết chỗ trên đĩa; {kept}", path=str(error.filename or ""), way_out="dọn đĩa rồi chạy lại"
        )
    reason = f"không đọc hay ghi được: {error.strerror or error}; {kept}"
    return BuilderError(reason, path=str(error.filename or ""), way_out="kiểm tra quyền rồi chạy lại")


def _cannot_keep(error: sqlite3.OperationalError, cache: Path) -> BuilderError:
    # What a worker raised has lost its code on the way.
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return _cannot_write(OSError(errno.ENOSPC, str(error), str(cache)))
    reason = f"không đọc hay ghi được: {error}; trang web và sổ địa chỉ cũ còn nguyên"
    return BuilderError(reason, path=str(cache), way_out="kiểm tra quyền, hoặc xoá thư mục này rồi chạy lại")


def _alone(places: Places, look_up: LookUp, say: Progress, how: _How) -> Built:
    site.copy_hand_written(places.project / "docs", places.docs)
    # To look at docs/ takes longer than to look at the texts.
    with begun.begin(places.docs) as beside:
        seen, before = inputs.seen(places), inputs.last(places.docs, places.site)
        now = inputs.of(places, seen, minting=how.minting)
        if before and before.inputs == now:
            name(before.left_out)
            say.note("Không có gì thay đổi: trang web như cũ")
            return Built(before.documents, before.left_out)
        inputs.forget(places.docs)
        if before and now == replace(before.inputs, project=now.project):
            ready = _as_it_was(places, before)
        else:
            ready = _read(places, look_up, seen, say, how, beside)
    if ready.documents:
        _publish(places, ready, say)
        ended = inputs.registered(places, now, seen) if ready.lines else now
        # The site stands already; that the next build looks at everything again is all that can be lost.
        with suppress(OSError):
            inputs.remember(places.docs, places.site, ended, ready.settings, ready.documents, ready.left_out)
    return Built(ready.documents, ready.left_out, len(ready.lines))


def _as_it_was(places: Places, before: Last) -> _Ready:
    name(before.left_out)
    # No page is written, so none need be looked at.
    site.note(places.docs, ())
    return _Ready(before.settings, before.documents, before.left_out, {})


def _read(places: Places, look_up: LookUp, seen: Seen, say: Progress, how: _How, beside: Begun) -> _Ready:
    """The pages stand, and the archive that they were made from is in memory no more."""
    cache = site.cache_of(places.docs)
    # Between one step and the next, too, nothing goes through the values of a whole archive.
    with uncollected(), closing(Registered(cache / _REGISTERED, seen)) as lines_kept:
        known = look_up(lines_kept)
        archive = _pages(places, known, seen, say, how.refusing, beside)
        lines = _laid_ready(pipeline.lines(archive, known, lines_kept), cache / _LINES)
        return _Ready(archive.settings, len(archive.works), archive.left_out, lines)


def _publish(places: Places, ready: _Ready, say: Progress) -> None:
    with say.step("Dựng trang web") as done:
        site.publish(
            places.docs, places.site, ready.settings, places.project, registry=ready.lines, said=done.count
        )
        done(str(places.site))
    if not ready.settings.address:
        say.note("Chưa có sitemap và liên kết chính tắc: archive.toml chưa có address (https://…)")
    rmtree(site.cache_of(places.docs) / _LINES, ignore_errors=True)


def _laid_ready(lines: Iterable[tuple[Path, bytes]], folder: Path) -> dict[Path, Path]:
    """Each file of *lines*, and the one in *folder* that holds what it is to hold once the site stands."""
    rmtree(folder, ignore_errors=True)
    found: dict[Path, Path] = {}
    for path, content in lines:
        found[path] = folder / path.name
        write_whole(found[path], content)
    return found


def _pages(
    places: Places, known: Ledger | None, seen: Seen, say: Progress, refusing: bool, beside: Begun
) -> Archive:
    """Read the texts and write their pages; what was left out is named on stderr."""
    shelf = Shelf(site.cache_of(places.docs) / "texts")

    def addressed(texts: Sequence[tuple[Document, WorkId]]) -> None:
        if refusing:
            pipeline.refuse_loss(document for document, _ in texts)
        beside.addressed(texts)

    with say.step("Đọc văn bản") as done:
        archive = pipeline.gather(
            places.sources, known=known, shelf=shelf, seen=seen, said=done.count, addressed=addressed
        )
        done(f"{len(archive.works)} văn bản")
    name(archive.left_out)
    if archive.works:
        with say.step("Ghi trang Markdown") as done:
            files = writing.write_docs(archive, places.docs, done.count, beside)
            done(f"{files.written} tệp mới, {files.unchanged} không đổi, {files.removed} đã xoá")
    return archive


def name(left_out: Iterable[LeftOut]) -> None:
    """Each file that is left out is named on stderr, with the way out."""
    for one in left_out:
        print(f"chithi: bỏ qua {one.path}: {one.reason}", file=sys.stderr)
