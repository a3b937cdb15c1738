"""Real texts as careless hands leave them: lines joined and split, letters dropped, halves swapped.

Run by hand it reads as many as asked for and names what goes wrong, e.g.
`python tests/damaged_texts.py ../shared/corpus 2000`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from builder.model import Document, SourceText
from builder.reading import read
from builder.source import read_file
from builder.text import clean

# The longest texts take the time of a hundred others and show no other damage.
_LONGEST = 60_000


def lines_joined(text: str, chance: random.Random) -> str:
    """A line end in five is a blank, or nothing."""
    return "".join(_or(chance, 5, c, chance.choice((" ", ""))) if c == "\n" else c for c in text)


def lines_split(text: str, chance: random.Random) -> str:
    """A blank in twelve, and here and there a letter, has a line end."""
    parts = (
        _or(chance, 12, c, chance.choice(("\n", "\n\n"))) if c == " " else _broken(c, chance) for c in text
    )
    return "".join(parts)


def _broken(letter: str, chance: random.Random) -> str:
    return _or(chance, 400, letter, letter + "\n")


def letters_dropped(text: str, chance: random.Random) -> str:
    """A character in forty is missing."""
    return "".join(_or(chance, 40, c, "") for c in text)


def halves_swapped(text: str, chance: random.Random) -> str:
    """What stands after a random place comes first."""
    at = chance.randrange(len(text) + 1)
    return text[at:] + text[:at]


def lines_shuffled(text: str, chance: random.Random) -> str:
    """Lines that stand near each other change places, as the columns of a table do."""
    lines = text.split("\n")
    return "\n".join(
        line for _, line in sorted((n + chance.random() * 4, line) for n, line in enumerate(lines))
    )


def _or(chance: random.Random, in_: int, usual: str, other: str) -> str:
    return other if chance.randrange(in_) == 0 else usual


DAMAGES = (lines_joined, lines_split, letters_dropped, halves_swapped, lines_shuffled)


def damaged(text: str, seed: int) -> str:
    """*text* with one to three damages, the same ones for the same *seed*."""
    chance = random.Random(seed)
    for damage in chance.sample(DAMAGES, chance.randint(1, 3)):
        text = damage(text, chance)
    return clean(text)


def misplaced(document: Document) -> list[int]:
    """Where a character that is no space stands in no block, note or dropped mark, or in two of them."""
    layout, source = document.layout, document.source.text
    spans = [piece for block in layout.blocks for piece in block.pieces]
    spans += [piece for note in layout.footnotes for piece in note.pieces]
    spans += [dropped.span for dropped in layout.dropped]
    places = Counter(at for span in spans for at in range(span.start, span.end))
    return [at for at, c in enumerate(source) if not c.isspace() and places[at] != 1]


def out_of_order(document: Document) -> list[int]:
    """The starts of pieces that stand before the piece above them."""
    starts = [piece.start for block in document.layout.blocks for piece in block.pieces]
    return [b for a, b in pairwise(starts) if b <= a]


def real_texts(folder: Path) -> Iterator[str]:
    """The texts of *folder* but the longest, in order of their names."""
    for path in sorted(folder.rglob("*.txt")):
        if path.stat().st_size <= _LONGEST:
            yield read_file(path.name, path).text


def main(folder: str, count: str) -> int:
    """Reads *count* damaged texts; 1 when one raised or lost a word."""
    texts = list(real_texts(Path(folder)))
    wrong = 0
    for seed in range(int(count)):
        text = damaged(texts[seed % len(texts)], seed)
        try:
            document = read(SourceText("damaged.txt", "00", "utf-8", text))
            bad = misplaced(document) or out_of_order(document)
        except Exception as error:  # whatever it is, it is what is looked for
            bad = repr(error)
        if bad:
            wrong += 1
            print(f"seed {seed}: {str(bad)[:200]}")
    print(f"{count} damaged texts, {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
