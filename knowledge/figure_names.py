"""Names for indicators that the catalogue does not know, from the words of the statement itself.

"Thu gom 8,5 tấn phế liệu"            -> "Thu gom phế liệu"
"chuyển tuyến 612 trường hợp"         -> "Số trường hợp chuyển tuyến"
"92% hộ ký cam kết"                   -> "Tỷ lệ hộ ký cam kết"
"""

from __future__ import annotations

import re

from knowledge.anchors import CHANGES, Anchor
from knowledge.vietnamese import FoldedText, fold
from knowledge.windows import Window

_LONGEST = 24
"""Words of a name; what follows is detail of the statement."""
_PLACES = (
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?:xã|phường)|toàn (?:xã|phường|địa bàn)"
    r"|trên địa bàn(?: xã| phường)?|trong (?:năm|kỳ|tháng|quý)|xã(?! hội)|phường"
)
_TIMES = (
    r"(?:(?:đến|vào|trước) )?năm \d{4}|(?:đến|trước) (?:hết )?(?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?"
    r"|(?:đến )?hết|đến|vào"
    r"|(?:đến |vào )?(?:đầu|cuối|hết) (?:năm|kỳ)(?: \d{4})?|đến nay|h[àằ]ng năm"
    r"|lũy kế(?: từ đầu năm)?"
    r"|(?:(?:lũy kế|trong|cả) )?\d{1,2} tháng(?: (?:đầu|cuối) năm)?(?: \d{4})?"
    r"|quý (?:IV|I{1,3}|[1-4])(?:/\d{4})?"
    r"|hiện nay|hiện có|hiện|ph[aâấ]n đ[aâấầ]u|hướng tới"
)
_LINKS = (
    r"(?:ước |đã )?đạt(?: được| tỷ lệ| tỉ lệ)?|là|còn|bằng|chiếm|được|có|gồm|ước|với(?: số tiền)?|cho"
    r"|của|và|đã"
    r"|thực hiện(?: được)?|tổng số tiền|tổng số|số tiền|tỷ lệ|tỉ lệ|trong đó|về"
)
_LEADING = re.compile(
    rf"^(?:{_PLACES}|{_TIMES}|{_LINKS}|các|những|số(?! hóa)|tổng)(?:[:,]?\s+|$)", re.IGNORECASE
)
_TIME_ALONE = re.compile(_TIMES, re.IGNORECASE)
_TRAILING = re.compile(rf"(?:^|\s+)(?:{_LINKS}|hiện|hiện có|lên|xuống|giảm|tăng|khoảng|trên)$", re.IGNORECASE)
_PLURAL = re.compile(r"^(?:các|những|số(?! hóa))\s+", re.IGNORECASE)
_MARKS = " ,.:;-–=+*•"
_RATE = re.compile(r"(?:tỷ|tỉ) (?:lệ|trọng|suất)|tốc độ|mức|chỉ số|độ |năng suất", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:tổng|số|tỷ số|tỷ suất|đàn|diện tích|sản lượng|dân số|quy mô|mật độ|chỉ số|năng suất|lượng)\b",
    re.IGNORECASE,
)


def own_name(text: str, anchor: Anchor, window: Window) -> str:
    """The canonical phrase of what `anchor` states, or "" where its window has no words for it ("đạt
    91,5%")."""
    lead = _stripped(text[window.start : anchor.start], _LEADING, _TRAILING)
    tail = _PLURAL.sub("", _stripped(text[anchor.end : window.end], _TRAILING))
    tail = "" if _TIME_ALONE.fullmatch(tail) else tail
    if anchor.value is None and anchor.kind == "events":
        return _named("Số", tail.removesuffix(" nào"))
    if anchor.counted:
        written = text[window.start : anchor.start].strip(_MARKS)
        if not tail and _TOTAL.match(written):
            return _named("", _stripped(written, _TRAILING))
        noun = " ".join(text[anchor.noun : anchor.end].split()).lower()
        if not tail and not lead:
            return _named("Số", noun) if " " in noun else ""
        lead = lead[:1].lower() + lead[1:]
        counted = noun.partition("/")[0]
        if not tail and lead.startswith(f"{counted} "):
            return _named("Số", lead)
        if lead and re.search(r"\bcho\s*$", text[window.start : anchor.start]):
            return _named("Số", f"{counted} {tail} được {lead}")
        return _named("Số", f"{counted} {tail or lead}")
    if anchor.kind in ("share", "points"):
        words = tail if tail and len(lead.split()) < 2 else f"{lead} {tail}"
        return _named("" if is_rate(words) else "Tỷ lệ", words)
    total = "Tổng" if re.search(r"\btổng\b", text[window.start : anchor.start], re.IGNORECASE) else ""
    return _named(total, lead if len(lead.split()) >= 3 else f"{lead} {tail}")


def is_rate(phrase: str) -> bool:
    """Whether a phrase begins with a word for a rate ("Tỷ lệ hộ nghèo", "Mức độ hài lòng")."""
    return _RATE.match(phrase) is not None


def _named(head: str, words: str) -> str:
    return capitalised(" ".join(f"{head} {words}".split()[:_LONGEST])) if words.strip() else ""


def _stripped(words: str, *patterns: re.Pattern[str]) -> str:
    """Words without the marks around a noun phrase and without what the patterns match, however often."""
    phrase = " ".join(re.sub(r"[\"“”()\[\]*;]", " ", words).split()).strip(_MARKS)
    while True:
        shorter = phrase
        for pattern in patterns:
            shorter = pattern.sub("", shorter).strip(_MARKS)
        if shorter == phrase:
            return phrase
        phrase = shorter


def capitalised(phrase: str) -> str:
    """A phrase as the name of an indicator: single spaces, no marks around it, a capital at its start."""
    words = " ".join(phrase.split()).strip(_MARKS)
    return words[:1].upper() + words[1:]


_COMPARED = re.compile(
    r"\s*\(?(?:so voi |so (?=cung|ke|kh|du|nam|thang|quy))?"
    r"(?:cung ky|dau nam|nam hoc|nam|thang|quy|ke hoach|kh|du toan|dinh muc|nhu cau|chi tieu"
    r"|muc tieu|nghi quyet)?"
    r"(?: nam truoc| truoc| \d{4}-\d{4}| \d{4}| (?:thanh pho |tinh )?giao| nam| de ra|/\d{4})*"
)


def comparison(text: str, folded: FoldedText, anchor: Anchor) -> tuple[str, int]:
    """What a change or share is taken of, as written, and where those words end: "tăng so với cùng kỳ",
    "so với dự toán giao"."""
    match = _COMPARED.match(folded, anchor.end)
    end = match.end() if match is not None else anchor.end
    compared = " ".join(text[anchor.end : end].strip(" (").split())
    verb = next((verb for verb in CHANGES if folded.startswith(fold(verb), anchor.start)), None)
    if verb is None:
        return (compared if compared.lower().startswith("so") else f"so với {compared}"), end
    return f"{verb} {compared}".strip(), end
