"""Aims among the results, and results among the aims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import SectionType

_RESULTS = frozenset((SectionType.RESULTS, SectionType.ASSESSMENT))
_AIMS = frozenset((SectionType.TARGETS, SectionType.ORIENTATION, SectionType.SOLUTIONS, SectionType.TASKS))
_YEAR = re.compile(r"(?<![\d/])20\d\d(?![\d/])")
_AIMED = re.compile(
    r"\b(?:phan dau|du kien (?:dat|co|den)|se (?:dat|hoan thanh|phan dau|co)|huong toi(?: muc tieu)?"
    r"|quyet tam dat|muc tieu (?:den|nam|dat)"
    r"|(?:den|trong|nam) (?:het )?nam (?P<year>20\d\d),? (?:dat|co|tren|toi thieu|phan dau|ty le))"
)
_REACHED = re.compile(
    r"\b(?:đã (?:đạt|hoàn thành|có|thực hiện|cấp|tổ chức|thành lập|xây dựng|giải quyết|tiếp nhận|triển khai)"
    r"|đạt được|kết quả đạt|trong năm qua|6 tháng đầu năm)\b"
)
"""With their marks: without them "đạt được" is also the end of "thửa đất được số hóa"."""
_GROUND = re.compile(
    r"\b(?:phan dau|muc tieu|nhu|so voi|tu muc|tren co so|ke thua|phat huy|duy tri|tiep tuc)\b"
)


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Sentences with a number whose wording belongs to the other kind of section."""
    if reviewed.facts.quality.poor or reviewed.normative:
        return
    own_year = int((reviewed.facts.header.issued_on or "0")[:4])
    for start, end in reviewed.sentences:
        words, written = reviewed.folded[start:end], reviewed.text[start:end].lower()
        part = reviewed.type_at(start)
        if not re.search(r"\d", words):
            continue
        if part in _RESULTS and _is_aim(words, written, own_year):
            reason, proposal = texts.REVIEW_AIM_IN_RESULTS, texts.REVIEW_MOVE_AIM
        elif part in _AIMS and _is_result(words, written):
            reason, proposal = texts.REVIEW_RESULT_IN_AIMS, texts.REVIEW_MOVE_RESULT
        else:
            continue
        yield reviewed.finding(
            Kind.RESULT_TARGET_MIXED,
            Severity.MEDIUM,
            _trimmed(reviewed, start, end),
            reason,
            proposal,
            texts.REVIEW_RULE_NATURE,
        )


def _is_aim(words: str, written: str, own_year: int) -> bool:
    """An aim with a number of its own; one that is only named beside what was reached is none."""
    match = _AIMED.search(words)
    if match is None or _REACHED.search(written) or re.search(r"\bvuot\b|\bso voi\b", words):
        return False
    year = match["year"]
    if year is not None and own_year and int(year) <= own_year:
        return False
    return re.search(r"\d", _YEAR.sub("", words[match.end() - (5 if year else 0) :])) is not None


def _is_result(words: str, written: str) -> bool:
    match = _REACHED.search(written)
    if match is None or _AIMED.search(words) or _GROUND.search(words):
        return False
    return re.search(r"\d", _YEAR.sub("", words[match.end() :])) is not None


def _trimmed(reviewed: Reviewed, start: int, end: int) -> tuple[int, int]:
    text = reviewed.text
    while start < end and text[start] in " \t-+*•":
        start += 1
    return start, end
