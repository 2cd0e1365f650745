"""How many instruments of which kinds the documents of a unit cite: "dẫn mấy nghị quyết, mấy công văn"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot import texts
from bot.assistant.answers.instrument_list import MOST_NAMED, kind_name, say_instruments
from bot.assistant.answers.issued_by import issued_by
from bot.assistant.cited import CitedInstrument, cited
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_OF_ANY_KIND = "van ban"
_KINDS = (
    *("nghi quyet", "nghi dinh", "quyet dinh", "thong tu", "chi thi", "ket luan", "luat", "cong dien"),
    *("chuong trinh hanh dong", "ke hoach", "cong van", _OF_ANY_KIND),
)
"""What papers cite and officers count, folded."""
_NAMED = re.compile(rf"\b(?:{'|'.join(_KINDS)})\b")
_CITES = re.compile(
    r"\b(?:vien dan|trich dan|nhac|can cu|de cap|(?<!huong )(?<!nguoi )(?<!nhan )(?<!binh )"
    r"dan(?! (?:so|cu|toc|to|tri|sinh|quan|phong|cu)))\b"
)
_WITHIN_PAPER = re.compile(
    r"\btrong (?:bao cao|ke hoach|cong van)\b|\b(?:bao cao|ke hoach|cong van)\b.* (?:neu|ghi|ke)\b"
)
"""The document is asked for what it cites, not the unit for what it has issued."""
_OF_BODY = re.compile(
    r"\bcua (?:bo|so|quoc hoi|thu tuong|chinh phu|trung uong|thanh uy|tinh uy|huyen uy|hoi dong|ban|dang"
    r"|uy ban nhan dan (?:tinh|thanh pho|huyen))\b"
)
"""Bodies: one that is named otherwise than in the documents, or for one kind of several, is not made out."""
_ISSUES = re.compile(r"\b(?:ban hanh|tham muu|xu ly|tiep nhan|phat hanh|ky so|so hoa)\b")
_EACH = re.compile(
    r"\bmoi (?:loai|thu)(?: co| la)? (?:may|bao nhieu)\b|\b(?:may|bao nhieu)(?: cai)? moi (?:loai|thu)\b"
)
_JOINT = re.compile(r"[\s,;]*(?:(?:va|voi|cung|may|bao nhieu)[\s,;]+)*")
_COUNTER = re.compile(r"\b(?:may|bao nhieu)(?: cai)? $")
_WITHIN = re.compile(r"\b(?:trong|cua|theo) $|^$")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The instruments of the kinds whose number is asked, counted by kind; None where none is."""
    if not asked.codes or asked.instruments or asked.asks_any("draft", "task_table", "abolished"):
        return None
    kinds = _counted(asked.folded)
    if not kinds:
        return None
    documents = corpus.of_communes(asked.codes)
    groups = cited(corpus, documents)
    of_bodies = issued_by(asked.folded, groups)
    if (len(kinds) > 1 or of_bodies is None) and _OF_BODY.search(asked.folded):
        return None
    groups = groups if of_bodies is None else of_bodies
    by_kind = {kind: [g for g in groups if _is_of(g, kind)] for kind in kinds}
    writer = Writer()
    _say_counts(writer, corpus, documents, by_kind, texts.OF_BODY_ASKED if of_bodies is not None else "")
    say_instruments(writer, corpus, [g for own in by_kind.values() for g in own], documents)
    for document in documents[:MOST_NAMED]:
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))
    return writer.answer()


def _say_counts(
    writer: Writer,
    corpus: Corpus,
    documents: Sequence[DocumentRecord],
    by_kind: Mapping[str, Sequence[CitedInstrument]],
    of_body: str,
) -> None:
    labels = ", ".join(map(corpus.label, documents[:MOST_NAMED]))
    held = {kind: len(own) for kind, own in by_kind.items() if own}
    counts = [texts.CITED_OF_KIND.format(count=n, kind=kind_name(kind)) for kind, n in held.items()]
    none = [texts.ANY_OF_KIND.format(kind=kind_name(kind)) for kind in by_kind if kind not in held]
    if counts:
        said = texts.CITED_BY_KIND.format(documents=labels, counts=", ".join(counts) + of_body)
        said += texts.CITED_NO_OTHER.format(kinds=", ".join(none)) if none else ""
    else:
        said = texts.NOT_CITED_IN.format(document=labels, title=", ".join(none) + of_body)
    titles = (source for document in documents[:MOST_NAMED] for source in corpus.title(document)[1])
    writer.say(said, *titles, computed=[texts.COUNTED, said])


def _counted(folded: str) -> list[str]:
    """The kinds, folded, that a question counts as cited, each once: behind "mấy", or listed with such."""
    cites = _CITES.search(folded) is not None
    if not cites and (_ISSUES.search(folded) or not _WITHIN_PAPER.search(folded)):
        return []
    found: list[str] = []
    end = None
    for match in _NAMED.finditer(folded):
        between = folded[end or 0 : match.start()]
        counted = _COUNTER.search(between) is not None
        listed = end is not None and bool(found) and _JOINT.fullmatch(between) is not None
        each = _EACH.search(folded) is not None and not _WITHIN.search(between)
        if counted or listed or each:
            found.append(match[0])
            end = match.end()
    return [kind for kind in dict.fromkeys(found) if cites or kind != _OF_ANY_KIND]


def _is_of(group: CitedInstrument, kind: str) -> bool:
    return kind == _OF_ANY_KIND or fold(group.full.kind or "").startswith(kind)
