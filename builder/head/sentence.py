"""Heads that portals and old gazettes print as a sentence below the type.

"Quyết định / của Thủ tướng Chính phủ số 115/2004/QĐ-TTg ngày 25 tháng 6 năm 2004 về việc …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.dates import read_date
from builder.head.page import Page
from builder.identifiers import longest_number
from builder.model import Found, Span

_LINES = 6
_FORM = re.compile(
    r"(?i)(?:của\s(?P<body>[^\d:;]{4,90}?)\s)?số\s?:?\s?(?=\d)(?P<number>[^\n]{3,60}?)"
    r"[\s,]{1,3}(?=ngày\s)"
)


@dataclass(frozen=True, slots=True)
class SentenceHead:
    """Number, date and body as one sentence gives them.

    The title is read from the `rest`-th character of the line `lines` below the first one on.
    """

    number: Found[str]
    issued: Found[str]
    body: tuple[str, Span] | None
    lines: int
    rest: int


def read_sentence(page: Page, at: int) -> SentenceHead | None:
    """The sentence right below the type line *at*; None when the head is printed in parts."""
    view = page.view(at + 1, at + 1 + _LINES)
    words = view.text.replace("\n", " ")
    form = _FORM.match(words)
    date = read_date(words, form.end()) if form else None
    if form is None or date is None:
        return None
    number, length = longest_number(form.group("number"))
    if not number or length < len(form.group("number").strip()):
        return None
    first = form.start("number")
    body = (form.group("body"), view.span(*form.span("body"))) if form.group("body") else None
    return SentenceHead(
        Found(number, view.span(first, first + length), "head.sentence"),
        Found(date.value, view.span(date.start, date.end), "head.sentence"),
        body,
        view.text.count("\n", 0, date.end),
        date.end - (view.text.rfind("\n", 0, date.end) + 1),
    )


def take_sentence(page: Page, at: int, told: SentenceHead) -> None:
    """Marks the lines of the sentence as taken."""
    for i in range(at + 1, at + 2 + told.lines):
        page.kind[i] = "number"
