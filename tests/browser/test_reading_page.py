"""Reading a document: its form, contents, notes and tables, on screen, enlarged and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Specimens: source_texts/2024/chi-thi-06-2024-chuyen-doi-so.txt, and a report with tables and notes.
DIRECTIVE = "vb/ubnd-tinh-an-mau/chi-thi/2024/06-ct-ubnd/"
REPORT = "vb/ubnd-tinh-an-mau/bao-cao/2020/145-bc-ubnd/"
Opened = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Opened]:
    """`opened(path, viewport=PHONE)` is a page in a context of its own."""
    contexts = []

    def open_(path: str, **options: object) -> Page:
        context = browser.new_context(locale="vi-VN", **{"viewport": DESK, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(server + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def box(page: Page, words: str) -> dict[str, float]:
    """Where the line of the text with *words* stands."""
    line = page.locator("[data-source-text] p").filter(has_text=re.compile(f"^{re.escape(words)}"))
    found = line.first.bounding_box()
    assert found is not None
    return dict(found)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("TỈNH AN MẪU", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 06/CT-UBND", "An Mẫu, ngày 16 tháng 4 năm 2024"),
        ("Nơi nhận:", "CHỦ TỊCH"),
    ],
)
def test_the_official_form_is_recognisable(opened: Opened, left: str, right: str) -> None:
    """On a desk, body and quốc hiệu, number and date, nơi nhận and signature stand side by side."""
    page = opened(DIRECTIVE)
    one, other = box(page, left), box(page, right)
    assert one["x"] + one["width"] <= other["x"]
    assert abs(one["y"] - other["y"]) < one["height"]


def test_on_a_phone_the_form_is_one_column(opened: Opened) -> None:
    """On a phone the lines stand below each other, in the order of the text."""
    page = opened(DIRECTIVE, viewport=PHONE)
    lines = ("TỈNH AN MẪU", "Độc lập - Tự do", "Số: 06/CT-UBND", "An Mẫu, ngày 16 tháng 4")
    tops = [box(page, words)["y"] for words in lines]
    assert tops == sorted(tops)


def test_lines_are_of_comfortable_measure(opened: Opened) -> None:
    """On a desk a full line of the body holds 60 to 80 characters."""
    page = opened(DIRECTIVE)
    counted = page.evaluate("""() => {
      const text = document.querySelector("#doan-1");
      const height = parseFloat(getComputedStyle(text).lineHeight);
      return text.textContent.length / Math.round(text.getBoundingClientRect().height / height);
    }""")
    assert 60 <= counted <= 80


def test_printed_numbers_hang(opened: Opened) -> None:
    """The number of a khoản stands in the margin: the first words begin where all other lines do."""
    page = opened(DIRECTIVE)
    unit = page.locator("#muc-i-khoan-1")
    number = unit.locator(".so")
    assert number.inner_text() == "1."
    edges = unit.evaluate("""(e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      const words = [...e.childNodes].find((n) => n.nodeType === 3);
      const first = document.createRange();
      first.setStart(words, words.data.search(/\\S/));
      first.setEnd(words, words.data.search(/\\S/) + 1);
      return [first.getBoundingClientRect().left, e.getBoundingClientRect().left,
              e.querySelector(".so").getBoundingClientRect().right];
    }""")
    assert abs(edges[0] - edges[1]) < 2
    assert edges[2] <= edges[0]


# The contents


def test_contents_follow_the_reading(opened: Opened) -> None:
    """The contents mark the unit that is being read, and stay in sight."""
    page = opened(REPORT)
    page.wait_for_function("!document.querySelector('.kho-muc-luc [aria-current]')")
    for name in ("phan-b-muc-ii", "phan-b-muc-i", "phan-b-muc-ii-khoan-2"):
        page.locator(f"#{name}").evaluate("(e) => e.scrollIntoView()")
        page.locator(f'.kho-muc-luc a[href="#{name}"][aria-current="location"]').wait_for()
        assert page.locator(".kho-muc-luc [aria-current]").count() == 1
        seen = page.locator(".kho-muc-luc [aria-current]").bounding_box()
        assert seen and 0 <= seen["y"] < DESK["height"]


def test_contents_are_links_without_javascript(opened: Opened) -> None:
    """Without JavaScript the contents lead to the unit, which is marked."""
    page = opened(REPORT, java_script_enabled=False)
    page.locator('.kho-muc-luc a[href="#phan-b-muc-ii"]').click()
    assert page.locator(":target").get_attribute("id") == "phan-b-muc-ii"
    shadow = page.locator(":target").evaluate("(e) => getComputedStyle(e).boxShadow")
    assert shadow != "none"


# Notes and tables


def test_notes_lead_there_and_back(opened: Opened) -> None:
    """With the keyboard alone one goes from the mark to its note, and from the note back to the mark."""
    page = opened(REPORT)
    page.get_by_role("link", name="Chú thích 2", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#chu-thich-2'")
    note = page.locator("#chu-thich-2")
    assert note.bounding_box()["y"] < DESK["height"]  # type: ignore[index]
    note.get_by_role("link", name="Về chỗ có chú thích 2", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#tham-chieu-2'")


def test_wide_tables_scroll_in_their_own_box(opened: Opened) -> None:
    """On a phone a wide table scrolls within its box, by keyboard too; the page does not scroll sideways."""
    page = opened(REPORT, viewport=PHONE)
    tables = page.get_by_role("region", name=re.compile(r"^Bảng \d+$"))
    assert tables.count() > 0
    wide = page.locator(".bang[tabindex]").first
    assert wide.evaluate("(e) => e.scrollWidth > e.clientWidth")
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_tables_that_fit_are_no_stop_of_the_keyboard(opened: Opened) -> None:
    """A table that has nothing to scroll is skipped by Tab."""
    page = opened(REPORT, viewport={"width": 1600, "height": 900})
    fits = page.locator(".bang").evaluate_all("(all) => all.filter((e) => e.scrollWidth <= e.clientWidth)")
    assert page.locator(".bang[tabindex]").count() == page.locator(".bang").count() - len(fits)


# Enlarged, narrow, calm


@pytest.mark.parametrize("path", [DIRECTIVE, REPORT, "", "co-quan/ubnd-tinh-an-mau/", "tra/"])
@pytest.mark.parametrize("width", [640, 320])
def test_enlarged_pages_reflow(opened: Opened, path: str, width: int) -> None:
    """At 200 % and 400 % of a screen 1280 wide nothing but tables scrolls sideways (WCAG 2.2, 1.4.10)."""
    page = opened(path, viewport={"width": width, "height": 512})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", [DIRECTIVE, REPORT])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_jumps(opened: Opened, path: str, viewport: dict[str, int]) -> None:
    """From the first paint to the last script nothing shifts: the layout shift is 0."""
    page = opened(path, viewport=viewport)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate("""() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
        .observe({ type: "layout-shift", buffered: true });
      requestAnimationFrame(() => setTimeout(() => done(sum), 100));
    })""")
    assert shift == 0


# Paper


def printed(page: Page) -> str:
    """The words that paper shows."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return str(page.locator("body").inner_text())


def test_paper_has_address_day_and_hash(opened: Opened, server: str) -> None:
    """Paper says what it is a copy of, from which address, printed on which day, and the hash of the text."""
    page = opened(DIRECTIVE)
    words = printed(page)
    assert "Chỉ thị số 06/CT-UBND ngày 16/4/2024 của UBND tỉnh An Mẫu" in words
    today = page.evaluate("new Date().toLocaleDateString('vi-VN')")
    assert f"In từ {server}{DIRECTIVE}, ngày {today}" in words
    assert re.search(r"SHA-256 của bản chữ: [0-9a-f]{64}", words)
    assert "Bản này không thay thế bản gốc." in words


def test_paper_is_the_document_alone(opened: Opened) -> None:
    """Paper begins with the official form; no chrome, record or contents is printed, every number stays."""
    words = printed(opened(DIRECTIVE))
    for chrome in ("Dòng thời gian", "Mục lục", "Hồ sơ văn bản", "Trợ năng", "¶"):
        assert chrome not in words
    for kept in ("ỦY BAN NHÂN DÂN", "1. Thủ trưởng các sở", "đ) Công bố bảng xếp hạng", "Mạc Như Hiển"):
        assert kept in words


def test_paper_has_the_addresses_of_cited_documents(opened: Opened, server: str) -> None:
    """What the text cites stands below it with its address, since paper cannot be clicked."""
    page = opened(DIRECTIVE)
    printed(page)
    link = page.locator(".kho-lien-he a.ten", has_text="Quyết định số 31/2019/QĐ-UBND").first
    shown = link.evaluate("(e) => getComputedStyle(e, '::after').content")
    assert f"{server}vb/ubnd-tinh-an-mau/quyet-dinh/2019/31-2019-qd-ubnd/" in shown


def test_no_heading_says_again_what_stands_above_it(built_site: Path) -> None:
    """Where all that cites a document only mentions it, its list needs no second "Được dẫn chiếu bởi"."""
    section = re.compile(r'<h2 id="[a-z-]*dan-chieu">([^<]+?) *<.*?</section>', re.DOTALL)
    pages = [path.read_text(encoding="utf-8") for path in built_site.glob("vb/**/index.html")]
    found = [(m[1], re.findall(r"<h3>([^<]+)</h3>", m[0])) for page in pages for m in section.finditer(page)]
    assert any(below == [] for _, below in found) and any(len(below) > 1 for _, below in found)
    assert [one for one in found if one[1] == [one[0]]] == []
