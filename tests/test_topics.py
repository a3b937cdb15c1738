"""Topics: what a trích yếu says of its subject, by the rows of the table, and a clerk's word over them."""

from __future__ import annotations

import pytest

from builder.identifiers import slugify
from builder.vocabulary_topics import named, topics, topics_of

EXAMPLES = [(row.slug, words) for row in topics() for words in row.examples]
REJECTS = [(row.slug, words) for row in topics() for words in row.rejects]


@pytest.mark.parametrize(("slug", "subject"), EXAMPLES)
def test_examples_of_the_table(slug: str, subject: str) -> None:
    """A subject that a row gives as its example belongs to it."""
    assert slug in [row.slug for row in topics_of(subject)]


@pytest.mark.parametrize(("slug", "subject"), REJECTS)
def test_rejects_of_the_table(slug: str, subject: str) -> None:
    """A subject that a row rejects does not belong to it."""
    assert slug not in [row.slug for row in topics_of(subject)]


def test_every_row_proves_itself() -> None:
    """Each row has examples, rejects, words of its own, and an address that its letters allow."""
    for row in topics():
        assert len(row.examples) >= 2 and len(row.rejects) >= 2, row.name
        assert row.slug == slugify(row.slug) and row.slug
        assert len(set(row.words)) == len(row.words), row.name
        # An exception that no word reaches would never be read.
        assert all(any(word.casefold() in o.casefold() for word in row.words) for o in row.other), row.name


@pytest.mark.parametrize(
    ("subject", "slugs"),
    [
        ("", ()),
        ("Về tăng cường công tác dân vận", ("dan-van",)),
        ("VỀ TĂNG CƯỜNG CÔNG TÁC DÂN VẬN", ("dan-van",)),
        ("Về công tác hoà giải ở cơ sở", ("hoa-giai-pho-bien-phap-luat",)),
        ("Về công tác hòa giải ở cơ sở", ("hoa-giai-pho-bien-phap-luat",)),
        ("Về thuê nhà", ()),
        ("Về công tác dan van", ()),
        ("V/v mời dự họp", ()),
        ("Về dân vận trong giải phóng mặt bằng", ("dan-van", "dat-dai")),
    ],
)
def test_topics_of_a_subject(subject: str, slugs: tuple[str, ...]) -> None:
    """Case and tone placement do not count, accents do; a subject may have no topic, or several."""
    assert tuple(row.slug for row in topics_of(subject)) == slugs


def test_an_exception_hides_only_itself() -> None:
    """A phrase that means something else does not hide the word where it stands alone."""
    found = topics_of("Về môi trường kinh doanh và về bảo vệ môi trường")
    assert "moi-truong-tai-nguyen" in [row.slug for row in found]


@pytest.mark.parametrize(
    ("value", "slugs"),
    [
        ("Dân vận, dân chủ ở cơ sở", ("dan-van",)),
        ("Y tế, dân số, an toàn thực phẩm; Đất đai, địa chính", ("y-te", "dat-dai")),
        ("không", ()),
        ("Không", ()),
        ("Chuyện khác", None),
        ("Đất đai, địa chính; ", None),
        ("", None),
    ],
)
def test_topics_by_a_clerk(value: str, slugs: tuple[str, ...] | None) -> None:
    """A clerk names topics by their names, or says that there is none; a name of no row is refused."""
    found = named(value)
    assert (None if found is None else tuple(row.slug for row in found)) == slugs
