"""The reader of the tables that only the reading of mentions needs: patterns, laws, open names.

The tables are `citation_patterns.toml`, `laws.toml` and `bodies.toml`; a defect in one of them is a
`BadTable` that names the file and the row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from builder.errors import BadTable

Role = Literal["anchor", "part"]


@dataclass(frozen=True, slots=True)
class CitationPattern:
    """One form of a mention, or of a part of one, as a template with named `{slots}`.

    It is searched in the folded text (small letters, one tone placement), or, where `cased`, in the
    text as printed. `examples` hold it, `rejects` do not.
    """

    name: str
    role: str
    pattern: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]
    source: str
    form: str = ""
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece that several templates share: `{space}`, `{term}`."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Laws:
    """Names of laws of one kind: `Luật` with `Đất đai`, `Phòng, chống tham nhũng` …"""

    kind: str
    names: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class EnactedLaw:
    """A law with its number and its days; `source` names the articles that set them.

    One without `in_force_until` was in force up to `known_until` at least; later it may have been replaced.
    """

    name: str
    number: str
    adopted: str
    in_force_from: str
    source: str
    in_force_until: str = ""
    known_until: str = ""


@dataclass(frozen=True, slots=True)
class OpenName:
    """Words that begin the name of a body of any length, and whether a place follows it."""

    words: tuple[str, ...]
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words with one use, e.g. those that cannot stand inside a name."""

    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ShortForm:
    """An abbreviation inside the name of a body: `BCĐ` is `Ban Chỉ đạo`."""

    short: str
    long: str
    source: str


@dataclass(frozen=True, slots=True)
class CitationTables:
    """All rows of the three tables, each list in the order of its file."""

    patterns: tuple[CitationPattern, ...]
    slots: tuple[Slot, ...]
    word_lists: Mapping[str, tuple[str, ...]]
    laws: tuple[Laws, ...]
    enacted: tuple[EnactedLaw, ...]
    open_names: tuple[OpenName, ...]
    head_titles: tuple[str, ...]
    short_forms: tuple[ShortForm, ...]
    runs_on: tuple[str, ...]
    stop_words: tuple[str, ...]
    whole_names: tuple[str, ...]


T = TypeVar("T")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_table(row: type[T], raw: Mapping[str, Any], name: str, path: str) -> tuple[T, ...]:
    """The rows `[[name]]` of a parsed table; a missing or unknown key is a `BadTable`."""
    return tuple(_row(row, one, f"{path} [[{name}]] {n}") for n, one in enumerate(raw.get(name, []), 1))


def _row(row: type[T], raw: Mapping[str, Any], where: str) -> T:
    known = {f.name: f for f in fields(row)}  # type: ignore[arg-type]
    if unknown := raw.keys() - known.keys():
        raise BadTable(f"khóa lạ: {', '.join(sorted(unknown))}", path=where)
    if missing := [n for n, f in known.items() if f.default is MISSING and n not in raw]:
        raise BadTable(f"thiếu khóa: {', '.join(missing)}", path=where)
    made = row(**{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()})
    _check(made, where)
    return made


def _check(row: object, where: str) -> None:
    if isinstance(row, CitationPattern):
        if row.role not in ("anchor", "part") or (row.role == "anchor") != bool(row.form):
            raise BadTable("role phải là anchor (có form) hoặc part (không có form)", path=where)
        if not row.examples:
            raise BadTable(f"mẫu {row.name} không có examples", path=where)
    if isinstance(row, EnactedLaw) and not _in_order(row):
        raise BadTable("ngày của luật phải đủ, đúng dạng và đúng thứ tự", path=where)
    if isinstance(row, Laws | OpenName | Words) and not all(_listed(row)):
        raise BadTable("danh sách rỗng hoặc có chữ rỗng", path=where)


def _in_order(law: EnactedLaw) -> bool:
    days = (law.adopted, law.in_force_from, law.in_force_until or law.known_until)
    return all(map(_DAY.fullmatch, days)) and list(days) == sorted(days)


def _listed(row: Laws | OpenName | Words) -> tuple[str, ...]:
    return (row.names if isinstance(row, Laws) else row.words) or ("",)


def expand(pattern: str, slots: Mapping[str, str], where: str) -> str:
    """The template with every `{slot}` filled in; `{1,3}` stays a repetition."""

    def fill(match: re.Match[str]) -> str:
        if match.group(1) not in slots:
            raise BadTable(f"không có slot {match.group(0)}", path=where)
        return slots[match.group(1)]

    return re.sub(r"\{([a-z_]+)\}", fill, pattern)


def _parsed(name: str) -> tuple[Mapping[str, Any], str]:
    path = f"builder/data/{name}"
    text = (files("builder") / "data" / name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text), path
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"không phải TOML: {error}", path=path) from error


def _words(raw: Mapping[str, Any], name: str, path: str) -> tuple[str, ...]:
    return tuple(word for row in read_table(Words, raw, name, path) for word in row.words)


@cache
def load_citation_tables() -> CitationTables:
    """The tables that the package carries, read once."""
    patterns, patterns_path = _parsed("citation_patterns.toml")
    laws, laws_path = _parsed("laws.toml")
    bodies, bodies_path = _parsed("bodies.toml")
    listed = patterns.keys() - {"pattern", "slot"}
    lists = {name: _words(patterns, name, patterns_path) for name in sorted(listed)}
    return CitationTables(
        patterns=read_table(CitationPattern, patterns, "pattern", patterns_path),
        slots=read_table(Slot, patterns, "slot", patterns_path),
        word_lists=lists,
        laws=read_table(Laws, laws, "laws", laws_path),
        enacted=read_table(EnactedLaw, laws, "enacted", laws_path),
        open_names=read_table(OpenName, bodies, "open_name", bodies_path),
        head_titles=_words(bodies, "head_title", bodies_path),
        short_forms=read_table(ShortForm, bodies, "short_form", bodies_path),
        runs_on=_words(bodies, "runs_on", bodies_path),
        stop_words=_words(bodies, "stop_word", bodies_path),
        whole_names=_words(bodies, "whole_name", bodies_path),
    )
