"""What a cited document is about (trích yếu): the words behind its issuer.

    subject = ("về việc" | "về" | "V/v") TEXT | VERB TEXT       về công tác văn thư; phê duyệt Đề án …

The text ends with its sentence, its list item, an opening "(sau đây gọi tắt …", or where the main clause of
the sentence begins: "…, Ủy ban nhân dân xã báo cáo".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.plain import Plain

_VERBS = (
    "ban hanh|quy dinh|phe duyet|huong dan|sua doi|thuc hien|trien khai|thi diem|cong bo|thanh lap|kien toan|"
    "tang cuong|day manh|giao|phan bo|dieu chinh|bai bo|thong qua|cong nhan|tiep tuc|to chuc|phat dong|"
    "cho phep|thong bao|de nghi|yeu cau|chi dao|xay dung|phan cong|phan cap|ho tro|quan ly|bo sung|thay the|"
    "phat trien|chan chinh|cat giam|don doc|ra soat|tong ket|so ket"
).replace(" ", r"\s{1,4}")
_LEAD = re.compile(
    r"\s{0,3}(?:\([^()]{2,80}\)\s{0,2})?"
    rf"(?:,?\s{{0,2}}(?:v/v|ve\s{{1,3}}viec|ve)(?!\w)[\s:]{{1,4}}|(?=(?:{_VERBS})(?!\w)))"
)
_LONGEST = 700
_ENDS = re.compile(
    r";|(?<!TP)(?<!v)[.!?](?=\s|$)|\n(?=\s*(?:[-+*•]|\d+[.)]|[IVX]+\.|[^\W\d_a-zđà-ỹ]))|[”\"»\t]|"
    r"\s?\((?=sau đây|sau day|gọi tắt|goi tat|dưới đây|(?:Quyết|Nghị|Kế|Công|Chỉ|Thông)\b)"
)
_CLAUSE = re.compile(
    r",\s+(?=(?:Ủy|Uỷ|Uy)\s+ban|UBND|HĐND|Hội\s+đồng|Đảng\s+(?:ủy|uỷ)|Sở\s|Phòng\s|Công\s+an\s|Trung\s+tâm\s|"
    r"Ban\s+Thường|đồng\s+thời|trong\s+đó|theo\s+đó|trên\s+cơ\s+sở|nay\s|(?:các|toàn)\s+(?:xã|phường|cơ\s+quan))"
)


def subject_after(plain: Plain, at: int, following: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The span of the subject that begins at `at`, None where there is none.

    `following` holds the spans of later mentions: "… về việc A, Kế hoạch số 12/KH-UBND …" ends before the
    next item of the list, but "về việc thực hiện Nghị quyết số 08-NQ/TU và Kế hoạch …" does not.
    """
    lead = _LEAD.match(plain.folded, at)
    if lead is None:
        return None
    start, limit = lead.end(), min(len(plain.text), lead.end() + _LONGEST)
    ends = [limit]
    for pattern in (_ENDS, _CLAUSE):
        if match := pattern.search(plain.unified, start, limit):
            ends.append(match.start())
    if following and start <= following[0][0] < min(ends) and _is_next_item(plain, start, following[0][0]):
        ends.append(following[0][0])
    end = _closed(plain.unified, start, min(ends))
    end = start + len(_JOINED.sub("", plain.unified[start:end]))
    return (start, end) if end - start > 3 else None


def _is_next_item(plain: Plain, start: int, mention: int) -> bool:
    return re.search(r"(?:,|\sva|\sva\scac|\sva\sban hanh)\s*$", plain.folded[start:mention]) is not None


_JOINED = re.compile(r"(?:[\s,]|\s(?:và|va)\s?|\s(?:và|va)\s(?:ban hành|ban hanh)\s?)+$")
"""What joins the next instrument: "… năm 2025 và ban hành Kế hoạch số 27"."""


def _closed(text: str, start: int, end: int) -> int:
    """Up to a ")" that was opened before the subject."""
    depth = 0
    for at in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth < 0:
            return at
    return end
