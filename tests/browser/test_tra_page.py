"""The resolver page in a real Chromium: what is typed or pasted, and which documents it leads to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import made_archive as made
import pytest

from builder import pages, prose, site
from builder.identifiers import number_key
from builder.model import WorkId
from builder.pages.resolver import Entry, Index

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CASES: dict[str, Any] = json.loads((ROOT / "tests" / "tra.json").read_text(encoding="utf-8"))
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
DIRECTIVE = made.directive().url.lstrip("/")
BOX = "Số, ký hiệu văn bản"

_ANSWERS = """([index, typed, pasted, keys]) => {
  const found = globalThis.traSo.finder(index);
  const urls = (one) => one.found.map(({work}) => work.url);
  return {
    typed: typed.map((words) => found.find(words).map(urls)),
    pasted: pasted.map((words) => found.mark(words).map((one) => 
      [words.slice(one.start, one.end), one.sure, urls(one)])),
    keys: keys.map(globalThis.traSo.numberKey),
  };
}"""
# Spellings that only a machine would try: every sign and letter that the two rules treat apart.
_ODD_SIGNS = (
    ".",
    "/",
    "-",
    " - ",
    "–",
    "∕",
    "&",
    "Ð",
    "ƯỶ",
    "hoà",
    "ǅ",
    "١",
    "²",
    "_",
    "…",
    "\u00a0",
    "\u200b",
    "A",
    "30c",
)


@pytest.fixture(scope="module")
def base(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The made archive, published and served below `/kho/`."""
    folder = tmp_path_factory.mktemp("resolver")
    archive = made.archive()
    for file in [*pages.pages(archive, prose.body, made.sources(archive)), *made.listed(archive)]:
        path = folder / "docs" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    site.publish(folder / "docs", folder / "site", archive.settings, ROOT)
    return serve(folder / "site", "kho/")


def spellings() -> list[str]:
    """Many odd spellings of numbers, the same ones each time."""
    return [
        f"{zeros}{first}{sign}{second}{sign}CT{other}UBND"
        for zeros in ("", "0", "00")
        for first in ("6", "18.2", "30c")
        for sign in _ODD_SIGNS
        for second in ("", "2018")
        for other in _ODD_SIGNS
    ]


@pytest.fixture(scope="module")
def answers(browser: Browser, base: str) -> Iterator[dict[str, Any]]:
    """What the page's script answers to every case of tests/tra.json, over the index of its documents."""
    rows = [
        [Entry(WorkId(*a.split("/")), *f) for a, *f in CASES[part].values()]
        for part in ("documents", "cited")
    ]
    typed, pasted = ([words for words, _ in CASES[part]] for part in ("typed", "pasted"))
    keys = [*(printed for printed, _ in CASES["keys"]), *spellings()]
    page = browser.new_page()
    page.goto(base + "tra/")
    got = page.evaluate(_ANSWERS, [json.loads(Index(*rows).whole()), typed, pasted, keys])
    page.close()
    yield got


def address(name: str) -> str:
    """Where the document that tests/tra.json calls *name* stands."""
    return f"vb/{(CASES['documents'] | CASES['cited'])[name][0]}/"


@pytest.mark.parametrize(
    ("nth", "case"), list(enumerate(CASES["typed"])), ids=lambda v: str(v[0]) if isinstance(v, list) else ""
)
def test_typed(answers: dict[str, Any], nth: int, case: tuple[str, list[str]]) -> None:
    """What is typed leads to these documents, in the order of the numbers, and to no other."""
    got = [url for one in answers["typed"][nth] for url in one]
    assert got == [address(name) for name in case[1]]


@pytest.mark.parametrize(
    ("nth", "case"),
    list(enumerate(CASES["pasted"])),
    ids=lambda v: str(v[0])[:50] if isinstance(v, list) else "",
)
def test_pasted(answers: dict[str, Any], nth: int, case: tuple[str, list[tuple[str, str]]]) -> None:
    """In a paragraph each citation is linked when it is certain, has its candidates (`?`), or has none."""
    wanted = [
        [words, bool(names) and names[0] != "?", [address(n) for n in names.lstrip("?").split()]]
        for words, names in case[1]
    ]
    assert answers["pasted"][nth] == wanted


def test_keys_are_those_of_the_builder(answers: dict[str, Any]) -> None:
    """The script gives each spelling the key that the builder gives it: by hand, and for many odd ones."""
    by_hand = [key for _, key in CASES["keys"]]
    assert answers["keys"] == [*by_hand, *map(number_key, spellings())]


def results(page: Page) -> list[str]:
    """The names that are found, once there is one: the index has to come first."""
    page.locator("#tra-ket-qua .ten").first.wait_for()
    return page.locator("#tra-ket-qua .ten").all_inner_texts()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_number_leads_to_its_document(page: Page, base: str, size: dict[str, int]) -> None:
    """One types a number without its zero, reads issuer and date, and opens the document."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(base + "tra/")
    page.get_by_label(BOX).fill("6/ct-ubnd")
    assert results(page) == ["Chỉ thị số 06/CT-UBND"]
    row = page.locator("#tra-ket-qua li").inner_text()
    assert "ngày 16/4/2018" in row
    assert made.UBND in row
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#tra-ket-qua .ten").click()
    page.wait_for_url(base + DIRECTIVE)


def test_question_is_in_the_address(page: Page, base: str) -> None:
    """A question can be sent as a link and opens answered; an empty box leaves the address clean."""
    page.goto(base + "tra/")
    page.get_by_label(BOX).fill("12 qd ubnd")
    # Where Enter comes before the index does, the form asks the server, and the page is read anew.
    page.wait_for_selector("#tra-ket-qua .ten")
    page.keyboard.press("Enter")
    asked = base + "tra/?so=12+qd+ubnd"
    page.wait_for_url(asked)
    page.goto(asked)
    page.wait_for_selector("#tra-ket-qua .ten")
    assert results(page) == ["Quyết định số 12/QĐ-UBND"]
    page.get_by_label(BOX).fill("")
    page.keyboard.press("Tab")
    assert page.evaluate("location.href") == base + "tra/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("999/CT-UBND", "“999/CT-UBND”: kho không có văn bản nào khớp"),
        ("06/CT-UBND ngày 17/4/2018", "“06/CT-UBND”: kho không có văn bản nào khớp"),
        ("06/CT-UBND", "“06/CT-UBND”: một văn bản có số này"),
        ("dân vận", "Lời gõ chưa có số của văn bản."),
    ],
)
def test_answer_is_said_aloud(page: Page, base: str, typed: str, said: str) -> None:
    """A screen reader hears what was found, or that nothing was; nothing is guessed."""
    page.goto(base + "tra/")
    page.get_by_label(BOX).fill(typed)
    status = page.get_by_role("status")
    page.wait_for_function("document.getElementById('tra-tin').textContent")
    assert status.inner_text() == said
    assert status.get_attribute("aria-live") == "polite"


def test_near_number_says_what_differs(page: Page, base: str) -> None:
    """A number with another day is not the answer; the document is named with what does not agree."""
    page.goto(base + "tra/")
    page.get_by_label(BOX).fill("06/CT-UBND ngày 17/4/2018")
    assert "Gần giống, nhưng có điều không khớp" in page.locator("#tra-ket-qua").inner_text()
    assert page.locator(".tra-ghi").all_inner_texts() == ["khác ngày"]


def test_paragraph_is_marked(page: Page, base: str) -> None:
    """In a pasted paragraph the certain citation is a link, the others are marked with what is known."""
    page.goto(base + "tra/")
    page.get_by_text("Dán cả đoạn văn").click()
    text = f"Theo Chỉ thị số 06/CT-UBND ngày 16/4/2018 của {made.UBND}; 12/QĐ-UBND; 77/XX-YY <b>& hết."
    page.get_by_label("Đoạn văn", exact=True).fill(text)
    marks = page.locator("#tra-doan-ra mark")
    assert marks.all_inner_texts() == ["06/CT-UBND", "12/QĐ-UBND [có thể: 1]", "77/XX-YY [không có]"]
    assert marks.nth(0).locator("a").evaluate("a => a.href") == base + DIRECTIVE
    assert page.locator("#tra-doan-ra .tra-doan").inner_text().endswith("<b>& hết.")
    marks.nth(1).locator("a").click()
    assert page.evaluate("document.querySelector(':target').id") == "tra-cho-2"
    assert "so=" not in page.evaluate("location.href")


def test_nothing_leaves_the_browser(page: Page, base: str) -> None:
    """Once the page is open, typing and pasting ask for nothing, and work without a network."""
    page.goto(base + "tra/")
    page.evaluate("traSo.ready")
    page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label(BOX).press_sequentially("ct 06 ubnd 2018")
    assert results(page) == ["Chỉ thị số 06/CT-UBND"]
    page.get_by_text("Dán cả đoạn văn").click()
    page.get_by_label("Đoạn văn", exact=True).fill("Chỉ thị 06/CT-UBND và 12/QĐ-UBND")
    assert page.locator("#tra-doan-ra mark").count() == 2
    page.wait_for_timeout(500)
    assert asked == []


def test_typed_words_stay_words(page: Page, base: str) -> None:
    """Markup in the address or in a paragraph is shown as it was typed and does not run."""
    page.goto(base + "tra/?so=" + quote("06/CT-UBND <img src=x onerror=alert(1)>"))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.wait_for_selector("#tra-ket-qua h2")
    assert "chưa khớp “img src x onerror alert 1”" in page.locator("#tra-ket-qua").inner_text()
    page.get_by_text("Dán cả đoạn văn").click()
    page.get_by_label("Đoạn văn", exact=True).fill("<img src=x onerror=alert(1)> 06/CT-UBND")
    assert page.locator(".tra-doan").inner_text().startswith("<img src=x onerror=alert(1)> ")
    assert page.locator("article img").count() == 0


def test_keyboard_alone(page: Page, base: str) -> None:
    """Typing, Enter and Tab are enough to reach and open the document."""
    page.goto(base + "tra/")
    page.get_by_label(BOX).focus()
    page.keyboard.type("06 ct ubnd")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Tra"
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Chỉ thị số 06/CT-UBND"
    page.keyboard.press("Enter")
    page.wait_for_url(base + DIRECTIVE)


def test_without_javascript(browser: Browser, base: str) -> None:
    """Without JavaScript the page shows no box that would not work, and leads to the lists."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "tra/?so=06/CT-UBND")
    assert not page.locator("#tra").is_visible()
    assert page.get_by_text("Ô tra số cần JavaScript").is_visible()
    page.get_by_role("link", name="Theo loại văn bản").click()
    page.wait_for_url(base + "loai/")
    context.close()


def test_index_that_does_not_come(browser: Browser, base: str) -> None:
    """When the index cannot be had, the page says so and leads to the lists."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/tra/index.json", lambda route: route.abort())
    page.goto(base + "tra/")
    page.get_by_text("Không tải được mục lục số").wait_for()
    assert page.get_by_role("link", name="Theo loại văn bản").is_visible()
    context.close()


def test_what_the_home_page_once_asked_here(page: Page, base: str) -> None:
    """Links of the form `tra/?q=` still lead: a number is answered here, other words go to the search."""
    page.goto(base + "tra/?q=12%2Fqd+ubnd")
    page.wait_for_url("**/tra/?so=*")
    assert results(page) == ["Quyết định số 12/QĐ-UBND"]
    page.goto(base + "tra/?q=d%C3%A2n+v%E1%BA%ADn")
    page.wait_for_url("**/tim/?q=*")


@pytest.mark.parametrize(
    "wrong", ["vb/x/chi-thi/2018/06-ct-ubnd", "vb/ubnd-tinh-mau/chi-thi/2017/06-ct-ubnd/"]
)
def test_wrong_address_offers_its_number(page: Page, base: str, wrong: str) -> None:
    """The page for a wrong address names the documents whose number stands in it."""
    body = page.request.get(base + "404.html").body()
    page.route(f"**/{wrong}", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto(base + wrong)
    page.locator("#tra-so-sai .ten").click()
    page.wait_for_url(base + DIRECTIVE)


def test_wrong_address_leads_to_the_resolver(page: Page, base: str) -> None:
    """Where the number is not known, the link of the 404 page asks for it here, where it is said so."""
    body = page.request.get(base + "404.html").body()
    wrong = "vb/x/chi-thi/2018/999-ct-xyz/"
    page.route(f"**/{wrong}", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto(base + wrong)
    page.get_by_role("link", name="Tra số trong địa chỉ này").click()
    page.wait_for_url("**/tra/?so=999-ct-xyz*")
    page.get_by_role("heading", name="kho không có văn bản nào khớp").wait_for()
