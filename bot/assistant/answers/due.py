"""By when what is owed to whom: the deadlines of documents, in prose and in their task tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.answers import passages
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.tasks.conditions import WORDS
from bot.assistant.tasks.due_times import Span, due_spans, without_times
from bot.assistant.tasks.task_fit import fitting
from bot.assistant.understand import Understanding
from bot.assistant.understanding import dispatches, vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from bot.assistant.writer import Writer
from knowledge.models import Deadline, TaskAssignment
from knowledge.snapshot import DocumentRecord
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

MOST = 10
"""Deadlines told in one answer."""

LEAST_COVERAGE = 0.5
"""Least weighted share of a question's words that what is owed must hold, with the title of its document."""

LEAST_ON_DAY = 0.3
"""The same, without the title, for what is due on the very day that the question names: the day says which is
meant. Any report will do where a report is asked for."""

_RECIPIENT = re.compile(r"\b(?:ve|len|toi|den|cho) (so|ubnd|uy ban|phong|van phong)\b")
_HANDED_IN = re.compile(r"\b(?:nop|gui|han|cham nhat)\b")


class _Owed(NamedTuple):
    """Something with its day, and where that stands in its document; `said` is how it is told."""

    document: DocumentRecord
    content: str
    said: str
    due: str
    recipient: str | None
    start: int
    end: int


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """By when something is due, or what is due on a day; None where that is not asked."""
    tasked = asked.asks_any("lead", "support", "product", "task_table")
    requests = [] if asked.codes else dispatches.meant(asked, corpus)
    by_when = asked.asks_any("when") and not asked.asks_any("cite")
    handed_in = requests and by_when and _HANDED_IN.search(asked.folded)
    if not (handed_in or asked.asks_any("deadline")) or asked.asks_any("draft"):
        return None
    if vocabulary.says(WORDS, "table", asked.folded):
        return None
    documents = requests or corpus.near(asked.folded, asked.codes)
    stated = [_in_prose(corpus, d, deadline) for d, deadline in corpus.snapshot.deadlines(documents)]
    rows = corpus.snapshot.tasks(documents)
    if tasked and (rows or not asked.codes):  # a table says it
        return None
    on_day = _on_day(asked, corpus, [*stated, *(_in_table(*row) for row in rows)])
    of_papers = _to_recipient(asked, _of_papers(asked, stated))
    if asked.instruments and not of_papers and not asked.codes:
        return None  # what a paper demands that is not held is not told from another
    found = on_day or of_papers or [o for o in stated if _covers(asked.topic, o) >= LEAST_COVERAGE]
    found = found or [_in_table(*row) for row in fitting(asked.topic, rows) if row[1].due]
    found = found or ([] if tasked else stated)
    return _told(corpus, found) if found else None


def _in_prose(corpus: Corpus, document: DocumentRecord, deadline: Deadline) -> _Owed:
    start, end = passages.sentence_at(corpus.view(document).text, deadline.start)
    content = f"{deadline.content} {deadline.quote}"
    said = corpus.text_of(document, start, end).strip()
    return _Owed(document, content, said, deadline.due, deadline.recipient, start, end)


def _in_table(document: DocumentRecord, task: TaskAssignment) -> _Owed:
    due = (task.due or "").strip()
    due = due[:1].lower() + due[1:]
    content = f"{task.content} {task.product or ''}"
    return _Owed(document, content, task.content, due, None, task.start, task.end)


def _on_day(asked: Understanding, corpus: Corpus, owed: Sequence[_Owed]) -> list[_Owed]:
    """What is due on a day that the question names; [] where it names none or one of something else (of the
    dispatch that asks)."""
    days = [span for span in due_spans(asked.folded) if span.first == span.last]
    if not days:
        return []
    topic = topic_of(without_times(asked.content), corpus.weight)
    report = "bao cao"
    return [
        one
        for one in owed
        if any(_ends(span, day) for span in due_spans(fold(one.due)) for day in days)
        and (
            topic.coverage(one.content) >= LEAST_ON_DAY
            or (report in asked.folded and report in fold(one.content))
        )
    ]


def _ends(span: Span, day: Span) -> bool:
    return span.last == day.last and span.meets(day)


def _covers(topic: Topic, owed: _Owed) -> float:
    return topic.coverage(f"{owed.content} {owed.document.header.title or ''}")


def _of_papers(asked: Understanding, owed: Sequence[_Owed]) -> list[_Owed]:
    """Those that stand in the papers named."""
    own = [(one, parse_symbol(one.document.header.symbol or "")) for one in owed]
    return [
        one
        for one, symbol in own
        if symbol and any(query.fits(symbol, one.document.header.kind) for query in asked.instruments)
    ]


def _to_recipient(asked: Understanding, owed: Sequence[_Owed]) -> Sequence[_Owed]:
    """Those owed to the kind of body that the question names ("về Sở"), if any are."""
    named = _RECIPIENT.search(asked.folded)
    if named is None:
        return owed
    kind = "uy ban" if named[1] == "ubnd" else named[1]
    return [one for one in owed if fold(one.recipient or "").startswith(kind)] or owed


def _told(corpus: Corpus, found: Sequence[_Owed]) -> Answer:
    writer = Writer()
    for one in found[:MOST]:
        recipient = texts.SENT_TO.format(recipient=one.recipient) if one.recipient else ""
        writer.item(
            texts.DEADLINE.format(document=corpus.label(one.document), due=one.due, recipient=recipient)
            + f" “{one.said}”",
            corpus.source(one.document, one.start, one.end),
        )
    if len({one.due for one in found}) > 1 and len({one.document.name for one in found}) == 1:
        writer.warn(texts.DEADLINES_DIFFER)
    return writer.answer()
