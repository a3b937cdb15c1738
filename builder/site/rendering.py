"""Markdown files of docs/ → finished pages, as MkDocs makes them, each apart and each only once.

A page is made from its Markdown, the settings, the navigation and the templates; that another file
exists is all that it must know of the rest. So every page can be made by itself, in any process, and be
kept. What MkDocs checks across pages is checked from what each page left behind: see `links`.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from builder.errors import SiteFailed
from builder.shelf import Shelf, digest
from builder.site.config import failure, fingerprint, listening, templates

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# The builder writes front matter as one line of JSON, which is YAML too but is read a hundred times faster.
_JSON_HEAD = re.compile(r"---\n(\{.*\})\n---\n")
# Where a page is put together from others, its own bytes do not tell what it says.
_SNIPPET = "8<--"


@dataclass(frozen=True, slots=True)
class Made:
    """What one Markdown file came to: its page on the shelf, and what it takes to check its links.

    *body* is its Markdown as HTML, under its own key. *anchors* are the ids on it, *links* the files that
    it leads to, each with the fragments and the links as they were written. A page that is *composed*
    of other files says by its own bytes not all that is on it.
    """

    name: str
    key: str
    body: str
    composed: bool = False
    anchors: frozenset[str] = frozenset()
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class _Known(Files):
    """The files of docs/ by name; MkDocs' own value is made for those alone that are asked for."""

    def __init__(self, names: Collection[str], config: MkDocsConfig) -> None:
        super().__init__([])
        self._names, self._config = names, config
        self.asked: dict[str, None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        name = Path(path).as_posix()
        if name not in self._names:
            return None
        self.asked.setdefault(name)
        if name not in self._src_uris:
            config = self._config
            file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
            set_exclusions([file], config)
            self.append(file)
        return self._src_uris[name]


class _AllPages(Sequence[File]):
    """What templates have as `pages`: none may look at it, for then each page would depend on all."""

    def __getitem__(self, at: Any) -> Any:
        raise SiteFailed("mẫu trang không được duyệt mọi trang của kho (biến pages)")

    def __len__(self) -> int:
        raise SiteFailed("mẫu trang không được duyệt mọi trang của kho (biến pages)")


class Renderer:
    """Makes the pages of one configuration, and keeps them on a shelf."""

    def __init__(self, config: MkDocsConfig, names: Collection[str], by_hand: Sequence[str], shelf: Shelf) -> None:
        self.config, self.shelf, self.names = config, shelf, names
        self.files = _Known(names, config)
        own = Files([file for name in by_hand if (file := self.files.get_file_from_path(name))])
        with listening() as heard:
            self.nav = get_navigation(own, config)
        if heard:
            raise failure(heard)
        self._of_bodies = fingerprint(config)
        for page in self.nav.pages:
            self._read(page)
        titles = [(item.title, getattr(item, "url", "")) for item in self.nav]
        self._of_pages = digest(self._of_bodies, templates(config), repr(titles))
        self._markdown: Any = None

    @cached_property
    def env(self) -> Any:
        return self.config.theme.get_env()

    def key(self, name: str, content: str) -> str:
        """By which the finished page of the file *name* is kept, *content* being the hash of the file."""
        return digest(self._of_pages, name, content)

    def make(self, name: str, content: str) -> Made:
        """The page of *name* stands on the shelf, and the values that tell what is on it."""
        key, body = self.key(name, content), f"{digest(self._of_bodies, name, content)}.body"
        with listening() as heard:
            page, anchors, links = self._page(name, body)
            composed = _SNIPPET in (page.markdown or "")
            finished = self._finished(page)
            if composed:
                key = digest(key, finished)
            made = Made(name, key, body, composed, anchors, links, tuple(heard))
        if not heard:
            self.shelf.put(key, finished)
        if not heard and not composed and not self.shelf.place(body).exists():
            parts = (page.content, page.toc, page._title_from_render, anchors, links)
            self.shelf.put(body, pickle.dumps(parts, protocol=5))
        return made

    def template(self, name: str) -> bytes:
        """A page of the theme that no Markdown makes, as `404.html`."""
        from mkdocs.commands.build import _build_template

        nothing: Any = Files([])
        output = _build_template(name, self.env.get_template(name), nothing, self.config, self.nav)
        return output.encode("utf-8")

    def _page(self, name: str, body: str) -> tuple[Page, frozenset[str], dict[str, dict[str, str]]]:
        """The page of *name* with its Markdown as HTML: from the shelf where that was made before."""
        file = self.files.get_file_from_path(name)
        assert file is not None
        page = file.page or Page(None, file, self.config)
        self._read(page)
        if stored := self.shelf.get(body):
            page.content, page.toc, page._title_from_render, anchors, links = pickle.loads(stored)
            return page, anchors, links
        self.files.asked.clear()
        with self._one_converter():
            page.render(self.config, self.files)
        links = {target: {} for target in self.files.asked}
        for target, fragments in (page.links_to_anchors or {}).items():
            links[target.src_uri] = dict(fragments)
        return page, frozenset(page.present_anchor_ids or ()), links

    @contextmanager
    def _one_converter(self) -> Iterator[None]:
        """MkDocs makes a Markdown converter for each page; one that is reset does the same sooner."""
        make = markdown.Markdown

        def reset(**settings: Any) -> Any:
            self._markdown = self._markdown or make(**settings)
            return self._markdown.reset()

        markdown.Markdown = reset  # type: ignore[assignment,misc]
        try:
            yield
        finally:
            markdown.Markdown = make  # type: ignore[misc]

    def _read(self, page: Page) -> None:
        source = page.file.content_string
        if head := _JSON_HEAD.match(source):
            page.meta, page.markdown = json.loads(head.group(1)), source[head.end() :].lstrip("\n")
        else:
            page.read_source(self.config)

    def _finished(self, page: Page) -> bytes:
        """What MkDocs would write for *page*."""
        page.active = True
        try:
            pages: Any = _AllPages()
            context = get_context(self.nav, pages, self.config, page)
            output: str = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")
