"""Source folders to `SourceText`s: find the files, decode them, read the settings beside them.

A file that cannot be read is left out with one line that names it and the way out; the others
are published all the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from builder import legacy
from builder.dates import iso
from builder.errors import BadSettings, UnreadableSource
from builder.model import ArchiveSettings, Conversion, LeftOut, SourceText, Span
from builder.text import clean
from builder.vocabulary_topics import named

SETTINGS = "archive.toml"
CORRECTIONS = "corrections.toml"
CORRECTABLE = (
    "document_type",
    "number",
    "issuer",
    "place",
    "issued",
    "subject",
    "secrecy",
    "urgency",
    "topics",
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Files that offices keep beside their texts; each says how it can come in.
_TEXT = ".txt"
_NOT_TEXT = (".doc", ".docx", ".pdf", ".rtf", ".odt", ".html", ".htm")
_WAY_OUT = "lưu lại thành văn bản thuần .txt (UTF-8)"
# How such files begin, for one that was only renamed to .txt: the signatures of ZIP, OLE, PDF and RTF.
_RENAMED = (
    (b"PK\x03\x04", "Word (.docx, .odt)"),
    (b"\xd0\xcf\x11\xe0", "Word (.doc)"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
)
_OPEN_AND_SAVE = "mở tệp bằng chương trình ấy rồi lưu lại thành văn bản thuần .txt (UTF-8)"
_SNIFFED = 4096
_ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}", re.ASCII)
# A mailbox alone, or a form whose address says where the report goes.
_REPORT_TO = re.compile(
    r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https://[\w.-]+[^\s\"'<>]*\{body\}[^\s\"'<>]*", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A clerk's word over the reader's: one field of one file, with reason and date."""

    file: str
    field: str
    value: str
    reason: str
    date: str


_MEMBERS = tuple(f.name for f in fields(Correction))


def find_files(folders: Sequence[Path]) -> Iterator[tuple[str, str] | LeftOut]:
    """Every text file below *folders* as (path shown, path), what cannot be read as `LeftOut`.

    The order is that of the names, a folder's own files before its subfolders.
    """
    for folder in folders:
        if not folder.is_dir():
            yield LeftOut(_shown(folder), "không phải thư mục đọc được: kiểm tra đường dẫn và quyền đọc")
            continue
        yield from _walk(folder)


def _walk(folder: Path) -> Iterator[tuple[str, str] | LeftOut]:
    refused: list[LeftOut] = []

    def note(error: OSError) -> None:
        refused.append(LeftOut(_shown(Path(error.filename)), "không mở được thư mục: kiểm tra quyền đọc"))

    for parent, below, names in os.walk(folder, onerror=note):
        below[:] = sorted(d for d in below if not d.startswith("."))
        above = Path(parent).relative_to(folder).as_posix().removeprefix(".")
        above, root = f"{above}/" if above else "", os.path.join(parent, "")
        for name in sorted(name for name in names if not name.startswith(".")):
            if name.lower().endswith(_TEXT):
                yield _shown(above + name), root + name
            elif (suffix := os.path.splitext(name)[1]).lower() in _NOT_TEXT:
                yield LeftOut(_shown(above + name), f"tệp {suffix} chưa đọc được: {_WAY_OUT}")
    yield from refused


def read_file(shown: str, path: str | Path) -> SourceText:
    """The text of *path*; raises `UnreadableSource` with the way out when it holds none."""
    return read_content(shown, path, content_of(shown, path))


def content_of(shown: str, path: str | Path) -> bytes:
    """The bytes of *path*; raises `UnreadableSource` where they cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableSource("không có tệp này", path=shown, way_out="kiểm tra đường dẫn") from error
    except IsADirectoryError as error:
        raise UnreadableSource("là thư mục", path=shown, way_out="nêu từng tệp trong đó") from error
    except OSError as error:
        way_out = f"kiểm tra tệp và quyền đọc: {error.strerror}"
        raise UnreadableSource("không đọc được tệp", path=shown, way_out=way_out) from error


def read_content(shown: str, path: str | Path, content: bytes, sha256: str = "") -> SourceText:
    """The text in *content*, the bytes of *path*; raises `UnreadableSource` when it holds none.

    *sha256* is the hash of *content*, where that is at hand.
    """
    encoding, raw = decode(content, shown)
    mended, converted = legacy.convert(raw)
    text = clean(mended)
    if not any(c.isalnum() for c in text):
        way_out = "chép lại văn bản vào tệp hoặc xoá tệp"
        raise UnreadableSource("tệp rỗng, không có chữ nào", path=shown, way_out=way_out)
    if encoding != "utf-8":
        converted = (Conversion(Span(0, len(text)), encoding.upper()), *converted)
    hashed = sha256 or hashlib.sha256(content).hexdigest()
    return SourceText(shown, hashed, encoding, text, converted, str(path))


def decode(content: bytes, shown: str = "") -> tuple[str, str]:
    """(encoding, text) of UTF-8 or UTF-16 bytes, with or without a byte order mark.

    Bytes that are neither are read in a legacy encoding (`tcvn3`, `vni`, `viscii`, `cp1258`,
    `tcvn5712-1`) if the evidence is overwhelming; nothing is guessed: else they raise `UnreadableSource`,
    as a file of Word, PDF or RTF does whose name alone was changed to `.txt`.
    """
    if made_by := next((name for mark, name in _RENAMED if content.startswith(mark)), None):
        reason = f"bên trong là tệp {made_by}, chỉ có tên là .txt"
        raise UnreadableSource(reason, path=shown, way_out=_OPEN_AND_SAVE)
    bom = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    encoding = bom or _without_bom(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (found := legacy.decode(content)):
            return found
        reason = f"không phải UTF-8 hay UTF-16 (byte thứ {error.start + 1})"
        way_out = "mở bằng trình soạn thảo và lưu lại với mã UTF-8"
        raise UnreadableSource(reason, path=shown, way_out=way_out) from error
    if "\0" in text:
        raise UnreadableSource("tệp nhị phân, không phải văn bản", path=shown, way_out=_WAY_OUT)
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16"}.get(encoding, encoding), text


def _without_bom(content: bytes) -> str:
    """UTF-16 text in Latin script has a NUL in every other byte of its ASCII; UTF-8 text has none."""
    head = content[:_SNIFFED]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(content) % 2 == 0 and max(even, odd) > len(head) // 8 and min(even, odd) == 0:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def read_settings(folders: Sequence[Path]) -> ArchiveSettings:
    """The settings of `archive.toml` in the first source folder; the defaults when it has none."""
    path = folders[0] / SETTINGS if folders else Path(SETTINGS)
    table = _toml(path)
    known = {f.name: type(f.default) for f in fields(ArchiveSettings)}
    for name, value in table.items():
        if name not in known or not isinstance(value, known[name]):
            way_out = "các mục: " + ", ".join(sorted(known)) + "; compress là true hoặc false, còn lại là chữ"
            raise BadSettings(f"không hiểu mục “{name}”", path=str(path), way_out=way_out)
    address = table.get("address", "")
    if address and not address.startswith(("https://", "http://")):
        way_out = "viết cả https://, ví dụ https://kho.example.vn/, hoặc để trống"
        raise BadSettings(f"address không phải địa chỉ trang web: {address}", path=str(path), way_out=way_out)
    look_up = table.get("look_up", "")
    if look_up and not (look_up.startswith("https://") and "{number}" in look_up):
        way_out = "viết địa chỉ https://… có {number}, hoặc để trống"
        raise BadSettings(f"look_up không phải địa chỉ tìm: {look_up}", path=str(path), way_out=way_out)
    report_to = table.get("report_to", "")
    if report_to and not _REPORT_TO.fullmatch(report_to):
        way_out = "viết mailto:hop-thu@co-quan.vn, hoặc địa chỉ https://… có {body}, hoặc để trống"
        raise BadSettings(
            f"report_to không phải nơi nhận báo lỗi: {report_to}", path=str(path), way_out=way_out
        )
    return ArchiveSettings(**table)


def read_corrections(folders: Sequence[Path]) -> dict[str, tuple[Correction, ...]]:
    """Corrections of `corrections.toml` in each source folder, by where the file lies on this machine.

    Raises `BadSettings` for a row that names no file, or a field that no correction can set.
    """
    found: dict[str, tuple[Correction, ...]] = {}
    for folder in folders:
        path = folder / CORRECTIONS
        rows = _toml(path).get("correction", [])
        for nth, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
            correction = _correction(row, path, nth)
            file = (folder / correction.file).resolve()
            if not file.is_file():
                way_out = f"sửa file ở mục [[correction]] thứ {nth}: đường dẫn tính từ {folder}"
                raise BadSettings(f"không có tệp {correction.file}", path=str(path), way_out=way_out)
            found[str(file)] = (*found.get(str(file), ()), correction)
    return found


def _correction(row: object, path: Path, nth: int) -> Correction:
    given = row if isinstance(row, dict) else {}
    if wrong := [*_misfits(given)]:
        reason = f"mục [[correction]] thứ {nth}: {'; '.join(wrong)}"
        way_out = "cần đúng: " + ", ".join(_MEMBERS)
        raise BadSettings(reason, path=str(path), way_out=way_out)
    if given["field"] not in CORRECTABLE:
        way_out = "các trường: " + ", ".join(CORRECTABLE)
        raise BadSettings(f"không đính chính được trường {given['field']}", path=str(path), way_out=way_out)
    if given["field"] == "issued" and not _is_date(given["value"]):
        way_out = "ghi như 2024-03-05, 2024-03 hoặc 2024"
        raise BadSettings(f"“{given['value']}” không phải ngày", path=str(path), way_out=way_out)
    if given["field"] == "topics" and named(given["value"]) is None:
        way_out = "ghi tên như trong builder/data/topics.toml, giữa hai tên là “;”; không có thì ghi “không”"
        raise BadSettings(f"không có chủ đề “{given['value']}”", path=str(path), way_out=way_out)
    return Correction(**given)


def _misfits(given: dict[str, object]) -> Iterator[str]:
    """What a row lacks, has too much, or has not in quotation marks (`date = 2026-11-20`)."""
    yield from (f"thiếu {name}" for name in _MEMBERS if given.get(name, "") == "")
    yield from (f"thừa {name}" for name in given if name not in _MEMBERS)
    for name in _MEMBERS:
        if not isinstance(given.get(name, ""), str):
            yield f"{name} phải là chữ trong ngoặc kép"


def _is_date(value: str) -> bool:
    return bool(_ISO.fullmatch(value)) and iso(*value.split("-")) == value


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        way_out = 'xem lại dòng ấy: mỗi mục một dòng, tên = "chữ trong ngoặc kép"'
        raise BadSettings(f"không đọc được: {error}", path=str(path), way_out=way_out) from error


def _shown(path: Path | str) -> str:
    shown = str(path)
    return shown if shown.isascii() else shown.encode("utf-8", "replace").decode("utf-8")
