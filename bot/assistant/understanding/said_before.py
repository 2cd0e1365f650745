"""What a turn refers to in the answer before it: "văn bản đó", "xã ấy", "ngày bao nhiêu vậy"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understanding import operations
from bot.assistant.understanding.one_turn import Understanding
from knowledge import communes, instruments, reference
from knowledge.communes import Commune
from knowledge.instruments import InstrumentQuery
from knowledge.vietnamese import fold

Answers = Callable[[Understanding, Corpus], Answer]

FEW = 3
"""Up to so many papers of an answer are spoken of together in the next turn; more are no "văn bản đó"."""

_KIND = (
    r"nghi quyet|quyet dinh|ke hoach|cong van|ket luan|chi thi|thong tu|nghi dinh|chuong trinh|luat"
    r"|quy dinh|thong bao|huong dan|van ban"
)
_ASKS_FOR_PAPER = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?: (?!don vi|xa|phuong)\w+){{0,8}}?"
    r" (?:nao|so may|gi|so bao nhieu|so hieu)(?!\w)"
)
_THAT_PAPER = re.compile(rf"(?<!\w)(?P<kind>{_KIND}) (?:do|ay|nay|kia|tren)(?!\w)")
THAT_UNIT = re.compile(r"(?<!\w)(?:xa|phuong|don vi|dia phuong|noi|cho) (?:do|ay|nay|kia)(?!\w)")
"""Speaks of a unit as named before."""
_WHICH_UNIT = re.compile(r"(?<!\w)(?:xa|phuong|don vi|dia phuong|noi) nao(?!\w)|(?<!\w)cua ai(?!\w)")
_OF_PAPERS = ("when", "issuer", "about", "number_of", "how_to_write", "still_valid", "symbol_check", "cite")


def referring(
    before: Understanding, turn: Understanding, corpus: Corpus, answers: Answers | None
) -> Understanding:
    """The turn with the papers or the unit that the answer before it named, where it speaks of these."""
    if answers is None:
        return turn
    if not turn.instruments and not before.instruments and _speaks_of_paper(before, turn):
        papers = _papers(answers(before, corpus), turn, before)
        return replace(turn, instruments=papers, asks=turn.asks - {"cite"}) if papers else turn
    if not turn.communes and not before.communes and _speaks_of_unit(before, turn):
        unit = _unit(before, answers(before, corpus), one=not THAT_UNIT.search(turn.folded))
        return replace(turn, communes=(unit,)) if unit else turn
    return turn


def asks_for_paper(turn: Understanding) -> bool:
    """Whether a turn asks which paper, not about one: "kết luận nào"."""
    which = _ASKS_FOR_PAPER.search(turn.folded)
    return which is not None and not _THAT_PAPER.search(turn.folded)  # "kế hoạch đó là số mấy" is one


def names_issuer(before: Understanding, turn: Understanding) -> bool:
    """Whether a turn after papers only names a body that issues them: "thế của Quốc hội?"."""
    match = _OF_ISSUER.match(turn.folded)
    papers = before.instruments or before.asks_any("cite", "abolished") or asks_for_paper(before)
    if (
        match is None
        or not papers
        or turn.instruments
        or turn.asks - {"follow_up", "chatter", "cite", "which"}
    ):
        return False
    return any(match["body"].startswith(name) for name in _issuers())


@cache
def _issuers() -> frozenset[str]:
    return frozenset(fold(name) for body in reference.issuing_bodies() for name in body.names)


_OF_ISSUER = re.compile(r"\W*(?:(?:con|the|vay|the con) (?:van ban )?(?:cua )?|cua )(?P<body>\w.*)")


def _speaks_of_paper(before: Understanding, turn: Understanding) -> bool:
    """A turn asks about papers, and the turn before it asked for papers."""
    if asks_for_paper(turn) or turn.asks_any("document_facts", "deadline", "task_table"):
        return False
    asked = before.asks_any("cite", "abolished") or _ASKS_FOR_PAPER.search(before.folded)
    return bool(asked and (turn.asks_any(*_OF_PAPERS) or _THAT_PAPER.search(turn.folded)))


def _papers(answer: Answer, turn: Understanding, before: Understanding) -> tuple[InstrumentQuery, ...]:
    """What the claims name first, each; of the kind that is spoken of."""
    match = _THAT_PAPER.search(turn.folded) or _ASKS_FOR_PAPER.search(before.folded)
    kind = match["kind"] if match else None
    found: dict[InstrumentQuery, None] = {}
    for claim in answer.claims:
        named = (
            citation
            for citation in instruments.find_citations(claim.text)
            if kind in (None, "van ban") or fold(citation.kind or "").startswith(kind or "")
        )
        first = next((c for c in named if c.symbol), None)
        if first is not None:
            found.update(
                dict.fromkeys(instruments.match_query(f"{first.kind or ''} {first.symbol}"[:80])[:1])
            )
    return tuple(found) if len(found) <= FEW else ()


def _speaks_of_unit(before: Understanding, turn: Understanding) -> bool:
    """A turn goes on about the unit for which the turn before it asked."""
    if THAT_UNIT.search(turn.folded):
        return True
    reports = all(query.kind == "Báo cáo" for query in before.instruments)
    return bool(_WHICH_UNIT.search(before.folded)) and reports and not _WHICH_UNIT.search(turn.folded)


def _unit(before: Understanding, answer: Answer, *, one: bool) -> Commune | None:
    """The only unit that an answer is from; where more are, the first of a ranking, unless `one` is meant."""
    names = list(dict.fromkeys(source.commune for source in answer.sources if source.commune))
    if len(names) > 1 and not one and answer.table and operations.read(before.text).ranks:
        first = answer.table.sources[0] if answer.table.sources else ()
        names = [name for at in first if (name := answer.sources[at].commune)]
    found = communes.table().find(names[0]) if len(names) == 1 else []
    return found[0].commune if found else None
