"""Texts as strings: what is cleaned, what folding keeps apart, and the way back to the source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import Span
from builder.text import View, clean, glued, key, plain, squeeze

# raw, cleaned (README, kinds of damage: encoding; DESIGN, section 6, fidelity)
CLEANED = [
    ("Điều 1\r\nĐiều 2\rĐiều 3", "Điều 1\nĐiều 2\nĐiều 3"),
    ("\ufeffSố: 06/CT-UBND", "Số: 06/CT-UBND"),
    ("tr\u00adưởng", "trưởng"),
    ("Ủy\u200b ban", "Ủy ban"),
    ("Bắc\u200e Giang", "Bắc Giang"),
    ("trang 1\x0ctrang 2", "trang 1\ntrang 2"),
    ("khoản\u20281", "khoản\n1"),
    ("khoản\x851", "khoản\n1"),
    ("Quy\x00ết\x07 định\x1b", "Quyết định"),
    ("\x7fLưu: VT", "Lưu: VT"),
    ("QUYẾT \u00d0ỊNH", "QUYẾT ĐỊNH"),
    ("\u0189iều", "Điều"),
    ("ngh\u1ecb \u00f0\u1ecbnh", "nghị định"),
    (unicodedata.normalize("NFD", "Nghị quyết của Đảng bộ"), "Nghị quyết của Đảng bộ"),
    ("u\u031b\u0309y ban", "ửy ban"),
    ("cột 1\tcột 2", "cột 1\tcột 2"),
    ("dân\u00a0vận", "dân\u00a0vận"),
    ("<b>&amp;</b> {{ x }}", "<b>&amp;</b> {{ x }}"),
]


@pytest.mark.parametrize(("raw", "cleaned"), CLEANED)
def test_a_text_is_cleaned_and_never_reworded(raw: str, cleaned: str) -> None:
    """Line ends, NFC and the look-alikes of Đ are mended; no word is changed."""
    assert clean(raw) == cleaned


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200))
def test_cleaning_a_clean_text_changes_nothing(raw: str) -> None:
    """What came through the door once is not changed by it again."""
    once = clean(raw)
    assert clean(once) == once
    assert "\r" not in once and "\x00" not in once and unicodedata.is_normalized("NFC", once)


# printed, folded for search
PLAIN = [
    ("Đường Uỷ", "duong uy"),
    ("hòa giải ở cơ sở", "hoa giai o co so"),
    ("ĐIỀU ƯỚC", "dieu uoc"),
    ("Nguyễn Trãi", "nguyen trai"),
    ("16/CT-TTg", "16/ct-ttg"),
]


@pytest.mark.parametrize(("printed", "folded"), PLAIN)
def test_search_needs_no_diacritics(printed: str, folded: str) -> None:
    """A citizen finds "đường" by typing "duong"."""
    assert plain(printed) == folded


# one spelling, another (facts/tone_placement.csv)
SAME = [
    ("UỶ BAN  NHÂN DÂN", "Ủy ban nhân dân"),
    ("Cộng hoà", "Cộng hòa"),
    ("hoá", "hóa"),
    ("KHOẺ", "khỏe"),
    ("loè", "lòe"),
    ("thuỷ", "thủy"),
    ("114–KL/TW", "114-KL/TW"),
    ("NGH\u1eca \u00d0\u1ecaNH", "nghị định"),
    (" Bộ\u00a0Nội\nvụ ", "bộ nội vụ"),
    (unicodedata.normalize("NFD", "Tỉnh ủy"), "tỉnh uỷ"),
]
# words that case, spacing and tone placement do not make one
DIFFERENT = [
    ("lưu", "lựu"),
    ("quý", "qúy"),
    ("toàn", "tòan "),
    ("Bắc Giang", "Bac Giang"),
    ("điểm d", "điểm đ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Case, spaces, dashes and the place of the tone mark do not make another name."""
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_keep_other_keys(one: str, other: str) -> None:
    """A diacritic is part of the word: without it the word is another."""
    assert key(one) != key(other)


def test_squeezing_leaves_single_spaces() -> None:
    """A run of white space of any kind is one space, and none stands at the ends."""
    assert squeeze("  Lưu:\u00a0 VT,\n\tVX ") == "Lưu: VT, VX"


# the words with `|` where the emphasis marks stand, whether they are one word
GLUED = [
    ("ng**ày", True),
    ("V****Ă****N", True),
    ("t**ỉnh", True),
    ("2018***CHỈ THỊ", False),
    ("GIANG****CỘNG", False),
    ("tỉnh**Bắc", False),
    ("số ** 5", False),
]


@pytest.mark.parametrize(("words", "one"), GLUED)
def test_emphasis_marks_cut_words_or_part_them(words: str, one: bool) -> None:
    """A converter's marks stand inside a word or between two: letter case and length tell which."""
    start = words.index("*")
    end = start + len(words[start:]) - len(words[start:].lstrip("*"))
    assert glued(words, start, end) is one


def test_a_view_leads_back_to_the_source() -> None:
    """What a pattern finds in the readable text stands where its span says, marks between or not."""
    source = "Số: **04**   /CT-UBND\nngày 5"
    view = View(source, [Span(0, 3), Span(6, 8), Span(10, 21), Span(22, 28)])
    assert view.text == "Số: 04 /CT-UBND ngày 5"
    at = view.text.index("04")
    span = view.span(at, at + len("04 /CT-UBND"))
    assert source[span.start : span.end] == "04**   /CT-UBND"
    assert view.text[view.position(span.start) :].lstrip().startswith("04 /CT-UBND")


def test_the_groups_of_a_view_are_paragraphs() -> None:
    """Pieces of one paragraph are joined by a space, paragraphs by a line end; empty ones vanish."""
    source = "Chỉ thị\nnày  ***Điều 1"
    view = View.grouped(source, [[Span(0, 7), Span(8, 11)], [Span(11, 13)], [Span(16, 22)]])
    assert view.text == "Chỉ thị này\nĐiều 1"
    assert view.span(view.text.index("Điều"), len(view.text)) == Span(16, 22)


@given(st.text(alphabet="aĂ *\n\t|1đ", max_size=60), st.data())
def test_every_letter_of_a_view_is_the_letter_of_the_source(source: str, data: st.DataObject) -> None:
    """White space apart, each character of a view stands at the place it names, in order."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=8)))
    pieces = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    view = View(source, pieces)
    places = [view.span(n, n + 1) for n in range(len(view.text))]
    kept = [(s, c) for s, c in zip(places, view.text, strict=True) if not c.isspace()]
    assert all(source[s.start] == c for s, c in kept)
    assert [s.start for s, _ in kept] == sorted({s.start for s, _ in kept})
    assert "".join(c for _, c in kept) == "".join("".join(source[p.start : p.end].split()) for p in pieces)
