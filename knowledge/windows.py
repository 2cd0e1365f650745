"""Which words of a clause an anchor speaks of.

Between two anchors the words belong to the one or the other: "tỷ lệ A đạt 85%, trên 90% B, C đạt 3%". An
anchor that closes its phrase ("A đạt 85%") looks back, one that opens it ("90% B") looks ahead. Each gets
the windows that its place allows, the narrowest sensible one first; the catalogue may prefer another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.anchors import Anchor

_LINK = re.compile(
    r"(?:\b(?:(?:uoc )?dat|dat duoc|la|con|con lai|bang|chiem|len|xuong|(?:dat )?(?:ty|ti) 1?le|(?:dat"
    r"|o) muc|uoc"
    r"|uoc tinh|tong cong|(?:voi )?so tien|gom|duoc|(?:uoc )?thuc hien)|[:=])\s*$"
)
_AUXILIARY = re.compile(rf"(?:{_LINK.pattern}|\b(?:co|da|xay ra|hien co)\s*$)")
"""What stands before a value and names nothing."""
_COMMA = re.compile(r",(?!\d)(?!\s*\d[a-z])\s*")
_HARD = re.compile(
    r"\s*(?:\((?!(?:tru|khong ke) )|\)(?!\s+(?:duoc|ky|da|co)\b)|:)\s*"
    r"|[,\s]+(?:trong do(?! tuoi)|bao gom|dong thoi|nham|gop phan|qua do|tu do|bang nhieu|bang cac"
    r"|trong khi|dong vai tro|dan den|giup|tao dieu kien|so voi|cu the|do vay|ngoai ra)\s+"
    r"|,\s*(?:phuc vu|nhu|nhung|de)\s+"
)
_AND = r"va(?! (?:truoc han|dung han|vua)\b)"
"""Of "đúng và trước hạn" and "nhỏ và vừa" both belong to one thing."""
_JOINT = re.compile(rf"\s+(?:{_AND}|voi|cung voi|va co)\s+")
_JOINT_OR_TO = re.compile(rf"\s+(?:{_AND}|voi|cung voi|va co|cho)\s+")
"""Behind another anchor "cho" joins too: "tổ chức 05 lớp tập huấn cho 420 lượt người"."""
_OPENERS = re.compile(
    r"\s*(?:[-–+*•~.,:;()\"“”'’]+|[a-z]\)|\d{1,2}(?:\.\d{1,2})*[.)]\s"
    r"|(?:dong thoi|trong do(?! tuoi)|va|voi|cung voi|ngoai ra|ben canh do|hien nay|hien tai|den nay|cu the"
    r"|con|gom|bao gom)\b,?)\s*"
)
_WIDEST = 32
"""Words that what an anchor speaks of may span; longer ones are lists of other things."""
_CLOSERS = re.compile(r"(?:[\s.,:;\-–=\"“(*]|\s(?:cho|voi|va))+$")
_MAX_CUTS = 4


class Window(NamedTuple):
    """`text[start:end]`, an anchor and the words around it that it may speak of."""

    start: int
    end: int


def windows(folded: str, start: int, end: int, anchors: Sequence[Anchor], at: int) -> list[Window]:
    """The windows of `anchors[at]` in the clause `start:end`, the likeliest first."""
    anchor = anchors[at]
    before = anchors[at - 1].end if at else start
    after = anchors[at + 1].start if at + 1 < len(anchors) else end
    following = anchors[at + 1] if at + 1 < len(anchors) else None
    if anchor.bracketed:
        before = max(before, folded.rfind("(", start, anchor.start) + 1)
        closing = folded.find(")", anchor.end, after)
        after = closing if closing >= 0 else after
    if _counts_its_lead(folded, before, anchor):
        after = anchor.end
    coordinated = at > 0 and not anchor.listed and not _own_lead(folded, before, anchor)
    looks_back = not coordinated and _looks_back(folded, before, anchor, after)
    lefts = _lefts(folded, before, anchor, looks_back, first=at == 0)
    rights = _rights(folded, anchor, after, end, following)
    return [Window(left, right) for right in rights for left in lefts]


def _counts_its_lead(folded: str, before: int, anchor: Anchor) -> bool:
    """Whether what is counted is named before and after a part of a whole: "hồ sơ nộp trực tuyến 3.166/4.112
    hồ sơ tiếp nhận mới" are those before it."""
    noun = folded[anchor.noun : anchor.end].strip()
    return anchor.of_whole and re.search(rf"\b{re.escape(noun)}\b", folded[before : anchor.start]) is not None


def _looks_back(folded: str, before: int, anchor: Anchor, after: int) -> bool:
    lead = folded[before : anchor.start]
    if anchor.value is None or _word_count(_LINK.sub("", lead)) < 1:
        return False
    if _tail_is_empty(folded, anchor, after):
        return True
    return not (anchor.counted or lead.rstrip().endswith(":")) and _LINK.search(lead) is not None


def _own_lead(folded: str, before: int, anchor: Anchor) -> bool:
    """Whether words of its own stand between the last cut and the anchor."""
    last = max(_cut_ends(folded, before, anchor.start, _JOINT_OR_TO), default=before)
    return _word_count(folded[last : anchor.start]) > 0


def _tail_is_empty(folded: str, anchor: Anchor, after: int) -> bool:
    tail = folded[anchor.end : after]
    if not tail.strip(" .,;:()"):
        return True
    opening = _HARD.match(tail) or _COMMA.match(tail) or _JOINT.match(tail)
    return opening is not None


def _lefts(folded: str, before: int, anchor: Anchor, looks_back: bool, *, first: bool) -> list[int]:
    """Where a window may begin, the likeliest first; the words up to the first cut behind another anchor are
    that one's."""
    if anchor.listed:  # its commas are its own: "trong đó: tuyên truyền, tập huấn 160 triệu đồng; …"
        return [max((m.end() for m in _HARD.finditer(folded, before, anchor.start)), default=before)]
    cuts = [before, *_cut_ends(folded, before, anchor.start, _JOINT if first else _JOINT_OR_TO)]
    if not looks_back:
        return [cuts[-1]]
    sensible = [cut for cut in cuts if _word_count(_AUXILIARY.sub("", folded[cut : anchor.start])) >= 2]
    near = list(reversed(sensible[1:]))[:_MAX_CUTS]
    if first:
        return [*near, before]
    if len(cuts) == 1:  # all the words between belong to the anchor before
        link = _LINK.search(folded, before, anchor.start)
        return [link.start() if link is not None else before]
    return near or cuts[-1:]


def _rights(folded: str, anchor: Anchor, after: int, end: int, following: Anchor | None) -> list[int]:
    """Where a window may end, the likeliest first."""
    if _tail_is_empty(folded, anchor, after):
        return [anchor.end]
    limit = after
    if following is not None:
        limit = _before_next(folded, anchor.end, following)
    hard = _HARD.search(folded, anchor.end + 1, limit)
    limit = hard.start() if hard is not None else limit
    commas = [m.start() for m in _COMMA.finditer(folded, anchor.end, limit)]
    joints = (
        [m.start() for m in _JOINT_OR_TO.finditer(folded, anchor.end, limit)] if following is not None else []
    )
    ends = sorted({limit, *commas[:_MAX_CUTS], *joints[-1:]}, reverse=True)
    short = [cut for cut in ends if _word_count(folded[anchor.noun : cut]) <= _WIDEST]
    return (short or [min(ends)])[: _MAX_CUTS + 1]


def _before_next(folded: str, start: int, following: Anchor) -> int:
    """The last place between two anchors where the words of the second can begin."""
    between = folded[start : following.start]
    cuts = [m.start() for pattern in (_COMMA, _HARD, _JOINT) for m in pattern.finditer(between)]
    if _LINK.search(between) is None:
        return start + max(cuts) if cuts else following.start
    kept = [cut for cut in cuts if _word_count(_LINK.sub("", between[cut:])) >= 3]
    return start + (max(kept) if kept else min(cuts, default=len(between)))


def _cut_ends(folded: str, start: int, end: int, joint: re.Pattern[str] = _JOINT) -> list[int]:
    return sorted(m.end() for pattern in (_COMMA, _HARD, joint) for m in pattern.finditer(folded, start, end))


def _word_count(text: str) -> int:
    return len(re.findall(r"[a-z]+", text))


def trimmed(folded: str, window: Window) -> Window:
    """Without list marks and joining words at its start and without marks at its end."""
    start, end = window
    while (match := _OPENERS.match(folded, start, end)) is not None and match.end() > start:
        start = match.end()
    closing = _CLOSERS.search(folded, max(start, end - 40), end)
    end = closing.start() if closing is not None else end
    if folded.count("(", start, end) > folded.count(")", start, end) and folded[end : end + 1] == ")":
        end += 1
    return Window(start, end)
