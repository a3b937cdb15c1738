"""Each legacy encoding as a decoder of the characters that its bytes are mistaken for.

A byte is seen as a character of Latin-1 or of Windows-1252, which differ from 0x80 to 0x9F only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.legacy.tables import EncodingRow, Letter, load_legacy_tables
from builder.text import clean

_C1 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_CP1252 = {code: seen for code, seen in _C1.items() if seen != "\ufffd"}
_LETTERS = "A-Za-zÀ-ɏ\u0300-\u036fẠ-ỹ\u00ad"


@dataclass(frozen=True, slots=True)
class Encoding:
    """`decode` turns what is seen into what was meant: `Thñ t­íng` into `Thủ tướng`."""

    name: str
    shown: str
    extends: str
    singles: Mapping[int, str]
    pairs: Mapping[str, str]
    pair: re.Pattern[str] | None
    token: re.Pattern[str]

    def decode(self, seen: str) -> str:
        """*seen* with the codes of this encoding replaced; other characters stay."""
        text = self.pair.sub(self._one, seen) if self.pair else seen.translate(self.singles)
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    def knows(self, token: str) -> bool:
        """Whether every character of *token* beyond ASCII is a code: `à` is one of VISCII, not of TCVN3."""
        return all(ord(c) in self.singles for c in token if c > "\x7f")

    def _one(self, match: re.Match[str]) -> str:
        found = match.group()
        if len(found) == 1:
            return self.singles.get(ord(found), found)
        return self.pairs.get(found, found)

    def read(self, content: bytes) -> str:
        """The text of a file in this encoding: quotation marks are those of Windows-1252."""
        seen = self.decode(content.decode("latin-1"))
        return seen if any(0x80 <= code < 0xA0 for code in self.singles) else seen.translate(_CP1252)


@cache
def encodings() -> tuple[Encoding, ...]:
    """The encodings of the table; of two that read a text alike the first is meant."""
    return tuple(_encoding(row) for row in load_legacy_tables().encodings)


def _encoding(row: EncodingRow) -> Encoding:
    tables, name = load_legacy_tables(), row.name
    signs = {s.code: s.sign for s in tables.signs if s.encoding == name}
    codes = {code: one.letter for one in tables.letters if (code := _code(one, name))}
    singles = _singles({**signs, **{c: letter for c, letter in codes.items() if " " not in c}})
    for alias in tables.aliases:
        if alias.encoding == name:
            singles[ord(alias.seen)] = codes[alias.code]
    # Where marks are codes of their own they combine with any letter; else the pairs are listed.
    pairs = {} if signs else _pairs((c, letter) for c, letter in codes.items() if " " in c)
    keys = "".join(map(re.escape, {chr(c) for c in singles} | {p[1] for p in pairs}))
    token = re.compile(f"[{_LETTERS}{keys}]+")
    return Encoding(name, row.shown, row.extends, singles, pairs, _pair_pattern(singles, pairs), token)


def _code(row: Letter, name: str) -> str:
    code: str = getattr(row, name)
    return code


def _singles(codes: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for code, letter in codes.items():
        byte = int(code, 16)
        for seen in (chr(byte), _CP1252.get(byte, chr(byte))):
            found[ord(seen)] = letter
    return found


def _pairs(codes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """`Aá` at the head of `Aán` has a small mark on a capital letter: `Ấn`."""
    found: dict[str, str] = {}
    for code, letter in codes:
        seen = bytes.fromhex(code).decode("latin-1")
        found[seen] = letter
        found[seen[0] + seen[1].swapcase()] = letter
    return found


def _pair_pattern(singles: Mapping[int, str], pairs: Mapping[str, str]) -> re.Pattern[str] | None:
    if not pairs:
        return None
    bases, marks = ("".join({p[i] for p in pairs}) for i in (0, 1))
    return re.compile(f"[{bases}][{marks}]|[{''.join(map(chr, singles))}]")


@lru_cache(maxsize=65536)
def as_shown(token: str) -> str:
    """The word that *token* is if nothing is converted: cleaned, without the signs around it."""
    word = clean(token)
    start, end = 0, len(word)
    while start < end and not word[start].isalpha():
        start += 1
    while end > start and not word[end - 1].isalpha():
        end -= 1
    return word[start:end]
