"""Who leads which task, with what product, by when; counts; deadlines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers import passages
from bot.assistant.cited import asked_for
from bot.assistant.corpus import Corpus, shorten
from bot.assistant.models import Answer, SourceRef
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.catalog import DocumentRecord
from knowledge.models import TaskAssignment
from knowledge.vietnamese import fold

Row = tuple[DocumentRecord, TaskAssignment]

LEAST_COVERAGE = 0.55
"""Least weighted share of a question's words that a task must hold to be meant."""

_SPLIT = re.compile(r"[;,]\s*(?=(?:cac|phong|van phong|trung tam|cong an|ban|doan|hoi|uy ban|truong|tram)\b)")
_LAST = re.compile(r"cuoi cung|sau cung|cuoi bang")
_FIRST = re.compile(r"dau tien|thu nhat")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question about an assignment table, or None."""
    if asked.asks_any("draft") or not asked.asks_any("lead", "support", "product", "task_table", "deadline"):
        return None
    rows = corpus.snapshot.tasks(corpus.near(asked.folded, asked.codes))
    if not rows:
        return None
    actor = _actor(asked.folded, rows)
    if asked.asks_any("how_many", "task_table") and _counts(asked.folded):
        return _count(asked, corpus, rows, actor)
    if asked.task_number is not None and asked.asks_any(
        "task_table", "lead", "support", "product", "deadline", "when"
    ):
        chosen = [row for row in rows if row[1].number == str(asked.task_number)]
    elif _LAST.search(asked.folded):
        chosen = [rows[-1]]
    elif _FIRST.search(asked.folded) and asked.asks_any("task_table"):
        chosen = [rows[0]]
    else:
        chosen = _by_subject(asked, corpus, rows)
    if not chosen and actor and asked.asks_any("task_table", "lead"):
        chosen = [row for row in rows if actor in fold(row[1].lead or "")]
    if not chosen and asked.asks_any("task_table") and asked.topic.empty and not asked.instruments:
        return _whole_table(corpus, rows)
    if not chosen:
        return None
    writer = Writer()
    for document, task in chosen[:8]:
        say(writer, corpus, document, task)
    return writer.answer()


def _counts(folded: str) -> bool:
    return (
        re.search(
            r"\b(may|bao nhieu) (nhom|dau viec|nhiem vu|viec|muc)|(chu tri|phoi hop) (may|bao nhieu)", folded
        )
        is not None
    )


def _by_subject(asked: Understanding, corpus: Corpus, rows: Sequence[Row]) -> list[Row]:
    symbols = {g.symbol for g in asked_for(corpus, asked.instruments)}
    if symbols:
        citing = {
            (document.name, task.start)
            for document, citation in corpus.snapshot.citations({d.name: d for d, _ in rows}.values())
            if citation.symbol in symbols
            for owner, task in rows
            if owner.name == document.name and task.start <= citation.start < task.end
        }
        return [row for row in rows if (row[0].name, row[1].start) in citing]
    scored = [
        (
            asked.topic.coverage(f"{t.content} {t.group or ''} {t.product or ''} {t.lead or ''}"),
            asked.topic.coverage(t.content),
            -n,
        )
        for n, (_, t) in enumerate(rows)
    ]
    ranked = sorted(scored, reverse=True)
    if not ranked or ranked[0][0] < LEAST_COVERAGE:
        return []
    best = ranked[0]
    return [rows[-n] for whole, content, n in ranked if whole >= best[0] - 0.01 and content >= best[1] - 0.15]


def say(writer: Writer, corpus: Corpus, document: DocumentRecord, task: TaskAssignment) -> None:
    """One row: task, lead, support, product, time."""
    source = corpus.source(document, task.start, task.end)
    number = texts.TASK_ROW.format(number=task.number) if task.number else texts.TASK
    writer.say(f"{number} ({corpus.label(document)}): {task.content}", source)
    for label, value in (
        (texts.LEAD, task.lead),
        (texts.SUPPORT, task.support),
        (texts.PRODUCT, task.product),
        (texts.DUE, task.due),
    ):
        writer.item(f"{label}: {value or texts.NOT_STATED}", source)


def _count(asked: Understanding, corpus: Corpus, rows: Sequence[Row], actor: str | None) -> Answer:
    writer = Writer()
    for name in dict.fromkeys(d.name for d, _ in rows):
        own = [(d, t) for d, t in rows if d.name == name]
        document = own[0][0]
        groups = list(dict.fromkeys(t.group for _, t in own if t.group))
        first, last = own[0][1], own[-1][1]
        writer.say(
            texts.TASKS_COUNTED.format(document=corpus.label(document), groups=len(groups), tasks=len(own)),
            corpus.source(document, first.start, first.end),
            corpus.source(document, last.start, last.end),
            computed=[texts.COUNTED],
        )
        if actor:
            _count_actor(writer, corpus, own, actor)
    return writer.answer()


def _count_actor(writer: Writer, corpus: Corpus, rows: Sequence[Row], actor: str) -> None:
    leading = [(d, t) for d, t in rows if actor in fold(t.lead or "")]
    alone = [(d, t) for d, t in leading if len(_actors(t.lead)) == 1]
    if not leading:
        return
    name = next(part for _, t in leading for part in _names(t.lead) if actor in fold(part))
    numbers = ", ".join(t.number or "–" for _, t in leading)
    writer.say(
        texts.LEADS_TASKS.format(
            name=name, count=len(alone), shared=len(leading) - len(alone), total=len(rows), numbers=numbers
        ),
        *(corpus.source(d, t.start, t.end) for d, t in leading[:3]),
        computed=[texts.COUNTED],
    )


def _names(lead: str | None) -> list[str]:
    return [part.strip() for part in (lead or "").split(";") if part.strip()]


def _actors(lead: str | None) -> list[str]:
    return [fold(part) for part in _names(lead)]


def _actor(folded: str, rows: Sequence[Row]) -> str | None:
    """The body that the question names, as the tables name it (without "phường", "xã" at its end)."""
    plain = _plain(folded)
    names = {
        re.sub(r" (phuong|xa|thi tran)$", "", _plain(actor))
        for _, task in rows
        for actor in _actors(task.lead) + _actors(task.support)
    }
    named = [name for name in names if name and f" {name} " in f" {plain} "]
    longest = max(named, key=len, default=None)
    if longest is None:
        return None
    return next(
        re.sub(r" (phuong|xa|thi tran)$", "", actor)
        for _, task in rows
        for actor in _actors(task.lead) + _actors(task.support)
        if re.sub(r" (phuong|xa|thi tran)$", "", _plain(actor)) == longest
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _whole_table(corpus: Corpus, rows: Sequence[Row]) -> Answer:
    writer = Writer()
    document = rows[0][0]
    own = [t for d, t in rows if d.name == document.name]
    writer.say(
        texts.TASKS_COUNTED.format(
            document=corpus.label(document),
            groups=len({t.group for t in own if t.group}),
            tasks=len(own),
        ),
        computed=[texts.COUNTED],
    )
    writer.tabulate(
        texts.TASK_COLUMNS,
        [
            (
                (
                    t.number or "",
                    shorten(t.content, 90),
                    t.lead or texts.NOT_STATED,
                    t.due or texts.NOT_STATED,
                ),
                _row_source(corpus, document, t),
            )
            for t in own
        ],
    )
    return writer.answer()


def _row_source(corpus: Corpus, document: DocumentRecord, task: TaskAssignment) -> list[SourceRef]:
    return [corpus.source(document, task.start, task.end)]


def deadlines(asked: Understanding, corpus: Corpus) -> Answer | None:
    """By when what is owed to whom, as the documents say."""
    if not asked.asks_any("deadline") or asked.asks_any("draft", "lead", "support", "product", "task_table"):
        return None
    found = corpus.snapshot.deadlines(corpus.near(asked.folded, asked.codes))
    if not found:
        return None
    covering = [
        (document, deadline)
        for document, deadline in found
        if asked.topic.coverage(f"{deadline.content} {deadline.quote} {document.header.title or ''}") >= 0.5
    ]
    found = covering or found
    writer = Writer()
    for document, deadline in found[:10]:
        recipient = texts.SENT_TO.format(recipient=deadline.recipient) if deadline.recipient else ""
        start, end = passages.sentence_at(corpus.view(document).text, deadline.start)
        writer.item(
            texts.DEADLINE.format(document=corpus.label(document), due=deadline.due, recipient=recipient)
            + f" “{corpus.text_of(document, start, end)}”",
            corpus.source(document, start, end),
        )
    if len({d.due for _, d in found}) > 1 and len({doc.name for doc, _ in found}) == 1:
        writer.warn(texts.DEADLINES_DIFFER)
    return writer.answer()
