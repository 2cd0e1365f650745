"""Instruments named by the one that they carry out: "chương trình của Thành ủy về nghị quyết 57"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers.instrument_forms import sources_of, written
from bot.assistant.cited import CitedInstrument, all_cited
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding.topic import topic_of
from bot.assistant.writer import Writer
from knowledge.vietnamese import fold

_NAMED = re.compile(
    r"\b(?P<kind>chuong trinh hanh dong|chuong trinh|ke hoach|quyet dinh|nghi quyet|cong van|chi thi)"
    r"(?! so\b)(?! \d)(?P<of>[^?.;]{0,60}?)"
    r" (?:ve|thuc hien|trien khai|cu the hoa|thi hanh|theo)(?: viec| thuc hien| trien khai)*"
    r" (?P<object>[^?.;]+)"
)


_CARRIES_OUT = re.compile(
    r"\b(?:nghi quyet|quyet dinh|chuong trinh|ke hoach|van ban|chi thi|de an)(?! so\b)(?! \d)[^?.;,]{0,60}?"
    r" (?:cu the hoa|thuc hien|trien khai|thi hanh|huong dan) (?P<object>[^?.;]+)"
)
"""Asks which paper carries out another, whatever else it says of it."""


def asks_what_carries_out(asked: Understanding) -> bool:
    """Whether the number of a paper is asked for that carries out the one named."""
    match = _CARRIES_OUT.search(asked.folded)
    if match is None or not asked.asks_any("number_of"):
        return False
    return any(re.search(rf"\b{query.number}\b", match["object"]) for query in asked.instruments)


def without_number(corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer:
    """No document gives the number of a paper that carries these out; where they are cited themselves."""
    writer = Writer()
    for group in found:
        said = texts.CARRIED_OUT_UNNUMBERED.format(title=group.title)
        writer.say(said, *sources_of(corpus, group))
        writer.instrument(group.symbol)
    return writer.answer(Status.INSUFFICIENT)


SAME_BODY = 0.6
"""Least share of the words for a body that the issuer of a paper must hold to be meant."""


def carrying_out(asked: Understanding, corpus: Corpus) -> Sequence[CitedInstrument]:
    """The cited instruments of the kind and the body that a question names, about the instrument it names;
    [] where it asks about that instrument itself or none is cited."""
    match = _NAMED.search(asked.folded)
    if match is None:
        return []
    objects = [q.number for q in asked.instruments if re.search(rf"\b{q.number}\b", match["object"])]
    if not objects:
        return []
    about = re.compile(rf"\b(?:{'|'.join(objects)})\b")
    groups = [
        g
        for g in all_cited(corpus).groups
        if fold(g.full.kind or "").startswith(match["kind"])
        and about.search(f"{g.described} {written(g)}")
        and not any(g.matches(q) for q in asked.instruments)
    ]
    body = topic_of(match["of"], corpus.weight)
    named = {id(g): body.coverage(g.full.issuer or "") for g in groups}
    best = max(named.values(), default=0.0)
    return [g for g in groups if named[id(g)] == best] if body.empty or best >= SAME_BODY else []
