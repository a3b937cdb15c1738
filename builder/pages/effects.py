"""What the sentences of a document do to the works that they name: replace, repeal, amend, correct, end.

Never told from silence, and only where the document speaks of itself ("Quyết định này thay thế …") or
orders it in an Điều of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder import labels, vocabulary
from builder.model import Citation, Provision, Relation, Work
from builder.pages.contexts import Context
from builder.text import key

_STANDING: tuple[Relation, ...] = ("replaces", "repeals", "amends", "corrects")
# What orders: a plan that lists "sửa đổi Quyết định số …" as a task changes nothing.
_ORDERING = (
    "quyet-dinh",
    "nghi-quyet",
    "nghi-dinh",
    "thong-tu",
    "thong-tu-lien-tich",
    "luat",
    "phap-lenh",
    "quy-dinh",
)
# "Thay thế cụm từ “… Thông tư số 40/2017/TT-BTC”" puts words for words, and leaves that act alone.
_WORDS = re.compile(r"[“”\"]|cụm từ")
_PROPOSED = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|đề xuất|dự thảo|xem xét|nghiên cứu|tham mưu|không)(?!\w)"
)
_PART = re.compile(r"(?<!\w)(?:một phần|một số|khoản|điểm|điều|phụ lục|mục|cụm từ|chương)(?!\w)")
_ENDS = re.compile(
    r"(?:\([^()]{0,80}\) ?)?(?:về [^,;.]{0,160} )?(?:hết|chấm dứt) hiệu lực (?:thi hành )?(?:kể )?từ ngày "
)
# The work itself must be what ends, or a unit of it: not what is done "theo Nghị định số …".
_SUBJECT = re.compile(r"(?:(?:khoản|điểm|điều|phụ lục|mục|chương) [\w.]{1,6}(?:, | và | )){0,9}(?:của )?$")
# "X và Y hết hiệu lực …": what stands between two that share one predicate, and between an act and those
# that amended it, which share nothing with it.
_JOINED = re.compile(
    r" ?(?:\([^()]{0,80}\) ?)?(?:về [^;.]{0,160}?)?(?:, |; | và |, và |; và )(?:các |cùng )?"
)
_AMENDED = re.compile(
    r",? ?\(?(?:đã )?được sửa đổi(?:, bổ sung)?(?: một số (?:điều|nội dung))?(?: bởi| theo| tại)?(?: các)? "
)
_LONGEST_JOINT = 320
_MOST_TOGETHER = 20
_NUMBERING = re.compile(r"(?:điều\s\d{1,3}[.:]\s?)?(?:\d{1,2}[.)]\s?)?(?:[a-zđ]\)\s?)?")


def effects(work: Work, sentences: Sequence[Context]) -> list[str]:
    """For each citation of *work*, in its sentence, what becomes of the work cited; empty when nothing does.

    `Bị thay thế bởi`, `Hết hiệu lực theo`. A draft changes nothing.
    """
    if any("draft" in problem.code for problem in work.document.problems):
        return [""] * len(sentences)
    # Few sentences end anything, and what ends several together stands after the last of them.
    closing = [place for place, one in enumerate(sentences) if "hiệu" in one.after.casefold()]
    ending = {before for place in closing for before in range(place - _MOST_TOGETHER, place + 1)}
    return [_effect(work, place, sentences, place in ending) for place in range(len(sentences))]


def _effect(work: Work, place: int, sentences: Sequence[Context], may_end: bool) -> str:
    citation, context = work.document.citations[place], sentences[place]
    if citation.relation in _STANDING and proves(work, citation, context):
        partly = bool(citation.portion) or bool(_PART.search(_order(work, context)))
        inverse = {row.relation: row.inverse for row in vocabulary.load().relations}[citation.relation]
        return labels.capital(_label(inverse, partly and citation.relation != "amends"))
    return _ended(work, place, sentences) if may_end else ""


def _ended(other: Work, place: int, sentences: Sequence[Context]) -> str:
    """What a sentence says that ends the work, alone or with others: "X và Y hết hiệu lực kể từ ngày …".

    A unit named before the first of several may be of each of them or of the first alone: of the
    others nothing is said then.
    """
    citations = other.document.citations
    first, last = _together(other, place)
    opening, closing = sentences[first], sentences[last]
    if not ends(other, opening, closing):
        return ""
    partly = bool(citations[first].portion) or bool(_PART.search(_order(other, opening)))
    if place != first:
        return "" if partly or citations[place].portion else "Hết hiệu lực theo"
    return "Hết hiệu lực một phần theo" if partly else "Hết hiệu lực theo"


def _together(other: Work, place: int) -> tuple[int, int]:
    """The first and the last mention that share a predicate with the one at *place*, if they are few."""
    first = last = place
    for _ in range(_MOST_TOGETHER):
        earlier = bool(first and _JOINED.fullmatch(_between(other, first - 1)))
        following = _between(other, last) if last + 1 < len(other.document.citations) else ""
        later = bool(_JOINED.fullmatch(following) or _AMENDED.fullmatch(following))
        if not earlier and not later:
            break
        first, last = first - earlier, last + later
    return first, last


def _between(other: Work, place: int) -> str:
    """The words from the mention at *place* to the next; empty where they are too many for a list."""
    one, following = other.document.citations[place : place + 2]
    if following.span.start - one.span.end > _LONGEST_JOINT:
        return ""
    words = other.document.source.text[one.span.end : following.span.start].replace("*", "")
    return key(f"|{words}|").replace("\n", " ").strip("|")


def ends(other: Work, opening: Context, closing: Context) -> bool:
    """Whether the sentence goes on to end what it names: "… hết hiệu lực kể từ ngày Luật này có hiệu lực".

    *opening* and *closing* are the first and the last mention of what it names together.
    """
    after = key(closing.after)
    found = _ENDS.match(after)
    own = _itself(other.id.type).match(after, found.end()) if found else None
    return own is not None and bool(_SUBJECT.match(f"{_order(other, opening).strip()} ".lstrip()))


def _label(inverse: str, partly: bool) -> str:
    return inverse.removesuffix(" bởi") + " một phần bởi" if partly else inverse


def proves(other: Work, citation: Citation, context: Context) -> bool:
    """Whether the sentence itself says that *other* does it: "Quyết định này thay thế Quyết định số …"."""
    before = key(context.before)
    if _PROPOSED.search(before) or _WORDS.search(_order(other, context)):
        return False
    cues = _cues(citation.relation)
    own = [m.end() for m in _itself(other.id.type).finditer(before)]
    if own and any(cue in before[own[-1] :] for cue in cues):
        return True
    if other.id.type not in _ORDERING or not _in_article(other.document.provisions, citation.span.start):
        return False
    numbered = _NUMBERING.match(before)
    return before[numbered.end() if numbered else 0 :].lstrip().startswith(cues)


def _order(other: Work, context: Context) -> str:
    """The words of the order between the subject and the mention."""
    before = key(context.before)
    own = [m.end() for m in _itself(other.id.type).finditer(before)]
    numbered = _NUMBERING.match(before)
    return before[own[-1] if own else numbered.end() if numbered else 0 :]


@cache
def _itself(kind: str) -> re.Pattern[str]:
    """How a document of that type names itself: "Quyết định này"; of an unknown type, as any would."""
    rows = [row for row in vocabulary.load().document_types if kind in (row.slug, labels.UNKNOWN)]
    names = sorted({key(name) for row in rows for name in (row.name, *row.aliases)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or 'văn bản'}) này(?!\w)")


@cache
def _cues(relation: Relation) -> tuple[str, ...]:
    rows = vocabulary.load().relations
    return tuple(key(cue) for row in rows if row.relation == relation for cue in row.cues)


def _in_article(provisions: tuple[Provision, ...], at: int) -> bool:
    for one in provisions:
        if one.span.start <= at < one.span.end:
            return one.kind == "article" or _in_article(one.children, at)
    return False
