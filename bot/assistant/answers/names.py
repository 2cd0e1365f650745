"""Names of things asked for: what sentences list by name, not what they say of such things in general."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.assistant.answers.choosing import Stated
from bot.assistant.answers.passages import FEW_DOCUMENTS, LEAST_COVERAGE, Passage, find, sentence_at, told
from bot.assistant.comparing.reporters import reporter
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding.topic import Topic
from bot.assistant.writer import Writer
from knowledge.vietnamese import fold

_ASKING = "tên kể nêu rõ cụ thể từng loại thứ"
"""Words by which names are asked for, no part of what is named."""

_OF_ANOTHER_KIND = ("cite", "indicators", "task_table", "document_facts", "draft", "personal")

_CUE = re.compile(
    r"(?<!\w)(?:nhu(?! cau)|gom|bao gom|gom co|trong do co|co ten|ten la)(?!\w|\s*:?\s*\d)"
    r"|:(?!\s*\d)|\((?=[^\d)]*\w)"
    r"|(?<=\d)(?P<number>[^.;\n]*?)(?<!\w)la(?=[^.;\n]*(?:,| va ))"
)
"""Behind it stand names of what stands before it, folded: "sản phẩm OCOP như …", "02 sản phẩm là …, …"."""
_LISTED = re.compile(
    r"[^.;,()\n\d]{0,60}?(?:\((?=[^\d)]*\w)|:(?!\s*\d)|\b(?:gom|bao gom|gom co|nhu|la)(?!\w|\s*:?\s*\d))"
)
"""Directly behind a count of things, their names: "02 mô hình (…)", "02 mô hình điểm là …"."""
_BEFORE = re.compile(r"[^.;\n]*\Z")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Who names them, each in its words, and that the others do not; a refusal where nobody does."""
    matter = asked.topic.without(_ASKING)
    if not asked.asks_any("names") or asked.asks_any(*_OF_ANOTHER_KIND) or not matter.pairs:
        return None
    if asked.instruments or asked.sections:
        return None
    about = replace(asked, topic=matter, whole=matter, asks=asked.asks - {"how_many"})
    passages = [p for p in find(about, corpus, across=True) if p.coverage >= LEAST_COVERAGE]
    if not passages:
        return None
    found: dict[str, Passage] = {}
    for passage in passages:
        unit = _unit(corpus, passage)
        if unit not in found and _lists(corpus, passage, matter):
            found[unit] = passage
    writer = Writer()
    for unit, passage in found.items():
        source = corpus.source(passage.document, passage.start, passage.end)
        writer.item(f"{unit}: {told(corpus, passage)}", source)
        if passage.document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(passage.document)))
    documents = corpus.of_communes(asked.codes)
    if not found or len(documents) <= FEW_DOCUMENTS:  # of more, only the nearest passages are read
        units = dict.fromkeys(who.name for d in documents if (who := reporter(corpus, d)))
        silent = ", ".join(unit for unit in units if unit not in found)
        if silent:
            writer.say(texts.NAMES_NOT_GIVEN.format(units=silent), computed=[silent])
    return writer.answer() if found else writer.answer(Status.INSUFFICIENT)


def of_counted(
    asked: Understanding, corpus: Corpus, stated: Sequence[Stated]
) -> list[tuple[Stated, Passage]]:
    """Of figures that count what is asked after by name ("công trình nào chưa khởi công"), those behind which
    the sentence lists the names, with that sentence."""
    found = []
    for document, figure in stated:
        unit = fold(figure.unit or "")
        if not unit or not re.search(rf"\b{re.escape(unit)} (?:\w+ ){{0,3}}?(?:nao|gi)\b", asked.folded):
            continue
        text = corpus.view(document).text
        start, end = sentence_at(text, figure.start)
        if _LISTED.match(fold(text[figure.end : end])):
            found.append(((document, figure), Passage(document, start, end, 1.0)))
    return found


def _unit(corpus: Corpus, passage: Passage) -> str:
    who = reporter(corpus, passage.document)
    return who.name if who else corpus.label(passage.document)


def _lists(corpus: Corpus, passage: Passage, matter: Topic) -> bool:
    """Whether names stand behind the things asked for."""
    document, start, end = passage.document, passage.start, passage.end
    texts_of = (corpus.text_of(document, start, end), corpus.readable_of(document, start, end) or "")
    return any(
        matter.coverage(_BEFORE.findall(text[: cue.start()])[0] + (cue["number"] or "")) >= LEAST_COVERAGE
        for text in map(fold, texts_of)
        for cue in _CUE.finditer(text)
    )
