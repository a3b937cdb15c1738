#!/usr/bin/env python3
"""Time the reading of texts: how many a second, how it grows, and what hostile texts cost.

    python benchmarks/reading.py                    with the specimens of source_texts/
    python benchmarks/reading.py ../shared/corpus   with other texts
    python benchmarks/reading.py --quick …          sizes to 1 MB only

A megabyte is a million bytes of UTF-8. Times are of one core, without reading from the disk.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from builder import reading, source
from builder.model import SourceText

ROOT = Path(__file__).resolve().parent.parent
TEN_KB = 10_000
MB = 1_000_000
# A whole book of forms: longer texts are read, but are not the ordinary document of an archive.
_LONGEST = 80_000
_MOST = 150
SIZES = (100_000, 300_000, MB, 3 * MB, 5 * MB)
HOSTILE = {
    "digits": "0123456789",
    "digits, parted": "12 345 6 ",
    "slashes": "12/34/56/",
    "Điều": "Điều ",
    "Điều 1": "Điều 1 khoản 2 ",
    "articles": "Điều 1. Một\n",
    "brackets": "(",
    "closed brackets": "(a) ",
    "quotation marks": "“",
    "quoted lines": "“a\n",
    "ngày tháng năm": "ngày tháng năm ",
    "dates": "ngày 01 tháng 02 năm 2020 ",
    "nơi nhận": "Nơi nhận:\n",
    "recipients": "Nơi nhận:\n- Lưu: VT;\n",
    "signature lines": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n",
    "signatures on one line": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH ",
    "ends": "./.\n",
    "addressees": "Kính gửi: Sở Nội vụ\n",
    "heads": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    "heads on one line": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Số: 1/CT-UBND ",
    "pipes": "|",
    "pipes, parted": "a | b ",
    "stars": "*",
    "emphasis": "**a** ",
    "emphasis in words": "a**b",
    "rulers": "- - - ",
    "dashes": "-",
    "page numbers": "1\n\n",
    "running heads": "CÔNG BÁO/Số 1\n",
    "notes": "¹ a\n",
    "marks of notes": "[1]",
    "blanks": " ",
    "tabs": "a\t",
    "line ends": "\n",
    "one letter a line": "a\n",
    "capitals": "A",
    "capital words": "AN MẪU ",
    "small words": "an mẫu ",
    "roman figures": "I",
    "levels": "I.\n1.\n1.1.\na)\n",
    "deeper and deeper": "1.1.1.1.1 a\n",
    "annexes": "Phụ lục I\n",
    "bodies": "UBND tỉnh ",
    "bodies in a row": "Ủy ban nhân dân, ",
    "type words": "Quyết định ",
    "laws": "Luật ",
    "laws that amend": "Luật sửa đổi, bổ sung một số điều của ",
    "numbers": "số 1/CT-UBND, ",
    "symbols": "1/A-B-C-D-E-F-G-",
    "shared symbols": "Chỉ thị 01, 13, ",
    "pinpoints": "điểm a khoản 2 Điều 5 ",
    "this one": "Chỉ thị này ",
    "effect": "Chỉ thị này có hiệu lực ",
    "adoption": "Luật này được Quốc hội nước Cộng hòa ",
    "citations": "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ; ",
    "citations in one list": "Nghị định số 30/2020/NĐ-CP, ",
    "citations, a line each": "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n",
    "Latin letters of old fonts": "QuyÕt ®Þnh ",
    "U+FFFD": "\ufffd",
    "combining marks": "a\u0301",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the three tables; nothing is asserted, for machines differ."""
    options = _options().parse_args(arguments)
    texts = list(_texts(options.texts))
    reading.read(texts[0])
    gc.collect()
    gc.freeze()
    print(f"load of the machine: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    _print_rate(texts)
    sizes = [size for size in SIZES if size <= MB or not options.quick]
    _print_growth(texts, sizes)
    _print_hostile(texts, options.size)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("texts", nargs="?", type=Path, default=ROOT / "source_texts", help="folder of texts")
    parser.add_argument("--quick", action="store_true", help="no text above a megabyte")
    parser.add_argument("--size", type=int, default=MB, help="bytes of a hostile text")
    return parser


def _texts(folder: Path) -> Iterator[SourceText]:
    paths = sorted(p for p in folder.rglob("*.txt") if p.stat().st_size <= _LONGEST)
    for path in paths[:_MOST]:
        yield source.read_file(path.name, path)


def _made(text: str) -> SourceText:
    return SourceText("made.txt", "0" * 64, "utf-8", text)


def _seconds(texts: Sequence[SourceText]) -> float:
    """The better of two runs, for a machine is seldom quiet."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        for text in texts:
            reading.read(text)
        best = min(best, time.process_time() - start)
    return best


def _bytes(text: str) -> int:
    return len(text.encode())


def _print_rate(texts: Sequence[SourceText]) -> None:
    size = sum(_bytes(t.text) for t in texts)
    letters = sum(len(t.text) for t in texts)
    took = _seconds(texts)
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB in {took:.2f} s:")
    print(f"  {size / TEN_KB / took:.0f} documents of 10 KB a second")
    print(f"  {letters / TEN_KB / took:.0f} documents of 10,000 letters a second")


def ordinary(texts: Sequence[SourceText], size: int) -> str:
    """A text of *size* bytes made of the bodies of ordinary ones, one after another."""
    joined = "\n\n".join(t.text for t in texts)
    whole = joined * (size // _bytes(joined) + 1)
    return whole.encode()[:size].decode(errors="ignore")


def _print_growth(texts: Sequence[SourceText], sizes: Sequence[int]) -> None:
    print("one text of      seconds    seconds a MB")
    for size in sizes:
        took = _seconds([_made(ordinary(texts, size))])
        print(f"{size / 1e6:8.1f} MB  {took:10.2f}  {took / size * 1e6:10.2f}")


def _print_hostile(texts: Sequence[SourceText], size: int) -> None:
    usual = _seconds([_made(ordinary(texts, size))])
    print(f"hostile text of {size / 1e6:.1f} MB, against {usual:.2f} s for an ordinary one")
    for name, part in HOSTILE.items():
        text = part * (size // _bytes(part) + 1)
        took = _seconds([_made(text)])
        print(f"{name:28} {took:8.2f} s  {took / usual:6.2f} ×")


if __name__ == "__main__":
    raise SystemExit(main())
