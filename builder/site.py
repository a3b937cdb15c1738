"""The only module that knows MkDocs: docs/ → the site, beside the old one, then swapped in."""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from builder import compress, sitemap
from builder.errors import SiteFailed
from builder.model import ArchiveSettings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# DESIGN of addresses: these folders of docs/ are generated, the rest is written by hand.
GENERATED = frozenset("vb co-quan nguoi-ky nam loai chu-de dong-thoi-gian tra tim du-lieu".split())
THEME = Path(__file__).parent / "theme"
_COPIED = ".hand-written.json"


def publish(docs: Path, site: Path, settings: ArchiveSettings, project: Path) -> None:
    """The site of *docs* stands at *site*, whole; on any warning the old site is left untouched.

    Raises `SiteFailed`, which names MkDocs' warnings.
    """
    copy_hand_written(project / "docs", docs)
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as beside:
        fresh = Path(beside) / "new"
        _build(docs, fresh, settings, project)
        finish(fresh, settings, before=site)
        _swap(fresh, site, Path(beside) / "old")


def serve(
    docs: Path,
    site: Path,
    settings: ArchiveSettings,
    project: Path,
    *,
    port: int = 8000,
    watched: Sequence[Path] = (),
    rebuild: Callable[[], None] | None = None,
) -> None:
    """A preview at http://127.0.0.1:{port}/ that is built anew when docs or *watched* change.

    *rebuild* writes the generated pages of docs/ again before each build. Ends with Ctrl-C.
    """
    from mkdocs.livereload import LiveReloadServer

    def build() -> None:
        if rebuild:
            rebuild()
        publish(docs, site, settings, project)

    build()
    server = LiveReloadServer(builder=_forgiving(build), host="127.0.0.1", port=port, root=str(site))
    for folder in dict.fromkeys((*(watched or (docs,)), project / "docs", THEME)):
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
    for path in written.rglob("*"):
        name = path.relative_to(written)
        hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not hidden and name.parts[0] not in GENERATED:
            yield name.as_posix()


def _forget(docs: Path, ours: Sequence[str]) -> None:
    """Remove copies whose page is no longer in the project, as the list of the last time has them."""
    record = docs / _COPIED
    before = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else []
    for name in set(before) - set(ours):
        (docs / name).unlink(missing_ok=True)
    _write(record, json.dumps(ours, ensure_ascii=False).encode())


def _build(docs: Path, out: Path, settings: ArchiveSettings, project: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    with _listening() as heard:
        try:
            build(_config(docs, out, settings, project))
        except (MkDocsException, SystemExit) as failed:
            raise _failure(heard, failed) from failed


def _config(docs: Path, out: Path, settings: ArchiveSettings, project: Path) -> MkDocsConfig:
    """The project's mkdocs.yml with the folders, name and address of this archive put in."""
    from mkdocs.config import load_config

    with tempfile.NamedTemporaryFile("w+", suffix=".yml", encoding="utf-8") as file:
        # JSON is YAML, and escapes what YAML would trip over.
        json.dump(_overrides(docs, out, settings, project), file)
        file.flush()
        with open(file.name, "rb") as reader:
            return load_config(reader, config_file_path=str(project / "mkdocs.yml"))


def _overrides(docs: Path, out: Path, settings: ArchiveSettings, project: Path) -> dict[str, object]:
    address = {"site_url": settings.address.rstrip("/") + "/"} if settings.address else {}
    return {
        "INHERIT": str((project / "mkdocs.yml").resolve()),
        "site_name": settings.title,
        **address,
        "docs_dir": str(docs.resolve()),
        "site_dir": str(out.resolve()),
        "strict": True,
        "theme": {"custom_dir": str(THEME)},
        "markdown_extensions": {"pymdownx.snippets": {"base_path": [str(docs.resolve())]}},
        "extra": {
            "publisher": settings.issuer,
            "licence": settings.licence,
            "specimen": settings.specimen,
        },
    }


def finish(fresh: Path, settings: ArchiveSettings, before: Path | None = None) -> None:
    """What web servers and search engines find beside the pages of *fresh*, which is not yet published."""
    sitemap.write(fresh, settings.address)
    if settings.compress:
        compress.write(fresh, before)


def _swap(fresh: Path, site: Path, old: Path) -> None:
    if site.exists():
        site.rename(old)
    fresh.rename(site)


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of, once each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.setdefault(record.getMessage().strip())


@contextmanager
def _listening() -> Iterator[_Listener]:
    """MkDocs' warnings are kept for our error message instead of being printed."""
    logger, heard = logging.getLogger("mkdocs"), _Listener()
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [heard], False
    try:
        with warnings.catch_warnings():
            # MkDocs and its theme announce their own future; nothing of it concerns a reader.
            warnings.simplefilter("ignore")
            yield heard
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def _failure(heard: _Listener, failed: BaseException) -> SiteFailed:
    shown = list(heard.messages)[:20] or [str(failed)]
    more = f"\n  … và {len(heard.messages) - 20} điều nữa" if len(heard.messages) > 20 else ""
    listed = "".join(f"\n  {message}" for message in shown)
    return SiteFailed(f"MkDocs không dựng được trang:{listed}{more}")


def _forgiving(build: Callable[[], None]) -> Callable[[], None]:
    """A build whose failure is shown and does not end the preview."""

    def attempt() -> None:
        try:
            build()
        except SiteFailed as failed:
            print(failed)

    return attempt
