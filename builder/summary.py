"""What a change of the texts does, as it is shown: plain for a terminal, Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder import labels
from builder.changes import Changes, Link, names
from builder.model import Work
from builder.prose.escaping import escape
from builder.report import WORDS, Finding

# A summary of GitHub holds 1 MB, a reader less.
SHOWN = 40
_WWW = re.compile(r"(?i)(?<=www)\.")


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind under their heading; a row is words, then what is shown as it is written."""

    heading: str
    rows: Sequence[tuple[str, str]]


def as_text(changes: Changes) -> str:
    """A line that counts, then each section, for a terminal.

    `49 văn bản (trước: 48): thêm 1, bớt 0, đổi 0; địa chỉ: 3 mới, 0 chuyển hướng; …`
    """
    return "\n".join(_printed(changes, "{}:".format, lambda words, code: f"  {words} {code}".rstrip()))


def as_markdown(changes: Changes) -> str:
    """The same for a pull request; no word of a text can be a link, a picture, a mention or HTML there."""

    def row(words: str, code: str) -> str:
        shown = f" <code>{_inert(code)}</code>" if code else ""
        return f"- {_inert(words)}{shown}"

    lines = _printed(changes, "\n### {}\n".format, row)
    return "\n".join(["## Thay đổi của kho\n", *lines, ""])


def _printed(
    changes: Changes, heading: Callable[[str], str], row: Callable[[str, str], str]
) -> Iterator[str]:
    yield _count(changes)
    for section in _sections(changes):
        if section.rows:
            yield heading(f"{section.heading} ({len(section.rows)})")
            yield from (row(_line(words), _line(code)) for words, code in section.rows[:SHOWN])
            if len(section.rows) > SHOWN:
                yield row(f"… và {len(section.rows) - SHOWN} điều nữa", "")


def _count(changes: Changes) -> str:
    parts = (
        f"{len(changes.after.works)} văn bản (trước: {len(changes.before.works)}): "
        f"thêm {len(changes.added)}, bớt {len(changes.removed)}, đổi {len(changes.changed)}",
        f"địa chỉ: {len(changes.opened)} mới, {len(changes.redirected)} chuyển hướng",
        f"liên kết: thêm {len(changes.gained)}, mất {len(changes.lost)}",
        f"cần kiểm tra: {len(changes.findings)} điều mới, {changes.settled} điều không còn",
    )
    return "; ".join(parts)


def _sections(changes: Changes) -> Iterator[Section]:
    said = names(changes)
    yield Section("Văn bản thêm", [_document(work) for work in changes.added])
    yield Section("Văn bản bớt", [_document(work) for work in changes.removed])
    yield Section(
        "Văn bản đổi",
        [(f"{labels.name(one.after)}: {', '.join(one.what)}", one.after.url) for one in changes.changed],
    )
    yield Section("Địa chỉ mới", [(said.get(url, ""), url) for url in changes.opened])
    yield Section("Địa chỉ chuyển hướng", [("", f"{old} → {new}") for old, new in changes.redirected])
    yield Section("Liên kết thêm", [_link(link, said) for link in changes.gained])
    yield Section("Liên kết mất", [_link(link, said) for link in changes.lost])
    yield Section("Cần kiểm tra", [_finding(finding) for finding in changes.findings])


def _document(work: Work) -> tuple[str, str]:
    about = labels.subject(work)
    return f"{labels.name(work)}{f' — {labels.words(about)}' if about else ''}", work.url


def _link(link: Link, said: dict[str, str]) -> tuple[str, str]:
    citing, cited = link
    return f"{said.get(citing, citing)} → {said.get(cited.partition('#')[0], '')}".rstrip(), cited


def _finding(finding: Finding) -> tuple[str, str]:
    problem = finding.problem
    return f"{WORDS[problem.severity]} {problem.code}: {problem.message}", f"{finding.path}:{finding.line}"


def _line(words: str) -> str:
    """*words* on one line, without what a terminal or a browser would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(words.split()))


def _inert(words: str) -> str:
    """Words that GitHub's Markdown shows and never links: no address, no e-mail, no `@name`, no `#1`."""
    return _WWW.sub("&#46;", escape(words).replace(":", "&#58;"))
