"""What a document cites and what cites it, gathered by document, with the places in the texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from builder import entries, labels, text, vocabulary
from builder.entries import Row
from builder.model import Archive, Citation, Provision, Relation, Target, Work, places_to
from builder.pages.passages import Passages, fates, passages

# A line end after a closing mark ends a paragraph; any other may be a wrapped line.
_PARAGRAPH_END = re.compile(r"[.:;][ ]{0,3}\n")
# So many documents that cite a work stand on its page; where there are more, the newest of them.
SHOWN = 100
# The texts whose citations are at hand in one process: most that one page shows.
_AT_HAND = 4096
Citing = list[tuple[Work, list[int]]]


class Crossings:
    """The archive seen from one document: its works by address, and who cites whom.

    *kept* gives the passages of a work, where they need not be worked out from its text, and *telling* those
    of its citations that say what becomes of the work cited.
    """

    def __init__(
        self,
        archive: Archive,
        kept: Callable[[Work], Passages] = passages,
        telling: Callable[[Work], Collection[int]] | None = None,
    ) -> None:
        self.archive = archive
        self.works = archive.by_url()
        self.cited = {work.url: work for work in archive.cited}
        # The lists that have a page: those of held documents.
        ids = [work.id for work in archive.works]
        self.lists = {f"co-quan/{slug}/" for slug in {i.issuer for i in ids}}
        self.lists |= {f"loai/{slug}/" for slug in {i.type for i in ids}}
        self.lists |= {f"nam/{slug}/" for slug in {i.year for i in ids}}
        self._kept, self._passages = kept, dict[str, Passages]()
        self._telling = telling or (lambda work: fates(self.passages(work)))
        self._citing: tuple[str, Citing] = "", []
        self._telling_of: tuple[str, list[int]] = "", []

    def passages(self, work: Work) -> Passages:
        """The citations of a text as other pages show them."""
        found = self._passages.get(work.url)
        if found is None:
            if len(self._passages) == _AT_HAND:
                self._passages.clear()
            found = self._passages[work.url] = self._kept(work)
        return found

    def citing(self, url: str) -> Citing:
        """The documents that cite the work at *url*, newest first, with the places of their citations."""
        # The parts of one page ask for the same again.
        if self._citing[0] != url:
            places = places_to(url, self.archive.citing)
            if len(places) > SHOWN:
                order, rank = self._newest
                at = sorted(map(rank.__getitem__, places))
                found = [((work := order[n]), places[work.id.url]) for n in at]
            else:
                newest = entries.newest_first(self.works[citing] for citing in places)
                found = [(work, places[work.url]) for work in newest]
            self._citing = url, found
        return self._citing[1]

    @cached_property
    def _newest(self) -> tuple[Sequence[Work], Mapping[str, int]]:
        """All held works, newest first, and the place of each among them by address."""
        # Whoever comes after whom is found out once, not for each work that thousands cite.
        return _ranked(entries.newest_first(self.archive.works))

    def order(self, newest: Sequence[Work]) -> None:
        """The held works stand in the order *newest*: known here, and to each process that begins now."""
        self._newest = _ranked(newest)

    def crowded(self, url: str) -> bool:
        """Whether more documents cite the work at *url* than its page shows."""
        return len(self.citing(url)) > SHOWN

    def shown(self, url: str) -> Citing:
        """The documents that the page at *url* shows: all that cite it, or the newest of too many.

        Whatever says that something became of the work is always among them.
        """
        citing = self.citing(url)
        if len(citing) <= SHOWN:
            return citing
        return [*citing[:SHOWN], *(citing[at] for at in self._fateful(url) if at >= SHOWN)]

    def telling(self, url: str) -> Citing:
        """The documents among which are all that say what became of the work at *url*, newest first."""
        citing = self.citing(url)
        return [citing[at] for at in self._fateful(url)] if len(citing) > SHOWN else citing

    def _fateful(self, url: str) -> list[int]:
        """Which of those that cite the work at *url* say what became of it."""
        if self._telling_of[0] != url:
            telling = self._telling
            # Most texts say nothing of the kind.
            found = [
                at
                for at, (work, places) in enumerate(self.citing(url))
                if (told := telling(work)) and not set(places).isdisjoint(told)
            ]
            self._telling_of = url, found
        return self._telling_of[1]

    def cites(self, work: Work) -> list[Row]:
        """The documents that a text cites, in the order of first mention; itself apart."""
        groups: dict[object, list[tuple[int, Citation, Target]]] = {}
        pairs = zip(work.document.citations, work.targets, strict=True)
        for number, (citation, target) in enumerate(pairs, start=1):
            if citation.form != "self" and target.url != work.url:
                groups.setdefault(_identity(citation, target), []).append((number, citation, target))
        return [self._cited_row(work, mentions) for mentions in groups.values()]

    def _cited_row(self, work: Work, mentions: list[tuple[int, Citation, Target]]) -> Row:
        _, citation, target = max(mentions, key=lambda m: _facts(m[1]))
        held = self.works.get(target.url or "")
        own = self.passages(work)
        return {
            "name": labels.name(held) if held else labels.cited_name(citation),
            "url": (target.url or "").lstrip("/") if held or target.url in self.cited else "",
            "about": about(held) if held else "",
            "note": _inferred(t for _, _, t in mentions),
            "status": target.status,
            "status_label": labels.STATUS[target.status],
            "relations": relations(c.relation for _, c, _ in mentions),
            "places": _places("", [(number, own[number - 1].place) for number, _, _ in mentions]),
            "candidates": [self._candidate(url) for url in target.candidates],
        }

    def _candidate(self, url: str) -> Row:
        held, cited = self.works.get(url), self.cited.get(url)
        if cited and not held:
            known = f"ngày {labels.short_date(cited.issued)}" if len(cited.issued) == 10 else cited.issued
            words = f"{known}, {cited.issuer}; chưa có trong kho"
            name = f"{cited.document_type} số {cited.number}"
            return {"name": name, "url": url.lstrip("/"), "about": words}
        if not held:
            return {"name": url.strip("/"), "url": "", "about": ""}
        return {"name": labels.name(held), "url": entries.address(held), "about": about(held)}

    def cited_by(self, work: Work) -> list[Row]:
        """The documents that its page shows to cite this one, newest first, each with the exact places."""
        return [self._citing_row(other, ordered) for other, ordered in self.shown(work.url)]

    def _citing_row(self, other: Work, ordered: list[int]) -> Row:
        found = self.passages(other)
        return {
            "name": labels.name(other),
            "url": entries.address(other),
            "about": about(other),
            "relations": relations((found[i].relation for i in ordered), inverse=True),
            "places": _places(entries.address(other), [(i + 1, found[i].place) for i in ordered]),
        }


def _ranked(newest: Sequence[Work]) -> tuple[Sequence[Work], Mapping[str, int]]:
    return newest, {work.id.url: at for at, work in enumerate(newest)}


def by_relation(rows: Iterable[Row], rest: str) -> list[Row]:
    """The rows in groups by their first relation, those of a bare mention last, under *rest*."""
    order = [label for pair in _names().values() for label in pair]
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named = row["relations"]
        groups[str(named[0]) if isinstance(named, list) and named else rest].append(row)
    ranked = sorted(groups, key=lambda g: (g == rest, order.index(g) if g in order else 0))
    return [{"label": labels.capital(g), "rows": groups[g]} for g in ranked]


def ledger(work: Work) -> str:
    """How many citations a text has, and how many of them lead where."""
    pairs = zip(work.document.citations, work.targets, strict=True)
    found = Counter(target.status for citation, target in pairs if citation.form != "self")
    unsettled = found["ambiguous"] + found["unknown"]
    parts = (
        (found["held"], "có trong kho"),
        (found["outside"], "chưa có trong kho"),
        (unsettled, "chưa xác định"),
    )
    return f"{found.total()} lần dẫn chiếu: " + ", ".join(f"{n} {words}" for n, words in parts)


def _inferred(targets: Iterable[Target]) -> str:
    """What a link rests on besides the words of the mention itself."""
    words = {"number": "ký hiệu", "issued": "ngày", "issuer": "cơ quan"}
    names = dict.fromkeys(name for target in targets for name in target.inferred)
    found = ", ".join(words[name] for name in names if name in words)
    source = "hiểu là luật có hiệu lực vào ngày nhắc tới" if "in_force" in names else "suy từ chỗ dẫn khác"
    return f"chỗ dẫn không nêu {found}; {source}" if found else ""


def _identity(citation: Citation, target: Target) -> object:
    """What makes two mentions one document: its address; unsettled, all its printed facts."""
    if target.url:
        return target.url
    facts = (citation.document_type, citation.number, citation.issued, citation.issuer)
    known = tuple(text.key(fact or "") for fact in facts)
    return (*known, target.status, target.candidates) if citation.number else text.key(citation.text)


def _facts(citation: Citation) -> int:
    return sum(fact is not None for fact in (citation.number, citation.issued, citation.issuer))


def _places(page: str, found: Iterable[tuple[int, str]]) -> list[Row]:
    """Links to places; where two have one name, the later ones are counted: `khoản 2 (2)`."""
    seen: Counter[str] = Counter()
    rows: list[Row] = []
    for number, label in found:
        seen[label] += 1
        shown = f"{label} ({seen[label]})" if seen[label] > 1 else label
        rows.append({"page": page, "anchor": f"dan-chieu-{number}", "label": shown})
    return rows


def about(work: Work) -> str:
    """When a document was issued, and its trích yếu."""
    date = labels.when(work)
    parts = [f"ban hành {labels.long_date(date)}" if date else "", labels.subject(work)]
    return ". ".join(labels.capital(part) for part in parts if part)


def relations(found: Iterable[Relation], *, inverse: bool = False) -> list[str]:
    """The names of relations once each, in their order; a bare mention has none."""
    return [_names()[relation][inverse] for relation in dict.fromkeys(found) if relation != "cites"]


@cache
def _names() -> dict[Relation, tuple[str, str]]:
    """What each relation is called, seen from the text that cites, and from the one that is cited."""
    return {row.relation: (row.label, row.inverse) for row in vocabulary.load().relations}


def outline(provisions: Iterable[Provision], source: str, limit: int = 60) -> list[Row]:
    """A table of contents: as many levels as stay under *limit* lines, at least the uppermost.

    What stands inside an Điều is left to the Điều, which the text of a law is known by.
    """
    rows = list(_outline(provisions, source, 1))
    for depth in (4, 3, 2):
        if len(rows) > limit:
            rows = [row for row in rows if int(str(row["level"])) < depth]
    return rows


def _outline(provisions: Iterable[Provision], source: str, level: int) -> Iterator[Row]:
    for provision in provisions:
        yield {
            "anchor": provision.anchor,
            "level": level,
            "label": _label(provision, source),
            "heading": labels.words(provision.heading or _opening(provision, source), 110),
        }
        if provision.kind != "article":
            yield from _outline(provision.children, source, level + 1)


def _label(provision: Provision, source: str) -> str:
    """The unit's number as printed; an annex without one is only "Kèm theo"."""
    printed = labels.words(source[provision.label.start : provision.label.end], 60)
    unnumbered = provision.kind == "attachment" and not provision.num
    return "Kèm theo:" if unnumbered and printed and provision.heading != printed else printed


def _opening(provision: Provision, source: str) -> str:
    """The first words of a unit without a heading, up to the end of its first paragraph."""
    start = min(provision.label.end, provision.span.end)
    end = provision.children[0].span.start if provision.children else provision.span.end
    own = source[start : max(start, min(end, start + 400))]
    return _PARAGRAPH_END.split(own, maxsplit=1)[0].replace("*", "").strip(" \n.:;|-")
