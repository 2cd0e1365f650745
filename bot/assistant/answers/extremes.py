"""Which row of a unit's own table is highest or lowest: "lĩnh vực nào nộp trực tuyến thấp nhất"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.assistant.answers.choosing import Stated
from bot.assistant.answers.figures import say
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations
from bot.assistant.writer import Writer
from knowledge.models import Comparator, Figure, Nature

LEAST_ROWS = 3
"""Rows from which on what a table lists is put in order."""

LEAST_COVERAGE = 0.7
"""Least weighted share of a question's words that a column must hold to be the one meant."""

LEAST_NAMED = 0.3
"""The same of the heading alone, without its rows and the title of the document."""

_ROW = " - "
"""Stands between the heading of a column and the row in the name of a figure of a table."""

_ORDER = "nhiều ít cao thấp nhất"
_NUMBER = re.compile(r"\b(?:nhieu|it|dong|so luong)\b")
_NOT_RANKED = ("draft", "task_table", "lead", "product", "support", "deadline", "cite", "change", "target")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The highest or lowest row of the columns that one unit is asked about, or None."""
    wanted = operations.read(asked.text)
    if len(asked.codes) != 1 or not wanted.any_of("highest", "lowest") or asked.asks_any(*_NOT_RANKED):
        return None
    asked = replace(asked, topic=asked.topic.without(_ORDER))
    columns = _meant(asked, _columns(corpus.snapshot.figures(corpus.of_communes(asked.codes))))
    writer = Writer()
    for rows in columns:
        values = [_value(figure) for _, figure in rows]
        extreme = min(values) if wanted.ascending else max(values)
        form = texts.LOWEST_ROW if wanted.ascending else texts.HIGHEST_ROW
        told = form.format(count=len(rows))
        writer.say(told, computed=[told])
        for document, figure in rows:
            if _value(figure) == extreme:
                say(writer, corpus, document, figure)
    return writer.answer() if columns else None


def _columns(stated: Sequence[Stated]) -> dict[str, list[Stated]]:
    """The exact results of each column of each document, by the heading of the column."""
    columns: dict[tuple[str, str], list[Stated]] = {}
    for document, figure in stated:
        heading, row, _ = figure.indicator.rpartition(_ROW)
        exact = figure.comparator is Comparator.EQUAL and isinstance(figure.value, float | int)
        if row and exact and figure.nature is Nature.RESULT:
            columns.setdefault((document.name, heading), []).append((document, figure))
    return {heading: rows for (_, heading), rows in columns.items() if len(rows) >= LEAST_ROWS}


def _meant(asked: Understanding, columns: dict[str, list[Stated]]) -> list[list[Stated]]:
    """The rows of the columns that the question speaks of most: "cao" and "thấp" are said of shares first,
    "nhiều" and "ít" of numbers."""
    covered = {heading: _coverage(asked, heading, rows) for heading, rows in columns.items()}
    near = [heading for heading in columns if covered[heading] >= LEAST_COVERAGE]
    number = _NUMBER.search(asked.folded) is not None
    fitting = [heading for heading in near if columns[heading][0][1].unit.startswith("%") is not number]
    best = max((covered[heading] for heading in fitting or near), default=0.0)
    return [columns[heading] for heading in fitting or near if covered[heading] == best]


def _coverage(asked: Understanding, heading: str, rows: Sequence[Stated]) -> float:
    """How much of a question a column says, with its rows and the title above: all of it where the question
    names that indicator, none where it does not speak of the heading."""
    if heading in {indicator.name for indicator in asked.indicators}:
        return 1.0
    if asked.topic.coverage(heading) < LEAST_NAMED:
        return 0.0
    names = (figure.indicator.rpartition(_ROW)[2] for _, figure in rows)
    return asked.topic.coverage(f"{heading} {' '.join(names)} {rows[0][0].header.title or ''}")


def _value(figure: Figure) -> float:
    """The number of a figure of `_columns`."""
    return figure.value if isinstance(figure.value, float | int) else 0.0
