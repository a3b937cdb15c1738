"""The whole site as a folder: pages from the shelf, files from docs/ and from the theme."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from logging import WARNING
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, _default_exclude

from builder import workers
from builder.seen import Seen, walk
from builder.shelf import Shelf, write_whole
from builder.site.config import failure
from builder.site.folder import Folder, Part
from builder.site.links import broken
from builder.site.rendering import Made, Renderer

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Said = Callable[[int, int], None]
_MANIFEST = "pages.manifest"
LISTS = "trees"
_MARKDOWN = ".md"


class Tree:
    """The site of one configuration, made in parts that are kept in *cache* between builds."""

    def __init__(self, config: MkDocsConfig, generated: frozenset[str], cache: Path) -> None:
        self._config, self._cache = config, cache
        self._docs = Path(config.docs_dir)
        self._shelf = Shelf(cache / "pages")
        self._seen = Seen(cache / "docs.seen")
        found = dict(walk(self._docs, follow=True))
        spec = _default_exclude + config.exclude_docs if config.exclude_docs else _default_exclude
        kept = {name: entry for name, entry in found.items() if not spec.match_file(name)}
        self._pages = {n: self._seen.digest(e) for n, e in kept.items() if n.endswith(_MARKDOWN)}
        self._files = {n: Path(e.path) for n, e in kept.items() if not n.endswith(_MARKDOWN)}
        self._theme = _of_theme(config, self._files)
        self._generated = generated
        by_hand = [name for name in found if name.partition("/")[0] not in generated]
        named = [str(path) for entry in config.nav or [] for path in _paths(entry)]
        self._renderer = Renderer(
            config, {*found, *self._theme}, sorted({*by_hand, *(n for n in named if n in found)}), self._shelf
        )

    def write(self, fresh: Path, spare: Path, said: Said | None) -> None:
        """The site stands in *fresh*, made from *spare*, an older one, where that spares work.

        Raises `SiteFailed`, naming each warning and each broken link.
        """
        before = self._before()
        made = self._made(before, said)
        wrong = [words for page in made.values() for words in page.warnings]
        wrong += broken(made, self._renderer.names, anchors=self._config.validation.links.anchors >= WARNING)
        if wrong:
            raise failure(dict.fromkeys(wrong))
        write_whole(self._cache / _MANIFEST, pickle.dumps(made, protocol=5))
        folder = Folder(fresh, self._cache / LISTS, spare)
        folder.become(dict(self._parts(made)))
        self._forget(before, made, whole=folder.anew)
        self._seen.save()

    def _made(self, before: Mapping[str, Made], said: Said | None) -> dict[str, Made]:
        """Every page, those made before and still true among them."""
        todo = [n for n, content in self._pages.items() if not self._stands(before.get(n), n, content)]
        make = partial(_make, self._renderer, self._pages)
        fresh = workers.each(make, todo, said and partial(said, len(todo)))
        made = {name: page for name, page in before.items() if name in self._pages}
        made.update({page.name: page for page in fresh})
        return made

    def _stands(self, page: Made | None, name: str, content: str) -> bool:
        return (
            page is not None
            and not page.composed
            and page.key == self._renderer.key(name, content)
            and self._shelf.place(page.key).is_file()
        )

    def _before(self) -> dict[str, Made]:
        try:
            found: dict[str, Made] = pickle.loads((self._cache / _MANIFEST).read_bytes())
        except (OSError, EOFError, pickle.UnpicklingError, AttributeError):
            return {}
        return found

    def _parts(self, made: Mapping[str, Made]) -> Iterator[tuple[str, Part]]:
        """What stands where in the site."""
        for name, path in self._theme.items():
            yield name, Part(path, self._seen.digest(path))
        for name, path in self._files.items():
            # What a person may write over in place must not be one file with the published one.
            linked = name.partition("/")[0] in self._generated
            yield name, Part(path, self._seen.digest(path), linked)
        for name, page in made.items():
            yield self._dest(name), Part(self._shelf.place(page.key), page.key, True)
        for name in sorted(self._config.theme.static_templates - {"sitemap.xml"}):
            key = self._renderer.key(name, "")
            if not self._shelf.place(key).is_file():
                self._shelf.put(key, self._renderer.template(name))
            yield name, Part(self._shelf.place(key), key, True)

    def _forget(self, before: Mapping[str, Made], made: Mapping[str, Made], *, whole: bool) -> None:
        """What no page is made from any more leaves the shelf; after a *whole* build, all that is not known."""
        kept = {key for page in made.values() for key in (page.key, page.body)}
        kept |= {self._renderer.key(name, "") for name in self._config.theme.static_templates}
        if whole:
            self._shelf.sweep(kept)
        for key in {key for page in before.values() for key in (page.key, page.body)} - kept:
            self._shelf.place(key).unlink(missing_ok=True)

    def _dest(self, name: str) -> str:
        if name.endswith("index.md"):
            return f"{name.removesuffix(_MARKDOWN)}.html"
        return File(name, None, "", self._config.use_directory_urls).dest_uri


def _make(renderer: Renderer, pages: Mapping[str, str], name: str) -> Made:
    return renderer.make(name, pages[name])


def _of_theme(config: MkDocsConfig, ours: Mapping[str, Path]) -> dict[str, Path]:
    """The files that the theme brings along, where docs/ has none of that name."""
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return {f.src_uri: Path(f.abs_src_path or "") for f in files if f.src_uri not in ours}


def _paths(entry: object) -> Iterator[object]:
    if isinstance(entry, dict):
        for value in entry.values():
            yield from _paths(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _paths(value)
    else:
        yield entry
