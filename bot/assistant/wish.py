"""What a turn asks to be drafted: which parts of what paper, on what topic, for whom."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.assistant import vocabulary
from bot.assistant.comparable import names_subject
from bot.assistant.corpus import Corpus
from bot.assistant.draft_parts import PLAN, PLAN_PARTS, REPORT, REPORT_PARTS
from bot.assistant.drafter import SHORT_LENGTH
from bot.assistant.instructions import Change, instruction
from bot.assistant.topic import Topic, topic_of
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.communes import CommuneMention
from knowledge.models import SectionType
from knowledge.vietnamese import fold


class Wish(NamedTuple):
    """What a turn asks to be drafted."""

    parts: tuple[SectionType, ...]
    kind: str | None
    topic: Topic | None
    subject: Topic | None
    most: int | None


_WORDS = "draft_words.toml"


def begins(turn: str) -> bool:
    """Whether a turn asks for a draft by itself, not for a change of one."""
    folded = fold(expand(turn))
    if not vocabulary.says(_WORDS, "asking", folded):
        return False
    change = instruction(turn)
    named = bool(vocabulary.section_types(folded)) or vocabulary.says(_WORDS, "whole", folded)
    if change is not None and change.change in (Change.ADD, Change.ONE, Change.DROP):
        return named and folded.lstrip().startswith(("soan", "viet", "du thao"))
    return named or re.search(r"(?<!\w)(?:doan|phan|muc|cau)(?!\w)", folded) is not None


def unit_named(turn: str, corpus: Corpus) -> CommuneMention | None:
    """The unit that a turn names to write for."""
    found = communes.table().find(turn, prefer=corpus.held_codes)
    return next((mention for mention in found if mention.former is None), None)


def wish_of(turn: str, corpus: Corpus) -> Wish:
    """What a turn that begins a draft wishes for."""
    folded = fold(expand(turn))
    sections = vocabulary.section_types(folded)
    kind = PLAN if re.search(r"(?<!\w)ke hoach(?!\w)", folded) else REPORT if "bao cao" in folded else None
    whole = not sections and vocabulary.says(_WORDS, "whole", folded)
    words = " ".join(filter(None, (vocabulary.section_words(folded, s) for s in sections[:1])))
    about = _content(words, corpus)
    rest = _content(vocabulary.without_section_names(folded), corpus)
    subject_named = not rest.empty and names_subject_of(rest, corpus)
    topic = about if subject_named or rest.empty else about.joined(rest)
    parts = (
        (PLAN_PARTS if kind == PLAN else REPORT_PARTS) if whole else sections[:1] or (SectionType.RESULTS,)
    )
    return Wish(
        tuple(parts),
        kind,
        None if topic.empty or whole else topic,
        rest if subject_named or whole else None,
        SHORT_LENGTH if vocabulary.says(_WORDS, "short", folded) else None,
    )


def _content(folded: str, corpus: Corpus) -> Topic:
    """What is asked about: the words that neither name a part nor say how it is to be written."""
    for row in ("part", "manner"):
        folded = vocabulary.blanked(_WORDS, row, folded)
    return topic_of(_YEAR.sub(lambda match: " " * len(match[0]), folded), corpus.weight)


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def names_subject_of(topic: Topic, corpus: Corpus) -> bool:
    """Whether a topic is what documents of the corpus are about."""
    return names_subject(corpus, topic)
