"""Legacy encodings: what is converted, what is left alone, and what glibc's iconv says of the codes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import patience

from builder import legacy
from builder.errors import UnreadableSource
from builder.legacy.encodings import Encoding, encodings
from builder.legacy.syllables import is_syllable
from builder.legacy.tables import Letter, load_legacy_tables
from builder.source import decode, read_file
from builder.text import clean

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
ICONV = {"tcvn5712_1": "TCVN5712-1", "viscii": "VISCII", "cp1258": "CP1258"}

# A paragraph that this project writes itself; what it must read as.
PARAGRAPH = (
    "Căn cứ Luật Tổ chức chính quyền địa phương; để bảo đảm trật tự, kỷ cương, Ủy ban nhân dân tỉnh "
    "yêu cầu các sở, ngành, huyện thực hiện nghiêm túc những nhiệm vụ sau đây."
)

# what is seen, what was meant, the encoding (facts: kinds of damage; legacy_encodings)
CONVERTED = [
    ("C¨n cø LuËt Tæ chøc", "Căn cứ Luật Tổ chức", "TCVN3"),
    ("QuyÕt ®Þnh cña Bé tr\u00adëng", "Quyết định của Bộ trưởng", "TCVN3"),
    ("Thñ t−íng ChÝnh phñ", "Thủ tướng Chính phủ", "TCVN3"),
    ("b¶o l∙nh tÝn dông", "bảo lãnh tín dụng", "TCVN3"),
    ("céng hoµ x· héi chñ nghÜa viÖt nam", "cộng hoà xã hội chủ nghĩa việt nam", "TCVN3"),
    ("NghÞ ®Þnh sè 30/1998/N§-CP", "Nghị định số 30/1998/NĐ-CP", "TCVN3"),
    ("UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN", "VNI"),
    ("Ñoàng Xoaøi, ngaøy 14 thaùng5 naêm 2008", "Đồng Xoài, ngày 14 tháng5 năm 2008", "VNI"),
    ("COÄNG HOAØ XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "VNI"),
    ("Nguyeãn Taán Duõng taïi buoåi", "Nguyễn Tấn Dũng tại buổi", "VNI"),
    ("UBND 7ӌ1+ LÀO CAI\n&Ӝ1* HÒA", "UBND TỈNH LÀO CAI\nCỘNG HÒA", "PDF"),
    ("HOÀ XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 NAM", "HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PDF"),
    ("ĐӝF OұS - 7ӵ do - +ҥQK SKúF", "Độc lập - Tự do - Hạnh phúc", "PDF"),
    ("6ӣ Công 7KѭѫQJ QKұQ ÿѭӧF *Lҩ\\ PӡL", "Sở Công Thương nhận được Giấy mời", "PDF"),
    ("1JKӏ ÿӏQK Vӕ \x14\x13\x18\x12\x15\x13\x15\x18\x121Ĉ\x10&3", "Nghị định số 105/2025/NĐ-CP", "PDF"),
]


@pytest.mark.parametrize(("seen", "meant", "source"), CONVERTED)
def test_a_stretch_in_a_legacy_encoding_is_converted_and_reported(seen: str, meant: str, source: str) -> None:
    """The text reads as its writer meant it, and the encoding is named with the stretch."""
    text, found = legacy.convert(seen)
    assert clean(text) == meant
    assert {one.source for one in found} == {source}


# texts in Unicode and in ASCII, with what could be taken for a legacy code
LEFT_ALONE = [
    "Số: 06/CT-UBND",
    "CONG HOA XA HOI CHU NGHIA VIET NAM",
    "CQNG HOA XA HOr CHir NGHIA VrpT NAM",
    "Ðộc lập - Tự do - Hạnh phúc",
    "bộ phận công\u00ad tác của ông Bé, bà Hòa",
    "Chiều dày thành ống từ 14 ÷ 22 mm, diện tích 40 m² ± 5 %, § 3, «Việt Nam» ®, ©",
    "Công ty Müller & Söhne, São Paulo, Ñuñoa, Citroën, façade, Köln",
    "Süd Öl Straße größer Äpfel über Mädchen",
    "naïve Noël Zoë garçon œuvre où ça",
    "Қазақстан Республикасы Үкіметі, Өскемен қаласы, Ұлттық",
    "Договор № 5 между Вьетнамом и Россией",
    "đo được 5 µm và 10 µg/m³",
    "VUYÃ « m² 5 µm Uá phaì",
    "ö Ä Ø 20 ©2020 công lý",
    "Đơn giá 30% 1$ (3) 9, 7, 0,5",
    unicodedata.normalize("NFD", PARAGRAPH),
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_unicode_and_ascii_are_left_alone(text: str) -> None:
    """Signs and foreign words that a legacy encoding would explain too are no evidence by themselves."""
    assert legacy.convert(text) == (text, ())


WORDS = [*PARAGRAPH.split(), "Bé", "sè", "công", "hoà", "«", "®", "°C", "\n", "tư\u00ad", "m²", "µm", "Ø"]


@given(st.lists(st.sampled_from(WORDS)))
def test_valid_vietnamese_is_never_changed(words: list[str]) -> None:
    """However its words stand, with signs between them, a text in NFC stays as it is."""
    text = " ".join(words)
    assert legacy.convert(text) == (text, ())


def encoded(text: str, name: str) -> bytes:
    """*text* in the encoding of the letter table, capitals with tone in small letters where it has none."""
    codes = {row.letter: bytes.fromhex(getattr(row, name)) for row in load_legacy_tables().letters}
    return b"".join(codes.get(c) or codes.get(c.lower()) or c.encode("cp1252") for c in text)


def seen(text: str, name: str) -> str:
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in encoded(text, name))


@pytest.mark.parametrize("one", encodings(), ids=lambda e: e.name)
def test_one_paragraph_among_unicode_ones_is_converted(one: Encoding) -> None:
    """The span of a conversion counts the code points of the cleaned text, whatever cleaning takes out."""
    before, after = "Số:\u00ad 5/CT\r\n\u200bKính gửi: các e\u0302\u0301ch", "\r\nNơi nhận:\u00ad"
    text, found = legacy.convert(f"{before}\r\n{seen(PARAGRAPH, one.name)}{after}")
    meant = PARAGRAPH.replace("Ủ", "ủ") if one.name == "tcvn3" else PARAGRAPH
    cleaned = clean(text)
    assert cleaned == f"{clean(before)}\n{meant}{clean(after)}"
    assert [(cleaned[c.span.start : c.span.end], c.source) for c in found] == [(meant, one.shown)]


def test_a_file_may_mix_encodings() -> None:
    """Each paragraph is judged by itself."""
    mixed = "\n".join([seen(PARAGRAPH, "tcvn3"), PARAGRAPH, seen(PARAGRAPH, "vni"), PARAGRAPH, "Bé"])
    text, found = legacy.convert(mixed)
    assert text.casefold() == "\n".join([PARAGRAPH] * 4 + ["Bé"]).casefold()
    assert [c.source for c in found] == ["TCVN3", "VNI"]


def test_a_short_line_goes_with_its_neighbours() -> None:
    """`Bé` and `Sè` are Vietnamese in Unicode too; between two TCVN3 lines they are Bộ and Số."""
    line = seen(PARAGRAPH, "tcvn3")
    assert legacy.convert(f"{line}\nSè: 99\n{line}")[0].splitlines()[1] == "Số: 99"
    assert legacy.convert(f"{line}\nBé\n{PARAGRAPH}")[0].splitlines()[1] == "Bé"


def test_a_sign_that_stands_alone_stays() -> None:
    """In TCVN3 the minus of a PDF is ư, but between figures it is a minus."""
    text, _ = legacy.convert("Thñ t−íng ChÝnh phñ giao 5 − 10 viÖc, 2÷4 ngµy")
    assert text == "Thủ tướng Chính phủ giao 5 − 10 việc, 2÷4 ngày"


@given(st.text(alphabet="®µ−\u00ad¸¶·Þ×ëØøùñöaêoôAÑ 7ӌ1+\u0003\f\x14ÿѭĐệ\r\n\u0301\u200bz", max_size=120))
def test_spans_lie_in_order_within_the_cleaned_text(raw: str) -> None:
    """Whatever is received, nothing raises, and cleaning a second time changes nothing."""
    text, found = legacy.convert(raw)
    cleaned = clean(text)
    ends = [0, *(end for c in found for end in (c.span.start, c.span.end)), len(cleaned)]
    assert ends == sorted(ends)
    assert clean(cleaned) == cleaned


# syllables by chính tả: onset, rime, tone that fits
SYLLABLES = "nghĩa Uỷ Ủy QUYẾT giếng gì quốc thuở khuỷu ngoằn Đ ý hoà hòa được rượu nghiêng".replace(
    " Đ ", " "
)
NOT_SYLLABLES = "nghÜa đònh HNG cac tàc kà ngề ghà tếong Müller ß ǹa t\u0300a việt̀ 123"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables_are_known(word: str) -> None:
    """Both placements of the tone (facts/tone_placement.csv) and both cases are right."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*NOT_SYLLABLES.split(), ""])
def test_other_runs_of_letters_are_no_syllables(word: str) -> None:
    """A stop at the end takes sắc or nặng; k, gh, ngh stand before e, ê, i, y only."""
    assert not is_syllable(word)


def iconv(content: bytes, charset: str) -> str | None:
    """What glibc reads, None where it refuses."""
    program = shutil.which("iconv")
    if (
        program is None
        or charset not in subprocess.run([program, "-l"], capture_output=True, text=True).stdout
    ):
        pytest.skip(f"this machine has no iconv that knows {charset}")
    done = subprocess.run([program, "-f", charset, "-t", "UTF-8"], input=content, capture_output=True)
    return done.stdout.decode("utf-8") if done.returncode == 0 else None


def letters(name: str) -> list[Letter]:
    return [row for row in load_legacy_tables().letters if getattr(row, name)]


@pytest.mark.parametrize("name", ICONV)
def test_every_code_is_what_iconv_says(name: str) -> None:
    """All 256 bytes that glibc knows, and every letter with its marks, read as glibc reads them."""
    encoding = next(e for e in encodings() if e.name == name)
    whole = [bytes.fromhex(getattr(row, name)) for row in letters(name)]
    assert len(whole) == 134
    known = [bytes([b]) for b in range(1, 256)]
    read = {code: iconv(b"(" + code + b")", ICONV[name]) for code in {*whole, *known}}
    differ = {
        code: (encoding.read(b"(" + code + b")"), want)
        for code, want in read.items()
        if want is not None and encoding.read(b"(" + code + b")") != unicodedata.normalize("NFC", want)
    }
    assert sum(want is not None for want in read.values()) > 230
    assert differ == {}


@pytest.mark.parametrize("one", encodings(), ids=lambda e: e.name)
def test_every_letter_reads_as_itself(one: Encoding) -> None:
    """Single codes, vowels with marks of either case, and combining marks alike."""
    for row in letters(one.name):
        code = bytes.fromhex(getattr(row, one.name))
        assert one.read(b"(" + code + b")") == f"({row.letter})"


HOSTILE = [
    "®",
    "®\n",
    "® ",
    "®µ Điều ",
    "®µ Đ\n",
    "7ӌ1+ 7ӌ1* \x03",
    "Bé sè\n®¸",
    "aø",
    "®\u0301",
    "QuyÕt®Þnh",
    "7ӌ1+)",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_does_not_hang_the_conversion(unit: str) -> None:
    """A quarter of a megabyte is read to its end; what is converted stands in order within the text."""
    text = (unit * 250_000)[:250_000]
    with patience():
        read, conversions = legacy.convert(text)
        legacy.decode(text.encode("latin-1", "replace"))
    edges = [edge for c in conversions for edge in (c.span.start, c.span.end)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(clean(read))


FILE_NAMES = [
    ("tcvn3", "tcvn3"),
    ("vni", "vni"),
    ("viscii", "viscii"),
    ("cp1258", "cp1258"),
    ("tcvn5712_1", "tcvn5712-1"),
]


@pytest.mark.parametrize(("name", "shown"), FILE_NAMES)
def test_a_file_of_one_legacy_encoding_is_read(name: str, shown: str, tmp_path: Path) -> None:
    """Bytes that no Unicode encoding explains are read when all words say the same."""
    path = tmp_path / "chi-thi.txt"
    path.write_bytes(encoded(f"{PARAGRAPH}\n{PARAGRAPH}", name))
    found = read_file("chi-thi.txt", path)
    assert found.encoding == shown
    assert found.text.casefold() == f"{PARAGRAPH}\n{PARAGRAPH}".casefold()
    assert [(c.span.start, c.span.end, c.source) for c in found.converted] == [
        (0, len(found.text), shown.upper())
    ]


# bytes without overwhelming evidence
REFUSED = [
    "Le café où naïve Zoë a reçu une façade, déjà bâtie à l’été, très élégante, fût-elle à côté".encode(
        "cp1252"
    ),
    "Größe über Mädchen, Österreich, Straße, schön, Füße, Bäume, Käse, höher, früh, süß".encode("latin-1"),
    "Quyết định".encode()[:-1] + b"\xff",
    bytes(range(1, 256)) * 40,
    encoded(PARAGRAPH, "tcvn3") + encoded(PARAGRAPH, "vni"),
    encoded(PARAGRAPH, "tcvn3") + b"\0",
]


@pytest.mark.parametrize("content", REFUSED)
def test_bytes_that_are_not_clear_are_refused(content: bytes) -> None:
    """French, German, binary and mixed files are no text of one encoding; nothing is guessed."""
    with pytest.raises(UnreadableSource):
        decode(content)


# open pairs, as found and as Unicode; the share of words as found that stand in the Unicode text
PAIRS = ["vp-2003-A06", "vp-2004-A3", "vp-2006-19412_QD115-04TTg_BLTch_DNNVV", "vp-2008-23-QD-991-UBND"]


@pytest.mark.parametrize("name", PAIRS)
def test_real_texts_read_as_their_unicode_twins(name: str) -> None:
    """Case of the capital fonts and white space apart, 99.5 % of the words are equal."""
    files = [CORPUS / f"{name}-{kind}.txt" for kind in ("raw", "gt")]
    if not all(f.exists() for f in files):
        pytest.skip("the corpus lies beside the project only where it is measured")
    assert not any(int(hashlib.sha1(f.name.encode()).hexdigest(), 16) % 3 == 0 for f in files)
    raw, twin = (f.read_bytes().decode("utf-8") for f in files)
    words = clean(legacy.convert(raw)[0]).casefold().split()
    meant = clean(twin).casefold().split()
    blocks = SequenceMatcher(None, words, meant, autojunk=False).get_matching_blocks()
    assert sum(b.size for b in blocks) >= 0.995 * len(words)
