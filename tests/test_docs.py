"""The papers of the project cannot lie: their commands, links, names and figures are held against it."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import accuracy
import pytest

from builder import cli
from builder.source import Correction

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
COMMANDS = ("build", "changes", "check", "explain", "serve")


def paper(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, str]]:
    """(paper, command line) of every `make …` and `chithi …` in console blocks and inline code."""
    for name in PAPERS:
        text = paper(name)
        blocks = "\n".join(re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
        typed = re.findall(r"^\$ (.+)$", blocks, re.MULTILINE)
        inline = re.findall(r"(?<!`)`((?:make|chithi) [^`]+)`", text)
        for line in dict.fromkeys([*typed, *inline]):
            if line.startswith(("make ", "chithi ")):
                yield name, line


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", paper("Makefile"), re.MULTILINE))


@pytest.mark.parametrize(("name", "line"), list(commands()), ids=lambda value: value)
def test_command_exists(name: str, line: str) -> None:
    """Every command that a paper shows is a target of the Makefile or parses as `chithi` takes it."""
    program, *arguments = shlex.split(line)
    if program == "make":
        assert {a for a in arguments if "=" not in a} <= targets()
        return
    # Inline the papers say `chithi explain --json` without a file.
    cli.parser().parse_args([*arguments, *(["F"] if arguments[0] == "explain" else [])])


def test_papers_show_commands() -> None:
    """The README shows both commands of the house and every command of `chithi`."""
    shown = {line for name, line in commands() if name == "README.md"}
    assert {"make site", "make test"} <= shown
    assert {line.split()[1] for line in shown if line.startswith("chithi ")} >= set(COMMANDS)


def test_make_help_lists_every_target() -> None:
    """`make` alone lists each target that a person may call, with its purpose."""
    described = set(re.findall(r"^([a-z]+):.*## \w", paper("Makefile"), re.MULTILINE))
    assert described >= {"site", "test", "serve", "check", "help", "lint", "audit", "accuracy"}
    assert targets() - described <= {"setup", "chromium"}


def links() -> Iterator[tuple[str, str]]:
    for name in PAPERS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", paper(name)):
            yield name, target


@pytest.mark.parametrize(("name", "target"), list(links()), ids=lambda value: value)
def test_link_leads_somewhere(name: str, target: str) -> None:
    """Every link or picture of a paper that stays in the project is a file of it."""
    assert (ROOT / target).exists()


def test_architecture_names_every_module() -> None:
    """The page about the house names every room of it, and no room that is gone."""
    modules = {p.stem for p in (ROOT / "builder").glob("*.py")} - {"__init__"}
    modules |= {p.parent.name for p in (ROOT / "builder").glob("*/__init__.py")}
    named = set(re.findall(r"`(\w+)(?:\.py|/)`", paper("ARCHITECTURE.md")))
    assert modules - named == set()
    assert named - modules - {"source_texts", "docs", "site", "data", "theme", "tests", "tools"} == set()


def test_accuracy_table_is_the_measured_one() -> None:
    """The figures of the README are those that `make accuracy` wrote to accuracy.json."""
    [shown] = re.findall(r"<!-- accuracy -->\n(.*?)\n<!-- /accuracy -->", paper("README.md"), re.DOTALL)
    assert shown == accuracy.table(json.loads(paper("accuracy.json")))


def test_accuracy_of_the_specimens_is_today_s() -> None:
    """The figures of the specimens in accuracy.json are those of the reader as it stands."""
    gold = json.loads(paper("tests/specimens.json"))
    if not all(any((ROOT / "source_texts").rglob(Path(name).name)) for name in gold):
        pytest.skip("the specimens have made room for an archive's own texts")
    assert json.loads(paper("accuracy.json"))["specimens"] == accuracy.specimens()


def test_correction_in_the_readme_can_be_followed() -> None:
    """The example of a correction has exactly the keys that the reader of corrections takes."""
    [example] = re.findall(r"^```toml\n(.*?)^```", paper("README.md"), re.DOTALL | re.MULTILINE)
    [row] = tomllib.loads(example)["correction"]
    assert set(row) == {field.name for field in fields(Correction)}
