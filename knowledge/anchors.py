"""What in a clause states a value: an amount, an amount in words ("toàn bộ", "chưa xảy ra"), or the demand
that one be reported ("nêu rõ số lượng tin bài")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from knowledge.models import Comparator
from knowledge.numbers import Quantity
from knowledge.units import Value, alternation, spelled_alike
from knowledge.vietnamese import FoldedText, fold, is_marked


class Role(StrEnum):
    """What an anchor says of its indicator: its value, how it changed, how it stands to a plan, a value in
    words; LOOSE words ("rà soát toàn bộ hồ sơ") state one only where the catalogue knows what they speak
    of."""

    VALUE = "value"
    CHANGE = "change"
    RATIO = "ratio"
    WORDS = "words"
    LOOSE = "loose"


class Anchor(NamedTuple):
    """A stated value at `text[start:end]`; what is counted starts at `noun` (== end for measures).

    `part` is set behind "trong đó" and in brackets: the value belongs to the one before; `of_whole` where its
    whole is given with it ("22/23 thôn"), `listed` of money in a list behind "trong đó:".
    """

    start: int
    end: int
    noun: int
    role: Role
    value: Value | None
    comparator: Comparator
    unit: str
    kind: str
    words: str | None = None
    bracketed: bool = False
    part: bool = False
    of_whole: bool = False
    listed: bool = False

    @property
    def counted(self) -> bool:
        """Whether the unit is part of what is counted, as in "26 tổ"."""
        return self.noun < self.end


_MEASURE_KINDS = frozenset(
    ("share", "points", "money", "dollars", "area", "length", "volume", "weight", "energy", "bandwidth")
)
_FROM = re.compile(r"\btu\s+$")
_TO = re.compile(r"[^,;.]{0,25}?\b(?:len|xuong|con)\b[^,;.\d]{0,20}$")
_CHANGE = re.compile(
    r"\b(?P<verb>tang|giam|vuot|cao hon|thap hon|them)(?: tu| them| binh quan| so luong| khoang| tren| hon"
    r"| gan)*\s*$"
)
CHANGES = ("tăng", "giảm", "vượt", "cao hơn", "thấp hơn", "thêm")
"""Verbs before an amount that make it a change."""
_PART = re.compile(r"\b(?:trong do(?! tuoi)|bao gom|gom|rieng)\b")
_LISTED = re.compile(r"\b(?:trong do|gom)\s*:")
_COMPARED = re.compile(
    # "87,6% (kế hoạch giao 90%)" gives the plan beside the result: the 87,6% is no share of it.
    r"(?!\s*\(\s*(?:ke hoach|kh|chi tieu|muc tieu|du toan|nghi quyet)\b[^().;]{0,25}?\d[\d.,]*\s*[%\w])"
    r"\s*\(?\s*(?:ke hoach|kh\b|du toan|chi tieu|muc tieu|so voi|so cung ky|cung ky|nghi quyet)"
)


def amounts(
    text: str, folded: FoldedText, quantities: Sequence[Quantity], start: int, end: int
) -> Iterator[Anchor]:
    """The quantities of a clause as anchors. Of "giảm từ 5% xuống 3%" only the value reached counts."""
    inside = [quantity for quantity in quantities if quantity.end <= end]
    for at, quantity in enumerate(inside):
        following = inside[at + 1] if at + 1 < len(inside) else None
        if (
            following is not None
            and _FROM.search(folded, max(start, quantity.start - 6), quantity.start)
            and _TO.match(folded[quantity.end : following.start])
        ):
            continue
        yield _amount(text, folded, quantity, start)


def _amount(text: str, folded: FoldedText, quantity: Quantity, start: int) -> Anchor:
    measured = quantity.kind in _MEASURE_KINDS
    comparator, role, begin = quantity.comparator, Role.VALUE, quantity.start
    compared = _COMPARED.match(folded, quantity.end) is not None
    # "vượt 5% so với kế hoạch" says by how much, not that the value lies above.
    exceeds = re.match(
        r"vuot|cao hon|thap hon|lon hon|nhieu hon|it hon", folded[quantity.start : quantity.end]
    )
    if exceeds and compared:
        comparator, role = Comparator.EQUAL, Role.CHANGE
    elif (at := _change(text, folded, quantity.start, start)) is not None:
        role, begin = Role.CHANGE, at
    elif quantity.kind == "share" and compared:
        role = Role.RATIO
    opened = folded.rfind("(", start, quantity.start)
    bracketed = opened >= 0 and folded.find(")", opened, quantity.start) < 0
    last = folded.rfind(")", start, quantity.start)
    return Anchor(
        begin,
        quantity.end,
        quantity.end if measured else quantity.unit_start,
        role,
        quantity.value,
        comparator,
        quantity.unit,
        quantity.kind,
        bracketed=bracketed,
        part=bracketed or _PART.search(folded, max(start, last), quantity.start) is not None,
        listed=quantity.kind == "money" and _LISTED.search(folded, start, quantity.start) is not None,
        of_whole=not measured and "/" in text[quantity.number_start : quantity.unit_start],
    )


def _change(text: str, folded: FoldedText, end: int, start: int) -> int | None:
    """Where the verb of change before a quantity begins; "tặng" is none where it has its marks."""
    lead_start = max(start, end - 40)
    match = _CHANGE.search(folded[lead_start:end])
    if match is None:
        return None
    at = lead_start + match.start()
    written = text[at : lead_start + match.end("verb")].lower()
    return at if not is_marked(written) or any(spelled_alike(written, verb) for verb in CHANGES) else None


_ALL = re.compile(r"(?<!\w)(?P<words>toan b[odag6]?d?|tat ca|100 phan tram)\s+(?=\w)")
_PREPOSITION = re.compile(r"\b(?:trong|tren|cua|cho|voi|ve|theo|tai|o)\s+$")
_PREDICATE = re.compile(r"\b(?:duoc|dugc|deu|da|su dung|thanh thao|tham gia|hoan thanh|co|dat|thuc hien)\b")
_NONE = re.compile(
    r"(?<!\w)(?P<words>(?:chua|khong)(?: de)? (?:xay ra|phat sinh|ghi nhan|phat hien)|khong co)\s+(?=[a-z])"
)
_EVENT_NOUNS = (
    "vụ", "trường hợp", "ca", "sự cố", "điểm nóng", "tai nạn", "cháy", "ổ dịch", "dịch", "mất an toàn",
    "mất an ninh", "mật an toàn", "khiếu kiện", "khiếu nại", "đơn thư", "ngộ độc", "tội phạm", "hộ", "đơn",
)  # fmt: skip
_EVENTS = re.compile(
    rf"(?:\w+ ){{0,2}}?(?P<noun>{alternation(fold(noun) for noun in _EVENT_NOUNS)})\b(?! vi\b| chieu| khau)"
)
_ASKED = re.compile(
    r"(?<!\w)(?:(?:neu|bao cao|the hien|lam|thong ke|ghi|tong hop|noi)\s+(?:cu the|ro)|cung cap so lieu"
    r"|so lieu ve)"
    r"(?:\s+(?:ve|cac so lieu ve|so lieu|noi dung|:))*\s*"
)
_ASKED_HEAD = (
    r"(?:so|so luong|ty le|ti le|tong so|tong|dien tich|kinh phi|muc|san luong|nang suat|hoan thanh"
    r"|doanh thu|so lieu"
    r"|gia tri|co cau|khoi luong)"
)
_FIRST_ITEM = re.compile(rf"\s*(?:[-+*•]|[a-z]\)|\d+(?:\.\d+)*[.)])?\s*(?P<head>{_ASKED_HEAD})\s+\w")
_NEXT_ITEM = re.compile(rf"(?:[,;]|\s+va)\s+(?P<head>{_ASKED_HEAD})\s+\w")


def worded(folded: FoldedText, text: str, start: int, end: int) -> Iterator[Anchor]:
    """Values said in words: all of something, none of something."""
    for match in _ALL.finditer(folded, start, end):
        if _PREPOSITION.search(folded[start : match.start()]):
            continue
        subject = _PREDICATE.search(folded, match.end(), end) is not None and _opens(
            folded, start, match.start()
        )
        role = Role.WORDS if subject else Role.LOOSE
        words = "tất cả" if match["words"].startswith("tat") else "toàn bộ"
        yield _words(match, words, role, "%", "share")
    for match in _NONE.finditer(folded, start, end):
        event = _EVENTS.match(folded, match.end(), end)
        noun = text[slice(*event.span("noun"))].lower() if event is not None else ""
        if noun and (not is_marked(noun) or any(spelled_alike(noun, listed) for listed in _EVENT_NOUNS)):
            yield _words(match, text[slice(*match.span("words"))].lower(), Role.WORDS, noun, "events")


def _opens(folded: FoldedText, start: int, at: int) -> bool:
    """Whether a clause or a part of it begins at `at`: only marks or a short adverb stand before."""
    lead = folded[start:at].rstrip()
    return (
        not lead
        or lead[-1] in ",:-–+(*"
        or re.search(r"(?:hien nay|den nay|hien|nay|do do|theo do)$", lead) is not None
    )


def _words(match: re.Match[str], words: str, role: Role, unit: str, kind: str) -> Anchor:
    start, end = match.span("words")
    return Anchor(start, end, end, role, None, Comparator.EQUAL, unit, kind, " ".join(words.split()))


def asked(folded: FoldedText, start: int, end: int) -> list[tuple[int, int]]:
    """Where a clause names what has to be reported: one span per item of "nêu rõ số …, tỷ lệ …"."""
    demand = _ASKED.search(folded, start, end)
    if demand is None:
        return []
    closing = folded.find(")", demand.end(), end)
    items = asked_items(folded, demand.end(), closing if closing >= 0 else end)
    return [(demand.start(), items[0][1]), *items[1:]] if items else []


def asked_items(folded: FoldedText, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list of things to be measured that begins at `start`: "- Số tổ và số thành viên"."""
    first = _FIRST_ITEM.match(folded, start, end)
    if first is None:
        return []
    others = list(_NEXT_ITEM.finditer(folded, first.start("head"), end))
    heads = [first.start("head"), *(match.start("head") for match in others)]
    return list(zip(heads, [*(match.start() for match in others), end], strict=True))
