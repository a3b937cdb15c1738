# ruff: noqa: E501 - a case is one line, however long the words of its document are.
"""Signatures, capacities and recipients (NĐ 30/2020, Phụ lục I, mục II.7 and II.9; README, foot)."""

from __future__ import annotations

import pytest

from builder.foot import Foot, read_addressees, read_foot
from builder.marks import lift, segments
from builder.text import clean
from builder.unglue import split

BODY = "Giao Sở Nội vụ theo dõi, đôn đốc, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện Chỉ thị này./.\n\n"
SENT = "Nơi nhận:\n- Như trên;\n- Thường trực Tỉnh ủy;\n- Lưu: VT, NC.\n\n"
NAME = "Hà Quảng Điền"


def foot(words: str) -> Foot:
    text = clean(BODY + words)
    return read_foot(text, split(text, segments(text, lift(text))), 0)


# foot, position, capacities
SIGNED = [
    (f"CHỦ TỊCH\n\n\n{NAME}\n", "Chủ tịch", []),
    (f"KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n{NAME}\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
    (f"**KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH**\n\n**{NAME}**\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
    (f"KT. BỘ TRƯỞNG THỨ TRƯỞNG\n{NAME}\n", "Thứ trưởng", [("KT.", "Bộ trưởng")]),
    (f"TM. CHÍNH PHỦ THỦ TƯỚNG\n{NAME}\n", "Thủ tướng", [("TM.", "Chính phủ")]),
    (f"TM. CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG\n{NAME}\n", "Phó Thủ tướng", [("TM.", "Chính phủ"), ("KT.", "Thủ tướng")]),
    (f"K/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{NAME}\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
    (f"KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{NAME}\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
    (f"KT CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{NAME}\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
    (f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{NAME}\n", "Chủ tịch", [("TM.", "Ủy ban nhân dân")]),
    (f"T/M ỦY BAN NHÂN DÂN\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{NAME}\n", "Phó Chủ tịch", [("TM.", "Ủy ban nhân dân"), ("KT.", "Chủ tịch")]),
    (f"TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\n{NAME}\n", "Phó Chủ tịch", [("TM.", "Ủy ban nhân dân"), ("KT.", "Chủ tịch")]),
    (f"TM. ỦY BAN\nNHÂN DÂN\nCHỦ TỊCH\n{NAME}\n", "Chủ tịch", [("TM.", "Ủy ban nhân dân")]),
    (f"T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\n{NAME}\n", "Phó Bí thư", [("TM.", "Ban Thường vụ")]),
    (f"TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\n{NAME}\n", "Chánh Văn phòng", [("TL.", "Chủ tịch")]),
    (f"TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\n\n{NAME}\n", "Giám đốc Sở Nội vụ", [("TUQ.", "Chủ tịch")]),
    (f"TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n{NAME}\n", "Phó Chánh Văn phòng", [("TL.", "Chủ tịch"), ("KT.", "Chánh Văn phòng")]),
    (f"Q. GIÁM ĐỐC\n\n{NAME}\n", "Giám đốc", [("Q.", "Giám đốc")]),
    (f"KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nKý bởi: Sở Nội vụ\n\n{NAME}\n", "Phó Giám đốc", [("KT.", "Giám đốc")]),
    (f"KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\n{NAME}\n", "Thứ trưởng", [("KT.", "Bộ trưởng")]),
    (f"KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\n{NAME}\n", "Phó Thủ tướng", [("KT.", "Thủ tướng")]),
    (f"CHỦ TỊCH\n\n{NAME.upper()}\n", "Chủ tịch", []),
    ("CHỦ TỊCH\n\nHà Quảng\nĐiền\n", "Chủ tịch", []),
    (f"{SENT}CHỦ TỊCH\n\n{NAME}\n", "Chủ tịch", []),
    (f"CHỦ TỊCH\n\n{NAME}\n\n{SENT}", "Chủ tịch", []),
    (f"Nơi nhận:\t\tKT. CHỦ TỊCH\n- Như trên;\t\tPHÓ CHỦ TỊCH\n- Lưu: VT.\n\t\t{NAME}\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
    (f"| Nơi nhận: - Như trên; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH {NAME} |\n", "Phó Chủ tịch", [("KT.", "Chủ tịch")]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "position", "capacities"), SIGNED)
def test_the_signer_and_in_whose_stead_he_signs(
    words: str, position: str, capacities: list[tuple[str, str]]
) -> None:
    """The office and the signer's own position are told apart, whatever the marks look like."""
    (signature,) = foot(words).signatures
    assert (signature.name, signature.position) == (NAME, position)
    assert [(c.code, c.of) for c in signature.capacities] == capacities


def test_a_stack_of_three_ends_with_the_signers_own_position() -> None:
    """Under "TL. CỤC TRƯỞNG / KT. TRƯỞNG PHÒNG" the line "PHÓ TRƯỞNG PHÒNG" is the signer's."""
    (signature,) = foot(f"TL. CỤC TRƯỞNG\nKT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG\n\n{NAME}\n").signatures
    assert signature.position == "Phó Trưởng phòng"
    assert [c.code for c in signature.capacities] == ["TL.", "KT."]


def test_a_signing_without_a_name_has_its_position() -> None:
    """A draft prints the office but nobody: the name is honestly unknown."""
    (signature,) = foot("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n").signatures
    assert (signature.name, signature.position) == (None, "Phó Chủ tịch")


def test_a_joint_document_has_all_its_signers() -> None:
    """Two bodies, two signatures, in the order printed."""
    words = f"KT. BỘ TRƯỞNG BỘ TƯ PHÁP\nTHỨ TRƯỞNG\n\n{NAME}\n\nKT. BỘ TRƯỞNG BỘ CÔNG AN\nTHỨ TRƯỞNG\n\nSầm Văn Đoái\n"
    found = foot(words).signatures
    assert [s.name for s in found] == [NAME, "Sầm Văn Đoái"]
    assert [s.position for s in found] == ["Thứ trưởng", "Thứ trưởng"]


# words after the text that hold no signature
UNSIGNED = [
    "",
    "Hà Quảng Điền\n",
    "Chủ tịch Ủy ban nhân dân các huyện chịu trách nhiệm.\n",
    "- Chủ tịch, các Phó Chủ tịch;\n- Lưu: VT.\n",
    "CÁC SỞ, BAN, NGÀNH\n",
]


@pytest.mark.parametrize("words", UNSIGNED)
def test_a_text_without_a_signature_has_none(words: str) -> None:
    """Names and offices in the text or among the recipients sign nothing."""
    assert foot(words).signatures == ()


# foot, recipients as printed
RECIPIENTS = [
    (f"{SENT}CHỦ TỊCH\n\n{NAME}\n", ("Như trên", "Thường trực Tỉnh ủy", "Lưu: VT, NC")),
    (f"CHỦ TỊCH\n\n{NAME}\n\n{SENT}", ("Như trên", "Thường trực Tỉnh ủy", "Lưu: VT, NC")),
    (f"**Nơi nhận:**\n*- Như trên;*\n*- Lưu: VT.*\n\nCHỦ TỊCH\n\n{NAME}\n", ("Như trên", "Lưu: VT")),
    (f"Nơi nhận:\t\tCHỦ TỊCH\n- Như trên;\n- Lưu: VT.\n\t\t{NAME}\n", ("Như trên", "Lưu: VT")),
    (f"Nơi nhận:\n- Ủy ban Mặt trận Tổ quốc\nViệt Nam tỉnh;\n- Lưu: VT.\n\nCHỦ TỊCH\n\n{NAME}\n", ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Lưu: VT")),
    (f"CHỦ TỊCH\n\n{NAME}\n", ()),
    (SENT, ("Như trên", "Thường trực Tỉnh ủy", "Lưu: VT, NC")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "recipients"), RECIPIENTS)
def test_recipients_are_listed_as_printed(words: str, recipients: tuple[str, ...]) -> None:
    """Nơi nhận stands before, beside or after the signer; an item may run over lines."""
    assert foot(words).recipients == recipients


def test_the_annex_is_no_part_of_the_conclusions() -> None:
    """What follows the signature is an attachment."""
    words = f"{SENT}CHỦ TỊCH\n\n{NAME}\n\nPHỤ LỤC I\nDANH MỤC HỒ CHỨA\n1. Hồ Khe Mây\n"
    text = clean(BODY + words)
    found = read_foot(text, segments(text, lift(text)), 0)
    assert found.start is not None and found.end is not None
    assert text[found.start :].startswith("Nơi nhận")
    assert text[found.end :].lstrip().startswith("PHỤ LỤC I")


# head of a letter, addressees
ADDRESSED = [
    ("Kính gửi:\n\n- Sở, ban, ngành;\n- Ủy ban nhân dân các huyện.\n\nThực hiện Công văn.", ("Sở, ban, ngành", "Ủy ban nhân dân các huyện")),
    ("Kính gửi: Sở Nội vụ\n\nThực hiện Công văn số 5.", ("Sở Nội vụ",)),
    ("**Kính gửi:** Ủy ban nhân dân các huyện, thành phố.\n\nThực hiện.", ("Ủy ban nhân dân các huyện, thành phố",)),
    ("Kính gửi:    Sở Nội vụ.\n\nSau khi xem xét.", ("Sở Nội vụ",)),
    ("Thực hiện Công văn số 5.", ()),
]  # fmt: skip


@pytest.mark.parametrize(("words", "addressees"), ADDRESSED)
def test_addressees_are_those_after_kinh_gui(words: str, addressees: tuple[str, ...]) -> None:
    """Those to whom a letter is written, one an entry, and not its first sentence."""
    text = clean(words)
    assert read_addressees(text, segments(text, lift(text)), 0) == addressees
