"""What a held paper takes the place of, as it says itself: "Quyết định này … thay thế Quyết định số …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.assistant.cited import CitedInstrument, Mention
from bot.assistant.corpus import Corpus
from knowledge.models import Citation
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_REACH = 400
"""Characters before a citation in which its sentence says what becomes of it."""

_KINDS = (
    "quyet dinh|nghi quyet|ke hoach|quy che|quy dinh|chuong trinh|chi thi|thong tu|nghi dinh|van ban|de an"
)
_TAKES_PLACE = re.compile(
    rf"(?:\b(?:{_KINDS}) nay\b[^;]*?\b(?:thay the|thay cho|bai bo)\b"
    r"|(?:^|[.:;\n])\s*(?:dieu \d+\.\s*|\d+\.\s*)?(?:thay the|bai bo)\b)"
    rf"(?! mot phan)(?:(?!\b(?:{_KINDS}) nay\b)[^;])*$"
)
_ENDS = re.compile(rf"[^.;]*?\bhet hieu luc\b[^.;]*?\b(?:{_KINDS}) nay\b[^.;]*")
"""Behind a citation: "… hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
_REPORTS = "Báo cáo"
_LOOKED_AT = 40
"""Mentions looked at for what has replaced one instrument."""


def replaced_in(corpus: Corpus, document: DocumentRecord) -> list[Mention]:
    """The citations of the papers that a held document says it takes the place of, each paper once."""
    found: dict[str, Mention] = {}
    for owner, citation in corpus.snapshot.citations([document]):
        if citation.symbol and said_at(corpus, owner, citation) is not None:
            found.setdefault(citation.symbol, (owner, citation))
    return list(found.values())


def replaced_by(corpus: Corpus, group: CitedInstrument) -> Iterator[Mention]:
    """Where held papers say that they take the place of an instrument; reports replace nothing."""
    orders = [mention for mention in group.mentions if mention[0].header.kind != _REPORTS]
    for document, citation in orders[:_LOOKED_AT]:
        if said_at(corpus, document, citation) is not None:
            yield document, citation


def said_at(corpus: Corpus, document: DocumentRecord, citation: Citation) -> tuple[int, int] | None:
    """The span of the words around a citation which say that the document replaces, or ends, what it cites;
    None where they do not."""
    text = corpus.view(document).text
    low = max(citation.start - _REACH, 0)
    if said := _TAKES_PLACE.search(fold(text[low : citation.start])):
        return low + said.start(), citation.end
    if ends := _ENDS.match(fold(text[citation.end : citation.end + _REACH])):
        return citation.start, citation.end + ends.end()
    return None


def name(corpus: Corpus, document: DocumentRecord) -> str:
    """A held paper with its number: "Quyết định phường … (số 15/QĐ-UBND)"."""
    label = corpus.label(document)
    return f"{label} (số {document.header.symbol})" if document.header.symbol else label
