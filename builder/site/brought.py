"""The files that a theme brings along: styles, scripts and pictures beside its templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import Files

from builder.shelf import digest
from builder.site.config import own_folders, tools
from builder.site.record import THEME, Part, Record

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Brought:
    """The files of the theme as parts of the site, where docs/ has none of that name.

    An installed theme is looked through only when its release is another: it brings 11,000 icons, none of
    which a site gets.
    """

    def __init__(self, config: MkDocsConfig, record: Record) -> None:
        said = json.loads(record.said(THEME) or "{}")
        key = digest(*tools(), *_own_files(config))
        self._found: dict[str, list[str]] = said["files"] if said.get("key") == key else _files(config)
        self._saying = json.dumps({"key": key, "files": self._found})
        by_hand = set(record.by_hand())
        self.parts = [part for part in _parts(self._found) if part.name not in by_hand]
        self.names = frozenset(part.name for part in self.parts)
        self.gone = [part for part in _parts(said.get("files", {})) if part.name not in self.names]

    def remember(self, record: Record) -> None:
        """The next build knows what the theme brings."""
        record.say(THEME, self._saying)


def _own_files(config: MkDocsConfig) -> Iterator[bytes | str]:
    """Name and bytes of the files of themes that are not part of an installed package."""
    for folder in own_folders(config):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield str(path)
            yield path.read_bytes()


def _files(config: MkDocsConfig) -> dict[str, list[str]]:
    """Path and hash of each file, by its name in the site."""
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    found = ((file.src_uri, Path(file.abs_src_path or "")) for file in files)
    return {name: [str(path), digest(path.read_bytes())] for name, path in found}


def _parts(files: dict[str, list[str]]) -> Iterator[Part]:
    for name, (path, content) in files.items():
        yield Part(name, path, THEME, content, False)
