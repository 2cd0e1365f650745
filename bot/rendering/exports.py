"""What a conversation is about as a file: the draft as Word, the comparison as Excel or chart."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from bot import texts
from bot.assistant.answers import comparing
from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft
from bot.assistant.drafting import draft_turn
from bot.assistant.models import Question
from bot.assistant.understand import understand
from knowledge.vietnamese import fold, nfc

_ASKED: Final = {
    "word": re.compile(r"^(tai|xuat|gui|cho)( \w+){0,4} (word|docx)\b"),
    "excel": re.compile(r"^(tai|xuat|gui|cho|lam)( \w+){0,4} (excel|xlsx)\b|^excel$"),
    "chart": re.compile(r"^(ve|xem|xuat|gui|cho)( \w+){0,3} bieu do\b|^bieu do$"),
}


def file_asked_for(text: str) -> str | None:
    """The kind of file that a sentence asks for: "tải Word" -> "word"."""
    folded = fold(nfc(text)).strip()
    return next((kind for kind, pattern in _ASKED.items() if pattern.search(folded)), None)


class Made(NamedTuple):
    """A file: its name, its bytes, whether it is a picture to be looked at in the chat."""

    name: str
    content: bytes
    picture: bool = False


def word(question: Question, corpus: Corpus) -> Made | None:
    """The draft that the turn is about, or the comparison that it asked for, on a page with its table."""
    draft = draft_turn.current(question, corpus) if draft_turn.concerns(question) else None
    if draft is not None:
        return _of_draft(draft)
    matrix = comparing.matrix_of(understand(question, corpus), corpus)
    if matrix is None:
        return None
    from bot.rendering.summary import summary_paper
    from bot.rendering.word import report_document

    return Made(texts.FILE_SUMMARY, report_document(summary_paper(corpus, matrix, date.today())))


def _of_draft(draft: Draft) -> Made:
    from bot.rendering.draft_paper import draft_paper
    from bot.rendering.word import report_document

    return Made(texts.FILE_DRAFT, report_document(draft_paper(draft)))


def excel(question: Question, corpus: Corpus) -> Made | None:
    """The comparison that the question asked for, with its quotes."""
    matrix = comparing.matrix_of(understand(question, corpus), corpus)
    if matrix is None:
        return None
    from bot.rendering.sheet import workbook

    return Made(texts.FILE_SHEET, workbook(corpus, matrix))


def chart(question: Question, corpus: Corpus) -> Made | None:
    """The same as a picture."""
    matrix = comparing.matrix_of(understand(question, corpus), corpus)
    if matrix is None:
        return None
    from bot.rendering import chart as charts

    return Made(texts.FILE_CHART, charts.chart(matrix.rows), picture=True)


MAKERS: Final[dict[str, Callable[[Question, Corpus], Made | None]]] = {
    "word": word,
    "excel": excel,
    "chart": chart,
}
"""By the kind of file asked for."""


def latest(kind: str, turns: tuple[str, ...], base: Question, corpus: Corpus) -> Made | None:
    """The file for the latest of the turns (oldest first) that has one, else for the draft last worked on.
    `base` tells who asks."""
    for end in range(len(turns), 0, -1):
        asked = base.model_copy(update={"text": turns[end - 1], "history": turns[: end - 1]})
        made = MAKERS[kind](asked, corpus)
        if made is not None:
            return made
    kept = draft_turn.current(base, corpus) if kind == "word" else None
    return None if kept is None else _of_draft(kept)
