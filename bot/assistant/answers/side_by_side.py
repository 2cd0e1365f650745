"""Figures of several units as a table: compared, ranked, held against a threshold or an earlier year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import texts
from bot.assistant import compare, ranking
from bot.assistant.answers import figures
from bot.assistant.compare import Cell, Matrix, Row
from bot.assistant.corpus import Corpus, document_label, section_label
from bot.assistant.models import Answer, SourceRef
from bot.assistant.operations import Operations
from bot.assistant.understand import Understanding, understand
from bot.assistant.writer import Writer
from knowledge import indicators
from knowledge.models import Figure, Nature
from knowledge.numbers import format_number
from knowledge.vietnamese import fold

SHOWN_ROWS = 30
"""Rows of one message; the next ones are one button away."""
MOST_ROWS = 3
"""Indicators side by side in one answer."""
_FEW = 6
"""Up to so many units it is said what else they state."""

_Line = tuple[tuple[str, ...], tuple[SourceRef, ...], tuple[str, ...]]


def answer(asked: Understanding, corpus: Corpus, wanted: Operations) -> Answer | None:
    """The figures of several units side by side, or None where they are not asked for."""
    matrix = compared(asked, corpus, wanted)
    if matrix is None:
        return None
    rows = [row for row in matrix.rows if row.stating()]
    if asked.asks_any("change"):
        return _changes(rows[0], corpus, asked.years)
    year = asked.years[0] if asked.years else None
    nature = _nature(rows[0], targets=asked.asks_any("target"), year=year)
    if nature is None:
        return None
    table = _SideBySide(corpus, wanted, matrix, nature, year)
    return table.one(rows[0], asked.text) if len(rows) == 1 or wanted.rows else table.several(rows)


def compared(asked: Understanding, corpus: Corpus, wanted: Operations) -> compare.Matrix | None:
    """Who states what of that which is asked about; None where no figures of several units are."""
    if not _asked_for(asked, wanted):
        return None
    plain = _without(asked, corpus, wanted)
    keys = _keys(plain, corpus)
    if not keys:
        return None
    matrix = compare.matrix(corpus, keys, [commune.full_name for commune in asked.communes])
    stating = any(row.stating() for row in matrix.rows)
    return matrix if stating and (len(matrix.units) > 1 or asked.asks_any("change")) else None


def _asked_for(asked: Understanding, wanted: Operations) -> bool:
    if asked.asks_any("draft", "task_table", "lead", "product", "support", "deadline", "indicators", "cite"):
        return False
    if asked.instruments or (len(asked.communes) == 1 and not asked.asks_any("change")):
        return False
    special = wanted.ranks or wanted.threshold is not None or wanted.any_of("unquantified", "reported")
    return special or asked.asks_any("compare", "which", "change") or len(asked.communes) > 1


def _without(asked: Understanding, corpus: Corpus, wanted: Operations) -> Understanding:
    """The question without the words that say what is to be done with the figures."""
    if wanted.rest == asked.text:
        return asked
    plain = understand(asked.question.model_copy(update={"text": wanted.rest}), corpus)
    return replace(plain, communes=asked.communes, unheld=asked.unheld)


def _keys(asked: Understanding, corpus: Corpus) -> list[str]:
    """Codes or names of what is asked about, the best fitting first."""
    anywhere = replace(asked, communes=(), unheld=())
    found = figures.find(anywhere, corpus)
    keys = list(dict.fromkeys(figure.code or figure.indicator for _, figure in found))
    wanted = {indicator.code for indicator in asked.indicators}
    if wanted & set(keys):
        keys = [key for key in keys if key in wanted]
    return keys[: MOST_ROWS if _several(asked) else 1]


def _several(asked: Understanding) -> bool:
    """Whether more than one indicator is named ("số tổ và số thành viên")."""
    return len(re.findall(r"\b(?:ty le|ti le|so|tong|bao nhieu|may)\b", asked.folded)) > 1


def _nature(row: Row, *, targets: bool, year: int | None) -> Nature | None:
    """What is compared: what is asked for, else results where some are stated."""
    stated = {cell.figure.nature for cell in row.cells if cell.figure}
    if targets:
        return Nature.TARGET if Nature.TARGET in stated else None
    if row.results(year):
        return Nature.RESULT
    return Nature.TARGET if Nature.RESULT not in stated and Nature.TARGET in stated else None


@dataclass(frozen=True)
class _SideBySide:
    """How the cells of one comparison are told."""

    corpus: Corpus
    wanted: Operations
    matrix: Matrix
    nature: Nature
    year: int | None

    def one(self, row: Row, question: str) -> Answer:
        """One indicator: who stands where, the table, notes."""
        writer = Writer()
        writer.say(self._headline(row), computed=[row.name, texts.COUNTED])
        lines = self._lines(row)
        if self.wanted.threshold is not None:
            lines = self._sorted_out(writer, row, lines)
        elif self.wanted.ranks and self.nature is Nature.RESULT:
            lines = self._ranked(writer, row, lines)
        start = self.wanted.start - 1
        header = texts.RANKED_COLUMNS if self._numbered(row) else texts.COMPARED_COLUMNS
        shown = lines[start : start + min(self.wanted.top or SHOWN_ROWS, SHOWN_ROWS)]
        _tabulate(writer, header, shown)
        if not self.wanted.top and start + len(shown) < len(lines):
            following = texts.FROM_PLACE.format(question=question.rstrip("?. "), place=start + SHOWN_ROWS + 1)
            writer.offer(texts.NEXT_UNITS, following)
        self._beware(writer, [row])
        return writer.answer()

    def several(self, rows: Sequence[Row]) -> Answer:
        """Several indicators: a line for each unit and indicator that is stated."""
        writer = Writer()
        for row in rows:
            silent = [unit for unit in self.matrix.units if unit not in {c.commune for c in self._told(row)}]
            said = texts.NOT_STATED_BY.format(units=", ".join(silent)) if silent else ""
            writer.say(f"{self._headline(row)} {said}".strip(), computed=[row.name, texts.COUNTED])
        lines = [
            ((cells[0], row.name, *cells[1:]), sources, (*computed, row.name))
            for row in rows
            for cells, sources, computed in self._lines(row)
            if sources
        ]
        _tabulate(writer, (texts.UNIT_COLUMN, texts.INDICATOR_COLUMN, *texts.COMPARED_COLUMNS[1:]), lines)
        self._beware(writer, rows)
        return writer.answer()

    def _headline(self, row: Row) -> str:
        """What is compared, and how many units state it."""
        told = {cell.commune for cell in self._told(row)}
        return texts.COMPARED.format(
            name=row.name,
            nature=texts.NATURES[self.nature.value],
            count=len(told),
            total=len(self.matrix.units),
        )

    def _told(self, row: Row) -> list[Cell]:
        """The cells that are shown: of one nature, and results of one period."""
        own = [cell for cell in row.cells if cell.figure and cell.figure.nature is self.nature]
        time = row.time(self.year) if self.nature is Nature.RESULT else None
        return [cell for cell in own if time is None or cell.time.aligned(time)]

    def _lines(self, row: Row) -> list[_Line]:
        """A line for each unit, in the units' order."""
        told: dict[str, list[Cell]] = {}
        for cell in self._told(row):
            told.setdefault(cell.commune, []).append(cell)
        units = self.matrix.units
        if len(units) > SHOWN_ROWS:
            units = tuple(sorted(units, key=lambda unit: unit not in told))
        return [self._line(row, unit, told.get(unit, [])) for unit in units]

    def _line(self, row: Row, unit: str, cells: Sequence[Cell]) -> _Line:
        if not cells:
            return self._silent(row, unit)
        values = list(dict.fromkeys(self._value(cell) for cell in cells))
        sources = [source for cell in cells if (source := cell.source(self.corpus))]
        places = dict.fromkeys(section_label(source.section) for source in sources if source.section)
        scan = texts.SCAN_MARK if any(source.ocr for source in sources) else ""
        periods = tuple(dict.fromkeys(cell.period for cell in cells if cell.period))  # titles name them
        return (unit + scan, "; ".join(values), ", ".join(places) or "–"), tuple(sources), periods

    def _value(self, cell: Cell) -> str:
        assert cell.figure is not None
        source = cell.source(self.corpus)
        proven = cell.period and source and figures.proven(self.corpus, cell.period, source)
        marks = ", ".join(filter(None, (texts.NATURES[self.nature.value], cell.period if proven else None)))
        former = f" ({cell.former} cũ)" if cell.former else ""
        return f"{_legible(cell.figure, source)} [{marks}]{former}"

    def _silent(self, row: Row, unit: str) -> _Line:
        """What a unit that does not state the figure states instead, where few units are compared."""
        other = self._instead(row, unit) if len(self.matrix.units) <= _FEW else None
        if other is None or other.figure is None:
            return (unit, texts.NOT_STATED, "–"), (), ()
        source = other.source(self.corpus)
        label = texts.NATURES[other.figure.nature.value]
        said = texts.STATED_INSTEAD.format(
            value=figures.shown(other.figure), name=other.figure.indicator, nature=label
        )
        place = section_label(source.section) if source and source.section else "–"
        return (unit, said, place), (source,) if source else (), (other.figure.indicator,)

    def _instead(self, row: Row, unit: str) -> Cell | None:
        """The same indicator in another nature or period, else one that looks alike and is another."""
        own = [cell for cell in row.cells if cell.commune == unit and cell.figure]
        if own:
            return own[0]
        known = indicators.by_code().get(row.code or "")
        if known is None or not known.not_comparable_with:
            return None
        others = compare.matrix(self.corpus, sorted(known.not_comparable_with), [unit]).rows
        cells = [cell for other in others for cell in other.cells if cell.is_result()]
        return cells[0] if cells else None

    def _ranked(self, writer: Writer, row: Row, lines: Sequence[_Line]) -> list[_Line]:
        """The lines in the order of their values, with ranks; those without value last."""
        by_unit = self._by_unit(lines)
        ranked = ranking.ranking(row, self.year, ascending=self.wanted.ascending)
        self._say_middle(writer, row)
        ordered = []
        for place in ranked:
            cells, sources, computed = by_unit.pop(place.cell.commune)
            rank = str(place.rank) if place.rank else "–"
            formula = (texts.RANK.format(rank=rank),) if place.rank else ()
            ordered.append((((rank, *cells) if self._numbered(row) else cells), sources, computed + formula))
        if self.wanted.top:
            return ordered
        rest = by_unit.values()
        return ordered + [
            ((("–", *cells) if self._numbered(row) else cells), sources, computed)
            for cells, sources, computed in rest
        ]

    def _by_unit(self, lines: Sequence[_Line]) -> dict[str, _Line]:
        return {line[0][0].removesuffix(texts.SCAN_MARK): line for line in lines}

    def _numbered(self, row: Row) -> bool:
        """Whether ranks are given: results of which some are exact, and a ranking is asked for."""
        return (
            self.wanted.ranks
            and self.wanted.threshold is None
            and self.nature is Nature.RESULT
            and ranking.summary(row, self.year) is not None
        )

    def _say_middle(self, writer: Writer, row: Row) -> None:
        """Median and extremes with their formula, where there are numbers enough."""
        found = ranking.summary(row, self.year)
        if found is None:
            writer.say(texts.RANKED_BY_STATED)
            return
        sources = [cell.source(self.corpus) for cell in (found.low, found.high)]
        median = format_number(found.median) + ("%" if row.unit.startswith("%") else f" {row.unit}")
        said = texts.MIDDLE.format(
            median=median,
            low=f"{figures.shown(found.low.figure)} ({found.low.commune})" if found.low.figure else "",
            high=f"{figures.shown(found.high.figure)} ({found.high.commune})" if found.high.figure else "",
            formula=found.formula,
            count=found.count,
        )
        extremes = (figures.shown(cell.figure) for cell in (found.low, found.high) if cell.figure)
        proof = [f"{texts.MEDIAN_IS.format(value=median)} {found.formula}", str(found.count), *extremes]
        writer.say(said, *filter(None, sources), computed=proof)

    def _sorted_out(self, writer: Writer, row: Row, lines: Sequence[_Line]) -> list[_Line]:
        """The lines that meet the threshold; said apart are those of which that cannot be told."""
        assert self.wanted.threshold is not None and self.wanted.comparator is not None
        chosen = (
            {cell.commune: cell for cell in row.results(self.year)} if self.nature is Nature.RESULT else {}
        )
        chosen = chosen or {cell.commune: cell for cell in self._told(row)}
        verdicts = {
            unit: ranking.meets(cell, self.wanted.threshold, self.wanted.comparator, row)
            for unit, cell in chosen.items()
        }
        by_unit = self._by_unit(lines)
        meeting = [unit for unit in self.matrix.units if verdicts.get(unit) is ranking.Meets.YES]
        condition = texts.CONDITION.format(
            comparator=texts.CONDITIONS[self.wanted.comparator.value],
            value=format_number(self.wanted.threshold),
            unit="%" if row.unit.startswith("%") else f" {row.unit}",
        )
        names = ", ".join(meeting) or texts.NO_UNIT
        sources = [source for unit in meeting for source in by_unit[unit][1]]
        writer.say(texts.MEETING.format(condition=condition, count=len(meeting), units=names), *sources,
                   computed=[condition, texts.COUNTED, names])  # fmt: skip
        open_ = [unit for unit in self.matrix.units if verdicts.get(unit) is ranking.Meets.OPEN]
        if open_:
            proof = [condition, ", ".join(open_)]
            writer.say(texts.CANNOT_TELL.format(condition=condition, units=", ".join(open_)), computed=proof)
        return [by_unit[unit] for unit in (*meeting, *open_)] or list(lines)

    def _beware(self, writer: Writer, rows: Sequence[Row]) -> None:
        for row in rows:
            told = self._told(row)
            if sum(cell.bound for cell in told) > 1:
                writer.warn(texts.BOUNDS_NOT_SUBTRACTED)
            if len({cell.period for cell in told}) < len(
                {cell.period for cell in row.cells if cell.is_result()}
            ):
                writer.warn(texts.PERIODS_DIFFER)
            former = [note for note in row.notes if any(c.former and c.former in note for c in told)]
            for note in former[:_FEW]:
                writer.warn(note)
            if texts.UNITS_DIFFER in row.notes:
                writer.warn(texts.UNITS_DIFFER)
            several = _stating_several(told)
            if several and self.nature is Nature.RESULT:
                writer.warn(texts.SEVERAL_STATED.format(units=", ".join(several)))
            for cell in told:
                if cell.document and cell.document.quality.poor:
                    writer.warn(texts.CHECK_SCAN.format(document=document_label(cell.document)))
        if not self.matrix.absent or len(self.matrix.units) > len(self.matrix.absent):
            for warning in self.matrix.warnings:
                writer.warn(warning)


def _stating_several(cells: Sequence[Cell]) -> list[str]:
    """Units that state more than one number in one unit of measure for the same time."""
    found: dict[tuple[str, str], set[float]] = {}
    for cell in cells:
        if cell.value is not None and cell.figure is not None and cell.former is None:
            found.setdefault((cell.commune, cell.figure.unit), set()).add(cell.value)
    return list(dict.fromkeys(unit for (unit, _), values in found.items() if len(values) > 1))


def _legible(figure: Figure, source: SourceRef | None) -> str:
    """The value, without a unit that a scan does not show: "12 Tb cong nghé" proves 12, not 12 tổ."""
    unit = fold(figure.unit.partition("/")[0])
    if source is None or not source.ocr or figure.unit.startswith("%") or figure.value is None:
        return figures.shown(figure)
    seen = unit in fold(f"{source.quote} {source.readable or ''}")
    return figures.shown(figure if seen else figure.model_copy(update={"unit": ""}))


def _tabulate(writer: Writer, header: Sequence[str], lines: Sequence[_Line]) -> None:
    writer.tabulate(
        header, [(cells, sources) for cells, sources, _ in lines], [computed for *_, computed in lines]
    )


def _changes(row: Row, corpus: Corpus, years: Sequence[int]) -> Answer | None:
    """What each unit states now and in the year before, with the difference; None where no unit has both, or
    not for the years that are asked about."""
    found = [
        change
        for change in ranking.changes(row)
        if {change.before.time.year, change.after.time.year}.issuperset(years)
    ]
    if not found:
        return None
    writer = Writer()
    writer.say(texts.CHANGED.format(name=row.name), computed=[row.name])
    lines = []
    for change in found:
        sources = [source for cell in (change.before, change.after) if (source := cell.source(corpus))]
        unit = "điểm %" if row.unit.startswith("%") else row.unit
        said = texts.CHANGE.format(
            direction=texts.UP
            if change.difference > 0
            else texts.DOWN
            if change.difference < 0
            else texts.LEVEL,
            formula=change.formula,
            unit=unit,
        )
        cells = (
            change.after.commune,
            *(figures.shown(cell.figure) for cell in (change.before, change.after) if cell.figure),
            said,
        )
        lines.append(
            (cells, tuple(sources), (change.formula, f"{format_number(abs(change.difference))} {unit}"))
        )
    _tabulate(writer, texts.CHANGE_COLUMNS, lines)
    return writer.answer()


def is_about_indicator(asked: Understanding, corpus: Corpus, wanted: Operations) -> bool:
    """Whether a question names an indicator besides its other words."""
    words = fold(wanted.rest).split()
    return bool(words) and bool(asked.indicators) and bool(_keys(_without(asked, corpus, wanted), corpus))
