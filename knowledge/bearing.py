"""Whether a figure was reached, is aimed at or is asked for: by the section first, then by the wording.

The wording before a value may overrule its section: "phấn đấu", "chỉ tiêu giao" make a target of it in a
report of results, "hiện có", "đến nay" a result in a list of targets. The nearest such words decide.
"""

from __future__ import annotations

import re

from knowledge.models import Comparator, Nature, SectionType

_BY_SECTION = {
    SectionType.TARGETS: Nature.TARGET,
    SectionType.ORIENTATION: Nature.TARGET,
    SectionType.SOLUTIONS: Nature.TARGET,
    SectionType.TASKS: Nature.TARGET,
    SectionType.IMPLEMENTATION: Nature.TARGET,
    SectionType.RESULTS: Nature.RESULT,
    SectionType.ASSESSMENT: Nature.RESULT,
    SectionType.DIFFICULTIES: Nature.RESULT,
    SectionType.DIRECTION: Nature.RESULT,
}
_PLANNING = ("ke hoach", "chuong trinh", "de an", "phuong an", "chi thi", "cong van", "nghi quyet")
"""Kinds of documents, folded, that set aims where no section says otherwise."""
_AIM = re.compile(
    r"\((?:chi tieu|kh\b|ke hoach|muc tieu|nghi quyet|nq\b)|\b(?:phan d[a-z]?u|muc tieu (?:den|nam"
    r"|giai doan|cu the|phan dau|dat)|chi tieu (?:giao|phan dau"
    r"|ke hoach|den|nam)"
    r"|ke hoach (?:giao|de ra|nam 20\d\d) (?:la|dat|:)|du kien|dat ra muc tieu|dat muc tieu|huong toi"
    r"|quyet tam|bo tri toi thieu"
    r"|yeu cau dat|can dat|se dat|bao dam dat|dam bao dat|nham dat|den nam 20\d\d (?:dat|co|phan dau"
    r"|ty le|tren|toi thieu)"
    r"|trong (?:thoi gian toi|nam toi)|nhiem vu trong tam)\b"
)
_REACHED = re.compile(
    r"\((?:(?:cuoi |dau )?(?:nam|thang|quy)|den|tinh den|cung ky|hien)\b"
    r"|\b(?:den nay|hien nay|hien tai|hien co|hien dat"
    r"|da dat|da co|da hoan thanh|ket qua dat"
    r"|tinh den (?:het |ngay |thang )"
    r"|luy ke|nam truoc|thuc hien nam|da thuc hien|trong nam qua|dat duoc)\b"
)
_WISH = re.compile(r"\b(?:de nghi|kien nghi|de xuat|xem xet|ho tro|cap bo sung|bo tri|bo sung)\b")


_RULING = ("quyet dinh", "quy che", "quy dinh", "noi quy", "huong dan")
"""Kinds of documents, folded, that lay down what is to be done again and again."""
_BOUNDS = frozenset((Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.RANGE))


def is_rule(kind: str | None, period: str | None, unit: str, comparator: Comparator) -> bool:
    """Whether a ruling document states what is to be done ("hằng năm chọn 01 tổ", "ít nhất 02 lần/năm"): it
    has not been reached."""
    if kind is None or not kind.startswith(_RULING):
        return False
    recurs = (period or "").startswith("hằng") or unit.endswith(("/năm", "/quý", "/tháng", "/tuần"))
    return recurs or comparator in _BOUNDS


_PLANNED = re.compile(
    r"\b(?:ke hoach|kh|du toan|chi tieu|muc tieu|nghi quyet)(?: (?:von|nam(?: \d{4})?|giao|tinh giao|xa giao"
    r"|de ra|duoc giao|hdnd|hoi dong nhan dan))*\s?\(\Z"
)


def is_plan(folded: str, at: int) -> bool:
    """Whether a value in brackets at `at` is the plan that a share before it is of: "54% kế hoạch năm (7.800
    ha)"."""
    return _PLANNED.search(folded, max(at - 60, 0), at) is not None


def nature(section: SectionType | None, kind: str | None, before: str, usual: Nature | None = None) -> Nature:
    """The nature of a figure. `before` is the folded wording that leads to it: the heading or line that
    introduces its list and its sentence up to the value; `kind` the folded kind of the document."""
    if section is SectionType.PROPOSALS:
        return Nature.REQUIREMENT if _WISH.search(before) else Nature.RESULT
    worded = _by_wording(before)
    if worded is not None:
        return worded
    if section in _BY_SECTION:
        return _BY_SECTION[section]
    if kind is not None and kind.startswith(_PLANNING):
        return Nature.TARGET
    return usual or Nature.RESULT


def _by_wording(before: str) -> Nature | None:
    aim = max((m.end() for m in _AIM.finditer(before)), default=-1)
    reached = max((m.end() for m in _REACHED.finditer(before)), default=-1)
    if aim < 0 and reached < 0:
        return None
    return Nature.TARGET if aim > reached else Nature.RESULT
