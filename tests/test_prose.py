"""A text as Markdown: what is printed stays as printed, one fact a line."""

from __future__ import annotations

import re
from dataclasses import replace

import made_archive as made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown_text import Shown, archive, bare, html, page

from builder import prose
from builder.model import (
    Anchors,
    Block,
    Citation,
    Document,
    Footnote,
    Layout,
    Metadata,
    SourceText,
    Span,
    Target,
    Work,
    WorkId,
)


def work(*lines: str) -> Work:
    """A work whose text is *lines*, a block each."""
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block("paragraph", "body", (Span(at, at + len(line)),)))
        at += len(line) + 1
    layout = Layout(tuple(blocks), (), ())
    document = Document(SourceText("a.txt", "00", "utf-8", text), layout, Metadata(), (), ())
    return Work(WorkId("chua-ro", "chua-ro", "chua-ro", "ks-0000"), document, ())


def citing(text: str, words: str, target: Target) -> Work:
    """A work of one paragraph that cites with *words*."""
    plain = work(text)
    citation = Citation(made.span(text, words), words, "full")
    return replace(plain, document=replace(plain.document, citations=(citation,)), targets=(target,))


def bared(html_: str) -> str:
    """*html_* without the links of units to themselves and what lets their numbers hang in the margin."""
    return re.sub(r'<a class="neo"[^>]*></a>|<span class="so">([^<]*)</span>', r"\1", html_)


# Printed marks stay text

# What Markdown, HTML or the extensions of mkdocs.yml would act on, at the start of a line and inside it.
PRINTED = [
    "1. Các sở",
    "12. Các sở",
    "1986. Năm đổi mới",
    "1) Các sở",
    "- Sở Nội vụ",
    "+ Sở Nội vụ",
    "* Sở Nội vụ",
    "• Sở Nội vụ",
    "a) Tiếp công dân",
    "a. Tiếp công dân",
    "# Chương",
    "###### Chương",
    "Chương #",
    "=",
    "=====",
    "---",
    "- - -",
    "***",
    "* * *",
    "___",
    "> trích",
    "    code",
    "\tcode",
    "```",
    "``` python",
    "~~~",
    "`x`",
    "**đậm**",
    "*nghiêng*",
    "__đậm__",
    "_nghiêng_",
    "a_b_c",
    "a*b",
    "(*)",
    "5 * 3",
    "~~xoá~~",
    "2^3^",
    "$x$",
    "| a | b |",
    "a | b",
    "|---|---|",
    "[a](b)",
    "[a][b]",
    "[a]: http://b",
    "[^1]",
    "[^1]: chú thích",
    "*[UBND]: Ủy ban",
    "![a](b.png)",
    "[TOC]",
    "{: #a }",
    "văn bản {: .a onclick=b }",
    "# Chương {: #a }",
    "{{ config }}",
    "{% raw %}",
    "{# không #}",
    '--8<-- "index.md"',
    "--8<--",
    ";--8<--",
    "<b>đậm</b>",
    "<script>alert(1)</script>",
    "<!-- không -->",
    "<?php ?>",
    "<![CDATA[x]]>",
    "</div>",
    "<http://a.vn>",
    "<a@b.vn>",
    "http://a.vn/b_c_d",
    "a@b.vn",
    "&amp;",
    "&#65;",
    "&lt;b&gt;",
    "&nbsp;",
    "A & B",
    "a < b > c",
    "\\",
    "\\*",
    "\\\\",
    "C:\\tep",
    ": nghĩa",
    "::: x",
    "!!! note",
    "??? note",
    "=== tab",
    '"trích"',
    "'trích'",
    "“trích”",
    "km²",
    "2",
    "-",
    "+",
    "1.",
    "I.",
    "klzzwxh:0001",
    "wzxhzdk:1",
    "  thụt",
    "số\u00a0liệu",
    "e\u0301",
    "𝕏 🇻🇳",
    "\ue000",
    "\x80\x9f",
    "Title: x",
    "{",
    "}",
    "[",
    "]",
    "(c)",
    "...",
    "--",
]


@pytest.mark.parametrize("printed", PRINTED)
@pytest.mark.parametrize("place", ["{}", "{} tiếp theo", "Trước {} sau"])
def test_printed_marks_stay_text(printed: str, place: str) -> None:
    """A line is one paragraph that shows exactly its words, whatever they mean elsewhere."""
    line = place.format(printed)
    shown = Shown(html(prose.body(work(line))))
    assert bare(shown.text) == bare(line)
    assert [tag for tag, _ in shown.parts] == ["p"]


@pytest.mark.parametrize("printed", PRINTED)
def test_lines_do_not_act_on_each_other(printed: str) -> None:
    """Three lines are three paragraphs, though two and a rule make a heading in Markdown."""
    shown = Shown(html(prose.body(work("Các sở", printed, "Các ban"))))
    assert bare(shown.text) == bare(f"Các sở{printed}Các ban")
    assert [tag for tag, _ in shown.parts] == ["p", "p", "p"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_escape_shows_the_words(words: str) -> None:
    """Escaped words, rendered, are the words again, and make no element."""
    shown = Shown(html(f"A {prose.escape(words)} B".replace("\u2028", " ").replace("\u2029", " ")))
    assert bare(shown.text) == bare(f"A{words}B")
    assert [tag for tag, _ in shown.parts] == ["p"]


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("Điều 1. Phạm vi", "Điều 1. Phạm vi"),
        ("Số: 06/CT-UBND", "Số: 06/CT-UBND"),
        ("“Một cửa” – 50%", "“Một cửa” – 50%"),
        ("a < b", "a &lt; b"),
        ("A & B", "A &amp; B"),
        ("*", "&#42;"),
    ],
)
def test_escape_touches_nothing_else(words: str, escaped: str) -> None:
    """Ordinary words are left as they are, so that the Markdown can be read too."""
    assert prose.escape(words) == escaped


def test_a_very_long_paragraph_is_whole() -> None:
    """A paragraph of 60,000 letters is cut for the renderer, and loses none of them."""
    line = " ".join(f"từ{n}" for n in range(8_000))
    shown = Shown(html(prose.body(work(line))))
    assert bare(shown.text) == bare(line)


def test_a_cut_falls_between_words() -> None:
    """Where a very long paragraph is cut, no word is parted."""
    line = " ".join(f"từ{n}" for n in range(8_000))
    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", bared(html(prose.body(work(line)))), re.DOTALL)
    assert len(paragraphs) > 1
    assert " ".join(" ".join(paragraphs).split()) == line


# Layout and anchors


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("1. Một.\n2. Hai.", ["khoan-1", "khoan-2"]),
        ("1. Một.\na) Ý.\nb) Ý.", ["khoan-1", "khoan-1-diem-a", "khoan-1-diem-b"]),
        ("1. Một.\nd) Ý.\nđ) Ý.", ["khoan-1", "khoan-1-diem-d", "khoan-1-diem-dd"]),
        ("1. Một.\n1.1. Ý.", ["khoan-1", "khoan-1-1"]),
        ("I. MỘT\n1. Ý.", ["muc-i", "muc-i-khoan-1"]),
        ("A. MỘT\nI. HAI\n1. Ba.", ["phan-a", "phan-a-muc-i", "phan-a-muc-i-khoan-1"]),
        ("Chương I\nMỘT\nĐiều 1. Hai\n1. Ba.", ["chuong-i", "chuong-i-doan-1", "dieu-1", "dieu-1-khoan-1"]),
        ("Câu một.\nCâu hai.", ["doan-1", "doan-2"]),
        ("Câu.\n1. Một.\nCâu.\nCâu.", ["doan-1", "khoan-1", "khoan-1-doan-1", "khoan-1-doan-2"]),
        ("1. Một.\nCâu.\n2. Hai.\nCâu.", ["khoan-1", "khoan-1-doan-1", "khoan-2", "khoan-2-doan-1"]),
        ("1. Một.\n2. Hai.\n1. Lại.", ["khoan-1", "khoan-2", "khoan-1--2"]),
    ],
)
def test_anchors(text: str, anchors: list[str]) -> None:
    """Each unit has the anchor of its printed numbering; what has none is counted in its unit."""
    assert Shown(page(archive(text).works[0])).ids() == anchors


TITLE = "QUY CHẾ\nVề tiếp công dân\n\n"


@pytest.mark.parametrize(
    ("text", "tag", "words"),
    [
        (f"{TITLE}Chương II\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nMột.", "h2", "Chương II"),
        (f"{TITLE}Chương II\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nMột.", "h3", "Điều 1. Phạm vi"),
        (f"{TITLE}Điều 1. Phạm vi\nMột.", "h2", "Điều 1. Phạm vi"),
        ("I. KẾT QUẢ ĐẠT ĐƯỢC\n1. Một.", "h2", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        ("I. KẾT QUẢ\n1. Sở Nội vụ\na) Một;\nb) Hai.\n2. Ba.", "h3", "1. Sở Nội vụ"),
    ],
)
def test_titles_of_units_are_headings(text: str, tag: str, words: str) -> None:
    """A unit with a title is a heading, one level below what holds it: none is skipped (WCAG 2.2, 1.3.1)."""
    assert re.search(rf"<{tag} [^>]*>{words}</{tag}>", bared(page(archive(text).works[0])))


def test_printed_lines_of_the_head_say_what_they_are() -> None:
    """The number, the place and date, the type and the trích yếu are set as the official form sets them."""
    html_ = page(made.directive())
    assert re.search(r'<div class="hai-cot">\s*<div class="trai">\s*<p class="phan-dau co-quan">', html_)
    for css, words in [
        ("so-hieu", "Số: 06/CT-UBND"),
        ("ngay-thang", "An Mẫu, ngày 16 tháng 4 năm 2018"),
        ("ten-loai", "CHỈ THỊ"),
        ("co-quan", "ỦY BAN NHÂN DÂN TỈNH AN MẪU"),
        ("ten-nguoi-ky", "Nguyễn Văn Mẫu"),
    ]:
        printed = re.findall(rf'<p class="[^"]*\b{css}\b[^"]*">.*?</p>', html_, re.DOTALL)
        assert words in [Shown(p).text for p in printed], css


TABLE = "Các số liệu như sau:\n| Xã | Số lượt | * |\n|---|---|---|\n| A | 12 | 1. x |\n| [B](c) | 30% |\nHết."


def test_a_table_is_a_table() -> None:
    """Rows that belong together are one table; each cell shows its words, no cell is made a heading."""
    html_ = page(archive(TABLE).works[0])
    cells = [Shown(cell).text.strip() for cell in re.findall(r"<td>(.*?)</td>", html_, re.DOTALL)]
    assert cells == ["Xã", "Số lượt", "*", "A", "12", "1. x", "[B](c)", "30%", ""]
    assert bare("".join(Shown(c).text for c in re.findall(r"<th>(.*?)</th>", html_, re.DOTALL))) == ""
    assert html_.count("<table>") == 1


def test_paragraphs_around_a_table_stay_apart() -> None:
    """What stands before and after a table is no row of it."""
    html_ = bared(page(archive(TABLE).works[0]))
    assert re.search(r"<p [^>]*>Các số liệu như sau:</p>\s*<div [^>]*class=\"bang\"[^>]*>\s*<table>", html_)
    assert re.search(r"</table>\s*</div>\s*<p [^>]*>Hết\.</p>", html_)


# Citations

HELD = Target("held", "/vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/")
PINPOINT = replace(HELD, fragment="khoan-2-diem-dd")
WORDS = "Chỉ thị số 06/CT-UBND"


@pytest.mark.parametrize(
    ("target", "element"),
    [
        (HELD, ("a", "co-trong-kho", "../../../../ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/index.md")),
        (
            PINPOINT,
            (
                "a",
                "co-trong-kho",
                "../../../../ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/index.md#khoan-2-diem-dd",
            ),
        ),
        (Target("outside"), ("span", "ngoai-kho", None)),
        (Target("unknown"), ("a", "chua-ro", "#muc-dan-chieu-1")),
        (
            Target("ambiguous", candidates=("/vb/a/b/c/d/", "/vb/a/b/c/e/")),
            ("a", "nhieu-kha-nang", "#muc-dan-chieu-1"),
        ),
    ],
)
def test_only_a_settled_citation_is_a_link(target: Target, element: tuple[str, str, str | None]) -> None:
    """A held target is linked, at its unit; what is outside is marked and leads nowhere.

    What is not settled leads to what the page says of it, never to one of the candidates.
    """
    shown = Shown(html(prose.body(citing(f"Thực hiện {WORDS} ấy.", WORDS, target))))
    tag, given = shown.parts[1]
    assert (tag, given["class"], given.get("href")) == (element[0], f"dan-chieu {element[1]}", element[2])
    assert given["id"] == "dan-chieu-1"
    assert bare(shown.text) == bare(f"Thực hiện {WORDS} ấy.")


@pytest.mark.parametrize(
    "words",
    [
        "[a](b)",
        "<b>06</b>/CT",
        "x](javascript:alert(1))",
        '"><i>',
        "{: onclick=x }",
        "`a`",
        "</span>",
        "](#a){: #b }",
    ],
)
@pytest.mark.parametrize("target", [HELD, Target("outside")])
def test_words_of_a_citation_stay_words(words: str, target: Target) -> None:
    """Words that would close or replace the link are shown inside it."""
    shown = Shown(html(prose.body(citing(f"Theo {words} ấy", words, target))))
    assert [tag for tag, _ in shown.parts] == ["p", "a" if target is HELD else "span"]
    assert not [name for _, given in shown.parts for name in given if name.startswith("on")]
    assert bare(shown.text) == bare(f"Theo {words} ấy")


def test_citations_are_numbered_in_order() -> None:
    """Each mention has its own id, `dan-chieu-1`: lists of what cites lead to the very words."""
    shown = Shown(page(made.directive()))
    ids = [name for name in shown.ids() if name.startswith("dan-chieu")]
    assert ids == ["dan-chieu-1", "dan-chieu-2", "dan-chieu-3", "dan-chieu-4"]


@pytest.mark.parametrize(
    ("sentence", "href"),
    [
        ("quy định tại khoản 1 Chỉ thị này", "#khoan-1"),
        ("theo điểm đ khoản 1 Chỉ thị này", "#khoan-1-diem-dd"),
    ],
)
def test_a_pinpoint_in_the_text_itself_leads_there(sentence: str, href: str) -> None:
    """`khoản 1 Chỉ thị này` leads to khoản 1 of this very page."""
    text = f"CHỈ THỊ\nVề việc mẫu\n1. Một.\nđ) Ý.\n2. Thực hiện {sentence}."
    assert href in Shown(page(archive(text).works[0])).links()


# Notes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giao các sở¹ làm.\n¹ Ghi chú.", ["1"]),
        ("Giao¹ các sở² làm.\n¹ Ghi chú.\n² Ghi chú.", ["1", "2"]),
        ("Giao các sở¹² làm.\n¹² Ghi chú.", ["12"]),
        ("Giao các sở[3] làm.\n[3] Ghi chú.", ["3"]),
        ("Giao các sở¹ làm.\n¹ Trang một.\n\nGiao các ban¹ làm.\n¹ Trang hai.", ["1", "1--2"]),
        ("Chỉ thị số 06/CT-UBND ngày 16/4/2018¹ của UBND tỉnh\n¹ Ghi chú.", ["1"]),
        ("Diện tích 3.849 km² đất.\n² là chữ của dòng này.", []),
    ],
)
def test_notes_link_both_ways(text: str, names: list[str]) -> None:
    """The mark leads to its note and the note back to its mark; marks keep their printed figures."""
    shown = Shown(page(archive(text).works[0]))
    back = [given["href"] for _, given in shown.parts if given.get("class") == "quay-lai"]
    there = [given["href"] for _, given in shown.parts if given.get("class") == "tham-chieu"]
    assert there == [f"#chu-thich-{name}" for name in names]
    assert back == [f"#tham-chieu-{name}" for name in names]
    assert {link[1:] for link in (*there, *back) if link} <= set(shown.ids())


def test_a_note_stands_after_its_paragraph() -> None:
    """A note that interrupted a page stands after the paragraph that refers to it, with its own mark."""
    page_one = "Giao các sở¹ phối hợp với các địa phương làm tốt việc này, báo cáo\n¹ Trừ Sở Mẫu."
    text = f"{page_one}\n\nthường xuyên về tỉnh.\nHết."
    html_ = page(archive(text).works[0])
    shown = [Shown(p) for p in re.findall(r"<p.*?</p>", html_, re.DOTALL)]
    paragraphs = [(s.text + "".join(s.notes)).strip() for s in shown]
    assert paragraphs == [
        "Giao các sở¹ phối hợp với các địa phương làm tốt việc này, báo cáo thường xuyên về tỉnh.",
        "¹ Trừ Sở Mẫu.",
        "Hết.",
    ]


def test_a_note_inside_a_citation_parts_no_link() -> None:
    """A reference in the middle of a mention is its own link, for a link cannot hold another."""
    text = "Theo Chỉ thị số 06/CT-UBND ngày 16/4/2018¹ của UBND tỉnh."
    base = citing(text, text[5:-1], HELD)
    mark = made.span(text, "¹")
    note = Footnote("¹", Span(len(text) + 1, len(text) + 9), mark)
    source = replace(base.document.source, text=f"{text}\n¹ Ghi ch.")
    layout = replace(base.document.layout, footnotes=(note,))
    shown = Shown(
        html(prose.body(replace(base, document=replace(base.document, source=source, layout=layout))))
    )
    assert [given.get("class") for tag, given in shown.parts if tag == "a"] == [
        "dan-chieu co-trong-kho",
        "tham-chieu",
        "quay-lai",
    ]
    assert bare(shown.text) == bare(text)


# Published anchors


def test_former_anchors_stay_on_their_paragraph() -> None:
    """The first anchor is the paragraph's own id, each former one that of an empty element inside it."""
    plain = work("Các sở làm.", "1. Các huyện làm.")
    anchors = (Anchors(0, ("doan-1", "khoan-7")), Anchors(12, ("doan-9",)))
    shown = Shown(html(prose.body(replace(plain, document=replace(plain.document, anchors=anchors)))))
    assert shown.ids() == ["doan-1", "khoan-7", "doan-9"]
    assert bare(shown.text) == bare(plain.document.source.text)


def test_a_row_of_a_table_keeps_a_former_anchor() -> None:
    """A paragraph that became a row of a table is found by its anchor there."""
    text = "a  b\nc  d"
    rows = tuple(
        Block("row", "body", (Span(at, at + 4),), ((Span(at, at + 1),), (Span(at + 3, at + 4),)))
        for at in (0, 5)
    )
    plain = work("a  b", "c  d")
    document = replace(plain.document, layout=Layout(rows, (), ()), anchors=(Anchors(5, ("doan-2",)),))
    assert document.source.text == text
    shown = Shown(html(prose.body(replace(plain, document=document))))
    assert shown.ids() == ["doan-2"]


def test_a_work_that_is_only_cited_is_linked_and_told_apart() -> None:
    """The link to the page of a work that no text holds says so in its class and its title."""
    target = Target("outside", "/vb/chinh-phu/nghi-dinh/2020/30-2020-nd-cp/")
    shown = Shown(html(prose.body(citing("Theo Nghị định 30.", "Nghị định 30", target))))
    [link] = [given for tag, given in shown.parts if tag == "a"]
    assert str(link["href"]).endswith("chinh-phu/nghi-dinh/2020/30-2020-nd-cp/index.md")
    assert link["title"] == "Văn bản chưa có trong kho"
    assert str(link["class"]).split() == ["dan-chieu", "ngoai-kho"]
