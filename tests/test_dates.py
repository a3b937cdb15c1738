"""Dates as documents print them: to ISO at their true precision, or honestly nothing."""

from __future__ import annotations

import pytest

from builder.dates import find_date, iso, read_date

# words, ISO (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4; README, numbers and dates)
DATES = [
    ("ngày 16 tháng 4 năm 2018", "2018-04-16"),
    ("ngày 05 tháng 02 năm 2021", "2021-02-05"),
    ("Ngày 1 tháng 12 năm 1999", "1999-12-01"),
    ("NGÀY 2 THÁNG 9 NĂM 1945", "1945-09-02"),
    ("ngày 21 tháng 9\nnăm 2000", "2000-09-21"),
    ("ngày 22 tháng01 năm 2022", "2022-01-22"),
    ("ngày14 tháng5 năm1998", "1998-05-14"),
    ("ngày 20, tháng 7, năm 2015", "2015-07-20"),
    ("ngày 11 tháng 7 năm 2 016", "2016-07-11"),
    ("ngày 29 tháng 2 năm 2024", "2024-02-29"),
    ("16/5/2016", "2016-05-16"),
    ("ngày 16/5/2016", "2016-05-16"),
    ("ngày 03/6/2013", "2013-06-03"),
    ("26-8-1994", "1994-08-26"),
    ("03.12.2007", "2007-12-03"),
    ("ngày 7 / 12 / 2018", "2018-12-07"),
    ("ngày    tháng 3 năm 2023", "2023-03"),
    ("ngày ... tháng 3 năm 2023", "2023-03"),
    ("ngày …… tháng 11 năm 2017", "2017-11"),
    ("ngày .../3/2023", "2023-03"),
    ("ngày    tháng    năm 2020", "2020"),
    ("tháng 3/2018", "2018-03"),
    ("tháng 12 năm 2016", "2016-12"),
    ("năm 2018", "2018"),
    ("Năm 1976", "1976"),
]
# words that are no date
NO_DATES = [
    "ngày 31 tháng 2 năm 2018",
    "ngày 32 tháng 1 năm 2018",
    "ngày 12 tháng 13 năm 2018",
    "29/02/2023",
    "16/5/201",
    "16/5/20166",
    "16/5-2016",
    "năm 003",
    "năm 2326",
    "năm 1802",
    "16/CT-TTg",
    "ngày tháng năm",
    "ngày ký ban hành",
    "tháng 6",
    "5/5",
    "2016",
    "năm 2016-2020",
]
# words, the date inside them, its words
FOUND = [
    ("Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng", "2016-05-16", "ngày 16/5/2016"),
    ("trước ngày 30/11 hằng năm; từ ngày 01/7/2023", "2023-07-01", "ngày 01/7/2023"),
    ("Luật Đất đai năm 2024 và các nghị định", "2024", "năm 2024"),
    ("giai đoạn 2016-2020; tháng 5 năm 2021", "2021-05", "tháng 5 năm 2021"),
    ("ngày 31/2/2018, sau sửa là ngày 28/2/2018", "2018-02-28", "ngày 28/2/2018"),
]


@pytest.mark.parametrize(("words", "value"), DATES)
def test_a_date_is_read_to_its_true_precision(words: str, value: str) -> None:
    """A day or month left blank stays unknown; figures, words and separators do not matter."""
    read = read_date(words, 0)
    assert read is not None
    assert read.value == value
    assert words[read.start : read.end] == words


@pytest.mark.parametrize("words", NO_DATES)
def test_what_names_no_real_day_is_no_date(words: str) -> None:
    """A day that no calendar has, a number, a span of years and a bare figure are not dates."""
    assert read_date(words, 0) is None


@pytest.mark.parametrize(("words", "value", "printed"), FOUND)
def test_a_date_is_found_among_words(words: str, value: str, printed: str) -> None:
    """The first real date counts, and its span holds exactly its words."""
    read = find_date(words)
    assert read is not None
    assert (read.value, words[read.start : read.end]) == (value, printed)


def test_a_date_outside_the_limits_is_not_found() -> None:
    """Only what lies wholly between the limits is read."""
    words = "ngày 16/5/2016 và ngày 17/6/2017"
    assert find_date(words, 5 + len("16/5/2016"), len(words) - 1) is None
    second = find_date(words, 15)
    assert second is not None and second.value == "2017-06-17"


# year, month, day, ISO
FIGURES = [
    ("2018", "4", "16", "2018-04-16"),
    ("2023", "3", "", "2023-03"),
    ("2018", "", "", "2018"),
    ("2018", "13", "", None),
    ("2018", "0", "1", None),
    ("2018", "4", "31", None),
    ("1944", "", "", None),
    ("2101", "1", "1", None),
]


@pytest.mark.parametrize(("year", "month", "day", "value"), FIGURES)
def test_figures_make_a_date_or_none(year: str, month: str, day: str, value: str | None) -> None:
    """Only a day of the calendar between 1945 and 2100 has an ISO form."""
    assert iso(year, month, day) == value
