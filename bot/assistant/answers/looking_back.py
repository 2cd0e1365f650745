"""What is asked of the answer before: where it stands, its words, one of its points, the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Claim, ClaimStyle, Question, SourceRef, Status, Table
from bot.assistant.understanding.look import Asks, Look, look
from bot.assistant.understanding.one_turn import read
from bot.assistant.wording import date, section_label
from bot.assistant.writer import Writer
from knowledge.vietnamese import fold

MOST_SHOWN = 6
"""Places told of one answer; the rest is counted."""

LONGEST_HEADING = 90
"""Characters of a heading that is told with its number."""

Answered = Callable[[Question], Answer]

_OF_LIST = (Asks.ITEM, Asks.REST, Asks.COUNT)
"""What is asked of a list, were it not the last answer."""
_NARROWS = (Asks.ITEM, Asks.KIND)

_TOLD = {
    Asks.SOURCE: texts.LOOK_SOURCE,
    Asks.QUOTE: texts.LOOK_QUOTE,
    Asks.SURE: texts.LOOK_SURE,
    Asks.PERIOD: texts.LOOK_PERIOD,
}
_LISTED = (ClaimStyle.BULLET, ClaimStyle.COPY)
_FIGURE = re.compile(r"\[(?:kết quả|mục tiêu|yêu cầu)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NUMBERED = re.compile(r"^(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s*")
_COLUMN = re.compile(
    "|".join(f"{label}: " for label in (texts.LEAD, texts.SUPPORT, texts.PRODUCT, texts.DUE))
)
_CUT = re.compile(r"^… còn |\bđầu, |Chỉ liệt kê|^và \d")
"""Says that a list goes on."""


def answer(question: Question, corpus: Corpus, answered: Answered, rest: Answered) -> Answer | None:
    """The answer to a turn that asks something of the answer before it; None for any other turn, and where
    that answer was a draft or a question. `rest` gives what the answer to a question leaves out."""
    asked = look(question.text)
    earlier = list(question.history)
    looks: list[Look] = []
    while asked and earlier and (past := _passing(earlier[-1], question, corpus)) is not None:
        looks[:0] = [past] if isinstance(past, Look) else []
        earlier.pop()
    if asked is None or not earlier:
        return None
    turn = _as_asked(question, earlier)
    before = answered(turn)
    while asked.asks in _OF_LIST and len(earlier) > 1 and not (_points(before) or _counts(before)):
        earlier.pop()
        turn = _as_asked(question, earlier)
        before = answered(turn)
    if before.step is not None or before.status not in (Status.ANSWERED, Status.INSUFFICIENT):
        return None
    if asked.asks is Asks.REST:
        told = any(past.asks is Asks.REST for past in looks)
        return _nothing_left(before) or _left_out(before, rest(turn), told)
    narrowing = [past for past in looks if past.asks in _NARROWS]
    if narrowing and asked.asks not in (Asks.ITEM, Asks.COUNT):
        before = _narrowed(before, narrowing[-1])
    if before.status is Status.INSUFFICIENT:
        writer = Writer()
        writer.say(texts.LOOK_NOTHING)
        return writer.answer(Status.INSUFFICIENT)
    return _told(asked, before, corpus)


def _as_asked(question: Question, turns: Sequence[str]) -> Question:
    """The last of these turns after the others."""
    return question.model_copy(update={"text": turns[-1], "history": tuple(turns[:-1])})


def _passing(turn: str, question: Question, corpus: Corpus) -> Look | bool | None:
    """A turn that leaves the answer before it in place: another look at it, or a courtesy."""
    return look(turn) or (read(turn, question, corpus).courteous or None)


def _told(asked: Look, before: Answer, corpus: Corpus) -> Answer | None:
    match asked.asks:
        case Asks.ITEM:
            found = _narrowed(before, asked)
            return found if found is not before else _no_such(before)
        case Asks.COUNT:
            return _counted(before)
        case Asks.COLUMN | Asks.KIND:
            return _cut_table(before, asked)
        case Asks.SCAN:
            return _scanned(before, corpus)
        case Asks.PERIOD:
            return _timed(before, corpus)
        case _:
            return _sourced(asked.asks, before, corpus)


def _said(before: Answer) -> list[str]:
    rows = [" ".join(row) for row in before.table.rows] if before.table else []
    return [*(claim.text for claim in before.claims), *rows]


def _points(before: Answer) -> list[Claim]:
    """What is listed: the points (not the columns of one task), else the rows of the table in words."""
    points = [claim for claim in before.claims if claim.style in _LISTED]
    if all(_COLUMN.match(point.text) for point in points) and before.table is None:
        return []
    table = before.table
    if points or table is None:
        return points
    said = [
        "; ".join(f"{head}: {cell}" for head, cell in zip(table.header, row, strict=False))
        for row in table.rows
    ]
    sources = table.sources or [()] * len(said)
    return [
        Claim(text=text, sources=at, style=ClaimStyle.BULLET, computed=(text,))
        for text, at in zip(said, sources, strict=False)
    ]


def _narrowed(before: Answer, asked: Look) -> Answer:
    """The answer with one of its points alone, or with units of one kind; as it is where it has none."""
    if asked.asks is Asks.KIND:
        return _cut_table(before, asked) or before
    points = _points(before)
    at = asked.place - 1 if asked.place > 0 else len(points) - 1
    if asked.asks is not Asks.ITEM or not 0 <= at < len(points):
        return before
    writer = Writer()
    point = points[at]
    writer.item(point.text, *(before.sources[n] for n in point.sources), computed=point.computed)
    return writer.answer().model_copy(update={"instruments": before.instruments})


def _no_such(before: Answer) -> Answer | None:
    count = len(_points(before))
    if not count:
        return None
    writer = Writer()
    writer.say(texts.LOOK_NO_SUCH.format(count=count), computed=[texts.COUNTED])
    return writer.answer()


def _counted(before: Answer) -> Answer | None:
    """The sentence over a list, which has its count where the list is not whole; else its points counted."""
    points = _points(before)
    head = _counts(before)
    if not points and head is None:
        return None
    writer = Writer()
    sources = [before.sources[n] for n in (head or points[0]).sources]
    if head is not None:
        writer.say(
            head.text.rstrip(":") + ("." if head.text.endswith(":") else ""), *sources, computed=[head.text]
        )
    else:
        writer.say(texts.LOOK_COUNT.format(count=len(points)), computed=[texts.COUNTED])
    return writer.answer()


def _counts(before: Answer) -> Claim | None:
    """The sentence that counts what is listed."""
    return next((c for c in before.claims if c.style is ClaimStyle.PARAGRAPH and c.computed), None)


def _nothing_left(before: Answer) -> Answer | None:
    """That a list was told whole; None where it was not, or is none."""
    points = _points(before)
    if before.status is not Status.ANSWERED or not points or any(map(_CUT.search, _said(before))):
        return None
    writer = Writer()
    writer.say(texts.LOOK_WHOLE.format(count=len(points)), computed=[texts.COUNTED])
    return writer.answer()


def _left_out(before: Answer, rest: Answer, told: bool) -> Answer | None:
    """What a list left out before; that it is to be asked for otherwise where its kind cannot tell."""
    if before.status is not Status.ANSWERED or not _points(before):
        return None
    cut = rest.claims == before.claims or (told and any(map(_CUT.search, _said(rest))))
    if not cut and not told:
        return rest
    writer = Writer()
    writer.say(texts.LOOK_CUT if cut else texts.LOOK_ALL_TOLD)
    return writer.answer()


def _cut_table(before: Answer, asked: Look) -> Answer | None:
    """The table without a column, or with the rows of units of one kind; None where there is no table."""
    table = before.table
    if table is None:
        return None
    if asked.asks is Asks.KIND:
        kept = [n for n, row in enumerate(table.rows) if any(_is_of(cell, asked.name) for cell in row)]
        return before.model_copy(update={"table": _with_rows(table, kept), "claims": ()}) if kept else None
    named = [n for n, head in enumerate(table.header) if n and fold(head) in asked.name]
    if not named:
        writer = Writer()
        said = texts.LOOK_COLUMNS.format(columns=", ".join(table.header))
        writer.say(said, computed=[said])
        return writer.answer()
    rows = [
        tuple(cell for n, cell in enumerate(row) if n not in named) for row in (table.header, *table.rows)
    ]
    cut = table.model_copy(update={"header": rows[0], "rows": tuple(rows[1:])})
    return before.model_copy(update={"table": cut})


def _is_of(cell: str, kind: str) -> bool:
    return fold(cell).startswith(kind + " ")


def _with_rows(table: Table, kept: Sequence[int]) -> Table:
    columns = {"rows": table.rows, "sources": table.sources, "computed": table.computed}
    return table.model_copy(
        update={name: tuple(rows[n] for n in kept) if rows else () for name, rows in columns.items()}
    )


def _scanned(before: Answer, corpus: Corpus) -> Answer | None:
    """Which of the documents behind an answer were read from scans."""
    writer = Writer()
    for source in _by_document(before.sources):
        said = texts.LOOK_SCAN if source.ocr else texts.LOOK_NO_SCAN
        line = said.format(document=_label(source, corpus))
        writer.item(line, source, computed=[line])
    if any(source.ocr for source in before.sources):
        writer.warn(texts.SCANS_BEWARE)
    return writer.answer() if before.sources else None


def _by_document(sources: Sequence[SourceRef]) -> list[SourceRef]:
    return list({source.document: source for source in reversed(sources)}.values())[::-1][:MOST_SHOWN]


def _timed(before: Answer, corpus: Corpus) -> Answer | None:
    """Figures with their time, and the day of the documents that state them; None where none was given."""
    if not before.sources or not any(map(_FIGURE.search, _said(before))):
        return None
    writer = Writer()
    writer.say(texts.LOOK_PERIOD)
    points = _points(before)[:MOST_SHOWN]
    for point in points:
        sources = (before.sources[n] for n in point.sources)
        writer.item(point.text, *sources, computed=point.computed)
    if not all(_YEAR.search(point.text) for point in points):
        writer.say(texts.LOOK_NO_PERIOD)
    for source in _by_document(before.sources):
        if line := _issued(source, corpus):
            writer.item(line, source, computed=[line])
    return writer.answer()


def _longest(sources: Sequence[SourceRef]) -> list[SourceRef]:
    """The sources without those whose words another one of the same place holds."""
    flat = [" ".join(source.quote.split()) for source in sources]
    return [
        source
        for n, source in enumerate(sources)
        if not any(
            flat[n] in flat[m] and len(flat[n]) < len(flat[m]) and other.document == source.document
            for m, other in enumerate(sources)
        )
    ]


def _sourced(asks: Asks, before: Answer, corpus: Corpus) -> Answer | None:
    """Where each of the sources stands, with its words."""
    if not before.sources:
        return None
    writer = Writer()
    writer.say(_TOLD[asks])
    stated = _longest(before.sources)
    for source in stated[:MOST_SHOWN]:
        line = f"{_place(source, corpus)}: “{source.readable or ' '.join(source.quote.split())}”"
        writer.item(line, source, computed=[line])
    if len(stated) > MOST_SHOWN:
        left = texts.LOOK_MORE.format(count=len(stated) - MOST_SHOWN)
        writer.say(left, computed=[left])
    if any(source.ocr for source in before.sources):
        writer.warn(texts.SCANS_BEWARE)
    return writer.answer()


def _place(source: SourceRef, corpus: Corpus) -> str:
    """Document, section with its heading, page, and whether it is a scan."""
    record = corpus.snapshot.document(source.document)
    titles = corpus.above(record, source.section) if record and not source.ocr else ()
    section = section_label(source.section) if source.section else ""
    numbered = section.startswith(texts.SECTION.format(path=""))
    heading = _NUMBERED.sub("", titles[-1]) if titles and numbered else ""
    if heading and len(heading) <= LONGEST_HEADING:
        section += f" ({heading})"
    page = texts.PAGE.format(number=source.page) if source.page is not None else texts.LOOK_NO_PAGE
    scan = texts.LOOK_SCANNED if source.ocr else ""
    return ", ".join(filter(None, (_label(source, corpus), section, page, scan)))


def _label(source: SourceRef, corpus: Corpus) -> str:
    record = corpus.snapshot.document(source.document)
    return corpus.label(record) if record else source.document


def _issued(source: SourceRef, corpus: Corpus) -> str | None:
    """The day of the document, of which a figure without a time of its own is."""
    record = corpus.snapshot.document(source.document)
    issued = record.header.issued_on if record else None
    return texts.LOOK_ISSUED.format(document=_label(source, corpus), date=date(issued)) if issued else None
