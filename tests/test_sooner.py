"""What is done sooner than MkDocs, Jinja and Python-Markdown do it comes out as they have it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.structure.pages import _RawHTMLPreprocessor
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter

from builder.database import sealed
from builder.site import sooner
from builder.site.compiled import Compiled
from builder.site.converting import Converter, ids

SEGMENTS = st.sampled_from(
    "vb ubnd-tinh-an-mau chi-thi 2018 06-ct-ubnd assets khung.css index.html x.y".split()
)
FOLDERS = st.lists(SEGMENTS, min_size=1, max_size=6).map(lambda parts: "/".join(parts) + "/")
ADDRESSES = st.one_of(FOLDERS, FOLDERS.map(lambda folder: folder.rstrip("/")))
ODD = st.sampled_from(
    [
        "",
        ".",
        "..",
        "../a/",
        "./a",
        "a//b",
        "/a",
        "#a",
        "a#b",
        "https://a.vn/",
        "a\\b",
        "a b",
        "hỏi/",
        "-",
        "a/../b",
    ]
)


def of_mkdocs() -> Environment:
    """A Jinja environment as MkDocs has it."""
    env = Environment(auto_reload=False)
    env.filters["url"] = url_filter
    return env


@given(FOLDERS, ADDRESSES)
def test_an_address_is_written_as_mkdocs_writes_it(here: str, there: str) -> None:
    """Seen from a page, each plain address has the dots and the slash that MkDocs gives it."""
    assert sooner.relative(there, here) == normalize_url(there, SimpleNamespace(url=here))  # type: ignore[arg-type]


# Odd pages too: the home page, a page that is a file, none at all.
@given(
    st.one_of(FOLDERS, st.sampled_from(["", "404.html", "%C4%91/", "a//"])),
    st.one_of(ADDRESSES, ODD),
    st.booleans(),
)
@pytest.mark.filterwarnings("ignore")
def test_the_filter_of_addresses_is_that_of_mkdocs(here: str, there: str, page: bool) -> None:
    """Whatever a template prints as an address, plain or not, comes out the same."""
    context = {"page": SimpleNamespace(url=here) if page else None, "base_url": ".", "there": there}
    ours, theirs = (
        env.from_string("{{ there | url }}") for env in (sooner.environment(of_mkdocs()), of_mkdocs())
    )
    assert ours.render(context) == theirs.render(context)


# (template, what it is given)
TEMPLATES = [
    ("{{ row.name }}|{{ row.missing }}|{{ row.missing is defined }}", {"row": {"name": "Chỉ thị"}}),
    ("{{ row.items is callable }}|{{ row['items'] }}", {"row": {"items": "khoản"}}),
    (
        "{% for v in row['values'] %}{{ v }}{% endfor %}{{ row.values is callable }}",
        {"row": {"values": [1, 2]}},
    ),
    ("{{ row.name is none }}{{ row.name | e }}", {"row": {"name": None}}),
    ("{{ row | e }}|{{ row | e | e }}|{{ (row | e) ~ row }}", {"row": "a & <b> \"c\" 'd'"}),
    ("{{ row | e }}|{{ row | e | e }}|{{ ((row | e) + '<i>') }}|{{ 7 | e }}", {"row": "06/CT-UBND"}),
    ("{{ row.year }}", {"row": SimpleNamespace(year=2018)}),
]


@pytest.mark.parametrize(("template", "given"), TEMPLATES)
def test_rows_and_words_are_read_as_jinja_reads_them(template: str, given: dict[str, object]) -> None:
    """A field, a missing one, one with the name of a method, and escaped words print the same."""
    ours, theirs = sooner.environment(of_mkdocs()), of_mkdocs()
    assert ours.from_string(template).render(given) == theirs.from_string(template).render(given)


def _compiling(folder: Path, words: str) -> tuple[str, int]:
    """What the template `t.html` with *words* prints, and how many templates were compiled for that."""
    env = Environment(loader=DictLoader({"t.html": words}), bytecode_cache=Compiled(folder))
    compiled: list[str] = []
    make = env.compile

    def noted(source: Any, *more: Any) -> Any:
        compiled.append(source)
        return make(source, *more)

    env.compile = noted  # type: ignore[method-assign]
    return env.get_template("t.html").render(row="Chỉ thị"), len(compiled)


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """Until its words are others; for those it is compiled again, and they are printed."""
    assert _compiling(tmp_path, "a {{ row }}") == ("a Chỉ thị", 1)
    assert _compiling(tmp_path, "a {{ row }}") == ("a Chỉ thị", 0)
    assert _compiling(tmp_path, "b {{ row }}") == ("b Chỉ thị", 1)
    assert _compiling(tmp_path, "b {{ row }}") == ("b Chỉ thị", 0)


@pytest.mark.parametrize("at", [0, 2, 10, 50, -40, -1])
def test_a_compiled_template_may_be_broken(tmp_path: Path, at: int) -> None:
    """It is compiled again, and none that another builder compiled is used."""
    _compiling(tmp_path, "a {{ row }}")
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    content = bytearray(kept.read_bytes())
    content[at] ^= 0x11
    for spoilt in (bytes(content), content[:at] if at > 0 else b"", sealed(b"\x00" * 40 + content[44:])):
        kept.write_bytes(spoilt)
        assert _compiling(tmp_path, "a {{ row }}") == ("a Chỉ thị", 1)


# Pieces of Markdown and HTML, sound and broken, as the builder writes them and as it never would.
PIECES = st.sampled_from([
    "Điều 5", " khoản 2 ", "[Chỉ thị](b.md)", "[a]", "[a][b]", "![x](y)", "![x][b]", "[b]: http://x", "`c`",
    "``", "\\*", "\\", "*e*", "**s**", "_u_", "__", "***", "_*", "<b>", "</b>", '<span id="x" class="tu">',
    "</span>", '<a name="q">', "<a name='q'>", "</a>", '<a href="#a&amp;b" id="c&amp;d">', "<!-- c -->",
    "<script>", "</script>", '<div markdown="1">', "</div>", "&amp;", "&#42;", "&", "<http://a.b>", "<m@x.y>",
    "  \n", "\n", "\n\n", "| a | b |\n|---|---|\n| c | d |", "# h", "{: #id .c }", '{: title=" id=" }', "1. ",
    "- ", "```\n", "x < y", '<p title=" id=" b="c">', "<?php ?>", "<![CDATA[ ]]>", "<textarea>", "\x02",
    "\x03klzzwxh:0001", "[", "]", "![",
])  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n"])), max_size=14).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "fenced_code"]


def converted(converter: markdown.Markdown, text: str) -> object:
    """HTML and the ids of raw HTML, as MkDocs asks for both; or how it failed."""
    raw = _RawHTMLPreprocessor()
    converter.reset()
    raw._register(converter)
    try:
        return converter.convert(text), raw.present_anchor_ids
    except Exception as error:
        return repr(error)


@given(TEXTS)
def test_markdown_is_converted_as_python_markdown_does(text: str) -> None:
    """A text of any pieces gives the same HTML and the same ids, page after page of one converter."""
    assert converted(OURS, text) == converted(markdown.Markdown(extensions=EXTENSIONS), text)


OURS = Converter(extensions=EXTENSIONS)


# (HTML, its ids; None: left to a parser)
TAGS = [
    ('<span id="tu-so" class="tu">06</span>', {"tu-so"}),
    ('<a name="cu"></a><p name="khong"></p>', {"cu"}),
    ("không có thẻ nào", set()),
    ("3 < 5", None),
    ("<script>x</script>", None),
    ('<p id="a&amp;b"></p>', None),
    ("<p id=a></p>", None),
]


@pytest.mark.parametrize(("text", "found"), TAGS)
def test_ids_of_plain_tags(text: str, found: set[str] | None) -> None:
    """The ids of tags as the builder writes them are read at once; anything else takes a parser."""
    assert ids(text) == found
