"""Tables of figures: rows of tab-separated cells under one or two rows of headings.

    Chỉ tiêu | ĐVT | Kế hoạch 2025 | Thực hiện | TH/KH (%)    each row an indicator, each column a value
    Thôn | Số hộ | Hộ nghèo | Tỷ lệ (%)                       each column an indicator, each row a place
    Lĩnh vực | Số hồ sơ | Trong đó trực tuyến | Tỷ lệ (%)     the same, each row a part of the whole

Columns are results, targets or shares of the plan by their heading. Of places and parts only the row of the
total states an indicator of the catalogue; the others are figures of their own. A column that counts what the
one before it counts ("Trong đó …", "Quá hạn") or states its share ("Tỷ lệ (%)") is named with it. Cells with
sentences are read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.abbreviations import expand_formal
from knowledge.figure_names import is_rate
from knowledge.models import Comparator, Nature
from knowledge.numbers import counted_noun, find_quantities, parse_number
from knowledge.periods import periods
from knowledge.units import Value, standard_unit, unit_kind
from knowledge.vietnamese import as_letters, fold


class TableFigure(NamedTuple):
    """A value in a cell; `text[start:end]` runs from the label of its row to the cell. `label` names the
    indicator, `part` the place or part of the whole whose it is ("" for all), `relative` says what a share is
    taken of."""

    label: str
    part: str
    value: Value
    comparator: Comparator
    unit: str
    relative: str | None
    nature: Nature | None
    period: str | None
    start: int
    end: int


class _Cell(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def folded(self) -> str:
        return as_letters(fold(" ".join(self.text.split())))


class _Column(NamedTuple):
    """What the heading of a column says of its numbers."""

    heading: str
    unit: str
    relative: str | None
    nature: Nature | None
    period: str | None

    @property
    def folded(self) -> str:
        return as_letters(fold(self.heading))


class _Frame(NamedTuple):
    """The columns of a table with values, by their place; where the labels and the units (-1: none) stand;
    and whether the rows are places."""

    columns: dict[int, _Column]
    label_at: int
    unit_at: int
    places: bool


class Table(NamedTuple):
    """The figures of a table and the cells that were read for them."""

    figures: tuple[TableFigure, ...]
    used: frozenset[tuple[int, int]]
    cells: tuple[_Cell, ...]

    def prose(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The cells between two places that hold words and no figure of the table."""
        for cell in self.cells:
            if start <= cell.start < end and (cell.start, cell.end) not in self.used and " " in cell.text:
                yield cell.start, cell.end


_NUMBER_CELL = re.compile(r"(?P<sign>[<>≥≤~]?)\s*(?P<number>\d[\d.,]*)(?:\s*/\s*\d+)?\s*(?P<share>%?)")
_SIGNS = {
    ">": Comparator.GREATER,
    "<": Comparator.LESS,
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "~": Comparator.ABOUT,
}
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
_TOTAL_ROW = re.compile(r"(?:tong(?: cong| so)?|cong|toan (?:xa|phuong))\b")
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
_BRACKETED_UNIT = re.compile(r"\(([^()]{1,25})\)\s*$")
_LONGEST_HEADING = 60


def is_table_row(line: str) -> bool:
    """Whether a line is a row of cells."""
    return "\t" in line.strip()


def table_figures(text: str, rows: Sequence[tuple[int, int]]) -> Table:
    """The figures of consecutive rows; a row with headings for values opens a table."""
    figures: list[TableFigure] = []
    used: set[tuple[int, int]] = set()
    everything: list[_Cell] = []
    frame: _Frame | None = None
    heading: list[str] = []
    found_last = False
    for start, end in rows:
        cells = _cells(text, start, end)
        everything += cells
        if frame is not None and not found_last and _goes_on(cells, frame):
            heading = _merged(heading, cells)
        elif _may_head(cells):
            heading = [cell.text for cell in cells]
        else:
            found = list(_row_figures(cells, frame)) if frame is not None else []
            figures += found
            if found:
                used.update((cell.start, cell.end) for cell in cells)
            found_last = bool(found)
            continue
        opened = _frame(heading)
        if opened is not None:
            frame, found_last = opened, False
            used.update((cell.start, cell.end) for cell in cells)
    return Table(tuple(figures), frozenset(used), tuple(everything))


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    cells: list[_Cell] = []
    at = start
    for part in text[start:end].split("\t"):
        stripped = part.strip()
        begin = at + len(part) - len(part.lstrip())
        cells.append(_Cell(begin, begin + len(stripped), stripped))
        at += len(part) + 1
    return cells


def _may_head(cells: Sequence[_Cell]) -> bool:
    """Whether a row holds words only, or years."""
    numbers = [cell.text for cell in cells if _NUMBER_CELL.fullmatch(cell.text)]
    return all(re.fullmatch(r"20\d\d", number) for number in numbers) and len(cells) > 1


def _goes_on(cells: Sequence[_Cell], frame: _Frame) -> bool:
    """Whether a row is the second one of the headings: words only, and none where the labels stand."""
    label = cells[frame.label_at].text if frame.label_at < len(cells) else ""
    return not label and _may_head(cells) and any(cell.text for cell in cells)


def _merged(heading: Sequence[str], cells: Sequence[_Cell]) -> list[str]:
    """Two rows of headings as one; an empty cell of the first row goes on with the one before it."""
    merged: list[str] = []
    above = ""
    for at in range(max(len(heading), len(cells))):
        above = (heading[at] if at < len(heading) else "") or above
        below = cells[at].text if at < len(cells) else ""
        merged.append(f"{above} {below}" if below else heading[at] if at < len(heading) else "")
    return merged


def _frame(heading: Sequence[str]) -> _Frame | None:
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
    return _Frame(columns, label_at, unit_at, places)


def _of_one_count(columns: dict[int, _Column]) -> dict[int, _Column]:
    """The columns with what they count, of which one without words for that ("Trong đó nộp trực tuyến") goes
    on with the one before it, and a bare rate is that of the column before it."""
    named: dict[int, _Column] = {}
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


def _with_shares(columns: dict[int, _Column]) -> dict[int, _Column]:
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


def _column(heading: str, folded: str) -> _Column:
    unit = _BRACKETED_UNIT.search(heading)
    named = periods(as_letters(fold(heading)), 0, len(heading))
    year = re.search(r"\b20\d\d\b", folded)
    relative = _RELATIVE.search(folded) is not None
    aimed = _AIMED.search(folded) is not None and not relative
    reached = relative or _REACHED.search(folded) is not None
    name = " ".join(_BRACKETED_UNIT.sub("", heading).split())
    return _Column(
        name,
        "%" if "%" in folded else unit[1] if unit else "",
        name if relative else None,
        Nature.TARGET if aimed else Nature.RESULT if reached else None,
        named[-1].words if named else f"năm {year[0]}" if year else None,
    )


def _row_figures(cells: Sequence[_Cell], frame: _Frame) -> Iterator[TableFigure]:
    if frame.label_at >= len(cells) or not re.search(r"[^\W\d]{2}", cells[frame.label_at].text):
        return
    label = cells[frame.label_at]
    for at, column in frame.columns.items():
        read = _value(cells[at].text) if at < len(cells) else None
        if read is None:
            continue
        value, comparator, stated = read
        name, part, unit = _indicator(cells, frame, column)
        yield TableFigure(
            name,
            part,
            value,
            comparator,
            standard_unit(stated or unit),
            column.relative,
            column.nature,
            column.period,
            label.start,
            cells[at].end,
        )


def _indicator(cells: Sequence[_Cell], frame: _Frame, column: _Column) -> tuple[str, str, str]:
    """The name of the indicator in one column of a row, the place or part it is of, and its unit."""
    label = cells[frame.label_at]
    bracketed = _BRACKETED_UNIT.search(label.text)
    name = _BRACKETED_UNIT.sub("", label.text).strip(" -+*")
    if frame.places:
        return column.heading, "" if _TOTAL_ROW.match(label.folded) else name, column.unit
    row_unit = cells[frame.unit_at].text if 0 <= frame.unit_at < len(cells) else ""
    unit = column.unit if column.relative else row_unit or (bracketed[1] if bracketed else "") or column.unit
    alone = len(frame.columns) == 1 or column.nature or column.period or column.relative
    full = name if alone else f"{name} - {column.heading[:1].lower()}{column.heading[1:]}"
    return full, "", unit or counted_noun(name)


def _value(cell: str) -> tuple[Value, Comparator, str] | None:
    """The value of a cell that holds nothing else, its bound, and its unit where the cell states one."""
    quantities = find_quantities(cell, marked=True)
    if len(quantities) == 1 and quantities[0].start == 0 and quantities[0].end >= len(cell.rstrip(" .")) - 1:
        return quantities[0].value, quantities[0].comparator, quantities[0].unit
    match = _NUMBER_CELL.fullmatch(cell)
    if match is None:
        return None
    try:
        return parse_number(match["number"]), _SIGNS.get(match["sign"], Comparator.EQUAL), match["share"]
    except ValueError:
        return None
