"""Every number that a chart, a sheet or a summary shows is that of a quote, or of a formula over such."""

from __future__ import annotations

import io
import re
import statistics
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from bot import texts
from bot.assistant import compare
from bot.assistant.answers.figures import shown
from bot.assistant.compare import Cell, Matrix
from bot.assistant.corpus import Corpus
from bot.assistant.ground import is_quoted
from bot.assistant.service import Assistant
from bot.rendering import chart, sheet
from bot.rendering.summary import summary_paper
from knowledge.numbers import format_number, parse_number

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def found(sample_assistant: Assistant) -> Matrix:
    return compare.matrix(sample_assistant.corpus)


@pytest.fixture(scope="module")
def corpus(sample_assistant: Assistant) -> Corpus:
    return sample_assistant.corpus


def _cells(found: Matrix) -> Iterator[Cell]:
    return (cell for row in found.rows for cell in row.cells if cell.figure)


def _stated(cell: Cell, corpus: Corpus) -> set[float]:
    """The numbers that the quote of a cell states, a scan in its repaired reading too."""
    source = cell.source(corpus)
    assert source is not None
    assert is_quoted(source, corpus)
    said = _NUMBERS.findall(f"{source.quote} {source.readable or ''}")
    return {number for number in map(parse_number, said) if number is not None}


def test_each_value_stands_in_its_quote(found: Matrix, corpus: Corpus) -> None:
    checked = 0
    for cell in _cells(found):
        assert cell.figure is not None
        values = cell.figure.value if isinstance(cell.figure.value, tuple) else (cell.figure.value,)
        for value in values:
            if value is not None:
                assert value in _stated(cell, corpus), cell.figure
                checked += 1
    assert checked > 40


def test_each_bar_is_as_long_as_a_stated_value(found: Matrix, corpus: Corpus) -> None:
    rows = [row for row in found.rows if len(row.stating()) > 1][: chart.PANELS]
    drawn = chart.drawn(rows)
    panels = [panel for row in rows for panel in chart.panels_of(row)][: chart.PANELS]
    plotted = [panel for panel in panels if panel.cells]
    assert len(drawn.axes) == len(plotted) > 2
    for axes, panel in zip(drawn.axes, plotted, strict=True):
        stated = [number for cell in panel.cells for number in _stated(cell, corpus)]
        for bar in axes.patches:
            assert bar.get_x() + bar.get_width() in stated
        labels = [text.get_text() for text in axes.texts]
        assert labels == [shown(cell.figure) for cell in panel.cells if cell.figure]
        assert [tick.get_text() for tick in axes.get_yticklabels()] == [c.commune for c in panel.cells]


def test_each_number_of_a_sheet_links_to_its_quote(found: Matrix, corpus: Corpus) -> None:
    book = load_workbook(io.BytesIO(sheet.workbook(corpus, found)))
    quotes = book[texts.SHEET_QUOTES]
    walked = 0
    for title in (texts.SHEET_RESULTS, texts.SHEET_TARGETS):
        for line in book[title].iter_rows(min_row=2, max_row=len(found.units) + 1, min_col=2):
            for cell in line:
                if cell.value in (None, texts.NOT_STATED):
                    continue
                place = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location)
                assert place and place[1] == texts.SHEET_QUOTES
                quoted = [quotes.cell(int(place[2]), column).value for column in (2, 3, 12)]
                assert book[title].cell(1, cell.column).value.startswith(quoted[0])
                assert quoted[1].startswith(book[title].cell(cell.row, 1).value)
                _same_numbers(cell.value, quotes, int(place[2]))
                walked += 1
    assert walked > 40


def _same_numbers(value: object, quotes: Any, line: int) -> None:
    """The first number of a matrix cell is that of the line it links to."""
    told = quotes.cell(line, 4).value
    said = format_number(value) if isinstance(value, int | float) else str(value)
    assert _NUMBERS.findall(said)[:1] == _NUMBERS.findall(told)[:1]


def test_each_formula_of_a_sheet_is_over_the_cells_above_it(found: Matrix, corpus: Corpus) -> None:
    book = load_workbook(io.BytesIO(sheet.workbook(corpus, found)))
    area = rf"(?P<column>[A-Z]+)2:(?P=column){len(found.units) + 1}\b"
    for title in (texts.SHEET_RESULTS, texts.SHEET_TARGETS):
        own = book[title]
        for line in own.iter_rows(min_row=len(found.units) + 3, min_col=2):
            for cell in line:
                areas = re.findall(area, cell.value)
                assert cell.value.startswith("=")
                assert areas
                assert set(areas) == {cell.column_letter}


def test_each_number_of_the_summary_is_quoted_or_reckoned(found: Matrix, corpus: Corpus) -> None:
    paper = summary_paper(corpus, found, date(2026, 11, 20))
    exact = {
        row.name: [c.value for c in row.results() if not c.bound and c.value is not None]
        for row in found.rows
    }
    name = ""
    for block in paper.body:
        name = next((row.name for row in found.rows if block.text.endswith(f". {row.name}")), name)
        for sentence in block.sentences:
            quoted = " ".join(f"{s.quote} {s.readable or ''}" for s in sentence.sources)
            known = {parse_number(number) for number in _NUMBERS.findall(quoted)}
            if "Trung vị" in sentence.text:
                known |= {statistics.median(exact[name]), len(exact[name]), *exact[name]}
            found_counts = re.findall(r"\((\d+)\):|^(\d+)\.|\b(\d+) (?:trong|đơn vị)", sentence.text)
            counts = {float(number) for groups in found_counts for number in groups if number}
            units = " ".join(found.units)
            for number in _NUMBERS.findall(re.sub(r"quý \w+|năm \d{4}|bằng 0", "", sentence.text)):
                assert parse_number(number) in known | counts or number in units or number in name, (
                    f"{number} in “{sentence.text}”"
                )
