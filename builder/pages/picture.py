"""The neighbourhood of a work as a small drawing: what cites it above, what it cites below.

The drawing only repeats the lists of the page; shapes and words tell held from not held, not colour.
"""

from __future__ import annotations

from builder import labels
from builder.entries import Row, Value
from builder.model import Work
from builder.pages.references import Crossings

_SHOWN = 6
_STEP = 26
_SPINE, _DOT, _TEXT, _WIDTH = 16, 46, 58, 350
_LONGEST = 40


def picture(name: str, url: str, crossings: Crossings, work: Work | None = None) -> Row:
    """The drawing of the works around *url*; empty when there is none."""
    citing = crossings.citing(url)
    above = [(labels.name(other), labels.when(other), True) for other, _ in citing[:_SHOWN]]
    below = _cited(work, crossings) if work else []
    if not above and not below:
        return {}
    top, bottom = _side(above, len(citing)), _side(below, len(below))
    centre = _STEP * (len(top) + 1)
    rows = [_node(words, held, _STEP * n, centre, True) for n, (words, held) in enumerate(top, 1)]
    rows += [
        _node(words, held, centre + _STEP * n, centre, False) for n, (words, held) in enumerate(bottom, 1)
    ]
    return {
        "name": labels.words(name, _LONGEST),
        "title": f"Các văn bản quanh {name}",
        "desc": f"{len(citing)} văn bản dẫn chiếu văn bản này (ở trên); "
        f"văn bản này dẫn chiếu {len(below)} văn bản có trang trong kho (ở dưới).",
        "centre": centre,
        "height": centre + _STEP * (len(bottom) + 1),
        "width": _WIDTH,
        "rows": rows,
    }


def _cited(work: Work, crossings: Crossings) -> list[tuple[str, str, bool]]:
    """The works with a page that *work* cites, once each, in the order of first mention."""
    urls = dict.fromkeys(t.url for t in work.targets if t.url and t.url != work.url)
    found = []
    for url in urls:
        held, cited = crossings.works.get(url), crossings.cited.get(url)
        if held:
            found.append((labels.name(held), labels.when(held), True))
        elif cited:
            found.append((f"{cited.document_type} số {cited.number}", cited.issued, False))
    return found


def _side(works: list[tuple[str, str, bool]], count: int) -> list[tuple[str, bool | None]]:
    """The first few of *count* works with whether they are held; of the rest only how many there are."""
    shown: list[tuple[str, bool | None]] = [(_words(name, when), held) for name, when, held in works[:_SHOWN]]
    more = count - _SHOWN
    return [*shown, (f"và {more} văn bản khác", None)] if more > 0 else shown


def _words(name: str, when: str) -> str:
    year = f" ({when[:4]})" if when and when[:4] not in name else ""
    return labels.words(name, _LONGEST - len(year)) + year


def _node(words: str, held: bool | None, y: int, centre: int, towards: bool) -> Row:
    line = f"M{_SPINE} {centre}C{_SPINE} {y} {_SPINE + 8} {y} {_DOT - 6} {y}"
    tip = _SPINE if towards else _DOT - 6
    at = centre - 8 if towards else y
    arrow = f"M{tip - 4} {at - 6}h8l-4 7z" if towards else f"M{tip - 7} {at - 4}v8l7 -4z"
    node: dict[str, Value] = {"words": words, "held": held, "y": y, "line": line, "arrow": arrow}
    return {**node, "dot": _DOT, "text": _TEXT, "base": y + 4}
