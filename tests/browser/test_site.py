"""The site in a real Chromium, below a path of its host, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import made_archive as made
import pytest

from builder import pages, prose, site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
DIRECTIVE = made.directive().url.lstrip("/")
REPORT = made.report().url.lstrip("/")
LETTER = made.letter().url.lstrip("/")
EVERY_KIND = ["", DIRECTIVE, REPORT, LETTER, "dong-thoi-gian/", "co-quan/", "co-quan/ubnd-tinh-an-mau/"]
EVERY_KIND += ["nam/2018/", "loai/", "du-lieu/", "gioi-thieu/", "tro-nang/", "tra/", "404.html"]


@pytest.fixture(scope="module")
def base(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The made archive, published and served below `/kho/`."""
    folder = tmp_path_factory.mktemp("browsed")
    archive = made.archive()
    received = made.sources(archive)
    for file in [*pages.pages(archive, prose.body, received), *made.listed(archive)]:
        path = folder / "docs" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    site.publish(folder / "docs", folder / "site", archive.settings, ROOT)
    return serve(folder / "site", "kho/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", EVERY_KIND)
def test_pages_open_cleanly(page: Page, base: str, path: str, size: dict[str, int]) -> None:
    """Each kind of page opens without an error, a request to another host, or a sideways scroll."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(base + path)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_words_do_not_run(page: Page, base: str) -> None:
    """A title that a source's script would change stays as it is; the words are read as words."""
    page.goto(base + LETTER)
    assert page.title().startswith("Công văn số …/UBND-VX")
    assert made.HOSTILE in page.locator(".kho-ho-so").inner_text().replace("\n", " ")
    assert page.locator("[data-source-text] script, [data-source-text] a:not(.neo)").count() == 0


def where(page: Page) -> str:
    """The address as the page itself has it now."""
    return str(page.evaluate("location.href"))


def test_record_is_folded_on_a_phone_and_open_on_a_desk(page: Page, base: str) -> None:
    """On a phone the record is one tap away above the text; on a desk it stands beside it."""
    number = page.locator(".kho-ho-so dd").filter(has_text="06/CT-UBND").first
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(base + DIRECTIVE)
    assert not number.is_visible()
    page.get_by_text("Hồ sơ văn bản").click()
    assert number.is_visible()
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto(base + DIRECTIVE)
    assert number.is_visible()


def test_cited_by_leads_to_the_place(page: Page, base: str) -> None:
    """From a document one reaches the very words that cite it, and back by their link."""
    page.goto(base + DIRECTIVE)
    page.locator("section", has=page.locator("#duoc-dan-chieu")).get_by_text("mục I, khoản 2").click()
    page.wait_for_url("**/*#dan-chieu-2")
    assert where(page) == f"{base}{REPORT}#dan-chieu-2"
    cited = page.locator(":target")
    assert cited.inner_text() == "Chỉ thị 06/CT-UBND"
    assert cited.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    cited.click()
    page.wait_for_url(base + DIRECTIVE)


def test_contents_lead_to_the_provision(page: Page, base: str) -> None:
    """The table of contents leads to điểm đ, which is not điểm d."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.goto(base + DIRECTIVE)
    page.locator(".kho-muc-luc").get_by_text("Trả lời kiến nghị").click()
    assert where(page).endswith("#khoan-1-diem-dd")
    assert page.locator(":target").inner_text() == "đ) Trả lời kiến nghị trong 15 ngày."


def test_first_tab_skips_to_the_content(page: Page, base: str) -> None:
    """With the keyboard, the first stop leads past the navigation to the content."""
    page.goto(base + DIRECTIVE)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Tới nội dung"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == made.UBND


def test_source_as_received_opens(page: Page, base: str) -> None:
    """The record's link opens the file as it was received."""
    link = base + DIRECTIVE + "goc.txt"
    page.goto(base + DIRECTIVE)
    assert page.get_by_role("link", name="chi-thi-06.txt").evaluate("a => a.href") == link
    assert page.request.get(link).body() == made.DIRECTIVE.encode()


def test_search_from_the_home_page(page: Page, base: str) -> None:
    """Words in the box on the home page are searched for on the page of the search."""
    page.goto(base)
    page.get_by_label("Tìm theo số, ký hiệu, trích yếu hoặc lời văn").fill("tiếp công dân")
    page.get_by_role("button", name="Tìm").click()
    page.wait_for_url("**/tim/?q=*")
    page.get_by_role("link", name="Quyết định số 12/QĐ-UBND").first.wait_for()


def test_record_without_javascript(browser: Browser, base: str) -> None:
    """Without JavaScript the record of a document is open."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + DIRECTIVE)
    assert page.locator(".kho-ho-so dl").is_visible()
    context.close()


def test_what_is_not_there(page: Page, base: str) -> None:
    """The page for a wrong address leads home, below a path too, and needs no other file."""
    page.goto(base + "404.html")
    page.get_by_role("link", name="Về Trang chủ").click()
    page.wait_for_url(base)


# Light and dark


def scheme_of(page: Page) -> str:
    """The scheme in which the page is painted: `light` or `dark`."""
    return str(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_colours_follow_the_machine(browser: Browser, base: str, scheme: str, other: str) -> None:
    """The page is light or dark as the machine is set, until the reader says otherwise, on every page."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(base)
    assert scheme_of(page) == scheme
    page.get_by_role("button", name="Đổi nền sáng, tối").click()
    assert scheme_of(page) == other
    page.goto(base + DIRECTIVE)
    assert scheme_of(page) == other
    page.get_by_role("button", name="Đổi nền sáng, tối").press("Enter")
    assert scheme_of(page) == scheme
    # Back to the machine's own choice means following the machine again.
    page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
    assert scheme_of(page) == other
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_without_javascript(browser: Browser, base: str, scheme: str) -> None:
    """Without JavaScript the page follows the machine and shows no button that would not work."""
    context = browser.new_context(color_scheme=scheme, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(base)
    assert scheme_of(page) == scheme
    assert not page.get_by_role("button", name="Đổi nền sáng, tối").is_visible()
    context.close()


_CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parts = (c) => c.match(/[\\d.]+/g).map(Number);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const poor = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walker.nextNode()); ) {
    const e = n.parentElement;
    const seen = n.data.trim() && e.checkVisibility({visibilityProperty: true});
    if (!seen || e.closest("script,option")) continue;
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    count += 1;
    if (ratio < 4.5) poor.push([n.data.trim().slice(0, 40), e.className, ratio.toFixed(2)]);
  }
  return [count, poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", DIRECTIVE, LETTER, "dong-thoi-gian/", "gioi-thieu/", "tra/?so=6+ct"])
def test_contrast(browser: Browser, base: str, path: str, scheme: str) -> None:
    """Every word stands out from its ground by 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(base + path)
    if path.startswith("tra/?"):
        page.locator("#tra-ket-qua .ten").first.wait_for()
    seen, poor = page.evaluate(_CONTRAST)
    assert seen > 20 and poor == []
    context.close()


def test_print_hides_what_paper_cannot_use(page: Page, base: str) -> None:
    """On paper the text and its record stay; navigation, contents and filters go."""
    page.goto(base + DIRECTIVE)
    page.emulate_media(media="print")
    assert page.locator("[data-source-text]").is_visible()
    assert not page.locator(".kho-dieu-huong").is_visible()
    assert not page.locator(".kho-muc-luc").is_visible()


def test_every_specimen_opens(page: Page, server_below: str, built_site: Path) -> None:
    """Each specimen, one of which is written as an attack, opens on a phone as words alone."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    found = sorted(p.parent.relative_to(built_site) for p in built_site.glob("vb/*/*/*/*/goc.txt"))
    assert len(found) >= 30
    for path in found:
        page.goto(f"{server_below}{path.as_posix()}/")
        assert page.locator("[data-source-text]").count() == 1, path
        assert page.locator(".kho-mau").is_visible(), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
