"""The reviewed Word file with a comment at each finding; its text and layout stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot import texts
from bot.assistant.checks.findings import Finding
from bot.assistant.review import Review


def commented(docx: bytes, review: Review) -> tuple[bytes, int]:
    """The file with comments, and how many there are. What has no place of its own is said in one comment at
    the beginning."""
    document = Document(BytesIO(docx))
    lines = list(_lines(document))
    unplaced: list[Finding] = []
    count = 0
    seen: dict[str, int] = {}
    for finding in sorted(review.findings, key=lambda f: (f.start is None, f.start or 0)):
        nth = 0
        if finding.start is not None:
            nth = seen[finding.quote] = seen.get(finding.quote, -1) + 1
        runs = _runs_of(lines, finding.quote, nth)
        if runs:
            _comment(document, runs, _said(finding))
            count += 1
        else:
            unplaced.append(finding)
    notes = [_said(finding) for finding in unplaced]
    if review.unchecked:
        notes.append("\n".join((texts.REVIEW_UNCHECKED, *(f"- {note}" for note in review.unchecked))))
    first = next((line.paragraph.runs for line in lines if line.paragraph.runs), None)
    if notes and first:
        _comment(document, first, "\n\n".join(notes))
        count += 1
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue(), count


def _comment(document: Any, runs: Sequence[Run], text: str) -> None:
    document.add_comment(runs, text=text, author=texts.COMMENT_AUTHOR, initials="TL")


def _said(finding: Finding) -> str:
    return texts.REVIEW_COMMENT.format(
        severity=texts.REVIEW_SEVERITIES[finding.severity],
        kind=texts.REVIEW_KINDS[finding.kind],
        reason=finding.reason,
        proposal=finding.proposal,
        source=finding.source,
    )


class _Line(NamedTuple):
    paragraph: Paragraph
    text: str


def _lines(document: Any) -> Iterator[_Line]:
    """Every paragraph with words, those of tables and text boxes included, in reading order."""
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        if paragraph.text.strip():
            yield _Line(paragraph, paragraph.text)


_LABEL = re.compile(r"^(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ]|[-+*•])[.)]?\s+")


def _runs_of(lines: Sequence[_Line], quote: str, nth: int) -> list[Run]:
    """The runs of the n-th place that reads like the quote; its last place where there are fewer. A list
    number that Word itself draws is no part of the text."""
    first_line = quote.split(" … ")[0]
    for wanted in dict.fromkeys((first_line, _LABEL.sub("", first_line))):
        words = wanted.split()
        if not words:
            continue
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        places = [(line, match) for line in lines for match in pattern.finditer(line.text)]
        if places:
            line, match = places[min(nth, len(places) - 1)]
            return _cut_out(line.paragraph, *match.span()) or list(line.paragraph.runs)
    return _runs_of_beginning(lines, quote)


_BEGINNING = 40


def _runs_of_beginning(lines: Sequence[_Line], quote: str) -> list[Run]:
    """The paragraph where a quote that runs over several paragraphs begins."""
    begins = " ".join(_LABEL.sub("", quote)[:_BEGINNING].split())
    if len(begins) < _BEGINNING // 2:
        return []
    found = next((line for line in lines if begins in " ".join(line.text.split())), None)
    return list(found.paragraph.runs) if found else []


def _cut_out(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    """The runs that hold `text[start:end]`, split at its ends; empty where a link or field hides them."""
    if "".join(run.text for run in paragraph.runs) != paragraph.text:
        return []
    chosen = []
    at = 0
    for run in list(paragraph.runs):
        low, high = max(start - at, 0), min(end - at, len(run.text))
        at += len(run.text)
        if low < high:
            chosen.append(_part(paragraph, run, low, high))
    return chosen


def _part(paragraph: Paragraph, run: Run, low: int, high: int) -> Run:
    """`run.text[low:high]` as a run of its own, of the same look; the whole run where it holds more than
    text."""
    text = run.text
    if (low, high) == (0, len(text)) or any(child.tag not in _PLAIN for child in run._r):
        return run
    for piece, before in ((text[:low], True), (text[high:], False)):
        if piece:
            copy = deepcopy(run._r)
            Run(copy, paragraph).text = piece
            (run._r.addprevious if before else run._r.addnext)(copy)
    run.text = text[low:high]
    return run


_PLAIN = frozenset((qn("w:rPr"), qn("w:t")))
