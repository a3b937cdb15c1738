"""What is wrong or unsettled, as `chithi check` prints it: for people, for tools, for GitHub and GitLab."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from builder.model import Archive, Problem, Severity

WORDS: dict[Severity, str] = {"error": "lỗi", "warning": "cảnh báo", "info": "ghi chú"}
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
# https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem at its place: a file, and the line of it (1 is the first)."""

    path: str
    line: int
    problem: Problem


def as_text(findings: Iterable[Finding]) -> str:
    """One line each, as compilers print them, and a last line that counts them.

    `chi-thi-06.txt:12: cảnh báo ambiguous: …`
    """
    counts: dict[Severity, int] = dict.fromkeys(WORDS, 0)
    lines = []
    for finding in findings:
        problem = finding.problem
        counts[problem.severity] += 1
        word = WORDS[problem.severity]
        lines.append(f"{finding.path}:{finding.line}: {word} {problem.code}: {_one_line(problem.message)}")
    total = ", ".join(f"{counts[severity]} {word}" for severity, word in WORDS.items())
    return "\n".join([*lines, total])


def tally(archive: Archive) -> str:
    """How many documents there are, and where their citations lead, in one line.

    `5 văn bản; 148 dẫn chiếu: 1 có trong kho, 100 tới trang của văn bản chưa có (59 văn bản), …`
    """
    pairs = ((c, t) for w in archive.works for c, t in zip(w.document.citations, w.targets, strict=True))
    found = Counter((t.status, bool(t.url)) for c, t in pairs if c.form != "self")
    parts = (
        f"{found['held', True]} có trong kho",
        f"{found['outside', True]} tới trang của văn bản chưa có ({len(archive.cited)} văn bản)",
        f"{found['outside', False]} chưa đủ căn cứ lập trang",
        f"{found['ambiguous', False]} khớp nhiều văn bản",
        f"{found['unknown', False]} chưa xác định",
    )
    return f"{len(archive.works)} văn bản; {found.total()} dẫn chiếu: {', '.join(parts)}"


def as_json(findings: Iterable[Finding]) -> str:
    """One JSON array; the span counts code points of the text as `explain --json` gives it."""
    return json.dumps(
        [
            {
                "path": finding.path,
                "line": finding.line,
                "severity": finding.problem.severity,
                "code": finding.problem.code,
                "span": [finding.problem.span.start, finding.problem.span.end],
                "message": finding.problem.message,
            }
            for finding in findings
        ],
        ensure_ascii=False,
        indent=1,
    )


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the line of a pull request that they name."""
    return "\n".join(
        f"::{_LEVELS[f.problem.severity]} file={f.path.translate(_PROPERTY)},line={f.line},"
        f"title={f.problem.code.translate(_PROPERTY)}::{f.problem.message.translate(_MESSAGE)}"
        for f in findings
    )


def as_gitlab(findings: Iterable[Finding]) -> str:
    """A Code Quality report, which GitLab shows in a merge request beside the lines that it names.

    A finding keeps its fingerprint while lines above it come and go, so that only new ones are shown
    (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
    """
    seen: Counter[str] = Counter()
    rows = []
    for finding in findings:
        problem = finding.problem
        words = "\0".join((finding.path, problem.code, problem.message))
        seen[words] += 1
        rows.append(
            {
                "description": problem.message,
                "check_name": problem.code,
                "fingerprint": sha256(f"{words}\0{seen[words]}".encode()).hexdigest(),
                "severity": _GITLAB[problem.severity],
                "location": {"path": finding.path, "lines": {"begin": finding.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _one_line(message: str) -> str:
    return " ".join(message.split())
