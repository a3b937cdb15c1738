"""Files compressed once, when the site is built, for a web server that sends them as they are.

nginx finds them with `gzip_static on`, Caddy with `precompressed gzip`, and Apache with a rewrite. The same
file gives the same bytes on every day: a gzip header can hold a time and a name, and here holds neither
(RFC 1952, 2.3).
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from struct import pack

SUFFIX = ".gz"
KINDS = frozenset(
    {".html", ".css", ".js", ".json", ".jsonl", ".xml", ".txt", ".md", ".svg", ".csv", ".ttl", ".atom"}
)
# Below this, a network packet is saved by nothing.
SMALLEST = 1_000
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def write(site: Path, before: Path | None = None, names: Iterable[str] | None = None) -> int:
    """Each text file of *site* stands beside its `.gz`, where that is smaller; how many were put there.

    What is equal in *before*, an older build, is copied from it instead of being compressed again. Where only
    the files *names* have none that is theirs, the others are not looked at.
    """
    found = _files(site) if names is None else [(site / name, Path(name)) for name in names]
    todo = [(path, name) for path, name in found if path.suffix in KINDS]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # zlib lets other threads run meanwhile, so that each core has a file.
        return sum(pool.map(lambda one: _beside(before, *one), todo))


def packed(content: bytes) -> bytes:
    """*content* as gzip writes it at its best level, without a time and without a name."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(content) + deflate.flush()
    return _HEADER + body + pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)


def _files(site: Path) -> Iterator[tuple[Path, Path]]:
    """(path, path below *site*) of each file."""
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder, name)
            yield path, path.relative_to(site)


def _beside(before: Path | None, path: Path, name: Path) -> bool:
    if not path.is_file() or path.stat().st_size < SMALLEST:
        return False
    out = path.with_name(path.name + SUFFIX)
    old = before / name if before else None
    if old and (kept := old.with_name(out.name)).is_file() and _is_equal(old, path):
        _take(kept, out)
        return True
    content = path.read_bytes()
    small = packed(content)
    if len(small) >= len(content):
        return False
    out.write_bytes(small)
    return True


def _is_equal(old: Path, new: Path) -> bool:
    """Whether both hold the same bytes; two names of one file, as links are, need no reading."""
    if not old.is_file() or old.stat().st_size != new.stat().st_size:
        return False
    return old.samefile(new) or old.read_bytes() == new.read_bytes()


def _take(kept: Path, out: Path) -> None:
    """The same file under a second name, for the older site goes; a copy where the disk has no links."""
    try:
        os.link(kept, out)
    except OSError:
        shutil.copyfile(kept, out)
