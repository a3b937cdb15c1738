"""The search page in a real Chromium: what is typed, what is found in which order, and how it is reached."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CASES: dict[str, Any] = json.loads((ROOT / "tests" / "tim.json").read_text(encoding="utf-8"))
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
MAU, SCHEDULE = "vb/ubnd-tinh-an-mau", "thong-bao/2018/55-tb-ubnd/"
# Words typed, and the first document that answers; read in the specimens of source_texts/.
ASKED = [
    ("06/CT-UBND", f"{MAU}/chi-thi/2024/06-ct-ubnd/"),
    ("6-ct-ubnd", f"{MAU}/chi-thi/2024/06-ct-ubnd/"),
    ("ct 06 ubnd an mau 2024", f"{MAU}/chi-thi/2024/06-ct-ubnd/"),
    ("phân công lãnh đạo tiếp công dân", f"{MAU}/{SCHEDULE}"),
    ("phan cong lanh dao tiep cong dan", f"{MAU}/{SCHEDULE}"),
    ("phân cong lãnh dao tiếp công dan", f"{MAU}/{SCHEDULE}"),
    ('"kỷ luật, kỷ cương hành chính"', f"{MAU}/chi-thi/2018/05-ct-ubnd/"),
    ('"ky luat ky cuong hanh chinh" tet', f"{MAU}/chi-thi/2018/05-ct-ubnd/"),
]


def search(page: Page, base: str, words: str, more: str = "") -> None:
    page.goto(f"{base}tim/?q={quote(words)}{more}")
    page.evaluate("timTrang.ready")


def links(page: Page, base: str) -> list[str]:
    """Where numbers and results lead, in the order in which they stand."""
    found = page.locator("#tim-so a.ten, #tim-ket-qua a.ten").evaluate_all("a => a.map((e) => e.href)")
    return [str(url).removeprefix(base) for url in found]


@pytest.mark.parametrize(("words", "first"), ASKED, ids=[words for words, _ in ASKED])
def test_first_answer(page: Page, server_below: str, words: str, first: str) -> None:
    """What people type, with or without marks, leads to this document first."""
    search(page, server_below, words)
    page.wait_for_function("document.querySelector('#tim-ket-qua a.ten, #tim-so a.ten')")
    if any(c.isdigit() for c in words):
        page.locator("#tim-so a.ten").first.wait_for()
    assert links(page, server_below)[0] == first


def test_script_reads_words_as_the_builder_does(page: Page, server_below: str) -> None:
    """Letters and marks of each word of the shared table are the same here and there."""
    page.goto(server_below + "tim/")
    printed = [row[0] for row in CASES["syllables"]]
    got = page.evaluate("words => words.map(w => timLoi.syllable(w)).map(s => [s.plain, s.code])", printed)
    assert got == [[plain, code] for _, plain, code in CASES["syllables"]]
    said = page.evaluate(
        "rows => rows.map(([a, b]) => timLoi.agrees(timLoi.syllable(a).code, timLoi.syllable(b).code))",
        CASES["agrees"],
    )
    assert said == [fits for *_, fits in CASES["agrees"]]


def test_phrase_stands_before_scattered_words(page: Page, server_below: str) -> None:
    """Documents that have the words side by side come first, and it is said how many they are."""
    search(page, server_below, "tiếp công dân")
    page.get_by_text("có liền cả cụm").wait_for()
    close, every = (
        int(n)
        for n in page.evaluate("document.getElementById('tim-tin').textContent.match(/\\d+/g).reverse()")
    )
    assert 0 < close < every
    marks = page.locator("#tim-ket-qua li").first.locator("mark").first.inner_text()
    assert marks.casefold() == "tiếp công dân"


def test_marks_as_typed_rank_higher(page: Page, server_below: str) -> None:
    """Quoted with its marks a phrase excludes what differs only in them; without marks it does not."""
    found = {}
    for words in ('"dân vận"', '"dan van"', '"dẫn vặn"'):
        search(page, server_below, words)
        page.wait_for_function("document.getElementById('tim-tin').textContent")
        found[words] = page.locator("#tim-tin").inner_text()
    assert found['"dẫn vặn"'].startswith("Không văn bản nào")
    assert not found['"dan van"'].startswith("Không")


def test_long_phrase_is_read_in_the_text(page: Page, server_below: str) -> None:
    """Seven specimens have `phân công` and `công tác`, none has the three side by side: none is shown.

    `tiep cong dan` in quotes finds those alone that have it, and a filter counts those alone.
    """
    search(page, server_below, "phân công tác")
    assert page.locator("#tim-ket-qua li").count() > 6
    search(page, server_below, '"phân công tác"')
    page.get_by_text("Không văn bản nào có những chữ này liền nhau").wait_for()
    assert page.locator("#tim-ket-qua li").count() == 0
    search(page, server_below, '"phan cong lanh dao"')
    page.wait_for_function("document.getElementById('tim-tin').textContent")
    count = page.locator("#tim-ket-qua li").count()
    assert page.locator("#tim-tin").inner_text() == f"{count} văn bản."
    named = page.locator("#tim-loai option").all_inner_texts()[1:]
    assert sum(int(name.rsplit("(", 1)[1].rstrip(")")) for name in named) == count > 0


def test_result_leads_to_the_unit(page: Page, server_below: str) -> None:
    """The link below an excerpt opens the page at the unit that holds the words."""
    search(page, server_below, "không sử dụng xe công đi lễ hội")
    place = page.locator("#tim-ket-qua .tim-cho").first
    place.wait_for()
    place.click()
    page.wait_for_url("**#*")
    assert "xe công đi lễ hội" in page.locator(":target").inner_text()


def test_excerpt_shows_the_whole_phrase(page: Page, server_below: str) -> None:
    """A unit that holds all the words once is quoted before one that repeats two of them many times."""
    page.goto(server_below + "tim/")
    often = "Ban Dân vận phối hợp công tác dân vận với Ban Dân vận; dân vận là việc của khối dân vận."
    once = "Đẩy mạnh phong trào thi đua “Dân vận khéo” ở cơ sở."
    got = page.evaluate(
        """([often, once]) => {
            const words = timLoi.heard("dan van kheo");
            const copy = { name: "", subject: "", units: [["khoan-1", often], ["khoan-2", once]] };
            const { anchor, words: shown } = timTrich.excerpt(copy, words);
            return [anchor, ...[...shown[1].querySelectorAll("mark")].map((e) => e.textContent)];
        }""",
        [often, once],
    )
    assert got == ["khoan-2", "Dân vận khéo"]


@pytest.mark.parametrize(
    ("thi_dua", "yeu_nuoc", "holding"),
    [([1, 0], [0, 1], [[0], [1]]), ([1, 1], [0, 1], [[0, 1], [1]]), ([1, 0], [0, 0], None)],
)
def test_two_phrases_in_two_pieces(
    page: Page, server_below: str, thi_dua: list[int], yeu_nuoc: list[int], holding: list[list[int]] | None
) -> None:
    """A text of several pieces has both quoted phrases where each stands in some piece of it."""
    page.goto(server_below + "tim/")
    got = page.evaluate(
        """([one, two]) => {
            const query = timLoi.asked('"thi đua" "yêu nước"');
            // 5: there, once, with the marks that were typed.
            const words = query.words.map(() => ({ any: 2, values: [5, 5] }));
            const pairs = [one, two].map((has) => ({ any: 2, values: has.map((n) => n * 5) }));
            return timLoi.judged(query, [0, 1], words, pairs, [1, 1, 1, 1])?.holding ?? null;
        }""",
        [thi_dua, yeu_nuoc],
    )
    assert got == holding


def test_lone_words_of_a_heading_are_not_marked(page: Page, server_below: str) -> None:
    """The "công" of "Công văn" is no mark for "tiếp công dân"; all words apart are, and some in order."""
    page.goto(server_below + "tim/")
    marks = page.evaluate(
        """headings => headings.map((text) => {
            const out = document.createElement("p");
            out.append(timTrich.plainMarked(text, timLoi.heard("tiep cong dan")));
            return [...out.querySelectorAll("mark")].map((one) => one.textContent);
        })""",
        [
            "Công văn về tiếp nhận hồ sơ",
            "Quy chế tiếp công dân",
            "Tiếp và đối thoại với dân tại cơ sở công",
            "Nghĩa vụ của công dân, dân công",
        ],
    )
    assert marks == [[], ["tiếp công dân"], ["Tiếp", "dân", "công"], ["công dân"]]


def test_filters_count_and_stay_in_the_address(page: Page, server_below: str) -> None:
    """A choice says how many documents it leaves, keeps that promise, and can be sent as a link."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    search(page, server_below, "công chức")
    choice = page.locator("#tim-loai option", has_text="Chỉ thị (").first
    name = choice.inner_text()
    page.get_by_label("Loại").select_option(label=name)
    page.wait_for_url("**&loai=chi-thi")
    page.get_by_text("sau khi lọc").wait_for()
    count = name.rsplit("(", 1)[1].rstrip(")")
    assert page.locator("#tim-tin").inner_text().startswith(f"{count} văn bản")
    page.goto(page.url)
    page.evaluate("timTrang.ready")
    assert page.get_by_label("Loại").input_value() == "chi-thi"
    page.go_back()
    page.wait_for_function("!document.getElementById('tim-loai').value")


def test_sorted_by_date(page: Page, server_below: str) -> None:
    """Newest first is the order of days, and oldest first its reverse."""
    days = {}
    for order in ("moi", "cu"):
        search(page, server_below, "công chức", f"&sap={order}")
        page.wait_for_function("!document.querySelector('#tim-ket-qua [aria-busy]')")
        shown = page.locator("#tim-ket-qua .ngay").all_inner_texts()
        days[order] = [tuple(map(int, reversed(day.split("/")))) for day in shown if day.count("/") == 2]
        assert len(days[order]) > 2
    assert days["moi"] == sorted(days["moi"], reverse=True) != days["cu"] == sorted(days["cu"])


def test_signers_come_when_asked_for(page: Page, server_below: str) -> None:
    """The names of signers are fetched when their filter is opened, and it filters."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    search(page, server_below, "công chức")
    box = page.get_by_label("Người ký")
    assert box.locator("option").count() == 1
    box.focus()
    page.wait_for_function("document.getElementById('tim-nguoi-ky').options.length > 1")
    name = box.locator("option").nth(1).inner_text()
    box.select_option(label=name)
    page.get_by_text("sau khi lọc").wait_for()
    assert page.locator("#tim-tin").inner_text().startswith(name.rsplit("(", 1)[1].rstrip(")"))


def test_number_is_answered_while_it_is_typed(page: Page, server_below: str) -> None:
    """Before any search a typed number names its document, and says so."""
    page.goto(server_below + "tim/")
    page.get_by_label("Tìm trong tên").press_sequentially("6/ct-ubnd")
    page.locator("#tim-so a.ten").first.wait_for()
    assert links(page, server_below) == [f"{MAU}/chi-thi/2024/06-ct-ubnd/"]
    page.wait_for_function("document.getElementById('tim-tin').textContent.includes('một văn bản có số này')")


def test_home_answers_a_number_while_it_is_typed(page: Page, server_below: str) -> None:
    """The box of the home page names the document before the search opens; till then nothing is loaded."""
    page.goto(server_below)
    assert page.evaluate("typeof traSo") == "undefined"
    page.get_by_label("Tìm theo số").press_sequentially("6/ct-ubnd")
    page.locator("#tim-so a.ten").first.wait_for()
    assert links(page, server_below) == [f"{MAU}/chi-thi/2024/06-ct-ubnd/"]
    page.wait_for_function("document.getElementById('tim-tin').textContent.includes('một văn bản có số này')")
    page.get_by_label("Tìm theo số").fill("dân vận")
    page.wait_for_function("!document.querySelector('#tim-so a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/?q=*")


def test_keyboard_alone(page: Page, server_below: str) -> None:
    """Type, Enter, arrows down and up, Enter: the document is open; the count was said aloud."""
    page.goto(server_below + "tim/")
    page.get_by_label("Tìm trong tên").focus()
    page.keyboard.type("tiep cong dan")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=tiep+cong+dan*")
    page.wait_for_function("document.querySelectorAll('#tim-ket-qua a.ten').length > 2")
    status = page.get_by_role("status")
    page.wait_for_function("document.getElementById('tim-tin').textContent.includes('văn bản')")
    assert status.get_attribute("aria-live") == "polite"
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    second = page.locator("#tim-ket-qua a.ten").first
    assert second.evaluate("e => e === document.activeElement")
    to = second.evaluate("e => e.href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(to))


def test_absent_words_are_named(page: Page, server_below: str) -> None:
    """When no document has all words, it is said which word the archive does not have at all."""
    search(page, server_below, "tiếp công dân xyzzy")
    page.wait_for_function("document.getElementById('tim-tin').textContent.includes('xyzzy')")
    assert page.locator("#tim-ket-qua li").count() > 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_page_holds_in_its_window(page: Page, server_below: str, size: dict[str, int]) -> None:
    """Nothing runs over the side, on a desk and on a phone; every id is there once."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    search(page, server_below, "06/CT-UBND")
    page.locator("#tim-loc").evaluate("e => e.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[id]").evaluate_all("a => new Set(a.map(e => e.id)).size == a.length")


def test_typed_markup_stays_words(page: Page, server_below: str) -> None:
    """Markup in the address is searched for as words and does not run."""
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    words = '<img src=x onerror=alert(1)> "<b>06/CT-UBND'
    search(page, server_below, words, "&loai=<script>alert(1)</script>&trang=-5&sap=x")
    assert page.get_by_label("Tìm trong tên").input_value() == words
    assert page.locator("article img, article script").count() == 0


def test_without_javascript(browser: Browser, server_below: str) -> None:
    """Without JavaScript the page shows no box that would not work, and leads to year, body and type."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server_below + "tim/?q=dân vận")
    assert not page.locator("#tim").is_visible()
    for name in ("năm ban hành", "cơ quan ban hành", "loại văn bản"):
        assert page.get_by_role("link", name=f"Theo {name}").is_visible()
    page.get_by_role("link", name="Theo năm ban hành").click()
    page.wait_for_url("**/nam/")
    context.close()


def test_index_that_does_not_come(browser: Browser, server_below: str) -> None:
    """When the index cannot be had, the page says so and leads to the lists."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/tim/bang.bin*", lambda route: route.abort())
    page.goto(server_below + "tim/?q=dân vận")
    page.get_by_text("Không tải được chỉ mục").wait_for()
    assert page.get_by_role("link", name="Theo loại văn bản").is_visible()
    context.close()


def test_every_page_asks_here(page: Page, server_below: str) -> None:
    """The box at the head of a page leads here with its words."""
    page.goto(server_below + "gioi-thieu/")
    page.get_by_role("search").get_by_role("searchbox").fill("tiep cong dan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/?q=tiep+cong+dan")
    page.locator("#tim-ket-qua a.ten").first.wait_for()
