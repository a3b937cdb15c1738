"""Type and trích yếu (NĐ 30/2020, Phụ lục I, mục II.5)."""

from __future__ import annotations

import re

from builder import vocabulary
from builder.head.bodies import begins_body
from builder.head.page import PARAGRAPH, Page, mostly_capitals
from builder.head.sentence import SentenceHead
from builder.model import Found
from builder.text import View, lettered
from builder.vocabulary_positions import position

VV = re.compile(r"(?i)v\s?/\s?v\b\s?:?|về việc\b")
OPENER = lettered(
    r"(?:Căn cứ|Thực hiện|Để |Nhằm |Theo |Xét |Trong |Ngày \d|Trước |Sau |Tuy |Hiện |Thời gian|"
    r"Qua |Từ |Triển khai |Ban hành kèm|"
    r"Tiếp |Kính gửi|KÍNH GỬI|Điều \d|ĐIỀU \d|Chương (?!trình)|CHƯƠNG (?!TRÌNH)|Phần |PHẦN |Mục |"
    r"[IVX]+(?:[.)\-]|[,/]\s)|[A-Z][.)]\s|\d{1,2}(?:[.)](?!\d)|[,/\-]\s?[UPPER])|"
    r"(?:Kèm|Ban hành) theo|\(|-\s)"
)
# "KẾ HOẠCH" / "Thực hiện công tác dân vận …": below the type such words begin a title.
_AS_TITLE = re.compile(r"Thực hiện|Triển khai|Để |Theo |Nhằm ")
# "CHỈ THỊ CỦA ỦY BAN NHÂN DÂN TỈNH" on one line: the title stands below.
_BY_BODY = re.compile(r"(?i)^\S+ \S+ của\s")
# Where the units of the text begin, no line is the document's type any more.
_UNIT = re.compile(r"(?:Chương|CHƯƠNG|Phần|PHẦN|Điều|ĐIỀU)\s+[\dIVX]")
_OF_BODY = re.compile(r"(?i)của\s(?!.*\bvề\b)")
_GLUED_ABOUT = re.compile(r"^Về\s?việc")
# No title ends so: what follows is title still, though it could begin a body, a unit or a sentence:
# "… THUỘC PHẠM VI QUẢN LÝ CỦA" / "BỘ CÔNG THƯƠNG". ("Trực thuộc" and "phụ thuộc" can end one.)
_RUNS_ON = re.compile(r"(?i)(?:,|(?<!\w)(?:của|(?<!trực )(?<!phụ )thuộc|giữa|và|với|cho|các|những|hoặc))$")
# What stands on two lines and is one: "… ĐỊA BÀN THÀNH PHỐ HẢI" / "PHÒNG", "… GIAI ĐOẠN" / "2026 - 2030".
_ONE_WORD = re.compile(
    r"(?i)(?<!\w)(?:(?:bộ quốc|thành phố hải)\nphòng|cán\nbộ|môi\ntrường|(?:trụ|cơ)\nsở|"
    r"(?:giai đoạn|năm học|nhiệm kỳ|thời kỳ|năm)\n\d{4}|(?:ngày|tháng)\n\d{1,2}|số\n\d+[a-z]?(?=[/-]))(?!\w)"
)
_LONG = 320
_LONGEST = 1200
_LOW_LINES = 20


def read_type(page: Page) -> tuple[int, Found[str] | None]:
    """The line that is a type's name; failing that, a line in capitals that begins with one."""
    table = vocabulary.load()
    for i, words in enumerate(page.words):
        if page.kind[i] == "addressee" or _UNIT.match(words):
            break
        if page.kind[i] in ("", "number", "date"):
            for exact in (True, False):
                if found := _type_in(page, i, words, table, exact):
                    return i, found
    return -1, None


def _type_in(page: Page, i: int, words: str, table: vocabulary.Vocabulary, exact: bool) -> Found[str] | None:
    if exact:
        return _type_line(page, i, table)
    parts = words.split()
    for n in range(min(4, len(parts)), 0, -1):
        first = " ".join(parts[:n])
        row = table.document_type(first) if first.isupper() else None
        if row and (words.isupper() or re.match(r"(?i)\s*(v/v|về|của)\b", words[len(first) :])):
            page.kind[i] = "type"
            view = page.view(i, i + 1)
            return Found(row.name, view.span(0, len(first)), "head.type-begins-line")
    return None


def _type_line(page: Page, i: int, table: vocabulary.Vocabulary) -> Found[str] | None:
    """A type alone on its line, or cut over two: "QUYẾT" / "ĐỊNH"."""
    for n in (1, 2):
        words = " ".join(page.words[i : i + n]).strip(" .:-#")
        row = table.document_type(words) if len(words) < 60 else None
        if row is None or not (words.isupper() or (n == 1 and (words[:1].isupper() or _alone(page, i)))):
            continue
        for j in range(i, min(i + n, len(page.words))):
            page.kind[j] = "type"
        view = page.view(i, i + n)
        start = view.text.index(words[0])
        return Found(row.name, view.span(start, len(view.text)), "head.type-line")
    return None


def _alone(page: Page, i: int) -> bool:
    """Whether a line in small letters stands where a type does: fonts of old lost the case of capitals."""
    return 0 < i < _LOW_LINES and (page.segments[i].gap or page.kind[i - 1] in ("date", "number", "state"))


def read_letter(page: Page) -> Found[str]:
    """A công văn prints no type: its V/v or its Kính gửi tells (NĐ 30/2020, Phụ lục III, mẫu 1.5)."""
    i = next(i for i, k in enumerate(page.kind) if k in ("subject", "addressee", "number+subject"))
    return Found("Công văn", page.segments[i].span, "head.letter")


def read_subject(page: Page, at: int, told: SentenceHead | None = None) -> Found[str] | None:
    """The words after the type (or after the sentence below it) up to the text; or those after V/v."""
    start, first = _opening(page, at, told)
    if start < 0:
        return None
    taken = list(_subject_lines(page, start + 1, first, start))
    view = View.grouped(page.text, [page.segments[i].pieces for i in ([start] if first else []) + taken])
    offset = len(page.words[start]) - len(first) if first else 0
    value = _GLUED_ABOUT.sub("Về việc", view.text[offset:].replace("\n", " ").strip())
    if not value or len(value) > _LONGEST:
        return None
    for i in taken if page.kind[start] or not first else [start, *taken]:
        page.kind[i] = "subject"
    lead = len(view.text[offset:]) - len(view.text[offset:].lstrip())
    end = offset + lead + len(view.text[offset + lead :].rstrip())
    return Found(value, view.span(offset + lead, end), "head.subject")


def _opening(page: Page, at: int, told: SentenceHead | None) -> tuple[int, str]:
    """The line from which the title is read (-1: none), and what of the title stands on it."""
    if told:
        start = at + 1 + told.lines
        return start, page.words[start][told.rest :].lstrip(" ,")
    if at < 0:
        start = next((i for i, w in enumerate(page.words) if _about(page.kind[i], w)), -1)
        return start, _own_words(page, start, after_type=False) if start >= 0 else ""
    start = at + 1 if page.kind[at : at + 2] == ["type", "type"] else at
    first = "" if start != at else _own_words(page, start, after_type=True)
    below = start + 1
    if not first and below < len(page.words) and not page.kind[below] and _OF_BODY.match(page.words[below]):
        page.kind[below] = "of-body"
        return below, ""
    return start, first


def _about(kind: str, words: str) -> bool:
    return kind == "number+subject" or (not kind and bool(VV.match(words)))


def _own_words(page: Page, start: int, *, after_type: bool) -> str:
    """What the line of the type or the number itself holds of the subject."""
    words = page.words[start]
    if not after_type:
        match = VV.search(words)
        return words[match.start() :] if match else words
    row = vocabulary.load().document_type(words.strip(" .:-#")) if len(words) < 60 else None
    if row:
        return ""
    vv = re.search(r"(?i)\b(?:v\s?/\s?v|về)\b", words)
    parts = words.split()
    if not vv and _BY_BODY.search(words):
        return ""
    n = next(
        (n for n in range(min(4, len(parts)), 0, -1) if vocabulary.load().document_type(" ".join(parts[:n]))),
        0,
    )
    return words[vv.start() :] if vv else " ".join(parts[n:])


def _subject_lines(page: Page, i: int, first: str, start: int) -> list[int]:
    taken: list[int] = []
    printed = first
    while i < len(page.words):
        words, kind = page.words[i], page.kind[i]
        if kind in (
            "date",
            "number",
            "state",
            "party",
            "stamp",
            "draft",
            "secrecy",
            "urgency",
        ) and not _after_gap(page, i, taken):
            i += 1
            continue
        if kind or _ends_subject(page, i, printed, taken):
            break
        taken.append(i)
        printed = f"{printed} {words}".strip()
        if words.endswith((".", ":", ";")):
            break
        i += 1
    return taken


def _after_gap(page: Page, i: int, taken: list[int]) -> bool:
    return bool(taken) and page.segments[i].gap


def _ends_subject(page: Page, i: int, printed: str, taken: list[int]) -> bool:
    words = page.words[i]
    if not printed:
        below_type = (
            page.kind[i - 1] in ("type", "of-body")
            and not page.segments[i].gap
            and len(words) < PARAGRAPH
            and not words.endswith((";", ":", "./."))
        )
        opens = bool(OPENER.match(words)) and not (below_type and _AS_TITLE.match(words))
        return len(words) > _LONG or opens or is_enacting(page, i)
    if not page.segments[i].gap and _goes_on(printed, words):
        return False
    if printed.upper() == printed and not mostly_capitals(words):
        return True
    if words[0].islower() and not printed.endswith((".", ":")):
        return False
    if page.segments[i].gap or len(words) > _LONG:
        return not (mostly_capitals(words) and mostly_capitals(printed) and not is_enacting(page, i))
    return bool(OPENER.match(words)) or is_enacting(page, i)


def _goes_on(printed: str, words: str) -> bool:
    """Whether the title cannot end before this line."""
    return bool(_RUNS_ON.search(printed) or _ONE_WORD.search(f"{printed[-20:]}\n{words[:20]}"))


def is_enacting(page: Page, i: int) -> bool:
    """A line that names the body which decides: "ỦY BAN NHÂN DÂN TỈNH", "Bộ trưởng Bộ Tài chính"."""
    if not mostly_capitals(page.words[i]):
        return vocabulary.load().issuer(page.words[i]) is not None
    return begins_body(page.keys(i, i + 2)) or position(page.words[i]) is not None
