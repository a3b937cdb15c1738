"""The ways to a body: the tree at `/co-quan/`, the pages of provinces, and the letters of the alphabet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder import entries, labels
from builder.bodies import Body
from builder.entries import Row, Value
from builder.model import Archive, OutputFile
from builder.pages.paging import ROWS, paged
from builder.pages.shelves import LONG, by_letter, item
from builder.pages.trees import groups, province_row, province_url, tree

FOLDER = entries.FOLDER["issuer"]
_TITLE = "Cơ quan ban hành"
_UP: Row = {"name": _TITLE, "url": f"{FOLDER}/"}


def catalogue(archive: Archive, found: Sequence[Body]) -> Iterator[OutputFile]:
    """The index of bodies and the lists below it; one address holds for a list, however long it grows."""
    letters = by_letter([_row(body) for body in found], _shelf, least=1)
    yield _index(archive, found, letters if len(found) >= LONG else [])
    for official, own in groups(found).provinces.items():
        name = labels.capital(official)
        meta: dict[str, Value] = {
            "template": "cay-co-quan.html",
            "title": f"Cơ quan ở {official}",
            "description": f"Các cơ quan ở {official} có văn bản trong kho hoặc được dẫn chiếu.",
            "lead": "Xếp theo cơ quan cấp trên; tên xếp theo vần chữ cái tiếng Việt.",
            "up": _UP,
            "trees": [{"id": "cay", "name": name, "tree": tree(own)}],
        }
        yield entries.page(province_url(official).strip("/"), archive, meta)
    for letter in letters:
        yield from _letter(archive, letter)


def _index(archive: Archive, found: Sequence[Body], letters: Sequence[Row]) -> OutputFile:
    grouped = groups(found)
    whole = len(found) <= ROWS
    trees: list[Row] = [
        {"id": "trung-uong", "name": "Trung ương", "tree": tree(grouped.central)},
        {"id": "chua-xep", "name": "Chưa xếp được vào cây", "tree": tree(grouped.elsewhere)},
    ]
    meta: dict[str, Value] = {
        "template": "cay-co-quan.html",
        "title": _TITLE,
        "description": "Cơ quan có văn bản trong kho hoặc được dẫn chiếu, theo trung ương và địa phương.",
        "lead": "Xếp theo cơ quan cấp trên như các bảng của kho biết; tên xếp theo vần chữ cái tiếng Việt.",
        "links": [item("Bản đồ cũ và mới", url=f"{FOLDER}/ban-do/"), item("Người ký", url="nguoi-ky/")],
        "jumps": [_jump(letter) for letter in letters],
        "trees": [one for one in trees if one["tree"]],
        "provinces": [province_row(name, own, whole=whole) for name, own in grouped.provinces.items()],
        "empty": not found,
    }
    return entries.page(FOLDER, archive, meta)


def _row(body: Body) -> Row:
    return {
        "name": body.name,
        "url": f"{FOLDER}/{body.register}/",
        "count": len(body.works),
        "cited": len(body.cited),
    }


def _shelf(row: Row) -> str:
    """The name under which a body is looked up; the unknown is under no letter."""
    return "" if row["url"] == f"{FOLDER}/{labels.UNKNOWN}/" else str(row["name"])


def _url(letter: Row) -> str:
    return f"{FOLDER}/van/{str(letter['id']).removeprefix('van-')}/"


def _jump(letter: Row) -> Row:
    rows = letter["rows"]
    return {
        "id": letter["id"],
        "label": letter["heading"],
        "count": len(rows) if isinstance(rows, list) else 0,
        "url": _url(letter),
    }


def _letter(archive: Archive, letter: Row) -> Iterator[OutputFile]:
    """`/co-quan/van/dd/`: the bodies whose name begins with Đ."""
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": f"{_TITLE}: vần {letter['heading']}",
        "description": f"Cơ quan có tên bắt đầu bằng {letter['heading']}.",
        "lead": "Tên xếp theo vần chữ cái tiếng Việt.",
        "up": _UP,
        "links": [],
        "jumps": [],
        "sections": [letter],
    }
    yield from paged(archive, _url(letter).strip("/"), meta)
