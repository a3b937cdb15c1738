"""Where a reader reports a mistake: a mail or a form elsewhere, filled in with what it is about."""

from __future__ import annotations

from urllib.parse import quote

_TITLE = "Báo lỗi: {name}"
_BODY = """Văn bản: {name}
Địa chỉ: {address}
SHA-256 của bản chữ: {digest}

Chữ đang sai (chép nguyên văn):

Chữ đúng, và căn cứ:
"""


def report_link(to: str, name: str, address: str, digest: str) -> str:
    """The link that opens a report on a document, as the setting *to* says: a mail or a filled-in form.

    >>> report_link("mailto:kho@example.vn", "Chỉ thị số 06/CT-UBND", "/vb/x/", "ab12")[:42]
    'mailto:kho@example.vn?subject=B%C3%A1o%20l'
    """
    title = quote(_TITLE.format(name=name), safe="")
    body = quote(_BODY.format(name=name, address=address, digest=digest), safe="")
    if to.startswith("mailto:"):
        return f"{to}?subject={title}&body={body}"
    return to.replace("{title}", title).replace("{body}", body)
