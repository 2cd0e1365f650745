"""What follows from the numbers of one sentence, and whether it is what the sentence states: shares, sums,
changes, groups of so many each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot import texts
from knowledge.notation import NUMBER, format_number, parse_number
from knowledge.units import tables
from knowledge.vietnamese import FoldedText

_ROUNDED = 0.6
"""Points by which a rounded share may miss the exact one."""


class Reckoning(NamedTuple):
    """What follows from numbers in `start:end` of a text, as a formula with its result, what is stated there
    instead, whether the two agree, and how to put it right."""

    start: int
    end: int
    formula: str
    stated: str
    holds: bool
    proposal: str = texts.REVIEW_CHECK_FIGURE

    @property
    def said(self) -> str:
        """In words."""
        form = texts.RECKONED_AS_STATED if self.holds else texts.RECKONED_OTHERWISE
        return form.format(formula=self.formula, stated=self.stated)


def read(folded: FoldedText, start: int, end: int) -> Iterator[Reckoning]:
    """All that a sentence lets one reckon again; bounds and ranges are none of it."""
    yield from _shares(folded, start, end)
    yield from _sums(folded, start, end)
    yield from _changes(folded, start, end)
    yield from _groups(folded, start, end)


def _shown(value: float) -> str:
    return format_number(round(value, 1))


# ------------------------------------------------------------------- shares

_OF = re.compile(
    rf"(?P<part>{NUMBER})\s?/\s?(?P<whole>{NUMBER})(?P<between>[^/;.\d]{{1,80}}?)"
    rf"(?P<share>\d{{1,3}}(?:[,.]\d{{1,2}})?)\s?%"
)
_IN_TOTAL = re.compile(
    rf"(?P<part>{NUMBER})(?P<what>[^;.\d%]{{0,60}}?)\b(?:tren|trong) tong so (?P<whole>{NUMBER})"
    rf"(?P<between>[^;.\d]{{1,80}}?)(?P<share>\d{{1,3}}(?:[,.]\d{{1,2}})?)\s?%"
)
_EXACT = re.compile(r"(?:dat|chiem|bang|tuong duong|ty le|\()\W*(?:ty le\W*)?$")


def _shares(folded: FoldedText, start: int, end: int) -> Iterator[Reckoning]:
    """ "412/480 hộ …, đạt 85,8%": the share follows from the two numbers."""
    for pattern in (_OF, _IN_TOTAL):
        for match in pattern.finditer(folded, start, end):
            part, whole = parse_number(match["part"]), parse_number(match["whole"])
            share = float(match["share"].replace(",", "."))
            if whole == 0 or not _EXACT.search(match["between"]):
                continue
            exact = f"{_shown(100 * part / whole)}%"
            yield Reckoning(
                *match.span(),
                f"{match['part']}/{match['whole']} = {exact}",
                f"{match['share']}%",
                abs(100 * part / whole - share) <= _ROUNDED,
                texts.REVIEW_SHARE_RIGHT.format(exact=exact),
            )


# ------------------------------------------------------------------- sums

_MADE_OF = re.compile(
    rf"(?P<whole>{NUMBER}) (?P<unit>[a-z]+)(?P<rest>[^.;:\d]{{0,60}}?),? (?:gom|bao gom)(?: co)?:? "
    r"(?P<parts>[^;:\n]+)"
)
_ROUNDING = 0.051
"""How far a sum of rounded parts may be from the whole, for each part."""


def _sums(folded: FoldedText, start: int, end: int) -> Iterator[Reckoning]:
    """ "11 trường, gồm 04 trường …, 04 trường …, 02 trường …": parts of one unit that make up the whole."""
    for match in _MADE_OF.finditer(folded, start, end):
        items = re.split(r", (?=[^\d])|, (?=\d+ )| va (?=\d)", match["parts"])
        found = [re.findall(rf"({NUMBER}) ([a-z]+)", item) for item in items]
        if len(items) < 2 or any(len(pairs) != 1 or pairs[0][1] != match["unit"] for pairs in found):
            continue
        parts = [pairs[0][0] for pairs in found]
        total, whole = sum(map(parse_number, parts)), parse_number(match["whole"])
        whole_numbers = all(float(parse_number(n)).is_integer() for n in (*parts, match["whole"]))
        yield Reckoning(
            *match.span(),
            f"{' + '.join(parts)} = {format_number(total)}",
            match["whole"],
            abs(total - whole) <= (0 if whole_numbers else _ROUNDING * len(parts)),
            texts.REVIEW_SUM_RIGHT,
        )


# ------------------------------------------------------------------- changes

_CHANGED = re.compile(
    rf"(?<!\w)(?P<way>tang|giam)(?: them)? (?P<by>{NUMBER})\s?(?P<of>%|[a-z]+)(?P<than>[^.;()]{{0,60}})"
    rf"\((?:dat |la |chi )?(?P<old>{NUMBER})\s?(?P<unit>%|[a-z]+(?: dong)?)"
)
_THAN = re.compile(r"\b(?:so voi|so|hon|cung ky)\b")


def _changes(folded: FoldedText, start: int, end: int) -> Iterator[Reckoning]:
    """ "640 triệu đồng, tăng 28% so với năm 2024 (500 triệu đồng)": by how much follows from the two values;
    of shares both points and parts of a hundred are meant."""
    for match in _CHANGED.finditer(folded, start, end):
        stated_before = re.compile(rf"(?P<new>{NUMBER})\s?{re.escape(match['unit'])}(?!\w)")
        values = list(stated_before.finditer(folded, start, match.start()))
        old, by = parse_number(match["old"]), parse_number(match["by"])
        if not values or old == 0 or not _THAN.search(match["than"]):
            continue
        new = parse_number(values[-1]["new"])
        apart = (new - old) * (1 if match["way"] == "tang" else -1)
        share = 100 * apart / old
        relative = match["of"] == "%" and match["unit"] != "%"
        if not relative and match["of"] not in ("diem", "%", match["unit"].split()[0]):
            continue
        holds = abs(share - by) <= _ROUNDED if match["of"] == "%" else False
        holds |= not relative and abs(apart - by) < _ROUNDING
        way = texts.CHANGE_WAYS[(new > old) - (new < old)]
        amount = f"{_shown(abs(share))}%" if relative else format_number(round(abs(apart), 2))
        yield Reckoning(
            values[-1].start(),
            match.end(),
            texts.CHANGE_RECKONED.format(new=values[-1]["new"], old=match["old"], way=way, amount=amount),
            f"{texts.CHANGE_WAYS[1 if match['way'] == 'tang' else -1]} {match['by']}"
            f"{'%' if match['of'] == '%' else ''}",
            holds,
        )


# ------------------------------------------------------------------- groups

_EACH = (
    re.compile(rf"(?<!\w)moi (?P<group>[a-z]+)(?: co| gom)? (?P<each>{NUMBER}) (?P<noun>[a-z]+(?: [a-z]+)?)"),
    re.compile(
        rf"(?<![\d,.–-])(?<!den )(?P<each>{NUMBER}) (?P<noun>[a-z]+(?: [a-z]+)?)/(?P<group>[a-z]+)(?!\w)"
    ),
)
_AVERAGE = re.compile(r"(?:binh quan|trung binh|khoang|gan|hon|tren|duoi|it nhat|toi thieu|toi da|tu)\W*\Z")


def _groups(folded: FoldedText, start: int, end: int) -> Iterator[Reckoning]:
    """ "20 tổ với 100 thành viên (mỗi tổ 05 thành viên)": groups, all of them, and how many each has."""
    for match in (match for pattern in _EACH for match in pattern.finditer(folded, start, end)):
        unit = _unit(match["noun"])
        if unit is None or _AVERAGE.search(folded, start, match.start()):
            continue
        groups = _numbered(folded, start, match.start(), match["group"])
        members = _numbered(folded, start, match.start(), unit)
        if groups is None or members is None:
            continue
        count, whole, each = (parse_number(n) for n in (groups[0], members[0], match["each"]))
        yield Reckoning(
            min(groups.start(), members.start()),
            match.end(),
            f"{groups[0]} × {match['each']} = {format_number(count * each)}",
            members[0],
            count * each == whole,
        )


def _unit(noun: str) -> str | None:
    """The unit that words begin with: "người" of "người hỗ", "thành viên"."""
    known = tables().forms
    return next((unit for unit in (noun, noun.split()[0]) if unit in known), None)


def _numbered(folded: FoldedText, start: int, end: int, noun: str) -> re.Match[str] | None:
    """The last number before a noun; the match is that number."""
    found = list(re.compile(rf"(?:{NUMBER})(?= {noun}(?!\w))").finditer(folded, start, end))
    return found[-1] if found else None
