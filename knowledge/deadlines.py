"""Dates by which something is owed, in prose: "trước ngày 05/12", "chậm nhất 17h00 ngày 20/8/2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.models import Deadline, Section, SectionType
from knowledge.text import TextView
from knowledge.vietnamese import fold

_SILENT = (SectionType.HEADER, SectionType.TITLE, SectionType.RECIPIENTS, SectionType.SIGNATURE)
_CLOCK = r"(?:\d{1,2}\s?(?:h|gio|g)\s?(?:\d{2})?(?:\s?phut)?,?\s+(?:sang|chieu)?\s*)"
_DAY = (
    r"(?:ngay\s+)?\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\s+thang\s+\d{1,2}(?:(?:\s+nam\s+|/)\d{4})?)"
    r"|ngay\s+\d{1,2}(?!\s?(?:ngay|[/%]))(?:\s+cua\s+thang\s+\w+)?"
)
_MONTH = r"thang\s+\d{1,2}(?:(?:\s+nam\s+|\s?/\s?)\d{4})?"
_QUARTER = r"quy\s+(?:iv|i{1,3}|[1-4])\b(?:(?:\s+nam\s+|\s?/\s?)\d{4})?"
_RECURRING = r"(?:\s+h[aà]ng\s+(?:thang|quy|nam)|\s+moi\s+(?:thang|quy|nam))?"
_WHEN = re.compile(
    r"\b(?:truoc|(?:cham nhat|muon nhat|han cuoi)(?:\s+(?:la|vao|den))*|(?:den )?het|khong (?:qua|muon hon))"
    rf"\s+{_CLOCK}?(?:{_DAY}|{_MONTH}|{_QUARTER}){_RECURRING}"
    rf"|\b(?:bao cao|hoan thanh|xong)\s+(?:vao\s+|trong\s+)?(?:{_MONTH}|{_QUARTER}){_RECURRING}"
    rf"|\b(?:han (?:cuoi|chot|nop|gui)|thoi (?:han|gian))\s+(?:\w+\s+){{0,5}}?(?:la|den|vao|truoc)\s+"
    rf"{_CLOCK}?(?:{_DAY}|{_MONTH})"
    r"|\btrong (?:thoi han|thoi gian|vong)\s+\d{1,3}\s+(?:ngay|gio|thang)(?:\s+lam viec)?"
)
# Before a date these words tell of the past or of another thing's date, not of what is owed.
_NOT_OWED = re.compile(
    r"(?:\bđã\b[^,;]{0,80}|(?:ban hành|có hiệu lực|phát sinh|được cấp|thành lập|sinh|tồn tại)\s+)$",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\b(?:bao cao|gui|nop|trinh|hoan thanh|xong|tong hop|dang ky|cung cap|ra soat|tham muu|xay dung|to chuc"
    r"|trien khai|thuc hien|ban hanh|cap nhat|phan anh|de xuat|hop|giai quyet|xu ly|khac phuc|lap dat"
    r"|thanh lap|hoan tat|cong khai|phe duyet|khao sat)\b"
)
_BODIES = (
    r"uy ban nhan dan|ubnd|so|phong|van phong|bo|ban|trung tam|dang uy|thuong truc|hoi dong|hdnd|chu tich"
    r"|lanh dao|cong an|tram|mat tran|co quan"
)
_RECIPIENT = re.compile(
    rf"\b(?:gui|ve|trinh|nop|cho|bao cao)\s+"
    rf"(?P<who>(?:{_BODIES})\b[^.;,(]*?(?:\s*\((?:qua|thong qua)[^)]*\))?)"
    r"(?=\s*(?:[.;,)]|$|\b(?:truoc|cham nhat|muon nhat|de|theo|trong|han cuoi|vao|xem xet|tong hop)\b))"
)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[^\W\d_]|[-–\d])")


def extract_deadlines(view: TextView, sections: tuple[Section, ...]) -> tuple[Deadline, ...]:
    """All deadlines of the running text in order; those of table rows belong to their tasks.

    `due` is as written ("trước ngày 05/12"), `content` the sentence, `recipient` where it says to whom.
    """
    silent = [(section.start, section.end) for section in sections if section.type in _SILENT]
    found: list[Deadline] = []
    for start, end in _sentences(view.text):
        if not any(low <= start < high for low, high in silent):
            found += _deadlines(view, start, end)
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n]+", text):
        if "\t" in line[0]:
            continue
        at = line.start()
        for stop in _SENTENCE_END.finditer(text, line.start(), line.end()):
            yield at, stop.start()
            at = stop.end()
        yield at, line.end()


def _deadlines(view: TextView, start: int, end: int) -> Iterator[Deadline]:
    sentence = view.text[start:end]
    folded = fold(sentence)
    if not _OWED.search(folded):
        return
    for when in _WHEN.finditer(folded):
        if _NOT_OWED.search(sentence[: when.start()]):
            continue
        recipients = list(_RECIPIENT.finditer(folded))
        nearest = min(recipients, key=lambda match: abs(match.end() - when.start()), default=None)
        yield Deadline(
            content=sentence,
            due=sentence[when.start() : when.end()],
            recipient=sentence[nearest.start("who") : nearest.end("who")].strip() if nearest else None,
            start=start + when.start(),
            end=start + when.end(),
            quote=view.quote(start, end),
        )
