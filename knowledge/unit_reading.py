"""The unit behind a number: scale, measure or counted noun, and what it is counted per.

unit = scale? (measure | noun) ("/" per)*          "tỷ đồng"  "triệu lượt khách"  "tạ/ha"  "thành viên/tổ"
"""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.notation import NUMBER, parse_number
from knowledge.units import spelled_alike, tables
from knowledge.vietnamese import fold


class Reading(NamedTuple):
    """A text in lower case, the same without marks and with its digits in words read as letters, and whether
    its marks can be relied on."""

    lower: str
    folded: str
    letters: str
    marked: bool


class Scale(NamedTuple):
    """ "tỷ" after a number; `extra` is the 0.5 of "12 tỷ 500 triệu"."""

    word: str
    extra: float


_SCALE = re.compile(r"\s*(?P<scale>(?:nghìn |ngàn )?(?:tỷ|tỉ)|triệu|nghìn|ngàn|vạn)(?!\w)")
_SCALE_UNMARKED = re.compile(r"\s*(?P<scale>(?:nghin |ngan )?ty|trieu|nghin|ngan)(?!\w)")
_SCALE_NAMES = {"ty": "tỷ", "ti": "tỷ", "trieu": "triệu", "nghin": "nghìn", "ngan": "nghìn", "van": "vạn"}
_REST = re.compile(rf"\s+(?P<number>{NUMBER})\s*(?P<scale>trieu|nghin|ngan)(?=\s+dong)")
_SHARES = {("tỷ", "trieu"): 1e-3, ("tỷ", "nghin"): 1e-6, ("triệu", "nghin"): 1e-3, ("triệu", "ngan"): 1e-3}


def scale_at(reading: Reading, at: int) -> tuple[int, Scale | None]:
    """The scale behind a number that ends at `at`, and where it ends; `at` itself where there is none."""
    match = _SCALE.match(reading.lower, at) if reading.marked else _SCALE_UNMARKED.match(reading.letters, at)
    if match is None:
        return at, None
    word = " ".join(_SCALE_NAMES[part] for part in fold(match["scale"]).split())
    rest = _REST.match(reading.letters, match.end())
    if rest is not None and (word, rest["scale"]) in _SHARES:
        return rest.end(), Scale(word, parse_number(rest["number"]) * _SHARES[word, rest["scale"]])
    return match.end(), Scale(word, 0.0)


_MONEY = re.compile(r"\s*(?:dong|vnd)(?!\w)")
_DOLLARS = re.compile(r"\s*(?:usd|do la(?: my)?)(?!\w)")
_WORDS_IN_BRACKETS = re.compile(r"\s*\([^\W\d]+(?: [^\W\d]+)?\)(?=\s)")


_OF_ONE_COUNT = {"people": "people", "places": "places", "visits": "people"}
"""Kinds of nouns and of those that go on with them behind a comma: "42 cán bộ, công chức, viên chức",
"26 thôn, khu phố" and "96 lượt cán bộ, công chức" are one count each."""


def unit_at(reading: Reading, at: int, scale: Scale | None) -> tuple[str, str, int, int] | None:
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
    while kind in _OF_ONE_COUNT and reading.folded.startswith(", ", end):
        another = _listed(reading, end + 1)
        if another is None or another[1] != _OF_ONE_COUNT[kind]:
            break
        end = another[3]
    return _with_per(reading, f"{scale.word} {name}" if scale is not None else name, kind, start, end)


def _listed(reading: Reading, at: int) -> tuple[str, str, int, int] | None:
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


def _resembling(reading: Reading, at: int) -> tuple[str, str, int, int] | None:
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
                first = written.partition(" ")[0]
                if written != key and first in words.forms:  # "T6 c6ng nghe" is a "tổ", no "tổ ong"
                    forms, end = words.forms[first], ends[0]
                start = (
                    at + len(reading.letters[at : at + end]) - len(reading.letters[at : at + end].lstrip())
                )
                return forms[0].unit, forms[0].kind, start, at + end
    return None


_ONE_WORD = re.compile(r"\s*(?P<unit>\w+)")
_NOUN = re.compile(r"\s+(?P<one>[a-z]+)(?:\s+(?P<two>[a-z]+))?")


def _unlisted(reading: Reading, at: int) -> tuple[str, str, int, int] | None:
    """A noun that units.toml does not know, in a text whose words can be relied on."""
    match = _NOUN.match(reading.folded, at)
    if match is None:
        return None
    words = tables()
    start, end = match.span("one")
    if reading.lower[start:end] in words.not_units or end - start < 2:
        return None
    if match["two"] and reading.lower[slice(*match.span("two"))] not in words.not_units:
        end = match.end("two")
    return " ".join(reading.lower[start:end].split()), "other", start, end


_PERIODIC = re.compile(r"[^,;.()\d]{0,70}?/\s?(?P<per>tuan|thang|quy|nam|ngay)(?!\w)")
_PERIODS = {"tuan": "tuần", "thang": "tháng", "quy": "quý", "nam": "năm", "ngay": "ngày"}


def _with_per(reading: Reading, name: str, kind: str, start: int, end: int) -> tuple[str, str, int, int]:
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
