"""The official name of a body as a head prints it, in capitals or not."""

from __future__ import annotations

import re
from functools import cache

from builder.authorities.lexicon import first_word, folded, open_names, province_names
from builder.authorities.places import Home
from builder.authorities.reader import read_authority
from builder.text import clean, key, squeeze
from builder.vocabulary import load

_NOWHERE = Home()
_TRAILING = " .,;:-*"
# "ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XI": a Roman figure is no word.
_ROMAN = re.compile(r"(?:(?<= thứ )|(?<= khóa )|(?<= khoá ))[ivxl]+(?!\w)")


def official_name(printed: str, home: Home | None = None) -> str:
    """The official name in normal case: "UBND TỈNH" at home in Bắc Giang is that committee's.

    A body outside the tables keeps its words: in capitals they are put in sentence case, the
    names of provinces in theirs; in mixed case they stay as printed.
    """
    name = squeeze(clean(printed)).strip(_TRAILING)
    read = read_authority(name, 0, home or _NOWHERE)
    if read and read.end == len(name) and (read.issuer or not name.isupper()):
        return read.name
    if not name.isupper():
        return name
    return _bare_names().get(key(name)) or _sentence_case(name)


@cache
def _bare_names() -> dict[str, str]:
    """The names that every place has, without their place: `BAN THƯỜNG VỤ` is `Ban Thường vụ`."""
    rows = load().generic_issuers
    names = (n for row in rows for n in (row.name, *row.aliases) if "{place}" in n)
    bare = [n.replace("{place}", "").strip() for n in names]
    words = {w for n in bare for w in (n, n.replace(" Tỉnh ủy", "").replace(" Thành ủy", ""))}
    return {key(w): w for w in sorted(words)}


def _sentence_case(name: str) -> str:
    low = folded(name)
    known, spelling = province_names()
    parts, at = [], 0
    while at < len(low):
        if match := known.match(low, at):
            parts.append(spelling[match])
            at += len(match)
        else:
            word = first_word(low, at) or low[at]
            parts.append(_word(name[at : at + len(word)]))
            at += len(word)
    made = _ROMAN.sub(lambda figure: figure[0].upper(), "".join(parts))
    _, rows = open_names()
    starters = (word for row in rows.values() for word in row.words)
    start = next((word for word in starters if low.startswith(folded(word) + " ")), made[:1].upper())
    return start + made[len(start) :]


def _word(word: str) -> str:
    """Small letters, but letters without a vowel (`TNHH`, `MTV`) are an abbreviation and stay."""
    vowels = set("aeiouyăâêôơư")
    bare = folded(word)
    marked = any(ord(c) > 127 and c != "đ" for c in bare)
    return word if len(word) > 1 and not marked and not vowels & set(bare) else word.lower()
