"""A source is never trusted: what would run, load, link or nest elsewhere is shown as the words it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import chdir
from html.parser import HTMLParser
from pathlib import Path

import hostile_texts
import pytest
from hostile_texts import CORRECTED, NAMES, PAYLOADS
from shown_text import Shown, bare

from builder import cli, pipeline
from builder.model import Archive, Work
from builder.text import clean

_RAW = ("script", "style", "title")


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the words of those that hold no elements."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in _RAW:
            self.raw.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in _RAW:
            tag, words = self.raw[-1]
            self.raw[-1] = (tag, words + data)

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", {}))


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Archive]:
    """The hostile documents, published."""
    folder = tmp_path_factory.mktemp("thu-dich")
    (folder / "texts").mkdir()
    hostile_texts.write(folder / "texts")
    with chdir(root):
        command = ["build", "-q", "--source", str(folder / "texts"), "--site", str(folder / "site")]
        assert cli.main(command) == cli.INCOMPLETE
    return folder / "site", pipeline.gather([folder / "texts"])


def pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        yield str(path.relative_to(site)), path.read_text(encoding="utf-8")


def page(site: Path, work: Work) -> str:
    return (site / work.url.strip("/") / "index.html").read_text(encoding="utf-8")


def work(archive: Archive, number: int) -> Work:
    return next(w for w in archive.works if w.document.source.path == f"{number:02}.txt")


# What no page of the site holds


def test_no_page_has_a_script_of_a_source(built: tuple[Path, Archive], built_site: Path) -> None:
    """The scripts of the site are those of the specimens' site, apart from the data of each document."""
    ours = {words for _, html in pages(built_site) for _, words in Elements(html).raw}
    for name, html in pages(built[0]):
        elements = Elements(html)
        kinds = [str(given.get("type")) for tag, given in elements.found if tag == "script"]
        data = [kind for kind in kinds if "json" in kind]
        scripts = [words for tag, words in elements.raw if tag != "title"]
        other = [words for words in scripts if words not in ours]
        assert len(other) <= len(data), (name, other)
        assert not [words for words in other if not words.strip().startswith("{")], name


@pytest.mark.parametrize("tag", ["iframe", "base", "object", "embed", "textarea", "template", "video"])
def test_no_page_has_an_element_of_a_source(built: tuple[Path, Archive], tag: str) -> None:
    """No frame, no other base, no embedded thing stands in any page; /tra/ has one box of its own."""
    own = {"tra/index.html": ["textarea"]}
    for name, html in pages(built[0]):
        found = [element for element, _ in Elements(html).found if element == tag]
        assert found == [element for element in own.get(name, []) if element == tag], name


# Attributes that load or lead, and what leads off the site: browsers take control signs and case for nothing.
LEADING = ("href", "src", "action", "formaction", "xlink:href", "srcset", "poster", "data")
FOREIGN = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def test_no_page_has_a_handler_or_a_foreign_address(built: tuple[Path, Archive]) -> None:
    """No element has an `on…` attribute, a `javascript:` link, or an address of another host."""
    for name, html in pages(built[0]):
        for tag, given in Elements(html).found:
            assert not [a for a in given if a.startswith("on")], (name, tag, given)
            for value in filter(None, map(given.get, LEADING)):
                assert value == "data:," or not FOREIGN.match(value), (name, value)
            assert given.get("http-equiv") != "refresh", name


def test_templates_are_not_run(built: tuple[Path, Archive]) -> None:
    """Braces stay braces: nothing of the settings, of a page or of an arithmetic shows."""
    site, archive = built
    shown = Shown(page(site, work(archive, 25)), whole_page=True)
    assert bare("{{ config.site_name }} {{ 7*7 }} {% include 'main.html' %} {# x #}") in bare(shown.text)
    assert bare("{% raw %}{{ page.meta }}{% endraw %}") in bare(_visible(page(site, work(archive, 26))))
    assert not [name for name, html in pages(site) if "MkDocsConfig" in html]


def test_a_snippet_of_a_source_takes_in_no_file(built: tuple[Path, Archive]) -> None:
    """`--8<-- "gioi-thieu.md"` in a source is its words, not that page."""
    site, archive = built
    shown = Shown(page(site, work(archive, 28)), whole_page=True)
    assert bare('--8<-- "gioi-thieu.md"') in bare(shown.text)


def test_front_matter_of_a_source_is_text(built: tuple[Path, Archive]) -> None:
    """A text that begins with `---` keeps its page, its template and its record."""
    site, archive = built
    html = page(site, work(archive, 99))
    assert "data-source-text" in html
    assert 'class="kho-ho-so"' in html
    assert bare("template: 404.html") in bare(Shown(html, whole_page=True).text)
    assert "<title>hỏng" not in html


# What the pages show


@pytest.mark.parametrize("number", range(1, len(PAYLOADS) + 1))
class TestShown:
    def test_text(self, built: tuple[Path, Archive], number: int) -> None:
        """Every word of the source stands on the page, the hostile ones among them, in order."""
        site, archive = built
        held = work(archive, number)
        layout, source = held.document.layout, held.document.source.text
        gone = {at for s in (*layout.dropped, *layout.footnotes) for at in range(s.span.start, s.span.end)}
        shown = Shown(page(site, held), whole_page=True)
        assert bare(shown.text) == bare("".join(c for at, c in enumerate(source) if at not in gone))
        assert len(shown.notes) == len(layout.footnotes)

    def test_record(self, built: tuple[Path, Archive], number: int) -> None:
        """The heading and the record show the trích yếu, recipients and addressees as they were read."""
        site, archive = built
        held = work(archive, number)
        words = bare(_visible(page(site, held)))
        record = held.document.metadata
        assert record.subject is not None
        for value in (record.subject.value[1:], *record.recipients, *record.addressees):
            assert bare(value) in words, value

    @pytest.mark.parametrize("path", ["loai/chi-thi", "nam/2024", "co-quan/ubnd-tinh-an-mau"])
    def test_lists(self, built: tuple[Path, Archive], number: int, path: str) -> None:
        """Lists show the trích yếu as words; so does the timeline, whose script is tried in a browser."""
        site, archive = built
        subject = work(archive, number).document.metadata.subject
        assert subject is not None
        html = (site / path / "index.html").read_text(encoding="utf-8")
        assert bare(subject.value[1:]) in bare(_visible(html))

    def test_title_and_data(self, built: tuple[Path, Archive], number: int) -> None:
        """The title begins with the document's name; the data for search engines is one whole object."""
        site, archive = built
        held = work(archive, number)
        html = page(site, held)
        title = next(words for tag, words in Elements(html).raw if tag == "title")
        assert title.startswith(f"Chỉ thị số {number:02}/CT-UBND")
        data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert data is not None
        subject = held.document.metadata.subject
        assert subject is not None
        assert bare(subject.value[1:]) in bare(json.loads(data.group(1))["name"])


def test_home_shows_the_latest(built: tuple[Path, Archive]) -> None:
    """The home page lists hostile titles as words."""
    html = (built[0] / "index.html").read_text(encoding="utf-8")
    words = bare(_visible(html))
    listed = [p for p in PAYLOADS if bare(clean(p)) and bare(f"Về việc mẫu {clean(p)}") in words]
    assert listed


def _visible(html: str) -> str:
    """The words of a page outside scripts and styles."""
    body = html[html.index("<body") :]
    parser = _Words()
    parser.feed(body)
    parser.close()
    return parser.words


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words, self._silent = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words += data


# Names of files, and what a clerk put in


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_are_words(built: tuple[Path, Archive], name: str) -> None:
    """A file's name is shown in its record; that of a file left out on the page on data."""
    site, archive = built
    held = next(w for w in archive.works if w.document.source.path == f"{name}.txt")
    assert bare(f"{name}.txt") in bare(_visible(page(site, held)))
    left = (site / "du-lieu" / "index.html").read_text(encoding="utf-8")
    assert bare(f"rong {name}.txt") in bare(_visible(left))


def test_a_name_that_is_no_unicode_is_shown(built: tuple[Path, Archive]) -> None:
    """A file whose name is not UTF-8 is published like the others."""
    site, archive = built
    [held] = [w for w in archive.works if w.id.number == "60-ct-ubnd"]
    assert "data-source-text" in page(site, held)


@pytest.mark.parametrize("field", CORRECTED)
def test_corrected_fields_are_words(built: tuple[Path, Archive], field: str) -> None:
    """Whatever a correction puts into a field is shown as words, on its page and in the lists."""
    site, archive = built
    held = next(w for w in archive.works if w.document.source.path == "sua.txt")
    assert bare(f"{field} {PAYLOADS[1]}")[1:] in bare(_visible(page(site, held)))


def test_addresses_are_plain(built: tuple[Path, Archive]) -> None:
    """No address of a hostile document holds anything but small letters, digits and hyphens."""
    assert not [w.url for w in built[1].works if not re.fullmatch(r"/vb(/[a-z0-9-]+){4}/", w.url)]
