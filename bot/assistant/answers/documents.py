"""What the corpus holds: how many documents of which kinds, from which units; what could not be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot import texts
from bot.assistant import period
from bot.assistant.answers.side_by_side import time_in_words, time_of
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.models import Answer, Status
from bot.assistant.period import UNSAID
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers
from bot.assistant.wording import local_time
from bot.assistant.writer import Writer
from knowledge.commune_units import split_kind
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST_SHOWN = 30
"""Documents that one answer lists."""

_DENIED = re.compile(r"(?:chu khong phai|khong phai) (?:la )?(\w+ \w+)")
_LEVEL = re.compile(r"\b(?:xa|phuong|dac khu)\b")
_LEVELS = re.compile(r"\bcua (?:cac )?(?:(?:xa|phuong|dac khu)\b(?:\W+(?:va |hoac )?)?)+")
_BODY = re.compile(r"\bcua (?:cac )?(so|bo|thanh uy|tinh uy|dang uy|uy ban nhan dan (?:tinh|thanh pho))\b")
_ALL_KINDS = re.compile(r"\b(?:may|bao nhieu|tong so) (?:van ban|tai lieu|tep|file)\b")
_COUNTS = re.compile(rf"\b(?:may|bao nhieu|tong so) (?:van ban|tai lieu|tep|file|{'|'.join(papers.KINDS)})\b")
_NAMES = dict(zip(papers.KINDS, texts.KIND_NAMES, strict=True))


def holdings(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Which documents the corpus holds; None where something else is asked or named beside them."""
    if not asked.asks_any("holdings") or not _titled(asked, corpus):
        return None
    return listed(asked, corpus)


def listed(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The same, whatever else is named; that no title speaks of it is said."""
    other = asked.asks_any("draft", "document_facts", "cite", "reload")
    if other or not asked.asks_any("holdings") or asked.instruments:
        return None
    kinds = _kinds(asked.folded)
    documents, undated = _of_time(asked, _wanted(asked, corpus, kinds))
    if not documents and not undated:
        return _none_held(asked, corpus, kinds)
    writer = Writer()
    _say_unheld(writer, asked)
    if not _titled(asked, corpus):
        writer.say(texts.HELD_NO_TITLE)
    said = _held(corpus, documents, kinds, end=":")
    writer.say(said, computed=[texts.COUNTED, said])
    _list(writer, corpus, documents)
    if undated:
        names = texts.HELD_UNDATED.format(documents=", ".join(map(corpus.label, undated[:MOST_SHOWN])))
        writer.say(names, computed=[names])
    if asked.codes and _COUNTS.search(asked.folded):
        papers_held, units = _papers(corpus.documents, ()), _of_units(corpus.documents)
        said = texts.HELD_IN_ALL.format(papers=papers_held, units=units)
        writer.say(said, computed=[texts.COUNTED, said])
    return writer.answer()


def _titled(asked: Understanding, corpus: Corpus) -> bool:
    """Whether nothing is named beside the documents, or a title holds what is."""
    topic = papers.beside(asked, corpus)
    return topic.empty or bool(papers.titled(corpus, corpus.documents, topic, papers.SURELY_NAMED))


def failures(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The files that the last load could not read; None where that is not asked."""
    if not asked.asks_any("failures") or asked.asks_any("draft", "reload") or asked.codes:
        return None
    failed, time = corpus.snapshot.failures, local_time(corpus.snapshot.loaded_at)
    text = texts.LOADED_WITH_FAULTS if failed else texts.LOADED_WELL
    said = text.format(time=time, count=len(corpus.documents), failed=len(failed))
    writer = Writer()
    writer.say(said, computed=[texts.COUNTED, said])
    for one in failed[:MOST_SHOWN]:
        writer.item(f"{one.name}: {one.reason}", computed=[f"{one.name}: {one.reason}"])
    return writer.answer()


def _kinds(folded: str) -> list[str]:
    """The kinds of documents that are asked for, folded, in order of mention."""
    denied = _DENIED.search(folded)
    named = [kind for kind in papers.KINDS if re.search(rf"\b{kind}\b", folded)]
    kept = [kind for kind in named if not (denied and denied[1] == kind)]
    return sorted(kept, key=folded.find)


def _wanted(asked: Understanding, corpus: Corpus, kinds: Sequence[str]) -> list[DocumentRecord]:
    if asked.unheld and not asked.codes:
        return []
    if (named := papers.number_named(asked.folded)) is not None and named.said:
        return papers.numbered(asked, corpus, named)
    of_any_kind = not kinds or _ALL_KINDS.search(asked.folded)
    documents = [
        d for d in corpus.of_communes(asked.codes) if of_any_kind or fold(d.header.kind or "") in kinds
    ]
    levels = {level for said in _LEVELS.finditer(asked.folded) for level in _LEVEL.findall(said[0])}
    if levels and not asked.communes:
        documents = [d for d in documents if fold(_level(d)) in levels]
    if (body := _BODY.search(asked.folded)) is not None and not asked.communes:
        documents = [d for d in documents if fold(d.header.issuer or "").startswith(body[1])]
    topic = papers.beside(asked, corpus)
    about = [] if topic.empty else papers.titled(corpus, documents, topic, papers.SURELY_NAMED)
    return about or documents


def _of_time(
    asked: Understanding, documents: list[DocumentRecord]
) -> tuple[list[DocumentRecord], list[DocumentRecord]]:
    """The documents of the time that is asked about, and those that do not say of which year they are."""
    time = time_of(asked)
    if time == UNSAID:
        return documents, []
    times = [(d, period.of_document(d)) for d in documents]
    return [d for d, own in times if time.covers(own)], [d for d, own in times if own.year is None]


def _none_held(asked: Understanding, corpus: Corpus, kinds: Sequence[str]) -> Answer:
    """That nothing of the kind is held, and what is held instead."""
    writer = Writer()
    units = ", ".join(unit.full_name for unit in asked.communes)
    if not units and _BODY.search(asked.folded):
        units = texts.BODY_ASKED
    time = time_in_words(time_of(asked))
    what = texts.OR.join(_NAMES[kind].lower() for kind in kinds) or texts.DOCUMENT.lower()
    named = papers.number_named(asked.folded)
    if named is not None and named.said:
        what = texts.DOCUMENT_NUMBERED.format(kind=what, symbol=named.number)
    else:
        what = texts.ANY_OF_KIND.format(kind=what)
    said = texts.HELD_NONE.format(
        papers=what,
        units=texts.HELD_UNIT.format(unit=units) if units else "",
        time=texts.HELD_OF_TIME.format(time=time) if time else "",
    )
    writer.say(said, computed=[said])
    held = corpus.of_communes(asked.codes) if asked.codes else []
    if held:
        writer.say(texts.HELD_INSTEAD)
        _list(writer, corpus, held)
    else:
        said = _held(corpus, corpus.documents, ())
        writer.say(said, computed=[texts.COUNTED, said])
    return writer.answer(Status.INSUFFICIENT if asked.communes else Status.ANSWERED)


def _say_unheld(writer: Writer, asked: Understanding) -> None:
    if asked.unheld:
        names = ", ".join(unit.full_name for unit in asked.unheld)
        writer.say(texts.UNIT_NOT_HELD.format(units=names), computed=[names])


def _held(corpus: Corpus, documents: Sequence[DocumentRecord], kinds: Sequence[str], end: str = ".") -> str:
    """ "Kho có 4 báo cáo của 4 đơn vị (2 phường, 2 xã) (nạp lúc …):"."""
    return texts.HELD.format(
        papers=_papers(documents, kinds),
        units=_of_units(documents),
        time=local_time(corpus.snapshot.loaded_at),
        end=end,
    )


def _papers(documents: Sequence[DocumentRecord], kinds: Sequence[str]) -> str:
    """ "5 văn bản, gồm 4 báo cáo, 1 kế hoạch,"; of one kind alone "4 báo cáo". Kinds that are asked for and
    not held are named."""
    counts = Counter(d.header.kind or texts.DOCUMENT for d in documents)
    held = {fold(kind) for kind in counts}
    said = [f"{count} {kind.lower()}" for kind, count in counts.most_common()]
    said += [texts.HELD_NO_KIND.format(kind=_NAMES[kind].lower()) for kind in kinds if kind not in held]
    return (
        said[0] if len(said) == 1 else texts.HELD_OF_KINDS.format(count=len(documents), kinds=", ".join(said))
    )


def _of_units(documents: Sequence[DocumentRecord]) -> str:
    units = {d.header.commune_code or d.header.issuer: d for d in documents}
    if len(units) == 1:
        only = next(iter(units.values())).header
        return texts.HELD_UNIT.format(unit=only.commune or only.issuer or texts.HELD_OTHERS.format(count=1))
    levels = Counter(_level(d) for d in units.values())
    others = levels.pop("", 0)
    said = [f"{count} {level}" for level, count in levels.most_common()]
    said += [texts.HELD_OTHERS.format(count=others)] if others else []
    return texts.HELD_OF_UNITS.format(count=len(units), levels=", ".join(said))


def _level(document: DocumentRecord) -> str:
    """ "xã", "phường", "đặc khu"; "" for a document of another body."""
    return split_kind(document.header.commune or "")[0] or ""


def _list(writer: Writer, corpus: Corpus, documents: Sequence[DocumentRecord]) -> None:
    """The documents by kind, as many as a message holds."""
    counts = Counter(d.header.kind or texts.DOCUMENT for d in documents)
    shown = 0
    for kind, count in counts.most_common():
        if len(counts) > 1 and shown < MOST_SHOWN:
            said = texts.KIND_HEAD.format(kind=kind, count=count)
            writer.head(said, computed=[said])
        for document in [d for d in documents if (d.header.kind or texts.DOCUMENT) == kind]:
            if shown < MOST_SHOWN:
                title, sources = corpus.title(document)
                writer.item(f"{document_label(document)}{f' — {title}' if title else ''}", *sources)
            shown += 1
    if shown > MOST_SHOWN:
        left = texts.DOCUMENTS_LEFT.format(count=shown - MOST_SHOWN)
        writer.say(left, computed=[left])
