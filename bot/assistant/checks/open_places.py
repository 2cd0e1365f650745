"""Places that are still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import Section, SectionType
from knowledge.vietnamese import fold

_OPEN = re.compile(
    r"\[\s*(?:…|\.{2,})[^\[\]\n]{0,120}\]"  # [… số liệu: … …], […]
    r"|\[\s*(?:điền|nhập|bổ sung|ghi|tên|số|ngày|xx+)[^\[\]\n]{0,60}\]"
    r"|\(\s*(?:điền|nhập|bổ sung|cập nhật|ghi rõ|chờ)\s[^()\n]{0,60}\)"
    r"|\{\{[^{}\n]{1,60}\}\}|<<[^<>\n]{1,60}>>|«\s*(?:điền|nhập)[^»\n]{0,60}»"
    r"|(?:…\s?){2,}|\.{4,}|_{3,}|\?{2,}"
    r"|(?<=[a-zà-ỹ] )(?:…|\.{3})(?=\s?%| [a-zà-ỹ])"  # "đạt … hộ"; behind a comma the dots mean "and so on"
    r"|(?<![\w./-])(?:[Xx]{2,}|TODO|TBD)(?![\w/-])(?=\s?%|\s|[.,;)])"
    r"|\b(?:số liệu (?:cập nhật|bổ sung) sau|bổ sung sau|cập nhật sau|chưa có số liệu, bổ sung)\b",
    re.IGNORECASE,
)
_SILENT = frozenset((SectionType.HEADER, SectionType.SIGNATURE, SectionType.RECIPIENTS))
"""Number, day and signature of a draft stay open until the clerk enters them."""


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Each open place once; a form that is attached to be filled in by others is left alone."""
    forms = [s for s in reviewed.facts.sections if _is_form(reviewed, s)]
    if forms:
        reviewed.unchecked.append(texts.UNCHECKED_FORM)
    for match in _OPEN.finditer(reviewed.text):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        if reviewed.type_at(start) in _SILENT or _is_numeral(reviewed.text, start, end):
            continue
        if any(form.start <= start < form.end for form in forms):
            continue
        yield _open(reviewed, (start, end), reviewed.text[start:end])
    yield from _blanks(reviewed)


_FORM = re.compile(r"(?:phu luc [ivx\d]*\W*)?(?:bieu )?mau\b")


def _is_form(reviewed: Reviewed, section: Section) -> bool:
    if section.type is not SectionType.ANNEX or not _OPEN.search(reviewed.text, section.start, section.end):
        return False
    return reviewed.normative or _FORM.match(fold(section.title)) is not None


_BLANK = re.compile(r"(?<=\w )_{3,}(?= ?[a-zà-ỹ%])")


def _blanks(reviewed: Reviewed) -> Iterator[Finding]:
    """Drawn lines inside a sentence, which the clean text leaves out."""
    view = reviewed.extraction.view
    for match in _BLANK.finditer(view.source):
        before = view.source.rfind("\n", 0, match.start()) + 1
        span = view.locate(before, match.start())
        if span is not None and "___" not in reviewed.text and reviewed.type_at(span[0]) not in _SILENT:
            yield _open(reviewed, span, match[0])


def _open(reviewed: Reviewed, span: tuple[int, int], written: str) -> Finding:
    return reviewed.finding(
        Kind.OPEN_SLOT,
        Severity.HIGH,
        span,
        texts.REVIEW_OPEN.format(written=written),
        texts.REVIEW_OPEN_FIX,
        texts.REVIEW_IN_TEXT,
    )


def _is_numeral(text: str, start: int, end: int) -> bool:
    """ "XX" behind "thế kỷ", "kỳ họp", "khóa", "đại hội" is a number."""
    before = text[max(start - 25, 0) : start].lower()
    named = re.search(r"(?:thế kỷ|khóa|khoá|lần thứ|kỳ họp|đại hội|phần|mục|chương)\s+(?:\w+\s+)?$", before)
    return text[start:end].isupper() and named is not None
