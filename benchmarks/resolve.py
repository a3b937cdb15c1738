"""How long it takes to settle every citation of an archive, and how much memory; run by hand.

    python benchmarks/resolve.py            1,000, 3,000 and 10,000 documents of 25 citations each

From nothing, with one document more, and with nothing changed, as three builds do one after another. The
documents are made where they are looked at, not read: the reader is measured elsewhere. Each size runs in a
process of its own, so that the memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from builder import resolve
from builder.model import Archive, Citation, Document, Found, Layout, Metadata, SourceText, Span

SIZES = (1_000, 3_000, 10_000)
CITATIONS = 25
NOWHERE = Span(0, 0)
PROVINCES = ("tỉnh Bắc Giang", "tỉnh Ninh Thuận", "tỉnh Bến Tre", "tỉnh Lào Cai", "Thành phố Hồ Chí Minh")
TYPES = (("Chỉ thị", "CT"), ("Quyết định", "QĐ"), ("Kế hoạch", "KH"), ("Thông báo", "TB"))


class Made(Document):
    """A document whose citations are made when they are asked for."""

    __slots__ = ("number", "size")
    number: int
    size: int

    def __getattr__(self, name: str) -> object:
        if name != "citations":
            raise AttributeError(name)
        chance = Random(f"{self.size} {self.number}")
        return tuple(_citation(chance, self.size) for _ in range(CITATIONS))


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Each size in a process of its own, a line for each build."""
    for size in sizes:
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


def measure(size: int) -> None:
    """Settle *size* documents three times, and say what it took."""
    documents = [made(number, size) for number in range(size)]
    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "settled"
        for what, some in (("from nothing", documents[:-1]), ("one more", documents), ("again", documents)):
            start = time.process_time()
            archive = _settled(some, record)
            seconds = time.process_time() - start
            memory = f"peak {_peak():4.0f} MB ({before:.0f} before), {_written(record):6.1f} MB kept"
            found = f"{seconds:7.2f} s, {memory}, {len(archive.cited)} cited only"
            print(f"{size:6} documents, {what:12}: {found}", flush=True)


def _settled(documents: list[Document], record: Path) -> Archive:
    memory = resolve.Memory(record, lambda document: document.source.sha256)
    archive = resolve.resolve(documents, memory=memory)
    memory.close()
    return archive


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _written(record: Path) -> float:
    return sum(path.stat().st_size for path in record.parent.iterdir()) / 1e6


def made(number: int, size: int) -> Document:
    """A document of one of five provinces, citing held, not held, short and contradicted ones."""
    kind, printed, issued, issuer = _facts(number)
    facts = [Found(fact, NOWHERE, "made") for fact in (kind, printed, issuer, issued)]
    values = {
        "metadata": Metadata(facts[0], facts[1], facts[2], (issuer,), None, facts[3]),
        "source": SourceText(f"{number}.txt", f"{number:040x}", "utf-8", f"Văn bản thứ {number}"),
        "layout": Layout((), (), ()),
        "provisions": (),
        "problems": (),
        "province": PROVINCES[number % len(PROVINCES)],
        "anchors": (),
        "number": number,
        "size": size,
    }
    found = object.__new__(Made)
    for name, value in values.items():
        object.__setattr__(found, name, value)
    return found


def _facts(n: int) -> tuple[str, str, str, str]:
    kind, code = TYPES[n % len(TYPES)]
    year = 2000 + n % 25
    day = f"{year}-{1 + n % 12:02}-{1 + n % 28:02}"
    province = PROVINCES[n % len(PROVINCES)]
    return kind, f"{1 + n // 25:02}/{code}-UBND", day, f"Ủy ban nhân dân {province}"


def _citation(chance: Random, size: int) -> Citation:
    # Twice as many works are cited as are held; a third of the mentions leave something out.
    kind, number, issued, issuer = _facts(chance.randrange(size * 2))
    less = chance.random()
    day = None if less < 0.15 else "2001-01-01" if less < 0.17 else issued
    body = None if 0.15 < less < 0.3 else issuer
    text = f"{kind} số {number}"
    return Citation(NOWHERE, text, "full", kind, number, day, body)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
