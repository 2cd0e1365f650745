"""No claim stands that its sources do not state: case tables, random edits, and whole answers."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import ground
from bot.assistant.models import Answer, Claim, Question, SourceRef, Status
from knowledge.models import SectionType

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "ground.toml").read_text(encoding="utf-8")
)
SOURCES: dict[str, dict[str, str]] = CASES["source"]


class Library:
    """SourceLookup over the sources of the case table: each document is its quotes, one a line."""

    @cached_property
    def names(self) -> Collection[str]:
        return {source["document"] for source in SOURCES.values()}

    def source_text(self, document: str) -> str | None:
        quotes = [source["quote"] for source in SOURCES.values() if source["document"] == document]
        return "\n\n".join(quote.replace(" ", "\n", 1) for quote in quotes) or None

    def section_type(self, document: str, section: str) -> SectionType | None:
        for source in SOURCES.values():
            if (source["document"], source["section"]) == (document, section):
                return SectionType(source["type"])
        return None

    def heading(self, document: str, section: str) -> str:
        commune = next(source["commune"] for source in SOURCES.values() if source["document"] == document)
        symbol = "77/BC-UBND" if document.startswith("bao-cao-vinh") else ""
        return f"Báo cáo. {symbol} ngày 15/8/2025. {commune}"


def ref(name: str) -> SourceRef:
    source = SOURCES[name]
    return SourceRef(
        document=source["document"],
        section=source["section"],
        quote=source["quote"],
        commune=source["commune"],
        readable=source.get("readable"),
    )


def checked(answer: Answer, question: str = "?") -> Answer:
    return ground.check(answer, Question(text=question), Library(), ground.reference_symbols())


def of_row(row: dict[str, Any]) -> Answer:
    sources = tuple(ref(name) for name in row["sources"])
    claim = Claim(
        text=row["claim"], sources=tuple(range(len(sources))), computed=tuple(row.get("computed", ()))
    )
    return Answer(status=Status.ANSWERED, claims=(claim,), sources=sources)


@pytest.mark.parametrize("row", CASES["backed"], ids=lambda row: row["claim"])
def test_what_the_sources_state_is_kept(row: dict[str, Any]) -> None:
    answer = of_row(row)
    got = checked(answer, row.get("question", "?"))
    assert got.status is Status.ANSWERED
    assert got.claims == answer.claims


@pytest.mark.parametrize("row", CASES["unbacked"], ids=lambda row: row["claim"])
def test_what_they_do_not_state_is_dropped(row: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.assistant.ground")
    got = checked(of_row(row), row.get("question", "?"))
    assert got.status is Status.INSUFFICIENT
    assert [claim.text for claim in got.claims] == [ground.nothing_proven().claims[0].text]
    assert not got.sources
    assert row["fault"] in caplog.messages[-1]
