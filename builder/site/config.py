"""MkDocs' configuration for one archive, and what MkDocs warns of."""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import SiteFailed
from builder.model import ArchiveSettings
from builder.shelf import code, digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

THEME = Path(__file__).parent.parent / "theme"
# Whatever turns Markdown and templates into pages.
_TOOLS = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "MarkupSafe", "PyYAML")
_SHOWN = 20


def load(docs: Path, out: Path, settings: ArchiveSettings, project: Path) -> MkDocsConfig:
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


def fingerprint(config: MkDocsConfig) -> str:
    """The hash of all that makes a page besides itself: settings, tools and their versions, our code.

    The folders of docs/ and of the site do not count; templates are apart: see `Templates`.
    """
    return digest(code(), _without_folders(config, repr(config.user_configs)), *tools())


def bodies(config: MkDocsConfig) -> str:
    """The hash of all that makes HTML of the Markdown of a page besides itself."""
    settings = (config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls)
    said = _without_folders(config, repr(settings))
    return digest(code(), said, *tools())


def _without_folders(config: MkDocsConfig, said: str) -> str:
    folders = (str(config.docs_dir), str(config.site_dir), str(config.config_file_path))
    for folder in sorted(folders, key=len, reverse=True):
        said = said.replace(folder, "")
    return said


def tools() -> tuple[str, ...]:
    """What turns Markdown into pages, with their versions: `mkdocs 1.6.1`."""
    return tuple(f"{tool} {_version(tool)}" for tool in _TOOLS)


def own_folders(config: MkDocsConfig) -> list[Path]:
    """The folders of the theme that are not part of an installed package."""
    return [Path(folder) for folder in config.theme.dirs if "site-packages" not in Path(folder).parts]


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of, once each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.setdefault(record.getMessage().strip())


@contextmanager
def listening() -> Iterator[dict[str, None]]:
    """MkDocs' warnings are kept for our error message instead of being printed."""
    logger, heard = logging.getLogger("mkdocs"), _Listener()
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [heard], False
    try:
        with warnings.catch_warnings():
            # MkDocs and its theme announce their own future; nothing of it concerns a reader.
            warnings.simplefilter("ignore")
            yield heard.messages
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def failure(heard: Iterable[str], failed: BaseException | None = None) -> SiteFailed:
    """The error that lists what MkDocs warned of."""
    messages = list(heard) or [str(failed)]
    more = f"\n  … và {len(messages) - _SHOWN} điều nữa" if len(messages) > _SHOWN else ""
    listed = "".join(f"\n  {message}" for message in messages[:_SHOWN])
    return SiteFailed(f"MkDocs không dựng được trang:{listed}{more}")
