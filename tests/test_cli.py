"""The command as it is typed: what it promises in words, in files and in exit codes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder import cli

ROOT = Path(__file__).resolve().parent.parent
# Invented for this test, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.
TEXT = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH AN MẪU                    Độc lập - Tự do - Hạnh phúc

Số: {number}/CT-UBND              An Mẫu, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc trồng cây ven đường

1. Các sở thực hiện Chỉ thị số 01/CT-UBND ngày 05/3/2024 của UBND tỉnh.
2. Chỉ thị này có hiệu lực kể từ ngày ký.

                                TM. ỦY BAN NHÂN DÂN
                                CHỦ TỊCH
                                Trần Mẫu An
"""
PAGE = "vb/ubnd-tinh-an-mau/chi-thi/2024/{}-ct-ubnd/index.html"


@pytest.fixture(autouse=True)
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Two good texts; the second cites the first."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in ("01", "02"):
        (folder / f"{number}.txt").write_text(TEXT.format(number=number), encoding="utf-8")
    return folder


def files_below(folder: Path) -> dict[str, float]:
    return {str(p.relative_to(folder)): p.stat().st_mtime for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("command", ["build", "serve", "check", "explain"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`chithi COMMAND --help` says what the command is for and what it takes."""
    with pytest.raises(SystemExit) as left:
        cli.main([command, "--help"])
    assert left.value.code == 0
    assert "--source DIR" in capsys.readouterr().out


def test_help_lists_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """`chithi --help` lists the four commands and what its exit codes mean."""
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    said = capsys.readouterr().out
    for word in ("build", "serve", "check", "explain", "exit codes:", "  0  ", "  1  ", "  2  "):
        assert word in said


WRONG = [
    [],
    ["publish"],
    ["check", "--format", "xml"],
    ["explain"],
    ["build", "--source"],
    ["serve", "--port", "80000"],
    ["serve", "--port", "-1"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be understood is refused with the usage on stderr."""
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == cli.REFUSED
    assert "usage: chithi" in capsys.readouterr().err


def test_no_command_shows_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    """Who types `chithi` alone wants to know what there is; it is still no command."""
    with pytest.raises(SystemExit) as left:
        cli.main([])
    assert left.value.code == cli.REFUSED
    assert "what a change of the texts does" in capsys.readouterr().err


def test_changes_since_a_folder_that_is_none_is_refused(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip of the path is no empty archive, beside which every document would be new."""
    assert cli.main(["changes", "--since", str(tmp_path / "none"), "--source", str(texts)]) == cli.REFUSED
    said = capsys.readouterr()
    assert said.out == "" and "không có thư mục này" in said.err


def test_outside_a_project_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no folder above has a mkdocs.yml, one line says so and what to do."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["build"]) == cli.REFUSED
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "mkdocs.yml" in said[0]


def test_a_folder_below_the_project_will_do(
    texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The project is found from any folder inside it."""
    monkeypatch.chdir(ROOT / "tests")
    assert cli.main(["check", "--source", str(texts)]) == cli.FINE
    assert "0 lỗi" in capsys.readouterr().out


def test_build_publishes_the_texts(texts: Path, tmp_path: Path) -> None:
    """Each text has its page at its address, and the source as received beside it."""
    site = tmp_path / "site"
    assert cli.main(["build", "--quiet", "--source", str(texts), "--site", str(site)]) == cli.FINE
    for number in ("01", "02"):
        page = site / PAGE.format(number)
        assert "trồng cây ven đường" in page.read_text(encoding="utf-8")
        assert page.with_name("goc.txt").read_bytes() == (texts / f"{number}.txt").read_bytes()


def test_build_of_other_sources_leaves_the_project_alone(texts: Path, tmp_path: Path) -> None:
    """With --source, generated pages lie beside the site: docs/ and the sources stay as they were."""
    before = files_below(ROOT / "docs"), files_below(texts)
    site = tmp_path / "out" / "site"
    assert cli.main(["build", "--quiet", "--source", str(texts), "--site", str(site)]) == cli.FINE
    assert (files_below(ROOT / "docs"), files_below(texts)) == before
    assert (tmp_path / "out" / "site-docs" / PAGE.format("01").replace(".html", ".md")).is_file()


def test_build_again_writes_nothing_anew(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second build finds every page as it left it, and gives the same bytes.

    The first says what a site without an address lacks.
    """
    command = ["build", "--source", str(texts), "--site", str(tmp_path / "site")]
    assert cli.main(command) == cli.FINE
    first = {name: (tmp_path / "site" / name).read_bytes() for name in files_below(tmp_path / "site")}
    assert "Chưa có sitemap" in capsys.readouterr().err
    assert cli.main(command) == cli.FINE
    assert "Không có gì thay đổi" in capsys.readouterr().err
    assert {n: (tmp_path / "site" / n).read_bytes() for n in files_below(tmp_path / "site")} == first


def test_a_text_that_goes_takes_its_page_along(texts: Path, tmp_path: Path) -> None:
    """A page whose text is gone is removed; the hand-written pages stay."""
    command = ["build", "--quiet", "--source", str(texts), "--site", str(tmp_path / "site")]
    assert cli.main(command) == cli.FINE
    (texts / "02.txt").unlink()
    assert cli.main(command) == cli.FINE
    assert (tmp_path / "site" / PAGE.format("01")).is_file()
    assert not (tmp_path / "site" / PAGE.format("02")).exists()
    assert (tmp_path / "site" / "index.html").is_file()


# (name of the file, its bytes): none of them holds a text that can be read.
BAD = [
    ("rong.txt", b""),
    ("chi-co-dau-cach.txt", " \n\t\u00a0\n".encode()),
    ("nhi-phan.txt", bytes(range(256)) * 4),
    ("ma-la.txt", "Chỉ thị".encode() + b"\xe9\xe8 c\xf4ng v\xe3n"),
]


@pytest.mark.parametrize(("name", "content"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_file_is_named_and_the_rest_published(
    name: str, content: bytes, texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line names the file and the way out, the others are published, the exit code is 1."""
    (texts / name).write_bytes(content)
    site = tmp_path / "site"
    assert cli.main(["build", "--quiet", "--source", str(texts), "--site", str(site)]) == cli.INCOMPLETE
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert re.search(rf"{re.escape(name)}: .+\(.+\)|{re.escape(name)}: .+: .+", said[0])
    assert (site / PAGE.format("01")).is_file()


def test_a_missing_folder_is_named_and_the_rest_published(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source folder that is none is left out in one line; the other folder is published."""
    gone, site = tmp_path / "khong-co", tmp_path / "site"
    command = ["build", "-q", "--source", str(texts), "--source", str(gone), "--site", str(site)]
    assert cli.main(command) == cli.INCOMPLETE
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "khong-co" in said[0]
    assert (site / PAGE.format("01")).is_file()


def test_nothing_to_publish_leaves_the_old_site(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no text can be read, the site that stands is not replaced by an empty one."""
    site, nothing = tmp_path / "site", tmp_path / "nothing"
    assert cli.main(["build", "-q", "--source", str(texts), "--site", str(site)]) == cli.FINE
    nothing.mkdir()
    before = files_below(site)
    assert cli.main(["build", "-q", "--source", str(nothing), "--site", str(site)]) == cli.INCOMPLETE
    assert files_below(site) == before


def places_to_refuse(tmp_path: Path) -> Iterator[list[str]]:
    texts = str(tmp_path / "texts")
    yield ["--source", texts, "--site", texts]
    yield ["--source", texts, "--site", str(tmp_path)]
    yield ["--source", texts, "--site", str(tmp_path / "texts" / "site")]
    yield ["--source", texts, "--docs", str(tmp_path / "texts" / "docs"), "--site", str(tmp_path / "site")]
    yield ["--source", texts, "--site", str(ROOT)]
    yield ["--source", texts, "--site", str(tmp_path / "mine")]


@pytest.mark.parametrize("which", range(6))
def test_build_overwrites_nothing_of_yours(
    which: int, texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site or docs folder that is a source, holds one, or holds other files is refused untouched."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thu.odt").write_text("của tôi", encoding="utf-8")
    before = files_below(tmp_path)
    assert cli.main(["build", *list(places_to_refuse(tmp_path))[which]]) == cli.REFUSED
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "--site DIR" in said or "--docs DIR" in said
    assert files_below(tmp_path) == before


def test_explain_gives_one_line_a_file_in_order(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file named has one line, in the order given, also one named twice or unreadable."""
    (texts / "rong.txt").write_bytes(b"")
    names = [str(texts / name) for name in ("02.txt", "rong.txt", "01.txt", "khong-co.txt", "02.txt")]
    assert cli.main(["explain", "--json", *names]) == cli.INCOMPLETE
    lines = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert [line["source"]["path"] for line in lines] == names
    assert ["metadata" in line for line in lines] == [True, False, True, False, True]
    assert [p["severity"] for p in lines[1]["problems"]] == ["error"]


def test_explain_resolves_against_the_files_named(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document named beside the one that cites it is held; alone, the citation leads outside."""
    both = [str(texts / "02.txt"), str(texts / "01.txt")]
    assert cli.main(["explain", "--json", *both]) == cli.FINE
    cited = json.loads(capsys.readouterr().out.split("\n")[0])["citations"][0]
    assert cited["target"]["status"] == "held"
    assert cited["target"]["url"] == "/vb/ubnd-tinh-an-mau/chi-thi/2024/01-ct-ubnd/"
    assert cli.main(["explain", "--json", both[0]]) == cli.FINE
    alone = json.loads(capsys.readouterr().out)["citations"][0]
    assert alone["target"]["status"] != "held"
    assert cli.main(["explain", "--json", both[0], "--source", str(texts)]) == cli.FINE
    assert json.loads(capsys.readouterr().out)["citations"][0]["target"]["status"] == "held"


def test_explain_is_readable(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json a person reads the record, the outline, the citations and what is wrong."""
    assert cli.main(["explain", str(texts / "02.txt")]) == cli.FINE
    said = capsys.readouterr().out
    assert "number         02/CT-UBND" in said
    assert "#khoan-2" in said
    assert "⟦Chỉ thị số 01/CT-UBND ngày 05/3/2024 của UBND tỉnh⟧" in said


def test_explain_names_what_it_cannot_read(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json an unreadable file is one line on stderr, and the exit code is 1."""
    (texts / "rong.txt").write_bytes(b"")
    assert cli.main(["explain", str(texts / "rong.txt"), str(texts / "01.txt")]) == cli.INCOMPLETE
    said = capsys.readouterr()
    assert "rong.txt" in said.err
    assert "01/CT-UBND" in said.out


def test_check_passes_good_texts(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts without an error leave exit code 0, in each form."""
    for form in ("text", "json", "github"):
        assert cli.main(["check", "--source", str(texts), "--format", form]) == cli.FINE
        capsys.readouterr()


def test_check_fails_on_what_cannot_be_read(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is an error at its path, once, in every form; the exit code is 1."""
    bad = texts / "rong.txt"
    bad.write_bytes(b"")
    command = ["check", "--source", str(texts), "--format"]
    shown = os.path.relpath(bad)
    assert cli.main([*command, "json"]) == cli.INCOMPLETE
    errors = [f for f in json.loads(capsys.readouterr().out) if f["severity"] == "error"]
    assert [f["path"] for f in errors] == [shown]
    assert cli.main([*command, "text"]) == cli.INCOMPLETE
    assert f"{shown}:1: lỗi " in capsys.readouterr().out
    assert cli.main([*command, "github"]) == cli.INCOMPLETE
    assert f"::error file={shown},line=1," in capsys.readouterr().out


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        cwd=ROOT,
        check=False,
    )


def test_module_runs_as_the_command(texts: Path) -> None:
    """`python -m builder` is `chithi`, and prints UTF-8 whatever the terminal claims."""
    done = run("explain", "--json", str(texts / "01.txt"), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == cli.FINE
    assert json.loads(done.stdout.decode("utf-8"))["metadata"]["document_type"]["value"] == "Chỉ thị"


def test_a_reader_that_goes_is_no_error(texts: Path) -> None:
    """`chithi explain … | head` ends without a traceback."""
    names = [str(texts / "01.txt")] * 400
    command = [sys.executable, "-m", "builder", "explain", "--json", *names]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read().decode("utf-8")
    assert said == ""


# The registry


def test_build_writes_the_registry_that_is_named(texts: Path, tmp_path: Path) -> None:
    """With --registry every work has its line, and the site publishes the same addresses."""
    registry, site = tmp_path / "so", tmp_path / "site"
    command = ["build", "-q", "--source", str(texts), "--registry", str(registry), "--site", str(site)]
    assert cli.main(command) == cli.FINE
    lines = (registry / "2024.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["path"] for line in lines] == [["01.txt"], ["02.txt"]]
    published = (site / "du-lieu" / "permalinks.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["url"] for line in lines} <= {json.loads(line)["url"] for line in published}
    first = files_below(registry)
    assert cli.main(command) == cli.FINE
    assert files_below(registry) == first


def test_build_of_other_people_s_texts_mints_nothing(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --source alone nothing is written beside the texts; one line says so, and the site is built."""
    site = tmp_path / "out" / "site"
    assert cli.main(["build", "--source", str(texts), "--site", str(site)]) == cli.FINE
    said = [line for line in capsys.readouterr().err.splitlines() if "--registry DIR" in line]
    assert len(said) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "texts"]
    assert not (site / "du-lieu" / "permalinks.jsonl").exists()


def test_a_pull_request_mints_nothing(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A branch that may never be merged gets no permanent address, and the build says so."""
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    command = ["build", "--source", str(texts), "--registry", str(tmp_path / "so")]
    assert cli.main([*command, "--site", str(tmp_path / "site")]) == cli.FINE
    assert "pull request" in capsys.readouterr().err
    assert not (tmp_path / "so").exists()


@pytest.mark.parametrize("command", ["check", "explain", "serve"])
def test_only_build_writes_the_registry(
    command: str, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every other command looks addresses up and mints none."""
    monkeypatch.setattr("builder.site.serve", lambda *_, **__: None)
    options = ["--source", str(texts), "--registry", str(tmp_path / "so")]
    named = {"explain": [str(texts / "01.txt")], "serve": ["-q", "--docs", str(tmp_path / "docs")]}
    site = ["--site", str(tmp_path / "site")] if command == "serve" else []
    assert cli.main([command, *options, *named.get(command, []), *site]) == cli.FINE
    assert not (tmp_path / "so").exists()


@pytest.fixture
def published(texts: Path, tmp_path: Path) -> list[str]:
    """The options of a site published with its registry."""
    options = ["--source", str(texts), "--registry", str(tmp_path / "so")]
    assert cli.main(["build", "-q", *options, "--site", str(tmp_path / "site")]) == cli.FINE
    return options


def test_check_against_a_site_names_a_deleted_line(
    published: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line of the registry that a hand deletes makes the check fail, with its address."""
    against = ["check", *published, "--against", str(tmp_path / "site")]
    assert cli.main(against) == cli.FINE
    capsys.readouterr()
    file = tmp_path / "so" / "2024.jsonl"
    kept = [line for line in file.read_text("utf-8").splitlines(keepends=True) if '"01.txt"' not in line]
    file.write_text("".join(kept), encoding="utf-8")
    assert cli.main(against) == cli.INCOMPLETE
    [named] = [line for line in capsys.readouterr().out.splitlines() if "registry-line-missing" in line]
    assert "/vb/ubnd-tinh-an-mau/chi-thi/2024/01-ct-ubnd/" in named


def test_check_against_nothing_is_refused(
    published: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that publishes no addresses is no yardstick, and one line says what is."""
    assert cli.main(["check", *published, "--against", str(tmp_path / "texts")]) == cli.REFUSED
    assert "du-lieu/permalinks.jsonl" in capsys.readouterr().err


def test_a_build_that_would_lose_an_anchor_is_refused(
    published: list[str], texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The anchor is named, and the site and the registry stay as they were."""
    before = files_below(tmp_path / "site"), files_below(tmp_path / "so")
    text = (texts / "01.txt").read_text(encoding="utf-8")
    (texts / "01.txt").write_text(text.replace("2. Chỉ thị này có hiệu lực kể từ ngày ký.\n", ""), "utf-8")
    assert cli.main(["build", "-q", *published, "--site", str(tmp_path / "site")]) == cli.REFUSED
    assert "01-ct-ubnd/ mất chỗ đã công bố: #khoan-2" in capsys.readouterr().err
    assert (files_below(tmp_path / "site"), files_below(tmp_path / "so")) == before


def test_explain_gives_the_published_address(
    published: list[str], texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text whose number a clerk corrected stands where it was published, by whatever name it is shown."""
    row = {"file": "01.txt", "field": "number", "value": "11/CT-UBND", "reason": "x", "date": "2024-04-01"}
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in row.items())
    (texts / "corrections.toml").write_text(f"[[correction]]\n{lines}\n", encoding="utf-8")
    assert cli.main(["build", "-q", *published, "--site", str(tmp_path / "site")]) == cli.FINE
    copy = tmp_path / "ban-sao.txt"
    copy.write_bytes((texts / "01.txt").read_bytes())
    assert cli.main(["explain", "--json", str(copy), *published[2:]]) == cli.FINE
    work = json.loads(capsys.readouterr().out)["work"]
    assert work["url"] == "/vb/ubnd-tinh-an-mau/chi-thi/2024/11-ct-ubnd/"
