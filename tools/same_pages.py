"""Whether two builders made the same pages, as a browser reads them: `python tools/same_pages.py A B`.

What two ways of writing one page may differ in does not count: character references, white space, `./` before
a relative address, the spelling of JSON. Each page that does differ is shown, and exit code 1 says so.
"""

from __future__ import annotations

import difflib
import json
import sys
from html.parser import HTMLParser
from pathlib import Path

_SHOWN = 10


class _Read(HTMLParser):
    """A page as its tags, attributes and words, one a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._is_json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.lines.append(f"<{tag} {[(name, _plain(value or '')) for name, value in attrs]}>")
        self._is_json = any(value and value.endswith("json") for name, value in attrs if name == "type")

    def handle_endtag(self, tag: str) -> None:
        self.lines.append(f"</{tag}>")
        self._is_json = False

    def handle_data(self, data: str) -> None:
        words = json.dumps(json.loads(data), sort_keys=True) if self._is_json else " ".join(data.split())
        if words:
            self.lines.append(words)


def lines(page: str) -> list[str]:
    """A page as a browser reads it: `<a href="./x/">6&#x2f;CT</a>` and `<a href="x/">6/CT</a>` are one."""
    reader = _Read()
    reader.feed(page)
    reader.close()
    return reader.lines


def _plain(address: str) -> str:
    return address[2:] if address.startswith("./") and len(address) > 2 else address


def main(one: Path, other: Path) -> int:
    """0: the same pages."""
    pages = [{p.relative_to(top) for p in top.rglob("*.html")} for top in (one, other)]
    for name in sorted(pages[0] ^ pages[1]):
        print(f"only in {one if name in pages[0] else other}: {name}")
    differ = 0
    for name in sorted(pages[0] & pages[1]):
        mine, theirs = (lines((top / name).read_text(encoding="utf-8")) for top in (one, other))
        if mine != theirs:
            differ += 1
            print(name)
            found = [line for line in difflib.ndiff(mine, theirs) if line[0] in "+-"]
            print("\n".join(f"  {line[:200]}" for line in found[:_SHOWN]))
    print(f"{len(pages[0] & pages[1]) - differ} pages are the same, {differ} are not")
    return 1 if differ or pages[0] ^ pages[1] else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
