"""Figures of several units as a table: who states what, in order, against a threshold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import texts
from bot.assistant import compare
from bot.assistant.answers import figures, reckoning
from bot.assistant.answers.reckoning import Line
from bot.assistant.compare import Cell, Matrix, Row
from bot.assistant.comparing import ranking
from bot.assistant.comparing.reporters import reporters
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.models import Answer, SourceRef
from bot.assistant.period import Time
from bot.assistant.understanding.operations import Operations
from bot.assistant.wording import listed, section_label
from bot.assistant.writer import Writer
from knowledge import indicators
from knowledge.models import Comparator, Figure, Nature
from knowledge.numbers import format_number
from knowledge.vietnamese import fold

SHOWN_ROWS = 30
"""Rows of one message; the next ones are one button away."""
_FROM_PLACE = re.compile(r"\s*\(từ đơn vị thứ \d+\)")
_FEW = 6
"""Up to so many units it is said what else they state, and which documents state nothing."""
_TITLES = 2
"""Documents named of a unit that states nothing."""
_WORST = (ranking.Meets.NO, ranking.Meets.OPEN, ranking.Meets.YES)


@dataclass(frozen=True)
class UnitTable:
    """How the cells of one comparison are told."""

    corpus: Corpus
    wanted: Operations
    matrix: Matrix
    nature: Nature
    asked: Time

    def one(self, row: Row, question: str) -> Answer:
        """One indicator: who stands where, the table, notes."""
        writer = Writer()
        writer.say(self._headline(row), computed=self._headline_proof(row))
        units = self._units(row)
        ranks: dict[str, int | None] = {}
        if self.wanted.any_of("difference"):
            reckoning.say_difference(writer, row, self.asked)
        if self.wanted.any_of("silent", "unquantified", "reported"):
            self._say_silent(writer, row)
        elif self.wanted.threshold is not None:
            units = self._sorted_out(writer, row, units)
        elif self.wanted.ranks and self.nature is Nature.RESULT:
            units, ranks = self._ranked(writer, row, units)
        start = self.wanted.start - 1
        shown = units[start : start + min(self.wanted.top or SHOWN_ROWS, SHOWN_ROWS)]
        lines = self._lines(row, shown)
        if self._numbered(row):
            lines = [_behind(ranks.get(unit), line) for unit, line in zip(shown, lines, strict=True)]
        header = texts.RANKED_COLUMNS if self._numbered(row) else texts.COMPARED_COLUMNS
        reckoning.tabulate(writer, header, lines)
        if not self.wanted.top and start + len(shown) < len(units):
            self._offer_next(writer, question, start)
        self._beware(writer, [row])
        return writer.answer()

    def several(self, rows: Sequence[Row], question: str) -> Answer:
        """Several indicators: a line for each unit and indicator that is stated, so many at a time."""
        writer = Writer()
        stating = {row.name: {cell.commune for cell in self._told(row)} for row in rows}
        for row in rows:
            silent = [unit for unit in self.matrix.units if unit not in stating[row.name]]
            names, more = listed(silent)
            said = texts.NOT_STATED_BY.format(units=names) if silent else ""
            proof = [*self._headline_proof(row), *more]
            writer.say(f"{self._headline(row)} {said}".strip(), computed=proof)
        stated = [(row, unit) for row in rows for unit in self.matrix.units if unit in stating[row.name]]
        start = self.wanted.start - 1
        shown = stated[start : start + SHOWN_ROWS]
        lines: list[Line] = []
        for row in rows:
            for cells, sources, computed in self._lines(row, [unit for own, unit in shown if own is row]):
                lines.append(((cells[0], row.name, *cells[1:]), sources, (*computed, row.name)))
        header = (texts.UNIT_COLUMN, texts.INDICATOR_COLUMN, *texts.COMPARED_COLUMNS[1:])
        reckoning.tabulate(writer, header, lines)
        rest = len(stated) - start - len(lines)
        if rest > 0:
            writer.warn(texts.ROWS_LEFT_OUT.format(count=rest))
            self._offer_next(writer, question, start)
        self._beware(writer, rows)
        return writer.answer()

    def _offer_next(self, writer: Writer, question: str, start: int) -> None:
        place = start + SHOWN_ROWS + 1
        bare = _FROM_PLACE.sub("", question).rstrip("?. ")
        writer.offer(texts.NEXT_UNITS, texts.FROM_PLACE.format(question=bare, place=place))

    def _headline(self, row: Row) -> str:
        """What is compared, and how many units state it."""
        told = self._told(row)
        period = self._period(row)
        return texts.COMPARED.format(
            name=row.name,
            nature=", ".join(filter(None, (texts.NATURES[self.nature.value], period))),
            count=len({cell.commune for cell in told}),
            total=len(self.matrix.units),
        )

    def _headline_proof(self, row: Row) -> list[str]:
        return [row.name, texts.COUNTED, self._period(row)]

    def _period(self, row: Row) -> str:
        """The period that is compared, where all name the same."""
        periods = {cell.period for cell in self._told(row)}
        return periods.pop() or "" if len(periods) == 1 and self.nature is Nature.RESULT else ""

    def _say_silent(self, writer: Writer, row: Row) -> None:
        told = {cell.commune for cell in self._told(row)}
        silent = [unit for unit in self.matrix.units if unit not in told]
        said = texts.SILENT_UNITS.format(count=len(silent), units=", ".join(silent) or texts.NO_UNIT)
        writer.say(said, computed=[texts.COUNTED, said])

    def _told(self, row: Row) -> list[Cell]:
        """The cells that are shown: of one nature, and results of one period."""
        own = [cell for cell in row.cells if cell.figure and cell.figure.nature is self.nature]
        time = row.time(self.asked) if self.nature is Nature.RESULT else None
        return [cell for cell in own if time is None or cell.time.aligned(time)]

    def _units(self, row: Row) -> list[str]:
        """The units in their order; of many those first that state something."""
        units = list(self.matrix.units)
        if len(units) > SHOWN_ROWS:
            stating = {cell.commune for cell in self._told(row)}
            units.sort(key=lambda unit: unit not in stating)
        return units

    def _lines(self, row: Row, units: Sequence[str]) -> list[Line]:
        """A line for each of these units."""
        told: dict[str, list[Cell]] = {}
        for cell in self._told(row):
            told.setdefault(cell.commune, []).append(cell)
        return [self._line(row, unit, told.get(unit, [])) for unit in units]

    def _line(self, row: Row, unit: str, cells: Sequence[Cell]) -> Line:
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

    def _silent(self, row: Row, unit: str) -> Line:
        """What a unit that does not state the figure states instead, where few units are compared."""
        few = len(self.matrix.units) <= _FEW
        other = self._instead(row, unit) if few else None
        if other is None or other.figure is None:
            return (unit, texts.NOT_STATED, "–"), self._read_through(unit) if few else (), ()
        source = other.source(self.corpus)
        label = texts.NATURES[other.figure.nature.value]
        said = texts.STATED_INSTEAD.format(
            value=figures.shown(other.figure), name=other.figure.indicator, nature=label
        )
        place = section_label(source.section) if source and source.section else "–"
        return (unit, said, place), (source,) if source else (), (other.figure.indicator,)

    def _read_through(self, unit: str) -> tuple[SourceRef, ...]:
        """The titles of a unit's documents: what was read in vain."""
        names = [name for name, who in reporters(self.corpus).items() if who.name == unit][:_TITLES]
        documents = [d for name in names if (d := self.corpus.snapshot.document(name))]
        return tuple(source for d in documents for source in self.corpus.title(d)[1])

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

    def _ranked(
        self, writer: Writer, row: Row, units: Sequence[str]
    ) -> tuple[list[str], dict[str, int | None]]:
        """The units in the order of their values, with ranks; those without value last."""
        reckoning.say_numbers(writer, self.corpus, row, self.wanted, self.asked)
        places = ranking.ranking(row, self.asked, ascending=self.wanted.ascending)
        ranks = {place.cell.commune: place.rank for place in places}
        rest = [] if self.wanted.top else [unit for unit in units if unit not in ranks]
        return [*ranks, *rest], ranks

    def _numbered(self, row: Row) -> bool:
        """Whether ranks are given: results of which some are exact, and a ranking is asked for."""
        return (
            self.wanted.ranks
            and self.wanted.threshold is None
            and self.nature is Nature.RESULT
            and ranking.summary(row, self.asked) is not None
        )

    def _sorted_out(self, writer: Writer, row: Row, units: Sequence[str]) -> list[str]:
        """The units that meet the threshold; said apart are those of which that cannot be told."""
        assert self.wanted.threshold is not None and self.wanted.comparator is not None
        chosen = row.results(self.asked) if self.nature is Nature.RESULT else []
        compared = {cell.commune for cell in chosen}
        verdicts: dict[str, ranking.Meets] = {}
        for cell in [*chosen, *(c for c in self._told(row) if not chosen or c.commune in compared)]:
            own = self._verdict(cell, row)
            known = verdicts.setdefault(cell.commune, own)
            if known is not own and own is not ranking.Meets.OPEN:  # it states two numbers, on either side
                verdicts[cell.commune] = ranking.Meets.OPEN
        meeting = [unit for unit in self.matrix.units if verdicts.get(unit) is ranking.Meets.YES]
        condition = self._condition(row)
        names = ", ".join(meeting) or texts.NO_UNIT
        sources = [source for _, own, _ in self._lines(row, meeting[:SHOWN_ROWS]) for source in own]
        writer.say(texts.MEETING.format(condition=condition, count=len(meeting), units=names), *sources,
                   computed=[condition, texts.COUNTED, names])  # fmt: skip
        open_ = [unit for unit in self.matrix.units if verdicts.get(unit) is ranking.Meets.OPEN]
        if open_:
            proof = [condition, ", ".join(open_)]
            writer.say(texts.CANNOT_TELL.format(condition=condition, units=", ".join(open_)), computed=proof)
        return [*meeting, *open_] or list(units)

    def _verdict(self, cell: Cell, row: Row) -> ranking.Meets:
        assert self.wanted.threshold is not None and self.wanted.comparator is not None
        verdict = ranking.meets(cell, self.wanted.threshold, self.wanted.comparator, row)
        if self.wanted.ceiling is None:
            return verdict
        below = ranking.meets(cell, self.wanted.ceiling, Comparator.AT_MOST, row)
        return min(verdict, below, key=_WORST.index)

    def _condition(self, row: Row) -> str:
        assert self.wanted.threshold is not None and self.wanted.comparator is not None
        unit = "%" if row.unit.startswith("%") else f" {row.unit}"
        low = format_number(self.wanted.threshold)
        if self.wanted.ceiling is not None:
            return texts.CONDITION_BETWEEN.format(low=low, high=format_number(self.wanted.ceiling), unit=unit)
        comparator = texts.CONDITIONS[self.wanted.comparator.value]
        return texts.CONDITION.format(comparator=comparator, value=low, unit=unit)

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


def _behind(rank: int | None, line: Line) -> Line:
    """The line behind its rank."""
    cells, sources, computed = line
    formula = (texts.RANK.format(rank=rank),) if rank else ()
    return (str(rank) if rank else "–", *cells), sources, computed + formula


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
