"""What `check` prints: the same findings for people, for tools and for GitHub."""

from __future__ import annotations

import json
from dataclasses import replace

import made_archive as made

from builder.model import Problem, Span
from builder.report import Finding, as_github, as_gitlab, as_json, as_text, tally

ODD = Finding("a,b:c.txt", 3, Problem("error", "no-number", Span(5, 9), "thiếu 100%\nsố"))
NOTE = Finding("d.txt", 1, Problem("info", "outside", Span(0, 0), "chưa có trong kho"))


def test_text_is_a_line_each_and_a_count() -> None:
    """A finding is one line, `path:line: severity code: message`; the last line counts them."""
    assert as_text([ODD, NOTE]).splitlines() == [
        "a,b:c.txt:3: lỗi no-number: thiếu 100% số",
        "d.txt:1: ghi chú outside: chưa có trong kho",
        "1 lỗi, 0 cảnh báo, 1 ghi chú",
    ]


def test_json_is_one_array() -> None:
    """Tools get one array, with the span in code points of the text."""
    assert json.loads(as_json([ODD])) == [
        {
            "path": "a,b:c.txt",
            "line": 3,
            "severity": "error",
            "code": "no-number",
            "span": [5, 9],
            "message": "thiếu 100%\nsố",
        }
    ]
    assert json.loads(as_json([])) == []


def test_github_cannot_be_led_astray() -> None:
    """A colon, comma, line end or per cent sign of a text stays inside its workflow command."""
    assert as_github([ODD, NOTE]).splitlines() == [
        "::error file=a%2Cb%3Ac.txt,line=3,title=no-number::thiếu 100%25%0Asố",
        "::notice file=d.txt,line=1,title=outside::chưa có trong kho",
    ]


def test_gitlab_knows_a_finding_again() -> None:
    """A finding keeps its fingerprint when its line moves, and two equal ones have two."""
    moved = replace(ODD, line=8)
    rows = [json.loads(as_gitlab(found)) for found in ([ODD, NOTE], [moved], [ODD, ODD])]
    assert rows[0][0] | {"fingerprint": ""} == {
        "description": "thiếu 100%\nsố",
        "check_name": "no-number",
        "fingerprint": "",
        "severity": "major",
        "location": {"path": "a,b:c.txt", "lines": {"begin": 3}},
    }
    first = [row["fingerprint"] for row in rows[0]]
    assert rows[1][0]["fingerprint"] == first[0] != first[1]
    assert len({row["fingerprint"] for row in rows[2]}) == 2


def test_tally_counts_where_citations_lead() -> None:
    """Each mention of another document is counted once, under where it leads."""
    assert tally(made.archive()) == (
        "4 văn bản; 5 dẫn chiếu: 3 có trong kho, 0 tới trang của văn bản chưa có (0 văn bản), "
        "1 chưa đủ căn cứ lập trang, 1 khớp nhiều văn bản, 0 chưa xác định"
    )
