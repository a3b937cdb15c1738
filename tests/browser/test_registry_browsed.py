"""Addresses in a real browser: whatever happened to a text, the link of before opens the right place."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builder import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
# Invented, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I; each text is of another matter.
TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number}/CT-UBND
An Mẫu, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc {matter}

Việc {matter} của tỉnh còn chậm và chưa đúng kế hoạch đã giao.

1. Các sở rà soát việc {matter} trong năm nay.

a) Mỗi sở cử một người theo dõi {matter}.

2. Ủy ban nhân dân các huyện báo cáo {matter} hằng quý.

CHỦ TỊCH
Trần Mẫu An
"""
MATTERS = {
    "01": "trồng cây ven đường",
    "02": "giữ gìn giếng nước",
    "03": "sửa chữa cầu treo",
    "04": "dạy nghề dệt vải",
    "05": "phòng cháy rừng",
    "06": "tiếp công dân",
    "07": "nuôi cá lồng",
}
# What two plans say of a directive that no text holds: the second gives it another day.
CITING = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number}/KH-UBND
An Mẫu, ngày 15 tháng 3 năm 2024

KẾ HOẠCH
Thực hiện Chỉ thị về đê điều

1. Thực hiện Chỉ thị số 31/CT-UBND ngày {day}/3/2024 của UBND tỉnh An Mẫu và Chỉ thị số 04/CT-UBND ngày \
05/3/2024 của UBND tỉnh An Mẫu.

CHỦ TỊCH
Trần Mẫu An
"""
CELLS = ["Xã An Mẫu", "Ba mươi lồng cá.", "Xã Bình Mẫu", "Hai mươi lồng cá."]
HOME = "vb/ubnd-tinh-an-mau/chi-thi/2024/{}-ct-ubnd/"
SIZES = [{"width": 1280, "height": 900}, {"width": 360, "height": 740}]


def text(number: str) -> str:
    return TEXT.format(number=number, matter=MATTERS[number])


def correction(file: str, field: str, value: str) -> str:
    row = {"file": file, "field": field, "value": value, "reason": "bản in mờ", "date": "2024-04-01"}
    return "[[correction]]\n" + "\n".join(f"{name} = {json.dumps(word)}" for name, word in row.items()) + "\n"


def change(texts: Path) -> None:
    """All that may happen to texts that were published."""
    (texts / "01.txt").rename(texts / "doi-ten.txt")
    rows = [correction("02.txt", "number", "12/CT-UBND"), correction("03.txt", "issued", "2023-03-05")]
    (texts / "corrections.toml").write_text("\n".join(rows), encoding="utf-8")
    (texts / "04.txt").unlink()
    (texts / "05.txt").write_text(text("05"), encoding="utf-8")
    more = text("06").replace("1. Các sở", "1. Các hội cùng làm.\n\n2. Các sở").replace("2. Ủy", "3. Ủy")
    (texts / "06.txt").write_text(more, encoding="utf-8")
    rows = "| {} | {} |\n|---|---|\n| {} | {} |".format(*CELLS)
    (texts / "07.txt").write_text(with_cells(rows), encoding="utf-8")
    (texts / "22.txt").write_text(CITING.format(number="22", day="06"), encoding="utf-8")


def with_cells(cells: str) -> str:
    """The text on fish with a list before its khoản 2: a paragraph each, or rows of a table."""
    return text("07").replace("2. Ủy ban", f"{cells}\n\n2. Ủy ban")


def addresses(site: Path) -> dict[str, list[str]]:
    """Every address that the site publishes for its texts, with its anchors."""
    lines = (site / "du-lieu" / "permalinks.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {
        url.lstrip("/"): [name for _, *names in row["anchors"] for name in names]
        for row in rows
        if row["state"] == "held" and "/ke-hoach/" not in row["url"]
        for url in (row["url"], *row.get("former", ()))
    }


@pytest.fixture(scope="module")
def before_and_after(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]
) -> tuple[str, dict[str, list[str]]]:
    """The site after all changes, and the addresses that it published before them."""
    folder = tmp_path_factory.mktemp("so-dia-chi")
    texts, site = folder / "texts", folder / "site"
    texts.mkdir()
    for number in MATTERS:
        whole = text(number)
        headless = whole.partition("CHỈ THỊ\n")[2] if number == "05" else whole
        (texts / f"{number}.txt").write_text(headless, encoding="utf-8")
    (texts / "07.txt").write_text(with_cells("\n\n".join(CELLS)), encoding="utf-8")
    (texts / "21.txt").write_text(CITING.format(number="21", day="05"), encoding="utf-8")
    command = ["build", "-q", "--source", str(texts), "--registry", str(folder / "so"), "--site", str(site)]
    with chdir(ROOT):
        assert cli.main(command) == cli.FINE
        published = addresses(site)
        change(texts)
        assert cli.main(command) == cli.FINE
    return serve(site, "kho/"), published


def test_every_published_place_is_found(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]]
) -> None:
    """Each address of before, with each of its fragments, opens the same text at a place of it."""
    base, published = before_and_after
    withdrawn = HOME.format("04")
    assert len(published) == len(MATTERS)
    for url, anchors in published.items():
        for anchor in anchors if url != withdrawn else []:
            page.goto(f"{base}{url}#{anchor}")
            page.wait_for_function("document.querySelector(':target') !== null")
            assert page.evaluate("location.hash") == f"#{anchor}"
            matter = page.locator("h1").inner_text()
            assert _matter_of(url) in matter
            assert page.locator(":target").evaluate("e => e.closest('[data-source-text]') !== null")


def _matter_of(url: str) -> str:
    number = url.rstrip("/").rpartition("/")[2][:2]
    return MATTERS[number if number in MATTERS else "05"].split()[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (HOME.format("01"), HOME.format("01")),
        (HOME.format("02"), HOME.format("12")),
        (HOME.format("03"), "vb/ubnd-tinh-an-mau/chi-thi/2023/03-ct-ubnd/"),
        (HOME.format("06"), HOME.format("06")),
    ],
)
def test_an_address_leads_to_the_new_one(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]], old: str, new: str
) -> None:
    """The browser ends at the address that the text has now, the fragment with it, and can go back."""
    base, _ = before_and_after
    page.goto(base)
    page.goto(f"{base}{old}#khoan-1-diem-a")
    page.wait_for_url(f"{base}{new}#khoan-1-diem-a")
    words = page.locator(":target").evaluate("e => e.closest('p').innerText")
    assert words.startswith("a) Mỗi sở cử một người")
    page.go_back()
    page.wait_for_url(base)


def test_a_missing_header_moves_the_page_and_keeps_the_link(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]]
) -> None:
    """A text that was published without number, date and issuer is found by the link of that time."""
    base, published = before_and_after
    [old] = [url for url in published if not url.startswith("vb/ubnd-tinh-an-mau/")]
    page.goto(f"{base}{old}#khoan-2")
    page.wait_for_url(f"{base}{HOME.format('05')}#khoan-2")
    assert page.locator(":target").inner_text().startswith("2. Ủy ban nhân dân các huyện")


def test_a_clause_counted_anew_opens_by_its_old_link(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]]
) -> None:
    """The link to khoản 1 of before opens the same words, which are khoản 2 now; so does the new link."""
    base, _ = before_and_after
    for anchor in ("khoan-1", "khoan-2"):
        page.goto("about:blank")
        page.goto(f"{base}{HOME.format('06')}#{anchor}")
        words = page.locator(":target").evaluate("e => e.closest('p, h2, h3, h4, h5').innerText")
        assert words.startswith("2. Các sở rà soát" if anchor == "khoan-1" else "3. Ủy ban")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_a_withdrawn_text_leaves_a_page_that_says_so(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]], size: dict[str, int]
) -> None:
    """The address stays, names what stood there, and leads to the lists; nothing of the text is left."""
    base, _ = before_and_after
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{base}{HOME.format('04')}#khoan-1")
    assert page.locator("h1").inner_text() == "Chỉ thị số 04/CT-UBND không còn trong kho"
    assert page.get_by_role("note").filter(has_text="đã rút khỏi kho").is_visible()
    assert "dệt vải" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_withdrawn_text_s_page_leads_to_what_cites_it(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]]
) -> None:
    """Each citation stands in its sentence, and its link opens that very place."""
    base, _ = before_and_after
    page.goto(f"{base}{HOME.format('04')}")
    assert (
        page.locator("blockquote mark").all_inner_texts()
        == ["Chỉ thị số 04/CT-UBND ngày 05/3/2024 của UBND tỉnh An Mẫu"] * 2
    )
    page.locator("blockquote a").first.click()
    assert page.locator(":target").inner_text().startswith("Chỉ thị số 04/CT-UBND")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_a_cited_page_that_is_contradicted_stays(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]], size: dict[str, int]
) -> None:
    """A directive known from one plan, to which a second gives another day, has a page that shows both."""
    base, _ = before_and_after
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(f"{base}{HOME.format('31')}")
    assert page.locator("h1").inner_text() == "Chỉ thị số 31/CT-UBND chưa có trong kho"
    days = [words.split("ngày ")[1][:2] for words in page.locator("blockquote mark").all_inner_texts()]
    assert sorted(days) == ["05", "06"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("n", range(len(CELLS)))
def test_paragraphs_that_are_cells_now_open_at_their_row(
    page: Page, before_and_after: tuple[str, dict[str, list[str]]], n: int
) -> None:
    """The link to a paragraph of before opens the row of the table that holds its words now."""
    base, published = before_and_after
    anchor = f"khoan-1-diem-a-doan-{n + 1}"
    assert anchor in published[HOME.format("07")]
    page.goto(f"{base}{HOME.format('07')}#{anchor}")
    assert CELLS[n] in page.locator(":target").evaluate("e => e.closest('tr').innerText")


def test_without_javascript_an_old_address_leads_to_the_page(
    browser: Browser, before_and_after: tuple[str, dict[str, list[str]]]
) -> None:
    """Without scripts the reader still arrives at the text, at its top."""
    base, _ = before_and_after
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{base}{HOME.format('02')}")
    page.wait_for_url(f"{base}{HOME.format('12')}")
    assert "giữ gìn giếng nước" in page.locator("h1").inner_text()
    context.close()
