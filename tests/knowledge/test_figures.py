"""Figures of whole documents, of the catalogue's examples and of single statements."""

from __future__ import annotations

import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import cleaning, structure
from knowledge.figures import extract_figures
from knowledge.indicators import Indicator, catalogue
from knowledge.models import Figure, Nature, Section, SectionType
from knowledge.text import TextView
from knowledge.vietnamese import fold

CASES = Path(__file__).parents[1] / "cases"
SHARED = Path(__file__).parents[2].parent / "shared"
DOCUMENTS = sorted(CASES.glob("figures_*.toml"))
STATEMENTS = tomllib.loads((CASES / "figures.toml").read_text("utf-8"))["statement"]


def sections_of(text: str, headings: Sequence[Mapping[str, str]]) -> list[Section]:
    """Sections from the first place of each heading to the next one."""
    starts = [text.index(row["heading"]) for row in headings]
    first = Section(
        path="title", title="", type=SectionType.TITLE, level=0, start=0, heading_end=0, end=starts[0]
    )
    return [first] + [
        Section(
            path=str(at + 1),
            title=row["heading"],
            type=SectionType(row["type"]),
            level=1,
            start=start,
            heading_end=start + len(row["heading"]),
            end=end,
        )
        for at, (row, start, end) in enumerate(zip(headings, starts, [*starts[1:], len(text)], strict=True))
    ]


def figures_of(case: Mapping[str, Any], text: str) -> tuple[Figure, ...]:
    sections = sections_of(case["text"], case["sections"])
    return extract_figures(
        TextView.identity(text), sections, kind=case["kind"], period_hint=case.get("period")
    )


def _tokens(text: str) -> Counter[str]:
    return Counter("".join(char if char.isalnum() else " " for char in fold(text)).split())


def _covers(quote: str, expected: str) -> float:
    wanted = _tokens(expected)
    return sum((wanted & _tokens(quote)).values()) / max(sum(wanted.values()), 1)


def _value(figure: Figure) -> Any:
    return list(figure.value) if isinstance(figure.value, tuple) else figure.value


def pairs(
    expected: Iterable[Mapping[str, Any]], found: Sequence[Figure]
) -> list[tuple[Mapping[str, Any], Figure]]:
    """Expected figures with the one found for each: same value and words, and at least 60 % of the quote."""
    left = list(found)
    matched = []
    for row in expected:
        fitting = [
            figure
            for figure in left
            if _value(figure) == row.get("value")
            and ("words" in row or figure.unit == row["unit"] or figure.unit in row.get("unit_accept", ()))
            and (row.get("words") or None) == figure.words
            and _covers(figure.quote, row["quote"]) >= 0.6
        ]
        if fitting:
            best = min(fitting, key=lambda figure: len(figure.quote))
            left.remove(best)
            matched.append((row, best))
    return matched


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_figure_of_a_document_is_found_and_nothing_else(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    found = figures_of(case, case["text"])
    matched = pairs(case["figure"], found)
    missed = [row["quote"] for row in case["figure"] if row not in [pair[0] for pair in matched]]
    surplus = [figure.quote for figure in found if figure not in [pair[1] for pair in matched]]
    assert (missed, surplus) == ([], [])
    for row, figure in matched:
        assert figure.nature == row["nature"], figure.quote
        assert figure.comparator == row.get("comparator", "="), figure.quote
        assert "code" not in row or figure.code == row["code"], figure.quote
        assert not _tokens(row.get("indicator", "")) - _tokens(figure.indicator), figure
        assert "period" not in row or figure.period == row["period"], figure.quote


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_most_figures_survive_recognition_that_loses_the_diacritics(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    text = _badly_recognised(case["text"], random.Random(3))
    found = figures_of(case, text)
    expected = [
        row | {"quote": text[at : at + len(row["quote"])]}
        if (at := case["text"].find(row["quote"])) >= 0
        else row
        for row in case["figure"]
        if "value" in row
    ]
    matched = pairs(expected, found)
    assert len(matched) >= 0.8 * len(expected)
    assert len(matched) >= 0.8 * sum(figure.value is not None for figure in found)
    assert sum(figure.nature == row["nature"] for row, figure in matched) >= 0.95 * len(matched)


_MISREAD = {
    "ố": "6bé",
    "ộ": "6éo",
    "ổ": "6o",
    "ờ": "ao",
    "ế": "é",
    "ệ": "éeg",
    "ấ": "4a",
    "ợ": "g",
    "ử": "ir",
    "ọ": "ge",
}


def _badly_recognised(text: str, chance: random.Random) -> str:
    """The text as an English OCR model leaves it: no diacritics, some letters taken for others."""
    read = []
    for char in text:
        if char in _MISREAD and chance.random() < 0.3:
            read.append(chance.choice(_MISREAD[char]))
        else:
            plain = fold(char)
            read.append(plain.upper() if char.isupper() else plain)
    return "".join(read)


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row.code)
def test_every_example_of_the_catalogue_is_read_back_to_its_row(row: Indicator) -> None:
    for example in row.examples:
        codes = [figure.code for figure in extract_figures(TextView.identity(example), ())]
        assert row.code in codes, (example, codes)


@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case["text"][:50])
def test_statements(case: Mapping[str, Any]) -> None:
    text = case["text"]
    section = Section(
        path="I",
        title="",
        type=SectionType(case.get("section", "results")),
        level=1,
        start=0,
        heading_end=0,
        end=len(text),
    )
    found = extract_figures(
        TextView.identity(text), [section], kind=case.get("kind", "Báo cáo"), period_hint=case.get("period")
    )
    stated = [
        {name: getattr(figure, name) if name != "value" else _value(figure) for name in row}
        for row, figure in zip(case["figures"], found, strict=False)
    ]
    assert (stated, len(found)) == (case["figures"], len(case["figures"])), found


def test_a_statement_that_is_repeated_is_one_figure_with_both_places() -> None:
    text = (
        "100% hộ kinh doanh nộp thuế điện tử.\nKinh tế số: 100% hộ kinh doanh trên địa bàn nộp thuế điện tử."
    )
    (figure,) = extract_figures(TextView.identity(text), ())
    (repeat,) = figure.repeats
    assert text[slice(*repeat)] == "100% hộ kinh doanh trên địa bàn nộp thuế điện tử"


def test_two_results_of_one_count_are_two_figures() -> None:
    text = "- 01 chuyên mục Chuyển đổi số/tháng.\n- 01 chuyên mục Khoa học và đời sống/tháng."
    assert len(extract_figures(TextView.identity(text), ())) == 2


@given(st.text(alphabet=st.sampled_from("đạt trên 85%,;.()\n\thộ nghèo tỷ 12-5/"), max_size=120))
def test_quotes_are_cut_from_the_source(text: str) -> None:
    for figure in extract_figures(TextView.identity(text), ()):
        assert figure.quote == " ".join(text[figure.start : figure.end].split())
        assert figure.value is not None or figure.words


@pytest.mark.skipif(not SHARED.exists(), reason="the shared gold files are not here")
@pytest.mark.parametrize("stem", [path.stem for path in sorted((SHARED / "corpus").glob("*.txt"))])
def test_the_figures_of_the_shared_corpus(stem: str) -> None:
    gold = json.loads((SHARED / "gold" / "extract" / f"{stem}.json").read_text("utf-8"))
    view = cleaning.clean((SHARED / "corpus" / f"{stem}.txt").read_text("utf-8"))
    found = extract_figures(view, structure.parse(view), kind=gold["document"]["kind"])
    numeric = [row for row in gold["figures"] if row["value"] is not None and not row.get("optional")]
    matched = pairs(numeric, found)
    assert len(matched) >= 0.9 * len(numeric)
    for row, figure in matched:
        assert figure.nature in [Nature(row["nature"]), *map(Nature, row.get("nature_accept", []))]
        assert figure.comparator in [row["comparator"], *row.get("comparator_accept", [])]
