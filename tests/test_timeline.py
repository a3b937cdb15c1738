"""The timeline: every document once, by date at its true precision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import made_archive as made
import pytest
from mkdocs.utils.meta import get_data

from builder import timeline
from builder.model import Archive, Found, Span, Work


def dated(name: str, issued: str | None, year: str = "chua-ro") -> Work:
    """A decision of that date; its address says *year*."""
    work = made.decision()
    record = replace(work.document.metadata, issued=Found(issued, Span(0, 1), "test") if issued else None)
    where = replace(work.id, year=issued[:4] if issued else year, number=name)
    return replace(work, id=where, document=replace(work.document, metadata=record))


def meta(*works: Work) -> Any:
    (page,) = timeline.pages(Archive(works, ()))
    assert page.path == "dong-thoi-gian/index.md"
    assert isinstance(page.content, str)
    return get_data(page.content)[1]


def order(*works: Work) -> list[tuple[str, str, list[str]]]:
    """Year, month and the numbers that stand there."""
    return [
        (year["heading"], month["heading"], [row["url"].split("/")[-2] for row in month["rows"]])
        for year in meta(*works)["years"]
        for month in year["months"]
    ]


def test_newest_first_by_year_and_month() -> None:
    """Years, months and days stand newest first."""
    works = [
        dated("a", "2018-04-16"),
        dated("b", "2018-04-02"),
        dated("c", "2018-11-30"),
        dated("d", "2020-01-01"),
    ]
    assert order(*works) == [
        ("Năm 2020", "Tháng 01 năm 2020", ["d"]),
        ("Năm 2018", "Tháng 11 năm 2018", ["c"]),
        ("Năm 2018", "Tháng 4 năm 2018", ["a", "b"]),
    ]


def test_true_precision() -> None:
    """What is known to the month stands in the month, to the year in the year, else apart."""
    works = [
        dated("ngay", "2020-03-09"),
        dated("thang", "2020-03"),
        dated("nam", "2020"),
        dated("khong", None),
    ]
    assert order(*works) == [
        ("Năm 2020", "Tháng 3 năm 2020", ["ngay", "thang"]),
        ("Năm 2020", "Không rõ tháng", ["nam"]),
        ("Không rõ ngày", "Không rõ ngày", ["khong"]),
    ]


def test_a_year_from_the_number() -> None:
    """A text without a date whose number holds a year stands in that year (18/2000/CT-TTg)."""
    assert order(dated("so", None, year="2000")) == [("Năm 2000", "Không rõ tháng", ["so"])]


def test_one_day_stands_in_the_order_of_addresses() -> None:
    """Documents of one day keep one order, whatever the order they were read in."""
    a, b = dated("a", "2018-04-16"), dated("b", "2018-04-16")
    assert order(a, b) == order(b, a) == [("Năm 2018", "Tháng 4 năm 2018", ["a", "b"])]


def test_every_document_stands_once() -> None:
    """The timeline is complete: each document of the archive, once."""
    archive = made.archive()
    rows = [row["url"] for y in meta(*archive.works)["years"] for m in y["months"] for row in m["rows"]]
    assert sorted(rows) == sorted(work.url.lstrip("/") for work in archive.works)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            "types",
            [
                ("bao-cao", "Báo cáo", 1),
                ("chi-thi", "Chỉ thị", 1),
                ("cong-van", "Công văn", 1),
                ("quyet-dinh", "Quyết định", 1),
            ],
        ),
        ("issuers", [("ubnd-tinh-an-mau", made.UBND, 2), ("chua-ro", "Chưa rõ cơ quan", 2)]),
        (
            "year_choices",
            [
                ("2020", "Năm 2020", 1),
                ("2018", "Năm 2018", 1),
                ("2017", "Năm 2017", 1),
                ("chua-ro", "Không rõ ngày", 1),
            ],
        ),
    ],
)
def test_choices_of_the_filter(field: str, expected: list[tuple[str, str, int]]) -> None:
    """The filter offers every type, issuer and year that occurs, with its count."""
    found = meta(*made.archive().works)[field]
    assert [(c["slug"], c["name"], c["count"]) for c in found] == expected


def test_an_empty_timeline() -> None:
    """Without documents there is a page, and it is empty."""
    found = meta()
    assert (found["count"], found["years"]) == (0, [])
