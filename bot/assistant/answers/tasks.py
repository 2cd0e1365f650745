"""Who leads which task, with what product, by when; counts, groups, bodies; deadlines in prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot import texts
from bot.assistant import vocabulary
from bot.assistant.answers import passages
from bot.assistant.bodies import key_of, names_in
from bot.assistant.cited import asked_for
from bot.assistant.corpus import Corpus, shorten
from bot.assistant.due_times import due_spans
from bot.assistant.models import Answer, SourceRef, Status
from bot.assistant.task_query import WORDS, Row, TaskQuery, fitting, read, select
from bot.assistant.understand import Understanding, understand
from bot.assistant.writer import Writer
from knowledge.catalog import DocumentRecord
from knowledge.models import TaskAssignment
from knowledge.vietnamese import fold

IN_FULL = 2
"""So many tasks are said column by column; more become a list."""

MOST_LISTED = 10
MOST_ROWS = 14
"""Tasks listed in one answer, and rows of a table shown: what fits a message with its source."""

SOURCED_ALONE = 4
"""From more tasks on, one source quotes them all: eight long quotes would bury the answer."""

_PLAN = "Kế hoạch"
_PART = re.compile(r"\b(?:phan|muc)\b(?! (?:cong|phu luc))(?!.*\bphu luc)")
_ROLES = {"lead": texts.LEAD, "support": texts.SUPPORT, "product": texts.PRODUCT, "due": texts.DUE}


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question about an assignment table, or None."""
    said = vocabulary.rows_said(WORDS, asked.folded)
    if asked.asks_any("draft") or not _may_ask(asked, said) or _of_a_part(asked):
        return None
    rows = corpus.snapshot.tasks(corpus.near(asked.folded, asked.codes))
    if not rows:
        return None
    query = read(asked, corpus, rows)
    if query.says("done"):
        return _no_results(asked, corpus, rows)
    found = _found(asked, corpus, query, rows)
    if not found:
        return _none(corpus, query, rows) or _overview(asked, corpus, query, rows)
    return _told(corpus, query, found, rows)


def _may_ask(asked: Understanding, said: frozenset[str]) -> bool:
    """Whether the words can be about a table: those that only tables have, or one of their columns."""
    if "table" in said or asked.asks_any("lead", "support", "product", "task_table"):
        return True
    if asked.codes and said & {"lead", "support", "product", "shared", "done", "dues", "soonest", "latest"}:
        return True
    return bool(asked.question.history and said & {"that", "next", "previous", "lead", "support", "due"})


def _of_a_part(asked: Understanding) -> bool:
    """Whether a part of the document other than the table is named."""
    return bool(asked.sections) and _PART.search(asked.folded) is not None


def _found(asked: Understanding, corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that a question means: its own, or those of the turn before that it leans on."""
    symbols = {g.symbol for g in asked_for(corpus, asked.instruments)}
    if symbols and not query.numbers:
        return _citing(corpus, rows, symbols)
    if query.says("next", "previous"):
        before = _spoken_of(asked, corpus)
        return _beside(before, rows, 1 if query.says("next") else -1)
    if query.says("soonest", "latest"):
        return _by_time(select(query, rows) if query.conditions else rows, latest=query.says("latest"))
    own = select(query, rows)
    if not own and query.conditions and not query.numbers:
        own = [] if query.says("count", "list", "lacking", "shared") else fitting(asked.topic, rows)
    if (not own and query.free) or (query.says("that") and len(own) != 1 and not query.numbers):
        return _spoken_of(asked, corpus) or own
    return own


def _spoken_of(asked: Understanding, corpus: Corpus) -> Sequence[Row]:
    """The rows that the turn before was about."""
    *earlier, last = asked.question.history or ("",)
    if not last:
        return []
    turn = asked.question.model_copy(update={"text": last, "history": tuple(earlier)})
    before = understand(turn, corpus)
    rows = corpus.snapshot.tasks(corpus.near(before.folded, before.codes))
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


def _citing(corpus: Corpus, rows: Sequence[Row], symbols: set[str | None]) -> list[Row]:
    """The rows that cite one of these instruments."""
    citations = corpus.snapshot.citations({d.name: d for d, _ in rows}.values())
    places = [(d.name, c.start) for d, c in citations if c.symbol in symbols]
    return [(d, t) for d, t in rows if any(name == d.name and t.start <= at < t.end for name, at in places)]


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
    for document, own in _by_document(rows):
        said = texts.TASKS_NONE.format(
            document=corpus.label(document), conditions=", ".join(phrases), total=len(own)
        )
        writer.say(said, *_ends(corpus, own), computed=[said])
    return writer.answer(Status.INSUFFICIENT if query.numbers else Status.ANSWERED)


def _overview(asked: Understanding, corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Answer | None:
    """The table as a whole: how many tasks in which groups, or all of it."""
    if query.says("groups", "count") and query.rest.empty:
        return _counted(corpus, query, rows)
    if query.says("dues", "table") and query.free:
        return _table(corpus, rows)
    return None


def _told(corpus: Corpus, query: TaskQuery, found: Sequence[Row], rows: Sequence[Row]) -> Answer:
    writer = Writer()
    if query.tallies:
        _tally(writer, corpus, query, found)
    elif len(found) <= IN_FULL and not (query.conditions and query.says("count", "list", "shared")):
        for document, task in found:
            say(writer, corpus, document, task)
    else:
        for document, own in _by_document(found):
            every = [t for d, t in rows if d.name == document.name]
            _headed(writer, corpus, query, document, [t for _, t in own], every)
        if len(found) <= SOURCED_ALONE or query.says("list") or not query.says("count"):
            _listed(writer, corpus, query, found)
    return writer.answer()


def _headed(
    writer: Writer,
    corpus: Corpus,
    query: TaskQuery,
    document: DocumentRecord,
    own: Sequence[TaskAssignment],
    every: Sequence[TaskAssignment],
) -> None:
    """How many of how many tasks, and which."""
    label = corpus.label(document)
    sources = _ends(corpus, [(document, t) for t in own])
    if query.body and query.role == "lead" and len(query.conditions) == 1:
        shared = sum(len(names_in(t.lead)) > 1 for t in own)
        said = texts.LEADS_TASKS.format(
            document=label,
            name=query.body.name,
            count=len(own) - shared,
            total=len(every),
            shared=texts.LEADS_SHARED.format(count=shared) if shared else "",
            numbers=_numbers(own),
        )
    else:
        phrases = [c.phrase for c in query.conditions]
        if query.says("soonest", "latest"):
            phrases.append(texts.TASKS_LATEST if query.says("latest") else texts.TASKS_SOONEST)
        said = texts.TASKS_FOUND.format(
            document=label,
            count=len(own),
            total=len(every),
            conditions=", ".join(phrases) or texts.TASKS_FITTING,
            numbers=_numbers(own),
        )
    writer.say(said, *sources, computed=[said])
    also = [t for t in every if query.due and query.due in fold(t.due or "") and t not in own]
    if also and len(query.conditions) == 1:
        said = texts.TASKS_ALSO_DUE.format(count=len(also), due=also[0].due, numbers=_numbers(also))
        writer.say(said, *_ends(corpus, [(document, t) for t in also]), computed=[said])


def _listed(writer: Writer, corpus: Corpus, query: TaskQuery, found: Sequence[Row]) -> None:
    """The tasks, one point each, with the columns that tell them apart."""
    columns = [role for role in _ROLES if query.says(role) or role in ("lead", "due")]
    shown = found[:MOST_LISTED]
    for document, own in _by_document(shown):
        tasks = [t for _, t in own]
        together = _joined(corpus, document, tasks) if len(shown) > SOURCED_ALONE else None
        for task in tasks:
            said = texts.TASK_LINE.format(number=task.number or "–", content=shorten(task.content, 120))
            cells = [f"{_ROLES[c].lower()}: {getattr(task, c) or texts.NOT_STATED}" for c in columns]
            writer.item(
                f"{said.rstrip('.')} ({'; '.join(cells)})", together or _source(corpus, document, task)
            )
    _left(writer, len(found) - len(shown))


def _left(writer: Writer, count: int) -> None:
    if count > 0:
        left = texts.TASKS_LEFT.format(count=count)
        writer.say(left, computed=[left])


def _joined(corpus: Corpus, document: DocumentRecord, tasks: Sequence[TaskAssignment]) -> SourceRef:
    """One source that quotes several rows, in order."""
    rows = [_source(corpus, document, task) for task in sorted(tasks, key=lambda t: t.start)]
    quote = " … ".join(dict.fromkeys(row.quote for row in rows))
    section = rows[0].section if len({r.section for r in rows}) == 1 else rows[0].section.split(".")[0]
    return rows[0].model_copy(update={"quote": quote, "section": section, "readable": None})


def _tally(writer: Writer, corpus: Corpus, query: TaskQuery, found: Sequence[Row]) -> None:
    """Tasks by body (or by group): all, or those with most, fewest, one."""
    for document, own in _by_document(found):
        tasks = [t for _, t in own]
        role = "support" if query.says("support") and not query.says("lead") else "lead"
        if query.says("by_group"):
            tasked = _by_key(tasks, lambda t: [t.group] if t.group else [], str)
            line, heading = texts.TASK_GROUP, texts.TASKS_BY_GROUP
        else:
            tasked = _by_key(tasks, _bodies_in(role), key_of)
            line = texts.TASKS_OF_ACTOR
            heading = texts.ACTORS_SUPPORTING if role == "support" else texts.ACTORS_LEADING
        writer.say(heading.format(document=corpus.label(document)))
        for name, theirs in _extreme(query, tasked):
            said = line.format(name=name, group=name, count=len(theirs), numbers=_numbers(theirs))
            writer.item(said, *_ends(corpus, [(document, t) for t in theirs]), computed=[said])


def _bodies_in(role: str) -> Callable[[TaskAssignment], list[str]]:
    return lambda task: names_in(getattr(task, role))


_Tasked = list[tuple[str, list[TaskAssignment]]]


def _by_key(
    tasks: Sequence[TaskAssignment],
    names: Callable[[TaskAssignment], Iterable[str]],
    key: Callable[[str], str],
) -> _Tasked:
    found: dict[str, tuple[str, list[TaskAssignment]]] = {}
    for task in tasks:
        for name in names(task):
            found.setdefault(key(name), (name, []))[1].append(task)
    return sorted(found.values(), key=lambda entry: -len(entry[1]))


def _extreme(query: TaskQuery, tasked: _Tasked) -> _Tasked:
    counts = Counter(len(tasks) for _, tasks in tasked)
    if query.says("each") or not counts:
        return tasked
    if query.says("once"):
        return [entry for entry in tasked if len(entry[1]) == 1]
    if query.says("most", "least"):
        wanted = min(counts) if query.says("least") else max(counts)
        return [entry for entry in tasked if len(entry[1]) == wanted]
    return tasked


def say(writer: Writer, corpus: Corpus, document: DocumentRecord, task: TaskAssignment) -> None:
    """One row: task, lead, support, product, time."""
    source = _source(corpus, document, task)
    number = texts.TASK_ROW.format(number=task.number) if task.number else texts.TASK
    writer.say(f"{number} ({corpus.label(document)}): {task.content}", source)
    for role, label in _ROLES.items():
        writer.item(f"{label}: {getattr(task, role) or texts.NOT_STATED}", source)


def _counted(corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Answer:
    """How many groups and tasks each table has; the groups by name where they are asked for."""
    writer = Writer()
    for document, own in _by_document(rows):
        grouped = _by_key([t for _, t in own], lambda t: [t.group] if t.group else [], str)
        said = texts.TASKS_COUNTED if grouped else texts.TASKS_COUNTED_PLAIN
        writer.say(
            said.format(document=corpus.label(document), groups=len(grouped), tasks=len(own)),
            *_ends(corpus, own),
            computed=[texts.COUNTED],
        )
        for name, tasks in sorted(grouped, key=lambda g: g[1][0].start) if query.says("groups") else ():
            line = texts.TASK_GROUP.format(group=name, count=len(tasks), numbers=_numbers(tasks))
            writer.item(line, _group_source(corpus, document, tasks[0]), computed=[line])
    return writer.answer()


def _group_source(corpus: Corpus, document: DocumentRecord, task: TaskAssignment) -> SourceRef:
    """The row that names the group of a task; the task itself where it is not found before it."""
    text = corpus.view(document).text
    name = (task.group or "").split(maxsplit=1)[-1]
    at = text.rfind(name, 0, task.start) if name else -1
    start, end = (at, at + len(name)) if at >= 0 else (task.start, task.end)
    return corpus.source(document, start, end)


def _table(corpus: Corpus, rows: Sequence[Row]) -> Answer:
    """The table of the first document, as far as a message holds it."""
    document, own = next(_by_document(rows))
    shown = [t for _, t in own[:MOST_ROWS]]
    source = _joined(corpus, document, shown)
    writer = Writer()
    groups = len({t.group for _, t in own if t.group})
    counted = texts.TASKS_COUNTED if groups else texts.TASKS_COUNTED_PLAIN
    said = counted.format(document=corpus.label(document), groups=groups, tasks=len(own))
    writer.say(said, computed=[said])
    cells = [
        (t.number or "", shorten(t.content, 90), t.lead or texts.NOT_STATED, t.due or texts.NOT_STATED)
        for t in shown
    ]
    writer.tabulate(texts.TASK_COLUMNS, [(row, [source]) for row in cells])
    _left(writer, len(own) - len(shown))
    return writer.answer()


def _by_document(rows: Sequence[Row]) -> Iterator[tuple[DocumentRecord, list[Row]]]:
    for document in {d.name: d for d, _ in rows}.values():
        yield document, [row for row in rows if row[0].name == document.name]


def _numbers(tasks: Sequence[TaskAssignment]) -> str:
    return ", ".join(t.number or "–" for t in tasks)


def _ends(corpus: Corpus, rows: Sequence[Row]) -> list[SourceRef]:
    """The first and the last row, as proof of what was counted between them."""
    return [_source(corpus, d, t) for d, t in dict.fromkeys((rows[0], rows[-1]))]


def _source(corpus: Corpus, document: DocumentRecord, task: TaskAssignment) -> SourceRef:
    return corpus.source(document, task.start, task.end)


def deadlines(asked: Understanding, corpus: Corpus) -> Answer | None:
    """By when what is owed to whom, as the documents say."""
    tasked = asked.asks_any("lead", "support", "product", "task_table")
    if not asked.asks_any("deadline") or asked.asks_any("draft") or tasked:
        return None
    if vocabulary.says(WORDS, "table", asked.folded):
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
