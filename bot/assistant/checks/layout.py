"""The layout of a Word file against Decree 30/2020/NĐ-CP: page, margins, font, sizes, page numbers, parts.

The rules are the data that drafts are set by (`bot/rendering/word_rules.toml`), read here as data. One
finding a rule, at the first place that breaks it.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, NamedTuple

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.typeface import Look, looks
from knowledge.vietnamese import fold

_SLACK = 0.6
"""Millimetres by which a margin may be off: Word rounds to twentieths of a point, people to tenths of an
inch."""


class Place(NamedTuple):
    """A paragraph, its folded text, and how its letters look."""

    paragraph: Any
    text: str
    folded: str
    in_table: bool
    look: Look


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """All findings on the file; without one the layout is said not to be checked."""
    if reviewed.docx is None:
        reviewed.unchecked.append(texts.UNCHECKED_LAYOUT)
        return
    from docx import Document

    document = Document(BytesIO(reviewed.docx))
    places = [
        Place(p, p.text.strip(), fold(p.text.strip()), table, look) for p, table, look in looks(document)
    ]
    yield from _page(reviewed, document)
    yield from _page_numbers(reviewed, document)
    yield from _typeface(reviewed, places)
    yield from _named_parts(reviewed, places)
    yield from _body(reviewed, places)


@cache
def rules() -> dict[str, Any]:
    """The table, each row with its `source`."""
    path = files("bot.rendering") / "word_rules.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _found(reviewed: Reviewed, rule: str, quote: str, reason: str, proposal: str) -> Finding:
    """A finding at the first place that reads so."""
    row = rules()["part"].get(rule) or rules()[rule]
    at = reviewed.text.find(quote) if quote else -1
    span = (at, at + len(quote)) if at >= 0 else None
    source = texts.REVIEW_DECREE.format(place=row["source"])
    found = reviewed.finding(Kind.FORMAT, Severity.MEDIUM, span, reason, proposal, source)
    return found if span or not quote else found.model_copy(update={"quote": quote})


# ------------------------------------------------------------------- the page


def _page(reviewed: Reviewed, document: Any) -> Iterator[Finding]:
    page = rules()["page"]
    for number, section in enumerate(document.sections, 1):
        sides = sorted((section.page_width.mm, section.page_height.mm))
        if any(
            abs(side - right) > 2 for side, right in zip(sides, (page["width"], page["height"]), strict=True)
        ):
            size = f"{sides[0]:.0f} × {sides[1]:.0f} mm"
            yield _found(
                reviewed, "page", "", texts.REVIEW_PAGE_SIZE.format(number=number, size=size), texts.REVIEW_A4
            )
        for side, (low, high) in page["range"].items():
            length = getattr(section, f"{side}_margin")
            if length is not None and not low - _SLACK <= length.mm <= high + _SLACK:
                yield _found(
                    reviewed,
                    "page",
                    "",
                    texts.REVIEW_MARGIN.format(
                        side=texts.REVIEW_SIDES[side], number=number, written=_shown(length.mm)
                    ),
                    texts.REVIEW_MARGIN_RIGHT.format(side=texts.REVIEW_SIDES[side], low=low, high=high),
                )


def _shown(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


_PAGE_FIELD = re.compile(r"\bPAGE\b(?!REF)")
_ONE_PAGE = 2200
"""Characters of a text that may fit one page, which needs no number."""


def _page_numbers(reviewed: Reviewed, document: Any) -> Iterator[Finding]:
    """In the middle of the upper margin from the second page on."""
    if len(reviewed.text) < _ONE_PAGE:
        return
    section = document.sections[0]
    above = _numbered(section.header) or _numbered(section.even_page_header)
    if above is None:
        below = _numbered(section.footer)
        reason = texts.REVIEW_NUMBER_BELOW if below is not None else texts.REVIEW_NO_PAGE_NUMBER
        yield _found(reviewed, "page_number", "", reason, texts.REVIEW_PAGE_NUMBER_RIGHT)
        return
    if not section.different_first_page_header_footer or _numbered(section.first_page_header) is not None:
        yield _found(reviewed, "page_number", "", texts.REVIEW_FIRST_NUMBERED, texts.REVIEW_PAGE_NUMBER_RIGHT)
    elif above.alignment != 1:
        yield _found(reviewed, "page_number", "", texts.REVIEW_NUMBER_ASIDE, texts.REVIEW_PAGE_NUMBER_RIGHT)


def _numbered(part: Any) -> Any:
    """The paragraph of a header or footer that holds the page number."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for paragraph in part._element.iter(qn("w:p")):
        fields = [node.text or "" for node in paragraph.iter(qn("w:instrText"))]
        fields += [node.get(qn("w:instr"), "") for node in paragraph.iter(qn("w:fldSimple"))]
        if any(_PAGE_FIELD.search(field) for field in fields):
            return Paragraph(paragraph, part)
    return None


# ------------------------------------------------------------------- letters


def _typeface(reviewed: Reviewed, places: list[Place]) -> Iterator[Finding]:
    """One finding for each foreign typeface, and one for letters that are not black."""
    right = rules()["font"]
    seen: set[str] = set()
    for place in places:
        for name in sorted(place.look.fonts - {right["name"]} - seen):
            seen.add(name)
            yield _found(
                reviewed,
                "font",
                place.text[:60],
                texts.REVIEW_FONT.format(name=name),
                texts.REVIEW_FONT_RIGHT.format(name=right["name"]),
            )
        for color in sorted(place.look.colors - {right["color"], "AUTO"} - seen):
            seen.add(color)
            yield _found(reviewed, "font", place.text[:60], texts.REVIEW_COLOR, texts.REVIEW_COLOR_RIGHT)


# ------------------------------------------------------------------- parts of known wording

_COUNTRY, _MOTTO = "cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc"
_NAMED = (
    ("country", re.compile(rf"{_COUNTRY}$")),
    ("motto", re.compile(r"doc lap\W+tu do\W+hanh phuc$")),
    ("symbol", re.compile(r"so\s?:.{0,40}/.{2,20}$")),
    ("place_date", re.compile(r"[^.;]{2,60}, ngay .{0,20}thang .{0,20}nam .{2,10}$")),
    (
        "kind",
        re.compile(r"(?:bao cao|ke hoach|to trinh|quyet dinh|thong bao|chuong trinh|nghi quyet|chi thi)$"),
    ),
    ("recipients_title", re.compile(r"noi nhan\s?:$")),
    ("authority", re.compile(r"(?:tm|kt|tl|tuq|q)\s?\. ?[a-z ]{5,40}$")),
)
_NEEDED = ("country", "motto", "symbol", "place_date", "recipients_title", "authority")
_ORDER = ("country", "motto", "kind", "recipients_title")
_SIGNED_BY_HEAD = re.compile(r"(?:chu tich|truong phong|giam doc|chanh van phong)$")


def _named_parts(reviewed: Reviewed, places: list[Place]) -> Iterator[Finding]:
    """Parts that are told by their words: there, in order, in the right letters."""
    found: dict[str, tuple[int, Place]] = {}
    for index, place in enumerate(places):
        for name, pattern in _NAMED:
            if name not in found and pattern.match(place.folded) and _is_part(name, place):
                found[name] = (index, place)
    if not {"country", "motto", "recipients_title"} & set(found):
        reviewed.unchecked.append(texts.UNCHECKED_NO_HEAD)
        return
    for name in _NEEDED:
        signed = name == "authority" and any(_SIGNED_BY_HEAD.match(p.folded) for p in places[-40:])
        if name not in found and not signed:
            label = texts.REVIEW_PARTS[name]
            yield _found(
                reviewed,
                name,
                "",
                texts.REVIEW_PART_MISSING.format(part=label),
                texts.REVIEW_PART_ADD.format(part=label),
            )
    indexes = [(found[name][0], name) for name in _ORDER if name in found]
    for (before, first), (after, second) in itertools.pairwise(indexes):
        if before > after:
            labels = texts.REVIEW_PARTS[first], texts.REVIEW_PARTS[second]
            yield _found(
                reviewed,
                first,
                found[first][1].text,
                texts.REVIEW_PART_ORDER.format(first=labels[0], second=labels[1]),
                texts.REVIEW_PART_ORDER_RIGHT.format(first=labels[0], second=labels[1]),
            )
    for name, (_, place) in found.items():
        yield from _letters(reviewed, name, place)


def _is_part(name: str, place: Place) -> bool:
    """A kind or an authority stands in capitals; the words alone may be a sentence's."""
    return name not in ("kind", "authority", "country") or place.text.isupper()


def _letters(reviewed: Reviewed, name: str, place: Place) -> Iterator[Finding]:
    rule, label = rules()["part"][name], texts.REVIEW_PARTS[name]
    low, high = rule["range"]
    wrong = sorted(size for size in place.look.sizes if not low <= size <= high)
    if wrong:
        allowed = _shown(low) if low == high else f"{_shown(low)}–{_shown(high)}"
        yield _found(
            reviewed,
            name,
            place.text,
            texts.REVIEW_PART_SIZE.format(part=label, written=_shown(wrong[0]), allowed=allowed),
            texts.REVIEW_SIZE_RIGHT.format(allowed=allowed),
        )
    for trait, shown in (("bold", place.look.bold), ("italic", place.look.italic)):
        if shown is not None and shown != rule.get(trait, False):
            wanted = texts.REVIEW_TRAITS[trait][rule.get(trait, False)]
            yield _found(
                reviewed,
                name,
                place.text,
                texts.REVIEW_PART_TRAIT.format(part=label, wanted=wanted),
                texts.REVIEW_TRAIT_RIGHT.format(wanted=wanted),
            )


# ------------------------------------------------------------------- running text

_LONG = 150
"""Characters from which a paragraph outside tables is running text: headings and titles are shorter."""
_JUSTIFIED = 3


def _body(reviewed: Reviewed, places: list[Place]) -> Iterator[Finding]:
    """Paragraphs of running text: size, alignment, first line, spacing; one finding each."""
    rule, allowed = rules()["part"]["paragraph"], rules()["body"]["range"]
    body = [place for place in places if not place.in_table and len(place.text) >= _LONG]
    broken: dict[str, tuple[Place, str, str]] = {}
    for place in body:
        if place.look.bold:
            continue
        for name, reason, proposal in _of_body(place, rule["range"], allowed):
            broken.setdefault(name, (place, reason, proposal))
    for place, reason, proposal in broken.values():
        yield _found(reviewed, "paragraph", place.text[:80], reason, proposal)


def _of_body(
    place: Place, sizes: list[float], allowed: dict[str, list[float]]
) -> Iterator[tuple[str, str, str]]:
    look = place.look
    wrong = sorted(size for size in look.sizes if not sizes[0] <= size <= sizes[1])
    if wrong:
        shown = f"{_shown(sizes[0])}–{_shown(sizes[1])}"
        yield (
            "size",
            texts.REVIEW_PART_SIZE.format(part=texts.REVIEW_BODY, written=_shown(wrong[0]), allowed=shown),
            texts.REVIEW_SIZE_RIGHT.format(allowed=shown),
        )
    if look.alignment != _JUSTIFIED:
        yield "align", texts.REVIEW_NOT_JUSTIFIED, texts.REVIEW_JUSTIFY
    low, high = allowed["first_line"]
    if look.first_line is not None and not low - _SLACK <= look.first_line <= high + _SLACK:
        yield (
            "indent",
            texts.REVIEW_INDENT.format(written=_shown(look.first_line / 10)),
            texts.REVIEW_INDENT_RIGHT,
        )
    low, high = allowed["line_spacing"]
    if look.line_spacing is not None and not low - 0.01 <= look.line_spacing <= high + 0.01:
        yield (
            "line",
            texts.REVIEW_LINE_SPACING.format(written=_shown(look.line_spacing)),
            texts.REVIEW_LINE_SPACING_RIGHT,
        )
    if look.space is not None and look.space < allowed["space_after"][0] - 0.1:
        yield "space", texts.REVIEW_SPACE.format(written=_shown(look.space)), texts.REVIEW_SPACE_RIGHT
