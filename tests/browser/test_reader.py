"""What a reader does with a text, in a real Chromium: mouse, the keys alone, touch, and no scripts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import quoted_archive as quoted
from axe_playwright_python.sync_playwright import Axe

from builder import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DIRECTIVE = "vb/ubnd-tinh-an-mau/chi-thi/2018/06-ct-ubnd/"
OLD = "vb/ubnd-tinh-an-mau/quyet-dinh/2017/12-qd-ubnd/"
NEW = "vb/ubnd-tinh-an-mau/quyet-dinh/2019/30-qd-ubnd/"
POINT = "#muc-i-khoan-2-diem-a"
# In the order and the words of the issue's own example.
CITED = "điểm a khoản 2 Mục I Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh An Mẫu"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive, built with the command itself."""
    out = tmp_path_factory.mktemp("quoted")
    texts = quoted.write(out / "texts")
    with chdir(ROOT):
        assert cli.main(["build", "-q", "--source", str(texts), "--site", str(out / "site")]) == cli.FINE
    return out / "site"


@pytest.fixture(scope="module")
def base(serve: Callable[..., str], site: Path) -> str:
    """Its address, below a path."""
    return serve(site, "kho/")


Opened = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opened]:
    """`opened(path, phone=True, scripts=False)` is a page of the archive; no script of it may fail."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def go(path: str, *, phone: bool = False, scripts: bool = True) -> Page:
        made = browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            has_touch=phone,
            is_mobile=phone,
            java_script_enabled=scripts,
            permissions=["clipboard-read", "clipboard-write"],
            locale="vi-VN",
        )
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(base + path)
        return page

    yield go
    for one in contexts:
        one.close()
    assert not wrong


def copied(page: Page) -> str:
    """What was copied last, once the page says that it was."""
    page.locator(".kho-loi-bao p", has_text="Đã chép").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def select(page: Page, unit: str, words: str) -> None:
    """Select *words* within a unit, as a reader does by dragging over them."""
    page.locator(unit).evaluate(
        """(unit, words) => {
          const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT)
          for (let n; (n = walker.nextNode()); ) {
            const at = n.data.indexOf(words)
            if (at >= 0) return getSelection().setBaseAndExtent(n, at, n, at + words.length)
          }
          throw new Error("not there: " + words)
        }""",
        words,
    )
    tool(page, "Chép liên kết tới chữ đã chọn").wait_for()


# Quoting


def test_a_mouse_over_a_unit_brings_its_tools(opened: Opened, base: str) -> None:
    """Over điểm a stand its tools: its address, and its citation in the official order."""
    page = opened(DIRECTIVE)
    page.hover(POINT)
    tool(page, "Chép liên kết").click()
    assert copied(page) == f"{base}{DIRECTIVE}{POINT}"
    tool(page, "Chép trích dẫn").click()
    page.locator(".kho-loi-bao p", has_text=CITED).wait_for()
    assert copied(page) == CITED


def test_the_keys_alone_reach_the_tools(opened: Opened, base: str) -> None:
    """Tab stops at the unit's own link, then at its tools; Enter copies; Escape gives the place back."""
    page = opened(DIRECTIVE)
    page.locator(f"{POINT} .neo").focus()
    for name in ("Chép liên kết", "Chép trích dẫn"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == name
        page.keyboard.press("Enter")
    page.locator(".kho-loi-bao p", has_text=CITED).wait_for()
    assert copied(page) == CITED
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('href')") == POINT
    assert page.locator(".cong-cu").count() == 0


def test_tab_leaves_the_tools_for_the_text(opened: Opened) -> None:
    """After the last tool Tab goes on to the next link of the text: no one is caught in the tools."""
    page = opened(DIRECTIVE)
    page.locator(f"{POINT} .neo").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "dan-chieu-4"


def test_a_tap_on_a_unit_brings_its_tools(opened: Opened, base: str) -> None:
    """On a phone a tap brings the tools, named, to the foot of the screen; they cover no sideways space."""
    page = opened(DIRECTIVE, phone=True)
    page.locator(POINT).tap(position={"x": 60, "y": 10})
    bar = page.locator(".cong-cu")
    assert bar.bounding_box()["y"] + bar.bounding_box()["height"] == PHONE["height"]  # type: ignore[index]
    tool(page, "Chép trích dẫn").tap()
    assert copied(page) == CITED
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_each_unit_links_to_itself(opened: Opened, base: str) -> None:
    """Without scripts the unit's own link gives its address, and arriving there marks it."""
    page = opened(DIRECTIVE, scripts=False)
    page.locator(f"{POINT} .neo").click()
    assert page.url == f"{base}{DIRECTIVE}{POINT}"
    assert page.locator(":target").inner_text() == "a) Tiếp công dân đúng lịch, trả lời trong 15 ngày;"
    assert page.locator(POINT).evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize(
    ("unit", "cited"),
    [
        ("#muc-i-khoan-1", "khoản 1 Mục I"),
        ("#muc-i", "Mục I"),
        ("#muc-i-khoan-2-diem-dd", "điểm đ khoản 2 Mục I"),
        ("#muc-i-khoan-2-diem-dd-doan-1", "điểm đ khoản 2 Mục I"),
        ("#chu-thich-1", "chú thích 1"),
        ("#doan-1", ""),
    ],
)
def test_every_kind_of_unit_is_cited(opened: Opened, unit: str, cited: str) -> None:
    """A paragraph that prints no number is cited by the unit that holds it: only the archive counts it."""
    page = opened(DIRECTIVE)
    page.locator(f"{unit} .neo").focus()
    tool(page, "Chép trích dẫn").click()
    assert copied(page) == f"{cited} {CITED.split('Mục I ')[1]}".strip()


def test_a_citation_as_markdown(opened: Opened, base: str) -> None:
    """Markdown is the citation as a link to the unit."""
    page = opened(DIRECTIVE)
    page.hover(POINT)
    tool(page, "Thêm").click()
    tool(page, "Chép trích dẫn dạng Markdown").click()
    assert copied(page) == f"[{CITED}]({base}{DIRECTIVE}{POINT})"


def test_the_whole_document_for_reference_managers(opened: Opened, base: str) -> None:
    """CSL-JSON and BibTeX hold type, number, date, body, title and address, as far as the text gives them."""
    page = opened(DIRECTIVE)
    page.hover(POINT)
    tool(page, "Thêm").click()
    tool(page, "Chép CSL-JSON (cả văn bản)").click()
    page.locator(".kho-loi-bao p", has_text="CSL-JSON").wait_for()
    (item,) = json.loads(copied(page))
    name = "Chỉ thị số 06/CT-UBND ngày 16/4/2018 của UBND tỉnh An Mẫu: Về tăng cường công tác dân vận"
    assert item == {
        "id": "ubnd-tinh-an-mau-chi-thi-2018-06-ct-ubnd",
        "type": "legislation",
        "title": name,
        "genre": "Chỉ thị",
        "number": "06/CT-UBND",
        "author": [{"literal": "Ủy ban nhân dân tỉnh An Mẫu"}],
        "issued": {"date-parts": [[2018, 4, 16]]},
        "language": "vi",
        "URL": base + DIRECTIVE,
    }
    tool(page, "Chép BibTeX (cả văn bản)").click()
    page.locator(".kho-loi-bao p", has_text="BibTeX").wait_for()
    bibtex = copied(page)
    assert bibtex.startswith("@misc{ubnd-tinh-an-mau-chi-thi-2018-06-ct-ubnd,\n")
    for line in ("author = {{Ủy ban nhân dân tỉnh An Mẫu}}", f"title = {{{{{name}}}}}", "day = {16}"):
        assert f"  {line},\n" in bibtex


# Links to selected words, and arriving


def test_a_link_to_words_carries_them(opened: Opened, base: str) -> None:
    """The link names the unit and holds the words; opening it marks them and says that they still stand."""
    page = opened(DIRECTIVE)
    select(page, POINT, "trả lời trong 15 ngày")
    tool(page, "Chép liên kết tới chữ đã chọn").click()
    link = copied(page)
    parts = urlsplit(link)
    assert parse_qs(parts.query) == {"trich": ["trả lời trong 15 ngày"]}
    assert unquote(parts.fragment) == f"{POINT[1:]}:~:text=trả lời trong 15 ngày"
    page.goto("about:blank")
    page.goto(link)
    page.locator(".kho-loi-bao p", has_text="vẫn đúng như khi").wait_for()
    marked = "[...CSS.highlights.get('trich')].map(String)"
    assert page.evaluate(marked) == ["trả lời trong 15 ngày"]


def test_a_link_to_words_that_changed_says_so(opened: Opened, base: str) -> None:
    """When the text says 15 days and the link 10, the reader is told the words, which only the link says."""
    page = opened(f"{DIRECTIVE}?trich=trả lời trong 10 ngày{POINT}:~:text=trả lời trong 10 ngày")
    told = page.locator(".kho-loi-bao p")
    told.filter(has_text="không có, hoặc không còn, những chữ ấy.").wait_for()
    assert "“trả lời trong 10 ngày”" in told.inner_text()
    page.keyboard.press("Escape")
    assert not told.is_visible()


LONG = (
    "Thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh và Chỉ thị số 16/CT-TTg "
    "ngày 16/5/2016 của Thủ tướng Chính phủ, Chủ tịch UBND tỉnh yêu cầu: I. NHIỆM VỤ 1. Các sở, ban, "
    "ngành tăng cường đối thoại"
)


def test_a_long_selection_is_known_by_its_hash(opened: Opened) -> None:
    """Of words over several paragraphs the link holds the beginning, the length and a hash of the whole."""
    page = opened(DIRECTIVE)
    page.evaluate(
        """() => {
          const unit = document.querySelector("#muc-i-khoan-1")
          const last = [...unit.childNodes].find((n) => n.nodeType === 3 && n.data.includes("đối thoại"))
          const end = last.data.indexOf("đối thoại") + "đối thoại".length
          getSelection().setBaseAndExtent(document.querySelector("#doan-1").firstChild, 0, last, end)
        }"""
    )
    tool(page, "Chép liên kết tới chữ đã chọn").click()
    link = copied(page)
    given = parse_qs(urlsplit(link).query)
    assert (given["trich"], given["dai"]) == ([LONG[:150]], [str(len(LONG))])
    page.goto("about:blank")
    page.goto(link)
    page.locator(".kho-loi-bao p", has_text="vẫn đúng như khi").wait_for()
    page.goto("about:blank")
    page.goto(link.replace(given["bam"][0], "0"))
    page.locator(".kho-loi-bao p", has_text="không còn").wait_for()


def test_words_are_selected_by_touch_too(opened: Opened) -> None:
    """On a phone a selection brings the tools to the foot of the screen, with the link to the words."""
    page = opened(DIRECTIVE, phone=True)
    select(page, POINT, "đúng lịch")
    tool(page, "Chép liên kết tới chữ đã chọn").tap()
    assert "trich=" in copied(page)


def test_a_former_address_marks_its_unit(opened: Opened) -> None:
    """A former anchor is an empty element inside its unit: arriving there marks the unit, not nothing."""
    page = opened(DIRECTIVE)
    page.locator(POINT).evaluate("e => e.insertAdjacentHTML('afterbegin', '<span id=khoan-9></span>')")
    page.evaluate("location.hash = '#khoan-9'")
    page.locator(f"{POINT}.den").wait_for()


def test_a_wrong_place_is_named(opened: Opened) -> None:
    """A fragment that is nowhere on the page is named, not passed over."""
    page = opened(f"{DIRECTIVE}#khoan-99")
    page.locator(".kho-loi-bao p", has_text="“khoan-99”").wait_for()


# Citations in the text

PREVIEWS = [
    (
        "#dan-chieu-1",
        ["Quyết định số 12/QĐ-UBND", "ngày 03/02/2017", "Bị thay thế bởi Quyết định số 30/QĐ-UBND"],
    ),
    ("#dan-chieu-2", ["Chỉ thị số 16/CT-TTg", "Thủ tướng Chính phủ", "16/5/2016", "Chưa có trong kho"]),
    ("#dan-chieu-3", ["Trong chính văn bản này", "2. Chủ tịch UBND các huyện, thành phố:"]),
    ("#dan-chieu-4", ["khớp nhiều văn bản", "năm 2015", "năm 2016"]),
]


@pytest.mark.parametrize(("link", "words"), PREVIEWS)
def test_a_preview_opens_under_the_mouse_and_stays(opened: Opened, link: str, words: list[str]) -> None:
    """Over a citation stands what it leads to; the pointer may go over it; Escape closes it (WCAG 1.4.13)."""
    page = opened(DIRECTIVE)
    page.hover(link)
    box = page.get_by_role("tooltip")
    box.wait_for()
    assert [word for word in words if word not in box.inner_text()] == []
    box.hover()
    page.wait_for_timeout(500)
    assert box.is_visible()
    page.keyboard.press("Escape")
    assert not box.is_visible()


@pytest.mark.parametrize(("link", "words"), PREVIEWS)
def test_a_preview_opens_with_the_keys(opened: Opened, link: str, words: list[str]) -> None:
    """A citation that Tab reaches is described by its preview; Escape closes it and the focus stays."""
    page = opened(DIRECTIVE)
    page.keyboard.press("Tab")
    page.locator(link).focus()
    box = page.get_by_role("tooltip")
    box.wait_for()
    assert [word for word in words if word not in box.inner_text()] == []
    assert page.locator(link).get_attribute("aria-describedby") == box.get_attribute("id")
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert page.evaluate("'#' + document.activeElement.id") == link


def test_a_tap_follows_the_link_and_the_tools_preview_it(opened: Opened, base: str) -> None:
    """On a phone a tap on a citation goes there, as any link does; its preview is among the unit's tools."""
    page = opened(DIRECTIVE, phone=True)
    page.locator("#doan-1").tap(position={"x": 20, "y": 10})
    tool(page, "Thêm").tap()
    page.get_by_role("button", name="Xem trước: Chỉ thị số 16/CT-TTg").tap()
    page.get_by_role("tooltip").filter(has_text="Chưa có trong kho").wait_for()
    page.locator("h1").tap()
    page.locator("#dan-chieu-1").tap()
    page.wait_for_url(base + OLD)


def test_citations_are_plain_links_without_scripts(opened: Opened, base: str) -> None:
    """Held and cited documents open; what fits two documents leads to the line that names both."""
    page = opened(DIRECTIVE, scripts=False)
    hrefs = [page.locator(f"#dan-chieu-{n}").get_attribute("href") for n in (1, 2, 3, 4)]
    assert hrefs == [
        "../../../quyet-dinh/2017/12-qd-ubnd/",
        "../../../../thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/",
        "#muc-i-khoan-2",
        "#muc-dan-chieu-4",
    ]
    page.locator("#dan-chieu-4").click()
    row = page.locator("li", has=page.locator(":target")).last
    assert row.locator(".ung-vien li").count() == 2


def test_kinds_of_citations_differ_by_more_than_colour(opened: Opened) -> None:
    """Each kind has a line or a sign of its own, and the legend names those that the text has."""
    page = opened(DIRECTIVE)
    style = "e => getComputedStyle(e).textDecorationStyle + getComputedStyle(e, '::after').content"
    looks = [page.locator(f"#dan-chieu-{n}").evaluate(style) for n in (1, 2, 3, 4)]
    assert len(set(looks)) == 4
    assert page.locator(".kho-chu-giai li").all_inner_texts() == [
        "dẫn chiếu có trong kho",
        "dẫn chiếu chưa có trong kho",
        "dẫn chiếu khớp nhiều văn bản, chưa xác định được",
        "dẫn chiếu trong chính văn bản này",
    ]


# Record and trust


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Số, ký hiệu", ["06/CT-UBND"]),
        ("Cơ quan ban hành", ["ỦY BAN NHÂN DÂN", "TỈNH AN MẪU"]),
        ("Nơi ban hành", ["An Mẫu"]),
        ("Ngày ban hành", ["ngày 16 tháng 4 năm 2018"]),
        ("Trích yếu", ["Về tăng cường công tác dân vận"]),
        ("Hiệu lực từ", ["Chỉ thị này có hiệu lực kể từ ngày ký"]),
        ("Nơi nhận", ["- Sở Nội vụ;"]),
    ],
)
def test_each_field_leads_to_its_words(opened: Opened, label: str, words: list[str]) -> None:
    """One click on a field marks the words that it was read from, though they stand in several lines."""
    page = opened(DIRECTIVE)
    page.get_by_role("link", name=f"Xem chữ trong văn bản cho mục {label}", exact=True).click()
    page.locator(".tu.dang-tro").first.wait_for()
    assert page.locator(".tu.dang-tro").all_inner_texts() == words
    assert page.locator(":target").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_field_leads_to_its_words_without_scripts(opened: Opened) -> None:
    """Without scripts the record is open on a desk, and a field leads to its exact words."""
    page = opened(DIRECTIVE, scripts=False)
    page.get_by_role("link", name="Xem chữ trong văn bản cho mục Ngày ban hành").click()
    assert page.locator(":target").inner_text() == "ngày 16 tháng 4 năm 2018"


def row(page: Page, label: str) -> str:
    shown = page.locator(".kho-ho-so dl > div").filter(has=page.locator("dt", has_text=label)).first
    return " ".join(shown.inner_text().split())


def test_standing_is_proved_or_said_to_be_missing(opened: Opened) -> None:
    """A decision that another replaces shows the sentence that says so; silence is no standing."""
    page = opened(OLD)
    assert "Bị thay thế bởi Quyết định số 30/QĐ-UBND" in row(page, "Tình trạng")
    sentence = "“Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 03/02/2017 của UBND tỉnh.”"
    assert sentence in row(page, "Tình trạng")
    assert page.locator(".kho-bao--tinh-trang").inner_text().startswith("Bị thay thế bởi Quyết định số 30")
    page = opened(DIRECTIVE)
    assert "không nêu" in row(page, "Tình trạng")


def test_a_correction_shows_its_date_and_reason(opened: Opened) -> None:
    """A clerk's word over the reader's stands in the record with its date and reason."""
    page = opened(NEW)
    assert row(page, "Nơi ban hành") == (
        "Nơi ban hành Thị xã An Mẫu Đính chính ngày 20/11/2026: Bản giấy ghi tên thị xã"
    )


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def test_the_text_beside_the_page_is_what_was_hashed(opened: Opened, base: str) -> None:
    """`index.txt` holds the text as read; the record shows the SHA-256 of just these bytes."""
    page = opened(DIRECTIVE)
    received = page.request.get(f"{base}{DIRECTIVE}index.txt").body()
    assert hashlib.sha256(received).hexdigest() in row(page, "SHA-256 của bản chữ")
    assert received.decode() == quoted.DIRECTIVE
    assert digest(quoted.DIRECTIVE) in row(page, "SHA-256 của tệp nguồn")


def compare(page: Page, answer: str) -> None:
    tool(page, "Đối chiếu chữ trên trang").click()
    page.locator(".ket-qua", has_text=answer).wait_for()


def test_the_page_hashes_its_text_and_compares(opened: Opened) -> None:
    """The button hashes the text, compares it with the record, and finds every word of the page in it."""
    compare(opened(DIRECTIVE), "Khớp")


@pytest.mark.parametrize(
    ("unit", "was", "now"),
    [(POINT, "15 ngày", "10 ngày"), (POINT, "đúng ", ""), ("#chu-thich-1", "Sở Nội vụ", "Sở Y tế")],
)
def test_a_changed_word_on_the_page_is_found(opened: Opened, unit: str, was: str, now: str) -> None:
    """A word changed or dropped, in a note too, is told: what the reader sees is not what was hashed."""
    page = opened(DIRECTIVE)
    page.locator(unit).evaluate(
        """(unit, [was, now]) => {
          const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT)
          for (let n; (n = walker.nextNode()); )
            if (n.data.includes(was)) return (n.data = n.data.replace(was, now))
          throw new Error("not there: " + was)
        }""",
        [was, now],
    )
    compare(page, "chữ trên trang khác bản chữ")


def test_a_changed_file_is_found(opened: Opened) -> None:
    """A text that was changed on its way has another hash, and the page says which."""
    page = opened(DIRECTIVE)
    other = quoted.DIRECTIVE.replace("15 ngày", "10 ngày")
    page.route("**/index.txt", lambda route: route.fulfill(body=other))
    compare(page, f"Không khớp: bản chữ tải về có mã {digest(other)}")


def test_without_a_secure_address_the_page_says_why_it_cannot_hash(opened: Opened) -> None:
    """Over plain http the browser gives no hash: the page says so, and what to do."""
    page = opened(DIRECTIVE)
    page.evaluate("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    compare(page, "trình duyệt chỉ cho băm trên địa chỉ https")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_record_folds_above_the_text_on_a_phone(opened: Opened, scripts: bool) -> None:
    """On a phone the record is one tap away above the text, with scripts or without, and nothing jumps."""
    page = opened(DIRECTIVE, phone=True, scripts=scripts)
    number = page.locator(".kho-ho-so dd").filter(has_text="06/CT-UBND").first
    assert not number.is_visible()
    page.get_by_text("Hồ sơ văn bản", exact=True).tap()
    assert number.is_visible()


@pytest.mark.parametrize("phone", [True, False])
def test_nothing_shifts_while_the_page_opens(opened: Opened, phone: bool) -> None:
    """No part of the page moves after it was first painted."""
    page = opened(DIRECTIVE, phone=phone)
    page.wait_for_load_state("networkidle")
    shifts = """() => new Promise((done) => {
      const seen = new PerformanceObserver((list) => done(list.getEntries().map((e) => e.value)))
      seen.observe({type: "layout-shift", buffered: true})
      setTimeout(() => done([]), 300)
    })"""
    assert page.evaluate(shifts) == []


# Reporting a mistake


def reported(link: str) -> tuple[str, dict[str, list[str]]]:
    address, _, rest = link.partition("?")
    return address, parse_qs(rest)


def test_a_mistake_is_reported_at_its_unit(opened: Opened, base: str) -> None:
    """The mail names the unit, its address, the hash of the text and the words in question."""
    page = opened(DIRECTIVE)
    page.locator(f"{POINT} .neo").focus()
    tool(page, "Thêm").click()
    link = page.get_by_role("link", name="Báo lỗi chỗ này").get_attribute("href") or ""
    address, given = reported(link)
    assert address == "mailto:sua-loi@kho.example.vn"
    assert given["subject"] == [f"Báo lỗi: {CITED}"]
    for words in (
        f"Địa chỉ: {base}{DIRECTIVE}{POINT}\n",
        f"SHA-256 của bản chữ: {digest(quoted.DIRECTIVE)}\n",
        "Chữ trong kho: “a) Tiếp công dân đúng lịch, trả lời trong 15 ngày;”\n",
    ):
        assert words in given["body"][0]


def test_a_mistake_is_reported_without_scripts(opened: Opened) -> None:
    """Without scripts the record holds a mail about the whole document."""
    page = opened(DIRECTIVE, scripts=False)
    address, given = reported(
        page.get_by_role("link", name="Báo lỗi của bản này").get_attribute("href") or ""
    )
    assert address == "mailto:sua-loi@kho.example.vn"
    assert digest(quoted.DIRECTIVE) in given["body"][0]


def test_where_no_place_is_set_nothing_asks_for_reports(page: Page, server_below: str) -> None:
    """The specimens name no place for reports: no page offers one."""
    page.goto(f"{server_below}vb/ubnd-tinh-an-mau/chi-thi/2018/05-ct-ubnd/")
    page.locator(".neo").first.focus()
    tool(page, "Thêm").click()
    assert page.locator(".bao-loi").count() == 0


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(opened: Opened, scheme: str, phone: bool) -> None:
    """axe-core has no finding with the tools, a preview and a notice open, light and dark, desk and phone."""
    page = opened(f"{DIRECTIVE}?trich=không có{POINT}", phone=phone)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.locator("#doan-1 .neo").focus()
    tool(page, "Thêm").click()
    page.get_by_role("button", name="Xem trước: Quyết định").click()
    page.get_by_role("tooltip").wait_for()
    assert page.locator(".kho-loi-bao").is_visible()
    rows = Axe().run(page).response["violations"]
    assert [f"{r['id']}: {n['html'][:160]}" for r in rows for n in r["nodes"]] == []


def test_every_specimen_is_what_was_hashed(page: Page, server: str, built_site: Path) -> None:
    """Each specimen, with every kind of damage, notes and tables, agrees word for word with its text."""
    found = sorted(
        p.parent.relative_to(built_site).as_posix() for p in built_site.glob("vb/*/*/*/*/index.txt")
    )
    assert len(found) >= 30
    answers = {}
    for path in found:
        page.goto(f"{server}{path}/")
        tool(page, "Đối chiếu chữ trên trang").click()
        page.locator(".ket-qua:is(.khop, .khac)").wait_for()
        answers[path] = page.locator(".ket-qua").inner_text()
    assert [path for path, said in answers.items() if not said.startswith("Khớp")] == []
