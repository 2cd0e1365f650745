"""Figures: what a document says of its indicators, with value, bound, unit, nature, period and exact span.

Each line is cut into clauses (`statements`), each clause has its anchors (`anchors`), each anchor the words
it may speak of (`windows`), which are a row of the catalogue or name themselves (`figure_readings`), so
that a report on any subject yields figures. A change ("tăng 5,2% so với cùng kỳ") or a share of a plan
("đạt 102% dự toán") is a figure of its own, named after the indicator it qualifies, and never its value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from knowledge.anchors import Anchor, Role, amounts, asked, asked_items, worded
from knowledge.bearing import is_plan
from knowledge.figure_facts import Reported, figure_of
from knowledge.figure_names import capitalised, is_rate, own_name
from knowledge.figure_readings import Before, Reading, read, row_asked, row_of
from knowledge.figure_repeats import PART_OF, joined
from knowledge.figure_tables import TableFigure, is_table_row, table_figures
from knowledge.indicators import Indicator
from knowledge.misread_counts import misread_counts
from knowledge.models import Comparator, Figure, Nature, Section, SectionType
from knowledge.numbers import POOR_DIACRITICS, Quantity, counted_noun, find_quantities
from knowledge.periods import compared_with, dated, last_year
from knowledge.statements import Line, Statement, lines, statements
from knowledge.text import TextView
from knowledge.units import unit_kind
from knowledge.vietnamese import as_letters, diacritic_share, fold
from knowledge.windows import Window, trimmed, windows

_SILENT = frozenset((SectionType.HEADER, SectionType.TITLE, SectionType.RECIPIENTS, SectionType.SIGNATURE))
_ONLY_IF_KNOWN = frozenset(
    (SectionType.IMPLEMENTATION, SectionType.SOLUTIONS, SectionType.TASKS, SectionType.DIRECTION)
)
"""Where "toàn bộ cán bộ" is a call to all, not a figure, unless the catalogue knows the indicator."""


_LISTED, _LABEL_WORDS = 2, 8
"""Values from which on a clause with a colon is a list, and words that its label may have."""
_SHORT_ITEM = 3
"""Words up to which an item of a demand is taken to go on with the one before it."""


def extract_figures(
    view: TextView,
    sections: Sequence[Section],
    *,
    kind: str | None = None,
    period_hint: str | None = None,
) -> tuple[Figure, ...]:
    """The figures of a document in order of their place.

    `kind` is that of the document ("Báo cáo", "Kế hoạch"), `period_hint` the time its figures refer to
    where the text does not say. A statement that is repeated is one figure with further spans in `repeats`.
    """
    marked = diacritic_share(view.text) >= POOR_DIACRITICS
    folded = fold(view.text) if marked else as_letters(fold(view.text))
    document = Reported(view, folded, fold(kind) if kind else None, period_hint)
    found: list[Figure] = []
    detailed: str | None = None
    for block in _blocks(view.text, sections):
        if len(block) > 1 or is_table_row(view.text[block[0].start : block[0].end]):
            found += _from_table(document, block, detailed)
            detailed = None
        else:
            stated = list(_from_line(document, block[0]))
            found += stated
            if stated:
                told = document.folded[block[0].start : block[0].end]
                detailed = stated[-1].period if _TABLE_NAMED.search(told) else None
    return tuple(joined(found))


_TABLE_NAMED = re.compile(r"\b(?:bieu|bang)\b")
"""A paragraph that names a table is detailed by the next one, which is of its time."""


def _blocks(text: str, sections: Sequence[Section]) -> Iterator[list[Line]]:
    """Lines of prose one by one, the rows of a table together."""
    rows: list[Line] = []
    for line in lines(text, sections):
        if line.section is not None and line.section.type in _SILENT:
            continue
        if is_table_row(text[line.start : line.end]):
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        yield [line]
    if rows:
        yield rows


def _from_table(document: Reported, rows: list[Line], detailed: str | None) -> Iterator[Figure]:
    """The figures of consecutive rows; `detailed` is the time of those that do not say theirs."""
    text = document.view.text
    table = table_figures(text, [(row.start, row.end) for row in rows])
    for cell in table.figures:
        row = None if cell.relative else _row_of_cell(cell)
        if row is not None and cell.part and cell.unit != "%":
            row = None  # what is counted of a part is named as written, a rate of it as everywhere
        name = row.name if row is not None else capitalised(cell.label)
        if cell.part:
            name, row = f"{name}{PART_OF}{cell.part}", None
        line = next(row for row in rows if row.start <= cell.start < row.end)
        statement = Statement(
            cell.start, cell.end, cell.start, line.start, line.section, line.intro, line.marked
        )
        yield figure_of(
            document,
            statement,
            Window(cell.start, cell.end),
            name=f"{name} ({cell.relative})" if cell.relative else name,
            row=row,
            value=cell.value,
            comparator=cell.comparator,
            unit=cell.unit or (row.unit if row is not None else ""),
            nature=cell.nature,
            period=dated(cell.period, document.period_hint) if cell.period else detailed,
        )
    for line in rows:
        for start, end in table.prose(line.start, line.end):
            yield from _from_line(document, line._replace(start=start, end=end))


def _row_of_cell(cell: TableFigure) -> Indicator | None:
    """The row of the catalogue; a number without "%" is a share only where its label says so."""
    row = row_of(cell.label, cell.unit or None)
    share = row is not None and unit_kind(row.unit) == "share"
    return None if share and not (cell.unit or is_rate(cell.label)) else row


def _from_line(document: Reported, line: Line) -> Iterator[Figure]:
    text = document.view.text
    written = text[line.start : line.end]
    found = find_quantities(written, marked=line.marked)
    if not line.marked:
        found = sorted(found + misread_counts(written, found), key=lambda quantity: quantity.start)
    starts = [line.start + quantity.start for quantity in found]
    before: Before | None = None
    sentence = line.start
    for statement in statements(text, line):
        inside = slice(bisect_left(starts, statement.start), bisect_left(starts, statement.end))
        quantities = [quantity.shifted(line.start) for quantity in found[inside]]
        carried = before if statement.sentence == sentence else None
        sentence = statement.sentence
        figures, before = _from_statement(document, statement, quantities, carried)
        yield from figures


def _from_statement(
    document: Reported, statement: Statement, quantities: Sequence[Quantity], carried: Before | None
) -> tuple[list[Figure], Before | None]:
    """The figures of a clause, and what its anchors stated. `carried` is that of the clause before it in the
    sentence; only a value without words of its own goes on with it."""
    text, folded = document.view.text, document.folded
    start, end = statement.start, statement.end
    demands = asked(folded, start, end)
    if not demands and not quantities and _is_asked_for(document, statement):
        demands = asked_items(folded, start, end)
    if demands:
        return _demanded(document, statement, demands), None
    anchors = sorted(
        [*amounts(text, folded, quantities, start, end), *worded(folded, text, start, end)],
        key=lambda anchor: anchor.start,
    )
    found: list[Figure] = []
    before: Before | None = None
    if carried is not None and carried.listing and anchors and anchors[0].unit == carried.whole.unit:
        before = carried
        anchors[0] = anchors[0]._replace(part=True, listed=True)
    label = _label(document, statement, anchors)
    start = label.window.end if label is not None else start
    for at, anchor in enumerate(anchors):
        choices = [trimmed(folded, window) for window in windows(folded, start, end, anchors, at)]
        only_known = anchor.role is Role.LOOSE or _is_call(statement, anchor)
        context = before or (Before.of(label) if label is not None else None)
        if context is None and not own_name(text, anchor, choices[0]):
            context = (
                carried if anchor.kind != "share" or "%" in (carried.by_unit if carried else ()) else None
            )
        reading = read(
            text, folded, anchor, choices, context, label, marked=statement.marked, only_known=only_known
        )
        if reading is None:
            continue
        behind = anchors[at - 1].end if at else start
        if context is not None and anchor.bracketed and is_plan(folded, anchor.start):
            reading = context.by_unit.get(anchor.unit, reading)._replace(window=reading.window)
            found.append(_stated(document, statement, anchor, reading, behind, Nature.TARGET))
            continue
        if anchor.role in (Role.VALUE, Role.WORDS):
            before = before.then(reading, anchor) if before is not None else Before.of(reading)
        found.append(_stated(document, statement, anchor, reading, behind))
    return found, before


def _stated(
    document: Reported,
    statement: Statement,
    anchor: Anchor,
    reading: Reading,
    behind: int,
    nature: Nature | None = None,
) -> Figure:
    """`nature` overrules that of the wording. `behind` is where the words between this anchor and the one
    before it begin: of a value in brackets that an aim is compared with they name what it counts ("giảm 5% số
    vụ … so với năm 2024 (24 vụ)")."""
    in_words = anchor.value is None and reading.row is not None
    hint = document.period_hint
    before = compared_with(document.folded, statement.start, anchor.start, hint) if anchor.bracketed else None
    counted = _COUNTED.match(document.folded, behind, anchor.start) if before and not reading.row else None
    return figure_of(
        document,
        statement,
        Window(counted.start("what"), reading.window.end) if counted else reading.window,
        name=capitalised(document.view.text[slice(*counted.span("what"))]) if counted else reading.name,
        row=reading.row,
        value=anchor.value,
        comparator=anchor.comparator,
        unit=reading.row.unit if in_words and reading.row is not None else anchor.unit,
        words=anchor.words,
        at=anchor.start,
        nature=Nature.RESULT if before else nature,
        period=before or (_year(document) if nature is Nature.TARGET else None),
    )


def _year(document: Reported) -> str | None:
    year = last_year(document.period_hint)
    return f"năm {year}" if year is not None else None


_COUNTED = re.compile(r"\s*(?P<what>so \w[^,;(]*?) so voi\b")


def _label(document: Reported, statement: Statement, anchors: Sequence[Anchor]) -> Reading | None:
    """What a list of values in one clause is headed by, up to its colon."""
    if len(anchors) < _LISTED:
        return None
    colon = document.folded.find(":", statement.start, anchors[0].start)
    if colon < 0 or not re.search(r"\w", document.folded[colon : anchors[0].start]):
        return None
    window = trimmed(document.folded, Window(statement.start, colon))
    words = document.view.text[window.start : window.end]
    return (
        Reading(None, capitalised(words), words, window, "") if len(words.split()) <= _LABEL_WORDS else None
    )


def _is_call(statement: Statement, anchor: Anchor) -> bool:
    """Whether "toàn bộ" calls on all rather than states a share."""
    section = statement.section.type if statement.section is not None else None
    return anchor.role is Role.WORDS and anchor.kind == "share" and section in _ONLY_IF_KNOWN


def _is_asked_for(document: Reported, statement: Statement) -> bool:
    """Whether a statement stands under "báo cáo các số liệu sau:" in a dispatch or outline."""
    if statement.intro is None or document.kind is None or document.kind.startswith("bao cao"):
        return False
    intro = document.folded[slice(*statement.intro)]
    return re.search(r"bao cao|so lieu|thong ke|cung cap|chi tieu sau|noi dung sau", intro) is not None


def _demanded(document: Reported, statement: Statement, spans: Sequence[tuple[int, int]]) -> list[Figure]:
    """The figures that have to be reported; a short part is read with the one before it ("số tổ công nghệ số
    và số thành viên")."""
    found: list[Figure] = []
    previous, begin = "", 0
    for span in spans:
        window = trimmed(document.folded, Window(*span))
        item = document.view.text[window.start : window.end]
        words = re.sub(r"^.*?(?:rõ|số liệu)(?: về)?\s+|\s+(?:trước|gửi|về) (?:ngày|UBND|Ủy ban).*$", "", item)
        row = row_asked(words)
        if row is None and previous and len(words.split()) <= _SHORT_ITEM:
            row = row_asked(f"{previous} {words}")
            window = Window(begin, window.end) if row is not None else window
        found.append(
            figure_of(
                document,
                statement,
                window,
                name=row.name if row is not None else capitalised(words),
                row=row,
                value=None,
                comparator=Comparator.EQUAL,
                unit=row.unit if row is not None else counted_noun(words),
                words="nêu rõ",
                nature=Nature.REQUIREMENT,
            )
        )
        previous, begin = words, window.start
    return found
