"""The house: its layers, the size of its rooms, what it ships, and what it never names."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flit_core import buildapi

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "builder").rglob("*.py"))
LONGEST_FUNCTION, LONGEST_MODULE, MEDIAN_FUNCTION, NINE_IN_TEN = 45, 300, 8, 25
# Written in halves, so that this file does not name them either.
WORKPLACE = ("/" + "work/", "." + "library/", "farm" + "-bench", "farm" + "-studio", "/tmp/" + "team")


def functions() -> Iterator[tuple[str, int]]:
    """(file:line name, lines) of every function of the package."""
    for path in PACKAGE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                lines = node.end_lineno - node.lineno + 1
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def published() -> list[Path]:
    """Every file that git tracks or would track."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git clone: nothing tells published files from others")
    run = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = run.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_function_is_long() -> None:
    """No function has more than 45 lines."""
    assert [place for place, lines in functions() if lines > LONGEST_FUNCTION] == []


def test_most_functions_are_short() -> None:
    """The median function has at most 8 lines, and nine in ten have at most 25."""
    lengths = [lines for _, lines in functions()]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert statistics.quantiles(lengths, n=10)[-1] <= NINE_IN_TEN


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_small_and_says_its_purpose(path: Path) -> None:
    """A module has at most 300 lines, opens with its purpose, and none is called utils."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in ("utils", "util", "helpers", "common", "misc")


def test_imports_run_downward_only() -> None:
    """Every module has its layer, and imports only from the layers below."""
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout


def test_no_workplace_is_named() -> None:
    """No published file names a path or a tool of the machine that it was written on."""
    named = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in published()
        for word in WORKPLACE
        if word.encode() in path.read_bytes()
    ]
    assert named == []


def test_wheel_holds_all_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `pip install` brings is every module, table, template, style and script below builder/."""
    monkeypatch.chdir(ROOT)
    wheel = tmp_path / buildapi.build_wheel(str(tmp_path))
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if name.startswith("builder/")}
    files = {p for p in (ROOT / "builder").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert names == {path.relative_to(ROOT).as_posix() for path in files}
    assert {"builder/data/document_types.toml", "builder/cli.py"} <= names


@pytest.mark.parametrize("lock", ["runtime.txt", "test.txt"])
def test_lock_is_whole(lock: str) -> None:
    """Each lock pins every dependency that pyproject.toml asks for, each pin with its hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = project["project"]["dependencies"] + groups["build"]
    asked += groups["test"] if lock == "test.txt" else []
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert {re.split(r"[<>=~! ]", name)[0].lower() for name in asked} <= set(pins)
    assert len(pins) == text.count("==")


def test_actions_are_pinned() -> None:
    """A workflow runs no action by a tag that can be moved, only by a full commit hash."""
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses: *(\S+)", path.read_text(encoding="utf-8"))
        assert used
        assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
