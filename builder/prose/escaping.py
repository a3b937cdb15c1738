"""Words as Markdown that shows exactly them: whatever Markdown or HTML gives a meaning loses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Python-Markdown's own escapes do not cover all of these; character references always do.
_SPECIAL = re.compile(r"[&<>\\`*_{}\[\]|~^$=@\"'#!]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_START = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+:]))")
_LONGEST_PART = 2_000


def escape(words: str) -> str:
    """*words* as inline Markdown that shows exactly them.

    >>> escape("<b>*{{ x }}*</b>")
    '&lt;b&gt;&#42;&#123;&#123; x &#125;&#125;&#42;&lt;/b&gt;'
    """
    return _SPECIAL.sub(lambda m: _NAMED.get(m.group(), f"&#{ord(m.group())};"), words)


def in_parts(words: str) -> Sequence[tuple[str, bool]]:
    """*words* escaped, in parts that end at a space, and whether a paragraph may be cut after each."""
    if len(words) <= _LONGEST_PART:
        return [(escape(words), False)]
    return list(_long_in_parts(words))


def _long_in_parts(words: str) -> Iterator[tuple[str, bool]]:
    at = 0
    while len(words) - at > _LONGEST_PART:
        space = words.rfind(" ", at, at + _LONGEST_PART)
        end = space + 1 if space > at else at + _LONGEST_PART
        yield escape(words[at:end]), True
        at = end
    yield escape(words[at:]), False


def guarded(line: str) -> str:
    """A paragraph whose first characters open no list, rule or definition: `1. ` is written `1&#46; `."""
    match = _LINE_START.match(line := line.lstrip())
    if not match:
        return line
    if match.group(2):
        at = match.end(2)
        return f"{line[:at]}&#{ord(line[at])};{line[at + 1 :]}"
    return f"&#{ord(line[0])};{line[1:]}"
