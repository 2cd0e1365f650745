"""The parts of a document: header, title, opening, headed sections with types, closing, recipients,
signature, annexes.

Layouts differ (I / 1 / a) / -, "1.1.", "A.", "Phần thứ nhất", "Điều 1.", reports without numbers, dispatches
without title), so the fixed parts are found by their lines (`knowledge.parts`), the headings by their markers
and by what follows them (`knowledge.outline`), and the types by their words (`knowledge.headings`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from knowledge.frame import is_capitals, is_roman, roman_number
from knowledge.headings import default_type
from knowledge.lines import Line, Part
from knowledge.models import Section, SectionType
from knowledge.outline import Parent, outline
from knowledge.parts import Division, divide
from knowledge.tail import ATTACHED
from knowledge.text import TextView

_PREAMBLE = re.compile(r"(can cu|thuc hien|xet|theo|de thuc hien|tiep tuc thuc hien)\b")


def parse(view: TextView) -> tuple[Section, ...]:
    """All sections of a clean text in order, parents before their children.

    A section spans its heading, its own text and its children; a letterhead that stands within a section is
    its child. `level` is 0 for the fixed parts and counts from 1 for headed sections and annexes. Paths are
    like "III.2", "III(2)" for a number used again, "title", "opening", "annex.II".
    """
    division = divide(view.text)
    sections = [_part_section(part, division.lines) for part in division.parts]
    sections += _body(division)
    for number, lines in enumerate(division.annexes, start=1):
        sections += _annex(division, lines, f"annex({number})" if number > 1 else "annex")
    return _in_order(sections)


def _part_section(part: Part, lines: tuple[Line, ...]) -> Section:
    start = lines[part.first].start
    heading_end = lines[part.first].end if part.type is SectionType.TITLE else start
    return _section(part.path, part.title, part.type, 0, lines[part.first : part.last], heading_end)


def _section(
    path: str, title: str, type_: SectionType, level: int, lines: tuple[Line, ...], heading_end: int
) -> Section:
    return Section(
        path=path,
        title=title,
        type=type_,
        level=level,
        start=lines[0].start,
        heading_end=heading_end,
        end=lines[-1].end,
    )


def _body(division: Division) -> Iterator[Section]:
    """The opening and the headed sections; without headings, the opening and one section for the rest."""
    lines, body = division.lines, division.body
    strays = {
        i for part in division.parts if part.type is SectionType.HEADER for i in range(part.first, part.last)
    }
    indexes = [index for index in body if index not in strays]
    headed = list(outline(lines, indexes, body.stop, Parent("", 0, None), division.kind))
    first = next((i for i in body if headed and lines[i].start == headed[0].start), body.stop)
    rest = first if headed else _preamble_end(lines, body)
    if not headed and rest == body.stop:
        rest = body.start  # a single paragraph is the content, not the opening of nothing
    if body.start < rest:
        opening = lines[body.start : rest]
        yield _section("opening", "Mở đầu", SectionType.OPENING, 0, opening, opening[0].start)
    if not headed and rest < body.stop:
        remainder = lines[rest : body.stop]
        yield _section("body", "Nội dung", default_type(division.kind), 1, remainder, remainder[0].start)
    yield from headed


def _preamble_end(lines: tuple[Line, ...], body: range) -> int:
    """The opening of a document without headings: the grounds, up to what announces the rest."""
    for index in body[:8]:
        if lines[index].text.endswith(":"):
            return index + 1
        if not _PREAMBLE.match(lines[index].folded):
            break
    return min(body.start + 1, body.stop)


def _annex(division: Division, annex: range, path: str) -> Iterator[Section]:
    """An annex with the groups of its table, or the headings of its text, as children."""
    lines = division.lines[: annex.stop]
    titled = annex.start
    while (
        titled < annex.stop
        and titled < annex.start + 4
        and _is_title_line(lines[titled], titled == annex.start)
    ):
        titled += 1
    title = " ".join(line.text for line in lines[annex.start : titled]) or "Phụ lục"
    heading_end = lines[titled - 1].end if titled > annex.start else lines[annex.start].start
    yield _section(path, title, SectionType.ANNEX, 1, lines[annex.start : annex.stop], heading_end)
    text = [index for index in range(titled, annex.stop) if not lines[index].row]
    yield from outline(lines, text, annex.stop, Parent(path, 1, SectionType.ANNEX), division.kind)
    groups = [index for index in range(titled, annex.stop) if _group_cells(lines[index])]
    for start, end in pairwise([*groups, annex.stop]):
        number, name = _group_cells(lines[start])
        yield _section(
            f"{path}.{number}", f"{number} {name}", SectionType.ANNEX, 2, lines[start:end], lines[start].end
        )


def _is_title_line(line: Line, first: bool) -> bool:
    if line.row or line.marker is not None:
        return False
    return first or is_capitals(line.text) or ATTACHED.match(line.folded) is not None


def _group_cells(line: Line) -> tuple[str, ...]:
    """Number and name of a row that names a group of rows: nothing else is filled."""
    if not line.row:
        return ()
    cells = [cell.strip() for cell in line.text.split("\t")]
    filled = list(dict.fromkeys(cell for cell in cells if cell))
    number = cells[0].rstrip(".")
    grouped = bool(number) and (is_roman(number) or re.fullmatch("[A-HĐ]", number) is not None)
    return (roman_number(number) or number, filled[1]) if grouped and len(filled) == 2 else ()


def _in_order(sections: list[Section]) -> tuple[Section, ...]:
    """By place, parents first; a path used again by a fixed part is numbered; a stray letterhead goes below
    the section around it."""
    used: Counter[str] = Counter()
    ordered: list[Section] = []
    for section in sorted(sections, key=lambda s: (s.start, -s.end)):
        used[section.path] += 1
        if used[section.path] > 1:
            section = section.model_copy(update={"path": f"{section.path}({used[section.path]})"})
        around = [other for other in ordered if other.start <= section.start and section.end <= other.end]
        if section.level == 0 and around:
            section = section.model_copy(update={"level": around[-1].level + 1})
        ordered.append(section)
    return tuple(ordered)
