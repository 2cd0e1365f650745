"""Units side by side: every cell is a stated figure with its quote, or "not stated".

Bounds are never subtracted, results never mixed with targets, and what is not stated is not 0.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import SourceRef
from knowledge import indicators
from knowledge.catalog import DocumentRecord
from knowledge.models import Comparator, Figure, Nature


@dataclass(frozen=True)
class Cell:
    """What one unit states of one indicator; `figure` None where it states nothing."""

    commune: str
    figure: Figure | None = None
    document: DocumentRecord | None = None
    source: SourceRef | None = None


@dataclass(frozen=True)
class Row:
    """One indicator over all units, with notes on what may not be compared and why."""

    name: str
    code: str | None
    unit: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]

    def exact(self, nature: Nature) -> list[tuple[Cell, float]]:
        """The cells of one nature with one exact number."""
        return [
            (cell, cell.figure.value)
            for cell in self.cells
            if cell.figure is not None
            and cell.figure.nature is nature
            and cell.figure.comparator is Comparator.EQUAL
            and isinstance(cell.figure.value, float | int)
        ]

    def stating(self) -> list[str]:
        """Units that state a figure."""
        return list(dict.fromkeys(cell.commune for cell in self.cells if cell.figure))

    def silent(self) -> list[str]:
        """Units that state none."""
        return [cell.commune for cell in self.cells if cell.figure is None]


def matrix(
    corpus: Corpus, wanted: Sequence[str] = (), communes: Collection[str] = ()
) -> tuple[list[Row], list[str]]:
    """Rows for the wanted indicators (codes or names; all stated ones where none is given) over the
    units (commune names; all where none is given), and warnings."""
    documents = [d for d in corpus.documents if d.header.commune and _wanted_unit(d, communes)]
    units = list(dict.fromkeys(d.header.commune for d in documents if d.header.commune))
    warnings = [texts.UNIT_NOT_HELD.format(units=name) for name in communes if not _held(name, units)]
    keys = _keys(corpus, documents, wanted)
    stated = corpus.snapshot.figures(documents)
    rows = []
    for code, name in keys:
        own = [(d, f) for d, f in stated if (f.code == code if code else f.indicator == name)]
        rows.append(_row(corpus, code, name, own, units))
    if not wanted:
        rows.sort(key=lambda row: -len(row.stating()))
    return rows, warnings


def _wanted_unit(document: DocumentRecord, communes: Collection[str]) -> bool:
    return not communes or any(_same_unit(name, document.header.commune or "") for name in communes)


def _held(name: str, units: Sequence[str]) -> bool:
    return any(_same_unit(name, unit) for unit in units)


def _same_unit(asked: str, unit: str) -> bool:
    from knowledge.commune_units import name_key, split_kind

    asked_kind, asked_name = split_kind(asked)
    kind, name = split_kind(unit)
    return name_key(asked_name) == name_key(name) and asked_kind in (None, kind)


def _keys(
    corpus: Corpus, documents: Sequence[DocumentRecord], wanted: Sequence[str]
) -> list[tuple[str | None, str]]:
    """(code, name) of each row."""
    if not wanted:
        found = {(f.code, f.indicator): None for _, f in corpus.snapshot.figures(documents)}
        return list({code or name: (code, name) for code, name in found}.values())
    keys: list[tuple[str | None, str]] = []
    by_code = indicators.by_code()
    stated = {name for _, name in corpus.snapshot.indicator_names()}
    for name in wanted:
        if name in by_code:
            keys.append((name, by_code[name].name))
        elif name in stated and not any(row.name == name for row in by_code.values()):
            keys.append((None, name))
        else:
            matched = indicators.match(name)
            keys.append((matched[0][0].code, matched[0][0].name) if matched else (None, name))
    return keys


def _row(
    corpus: Corpus,
    code: str | None,
    name: str,
    stated: Sequence[tuple[DocumentRecord, Figure]],
    units: Sequence[str],
) -> Row:
    cells: list[Cell] = []
    for unit in units:
        own = [(d, f) for d, f in stated if d.header.commune == unit]
        cells.extend(
            Cell(unit, figure, document, corpus.source(document, figure.start, figure.end))
            for document, figure in own
        )
        if not own:
            cells.append(Cell(unit))
    unit_name = stated[0][1].unit if stated else (indicators.by_code()[code].unit if code else "")
    return Row(name, code, unit_name, tuple(cells), tuple(_notes(cells, code)))


def _notes(cells: Sequence[Cell], code: str | None) -> list[str]:
    figures = [cell.figure for cell in cells if cell.figure]
    stating = {cell.commune for cell in cells if cell.figure}
    units = {cell.commune for cell in cells}
    notes = [texts.COVERAGE.format(count=len(stating), total=len(units))]
    if sum(f.comparator not in (Comparator.EQUAL, Comparator.RANGE) for f in figures) > 1:
        notes.append(texts.BOUNDS_NOT_SUBTRACTED)
    if len({f.nature for f in figures}) > 1:
        notes.append(texts.RESULT_IS_NOT_TARGET)
    if len({f.period for f in figures if f.nature is Nature.RESULT}) > 1:
        notes.append(texts.PERIODS_DIFFER)
    if code and indicators.by_code()[code].not_comparable_with:
        others = sorted(indicators.by_code()[code].not_comparable_with)
        notes.append(
            texts.NOT_COMPARABLE.format(names="; ".join(indicators.by_code()[other].name for other in others))
        )
    return notes


@dataclass(frozen=True)
class Summary:
    """Rank, median and spread of the exact results of a row, with how they were computed."""

    ranking: tuple[tuple[str, float], ...]
    median: float
    low: float
    high: float
    formula: str


def summary(row: Row, nature: Nature = Nature.RESULT) -> Summary | None:
    """Statistics over the units that state one exact number; None for fewer than two."""
    latest = {cell.commune: value for cell, value in row.exact(nature)}
    if len(latest) < 2:
        return None
    ranked = sorted(latest.items(), key=lambda item: -item[1])
    values = [value for _, value in ranked]
    return Summary(
        tuple(ranked),
        statistics.median(values),
        min(values),
        max(values),
        texts.STATISTICS_FORMULA.format(count=len(values)),
    )
