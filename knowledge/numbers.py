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
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from knowledge.models import Comparator
from knowledge.units import Labels, Value, spelled_alike, tables
from knowledge.vietnamese import as_letters, diacritic_share, fold

POOR_DIACRITICS = 0.12
"""Below this share of marked letters a text is taken as typed without marks or badly recognised."""

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?"
_GROUPED = re.compile(r"(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")


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


def parse_number(text: str) -> float:
    """The value of a number in Vietnamese notation: "1.234,5" is 1234.5, "05" is 5, "3.5" is 3.5.

    Raises ValueError where the text is no number.
    """
    digits = text.strip()
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _GROUPED_ENGLISH.fullmatch(digits):
        return float(digits.replace(",", ""))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", digits):
        return float(digits.replace(",", "."))
    raise ValueError(f"not a number in Vietnamese notation: {text!r}")


def format_number(value: float) -> str:
    """Vietnamese notation, up to six decimals: 1234.5 is "1.234,5". `parse_number` reads it back."""
    whole, _, decimals = f"{value:,.6f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + ("," + decimals if decimals else "")


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
    reading = _Reading(text.lower(), folded, folded if marked else as_letters(folded), marked)
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


class _Reading(NamedTuple):
    """A text in lower case, the same without marks and with its digits in words read as letters, and whether
    its marks can be relied on."""

    lower: str
    folded: str
    letters: str
    marked: bool


@cache
def _amount() -> re.Pattern[str]:
    share = r"(?:\s?%)?"
    return re.compile(
        rf"(?<![\w/])(?<!\d[.,])(?P<low>{_NUMBER})"
        rf"(?:{share}\s?(?:[-–÷]|đến|den|tới)\s?(?P<high>{_NUMBER})"
        rf"|/(?P<total>{_NUMBER}))?(?![\d/])(?!-[A-ZĐ])"
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
            rf"(?:thang|quy)\s+(?:\d{{1,2}}|[ivx]+)(?:\s?[/-]\s?{_YEAR}|\s+nam\s+{_YEAR})?(?![\d,.]*\s*%)",
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


def _quantity(reading: _Reading, number: NumberSpan) -> Quantity | None:
    words = tables()
    lead = reading.letters[max(number.start - 60, 0) : number.start]
    value = number.value
    end, scale = _scaled(reading, number)
    unit = _unit(reading, end, scale)
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


def _labelled(reading: _Reading, lead: str, number: NumberSpan, labels: Labels) -> bool:
    if reading.marked:
        return labels.marked.search(reading.lower, number.start - len(lead), number.start) is not None
    return labels.unmarked.search(lead) is not None


def _low(value: Value) -> float:
    return value[0] if isinstance(value, tuple) else value


_SIZE = re.compile(r"\b(?:loai|dung tich|cong suat|trong tai|co|kho|tai trong)\s*$")


class _Scale(NamedTuple):
    """ "tỷ" after a number; `extra` is the 0.5 of "12 tỷ 500 triệu"."""

    word: str
    extra: float


_SCALE = re.compile(r"\s*(?P<scale>(?:nghìn |ngàn )?(?:tỷ|tỉ)|triệu|nghìn|ngàn|vạn)(?!\w)")
_SCALE_UNMARKED = re.compile(r"\s*(?P<scale>(?:nghin |ngan )?ty|trieu|nghin|ngan)(?!\w)")
_SCALE_NAMES = {"ty": "tỷ", "ti": "tỷ", "trieu": "triệu", "nghin": "nghìn", "ngan": "nghìn", "van": "vạn"}
_REST = re.compile(rf"\s+(?P<number>{_NUMBER})\s*(?P<scale>trieu|nghin|ngan)(?=\s+dong)")
_SHARES = {("tỷ", "trieu"): 1e-3, ("tỷ", "nghin"): 1e-6, ("triệu", "nghin"): 1e-3, ("triệu", "ngan"): 1e-3}


def _scaled(reading: _Reading, number: NumberSpan) -> tuple[int, _Scale | None]:
    match = (
        _SCALE.match(reading.lower, number.end)
        if reading.marked
        else _SCALE_UNMARKED.match(reading.letters, number.end)
    )
    if match is None:
        return number.end, None
    word = " ".join(_SCALE_NAMES[part] for part in fold(match["scale"]).split())
    rest = _REST.match(reading.letters, match.end())
    if rest is not None and (word, rest["scale"]) in _SHARES:
        return rest.end(), _Scale(word, parse_number(rest["number"]) * _SHARES[word, rest["scale"]])
    return match.end(), _Scale(word, 0.0)


_MONEY = re.compile(r"\s*(?:dong|vnd)(?!\w)")
_DOLLARS = re.compile(r"\s*(?:usd|do la(?: my)?)(?!\w)")
_WORDS_IN_BRACKETS = re.compile(r"\s*\([^\W\d]+(?: [^\W\d]+)?\)(?=\s)")


def _unit(reading: _Reading, at: int, scale: _Scale | None) -> tuple[str, str, int, int] | None:
    """The unit at `at`: its name, its kind, where it starts and ends."""
    if scale is not None:
        money = _MONEY.match(reading.letters, at)
        if money is not None:
            return _with_per(reading, f"{scale.word} đồng", "money", at, money.end())
        dollars = _DOLLARS.match(reading.folded, at)
        if dollars is not None:
            return _with_per(reading, f"{scale.word} USD", "dollars", at, dollars.end())
    brackets = _WORDS_IN_BRACKETS.match(reading.folded, at)  # "02 (hai) lớp"
    at = brackets.end() if brackets is not None else at
    noun = _listed(reading, at) or (_unlisted if reading.marked else _resembling)(reading, at)
    if noun is None:
        return _with_per(reading, f"{scale.word} đồng", "money", at, at) if scale is not None else None
    name, kind, start, end = noun
    while kind == "people" and reading.folded.startswith(", ", end):
        another = _listed(reading, end + 1)
        if another is None or another[1] != "people":
            break
        end = another[3]  # "42 cán bộ, công chức, viên chức" is one count
    return _with_per(reading, f"{scale.word} {name}" if scale is not None else name, kind, start, end)


def _listed(reading: _Reading, at: int) -> tuple[str, str, int, int] | None:
    words = tables()
    match = words.unit.match(reading.folded, at)
    while match is not None:
        start, end = match.span("unit")
        key = " ".join(match["unit"].split())
        written = " ".join(reading.lower[start:end].split())
        for form in words.forms[key]:
            if not reading.marked or spelled_alike(written, form.written):
                return form.unit, form.kind, start, end
        shorter = _ONE_WORD.match(reading.folded, at)
        if shorter is None or shorter.end() >= end or shorter["unit"] not in words.forms:
            return None
        match = shorter
    return None


_RESEMBLING = 4
"""Letters from which on a unit is still known with one of them misread."""


def _resembling(reading: _Reading, at: int) -> tuple[str, str, int, int] | None:
    """A listed noun with a misread letter ("lugt nguoi", "truang hop")."""
    from rapidfuzz.distance import Levenshtein

    words = tables()
    ends = [match.end() for match in re.finditer(r"\w+", reading.letters[at : at + 40])][:2]
    for end in reversed(ends):
        written = " ".join(reading.letters[at : at + end].split())
        if written.partition(" ")[0] in words.not_units:
            return None
        for key, forms in words.forms.items():
            if len(key) >= _RESEMBLING and Levenshtein.distance(written, key, score_cutoff=1) <= 1:
                start = (
                    at + len(reading.letters[at : at + end]) - len(reading.letters[at : at + end].lstrip())
                )
                return forms[0].unit, forms[0].kind, start, at + end
    return None


_ONE_WORD = re.compile(r"\s*(?P<unit>\w+)")
_NOUN = re.compile(r"\s+(?P<one>[a-z]+)(?:\s+(?P<two>[a-z]+))?")


def _unlisted(reading: _Reading, at: int) -> tuple[str, str, int, int] | None:
    """A noun that units.toml does not know, in a text whose words can be relied on."""
    match = _NOUN.match(reading.folded, at)
    if match is None:
        return None
    words = tables()
    start, end = match.span("one")
    if match["one"] in words.not_units or len(match["one"]) < 2:
        return None
    if match["two"] and match["two"] not in words.not_units and not reading.lower[end:].startswith("  "):
        end = match.end("two")
    return " ".join(reading.lower[start:end].split()), "other", start, end


_PERIODIC = re.compile(r"[^,;.()\d]{0,70}?/\s?(?P<per>tuan|thang|quy|nam|ngay)(?!\w)")
_PERIODS = {"tuan": "tuần", "thang": "tháng", "quy": "quý", "nam": "năm", "ngay": "ngày"}


def _with_per(reading: _Reading, name: str, kind: str, start: int, end: int) -> tuple[str, str, int, int]:
    """Add what the value is counted per: right behind the unit, or behind the noun phrase of a count
    ("02 chuyên mục Chuyển đổi số/tháng")."""
    words = tables()
    while (match := words.per.match(reading.folded, end)) is not None:
        name += "/" + " ".join(reading.lower[match.start("per") : match.end("per")].split())
        end = match.end()
    if "/" not in name and kind not in ("share", "money"):
        periodic = _PERIODIC.match(reading.folded, end)
        if periodic is not None:
            return f"{name}/{_PERIODS[periodic['per']]}", kind, start, periodic.end()
    return name, kind, start, end


def _bound(
    reading: _Reading, lead: str, number: NumberSpan, after: re.Match[str] | None
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
