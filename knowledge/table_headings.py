"""Headings of tables of figures: what each column states, and what the rows are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.abbreviations import expand_formal
from knowledge.figure_names import is_rate
from knowledge.models import Nature
from knowledge.numbers import counted_noun
from knowledge.periods import periods
from knowledge.units import unit_kind
from knowledge.vietnamese import as_letters, fold


class Column(NamedTuple):
    """What the heading of a column says of its numbers."""

    heading: str
    unit: str
    relative: str | None
    nature: Nature | None
    period: str | None

    @property
    def folded(self) -> str:
        """The heading as it is compared."""
        return as_letters(fold(self.heading))


class Frame(NamedTuple):
    """The columns of a table with values, by their place; where the labels and the units (-1: none) stand;
    and whether the rows are places."""

    columns: dict[int, Column]
    label_at: int
    unit_at: int
    places: bool


_INDICATORS = re.compile(r"chi tieu|noi dung|danh muc|linh vuc|hang muc|dien giai|khoan|tieu chi|nguon")
_PARTS = re.compile(r"^(?:linh vuc|nhom|khoi|nganh)\b")
"""Labels of rows that are parts of a whole, where the columns do not say plan or result."""
_PLACES = re.compile(
    r"^(?:ten )?(?:thon|xa|phuong|to dan pho|don vi|dia phuong|dia ban|truong|co quan|khu|xom)\b"
)
_LABELS = re.compile(rf"{_INDICATORS.pattern}|{_PLACES.pattern}|^ten\b|^loai\b")
_UNITS = re.compile(r"don vi tinh|dvt|dv tinh|^don vi$")
_VALUES = re.compile(
    r"ke hoach|thuc hien|ket qua|so luong|so lieu|20\d\d|ty le|ti le|dien tich|so tien|kinh phi|muc tieu"
    r"|gia tri|uoc|tong|\bkh\b|\bth\b|san luong|so ho|so nguoi|du toan|quyet toan|chi tieu giao|cung ky"
    r"|so sanh|dan so|%|^(?:tong )?so (?!hieu|ky hieu|van ban|quyet dinh|ngay|dien thoai|tai khoan|cccd|nha)"
)
_NO_VALUES = re.compile(
    r"^(?:tt|stt|so tt)\.?$|ghi chu|thoi gian|ngay|nam (?:cong nhan|sinh|ban hanh)|so hieu|dien thoai|chu tri"
    r"|phoi hop"
)
_AIMED = re.compile(r"ke hoach|muc tieu|\bkh\b|chi tieu giao|du toan|phan dau|du kien")
_REACHED = re.compile(r"thuc hien|ket qua(?!,? san pham)|\bth\b|\buoc\b|quyet toan")
_RELATIVE = re.compile(
    r"\b(?:th|thuc hien|uth)\s*/\s*(?:kh|ke hoach|dt|du toan|ck)|so sanh|so voi"
    r"|% (?:kh|ke hoach|hoan thanh)|dat % |ty le (?:dat|hoan thanh|th)"
)
_INCLUDED = re.compile(r"^(?:trong đó|bao gồm|gồm|riêng)[:,]?\s+", re.IGNORECASE)
_NUMBER_OF = re.compile(r"^(?:tổng )?số (?!hóa)(?:lượng )?", re.IGNORECASE)
_BARE_RATE = re.compile(r"(?:ty|ti) le|dat(?: ty le)?")
_YEAR = re.compile(r"(?:\bnăm )?\b20\d\d\b", re.IGNORECASE)
BRACKETED_UNIT = re.compile(r"\(([^()]{1,25})\)\s*$")
"""The unit behind the words of a heading or a label: "Diện tích (ha)"."""
_LONGEST_HEADING = 60


def frame_of(heading: Sequence[str]) -> Frame | None:
    """What the columns are, or None where the row heads no table of figures."""
    folded = [as_letters(fold(" ".join(words.split()))) for words in heading]
    if any(len(words) > _LONGEST_HEADING for words in folded):
        return None
    unit_at = next((at for at, words in enumerate(folded) if _UNITS.search(words) and at > 0), -1)
    label_at = next(
        (at for at, words in enumerate(folded) if at != unit_at and _LABELS.search(words)),
        -1,
    )
    if label_at < 0 and unit_at >= 0 and folded[unit_at] == "don vi":  # the units are those of the place
        label_at, unit_at = unit_at, -1
    others = [at for at, words in enumerate(folded) if at not in (label_at, unit_at) and words]
    columns = {
        at: _column(heading[at], folded[at])
        for at in others
        if at > label_at and not _NO_VALUES.search(folded[at])
    }
    if label_at < 0 or not any(_VALUES.search(folded[at]) for at in columns):
        return None
    parts = _PARTS.search(folded[label_at]) and not any(column.nature for column in columns.values())
    places = unit_at < 0 and (bool(parts) or _INDICATORS.search(folded[label_at]) is None)
    columns = _of_one_count(columns) if places else _with_shares(columns)
    return Frame(columns, label_at, unit_at, places)


def _of_one_count(columns: dict[int, Column]) -> dict[int, Column]:
    """The columns with what they count, of which one without words for that ("Trong đó nộp trực tuyến") goes
    on with the one before it, and a bare rate is that of the column before it."""
    named: dict[int, Column] = {}
    noun = counted = ""
    for at, column in columns.items():
        heading = _INCLUDED.sub("", column.heading)
        unit = column.unit or _counted(heading)
        if unit == "%":
            bare = _BARE_RATE.fullmatch(column.folded)
            heading = heading if is_rate(heading) else _joined("Tỷ lệ", heading)
            heading = _joined("Tỷ lệ", _NUMBER_OF.sub("", counted)) if bare and counted else heading
        elif unit and not column.unit:
            noun, counted = unit, heading
        elif not unit and noun:
            unit, counted = noun, _joined(f"Số {noun}", heading)
            heading = counted
        named[at] = column._replace(heading=heading, unit=unit)
    return named


def _counted(heading: str) -> str:
    """What a column counts, "" where its heading does not say: "Số hộ", "Đảng viên mới"."""
    spelled = expand_formal(heading)
    implied = counted_noun(f"Số {spelled}")
    return counted_noun(spelled) or (implied if unit_kind(implied) != "other" else "")


def _joined(head: str, words: str) -> str:
    return f"{head} {words[:1].lower()}{words[1:]}" if words[1:2].islower() else f"{head} {words}"


def _with_shares(columns: dict[int, Column]) -> dict[int, Column]:
    """The columns, of which one in percent beside plan and result ("Đạt tỷ lệ (%)") holds the share of the
    plan: of the one plan column by its name, where one result is held against it."""
    plans, results = (
        [column for column in columns.values() if column.nature is nature and not column.relative]
        for nature in (Nature.TARGET, Nature.RESULT)
    )
    if not plans or not results:
        return columns
    plan = _YEAR.sub("", plans[0].heading).strip()
    one = len(plans) == len(results) == 1
    return {
        at: column._replace(
            relative=f"so với {plan[:1].lower()}{plan[1:]}" if one else column.heading, nature=Nature.RESULT
        )
        if column.unit == "%" and column.nature is None and column.period is None
        else column
        for at, column in columns.items()
    }


def _column(heading: str, folded: str) -> Column:
    unit = BRACKETED_UNIT.search(heading)
    named = periods(as_letters(fold(heading)), 0, len(heading))
    year = re.search(r"\b20\d\d\b", folded)
    relative = _RELATIVE.search(folded) is not None
    aimed = _AIMED.search(folded) is not None and not relative
    reached = relative or _REACHED.search(folded) is not None
    name = " ".join(BRACKETED_UNIT.sub("", heading).split())
    return Column(
        name,
        "%" if "%" in folded else unit[1] if unit else "",
        name if relative else None,
        Nature.TARGET if aimed else Nature.RESULT if reached else None,
        named[-1].words if named else f"năm {year[0]}" if year else None,
    )
