"""The words that pages show: dates at their true precision, names of documents, alphabetical order.

Nothing here reads a text; it only says in Vietnamese what the record holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache

from builder.model import Citation, Document, Metadata, Printed, Severity, Status, Work

# What a text that names no type is called.
NO_TYPE = "Văn bản"
MISSING = "không nêu trong văn bản"
NO_STANDING = "không nêu: không văn bản nào trong kho nói văn bản này bị sửa đổi, thay thế hay hết hiệu lực"
UNKNOWN = "chua-ro"
STATUS: dict[Status, str] = {
    "held": "có trong kho",
    "outside": "chưa có trong kho",
    "ambiguous": "chưa xác định được: khớp nhiều văn bản",
    "unknown": "chưa xác định được văn bản",
}
# How citations look in a text: the kind, its class in the page, and what the legend says of it.
CITATION_KINDS = (
    ("held", "co-trong-kho", "có trong kho"),
    ("outside", "ngoai-kho", "chưa có trong kho"),
    ("ambiguous", "nhieu-kha-nang", "khớp nhiều văn bản, chưa xác định được"),
    ("unknown", "chua-ro", "chưa xác định được văn bản"),
    ("self", "noi-bo", "trong chính văn bản này"),
)
# Where a field was read, by its rule, when that is not where the official form has it.
READ_FROM = {
    "head.letter": "văn bản không in tên loại; theo thể thức công văn",
    "head.sentence": "đọc từ câu mở đầu",
    "adoption.day": "đọc từ câu ghi việc thông qua",
    "adoption.body": "đọc từ câu ghi việc thông qua",
    "enclosed.number": "đọc từ dòng ghi văn bản kèm theo",
    "enclosed.date": "đọc từ dòng ghi văn bản kèm theo",
    "enclosed.body": "đọc từ dòng ghi văn bản kèm theo",
    "issuer.own-sentence": "đọc từ câu tự xưng trong văn bản",
    "issuer.signing-line": "đọc từ dòng ký",
    "issuer.symbol-and-place": "suy từ ký hiệu và địa danh",
}
SEVERITY: dict[Severity, str] = {"error": "Lỗi", "warning": "Cần kiểm tra", "info": "Lưu ý"}
ENCODING = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (có BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
_UNKNOWN_NAME = {"issuer": "Chưa rõ cơ quan", "type": "Chưa rõ loại", "year": "Không rõ năm"}
# Dictionary order: ă, â after a, đ after d, ê after e, ô, ơ after o, ư after u.
_ALPHABET = {c: i for i, c in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {c: i for i, c in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_WORD = re.compile(r"[^\W_]+")
_SYLLABLE = re.compile(r"\d+|[^\W\d_]+")
_DIGITS = 9


def long_date(value: str) -> str:
    """The date in words, no more precise than it is known.

    Days under 10 and the months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).

    >>> long_date("2018-04-06"), long_date("2023-02"), long_date("2018")
    ('ngày 06 tháng 4 năm 2018', 'tháng 02 năm 2023', 'năm 2018')
    """
    year, month, day = [*value.split("-"), "", ""][:3]
    words = [f"ngày {day}"] if day else []
    words += [f"tháng {month if int(month) < 3 else int(month)}"] if month else []
    return " ".join([*words, f"năm {year}"])


def short_date(value: str) -> str:
    """The date in figures: `2018-04-16` is `16/4/2018`, `2023-03` is `3/2023`.

    Days under 10 and the months 1 and 2 take a zero, as citations print them: `08/11/2011`.
    """
    year, month, day = [*value.split("-"), "", ""][:3]
    month = month if not month or int(month) < 3 else str(int(month))
    return "/".join(part for part in (day, month, year) if part)


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


Alphabetical = tuple[tuple[tuple[tuple[int, ...], tuple[int, ...]], ...], str]


def alphabetical(name: str) -> Alphabetical:
    """A sort key in the order of Vietnamese dictionaries: syllable by syllable, letters before tones.

    In the dictionaries of Hoàng Phê (Từ điển tiếng Việt) every headword that begins with *ba* stands
    before *bà*; numbers count by their value.

    >>> sorted(["Đắk Lắk", "Bạ An", "Bà Tri", "Ba Vì", "Ăn", "An", "Xã 10", "Xã 9"], key=alphabetical)
    ['An', 'Ăn', 'Ba Vì', 'Bà Tri', 'Bạ An', 'Đắk Lắk', 'Xã 9', 'Xã 10']
    """
    found = _SYLLABLE.findall(unicodedata.normalize("NFC", name).casefold())
    return tuple(_syllable(one) for one in found), name


@lru_cache(maxsize=65536)
def _syllable(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for char in word.zfill(_DIGITS) if word.isdecimal() else word:
        base, tone = _without_tone(char)
        letters.append(_ALPHABET.get(base, 100 + ord(base[0])) if base else 0)
        tones.append(tone)
    return tuple(letters), tuple(tones)


def initial(name: str) -> str:
    """The letter of the Vietnamese alphabet that a name begins with, `#` where it begins with none.

    >>> initial("Đảng ủy"), initial("Ủy ban nhân dân"), initial("1. Sở"), initial("")
    ('Đ', 'U', '#', '#')
    """
    base = _without_tone(unicodedata.normalize("NFC", name).casefold()[:1])[0]
    return base.upper() if base.isalpha() and base in _ALPHABET else "#"


def _without_tone(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[c] for c in parts if c in _TONES), 0)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)), tone


def type_name(document: Document) -> str:
    """The type in words; a text that names none is plainly `Văn bản`."""
    return printed(document).kind or NO_TYPE


def number_words(document: Document) -> str:
    """`số 06/CT-UBND`, `số …/UBND-VXNV` when the digits were left blank, empty when not given."""
    value = printed(document).number
    if not value:
        return ""
    return f"số …{value}" if value.startswith("/") else f"số {value}"


def numbered(metadata: Metadata) -> bool:
    """Whether the number is whole: `06/CT-UBND` is, `/UBND-VXNV` is not."""
    return bool(metadata.number and not metadata.number.value.startswith("/"))


def name(work: Work) -> str:
    """What a document is called in lists and links.

    `Chỉ thị số 06/CT-UBND`; without a number the date takes its place, `Báo cáo tháng 3 năm 2023`.
    """
    kind, number = type_name(work.document), number_words(work.document)
    if number:
        return f"{kind} {number}"
    issued = printed(work.document).issued
    return f"{kind} {long_date(issued) if issued else 'không số, không ngày'}"


def subject(work: Work) -> str:
    """The trích yếu, beginning with a capital letter; empty when the text gives none."""
    return capital(printed(work.document).subject)


def printed(document: Document) -> Printed:
    """What lists show of a document; of a kept one it is at hand, the rest of its record on the disk."""
    known: Printed | None = getattr(document, "printed", None)
    if known is not None:
        return known
    record = document.metadata
    fields = (record.document_type, record.number, record.issued, record.issuer, record.subject)
    return Printed(*(found.value if found else "" for found in fields))


def when(work: Work) -> str:
    """The date of issue as known; else the year in the address; else empty."""
    issued = printed(work.document).issued
    return issued or ("" if work.id.year == UNKNOWN else work.id.year)


def day(date: str) -> int:
    """A date as a number that sorts: `2018-04-16` is 20180416, `2018-04` 20180400, none 0."""
    return int(date.replace("-", "").ljust(8, "0") or 0)


def cited_name(citation: Citation) -> str:
    """A cited document by the facts of its mention: `Chỉ thị số 16/CT-TTg ngày 16/5/2016`.

    A law cited by name is that name. Where the facts do not make a name, the mention's own words.
    """
    kind, number = citation.document_type or "", citation.number or ""
    if not number:
        return citation.text
    if citation.form == "name" or number.casefold().startswith(kind.casefold() or "\0"):
        head = number
    else:
        head = f"{kind or 'Văn bản'} số {number}"
    dated = f"{head} {_dated(citation.issued)}" if citation.issued else head
    return f"{dated} của {citation.issuer}" if citation.issuer else dated


def _dated(value: str) -> str:
    return f"ngày {short_date(value)}" if len(value) == 10 else long_date(value)


def facet_name(facet: str, slug: str, names: Collection[str]) -> str:
    """What a slug is called: the name that most of its documents print, the first of equals.

    A body and its head share a slug, so the body's name wins over `Chủ tịch …` by count. The names come one
    by one, or counted.
    """
    if slug == UNKNOWN or not names:
        return _UNKNOWN_NAME.get(facet, slug) if slug == UNKNOWN else slug
    counted = Counter(names)
    most = max(counted.values())
    return min((name for name, count in counted.items() if count == most), key=alphabetical)


def figure(number: int) -> str:
    """A number with its thousands apart, as Vietnamese writes them.

    >>> figure(10000), figure(48)
    ('10.000', '48')
    """
    return f"{number:,}".replace(",", ".")


def spelling(names: Mapping[str, int]) -> str:
    """Of the spellings of one name the one most often printed, one in capitals last."""
    if len(names) == 1:
        return next(iter(names))
    return min(names, key=lambda n: (n.isupper(), -names[n], alphabetical(n)))


def words(text: str, limit: int = 90) -> str:
    """The beginning of a text, cut after a whole word, with `…` where something follows."""
    short = " ".join(text.split())
    if len(short) <= limit:
        return short
    return short[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"


def has_words(text: str) -> bool:
    """Whether anything of the text can be read aloud."""
    return bool(_WORD.search(text))
