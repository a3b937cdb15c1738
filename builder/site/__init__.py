"""The only module that knows MkDocs: docs/ → the site, beside the old one, then swapped in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from builder import compress, database, sitemap, swap
from builder.errors import BuilderError
from builder.model import ArchiveSettings
from builder.site import config, looking
from builder.site.config import THEME, failure, listening, tools

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from builder.site.tree import Tree

__all__ = [
    "GENERATED", "MANIFEST", "THEME",
    "cache_of", "copy_hand_written", "finish", "note", "publish", "serve", "tools",
]  # fmt: skip

Said = Callable[[int, int], None]
# DESIGN of addresses: these folders of docs/ are generated, the rest is written by hand.
GENERATED = frozenset("vb co-quan nguoi-ky nam loai chu-de dong-thoi-gian tra tim du-lieu".split())
# What of docs/ is generated, as the last build listed it.
MANIFEST = ".chithi-manifest.json"
_COPIED = ".hand-written.json"


def publish(
    docs: Path,
    site: Path,
    settings: ArchiveSettings,
    project: Path,
    *,
    registry: Mapping[Path, Path] | None = None,
    said: Said | None = None,
) -> None:
    """The site of *docs* stands at *site*, whole; on any warning the old site is left untouched.

    Each file of *registry* holds what the other one holds once the site stands. Raises `SiteFailed`, which
    names MkDocs' warnings.
    """
    stage = swap.stage(site)
    copy_hand_written(project / "docs", docs)
    site.parent.mkdir(parents=True, exist_ok=True)
    swap.clear(stage.fresh)
    tree: Tree | None = None
    try:
        tree = _build(docs, stage, settings, project, said)
        pages, changed = (tree.documents(), tree.changed) if tree else (None, None)
        finish(stage.fresh, settings, before=stage.site, pages=pages, changed=changed)
        swap.replace_site(stage, registry or {})
        # The site is out. What fails from here on concerns only how much the next build has to do.
        with suppress(OSError, sqlite3.Error):
            if tree:
                tree.end(stage.spare, stage.site)
    except BaseException:
        swap.clear(stage.fresh)
        raise
    finally:
        if tree:
            tree.close()


def serve(build: Callable[[], None], site: Path, *, port: int = 8000, watched: Sequence[Path] = ()) -> None:
    """A preview of *site* at http://127.0.0.1:{port}/, built anew by *build* when *watched* change.

    Ends with Ctrl-C.
    """
    from mkdocs.livereload import LiveReloadServer

    build()
    server = LiveReloadServer(builder=_forgiving(build), host="127.0.0.1", port=port, root=str(site))
    for folder in dict.fromkeys((*watched, THEME)):
        server.watch(str(folder))
    print(f"Xem trước tại {server.url} (Ctrl-C để dừng)")
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    except KeyboardInterrupt:
        server.shutdown()


def copy_hand_written(written: Path, docs: Path) -> None:
    """*docs* holds the hand-written pages of the project as they are now, and none that are gone."""
    if written.resolve() == docs.resolve():
        return
    docs.mkdir(parents=True, exist_ok=True)
    ours = sorted(_hand_written(written))
    for name in ours:
        _write(docs / name, (written / name).read_bytes())
    _forget(docs, ours)


def _write(path: Path, content: bytes) -> None:
    """Touches nothing that is as it should be, so that a preview is not woken by its own build."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _hand_written(written: Path) -> Iterator[str]:
    return (name for name, _ in looking.by_hand(written, GENERATED)) if written.is_dir() else iter(())


def _forget(docs: Path, ours: Sequence[str]) -> None:
    """Remove copies whose page is no longer in the project, as the list of the last time has them."""
    record = docs / _COPIED
    before = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else []
    for name in set(before) - set(ours):
        (docs / name).unlink(missing_ok=True)
    _write(record, json.dumps(ours, ensure_ascii=False).encode())


def _build(
    docs: Path, stage: swap.Stage, settings: ArchiveSettings, project: Path, said: Said | None
) -> Tree | None:
    """The site of *docs* stands in the stage, and what is known of it; no page is made for nothing.

    A plugin may look at every page: then MkDocs makes them all, and the site is the same, later.
    """
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    from builder.site.tree import forget

    with listening() as heard:
        try:
            configured = config.load(docs, stage.fresh, settings, project)
            if configured.plugins or configured.hooks:
                forget(cache_of(docs))
                build(configured)
                return None
            return _made(configured, docs, stage, said, compressed=settings.compress)
        except (MkDocsException, SystemExit) as failed:
            raise failure(heard, failed) from failed


def _made(
    configured: MkDocsConfig, docs: Path, stage: swap.Stage, said: Said | None, *, compressed: bool
) -> Tree:
    """The tree of *configured*; where its tables turn out to be broken, it is made without them."""
    from builder.site.tree import Tree, forget

    for broken in (False, True):
        if broken:
            swap.clear(stage.fresh)
            forget(cache_of(docs))
        tree = Tree(configured, GENERATED, cache_of(docs), compressed=compressed)
        try:
            tree.write(stage.fresh, stage.spare, stage.site, said)
            return tree
        except BaseException as failed:
            tree.close()
            if broken or not database.is_broken(failed):
                raise
    raise AssertionError


def cache_of(docs: Path) -> Path:
    """Where what was worked out is kept between builds: `.docs.cache` beside `docs`; it may be deleted."""
    return docs.with_name(f".{docs.name}.cache")


def note(docs: Path, names: Iterable[str] | None) -> None:
    """The generated files *names* of *docs* were written or removed since the last `publish`, and no others.

    None: any may have been. Without a note `publish` looks at every file.
    """
    looking.note(cache_of(docs), names)


def finish(
    fresh: Path,
    settings: ArchiveSettings,
    before: Path | None = None,
    pages: Iterable[str] | None = None,
    changed: Iterable[str] | None = None,
) -> None:
    """What web servers and search engines find beside the *pages* of *fresh*, which is not yet published.

    Its other files than those *changed* are compressed already, if any are.
    """
    sitemap.write(fresh, settings.address, pages)
    if settings.compress:
        compress.write(fresh, before, None if changed is None else [*changed, *sitemap.files(fresh)])


def _forgiving(build: Callable[[], None]) -> Callable[[], None]:
    """A build whose failure is shown and does not end the preview."""

    def attempt() -> None:
        try:
            build()
        except BuilderError as failed:
            print(failed)

    return attempt
