"""Số, ký hiệu, place and date of the head (NĐ 30/2020, Phụ lục I, mục II.3-4)."""

from __future__ import annotations

import re

from builder import vocabulary
from builder.dates import read_date
from builder.head.page import STAMP, Page, mostly_capitals
from builder.head.titles import OPENER, VV
from builder.identifiers import longest_number, parse_number, symbol_codes
from builder.model import Found
from builder.text import View, key, lettered

_NUMBER_MARK = lettered(
    r"(?:(?:Luật|Bộ luật|LUẬT|Pháp lệnh|Nghị quyết)\s)?(?:Số|SỐ|số|Sô|SÔ)\s?(?:hiệu)?\s?[:.;]?\s?"
    r"(?=[\d/…._]|[UPPER]{1,6}[/-])"
)
_NUMBER_GLUED = re.compile(r"(?<=[A-ZĐẢẠẤỐỘỰ])(?:Số|SỐ)\s?:\s?(?=[\d/])")
_NAMES_ANOTHER = re.compile(
    r"(?i)(?<!\w)(?:của|theo|thi hành|thực hiện|căn cứ|tại|bởi)\s(?:bộ luật|luật|pháp lệnh|nghị định|"
    r"nghị quyết|quyết định|thông tư|chỉ thị)(?!\w)"
)
_BASIS = re.compile(r"(?i)(?:căn cứ|theo|thực hiện)(?!\w)")
_PLACE_REACH = 60
# The place opens its cell; only after a comma may it follow other words ("Số 12/CT-UB An Mẫu, ngày").
# A narrow cell breaks it in two ("Hà" / "Nội, ngày").
_PLACE = lettered(
    r"(?:(?:^|(?<=\n))(?P<place>(?:(?:TP\.?|Tp\.?|[UPPER][LOWER]{1,5})\n)?[^\W\d_][^\n,:;|()\d/]{1,40}?)\s?[,.]?\s{1,3}"
    r"|(?<=\s)(?P<after>[UPPER][LOWER]+(?:\s[UPPER][LOWER]+){0,3}),\s{0,3})(?=[Nn]g[àa]y)"
)


def read_number(page: Page) -> Found[str] | None:
    """The document's own số, ký hiệu, whatever is printed around it; a stamp's number is not it."""
    for i, words in enumerate(page.words):
        if page.kind[i] == "addressee":
            return None
        if page.kind[i] or (OPENER.match(words) and i > 3):
            continue
        if found := _number_in(page, i):
            return found
    return None


def _number_in(page: Page, i: int) -> Found[str] | None:
    view = page.view(i, i + 2)
    mark = _NUMBER_MARK.match(view.text) or _NUMBER_GLUED.search(view.text, 0, len(page.words[i]))
    if not mark or (i and STAMP.search(page.words[i - 1])):
        return None
    printed = re.match(r"(?:[^\n]|(?<=[-/])\n){0,60}", view.text[mark.end() :])
    rest = printed.group() if printed else ""
    number, length = longest_number(rest)
    if not number or _of_another(page, i, number):
        return None
    for j in range(i, i + 1 + view.text.count("\n", 0, mark.end() + length)):
        page.kind[j] = "number"
    rule = "head.number"
    span = view.span(mark.end(), mark.end() + length)
    vv = VV.search(page.words[i])
    if vv and vv.start() > 0:
        page.kind[i] = "number+subject"
    return Found(number, span, rule)


def _of_another(page: Page, i: int, number: str) -> bool:
    """Whether the words above end in the name of the document that *number* belongs to.

    "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH" / "SỐ 12/QĐ-SCT", and "… một số điều của Luật Thuế" / "số 04/1998/QH10".
    """
    above = page.words[i - 1] if i else ""
    if page.words[i][:1].islower() and not mostly_capitals(above) and _NAMES_ANOTHER.search(above):
        return True
    _, theo, named = page.key(i - 1).rpartition("theo ") if i else ("", "", "")
    parsed = parse_number(number)
    rows = (row for code in (symbol_codes(parsed) if parsed else ()) for row in _types(code))
    return bool(theo) and any(named in map(key, (row.name, *row.abbreviations)) for row in rows)


def _types(code: str) -> tuple[vocabulary.DocumentType, ...]:
    return vocabulary.load().types_of_abbreviation(code)


def read_place_and_date(page: Page) -> tuple[Found[str] | None, Found[str] | None]:
    """Place and date of signing, the date at its true precision; a blank day stays unknown."""
    for i, words in enumerate(page.words):
        if page.kind[i] == "addressee" or (i > 3 and OPENER.match(words) and len(words) > 60):
            return None, None
        if page.kind[i] in ("stamp",):
            continue
        view = page.view(i, i + 3)
        limit = len(page.words[i]) + 1
        if found := _dated(page, view, limit, i):
            return found
    return None, None


def _dated(page: Page, view: View, limit: int, i: int) -> tuple[Found[str] | None, Found[str] | None] | None:
    found = _PLACE.finditer(view.text, 0, limit + _PLACE_REACH)
    match = next((m for m in found if _place_at(m)[0] < limit), None)
    start = match.end() if match else 0
    if not match and not re.match(r"(?i)ngày|\d{1,2}[./-]\d{1,2}[./-]\d{4}\s*$", view.text):
        return None
    date = read_date(view.text, start)
    place = _place_name(view.text[slice(*_place_at(match))]) if match else ""
    if date is None and match and re.match(r"(?i)ngày\W{0,40}tháng\W{0,40}năm", view.text[start:]):
        page.kind[i] = "date"
        return _place(page, view, match, place), None
    if date is None or (match and not place) or len(view.text[date.end :].split("\n")[0].split()) > 6:
        return None
    for j in range(i, i + 1 + view.text.count("\n", 0, date.end)):
        page.kind[j] = page.kind[j] or "date"
    return (_place(page, view, match, place) if match else None), Found(
        date.value, view.span(date.start, date.end), "head.date"
    )


def _place_at(match: re.Match[str]) -> tuple[int, int]:
    """Where the place stands; of two lines the lower alone, unless both make one name ("Hà" / "Nội")."""
    start, end = match.span("place" if match["place"] else "after")
    above, broken, below = match.string[start:end].rpartition("\n")
    of_city = above.casefold() in ("thành", "tp", "tp.")
    one = not broken or of_city or vocabulary.load().province(" ".join(f"{above} {below}".split()))
    return (start if one else end - len(below)), end


def _place(page: Page, view: View, match: re.Match[str], place: str) -> Found[str] | None:
    return Found(place, view.span(*_place_at(match)), "head.place") if place else None


def _place_name(printed: str) -> str:
    """The capitalised words at the end: "Hạnh phúc Bắc Giang" keeps what no motto claims.

    "Căn cứ Luật Tổ chức Chính phủ ngày …" is the first basis, not a place.
    """
    words = [] if _BASIS.match(printed) else printed.split()
    if not words or not words[0][0].isupper() or len(words) > 7:
        return ""
    return " ".join(words)
