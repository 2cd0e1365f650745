"""Papers known by one mark alone: a number without its kind ("số 318 là văn bản nào"), or a date ("nghị
quyết của Chính phủ ngày 01/4/2025")."""

from __future__ import annotations

import re

from bot import texts
from bot.assistant.answers.document_facts import say_facts
from bot.assistant.answers.instrument_forms import sources_of, units_of, warn_briefly, written
from bot.assistant.answers.issued_by import issued_by
from bot.assistant.cited import CitedInstrument, all_cited
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge import reference
from knowledge.dates import date_after
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_ASKS = frozenset(
    ("which", "about", "number_of", "issuer", "when", "cite", "mentioned", "follow_up", "chatter", "compare")
) | {"document_facts", "document_words", "holdings", "how_to_write", "symbol_check"}
"""What a question asks that wants to know which paper is meant."""

_WHICH = re.compile(r"\b(?:nao|gi|so may|so bao nhieu|cua ai)\b")
_NUMBER = re.compile(
    r"\b(?:tai lieu(?: mang)? so|(?<!lieu )(?:mang )?so(?= \d+ (?:trong kho )?(?:la|cua|thuoc|do|mang)\b))"
    r" (?P<number>\d{1,5})(?![\d%]|[/.,]\d)"
)
_ANY = frozenset({"van ban"})
"""Kinds, folded, that say nothing of the kind."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The papers that bear the number or the date, held and cited; None where the question gives neither, or
    asks for more than which they are."""
    asks = asked.asks - {"how_many"} if asked.asks_any("number_of") else asked.asks  # "số bao nhiêu"
    if not asks <= _ASKS or any(query.kind for query in asked.instruments):
        return None
    if (number := _number(asked)) is not None:
        mark = texts.OF_NUMBER.format(number=number)
        same = number.lstrip("0")
        held = [d for d in corpus.documents if (d.header.symbol or "").split("/")[0].lstrip("0") == same]
        groups = list(all_cited(corpus).of_number(number))
        symbols = {d.header.symbol for d in held} | {group.symbol for group in groups}
        if asked.instruments and groups and len(symbols) == 1:
            return None  # one paper that is cited: of it more can be told
        return _told(asked, corpus, mark, held, groups)
    kinds = _kinds(asked.folded)
    day = _day(asked.folded) if kinds else None
    if day is None:
        return None
    held = [d for d in corpus.documents if d.header.issued_on == day and _is(d.header.kind, kinds)]
    groups = [g for g in all_cited(corpus).groups if g.full.issued_on == day and _is(g.full.kind, kinds)]
    of_bodies = issued_by(asked.folded, groups)
    return _told(asked, corpus, texts.OF_DATE.format(date=date(day)), held, of_bodies or groups)


def _number(asked: Understanding) -> str | None:
    """The number that a question gives without anything else of the symbol."""
    alone = (q.number for q in asked.instruments if (q.kind, q.year, q.issuer_code) == (None, None, None))
    said = _NUMBER.search(asked.folded) if _WHICH.search(asked.folded) else None
    return next(alone, said["number"] if said else None)


def _day(folded: str) -> str | None:
    """The first whole date that a folded question gives, ISO."""
    found = (date_after(folded, space.start()) for space in re.finditer(r"\s(?=\d)", folded))
    return next((read.iso for read in found if read and read.iso and len(read.iso) == 10), None)


def _kinds(folded: str) -> set[str]:
    """The kinds of papers that a question names, folded."""
    kinds = (fold(kind.name) for kind in reference.document_kinds())
    return {kind for kind in kinds if re.search(rf"\b{kind}\b", folded)} | _ANY.intersection(
        re.findall(r"\bvan ban\b", folded)
    )


def _is(kind: str | None, kinds: set[str]) -> bool:
    return bool(kinds & _ANY) or kind is None or any(fold(kind).startswith(one) for one in kinds)


def _told(
    asked: Understanding,
    corpus: Corpus,
    mark: str,
    held: list[DocumentRecord],
    groups: list[CitedInstrument],
) -> Answer:
    """Each paper with what it is; of the units that are named where these have or cite one."""
    if asked.codes:
        own = [d for d in held if d.header.commune_code in asked.codes]
        citing = [g for g in groups if any(d.header.commune_code in asked.codes for d in g.documents)]
        held, groups = (own, citing) if own or citing else (held, groups)
    symbols = {d.header.symbol for d in held}
    groups = [g for g in groups if g.symbol not in symbols]
    writer = Writer()
    if not held and not groups:
        said = texts.NO_PAPER_MARKED.format(mark=mark)
        writer.say(said, computed=[said])
        return writer.answer(Status.INSUFFICIENT)
    if len(held) + len(groups) > 1:
        said = texts.PAPERS_MARKED.format(mark=mark, count=len(held) + len(groups))
        writer.say(said, computed=[said])
    for document in held:
        say_facts(writer, corpus, document)
        writer.instrument(document.header.symbol)
    for group in groups:
        note = texts.CITED_BY_UNITS.format(units=units_of(corpus, group.documents))
        writer.item(f"{written(group)} ({note})", *sources_of(corpus, group), computed=[note])
        writer.instrument(group.symbol)
        warn_briefly(writer, corpus, group)
    return writer.answer()
