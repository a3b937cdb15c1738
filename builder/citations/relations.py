"""The relation that a mention expresses, from the cue words before it (relations.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from builder.citations.drafts import Draft, Paragraph
from builder.citations.lists import coordinated
from builder.citations.patterns import alternatives, patterns
from builder.citations.pinpoints import pinpoint_before
from builder.model import Relation
from builder.text import key
from builder.vocabulary import load

# "sửa đổi, bổ sung bởi Thông tư A": A is the one that changes, so this text says nothing of its own act;
# and no text changes itself ("hết hiệu lực kể từ ngày Thông tư này có hiệu lực").
_CHANGES = ("amends", "replaces", "repeals")
_WINDOW = 90
# How far before such words it may stand that they are only proposed.
_PROPOSED = 160
_NEAR = 34
_SENTENCE = re.compile(r"[.!?]\s")


@cache
def _cues() -> tuple[re.Pattern[str], Mapping[str, Relation]]:
    rows = {key(cue): row.relation for row in reversed(load().relations) for cue in row.cues}
    return re.compile(r"(?<!\w)" + alternatives(rows) + r"(?!\w)"), rows


def with_relations(p: Paragraph, drafts: Sequence[Draft], *, proposals: bool = False) -> list[Draft]:
    """The mentions with their relation; the items of a list share that of its first.

    Nothing is changed by what only proposes it, as all does below a heading of *proposals*.
    """
    done: list[Draft] = []
    lead: Relation = "cites"
    for draft in drafts:
        previous = done[-1] if done else None
        if previous and coordinated(p, previous, draft):
            relation = previous.relation
        else:
            floor = previous.end if previous else 0
            relation = _relation(p, draft, floor, proposals)
            between = p.low[floor : draft.start].rstrip()
            lead = "cites" if _SENTENCE.search(between) else lead
            relation = lead if relation == "cites" and between.endswith(";") else relation
            lead = lead if relation == "cites" else relation
        done.append(draft if relation == draft.relation else draft._replace(relation=relation))
    return done


def _relation(p: Paragraph, draft: Draft, floor: int, proposals: bool) -> Relation:
    pinpoint = pinpoint_before(p.low, draft.start)
    end = pinpoint.start() if pinpoint and draft.form != "self" else draft.start
    start = max(floor, end - _WINDOW)
    for stop in patterns()["sentence_end"].finditer(p.low, start, end):
        start = stop.end()
    if floor and start == floor and patterns()["nested"].match(p.low[floor:end]):
        return "cites"
    pattern, relations = _cues()
    passive = patterns()["passive"]
    cues = (m for m in pattern.finditer(p.low, start, end) if end - m.end() <= _NEAR)
    found = [m for m in cues if not passive.search(p.low, max(start, m.start() - 5), m.start())]
    relation = relations[found[-1].group()] if found else "cites"
    if relation not in _CHANGES:
        return relation
    idle = proposals or draft.form == "self" or patterns()["agent"].match(p.low[found[-1].end() : end])
    return "cites" if idle or _is_proposed(p.low, found[-1].end()) else relation


def _is_proposed(low: str, cue: int) -> bool:
    """Whether the sentence up to the cue says that it is still to be done: "dự án Luật sửa đổi"."""
    start = max(0, cue - _PROPOSED)
    for stop in patterns()["sentence_end"].finditer(low, start, cue):
        start = stop.end()
    return bool(patterns()["proposed"].search(low, start, cue))
