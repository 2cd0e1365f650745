"""How tasks are told: one in full, several as a list, all as a table, counted by body or group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot import texts
from bot.assistant.corpus import Corpus, shorten
from bot.assistant.models import Answer, SourceRef
from bot.assistant.tasks.bodies import key_of, names_in
from bot.assistant.tasks.task_fit import Row
from bot.assistant.tasks.task_query import TaskQuery
from bot.assistant.writer import Writer
from knowledge.models import TaskAssignment
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST_LISTED = 10
MOST_ROWS = 14
"""Tasks listed in one answer, and rows of a table shown: what fits a message with its source."""

SOURCED_ALONE = 4
"""From more tasks on, one source quotes them all: eight long quotes would bury the answer."""

_ROLES = {"lead": texts.LEAD, "support": texts.SUPPORT, "product": texts.PRODUCT, "due": texts.DUE}


def headed(
    writer: Writer,
    corpus: Corpus,
    query: TaskQuery,
    document: DocumentRecord,
    own: Sequence[TaskAssignment],
    every: Sequence[TaskAssignment],
) -> None:
    """How many of how many tasks, and which."""
    label = corpus.label(document)
    sources = ends(corpus, [(document, t) for t in own])
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
        writer.say(said, *ends(corpus, [(document, t) for t in also]), computed=[said])


def listed(writer: Writer, corpus: Corpus, query: TaskQuery, found: Sequence[Row], start: int = 0) -> None:
    """The tasks from one on, one point each, with the columns that tell them apart."""
    columns = [role for role in _ROLES if query.says(role) or role in ("lead", "due")]
    shown = found[start : start + MOST_LISTED]
    for document, own in by_document(shown):
        tasks = [t for _, t in own]
        together = _joined(corpus, document, tasks) if len(shown) > SOURCED_ALONE else None
        for task in tasks:
            said = texts.TASK_LINE.format(number=task.number or "–", content=shorten(task.content, 120))
            cells = [f"{_ROLES[c].lower()}: {getattr(task, c) or texts.NOT_STATED}" for c in columns]
            writer.item(
                f"{said.rstrip('.')} ({'; '.join(cells)})", together or _source(corpus, document, task)
            )
    _left(writer, len(found) - start - len(shown))


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


def tally(writer: Writer, corpus: Corpus, query: TaskQuery, found: Sequence[Row]) -> None:
    """Tasks by body (or by group): all, or those with most, fewest, one."""
    for document, own in by_document(found):
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
            writer.item(said, *ends(corpus, [(document, t) for t in theirs]), computed=[said])


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


def counted(corpus: Corpus, query: TaskQuery, rows: Sequence[Row]) -> Answer:
    """How many groups and tasks each table has; the groups by name where they are asked for."""
    writer = Writer()
    for document, own in by_document(rows):
        grouped = _by_key([t for _, t in own], lambda t: [t.group] if t.group else [], str)
        said = texts.TASKS_COUNTED if grouped else texts.TASKS_COUNTED_PLAIN
        writer.say(
            said.format(document=corpus.label(document), groups=len(grouped), tasks=len(own)),
            *ends(corpus, own),
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


def table(corpus: Corpus, rows: Sequence[Row]) -> Answer:
    """The table of the first document, as far as a message holds it."""
    document, own = next(by_document(rows))
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


def by_document(rows: Sequence[Row]) -> Iterator[tuple[DocumentRecord, list[Row]]]:
    """The rows of each document."""
    for document in {d.name: d for d, _ in rows}.values():
        yield document, [row for row in rows if row[0].name == document.name]


def _numbers(tasks: Sequence[TaskAssignment]) -> str:
    return ", ".join(t.number or "–" for t in tasks)


def ends(corpus: Corpus, rows: Sequence[Row]) -> list[SourceRef]:
    """The first and the last row, as proof of what was counted between them."""
    return [_source(corpus, d, t) for d, t in dict.fromkeys((rows[0], rows[-1]))]


def _source(corpus: Corpus, document: DocumentRecord, task: TaskAssignment) -> SourceRef:
    return corpus.source(document, task.start, task.end)
