"""What is written wrong of an instrument: its symbol or its date, by whom, and how it is right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot import texts
from bot.assistant.answers.instrument_forms import citation_source, sources_of, squeezed, warning
from bot.assistant.cited import CitedInstrument, Mention
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge.instruments import find_citations
from knowledge.models import WarningCode
from knowledge.symbols import find_symbols, parse_symbol, unify

OF_DATES = frozenset({WarningCode.BAD_DATE, WarningCode.CONFLICTING_DATE, WarningCode.MISSING_DATE})

_DATE = re.compile(r"\bngay\b|\bnam \d{4}")


def say(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> bool:
    """Say what is wrong where that is asked, or where the question itself writes the symbol wrong; True where
    the dates were told of."""
    checked = asked.asks_any("symbol_check", "defects")
    dated = checked and (
        _DATE.search(asked.folded) is not None
        or (WarningCode.SYMBOL_STYLE not in group.warnings and WarningCode.BAD_DATE in group.warnings)
    )
    miswritten = not all(_is_right(group, w) for w in _asked_as(group, asked))
    if miswritten or (asked.asks_any("symbol_check") and not dated):
        _say_symbol(writer, corpus, group, asked)
    if dated:
        _say_dates(writer, corpus, group, asked.codes)
    return dated


def _say_dates(writer: Writer, corpus: Corpus, group: CitedInstrument, codes: Collection[str]) -> None:
    """Who writes a date that is wrong, or none, and what the units asked about write else; these first."""
    own, others = _by_unit(group, codes)
    told: set[str] = set()
    for document, citation in (*own, *others):
        source = citation_source(corpus, document, citation)
        wrong = OF_DATES.intersection(citation.warnings)
        for code in wrong:
            writer.item(warning(corpus, document, citation, code), source)
        if wrong or not citation.issued_on or document.header.commune_code not in codes:
            continue
        where = corpus.label(document)
        if where not in told:
            told.add(where)
            alike = (d.name for d, c in group.mentions if c.issued_on == citation.issued_on)
            form = texts.DATE_AS_OTHERS if set(alike) - {document.name} else texts.DATE_IN
            day = date(citation.issued_on)
            writer.item(form.format(document=where, title=group.title, date=day), source)


def _say_symbol(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> None:
    """The right symbol, and how the units asked about (else any), or the question, write it wrong."""
    own, others = _by_unit(group, asked.codes)
    mentions = own or others
    wrong = {c.as_written for _, c in mentions if WarningCode.SYMBOL_STYLE in c.warnings}
    in_question = _asked_as(group, asked)
    written = sorted({w for w in (*wrong, *in_question) if not _is_right(group, w)})
    if written:
        yearless = all(_lacks_year(w, group.symbol) for w in written)
        form = texts.RIGHT_SYMBOL_YEAR if yearless else texts.RIGHT_SYMBOL_NOT
        text = form.format(symbol=group.symbol, wrong=", ".join(f"“{squeezed(w)}”" for w in written))
    elif own:
        documents = ", ".join(dict.fromkeys(corpus.label(document) for document, _ in own))
        text = texts.SYMBOL_RIGHT_IN.format(document=documents, symbol=group.symbol)
    else:
        text = texts.RIGHT_SYMBOL.format(symbol=group.symbol)
    best = sources_of(corpus, group, [document for document, _ in mentions])
    writer.say(text, *best, computed=in_question)


def _by_unit(group: CitedInstrument, codes: Collection[str]) -> tuple[Sequence[Mention], Sequence[Mention]]:
    """The mentions in documents of these units, and the others."""
    own = [mention for mention in group.mentions if mention[0].header.commune_code in codes]
    return own, [mention for mention in group.mentions if mention not in own]


def _asked_as(group: CitedInstrument, asked: Understanding) -> list[str]:
    """How the question writes the symbol, with or without its year."""
    cited = [m.as_written for m in find_citations(asked.text) if m.symbol == group.symbol]
    read = (asked.text[r.start : r.end] for r in find_symbols(unify(asked.text)))
    return [*cited, *(written for written in read if _lacks_year(written, group.symbol))]


def _lacks_year(written: str, symbol: str | None) -> bool:
    """ "53/NQ-HĐND" for "53/2025/NQ-HĐND"."""
    own, full = parse_symbol(written), parse_symbol(symbol or "")
    if own is None or full is None or own.year is not None or full.year is None:
        return False
    return (own.number, own.type_code, own.issuer_code) == (full.number, full.type_code, full.issuer_code)


def _is_right(group: CitedInstrument, written: str) -> bool:
    return squeezed(written).upper() == (group.symbol or "").upper()
