"""Secrecy stamps that keep a document out, and personal data that is masked in what is indexed.

The grades MẬT, TỐI MẬT, TUYỆT MẬT are stamped on a line of their own in the head of a document (Luật Bảo vệ
bí mật nhà nước 2018, điều 8; Thông tư 24/2020/TT-BCA). The words inside a sentence are no stamp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.vietnamese import fold

INTERNAL = "LƯU HÀNH NỘI BỘ"
"""Not a secrecy grade: such a document is taken in where the settings allow it."""

_GRADES = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT"}
_HEAD_LINES = 40
"""A stamp stands above or beside the title; a head of a two-column page with blank lines takes up to 30."""
_OTHER_WORDS = frozenset({"MẮT", "MẤT", "MÁT"})
_CELL = re.compile(r"\t| {3,}")
_FRAME = " .,:;|[]{}*_-–—~'\"“”«»•"
_BESIDE = re.compile(
    r"(?P<grade>(?:TUYỆT |TUYET |TỐI |TOI )?(?:MẬT|MAT)) +"
    r"(?:CỘNG H|CONG H|Độc lập|Doc lap|ĐẢNG|DANG|[^\d,]{2,40}, *(?:ngày|ngay)\b).*"
)
"""A stamp in the left column of the head, run together with the motto or the place and date at its right."""
_LABEL = re.compile(r"^(?:do|muc do|dau(?: chi)?(?: muc)? do) mat\s*:?\s*")
_DOCUMENT = re.compile("^(?:tailieu|vanban)")
_INTERNAL_LINE = re.compile(r"^\(?(?:tailieu|vanban)?luuhanhnoibo\)?$")


def stamp(text: str) -> str | None:
    """The secrecy grade stamped on an NFC text, or `INTERNAL`, or None. Stamps without diacritics or spaced
    out ("M Ậ T"), as recognition may leave them, count."""
    internal = False
    for line in _head(text):
        for cell in (line, *_CELL.split(line)):
            if (grade := _grade(cell.strip(_FRAME))) is not None:
                return grade
            internal = internal or bool(_INTERNAL_LINE.match("".join(fold(cell).strip(_FRAME).split())))
    return INTERNAL if internal else None


def _head(text: str) -> Iterator[str]:
    seen = 0
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip():
            yield match.group()
            seen += 1
            if seen == _HEAD_LINES:
                return


def _grade(words: str) -> str | None:
    """A stamp is in capitals or begins with one: "mật)" is the end of a wrapped sentence."""
    if beside := _BESIDE.fullmatch(words):
        words = beside["grade"]
    folded = fold(words)
    label = _LABEL.match(folded)
    grade = _GRADES.get(_DOCUMENT.sub("", "".join(folded[label.end() if label else 0 :].split())))
    if grade is None or words in _OTHER_WORDS or not (label or words[:1].isupper()):
        return None
    return grade


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w./,+-])(?:\+84|\(\+84\)|0)[ .-]?\(?"
    r"(?:[35789]\d(?:[ .-]?\d){7}|2\d\d\)?(?:[ .-]?\d){7}|2[48]\)?(?:[ .-]?\d){8})(?![\w/]|[.,]\d)"
)
"""Ten digits for a mobile, eleven for a fixed line, the leading 0 included (Thông tư 22/2014/TT-BTTTT)."""
_CITIZEN_ID = re.compile(r"(?<![\w./,-])0\d{2}(?:[ .]?\d{3}){3}(?![\w/]|[.,]\d)")
"""Personal identification number: 12 digits, the first three the code of a province, 001-096 (Nghị định
137/2015/NĐ-CP, điều 13)."""
_NAMED = re.compile(
    r"(?:\b(?:CMND|CMT|CMTND|CCCD|chứng minh(?: nhân dân| thư)?|căn cước(?: công dân)?|"
    r"(?:số )?định danh(?: cá nhân)?|ĐTDĐ|SĐT|ĐT|điện thoại|di động|tel|mobile|fax|zalo|hộ chiếu)\b)"
    r"(?: di động| số| liên hệ)*\s*[:.]?\s*(?:số\s*)?[:.]?\s*"
    r"(?P<number>[A-Z]?\(?\d(?:[ .()-]{0,2}\d){6,12})(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)


_BUSINESS_CODE = re.compile(r"(?:thuế|MST|doanh nghiệp|hộ kinh doanh|tài khoản|STK)\s*(?:số)?\s*:?\s*$", re.I)
"""A tax code or an account may look like a phone number; it names no person."""


def _personal(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        yield match.span()
    for pattern in (_PHONE, _CITIZEN_ID):
        for match in pattern.finditer(text):
            if not _BUSINESS_CODE.search(text, max(match.start() - 30, 0), match.start()):
                yield match.span()
    for match in _NAMED.finditer(text):
        yield match.span("number")


def mask(text: str) -> str:
    """The text with e-mail addresses, phone and identity numbers starred out, of the same length. Figures,
    dates and document numbers stay: a bare nine-digit number is masked only behind a word that names it."""
    masked = list(text)
    for start, end in _personal(text):
        masked[start:end] = (char if char.isspace() else "*" for char in text[start:end])
    return "".join(masked)


def has_personal_numbers(text: str) -> bool:
    """Whether the text holds a phone or identity number (an e-mail address alone does not count)."""
    return any("@" not in text[start:end] for start, end in _personal(text))
