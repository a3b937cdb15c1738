"""The pages of signers: a printed name at one body, which is not a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder import entries, labels
from builder.bodies import Body
from builder.entries import Row, Value
from builder.model import Archive, OutputFile, Signature, Work
from builder.pages.paging import paged
from builder.pages.record import capacity_words
from builder.pages.shelves import by_letter, fact, item, jumps

FOLDER = "nguoi-ky"


@dataclass(frozen=True, slots=True)
class Signer:
    """A name as printed at the foot of documents of one register, at its address."""

    url: str
    name: str
    body: Body
    signed: tuple[tuple[Work, Signature], ...]

    @property
    def works(self) -> tuple[Work, ...]:
        """Its documents, each once."""
        return tuple({work.url: work for work, _ in self.signed}.values())


def signers(bodies: Mapping[str, Body]) -> tuple[Signer, ...]:
    """Every printed name at every body, by given name and then by surname, as Vietnamese lists have it."""
    found: dict[str, list[tuple[Work, Signature]]] = defaultdict(list)
    owners: dict[str, Body] = {}
    for body in bodies.values():
        for work in body.works:
            for signature in work.document.metadata.signatures:
                if url := entries.signer_url(signature.name or "", body.register):
                    found[url].append((work, signature))
                    owners[url] = body
    made = (Signer(url, _name(signed), owners[url], tuple(signed)) for url, signed in found.items())
    return tuple(sorted(made, key=lambda s: (_by_given_name(s.name), labels.alphabetical(s.body.name))))


def _name(signed: Sequence[tuple[Work, Signature]]) -> str:
    """The spelling most often printed, one in capitals last; the page says the others too."""
    return labels.spelling(Counter(s.name for _, s in signed if s.name))


def _by_given_name(name: str) -> tuple[object, ...]:
    return labels.alphabetical(name.rpartition(" ")[2]), labels.alphabetical(name)


def signer_rows(found: Sequence[Signer]) -> list[Row]:
    """The signers of a body as its page lists them."""
    return [item(s.name, note=f"{len(s.works)} văn bản", url=s.url) for s in found]


def signer_pages(archive: Archive, found: Sequence[Signer]) -> Iterator[OutputFile]:
    """The index of signers, `/nguoi-ky/`, and a page for each: `/nguoi-ky/lai-thanh-son--…/`."""
    rows: list[Row] = [
        {"name": s.name, "url": s.url, "about": s.body.name, "count": len(s.works), "cited": 0} for s in found
    ]
    sections = by_letter(rows, lambda row: str(row["name"]).rpartition(" ")[2])
    lead = "Tên in ở chỗ ký, xếp theo tên gọi rồi đến họ. Mỗi dòng là một tên ở một cơ quan."
    meta: dict[str, Value] = {
        "template": "muc.html",
        "title": "Người ký",
        "description": lead,
        "lead": lead,
        "links": [],
        "jumps": jumps(sections),
        "sections": sections,
    }
    yield from paged(archive, FOLDER, meta)
    elsewhere: dict[str, list[Signer]] = defaultdict(list)
    for signer in found:
        elsewhere[_name_slug(signer)].append(signer)
    for signer in found:
        same = [s for s in elsewhere[_name_slug(signer)] if s is not signer]
        yield from _signer_page(archive, signer, same)


def _name_slug(signer: Signer) -> str:
    return signer.url.partition("--")[0]


def _signer_page(archive: Archive, signer: Signer, same: Sequence[Signer]) -> Iterator[OutputFile]:
    lead = f"Tên in ở chỗ ký trên {len(signer.works)} văn bản trong kho của {signer.body.name}."
    sections = entries.by_year(signer.works)
    notes = _notes(signer)
    for section in sections:
        rows = section["rows"]
        for row in rows if isinstance(rows, list) else []:
            row["signed"] = notes[str(row["url"])]
    meta: dict[str, Value] = {
        "template": "nguoi-ky.html",
        "title": f"{signer.name} – {signer.body.name}",
        "heading": signer.name,
        "description": lead,
        "lead": lead,
        "up": {"name": "Người ký", "url": f"{FOLDER}/"},
        "body": {"name": signer.body.name, "url": f"co-quan/{signer.body.register}/"},
        "jumps": jumps(sections),
        "sections": sections,
    }
    yield from paged(archive, signer.url.strip("/"), meta, {"facts": _facts(signer, same)})


def _facts(signer: Signer, same: Sequence[Signer]) -> list[Row]:
    names = Counter(s.name for _, s in signer.signed if s.name)
    spelled = [item(n, note=f"{count} lần") for n, count in names.most_common()] if len(names) > 1 else []
    return [
        *fact("Các cách in tên", spelled),
        *fact("Chức vụ in trên văn bản", _positions(signer)),
        *fact("Cùng tên in ở cơ quan khác", [item(s.body.name, url=s.url) for s in same]),
    ]


def _positions(signer: Signer) -> list[Row]:
    """Each printed position with the dates of its first and last document."""
    held: dict[str, list[str]] = defaultdict(list)
    for work, signature in signer.signed:
        if signature.position:
            held[signature.position].append(labels.when(work))
    rows = []
    for position, dates in sorted(held.items(), key=lambda p: min(p[1])):
        known = [labels.short_date(d) for d in sorted(filter(None, dates))]
        rows.append(item(position, note=" – ".join(dict.fromkeys((known[0], known[-1]))) if known else ""))
    return rows


def _notes(signer: Signer) -> dict[str, str]:
    """How each document was signed: `Phó Chủ tịch; ký thay (KT.) Chủ tịch`."""
    found: dict[str, str] = {}
    for work, signature in signer.signed:
        roles = [signature.position or "", *(capacity_words(c) for c in signature.capacities)]
        if len(work.document.metadata.issuers) > 1:
            roles.append("văn bản liên tịch")
        found[entries.address(work)] = "; ".join(role for role in roles if role)
    return found
