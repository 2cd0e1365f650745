"""Changes to a draft, asked for in the officer's words.

shorter     "ngắn hơn", "gọn lại"            one     "rút gọn còn một câu về tập huấn"
add         "thêm một ý về OCOP", "thêm ý"   drop    "bỏ câu 3", "bỏ câu 2 và 4", "bỏ ý về kinh phí"
fill        "thay số tổ công nghệ bằng 12"   formal  "văn phong trang trọng hơn"
open        "còn chỗ nào trống", "điền số liệu"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.given import Given, from_message
from bot.assistant.slots import slots
from bot.assistant.topic import Topic, topic_of
from knowledge.abbreviations import expand, expand_formal
from knowledge.vietnamese import fold

Weight = Callable[[str], float]
More = Callable[[Draft, Topic | None], tuple[DraftSentence, ...]]
"""Further sentences for a draft, on a topic or (None) of whatever is said next most."""


class Change(StrEnum):
    """What is asked for."""

    SHORTER = "shorter"
    ONE = "one"
    ADD = "add"
    DROP = "drop"
    FILL = "fill"
    FORMAL = "formal"
    OPEN = "open"
    UNDO = "undo"


class Instruction(NamedTuple):
    """A change; `about` is its topic as folded words, `numbers` the sentences meant."""

    change: Change
    about: str = ""
    numbers: tuple[int, ...] = ()
    figures: tuple[Given, ...] = ()


class Revised(NamedTuple):
    """The draft after a change; `changed` False where there was nothing to change."""

    draft: Draft
    changed: bool


_ABOUT = (
    r"(?:\s+(?:ve|noi ve|lien quan den)\s+(?P<about>.+?))?(?:\s+(?:thoi|nhe|nha|voi|cho minh|giup minh))*\s*$"
)
_COUNT = r"(?P<count>mot|hai|ba|\d)"
_MORE = r"(?:them|bo sung|viet them)"
_AWAY = r"(?:bo|xoa|luoc|cat)(?:\s+di)?"
_LIST = r"\d+(?:\s*(?:,|va|den|-)\s*\d+)*"
_PATTERNS: tuple[tuple[Change, re.Pattern[str]], ...] = (
    (Change.ONE, re.compile(rf"(?:con|thanh|lai)\s+(?:dung\s+)?{_COUNT}\s+(?:cau|y|doan){_ABOUT}")),
    (Change.ADD, re.compile(rf"{_MORE}(?:\s+\w+){{0,4}}?\s+(?:y|cau|doan|noi dung|phan){_ABOUT}")),
    (Change.ADD, re.compile(rf"{_MORE}\s+(?:ve|phan ve)?\s*(?P<about>\w.+?)(?:\s+(?:nhe|nha))?\s*$")),
    (Change.DROP, re.compile(rf"{_AWAY}\s+(?:cau|y|muc|diem)\s+(?:so\s+)?(?P<numbers>{_LIST})")),
    (Change.DROP, re.compile(rf"{_AWAY}\s+(?:cau|y|doan)\s+(?:ve|noi ve)\s+(?P<about>.+?)(?:\s+di)?\s*$")),
    (Change.UNDO, re.compile(r"hoan tac|undo|nhu cu|nhu truoc|quay lai ban truoc")),
    (Change.FORMAL, re.compile(r"trang trong|nghiem tuc hon|hanh chinh hon|van phong")),
    (Change.SHORTER, re.compile(r"ngan (?:hon|thoi|gon|lai)|gon (?:hon|lai)|rut (?:gon|ngan)|van tat")),
    (Change.OPEN, re.compile(r"cho (?:nao )?(?:con )?trong|dien so(?: lieu)?\s*$|con thieu (?:so|gi)")),
)  # fmt: skip
_FILL = re.compile(
    r"(?:thay|sua|doi|dien|cap nhat)\s+(?P<name>.+?)\s+(?:bang|thanh|la)\s+-?\d+(?:[.,]\d+)*\s*(?:%|\w+)?\s*$"
)


_ASKING = re.compile(r"(?<!\w)(?:gi|nao|bao nhieu|khi nao|o dau|ai|sao|khong|chua)(?!\w)")


def instruction(text: str) -> Instruction | None:
    """What a message asks to change in a draft; None where it asks nothing of the kind."""
    folded = " ".join(fold(expand(text)).split()).strip(" .!?")
    if _FILL.search(folded):
        return Instruction(Change.FILL, figures=_filling(text))
    for change, pattern in _PATTERNS:
        match = pattern.search(folded)
        if match is not None:
            said = match.groupdict()
            return Instruction(change, (said.get("about") or "").strip(), _numbers(said))
    asks = _ASKING.search(folded) or "?" in text
    figures = from_message(text) if re.search(r"\d", text) and not asks else ()
    return Instruction(Change.FILL, figures=figures) if figures else None


def _filling(text: str) -> tuple[Given, ...]:
    said = re.sub(
        r"^\W*(?:hãy\s+)?(?:thay|sửa|đổi|điền|cập nhật|thay the|thay|sua|doi|dien)\s+",
        "",
        " ".join(text.split()),
        flags=re.IGNORECASE,
    )
    said = re.sub(r"\s+(?:bằng|thành|bang|thanh)\s+(?=-?\d)", " là ", said, flags=re.IGNORECASE)
    return from_message(said)


def _numbers(said: dict[str, str | None]) -> tuple[int, ...]:
    text = said.get("numbers")
    if text is None:
        count = {"mot": 1, "hai": 2, "ba": 3}.get(said.get("count") or "", said.get("count"))
        return (int(count),) if count else ()
    span = re.fullmatch(r"(\d+)\s*(?:-|den)\s*(\d+)", text)
    return tuple(range(int(span[1]), int(span[2]) + 1)) if span else tuple(map(int, re.findall(r"\d+", text)))


def apply(draft: Draft, asked: Instruction, weight: Weight, more: More) -> Revised:
    """The draft after one change. `weight` tells how much a syllable says (Corpus.weight); `more` finds
    further sentences (Drafter.more)."""
    topic = topic_of(asked.about, weight) if asked.about else None
    match asked.change:
        case Change.SHORTER:
            return _kept(draft, lambda sentences: _most_shared(sentences, max(1, min(3, len(sentences) - 1))))
        case Change.ONE:
            return _one(draft, topic, asked.numbers[0] if asked.numbers else 1, more)
        case Change.ADD:
            return _added(draft, more(draft, topic))
        case Change.DROP:
            return _dropped(draft, asked.numbers, topic)
        case Change.FILL:
            return _filled(draft, asked.figures)
        case Change.FORMAL:
            return _kept(draft, lambda sentences: tuple(_formal(one) for one in sentences))
        case Change.OPEN | Change.UNDO:  # whoever keeps the versions returns to the one before
            return Revised(draft, False)


def _kept(draft: Draft, choose: Callable[[tuple[DraftSentence, ...]], tuple[DraftSentence, ...]]) -> Revised:
    after = draft.with_parts([p.model_copy(update={"sentences": choose(p.sentences)}) for p in draft.parts])
    return Revised(after, after.sentences != draft.sentences)


def _most_shared(sentences: tuple[DraftSentence, ...], count: int) -> tuple[DraftSentence, ...]:
    """The sentences said by most units, one of each theme before a second of any, the shorter ones first
    among equals, in their old order."""
    again: dict[str | None, int] = {}
    turn = {}
    for one in sentences:
        turn[one.template] = again.get(one.theme, 0) if one.theme else 0
        again[one.theme] = again.get(one.theme, 0) + 1
    ranked = sorted(sentences, key=lambda one: (turn[one.template], -one.units, len(one.template)))[:count]
    return tuple(one for one in sentences if one in ranked)


def _one(draft: Draft, topic: Topic | None, count: int, more: More) -> Revised:
    if topic is None:
        return _kept(draft, lambda sentences: _most_shared(sentences, count))
    covering = [s for s in draft.sentences if topic.coverage(s.template) >= _COVERS]
    if not covering:
        covering = list(more(draft, topic))
    best = sorted(covering, key=lambda s: (-topic.coverage(s.template), len(s.template)))[:count]
    if not best:
        return Revised(draft, False)
    part = next((p for p in draft.parts if best[0] in p.sentences), draft.parts[0])
    return Revised(draft.with_parts([part.model_copy(update={"sentences": tuple(best)})]), True)


_COVERS = 0.5


def _added(draft: Draft, found: tuple[DraftSentence, ...]) -> Revised:
    new = tuple(one for one in found if one.template not in {s.template for s in draft.sentences})
    if not new or not draft.parts:
        return Revised(draft, False)
    last = draft.parts[-1]
    parts: list[DraftPart] = [
        *draft.parts[:-1],
        last.model_copy(update={"sentences": (*last.sentences, *new)}),
    ]
    return Revised(draft.with_parts(parts), True)


def _dropped(draft: Draft, numbers: tuple[int, ...], topic: Topic | None) -> Revised:
    ordered = draft.sentences
    gone = {id(one) for n, one in enumerate(ordered, 1) if n in numbers}
    if topic is not None:
        gone |= {id(one) for one in ordered if topic.coverage(one.template) >= _COVERS}
    return _kept(draft, lambda sentences: tuple(one for one in sentences if id(one) not in gone))


def _filled(draft: Draft, figures: tuple[Given, ...]) -> Revised:
    """Figures as given last; a name that means one open slot by its words is taken for that slot's."""
    ahead = all(part.states_targets for part in draft.parts)
    aimed = tuple(_aimed(draft, f.model_copy(update={"target": f.target or ahead})) for f in figures)
    names = {(figure.name, figure.period, figure.target) for figure in aimed}
    kept = tuple(g for g in draft.given if (g.name, g.period, g.target) not in names)
    return Revised(draft.model_copy(update={"given": (*kept, *aimed)}), bool(aimed))


def _aimed(draft: Draft, figure: Given) -> Given:
    if figure.code is not None:
        return figure
    topic = topic_of(fold(expand(figure.name)), lambda _: 1.0)
    found = {
        (slot.name, slot.unit): topic.coverage(slot.name)
        for one in draft.sentences
        for slot in slots(one.template)
        if slot.figure
    }
    best = max(found, key=found.__getitem__, default=None)
    if best is None or found[best] < _COVERS:
        return figure
    return figure.model_copy(update={"name": best[0], "unit": figure.unit or best[1] or ""})


def _formal(sentence: DraftSentence) -> DraftSentence:
    """Abbreviations written out outside slots and instruments."""
    pieces = re.split(r"(\[… .+? …\]|⟦[^⟧]+⟧)", sentence.template)
    text = "".join(piece if at % 2 else expand_formal(piece) for at, piece in enumerate(pieces))
    return sentence.model_copy(update={"template": text[:1].upper() + text[1:]})
