"""Pinpoints: the "điểm a khoản 2 Điều 5" before a mention, as an anchor of the cited document."""

from __future__ import annotations

import re
from functools import cache

from builder.citations.patterns import alternatives, patterns, slots
from builder.identifiers import anchor_part
from builder.text import key
from builder.vocabulary import ProvisionKind, load

_WINDOW, _NEAR = 160, 60
_ARTICLE = "article"


@cache
def _unit() -> re.Pattern[str]:
    kinds = [name for row in load().provision_kinds for name in (row.word, *row.variants)]
    unit = r"(?<!\w)(?P<unit>" + alternatives(map(key, kinds)) + r")\s(?:số\s)?"
    num = "(?P<num>" + slots()["unit_number"] + ")"
    return re.compile(unit + num + r"(?P<more>(?:,|\svà|,\svà)\s(?:[a-zđ]|\d{1,3}[a-zđ]?)(?!\w))?")


@cache
def _common_units() -> tuple[str, ...]:
    return tuple(key(row.word) for row in load().provision_kinds)


def pinpoint_before(low: str, at: int) -> re.Match[str] | None:
    """The pinpoint that ends just before *at*, e.g. in "khoản 3, Điều 63 của Bộ luật Lao động"."""
    near = low[max(0, at - _NEAR) : at]
    if not any(unit in near for unit in _common_units()):
        return None
    return patterns()["pinpoint"].search(low, max(0, at - _WINDOW), at)


def portion(pinpoint: str) -> str | None:
    """The anchor of the smallest unit that holds all that is cited.

    "điểm a khoản 2 Điều 5 " is `dieu-5-khoan-2-diem-a`; "khoản 2, khoản 3 Điều 6 " is `dieu-6`.
    """
    levels: dict[str, tuple[ProvisionKind, list[str]]] = {}
    for match in _unit().finditer(pinpoint):
        kind = load().provision_kind(match["unit"])
        if kind:
            nums = levels.setdefault(kind.kind, (kind, []))[1]
            nums.extend([match["num"], *([""] if match["more"] else [])])
    chosen = sorted(levels.values(), key=lambda level: level[0].rank)
    if _ARTICLE in levels and levels[_ARTICLE][1]:
        rank = levels[_ARTICLE][0].rank
        chosen = [level for level in chosen if level[0].rank >= rank or level[0].rank == 0]
    parts: list[str] = []
    for kind, nums in chosen:
        if len(nums) > 1:
            break
        parts.append(anchor_part(kind.slug, nums[0]))
    return "-".join(parts) or None
