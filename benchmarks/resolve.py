"""How long it takes to settle every citation of an archive, and how much memory; run by hand.

    python benchmarks/resolve.py            1,000, 3,000 and 10,000 documents of 25 citations each

The documents are made, not read: the reader is measured elsewhere. Each size runs in a process of
its own, so that the memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random

from builder import resolve
from builder.model import Archive, Citation, Document, Found, Layout, Metadata, SourceText, Span

SIZES = (1_000, 3_000, 10_000)
CITATIONS = 25
NOWHERE = Span(0, 0)
PROVINCES = ("tỉnh Bắc Giang", "tỉnh Ninh Thuận", "tỉnh Bến Tre", "tỉnh Lào Cai", "Thành phố Hồ Chí Minh")
TYPES = (("Chỉ thị", "CT"), ("Quyết định", "QĐ"), ("Kế hoạch", "KH"), ("Thông báo", "TB"))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Each size in a process of its own, one line each."""
    for size in sizes:
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


def measure(size: int) -> None:
    """Make *size* documents, settle them, and say what it took."""
    documents = list(made(size))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    archive = resolve.resolve(documents)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{size:6} documents, {size * CITATIONS:7} citations: {seconds:6.2f} s, peak {peak / 1024:5.0f} MB"
        f" ({before / 1024:.0f} MB before); {_led(archive)} to held works; {len(archive.cited)} cited only",
        flush=True,
    )


def _led(archive: Archive) -> int:
    return sum(target.status == "held" for work in archive.works for target in work.targets)


def made(size: int) -> Iterator[Document]:
    """Documents of five provinces, each citing held, not held, short and contradicted ones."""
    random = Random(size)
    for n in range(size):
        province = PROVINCES[n % len(PROVINCES)]
        kind, number, issued, issuer = _facts(n)
        facts = [Found(fact, NOWHERE, "made") for fact in (kind, number, issuer, issued)]
        record = Metadata(facts[0], facts[1], facts[2], (issuer,), None, facts[3])
        source = SourceText(f"{n}.txt", "00", "utf-8", f"Văn bản thứ {n}")
        cites = tuple(_citation(random, size) for _ in range(CITATIONS))
        yield Document(source, Layout((), (), ()), record, (), cites, province=province)


def _facts(n: int) -> tuple[str, str, str, str]:
    kind, code = TYPES[n % len(TYPES)]
    year = 2000 + n % 25
    day = f"{year}-{1 + n % 12:02}-{1 + n % 28:02}"
    province = PROVINCES[n % len(PROVINCES)]
    return kind, f"{1 + n // 25:02}/{code}-UBND", day, f"Ủy ban nhân dân {province}"


def _citation(random: Random, size: int) -> Citation:
    # Twice as many works are cited as are held; a third of the mentions leave something out.
    kind, number, issued, issuer = _facts(random.randrange(size * 2))
    less = random.random()
    day = None if less < 0.15 else "2001-01-01" if less < 0.17 else issued
    body = None if 0.15 < less < 0.3 else issuer
    text = f"{kind} số {number}"
    return Citation(NOWHERE, text, "full", kind, number, day, body)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
