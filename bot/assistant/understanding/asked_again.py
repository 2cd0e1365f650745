"""A turn that asks the question before it again: of other units or years, or of another body's papers."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assistant.cited import all_cited
from bot.assistant.corpus import Corpus
from bot.assistant.understanding import operations, vocabulary
from bot.assistant.understanding.one_turn import Understanding, spelled_out, with_type
from knowledge import communes
from knowledge.communes import Commune
from knowledge.instruments import InstrumentQuery, queries_in
from knowledge.vietnamese import fold, nfc

_WORDS = "turn_words.toml"

SAYS_NOTHING = frozenset({"follow_up", "chatter", "own_unit", "they", "compare"})
"""Rows whose words ask nothing by themselves."""

_COUNTS = re.compile(r"(?<!\w)(?:bao nhieu|may) (?!nhi|vay|the|ha|a(?!\w))\w")


def asks_again(before: Understanding, turn: Understanding) -> bool:
    """Whether a turn says nothing but another unit or time, or nothing at all."""
    if turn.instruments or turn.indicators or turn.sections or not turn.topic.empty:
        return False
    slots = turn.communes or turn.years or turn.times or vocabulary.says(_WORDS, "shown", turn.folded)
    counts = _COUNTS.search(turn.folded) is not None
    asks = turn.asks - before.asks - SAYS_NOTHING - ({"how_many"} if not counts else frozenset())
    operates = operations.read(turn.text).rows
    return bool(slots or not turn.folded.strip()) and not asks and not operates and not counts


NARROWED = ("copy_share", "copy_same", "copy_differs")
"""What a turn after a check for copies wants of it."""


def narrows(before: Understanding, turn: Understanding) -> bool:
    """Whether a turn asks for a part of the check for copies before it."""
    if not operations.read(before.text).any_of("copy") or turn.instruments or turn.communes:
        return False
    return any(vocabulary.says(_WORDS, row, turn.folded) for row in NARROWED)


def again(before: Understanding, turn: Understanding) -> Understanding:
    """The question before, of other units or another time."""
    units = _units(before, turn)
    several = len(units) > 1 and len(before.communes) != len(units)
    text = _with_years(_with_units(before, units), turn)
    codes = {unit.code for unit in (*before.unheld, *turn.unheld)}
    return replace(
        before,
        question=turn.question,
        text=text,
        folded=fold(text),
        communes=units,
        unheld=tuple(unit for unit in units if unit.code in codes),
        years=turn.years or before.years,
        times=turn.times or (() if turn.years else before.times),
        asks=before.asks | {"follow_up"} | ({"compare"} if several else set()),
        spoken_of=together(before.spoken_of, turn.communes),
        follows=True,
        leans=True,
    )


def asks_of_other_paper(before: Understanding, turn: Understanding) -> bool:
    """Whether a turn says nothing but another instrument than the one that was spoken of."""
    if len(before.instruments) != 1 or not turn.instruments or turn.instruments == before.instruments:
        return False
    if turn.communes or turn.indicators or turn.sections or turn.years or turn.times:
        return False
    rest = turn.topic.without(_names_of_papers(turn))
    asks = turn.asks - SAYS_NOTHING - {"document_words"}  # "còn kế hoạch 45?"
    return rest.empty and not asks and not operations.read(turn.text).rows


def of_other_paper(before: Understanding, turn: Understanding, corpus: Corpus) -> Understanding:
    """The question before, of the instruments that the turn names; a number alone is that of one of the kind
    spoken of, where there is one."""
    kind = before.instruments[0].kind
    meant = tuple(_of_kind(query, kind, corpus) for query in turn.instruments)
    topic = before.topic.without(_names_of_papers(before)).joined(turn.topic)
    text, at = spelled_out(before.text, corpus), None
    for named in reversed(queries_in(text)):
        text, at = text[: named.start] + text[named.end :], named.start
    written = [turn.text[named.start : named.end] for named in queries_in(turn.text)]
    names = " và ".join(written or [query.label for query in meant])
    text = f"{text[:at].rstrip()} {names} {text[at:].lstrip()}" if at is not None else f"{text} {names}"
    asked = replace(before, text=text.strip(), instruments=meant, topic=topic, matter=topic, focus=topic)
    return again(asked, turn)


def _names_of_papers(turn: Understanding) -> str:
    """The words by which a turn names instruments."""
    written = (turn.folded[named.start : named.end] for named in queries_in(turn.folded))
    return " ".join([*written, *(f"số {query.number}" for query in turn.instruments)])


def _of_kind(query: InstrumentQuery, kind: str | None, corpus: Corpus) -> InstrumentQuery:
    alike = query._replace(kind=query.kind or kind)
    return (
        alike if any(group.matches(alike) for group in all_cited(corpus).of_number(query.number)) else query
    )


def reckons(before: Understanding, turn: Understanding) -> bool:
    """Whether a turn only says what is to be done with the figures of several units told before: "xếp từ
    cao xuống", "cộng lại"."""
    of_several = len(before.communes) > 1 or "compare" in before.asks
    named = turn.communes or turn.instruments or turn.indicators or turn.sections or turn.years or turn.times
    return bool(of_several and operations.read(turn.text).ranks and turn.topic.empty and not named)


def reckoned(before: Understanding, turn: Understanding) -> Understanding:
    """The question before with what this turn wants done with its figures, in place of what was wanted."""
    asked = again(before, turn)
    text = " ".join(f"{operations.read(asked.text).rest} {turn.text}".split())
    return replace(asked, text=text, folded=fold(text), asks=asked.asks | turn.asks)


def _units(before: Understanding, turn: Understanding) -> tuple[Commune, ...]:
    """The units meant by a turn that asks again: its own, beside those before it, or these without them."""
    if not turn.communes:
        return before.communes
    if vocabulary.says(_WORDS, "left_out", turn.folded):
        return tuple(unit for unit in before.communes if unit not in turn.communes) or before.communes
    comparing = "compare" in before.asks and len(before.communes) > 1
    joins = any(vocabulary.says(_WORDS, row, turn.folded) for row in ("versus", "joined", "alike"))
    return together(before.communes, turn.communes) if joins or comparing else turn.communes


def _with_units(before: Understanding, units: tuple[Commune, ...]) -> str:
    """The text of the question before with these units in place of its own."""
    if units == before.communes:
        return before.text
    names = ", ".join(unit.full_name for unit in units)
    text = nfc(before.text)
    mentions = communes.table().find(text, prefer=frozenset(unit.code for unit in before.communes))
    if not mentions:
        return f"{text.rstrip(' ?.!')} của {names}"
    for mention in reversed(mentions[1:]):
        text = text[: with_type(fold(text), mention.start)] + text[mention.end :]
    first = mentions[0]
    return text[: with_type(fold(text), first.start)] + names + text[first.end :]


def _with_years(text: str, turn: Understanding) -> str:
    if not turn.years:
        return text
    said = ", ".join(map(str, turn.years))
    replaced, count = re.subn(r"(?<![\d/])20\d\d(?![\d/])", said, text, count=1)
    return replaced if count else f"{text.rstrip(' ?.!')} năm {said}"


def listed(before: Understanding, turn: Understanding) -> Understanding:
    """The papers of another body, of the same units: "thế của Quốc hội?" """
    units = turn.communes or before.communes
    return replace(
        turn,
        communes=units,
        unheld=turn.unheld if turn.communes else before.unheld,
        asks=turn.asks | {"cite", "which"},
        spoken_of=together(before.spoken_of, units),
        follows=True,
        leans=True,
    )


def together(*units: tuple[Commune, ...]) -> tuple[Commune, ...]:
    """These units in the order in which they were spoken of last."""
    ordered: dict[Commune, None] = {}
    for unit in (unit for group in units for unit in group):
        ordered.pop(unit, None)
        ordered[unit] = None
    return tuple(ordered)
