"""What is settled again from memory is what would be settled anew, whichever texts come, change and go."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from builder import kept, pipeline, resolve
from builder.shelf import Shelf

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS = sorted((ROOT / "source_texts").rglob("*.txt"))

# Invented: texts that name one law with several numbers, one number with several dates, and each other.
CITING = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {own:02d}/CT-UBND
An Mẫu, ngày {own:02d} tháng 3 năm 2024

CHỈ THỊ
Về việc số {own}

Căn cứ Luật {law} số {number}/2015/QH13 ngày {day:02d}/6/2015; Luật {law};
Thực hiện Chỉ thị số {cited:02d}/CT-UBND ngày {day:02d}/3/2024 của Ủy ban nhân dân tỉnh An Mẫu, Nghị định
số {number}/2020/NĐ-CP ngày {day:02d}/3/2020 của Chính phủ, khoản 1 Chỉ thị số {cited:02d}/CT-UBND:

1. Các sở làm tốt việc này.

CHỦ TỊCH
Trần Mẫu An
"""
LAWS = ("Tiếp công dân", "Đất đai", "Ban hành văn bản quy phạm pháp luật", "Thú y")


def text(chance: random.Random) -> str:
    return CITING.format(
        own=chance.randint(1, 9),
        cited=chance.randint(1, 9),
        day=chance.randint(1, 3),
        number=chance.choice((30, 31, 80)),
        law=chance.choice(LAWS),
    )


def change(folder: Path, chance: random.Random) -> None:
    """A text comes, is altered or goes."""
    files = sorted(folder.rglob("*.txt"))
    if len(files) > 4 and chance.random() < 0.3:
        chance.choice(files).unlink()
    elif chance.random() < 0.3:
        path = chance.choice(SPECIMENS)
        (folder / f"{chance.randint(10, 99)}.txt").write_bytes(path.read_bytes())
    else:
        (folder / f"{chance.randint(1, 9)}.txt").write_text(text(chance), encoding="utf-8")


@pytest.mark.parametrize("seed", range(6))
def test_memory_changes_no_answer(tmp_path: Path, seed: int) -> None:
    """Targets, problems, links and cited works are the same with all that was remembered and without."""
    chance = random.Random(seed)
    folder, shelf = tmp_path / "texts", Shelf(tmp_path / "cache" / "texts")
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(text(chance), encoding="utf-8")
    for _ in range(12):
        change(folder, chance)
        ours, anew = pipeline.gather([folder], shelf=shelf), pipeline.gather([folder])
        assert [(w.id, w.targets, w.problems) for w in ours.works] == [
            (w.id, w.targets, w.problems) for w in anew.works
        ]
        assert (ours.citing, ours.cited) == (anew.citing, anew.cited)


def test_what_nothing_concerns_is_not_settled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text more settles itself and those that ask for its number, and leaves the others alone."""
    folder, shelf = tmp_path / "texts", Shelf(tmp_path / "cache" / "texts")
    folder.mkdir()
    for own in range(1, 7):
        words = CITING.format(own=own, cited=own % 6 + 1, day=1, number=30 + own, law=LAWS[0])
        (folder / f"{own}.txt").write_text(words, encoding="utf-8")
    pipeline.gather([folder], shelf=shelf)
    settled: list[str] = []
    work = resolve._work

    def noted(text: object, *others: object) -> object:
        found = work(text, *others)  # type: ignore[arg-type]
        settled.append(found.url)
        return found

    monkeypatch.setattr(resolve, "_work", noted)
    words = CITING.format(own=7, cited=3, day=1, number=99, law=LAWS[3])
    (folder / "7.txt").write_text(words, encoding="utf-8")
    pipeline.gather([folder], shelf=shelf)
    assert settled == ["/vb/ubnd-tinh-an-mau/chi-thi/2024/07-ct-ubnd/"]


def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """Half a file, or one of an older builder, costs time and nothing else."""
    folder, cache = tmp_path / "texts", tmp_path / "cache"
    folder.mkdir()
    cache.mkdir()
    (folder / "1.txt").write_text(text(random.Random(0)), encoding="utf-8")
    for content in (b"", b"\x80\x05", b"khong phai"):
        (cache / "settled").write_bytes(content)
        assert len(pipeline.gather([folder], shelf=Shelf(cache / "texts")).works) == 1
    assert kept.token(pipeline.gather([folder]).works[0].document) == ""
