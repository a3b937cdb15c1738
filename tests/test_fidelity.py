"""Every word of a source stands on its page, in order, and nothing else: stated, then attacked."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from posixpath import relpath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shown_text import Shown, archive, bare, document, page

from builder import cli
from builder.model import Document, Metadata, Provision, Span
from builder.text import clean

# Invented, in the forms of Nghị định 30/2020/NĐ-CP and Hướng dẫn 36-HD/VPTW.
HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN MẪU
ỦY BAN NHÂN DÂN TỈNH AN MẪU          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH ỦY AN MẪU\tĐẢNG CỘNG SẢN VIỆT NAM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
| **SỞ NỘI VỤ** | **CỘNG HÒA** |
Số: 06/CT-UBND
Số:      /UBND-VX
Số 35-CT/TU
An Mẫu, ngày 16 tháng 4 năm 2018
An Mẫu, ngày      tháng 3 năm 2023
**CHỈ THỊ**
QUYẾT ĐỊNH
V/v rà soát việc tiếp công dân
Về tăng cường công tác dân vận của các cơ quan
HỎA TỐC
Kính gửi: Các sở, ban, ngành thuộc tỉnh""".split("\n")
BODY = """Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;
Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13;
Thực hiện Chỉ thị số 06/CT-UBND ngày 16/4/2018¹ của UBND tỉnh, Chủ tịch yêu cầu:
Theo các Công văn số 217/UBND-VX ngày 16/11/2018, số 218/UBND-VX ngày 17/11/2018² của UBND tỉnh
Phần thứ nhất
Chương II
Mục 1. QUY ĐỊNH CHUNG
I. KẾT QUẢ ĐẠT ĐƯỢC
B. PHƯƠNG HƯỚNG
Điều 1. Phạm vi điều chỉnh
Điều 2.
1. Các sở, ban, ngành tăng cường đối thoại với nhân dân.
1.1. Việc này làm trong quý II.
2) Ủy ban nhân dân các huyện báo cáo
3- Các đoàn thể phối hợp
a) Tiếp công dân đúng lịch;
đ) Trả lời kiến nghị trong 15 ngày.
- Giao Sở Nội vụ theo dõi [1];
+ Báo cáo trước ngày 15 hằng tháng
“Điều 5. Sửa đổi như sau:
a) Bãi bỏ điểm này”.
quy định tại khoản 2 Điều 1 Chỉ thị này và điểm đ khoản 3
¹ Theo số liệu của Sở Nội vụ.
² Xem Quyết định số 12/QĐ-UBND ngày 03/02/2017
[1] Ghi chú của đơn vị
3.849 km² và 5 m3
Đơn vị | Số lượt | Ghi chú
| Huyện Bến Thử | 12 | *tăng* |
Xã A\t12\t30%
|---|---|
2
- 3 -
Trang 4
CÔNG BÁO/Số 11 + 12/Ngày 20-01-2018
_______
-------
* * *
PHỤ LỤC I
Phụ lục 2
(Kèm theo Quyết định số 12/QĐ-UBND)""".split("\n")
# Pieces of several lines: notes with their references (one within a citation, one in a cell, one in
# another note), and a page that ends in the middle of a sentence.
PAGES = [
    "Theo Chỉ thị số 06/CT-UBND ngày 16/4/2018¹ của UBND tỉnh\n¹ Theo số liệu của Sở Nội vụ.",
    "Giao các sở² và Quyết định số 12/QĐ-UBND¹² ngày 03/02/2017 của UBND tỉnh\n² Xem điểm a.\n¹² Như trên",
    "Xã A[1]\t12³\t30%\nXã B\t13\t31%\n[1] Số của xã, xem thêm³\n\n³ Theo Thông báo số 45/TB-UBND **đã** nêu",
    "đã làm¹, đang làm¹\n¹ Một; theo Công văn số 9/SNV-CC²\n² Hai\n\n",
    "**¹** Không có chỗ dẫn\n*việc¹*\n¹ **Có** chỗ | dẫn |\n| tiếp |",
    "I. KẾT QUẢ¹ THỰC HIỆN CHỈ THỊ SỐ 06/CT-UBND\n¹ Đến hết tháng 4\n",
    "Điều 3. Hiệu lực của Chỉ thị này[2]\n[2] Điều này đã sửa\n____\t\n",
    "Các cơ quan, đơn vị tiếp tục chỉ đạo, kiểm tra, đôn đốc việc\n\n2\n\nthực hiện Chỉ thị này",
    "CÔNG BÁO/Số 11 + 12/Ngày 20-01-2018\nđã giao\n CÔNG BÁO/Số 11 + 12/Ngày 20-01-2018 3\nviệc ấy",
]
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT, NC.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Nguyễn Văn Mẫu
*Nơi nhận:*          **T/M BAN THƯỜNG VỤ**""".split("\n")
# Each means something to Markdown, HTML, Jinja, YAML, the snippets or a browser; here it is a word.
MEANT = [
    *(
        "<script>alert(1)</script>",
        "</div>",
        "<!-- ",
        "-->",
        "<br>",
        "<?php ?>",
        "<![CDATA[",
        "&amp;",
        "&#65;",
    ),
    *(
        "&lt;b&gt;",
        "&nbsp",
        "&",
        "<",
        ">",
        "> ",
        "{{ config }}",
        "{% raw %}",
        "{# x #}",
        "{: #x }",
        "{: .y onclick=z }",
    ),
    *(
        "--8<--",
        '--8<-- "index.md"',
        "[TOC]",
        "[x]: http://y",
        "[a](javascript:b)",
        "![h](i.png)",
        "[^1]",
        "[^1]: n",
    ),
    *(
        "*[HTML]: c",
        "<http://a.b>",
        "a@b.vn",
        "http://a.b/c_d_e",
        "```",
        "~~~ python",
        "`x`",
        "    code",
        "\tcode",
    ),
    *(
        "***",
        "**",
        "*",
        "___",
        "__a__",
        "_",
        "---",
        "- - -",
        "===",
        "--",
        "=",
        "# ",
        "#####",
        "1. ",
        "1986. ",
        "7) ",
    ),
    *(
        "- ",
        "+ ",
        "-",
        "+",
        ": nghĩa",
        "!!! note",
        "??? x",
        "\\",
        "\\*",
        "\\\\",
        "$x$",
        "^2^",
        "~~",
        "||",
        "|",
        " | ",
    ),
    *(
        '"',
        "'",
        "“",
        "”",
        "…",
        "\u00a0",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\x00",
        "\x02",
        "\x03",
        "\x1b[0m",
        "\x0c",
    ),
    *(
        "\u0080",
        "\u0091",
        "\u009f",
        "\u0301",
        "\u0323\u0306",
        "e\u0301",
        "\ue000",
        "\ufffd",
        "\uffff",
        "𝕏",
        "🇻🇳",
    ),
    *(
        "\u2060",
        "\u202e",
        "ðÐ",
        "Ɖ",
        "¹",
        "²³",
        "⁴⁵",
        "¹⁰",
        "12",
        "2",
        "[2]",
        "klzzwxh:0042",
        "wzxhzdk:1",
        "\u0002amp\u0003",
    ),
]
JOINTS = ["\n"] * 6 + [
    "\n\n",
    "\r\n",
    " ",
    "",
    "\t",
    "   ",
    "\u2028",
    "\x85",
    "\x0b",
    "\x1c",
    "\n\n\n",
    "\n    ",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A document of real pieces, some of them damaged or hostile, joined rightly and wrongly."""
    piece = st.one_of(st.sampled_from(BODY), st.sampled_from(BODY + PAGES), st.sampled_from(PAGES + MEANT))
    lines = [
        *draw(st.lists(st.sampled_from(HEAD), max_size=8)),
        *draw(st.lists(piece, min_size=1, max_size=16)),
        *draw(st.lists(st.sampled_from(FOOT), max_size=6)),
        *draw(st.lists(piece, max_size=4)),
    ]
    text = "".join(line + draw(st.sampled_from(JOINTS)) for line in lines)
    for damage in draw(st.lists(st.sampled_from([_without, _swapped, _put_in, _twice]), max_size=4)):
        at = draw(st.integers(0, len(text)))
        text = damage(text, at, draw(st.sampled_from(MEANT)))
    return text


def _without(text: str, at: int, _: str) -> str:
    return text[:at] + text[at + 1 :]


def _swapped(text: str, at: int, _: str) -> str:
    return text[at:] + text[:at]


def _put_in(text: str, at: int, meant: str) -> str:
    return text[:at] + meant + text[at:]


def _twice(text: str, at: int, _: str) -> str:
    return text[:at] + text[max(0, at - 60) : at] + text[at:]


thorough = settings(
    derandomize=True, max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


# Reading


@thorough
@given(texts())
def test_spans_nest(text: str) -> None:
    """Nothing raises; every span lies in the text, every unit in its parent, every cell in its row."""
    read = document(text)
    whole = Span(0, len(read.source.text))
    assert not [span for span in _spans(read) if not whole.holds(span)]
    for parent in _flat(read.provisions):
        assert parent.span.holds(parent.label), parent.anchor
        assert all(parent.span.holds(child.span) for child in parent.children), parent.anchor
    for block in read.layout.blocks:
        assert all(block.span.holds(piece) for cell in block.cells for piece in cell)
    assert all(note.span.holds(piece) for note in read.layout.footnotes for piece in note.pieces)


def _spans(read: Document) -> Iterator[Span]:
    yield from _facts(read.metadata)
    yield from (s.span for s in (*read.citations, *read.problems, *read.metadata.signatures))
    yield from (span for p in _flat(read.provisions) for span in (p.span, p.label))
    yield from (piece for b in read.layout.blocks for piece in b.pieces)
    yield from (s.span for s in (*read.layout.dropped, *read.layout.footnotes))
    yield from (note.reference for note in read.layout.footnotes)


def _facts(record: Metadata) -> Iterator[Span]:
    facts = (record.document_type, record.number, record.issuer, record.place, record.issued, record.subject)
    yield from (f.span for f in (*facts, record.in_force_from, record.secrecy, record.urgency) if f)


def _flat(provisions: Sequence[Provision]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from _flat(provision.children)


@thorough
@given(texts())
def test_every_character_has_one_place(text: str) -> None:
    """Each character that is no space is in one piece of a block, in one note, or dropped with a reason."""
    read = document(text)
    layout, source = read.layout, read.source.text
    spans = [piece for block in layout.blocks for piece in block.pieces]
    spans += [piece for note in layout.footnotes for piece in note.pieces]
    spans += [dropped.span for dropped in layout.dropped]
    places = Counter(at for span in spans for at in range(span.start, span.end) if not source[at].isspace())
    assert places == Counter(at for at, letter in enumerate(source) if not letter.isspace())
    starts = [block.span.start for block in layout.blocks]
    assert starts == sorted(starts)


@thorough
@given(texts())
def test_nothing_dropped_is_a_word(text: str) -> None:
    """A dropped mark holds no letter, unless it is a running head, which recurs."""
    read = document(text)
    source = read.source.text
    for dropped in read.layout.dropped:
        words = source[dropped.span.start : dropped.span.end]
        recurs = sum(_letters(words) in _letters(line) for line in source.split("\n")) > 1
        assert not _letters(words) or recurs, (words, dropped.reason)


def _letters(words: str) -> str:
    return "".join(filter(str.isalpha, words))


# The page


@thorough
@given(texts())
def test_page_holds_the_text(text: str) -> None:
    """The words of the page are those of the source less marks and notes; each note is its own words."""
    work = archive(text).works[0]
    layout, source = work.document.layout, work.document.source.text
    shown = Shown(page(work))
    gone = [*(d.span for d in layout.dropped), *(n.span for n in layout.footnotes)]
    assert bare(shown.text) == bare(_less(source, Span(0, len(source)), gone))
    marks = [d.span for d in layout.dropped]
    expected = [bare(_less(source, note.span, marks)) for note in layout.footnotes]
    assert sorted(map(bare, shown.notes)) == sorted(expected)


def _less(source: str, span: Span, gone: Sequence[Span]) -> str:
    out = {at for g in gone for at in range(g.start, g.end)}
    return "".join(source[at] for at in range(span.start, span.end) if at not in out)


@thorough
@given(texts())
def test_page_holds_only_its_own_elements(text: str) -> None:
    """A source makes no element of its own; ids are unique, and every link of the page has its end."""
    made = archive(text)
    shown = Shown(page(made.works[0]))
    ours = {"p", "a", "span", "div", "table", "thead", "tbody", "tr", "th", "td"}
    ours |= {"h2", "h3", "h4", "h5", "h6"}
    assert {tag for tag, _ in shown.elements} <= ours
    allowed = {"id", "class", "href", "title", "data-note", "data-added", "aria-label", "role", "tabindex"}
    assert {name for _, given in shown.elements for name in given} <= allowed
    assert [name for name, n in Counter(shown.ids()).items() if n > 1] == []
    ends = {"index.md", *(f"#{name}" for name in shown.ids())}
    ends |= {relpath(f"{w.url}index.md", made.works[0].url) for w in made.cited}
    # What is not settled leads to its line in the list of citations, which the template writes.
    ends |= {f"#muc-{name}" for name in shown.ids() if name.startswith("dan-chieu-")}
    assert [link for link in shown.links() if link.replace("index.md#", "#") not in ends] == []


@thorough
@given(texts())
def test_every_unit_and_citation_can_be_reached(text: str) -> None:
    """Each provision, each citation and each note has its own id, which lists and letters point at."""
    work = archive(text).works[0]
    ids = Shown(page(work)).ids()
    assert [p.anchor for p in _flat(work.document.provisions) if p.anchor not in ids] == []
    citations = [f"dan-chieu-{n}" for n, _ in enumerate(work.document.citations, 1)]
    assert [name for name in citations if name not in ids] == []
    notes = [name for name in ids if name.startswith("chu-thich-")]
    assert len(notes) == len(work.document.layout.footnotes)
    assert [n for n in notes if n.replace("chu-thich", "tham-chieu") not in ids] == []


@thorough
@given(texts())
def test_clean_text_stays_clean(text: str) -> None:
    """What was cleaned once is not changed by cleaning, so spans always count the same characters."""
    assert clean(clean(text)) == clean(text)


# Builds


@pytest.fixture(scope="module")
def two_builds(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The specimens built twice: where it is never the same day, with other hashes, into other folders."""
    folders = (tmp_path_factory.mktemp("mot"), tmp_path_factory.mktemp("hai-khac"))
    # The first is 25 hours ahead of the second.
    machines = (("1", "Pacific/Kiritimati"), ("2", "Pacific/Pago_Pago"))
    for folder, (seed, zone) in zip(folders, machines, strict=True):
        options = ["--source", str(root / "source_texts"), "--site", str(folder / "site")]
        command = [sys.executable, "-m", "builder", "build", "-q", *options]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        subprocess.run(command, cwd=root, env=environment, check=True)
    return folders


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.mark.parametrize("part", ["site", "site-docs"])
def test_two_builds_give_the_same_bytes(two_builds: tuple[Path, Path], part: str) -> None:
    """The pages and the site depend on the texts alone: not on the day, the machine or the folder."""
    first, second = (_digests(folder / part) for folder in two_builds)
    assert len(first) > 30
    assert {name for name in {*first, *second} if first.get(name) != second.get(name)} == set()


@pytest.mark.parametrize("texts", ["specimens", "seeds"])
def test_measured_fidelity(
    texts: str, two_builds: tuple[Path, Path], root: Path, shared: Path, tmp_path: Path
) -> None:
    """The measuring tool beside the project finds each character of each file on its page."""
    folder = root / "source_texts" if texts == "specimens" else shared / "seeds"
    site = two_builds[0] / "site"
    if texts == "seeds":
        site = tmp_path / "site"
        with chdir(root):
            assert cli.main(["build", "-q", "--source", str(folder), "--site", str(site)]) == cli.FINE
    explain = f"{sys.executable} -m builder explain --json"
    tool = [sys.executable, str(shared / "tools" / "fidelity.py"), str(site), str(folder), explain]
    run = subprocess.run(tool, cwd=root, capture_output=True, text=True, check=False)
    assert re.search(r"^\d+ texts compared .*, 0 differ$", run.stdout, re.MULTILINE), run.stdout + run.stderr
    assert run.returncode == 0
