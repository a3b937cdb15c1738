"""Two builders' pages are the same if a browser reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import same_pages

# (one page, another, whether a browser reads the same)
PAGES = [
    ("<p>6/CT-UBND</p>", "<p>6&#x2f;CT-UBND</p>", True),
    ('<a href="goc.txt">x</a>', '<a href="./goc.txt">x</a>', True),
    ("<p>Chỉ  thị\n06</p>", "<p>Chỉ thị 06</p>", True),
    (
        '<script type="application/ld+json">{"a": "\\u1ec9"}</script>',
        '<script type="application/ld+json">{"a":"ỉ"}</script>',
        True,
    ),
    ("<p>06/CT-UBND</p>", "<p>6/CT-UBND</p>", False),
    ('<a href="../goc.txt">x</a>', '<a href="goc.txt">x</a>', False),
    ("<p>a</p><p>b</p>", "<p>a b</p>", False),
    ('<p class="a">x</p>', "<p>x</p>", False),
]


@pytest.mark.parametrize(("one", "other", "same"), PAGES)
def test_what_counts_as_the_same(
    tmp_path: Path, one: str, other: str, same: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Spelling does not count; words, addresses, attributes and paragraphs do, and are shown."""
    for name, page in (("a", one), ("b", other)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(page, encoding="utf-8")
    assert (same_pages.main(tmp_path / "a", tmp_path / "b") == 0) is same
    assert ("index.html" in capsys.readouterr().out) is not same


def test_a_page_on_one_side_only_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that one builder did not make is a difference."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "index.html").touch()
    assert same_pages.main(tmp_path / "a", tmp_path / "b") == 1
    assert "only in" in capsys.readouterr().out
