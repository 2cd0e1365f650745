"""Who leads which task, with what product, by when; counts, groups, bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers import task_rows
from bot.assistant.cited import asked_for
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.tasks.bodies import WHO_DOES
from bot.assistant.tasks.conditions import WORDS
from bot.assistant.tasks.due_times import due_spans
from bot.assistant.tasks.task_fit import Row, described_by, fitting
from bot.assistant.tasks.task_query import TaskQuery, read, select
from bot.assistant.understand import Understanding, understand
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.look import look
from bot.assistant.writer import Writer
from knowledge.models import SectionType
from knowledge.vietnamese import fold

BARE = 6
"""Words up to which "hạn gần nhất" is asked of the tasks told before, not of the whole table."""

IN_FULL = 2
"""So many tasks are said column by column; more become a list."""

FEW_WORDS = 2
"""Words beside the name of a column that say how it is asked for."""

_PLAN = "Kế hoạch"
_NO_TASK = re.compile(
    r"\b(?:don vi|xa|phuong|dia phuong|noi|bao cao) nao (?:da |co )?(?:giao|phan cong)\b"
    r"|\bgiao (?:(?:may|bao nhieu|tong|so) ){0,2}(?:bien che|kinh phi|tien|von|du toan)\b"
    r"|\b(?:bien che|kinh phi|tien|von|du toan) (?:duoc |da |tinh )*giao\b"
)
"""Asks who assigns something, or how many posts or how much money is, not which task is whose."""
_CARRIES_OUT = re.compile(
    r"\bke hoach (?:(?:thuc hien|trien khai|hanh dong|cua|theo) )*"
    r"(?:(?:nghi (?:quyet|dinh)|quyet dinh|ket luan|chi thi|chuong trinh|luat)\b|(?:nq|nd|qd|kl|ct)(?![a-z]))"
)
"""The plan for an instrument, not a task that cites it."""
_PART = re.compile(r"\b(?:phan|muc)\b(?! (?:cong|phu luc))(?!.*\bphu luc)")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question about an assignment table, or None."""
    said = vocabulary.rows_said(WORDS, asked.folded)
    sure = _may_ask(asked, said)
    who = bool(asked.codes) and WHO_DOES.search(asked.folded) is not None and not asked.asks_any("cite")
    if _NO_TASK.search(asked.folded):
        return None
    if asked.asks_any("draft") or not (sure or who or (asked.codes and "list" in said)) or _of_a_part(asked):
        return None
    rows = _rows(asked, corpus)
    if not rows:
        return None
    query = read(asked, corpus, rows)
    if not (sure or query.body):
        described = described_by(query.rest, rows) if who else []
        return _told(corpus, query, described, rows, 0) if described else None
    if query.says("done"):
        return _no_results(asked, corpus, rows)
    found = _found(asked, corpus, query, rows)
    if not found:
        return _none(corpus, query, rows) or _overview(asked, corpus, query, rows)
    start = task_rows.MOST_LISTED if asked.asks_any("rest") else 0
    return _told(corpus, query, found, rows, start)


_COLUMNS = frozenset({"lead", "support", "product", "shared", "done", "dues", "soonest", "latest"})
"""Words for what a table of tasks says of each; "sản phẩm" of an indicator ("sản phẩm OCOP") is none."""


def _may_ask(asked: Understanding, said: frozenset[str]) -> bool:
    """Whether the words can be about a table: those that only tables have, or one of their columns."""
    if "table" in said or asked.asks_any("lead", "support", "product", "task_table"):
        return True
    if asked.codes and said & _COLUMNS - ({"product"} if asked.indicators else set()):
        return True
    if asked.instruments and "that" not in said:  # a date is asked of the paper
        return False
    return bool(asked.question.history and said & {"that", "next", "previous", "lead", "support", "due"})


def _of_a_part(asked: Understanding) -> bool:
    """Whether a part of the document other than the table is named."""
    implementing = SectionType.IMPLEMENTATION in asked.sections and "phu luc" not in asked.folded
    return implementing or (bool(asked.sections) and _PART.search(asked.folded) is not None)


def _rows(asked: Understanding, corpus: Corpus) -> Sequence[Row]:
    """The tasks of the documents asked about; where an instrument is named, those of the rows meant that cite
    it; of what carries it out ("kế hoạch thực hiện Nghị quyết 57") those of the documents that do."""
    rows = corpus.snapshot.tasks(corpus.near(asked.folded, asked.codes))
    symbols = {g.symbol for g in asked_for(corpus, asked.instruments)}
    query = read(asked, corpus, rows)
    if not symbols or query.numbers:
        return rows
    citations = corpus.snapshot.citations({d.name: d for d, _ in rows}.values())
    places = [(d.name, c.start) for d, c in citations if c.symbol in symbols]
    citing = [
        (d, t)
        for d, t in rows
        if any(name == d.name and t.start <= at < t.end for name, at in places)
        and all(condition.holds(t) for condition in query.conditions)
    ]
    named = {name for name, _ in places}
    return [r for r in rows if r[0].name in named] if _CARRIES_OUT.search(asked.folded) else citing


def _found(asked: Understanding, corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that a question means: its own, or those of the turn before that it leans on."""
    if query.says("next", "previous"):
        before = _spoken_of(asked, corpus)
        return _beside(before, rows, 1 if query.says("next") else -1)
    if query.says("soonest", "latest"):
        bare = len(asked.folded.split()) <= BARE and asked.question.history
        told = _spoken_of(asked, corpus) if bare else ()
        among = select(query, rows) if query.conditions else told if len(told) > 1 else rows
        return _by_time(among, latest=query.says("latest"))
    own = select(query, rows)
    if not own and query.conditions and not query.numbers:
        own = [] if query.says("count", "list", "lacking", "shared") else fitting(asked.topic, rows)
    if (not own and (query.free or _of_column(asked, query))) or (
        query.says("that") and len(own) != 1 and not query.numbers
    ):
        return _spoken_of(asked, corpus) or own
    return own


def _of_column(asked: Understanding, query: TaskQuery) -> bool:
    """A turn asks for a column of the row spoken of, and little else: "sản phẩm phải nộp là gì"."""
    named = query.numbers or query.conditions or len(query.rest.weights) > FEW_WORDS
    return asked.follows and not named and query.says("lead", "support", "product", "due")


def _spoken_of(asked: Understanding, corpus: Corpus) -> Sequence[Row]:
    """The rows that the turn before was about."""
    *earlier, last = [turn for turn in asked.question.history if not look(turn)] or [""]
    if not last:
        return []
    turn = asked.question.model_copy(update={"text": last, "history": tuple(earlier)})
    before = understand(turn, corpus)
    rows = _rows(before, corpus)
    return _found(before, corpus, read(before, corpus, rows), rows) if rows else []


def _beside(before: Sequence[Row], rows: Sequence[Row], step: int) -> list[Row]:
    if not before:
        return []
    document, task = before[-1 if step > 0 else 0]
    own = [row for row in rows if row[0].name == document.name]
    at = next((n for n, (_, t) in enumerate(own) if t.start == task.start), None)
    return [own[at + step]] if at is not None and 0 <= at + step < len(own) else []


def _by_time(rows: Sequence[Row], *, latest: bool) -> list[Row]:
    """The rows that are due first, or last; those without a day are never."""
    ends = {
        (d.name, t.start): min(spans, key=lambda s: s.end).end
        for d, t in rows
        if (spans := due_spans(fold(t.due or "")))
    }
    if not ends:
        return []
    wanted = max(ends.values()) if latest else min(ends.values())
    return [(d, t) for d, t in rows if ends.get((d.name, t.start)) == wanted]


def _no_results(asked: Understanding, corpus: Corpus, rows: Sequence[Row]) -> Answer | None:
    """A plan cannot say what was done; None where the units also report."""
    held = corpus.of_communes(asked.codes)
    if not asked.codes or any(d.header.kind != _PLAN for d in held):
        return None
    writer = Writer()
    names = ", ".join(dict.fromkeys(corpus.label(d) for d, _ in rows))
    writer.say(texts.PLAN_IS_NO_RESULT.format(document=names))
    return writer.answer(Status.INSUFFICIENT)


def _none(corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Answer | None:
    """That no row satisfies what was asked for; None where the question states no condition of its own."""
    phrases = [c.phrase for c in query.conditions]
    if query.numbers:
        phrases = [texts.TASKS_NUMBERED.format(numbers=", ".join(query.numbers))]
    elif not (phrases and query.says("count", "list", "lacking", "shared", "table")):
        return None
    writer = Writer()
    for document, own in task_rows.by_document(rows):
        said = texts.TASKS_NONE.format(
            document=corpus.label(document), conditions=", ".join(phrases), total=len(own)
        )
        writer.say(said, *task_rows.ends(corpus, own), computed=[said])
    return writer.answer(Status.INSUFFICIENT if query.numbers else Status.ANSWERED)


def _overview(asked: Understanding, corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Answer | None:
    """The table as a whole: how many tasks in which groups, or all of it."""
    if query.says("groups", "count") and query.rest.empty:
        return task_rows.counted(corpus, query, rows)
    if query.says("dues", "table") and query.free:
        return task_rows.table(corpus, rows)
    return None


def _told(corpus: Corpus, query: TaskQuery, found: Sequence[Row], rows: Sequence[Row], start: int) -> Answer:
    """The rows; where many are listed, from one on."""
    writer = Writer()
    if query.tallies:
        task_rows.tally(writer, corpus, query, found)
    elif len(found) <= IN_FULL and not (query.conditions and query.says("count", "list", "shared")):
        for document, task in found:
            task_rows.say(writer, corpus, document, task)
    else:
        for document, own in task_rows.by_document(found):
            every = [t for d, t in rows if d.name == document.name]
            task_rows.headed(writer, corpus, query, document, [t for _, t in own], every)
        if len(found) <= task_rows.SOURCED_ALONE or query.says("list") or not query.says("count"):
            task_rows.listed(writer, corpus, query, found, start)
    return writer.answer()
