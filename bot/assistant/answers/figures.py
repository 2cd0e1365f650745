"""A stated figure as it is told: value with its bound, unit, nature and period, and its quote."""

from __future__ import annotations

import re

from bot import texts
from bot.assistant.answers.passages import sentence_at
from bot.assistant.corpus import Corpus
from bot.assistant.models import SourceRef
from bot.assistant.period import stated as stated_period
from bot.assistant.writer import Writer
from knowledge.models import Comparator, Figure, Nature, SectionType
from knowledge.numbers import format_number, parse_number
from knowledge.snapshot import DocumentRecord

FEWEST_WORDS = 5
"""A quote of fewer words ("02 bác sĩ") does not show what is counted."""


def say(writer: Writer, corpus: Corpus, document: DocumentRecord, figure: Figure) -> None:
    """State one figure with its bound, unit, nature and period."""
    unit = document.header.commune or corpus.label(document)
    source = source_of(corpus, document, figure)
    label = _nature(corpus, figure, source)
    when = stated_period(document, figure)
    period = f", {when}" if when and proven(corpus, when, source) else ""
    known = [*([figure.indicator] if figure.code else []), *([when] if when and period else [])]
    writer.item(f"{unit}: {shown(figure)} — {figure.indicator} [{label}{period}]", source, computed=known)
    if document.quality.poor:
        writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))


def _nature(corpus: Corpus, figure: Figure, source: SourceRef) -> str:
    """Result, target or requirement; a target that a part on results sets beside them was planned."""
    results = corpus.section_type(source.document, source.section) is SectionType.RESULTS
    return texts.PLANNED if results and figure.nature is Nature.TARGET else texts.NATURES[figure.nature]


def proven(corpus: Corpus, period: str, source: SourceRef) -> bool:
    """The quote, the headings above it or the head of the document name the period themselves."""
    said = re.findall(r"\d+", f"{source.quote} {corpus.heading(source.document, source.section)}")
    return all(number in said for number in re.findall(r"\d+", period))


def source_of(corpus: Corpus, document: DocumentRecord, figure: Figure) -> SourceRef:
    """The quoted words of a figure, or the sentence around them where they are too few to stand alone."""
    if len(figure.quote.split()) >= FEWEST_WORDS:
        return corpus.source(document, figure.start, figure.end)
    return corpus.source(document, *sentence_at(corpus.view(document).text, figure.start))


def shown(figure: Figure) -> str:
    """A value as it is to be read: "trên 85 %", "5-7 người/tổ", "toàn bộ"; "162,7 (ha)" from a table."""
    if figure.value is None:
        return figure.words or texts.REQUIRED_NOT_STATED
    unit = figure.unit
    if isinstance(figure.value, tuple):
        low, high = figure.value
        number = f"{format_number(low)}-{format_number(high)}"
    else:
        number = _as_written(figure.value, figure.quote)
    if unit and _ends_with(figure.quote, figure.value):  # the unit stands in another cell of the row
        return f"{number} ({unit})"
    comparator = "" if figure.comparator is Comparator.RANGE else texts.COMPARATORS[figure.comparator]
    return f"{comparator} {number}{'%' if unit.startswith('%') else ' ' + unit}".strip()


_DECIMAL = re.compile(r"(?<![\d.,])\d+(?:\.\d{3})*,\d+(?!\d)")


def _as_written(value: float, quote: str) -> str:
    """A number as its source writes it ("84,0"), so that it can be found there; else in the usual form."""
    written = (number for number in _DECIMAL.findall(quote) if parse_number(number) == value)
    return next(written, format_number(value))


def _ends_with(quote: str, value: object) -> bool:
    last = re.search(r"(?<![\d.,])\d+(?:[.,]\d+)*$", quote)
    return last is not None and parse_number(last[0]) == value
