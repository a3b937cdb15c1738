"""Marks that are not words, notes at the foot of a page, and the columns of a printed line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.marks import lift, segments
from builder.text import View

LONG = "nâng cao hiệu quả công tác dân vận của các cơ quan nhà nước"

# text, what is dropped as (words, reason) in order (README, kinds of damage: head, body)
DROPPED = [
    ("**CHỈ THỊ**", [("**", "emphasis-mark"), ("**", "emphasis-mark")]),
    ("*An Mẫu, ngày 5*", [("*", "emphasis-mark"), ("*", "emphasis-mark")]),
    ("V****Ă****N", [("****", "emphasis-mark"), ("****", "emphasis-mark")]),
    ("****", [("****", "emphasis-mark")]),
    ("* * *", [("* * *", "emphasis-mark")]),
    ("---------------", [("---------------", "ruler")]),
    ("_______", [("_______", "ruler")]),
    ("- - - - -", [("- - - - -", "ruler")]),
    ("=========", [("=========", "ruler")]),
    ("CHÍNH PHỦ-------", [("-------", "ruler")]),
    ("| a | b |", [("|", "table-mark")] * 3),
    ("||", [("||", "table-mark")]),
    ("(*) Ghi chú: số liệu đến tháng 6", []),
    ("5 * 3 = 15", []),
    ("a*b", []),
    ("giai đoạn 2016 - 2020", []),
    ("- Như trên;", []),
    ("-", []),
    ("A|B", []),
    ("…………", []),
    ("1", []),
    ("Số: ___/CT-UBND", []),
    ("{{ x }} <b> # [a](b)", []),
]


@pytest.mark.parametrize(("text", "dropped"), DROPPED)
def test_marks_are_dropped_and_words_are_not(text: str, dropped: list[tuple[str, str]]) -> None:
    """Emphasis, rulers and table edges go with their reason; a sign that means something stays."""
    found = [(text[d.span.start : d.span.end], d.reason) for d in lift(text).dropped]
    assert found == dropped


# text, the lines dropped as page numbers or running heads
PAGES = [
    (f"{LONG},\n\n2\n\ncác cấp trên địa bàn tỉnh", ["2"]),
    (f"{LONG},\n\n- 2 -\n\ncác cấp trên địa bàn tỉnh", ["- 2 -"]),
    (f"{LONG},\n\nTrang 2\n\ncác cấp trên địa bàn tỉnh", ["Trang 2"]),
    (f"{LONG},\n\n2\n\ncác cấp.\n{LONG}\n\n3\n\nvà đơn vị", ["2", "3"]),
    (f"{LONG},\n\n7\n\ncác cấp trên địa bàn tỉnh", []),
    (f"{LONG}.\n\n2\n\nCác cấp trên địa bàn tỉnh", []),
    ("STT\n\n1\n\n2\n\n3\n\nCộng", []),
    ("Số hộ\n\n2\n\nhộ", []),
    (
        "CÔNG BÁO/Số 12/Ngày 01-3-2018\nĐiều 1\nCÔNG BÁO/Số 12/Ngày 01-3-2018\nĐiều 2",
        ["CÔNG BÁO/Số 12/Ngày 01-3-2018"] * 2,
    ),
    ("CÔNG BÁO/Số 12/Ngày 01-3-2018\nĐiều 1", []),
]


@pytest.mark.parametrize(("text", "dropped"), PAGES)
def test_page_numbers_and_running_heads_go_when_they_are_surely_that(text: str, dropped: list[str]) -> None:
    """A number that goes on counting in mid sentence is a page's; a lone or tabled one is a value."""
    assert [text[d.span.start : d.span.end] for d in lift(text).dropped] == dropped


# text, notes as (mark, words)
NOTES = [
    ("theo Đề án¹ của tỉnh.\n\n¹ Đề án số 05.\n\nTiếp theo", [("¹", "¹ Đề án số 05.")]),
    ("Đề án¹ và Kế hoạch²\n\n¹ Đề án 05\n² Kế hoạch 06", [("¹", "¹ Đề án 05"), ("²", "² Kế hoạch 06")]),
    ("theo Đề án[1] của tỉnh\n\n[1] Đề án số 05", [("1", "[1] Đề án số 05")]),
    ("Đề án¹²\n\n¹² Dài một\ndòng nữa\n\nThân", [("¹²", "¹² Dài một\ndòng nữa")]),
    ("Đề án¹ cũ\n\n¹ Một\n\nĐề án¹ mới\n\n¹ Hai", [("¹", "¹ Một"), ("¹", "¹ Hai")]),
    ("diện tích 3.849 km²\n\n² không phải chú thích", []),
    ("¹ Một\n¹ Hai", []),
    ("Đề án¹ một\n\n¹ **Đề án** số 05", [("¹", "¹ **Đề án** số 05")]),
    ("¹ Ghi chú không ai nhắc tới", []),
    ("Đề án¹ không có chú thích", []),
]


@pytest.mark.parametrize(("text", "notes"), NOTES)
def test_a_note_is_lifted_when_a_word_refers_to_it(text: str, notes: list[tuple[str, str]]) -> None:
    """A note opens a line with a mark that stands in the text before it; its mark there is found."""
    found = lift(text).footnotes
    assert [(n.mark, text[n.span.start : n.span.end]) for n in found] == notes
    assert all(text[n.reference.start : n.reference.end].strip("[]") == n.mark for n in found)
    assert all(n.reference.end <= n.span.start for n in found)


# a line, its cells (README: two columns by spaces or tabs; glued heads)
CELLS = [
    ("ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI", ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"]),
    ("TỈNH AN MẪU\tĐộc lập - Tự do", ["TỈNH AN MẪU", "Độc lập - Tự do"]),
    ("TỈNH BẮC GIANG****CỘNG HÒA XÃ HỘI", ["TỈNH BẮC GIANG", "CỘNG HÒA XÃ HỘI"]),
    ("ngày 16 tháng 4 năm 2018***CHỈ THỊ****Về tăng", ["ngày 16 tháng 4 năm 2018", "CHỈ THỊ", "Về tăng"]),
    ("V****Ă****N PHÒNG", ["VĂN PHÒNG"]),
    ("Số:        /UBND-VX", ["Số: /UBND-VX"]),
    ("Số: 12/BC-SNV      An Mẫu, ngày 5", ["Số: 12/BC-SNV", "An Mẫu, ngày 5"]),
    ("An Mẫu, ngày      tháng 3 năm 2023", ["An Mẫu, ngày tháng 3 năm 2023"]),
    ("| Số: 5/CT | An Mẫu |", ["Số: 5/CT", "An Mẫu"]),
    ("**Điều 1.** Phạm vi", ["Điều 1. Phạm vi"]),
    ("Số: **04** /CT-UBND", ["Số: 04 /CT-UBND"]),
    ("CHÍNH PHỦ------- | CỘNG HÒA XÃ HỘI", ["CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI"]),
    ("Kính gửi:     Sở Nội vụ", ["Kính gửi: Sở Nội vụ"]),
    ("hai  khoảng trắng", ["hai khoảng trắng"]),
]


@pytest.mark.parametrize(("line", "cells"), CELLS)
def test_columns_of_a_line_stand_apart(line: str, cells: list[str]) -> None:
    """A tab, a pipe, a wide gap or the marks of two cells part columns; a blank to fill in does not."""
    found = segments(line, lift(line))
    assert [View.grouped(line, [s.pieces]).text.strip(" |-") for s in found] == cells


SCRAPS = st.sampled_from(
    [
        *"\n\n\n*|-_¹²\t 15",
        "**",
        "***",
        "-----",
        "Điều 1.",
        "của Ban",
        "¹ Ghi",
        "[1]",
        "\n[1] chú",
        "\n2\n",
        "CÔNG BÁO/Số 1",
        LONG,
        "km²",
        "(*)",
    ]
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_every_character_is_a_word_a_mark_or_a_note(text: str) -> None:
    """Pieces of lines, dropped marks and notes share no character and together hold them all."""
    marked = lift(text)
    held = [p for line in marked.lines for p in line.pieces] + [d.span for d in marked.dropped]
    held += [p for n in marked.footnotes for p in n.pieces]
    places = sorted(n for s in held for n in range(s.start, s.end))
    assert len(places) == len(set(places))
    assert {n for n, c in enumerate(text) if not c.isspace()} <= set(places)
    cells = [p for s in segments(text, marked) for p in s.pieces]
    assert "".join("".join(text[p.start : p.end].split()) for p in cells) == "".join(
        "".join(text[p.start : p.end].split()) for line in marked.lines for p in line.pieces
    )
