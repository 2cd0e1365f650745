"""What a turn after an instrument asks of it, and only that: its day, who cites it, what has replaced it."""

from __future__ import annotations

from bot import texts
from bot.assistant.answers.cited_where import say_who_cites
from bot.assistant.answers.instrument_forms import (
    facts,
    say_facts,
    sources_of,
    stating,
    superseded,
    units_of,
    warn,
    written,
)
from bot.assistant.cited import CitedInstrument
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge.instruments import match_query

_WORDS = "turn_words.toml"
_FACTS = frozenset({"when", "issuer", "about"})


def say(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> bool:
    """Say what is asked of an instrument that was told of before, and whether it is replaced also of one that
    the question names; False where all of it is to be told."""
    if asks_newer(asked) and not asked.asks_any("how_to_write"):
        _say_replaced(writer, corpus, group, texts.NEWER_UNKNOWN.format(title=group.title))
    elif not asked.follows or match_query(asked.text) or asked.asks_any("how_to_write", "compare"):
        return False
    elif asked.asks_any("still_valid"):
        _say_replaced(writer, corpus, group, texts.VALIDITY_UNKNOWN)
    elif asked.asks_any(*_FACTS):
        _say_facts(writer, corpus, group, asked)
    elif vocabulary.says(_WORDS, "right_form", asked.folded):
        _say_forms(writer, corpus, group)
    elif asked.asks_any("which", "cite"):
        _say_citing(writer, corpus, group)
    else:
        return False
    writer.instrument(group.symbol)
    return True


def asks_newer(asked: Understanding) -> bool:
    """Whether it is asked what has taken the place of an instrument."""
    return vocabulary.says(_WORDS, "newer", asked.folded)


def _say_replaced(writer: Writer, corpus: Corpus, group: CitedInstrument, unknown: str) -> None:
    best = sources_of(corpus, group)
    for said in superseded(corpus, group) or [unknown]:
        writer.say(said, *best[:1], computed=[said])
    warn(writer, corpus, group, replaced=False)


def _say_facts(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> None:
    full = group.full
    told = facts(date(full.issued_on) if full.issued_on else None, full.issuer, full.subject)
    rows = asked.asks & _FACTS
    say_facts(writer, sources_of(corpus, group), told, rows, missing=rows)
    warn(writer, corpus, group)


def _say_forms(writer: Writer, corpus: Corpus, group: CitedInstrument) -> None:
    best = sources_of(corpus, group)
    said = [date(group.full.issued_on)] if group.full.issued_on else []
    writer.say(texts.RIGHT_SYMBOL.format(symbol=group.symbol or group.title), *best[:1])
    writer.copyable(texts.FIRST_MENTION, written(group), *stating(best, *said))
    writer.copyable(texts.LATER_MENTION, group.title, *best[:1])
    warn(writer, corpus, group)


def _say_citing(writer: Writer, corpus: Corpus, group: CitedInstrument) -> None:
    if not say_who_cites(writer, corpus, group):
        units = units_of(corpus, group.documents)
        cited = texts.CITED_BY.format(count=len(group.documents), units=units)
        writer.say(cited, *sources_of(corpus, group), computed=[texts.COUNTED])
    warn(writer, corpus, group)
