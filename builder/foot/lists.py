"""Nơi nhận and kính gửi: the lists of a document (NĐ 30/2020, Phụ lục I, mục II.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.foot.lines import capitals, is_capacity, is_name, is_signed_note

RECIPIENTS = re.compile(r"(?i)n[ơo]i nhận\s*:?\s*")
ADDRESSEES = re.compile(r"(?i)(?:đồng )?kính gửi\s*:?\s*|(?:điện|gửi)\s*:\s*$")
_ITEM = re.compile(r"[-–+•]\s?")
_MAX_ITEMS = 80
_LONGEST_RECIPIENT = 90


def recipients_near(words: Sequence[str], first: int, start: int, last: int) -> int | None:
    """Nơi nhận before, among or after the signature lines."""
    above = range(start - 1, max(first - 1, start - _MAX_ITEMS), -1)
    beside = range(start, min(len(words), last + 12))
    return next((i for i in (*above, *beside) if RECIPIENTS.match(words[i])), None)


def list_items(
    words: Sequence[str], at: int, opener: re.Pattern[str], *, bounded: bool
) -> tuple[tuple[str, ...], int]:
    """The items of a list that opens at *at*, and where it ends."""
    match = opener.match(words[at])
    own = words[at][match.end() :].strip() if match else ""
    items = [own] if own else []
    last = at
    for i in range(at + 1, min(at + _MAX_ITEMS, len(words))):
        line = words[i].strip()
        if _ITEM.match(line) or line in "-–":
            items.append(_ITEM.sub("", line, count=1))
        elif items and _carries_on(items[-1], line, bounded):
            items[-1] = f"{items[-1]} {line}".strip()
        elif items and (bounded or not _between(line)):
            break
        else:
            continue
        last = i
    return tuple(i.strip(" ;.,") for i in items if i.strip(" ;.,-–")), last


def _carries_on(item: str, line: str, bounded: bool) -> bool:
    if item in ("", "-"):
        return True
    if is_capacity(line) or is_signed_note(line) or _opens_list(line) or (not bounded and is_name(line)):
        return False
    return not item.endswith((";", ".", ":")) and (
        line[0].islower() or (not bounded and len(line) < 70 and not capitals(line))
    )


def _opens_list(line: str) -> bool:
    """Whether a line opens a list of its own ("Nơi nhận:", "Bản điện tử:")."""
    return line.endswith(":") or bool(RECIPIENTS.match(line))


def _between(line: str) -> bool:
    return is_capacity(line) or is_signed_note(line) or is_name(line) or capitals(line) or line.endswith(":")


def is_other_column(line: str) -> bool:
    """A line of the other column, or a stamp, that may stand between capacity and name."""
    stripped = line.strip()
    return len(stripped) <= _LONGEST_RECIPIENT and (
        bool(is_signed_note(stripped) or _ITEM.match(stripped) or RECIPIENTS.match(stripped))
        or stripped.endswith((";", ".", ","))
        or ":" in stripped
    )
