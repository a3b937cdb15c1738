"""The frame of built pages: how little it weighs, what a shared link says, what a server may forbid."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

# Header, navigation, footer and scripts of a page, in bytes of HTML.
MOST = 2048
# A specimen that is written in its text: source_texts/2024/chi-thi-06-2024-chuyen-doi-so.txt.
DIRECTIVE = "vb/ubnd-tinh-an-mau/chi-thi/2024/06-ct-ubnd/"
NAME = "Chỉ thị số 06/CT-UBND ngày 16/4/2024 của UBND tỉnh An Mẫu"
SUBJECT = (
    "Về đẩy mạnh chuyển đổi số và nâng cao chất lượng cung cấp dịch vụ công trực tuyến trên địa bàn tỉnh"
)
# What a page says of itself, each once: the record, for machines.
SELF = re.compile(
    r"<title>.*?</title>|<link [^>]*>|<meta (?:name=\"description\"|property)[^>]*>"
    r'|<script type="application/ld\+json">.*?</script>|<!--.*?-->',
    re.DOTALL,
)


def every_page(site: Path) -> list[Path]:
    return [p for p in sorted(site.rglob("*.html")) if "assets" not in p.parts]


def frame(page: str) -> str:
    """A page without its content and what it says of itself in its head."""
    before, rest = page.split("<main", 1)
    return SELF.sub("", before + rest.rsplit("</main>", 1)[1])


class Head(HTMLParser):
    """The title, and the content of each meta element by its name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.title, self.meta = "", dict[str, str]()
        self._in_title = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_title = tag == "title" and not self.title
        if tag == "meta" and given.get("content"):
            self.meta[given.get("property") or given.get("name") or ""] = given["content"] or ""

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


def test_frame_is_light(built_site: Path) -> None:
    """Header, navigation, footer and scripts of every page are at most 2 KB of HTML, notices included."""
    pages = every_page(built_site)
    assert len(pages) > 150
    # The page for wrong addresses carries its style in itself, because no other file can be found from there.
    heavy = {p: len(frame(p.read_text()).encode()) for p in pages if p.name != "404.html"}
    assert {str(p.relative_to(built_site)): n for p, n in heavy.items() if n > MOST} == {}


def test_no_page_runs_or_paints_by_itself(built_site: Path) -> None:
    """Scripts and styles come from files alone, so a server may forbid all others (script-src 'self')."""
    inline = re.compile(r"<script(?![^>]*(?:\bsrc=|ld\+json))|<style|\sstyle=\"|\son[a-z]+=\"", re.IGNORECASE)
    own = [p for p in every_page(built_site) if p.name != "404.html"]
    assert len(own) > 150
    assert [p for p in own if inline.search(p.read_text())] == []


def test_every_page_is_whole(built_site: Path) -> None:
    """Every page says its language and has one main landmark, title and h1, and a way past the header."""
    found = every_page(built_site)
    assert len(found) > 150
    for path in found:
        page = path.read_text()
        assert page.startswith('<!doctype html>\n<html lang="vi">'), path
        counts = [page.count(words) for words in ("<main", "<title>", "<h1", 'href="#noi-dung"')]
        assert counts == [1, 1, 1, 1], path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("og:title", f"{NAME}: {SUBJECT}"),
        ("og:type", "article"),
        ("og:locale", "vi_VN"),
        ("og:site_name", "Kho lưu trữ chỉ thị tỉnh An Mẫu (bản mẫu)"),
    ],
)
def test_shared_link_reads_well(built_site: Path, name: str, words: str) -> None:
    """A shared link shows type, number, date, issuer and trích yếu."""
    assert Head((built_site / DIRECTIVE / "index.html").read_text()).meta[name] == words


def test_title_and_description(built_site: Path) -> None:
    """The title begins as others cite the document, the description names it in full."""
    head = Head((built_site / DIRECTIVE / "index.html").read_text())
    assert head.title == f"{NAME}: {SUBJECT} – Kho lưu trữ chỉ thị tỉnh An Mẫu (bản mẫu)"
    assert head.meta["description"] == head.meta["og:description"]
    for words in (
        "Chỉ thị số 06/CT-UBND",
        "ngày 16 tháng 4 năm 2024",
        "Ủy ban nhân dân tỉnh An Mẫu",
        SUBJECT,
    ):
        assert words in head.meta["description"]


def test_every_document_says_what_it_is(built_site: Path) -> None:
    """No shared link is without a title and a description."""
    held = [path.parent / "index.html" for path in built_site.glob("vb/**/index.txt")]
    heads = {path: Head(path.read_text()) for path in built_site.glob("vb/**/index.html")}
    told = {path: head for path, head in heads.items() if head.meta.get("robots") != "noindex"}
    assert held and told.keys() >= {*held}
    assert [
        p for p, h in told.items() if not h.meta.get("og:title") or not h.meta.get("og:description")
    ] == []
