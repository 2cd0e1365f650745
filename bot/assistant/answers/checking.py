"""Supervisors' checks over all reports: copies, contradictions, who has reported, who states no figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot import texts
from bot.assistant import period
from bot.assistant.answers import figures, side_by_side
from bot.assistant.comparing import contradictions, copies, coverage
from bot.assistant.comparing.contradictions import Contradiction
from bot.assistant.comparing.copies import Pair
from bot.assistant.comparing.reporters import (
    by_name,
    names_of,
    not_reporting,
    province_of,
    reporter,
    reporters,
)
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.models import Answer, SourceRef, Status
from bot.assistant.period import UNSAID, Time
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations
from bot.assistant.understanding.operations import Operations
from bot.assistant.writer import Writer
from knowledge import dates
from knowledge.models import Nature
from knowledge.snapshot import DocumentRecord

SHOWN = 10
"""Pairs, contradictions or sentences of one message."""
SHOWN_UNITS = 40
_TOLD = (Nature.RESULT, Nature.TARGET)
_OF_CITING = re.compile(r"\b(?:ky hieu|so hieu|vien dan|trich dan|can cu|cach ghi|ngay ban hanh)\b")
"""Whether these agree is asked of citations, not of figures."""
_CUT = 220
"""Characters of a sentence in a table cell."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The check that is asked for, or None."""
    wanted = operations.read(asked.text)
    across = asked.asks_any("compare", "which") or bool(asked.communes) or "bao cao" in asked.folded
    if not across or asked.asks_any("symbol_check", "how_to_write", "document_facts", "lead"):
        return None
    several = asked.asks_any("compare", "which", "issuer") or "nhau" in asked.folded or asked.codes
    of_citing = bool(asked.instruments) or _OF_CITING.search(asked.folded) is not None
    if wanted.any_of("copy") and several and not of_citing:
        return _copies(asked, corpus)
    if wanted.any_of("contradiction") and not of_citing:
        return _contradictions(asked, corpus)
    if wanted.any_of("reported") and asked.asks_any("holdings") and asked.communes:
        return None
    if wanted.any_of("late", "lacking"):
        return _coverage(asked, corpus, wanted)
    if not wanted.any_of("reported", "unquantified"):
        return None
    if side_by_side.is_about_indicator(asked, corpus, wanted):
        return None
    if wanted.any_of("reported"):
        return _coverage(asked, corpus, wanted)
    return _unquantified(corpus) if asked.asks_any("compare", "which") else None


def _copies(asked: Understanding, corpus: Corpus) -> Answer:
    found = [pair for pair in copies.copies(corpus) if _concerns(asked, corpus, (pair.left, pair.right))]
    writer = Writer()
    if not found:
        writer.say(texts.NO_COPIES.format(share=round(copies.LEAST_SHARE * 100)),
                   computed=[f"{round(copies.LEAST_SHARE * 100)}%"])  # fmt: skip
        return writer.answer()
    writer.say(texts.COPIES.format(count=len(found)), computed=[texts.COUNTED])
    for pair in found[:SHOWN]:
        _say_pair(writer, corpus, pair)
    _show_sentences(writer, corpus, found[0])
    writer.warn(texts.COPIES_BEWARE)
    return writer.answer()


def _concerns(asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]) -> bool:
    """Whether the named units (all where none is named; all of two) are those of the documents."""
    named = set(names_of(corpus, asked.communes))
    units = {who.name for document in documents if (who := reporter(corpus, document))}
    return named <= units if len(named) > 1 else not named or bool(named & units)


def _say_pair(writer: Writer, corpus: Corpus, pair: Pair) -> None:
    left, right = (document.header.commune or document.name for document in (pair.left, pair.right))
    count, totals = len(pair.shared), pair.totals
    formula = texts.COPIED_SHARE.format(
        count=count,
        left=left,
        total_left=totals[0],
        share_left=round(pair.share_left * 100),
        right=right,
        total_right=totals[1],
        share_right=round(pair.share_right * 100),
    )
    first = pair.shared[0]
    writer.item(formula, first.left.source(corpus), first.right.source(corpus), computed=[formula])
    for sentence in pair.left_in()[:3]:
        unit = sentence.document.header.commune or sentence.document.name
        quoted = _short(corpus.text_of(sentence.document, sentence.start, sentence.end))
        writer.item(texts.NAME_LEFT_IN.format(unit=unit, text=quoted), sentence.source(corpus))


def _show_sentences(writer: Writer, corpus: Corpus, pair: Pair) -> None:
    """The sentences of the most alike pair side by side, those with differences first."""
    sides = [document.header.commune or document.name for document in (pair.left, pair.right)]
    changed = sorted(pair.shared, key=lambda shared: shared.likeness == 100)
    rows = []
    for shared in changed[:SHOWN]:
        ours, theirs = (
            _short(corpus.text_of(side.document, side.start, side.end))
            for side in (shared.left, shared.right)
        )
        differ = "; ".join(f"{one or '–'} / {other or '–'}" for one, other in shared.differences(corpus)[:4])
        cells = (ours, theirs, _short(differ) or texts.WORD_FOR_WORD)
        rows.append((cells, (shared.left.source(corpus), shared.right.source(corpus))))
    computed = [(cells[2],) for cells, _ in rows]
    writer.tabulate((*sides, texts.DIFFERENCES_COLUMN), rows, computed)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CUT else flat[:_CUT].rsplit(" ", 1)[0] + " …"


def _contradictions(asked: Understanding, corpus: Corpus) -> Answer:
    named = set(names_of(corpus, asked.communes))
    found = [item for item in contradictions.everywhere(corpus) if not named or item.commune in named]
    writer = Writer()
    if not found:
        units = named or {who.name for who in reporters(corpus).values()}
        writer.say(texts.NO_CONTRADICTIONS.format(count=len(units)), computed=[texts.COUNTED])
        return writer.answer()
    communes = list(dict.fromkeys(item.commune for item in found))
    said = texts.CONTRADICTIONS.format(count=len(found), units=", ".join(communes))
    writer.say(said, computed=[texts.COUNTED, said])
    lines = [_contradiction(corpus, item) for item in found[:SHOWN_UNITS]]
    writer.tabulate(
        texts.CONTRADICTION_COLUMNS,
        [(cells, sources) for cells, sources, _ in lines],
        [computed for *_, computed in lines],
    )
    writer.warn(texts.CONTRADICTIONS_BEWARE)
    return writer.answer()


def _contradiction(
    corpus: Corpus, item: Contradiction
) -> tuple[tuple[str, ...], tuple[SourceRef, ...], tuple[str, ...]]:
    sources = tuple(source for cell in item.sides if (source := cell.source(corpus)))
    values = [figures.shown(cell.figure) for cell in item.sides if cell.figure]
    names = list(dict.fromkeys(document_label(c.document) for c in item.sides if c.document))
    where = texts.WHERE[item.where.value].format(documents=" / ".join(names))
    return (item.commune, item.row.name, *values, where), sources, (item.row.name,)


def _coverage(asked: Understanding, corpus: Corpus, wanted: Operations) -> Answer | None:
    found = coverage.requests(corpus)
    named = [
        d for d in found if any(d.header.symbol and q.number in d.header.symbol for q in asked.instruments)
    ]
    request = next(iter(named or found), None)
    writer = Writer()
    by_time = (
        not named and wanted.any_of("reported") and (request is None or bool(asked.times or asked.years))
    )
    if by_time:
        return _without_report(asked, corpus)
    if request is None:
        writer.say(texts.NO_REQUEST)
        return writer.answer(Status.INSUFFICIENT)
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
    reporting = {told[d.name].code for d in corpus.documents
                 if d.name in told and time.covers(period.of_document(d))}  # fmt: skip
    names = {who.code: who.name for who in told.values() if who.code not in reporting}
    if asked.communes:
        return _whether_reported(asked, reporting, time)
    province = province_of(corpus.documents)
    absent = not_reporting(reporting, province) if province else []
    silent = by_name(list(dict.fromkeys([*names.values(), *absent])))
    when = texts.IN_PERIOD.format(period=side_by_side.time_in_words(time)) if time != UNSAID else ""
    among = texts.PROVINCE_UNITS if province else texts.HELD_UNITS
    said = texts.WITHOUT_REPORT.format(
        period=when, among=among, count=len(silent), total=len(silent) + len(reporting),
        units=", ".join(silent) or texts.NO_UNIT,
    )  # fmt: skip
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


def _unquantified(corpus: Corpus) -> Answer:
    """Units that state no result as a number, and what they have sent instead."""
    of_unit: dict[str, list[DocumentRecord]] = {}
    for document in corpus.documents:
        if (who := reporter(corpus, document)) is not None:
            of_unit.setdefault(who.name, []).append(document)
    quantified = corpus.snapshot.quantified
    silent = [unit for unit in by_name(list(of_unit)) if not any(d.id in quantified for d in of_unit[unit])]
    writer = Writer()
    if not silent:
        writer.say(texts.ALL_QUANTIFIED.format(count=len(of_unit)), computed=[texts.COUNTED])
        return writer.answer()
    said = texts.UNQUANTIFIED.format(count=len(silent), total=len(of_unit), units=", ".join(silent))
    writer.say(said, computed=[texts.COUNTED, ", ".join(silent)])
    for unit in silent[:SHOWN_UNITS]:
        own = of_unit[unit]
        names = "; ".join(_aims(corpus, own))
        said = (
            texts.ONLY_TARGETS.format(unit=unit, names=names) if names else texts.NO_FIGURES.format(unit=unit)
        )
        sources = [source for document in own for source in corpus.title(document)[1]]
        writer.item(said, *sources, computed=[names])
    return writer.answer()


def _aims(corpus: Corpus, documents: Sequence[DocumentRecord]) -> list[str]:
    """The indicators for which documents set targets, those that most units state first."""
    aims = corpus.snapshot.figures(documents, natures=[Nature.TARGET])
    codes = {figure.code for _, figure in aims if figure.code}
    names = {figure.indicator for _, figure in aims if not figure.code}
    units: dict[str, set[str]] = {}
    for document, _, name in corpus.snapshot.stated_by(codes=codes, indicators=names, natures=_TOLD):
        if (who := reporter(corpus, document)) is not None:
            units.setdefault(name, set()).add(who.name)
    return sorted(units, key=lambda name: -len(units[name]))
