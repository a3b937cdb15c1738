"""From folders of texts to docs/: the bad is named, the good published, nothing else touched."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import chdir
from pathlib import Path

import pytest

from builder import cli, pipeline, writing
from builder.errors import BadSettings
from builder.model import Archive, Work

# Invented, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.
TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {}/CT-UBND
An Mẫu, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc trồng cây ven đường

1. Các sở làm tốt việc này.
2. Chỉ thị này có hiệu lực kể từ ngày ký.

CHỦ TỊCH
Trần Mẫu An
"""
ADDRESS = "vb/ubnd-tinh-an-mau/chi-thi/2024/{}-ct-ubnd"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Two good texts, one of them in a folder of its year."""
    folder = tmp_path / "texts"
    (folder / "2024").mkdir(parents=True)
    (folder / "01.txt").write_text(TEXT.format("01"), encoding="utf-8")
    (folder / "2024" / "02.txt").write_text(TEXT.format("02"), encoding="utf-8")
    return folder


def numbers(archive: Archive) -> list[str]:
    return [work.id.number[:2] for work in archive.works]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# Bad input

# (name, its bytes, the words that say what is wrong, the words that say what to do)
BAD = [
    ("rong.txt", b"", "rỗng", "chép lại văn bản"),
    ("trang.txt", " \n\t\u00a0\ufeff\n".encode(), "rỗng", "chép lại văn bản"),
    ("chi-co-gach.txt", b"-----\n| | |\n", "rỗng", "chép lại văn bản"),
    ("nhi-phan.txt", bytes(range(256)) * 8, "UTF-8", "lưu lại"),
    ("khong.txt", b"abc\x00\x00def" * 9, "nhị phân", "lưu lại"),
    ("tcvn3-la.txt", "C«ng v¨n sè 12".encode("latin-1"), "UTF-8", "lưu lại với mã UTF-8"),
    ("cp1258.txt", "Chỉ thị".encode() + b" c\xf4ng v\xe3n", "UTF-8", "lưu lại với mã UTF-8"),
    ("utf16-cut.txt", "Chỉ thị".encode("utf-16")[:-1], "UTF-16", "lưu lại với mã UTF-8"),
    ("chi-thi.docx", b"PK\x03\x04", ".docx", ".txt"),
    ("chi-thi.DOC", b"\xd0\xcf\x11\xe0", ".DOC", ".txt"),
    ("chi-thi.pdf", b"%PDF-1.4", ".pdf", ".txt"),
    ("chi-thi.html", b"<html>", ".html", ".txt"),
]


@pytest.mark.parametrize(("name", "content", "wrong", "way_out"), BAD, ids=[row[0] for row in BAD])
def test_bad_files_are_left_out(texts: Path, name: str, content: bytes, wrong: str, way_out: str) -> None:
    """One line names the file, what is wrong with it and the way out; the others are read."""
    (texts / "2024" / name).write_bytes(content)
    archive = pipeline.gather([texts])
    assert numbers(archive) == ["01", "02"]
    (left,) = archive.left_out
    assert left.path == f"2024/{name}"
    assert wrong in left.reason
    assert way_out in left.reason
    assert "\n" not in left.reason


def _missing(texts: Path) -> Path:
    return texts.parent / "khong-co"


def _a_file(texts: Path) -> Path:
    (texts.parent / "tep").write_text("x")
    return texts.parent / "tep"


@pytest.mark.parametrize("make", [_missing, _a_file])
def test_a_folder_that_is_none_is_left_out(texts: Path, make: Callable[[Path], Path]) -> None:
    """A source folder that is not there is named; the texts of the other are read."""
    folder = make(texts)
    archive = pipeline.gather([texts, folder])
    assert numbers(archive) == ["01", "02"]
    (left,) = archive.left_out
    assert left.path == folder.as_posix()
    assert "kiểm tra" in left.reason


def test_what_cannot_be_opened_is_left_out(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or a folder without the right to read it is named, and so are both at once."""
    (texts / "kin.txt").write_text(TEXT.format("03"), encoding="utf-8")
    (texts / "kin").mkdir()
    read, scan = Path.read_bytes, os.scandir

    def refuse(path: Path) -> bytes:
        if path.name == "kin.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    def refuse_folder(path: str) -> object:
        if Path(path).name == "kin":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    # Root may read everything, so that a mode would prove nothing in a container.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    archive = pipeline.gather([texts])
    assert numbers(archive) == ["01", "02"]
    assert sorted(Path(left.path).name for left in archive.left_out) == ["kin", "kin.txt"]
    assert all("quyền đọc" in left.reason for left in archive.left_out)


def test_a_link_in_a_circle_is_walked_once(texts: Path) -> None:
    """A folder that links to its own parent does not make the texts come again."""
    (texts / "vong").symlink_to(texts, target_is_directory=True)
    (texts / "gay.txt").symlink_to(texts / "khong-co.txt")
    archive = pipeline.gather([texts])
    assert numbers(archive) == ["01", "02"]
    assert [left.path for left in archive.left_out] == ["gay.txt"]


def test_check_counts_what_was_left_out_as_an_error(texts: Path) -> None:
    """What is left out stands in `check` as an error at its path; a good text has none."""
    (texts / "rong.txt").write_bytes(b"")
    errors = [(path, p.code) for path, p in pipeline.check(pipeline.gather([texts])) if p.severity == "error"]
    assert errors == [("rong.txt", "left-out")]


@pytest.mark.parametrize(
    ("command", "name", "content"),
    [
        (command, name, content)
        for name, content, *_ in BAD
        for command in ("check", "explain")
        if command == "check" or name.endswith(".txt")
    ],
)
def test_bad_files_end_with_exit_code_1(
    texts: Path, root: Path, command: str, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command says that something was left out, by its exit code and by one line."""
    bad = texts / name
    bad.write_bytes(content)
    with chdir(root):
        assert (
            cli.main([command, str(bad)] if command == "explain" else [command, "--source", str(texts)]) == 1
        )
    said = capsys.readouterr()
    lines = [line for line in (said.out + said.err).splitlines() if name in line]
    assert len(lines) == 1


def test_other_encodings_are_read(texts: Path) -> None:
    """UTF-8 with a mark and UTF-16 of both orders hold the same text as plain UTF-8."""
    for number, encoding in enumerate(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"], 3):
        (texts / f"{number}.txt").write_bytes(TEXT.format(f"{number:02}").encode(encoding))
    archive = pipeline.gather([texts])
    assert numbers(archive) == ["01", "02", "03", "04", "05", "06"]
    assert archive.left_out == ()


def test_hidden_and_other_files_are_no_texts(texts: Path) -> None:
    """Notes, hidden folders and settings beside the texts are neither read nor reported."""
    (texts / ".git").mkdir()
    (texts / ".git" / "a.txt").write_text(TEXT.format("03"), encoding="utf-8")
    (texts / "README.md").write_text("# Ghi chú", encoding="utf-8")
    archive = pipeline.gather([texts])
    assert (numbers(archive), archive.left_out) == (["01", "02"], ())


def test_files_named_apart_are_read_once(texts: Path) -> None:
    """A file that is named and also lies in a source folder is one work."""
    archive = pipeline.gather([texts], [texts / "01.txt"])
    assert numbers(archive) == ["01", "02"]


def test_no_sources_make_an_empty_archive() -> None:
    """Nothing to read is no error of ours."""
    assert pipeline.gather([]).works == ()


# Corrections

CORRECTION = {
    "file": "01.txt",
    "field": "number",
    "value": "11/CT-UBND",
    "reason": "bản in mờ",
    "date": "2024-04-01",
}


def correct(texts: Path, **changes: str | None) -> Archive:
    """The archive with one correction, some of its facts changed or (None) left out."""
    facts: Mapping[str, str | None] = {**CORRECTION, **changes}
    rows = [f"{name} = {json.dumps(value)}" for name, value in facts.items() if value is not None]
    (texts / "corrections.toml").write_text("[[correction]]\n" + "\n".join(rows), encoding="utf-8")
    return pipeline.gather([texts])


def corrected(archive: Archive) -> Work:
    return next(w for w in archive.works if w.document.source.path == "01.txt")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("document_type", "Quyết định"),
        ("number", "11/CT-UBND"),
        ("issuer", "Sở Nội vụ tỉnh An Mẫu"),
        ("place", "Mẫu Sơn"),
        ("issued", "2023-02-28"),
        ("issued", "2023-02"),
        ("issued", "2023"),
        ("subject", "Về việc khác"),
        ("urgency", "HỎA TỐC"),
    ],
)
def test_a_correction_wins_and_says_why(texts: Path, field: str, value: str) -> None:
    """A clerk's word stands in the record, with its date and reason as the rule that gave it."""
    found = getattr(corrected(correct(texts, field=field, value=value)).document.metadata, field)
    assert found.value == value
    assert "bản in mờ" in found.rule
    assert "2024-04-01" in found.rule


@pytest.mark.parametrize(
    ("field", "value", "address"),
    [
        ("number", "11/CT-UBND", "ubnd-tinh-an-mau/chi-thi/2024/11-ct-ubnd"),
        ("issued", "2023-02-28", "ubnd-tinh-an-mau/chi-thi/2023/01-ct-ubnd"),
        ("issuer", "Sở Nội vụ tỉnh An Mẫu", "so-noi-vu-tinh-an-mau/chi-thi/2024/01-ct-ubnd"),
        ("document_type", "Quyết định", "ubnd-tinh-an-mau/quyet-dinh/2024/01-ct-ubnd"),
    ],
)
def test_a_correction_moves_the_address(texts: Path, field: str, value: str, address: str) -> None:
    """The address follows the corrected record; the text itself is untouched."""
    work = corrected(correct(texts, field=field, value=value))
    assert work.url == f"/vb/{address}/"
    assert work.document.source.text == TEXT.format("01")


def test_a_text_marked_secret_is_not_published(texts: Path) -> None:
    """A clerk who marks a text secret takes it out of the archive; the line says so."""
    archive = correct(texts, field="secrecy", value="MẬT")
    assert numbers(archive) == ["02"]
    assert [left.path for left in archive.left_out] == ["01.txt"]
    assert "MẬT" in archive.left_out[0].reason


@pytest.mark.parametrize("mark", ["MẬT", "Tối mật", "TUYỆT MẬT"])
def test_nothing_of_a_secret_text_is_written_anywhere(tmp_path: Path, mark: str) -> None:
    """Neither its words nor the name of its file stand in any generated page, list, index or export."""
    source = tmp_path / "texts"
    source.mkdir()
    (source / "cong-khai.txt").write_text(TEXT.format("02"), encoding="utf-8")
    words = TEXT.format("77").replace("CHỈ THỊ", f"{mark}\n\nCHỈ THỊ", 1) + "\nKhoQuanSu ở XomVang.\n"
    (source / "dieu-dong-khan.txt").write_text(words, encoding="utf-8")
    archive = pipeline.gather([source])
    writing.write_docs(archive, tmp_path / "docs")
    written = b"\n".join([*files(tmp_path / "docs").values(), *map(str.encode, files(tmp_path / "docs"))])
    assert [left.secret for left in archive.left_out] == [True]
    assert not re.search(rb"dieu-dong-khan|77-ct-ubnd|77/CT-UBND|KhoQuanSu", written)
    assert pipeline.check(archive)[0][1].severity == "error"


def test_a_declassified_text_is_published(texts: Path) -> None:
    """A clerk's record that the mark was lifted publishes the text, with that record on its page."""
    path = texts / "01.txt"
    marked = path.read_text(encoding="utf-8").replace("CHỈ THỊ", "MẬT\n\nCHỈ THỊ", 1)
    path.write_text(marked, encoding="utf-8")
    assert numbers(pipeline.gather([texts])) == ["02"]
    assert len(correct(texts, field="secrecy", value="đã giải mật").works) == 2


def test_a_correction_concerns_its_file_alone(texts: Path) -> None:
    """The other texts keep what they print."""
    assert numbers(correct(texts)) == ["02", "11"]


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": None},
        {"date": None},
        {"value": ""},
        {"them": "x"},
        {"field": "so"},
        {"field": "signatures"},
        {"field": "issued", "value": "5/3/2024"},
        {"field": "issued", "value": "2024-13"},
        {"field": "issued", "value": "2024-02-30"},
        {"field": "issued", "value": "ngày 5 tháng 3"},
        {"file": "khong-co.txt"},
    ],
    ids=str,
)
def test_a_correction_that_cannot_be_followed_is_refused(texts: Path, changes: dict[str, str | None]) -> None:
    """A slip in corrections.toml is named with the file and the way out, never passed over."""
    with pytest.raises(BadSettings) as raised:
        correct(texts, **changes)
    assert "corrections.toml" in raised.value.path
    assert raised.value.way_out


# Settings


def test_settings_of_the_first_folder_hold(texts: Path, tmp_path: Path) -> None:
    """archive.toml of the first source folder gives the archive its title and mark."""
    (texts / "archive.toml").write_text('title = "Kho An Mẫu"\nspecimen = "Văn bản mẫu"', encoding="utf-8")
    other = tmp_path / "khac"
    other.mkdir()
    (other / "archive.toml").write_text('title = "Kho khác"', encoding="utf-8")
    settings = pipeline.gather([texts, other]).settings
    assert (settings.title, settings.specimen) == ("Kho An Mẫu", "Văn bản mẫu")


@pytest.mark.parametrize("file", ["archive.toml", "corrections.toml"])
@pytest.mark.parametrize(
    "content",
    ["title = Kho", 'title = "Kho', "[[", b"\xff\xfe", "a = 1\na = 2"],
    ids=["bare", "open", "brackets", "bytes", "twice"],
)
def test_settings_that_are_no_toml_are_refused(texts: Path, file: str, content: str | bytes) -> None:
    """A broken settings file is named with the place of the slip and the way out."""
    (texts / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadSettings, match=rf"{file}: .+\(.+\)"):
        pipeline.gather([texts])


@pytest.mark.parametrize("content", ['tieu_de = "Kho"', "title = 7", 'title = ["Kho"]', '[title]\na = "Kho"'])
def test_settings_that_are_not_understood_are_refused(texts: Path, content: str) -> None:
    """An item that is misspelt or of the wrong kind is named; the way out lists those there are."""
    (texts / "archive.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings, match="specimen") as raised:
        pipeline.gather([texts])
    assert raised.value.path.endswith("archive.toml")


@pytest.mark.parametrize(
    "content", ['correction = "x"', "correction = 3", "[correction]\nfile = 'a'", "correction = [1]"]
)
def test_corrections_of_another_shape_are_refused(texts: Path, content: str) -> None:
    """What is no list of corrections is refused with the way out, not with a traceback."""
    (texts / "corrections.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"corrections\.toml"):
        pipeline.gather([texts])


@pytest.mark.parametrize("command", ["build", "check"])
def test_bad_settings_end_in_one_line(
    texts: Path, tmp_path: Path, root: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with an error of one line and leaves no site."""
    (texts / "archive.toml").write_text("title = Kho", encoding="utf-8")
    site = ["--site", str(tmp_path / "site")] if command == "build" else []
    with chdir(root):
        assert cli.main([command, "--source", str(texts), *site]) not in (cli.FINE, None)
    said = [line for line in capsys.readouterr().err.splitlines() if "archive.toml" in line]
    assert len(said) == 1
    assert not (tmp_path / "site").exists()


# docs/


def test_docs_hold_the_pages_and_the_source(texts: Path, tmp_path: Path) -> None:
    """Each text has its page and, beside it, its file as received, byte for byte."""
    docs = tmp_path / "docs"
    (texts / "01.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.format("01").replace("\n", "\r\n").encode())
    writing.write_docs(pipeline.gather([texts]), docs)
    assert (docs / ADDRESS.format("01") / "index.md").is_file()
    assert (docs / ADDRESS.format("01") / "goc.txt").read_bytes() == (texts / "01.txt").read_bytes()


def test_a_second_run_writes_nothing(texts: Path, tmp_path: Path) -> None:
    """Files that are as they should be keep their time."""
    docs = tmp_path / "docs"
    first = writing.write_docs(pipeline.gather([texts]), docs)
    second = writing.write_docs(pipeline.gather([texts]), docs)
    assert first.written > 5
    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)


def test_stale_pages_go(texts: Path, tmp_path: Path) -> None:
    """The page of a text that is gone goes, with its folder; no page of another is touched."""
    docs = tmp_path / "docs"
    writing.write_docs(pipeline.gather([texts]), docs)
    before = {path for path in docs.rglob("*") if path.is_file()}
    (texts / "2024" / "02.txt").unlink()
    written = writing.write_docs(pipeline.gather([texts]), docs)
    gone = {path.relative_to(docs) for path in before if not path.exists()}
    assert written.removed == len(gone)
    # Data files have the hash of their content in their names, so that new ones take the place of old ones.
    pages = {path.as_posix() for path in gone if path.parts[0] not in ("dong-thoi-gian", "tim")}
    assert pages == {f"{ADDRESS.format('02')}/{name}" for name in ("index.md", "index.txt", "goc.txt")}
    assert not (docs / ADDRESS.format("02")).exists()
    assert (docs / ADDRESS.format("01") / "index.md").is_file()


def test_hand_written_pages_stay(texts: Path, tmp_path: Path) -> None:
    """What the builder did not write is never removed, even in a folder of its own."""
    docs = tmp_path / "docs"
    own = [docs / "index.md", docs / "gioi-thieu.md", docs / ADDRESS.format("02") / "ghi-chu.md"]
    for path in own:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Của người viết", encoding="utf-8")
    writing.write_docs(pipeline.gather([texts]), docs)
    (texts / "2024" / "02.txt").unlink()
    writing.write_docs(pipeline.gather([texts]), docs)
    assert [path.read_text(encoding="utf-8") for path in own] == ["# Của người viết"] * 3


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'"x"', b"7", b'["vb/a.md"]', b'{"made": "khac"}'])
def test_a_folder_of_another_build_is_looked_at(texts: Path, tmp_path: Path, content: bytes) -> None:
    """Where nothing tells what stands, what has no place goes, and what the builder never writes stays."""
    docs = tmp_path / "docs"
    writing.write_docs(pipeline.gather([texts]), docs)
    own = docs / ADDRESS.format("02") / "ghi-chu.md"
    own.write_text("# Của người viết", encoding="utf-8")
    (docs / writing.MANIFEST).write_bytes(content)
    (texts / "2024" / "02.txt").unlink()
    writing.write_docs(pipeline.gather([texts]), docs)
    own.unlink()
    writing.write_docs(pipeline.gather([texts]), tmp_path / "khac" / "docs")
    assert files(docs) == files(tmp_path / "khac" / "docs")


def test_what_was_kept_may_go(texts: Path, tmp_path: Path) -> None:
    """Without what the last build kept, or with a file of it that is broken, the pages are the same."""
    docs, cache = tmp_path / "docs", tmp_path / ".docs.cache"
    writing.write_docs(pipeline.gather([texts]), docs)
    before = files(docs)
    for kept in sorted(cache.iterdir()):
        kept.write_bytes(b"khong phai")
        writing.write_docs(pipeline.gather([texts]), docs)
        kept.unlink()
        writing.write_docs(pipeline.gather([texts]), docs)
        assert files(docs) == before


def test_no_two_pages_share_a_path(texts: Path) -> None:
    """Each generated file has its own path, also where letters differ in case alone."""
    for copy in range(3):
        (texts / f"ban-{copy}.txt").write_text(TEXT.format("01"), encoding="utf-8")
    paths = [file.path.lower() for file in writing.output(pipeline.gather([texts]))]
    assert len(paths) == len(set(paths))


def test_a_very_long_name_can_be_written(texts: Path, tmp_path: Path) -> None:
    """A body whose name fills a page still has an address that the disk takes."""
    body = "HỘI NHỮNG NGƯỜI YÊU THIÊN NHIÊN VÀ CÂY XANH " * 12
    text = TEXT.format("07").replace("ỦY BAN NHÂN DÂN TỈNH AN MẪU", body)
    (texts / "dai.txt").write_text(text, encoding="utf-8")
    docs = tmp_path / "docs"
    writing.write_docs(pipeline.gather([texts]), docs)
    assert all(len(part.encode()) <= 255 for path in files(docs) for part in Path(path).parts)


# Real texts


def test_sources_are_never_touched(shared: Path, root: Path, tmp_path: Path) -> None:
    """A build of other people's texts changes neither them nor the project's own docs/."""
    before = {**files(shared / "seeds"), **{f"docs/{k}": v for k, v in files(root / "docs").items()}}
    with chdir(root):
        command = ["build", "-q", "--source", str(shared / "seeds"), "--site", str(tmp_path / "site")]
        assert cli.main(command) == cli.FINE
    after = {**files(shared / "seeds"), **{f"docs/{k}": v for k, v in files(root / "docs").items()}}
    assert after == before
    assert not (shared / "registry").exists()
    [*held] = tmp_path.glob("site/vb/*/*/*/*/goc.txt")
    assert len(held) == len(list((shared / "seeds").glob("*.txt")))
    assert re.search("data-source-text", held[0].with_name("index.html").read_text("utf-8"))
