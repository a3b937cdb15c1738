"""What a change of the texts does, as a pull request shows it."""

from __future__ import annotations

import html
import re
from contextlib import chdir
from pathlib import Path

import pytest

from builder import checking, cli, folders, ledger, pipeline
from builder.changes import Changes
from builder.summary import SHOWN, as_markdown, as_text

# Invented, in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.
TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number}/CT-UBND
An Mẫu, ngày 05 tháng 3 năm {year}

CHỈ THỊ
{subject}

Thực hiện {cited}, Ủy ban nhân dân tỉnh yêu cầu:

1. Các sở rà soát quỹ đất dành cho cây xanh.

CHỦ TỊCH
Trần Mẫu An
"""
OWN = "/vb/ubnd-tinh-an-mau/chi-thi/{}/{}-ct-ubnd/"
TTG = "/vb/thu-tuong-chinh-phu/chi-thi/2016/16-ct-ttg/"
CITES_TTG = "Chỉ thị số 16/CT-TTg ngày 16 tháng 5 năm 2016 của Thủ tướng Chính phủ"
CITES_01 = "Chỉ thị số 01/CT-UBND ngày 05 tháng 3 năm 2023 của Ủy ban nhân dân tỉnh An Mẫu"


def text(number: str, year: int = 2024, cited: str = CITES_01, subject: str = "Về việc trồng cây") -> str:
    return TEXT.format(number=number, year=year, cited=cited, subject=subject)


class Sides:
    """The texts before and after a change, each in a folder with its registry beside it."""

    def __init__(self, folder: Path) -> None:
        self.was, self.now = folder / "was" / "texts", folder / "now" / "texts"
        for side in (self.was, self.now):
            side.mkdir(parents=True)
        self.write("01.txt", text("01", 2023, CITES_TTG))
        self.write("02.txt", text("02"))

    def write(self, name: str, content: str, *, before: bool = True) -> None:
        for side in (self.was, self.now) if before else (self.now,):
            (side / name).write_text(content, encoding="utf-8")

    def publish(self) -> None:
        """What stands before the change is published, and its registry is on both sides."""
        archive = pipeline.gather([self.was], known=ledger.read(self.was.parent / "registry", minting=True))
        for side in (self.was, self.now):
            ledger.write(archive.permalinks, side.parent / folders.REGISTRY)

    def compare(self) -> Changes:
        registry = self.now.parent / folders.REGISTRY
        return checking.changes([self.was], [self.now], ledger.read(registry) if registry.is_dir() else None)


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    return Sides(tmp_path)


def test_nothing_changed_is_said_so(sides: Sides) -> None:
    """Equal folders differ in nothing, and the summary is the line that counts."""
    assert as_text(sides.compare()) == (
        "2 văn bản (trước: 2): thêm 0, bớt 0, đổi 0; địa chỉ: 0 mới, 0 chuyển hướng; "
        "liên kết: thêm 0, mất 0; cần kiểm tra: 0 điều mới, 0 điều không còn"
    )


def test_a_new_document_brings_its_address_and_links(sides: Sides) -> None:
    """One text more: its page, its link to what it cites, and nothing else."""
    sides.write("03.txt", text("03"), before=False)
    found = sides.compare()
    assert [work.url for work in found.added] == [OWN.format(2024, "03")]
    assert found.opened == (OWN.format(2024, "03"),)
    assert found.gained == ((OWN.format(2024, "03"), OWN.format(2023, "01")),)
    assert (found.removed, found.changed, found.lost) == ((), (), ())


def test_a_page_that_fills_is_no_new_address(sides: Sides) -> None:
    """The text of a work that was only cited stands where its page stood already."""
    arrived = text("16", 2016, "Luật Đất đai").replace("16/CT-UBND", "16/CT-TTg")
    arrived = arrived.replace("ỦY BAN NHÂN DÂN TỈNH AN MẪU", "THỦ TƯỚNG CHÍNH PHỦ").replace(
        "An Mẫu,", "Hà Nội,"
    )
    sides.write("16.txt", arrived.replace("05 tháng 3", "16 tháng 5"), before=False)
    found = sides.compare()
    assert [work.url for work in found.added] == [TTG]
    assert TTG not in found.opened


def test_a_document_taken_away_loses_its_links(sides: Sides) -> None:
    """A text removed: its page stays as withdrawn, its links go."""
    sides.publish()
    (sides.now / "02.txt").unlink()
    found = sides.compare()
    assert [work.url for work in found.removed] == [OWN.format(2024, "02")]
    assert found.lost == ((OWN.format(2024, "02"), OWN.format(2023, "01")),)
    assert not [f for f in found.findings if f.problem.severity == "error"]


CHANGES = [
    ("renamed", "02b.txt", text("02"), ("tên tệp",)),
    ("mended", "02.txt", text("02").replace("quỹ đất", "diện tích đất"), ("nội dung",)),
    ("both", "02b.txt", text("02").replace("quỹ đất", "diện tích đất"), ("nội dung", "tên tệp")),
]


@pytest.mark.parametrize(("name", "content", "what"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_a_document_is_known_again(sides: Sides, name: str, content: str, what: tuple[str, ...]) -> None:
    """A text with a new name or mended words is the same document, with its address and links."""
    sides.publish()
    (sides.now / "02.txt").unlink()
    sides.write(name, content, before=False)
    found = sides.compare()
    assert [(one.after.url, one.what) for one in found.changed] == [(OWN.format(2024, "02"), what)]
    assert (found.added, found.removed, found.gained, found.lost) == ((), (), (), ())


def test_a_corrected_record_is_a_change(sides: Sides) -> None:
    """The clerk's word over the reader's changes the record of an equal text."""
    (sides.now / "corrections.toml").write_text(
        '[[correction]]\nfile = "02.txt"\nfield = "subject"\nvalue = "Về trồng cây"\n'
        'reason = "Sổ công văn đi"\ndate = "2026-11-20"\n',
        encoding="utf-8",
    )
    assert [one.what for one in sides.compare().changed] == [("hồ sơ",)]


def test_a_moved_address_takes_its_links_along(sides: Sides) -> None:
    """Declared to be another work's slip, an address leads on; what cited it still does, and none is lost."""
    sides.write("02.txt", text("02", cited=CITES_01.replace("01/", "07/")))
    sides.publish()
    (sides.now.parent / "registry" / "declarations.toml").write_text(
        f'[[slip]]\naddress = "{OWN.format(2023, "07")}"\nleads_to = "{OWN.format(2023, "01")}"\n'
        'reason = "Viết nhầm số"\ndate = "2026-11-20"\n',
        encoding="utf-8",
    )
    found = sides.compare()
    assert found.gained == ((OWN.format(2024, "02"), OWN.format(2023, "01")),)
    assert not [f for f in found.findings if f.problem.severity == "error"]


def test_only_what_is_newly_wrong_is_shown(sides: Sides) -> None:
    """An old defect is not laid at the door of the next change; one that is mended is counted."""
    sides.write("cu.txt", "")
    sides.write("moi.txt", "", before=False)
    found = sides.compare()
    assert [f.path.rpartition("/")[2] for f in found.findings] == ["moi.txt"]
    (sides.now / "cu.txt").write_text(text("09"), encoding="utf-8")
    assert sides.compare().settled == 1


def test_a_renamed_text_brings_no_old_finding_again(sides: Sides) -> None:
    """What was wrong in a text before it was given another name is not new."""
    odd = text("02").replace("05 tháng 3 năm 2024", "ngày … tháng … năm …")
    sides.write("02.txt", odd)
    assert sides.compare().findings == ()
    (sides.now / "02.txt").rename(sides.now / "hai.txt")
    found = sides.compare()
    assert [one.what for one in found.changed] == [("tên tệp",)]
    assert (found.findings, found.settled) == ((), 0)


def test_a_lost_line_of_the_registry_is_an_error(sides: Sides) -> None:
    """An address that was published and is in the registry no more stops the pull request."""
    sides.publish()
    for file in (sides.now.parent / "registry").glob("2023.jsonl"):
        file.write_text("")
    errors = {f.problem.code for f in sides.compare().findings if f.problem.severity == "error"}
    assert errors == {"registry-line-missing"}


HOSTILE = "Về <img src=x> @everyone [đây](http://xau.vn) http://xau.vn www.xau.vn a@xau.vn #1 `x` **đ** | a"


def test_a_text_cannot_speak_in_the_summary(sides: Sides) -> None:
    """Words of a text are shown as they are: no tag, link, picture, mention, code or table of GitHub's."""
    sides.write("03.txt", text("03", subject=HOSTILE), before=False)
    row = next(line for line in as_markdown(sides.compare()).splitlines() if "03/CT-UBND" in line)
    assert not re.search(
        r"[<>@\[\]#`*|:]|www\.", row[2:].replace("<code>", "").replace("</code>", "").replace("&#", "")
    )
    assert html.unescape(row).startswith(f"- Chỉ thị số 03/CT-UBND — {HOSTILE[:40]}")


def test_a_long_summary_is_cut(sides: Sides) -> None:
    """GitHub refuses a summary above 1 MB: each section shows its first rows and counts the others."""
    for number in range(10, 10 + SHOWN + 5):
        sides.write(f"{number}.txt", text(str(number)), before=False)
    shown = as_markdown(sides.compare())
    assert f"### Văn bản thêm ({SHOWN + 5})" in shown
    assert "- … và 5 điều nữa" in shown


def test_the_command_says_and_writes_it(
    sides: Sides, tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 for a new error, as an annotation; the Markdown is added to what the file held."""
    sides.write("moi.txt", "", before=False)
    summary = tmp_path / "summary.md"
    summary.write_text("trước\n")
    command = ["changes", "--since", str(sides.was), "--source", str(sides.now), "--summary", str(summary)]
    with chdir(root):
        assert cli.main([*command, "--format", "github"]) == cli.INCOMPLETE
        assert capsys.readouterr().out.startswith("::error file=")
        (sides.now / "moi.txt").unlink()
        assert cli.main(command) == cli.FINE
    assert summary.read_text().startswith("trước\n## Thay đổi của kho\n")
