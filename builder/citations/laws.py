"""Laws, codes, ordinances and the constitution cited by name: where the name ends.

A listed name ends where the list says ("Luật Phòng, chống tham nhũng" holds a comma); another ends
before the first word that cannot stand in a name, or at the first mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from builder.authorities.lexicon import Words, words
from builder.citations.drafts import Paragraph
from builder.citations.patterns import patterns, word_list, word_set
from builder.text import key
from builder.vocabulary_citations import load_citation_tables

_NATION = re.compile(
    r"(?: của)? (?:nước )?(?:cộng hòa xã hội chủ nghĩa|chxhcn|việt nam dân chủ cộng hòa)(?: việt nam)?(?!\w)"
)
_LAW_WORD = re.compile(r"(?:bộ luật|luật|pháp lệnh) ")
_REVISED = re.compile(r"\s?\(sửa đổi\)|\ssửa đổi(?=\s(?:năm\s)?\d{4}\b)")
_AMENDING = re.compile(r"sửa đổi(?:,| và)? ?[^.;:()]{0,80}?(?=(?:bộ luật|luật|pháp lệnh) \w)")
_NEXT_LAW = re.compile(r"(?:,| và|, và) (?=(?:bộ luật|luật) \w)")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LINK = re.compile(r"(?:,| và) (?!luật|bộ luật|pháp lệnh|nghị)")
_WORD_BEFORE = re.compile(r"(\w+)\W{1,2}$")
# No law is named without one of them.
_HINTS = ("luật", "pháp")
_MOST_WORDS, _MOST_SMALL_WORDS = 10, 4


@dataclass(frozen=True, slots=True)
class LawName:
    """A law cited by name: its kind, its whole name, and where both stand."""

    start: int
    end: int
    kind: str
    name: str


@cache
def _names() -> Mapping[str, tuple[Words, Mapping[str, str]]]:
    spelled: dict[str, dict[str, str]] = {}
    for row in load_citation_tables().laws:
        spelled.setdefault(key(row.kind), {}).update({key(name): name for name in row.names})
    return {kind: (words(names), names) for kind, names in spelled.items()}


def find_laws(p: Paragraph) -> Iterator[LawName]:
    """Every law, code, ordinance and constitution that the paragraph names, in order."""
    if not any(word in p.low for word in _HINTS):
        return
    done = 0
    for match in patterns()["law"].finditer(p.low):
        if match.start() < done or not _is_law(p, match.start(), match.end()):
            continue
        law = _constitution(p, match) if match.group() == "hiến pháp" else _named(p, match)
        if law:
            done = law.end
            yield law


def _is_law(p: Paragraph, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(p.low, max(0, start - 12), start)
    if before and before.group(1) in word_set("not_a_law_before"):
        return False
    return p.text[start].isupper() or p.text[end + 1 : end + 2].isupper()


def _constitution(p: Paragraph, match: re.Match[str]) -> LawName | None:
    if not p.text[match.start()].isupper():
        return None
    nation = _NATION.match(p.low, match.end())
    end = nation.end() if nation else match.end()
    printed = p.text[match.start() : end]
    return LawName(
        match.start(), end, "Hiến pháp", "Hiến pháp" if printed.isupper() and not nation else printed
    )


def _named(p: Paragraph, match: re.Match[str]) -> LawName | None:
    kind = match.group()[:1].upper() + match.group()[1:]
    if not p.low.startswith(" ", match.end()):
        return None
    read = read_name(p, match.end() + 1, match.group())
    if read is None:
        return None
    end, name = read
    return LawName(match.start(), end, kind, f"{kind} {name}")


def read_name(p: Paragraph, at: int, kind: str) -> tuple[int, str] | None:
    """The end and the spelling of the name that begins at *at*, after the word *kind*."""
    if p.low.startswith("sửa đổi", at):
        return _amending(p, at)
    listed, spelling = _names().get(kind, (words(()), {}))
    if match := listed.match(p.low, at):
        return _with_revision(p, at + len(match), spelling[match])
    end = _unlisted(p, at)
    return _with_revision(p, end, p.text[at:end]) if end else None


def _with_revision(p: Paragraph, end: int, name: str) -> tuple[int, str]:
    """A name and its end; "Luật An toàn thực phẩm (sửa đổi)" is a bill or another law, not that law."""
    revised = _REVISED.match(p.low, end)
    return (revised.end(), f"{name} (sửa đổi)") if revised else (end, name)


def _amending(p: Paragraph, at: int) -> tuple[int, str] | None:
    """The end and spelling of "sửa đổi, bổ sung một số điều của Luật A và Luật B"."""
    lead = _AMENDING.match(p.low, at)
    end, start = at, lead.end() if lead else None
    name = ""
    while start is not None:
        word = _LAW_WORD.match(p.low, start)
        plain = word and not p.low.startswith("sửa đổi", word.end())
        read = read_name(p, word.end(), word.group().strip()) if word and plain else None
        if word is None or read is None:
            break
        name += p.low[end:start] + word.group().capitalize() + read[1]
        end = read[0]
        following = _NEXT_LAW.match(p.low, end)
        start = following.end() if following else None
    return (end, name if p.text[at:end].isupper() else p.text[at:end]) if name else None


def _unlisted(p: Paragraph, at: int) -> int | None:
    """The end of a name that no list holds, by its words; None if there is none."""
    if word_list("not_a_law_after").match(p.low, at) or p.text[at : at + 3].isupper():
        return None
    capital = p.text[at : at + 1].isupper()
    end, taken = at, 0
    while word := _next_word(p, at, end):
        if taken == (_MOST_WORDS if capital or "," in p.low[at:end] else _MOST_SMALL_WORDS):
            return end if capital else None
        end, taken = word.end(), taken + 1
    return end if taken > (0 if capital else 1) else None


def _goes_on(name: str) -> bool:
    """Whether a comma or "và" after these words is inside the name: "Phòng, chống … và …"."""
    return name in word_set("law_name_goes_on") or "," in name


def _next_word(p: Paragraph, at: int, end: int) -> re.Match[str] | None:
    """The next word of an unlisted name that has been read from *at* to *end*."""
    if end == at:
        word = _WORD.match(p.low, at)
    elif _goes_on(p.low[at:end]) and (link := _LINK.match(p.low, end)):
        return _WORD.match(p.low, link.end())
    else:
        word = _WORD.match(p.low, end + 1) if p.low.startswith(" ", end) else None
    return word if word and not word_list("law_name_end").match(p.low, word.start()) else None
