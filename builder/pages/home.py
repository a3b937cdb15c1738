"""The part of the home page that changes with the archive: what is new, what it holds, what it lacks.

It is HTML on purpose: a source's words in it are escaped once and no Markdown reads them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder import entries, histogram, labels
from builder.entries import Row
from builder.model import OutputFile
from builder.pages.subjects import topic_rows
from builder.rolls import Roll

_LATEST = 8
_CHOICES = 12
_ACTIVE = re.compile(r"[&<>\"'`*_\[\]{}\\!#]")
# The fields by which a document is found, in the order in which a roll counts them.
_FIELDS = ("loại", "số, ký hiệu", "ngày", "cơ quan", "trích yếu", "người ký")


def home_part(roll: Roll) -> OutputFile:
    """The timeline in small, the latest documents, the ways in, and how complete the archive is."""
    latest = "".join(_row(entries.row(w)) for w in roll.newest[:_LATEST])
    parts = [
        _timeline(roll),
        f'<h2 id="moi-nhat">Văn bản mới nhất</h2><ul class="danh-sach">{latest}</ul>',
        _choices("chu-de", "Chủ đề", topic_rows(roll)),
        _choices("loai", "Loại văn bản", _types(roll)),
        _choices("co-quan", "Cơ quan ban hành", _bodies(roll)),
        _holdings(roll),
    ]
    return OutputFile("du-lieu/tong-quan.inc", f'<div class="tong-quan">{"".join(parts)}</div>\n')


def _timeline(roll: Roll) -> str:
    counted = histogram.histogram(roll.archive, roll.dates)
    drawn = histogram.bars(counted, "")
    if not drawn:
        return ""
    link = '<a href="dong-thoi-gian/">Mở dòng thời gian</a>'
    note = "; dưới đường kẻ là văn bản được nhắc tới mà kho chưa có" if roll.archive.cited else ""
    span = f"{counted.years[0].year}–{counted.years[-1].year}"
    words = f"Văn bản theo năm ban hành, {span}{note}."
    return f'<figure class="nho-dong">{drawn}<figcaption>{words} {link}</figcaption></figure>'


def _row(row: Row) -> str:
    parts = ("date", "ngay"), ("subject", "trich-yeu"), ("issuer", "co-quan")
    rest = "".join(f'<span class="{css}">{_safe(str(row[field]))}</span>' for field, css in parts)
    return f'<li><a class="ten" href="{_safe(str(row["url"]))}">{_safe(str(row["name"]))}</a> {rest}</li>'


def _choices(folder: str, title: str, rows: Sequence[Row]) -> str:
    """The choices with most documents, in their order, and where the others are."""
    held = [row for row in rows if row["count"]]
    most = sorted(held, key=lambda r: -int(str(r["count"])))[:_CHOICES]
    shown = "".join(_choice(row) for row in held if row in most)
    more = f'<li><a href="{folder}/">Tất cả {len(rows)}</a></li>' if len(rows) > len(most) else ""
    heading = f'<h2 id="{folder}"><a href="{folder}/">{title}</a></h2>'
    return f'{heading}<ul class="the">{shown}{more}</ul>'


def _types(roll: Roll) -> list[Row]:
    """The types of the documents, in the order of the alphabet, the unknown last."""
    found = {slug: labels.facet_name("type", slug, names) for slug, names in roll.types.items()}
    ordered = sorted(found, key=lambda slug: (slug == labels.UNKNOWN, labels.alphabetical(found[slug])))
    groups = roll.of("type")
    return [_row_of("loai", slug, found[slug], len(groups[slug].held)) for slug in ordered]


def _bodies(roll: Roll) -> list[Row]:
    """The bodies that have documents, in their order."""
    return [_row_of("co-quan", b.register, b.name, len(b.works)) for b in roll.bodies if b.works]


def _row_of(folder: str, slug: str, name: str, count: int) -> Row:
    return {"slug": slug, "name": name, "count": count, "url": f"{folder}/{slug}/"}


def _choice(row: Row) -> str:
    link = f'<a href="{_safe(str(row["url"]))}">{_safe(str(row["name"]))}</a>'
    return f'<li>{link} <span class="dem">{row["count"]}</span></li>'


def _holdings(roll: Roll) -> str:
    """What the archive holds and how complete it is, in plain numbers."""
    archive, citations = roll.archive, roll.statuses()
    open_ends = citations["ambiguous"] + citations["unknown"]
    # Of texts marked secret nothing is published, not even how many there are.
    unread = sum(not left.secret for left in archive.left_out)
    counts = [
        (len(archive.works), "văn bản có toàn văn", ""),
        (len(archive.cited), "văn bản được nhắc tới mà kho chưa có", "du-lieu/can-tim/"),
        (sum(citations.values()), "lần dẫn chiếu", ""),
        (open_ends, "lần dẫn chưa xác định được văn bản", ""),
        *([(unread, "tệp chưa đọc được", "du-lieu/")] if unread else []),
    ]
    cells = "".join(_count(*each) for each in counts)
    return f'<h2 id="kho-co-gi">Kho có gì, còn thiếu gì</h2><ul class="so-lieu">{cells}</ul>{_fields(roll)}'


def _count(number: int, words: str, url: str) -> str:
    label = f'<a href="{url}">{words}</a>' if url else words
    return f"<li><strong>{labels.figure(number)}</strong> {label}</li>"


def _fields(roll: Roll) -> str:
    """How many of the documents give each field; what a text does not give stays empty on its page."""
    total = len(roll.archive.works)
    if not total:
        return ""
    rows = "".join(_field(name, count, total) for name, count in zip(_FIELDS, roll.given(), strict=True))
    return (
        f'<p class="kho-dan">Trong {labels.figure(total)} văn bản, số văn bản mà kho đọc được từng điều; '
        f'điều văn bản không nêu thì để trống:</p><dl class="muc-do">{rows}</dl>'
    )


def _field(name: str, count: int, total: int) -> str:
    meter = f'<meter min="0" max="{total}" value="{count}" aria-hidden="true"></meter>'
    return f"<div><dt>{name}</dt><dd>{meter} {labels.figure(count)}</dd></div>"


def _safe(words: str) -> str:
    """Text for the snippet: one line of HTML in which Markdown and snippets find nothing to act on."""
    return _ACTIVE.sub(lambda m: f"&#{ord(m.group())};", " ".join(words.split()))
