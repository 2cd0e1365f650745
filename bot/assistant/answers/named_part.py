"""The part of a document that a question names: by its number, or by words of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding.topic import topic_of
from knowledge.abbreviations import expand
from knowledge.models import Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

LEAST_TITLED = 0.8
"""Least weighted share of the words that name a part which its heading must hold."""

_LABEL = r"(?:[ivx]+|\d{1,2})(?:\.\d{1,2})*"
_END = r"(?![\w/%]|\.\d)"
_NUMBERED = re.compile(
    rf"\b(?:tieu )?(?:muc|phan|diem)(?: so| thu)? (?P<path>{_LABEL}){_END}"
    rf"(?:,? (?:(?:cua|trong|thuoc) )?(?:phan|muc)(?: so| thu)? (?P<other>{_LABEL}){_END})?"
)
_TITLED = re.compile(
    r"(?<!thanh )(?<!mot )(?<!gop )(?<!co )(?<!chuyen )(?<!danh )"
    r"\b(?P<word>phan|muc|tieu muc|noi dung|doan)\b(?! tram| dich| tieu)"
    r"(?: ve)? (?P<name>[\w ,;-]+?)(?=\s*(?:$|[?.!:]|\b(?:cua|trong|o|thuoc|ke hoach|bao cao|cong van|noi|neu"
    r"|gom|ghi|viet|co|ve|giao|la|the nao|nhu the nao|xa|phuong|thi|duoc|nhan manh|nhac|dua ra|bao gom)\b))"
)
_PART_WORDS = frozenset(
    {"phần", "phan", "mục", "muc", "tiểu mục", "tieu muc", "nội dung", "noi dung", "đoạn", "doan"}
)


class Part(NamedTuple):
    """Sections of a document that a question names, and the words that named them."""

    sections: Sequence[Section]
    words: str


def names_part(asked: Understanding) -> bool:
    """Whether a question names a part, held or not."""
    return _NUMBERED.search(asked.folded) is not None or _TITLED.search(fold(expand(asked.text))) is not None


def number_named(asked: Understanding) -> str | None:
    """The number by which a question names a part ("II.1")."""
    match = _NUMBERED.search(asked.folded)
    return match["path"].upper() if match else None


def part_named(asked: Understanding, corpus: Corpus, document: DocumentRecord) -> Part | None:
    """The part of the document that a question names, None where it has no such part."""
    return _by_number(asked, corpus, document) or _by_title(asked, corpus, document)


def _by_number(asked: Understanding, corpus: Corpus, document: DocumentRecord) -> Part | None:
    match = _NUMBERED.search(asked.folded)
    if match is None:
        return None
    path, other = match["path"].upper(), (match["other"] or "").upper()
    paths = {path, f"{other}.{path}", f"{path}.{other}"} if other else {path}
    sections = [
        s for s in corpus.sections(document) if s.heading_end > s.start and s.type is not SectionType.ANNEX
    ]
    exact = [s for s in sections if s.path in paths and (not other or "." in s.path)]
    below = [s for s in sections if s.path.endswith(f".{path}")] if path.isdigit() and not other else []
    if len(below) > 1:
        scores = [asked.topic.coverage(s.title) for s in below]
        best = max(scores)
        below = [s for s, score in zip(below, scores, strict=True) if best > 0 and score == best] or below
    return Part(exact or below, match[0]) if exact or below else None


def _by_title(asked: Understanding, corpus: Corpus, document: DocumentRecord) -> Part | None:
    expanded = expand(asked.text)
    best: tuple[float, float, Section, str] | None = None
    for match in _TITLED.finditer(fold(expanded)):
        if expanded[slice(*match.span("word"))].lower() not in _PART_WORDS:
            continue
        words = topic_of(match["name"], corpus.weight)
        for own in corpus.sections(document):
            if words.empty or own.heading_end <= own.start or own.type is SectionType.ANNEX:
                continue
            covered = words.coverage(own.title)
            share = topic_of(fold(own.title), corpus.weight).coverage(match["name"])
            if covered >= LEAST_TITLED and (best is None or (covered, share) > best[:2]):
                best = (covered, share, own, match["name"])
    return Part([best[2]], best[3]) if best else None
