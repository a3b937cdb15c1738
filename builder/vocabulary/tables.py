"""TOML text into checked rows: a broken table is refused with its file, its line and the reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_type_hints

from builder.errors import BadTable
from builder.text import key

_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


class Row(Protocol):
    """A dataclass of strings, lists of strings and flags, and where its rows stand."""

    TABLE: ClassVar[str]
    ROWS: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


R = TypeVar("R", bound=Row)


def read_table(row: type[R]) -> tuple[R, ...]:
    """The rows that the package carries for *row*."""
    table = files("builder") / "data" / row.TABLE
    return read_rows(row, table.read_text(encoding="utf-8"), f"builder/data/{row.TABLE}")


def read_rows(row: type[R], text: str, path: str) -> tuple[R, ...]:
    """The rows of one table of a TOML text, in order, every one of them checked."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"không phải TOML: {error}", path=path) from error
    if not isinstance(raws := tables.get(row.ROWS), list):
        raise BadTable(f"thiếu các dòng [[{row.ROWS}]]", path=path)
    header = re.compile(rf"\s*\[\[\s*{row.ROWS}\s*\]\]")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if header.match(line)]
    rows: list[R] = []
    for raw, line in zip(raws, lines, strict=True):
        try:
            rows.append(_row(row, raw))
        except ValueError as error:
            raise BadTable(str(error), path=path, line=line) from error
    _refuse_shared_slugs(rows, lines, path)
    return tuple(rows)


def _row(row: type[R], raw: Mapping[str, Any]) -> R:
    hints = _hints(row)
    known = {f.name: f for f in fields(row)}
    if unknown := raw.keys() - known.keys():
        raise ValueError(f"khóa lạ: {', '.join(sorted(unknown))}")
    if missing := [n for n, f in known.items() if f.default is MISSING and n not in raw]:
        raise ValueError(f"thiếu khóa: {', '.join(missing)}")
    made = row(**{name: _value(name, hints[name], value) for name, value in raw.items()})
    _check(made)
    return made


@cache
def _hints(row: type[Any]) -> Mapping[str, Any]:
    """The types of the fields of *row*, whose names Python looks up in the code each time anew."""
    return get_type_hints(row)


def _value(name: str, hint: Any, value: Any) -> Any:
    if hint == tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise ValueError(f"{name} phải là danh sách chữ")
        return tuple(value)
    if choices := get_args(hint):
        if value not in choices:
            raise ValueError(f"{name} phải là một trong: {', '.join(choices)}")
    elif type(value) is not hint or value == "":
        raise ValueError(f"{name} phải là {hint.__name__}, không rỗng")
    return value


def _check(row: Any) -> None:
    start, end = getattr(row, "valid_from", ""), getattr(row, "valid_until", "")
    if not (_DATE.fullmatch(start) and _DATE.fullmatch(end)):
        raise ValueError(f"ngày không phải ISO: {start!r}, {end!r}")
    if start and end and start > end:
        raise ValueError(f"valid_from {start} sau valid_until {end}")
    own = getattr(row, "name", getattr(row, "text", getattr(row, "word", "")))
    others = getattr(row, "aliases", getattr(row, "variants", ()))
    if key(own) in map(key, others):
        raise ValueError(f"biến thể trùng với tên: {own}")


def _refuse_shared_slugs(rows: Sequence[Any], lines: Sequence[int], path: str) -> None:
    owners: dict[str, str] = {}
    for row, line in zip(rows, lines, strict=True):
        slug = getattr(row, "slug", None)
        if slug is None:
            continue
        owner = owners.setdefault(slug, row.name if hasattr(row, "name") else row.kind)
        if owner not in (getattr(row, "name", ""), getattr(row, "kind", ""), getattr(row, "alias_of", "")):
            raise BadTable(f"slug {slug} đã thuộc về {owner}", path=path, line=line)
