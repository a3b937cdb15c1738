"""Hostile documents in a real Chromium: no script of theirs runs, nothing is asked of another host."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import chdir
from typing import TYPE_CHECKING

import hostile_texts
import pytest
from hostile_texts import PAYLOADS

from builder import cli

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LISTS = ["", "dong-thoi-gian/", "loai/", "loai/chi-thi/", "nam/2024/", "co-quan/", "du-lieu/", "404.html"]
NUMBERS = [f"{n:02}" for n in range(1, len(PAYLOADS) + 1)] + ["51", "52", "53", "54", "60", "99"]


@pytest.fixture(scope="module")
def base(serve: Callable[..., str], root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hostile documents, published and served below `/kho/`."""
    folder = tmp_path_factory.mktemp("thu-dich")
    (folder / "texts").mkdir()
    hostile_texts.write(folder / "texts")
    with chdir(root):
        command = ["build", "-q", "--source", str(folder / "texts"), "--site", str(folder / "site")]
        assert cli.main(command) == cli.INCOMPLETE
    return serve(folder / "site", "kho/")


def document(number: str) -> str:
    return f"vb/ubnd-tinh-an-mau/chi-thi/2024/{number}-ct-ubnd/"


def ran(page: Page) -> object:
    """What a hostile script would have left behind, after everything on the page was touched."""
    page.evaluate(
        """() => document.querySelectorAll("*").forEach((e) => {
          for (const name of ["mouseover", "focus", "load", "error", "click"])
            if (!["A", "BUTTON", "SUMMARY"].includes(e.tagName) || name !== "click")
              e.dispatchEvent(new Event(name, { bubbles: false }));
        })"""
    )
    return page.evaluate("window.__ran ?? null")


def test_what_runs_would_be_seen(page: Page) -> None:
    """The trap works: a handler that stands in a page leaves its mark."""
    page.set_content('<p onmouseover="window.__ran=1">mẫu</p>')
    assert ran(page) == 1


@pytest.mark.parametrize("path", [*LISTS, *map(document, NUMBERS)])
def test_nothing_of_a_source_runs(page: Page, base: str, path: str) -> None:
    """Opened and touched all over, no page runs, asks or opens anything that a source wrote."""
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    answer = page.goto(base + path)
    assert answer is not None
    assert answer.ok
    assert ran(page) is None
    assert page.url == base + path
    assert opened == []
    assert page.locator("h1").count() == 1
    assert page.evaluate("[...document.links].every((a) => a.href.startsWith(location.origin))")


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if p.isprintable()][:12])
def test_a_hostile_search_is_only_words(page: Page, base: str, payload: str) -> None:
    """Hostile words in the filter, typed or given in the address, find documents and run nothing."""
    page.goto(base + "dong-thoi-gian/")
    page.locator("#dong-q").fill(payload)
    page.wait_for_function("location.search.includes('q=')")
    page.locator(".dong-dong li .ten").first.wait_for()
    assert " ".join(payload.split()) in " ".join((page.locator(".dong-dong").text_content() or "").split())
    page.reload()
    page.locator(".dong-dong li .ten").first.wait_for()
    assert page.locator("#dong-q").input_value() == payload.strip()
    assert ran(page) is None


def test_the_words_are_read_as_words(page: Page, base: str) -> None:
    """The browser itself shows the script's words in heading and text."""
    page.goto(base + document("01"))
    assert PAYLOADS[0] in page.locator("h1").inner_text()
    assert PAYLOADS[0] in page.locator("[data-source-text]").inner_text()
    assert page.title().startswith("Chỉ thị số 01/CT-UBND")


def test_the_source_as_received_is_plain_text(page: Page, base: str) -> None:
    """The file as received opens as plain text, which no browser runs."""
    # Plain text names no icon of its own, so the browser asks the host for one above the site.
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    answer = page.goto(base + document("01") + "goc.txt")
    assert answer is not None
    assert answer.headers["content-type"].startswith("text/plain")
    assert page.evaluate("window.__ran ?? null") is None
