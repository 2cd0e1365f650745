"""Words of everyday speech in the words of documents: "kẹt" is "khó khăn, vướng mắc" there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.assistant.understanding import vocabulary
from knowledge.vietnamese import fold

TABLE = "everyday_words.toml"

_TAKEN_OUT = re.compile(r"(?<=  ) (?=  )")


@lru_cache(maxsize=4096)
def in_writing(folded: str) -> tuple[str, tuple[str, ...]]:
    """A folded question with the words of documents in place of those that are only said, and the rows of the
    table that it took them from. Words were taken out where several spaces are: "thiếu [bao nhiêu] người" is
    no "thiếu người"."""
    folded = _TAKEN_OUT.sub("·", folded)
    rows = tuple(sorted(vocabulary.rows_said(TABLE, folded)))
    for row in rows:
        folded = vocabulary.replaced(TABLE, row, folded, _written(row)[0])
    return folded, rows


def with_first_word(text: str, rows: Sequence[str]) -> str:
    """A text, folded, with the words that stand for these rows in a question beside every other word that
    means the same."""
    folded: str = fold(text)
    for row in rows:
        first = _written(row)[0]
        folded = _others(row).sub(rf"\g<0> {first}", folded)
        folded = vocabulary.replaced(TABLE, row, folded, first)
    return folded


def examples() -> list[tuple[str, str]]:
    """(question, text that speaks of what it asks) of all rows, for the test that reads them."""
    rows = (vocabulary.entry(TABLE, row) for row in vocabulary.rows_of(TABLE))
    return [pair for row in rows for pair in zip(row["examples"], row["texts"], strict=True)]


def _written(row: str) -> Sequence[str]:
    words: Sequence[str] = vocabulary.entry(TABLE, row)["written"]
    return words


@lru_cache
def _others(row: str) -> re.Pattern[str]:
    words = sorted(_written(row)[1:], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)" if words else r"(?!)")
