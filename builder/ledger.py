"""The registry as files: one line a work in `registry/{year}.jsonl`, and what clerks declare beside it.

Lines stand in the order of their identities and are written in one form only, so that branches merge
line by line (`merge=union`); two lines of one work are one work that is known by both.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from builder.errors import BadSettings
from builder.model import Facts, Permalink, State, WorkId
from builder.registered import Lines, Reading, Registered, state_of, written
from builder.shelf import write_whole

PUBLISHED = "du-lieu/permalinks.jsonl"
DECLARATIONS = "declarations.toml"
_STATES = ("held", "cited", "withdrawn", "moved")
# Addresses and anchors become paths and ids of pages, so a line that holds anything else is refused.
_ADDRESS = re.compile(r"/vb(?:/[a-z0-9][a-z0-9-]*+){4}/")
_ANCHOR = re.compile(r"[a-z0-9][a-z0-9-]*+")
# Line ends to some readers of "one object a line", though not to JSON.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\u0085\u2028\u2029"}
T = TypeVar("T")
_WAY_OUT = "lấy lại tệp từ git; sổ địa chỉ không sửa bằng tay"


@dataclass(frozen=True, slots=True)
class Declaration:
    """A clerk's word that what stands at *address* is what stands at *leads_to*, which it leads to then.

    Both are works (`/vb/…/`), or both places of one text (`/vb/…/#doan-3`).
    """

    address: str
    leads_to: str
    reason: str
    date: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The registry of an archive: every work that was ever published, and what clerks declare.

    *declared* are those of works, *places* those of anchors that have lost their words. *minting* is
    whether new addresses may be written into *folder*.
    """

    permalinks: tuple[Permalink, ...] = ()
    declared: tuple[Declaration, ...] = ()
    places: tuple[Declaration, ...] = ()
    folder: Path | None = None
    minting: bool = False
    files: tuple[Lines, ...] = ()


def read(folder: Path, *, minting: bool = False, kept: Registered | None = None) -> Ledger:
    """The registry in *folder*; an empty one where the folder is not there yet.

    With what was *kept* of its lines, they are not read again, and their units only when asked for. Raises
    `BadSettings` naming the file and the line that cannot be read.
    """
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    found = [kept.read(f, Reading(partial(_read_line, f), line)) for f in files] if kept else []
    permalinks = _merged(p for _, ones in found for p in ones) if kept else _merged_files(files)
    declared = _declared(folder)
    works, places = ([d for d in declared if ("#" in d.address) == anchor] for anchor in (False, True))
    return Ledger(permalinks, tuple(works), tuple(places), folder, minting, tuple(f for f, _ in found))


def _merged_files(files: Iterable[Path]) -> tuple[Permalink, ...]:
    return _merged(p for f in files for p in _lines(f))


def read_published(place: Path) -> tuple[Permalink, ...]:
    """What a site has published, or what another copy of the registry holds.

    Raises `BadSettings` where *place* is neither.
    """
    if (place / PUBLISHED).is_file():
        return _merged_files([place / PUBLISHED])
    files = sorted(place.glob("*.jsonl")) if place.is_dir() else []
    if not files:
        way_out = f"nêu thư mục sổ địa chỉ, hoặc thư mục trang web có {PUBLISHED}"
        raise BadSettings("không có sổ địa chỉ nào ở đây", path=str(place), way_out=way_out)
    return _merged_files(files)


def changed(
    permalinks: Iterable[Permalink],
    folder: Path,
    files: Iterable[Lines] = (),
    kept: Registered | None = None,
) -> Iterator[tuple[Path, bytes]]:
    """The lines as files of *folder*, one a year, those alone that do not hold theirs yet.

    Of *files*, which were read, none is looked at that has all its lines as they were. What the others come
    to is *kept*, so that the next build reads none of their lines.
    """
    years: dict[str, list[Permalink]] = defaultdict(list)
    for one in permalinks:
        years[one.id.split("/", 3)[2]].append(one)
    stands = {file.path: file for file in files if file.sound}
    for year, ones in years.items():
        path = folder / f"{year}.jsonl"
        if path not in stands or not stands[path].holds(ones):
            ones.sort(key=lambda one: one.id)
            content = _joined_lines(ones, published=False)
            if not path.is_file() or path.read_bytes() != content:
                if kept:
                    kept.note(path, content, ones)
                yield path, content


def write(permalinks: Iterable[Permalink], folder: Path) -> int:
    """The lines stand in *folder*; how many files had to be written."""
    found = 0
    for path, content in changed(permalinks, folder):
        write_whole(path, content, lasting=True)
        found += 1
    return found


def published(permalinks: Iterable[Permalink]) -> bytes:
    """What a site publishes of its addresses, in the order of *permalinks*."""
    return _joined_lines(permalinks, published=True)


def _joined_lines(permalinks: Iterable[Permalink], *, published: bool) -> bytes:
    # The lines of a large archive are never in memory twice.
    whole = BytesIO()
    for one in permalinks:
        whole.write(_line(one, published=published))
    return whole.getvalue()


def line(permalink: Permalink, *, published: bool = False) -> str:
    """The one form of a line; *published* ones say as well whether a text stands at the address."""
    return _line(permalink, published=published).decode("utf-8")


def _line(permalink: Permalink, *, published: bool) -> bytes:
    row = written(permalink) or _json({
        "id": permalink.id,
        "url": permalink.url,
        "former": permalink.former,
        "path": permalink.paths,
        "sha256": permalink.digests,
        "facts": permalink.facts,
        "anchors": permalink.units,
    })  # fmt: skip
    return row[:-2] + _where(permalink.state, permalink.to) if published else row


@lru_cache(maxsize=1024)
def _where(state: State, to: str) -> bytes:
    """What follows in a line that is published."""
    return b"," + _json({"state": state, "to": to})[1:]


def _json(row: Mapping[str, object]) -> bytes:
    kept = {name: value for name, value in row.items() if value}
    words = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS)
    return f"{words}\n".encode()


def _lines(file: Path) -> Iterator[Permalink]:
    try:
        rows = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"không đọc được: {error}", path=str(file), way_out=_WAY_OUT) from error
    for number, row in enumerate(rows, start=1):
        if row.strip():
            yield _read_line(file, row.encode("utf-8"), number)


def _read_line(file: Path, row: bytes, number: int) -> Permalink:
    try:
        return _permalink(json.loads(row.decode("utf-8")))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadSettings(
            "dòng sổ địa chỉ không đọc được", path=str(file), line=number, way_out=_WAY_OUT
        ) from error


def _permalink(row: dict[str, Any]) -> Permalink:
    found = Permalink(
        str(row["id"]),
        str(row["url"]),
        _words(row.get("former", ())),
        _words(row.get("path", ())),
        _words(row.get("sha256", ())),
        tuple(_facts(facts) for facts in row.get("facts", ())),
        tuple(_words(unit) for unit in row.get("anchors", ())),
        row.get("state", state_of(row.get("sha256", ()))),
        str(row.get("to", "")),
    )
    addresses = (f"/vb/{found.id}/", *found.addresses, *([found.to] if found.to else []))
    sound = found.state in _STATES and all(map(_ADDRESS.fullmatch, addresses))
    if not sound or not all(map(_ANCHOR.fullmatch, found.anchors)):
        raise ValueError(row)
    return found


def _words(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(word) for word in found)


def _facts(found: Sequence[object]) -> Facts:
    kind, number, issued, issuer = found
    return str(kind), str(number), str(issued), str(issuer)


def work_id(url: str) -> WorkId:
    """The identity in an address: `/vb/ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd/`."""
    issuer, kind, year, number = url.strip("/").split("/")[1:]
    return WorkId(issuer, kind, year, number)


def _merged(found: Iterable[Permalink]) -> tuple[Permalink, ...]:
    """One permalink a work: what branches wrote apart is joined, the later line's address holds."""
    works: dict[str, Permalink] = {}
    for one in found:
        works[one.id] = _joined(works[one.id], one) if one.id in works else one
    return tuple(works.values())


def _joined(one: Permalink, other: Permalink) -> Permalink:
    former = dict.fromkeys((*one.former, *other.former, one.url))
    known = other.anchors
    apart = tuple(unit for unit in one.units if not known.issuperset(unit[1:]))
    return other.but(
        former=tuple(url for url in former if url != other.url),
        paths=latest(one.paths, *other.paths),
        digests=latest(one.digests, *other.digests),
        facts=latest(one.facts, *other.facts),
        units=(*other.units, *apart),
    )


def latest(known: Iterable[T], *now: T) -> tuple[T, ...]:
    """*known* once each with *now* last: what a text was known by, in the order of time."""
    return (*(one for one in dict.fromkeys(known) if one not in now), *dict.fromkeys(now))


def _declared(folder: Path) -> tuple[Declaration, ...]:
    path = folder / DECLARATIONS
    if not path.is_file():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        way_out = "sửa tệp theo cú pháp TOML"
        raise BadSettings(f"không đọc được: {error}", path=str(path), way_out=way_out) from error
    rows = [row for kind in ("same", "slip", "place") for row in _rows(table.pop(kind, []))]
    if table:
        raise BadSettings(
            f"không hiểu mục {', '.join(table)}", path=str(path), way_out="các mục: same, slip, place"
        )
    return tuple(_declaration(row, path) for row in rows)


def _rows(found: object) -> list[object]:
    return found if isinstance(found, list) else [found]


def _declaration(row: object, path: Path) -> Declaration:
    needed = {f.name for f in fields(Declaration)}
    given = row if isinstance(row, dict) else {}
    if set(given) != needed or not all(isinstance(v, str) and v for v in given.values()):
        way_out = "cần đúng: " + ", ".join(sorted(needed))
        raise BadSettings(f"mục khai báo thiếu hoặc thừa trường: {row}", path=str(path), way_out=way_out)
    found = Declaration(**given)
    parts = [url.partition("#") for url in (found.address, found.leads_to)]
    sound = all(
        _ADDRESS.fullmatch(url) and (not sign or _ANCHOR.fullmatch(name)) for url, sign, name in parts
    )
    places = {sign for _, sign, _ in parts}
    sound = sound and found.address != found.leads_to
    if not sound or len(places) > 1 or (places == {"#"} and parts[0][0] != parts[1][0]):
        way_out = (
            "ghi như /vb/ubnd-tinh-bac-giang/chi-thi/2018/06-ct-ubnd/, hoặc cả hai có #chỗ của một văn bản"
        )
        reason = f"“{found.address}” và “{found.leads_to}” không phải hai địa chỉ"
        raise BadSettings(reason, path=str(path), way_out=way_out)
    return found
