"""Values that are kept or sent are the values that they were."""

from __future__ import annotations

import pickle

import made_archive
import pytest

from builder.model import InForce, Span, Target, WorkId
from builder.pickled import dumps

VALUES = [
    Span(3, 5),
    WorkId("thu-tuong-chinh-phu", "chi-thi", "2016", "16-ct-ttg"),
    Target("ambiguous", candidates=("/vb/a/", "/vb/b/")),
    InForce(None, "có hiệu lực kể từ ngày ký"),
    {"một": (1, 2.5, None, b"\x00"), "hai": frozenset({"Đ"})},
    ValueError("hỏng"),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    """Whatever it holds, it is equal and of the same type."""
    found = pickle.loads(dumps(value))
    assert type(found) is type(value)
    assert found == value or repr(found) == repr(value)


def test_a_whole_archive_comes_back_as_it_was() -> None:
    """With every document, citation and link."""
    archive = made_archive.archive()
    assert pickle.loads(dumps(archive)) == archive
