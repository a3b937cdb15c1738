"""What a reader sees of a text: its page rendered with the project's own Markdown, read back apart."""

from __future__ import annotations

import warnings
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from builder import pages, prose, reading, resolve
from builder.model import Archive, Document, SourceText, Work
from builder.text import clean

ROOT = Path(__file__).parent.parent
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())


def document(text: str, path: str = "van-ban.txt") -> Document:
    """*text* as it comes from a file, read."""
    return reading.read(SourceText(path, "00", "utf-8", clean(text), origin=path))


def archive(*texts: str) -> Archive:
    """The archive of *texts*, resolved against each other."""
    return resolve.resolve([document(text, f"van-ban-{n}.txt") for n, text in enumerate(texts, 1)])


def page(work: Work) -> str:
    """The HTML of the text of *work*, as MkDocs makes it of the page that the builder writes."""
    made = next(iter(pages.pages(Archive((work,), ()), prose.body, {})))
    assert isinstance(made.content, str)
    return html(get_data(made.content)[0])


def html(source: str) -> str:
    """Markdown rendered with the extensions of mkdocs.yml and their settings, as MkDocs loads them."""
    return _markdown().reset().convert(source)


@cache
def _markdown() -> markdown.Markdown:
    with warnings.catch_warnings():
        # Material announces the end of MkDocs 1 to whoever loads it.
        warnings.simplefilter("ignore")
        config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def bare(words: str) -> str:
    """*words* without white space."""
    return "".join(words.split())


def _classes(given: dict[str, str | None]) -> set[str]:
    return set((given.get("class") or "").split())


class Shown(HTMLParser):
    """An independent reading of a page: the words of the text, of each note, and every element.

    What the builder adds (`data-added`) is no word of the text. Given a whole page, only what stands
    inside its `[data-source-text]` counts.
    """

    def __init__(self, source: str, *, whole_page: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.notes: list[str] = []
        self.text = ""
        self._open: list[tuple[str, str]] = [] if whole_page else [("", "body")]
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag in _EMPTY:
            return
        kinds = (("data-source-text", "body"), ("data-added", "added"), ("data-note", "note"))
        kind = next((kind for name, kind in kinds if name in given), "")
        self._open.append((tag, kind))
        if kind == "note":
            self.notes.append("")

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        kinds = [kind for _, kind in self._open]
        if "body" not in kinds or "added" in kinds:
            return
        if "note" in kinds:
            self.notes[-1] += data
        else:
            self.text += data

    @property
    def parts(self) -> list[tuple[str, dict[str, str | None]]]:
        """The elements of the text itself: no link of a unit to itself, no mark of the words of a fact."""
        return [(tag, given) for tag, given in self.elements if _classes(given).isdisjoint(("neo", "tu"))]

    def ids(self) -> list[str]:
        """Every id of the page, in order; those of the words that facts were read from apart."""
        return [
            str(given["id"]) for _, given in self.elements if "id" in given and "tu" not in _classes(given)
        ]

    def links(self) -> list[str]:
        """Where the links of the page lead, in order."""
        return [given["href"] or "" for tag, given in self.elements if tag == "a" and "href" in given]
