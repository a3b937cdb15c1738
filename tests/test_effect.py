"""From which day a text says that it has effect (facts/effect_clauses.csv)."""

from __future__ import annotations

import pytest

from builder.effect import read_effect, read_expiry
from builder.model import Span
from builder.text import View

SIGNED = "2014-07-31"


def view(text: str) -> View:
    return View(text, [Span(0, len(text))])


# clause, day when the text is signed on 31 July 2014
DAYS = [
    ("Quyết định này có hiệu lực kể từ ngày ký.", "2014-07-31"),
    ("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.", "2014-07-31"),
    ("Nghị quyết này có hiệu lực từ ngày được thông qua.", "2014-07-31"),
    ("Chỉ thị này có hiệu lực sau 10 (mười) ngày kể từ ngày ký ban hành./.", "2014-08-10"),
    ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký ban hành.", "2014-08-10"),
    ("Quyết định này có hiệu lực sau 10 ngày, kể từ ngày ký.", "2014-08-10"),
    ("Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ban hành.", "2014-08-10"),
    ("Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 8 năm 2014.", "2014-08-15"),
    ("Quyết định này có hiệu lực kể từ ngày 04/5/2023.", "2023-05-04"),
    ("Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2015.", "2015-01-01"),
    ("Thông tư liên tịch này có hiệu lực kể từ ngày 01/9/2014.", "2014-09-01"),
    ("Nghị quyết này có hiệu lực từ khi được thông qua.", "2014-07-31"),
    ("Nghị quyết này có hiệu lực sau 10 ngày kể từ ngày thông qua.", "2014-08-10"),
    ("Thông tư này có hiệu lực thi hành sau 45 ngày kể từ ngày ký ban hành.", "2014-09-14"),
    (
        "Nghị định này có hiệu lực thi hành kể từ ngày ký ban hành và thay thế Nghị định số 1/2009/NĐ-CP.",
        "2014-07-31",
    ),
    ("Chỉ thị này có hiệu lực từ 0 giờ 00 ngày 01/4/2020.", "2020-04-01"),
    ("Quyết định này có hiệu lực thi hành từ năm 2015.", "2015"),
    ("Nghị quyết này đã được kỳ họp thứ 9 thông qua và có hiệu lực kể từ ngày ký.", "2014-07-31"),
]
# clauses that count from a day which the text does not give
OPEN = [
    "Quyết định này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo.",
    "Quyết định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo và thay thế Quyết định ngày 05/01/2005.",
]
# sentences that say nothing of this text's own effect
SILENT = [
    "Luật Thực hiện dân chủ ở cơ sở có hiệu lực từ ngày 01/7/2023.",
    "Nghị định số 30/2020/NĐ-CP có hiệu lực kể từ ngày ký.",
    "Các quy định trước đây hết hiệu lực.",
    "Quyết định này hết hiệu lực kể từ ngày 01/01/2020.",
    "Chỉ thị này thay thế Chỉ thị số 05/CT-UBND ngày 12/3/2015.",
    "Nâng cao hiệu lực, hiệu quả quản lý nhà nước.",
    "Trước ngày 30/11 hằng năm báo cáo kết quả.",
    "",
]


@pytest.mark.parametrize(("clause", "day"), DAYS)
def test_the_day_of_effect_is_read_or_counted(clause: str, day: str) -> None:
    """A fixed day is read, days after signing are counted from the day of signing."""
    found = read_effect(view(f"Điều 3. {clause}"), SIGNED)
    assert found is not None
    assert found.value.value == day


@pytest.mark.parametrize("clause", OPEN)
def test_a_day_that_is_not_known_is_not_counted(clause: str) -> None:
    """The clause is there with its sentence, but its day is honestly unknown."""
    found = read_effect(view(clause), SIGNED)
    assert found is not None
    assert (found.value.value, found.value.sentence) == (None, clause)


@pytest.mark.parametrize("issued", [None, "2014", "2014-07"])
def test_nothing_is_counted_from_a_day_known_in_part(issued: str | None) -> None:
    """A draft signed "ngày    tháng 7 năm 2014" has no day to count from."""
    found = read_effect(view("Chỉ thị này có hiệu lực sau 10 ngày kể từ ngày ký."), issued)
    assert found is not None and found.value.value is None


@pytest.mark.parametrize("words", SILENT)
def test_a_silent_text_says_nothing(words: str) -> None:
    """The effect of another act, or the end of an effect, is not this text's."""
    assert read_effect(view(words), SIGNED) is None


def test_the_mark_that_closes_a_text_is_a_full_stop() -> None:
    """A text ends with "./." (NĐ 30/2020, Phụ lục I, mục II.6); its last sentence, with a full stop."""
    found = read_effect(view("Giao Sở thi hành. Chỉ thị này có hiệu lực kể từ ngày ký./. Nơi nhận:"), SIGNED)
    assert found is not None
    assert found.value.sentence == "Chỉ thị này có hiệu lực kể từ ngày ký."


def test_the_sentence_is_the_whole_sentence() -> None:
    """The record shows the words that say so, from full stop to full stop."""
    said = "Quyết định này có hiệu lực kể từ ngày ký ban hành và thay thế Quyết định cũ."
    found = read_effect(view(f"Điều 2. Trách nhiệm: Giám đốc Sở thi hành. {said} Điều 3"), SIGNED)
    assert found is not None
    assert found.value.sentence == said


def test_the_day_after_leap_february_is_counted() -> None:
    """Ten days after 20 February 2024 is 1 March."""
    found = read_effect(view("Chỉ thị này có hiệu lực sau 10 ngày kể từ ngày ký."), "2024-02-20")
    assert found is not None and found.value.value == "2024-03-01"


EXPIRIES = [
    ("Nghị quyết này có hiệu lực từ ngày 01/01/2024 đến hết ngày 31 tháng 12 năm 2025.", "2025-12-31"),
    ("Kế hoạch này được thực hiện cho đến hết ngày 30/6/2024.", "2024-06-30"),
    ("Quyết định này hết hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2026.", "2025-12-31"),
]
NO_EXPIRY = [
    "Quyết định số 22/2011/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
    "Nghị quyết này có hiệu lực từ ngày 01/01/2024.",
    "Thời gian thực hiện đến hết ngày 31/12/2025.",
]


@pytest.mark.parametrize(("words", "value"), EXPIRIES)
def test_the_last_day_of_effect_is_read_from_the_text_s_own_clause(words: str, value: str) -> None:
    """The last day is the one named, or the day before the one from which the text has no effect."""
    found = read_expiry(View(words, [Span(0, len(words))]))
    assert found is not None and found.value.value == value and found.value.sentence == words


@pytest.mark.parametrize("words", NO_EXPIRY)
def test_another_act_s_end_is_not_this_one_s(words: str) -> None:
    """A text that does not say when it ends says nothing."""
    assert read_expiry(View(words, [Span(0, len(words))])) is None
