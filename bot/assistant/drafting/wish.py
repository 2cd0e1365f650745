"""What a turn asks to be drafted: which parts of what paper, on what topic, for whom."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from bot.assistant.corpus import Corpus
from bot.assistant.drafting.comparable import names_subject
from bot.assistant.drafting.draft_parts import PLAN, PLAN_PARTS, REPORT, REPORT_PARTS
from bot.assistant.drafting.drafter import SHORT_LENGTH
from bot.assistant.drafting.instructions import Change, instruction
from bot.assistant.drafting.statements import split_off
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.communes import CommuneMention
from knowledge.models import SectionType
from knowledge.vietnamese import fold


class Wish(NamedTuple):
    """What a turn asks to be drafted; `any_part` where it names no part of a paper, `held_subject` where it
    names what documents of the corpus are about, alone or beside its topic."""

    parts: tuple[SectionType, ...]
    kind: str | None
    topic: Topic | None
    subject: Topic | None
    most: int | None
    any_part: bool
    held_subject: bool


_WORDS = "draft_words.toml"


def begins(turn: str) -> bool:
    """Whether a turn asks for a draft by itself, not for a change of one."""
    change = instruction(turn)
    if change is not None and change.change in (Change.SAY, Change.CORRECT):
        return False
    order, facts = split_off(turn)
    folded = fold(expand(order))
    if facts:
        change = instruction(order)
    tells = change is None and _TELLS_TO_WRITE.match(folded) and not _ASKS.search(folded)
    if tells and (
        facts or re.search(r"\w", vocabulary.blanked(_WORDS, "manner", folded))
    ):  # not "soạn giúp mình với"
        return True
    if not vocabulary.says(_WORDS, "asking", folded):
        return False
    named = bool(vocabulary.section_types(folded)) or vocabulary.says(_WORDS, "whole", folded)
    if change is not None and change.change in (Change.ADD, Change.ONE, Change.DROP):
        return named and folded.lstrip().startswith(("soan", "viet", "du thao"))
    return named or re.search(r"(?<!\w)(?:doan|phan|muc|cau)(?!\w)", folded) is not None


_TELLS_TO_WRITE = re.compile(
    r"\W*(?:(?:hay|nho|giup|bot|ban|em|cho|minh|toi|oi)\W+)*"
    r"(?:soan|du thao|viet(?! tat| nam| lai| bang))"
    r"(?! thao| cong van| to trinh| giay| thong bao| tin| email)(?:\W+\w+){2,}"
)
"""A turn that begins by telling to write something."""
_ASKS = re.compile(r"\?|(?<!\w)(?:gi|nao|bao nhieu|khi nao|o dau|khong|chua duoc)(?!\w)")


def unit_named(turn: str, corpus: Corpus) -> CommuneMention | None:
    """The unit that a turn names to write for."""
    found = communes.table().find(turn, prefer=corpus.held_codes)
    return next((mention for mention in found if mention.former is None), None)


def wish_of(turn: str, corpus: Corpus) -> Wish:
    """What a turn that begins a draft wishes for."""
    folded = vocabulary.without_courtesies(fold(expand(turn)))
    sections = vocabulary.section_types(folded)
    if sections[:1] == (SectionType.OPENING,) and _PURPOSE.search(folded):
        sections, folded = (SectionType.TARGETS,), _PURPOSE.sub(_blank, folded)
    counted = _SO_MANY.search(folded)
    folded = _SO_MANY.sub(_blank, folded)
    short = SHORT_LENGTH if vocabulary.says(_WORDS, "short", folded) else None
    kind = PLAN if re.search(r"(?<!\w)ke hoach(?!\w)", folded) else REPORT if "bao cao" in folded else None
    whole = not sections and vocabulary.says(_WORDS, "whole", folded)
    words = " ".join(filter(None, (vocabulary.section_words(folded, s) for s in sections[:1])))
    about = _content(words, corpus)
    rest = _content(vocabulary.without_section_names(folded), corpus)
    subject_named = not rest.empty and names_subject_of(rest, corpus)
    beside = rest if subject_named or rest.empty else _beside_subject(rest, corpus)
    topic = about if subject_named or rest.empty else about.joined(beside)
    parts = (
        (PLAN_PARTS if kind == PLAN else REPORT_PARTS) if whole else sections[:1] or (SectionType.RESULTS,)
    )
    return Wish(
        tuple(parts),
        kind,
        None if whole or topic.mean_weight < _TELLS_APART else topic,
        rest if (subject_named or whole) and not rest.empty else None,
        _NUMERALS.get(counted[1]) or int(counted[1]) if counted else short,
        not sections and not whole,
        subject_named or beside is not rest,
    )


def _content(folded: str, corpus: Corpus) -> Topic:
    """What is asked about: the words that neither name a part nor say how it is to be written."""
    for pattern in (_LEFT_OPEN, _OFFICE, _TIME):
        folded = pattern.sub(_blank, folded)
    plain = folded
    for row in ("part", "manner"):
        folded = vocabulary.blanked(_WORDS, row, folded)
    folded = vocabulary.restored(_WORDS, "matter", plain, folded)
    whole = topic_of(folded, corpus.weight)
    matters = tuple(topic_of(piece, corpus.weight) for piece in re.split(r"[,;]", folded))
    matters = tuple(matter for matter in matters if not matter.empty)
    told_apart = len(matters) > 1 and all(matter.mean_weight >= _TELLS for matter in matters)
    return replace(whole, matters=matters) if told_apart else whole


def _beside_subject(topic: Topic, corpus: Corpus) -> Topic:
    """A topic without the subject of the documents said behind or before it: "phong trào thi đua đổi mới sáng
    tạo" in a base on innovation is about the first four syllables."""
    words = list(topic.weights)
    cuts = range(1, len(words)) if len(words) > _SHORTEST_SUBJECT else ()
    for at in cuts:
        for own, other in ((words[:at], words[at:]), (words[-at:], words[:-at])):
            if len(other) >= _SHORTEST_SUBJECT and names_subject_of(topic.of(other), corpus):
                return topic if names_subject_of(topic.of(own), corpus) else topic.of(own)
    return topic


_SHORTEST_SUBJECT = 3
"""Syllables from which on words may name a subject by themselves."""
_TELLS = 0.8
"""Mean weight of the syllables of a matter that is one by itself: the second half of "khoa học, công nghệ" is
none, each of "tài chính, xã hội hóa nguồn lực" is."""
_TELLS_APART = 0.5
"""Least mean weight of a topic that tells sentences apart: where nearly every passage speaks of "chuyển đổi
số", it is what the documents are about, whether their titles say so or not."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


_LEFT_OPEN = re.compile(
    r"(?<=[,;.(–-])[^,;.]*?(?<!\w)(?:de (?:minh|toi|em|trong|ngo|sau)|tu dien|dien sau|bo trong|bo ngo"
    r"|chua co so(?: lieu)?)(?!\w)[^,;.]*"
)
"""What is to be left open ("…, tên sản phẩm để mình điền"): it says nothing of the topic."""
_OFFICE = re.compile(
    r"\b(?:gui|trinh|nop|theo)"
    r"(?: (?:cho|len|ve|toi|den|de cuong|cong van|yeu cau|mau|huong dan|de nghi|cua))*"
    r" (?:so|phong|bo|ubnd|uy ban nhan dan)\b(?! lieu)"
    r"[^,;.?]*?(?=\s(?:cho|trong|cua|de|bao cao|ke hoach)\s|[,;.?]|$)|\btheo de cuong\b"
)
"""To whom the paper goes, and who asked for it: no part of its topic ("gửi Sở Y tế", "theo đề cương Sở")."""
_SO_MANY = re.compile(
    r"(?<![\w/])(?:(?:tam|khoang|chung|do|co) )?(?:\d ?[-–] ?|\d (?:den|toi|hoac) )?"
    r"([1-9]|mot|hai|ba|bon|sau) (?=(?:y|cau|diem|gach dau dong|kho khan|vuong mac|han che"
    r"|kien nghi|de xuat|giai phap|ket qua|nhiem vu|muc tieu)(?!\w))"
)
"""How many sentences are wished for: "nêu 3 khó khăn", "viết hai câu"."""
_NUMERALS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "sau": 6}
_PURPOSE = re.compile(r"(?<!\w)muc dich(?:,? yeu cau)?(?!\w)")
"""The part of a plan that also says what it aims at."""
_TIME = re.compile(
    r"(?<!\d)20\d\d(?!\d)|(?<!\w)(?:(?:\d|ba|sau|chin) thang(?: (?:dau|cuoi) nam)?|quy (?:\d|i{1,3}|iv)"
    r"|thang \d{1,2}|(?:bao cao )?(?:thang|quy)(?= nay| sau| \d|\s*$)|(?:dau|cuoi|ca) nam)(?!\w)"
)
"""The time of a paper is no subject of it."""


def names_subject_of(topic: Topic, corpus: Corpus) -> bool:
    """Whether a topic is what documents of the corpus are about."""
    return names_subject(corpus, topic)
