"""Who has reported: to a request, in time, with which indicators; of a time, whose report is held."""

from __future__ import annotations

from collections.abc import Collection

from bot import texts
from bot.assistant import period
from bot.assistant.answers import side_by_side
from bot.assistant.comparing import coverage
from bot.assistant.comparing.reporters import by_name, names_of, not_reporting, province_of, reporters
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.models import Answer, SourceRef, Status
from bot.assistant.period import UNSAID, Time
from bot.assistant.understand import Understanding
from bot.assistant.understanding.operations import Operations
from bot.assistant.writer import Writer
from knowledge import dates
from knowledge.snapshot import DocumentRecord

SHOWN_UNITS = 40
"""Units in the table of one message."""


def answer(asked: Understanding, corpus: Corpus, wanted: Operations) -> Answer:
    """Who of the units has answered the request for a report that is meant, in time, with what it demands; of
    a time that is asked about, from whom no report is held."""
    found = coverage.requests(corpus)
    named = [
        d for d in found if any(d.header.symbol and q.number in d.header.symbol for q in asked.instruments)
    ]
    request = next(iter(named or found), None)
    of_time = request is None or bool(asked.times or asked.years)
    if not named and wanted.any_of("reported") and of_time:
        return _without_report(asked, corpus)
    if request is None:
        writer = Writer()
        writer.say(texts.NO_REQUEST)
        return writer.answer(Status.INSUFFICIENT)
    return _to_request(asked, corpus, wanted, request)


def _to_request(asked: Understanding, corpus: Corpus, wanted: Operations, request: DocumentRecord) -> Answer:
    """Who has answered a request, in time and in full, and a reminder to the others."""
    writer = Writer()
    board = coverage.board(corpus, request, names_of(corpus, asked.communes))
    title, sources = corpus.title(request)
    due = coverage.deadline_source(corpus, board)
    backing = [*sources, *([due] if due else [])]
    reported = len(board.responses) - len(board.silent)
    said = texts.COVERAGE_BOARD.format(
        request=_request_label(request, title),
        due=board.deadline.due if board.deadline else texts.NO_DEADLINE,
        reported=reported,
        total=len(board.responses),
        among=board.counted_in or texts.NAMED_UNITS,
        late=len(board.late),
        incomplete=len(board.incomplete),
    )
    counts = (reported, len(board.responses), len(board.late), len(board.incomplete))
    if wanted.any_of("late"):
        late = [response.unit for response in board.late]
        text = texts.LATE_UNITS.format(count=len(late), units=", ".join(late) or texts.NO_UNIT)
        writer.say(text, *backing, computed=[texts.COUNTED, text])
    writer.say(said, *backing, computed=[f"{texts.COUNTED}: {count}" for count in counts])
    lines = [_response(corpus, response) for response in _urgent_first(board)[:SHOWN_UNITS]]
    writer.tabulate(
        texts.COVERAGE_COLUMNS,
        [(cells, row_sources) for cells, row_sources, _ in lines],
        [computed for *_, computed in lines],
    )
    if board.silent or board.incomplete:
        text = coverage.reminder(board)
        writer.copyable(texts.REMINDER, text, *backing, computed=[text])
    writer.warn(texts.COVERAGE_BEWARE)
    return writer.answer()


def _without_report(asked: Understanding, corpus: Corpus) -> Answer:
    """Units of the province that no document of that time is from, where nobody set whom it is owed by."""
    time = side_by_side.time_of(asked)
    told = reporters(corpus)
    reporting = {
        told[d.name].code for d in corpus.documents if d.name in told and time.covers(period.of_document(d))
    }
    names = {who.code: who.name for who in told.values() if who.code not in reporting}
    if asked.communes:
        return _whether_reported(asked, reporting, time)
    province = province_of(corpus.documents)
    absent = not_reporting(reporting, province) if province else []
    silent = by_name(list(dict.fromkeys([*names.values(), *absent])))
    when = texts.IN_PERIOD.format(period=side_by_side.time_in_words(time)) if time != UNSAID else ""
    among = texts.PROVINCE_UNITS if province else texts.HELD_UNITS
    said = texts.WITHOUT_REPORT.format(
        period=when,
        among=among,
        count=len(silent),
        total=len(silent) + len(reporting),
        units=", ".join(silent) or texts.NO_UNIT,
    )
    writer = Writer()
    writer.say(said, computed=[texts.COUNTED, said])
    writer.warn(texts.COVERAGE_BEWARE)
    return writer.answer()


def _whether_reported(asked: Understanding, reporting: Collection[str], time: Time) -> Answer:
    """Which of the units that are named a document of that time is from."""
    writer = Writer()
    when = texts.IN_PERIOD.format(period=side_by_side.time_in_words(time)) if time != UNSAID else ""
    for text, units in (
        (texts.REPORT_HELD, [u.full_name for u in asked.communes if u.code in reporting]),
        (texts.REPORT_NOT_HELD, [u.full_name for u in asked.communes if u.code not in reporting]),
    ):
        if units:
            said = text.format(period=when, units=", ".join(units))
            writer.say(said, computed=[texts.COUNTED, said])
    writer.warn(texts.COVERAGE_BEWARE)
    missing = any(u.code not in reporting for u in asked.communes)
    return writer.answer(Status.INSUFFICIENT if missing else Status.ANSWERED)


def _request_label(request: DocumentRecord, title: str | None) -> str:
    header = request.header
    dated = f" {dates.in_words(header.issued_on)}" if header.issued_on else ""
    return f"{document_label(request)}{dated}" + (f" ({title})" if title else "")


def _urgent_first(board: coverage.Board) -> list[coverage.Response]:
    return sorted(board.responses, key=lambda r: (r.report is not None, not r.late, not r.missing))


def _response(
    corpus: Corpus, response: coverage.Response
) -> tuple[tuple[str, ...], tuple[SourceRef, ...], tuple[str, ...]]:
    missing = "; ".join(response.missing) or texts.NOTHING_MISSING
    if response.report is None:
        return (response.unit, texts.NOT_REPORTED_YET, texts.ALL_MISSING), (), (response.unit,)
    header = response.report.header
    when = dates.in_words(header.issued_on) if header.issued_on else texts.DATE_BLANK
    state = texts.ON_TIME[response.late]
    number = texts.NUMBERED.format(symbol=header.symbol) if header.symbol else texts.NUMBER_BLANK
    _, sources = corpus.title(response.report)
    return (response.unit, f"{number}, {when} ({state})", missing), tuple(sources), (missing,)
