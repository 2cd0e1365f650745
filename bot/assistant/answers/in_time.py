"""Whether what is stated is of the time that a question asks about."""

from __future__ import annotations

import re

from bot.assistant.answers.side_by_side import time_in_words, time_of
from bot.assistant.corpus import Corpus
from bot.assistant.period import EVERY_YEAR, UNSAID, Time, of_document, stated
from bot.assistant.period import time_of as period_of
from bot.assistant.understand import Understanding
from knowledge.models import Figure, Nature
from knowledge.snapshot import DocumentRecord

_YEAR = re.compile(r"20\d\d")


def in_words(asked: Understanding) -> str:
    """The time asked about ("quý II năm 2026", "2024, 2025"), empty where none is."""
    return time_in_words(time_of(asked)) if asked.times else ", ".join(map(str, asked.years))


def of_figure(asked: Understanding, corpus: Corpus, document: DocumentRecord, figure: Figure) -> bool:
    """A figure is of the year, quarter or half year that is asked about, or none is; an aim for every year is
    of any to come. What a year aims at is no result of a part of it."""
    return _of_years(asked, corpus, document, figure) and _of_part(asked, document, figure)


def of_report(asked: Understanding, document: DocumentRecord) -> bool:
    """A document reports on the time that is asked about, or on one that holds or shares it."""
    time, own = time_of(asked), of_document(document)
    same_part = time.part is None or own.part in (None, time.part)
    return time.year in (None, own.year) and same_part


def _of_years(asked: Understanding, corpus: Corpus, document: DocumentRecord, figure: Figure) -> bool:
    if not asked.years:
        return True
    if figure.nature is Nature.TARGET and figure.period == EVERY_YEAR:
        issued = of_document(document).year
        return issued is None or all(year >= issued for year in asked.years)
    said = f"{figure.period or ''} {figure.quote}"
    if figure.period is None or figure.nature is Nature.RESULT:
        said += f" {_around(corpus, document, figure)}"
    return any(str(year) in said for year in asked.years)


def _around(corpus: Corpus, document: DocumentRecord, figure: Figure) -> str:
    """What says the year of a figure that does not say it: of an aim, the headings above it, where these do
    ("phương hướng năm 2026"); else the head of the document."""
    if figure.nature is Nature.TARGET:
        section = corpus.section_at(document, figure.start)
        above = " ".join(corpus.above(document, section.path)) if section else ""
        if _YEAR.search(above):
            return above
    return f"{document.header.title or ''} {document.header.issued_on or ''}"


def _of_part(asked: Understanding, document: DocumentRecord, figure: Figure) -> bool:
    if not asked.times:
        return True
    wanted = {time.part for time in asked.times}
    own = period_of(stated(document, figure))
    if own.part is not None:
        return own.part in wanted
    if figure.nature is not Nature.RESULT:
        return asked.asks_any("target")
    return of_document(document).part in wanted or any(_ends_in(own, time) for time in asked.times)


def _ends_in(own: Time, asked: Time) -> bool:
    """What is counted up to a month within the last quarter of the time asked about."""
    return own != UNSAID and own.as_of is not None and asked.end - 3 < own.as_of <= asked.end
