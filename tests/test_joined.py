"""A large file is joined from parts, of which those are copied that another build made from the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.joined import Joined

PARTS = {"một": "1 ă", "hai": "22", "ba": ""}


def joined(folder: Path, parts: dict[str, str], made: list[str]) -> bytes:
    """The file of *parts*, written; *made* tells which of them were made for it."""

    def make(key: str) -> str:
        made.append(key)
        return parts[key]

    kept = Joined(folder / "tệp.json", folder / "nhớ")
    whole = kept.join("[", ((key, lambda key=key: make(key)) for key in parts), ",\n", "]\n")
    (folder / "tệp.json").write_bytes(whole)
    return whole


def again(folder: Path, parts: dict[str, str]) -> list[str]:
    """Which parts are made by a build that comes later."""
    made: list[str] = []
    expected = f"[{','.join(parts.values())}]\n".replace(",", ",\n").encode()
    assert joined(folder, parts, made) == expected
    return made


def test_parts_that_stand_are_copied(tmp_path: Path) -> None:
    """Only parts with another key are made, wherever the others stand now."""
    assert again(tmp_path, PARTS) == ["một", "hai", "ba"]
    assert again(tmp_path, PARTS) == []
    assert again(tmp_path, {"bốn": "4", **PARTS}) == ["bốn"]
    assert again(tmp_path, {"ba": "", "một": "1 ă"}) == []


def test_a_part_without_a_key_is_made_each_time(tmp_path: Path) -> None:
    """What is not known again is never taken for what it was."""
    parts = {"": "x"}
    assert again(tmp_path, parts) == [""]
    assert again(tmp_path, parts) == [""]


@pytest.mark.parametrize("name", ["tệp.json", "nhớ"])
@pytest.mark.parametrize("content", [b"", b"[1 \xc4\x82,\n22,\n]\n", b"\xff" * 80])
def test_what_somebody_changed_is_made_anew(tmp_path: Path, name: str, content: bytes) -> None:
    """Of a file, or a record of it, that is not as it was written nothing is copied."""
    again(tmp_path, PARTS)
    (tmp_path / name).write_bytes(content)
    assert again(tmp_path, PARTS) == ["một", "hai", "ba"]
