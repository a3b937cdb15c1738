"""The Markdown that the builder writes is made HTML in one pass, and comes out as MkDocs has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.pages import Page

from builder.model import ArchiveSettings
from builder.prose import escape
from builder.prose.escaping import guarded
from builder.shelf import Shelf
from builder.site import config, plain
from builder.site.config import listening
from builder.site.rendering import Renderer

ROOT = Path(__file__).resolve().parent.parent
HERE = "vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/index.md"
THERE = "vb/ubnd-tinh-an-mau/chi-thi/2018/07-ct-ubnd/index.md"
NAV = ("tim", "tra", "dong-thoi-gian", "co-quan", "loai", "chu-de", "nam")
OWN = {"index.md", "gioi-thieu.md", *(f"{name}/index.md" for name in NAV)}
FILES = {HERE, THERE, "templates/index.md", "nhap.inc", *OWN}

# (Markdown as the builder writes it, its HTML)
FORMS = [
    ("Số: 06/CT-UBND\n{: .phan-dau .so-hieu }", '<p class="phan-dau so-hieu">Số: 06/CT-UBND</p>'),
    ("Hà Nội, &#42; &amp;", "<p>Hà Nội, &#42; &amp;</p>"),
    (
        '<span class="so">1.</span> Giao Sở<a class="neo" data-added href="#khoan-1"></a>\n{: #khoan-1 .n }',
        '<p class="n" id="khoan-1"><span class="so">1.</span> Giao Sở'
        '<a class="neo" data-added href="#khoan-1"></a></p>',
    ),
    (
        'Theo [Chỉ thị 07](../07-ct-ubnd/index.md#khoan-2){: #dan-chieu-1 .d .co title="Có trong kho" };',
        '<p>Theo <a class="d co" href="../07-ct-ubnd/#khoan-2" id="dan-chieu-1" title="Có trong kho">'
        "Chỉ thị 07</a>;</p>",
    ),
    ("## Điều 5. Hiệu lực {: #dieu-5 .noi-dung }", '<h2 class="noi-dung" id="dieu-5">Điều 5. Hiệu lực</h2>'),
    (
        '<div class="hai-cot" markdown="1">\n\n<div class="trai" markdown="1">\n\nSở\n\n</div>\n\n</div>',
        '<div class="hai-cot">\n<div class="trai">\n<p>Sở</p>\n</div>\n</div>',
    ),
    (
        "|  |  |\n| --- | --- |\n| <span id=\"a\"></span>Xã | 5 |",
        "<table>\n<thead>\n<tr>\n<th></th>\n<th></th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td><span id="a"></span>Xã</td>\n<td>5</td>\n</tr>\n</tbody>\n</table>',
    ),
]  # fmt: skip
# What means something else, or might.
OTHER = [
    "1. một", "- một", "# Một", "a *b*", "a `b`", "<b>a</b>", "a\nb", "a  \n{: .b }", "\ta", "a\tb", "a\\*",
    "[a][b]", "[a]: b", "![a](b)", "a {: .b }", "<div>a</div>", '<div class="a" markdown="1">\n\na', "</div>",
    '<div class="a" markdown="1">\n\n</div>', "<span>a", "| a |", "|  |  |\n| --- | --- |\n| a |", "a\n\n\nb",
    "## Một", "Một\n===", "> a", "a < b", "a & b", "\u00a0a", "[a](b c)", '[a](b "c")', "--8<-- \"a\"",
    "a\n{: .b onclick=\"c\" }", '<p class="a">b</p>', "::: a", "~~~", "---", "    a", "[TOC]",
    '<a id="">a</a>', '<a name="b">a</a>', "a b [c](d){: .e}",
]  # fmt: skip


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """MkDocs with the project's own settings, and the files that links may lead to."""
    folder = tmp_path_factory.mktemp("plain")
    for name in FILES:
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Kho\n")
    with listening():
        configured = config.load(folder / "docs", folder / "site", ArchiveSettings(title="Kho"), ROOT)
        return Renderer(configured, FILES, sorted(OWN), Shelf(folder / "shelf"))


def page(renderer: Renderer, text: str) -> Page:
    file = renderer.files.get_file_from_path(HERE)
    assert file is not None
    made = Page(None, file, renderer.config)
    made.meta, made.markdown = {}, text
    return made


def outline(items: object) -> object:
    return [(i.title, i.id, i.level, outline(i.children)) for i in items]  # type: ignore[attr-defined]


def both(renderer: Renderer, text: str) -> tuple[object, object]:
    """What is made of *text* here, None if it is left to MkDocs, and what MkDocs makes of it."""
    said: list[object] = []
    for make in (renderer._rendered_plain, renderer._rendered):
        one = page(renderer, text)
        with listening() as heard:
            found = make(one)
        said.append(found and (one.content, outline(one.toc), one._title_from_render, found, list(heard)))
    return said[0], said[1]


@pytest.mark.parametrize(("text", "html"), FORMS)
def test_each_form_of_the_builder(renderer: Renderer, text: str, html: str) -> None:
    """A form that the builder writes becomes its HTML, which is also what MkDocs makes of it."""
    ours, theirs = both(renderer, text + "\n")
    assert ours == theirs
    assert isinstance(ours, tuple)
    assert ours[0] == html


@pytest.mark.parametrize("text", OTHER)
def test_other_forms_are_left_to_python_markdown(text: str) -> None:
    """What the builder does not write, or what could mean something else, is not touched."""
    assert plain.convert(text + "\n", str) is None


WORDS = st.text(st.sampled_from("aĐ1 .,;:-+()/%“ \u00a0\u0085\u2028\u200b"), max_size=6)
ESCAPED = st.text(st.sampled_from("a 1.*_&<>[]{}|\\`~^$=@\"'#!-+:)"), max_size=8).map(escape)
LINKS = st.sampled_from([
    "[Chỉ thị](../07-ct-ubnd/index.md){: #dan-chieu-1 .d .n }", "[một](#dieu-1){: .c }", "[x](index.md)",
    "[hai](../07-ct-ubnd/index.md#khoan-1){: #dan-chieu-2 .d title=\"Văn bản &lt;\" }",
    "[mất](../x/index.md)",
    "[trên](../../../../../../x/index.md)", "[kho](../../../../../tra/index.md#a)",
    "[nhà](../../../../../index.md)",
    "[khắp](../../../../../nam/index.md)", "[mảnh](../../../../../nhap.inc)",
    "[khuôn](../../../../../templates/index.md)", "[rỗng]()",
    "[↩](#a){: .b data-added=\"1\" }",
    "[a&#42;b](#c)", "[ba](../07-ct-ubnd/)", "[đây](./index.md)",
])  # fmt: skip
TAGS = st.sampled_from([
    '<span id="tu-so" class="tu">06</span>', '<a class="neo" data-added href="#a" aria-label="b"></a>',
    '<span id="x"></span>', '<a id="y" href="#z">a&#42;</a>',
])  # fmt: skip
ODD = st.sampled_from(["<span>", "</span>", "</a>", '<a name="q"></a>', "\n", "  ", "!["])
PIECES = st.one_of(WORDS, ESCAPED, LINKS, TAGS)
LINES = st.lists(st.one_of(PIECES, PIECES, PIECES, ODD), min_size=1, max_size=5).map("".join)
ENDS = st.sampled_from(
    ["", "\n{: .a }", "\n{: #dieu-1 .a .b }", '\n{: #p data-note="1" }', " {: #h .c }", "\n{: }"]
)
PARAGRAPHS = st.tuples(st.sampled_from(["", "", "## ", "#### ", "# "]), LINES.map(guarded), ENDS).map("".join)
TABLES = st.lists(st.tuples(LINES, LINES), min_size=1, max_size=3).map(
    lambda rows: "\n".join(["|  |  |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)])
)
BLOCKS = st.one_of(
    PARAGRAPHS, PARAGRAPHS, TABLES, st.sampled_from(['<div class="trai" markdown="1">', "</div>", "</div>"])
)


@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_whatever_is_made_here_is_made_as_mkdocs_does(renderer: Renderer, blocks: Sequence[str]) -> None:
    """HTML, ids, links, headings and warnings are those of MkDocs, or the text is left to it."""
    ours, theirs = both(renderer, "\n\n".join(blocks) + "\n")
    assert ours is None or ours == theirs


# (extensions and settings that are not those of the project)
OTHERWISE = [
    {"markdown_extensions": ["toc", "tables", "fenced_code", "attr_list", "md_in_html"]},
    {"mdx_configs": {"toc": {"permalink": True}}},
]


@pytest.mark.parametrize("changed", OTHERWISE)
def test_other_settings_leave_all_to_mkdocs(renderer: Renderer, changed: dict[str, object]) -> None:
    """With the project's mkdocs.yml the forms are known; with other extensions they may mean otherwise."""
    assert plain.fits(renderer.config)
    before = {name: renderer.config[name] for name in changed}
    try:
        renderer.config.update(changed)
        assert not plain.fits(renderer.config)
    finally:
        renderer.config.update(before)
