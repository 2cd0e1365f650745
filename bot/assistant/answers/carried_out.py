"""Instruments named by the one that they carry out: "chương trình của Thành ủy về nghị quyết 57"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.answers.instrument_forms import written
from bot.assistant.cited import CitedInstrument, all_cited
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding.topic import topic_of
from knowledge.vietnamese import fold

_NAMED = re.compile(
    r"\b(?P<kind>chuong trinh hanh dong|chuong trinh|ke hoach|quyet dinh|nghi quyet|cong van|chi thi)"
    r"(?! so\b)(?! \d)(?P<of>[^?.;]{0,60}?)"
    r" (?:ve|thuc hien|trien khai|cu the hoa|thi hanh|theo)(?: viec| thuc hien| trien khai)*"
    r" (?P<object>[^?.;]+)"
)


def carrying_out(asked: Understanding, corpus: Corpus) -> Sequence[CitedInstrument]:
    """The cited instruments of the kind and the body that a question names, about the instrument it names;
    [] where it asks about that instrument itself."""
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
    return [g for g in groups if named[id(g)] == best]
