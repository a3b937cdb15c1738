"""Syllables as the index knows them: letters without marks, their marks as one small number, two hashes.

`assets/tim.js` reads what is typed in the same way; tests/tim.json holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_ZEROS = re.compile(r"0+(?=[0-9])")
_LONGEST = 40
_MASK = 0xFFFFFFFF
# Odd, so that no bit of a hash is lost; the second half of a pair takes the second one.
_FIRST, _SECOND = 0x9E3779B1, 0x85EBCA77
_FNV_BASIS, _FNV_PRIME = 0x811C9DC5, 0x01000193
# A share holds two hashes and a code, each with room for the carry of one addition.
_PLACE_AT, CODE_AT, _FIRST_CODE = 34, 68, 8
# In the code of a term of one syllable.
_ALONE = 0x80
# đ and the marks of vowels are bits, the five tones a number: tone placement leaves no trace.
_STROKE, _MARKS = 1, {"\u0302": 2, "\u0306": 4, "\u031b": 8}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_TONE_BIT = 4
_LIKE = str.maketrans({"ƣ": "ư", "\u00f0": "đ", "\u0256": "đ"})
KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Syllable:
    """A word of the index: *plain* letters, the *code* of its marks, its shares in what terms are known by.

    `Uỷ` and `ủy` are one; so are `06` and `6`. The term of a syllable is *alone*, that of two
    neighbours `first + second`.
    """

    plain: str
    code: int
    alone: int
    first: int
    second: int


def syllables(text: str) -> Iterator[Syllable]:
    """The syllables of *text* in order.

    >>> [(s.plain, s.code) for s in syllables("Uỷ ban, đ 06")]
    [('uy', 32), ('ban', 0), ('d', 1), ('6', 0)]
    """
    for word in _WORD.findall(text):
        yield syllable(word[:_LONGEST])


def syllable(word: str) -> Syllable:
    """One printed word as the index has it."""
    plain, code = _folded(word)
    bare = _ZEROS.sub("", plain, count=1) if plain.isdecimal() and plain[0] == "0" else plain
    data = bare.encode()
    one, two = crc32(data), _fnv(data)
    first = _share(one, two, _FIRST, code << _FIRST_CODE)
    alone = first + (_ALONE << CODE_AT + _FIRST_CODE)
    return Syllable(bare, code, alone, first, _share(one, two, _SECOND, code))


def shares(text: str) -> list[tuple[int, int, int]]:
    """The shares of the syllables of *text* in order: `alone`, `first` and `second` of each."""
    return list(map(_SHARES.__getitem__, _WORD.findall(text)))


class _Shares(dict[str, tuple[int, int, int]]):
    """The shares of words that were met before; those of a word without end are not kept."""

    def __missing__(self, word: str) -> tuple[int, int, int]:
        one = syllable(word[:_LONGEST])
        found = (one.alone, one.first, one.second)
        if len(word) <= _LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[word] = found
        return found


_SHARES = _Shares()


def _folded(word: str) -> tuple[str, int]:
    letters, code, tone = [], 0, 0
    for char in unicodedata.normalize("NFD", word.lower().translate(_LIKE)):
        if char == "đ":
            letters.append("d")
            code |= _STROKE
        elif not unicodedata.combining(char):
            letters.append(char)
        else:
            code |= _MARKS.get(char, 0)
            tone = _TONES.get(char, tone)
    return "".join(letters), code | tone << _TONE_BIT


def _fnv(data: bytes) -> int:
    value = _FNV_BASIS
    for byte in data:
        value = (value ^ byte) * _FNV_PRIME & _MASK
    return value


def _share(one: int, two: int, factor: int, code: int) -> int:
    return code << CODE_AT | (two * factor & _MASK) << _PLACE_AT | (one * factor & _MASK)


def first_bits(count: int) -> int:
    """By how many bits a term is shifted for the first *count* bits of its place to be the last ones."""
    return _PLACE_AT + 32 - count


def parts(term: int) -> tuple[int, int, int]:
    """Where a term lies, what it is known by there (32 bits each), and the code of its marks."""
    return term >> _PLACE_AT & _MASK, term & _MASK, term >> CODE_AT
