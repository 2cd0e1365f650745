"""Units side by side: every cell is a stated figure with its quote, or "not stated".

Bounds are never subtracted, results never mixed with targets, and what is not stated is not 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from bot import texts
from bot.assistant import period
from bot.assistant.comparing.reporters import (
    Reporter,
    by_name,
    not_reporting,
    province_of,
    reporters,
    same_unit,
)
from bot.assistant.corpus import Corpus
from bot.assistant.models import SourceRef
from bot.assistant.period import UNSAID, Time
from knowledge import indicators
from knowledge.models import Comparator, Figure, Nature
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

LEAST_MATCH = 0.5
"""Least likeness (0-1) at which an asked name is taken for a row of the catalogue; the examples of the
catalogue reach .6."""
_SAME_NAME = 90
"""Likeness of 100 from which an asked name is one that documents state outside the catalogue."""
_MOSTLY = 0.5
"""Share of a province's communes that must be held before those that are not are worth naming one by one."""


@dataclass(frozen=True)
class Cell:
    """What one unit states of one indicator; `figure` None where it states nothing. `former` is the unit of
    before the merger whose figure it is: a part of the present one."""

    commune: str
    figure: Figure | None = None
    document: DocumentRecord | None = None
    period: str | None = None
    former: str | None = None

    @property
    def time(self) -> Time:
        """When the figure holds."""
        return period.time_of(self.period)

    @property
    def value(self) -> float | None:
        """The number that is stated, whatever bounds it; None for a range or words."""
        value = self.figure.value if self.figure else None
        return value if isinstance(value, float | int) else None

    @property
    def bound(self) -> bool:
        """Whether the real value is only known to lie above, below or about the stated one."""
        return self.figure is not None and self.figure.comparator is not Comparator.EQUAL

    def is_result(self) -> bool:
        """Whether something reached is stated, by the present unit as a whole."""
        return self.figure is not None and self.figure.nature is Nature.RESULT and self.former is None

    def source(self, corpus: Corpus) -> SourceRef | None:
        """The quoted words."""
        if self.figure is None or self.document is None:
            return None
        return corpus.source(self.document, self.figure.start, self.figure.end)


@dataclass(frozen=True)
class Row:
    """One indicator over all units, with notes on what may not be compared and why."""

    name: str
    code: str | None
    unit: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()

    def stating(self) -> list[str]:
        """Units that state a figure, each once; being asked for one is not stating it."""
        return list(dict.fromkeys(cell.commune for cell in self.cells if _tells(cell)))

    def silent(self) -> list[str]:
        """Units that state none."""
        stating = set(self.stating())
        return list(dict.fromkeys(cell.commune for cell in self.cells if cell.commune not in stating))

    def results(self, asked: Time = UNSAID) -> list[Cell]:
        """One comparable result of each unit: of one period, the present unit's own, in the row's unit."""
        chosen = self.time(asked)
        found: dict[str, Cell] = {}
        for cell, time in self._results:
            if chosen is not None and time.aligned(chosen):
                known = found.get(cell.commune)
                if known is None or _preferred(cell) > _preferred(known):
                    found[cell.commune] = cell
        return list(found.values())

    @cached_property
    def _results(self) -> list[tuple[Cell, Time]]:
        """What was reached and when, of units and their periods."""
        return [(cell, cell.time) for cell in self.cells if cell.is_result()]

    @cached_property
    def _reported(self) -> Counter[Time]:
        """How many units state a result of each period."""
        stated = ((Time(when.year, when.part), cell.commune) for cell, when in self._results)
        return Counter(time for time, _ in dict.fromkeys(stated))

    def time(self, asked: Time = UNSAID) -> Time | None:
        """Of what is asked for, the latest period of which at least half as many units state a result as of
        any other."""
        counted = {time: count for time, count in self._reported.items() if asked.covers(time)}
        if not counted:
            return None
        most = max(counted.values())
        usual = [time for time, count in counted.items() if count * 2 >= most]
        return max(usual, key=lambda time: (time.year or 0, time.end, counted[time]))


def _tells(cell: Cell) -> bool:
    return cell.figure is not None and cell.figure.nature is not Nature.REQUIREMENT


def _preferred(cell: Cell) -> tuple[str, bool, bool]:
    """Of several statements of one unit and period: the newest document's, exact before bounded."""
    issued = cell.document.header.issued_on if cell.document else None
    return issued or "", cell.value is not None, not cell.bound


@dataclass(frozen=True)
class Matrix:
    """Rows over the same units; `absent` are communes of the province that no document is from."""

    rows: tuple[Row, ...]
    units: tuple[str, ...]
    warnings: tuple[str, ...]
    absent: tuple[str, ...] = ()


def matrix(
    corpus: Corpus,
    wanted: Sequence[str] = (),
    communes: Collection[str] = (),
    documents: Sequence[DocumentRecord] | None = None,
) -> Matrix:
    """Rows for the wanted indicators (codes or names; all stated ones where none is given, the most widely
    stated first) over the units (names, former ones too; all where none is given)."""
    writers = _writers(corpus, corpus.documents if documents is None else documents)
    held = list(dict.fromkeys(who.name for _, who in writers.values()))
    asked, missing = _asked(communes, held)
    units = by_name(asked if communes else held)
    own = {name: pair for name, pair in writers.items() if pair[1].name in units}
    keys = _keys(corpus, [document for document, _ in own.values()], wanted)
    rows = _rows(corpus, own, keys, [*units, *missing])
    if not wanted:
        rows.sort(key=lambda row: -len(row.stating()))
    absent = [] if communes else _absent(corpus)
    return Matrix(
        tuple(rows), (*units, *missing), tuple(_warnings(rows, missing, held, absent)), tuple(absent)
    )


def _writers(
    corpus: Corpus, documents: Sequence[DocumentRecord]
) -> dict[str, tuple[DocumentRecord, Reporter]]:
    """Documents of communes by name, each with the present unit it counts for."""
    known = reporters(corpus)
    return {d.name: (d, known[d.name]) for d in documents if d.name in known}


def _asked(communes: Collection[str], held: Sequence[str]) -> tuple[list[str], list[str]]:
    """The asked units that are held, and the asked names that are not; a former unit is its present one."""
    from knowledge.communes import table

    found, missing = [], []
    for name in communes:
        own = [unit for unit in held if same_unit(name, unit)]
        if not own:
            present = {mention.commune.full_name for mention in table().find(name)}
            own = [unit for unit in held if unit in present]
        found += own
        missing += [] if own else [name]
    return list(dict.fromkeys(found)), missing


def _keys(
    corpus: Corpus, documents: Sequence[DocumentRecord], wanted: Sequence[str]
) -> list[tuple[str | None, str]]:
    """(code, name) of each row."""
    if not wanted:
        found = {(f.code, f.indicator): None for _, f in corpus.snapshot.figures(documents)}
        return list({code or name: (code, name) for code, name in found}.values())
    stated = {one.name for one in corpus.snapshot.indicators_stated if one.code is None}
    return list(dict.fromkeys(_key(name, stated) for name in wanted))


def _key(asked: str, stated: Collection[str]) -> tuple[str | None, str]:
    by_code = indicators.by_code()
    if asked.upper() in by_code:
        return asked.upper(), by_code[asked.upper()].name
    matched = indicators.match(asked)
    if matched and matched[0][1] >= 0.95:
        return matched[0][0].code, matched[0][0].name
    alike = [(fuzz.ratio(fold(asked), fold(name)), name) for name in stated]
    best = max(alike, default=(0.0, asked))
    if best[0] >= _SAME_NAME:
        return None, best[1]
    if matched and matched[0][1] >= LEAST_MATCH:
        return matched[0][0].code, matched[0][0].name
    return None, asked


def _rows(
    corpus: Corpus,
    writers: dict[str, tuple[DocumentRecord, Reporter]],
    keys: Sequence[tuple[str | None, str]],
    units: Sequence[str],
) -> list[Row]:
    """One row a key; the figures are read once and sorted into them."""
    documents = [document for document, _ in writers.values()]
    codes = {code for code, _ in keys if code}
    names = {name for code, name in keys if code is None}
    cells: dict[str, dict[str, list[Cell]]] = {}
    for document, figure in corpus.snapshot.figures(documents, codes=codes, indicators=names):
        who = writers[document.name][1]
        cell = Cell(who.name, figure, document, period.stated(document, figure), who.former)
        cells.setdefault(figure.code or figure.indicator, {}).setdefault(who.name, []).append(cell)
    rows = []
    for code, name in keys:
        own = cells.get(code or name, {})
        placed = [cell for unit in units for cell in own.get(unit, [Cell(unit)])]
        rows.append(Row(name, code, _unit(code, placed), tuple(placed), tuple(_notes(placed, code))))
    return rows


def _unit(code: str | None, cells: Sequence[Cell]) -> str:
    """The usual unit of the catalogue, else the one stated most."""
    if code is not None:
        return indicators.by_code()[code].unit
    stated = Counter(cell.figure.unit for cell in cells if cell.figure)
    return stated.most_common(1)[0][0] if stated else ""


def _notes(cells: Sequence[Cell], code: str | None) -> list[str]:
    told = [cell for cell in cells if _tells(cell)]
    units = {cell.commune for cell in cells}
    notes = [texts.COVERAGE.format(count=len({cell.commune for cell in told}), total=len(units))]
    if sum(cell.bound for cell in told) > 1:
        notes.append(texts.BOUNDS_NOT_SUBTRACTED)
    if len({cell.figure.nature for cell in told if cell.figure}) > 1:
        notes.append(texts.RESULT_IS_NOT_TARGET)
    times = {(cell.time.year, cell.time.part) for cell in told if cell.is_result()}
    if len(times) > 1:
        notes.append(texts.PERIODS_DIFFER)
    if len({cell.figure.unit.partition("/")[2] for cell in told if cell.figure}) > 1:
        notes.append(texts.UNITS_DIFFER)
    former = [(cell.former, cell.commune) for cell in told if cell.former]
    notes += [texts.FORMER_UNIT.format(former=old, unit=now) for old, now in dict.fromkeys(former)]
    if code and indicators.by_code()[code].not_comparable_with:
        others = sorted(indicators.by_code()[code].not_comparable_with)
        names = "; ".join(indicators.by_code()[other].name for other in others)
        notes.append(texts.NOT_COMPARABLE.format(names=names))
    return notes


def _absent(corpus: Corpus) -> list[str]:
    province = province_of(corpus.documents)
    return not_reporting({who.code for who in reporters(corpus).values()}, province) if province else []


def _warnings(
    rows: Sequence[Row], missing: Sequence[str], held: Sequence[str], absent: Sequence[str]
) -> list[str]:
    warnings = [texts.UNIT_NOT_HELD.format(units=name) for name in missing]
    warnings += [texts.INDICATOR_NOT_HELD.format(name=row.name) for row in rows if not row.stating()]
    if absent and len(held) >= _MOSTLY * (len(held) + len(absent)):
        warnings.append(texts.NOT_REPORTED.format(count=len(absent), units=", ".join(absent)))
    elif absent:
        warnings.append(texts.NOT_REPORTED_COUNT.format(count=len(absent), total=len(held) + len(absent)))
    return warnings
