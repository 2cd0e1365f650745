"""`compare`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import texts
from bot.commands.output import print_json
from bot.config import Settings
from knowledge.models import SectionType

if TYPE_CHECKING:
    from bot.assistant.compare import Cell, Matrix, Row
    from bot.assistant.comparing.points import Point
    from bot.assistant.corpus import Corpus


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    compare = commands.add_parser("compare", parents=[shared], help=texts.HELP_COMPARE)
    compare.add_argument("--indicator", action="append", default=[], metavar="NAME|CODE")
    compare.add_argument("--section", choices=[part.value for part in SectionType])
    compare.add_argument("--communes", default="", metavar="A,B")
    compare.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    compare.add_argument("--xlsx", type=Path, metavar="OUT", help=texts.HELP_XLSX)
    compare.add_argument("--png", type=Path, metavar="OUT", help=texts.HELP_PNG)
    compare.add_argument("--docx", type=Path, metavar="OUT", help=texts.HELP_DOCX)
    compare.set_defaults(run=_compare)


def _compare(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.assistant.compare import matrix
    from bot.assistant.corpus import Corpus

    corpus = Corpus(wiring.knowledge_base(settings).current())
    communes = [name.strip() for name in chosen.communes.split(",") if name.strip()]
    found = matrix(corpus, chosen.indicator, communes)
    said = _points(corpus, chosen.section, found) if chosen.section else []
    if chosen.xlsx:
        from bot.rendering.sheet import workbook

        _write(chosen.xlsx, workbook(corpus, found))
    if chosen.png:
        from bot.rendering.chart import chart

        _write(chosen.png, chart(found.rows))
    if chosen.docx:
        from bot.rendering.summary import summary_paper
        from bot.rendering.word import report_document

        _write(chosen.docx, report_document(summary_paper(corpus, found, date.today())))
    shown = () if chosen.section and not chosen.indicator else found.rows
    record = {
        "indicators": [_row(row) for row in shown],
        "points": [_point(corpus, point) for point in said],
        "warnings": list(found.warnings),
    }
    if chosen.json:
        print_json(record)
    else:
        _print(shown, said, found)
    return 0


def _write(path: Path, content: bytes) -> None:
    """The file, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def _points(corpus: Corpus, section: str, found: Matrix) -> list[Point]:
    from bot.assistant.comparing.points import points
    from bot.assistant.comparing.reporters import reporter

    own = [d for d in corpus.documents if (who := reporter(corpus, d)) and who.name in found.units]
    return points(corpus, SectionType(section), own)


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "code": row.code,
        "unit": row.unit,
        "cells": [_cell(cell) for cell in row.cells],
        "notes": list(row.notes),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    figure = cell.figure
    return {
        "commune": cell.commune,
        "stated": figure is not None,
        "value": figure.value if figure else None,
        "words": figure.words if figure else None,
        "comparator": figure.comparator.value if figure else None,
        "unit": figure.unit if figure else None,
        "nature": figure.nature.value if figure else None,
        "period": cell.period,
        "former": cell.former,
        "document": cell.document.name if cell.document else None,
        "quote": figure.quote if figure else None,
    }


def _point(corpus: Corpus, point: Point) -> dict[str, Any]:
    return {
        "text": point.text,
        "communes": list(point.communes),
        "sources": [
            {"document": source.document, "section": source.section, "quote": source.quote}
            for said in point.said
            if (source := said.source(corpus))
        ],
    }


def _print(rows: tuple[Row, ...] | Any, points: list[Point], found: Matrix) -> None:
    from bot.assistant.answers.figures import shown

    for row in rows:
        print(f"\n{row.name}" + (f" [{row.code}]" if row.code else ""))
        for cell in row.cells:
            value = texts.NOT_STATED
            if cell.figure:
                marks = filter(None, (texts.NATURES[cell.figure.nature.value], cell.period))
                value = f"{shown(cell.figure)} ({', '.join(marks)})"
            print(f"  {cell.commune}: {value}")
        for note in row.notes:
            print(f"  * {note}")
    for point in points:
        print(f"\n- {', '.join(point.communes)}: {' '.join(point.text.split())}")
    for warning in found.warnings:
        print(texts.WARNING.format(text=warning))
