"""Documents whose every part tries to be more than words; a script that ran would set `window.__ran`."""

from __future__ import annotations

import json
import os
from pathlib import Path

PAYLOADS = [
    "<script>window.__ran=1</script>",
    "</script><script>window.__ran=2</script>",
    "</title><script>window.__ran=3</script>",
    "<img src=x onerror=window.__ran=4>",
    "<svg onload=window.__ran=5>",
    '"><body onload=window.__ran=6>',
    "' onmouseover='window.__ran=7' autofocus onfocus='window.__ran=7",
    '" onmouseover="window.__ran=8',
    "[bấm](javascript:window.__ran=9)",
    "<a href=javascript:window.__ran=10>bấm</a>",
    "[bấm]: javascript:window.__ran=11",
    "![ảnh](https://other.example/x.png)",
    "<iframe src=https://other.example/>",
    "<link rel=stylesheet href=//other.example/x.css>",
    "<base href=https://other.example/>",
    "<meta http-equiv=refresh content=0;url=https://other.example/>",
    "<style>body{display:none}</style>",
    "<!-- <script>window.__ran=12</script> -->",
    "--><script>window.__ran=13</script>",
    "</textarea></template></div></div></div><script>window.__ran=14</script>",
    "&lt;script&gt;window.__ran=15&lt;/script&gt;",
    "\\u003cscript\\u003ewindow.__ran=16\\u003c/script\\u003e",
    "<![CDATA[<script>window.__ran=17</script>]]>",
    "<?php window.__ran=18 ?>",
    "{{ config.site_name }} {{ 7*7 }} {% include 'main.html' %} {# x #}",
    "{% raw %}{{ page.meta }}{% endraw %}",
    "{: #noi-dung .x onclick=window.__ran=19 }",
    '--8<-- "gioi-thieu.md"',
    "**đậm** _nghiêng_ `mã` [TOC] ~~xoá~~ # đề mục",
    "key: [value, {a: b}] # --- ... !!python/object:os.system &a *a",
    "\x01\x02\x03\x08\x1b[31m\x7f\u0080\u009f\ufeff\u200b\u202e kí tự điều khiển",
]

TEXT = """ỦY BAN NHÂN DÂN TỈNH AN MẪU
Số: {number}/CT-UBND
An Mẫu, ngày 05 tháng 3 năm 2024

CHỈ THỊ
Về việc mẫu {hostile}

Kính gửi: Sở Mẫu {hostile}

Thực hiện Chỉ thị số 01/CT-UBND ngày 05/3/2024 của UBND tỉnh {hostile} và {hostile}¹, yêu cầu:
¹ Ghi chú {hostile}

1. Các sở {hostile} làm.
{hostile}
a) {hostile}
Xã\t{hostile}
{hostile}\tThôn

Nơi nhận:
- Sở Mẫu {hostile};
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn {hostile}
"""
FENCED = "---\ntitle: hỏng\ntemplate: 404.html\nrecord: []\n---\n"
NAMES = [
    "<img src=x onerror=window.__ran=20>",
    "{{ 7*7 }} {% raw %}",
    '" onmouseover="window.__ran=21',
    "[a](javascript:window.__ran=22)",
    '--8<-- "index.md"',
    "---\ntitle: hỏng\n---",
    "%3Cscript%3E &lt;b&gt; #a?b",
]
# What no reader would take for an issuer or a number, a clerk's slip could still put there.
CORRECTED = ["document_type", "number", "issuer", "place", "subject", "urgency"]


def write(folder: Path) -> list[str]:
    """The hostile documents stand in *folder*; the payload of each, in order of its number."""
    for number, hostile in enumerate(PAYLOADS, 1):
        _put(folder / f"{number:02}.txt", TEXT.format(number=f"{number:02}", hostile=hostile))
    _put(folder / "99.txt", FENCED + TEXT.format(number="99", hostile="thường"))
    for number, name in enumerate(NAMES, 51):
        _put(folder / f"{name}.txt", TEXT.format(number=number, hostile="thường"))
        _put(folder / f"rong {name}.txt", "")
    (folder / os.fsdecode(b"\xff\xfe.txt")).write_text(TEXT.format(number=60, hostile="thường"), "utf-8")
    _put(folder / "sua.txt", TEXT.format(number="70", hostile="thường"))
    rows = [("sua.txt", field, f"{field} {PAYLOADS[1]}") for field in CORRECTED]
    _put(folder / "corrections.toml", "\n".join(_correction(*row) for row in rows))
    return PAYLOADS


def _correction(file: str, field: str, value: str) -> str:
    facts = {"file": file, "field": field, "value": value, "reason": "thử", "date": "2024-03-05"}
    return "[[correction]]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in facts.items())


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
