"""Every kind of page, light and dark, on a desk and on a phone: nothing that axe-core could object to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
# Where an answer is fetched, what shows that it has come.
ANSWERS = {
    "a filtered timeline": ".dong-dong li .ten",
    "an answer of the resolver": "#tra-ket-qua .ten",
    "an answer of the search": "#tim-ket-qua a.ten",
}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# What each specimen shows is written in its text: source_texts/.
PAGES = {
    "home": "",
    "a short document": "vb/ubnd-tinh-an-mau/chi-thi/2026/04-ct-ubnd/",
    "a long document with tables and footnotes": "vb/ubnd-tinh-an-mau/bao-cao/2020/145-bc-ubnd/",
    "a document with footnotes": "vb/ubnd-tinh-an-mau/quy-che/2024/03-vbhn-ubnd/",
    "a document of articles": "vb/hdnd-tinh-an-mau/nghi-quyet/2017/09-2017-nq-hdnd/",
    "a damaged document": "vb/ubnd-huyen-dong-mau/bao-cao/2020/ks-bc-ubnd-2020-06-8fa0/",
    "a work not held": "vb/trung-uong-dang/ket-luan/2015/114-kl-tw/",
    "the timeline": "dong-thoi-gian/",
    "a filtered timeline": "dong-thoi-gian/?ky=2018&chua-co=1&lop=hieu-luc&lop=thay-the&q=cong+dan",
    "the topics": "chu-de/",
    "a topic": "chu-de/dan-van/",
    "the bodies of a province": "co-quan/dia-phuong/tinh-an-mau/",
    "the bodies of a letter": "co-quan/van/u/",
    "the bodies": "co-quan/",
    "a body": "co-quan/ubnd-tinh-an-mau/",
    "the map": "co-quan/ban-do/",
    "a signer": "nguoi-ky/be-thi-thuy-duong--ubnd-tinh-an-mau/",
    "the types": "loai/",
    "a type": "loai/chi-thi/",
    "a year": "nam/2018/",
    "the resolver": "tra/",
    "an answer of the resolver": "tra/?so=06+ct",
    "the search": "tim/",
    "an answer of the search": "tim/?q=dan+van",
    "the data": "du-lieu/",
    "what is looked for": "du-lieu/can-tim/",
    "a hand-written page": "gioi-thieu/",
    "accessibility": "tro-nang/",
    "a wrong address": "404.html",
}
_AXE = Axe()


def found(page: Page) -> list[str]:
    """What axe-core objects to, of whatever severity, best practices included."""
    rows = _AXE.run(page).response["violations"]
    return [f"{r['id']} ({r['impact']}): {n['html'][:160]}" for r in rows for n in r["nodes"]]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, server: str, scheme: str, size: dict[str, int]) -> None:
    """axe-core has no finding of any severity on any kind of page."""
    context = browser.new_context(color_scheme=scheme, viewport=size, locale="vi-VN")  # type: ignore[arg-type]
    page = context.new_page()
    wrong = {}
    for name, path in PAGES.items():
        assert page.goto(server + path).ok, name  # type: ignore[union-attr]
        if name in ANSWERS:
            page.locator(ANSWERS[name]).first.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        if objections := found(page):
            wrong[name] = objections
    context.close()
    assert wrong == {}
