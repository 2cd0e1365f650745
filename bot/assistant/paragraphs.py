"""The paragraphs of a part of a document, without its headings."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.corpus import Corpus
from knowledge.models import Section
from knowledge.snapshot import DocumentRecord


def points_of(corpus: Corpus, document: DocumentRecord, parts: Sequence[Section]) -> list[tuple[int, int]]:
    """The paragraphs under headings of these parts, each once; one that its heading runs into ("1. Về
    pháp lý: chưa có hướng dẫn …") with that heading."""
    text = corpus.view(document).text
    spans: dict[tuple[int, int], None] = {}
    headings = {(s.start, s.heading_end) for s in corpus.sections(document)}
    for part in parts:
        at = part.heading_end
        for line in text[part.heading_end : part.end].splitlines(keepends=True):
            start, end = at + len(line) - len(line.lstrip(" -+*•\t")), at + len(line.rstrip())
            at += len(line)
            if end - start > 12 and not any(a <= start and end <= b for a, b in headings):
                spans[(start, end)] = None
    return list(spans)
