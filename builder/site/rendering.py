"""Markdown files of docs/ → finished pages, as MkDocs makes them, each apart and each only once.

A page is made from its Markdown, the settings, the navigation and the templates; that another file
exists is all that it must know of the rest. So every page can be made by itself, in any process, and be
kept. What MkDocs checks across pages is checked from what each page left behind: see `links`.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files, _default_exclude, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from builder.errors import SiteFailed
from builder.shelf import Shelf, digest
from builder.site import plain, sooner
from builder.site.compiled import Compiled
from builder.site.config import bodies, failure, fingerprint, listening, own_folders
from builder.site.converting import Converter
from builder.site.leading import Leading
from builder.site.templates import Templates

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# The builder writes front matter as one line of JSON, which is YAML too but is read a hundred times faster.
_JSON_HEAD = re.compile(rb"---\n(\{[^\r\n]*\})\n---\n(?!.*\r)", re.DOTALL)
# So many files are remembered by a process that makes pages.
_REMEMBERED = 5_000
# Where a page is put together from others, its own bytes do not tell what it says.
_SNIPPET = "8<--"


# File → fragment → link as it was written.
Links = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """What one Markdown file came to: its page on the shelf, and what it takes to check its links.

    *template* shows it; *body* is its Markdown as HTML, under its own key. *anchors* are the ids on it,
    *links* the files that it leads to, each with the fragments and the links as they were written. A page
    that is *composed* of other files says by its own bytes not all that is on it.
    """

    name: str
    key: str
    template: str
    body: str = ""
    composed: bool = False
    anchors: list[str] = field(default_factory=list)
    links: Links = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Known(Files):
    """The files of docs/ by name; MkDocs' own value is made for those alone that are asked for."""

    def __init__(self, names: Container[str], config: MkDocsConfig) -> None:
        super().__init__([])
        self._names, self._config = names, config
        self._hides = _hiding(config)
        self._lasting: dict[str, File] = {}
        self._passing: dict[str, File] = {}
        self.asked: dict[str, None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        name = Path(path).as_posix()
        file = self._lasting.get(name) or self._passing.get(name)
        if file is None and name in self._names:
            config = self._config
            file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
            set_exclusions([file], config)
            self._passing[name] = file
        if file is not None:
            self.asked.setdefault(name)
        return file

    def has_page(self, name: str) -> bool:
        """Whether the page *name* stands in docs/ and is shown, for which it is asked as for any file."""
        found = name in self._names and not self._hides(name)
        if found:
            self.asked.setdefault(name)
        return found

    def keep(self) -> None:
        """The files that were asked for so far, which the navigation leads to, stay for good."""
        self._lasting.update(self._passing)
        self._passing.clear()

    def forget(self, file: File) -> None:
        """The page of *file* is finished: what is remembered does not grow with the archive."""
        if file.src_uri not in self._lasting:
            file.page = None
        if len(self._passing) > _REMEMBERED:
            self._passing.clear()


class _AllPages(Sequence[File]):
    """What templates have as `pages`: none may look at it, for then each page would depend on all."""

    def __getitem__(self, at: Any) -> Any:
        raise SiteFailed("mẫu trang không được duyệt mọi trang của kho (biến pages)")

    def __len__(self) -> int:
        raise SiteFailed("mẫu trang không được duyệt mọi trang của kho (biến pages)")


class Renderer:
    """Makes the pages of one configuration, and keeps them on a shelf."""

    def __init__(
        self, config: MkDocsConfig, names: Container[str], by_hand: Sequence[str], shelf: Shelf
    ) -> None:
        self.config, self.shelf = config, shelf
        self.files = Known(names, config)
        own = Files([file for name in by_hand if (file := self.files.get_file_from_path(name))])
        self.files.keep()
        with listening() as heard:
            self.nav = get_navigation(own, config)
        if heard:
            raise failure(heard)
        for page in self.nav.pages:
            self._read(page)
        titles = [(item.title, getattr(item, "url", "")) for item in self.nav]
        self._of_bodies = bodies(config)
        self.made_with = digest(fingerprint(config), repr(titles))
        self.templates = Templates(own_folders(config))
        self._markdown: Any = None
        self._plain = plain.fits(config)

    @cached_property
    def env(self) -> Any:
        env = sooner.environment(self.config.theme.get_env())
        env.bytecode_cache = Compiled(self.shelf.folder.with_name("templates"))
        return env

    def key(self, name: str, template: str, content: str = "") -> str:
        """By which the page of the file *name* is kept that *template* makes, *content* being its hash."""
        return digest(self.made_with, self.templates.of(template), name, content)

    def again(self, name: str, before: str) -> Made | None:
        """The page of *name*; None where the one that was made under the key *before* is still right."""
        file = self.files.get_file_from_path(name)
        assert file is not None
        page = file.page or Page(None, file, self.config)
        with open(f"{self.config.docs_dir}/{name}", "rb", buffering=0) as written:
            content = written.readall()
        known = digest(content)
        try:
            with listening() as heard:
                self._read(page, content)
                if not heard and before == self.key(name, _template(page), known) and self._has(before):
                    return None
                return self._make(page, known, before, heard)
        finally:
            self.files.forget(file)
            sooner.forget()

    def template(self, name: str) -> bytes:
        """A page of the theme that no Markdown makes, as `404.html`."""
        from mkdocs.commands.build import _build_template

        nothing: Any = Files([])
        output = _build_template(name, self.env.get_template(name), nothing, self.config, self.nav)
        return output.encode("utf-8")

    def _has(self, key: str) -> bool:
        return self.shelf.place(key).exists()

    def _make(self, page: Page, known: str, before: str, heard: Collection[str]) -> Made:
        """*page* stands on the shelf, and the values that tell what is on it."""
        name, template = page.file.src_uri, _template(page)
        composed = _SNIPPET in (page.markdown or "")
        body = f"{digest(self._of_bodies, name, known)}.body" if page.markdown and not composed else ""
        anchors, links = self._body(page, body, heard)
        finished = self._finished(page)
        key = self.key(name, template, digest(known, finished) if composed else known)
        if not heard:
            # One that is listed and was taken away must stand whole or not at all.
            (self.shelf.put if key == before else self.shelf.put_new)(key, finished)
        return Made(name, key, template, body, composed, anchors, links, tuple(heard))

    def _body(self, page: Page, body: str, heard: Collection[str]) -> tuple[list[str], Links]:
        """The Markdown of *page* is HTML: from the shelf where that was made before."""
        if not page.markdown:
            # As MkDocs leaves it where there is nothing to convert.
            page.content, page.toc = "", get_toc([])
            return [], {}
        if body and (stored := self.shelf.get(body)):
            page.content, page.toc, page._title_from_render, anchors, links = pickle.loads(stored)
            return anchors, links
        anchors, links = self._rendered_plain(page) or self._rendered(page)
        if body and not heard:
            parts = (page.content, page.toc, page._title_from_render, anchors, links)
            self.shelf.put(body, pickle.dumps(parts, protocol=5))
        return anchors, links

    def _rendered_plain(self, page: Page) -> tuple[list[str], Links] | None:
        """The Markdown of *page* is HTML, if it has no form but those that the builder writes."""
        if not self._plain:
            return None
        self.files.asked.clear()
        leading = Leading(page.file, self.files, self.config)
        made = plain.convert(page.markdown or "", leading.address)
        if made is None:
            return None
        page.content, page.toc = made.html, get_toc(made.headings)
        return sorted(made.ids), leading.links()

    def _rendered(self, page: Page) -> tuple[list[str], Links]:
        """The Markdown of *page* is HTML, as MkDocs makes it."""
        self.files.asked.clear()
        with self._one_converter():
            page.render(self.config, self.files)
        links: Links = {target: {} for target in self.files.asked}
        for target, fragments in (page.links_to_anchors or {}).items():
            links[target.src_uri] = dict(fragments)
        return sorted(page.present_anchor_ids or ()), links

    @contextmanager
    def _one_converter(self) -> Iterator[None]:
        """MkDocs makes a Markdown converter for each page; one that is reset does the same sooner."""
        make = markdown.Markdown

        def reset(**settings: Any) -> Any:
            self._markdown = self._markdown or Converter(**settings)
            return self._markdown.reset()

        markdown.Markdown = reset  # type: ignore[assignment,misc]
        try:
            yield
        finally:
            markdown.Markdown = make  # type: ignore[misc]

    def _read(self, page: Page, content: bytes = b"") -> None:
        content = content or page.file.content_bytes
        if head := _JSON_HEAD.match(content):
            page.meta = json.loads(head.group(1))
            page.markdown = content[head.end() :].decode("utf-8").lstrip("\n")
        else:
            page.read_source(self.config)

    def _finished(self, page: Page) -> bytes:
        """What MkDocs would write for *page*."""
        page.active = True
        try:
            pages: Any = _AllPages()
            context = get_context(self.nav, pages, self.config, page)
            output: str = self.env.get_template(_template(page)).render(context)
        finally:
            page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")


def _hiding(config: MkDocsConfig) -> Callable[[str], bool]:
    """Whether MkDocs could leave a file of docs/ out of the site."""
    specs = [spec for spec in (_default_exclude, config.exclude_docs, config.draft_docs) if spec]
    return lambda name: any(spec.match_file(name) for spec in specs)


def _template(page: Page) -> str:
    return str(page.meta.get("template", "main.html"))
