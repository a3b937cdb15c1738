"""Tables that a portal has flattened to a cell a line: whole again where one count of columns fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.layout import Bounds, cut
from builder.marks import lift, segments
from builder.model import Layout
from builder.text import readable


def laid(text: str) -> Layout:
    marked = lift(text)
    return cut(text, marked, segments(text, marked), Bounds())


def shown(text: str) -> list[list[str] | str]:
    """A row as the list of its cells, a paragraph as its words."""
    return [
        [readable(text, cell) for cell in b.cells] if b.kind == "row" else readable(text, b.pieces)
        for b in laid(text).blocks
    ]


def lines(words: str) -> str:
    """A text written on one line: ` / ` parts its lines, nothing between two is an empty line."""
    return "\n".join(part.strip() for part in words.split("/"))


# flattened lines, the rows that the printed table has
REGULAR = [
    ("| / TT / | / Xã / | / | / 1 / | / Long Quảng / |", [["TT", "Xã"], ["1", "Long Quảng"]]),
    # A cell of several lines is one cell.
    ("| / TT / | / Thời gian / giải quyết / | / | / 1 / | / 4 ngày / |",
     [["TT", "Thời gian giải quyết"], ["1", "4 ngày"]]),
    # An empty cell encloses nothing, as the bars between two rows do.
    ("| / TT / | / Xã / | / Ghi chú / | / | / 1 / | / Nam Ka / | / | / | / 2 / | / Phú Lộc / | / |",
     [["TT", "Xã", "Ghi chú"], ["1", "Nam Ka", ""], ["2", "Phú Lộc", ""]]),
    ("| / STT / | / Xã / | / Số tiền / | / | / | / Tổng / | / 90 / | / | / 1 / | / An Mẫu / | / 90 / |",
     [["STT", "Xã", "Số tiền"], ["", "Tổng", "90"], ["1", "An Mẫu", "90"]]),
    # A row of merged cells is shorter.
    ("| / TT / | / Mã / | / Tên / | / | / I / | / LĨNH VỰC / | / | / 1 / | / 2.01 / | / Cấp phép / |",
     [["TT", "Mã", "Tên"], ["I", "LĨNH VỰC"], ["1", "2.01", "Cấp phép"]]),
    # What follows the last bar is ordinary text, and what stands before the first one.
    ("Như sau: / / | / a / | / b / | / | / c / | / d / | / Điều 2. Hiệu lực.",
     ["Như sau:", ["a", "b"], ["c", "d"], "Điều 2. Hiệu lực."]),
    # A heading parts two tables even where no empty line does.
    ("| / a / | / b / | / | / c / | / d / | / PHỤ LỤC II / | / e / | / f / | / | / g / | / h / |",
     [["a", "b"], ["c", "d"], "PHỤ LỤC II", ["e", "f"], ["g", "h"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REGULAR)
def test_a_flattened_table_is_a_table_again(text: str, expected: list[list[str] | str]) -> None:
    """Where the count of bars is regular, every cell stands in its own row and column."""
    assert shown(lines(text)) == expected


# flattened lines from which the rows cannot be known
IRREGULAR = [
    "| / Một dòng / | / hai ô / |",
    "| / a / |",
    "| / a / | / b / | / | / c / | / d / | / e / |",
    "| / a / | / | / b / | / | / c / |",
    "| / | / | / | / |",
    "| / Xã",
    "không có gạch",
    "",
]


@pytest.mark.parametrize("text", IRREGULAR)
def test_what_is_not_regular_stays_paragraphs(text: str) -> None:
    """A single row, a column alone, or rows of changing length are not made into a table by a guess."""
    found = laid(lines(text))
    assert {b.kind for b in found.blocks} <= {"paragraph"}
    assert bool(found.blocks) == any(map(str.isalnum, text)), "what has words keeps them"


LINES = st.sampled_from(["|", "|", "a", "Bê", "1.", "", "** **", "PHỤ LỤC I", "| c | d |"])


@given(st.lists(LINES, max_size=60))
def test_no_word_is_lost_or_moved(parts: list[str]) -> None:
    """However bars and words alternate, the pieces of the blocks are those of the lines, in order."""
    text = "\n".join(parts)
    marked = lift(text)
    pieces = [p for s in segments(text, marked) for p in s.pieces]
    blocks = laid(text).blocks
    assert [p for b in blocks for p in b.pieces] == pieces
    for block in blocks:
        held = tuple(p for cell in block.cells for p in cell if p.start < p.end)
        assert block.kind != "row" or held == block.pieces
