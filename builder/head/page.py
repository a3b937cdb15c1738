"""The first page of a text: its segments, and what is known of each by its formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder import vocabulary
from builder.model import Found, Segment
from builder.text import View, key, readable

# A head is looked for in the first page; a portal may print news before it.
_REACH = 70
_SEARCHED = 400
STAMP = re.compile(r"(?i)(?:cv|công văn|văn bản)?\s*đến\b|ngày đến|giờ\s*:")
_SIGNED_BY = re.compile(r"(?i)(?:người ký|ký bởi|thời gian ký|ngày ký|cơ quan|email)\s*:")
_CLOCK = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[+-]\d{2}:\d{2})?")
_FORMULA_LINES = 4
_LONGEST_MOTTO = 80
# No formula is as long as that.
PARAGRAPH = 150
_FIRST_WORDS = 40
_GROUPS = {
    "country": "state",
    "motto": "state",
    "party": "party",
    "gazette": "stamp",
    "draft": "draft",
    "secrecy": "secrecy",
    "urgency": "urgency",
}


class Page:
    """The first segments of a text, and what each was taken to be: at most one thing."""

    def __init__(self, text: str, segments: Sequence[Segment]) -> None:
        first = _first(text, segments)
        self.text = text
        self.segments = list(segments[first : first + _REACH])
        self.words = [readable(text, s.pieces) for s in self.segments]
        self.kind = [""] * len(self.words)
        self._keys: dict[int, str] = {}

    def key(self, i: int) -> str:
        """The key of the line *i*; most lines of a page are paragraphs that nobody asks it of."""
        if i not in self._keys:
            self._keys[i] = key(self.words[i])
        return self._keys[i]

    def keys(self, start: int, end: int) -> str:
        """The keys of the lines `[start, end)`, as far as there are so many, as one line."""
        return " ".join(self.key(i) for i in range(start, min(end, len(self.words))))

    def view(self, start: int, end: int) -> View:
        """The segments `[start, end)`, a line each."""
        return View.grouped(self.text, [s.pieces for s in self.segments[start:end]])


def set_aside(page: Page) -> None:
    """Marks what is known by its formula: quốc hiệu, tiêu ngữ, stamps, signature lines, drafts."""
    formulas = _formula_keys()
    for i, words in enumerate(page.words):
        if _SIGNED_BY.match(words) or STAMP.match(words) or _CLOCK.fullmatch(words.strip()):
            page.kind[i] = "stamp"
        elif length := _formula(page, i, formulas):
            for j in range(i, i + length):
                page.kind[j] = formulas[page.keys(i, i + length)]
        elif key(words[:_FIRST_WORDS]).startswith(("kính gửi", "đồng kính gửi")):
            page.kind[i] = "addressee"
            break


def _formula(page: Page, i: int, formulas: dict[str, str]) -> int:
    """How many segments from *i* on hold one formula: "CỘNG" / "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"."""
    length = 0
    for n, words in enumerate(page.words[i : i + _FORMULA_LINES], 1):
        length += len(words)
        if length > PARAGRAPH:
            return 0
        if page.keys(i, i + n) in formulas:
            return n
    return 0


def read_mark(page: Page, group: str) -> Found[str] | None:
    """The first line that is a mark of *group*, e.g. `HỎA TỐC` of "urgency"."""
    for i, kind in enumerate(page.kind):
        if kind == group:
            return Found(page.words[i], page.segments[i].span, f"head.{group}")
    return None


def _first(text: str, segments: Sequence[Segment]) -> int:
    """The segment to start from: the head, though a portal's own words may stand before it."""
    mottoes = {k for k, group in _formula_keys().items() if group in ("state", "party")}
    last_long = -1
    for i, segment in enumerate(segments[:_SEARCHED]):
        if segment.end - segment.start > PARAGRAPH:
            last_long = i
            continue
        near = [readable(text, s.pieces) for s in segments[i : i + 2]]
        if len(near[0]) < _LONGEST_MOTTO and any(key(" ".join(near[:n])) in mottoes for n in (1, 2)):
            return last_long + 1
    return 0


@cache
def _formula_keys() -> dict[str, str]:
    table = vocabulary.load()
    return {
        key(words): kind
        for group, kind in _GROUPS.items()
        for row in table.formulas(group)
        for words in row.texts
    }


def mostly_capitals(words: str) -> bool:
    """Whether a line is printed in capitals, a few small letters apart."""
    letters = [c for c in words if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)
