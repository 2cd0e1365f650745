"""Which indicators a dispatch that is held asks for, in its text or in the form annexed to it: "theo công văn
1204 phải báo cáo chỉ tiêu gì", "biểu kèm theo có mấy chỉ tiêu"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers.figures import source_of
from bot.assistant.corpus import Corpus, shorten
from bot.assistant.models import Answer
from bot.assistant.paragraphs import points_of
from bot.assistant.understand import Understanding
from bot.assistant.understanding import dispatches
from bot.assistant.writer import Writer
from knowledge.models import Figure, Nature, Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_LISTING = "chi tieu"  # folded; a heading over the indicators themselves says it


_DEMANDED = re.compile(
    r"\b(?:bat|yeu cau|doi|phai|de nghi)\b.*\b(?:may|bao nhieu|nhung|cac) (?:chi tieu|so lieu)\b"
    r"|\b(?:yeu cau|doi|de nghi)(?: cac (?:xa|phuong|noi|don vi)(?: phuong)?)?"
    r"(?: (?:bao cao|nop|gui))? (?:nhung )?gi\b"
)
_OF_FORM = re.compile(
    r"\b(?:bieu|mau|phu luc|bang)\b.*"
    r"\b(?:(?:may|bao nhieu|nhung|cac|tong so) (?:chi tieu|so lieu|dong|hang|muc)|chi tieu (?:nao|gi))\b"
    r"|\b(?:may|bao nhieu|nhung|cac) (?:chi tieu|so lieu|dong)\b.*\b(?:bieu|mau|phu luc)\b"
)
_INDICATORS = re.compile(r"\b(?:chi tieu|so lieu)\b")
_ANNEX_NUMBER = re.compile(r"\b(?:phu luc|bieu|mau)(?: so)? (\d{1,2}|[ivx]+)\b")
_ROW = re.compile(r"^\s*(\d{1,3})[.\t |]+\s*(?P<said>\S[^\n]*)", re.MULTILINE)
_HEAD_ROW = re.compile(r"\b(?:stt|tt|so tt)\b[^\n]*\n?.{0,40}\bchi tieu\b", re.DOTALL)
"""Heads the columns of such a form."""
LEAST_ROWS = 3
"""Rows numbered on from 1 that make a form."""
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zđ])[.)]")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The indicators required by the documents whose own symbol the question names, or by the dispatch of the
    body that it names; or None."""
    of_form = _OF_FORM.search(asked.folded) is not None
    demands = of_form or asked.asks_any("indicators", "required") or _DEMANDED.search(asked.folded)
    if not demands or asked.asks_any("draft") or asked.codes:
        return None
    writer = Writer()
    for document in dispatches.meant(asked, corpus):
        rows = _rows_of_forms(corpus, document, asked.folded)
        wanted = of_form or (_INDICATORS.search(asked.folded) and not _required(corpus, document))
        if rows and wanted:
            _say_form(writer, corpus, document, rows)
        elif not _say(writer, corpus, document) and not _INDICATORS.search(asked.folded):
            _say_points(writer, corpus, document)
    found = writer.answer()
    return found if found.sources else None


_Rows = list[tuple[int, int]]


def _rows_of_forms(corpus: Corpus, document: DocumentRecord, folded: str) -> list[tuple[Section, _Rows]]:
    """The annexes that are forms, with their numbered rows: tables of indicators; of the one that a question
    names by number alone."""
    text = corpus.view(document).text
    forms = []
    for annex in corpus.sections(document):
        if annex.type is not SectionType.ANNEX or annex.level != 1:
            continue
        rows: _Rows = []
        for row in _ROW.finditer(text, annex.heading_end, annex.end):
            if int(row[1]) == len(rows) + 1:
                rows.append(row.span("said"))
        if len(rows) >= LEAST_ROWS and _HEAD_ROW.search(fold(text[annex.start : rows[0][0]])):
            forms.append((annex, rows))
    number = _ANNEX_NUMBER.search(folded)
    named = [f for f in forms if number and re.search(rf"\b{number[1]}\b", fold(f[0].title))]
    return named or forms


def _say_form(
    writer: Writer, corpus: Corpus, document: DocumentRecord, forms: Sequence[tuple[Section, _Rows]]
) -> None:
    for annex, rows in forms:
        title = annex.title.split(" (")[0]
        said = texts.FORM_ROWS.format(document=corpus.label(document), form=title, count=len(rows))
        writer.head(said, computed=[texts.COUNTED, said])
        for start, end in rows:
            told = " · ".join(
                filter(None, (cell.strip() for cell in corpus.text_of(document, start, end).split("\t")))
            )
            writer.item(told, corpus.source(document, start, end))


def _required(corpus: Corpus, document: DocumentRecord) -> list[tuple[DocumentRecord, Figure]]:
    """The indicators that its text demands."""
    return [s for s in corpus.snapshot.figures([document]) if s[1].nature is Nature.REQUIREMENT]


_BODY = (SectionType.TASKS, SectionType.IMPLEMENTATION, SectionType.TARGETS, SectionType.SOLUTIONS)
LONGEST_POINT = 400
"""Characters told of a numbered point; its source shows the whole."""


def _say_points(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    """The numbered points of a dispatch that asks for more than indicators."""
    points = [s for s in corpus.sections(document) if s.level == 1 and s.type in _BODY]
    if points and fold(document.header.kind or "") == "cong van":
        writer.head(corpus.label(document))
        for point in points:
            said = shorten(corpus.text_of(document, point.start, point.end).strip(), LONGEST_POINT)
            writer.item(said, corpus.source(document, point.start, point.end))


def _say(writer: Writer, corpus: Corpus, document: DocumentRecord) -> bool:
    """The indicators one by one; the paragraphs under a heading that announces them where none was read;
    False where there is neither."""
    required = _required(corpus, document)
    headed = [s for s in corpus.sections(document) if _LISTING in fold(s.title)]
    points = [] if required else points_of(corpus, document, headed)
    if required or points:
        numbered = [p for p in points if _NUMBERED.match(corpus.text_of(document, *p))]
        count = len(required or numbered or points)
        said = texts.INDICATORS_DEMANDED.format(document=corpus.label(document), count=count)
        writer.head(said, computed=[texts.COUNTED, said])
    for record, figure in required:
        writer.item(f"{figure.indicator} ({figure.unit})", source_of(corpus, record, figure))
    for start, end in points:
        writer.item(corpus.text_of(document, start, end), corpus.source(document, start, end))
    return bool(required or points)
