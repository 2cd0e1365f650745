"""What an amount in a text belongs to: whose it is, and what it counts.

A figure is borrowed when its value stands in the quote of another commune, and mixed up when it stands in
the right quote, but there for something else ("26 tổ … 145 thành viên" read as "26 thành viên").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.grounding.amounts import Amount
from bot.assistant.grounding.named import Named
from bot.assistant.grounding.phrases import DENIAL, DIRECTION
from bot.assistant.grounding.stated import Stated
from knowledge.models import Comparator
from knowledge.vietnamese import fold

REACH = 8
"""Syllables behind a number among which its counted noun may stand ("01 mô hình thôn thông minh")."""

_SENTENCE_END = re.compile(r"[;!?\n]|\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[;,!?()\[\]“”\"|—]|\.(?=\s|$)| mà (?=là|có|đạt)")
_NO_CONTENT = frozenset(
    word
    for line in (
        "so luong ty le muc dat duoc co la cua va cac cho voi tai trong tren duoi theo da dang se con khoang",
        "hon tu den nam thang ngay xa phuong ubnd bao cao ket qua muc tieu chi yeu cau toi thieu it nhat",
        "tong don vi",
    )
    for word in line.split()
)
"""Folded syllables that stand beside figures of any kind and tell none of them apart."""


def states(claim: Stated, amount: Amount, backing: Stated, *, garbled: bool = False) -> bool:
    """Whether the backing states the amount: same value, bound and unit, and not for something else.

    `garbled`: what is counted cannot be read in the scan ("12 Tb" for "12 tổ"), so that any noun will do.
    """
    same = [
        other
        for other in backing.amounts
        if _close(amount, other)
        and amount.comparator is other.comparator
        and (_unit_fits(amount, other, backing) or (garbled and other.kind is None))
        and not _turned_round(_direction(claim, amount), _direction(backing, other))
    ]
    return bool(same) and not _stands_for_else(claim, amount, same, backing)


def owners(stated: Stated, named: Sequence[Named], amount: Amount) -> frozenset[str]:
    """The communes that an amount is said of; empty where the text names none.

    That is the one (or the list) named last before it in its sentence, else the first behind it, else the
    last of the sentences before. A commune in brackets right behind the amount goes first; of "A và B lần
    lượt 1 và 2" each has its own.
    """
    start, end = _around(stated.text, amount, _SENTENCE_END)
    inside = [name for name in named if start <= name.start < end]
    after = [name for name in inside if name.start >= amount.end]
    following = stated.text[amount.end : after[0].start] if after else ""
    if after and "(" in following and ")" not in following and not re.search(r"\d", following):
        return frozenset({after[0].key})
    before = _last_group(stated.text, [name for name in inside if name.end <= amount.start])
    if len(before) > 1 and "lần lượt" in stated.text[start:end]:
        turn = [a for a in stated.amounts if before[-1].end <= a.start < end].index(amount)
        return frozenset({before[min(turn, len(before) - 1)].key})
    group = before or after[:1] or _last_group(stated.text, [name for name in named if name.end <= start])
    return frozenset(name.key for name in group)


_LINK = re.compile(
    r"[\s,]*(?:(?:và|hoặc|cùng|với)\s+)?(?:(?:các\s+)?(?:xã|phường|đặc khu|UBND)\s+)*", re.IGNORECASE
)


def _last_group(text: str, names: Sequence[Named]) -> list[Named]:
    """The last of the names, with those listed before it ("A, B và C")."""
    group = list(names[-1:])
    for name in reversed(names[:-1]):
        if not _LINK.fullmatch(text[name.end : group[0].start]):
            break
        group.insert(0, name)
    return group


def denied(stated: Stated, amount: Amount) -> bool:
    """Whether the clause of an amount denies it: "không có số liệu về 26 tổ"."""
    start, end = _reach(stated, amount)
    return DENIAL.within(stated.text, start, end)


def _close(amount: Amount, other: Amount) -> bool:
    if amount.of is not None and amount.of != other.of:
        return False
    mine, its = amount.value, other.value
    if isinstance(mine, tuple) or isinstance(its, tuple):
        return mine == its
    return abs(mine - its) <= 1e-9 * max(abs(mine), abs(its))


_PROPORTIONS = ("share", "points")
_MEASURED = (*_PROPORTIONS, "money", "dollars", "area", "length", "volume", "weight", "energy", "bandwidth")


def _unit_fits(amount: Amount, other: Amount, backing: Stated) -> bool:
    if amount.kind is None:
        return other.kind not in _PROPORTIONS
    if amount.kind in _PROPORTIONS or other.kind in _PROPORTIONS:
        return amount.kind == other.kind
    if other.kind == "visits" != amount.kind:  # "210 lượt người" are not 210 people
        return False
    mine, its = _noun(amount), _noun(other)
    if mine == its or (amount.kind == other.kind == "people" and "nguoi" in (mine, its)):
        return True
    start, end = _reach(backing, other)
    words = _words(backing.text[other.start : end])[:REACH]
    if other.kind is None:
        words += _words(backing.text[start : other.start])[-REACH:]
    return f" {mine} " in f" {' '.join(words)} " or _follows_broken(mine, backing.text[other.start : end])


def _follows_broken(noun: str, text: str) -> bool:
    """Whether a noun follows a number though a line end or a PDF has split its syllables ("68 ng ư ời")."""
    behind = re.sub(r"^[\d.,/–-]+", "", "".join(fold(text).split()))
    return behind.startswith("".join(noun.split()))


def _direction(stated: Stated, amount: Amount) -> str | None:
    """The "tăng" or "giảm" said last before an amount in its clause."""
    start, _ = _reach(stated, amount)
    said = DIRECTION.found(stated.text, start, amount.start)
    return fold(said[-1][0]) if said else None


def _turned_round(mine: str | None, its: str | None) -> bool:
    return mine is not None and its is not None and mine != its


def _noun(amount: Amount) -> str:
    return fold((amount.unit or "").partition("/")[0])


def _stands_for_else(claim: Stated, amount: Amount, same: Sequence[Amount], backing: Stated) -> bool:
    """Whether the amount stands, in the backing, for something other than the claim makes of it: the words
    beside it are mostly those beside another value, or none of them are beside its own."""
    rivals = [
        other
        for other in backing.amounts
        if not _close(amount, other) and (amount.kind is None or amount.kind == other.kind)
    ]
    if _counts_else(claim, amount, same, rivals, backing):
        return True
    words = _beside(claim, amount)
    own = max(len(words & _beside(backing, other)) for other in same)
    best = max((len(words & _beside(backing, rival)) for rival in rivals), default=0)
    return best >= 2 and 2 * own <= best


def _counts_else(
    claim: Stated, amount: Amount, same: Sequence[Amount], rivals: Sequence[Amount], backing: Stated
) -> bool:
    """Whether what follows the number in the claim follows, or stands beside, only another number."""
    phrase = _following(claim, amount)
    if not phrase:
        return False
    if phrase in [_following(backing, rival) for rival in rivals]:
        return not any(phrase == _following(backing, other)[: len(phrase)] for other in same)
    counted = set(phrase) - _NO_CONTENT
    own = any(counted & _beside(backing, other) for other in same)
    return not own and any(counted & _beside(backing, rival) for rival in rivals)


def _following(stated: Stated, amount: Amount) -> list[str]:
    """The syllables of what is counted, to the end of the clause; none for measures, which are units only."""
    if amount.kind in (None, *_MEASURED):
        return []
    _, end = _reach(stated, amount)
    return _words(stated.text[amount.start : end])


def _beside(stated: Stated, amount: Amount) -> set[str]:
    """Telling syllables beside an amount; for one in brackets also those before the bracket."""
    start, end = _reach(stated, amount)
    if stated.text[start - 1 : start] == "(":
        before = stated.text[: start - 1].rstrip()
        start = max((match.end() for match in _CLAUSE_END.finditer(before)), default=0)
    named: set[str] = {word for name in stated.communes for word in name.key.split()}
    beside = stated.text[start : amount.start] + " " + stated.text[amount.end : end]
    if amount.kind not in _MEASURED:
        beside = stated.text[start:end]
    return set(_words(beside)) - _NO_CONTENT - named


_AND = re.compile(r" (?:và|với|cùng|còn|trong đó|voi|cung|trong do) ")


def clause(stated: Stated, amount: Amount) -> tuple[int, int]:
    """Start and end of the clause that an amount stands in."""
    return _around(stated.text, amount, _CLAUSE_END)


def _reach(stated: Stated, amount: Amount) -> tuple[int, int]:
    """The clause of an amount, up to the amounts beside it, or to the "và" or "với" between them."""
    text = stated.text
    start, end = clause(stated, amount)
    for other in stated.amounts:
        if start <= other.end <= amount.start:
            start = max([other.end, *(match.end() for match in _AND.finditer(text, other.end, amount.start))])
        if amount.end <= other.start <= end:
            between = [match.start() for match in _AND.finditer(text, amount.end, other.start)]
            end = between[-1] if between else other.start
    return start, end


def _around(text: str, amount: Amount, stop: re.Pattern[str]) -> tuple[int, int]:
    start = max((match.end() for match in stop.finditer(text, 0, amount.start)), default=0)
    after = stop.search(text, amount.end)
    return start, after.start() if after else len(text)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", fold(text))


def is_count(amount: Amount) -> bool:
    """Whether an amount can be the result of counting."""
    return (
        not isinstance(amount.value, tuple)
        and amount.value == int(amount.value)
        and amount.comparator is Comparator.EQUAL
        and amount.kind not in _MEASURED
    )
