"""Who has answered a request for a report: in time, late, without which indicators; a reminder to send."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from bot import texts
from bot.assistant.comparing.reporters import by_name, not_reporting, province_of, reporters
from bot.assistant.corpus import Corpus
from bot.assistant.models import SourceRef
from bot.assistant.tasks.deadlines import next_date
from bot.assistant.wording import MOST_UNITS
from knowledge import dates
from knowledge.communes import table
from knowledge.models import Deadline, Figure, Nature
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

LEAST_ALIKE = 60
"""Likeness of 100 from which a report's title is on the subject of a request."""


@dataclass(frozen=True)
class Response:
    """How one unit answered: its report, if any, whether that came late (None where it bears no date), and
    the required indicators that it does not state."""

    unit: str
    report: DocumentRecord | None
    late: bool | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """A request, what it requires by when, and the response of every unit that has to answer. `counted_in`
    says how the units were found: named in the request, of the province, or those that the corpus holds."""

    request: DocumentRecord
    required: tuple[Figure, ...]
    deadline: Deadline | None
    due: date | None
    responses: tuple[Response, ...]
    counted_in: str

    @property
    def silent(self) -> list[Response]:
        """Units without a report."""
        return [response for response in self.responses if response.report is None]

    @property
    def late(self) -> list[Response]:
        """Units whose report is dated after the deadline."""
        return [response for response in self.responses if response.late]

    @property
    def incomplete(self) -> list[Response]:
        """Units whose report lacks required indicators."""
        return [response for response in self.responses if response.report is not None and response.missing]


def requests(corpus: Corpus) -> list[DocumentRecord]:
    """Documents of superior bodies that require figures or a report by a date, the newest first."""
    above = [d for d in corpus.documents if d.header.commune is None]
    asking = {document.name for document, _ in _required(corpus, above)}
    asking |= {document.name for document, _ in corpus.snapshot.deadlines(above)}
    own = [d for d in above if d.name in asking]
    return sorted(own, key=lambda document: document.header.issued_on or "", reverse=True)


def board(corpus: Corpus, request: DocumentRecord, units: Sequence[str] = ()) -> Board:
    """Who has answered `request`, of `units` or of those that it addresses."""
    required = tuple(figure for _, figure in _required(corpus, [request]))
    deadline, due = _deadline(corpus, request)
    reports = _reports(corpus, request, required)
    expected, counted_in = (list(units), "") if units else _expected(corpus, request)
    names = by_name(expected if units else list(dict.fromkeys([*expected, *reports])))
    told = _stated(corpus, required, Nature.RESULT)
    responses = tuple(_response(unit, reports.get(unit), told, required, due) for unit in names)
    return Board(request, required, deadline, due, responses, counted_in)


def _required(corpus: Corpus, documents: Sequence[DocumentRecord]) -> list[tuple[DocumentRecord, Figure]]:
    return corpus.snapshot.figures(documents, natures=[Nature.REQUIREMENT])


def _stated(corpus: Corpus, required: Sequence[Figure], *natures: Nature) -> dict[str, set[str]]:
    """Which of the required indicators (code or name) documents state in these natures, by document."""
    codes = {figure.code for figure in required if figure.code}
    names = {figure.indicator for figure in required if not figure.code}
    found: dict[str, set[str]] = {}
    if required:
        told = corpus.snapshot.stated_by(codes=codes, indicators=names, natures=natures)
        for document, code, name in told:
            found.setdefault(document.name, set()).add(code or name)
    return found


def _deadline(corpus: Corpus, request: DocumentRecord) -> tuple[Deadline | None, date | None]:
    """The first day after its own date by which the request wants something."""
    issued = request.header.issued_on or ""
    since = date.fromisoformat(issued) if len(issued) == 10 else date.min
    dated = [
        (due, deadline)
        for _, deadline in corpus.snapshot.deadlines([request])
        if (due := next_date(deadline.due, since)) is not None
    ]
    due, deadline = min(dated, key=lambda pair: pair[0], default=(None, None))
    return deadline, due


def _reports(
    corpus: Corpus, request: DocumentRecord, required: Sequence[Figure]
) -> dict[str, DocumentRecord]:
    """The report of each unit that answers the request: it cites it, or is on its subject and states some of
    what it requires. Of several the first."""
    citing = {
        document.name
        for document, _ in (
            corpus.snapshot.citations(symbols=[request.header.symbol]) if request.header.symbol else ()
        )
    }
    stating = _stated(corpus, required, Nature.RESULT, Nature.TARGET)
    writers = reporters(corpus)
    found: dict[str, DocumentRecord] = {}
    for document in sorted(corpus.documents, key=lambda d: d.header.issued_on or "9999"):
        who = writers.get(document.name)
        if who is None or who.name in found or _earlier(document, request):
            continue
        if document.name not in citing:
            if required and document.name not in stating:
                continue
            if not _on_one_subject(document, request):
                continue
        if fold(document.header.kind or "") == "bao cao":
            found[who.name] = document
    return found


def _on_one_subject(document: DocumentRecord, request: DocumentRecord) -> bool:
    ours, theirs = (fold(one.header.title or "") for one in (document, request))
    return fuzz.token_set_ratio(ours, theirs) >= LEAST_ALIKE


def _earlier(document: DocumentRecord, request: DocumentRecord) -> bool:
    ours, theirs = document.header.issued_on, request.header.issued_on
    return bool(ours and theirs and ours < theirs[: len(ours)])


def _expected(corpus: Corpus, request: DocumentRecord) -> tuple[list[str], str]:
    """The units that a request addresses; where it addresses all, those of the province if most of them are
    held, else those that the corpus holds."""
    addressed = [m.commune.full_name for m in table().find(request.header.addressee or "") if m.typed]
    if addressed:
        return addressed, texts.ADDRESSED_UNITS
    held = list(dict.fromkeys(who.name for who in reporters(corpus).values()))
    province = province_of(corpus.documents)
    codes = {who.code for who in reporters(corpus).values()}
    absent = not_reporting(codes, province) if province else []
    if len(held) >= len(absent):
        return [*held, *absent], texts.PROVINCE_UNITS
    return held, texts.HELD_UNITS


def _response(
    unit: str,
    report: DocumentRecord | None,
    told: Mapping[str, Collection[str]],
    required: Sequence[Figure],
    due: date | None,
) -> Response:
    if report is None:
        return Response(unit, None, None, tuple(figure.indicator for figure in required))
    stated = told.get(report.name, ())
    missing = tuple(dict.fromkeys(f.indicator for f in required if (f.code or f.indicator) not in stated))
    issued = report.header.issued_on or ""
    late = date.fromisoformat(issued) > due if due is not None and len(issued) == 10 else None
    return Response(unit, report, late, missing)


def deadline_source(corpus: Corpus, found: Board) -> SourceRef | None:
    """The quoted words of the deadline."""
    if found.deadline is None:
        return None
    return corpus.source(found.request, found.deadline.start, found.deadline.end)


def reminder(found: Board) -> str:
    """The text of a reminder to those who have not reported or whose report is incomplete, ready to send."""
    asks = [*_ask_silent(found), *_ask_incomplete(found)]
    numbered = [f"{number}. {ask}" for number, ask in enumerate(asks, 1)] if len(asks) > 1 else asks
    return "\n".join([_opening(found), *numbered, texts.REMINDER_CLOSING])


def _opening(found: Board) -> str:
    header = found.request.header
    kind = header.kind or texts.DOCUMENT
    state = [
        text.format(count=len(responses))
        for text, responses in (
            (texts.REMINDER_STATE_SILENT, found.silent),
            (texts.REMINDER_STATE_INCOMPLETE, found.incomplete),
        )
        if responses
    ]
    return texts.REMINDER_OPENING.format(
        request=f"{kind} số {header.symbol}" if header.symbol else header.title or kind,
        dated=f" {dates.in_words(header.issued_on)}" if header.issued_on else "",
        issuer=f" của {header.issuer}" if header.issuer else "",
        subject=f" về {_lowered(header.title)}" if header.title and header.symbol else "",
        due=texts.REMINDER_DUE.format(due=found.deadline.due) if found.deadline else "",
        state=", ".join(state),
    )


def _ask_silent(found: Board) -> list[str]:
    if not found.silent:
        return []
    units = ", ".join(response.unit for response in found.silent)
    to = f" về {found.request.header.issuer}" if found.request.header.issuer else ""
    return [texts.REMINDER_SILENT.format(units=units, to=to)]


def _ask_incomplete(found: Board) -> list[str]:
    if not found.incomplete:
        return []
    lines = [
        texts.REMINDER_MISSING.format(unit=response.unit, names=", ".join(map(_lowered, response.missing)))
        for response in found.incomplete[:MOST_UNITS]
    ]
    if (left := len(found.incomplete) - MOST_UNITS) > 0:
        lines.append(texts.REMINDER_OTHERS.format(count=left))
    return ["\n".join([texts.REMINDER_INCOMPLETE, *lines])[:-1] + "."]


def _lowered(title: str | None) -> str:
    return f"{title[:1].lower()}{title[1:]}" if title else ""
