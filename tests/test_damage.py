"""Damaged texts are read like any other: nothing raises, and no word is lost, moved or read twice."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from damaged_texts import DAMAGES, damaged, main, misplaced, out_of_order, real_texts

from builder.model import Document, SourceText
from builder.reading import read

_REAL = 60


def _read(text: str) -> Document:
    return read(SourceText("damaged.txt", "00", "utf-8", text))


@pytest.mark.parametrize("seed", range(2))
def test_damaged_specimens_lose_no_word(seed: int, root: Path) -> None:
    """Each specimen, damaged, still has every character in one place and in order."""
    for number, text in enumerate(real_texts(root / "source_texts")):
        document = _read(damaged(text, 100 * seed + number))
        assert (misplaced(document), out_of_order(document)) == ([], []), number


def test_damaged_real_texts_lose_no_word(shared: Path) -> None:
    """So does each of some real texts, State and Party, of seventy years."""
    texts = list(real_texts(shared / "corpus"))
    for seed, text in enumerate(texts[:: len(texts) // _REAL]):
        document = _read(damaged(text, seed))
        assert (misplaced(document), out_of_order(document)) == ([], []), seed


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_each_damage_alone(damage, root: Path) -> None:  # type: ignore[no-untyped-def]
    """Every kind of damage changes a text, the same way each time, and none takes a word from it."""
    text = max(real_texts(root / "source_texts"), key=len)
    made = damage(text, random.Random(7))
    assert made != text
    assert made == damage(text, random.Random(7))
    assert misplaced(_read(made)) == []


def test_a_lost_word_would_be_seen() -> None:
    """The check itself sees a character that stands nowhere, and a piece that stands too early."""
    document = _read("Một hai.\n\nBa bốn.")
    blocks = document.layout.blocks
    short = replace(document, layout=replace(document.layout, blocks=blocks[:1]))
    turned = replace(document, layout=replace(document.layout, blocks=blocks[::-1]))
    assert len(misplaced(short)) == len("Babốn.")
    assert out_of_order(turned) == [0]


def test_the_command_reads_what_it_is_given(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python tests/damaged_texts.py FOLDER COUNT` says how many went wrong."""
    assert main(str(root / "source_texts"), "3") == 0
    assert capsys.readouterr().out == "3 damaged texts, 0 wrong\n"
