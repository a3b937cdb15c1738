"""Source folders: which files are texts, how they are decoded, and what their settings may say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from builder.errors import BadSettings, UnreadableSource
from builder.model import ArchiveSettings, LeftOut
from builder.source import (
    Correction,
    decode,
    find_files,
    read_corrections,
    read_file,
    read_settings,
)

WORDS = "CHỈ THỊ về tăng cường công tác dân vận\nĐiều 1. Phạm vi"

# how the bytes were made, the encoding they are read as
ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
]


@pytest.mark.parametrize(("written", "read"), ENCODINGS)
def test_utf8_and_utf16_are_read_with_and_without_a_mark(written: str, read: str) -> None:
    """The byte order mark is no word of the text."""
    encoding, text = decode(WORDS.encode(written))
    assert (encoding, text) == (read, WORDS)


# bytes that hold no text of a known encoding, a word of the way out
UNDECODABLE = [
    (b"Quy\xd5t \xae\xdfnh c\xf1a B\xe9", "UTF-8"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "UTF-8"),
    (b"%PDF-1.4 \x00\x01 abc", "UTF-8"),
    (b"\xff\xfea", "UTF-8"),
    ("Số: 5/CT-UBND\0".encode() * 3, "UTF-8"),
]


@pytest.mark.parametrize(("content", "way_out"), UNDECODABLE)
def test_bytes_of_no_known_encoding_are_refused(content: bytes, way_out: str) -> None:
    """Nothing is guessed; one line names the file and the way out."""
    with pytest.raises(UnreadableSource) as refused:
        decode(content, "2018/ct.txt")
    said = str(refused.value)
    assert said.startswith("2018/ct.txt: ") and way_out in said and "\n" not in said


# how a file of another program begins, what it is called
RENAMED = [
    (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "Word (.docx, .odt)"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), "Word (.doc)"),
    (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "PDF"),
    (b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0 CHI THI\\par}", "RTF"),
]


@pytest.mark.parametrize(("content", "called"), RENAMED)
def test_a_file_that_was_only_renamed_is_named_for_what_it_is(content: bytes, called: str) -> None:
    """`.docx` to `.txt` makes no text; RTF and some PDFs are ASCII, and would be published as gibberish."""
    with pytest.raises(UnreadableSource) as refused:
        decode(content, "2018/ct.txt")
    assert called in str(refused.value) and "lưu lại" in str(refused.value)


def test_a_folder_in_place_of_a_file_is_named_so(tmp_path: Path) -> None:
    """`chithi explain source_texts/` is told that it named a folder, in the words of its other messages."""
    with pytest.raises(UnreadableSource, match=r"2018: là thư mục \(nêu từng tệp"):
        read_file("2018", tmp_path)


def test_a_file_is_read_with_its_sha256(tmp_path: Path) -> None:
    """The digest is that of the bytes as received; the text is cleaned."""
    path = tmp_path / "a.txt"
    content = "\ufeffĐIỀU 1\r\n".encode()
    path.write_bytes(content)
    source = read_file("a.txt", path)
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert (source.path, source.text, source.encoding) == ("a.txt", "ĐIỀU 1\n", "utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u200b\u00ad".encode(), b"***\n---"]
)
def test_a_file_without_a_word_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, or one of marks only, says so and how to mend it."""
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource, match=r"empty\.txt: .*rỗng"):
        read_file("empty.txt", path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that vanished between finding and reading is named, not raised as a traceback."""
    with pytest.raises(UnreadableSource, match=r"gone\.txt"):
        read_file("gone.txt", tmp_path / "gone.txt")


def test_texts_are_found_in_order_below_the_folder(tmp_path: Path) -> None:
    """Every .txt below the folder, hidden folders apart, by name, a folder's own files first."""
    for name in ("b.txt", "2018/z.txt", "2018/a.txt", ".git/c.txt", "notes.md", "archive.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = [f[0] for f in find_files([tmp_path]) if not isinstance(f, LeftOut)]
    assert found == ["b.txt", "2018/a.txt", "2018/z.txt"]


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.DOC", "a.html", "a.rtf"])
def test_files_of_offices_are_named_with_the_way_in(tmp_path: Path, name: str) -> None:
    """A .docx beside the texts is no silence: it is said that it was left out, and what to do."""
    (tmp_path / name).write_bytes(b"PK")
    (left,) = list(find_files([tmp_path]))
    assert isinstance(left, LeftOut)
    assert left.path == name and ".txt" in left.reason


def test_a_text_in_capital_letters_is_a_text_too(tmp_path: Path) -> None:
    """What an old machine named CT06.TXT is a text as ct06.txt is."""
    (tmp_path / "CT06.TXT").write_text("Chỉ thị", encoding="utf-8")
    assert [f[0] for f in find_files([tmp_path]) if not isinstance(f, LeftOut)] == ["CT06.TXT"]


def test_a_folder_that_is_none_is_left_out(tmp_path: Path) -> None:
    """A folder that does not exist is one clear line; the others are read."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    missing, text = list(find_files([tmp_path / "none", tmp_path]))
    assert isinstance(missing, LeftOut) and "none" in missing.path
    assert not isinstance(text, LeftOut) and text[0] == "a.txt"


def test_an_archive_without_settings_has_the_defaults(tmp_path: Path) -> None:
    """archive.toml is not needed."""
    assert read_settings([tmp_path]) == ArchiveSettings()
    assert read_settings([]) == ArchiveSettings()


def test_settings_are_those_of_the_first_folder(tmp_path: Path) -> None:
    """Title and specimen mark come from archive.toml of the first source folder only."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir(), second.mkdir()
    (first / "archive.toml").write_text('title = "Kho tỉnh An Mẫu"\nspecimen = "mẫu"\n', encoding="utf-8")
    (second / "archive.toml").write_text('title = "Khác"\n', encoding="utf-8")
    settings = read_settings([first, second])
    assert (settings.title, settings.specimen) == ("Kho tỉnh An Mẫu", "mẫu")


@pytest.mark.parametrize("words", ['titel = "x"', "title = 3", "title = ", "[title]\na = 1", "\x00"])
def test_settings_that_cannot_be_followed_are_refused(tmp_path: Path, words: str) -> None:
    """A misspelt or malformed setting is named with its file, never passed over."""
    (tmp_path / "archive.toml").write_text(words, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"archive\.toml"):
        read_settings([tmp_path])


ROW = (
    'file = "a.txt"\nfield = "number"\nvalue = "06/CT-UBND"\n'
    'reason = "dấu đóng chồng lên số"\ndate = "2026-01-05"\n'
)


def test_corrections_are_kept_by_file(tmp_path: Path) -> None:
    """A clerk's word over the reader's, kept by where its file lies: field, value, reason and date."""
    (tmp_path / "a.txt").write_text("Chỉ thị", encoding="utf-8")
    (tmp_path / "corrections.toml").write_text(f"[[correction]]\n{ROW}", encoding="utf-8")
    expected = Correction("a.txt", "number", "06/CT-UBND", "dấu đóng chồng lên số", "2026-01-05")
    assert read_corrections([tmp_path]) == {str((tmp_path / "a.txt").resolve()): (expected,)}


@pytest.mark.parametrize(
    "words",
    [
        '[[correction]]\nfile = "a.txt"\n',
        f'[[correction]]\n{ROW}who = "x"\n',
        f"[[correction]]\n{ROW}".replace("a.txt", "gone.txt"),
        f"[[correction]]\n{ROW}".replace('"number"', '"colour"'),
        f"[[correction]]\n{ROW}".replace('"number"', '"topics"'),
        '[[correction]]\nfile = ""\nfield = "number"\nvalue = "1"\nreason = "r"\ndate = "d"\n',
        "[correction]\nfile = 1\n",
        'correction = "x"\n',
        "correction = [1]\n",
        "[[correction]\n",
    ],
)
def test_a_correction_without_reason_or_date_is_refused(tmp_path: Path, words: str) -> None:
    """A correction that does not say all five things, or of no file or field, names corrections.toml."""
    (tmp_path / "a.txt").write_text("Chỉ thị", encoding="utf-8")
    (tmp_path / "corrections.toml").write_text(words, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"corrections\.toml"):
        read_corrections([tmp_path])


def test_a_row_that_does_not_fit_is_counted_and_told_what_it_lacks(tmp_path: Path) -> None:
    """Of forty corrections the clerk is led to the one, and to the word."""
    (tmp_path / "a.txt").write_text("Chỉ thị", encoding="utf-8")
    rows = f"[[correction]]\n{ROW}\n[[correction]]\n{ROW.replace('reason', 'why')}"
    (tmp_path / "corrections.toml").write_text(rows, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"thứ 2: thiếu reason; thừa why"):
        read_corrections([tmp_path])


def test_a_day_without_quotation_marks_is_told_to_have_them(tmp_path: Path) -> None:
    """TOML reads `2026-11-20` as a day of its own kind."""
    (tmp_path / "a.txt").write_text("Chỉ thị", encoding="utf-8")
    row = 'file = "a.txt"\nfield = "number"\nvalue = "1"\nreason = "r"\ndate = 2026-11-20\n'
    (tmp_path / "corrections.toml").write_text(f"[[correction]]\n{row}", encoding="utf-8")
    with pytest.raises(BadSettings, match="date phải là chữ trong ngoặc kép"):
        read_corrections([tmp_path])


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//{number}", "https://tim.example.vn/", "http://a.vn/{number}"]
)
def test_a_look_up_that_is_no_search_address_is_refused(tmp_path: Path, address: str) -> None:
    """Only an https address with the place of the number can be linked from every page."""
    (tmp_path / "archive.toml").write_text(f'look_up = "{address}"', encoding="utf-8")
    with pytest.raises(BadSettings, match="look_up"):
        read_settings([tmp_path])


@pytest.mark.parametrize(
    "place",
    ["mailto:kho@example.vn", "https://example.vn/o/r/issues/new?title={title}&body={body}"],
)
def test_a_place_for_reports_is_a_mailbox_or_a_form(tmp_path: Path, place: str) -> None:
    """Mistakes are reported to a mailbox, or to a form whose address takes the report."""
    (tmp_path / "archive.toml").write_text(f'report_to = "{place}"', encoding="utf-8")
    assert read_settings([tmp_path]).report_to == place


@pytest.mark.parametrize(
    "place",
    [
        "javascript:alert(1)",
        "http://example.vn/?b={body}",
        "https://example.vn/new",
        "kho@example.vn",
        "mailto:",
        "mailto:a@example.vn?bcc=b@example.vn",
        "https://example.vn/<b>{body}",
        "https://example.vn/ {body}",
    ],
)
def test_a_place_for_reports_that_is_none_is_refused(tmp_path: Path, place: str) -> None:
    """Whatever is no mailbox and no form over https is refused, with the way out."""
    (tmp_path / "archive.toml").write_text(f'report_to = "{place}"', encoding="utf-8")
    with pytest.raises(BadSettings, match="report_to"):
        read_settings([tmp_path])
