"""Whether the numbers that a document states bear each other out: "640 triệu, tăng 25%, tính đúng không"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.answers.passages import SAID_OF, sentence_at
from bot.assistant.comparing import arithmetic
from bot.assistant.comparing.arithmetic import Reckoning
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding.operations import Operations
from bot.assistant.writer import Writer
from knowledge.notation import NUMBER, parse_number
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import FoldedText, fold

MOST = 10
"""Sentences reckoned again in one answer."""
FEWEST_NUMBERS = 2
"""So many numbers of a question have to stand in the sentence that it asks about."""
_NUMBER = re.compile(rf"(?<![\w/.,-])(?:{NUMBER})")


class _Found(NamedTuple):
    document: DocumentRecord
    sentence: tuple[int, int]
    words: FoldedText
    reckoning: Reckoning


_DOUBTS = (
    "kiểm tra rà soát xem giúp lại báo cáo số liệu con số phép tính cộng trừ nhân chia đúng sai khớp "
    "vấn đề bất thường vô lý hợp lý thống nhất mâu thuẫn chỗ nào gì"
)
"""Words that doubt numbers without saying which."""


def quoted(asked: Understanding, corpus: Corpus, wanted: Operations) -> Answer | None:
    """The reckonings whose numbers a question quotes that doubts them, right or wrong; None where there are
    none."""
    numbers = _numbers(asked.folded)
    doubts = wanted.any_of("arithmetic", "contradiction") or asked.asks_any("symbol_check", "restate")
    if not doubts or len(numbers) < FEWEST_NUMBERS or asked.asks_any("draft"):
        return None
    meant = [
        found
        for found in _reckonings(asked, corpus)
        if len(numbers & _numbers(found.words)) >= FEWEST_NUMBERS
    ]
    writer = Writer()
    _say(writer, corpus, meant)
    return writer.answer() if meant else None


def say_wrong(writer: Writer, corpus: Corpus, asked: Understanding) -> bool:
    """Tell what does not follow from the numbers beside it, of the subject that the question names if it
    names one; whether there is any."""
    subject = asked.topic.without(_DOUBTS)
    wrong = [
        found
        for found in _reckonings(asked, corpus)
        if not found.reckoning.holds and (subject.empty or subject.coverage(found.words) >= SAID_OF)
    ]
    _say(writer, corpus, wrong)
    return bool(wrong)


def _say(writer: Writer, corpus: Corpus, found: Sequence[_Found]) -> None:
    if not found:
        return
    wrong = sum(not one.reckoning.holds for one in found)
    said = texts.RECOUNTED_WRONG.format(count=wrong) if wrong else texts.RECOUNTED_RIGHT
    writer.say(said, computed=[texts.COUNTED, said])
    for document, sentence, _, reckoning in found[:MOST]:
        unit = document.header.commune or corpus.label(document)
        told = f"{unit}: {reckoning.said}"
        writer.item(told, corpus.source(document, *sentence), computed=[reckoning.said])


def _reckonings(asked: Understanding, corpus: Corpus) -> Iterator[_Found]:
    """What the documents of the units asked about let one reckon again; not where recognition was poor."""
    for document in corpus.of_communes(asked.codes) if asked.codes else ():
        text = corpus.view(document).text
        folded = fold(text)
        for line in re.finditer(r"[^\n]+", text if not document.quality.poor else ""):
            for reckoning in arithmetic.read(folded, *line.span()):
                start, end = sentence_at(text, reckoning.start)
                end = max(end, reckoning.end)
                yield _Found(document, (start, end), FoldedText(folded[start:end]), reckoning)


def _numbers(folded: str) -> frozenset[float]:
    return frozenset(parse_number(match[0]) for match in _NUMBER.finditer(folded))
