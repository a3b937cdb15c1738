"""The pages of bodies, signers and both maps in a real Chromium, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import made_archive as made
import pytest

from builder import pages, prose, site
from builder.model import Archive, CitedWork, Found, Mention, Signature, Span, Work, WorkId

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
PHONE, SMALL, DESK = (
    {"width": 390, "height": 844},
    {"width": 360, "height": 740},
    {"width": 1280, "height": 900},
)
BAC_GIANG, HERE = "Ủy ban nhân dân tỉnh Bắc Giang", Span(0, 1)
BODY, SIGNER = "co-quan/ubnd-tinh-bac-giang/", "nguoi-ky/lai-thanh-son--ubnd-tinh-bac-giang/"
MAP = "co-quan/ban-do/"


def decision(number: int) -> Work:
    """One of thirty decisions of Bắc Giang, ten a year, signed by a name that tries to be HTML."""
    base, year = made.decision(), 2016 + number % 3
    signed = tuple(
        Signature(name, "Chủ tịch", (), HERE) for name in ("Lại Thanh Sơn", "Bùi <b onclick=x>{{ x }}</b>")
    )
    record = replace(
        base.document.metadata,
        number=Found(f"{number}/QĐ-UBND", HERE, "test"),
        issuer=Found(BAC_GIANG, HERE, "test"),
        issuers=(BAC_GIANG,),
        issued=Found(f"{year}-02-03", HERE, "test"),
        signatures=signed,
    )
    own = WorkId("ubnd-tinh-bac-giang", "quyet-dinh", str(year), f"{number:02}-qd-ubnd")
    return Work(own, replace(base.document, metadata=record), ())


def archive() -> Archive:
    """The made archive with thirty decisions more, and a body that is only cited."""
    base = made.archive()
    own = WorkId("ubnd-tinh-bac-ninh", "quyet-dinh", "2012", "12-qd-ubnd")
    issuer = "Ủy ban nhân dân tỉnh Bắc Ninh"
    cited = CitedWork(own, "Quyết định", "12/QĐ-UBND", "2012-03-01", issuer, None, 1, 1)
    works = (*base.works, *map(decision, range(1, 31)))
    citing = {cited.url: [Mention(made.directive().url, 0)]}
    return replace(base, works=tuple(sorted(works, key=lambda w: w.url)), cited=(cited,), citing=citing)


@pytest.fixture(scope="module")
def base(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """That archive, published and served below `/kho/`."""
    folder, known = tmp_path_factory.mktemp("bodies"), archive()
    for file in [*pages.pages(known, prose.body, {}), *made.listed(known)]:
        path = folder / "docs" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    site.publish(folder / "docs", folder / "site", known.settings, ROOT)
    return serve(folder / "site", "kho/")


@pytest.mark.parametrize("size", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"])
@pytest.mark.parametrize("path", ["co-quan/", BODY, MAP, "nguoi-ky/", SIGNER, "nam/2016/"])
def test_pages_open_cleanly(page: Page, base: str, path: str, size: dict[str, int]) -> None:
    """Each page opens with one heading, without an error, a foreign request or a sideways scroll."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(base + path)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[id]").evaluate_all("a => new Set(a.map(e => e.id)).size == a.length")


def test_a_merged_province_leads_to_its_successor(page: Page, base: str) -> None:
    """From the old body one reads the act, and reaches the body of the same name in the new province."""
    page.goto(base + BODY)
    change = page.locator(".kho-doi-thay li").first
    assert change.inner_text() == (
        "Từ ngày 01/7/2025: tỉnh Bắc Giang nay thuộc tỉnh Bắc Ninh, theo Nghị quyết số 202/2025/QH15. "
        "Cơ quan cùng tên ở đó: Ủy ban nhân dân tỉnh Bắc Ninh."
    )
    change.get_by_text("tỉnh Bắc Ninh", exact=True).click()
    page.wait_for_url(f"**/{MAP}#tinh-bac-ninh")
    assert page.locator(":target").inner_text() == "Tỉnh Bắc Ninh"
    section = page.locator("section", has=page.locator("#tinh-bac-ninh"))
    section.get_by_role("link", name="Ủy ban nhân dân tỉnh Bắc Ninh").click()
    assert page.locator("h1").inner_text() == "Ủy ban nhân dân tỉnh Bắc Ninh"
    assert page.locator("main").get_by_text("chưa có trong kho", exact=True).is_visible()


def test_a_year_of_a_long_list_is_one_tap_away(page: Page, base: str) -> None:
    """On a phone the last year of a long list is reached by its link, wide enough for a thumb."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(base + BODY)
    link = page.get_by_role("navigation", name="Tới năm").get_by_role("link", name="2016")
    box = link.bounding_box()
    assert box and box["height"] >= 24 and box["width"] >= 24
    link.click()
    heading = page.locator(":target")
    assert heading.inner_text() == "Năm 2016"
    assert heading.evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_signer_is_not_taken_for_a_person(page: Page, base: str) -> None:
    """The page of a signer says that it gathers a printed name at one body."""
    page.goto(base + BODY)
    page.locator(".kho-nguoi-ky summary").click()
    page.get_by_role("link", name="Lại Thanh Sơn").click()
    page.wait_for_url(f"**/{SIGNER}")
    assert "không phải theo người" in page.get_by_role("note").last.inner_text()
    assert page.locator(".danh-sach li").count() == 30


def test_a_hostile_name_stays_a_name(page: Page, base: str) -> None:
    """A signer's name with tags and braces is read as the text it is, in every list."""
    for path in ("nguoi-ky/", BODY):
        page.goto(base + path)
        assert page.get_by_role("link", name="Bùi <b onclick=x>{{ x }}</b>", include_hidden=True).count() == 1
        assert page.locator("[onclick]").count() == 0


def test_without_scripts_all_is_there(base: str, browser: object) -> None:
    """Without JavaScript the old map still leads to the new one, and the body to its documents."""
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(base + MAP)
    assert page.locator("#moi ~ section").count() >= 34
    page.locator("#cu + ul").get_by_role("link", name="Tỉnh Bắc Giang").click()
    assert page.locator(":target").inner_text() == "Tỉnh Bắc Giang"
    page.goto(base + BODY)
    assert page.locator(".danh-sach li").count() == 30
    context.close()
