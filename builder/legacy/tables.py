"""The reader of `legacy_encodings.toml`: encodings, glyph numbers, and the parts of a syllable.

A defect in the table is a `BadTable` that names the file and the row.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from builder.errors import BadTable
from builder.vocabulary_citations import Words, read_table

_PATH = "builder/data/legacy_encodings.toml"


@dataclass(frozen=True, slots=True)
class EncodingRow:
    """One encoding: its column among the letters, the name that pages show, and which encoding it extends."""

    name: str
    shown: str
    source: str
    extends: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter and its code in each encoding, as hexadecimal bytes; "" where it has none."""

    letter: str
    tcvn3: str
    vni: str
    tcvn5712_1: str
    viscii: str
    cp1258: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A code that is no letter: a combining mark, or a sign with another code than in Windows-1252."""

    encoding: str
    code: str
    sign: str
    source: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A character that stands in texts for a byte that an earlier conversion lost: `t−` for `tư`."""

    encoding: str
    seen: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class GlyphRange:
    """Glyph numbers that differ from their letters by one distance: `7` is `T`."""

    first: str
    last: str
    shift: int
    source: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph number shown as a character; `second` where the character is also a letter itself."""

    seen: str
    letter: str
    source: str
    second: bool = False


@dataclass(frozen=True, slots=True)
class LegacyTables:
    """All rows of the table, each list in the order of the file."""

    letters: tuple[Letter, ...]
    encodings: tuple[EncodingRow, ...]
    signs: tuple[Sign, ...]
    aliases: tuple[Alias, ...]
    glyph_ranges: tuple[GlyphRange, ...]
    glyphs: tuple[Glyph, ...]
    abbreviations: tuple[str, ...]
    units: tuple[str, ...]
    onsets: tuple[str, ...]
    rimes: tuple[str, ...]


def _words(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(word for row in read_table(Words, raw, name, _PATH) for word in row.words if row.words)


@cache
def load_legacy_tables() -> LegacyTables:
    """The table that the package carries, read once."""
    text = (files("builder") / "data" / "legacy_encodings.toml").read_text(encoding="utf-8")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"không phải TOML: {error}", path=_PATH) from error
    tables = LegacyTables(
        letters=read_table(Letter, raw, "letter", _PATH),
        encodings=read_table(EncodingRow, raw, "encoding", _PATH),
        signs=read_table(Sign, raw, "sign", _PATH),
        aliases=read_table(Alias, raw, "alias", _PATH),
        glyph_ranges=read_table(GlyphRange, raw, "glyph_range", _PATH),
        glyphs=read_table(Glyph, raw, "glyph", _PATH),
        abbreviations=_words(raw, "abbreviation"),
        units=_words(raw, "unit"),
        onsets=_words(raw, "onset"),
        rimes=_words(raw, "rime"),
    )
    _check(tables)
    return tables


def _check(tables: LegacyTables) -> None:
    known = {row.name for row in tables.encodings}
    for n, row in enumerate(tables.letters, 1):
        for name in known:
            _bytes(getattr(row, name, "?"), f"{_PATH} [[letter]] {n}")
    coded: tuple[Sign | Alias, ...] = (*tables.signs, *tables.aliases)
    for one in coded:
        if one.encoding not in known:
            raise BadTable(f"không có bảng mã {one.encoding}", path=_PATH)
        _bytes(one.code, _PATH)


def _bytes(code: str, where: str) -> None:
    try:
        bytes.fromhex(code)
    except ValueError as error:
        raise BadTable(f"mã không phải số thập lục phân: {code}", path=where) from error
