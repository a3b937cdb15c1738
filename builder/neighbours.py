"""Which pages a change of the archive reaches: those of what changed, and of what leads there or is led to.

A page is made from a work, from the face of those that it leads to, and from the voice of those that lead to
it. So that one more document costs the pages around it, not the archive, these are kept as hashes.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter

from builder import labels, workers
from builder.kept import token
from builder.made import Leads, Made, Stood
from builder.model import CitedWork, Target, Work
from builder.pages import Crossings
from builder.pages.references import about
from builder.resolve import settled_token
from builder.rolls import MARK, Facts, facts
from builder.shelf import digest

_of_target = attrgetter(*(field.name for field in fields(Target)))

# So few are noted at once that where they lead is at hand still.
_AT_ONCE = 8


def text_of(work: Work) -> str:
    """By what the text of a kept document is known again, under the type by which it speaks of itself."""
    found = token(work.document)
    return f"{found} {work.id.type}" if found else ""


class Neighbours:
    """The pages of one archive beside those that *made* says stand; *texts* are of its works, by address.

    From now on *made* tells of this archive; which of its pages do not stand yet is in `reached`.
    """

    def __init__(self, crossings: Crossings, made: Made, texts: Mapping[str, str]) -> None:
        self._archive, self._crossings, self._made, self._texts = crossings.archive, crossings, made, texts
        self._common = digest(repr(crossings.archive.settings))
        ids = [work.id for work in crossings.archive.works]
        # What has a list of its own, since a held document stands there.
        self._listed = {i.issuer for i in ids}, {i.type for i in ids}, {i.year for i in ids}
        # The addresses whose pages are to be made: of works that changed, and of all around them.
        self.reached: dict[str, None] = {}
        # What had a page, and has none of its kind now; whether it was held.
        self.gone: dict[str, bool] = {}
        # Of each held work what other documents say of it, where they do.
        self.said: dict[str, str] = {}
        # Of each work, what lists need, and a mark that is the same as long as they show the same of it.
        self.facts: dict[str, Facts] = {}
        self.marks: dict[str, int] = {}
        # Most works that are only cited have the same facts: none. Hardly two that are held have.
        self._equal: dict[bytes, Facts] = {}
        self._changed: list[Stood] = []
        self._compare()

    def _compare(self) -> None:
        works, cited = self._crossings.works, self._crossings.cited
        for before in self._made.works():
            if found := works.get(before.url) or cited.get(before.url):
                self._set(before.url, found, before)
            else:
                self.gone[before.url] = before.held
                self._reach(before.url, before, None)
        if self.facts or self.gone:
            for every in (works, cited):
                for url, work in every.items():
                    if url not in self.facts:
                        self._set(url, work, None)
                        self._keep(_AT_ONCE)
            self._keep(0)
        else:
            # Of works that are only cited little is to be worked out: less than it costs to send it.
            self._set_all(workers.each(self._anew, [*works.values()]))
            self._set_all(map(self._anew, cited.values()))
        self._made.forget(url for url in self.gone if url not in works and url not in cited)

    def _set_all(self, found: Iterable[tuple[Stood, Leads, set[str]]]) -> None:
        """Note works of none of which anything was known: each is reached, whatever leads there."""
        for now, led, beside in found:
            self.reached[now.url] = None
            self._know(now)
            self._made.note((now,))
            self._made.note_leads(now.url, led, beside)

    def _anew(self, work: Work | CitedWork) -> tuple[Stood, Leads, set[str]]:
        now = self._now(work.url, work, None)
        return (now, leads(work), shown(work)) if isinstance(work, Work) else (now, {}, set())

    def _set(self, url: str, work: Work | CitedWork, before: Stood | None) -> None:
        """Note *work* as it is, and what it reaches."""
        now = self._now(url, work, before)
        if now is not before:
            self.reached[url] = None
            self._reach(url, before, now)
            if before and before.held and not now.held:
                self.gone[url] = True
            self._changed.append(now)
        self._know(now)

    def _now(self, url: str, work: Work | CitedWork, before: Stood | None) -> Stood:
        """*work* as it is: *before* itself, where it is as it was."""
        now = self._cited(url, work, before) if isinstance(work, CitedWork) else self._held(url, work, before)
        if now is before:
            return now
        mark = _mark(url, now.voice or now.face)
        return now._replace(facts=marshal.dumps(tuple(facts(work))), mark=mark)

    def _know(self, now: Stood) -> None:
        if (known := self._equal.get(now.facts)) is None:
            known = Facts(*marshal.loads(now.facts))
            if not now.held:
                self._equal[now.facts] = known
        self.facts[now.url], self.marks[now.url] = known, int.from_bytes(now.mark, "big")
        if now.said:
            self.said[now.url] = now.said

    def _keep(self, most: int) -> None:
        """Of what changed no more than *most* is not in the tables."""
        if len(self._changed) > most:
            self._made.note(self._changed)
            for one in self._changed:
                work = self._crossings.works.get(one.url)
                self._made.note_leads(one.url, leads(work) if work else {}, shown(work) if work else ())
            self._changed.clear()

    def _held(self, url: str, work: Work, before: Stood | None) -> Stood:
        """*work* as its page is made from it; what costs more than a hash is taken from *before*."""
        voice = self._texts[url]
        own = f"{self._common} {_settled(work)} {work.document.source.path!r}" if voice else ""
        if before and before.held and before.voice == voice != "":
            return before if own == before.own else before._replace(own=own)
        face = digest(labels.name(work), about(work), labels.when(work))
        return Stood(url, True, own, voice, face, b"", b"", "")

    def _cited(self, url: str, work: CitedWork, before: Stood | None) -> Stood:
        own, (issuers, types, years) = work.id, self._listed
        whole = f"{self._common} {own.issuer in issuers} {own.type in types} {own.year in years}"
        face = _of_cited(work)
        if before and not before.held and before.own == whole and before.face == face:
            return before
        return Stood(url, False, whole, "", face, b"", b"", "")

    def _reach(self, url: str, before: Stood | None, now: Stood | None) -> None:
        """The pages around *url*: those that show it, if they show it otherwise; those that hear of it."""
        found: set[str] = set()
        if not before or not now or (before.held, before.face) != (now.held, now.face):
            found.update(mention.citing for mention in self._archive.citing.get(url, ()))
            found.update(self._made.showing(url))
        old = self._made.leads(url) if before else {}
        new = leads(self._crossings.works[url]) if now and now.held else {}
        heard = before is not None and now is not None and before.voice == now.voice != ""
        found.update(to for to in old.keys() | new.keys() if not heard or old.get(to) != new.get(to))
        held, cited = self._crossings.works, self._crossings.cited
        self.reached.update(dict.fromkeys(one for one in found if one in held or one in cited))


def leads(work: Work) -> Leads:
    """The places of the citations by which *work* leads to each other address."""
    found: Leads = defaultdict(list)
    for place, target in enumerate(work.targets):
        if target.url and target.url != work.url:
            found[target.url].append(place)
    return dict(found)


def shown(work: Work) -> set[str]:
    """The addresses that its page shows without leading there surely, or because a problem speaks of them."""
    found = {url for target in work.targets for url in target.candidates}
    return found | {p.about for p in (*work.problems, *work.document.problems) if p.about}


def _of_cited(work: CitedWork) -> str:
    """All that is shown of *work*; who else mentions it is told on its own page alone."""
    return repr((work.document_type, work.number, work.issued, work.issuer, work.title))


def _mark(url: str, known: str) -> bytes:
    return blake2b(f"{url} {known}".encode("utf-8", "surrogatepass"), digest_size=MARK).digest()


def _settled(work: Work) -> str:
    """By what the targets and problems of *work* are known again."""
    found = settled_token(work)
    return found or digest(repr(work.problems), repr([_of_target(target) for target in work.targets]))
