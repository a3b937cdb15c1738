#!/usr/bin/env python3
"""Make an archive of any size, for measuring: real paragraphs, invented words, true forms of head and foot.

    python benchmarks/generate.py 10000 --out /tmp/ten-thousand --shared ../shared

Nothing real is kept here: paragraphs are read from --shared when the script runs. A part of their
words gives way to invented ones whose frequencies fall as Zipf's law has it, so that the vocabulary
grows with the archive as it does in life. The same seed gives the same bytes, and a larger archive
holds the smaller one: `10001` writes one document that `10000` does not have.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

LETTERS = 9_000  # of a document: about 12 KB in UTF-8
CITATIONS = 25
OUTSIDE = 30_000
FIRST_YEAR, LAST_YEAR = 1990, 2026
PROVINCES = tuple(
    "Bắc Giang,Ninh Thuận,Bến Tre,Lào Cai,Hà Giang,Cao Bằng,Thái Nguyên,Lạng Sơn,Phú Thọ,Quảng Ninh,"
    "Vĩnh Phúc,Hải Dương,Thái Bình,Hà Nam,Nam Định,Ninh Bình,Thanh Hóa,Nghệ An,Hà Tĩnh,Quảng Bình,"
    "Quảng Trị,Quảng Nam,Quảng Ngãi,Bình Định,Phú Yên,Khánh Hòa,Bình Thuận,Kon Tum,Gia Lai,Đắk Lắk,"
    "Lâm Đồng,Bình Phước,Tây Ninh,Đồng Nai,Long An,Tiền Giang,Trà Vinh,Vĩnh Long,Đồng Tháp,An Giang".split(
        ","
    )
)
DISTRICTS = tuple("Yên Thế,Lục Nam,Tân Yên,Hòa Bình,Châu Thành,Vĩnh Lộc,Phú Lương,Đông Hưng".split(","))
DEPARTMENTS = (
    ("Nội vụ", "SNV"),
    ("Tài chính", "STC"),
    ("Y tế", "SYT"),
    ("Tư pháp", "STP"),
    ("Giáo dục và Đào tạo", "SGDĐT"),
    ("Xây dựng", "SXD"),
)
MINISTRIES = (
    ("Bộ Nội vụ", "BNV"),
    ("Bộ Tài chính", "BTC"),
    ("Bộ Tư pháp", "BTP"),
    ("Bộ Y tế", "BYT"),
    ("Bộ Xây dựng", "BXD"),
    ("Bộ Công an", "BCA"),
)
TYPES = (
    ("Chỉ thị", "CT", 30),
    ("Quyết định", "QĐ", 25),
    ("Kế hoạch", "KH", 20),
    ("Thông báo", "TB", 10),
    ("Báo cáo", "BC", 10),
    ("Công điện", "CĐ", 5),
)
SUBJECTS = tuple(
    "công tác dân vận|cải cách hành chính|phòng cháy và chữa cháy|trật tự an toàn giao thông|tiếp công dân|"
    "quản lý đất đai|phòng, chống thiên tai|chuyển đổi số|bảo vệ môi trường|an toàn thực phẩm|thu ngân sách|"
    "giải ngân vốn đầu tư công|thực hiện dân chủ ở cơ sở|phòng, chống tham nhũng|xây dựng nông thôn mới|"
    "tuyển quân|phổ biến, giáo dục pháp luật|giảm nghèo bền vững|bảo hiểm y tế|thi tốt nghiệp".split("|")
)
OPENINGS = tuple("Về tăng cường|Về đẩy mạnh|Về nâng cao hiệu quả|Về chấn chỉnh|Về triển khai".split("|"))
FAMILY = tuple("Nguyễn,Trần,Lê,Phạm,Hoàng,Vũ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lại,Phan,Võ".split(","))
MIDDLE = tuple("Văn,Thị,Đức,Minh,Quang,Thanh,Ngọc,Hữu,Xuân,Hồng".split(","))
GIVEN = tuple(
    "An,Bình,Cường,Dũng,Hà,Hải,Hùng,Lan,Linh,Long,Mai,Nam,Phong,Quân,Sơn,Thắng,Tuấn,Vinh,Yến".split(",")
)

_ONSETS = tuple("b c ch d đ g gh gi h kh l m n ng nh p ph qu r s t th tr v x bl kr pl dr".split())
_RIMES = tuple(
    "a ai am an ang ao au ăm ăng ân âng e em en eo êch ên i ia iêm inh oai oan oang ôc ông ơi ui ươn"
    " ưu".split()
)
_EMPHASIS = re.compile(r"\*+|_{2,}")
_NUMBER = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]|[-/][A-ZĐ]{2,}")
_OLD_FONT = re.compile(r"[®©¸¬§µ¶¹\ufffd]")
_LABEL = re.compile(r"^(?:[-+*•–]|Điều \d+[.:]|[IVXLC]{1,6}\.|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s*")
_WORD = re.compile(r"[a-zà-ỹđ]{2,}")
_INVENTED = 150_000
_SHARE = 0.025


@dataclass(frozen=True, slots=True)
class Body:
    """A body that issues: its name as heads print it, as citations do, its place, symbol and head."""

    lines: tuple[str, ...]
    name: str
    place: str
    symbol: str
    head: str
    weight: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is cited by."""

    kind: str
    number: str
    day: tuple[int, int, int]
    body: Body

    @property
    def citation(self) -> str:
        year, month, day = self.day
        return f"{self.kind} số {self.number} ngày {day:02}/{month:02}/{year} của {self.body.name}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents, one file each, and the settings of the archive."""
    options = _options().parse_args(arguments)
    pool = paragraphs(options.shared)
    known = list(facts(options.documents, options.seed))
    for n, own in enumerate(known):
        folder = options.out / str(own.day[0])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{n:06}.txt").write_text(document(n, known, pool, options.seed), encoding="utf-8")
    (options.out / "archive.toml").write_text('title = "Kho đo"\nissuer = "Phép đo"\n', encoding="utf-8")
    print(f"{len(known)} documents in {options.out}, of {len(pool)} paragraphs")
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("documents", type=int)
    parser.add_argument("--out", type=Path, required=True, help="folder of the texts")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of real texts")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def paragraphs(shared: Path) -> list[str]:
    """Paragraphs of 80 to 1,200 letters of the real texts, without citations (those are made) and labels."""
    found: dict[str, None] = {}
    for path in sorted([*(shared / "seeds").glob("*.txt"), *(shared / "corpus").glob("*.txt")]):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace")):
            words = _LABEL.sub("", " ".join(_EMPHASIS.sub(" ", block).split()))
            if 80 <= len(words) <= 1_200 and "|" not in words and not _foreign(words):
                found[words] = None
    return list(found)


def _foreign(words: str) -> bool:
    """Whether a paragraph would bring citations of its own, or letters of a font of the nineties."""
    return bool(_NUMBER.search(words) or _OLD_FONT.search(words))


@cache
def bodies() -> tuple[Body, ...]:
    """Central, provincial and district bodies; the higher ones issue more."""
    committee = "ỦY BAN NHÂN DÂN"
    made = [
        Body(("CHÍNH PHỦ",), "Chính phủ", "Hà Nội", "CP", "THỦ TƯỚNG", 60),
        Body(("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", "Hà Nội", "TTg", "THỦ TƯỚNG", 120),
        *(Body((n.upper(),), n, "Hà Nội", c, "BỘ TRƯỞNG", 40) for n, c in MINISTRIES),
    ]
    for p, place in enumerate(PROVINCES):
        province = f"TỈNH {place.upper()}"
        name = f"Ủy ban nhân dân tỉnh {place}"
        made.append(Body((committee, province), name, place, "UBND", "CHỦ TỊCH", 60 // (1 + p // 4)))
        for n, code in DEPARTMENTS[: 2 + p % 5]:
            lines = (f"{committee} {province}", f"SỞ {n.upper()}")
            made.append(Body(lines, f"Sở {n} tỉnh {place}", place, code, "GIÁM ĐỐC", 4))
        for district in DISTRICTS[: p % 4]:
            lines = (committee, f"HUYỆN {district.upper()}", province)
            name = f"Ủy ban nhân dân huyện {district}, tỉnh {place}"
            made.append(Body(lines, name, district, "UBND", "CHỦ TỊCH", 2))
    return tuple(made)


def facts(count: int, seed: int) -> Iterator[Facts]:
    """The facts of the first *count* documents: no two have one number of one body, type and year."""
    random = Random(f"facts {seed}")
    used: Counter[tuple[str, str, int]] = Counter()
    choice, weights = bodies(), [b.weight for b in bodies()]
    for _ in range(count):
        body = random.choices(choice, weights)[0]
        kind, code, _ = random.choices(TYPES, [t[2] for t in TYPES])[0]
        year = max(FIRST_YEAR, LAST_YEAR - int(random.expovariate(1 / 9)))
        used[body.name, kind, year] += 1
        number = f"{used[body.name, kind, year]:02}/{code}-{body.symbol}"
        yield Facts(kind, number, (year, random.randint(1, 12), random.randint(1, 28)), body)


@cache
def outside(seed: int) -> tuple[Facts, ...]:
    """Works that are cited and never held; the first ones far more often than the last."""
    random = Random(f"outside {seed}")
    found = []
    for n in range(OUTSIDE):
        body = bodies()[random.randrange(8)] if n % 3 else random.choice(bodies())
        kind, code, _ = random.choice(TYPES)
        year = random.randint(FIRST_YEAR, LAST_YEAR)
        found.append(Facts(kind, f"{1000 + n}/{code}-{body.symbol}", (year, n % 12 + 1, n % 28 + 1), body))
    return tuple(found)


@cache
def invented(seed: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Invented words and their summed weights, the n-th being as frequent as 1/n has it."""
    random = Random(f"words {seed}")
    words = {"".join(random.choices(_ONSETS) + random.choices(_RIMES)) for _ in range(600)}
    while len(words) < _INVENTED:
        words.add(
            "".join(random.choice(_ONSETS) + random.choice(_RIMES) for _ in range(random.randint(2, 3)))
        )
    ordered = sorted(words)
    random.shuffle(ordered)
    return tuple(ordered), tuple(accumulate(1 / (n + 20) for n in range(len(ordered))))


def document(n: int, known: Sequence[Facts], pool: Sequence[str], seed: int) -> str:
    """The text of document *n*: head, grounds, numbered body, recipients and signature."""
    random = Random(f"{seed} {n}")
    own = known[n]
    cites = [_cited(random, n, known, seed).citation for _ in range(CITATIONS)]
    body = "\n\n".join(_body(random, own, cites[4:], pool, seed))
    grounds = "\n".join(f"Căn cứ {c};" for c in cites[:4])
    return f"{_head(random, own)}\n\n{grounds}\n\n{body}\n\n{_foot(random, own)}\n"


def _cited(random: Random, n: int, known: Sequence[Facts], seed: int) -> Facts:
    """A work of the set that came before, or one outside it; a few are cited most, nearly all are older."""
    for _ in range(6):
        if n and random.random() < 0.45:
            found = known[int(n * random.random() ** 2)]
        else:
            found = outside(seed)[int(OUTSIDE * random.random() ** 3)]
        if found.day < known[n].day:
            break
    return found


def _head(random: Random, own: Facts) -> str:
    year, month, day = own.day
    when = (
        f"ngày {day:02} tháng {month:02} năm {year}"
        if month < 3
        else f"ngày {day:02} tháng {month} năm {year}"
    )
    country = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    subject = f"{random.choice(OPENINGS)} {random.choice(SUBJECTS)} năm {year}"
    lines = "\n".join(own.body.lines)
    head = f"{lines}\n\n{country}\n\nSố: {own.number}\n\n{own.body.place}, {when}"
    return f"{head}\n\n{own.kind.upper()}\n{subject}"


def _body(random: Random, own: Facts, cites: Sequence[str], pool: Sequence[str], seed: int) -> Iterator[str]:
    """Numbered paragraphs until the document is long enough, a citation in most of them."""
    written, left, clause, point = 0, list(cites), 0, 0
    while written < LETTERS or left:
        words = _invent(random, random.choice(pool), seed)
        for _ in range(2 if left and written > LETTERS else 1):
            words += f" Thực hiện theo {left.pop()}." if left else ""
        if clause and random.random() < 0.5 and point < 20:
            point += 1
            yield f"{'abcdđeghiklmnopqrstu'[point - 1]}) {words}"
        else:
            clause, point = clause + 1, 0
            yield f"{clause}. {words}"
        written += len(words)


def _invent(random: Random, words: str, seed: int) -> str:
    names, weights = invented(seed)

    def other(match: re.Match[str]) -> str:
        if random.random() >= _SHARE:
            return match.group()
        return names[bisect_left(weights, random.random() * weights[-1])]

    return _WORD.sub(other, words)


def _foot(random: Random, own: Facts) -> str:
    name = f"{random.choice(FAMILY)} {random.choice(MIDDLE)} {random.choice(GIVEN)}"
    stands = random.random() < 0.4
    role = f"KT. {own.body.head}\nPHÓ {own.body.head}" if stands else own.body.head
    return f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{role}\n\n{name}"


if __name__ == "__main__":
    raise SystemExit(main())
