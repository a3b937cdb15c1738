"""The lines of the issuer: which lines are names of bodies, and which make one name."""

from __future__ import annotations

import re
from functools import cache

from builder import vocabulary
from builder.head.page import PARAGRAPH, Page, mostly_capitals
from builder.model import Span
from builder.text import key, mended

_KIND_OF_BODY = re.compile(
    r"(?:ủy ban|ubnd|hội đồng|hđnd|bộ|sở|cục|tổng cục|chi cục|văn phòng|ban (?!nhân dân|hành)|"
    r"tỉnh ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|đảng bộ|"
    r"phòng|trung tâm|viện|trường|công an|công ty|liên đoàn|ngân hàng|thanh tra|đoàn|tòa án)(?: |$)"
)
_NO_NAME = re.compile(r"[+$%=<>{}\[\]\\^~\"#@!?]|\d[^\W\d]|[^\W\d]\d(?!\d*$)|[\u0480-\u052f]")
# A number or a draft mark among the lines of the issuer is no part of its name.
_NO_LINE = re.compile(r"(?i)\d[\d./]*[/-]\S+$|dự thảo")
_HEAD_LINES = 25
_OF = re.compile(r"(?i)^của\s")


def read_bodies(page: Page, at: int) -> tuple[tuple[str, Span], ...]:
    """The issuer's lines, one entry a body, from the top (the superior) to the bottom (the issuer).

    *at* is the line of the type; without one, the lines above the title or Kính gửi count.
    """
    groups: list[list[int]] = []
    for i in range(min(_last_line(page, at), len(page.words))):
        if page.kind[i] or _NO_LINE.match(page.words[i]):
            continue
        begins = begins_body(page.keys(i, i + 2))
        if not mostly_capitals(page.words[i]) and not (groups and begins):
            continue
        if groups and (not begins or _goes_on(page, groups[-1], i)):
            groups[-1].append(i)
        else:
            groups.append([i])
    named = [g for g in groups if _is_name(" ".join(page.words[i] for i in g))]
    return tuple(_body(page, group) for group in named)


def _last_line(page: Page, at: int) -> int:
    end = at if at >= 0 else next((i for i, k in enumerate(page.kind) if k in ("subject", "addressee")), 0)
    beside = (
        i + 1 for i, k in enumerate(page.kind[:_HEAD_LINES]) if k in ("number", "date", "number+subject")
    )
    return max([end, *beside])


def _goes_on(page: Page, group: list[int], i: int) -> bool:
    """Whether line *i* is still part of the name above it, though it could begin one."""
    return page.key(i - 1) == "ủy" or _one_body(" ".join(map(page.key, group)), page.key(i))


def _body(page: Page, group: list[int]) -> tuple[str, Span]:
    for i in group:
        page.kind[i] = "body"
    first, last = page.segments[group[0]].span, page.segments[group[-1]].span
    return " ".join(mended(page.words[i]).strip(" |") for i in group), Span(first.start, last.end)


def read_of_body(page: Page) -> tuple[str, Span] | None:
    """The body that a line below the type names: "CỦA BAN THƯỜNG VỤ TỈNH ỦY"."""
    i = next((i for i, k in enumerate(page.kind) if k == "of-body"), None)
    return (_OF.sub("", page.words[i]), page.segments[i].span) if i is not None else None


def read_enacting(page: Page) -> tuple[tuple[str, Span], ...]:
    """The body below the title that decides, where the lines above are lost: "THỦ TƯỚNG CHÍNH PHỦ"."""
    i = max((i + 1 for i, k in enumerate(page.kind) if k == "subject"), default=len(page.words))
    named = i < len(page.words) and mostly_capitals(page.words[i]) and not page.kind[i]
    row = vocabulary.load().issuer(page.words[i]) if named else None
    return (_body(page, [i]),) if row and key(row.name) == page.key(i) else ()


def begins_body(folded: str) -> bool:
    """Whether a line begins as the name of a body does: by the tables, else by the word for its kind."""
    words = folded.split()
    return " ".join(words[:2]) in _body_starts() or bool(_KIND_OF_BODY.match(folded))


def _is_name(words: str) -> bool:
    """Whether a group of lines can be a body's name: the debris of a broken font map never is."""
    return begins_body(key(words)) and len(words) < PARAGRAPH and not _NO_NAME.search(words)


def _one_body(above: str, line: str) -> bool:
    """Whether two lines are one name, though the second could begin one: "VĂN PHÒNG" / "CHÍNH PHỦ"."""
    table = vocabulary.load()
    joined = f"{above} {line}"
    if table.issuer(joined) is not None:
        return True
    return any(len(b) > len(above) and joined.startswith(b) for b in _bases())


@cache
def _bases() -> frozenset[str]:
    """The names of bodies that every place has, without the place."""
    return frozenset(key(row.name.replace("{place}", "")) for row in vocabulary.load().generic_issuers)


@cache
def _body_starts() -> frozenset[str]:
    names = (n for row in vocabulary.load().issuers for n in (row.name, *row.aliases, *row.heads))
    return frozenset(" ".join(key(n.replace("{place}", "")).split()[:2]) for n in names)
