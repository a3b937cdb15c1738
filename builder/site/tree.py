"""The whole site as a folder: pages from the shelf, files from docs/ and from the theme."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from functools import partial
from logging import WARNING
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, _default_exclude

from builder import database, workers
from builder.shelf import Shelf, code, digest
from builder.site import folder
from builder.site.brought import Brought
from builder.site.config import failure
from builder.site.links import Checked
from builder.site.looking import MARKDOWN, look
from builder.site.record import DOCS, NAME, SHELF, Names, Part, Record, Todo
from builder.site.rendering import Made, Renderer

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Said = Callable[[int, int], None]
_MADE_WITH, _TEMPLATES, _COMPRESSED = "made with", "templates", "compressed"
_NO_TEMPLATES = frozenset({"sitemap.xml"})


class Tree:
    """The site of one configuration, made in parts that are kept in *cache* between builds."""

    def __init__(
        self, config: MkDocsConfig, generated: frozenset[str], cache: Path, *, compressed: bool = False
    ) -> None:
        self._config, self._generated, self._cache = config, generated, cache
        self._docs = Path(config.docs_dir)
        self._shelf = Shelf(cache / "pages")
        spec = _default_exclude + config.exclude_docs if config.exclude_docs else _default_exclude
        hidden = [repr(getattr(pattern, "pattern", pattern)) for pattern in spec.patterns]
        self._hides = spec.match_file
        self.record = Record(cache, digest(code(), str(config.use_directory_urls), *hidden))
        self._takes = folder.Takes(self._docs, self._shelf)
        # (file of the site, what it was made of, what else it is made of): one of the two must have gone.
        self._twice: list[tuple[str, str, str]] = []
        self._old: set[str] = set()
        # The files that the new site does not have from an older one, what it lacks among them.
        self.changed: list[str] | None = None
        self._as_before(compressed)

    def _as_before(self, compressed: bool) -> None:
        """Sites are not known any more whose files stand beside their `.gz`, or do not, unlike now."""
        packed = "yes" if compressed else ""
        if self.record.said(_COMPRESSED) != packed:
            self.record.only({})
            self.record.say(_COMPRESSED, packed)
            self.record.commit()

    def write(self, fresh: Path, spare: Path, published: Path, said: Said | None) -> None:
        """The site stands in *fresh*, made from *spare*, an older one, where that spares work.

        Raises `SiteFailed`, naming each warning and each broken link.
        """
        look(self.record, self._docs, self._cache, self._generated, self._hides)
        since = self.record.held(spare)
        self._lack(since)
        if wrong := self._make(said):
            raise failure(wrong)
        self.record.commit()
        self.changed = self.record.changed(since) if since else None
        folder.become(self.record, self._takes, fresh, spare, published)
        self._forget(whole=not since)

    def documents(self) -> Iterator[str]:
        """The address of each page of the site, without a leading slash."""
        return self.record.documents()

    def end(self, spare: Path, published: Path) -> None:
        """The next build finds a *spare* site to start from; of compressed ones that is made by it."""
        if not spare.exists() and not self.record.said(_COMPRESSED):
            folder.lay_by(self.record, self._takes, spare, published)

    def close(self) -> None:
        """Nothing more is asked of the tree."""
        self.record.close()

    def _lack(self, since: int) -> None:
        """Pages that a folder is to have and that are no longer on the shelf are made again."""
        owners = (part.owner for part in self.record.parts(since, SHELF) if not self._has(part))
        self.record.tables.executemany(
            "UPDATE file SET made = 0 WHERE name = ?", [(name,) for name in owners]
        )

    def _has(self, part: Part) -> bool:
        return part.content is None or self._shelf.place(part.content).exists()

    def _make(self, said: Said | None) -> dict[str, None]:
        """Every part of the site is known, those made before and still true among them; what is wrong."""
        theme = Brought(self._config, self.record)
        renderer = self._renderer(theme.names)
        self._doubt(renderer)
        # Workers see what is committed.
        self.record.commit()
        todo, checked, wrong = self.record.todo(), Checked(self.record), dict[str, None]()
        results = workers.each(partial(_again, renderer), todo, said and partial(said, len(todo)))
        composed: list[int] = []
        for one, made in zip(todo, results, strict=True):
            if made:
                self._put_page(one, made, checked)
                wrong.update(dict.fromkeys(made.warnings))
                composed += [one.id] if made.composed else []
        self.record.is_made(one.id for one in todo)
        self.record.is_made(composed, False)
        self._put_files()
        self._miss(checked)
        self._put_theme(theme, renderer)
        wrong.update(dict.fromkeys(self._made_twice()))
        anchors = self._config.validation.links.anchors >= WARNING
        wrong.update(dict.fromkeys(checked.broken(anchors=anchors)))
        self.record.drop_gone()
        self._remember(renderer)
        return wrong

    def _doubt(self, renderer: Renderer) -> None:
        """Pages may have changed that are made with other settings or another template than last time."""
        if self.record.said(_MADE_WITH) != renderer.made_with:
            self.record.all_anew()
        known = json.loads(self.record.said(_TEMPLATES) or "{}")
        if known.get("") != renderer.templates.whole:
            changed = (
                name for name in self.record.templates() if known.get(name) != renderer.templates.of(name)
            )
            self.record.anew(changed)
        self.record.say(_MADE_WITH, renderer.made_with)

    def _remember(self, renderer: Renderer) -> None:
        """The next build knows by what templates each page was made."""
        used = {name: renderer.templates.of(name) for name in self.record.templates()}
        self.record.say(_TEMPLATES, json.dumps({**used, "": renderer.templates.whole}))

    def _renderer(self, theme: Collection[str]) -> Renderer:
        names = Names(self.record.reader, theme)
        named = (str(path) for entry in self._config.nav or [] for path in _paths(entry))
        own = {*self.record.by_hand(), *(name for name in named if name in names)}
        return Renderer(self._config, names, sorted(own), self._shelf)

    def _put_page(self, one: Todo, made: Made, checked: Checked) -> None:
        if one.key:
            self._old.update({*self.record.keys(one.id)} - {made.key, made.body})
        self._put(Part(self._dest(one.name), one.name, SHELF, made.key, True))
        checked.made(one.id, made, new=not one.key)

    def _put_files(self) -> None:
        files = self.record.files()
        for _, name, stamp, by_hand in files:
            # What a person may write over in place must not be one file with the published one.
            stamp = stamp or f"{self.record.generation}"
            self._put(Part(name, name, DOCS, stamp, not by_hand))
        self.record.is_made(number for number, *_ in files)

    def _put_theme(self, theme: Brought, renderer: Renderer) -> None:
        """The files that the theme brings along, and its pages that no Markdown makes."""
        for part in theme.gone:
            self.record.no_part(part.name, part.owner)
        for part in theme.parts:
            self._put(part)
        theme.remember(self.record)
        for name in sorted(self._config.theme.static_templates - _NO_TEMPLATES):
            key = renderer.key(name, name)
            if not self._shelf.place(key).is_file():
                self._shelf.put(key, renderer.template(name))
            self._put(Part(name, name, SHELF, key, True))

    def _put(self, part: Part) -> None:
        if other := self.record.part(part):
            self._twice.append((part.name, other, part.owner))

    def _miss(self, checked: Checked) -> None:
        """What was made of files that are gone is no part any more."""
        for number, name in self.record.gone():
            self._old.update(self.record.keys(number))
            self.record.no_part(self._dest(name), name)
            checked.gone(number, name)

    def _made_twice(self) -> Iterator[str]:
        """Files of the site that two files of docs/ make."""
        for name, one, other in self._twice:
            if self.record.stands(one) and self._dest(one) == name:
                yield f"'{one}' và '{other}' cùng làm ra '{name}': bỏ một tệp"

    def _forget(self, *, whole: bool) -> None:
        """What no page is made from leaves the shelf; after a *whole* build, all that is not known."""
        if whole:
            self._shelf.sweep(self.record.all_keys())
        for key in self._old:
            self._shelf.place(key).unlink(missing_ok=True)

    def _dest(self, name: str) -> str:
        """Where the site has what is made of the file *name* of docs/."""
        if not name.endswith(MARKDOWN):
            return name
        if name.endswith("index.md"):
            return f"{name.removesuffix(MARKDOWN)}.html"
        return File(name, None, "", self._config.use_directory_urls).dest_uri


def forget(cache: Path) -> None:
    """Nothing is known of any site: one was made without a list of its parts."""
    database.forget(cache / NAME)


def _again(renderer: Renderer, one: Todo) -> Made | None:
    return renderer.again(one.name, one.key)


def _paths(entry: object) -> Iterator[object]:
    if isinstance(entry, dict):
        for value in entry.values():
            yield from _paths(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _paths(value)
    else:
        yield entry
