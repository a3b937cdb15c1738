"""What a line of the conclusions is: a capacity, a position, a name, a line of the other column."""

from __future__ import annotations

import re

from builder import vocabulary, vocabulary_positions
from builder.authorities import Home, read_authority
from builder.text import lettered

_MARK = lettered(r"(?P<mark>T/M|TM|K/T|KT|T/L|TL|T/UQ|TUQ|UQ|Q)(?:\s?[./]\s?|\s)(?=[UPPER])")
_SIGNED = re.compile(r"(?i)\(?\s*(?:đã ký|đã kí|ký tên|chữ ký|signed)\b.*|ký bởi.*|ký tên.*")
# Học hàm, học vị, quân hàm and forms of address that stand before a name.
_TITLE = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|KS|CN|Luật sư|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng"
    r"|Đại tá|Thượng tá|Trung tá|Thiếu tá|Ông|Bà)\b\.?,?\s?){0,4}"
)
_NAME_WORD = r"[UPPER][LOWER]{0,8}"
_NAME = lettered(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,5}}")
_LONE_NAME = lettered(_NAME_WORD)
_CAPITAL_NAME = lettered(r"[UPPER]{2,8}(?:\s[UPPER]{1,8}){1,4}")
_LONGEST_CAPACITY = 90


def is_marked(line: str) -> bool:
    """Whether a mark of capacity opens the line: `KT. CHỦ TỊCH`."""
    return bool(_MARK.match(line))


def capitals(line: str) -> bool:
    """Whether a line is printed in capitals, a stray small letter apart."""
    letters = list(filter(str.isalpha, line))
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def is_capacity(line: str) -> bool:
    """Whether a line in capitals holds a capacity or a position and opens no list."""
    stripped = line.strip(" .,-")
    return (
        len(stripped) < _LONGEST_CAPACITY
        and not stripped.endswith(":")
        and capitals(stripped)
        and (is_marked(stripped) or position_of(stripped) is not None)
    )


def position_of(line: str) -> str | None:
    """The position that opens a line, in official spelling; None for a line that opens with none."""
    held = vocabulary_positions.position(line.strip(" .,:;()"))
    return held[0] if held else None


def position_ends(line: str) -> bool:
    """Whether a line is the signer's own position and nothing more, so that a name may follow."""
    return not _MARK.match(line) and vocabulary_positions.is_position(line.strip(" .,:;()"))


def name_on(line: str, above: str) -> str | None:
    """The person's name that a line holds, its titles set apart; None when it holds anything else."""
    stripped = _TITLE.sub("", line.strip(" .,*()"), count=1).strip()
    if _names_no_person(stripped):
        return None
    if _NAME.fullmatch(stripped):
        return stripped
    if (
        _CAPITAL_NAME.fullmatch(stripped)
        and position_of(stripped) is None
        and not is_marked(stripped)
        and position_ends(above)
    ):
        return stripped.title()
    return None


def _names_no_person(words: str) -> bool:
    """Whether capitalised words are a province, a type of document or a body: "Sở Công Thương"."""
    table = vocabulary.load()
    if table.province(words) or table.document_type(words):
        return True
    return read_authority(words, 0, Home("tỉnh")) is not None


def is_signed_note(line: str) -> bool:
    """Whether a line only says that the original was signed: `(Đã ký)`."""
    return bool(_SIGNED.fullmatch(line))


def is_name(line: str) -> bool:
    """Whether a line holds a person's name in normal case and nothing else."""
    return bool(_NAME.fullmatch(line))


def is_lone_name(line: str) -> bool:
    """Whether a line holds one capitalised word, the half of a name cut by a line end."""
    return bool(_LONE_NAME.fullmatch(line))


def is_capital_name(line: str) -> bool:
    """Whether a line in capitals may be a person's name."""
    return bool(_CAPITAL_NAME.fullmatch(line))


def mark_of(line: str) -> tuple[str, str] | None:
    """The mark of capacity that opens a line, and the words after it: ("KT", "CHỦ TỊCH")."""
    match = _MARK.match(line)
    return (match.group("mark"), line[match.end() :]) if match else None
