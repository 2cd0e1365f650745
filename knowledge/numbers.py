"""Numbers, units and bounds in Vietnamese administrative text.

    quantity = bound? number (("-" | "đến") number)? scale? unit ("/" per)* ("trở lên" | "trở xuống")?
    number   = 1-3 digits ("." 3 digits)+ ("," digits)? | digits (("," | ".") digits)?
    bound    = "trên" | "tối thiểu" | "không quá" | "khoảng" | …           units.toml [[comparator]]
    unit     = "%" | "triệu đồng" | "ha" | … | a countable noun              units.toml [[measure]], [[count]]

    "đạt trên 85%"  "1.234,5 triệu đồng"  "5-7 thành viên/tổ"  "từ 95% trở lên"  "12/15 thôn"

Years, dates, times, document symbols, telephone numbers, article and list numbers ("Điều 5", "Đề án 06",
"thôn 3"), numbers glued to letters ("4G", "IPv4", and the "16p" that a bad scan makes of "lớp") are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from knowledge.models import Comparator
from knowledge.notation import NUMBER, format_number, parse_number
from knowledge.unit_reading import Reading, scale_at, unit_at
from knowledge.units import Labels, Value, tables
from knowledge.vietnamese import as_letters, diacritic_share, fold

__all__ = [
    "POOR_DIACRITICS",
    "NumberSpan",
    "Quantity",
    "counted_noun",
    "find_numbers",
    "find_quantities",
    "format_number",
    "parse_number",
]

POOR_DIACRITICS = 0.12
"""Below this share of marked letters a text is taken as typed without marks or badly recognised."""


class NumberSpan(NamedTuple):
    """A number as it stands at `text[start:end]`; a pair is a range "5-7", `total` the 15 of "12/15"."""

    start: int
    end: int
    value: Value
    total: float | None = None


@dataclass(frozen=True)
class Quantity:
    """A number with its bound and unit at `text[start:end]`.

    `kind` is that of units.toml ("share", "money", "people", …), or "other" for a noun it does not list. The
    unit as written stands at `text[unit_start:end]`: a counted noun is part of what is counted.
    """

    start: int
    end: int
    number_start: int
    unit_start: int
    value: Value
    comparator: Comparator
    unit: str
    kind: str

    def shifted(self, by: int) -> Quantity:
        """The same in a text that has `by` more characters before it."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            number_start=self.number_start + by,
            unit_start=self.unit_start + by,
        )


def find_numbers(text: str) -> list[NumberSpan]:
    """Amounts in `text` in order, without dates, symbols and the like; ranges and "12/15" as one."""
    blocked = _blocked(text)
    found: list[NumberSpan] = []
    for match in _amount().finditer(text):
        if not any(blocked[match.start() : match.end()]):
            found.append(_span(match))
    return found


def find_quantities(text: str, *, marked: bool | None = None) -> list[Quantity]:
    """The amounts of `text` that have a unit, in order. Give NFC text, a paragraph at a time; `marked` tells
    whether its diacritics can be relied on, where the document tells more than the paragraph."""
    if marked is None:
        marked = diacritic_share(text) >= POOR_DIACRITICS
    folded = fold(text)
    reading = Reading(text.lower(), folded, folded if marked else as_letters(folded), marked)
    found: list[Quantity] = []
    for number in find_numbers(text):
        if found and number.start < found[-1].end:
            continue
        quantity = _quantity(reading, number)
        if quantity is not None:
            found.append(quantity)
    return found


def counted_noun(label: str) -> str:
    """The unit that a label implies: "Số hộ nghèo" counts "hộ", "Tỷ lệ …" is in "%", others imply none
    ("")."""
    if fold(label).startswith(("ty le", "ti le")):
        return "%"
    counted = re.match(r"(?:tổng\s+)?số\s+(?:lượng\s+)?(.+)", label, re.IGNORECASE)
    quantities = find_quantities(f"1 {counted[1]}", marked=True) if counted is not None else []
    return quantities[0].unit if quantities else ""


@cache
def _amount() -> re.Pattern[str]:
    share = r"(?:\s?%)?"
    return re.compile(
        rf"(?<![\w/])(?<!\d[.,])(?P<low>{NUMBER})"
        rf"(?:{share}\s?(?:[-–÷]|đến|den|tới)\s?(?P<high>{NUMBER})"
        rf"|/(?P<total>{NUMBER}))?(?![\d/])(?!-[A-ZĐ])"
    )


def _span(match: re.Match[str]) -> NumberSpan:
    low = parse_number(match["low"])
    if match["high"]:
        high = parse_number(match["high"])
        if low < high:
            return NumberSpan(match.start(), match.end(), (low, high))
    total = parse_number(match["total"]) if match["total"] else None
    return NumberSpan(match.start(), match.end(), low, total)


_YEAR = r"(?:19|20)\d{2}"
_NO_AMOUNT = re.compile(
    "|".join(
        (
            r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2,3}",  # 02/8/2025, slips such as 20255
            r"ngay\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2})?(?:\s+thang\s+\d{1,2})?(?:\s+nam\s+\d{4})?",
            rf"(?:thang|quy)\s+(?:\d{{1,2}}(?!\d|[.,]\d{{3}}(?!\d))|[ivx]+)(?:\s?[/-]\s?{_YEAR}|\s+nam\s+{_YEAR})?(?![\d,.]*\s*%)",
            rf"\d{{1,2}}\s?/\s?{_YEAR}",
            rf"(?<![\d.,]){_YEAR}\s?[-–]\s?{_YEAR}(?![\d.,]\d)",
            rf"(?:nam|nien|doan|ky|toi|den|tu|va|[-–,(])\s?{_YEAR}(?![.,]?\d)(?!\s*%)",
            rf"^{_YEAR}(?![.,]?\d)",
            r"\d+[a-z]?\s?/\s?(?:\d{4}\s?/\s?)?[a-z]{2,}[a-z0-9]*(?:\s?-\s?[a-z]+)+",  # 569/QD-TTg
            r"\d+\s?-\s?[a-z]{2,}\s?/\s?[a-z]+",  # 57-NQ/TW
            r"\d{1,2}\s?(?:h|gio)\s?\d{0,2}(?!\w)|24\s?/\s?(?:24|7)",
            r"0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}|(?<![\d.,])\d{9,}",  # telephone, identity numbers
            r"ty le\s+1\s?[:/]\s?\d+(?:\.\d{3})?",  # map scales
            r"[a-z_]+\d[\w]*|(?<!\w)[a-z]{3,}-\d{1,3}(?![\d.,%])",  # IPv4, s6, COVID-19
            r"\d+(?:[.,]\d+)?(?=[a-z&])"  # 4G, but not 30ha
            r"(?!(?:ha|km[2²]?|m[23²³]?|kg|kwh|mbps|d|trd|tan|trieu|ty)(?!\w))\w+",
            r"^\s*(?:[-+*•]\s*)?\d+(?:\.\d+)*[.)]\s",  # list numbers
            r"^\s*\(\d+\)|(?<=\s)\(\d\)(?=\s)",
        )
    ),
    re.MULTILINE,
)


def _blocked(text: str) -> bytearray:
    folded = fold(text)
    blocked = bytearray(len(text))
    for match in _NO_AMOUNT.finditer(folded):
        blocked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return blocked


def _quantity(reading: Reading, number: NumberSpan) -> Quantity | None:
    words = tables()
    lead = reading.letters[max(number.start - 60, 0) : number.start]
    value = number.value
    end, scale = scale_at(reading, number.end)
    unit = unit_at(reading, end, scale)
    if unit is None:
        return None
    name, kind, unit_start, end = unit
    counted = name not in words.measures
    if counted and _labelled(reading, lead, number, words.hard_label):
        return None
    if (kind == "other" or _SIZE.search(lead)) and _labelled(reading, lead, number, words.soft_label):
        return None
    if number.total is not None and (kind == "share" or number.total < max(_low(value), 1)):
        return None
    if scale is not None and scale.extra and not isinstance(value, tuple):
        value = value + scale.extra
    if (after := words.after.match(reading.folded, end)) is not None:
        end = after.end()
    comparator, start = _bound(reading, lead, number, after)
    return Quantity(start, end, number.start, unit_start, value, comparator, name, kind)


_LAST_OF_TIME = 31
_TIME = re.compile(r"\b(?:thang|quy|tuan|ngay)\s*$")


def _labelled(reading: Reading, lead: str, number: NumberSpan, labels: Labels) -> bool:
    if _low(number.value) > _LAST_OF_TIME and _TIME.search(lead):  # "6 tháng 812 lao động"
        return False
    if reading.marked:
        return labels.marked.search(reading.lower, number.start - len(lead), number.start) is not None
    return labels.unmarked.search(lead) is not None


def _low(value: Value) -> float:
    return value[0] if isinstance(value, tuple) else value


_SIZE = re.compile(r"\b(?:loai|dung tich|cong suat|trong tai|co|kho|tai trong)\s*$")


def _bound(
    reading: Reading, lead: str, number: NumberSpan, after: re.Match[str] | None
) -> tuple[Comparator, int]:
    """The comparator and where the quantity starts with it."""
    words = tables()
    before = words.before.search(lead)
    start, sign = number.start, Comparator.EQUAL
    if before is not None:
        at = number.start - len(lead)
        written = reading.lower[at + before.start("word") : at + before.end("word")]
        sign = words.sign(before["word"], written if reading.marked else None)
        if sign is not Comparator.EQUAL:
            start = at + before.start()
    if isinstance(number.value, tuple):
        return Comparator.RANGE, start
    if sign is Comparator.EQUAL and not reading.marked:
        sign, start = _misread_bound(lead, number.start)
    return (words.sign(after["word"], None) if after is not None else sign), start


def _misread_bound(lead: str, start: int) -> tuple[Comparator, int]:
    """The comparator of two words before a number that bad recognition left with one letter wrong."""
    from rapidfuzz.distance import Levenshtein

    match = re.search(r"\w+\s+\w+\s*$", lead)
    if match is not None:
        written = " ".join(match[0].split())
        for word, readings in tables().signs.items():
            if " " in word and Levenshtein.distance(written, word, score_cutoff=1) <= 1:
                return readings[0][1], start - len(match[0])
    return Comparator.EQUAL, start
