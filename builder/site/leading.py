"""Where the links of one page lead, as MkDocs finds it and with its warnings, but sooner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mkdocs.structure.pages import _RelativePathTreeprocessor

from builder.site.sooner import FOLDER, relative

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from builder.site.rendering import Known, Links

# A link as the builder writes it: `../../2018/06-ct-ubnd/index.md#khoan-3`.
_PAGE = re.compile(
    r"(?P<up>(?:\.\./)*+)(?P<folder>(?:[a-z0-9-]++/)++)index\.md(?:#(?P<fragment>[A-Za-z0-9-]++))?"
)


class Leading:
    """The links of the page of *file*; *links* are the files that they lead to so far."""

    def __init__(self, file: File, files: Known, config: MkDocsConfig) -> None:
        self._file, self._files = file, files
        self._theirs = _RelativePathTreeprocessor(file, files, config)
        plain = config.use_directory_urls and FOLDER.fullmatch(file.url)
        self._folder = file.src_uri.split("/")[:-1] if plain else []
        self._fragments: Links = {}

    def address(self, link: str) -> str:
        """What the page has for *link* of its Markdown; MkDocs warns of one that leads nowhere."""
        if not self._folder or not (found := _PAGE.fullmatch(link)):
            return self._theirs.path_to_url(link)
        up, folder, fragment = found.group("up", "folder", "fragment")
        above = len(self._folder) - len(up) // 3
        there = "/".join([*self._folder[:above], folder]) if above >= 0 else ""
        if not there or not self._files.has_page(f"{there}index.md"):
            return self._theirs.path_to_url(link)
        if fragment:
            self._fragments.setdefault(f"{there}index.md", {}).setdefault(fragment, link)
        to = relative(there, self._file.url)
        return f"{to}#{fragment}" if fragment else to

    def links(self) -> Links:
        """The files that the links lead to, each with the fragments and the links as they were written."""
        links: Links = {target: {} for target in self._files.asked}
        for file, fragments in self._theirs.links_to_anchors.items():
            links[file.src_uri] = dict(fragments)
        for name, fragments in self._fragments.items():
            links[name] = {**links.get(name, {}), **fragments}
        return links
