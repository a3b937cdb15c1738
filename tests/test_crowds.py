"""A work that very many documents cite: its page stays small, and lists by year hold all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from test_pages import meta_of

from builder import pipeline, writing
from builder.pages import crowd_pages, crowds, references
from builder.shelf import Shelf

SHOWN, ROWS = 3, 2
DECREE = "vb/chinh-phu/nghi-dinh/2020/30-2020-nd-cp"
# Invented, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.
TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number:02d}/QĐ-UBND
An Mẫu, ngày {day:02d} tháng {month:02d} năm {year}

QUYẾT ĐỊNH
Về việc trồng cây ven đường, đợt {number}

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;

Điều 1. {order} Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.

CHỦ TỊCH
Trần Mẫu An
"""
FOLLOW, REPEAL = "Các sở làm theo", "Bãi bỏ"


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "SHOWN", SHOWN)
    monkeypatch.setattr(crowd_pages, "ROWS", ROWS)
    monkeypatch.setattr(crowds, "GATHERED", 1)


class Kept:
    """Texts and the pages made from them, one build after another."""

    def __init__(self, folder: Path) -> None:
        self.texts, self.docs = folder / "texts", folder / "docs"
        self.texts.mkdir()
        self.docs.mkdir()

    def put(self, number: int, year: int, month: int, order: str = FOLLOW) -> None:
        text = TEXT.format(number=number, day=number, month=month, year=year, order=order)
        (self.texts / f"{number:02d}.txt").write_text(text, encoding="utf-8")

    def build(self) -> writing.Written:
        shelf = Shelf(self.docs.with_name(".docs.cache") / "texts")
        return writing.write_docs(pipeline.gather([self.texts], shelf=shelf), self.docs)

    def page(self, name: str) -> Mapping[str, Any]:
        return meta_of((self.docs / name / "index.md").read_text(encoding="utf-8"))

    def lists(self) -> dict[str, str]:
        """The pages that list who cites the decree, below its address."""
        root = self.docs / DECREE
        found = {p.parent.relative_to(root).as_posix(): p for p in root.rglob("index.md")}
        return {name: path.read_text(encoding="utf-8") for name, path in found.items() if name != "."}

    def numbers(self, name: str) -> list[int]:
        rows = [row for part in self.page(f"{DECREE}/{name}")["sections"] for row in part["rows"]]
        return [number_of(row) for row in rows]


def number_of(row: Mapping[str, Any]) -> int:
    found = re.search(r"số (\d+)/QĐ-UBND", row["name"])
    assert found
    return int(found.group(1))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Six decisions cite the decree: one of 2021 repeals it, two are of 2022, three of 2023."""
    made = Kept(tmp_path)
    for number, year, month, order in (
        (1, 2021, 1, REPEAL),
        (2, 2022, 4, FOLLOW),
        (3, 2022, 5, FOLLOW),
        (4, 2023, 6, FOLLOW),
        (5, 2023, 7, FOLLOW),
        (6, 2023, 8, FOLLOW),
    ):
        made.put(number, year, month, order)
    made.build()
    return made


def test_the_page_shows_the_newest_and_what_became_of_the_work(kept: Kept) -> None:
    """Three of six stand on the page, and with them the one of 2021 that repeals it; all are counted."""
    page = kept.page(DECREE)
    (group,) = page["cited_by"]
    assert [number_of(row) for row in group["rows"]] == [6, 5, 4, 1]
    assert [(row["label"], number_of(row)) for row in page["standing"]] == [("Bị bãi bỏ bởi", 1)]
    assert page["counts"] == "12 lần dẫn trong 6 văn bản của kho"
    assert [row["date"] for row in page["ends"]] == ["ngày 01 tháng 01 năm 2021", "ngày 06 tháng 8 năm 2023"]
    assert "6 văn bản dẫn chiếu văn bản này" in page["picture"]["desc"]


def test_the_page_leads_to_every_year(kept: Kept) -> None:
    """Each year has a link with the number of its documents, the last first."""
    years = kept.page(DECREE)["more"]["years"]
    assert [(row["label"], row["count"]) for row in years] == [("2023", "3"), ("2022", "2"), ("2021", "1")]
    assert all((kept.docs / row["url"] / "index.md").is_file() for row in years)


def test_lists_hold_every_document_once(kept: Kept) -> None:
    """Two a page, the oldest of a year first."""
    names = sorted(kept.lists())
    assert names == [f"dan-chieu-den/{n}" for n in ("2021", "2022", "2023", "2023/trang-2")]
    assert [kept.numbers(name) for name in names] == [[1], [2, 3], [4, 5], [6]]
    pager = kept.page(f"{DECREE}/dan-chieu-den/2023")["pages"]
    assert (pager["before"], pager["after"]) == ("", f"{DECREE}/dan-chieu-den/2023/trang-2/")


def test_lists_quote_every_citation(kept: Kept) -> None:
    """A row has both sentences that cite the work, each with the link to its place."""
    (section,) = kept.page(f"{DECREE}/dan-chieu-den/2021")["sections"]
    (row,) = section["rows"]
    assert [quote["anchor"] for quote in row["quotes"]] == ["dan-chieu-1", "dan-chieu-2"]


def test_a_document_more_makes_one_page_of_the_lists(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest document stands at the end of the last page, and no other page is made again."""
    made: list[str] = []
    page = crowd_pages._page
    monkeypatch.setattr(crowd_pages, "_page", lambda url, *rest: [made.append(url), *page(url, *rest)][1:])
    before = kept.lists()
    kept.put(7, 2022, 6)
    kept.put(8, 2023, 9)
    kept.build()
    after = kept.lists()
    # Of 2022 the first page says that there is a second one now, and how many there are.
    lists = [f"{DECREE}/dan-chieu-den/{n}/" for n in ("2022", "2022/trang-2", "2023", "2023/trang-2")]
    assert sorted(made) == lists
    assert after["dan-chieu-den/2021"] == before["dan-chieu-den/2021"]
    made.clear()
    kept.put(9, 2024, 1)
    kept.build()
    assert made == [f"{DECREE}/dan-chieu-den/2024/"]


def test_lists_go_with_the_crowd(kept: Kept) -> None:
    """Where the page shows all again there are no lists; of a work that nothing cites there is nothing."""
    for number in (1, 2, 3):
        (kept.texts / f"{number:02d}.txt").unlink()
    kept.build()
    assert kept.lists() == {}
    assert "more" not in kept.page(DECREE)
    for path in kept.texts.glob("*.txt"):
        path.unlink()
    kept.put(20, 2024, 1)
    (kept.texts / "20.txt").write_text("Kế hoạch trồng cây.", encoding="utf-8")
    kept.build()
    assert not (kept.docs / DECREE).exists()


def test_a_list_that_was_taken_away_is_made_again(kept: Kept) -> None:
    """A page of the lists that is gone stands again after the next build, with the same bytes."""
    before = kept.lists()
    (kept.docs / DECREE / "dan-chieu-den/2022/index.md").unlink()
    kept.build()
    assert kept.lists() == before


def test_of_a_work_that_comes_all_is_as_from_nothing(kept: Kept, tmp_path: Path) -> None:
    """Whatever comes and goes, docs/ is what a first build makes."""
    kept.put(4, 2021, 2)
    kept.put(10, 2023, 10, REPEAL)
    (kept.texts / "02.txt").unlink()
    kept.build()
    (tmp_path / "fresh").mkdir()
    fresh = Kept(tmp_path / "fresh")
    for path in kept.texts.iterdir():
        (fresh.texts / path.name).write_bytes(path.read_bytes())
    fresh.build()
    assert kept.lists() == fresh.lists()
    assert kept.page(DECREE) == fresh.page(DECREE)


def test_without_tables_the_pages_are_the_same(kept: Kept) -> None:
    """What `writing.output` gives of an archive in memory are the files of a build."""
    files = {file.path: file.content for file in writing.output(pipeline.gather([kept.texts]))}
    told = {name: files[f"{DECREE}/{name}/index.md"] for name in kept.lists()}
    assert told == kept.lists()
    assert files[f"{DECREE}/index.md"] == (kept.docs / DECREE / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        (f"{DECREE}/dan-chieu-den/2018/", f"/{DECREE}/"),
        (f"{DECREE}/dan-chieu-den/chua-ro/trang-2/", f"/{DECREE}/"),
        ("nam/2018/", ""),
        ("nguoi-ky/dan-chieu-den/", ""),
        ("chuyen", ""),
    ],
)
def test_a_list_names_its_work(name: str, url: str) -> None:
    """The lists of a crowd are known by their names."""
    assert crowds.owner(name) == url


def test_years_of_few_documents_share_a_list(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole years are gathered from the oldest up until there are enough: 2021 has one, with 2022 three."""
    monkeypatch.setattr(crowds, "GATHERED", 3)
    kept.put(11, 2024, 1)
    kept.build()
    years = kept.page(DECREE)["more"]["years"]
    found = [(row["label"], row["count"], row["url"].rsplit("/", 2)[1]) for row in years]
    assert found == [("2024", "1", "2024"), ("2023", "3", "2023"), ("2021–2022", "3", "2021")]
    assert kept.numbers("dan-chieu-den/2021") == [1, 2]
    assert kept.numbers("dan-chieu-den/2021/trang-2") == [3]
