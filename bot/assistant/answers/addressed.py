"""Which units propose something to a body that is named, and which propose nothing to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot import texts
from bot.assistant.comparing.points import Said, clauses
from bot.assistant.comparing.reporters import reporter
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.abbreviations import expand
from knowledge.models import SectionType
from knowledge.reference import issuing_bodies
from knowledge.vietnamese import fold

_PART = SectionType.PROPOSALS
_LEAST_COVERAGE = 0.5
"""Least weighted share of what a question names beside the body that a proposal must hold."""

_JOINED = r"(?:\s*[,-]\s*|\s+)(?:va\s+)?"
_TOLD_APART = 2
"""Syllables behind "Sở", "Bộ" by which one is known: "Sở Nông nghiệp"."""
_UPPER = (
    r"(?:uy ban nhan dan|hoi dong nhan dan|cong an|bao hiem xa hoi|uy ban mat tran to quoc(?: viet nam)?)"
    r" (?:tinh|thanh pho)"
)
_OFFERS = re.compile(r"\b(?:de nghi|kien nghi|de xuat|xin|mong)\b")
_OPENS = re.compile(
    r"\W*(?:(?:\d+|[a-z])[.)]\s*)*(?:(?:tran trong|kinh)\s+)?(?:de nghi|kien nghi|de xuat|mong|xin)\b"
)
_OPENING = 40
"""Characters of a proposal in which the word for it, however it was read, and the name stand."""
_TO = r"(?:\s+(?:gui|voi|cho|len|den|toi|ve|doi voi|lanh dao|gi|nao|dieu|viec|noi dung))*\s+"
_ASKING = "gửi với cho lên đến tới đối với nào gì những đơn vị xã phường xin"


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What each unit proposes to it, in its words, and who proposes nothing to it; None where one unit is
    asked about or no body is named as the one that is to be addressed."""
    if _PART not in asked.sections or not asked.asks_any("which", "compare") or len(asked.codes) == 1:
        return None
    question = str(fold(expand(asked.text)))
    wanted = frozenset(_addressed(question))
    if not wanted or asked.asks_any("draft", "how_many", "cite"):
        return None
    documents = [d for d in corpus.of_communes(asked.codes) if d.header.commune]
    reading = corpus.to_read(asked.text, documents, _PART)
    said = [s for d in reading for s in clauses(corpus, d, corpus.sections(d)) if wanted & _to(corpus, s)]
    names = " ".join(match[0] for match in _bodies().finditer(question))
    topic = asked.topic.without(f"{_ASKING} {names}")
    if not topic.empty and said:
        said = [s for s in said if topic.coverage(s.text) >= _LEAST_COVERAGE]
        if not said:
            return None
    writer = Writer()
    writer.limited(len(reading), len(documents))
    for one in said:
        writer.item(f"{one.unit}: {one.text}", one.source(corpus))
    units = dict.fromkeys(who.name for d in reading if (who := reporter(corpus, d)))
    telling = {who.name for s in said if (who := reporter(corpus, s.document))}
    silent = ", ".join(unit for unit in units if unit not in telling)
    if silent:
        writer.say(texts.NOT_ADDRESSED_BY.format(units=silent), computed=[silent])
    for document in reading:
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))
    return writer.answer(Status.ANSWERED if said else Status.INSUFFICIENT)


def _to(corpus: Corpus, said: Said) -> frozenset[str]:
    """Whom a clause that opens with a proposal addresses; in the part for proposals, which a scan may have
    misread, what it opens with, else whom the heading names ("1. Với Ủy ban nhân dân tỉnh")."""
    words = corpus.readable_of(said.document, said.start, said.end) or said.text
    folded = str(fold(expand(words)))
    if _OPENS.match(folded) and (own := frozenset(_addressed(folded))):
        return own
    section = corpus.section_at(said.document, said.start)
    if section is None or section.type is not _PART:
        return frozenset()
    first = _bodies().search(folded[:_OPENING])
    above = [first] if first else _bodies().finditer(fold(expand(section.title)))
    return frozenset(map(_named, above))


def _addressed(folded: str) -> Iterator[str]:
    """The bodies that stand behind the word by which something is proposed, one or several together."""
    for offer in _OFFERS.finditer(folded):
        to = re.compile(_TO).match(folded, offer.end())
        while to and (body := _bodies().match(folded, to.end())):
            yield _named(body)
            to = re.compile(_JOINED).match(folded, body.end())


def _named(body: re.Match[str]) -> str:
    """The name of a body so far as it tells it from others."""
    words = [word for word in re.findall(r"\w+", body[0]) if word != "va"]
    return " ".join(words[: 1 + _TOLD_APART] if words[0] in ("so", "bo") else words)


@cache
def _bodies() -> re.Pattern[str]:
    """Departments and ministries, by their whole name or its first syllables; bodies of a province."""
    ways = [_UPPER]
    for body in issuing_bodies():
        first, *rest = (word for word in re.findall(r"\w+", fold(body.name)) if word != "va")
        if first in ("so", "bo") and rest:
            known, more = [first, *rest[:_TOLD_APART]], rest[_TOLD_APART:]
            tail = "".join(rf"(?:{_JOINED}{word}" for word in more) + ")?" * len(more)
            ways.append(_JOINED.join(known) + tail)
    return re.compile(r"\b(?:" + "|".join(ways) + r")\b")
