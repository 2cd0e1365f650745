"""What a part of a document says: named by its number, by words of its heading, or by what it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers.named_part import Part, names_part, number_named, part_named
from bot.assistant.corpus import MOST_READ, Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.paragraphs import points_of
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.writer import Writer
from knowledge.models import Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.themes import themes_of
from knowledge.vietnamese import fold

LEAST_COVERAGE = 0.5
"""Least weighted share of the other words that a point must hold where some point does."""

MOST_SHOWN = 1800
"""Characters of points in one answer, shared by its documents: their quotes come again as sources."""

_POINTS = re.compile(
    r"\b(?:may|bao nhieu) (?:(?:cai )?(?:y|nhom|noi dung|gach dau dong|diem|khoan|nhiem vu|muc|van de"
    r"|tieu muc|kho khan|vuong mac|han che|ton tai|kien nghi|de xuat|giai phap|phuong huong)\b"
    r"|(?:cai|dieu|viec|thu|chuyen)(?=\s*(?:$|[,.;:?!]|(?:tat ca|vay|the|nhi|ha|roi|va)\b)))"
)


_COUNTED_ABOUT = re.compile(rf"{_POINTS.pattern} (?:\w+ ){{0,2}}(?:ve|lien quan)\b")
"""Only the points on a subject are counted: "mấy ý về nhân lực"."""

_HEADINGS = re.compile(
    r"\b(?:may|bao nhieu) (?:muc|tieu muc|de muc|muc nho|muc con|phan)\b(?! (?:tieu|tram))"
)


def named(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What stands under a heading that the question names by number or title; None where it names none."""
    counts = _POINTS.search(asked.folded) is not None
    other = asked.asks_any("cite", "compare", "money", "indicators", "draft", "symbol_check", "deadline")
    if other or asked.instruments or (asked.asks_any("how_many") and not counts):
        return None
    if not names_part(asked):
        return None
    documents = _documents(asked, corpus)
    reading = corpus.to_read(asked.text, documents, None)
    found = [(d, part) for d in reading if (part := part_named(asked, corpus, d))]
    if not found:
        return _no_such(asked, corpus, documents)
    return _said(asked, corpus, found, len(documents), counts=counts)


def counts_points(asked: Understanding) -> bool:
    """Whether it is asked how many points units make in a part of a kind: "kiến nghị mấy việc"."""
    return bool(asked.sections and asked.codes) and _POINTS.search(asked.folded) is not None


def section(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What the documents say in a part of the kind that the question names."""
    counts = counts_points(asked)
    if not asked.sections or asked.asks_any("money") or (asked.asks_any("how_many") and not counts):
        return None
    wanted = asked.sections[0]
    words = vocabulary.section_words(asked.folded, wanted)
    documents = _documents(asked, corpus)
    found = []
    for document in corpus.to_read(asked.text, documents, wanted):
        parts = _sections(wanted, words or "", corpus.sections(document))
        if parts:
            found.append((document, Part(parts, "")))
    held = (
        len(documents)
        if len(documents) <= MOST_READ
        else sum(corpus.has_part(d, [wanted]) for d in documents)
    )
    return _said(asked, corpus, found, held, counts=counts) if found else None


def _sections(wanted: SectionType, words: str, sections: Sequence[Section]) -> Sequence[Section]:
    """The sections that a question means: those headed by its words, else those of that kind. A part that is
    known by its heading ("2. Yêu cầu") is that one, whatever the part above it is for."""
    names = [
        name for name in vocabulary.entry("sections.toml", wanted.value).get("titles", ()) if name in words
    ]
    if names:
        named = [s for s in sections if any(name in fold(s.title) for name in names)]
        return [s for s in named if not any(s.start < below.start < s.end for below in named)]
    titled = [s for s in sections if words and words in fold(s.title)]
    kin = ([s for s in sections if s.type is type_] for type_ in _AHEAD.get(wanted, (wanted,)))
    return titled or next(filter(None, kin), [])


_AHEAD = {
    SectionType.ORIENTATION: (
        *(SectionType.ORIENTATION, SectionType.TASKS, SectionType.SOLUTIONS, SectionType.TARGETS),
    )
}
"""Parts that say what is to be done next in documents that have none headed so, the nearest first."""


def _documents(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The documents asked about: of the units, and of the kind that is named, if any is held."""
    documents = corpus.of_communes(asked.codes)
    kinds = [d for d in documents if d.header.kind and re.search(rf"\b{fold(d.header.kind)}\b", asked.folded)]
    return kinds or documents


def _no_such(asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]) -> Answer | None:
    """That a document has no part of that number, and which parts it has."""
    path = number_named(asked)
    if path is None or not asked.codes or "phu luc" in asked.folded:
        return None
    writer = Writer()
    for document in documents[:2]:
        headings = [s for s in corpus.sections(document) if s.level == 1 and s.heading_end > s.start]
        writer.say(texts.NO_SUCH_PART.format(document=corpus.label(document), path=path))
        for own in headings[:8]:
            writer.item(
                corpus.text_of(document, own.start, own.heading_end),
                corpus.source(document, own.start, own.heading_end),
            )
    return writer.answer(Status.INSUFFICIENT)


def _said(
    asked: Understanding,
    corpus: Corpus,
    found: Sequence[tuple[DocumentRecord, Part]],
    held: int,
    *,
    counts: bool,
) -> Answer | None:
    points = [(document, part, points_of(corpus, document, part.sections)) for document, part in found]
    if _narrows(asked):
        points = _about(asked, corpus, points)
        if not any(own for _, _, own in points):
            return _nothing_there(asked, corpus, [document for document, _ in found])
    stated = {d.name: _counted(corpus, d, own) for d, _, own in points}
    told = points
    points = _on_topic(asked, corpus, points)
    about = _COUNTED_ABOUT.search(asked.folded) is not None
    if about and points is told:
        return _nothing_there(asked, corpus, [document for document, _ in found])
    writer = Writer()
    if held > MOST_READ:
        writer.limited(MOST_READ, held)
    shares = MOST_SHOWN // max(sum(bool(own) for _, _, own in points), 1)
    for document, part, own in points:
        if not own:
            continue
        _head(writer, corpus, document, part)
        below = _below(corpus, document, part) if _HEADINGS.search(asked.folded) else []
        if below:
            said = texts.SUBHEADINGS_COUNTED.format(count=len(below))
            writer.say(said, computed=[said])
            _quote(writer, corpus, document, below)
            continue
        if counts:
            count = len(own) if about else stated[document.name]
            said = texts.POINTS_COUNTED.format(count=count)
            writer.say(said, *(corpus.source(document, *p) for p in (own[0], own[-1])), computed=[said])
        shown = _fitting(corpus, document, own, shares)
        _quote(writer, corpus, document, shown)
        if len(shown) < len(own):
            left = texts.POINTS_LEFT.format(count=len(own) - len(shown))
            writer.say(left, computed=[left])
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))
    answer = writer.answer()
    return answer if answer.sources else None


def _quote(
    writer: Writer, corpus: Corpus, document: DocumentRecord, spans: Sequence[tuple[int, int]]
) -> None:
    for start, end in spans:
        writer.item(corpus.text_of(document, start, end), corpus.source(document, start, end))


def _counted(corpus: Corpus, document: DocumentRecord, points: Sequence[tuple[int, int]]) -> int:
    """How many points there are, without the line that leads to them ("… như sau:")."""
    return sum(not corpus.text_of(document, *p).rstrip().endswith(":") for p in points)


def _below(corpus: Corpus, document: DocumentRecord, part: Part) -> list[tuple[int, int]]:
    """The headings one level below those of the part."""
    return [
        (s.start, s.heading_end)
        for own in part.sections
        for s in corpus.sections(document)
        if s.level == own.level + 1 and own.start < s.start < own.end and s.start < s.heading_end
    ]


_Points = list[tuple[DocumentRecord, Part, list[tuple[int, int]]]]


_ADDRESSED = " với thành phố tỉnh sở khoa học và công nghệ Ủy ban nhân dân trung ương cấp trên"
"""To whom proposals go: naming that narrows them down to none."""


_COUNTED_NOUNS = "mục phần chia nhóm ý nội dung gạch đầu dòng điểm khoản vấn đề cái điều việc thứ chuyện"


def _on_topic(asked: Understanding, corpus: Corpus, points: _Points) -> _Points:
    """The points about what the question names beside the part; all of them where none is."""
    kept: _Points = []
    for document, part, own in points:
        titles = " ".join(s.title for s in part.sections) if part.words else ""
        if counts_points(asked) and not _COUNTED_ABOUT.search(asked.folded):
            titles += f" {document.header.title or ''}"  # names the document, not what its points are about
        if all(s.type is SectionType.PROPOSALS for s in part.sections):
            titles += _ADDRESSED
        names = " ".join(vocabulary.section_words(asked.folded, s) or "" for s in asked.sections)
        topic = asked.topic.without(f"{part.words} {titles} {names} {_COUNTED_NOUNS}")
        about = [
            p
            for p in own
            if not topic.empty and topic.coverage(corpus.text_of(document, *p)) >= LEAST_COVERAGE
        ]
        kept.append((document, part, about))
    return kept if any(own for _, _, own in kept) else points


def _narrows(asked: Understanding) -> bool:
    """Whether a turn asks for what stands about something in the part that the turn before it was about."""
    inherited = bool(asked.sections) and not vocabulary.section_types(asked.folded)
    return asked.follows and inherited and not asked.focus.empty


_ORDINALS = {"nhat": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "cuoi": -1}
_NTH = re.compile(r"\b(?:y|diem|gach dau dong|muc)(?: thu)? (\d{1,2}|nhat|dau|hai|ba|tu|nam|cuoi)\b")
"""Which of the points just shown: "ý thứ hai nói gì"."""


def _about(asked: Understanding, corpus: Corpus, points: _Points) -> _Points:
    """The points about what a turn asks for, by its words or their theme."""
    nth = _NTH.search(asked.folded)
    if nth:
        at = _ORDINALS.get(nth[1]) or int(nth[1])
        return [(d, part, own[-1:] if at < 0 else own[at - 1 : at]) for d, part, own in points]
    themes = set(themes_of(" ".join(asked.focus.weights)))
    kept: _Points = []
    for document, part, own in points:
        said = [(p, corpus.text_of(document, *p)) for p in own]
        about = [
            p
            for p, text in said
            if asked.focus.coverage(text) >= LEAST_COVERAGE or themes & set(themes_of(text))
        ]
        kept.append((document, part, about))
    return kept


def _nothing_there(
    asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]
) -> Answer | None:
    """That the part says nothing of it, where only the part is meant ("trong đó có ý nào về …")."""
    of_part = any(vocabulary.says("turn_words.toml", row, asked.folded) for row in ("that", "point"))
    if not asked.sections or not (of_part or _COUNTED_ABOUT.search(asked.folded)):
        return None
    writer = Writer()
    part = vocabulary.section_name(asked.sections[0])
    names = ", ".join(map(corpus.label, documents[:4]))
    writer.say(texts.NOTHING_IN_PART.format(part=part, documents=names), computed=[names])
    return writer.answer(Status.INSUFFICIENT)


def _head(writer: Writer, corpus: Corpus, document: DocumentRecord, part: Part) -> None:
    """The document, and the heading by which the question named its part."""
    writer.head(corpus.label(document))
    if part.words and len(part.sections) == 1:
        start, end = part.sections[0].start, part.sections[0].heading_end
        writer.say(corpus.text_of(document, start, end), corpus.source(document, start, end))


def _fitting(
    corpus: Corpus, document: DocumentRecord, points: Sequence[tuple[int, int]], most: int
) -> list[tuple[int, int]]:
    """The first points, as many as so many characters hold; at least one."""
    shown: list[tuple[int, int]] = []
    for point in points:
        most -= len(corpus.text_of(document, *point))
        if shown and most < 0:
            break
        shown.append(point)
    return shown
