"""Questions that a supervisor asks of a made-up city, and what their answers must say: worked out from the
truth, before anything is asked."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from knowledge.numbers import format_number
from tests.city import Truth

QUARTER, YEAR = "quý III/2025", "năm 2025"


class Asked(NamedTuple):
    """A question after others, and words that the answer must say."""

    text: str
    says: tuple[str, ...]
    history: tuple[str, ...] = ()


def exact(truth: Truth, code: str, period: str) -> dict[str, float]:
    """What the units state of an indicator as one undisputed number."""
    disputed = {(c.commune, c.code, c.period) for c in truth.contradictions}
    return {
        unit: said.value
        for (unit, of, when, nature), said in truth.cells.items()
        if (of, when, nature, said.comparator) == (code, period, "result", "=")
        and (unit, of, when) not in disputed
    }


def questions(truth: Truth) -> Iterator[Asked]:
    """Of each shape one."""
    yield from _orders(truth)
    yield from _conditions(truth)
    yield from _reckonings(truth)
    yield from _follow_ups(truth)
    yield from _reports(truth)


def _told(values: Mapping[str, float], *units: str) -> tuple[str, ...]:
    return (*units, *(format_number(values[unit]) for unit in units))


def _undisputed(truth: Truth, code: str, period: str) -> bool:
    return not any((c.code, c.period) == (code, period) for c in truth.contradictions)


def _orders(truth: Truth) -> Iterator[Asked]:
    if _undisputed(truth, "A16", YEAR):
        values = exact(truth, "A16", YEAR)
        best = max(values, key=values.__getitem__)
        yield Asked("nam 2025 ai cao nhat ve ty le ho so tthc nop truc tuyen", _told(values, best))
    values = exact(truth, "C6", QUARTER)
    if _undisputed(truth, "C6", QUARTER):
        fewest = min(values, key=values.__getitem__)
        text = "Quý III năm 2025 xã, phường nào có ít camera giám sát an ninh nhất?"
        yield Asked(text, _told(values, fewest))
    values = exact(truth, "B4", QUARTER)
    unit = sorted(values)[3]
    if _undisputed(truth, "B4", QUARTER):
        place = 1 + sum(value > values[unit] for value in values.values())
        yield Asked(f"{unit} đứng thứ mấy về số tổ công nghệ số quý III năm 2025?", (f"hạng {place}",))


def _conditions(truth: Truth) -> Iterator[Asked]:
    values = exact(truth, "D3", YEAR)
    below = [unit for unit, value in values.items() if value < 65]
    text = "Năm 2025 đơn vị nào dưới 65% về tỷ lệ doanh nghiệp, hộ kinh doanh nộp thuế điện tử?"
    yield Asked(text, tuple(below))
    values = exact(truth, "C2", QUARTER)
    within = [unit for unit, value in values.items() if 60 <= value <= 70]
    text = "q3/2025 xa phuong nao co ty le ho gia dinh phu bang rong cap quang tu 60% den 70%"
    yield Asked(text, tuple(within))
    silent = [
        unit
        for unit in truth.units
        if unit not in truth.never
        and (unit, "C6", YEAR, "result") not in truth.cells
        and (unit, YEAR) not in truth.missing
    ]
    yield Asked("Đơn vị nào không nêu số camera giám sát an ninh năm 2025?", tuple(silent))


def _reckonings(truth: Truth) -> Iterator[Asked]:
    values = exact(truth, "A15", YEAR)
    if _undisputed(truth, "A15", YEAR):
        middle = round(statistics.median(values.values()), 6)
        text = "Trung vị tỷ lệ hồ sơ giải quyết đúng hạn năm 2025 là bao nhiêu?"
        yield Asked(text, (format_number(middle),))
    if _undisputed(truth, "B7", QUARTER):
        values = exact(truth, "B7", QUARTER)
        total = format_number(sum(values.values()))
        yield Asked("quý III năm 2025 các đơn vị mở tổng cộng bao nhiêu lớp tập huấn kỹ năng số", (total,))
        mean = format_number(round(sum(values.values()) / len(values), 2))
        yield Asked("trung bình mỗi đơn vị mở bao nhiêu lớp tập huấn kỹ năng số quý III năm 2025", (mean,))
    values = exact(truth, "B4", YEAR)
    one, other = sorted(values)[:2]
    difference = format_number(abs(values[one] - values[other]))
    yield Asked(
        f"Chênh lệch số tổ công nghệ số giữa {one} và {other} năm 2025", (f"Chênh lệch {difference} tổ",)
    )


def _follow_ups(truth: Truth) -> Iterator[Asked]:
    before, after = exact(truth, "A20", QUARTER), exact(truth, "A20", YEAR)
    one, other = sorted(set(before) & set(after))[:2]
    first = f"So sánh mức độ hài lòng của người dân quý III năm 2025 của {one} với {other}"
    yield Asked(first, _told(before, one, other))
    yield Asked("còn năm 2025 thì sao", _told(after, one, other), (first,))
    teams, members = exact(truth, "B4", YEAR), exact(truth, "B5", YEAR)
    unit, another = sorted(set(teams) & set(members))[:2]
    text = f"Năm 2025, so sánh số tổ và số thành viên tổ công nghệ số của {unit} và {another}"
    yield Asked(text, (*_told(teams, unit, another), *_told(members, unit, another)))
    quarter = exact(truth, "B4", QUARTER)
    steady = next(unit for unit in sorted(teams) if unit in quarter)
    text = f"Số tổ công nghệ số cộng đồng của {steady} qua các kỳ"
    yield Asked(text, (format_number(quarter[steady]), format_number(teams[steady])))


def _reports(truth: Truth) -> Iterator[Asked]:
    missing = [unit for unit, period in truth.missing if period == QUARTER]
    yield Asked("Đơn vị nào chưa có báo cáo quý III năm 2025?", (*missing, *sorted(truth.never)))
    yield Asked("Đơn vị nào chưa có báo cáo nào trong kho?", tuple(sorted(truth.never)))
    planted = truth.contradictions[0]
    values = tuple(format_number(value) for value in planted.values)
    yield Asked(f"Số liệu của {planted.commune} có mâu thuẫn không?", values)
