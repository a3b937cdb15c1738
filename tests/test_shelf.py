"""Files that are renewed: written only where they have to be, and never left in half."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from builder.shelf import renew

TEXT = "Chỉ thị về công tác dân vận".encode()


@pytest.mark.parametrize(
    ("before", "written"),
    [(None, True), (b"", True), (b"Quy\xe1\xba\xbft", True), (TEXT, False), (TEXT[:-1], True)],
)
def test_a_file_is_written_where_it_does_not_hold_its_content(
    tmp_path: Path, before: bytes | None, written: bool
) -> None:
    """A file holds its content afterwards, and is written only where it held another or none stood there."""
    path = tmp_path / "vb" / "06-ct-ubnd" / "index.md"
    if before is not None:
        path.parent.mkdir(parents=True)
        path.write_bytes(before)
    assert renew(path, TEXT) is written
    assert path.read_bytes() == TEXT
    assert [one.name for one in path.parent.iterdir()] == ["index.md"]


def test_what_is_published_under_a_second_name_keeps_what_it_held(tmp_path: Path) -> None:
    """A file is never written over in place: under its other name it holds what it held."""
    path, other = tmp_path / "index.md", tmp_path / "published.md"
    path.write_bytes(b"before")
    other.hardlink_to(path)
    assert renew(path, TEXT)
    assert other.read_bytes() == b"before"


@pytest.mark.parametrize("before", [None, b"before"])
def test_a_disk_that_is_full_leaves_no_half(tmp_path: Path, before: bytes | None) -> None:
    """Where its content cannot be written, what stood there stands, and no part of what was to come."""
    path = tmp_path / "index.md"
    if before is not None:
        path.write_bytes(before)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            renew(path, TEXT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == ([] if before is None else [before])
