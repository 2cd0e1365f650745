"""Places that are still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import SectionType

_OPEN = re.compile(
    r"\[\s*(?:…|\.{2,})[^\[\]\n]{0,120}\]"  # [… số liệu: … …], […]
    r"|\[\s*(?:điền|nhập|bổ sung|ghi|tên|số|ngày|xx+)[^\[\]\n]{0,60}\]"
    r"|\(\s*(?:điền|nhập|bổ sung|cập nhật|ghi rõ|chờ)\s[^()\n]{0,60}\)"
    r"|\{\{[^{}\n]{1,60}\}\}|<<[^<>\n]{1,60}>>|«\s*(?:điền|nhập)[^»\n]{0,60}»"
    r"|(?:…\s?){2,}|\.{4,}|_{3,}|\?{2,}"
    r"|(?<=\s)(?:…|\.{3})(?=\s?%|\s(?:triệu|tỷ|nghìn|hộ|người|lượt|tổ|hồ sơ|thôn|buổi|cuộc|lớp|ha|sản phẩm|mô hình|đồng)\b)"
    r"|(?<![\w./-])(?:[Xx]{2,}|TODO|TBD)(?![\w/-])(?=\s?%|\s|[.,;)])"
    r"|\b(?:số liệu (?:cập nhật|bổ sung) sau|bổ sung sau|cập nhật sau|chưa có số liệu, bổ sung)\b",
    re.IGNORECASE,
)
_SILENT = frozenset((SectionType.HEADER, SectionType.SIGNATURE, SectionType.RECIPIENTS))
"""Number, day and signature of a draft stay open until the clerk enters them."""


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Each open place once."""
    for match in _OPEN.finditer(reviewed.text):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        if reviewed.type_at(start) in _SILENT or _is_numeral(reviewed.text, start, end):
            continue
        yield reviewed.finding(
            Kind.OPEN_SLOT,
            Severity.HIGH,
            (start, end),
            texts.REVIEW_OPEN.format(written=reviewed.text[start:end]),
            texts.REVIEW_OPEN_FIX,
            texts.REVIEW_IN_TEXT,
        )


def _is_numeral(text: str, start: int, end: int) -> bool:
    """ "XX" behind "thế kỷ", "kỳ họp", "khóa", "đại hội" is a number."""
    before = text[max(start - 25, 0) : start].lower()
    named = re.search(r"(?:thế kỷ|khóa|khoá|lần thứ|kỳ họp|đại hội|phần|mục|chương)\s+(?:\w+\s+)?$", before)
    return text[start:end].isupper() and named is not None
