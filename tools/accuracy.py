#!/usr/bin/env python3
"""Measure how well texts are read: writes accuracy.json and the table of README.md.

The specimens are measured against tests/specimens.json by this script alone. Real texts stand in
no repository of ours: where ../shared lies beside the project, its own tools/measure.py measures
them; elsewhere their last figures are kept.

    python tools/accuracy.py            measure and write
    python tools/accuracy.py --print    measure the specimens and print, write nothing
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from builder import explain, pipeline
from builder.text import key

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FIGURES = ROOT / "accuracy.json"
README = ROOT / "README.md"
# name of the set, answers and texts below ../shared
REAL = (
    ("seeds", "gold/seeds.json", "seeds"),
    ("citations", "gold/citations.json", "corpus"),
    ("records", "gold/records.json", "corpus"),
    ("structure", "gold/structure.json", "corpus"),
)
COLUMNS = {
    "specimens": "specimens",
    "seeds": "seeds",
    "citations": "public texts",
    "records": "portal records",
    "structure": "normative texts",
}
ROWS = {
    "type": "type",
    "number": "number",
    "date": "date",
    "issuer": "issuer",
    "place": "place",
    "title": "subject",
    "signer": "signer",
    "signer_title": "position of the signer",
    "effective_date": "in force from",
    "cites_found": "citations found",
    "cites_extra": "citations found that are none",
    "cite_dates": "dates of citations",
    "cite_issuers": "issuers of citations",
    "units": "chapters and articles",
}
_ENOUGH_OF_A_SUBJECT = 0.97
_FIELD = re.compile(r"^(\w+) +(\d+)/(\d+) ", re.MULTILINE)
_CITATIONS = re.compile(r"found (\d+) of (\d+), (\d+) extra.*dates (\d+)/(\d+), issuers (\d+)/(\d+)")
_UNITS = re.compile(r"^structure: (\d+) of (\d+) units", re.MULTILINE)
_TABLE = re.compile(r"(<!-- accuracy -->\n).*?(<!-- /accuracy -->)", re.DOTALL)
Figures = dict[str, list[int]]


def main(arguments: Sequence[str]) -> int:
    """Measure, write, print the table."""
    sets = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    sets["specimens"] = specimens()
    if "--print" not in arguments:
        for name, answers, texts in REAL if SHARED.is_dir() else ():
            sets[name] = real(SHARED / answers, SHARED / texts)
        FIGURES.write_text(json.dumps(sets, indent=1) + "\n", encoding="utf-8")
        README.write_text(with_table(README.read_text(encoding="utf-8"), sets), encoding="utf-8")
    print(table(sets))
    return 0


def specimens() -> Figures:
    """The figures of tests/specimens.json over source_texts/."""
    gold = json.loads((ROOT / "tests" / "specimens.json").read_text(encoding="utf-8"))
    folder = ROOT / "source_texts"
    figures: Figures = {"texts": [len(gold)]}
    archive = pipeline.gather([folder])
    read = {w.document.source.path: json.loads(explain.as_json(w)) for w in archive.works}
    for name, answers in gold.items():
        given = read.get(name) or read[Path(name).name]
        for row, right, asked in (*_fields(answers, given), *_citations(answers, given)):
            old = figures.get(row, [0, 0])
            figures[row] = [old[0] + right, old[1] + asked]
    return figures


def _fields(answers: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    metadata = given["metadata"]
    value = {
        name: (found or {}).get("value") for name, found in metadata.items() if not isinstance(found, list)
    }
    signature: dict[str, Any] = next(iter(metadata["signatures"]), {})
    got = {
        "type": value["document_type"],
        "number": value["number"],
        "date": value["issued"],
        "issuer": value["issuer"],
        "place": value["place"],
        "title": value["subject"],
        "signer": signature.get("name"),
        "signer_title": signature.get("position"),
    }
    for name, want in answers.get("meta", {}).items():
        if want is not None and name in got:
            yield name, _same(name, want, got[name] or ""), 1


def _same(name: str, want: str, got: str) -> bool:
    """Equal; of a subject, 97 in 100 letters are enough, as for the real texts."""
    want, got = _fold(want), _fold(got)
    if name == "title":
        want, got = (re.sub(r"^(v/v|về việc|về) ", "", words) for words in (want, got))
        return SequenceMatcher(None, want, got).ratio() >= _ENOUGH_OF_A_SUBJECT
    return _number(want) == _number(got) if name == "number" else want == got


def _citations(answers: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    if "cites" not in answers:
        return
    wanted = answers["cites"]
    got = [c for c in given["citations"] if c["form"] != "self"]
    want_keys = [(_fold(c["type"]), _number(c["number"])) for c in wanted]
    got_keys = [(_fold(c["document_type"]), _number(c["number"])) for c in got]
    alike = SequenceMatcher(a=want_keys, b=got_keys, autojunk=False)
    pairs = [
        (wanted[block.a + i], got[block.b + i])
        for block in alike.get_matching_blocks()
        for i in range(block.size)
    ]
    yield "cites_found", len(pairs), len(wanted)
    yield "cites_extra", len(got) - len(pairs), len(got)
    for row, field, answer in (("cite_dates", "issued", "date"), ("cite_issuers", "issuer", "issuer")):
        asked = [(w[answer], g[field] or "") for w, g in pairs if w.get(answer)]
        yield row, sum(_fold(w) == _fold(g) for w, g in asked), len(asked)


def _fold(words: str | None) -> str:
    return key(words or "").strip(' .,;:*"“”')


def _number(printed: str | None) -> str:
    return re.sub(r"\s|^0+(?=\d)", "", _fold(printed))


def real(answers: Path, texts: Path) -> Figures:
    """The figures that ../shared/tools/measure.py prints for one set of answers."""
    command = [sys.executable, str(SHARED / "tools" / "measure.py"), str(answers), str(texts)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{answers.name} could not be measured:\n{done.stderr}")
    said = done.stdout
    figures: Figures = {"texts": [len(json.loads(answers.read_text(encoding="utf-8")))]}
    figures |= {name: [int(right), int(asked)] for name, right, asked in _FIELD.findall(said)}
    if found := _CITATIONS.search(said):
        hits, asked, extra, dates, dated, issuers, issued = map(int, found.groups())
        figures |= {"cites_found": [hits, asked], "cites_extra": [extra, hits + extra]}
        figures |= {"cite_dates": [dates, dated], "cite_issuers": [issuers, issued]}
    if units := _UNITS.search(said):
        figures["units"] = [int(units[1]), int(units[2])]
    return figures


def table(sets: Mapping[str, Figures]) -> str:
    """The figures as a Markdown table, a column for each set."""
    names = [name for name in COLUMNS if name in sets]
    lines = ["| | " + " | ".join(f"{COLUMNS[n]} ({sets[n]['texts'][0]})" for n in names) + " |"]
    lines.append("|---|" + "--:|" * len(names))
    for row, label in ROWS.items():
        cells = [_cell(sets[name].get(row)) for name in names]
        if any(cells):
            lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(figure: Sequence[int] | None) -> str:
    return f"{figure[0]} of {figure[1]}" if figure and figure[1] else ""


def with_table(readme: str, sets: Mapping[str, Figures]) -> str:
    """*readme* with the table between its two marks."""
    return _TABLE.sub(lambda m: f"{m[1]}{table(sets)}\n{m[2]}", readme)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
