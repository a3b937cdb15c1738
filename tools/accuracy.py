#!/usr/bin/env python3
"""Measure how well texts are read: writes accuracy.json and the table of README.md.

The specimens are measured against tests/specimens.json by this script alone. Real texts stand in
no repository of ours: where ../shared lies beside the project, its own tools/measure.py measures
them; elsewhere their last figures are kept. A third of the real texts, chosen by a hash of their
names, was held out: no rule was written looking at them, and their figures stand apart. Answers
that the texts themselves prove wrong are named in gold-disputes.md; they count as errors here.

    python tools/accuracy.py            measure and write
    python tools/accuracy.py --print    measure the specimens and print, write nothing
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
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
    "selves": "references to itself",
    "units": "chapters and articles",
}
HELD = " held out"
_ENOUGH_OF_A_SUBJECT = 0.97
_WORDS_OF_A_BODY = 2
_FIELD = re.compile(r"^(\w+) +(\d+)/(\d+) ", re.MULTILINE)
_CITATIONS = re.compile(r"found (\d+) of (\d+), (\d+) extra.*dates (\d+)/(\d+), issuers (\d+)/(\d+)")
_SELVES = re.compile(r"self references (\d+) given of (\d+)")
_UNITS = re.compile(r"^structure: (\d+) of (\d+) units", re.MULTILINE)
_TABLE = re.compile(r"(<!-- accuracy -->\n).*?(<!-- /accuracy -->)", re.DOTALL)
Figures = dict[str, list[int]]


def main(arguments: Sequence[str]) -> int:
    """Measure, write, print the table."""
    sets = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    sets["specimens"] = specimens()
    if "--print" not in arguments:
        for name, answers, texts in REAL if SHARED.is_dir() else ():
            sets |= _parts(name, SHARED / answers, SHARED / texts)
        sets["measured"] = date.today().isoformat()
        FIGURES.write_text(json.dumps(sets, indent=1) + "\n", encoding="utf-8")
        README.write_text(with_table(README.read_text(encoding="utf-8"), sets), encoding="utf-8")
    print(table(sets))
    return 0


def is_held_out(name: str) -> bool:
    """Whether a text of the corpus belongs to the third that no rule was written for."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 3 == 0


def _parts(name: str, answers: Path, texts: Path) -> dict[str, Figures]:
    """The figures of one set of answers: of the corpus, those of the third held out apart."""
    gold = json.loads(answers.read_text(encoding="utf-8"))
    if texts.name != "corpus":
        return {name: real(gold, texts)}
    parts: dict[str, dict[str, Any]] = {name: {}, name + HELD: {}}
    for text, answer in gold.items():
        parts[name + HELD * is_held_out(text)][text] = answer
    return {part: real(of_part, texts) for part, of_part in parts.items()}


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
    if name == "issuer":
        return _same_body(want, got)
    return _number(want) == _number(got) if name == "number" else want == got


def _same_body(want: str, got: str) -> bool:
    """Named alike but for "Trung ương" and the units above, as ../shared/tools/measure.py compares them."""
    want, got = (re.sub(r" trung ương(?: đảng)?", "", words) for words in (want, got))
    return bool(got) and (want in got or (got in want and len(got.split()) > _WORDS_OF_A_BODY))


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
        yield row, sum(_same(field, w, g) for w, g in asked), len(asked)


def _fold(words: str | None) -> str:
    return key(words or "").strip(' .,;:*"“”')


def _number(printed: str | None) -> str:
    return re.sub(r"\s|^0+(?=\d)", "", _fold(printed))


def real(gold: Mapping[str, Any], texts: Path) -> Figures:
    """The figures that ../shared/tools/measure.py prints for these answers."""
    said = _measured(gold, texts)
    figures: Figures = {"texts": [len(gold)]}
    figures |= {name: [int(right), int(asked)] for name, right, asked in _FIELD.findall(said)}
    if found := _CITATIONS.search(said):
        hits, asked, extra, dates, dated, issuers, issued = map(int, found.groups())
        figures |= {"cites_found": [hits, asked], "cites_extra": [extra, hits + extra]}
        figures |= {"cite_dates": [dates, dated], "cite_issuers": [issuers, issued]}
    if (selves := _SELVES.search(said)) and int(selves[2]):
        figures["selves"] = [int(selves[1]), int(selves[2])]
    if units := _UNITS.search(said):
        figures["units"] = [int(units[1]), int(units[2])]
    return figures


def _measured(gold: Mapping[str, Any], texts: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder, "answers.json")
        answers.write_text(json.dumps(gold), encoding="utf-8")
        command = [sys.executable, str(SHARED / "tools" / "measure.py"), str(answers), str(texts)]
        done = subprocess.run(
            command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8"
        )
    if done.returncode:
        sys.exit(f"{texts.name} could not be measured:\n{done.stderr}")
    return done.stdout


def table(sets: Mapping[str, Any]) -> str:
    """The figures as a Markdown table, a column for each set, what was held out behind a dot."""
    names = [name for name in COLUMNS if name in sets]
    sizes = [" · ".join(str(part["texts"][0]) for part in _both(sets, name)) for name in names]
    heads = (f"{COLUMNS[name]} ({size})" for name, size in zip(names, sizes, strict=True))
    lines = ["| | " + " | ".join(heads) + " |", "|---|" + "--:|" * len(names)]
    for row, label in ROWS.items():
        cells = [" · ".join(filter(None, (_cell(p.get(row)) for p in _both(sets, name)))) for name in names]
        if any(cells):
            lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", f"Measured on {sets['measured']}."])


def _both(sets: Mapping[str, Any], name: str) -> list[Figures]:
    return [sets[part] for part in (name, name + HELD) if part in sets]


def _cell(figure: Sequence[int] | None) -> str:
    return f"{figure[0]} of {figure[1]}" if figure and figure[1] else ""


def with_table(readme: str, sets: Mapping[str, Any]) -> str:
    """*readme* with the table between its two marks."""
    return _TABLE.sub(lambda m: f"{m[1]}{table(sets)}\n{m[2]}", readme)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
