"""The fixed lines of an official document's page: national motto, issuer, number, place and date, kind,
addressee, recipients, signature (Decree 30/2020/NĐ-CP, Appendix I part II), and the markers that begin
headings, clauses and list items.

All tests take one line of text and tolerate what bad recognition does to it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.reference import document_kinds
from knowledge.vietnamese import as_letters, fold

VIETNAMESE_LOWER = "a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
VIETNAMESE_UPPER = VIETNAMESE_LOWER.upper()


class Frame(StrEnum):
    """What a fixed line is."""

    MOTTO = "motto"
    ISSUER = "issuer"
    NUMBER = "number"
    DATE = "date"
    SUBJECT = "subject"
    KIND = "kind"
    ADDRESSEE = "addressee"
    RECIPIENTS = "recipients"
    AUTHORITY = "authority"
    DIGITAL_SIGNATURE = "digital_signature"
    ANNEX = "annex"


# Each with the likeness of 100 that it keeps when misread and that running text does not reach.
_MOTTOS = (
    ("cong hoa xa hoi chu nghia viet nam", 86),
    ("doc lap - tu do - hanh phuc", 78),
    ("dang cong san viet nam", 86),
)
_BLANK = r"[\s.…_/-]*"
DATE_LINE = re.compile(
    rf"ng?ay{_BLANK}(?P<day>\d{{0,2}}){_BLANK}thang{_BLANK}(?P<month>\d{{0,2}}){_BLANK}nam{_BLANK}(?P<year>\d{{0,4}})"
)
_ISSUERS = (
    *("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "dang uy", "huyen uy", "thanh uy", "tinh uy"),
    *("ban thuong vu", "ban chap hanh", "ban chi dao", "ban quan ly", "so", "bo", "chi cuc", "cuc", "phong"),
    *("van phong", "trung tam", "tram y te", "truong", "cong an", "mat tran", "uy ban mttq", "hoi", "doan"),
    *("chinh phu", "thu tuong chinh phu", "quoc hoi", "bao hiem xa hoi", "kho bac", "thanh tra", "thue"),
)
# Words that only without their marks are those above ("SỐ LIỆU", "BỔ SUNG", "TRƯỞNG THÔN").
_NO_ISSUERS = re.compile(
    r"(?:số|sổ|bố|bổ|bỏ|phong|phóng|phỏng|trưởng|trương|cực|đoạn|hỏi|hồi|phòng,?\s+(?:chống|ngừa|cháy))(?!\w)",
    re.IGNORECASE,
)
_OFFICES = (
    *("chu tich", "giam doc", "tong giam doc", "cuc truong", "chi cuc truong", "truong phong", "truong ban"),
    *("chanh van phong", "bi thu", "hieu truong", "bo truong", "thu truong", "thu tuong", "tram truong"),
)
# Lines by how they begin, folded and with digits in words read as letters.
_BEGINNINGS = (
    (Frame.SUBJECT, re.compile(r"v/v\b")),
    (Frame.ADDRESSEE, re.compile(r"k[i1l]nh gu[ir]")),
    (Frame.RECIPIENTS, re.compile(r"no[i1l] nh[a-z]{2,3}\s*[:;.]|noi nhan$")),
)
# Lines in capitals.
_CAPITAL_BEGINNINGS = (
    (
        Frame.AUTHORITY,
        re.compile(
            rf"(tm|kt|tl|tuq|q)\s?\.|[tk]/[mt]\b|(quyen |pho )?({'|'.join(_OFFICES)})\b(?! chinh phu)"
        ),
    ),
    (Frame.ISSUER, re.compile(rf"({'|'.join(_ISSUERS)})\b")),
    (Frame.ANNEX, re.compile(r"(phu luc|bieu mau|bieu so|mau so|danh muc kem theo)\b")),
)
# Lines whose figures count, folded.
_FIGURED = (
    (
        Frame.DIGITAL_SIGNATURE,
        re.compile(
            r".*da ky len van ban nay|(nguoi ky|thoi gian ky|ngay ky|ky boi|email)\s*:|viet nam$"
            r"|\d{4}-\d\d-\d\dt\d\d:\d\d"
        ),
    ),
    (Frame.DATE, re.compile(rf"[^.;:]{{2,60}},\s*{DATE_LINE.pattern}")),
)
_NUMBER = re.compile(
    rf"S[^\s\d:/]{{0,2}}[6b]?\s*[:.]?[\s.…_]*\d{{0,5}}(?:\s*/\s*\d{{4}})?\s*[-/–]{_BLANK}"
    r"[A-ZĐ][A-ZĐa-zđ]{0,6}\s*[-/–]?\s*[A-ZĐ]"
)
_MAX_FRAME = 160  # characters; a longer line is running text


def frame_of(line: str) -> Frame | None:
    """The fixed line that `line` is, or None for running text. A line that merges two columns counts as one
    of them: the motto first, then number, date and the others."""
    line = line.strip()
    if not line or len(line) > _MAX_FRAME:
        return None
    line = restored_capitals(line)
    if is_motto(line):
        return Frame.MOTTO
    if _NUMBER.match(line):
        return Frame.NUMBER
    folded = as_letters(fold(line))
    found = _first(_BEGINNINGS, folded) or _first(_FIGURED, fold(line))
    if found is None and is_capitals(line):
        found = Frame.KIND if kind_named(line) else _first(_CAPITAL_BEGINNINGS, folded)
    return None if found is Frame.ISSUER and _NO_ISSUERS.match(line) else found


def _first(beginnings: tuple[tuple[Frame, re.Pattern[str]], ...], line: str) -> Frame | None:
    return next((frame for frame, pattern in beginnings if pattern.match(line)), None)


def is_motto(line: str) -> bool:
    """Whether a line bears the State's or the Party's motto, alone or beside another column."""
    return motto_span(line) is not None


def motto_span(line: str) -> tuple[int, int] | None:
    """Where the motto stands in a short line, as whole words (the fuzzy match may begin inside one)."""
    if not 12 <= len(line) <= _MAX_FRAME:
        return None
    folded = as_letters(fold(line)).replace("–", "-")
    for motto, likeness in _MOTTOS:
        match = fuzz.partial_ratio_alignment(motto, folded, score_cutoff=likeness)
        if match and match.dest_end - match.dest_start >= len(motto) - 4:
            start = folded.rfind(" ", 0, match.dest_start + 1) + 1
            end = folded.find(" ", match.dest_end)
            return start, len(folded) if end < 0 else end
    return None


def is_capitals(line: str) -> bool:
    """Whether nearly all letters are capitals (recognition slips a few)."""
    letters = [char for char in line if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def restored_capitals(line: str) -> str:
    """A line in capitals with the look-alikes of I put right ("KlEN NGH1" -> "KIEN NGHI"); others as they
    stand."""
    return _LOOK_ALIKE.sub("I", line) if is_capitals(line) else line


_LOOK_ALIKE = re.compile(r"(?<=[^\W\d_a-zà-ỹ])[l1|](?!\d)|(?<!\d)[l1|](?=[^\W\d_a-zà-ỹ])")


@cache
def _kinds() -> dict[str, str]:
    return {fold(kind.name): kind.name for kind in document_kinds()}


_UNIT = re.compile(r"\W*phường\s", re.IGNORECASE)
"""A ward is no plan: without marks "PHƯỜNG AN HẢI" begins like "PHƯƠNG ÁN"."""


def kind_named(line: str) -> str | None:
    """The kind that a line in capitals consists of ("BÁO CÁO", "BAO CAO", "K Ế HOẠCH"), if it does."""
    folded = as_letters(fold(line)).strip(" .:*")
    if not 4 <= len(folded) <= 40 or _UNIT.match(line):
        return None
    spread = folded.replace(" ", "")
    for name, kind in _kinds().items():
        if spread == name.replace(" ", ""):
            return kind
    best = process.extractOne(folded, _kinds().keys(), scorer=fuzz.ratio, score_cutoff=86)
    return _kinds()[best[0]] if best else None


def leading_kind(line: str) -> str | None:
    """The kind that a title in capitals begins with ("BÁO CÁO KẾT QUẢ …")."""
    if _UNIT.match(line):
        return None
    folded = as_letters(fold(line)) + " "
    return next((kind for name, kind in _kinds().items() if folded.startswith(name + " ")), None)


# -- markers -----------------------------------------------------------------------------------------

_MARKERS = (
    ("part", re.compile(r"(?i:ph[ầa]n)\s+(?:(?i:th[ứu])\s+\w+|[IVX]+|\d+|[A-H])\s*[.:–-]?\s*")),
    ("chapter", re.compile(r"(?i:chương)\s+[IVXl\d]+\s*[.:–-]?\s*")),
    ("division", re.compile(r"(?i:mục)\s+(?:\d+|[IVX]+)\s*[.:–-]?\s*")),
    ("article", re.compile(r"(?:Điều|ĐIỀU|[DPB][il1][eéêè]u|[DPB]IEU)\s+\d+\s*[.:]\s*")),
    ("roman", re.compile(rf"[IVXl1|]{{1,6}}\s*[.)/–-]\s*(?=[“\"(]?[{VIETNAMESE_UPPER}])")),
    (
        "decimal",
        re.compile(
            r"\d{1,2}(?:\.\d{1,2}){1,3}\s*[.)/]?\s+(?=\D)|\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)]\s*(?=[^\d\s])"
            rf"|\d{{1,2}}\s?/(?:\s+(?=\D)|(?=[{VIETNAMESE_UPPER}][{VIETNAMESE_LOWER}]))"
            rf"|\d{{1,2}}\s?[-–]\s+(?=[{VIETNAMESE_UPPER}])"
        ),
    ),
    ("capital", re.compile(rf"[A-HĐ]\s*[.)/]\s+(?=[{VIETNAMESE_UPPER}])")),
    ("letter", re.compile(r"[a-zđ]\s*[.)/]\s+(?=\S)|[a-zđ]\)\s*(?=\S)")),
    ("star", re.compile(r"[*•●▪◦✓➢❖■]\s*(?=\S)")),
    ("dash", re.compile(rf"[-–—+~]\s+(?=\S)|[-–—+]\s*(?=[“\"(]?[{VIETNAMESE_UPPER}][{VIETNAMESE_LOWER}])")),
)
_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})")


class Marker(NamedTuple):
    """What numbers or marks a line: its kind (a key of `_MARKERS`) and length with the space after it."""

    kind: str
    length: int


def marker_of(line: str) -> Marker | None:
    """The marker that a line begins with, if any."""
    if fold(line[:3]) == "v/v":
        return None
    for kind, pattern in _MARKERS:
        match = pattern.match(line)
        if match is None or (kind == "roman" and not is_roman(match[0])):
            continue
        rest = line[match.end() :]
        if kind != "division" or not rest or is_capitals(rest):  # "Mục 2 Kế hoạch này" is running text
            return Marker(kind, match.end())
    return None


def is_roman(marker: str) -> bool:
    """Whether a marker is a Roman number, also one with look-alikes ("Il.", "I11.", "111."); "11." is a
    figure."""
    return bool(roman_number(marker)) and bool(re.search(r"[IVXl]|111", marker))


def roman_number(marker: str) -> str:
    """The Roman number of a marker ("I11." -> "III"), empty where it is none."""
    letters = re.sub(r"[^IVXl1|]", "", marker).translate(str.maketrans("l1|", "III"))
    return letters if letters and _ROMAN.fullmatch(letters) else ""
